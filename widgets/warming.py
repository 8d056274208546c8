"""Opening every door of ``widgets.late`` while the window waits for a person, so that no first use is slow."""

from importlib import import_module

from PySide6.QtCore import QObject, QTimer

from app.language import tr
from app.progress import Progress
from widgets import late
from widgets.jobs import Jobs
from widgets.late import STEPS

BEGINS_AFTER = 600
"""Milliseconds after the window was shown: what a person does first comes first."""

BETWEEN = 15
"""Milliseconds between two steps, in which keys and the mouse are answered; a step takes some 20."""


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
    late.coder.default_lexicon()


def _done(_answer: object) -> None:
    """Whoever needs the lexicon asks for it anew, and is told what is amiss."""
