"""One worker for everything that takes time. Work is a plain function of a Progress.

No Qt object lives off the GUI thread: the worker hands plain values back through one queued signal,
and what the work returns is applied on the GUI thread. An answer that comes after its job was
cancelled is dropped.
"""

import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from app.errors import UserError
from app.progress import Cancelled, Progress

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Answer:
    """What becomes of an answer: it is taken, or, where nobody waits for it any more, dropped."""

    take: Callable[[], None]
    drop: Callable[[], None]


@dataclass(eq=False)
class Job:
    """One piece of work: what it is called, how far it is (0 to 1), and whom its end concerns."""

    title: str
    run: Callable[[], "Answer"]
    failed: Callable[[UserError], None]
    quiet: bool = False
    share: float = 0.0
    words: str = ""
    progress: Progress = field(default_factory=Progress)

    @property
    def cancelled(self) -> bool:
        """Whether it was asked to stop."""
        return self.progress.stop.is_set()


class Jobs(QObject):
    """Runs jobs one after another on one thread; ``changed`` tells that one began, got further or ended."""

    changed = Signal()
    _advanced = Signal(object, float, str)
    _ended = Signal(object, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="lifelanes-work")
        self._waiting: list[Job] = []
        self._closed = False
        self._advanced.connect(self._on_advanced, Qt.ConnectionType.QueuedConnection)
        self._ended.connect(self._on_ended, Qt.ConnectionType.QueuedConnection)

    @property
    def running(self) -> tuple[Job, ...]:
        """The jobs that have not ended, in the order they were started."""
        return tuple(self._waiting)

    @property
    def busy(self) -> bool:
        """Whether work that somebody asked for has not ended."""
        return any(not job.quiet for job in self._waiting)

    def start(
        self,
        title: str,
        work: Callable[[Progress], T],
        done: Callable[[T], None],
        failed: Callable[[UserError], None],
        *,
        dropped: Callable[[T], None] | None = None,
        quiet: bool = False,
    ) -> Job:
        """Queue some work. ``done`` or ``failed`` is called on the GUI thread, neither after a cancel.

        ``dropped`` lets go of an answer that came too late (an open file), on whichever thread that is.
        ``quiet`` work is not shown as progress (it belongs to a redraw, nobody asked for it).
        After ``stop`` nothing is begun any more: a timer may still ring while the window goes.
        """

        def run() -> Answer:
            answer = work(job.progress)
            return Answer(lambda: done(answer), lambda: dropped(answer) if dropped else None)

        job = Job(title, run, failed, quiet)
        if self._closed:
            job.progress.cancel()
            return job
        job.progress.report = lambda share, words: self._advanced.emit(job, share, words)
        self._waiting.append(job)
        self._worker.submit(self._run, job)
        self.changed.emit()
        return job

    def cancel(self, job: Job) -> None:
        """Ask a job to stop, and forget it: whatever it still answers is dropped."""
        job.progress.cancel()
        if job in self._waiting:
            self._waiting.remove(job)
            self.changed.emit()

    def stop(self) -> None:
        """Stop all work and wait for its thread to end; a job that is started afterwards is cancelled at once."""
        self._closed = True
        for job in self._waiting:
            job.progress.cancel()
        self._waiting.clear()
        self._worker.shutdown(wait=True, cancel_futures=True)

    def _run(self, job: Job) -> None:
        answer: Answer | None = None
        fault: BaseException | None = None
        try:
            job.progress.at(0.0)
            answer = job.run()
        except Cancelled:
            return
        except Exception as error:  # noqa: BLE001 - carried to the GUI thread, where it is told or reported
            fault = error
        if not self._closed:
            self._ended.emit(job, answer, fault)
        elif answer is not None:
            answer.drop()

    @Slot(object, float, str)
    def _on_advanced(self, job: Job, share: float, words: str) -> None:
        if job in self._waiting:
            job.share, job.words = share, words or job.words
            self.changed.emit()

    @Slot(object, object, object)
    def _on_ended(self, job: Job, answer: Answer | None, fault: BaseException | None) -> None:
        if job not in self._waiting:
            if answer is not None:
                answer.drop()
            return
        self._waiting.remove(job)
        self.changed.emit()
        if isinstance(fault, UserError):
            job.failed(fault)
        elif fault is not None:
            sys.excepthook(type(fault), fault, fault.__traceback__)
        elif answer is not None:
            answer.take()
