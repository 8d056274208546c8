"""How firm the findings are that a panel is led to: tried one after the other, beside the window's own work."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.analysis.finding import Finding
from app.case.model import Case
from app.progress import Progress
from widgets import late
from widgets.case_bridge import CaseBridge
from widgets.jobs import Job, Jobs

if TYPE_CHECKING:
    from app.analysis.firmness import Firmness


class PanelFirmness(QObject):
    """``known`` when one more is known. What was tried of another case counts no more.

    One finding at a time, so that other work need not wait for all of them.
    """

    known = Signal()

    def __init__(self, bridge: CaseBridge, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge, self._jobs = bridge, jobs
        self._case: Case | None = None
        self._firm: dict[str, Firmness] = {}
        self._job: Job | None = None
        self._wanted: tuple[str, ...] = ()

    def of(self, finding: str | None) -> "Firmness | None":
        """How firm the finding of that id is; None while it is not known."""
        return self._firm.get(finding or "") if self._holds() else None

    def ask(self, wanted: Sequence[str]) -> None:
        """Try these findings (ids), the first that is not known yet first."""
        if not self._holds():
            self._case, self._firm = self._bridge.case, {}
            if self._job is not None:
                self._jobs.cancel(self._job)
                self._job = None
        self._wanted = tuple(wanted)
        self._go_on()

    def _holds(self) -> bool:
        """Whether the case still has the events and the scheme with which was tried."""
        case, now = self._case, self._bridge.case
        return case is not None and case.events is now.events and case.scheme is now.scheme

    def _go_on(self) -> None:
        found = (self._bridge.finding(key) for key in self._wanted if key not in self._firm)
        finding = next((item for item in found if item is not None), None)
        if finding is not None and self._job is None and self._holds():
            self._start(finding)

    def _start(self, finding: Finding) -> None:
        case = self._bridge.case

        def work(progress: Progress) -> "dict[str, Firmness]":
            return late.firmness.firmness_of(case, [finding], progress)

        def done(firm: "dict[str, Firmness]") -> None:
            self._job = None
            self._firm |= firm
            self.known.emit()
            self._go_on()

        self._job = self._jobs.start("", work, done, self._bridge.search_failed.emit, quiet=True)
