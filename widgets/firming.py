"""Tries the chosen finding under other settings, beside the window's own work, and tells the list how firm it is."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from app.analysis.finding import Finding
from app.case.model import Case
from app.language import tr
from app.progress import Progress
from app.workspace import Looking
from widgets import late
from widgets.case_bridge import CaseBridge
from widgets.findings.findings_list import FindingsList
from widgets.jobs import Job, Jobs

if TYPE_CHECKING:
    from app.analysis.firmness import Firmness


class Firming(QObject):
    """One trial at a time: choosing another finding gives up the one before."""

    def __init__(self, bridge: CaseBridge, jobs: Jobs, findings: FindingsList, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge, self._jobs, self._list = bridge, jobs, findings
        self._job: Job | None = None
        bridge.looking_changed.connect(self._on_looking_changed)
        bridge.findings_changed.connect(self.try_chosen)

    @Slot()
    def try_chosen(self) -> None:
        """Try the finding that is chosen; nothing where none is."""
        if self._job is not None:
            self._jobs.cancel(self._job)
            self._job = None
        finding = self._bridge.finding(self._bridge.looking.finding)
        if finding is not None:
            work = partial(_tried, self._bridge.case, finding)
            self._job = self._jobs.start(
                tr("Trying other settings"),
                work,
                partial(self._on_tried, finding),
                self._bridge.search_failed.emit,
                quiet=True,
            )

    @Slot(object, object)
    def _on_looking_changed(self, before: Looking, now: Looking) -> None:
        if before.finding != now.finding:
            self.try_chosen()

    def _on_tried(self, finding: Finding, firm: "Firmness") -> None:
        self._job = None
        self._list.show_firmness(finding.id, firm)


def _tried(case: Case, finding: Finding, progress: Progress) -> "Firmness":
    return late.firmness.firmness_of(case, [finding], progress)[finding.id]
