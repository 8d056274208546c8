"""What a reviewer's gestures mean for findings: accepted, dismissed for a reason, noted, or left open."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.analysis.decisions import decided
from app.analysis.finding import Finding
from app.case.edits import Reviewer, accept_finding, dismiss_finding, note_finding, reopen_finding
from app.case.history import time_now
from app.case.model import Edit, FindingDecision
from app.errors import UserError
from app.language import tr
from widgets.case_bridge import CaseBridge
from widgets.dialogs import ask_note, ask_reason
from widgets.findings.kind_names import kind_name


class Deciding(QObject):
    """Applies decisions to findings in the name of the reviewer. ``failed`` (UserError) when one cannot be."""

    failed = Signal(object)

    def __init__(self, bridge: CaseBridge, reviewer: Callable[[], Reviewer | None], window: QWidget) -> None:
        super().__init__(window)
        self._bridge = bridge
        self._reviewer = reviewer
        self._window = window

    def accept_chosen(self) -> None:
        """Accept the finding that is chosen; once its rows have changed that is a decision anew."""
        finding = self._chosen()
        if finding is not None:
            earlier = self._earlier(finding)
            label = tr("Accept: {finding}").format(finding=self._called(finding))
            self._apply(lambda by: accept_finding(finding, by, time_now(), earlier), label)

    def dismiss_chosen(self) -> None:
        """Ask why, and dismiss the finding that is chosen."""
        finding = self._chosen()
        if finding is not None:
            earlier = self._earlier(finding)
            reason = ask_reason(self._window, self._called(finding), earlier.reason if earlier else "")
            if reason is not None:
                label = tr("Dismiss: {finding}").format(finding=self._called(finding))
                self._apply(lambda by: dismiss_finding(finding, reason, by, time_now(), earlier), label)

    def note_chosen(self) -> None:
        """Ask for a note on the finding that is chosen; an empty one takes the note away."""
        finding = self._chosen()
        if finding is not None:
            earlier = self._earlier(finding)
            note = ask_note(self._window, self._called(finding), earlier.note if earlier else "")
            if note is not None:
                label = tr("Note on: {finding}").format(finding=self._called(finding))
                self._apply(lambda by: note_finding(finding, note, by, time_now(), earlier), label)

    def reopen_chosen(self) -> None:
        """Take back what was decided of the finding that is chosen, and its note."""
        finding = self._chosen()
        if finding is not None:
            earlier = self._earlier(finding)
            label = tr("Leave open: {finding}").format(finding=self._called(finding))
            self._apply(lambda _by: reopen_finding(earlier), label)

    def _chosen(self) -> Finding | None:
        return self._bridge.finding(self._bridge.looking.finding)

    def _earlier(self, finding: Finding) -> FindingDecision | None:
        standing = decided(self._bridge.case, self._bridge.findings).get(finding.id)
        return standing.decision if standing else None

    def _called(self, finding: Finding) -> str:
        return f"{kind_name(finding.kind)}, {self._bridge.case.children[finding.child].name}"

    def _apply(self, edit: Callable[[Reviewer], Edit], label: str) -> None:
        by = self._reviewer()
        if by is None:
            return
        try:
            self._bridge.session.apply(edit(by), label)
        except UserError as error:
            self.failed.emit(error)
