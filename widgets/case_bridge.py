"""The one QObject that turns what the session and the workspace say into Qt signals, and keeps the findings."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from threading import Event
from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.analysis.finding import Finding
from app.case.model import Case, Changes
from app.language import tr
from app.session import Session
from app.workspace import Looking, Workspace, children_after
from widgets import late
from widgets.jobs import Job, Jobs

if TYPE_CHECKING:
    from app.analysis.knowledge import Seen

SEALED = tr("This is the case as others could have seen it, so nothing is changed. Press F8 to see everything again.")
QUICK_SECONDS = 0.03
PAINTS_FIRST = 0.5
"""Seconds for which a search on the worker waits at most for the window to paint what is there."""
_NOTHING_TO_FIND = {"filters": False, "findings": False, "name": False, "unread": False}
"""Changes on which no finding rests."""
QUICK_EVENTS = 2_000
"""A case of up to this many events is searched for findings at once, before any time has been taken."""


class CaseBridge(QObject):
    """Holds the open session and what is looked at; panels listen here and nowhere else.

    While the case is seen as some agencies could have seen it, the session is one that holds only what they
    knew and takes no change; the one on the whole case waits apart.
    """

    session_opened = Signal()
    case_changed = Signal(object)
    looking_changed = Signal(object, object)
    findings_changed = Signal()
    search_failed = Signal(object)

    def __init__(self, session: Session, workspace: Workspace, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self._session = session
        self._jobs = jobs
        self._findings: tuple[Finding, ...] = ()
        self._whole: tuple[Session, Looking] | None = None
        self._seen: Seen | None = None
        self._search: Job | None = None
        self._seconds: float | None = None
        self._searched = 0
        self._found_in: Case | None = None
        self._since = Changes()
        self._children = session.case.children
        self._stop_session: Callable[[], None] = session.listen(self._on_changes)
        self._stop_workspace = workspace.listen(self.looking_changed.emit)
        self._find()

    @property
    def session(self) -> Session:
        """The open session; there always is one, be it empty."""
        return self._session

    @property
    def case(self) -> Case:
        """The case as it now is."""
        return self._session.case

    @property
    def seen(self) -> "Seen | None":
        """As whom the case is seen; None while all of it is."""
        return self._seen

    @property
    def whole_case(self) -> Case:
        """All of the case, whatever part of it is seen."""
        return self._whole[0].case if self._whole else self._session.case

    @property
    def whole_session(self) -> Session:
        """The session on all of the case, whatever part of it is seen."""
        return self._whole[0] if self._whole else self._session

    @property
    def looking(self) -> Looking:
        """What is looked at."""
        return self.workspace.now

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of the case, the latest that are known."""
        return self._findings

    def finding(self, key: str | None) -> Finding | None:
        """The finding of that id; None where there is none any more."""
        return next((finding for finding in self._findings if finding.id == key), None)

    def take_session(self, session: Session, looking: Looking | None = None) -> None:
        """Go over to another session; the one before is closed."""
        closing = self._whole[0] if self._whole else self._session
        self._whole = self._seen = None
        self._go_over_to(session, looking, closing)

    def see_as(self, seen: "Seen") -> None:
        """Show only what some agencies knew, coded here from that alone; the whole case waits until ``see_all``.

        Whoever has a large case codes it on the worker and gives it to ``take_view``.
        """
        self.take_view(seen.coded(late.own_rows.codes_in_view(self.whole_case)))

    def take_view(self, seen: "Seen") -> None:
        """Show what some agencies knew, once it is coded from that alone (``Seen.coded``)."""
        whole, looking = self._whole or (self._session, self.looking)
        self._whole, self._seen = (whole, looking), seen
        self._go_over_to(Session(seen.case, whole.reviewer, sealed=SEALED), None)

    def see_all(self) -> None:
        """Show the whole case again, as it was looked at before; nothing happens where it is shown."""
        if self._whole is not None:
            (whole, looking), self._whole, self._seen = self._whole, None, None
            self._go_over_to(whole, looking)

    def _go_over_to(self, session: Session, looking: Looking | None, closing: Session | None = None) -> None:
        self.workspace.start_again()
        self._stop_session()
        self._session = session
        if closing is not None:
            closing.close()
        self._stop_session = session.listen(self._on_changes)
        self._seconds = None
        self._children = session.case.children
        self._findings, self._found_in = (), None
        self._find()
        self.session_opened.emit()
        self.workspace.start_again(looking)

    def close(self) -> None:
        """Listen to nothing any more and close the session."""
        self._stop_session()
        self._stop_workspace()
        for session in (self._session, *(self._whole[:1] if self._whole else ())):
            session.close()

    def _on_changes(self, changes: Changes) -> None:
        before = self._findings
        if changes.all_events or changes.people:
            self._findings, self._found_in = (), None
        self._since |= replace(changes, **_NOTHING_TO_FIND)
        self._find()
        self._let_go_of_what_is_gone()
        self.case_changed.emit(changes)
        if self._findings != before:
            self.findings_changed.emit()

    def _let_go_of_what_is_gone(self) -> None:
        event = self.looking.event
        if event is not None and not self.case.events.has(event):
            self.workspace.choose_event(None)
        before, self._children = self._children, self.case.children
        shown = self.looking.view.children
        if shown is not None and before != self._children:
            self.workspace.show_children(children_after(shown, before, self._children))

    def _find(self) -> None:
        """Search at once where that is quick, otherwise on the worker; the last search wins.

        Where only codes have changed since the last findings, those of the children they are about are found anew.
        """
        if self._search is not None:
            self._jobs.cancel(self._search)
            self._search = None
        case, known = self.case, self._known()
        if self._is_quick(case, known):
            self._take_found(_timed(case, known))
            return
        painted = self._painted()
        self._search = self._jobs.start(
            tr("Looking for findings"),
            lambda _progress: _timed(case, known, painted),
            self._on_found,
            self.search_failed.emit,
            quiet=True,
        )

    def _painted(self) -> Event:
        """What is set once the window has painted: two threads of Python hold each other up, and a person waits."""
        painted = Event()
        # What the first round lays out is painted in the second.
        QTimer.singleShot(0, self, lambda: QTimer.singleShot(0, self, painted.set))
        return painted

    def _known(self) -> "Known | None":
        """What is known from the last search, where it holds for some of the children still; None where for none."""
        before = self._found_in
        if before is None:
            return None
        touched = late.refinding.children_touched(before, self.case, self._since)
        if touched is None:
            return None
        share = len(touched) / max(len(self.case.children), 1)
        return Known(before, self._findings, self._since, share)

    def _is_quick(self, case: Case, known: "Known | None") -> bool:
        events = len(case.events)
        if known is not None and self._seconds is not None:
            return self._seconds * known.share < QUICK_SECONDS
        # What was quick for a few rows says nothing of the many that an import brings.
        if self._seconds is None or events > max(QUICK_EVENTS, 2 * self._searched):
            return events <= QUICK_EVENTS
        return self._seconds < QUICK_SECONDS

    def _on_found(self, answer: "Answer") -> None:
        self._search = None
        self._take_found(answer)
        self.findings_changed.emit()

    def _take_found(self, answer: "Answer") -> None:
        """Keep what was found. What a part of the children took says nothing of what all of them take."""
        found, seconds = answer
        if found != self._findings:  # what says the same stays the same, and is not drawn anew
            self._findings = found
        if seconds is not None:
            self._seconds, self._searched = seconds, len(self.case.events)
        self._found_in, self._since = self.case, Changes()


@dataclass(frozen=True, slots=True)
class Known:
    """The findings of a case as it was, what has changed since, and the share of its children that may touch."""

    before: Case
    findings: tuple[Finding, ...]
    changes: Changes
    share: float


Answer = tuple[tuple[Finding, ...], float | None]
"""Findings, and the seconds it took to search every child for them; None where only some were searched."""


def _timed(case: Case, known: Known | None, painted: Event | None = None) -> Answer:
    if painted is not None:
        painted.wait(PAINTS_FIRST)
    if known is not None:
        return late.refinding.find_again(known.before, known.findings, case, known.changes), None
    if not len(case.events):
        return (), None
    begun = perf_counter()
    return late.findings.find_all(case), perf_counter() - begun
