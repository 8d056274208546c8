"""Whose view of the case is shown: all of it, or what some agencies could have known on a day."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QMainWindow

from app.case.dates import known_date
from app.case.model import Case
from app.language import tr
from app.progress import Progress
from widgets import late
from widgets.case_bridge import CaseBridge
from widgets.jobs import Jobs
from widgets.knowledge.seen_bar import SeenBar

if TYPE_CHECKING:
    from app.analysis.knowledge import Seen


class Seeing(QObject):
    """Asks whose view is wanted, goes over to it, and keeps the banner over the window that says so.

    ``failed`` (a UserError) when that could not be done.
    """

    failed = Signal(object)

    def __init__(self, bridge: CaseBridge, jobs: Jobs, window: QMainWindow) -> None:
        super().__init__(window)
        self._bridge = bridge
        self._jobs = jobs
        self._window = window
        self._agencies: frozenset[str] = frozenset()
        self._on: date | None = None
        self.bar = SeenBar(window)
        window.addToolBar(Qt.ToolBarArea.TopToolBarArea, self.bar)
        window.addToolBarBreak(Qt.ToolBarArea.TopToolBarArea)
        self.bar.leave_asked.connect(self.leave)
        self.bar.change_asked.connect(self.ask)
        bridge.session_opened.connect(self.show_state)

    def ask(self) -> None:
        """Ask as whom and on which day; the choice of last time is offered."""
        case = self._bridge.whole_case
        last = late.measures.last_day(case)
        on = self._on or (None if last is None else known_date(last))
        offered = [agency.id for agency in case.agencies if agency.name in self._agencies]
        dialog = late.seen_dialog.SeenDialog(case, offered, on, self._window)
        if dialog.exec() == QDialog.DialogCode.Accepted and dialog.seen is not None:
            self._agencies, self._on = frozenset(dialog.seen.agencies), dialog.seen.on
            self._look(dialog.seen, case)
        dialog.deleteLater()

    def _look(self, seen: "Seen", case: Case) -> None:
        """Go over to the view, once its rows are coded from what it holds alone."""

        def work(progress: Progress) -> "Seen":
            return seen.coded(late.own_rows.codes_in_view(case, None, progress))

        def done(coded: "Seen") -> None:
            if self._bridge.whole_case is case:
                self._bridge.take_view(coded)
            else:
                # The case was changed meanwhile, and what the agencies knew may be something else now.
                self.ask()

        self._jobs.start(tr("Suggesting codes from what they knew"), work, done, self.failed.emit)

    def leave(self) -> None:
        """Show the whole case again."""
        self._bridge.see_all()

    def show_state(self) -> None:
        """Show the banner where it is wanted, and nowhere else."""
        seen = self._bridge.seen
        self.bar.show_words(tr("{seen}. Nothing else is shown or counted.").format(seen=seen.says) if seen else "")
