"""The chart in the window: shows a case's lanes, takes wheel, drag, keyboard and click."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.analysis.finding import Finding
from app.case.model import Case


class LanesView(QWidget):
    """Draws the lanes of a case and tells what was chosen on them."""

    event_chosen = Signal(int)
    finding_chosen = Signal(str)
    days_changed = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)

    def show_case(self, case: Case, findings: tuple[Finding, ...]) -> None:
        """Draw this case and these findings, in the days now shown."""

    def show_days(self, first: int | None, last: int | None) -> None:
        """Show these days (day numbers); None for the whole record. Emits nothing."""

    def select_event(self, event: int | None) -> None:
        """Ring the marks of this event, or none. Emits nothing."""

    def select_finding(self, finding: str | None) -> None:
        """Put this finding in front of the others, or none. Emits nothing."""

    def zoom(self, factor: float) -> None:
        """Show fewer days (factor above 1) or more, about the middle; emits ``days_changed``."""
