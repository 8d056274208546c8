"""Looks for garbage while nobody does anything, since looking through a large case holds the window up."""

from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtGui import QCursor

from app.memory import look_through
from widgets.case_bridge import CaseBridge
from widgets.jobs import Jobs

AFTER = 10_000
"""Milliseconds for which case, view and mouse must have been left alone, and no work been done."""


class Tidying(QObject):
    """Gives back what a closed case and a closed page held, once a person pauses."""

    def __init__(self, bridge: CaseBridge, jobs: Jobs, parent: QObject, after: int = AFTER) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._mouse = QPoint()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(after)
        self._timer.timeout.connect(self._look)
        for told in (bridge.session_opened, bridge.case_changed, bridge.looking_changed):
            told.connect(self._wait)

    def _wait(self) -> None:
        self._mouse = QCursor.pos()
        self._timer.start()

    def _look(self) -> None:
        if self._jobs.running or QCursor.pos() != self._mouse:
            self._wait()
        else:
            look_through()
