"""What is done while the window waits for a person, so that no first use is slow: every door of ``widgets.late`` is
opened, and what the rows of the open case say is read."""

from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from app.case.model import Case
from app.language import tr
from app.progress import Progress
from widgets import late
from widgets.at_rest import WindowAtRest
from widgets.case_bridge import CaseBridge
from widgets.jobs import Job, Jobs
from widgets.late import STEPS

if TYPE_CHECKING:
    from app.coding.held_back import Said

BEGINS_AFTER = 600
"""Milliseconds after the window was shown: what a person does first comes first."""

BETWEEN = 15
"""Milliseconds between two steps, in which keys and the mouse are answered; a step takes some 20."""

READS_AFTER = 3_000
"""Milliseconds that nothing has been asked of the worker before the rows of the case are read."""

TOGETHER = 5_000
"""So many rows are read together: those that are not all read when other work comes are read again after it."""


class Warming(QObject):
    """Loads one module at a time, and none while a job is at work, which would be held up."""

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._left = list(reversed(STEPS))
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._step)
        self._timer.start(BEGINS_AFTER)

    @property
    def done(self) -> bool:
        """Whether nothing is left to load."""
        return not self._left

    def _step(self) -> None:
        self._timer.setInterval(BETWEEN)
        if self._jobs.running:
            return
        if self._left:
            import_module(self._left.pop())
        if not self._left:
            self._timer.stop()
            self._jobs.start(tr("Reading the lexicon"), _read_lexicon, _done, _done, quiet=True)


def _read_lexicon(_progress: Progress) -> None:
    """The first record with a suggested code says why, which would else take a second of the window's time."""
    late.lexicon.default_lexicon()


def _done(_answer: object) -> None:
    """Whoever needs the lexicon asks for it anew, and is told what is amiss."""


class WordsAhead(QObject):
    """Reads what the rows of the open case say of levels, which the first changed level would else wait for.

    A case that was coded since it was opened is known already. Any other work goes before: reading goes on after it.
    Rows are read only while the window waits, since two threads of Python hold each other up.
    """

    def __init__(self, bridge: CaseBridge, jobs: Jobs, parent: QObject, after: int = READS_AFTER) -> None:
        super().__init__(parent)
        self._bridge, self._jobs = bridge, jobs
        self._job: Job | None = None
        self._begun: tuple[Case, list[Said]] | None = None
        self._rest = WindowAtRest()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(after)
        self._timer.timeout.connect(self._begin)
        bridge.session_opened.connect(self._on_session_opened)
        bridge.case_changed.connect(self._wait)
        jobs.changed.connect(self._let_others_first)
        self._wait()

    def _on_session_opened(self) -> None:
        self._begun = None
        self._wait()

    def _wait(self) -> None:
        """Begin once the window is left alone; what is being read of a case as it was goes on."""
        self._timer.start()

    def _begin(self) -> None:
        case = self._bridge.case
        if self._jobs.running:
            self._wait()
        elif len(case.events) and self._bridge.seen is None:
            if self._begun is None or not _read_alike(self._begun[0], case):
                self._begun = case, []
            case, begun = self._begun
            self._rest.watch()
            # It is made here, so that later states of the case have it too.
            _kept = case.events.kept
            self._job = self._jobs.start(
                tr("Reading the rows"),
                lambda progress: self._read(case, begun, progress),
                self._keep_rows,
                _done,
                quiet=True,
            )

    def _read(self, case: Case, begun: list["Said"], progress: Progress) -> "Rows | None":
        """On the worker: the case and what its rows say; None where that is known."""
        lexicon = late.case_words.lexicon_of(case)
        if late.words_said.knows_all(case, lexicon):
            return None
        patient = replace(progress, give_way=self._rest.give_way)
        return case, late.words_said.read_all(case, lexicon, patient, TOGETHER, begun)

    def _let_others_first(self) -> None:
        job, running = self._job, self._jobs.running
        if job is not None and running != (job,):
            self._job = None
            self._rest.watch_no_more()
            if job in running:
                self._jobs.cancel(job)
                self._wait()

    def _keep_rows(self, answer: "Rows | None") -> None:
        self._begun = None
        if answer is not None:
            late.words_said.keep_said(answer[0], late.case_words.lexicon_of(answer[0]), answer[1])


Rows = tuple[Case, "Said"]


def _read_alike(before: Case, now: Case) -> bool:
    """Whether what is read of a case as it was holds for it as it is now; rows that have changed are read once more."""
    same = before.children is now.children and before.scheme is now.scheme
    return same and before.events.kept is now.events.kept and now.agencies[: len(before.agencies)] == before.agencies
