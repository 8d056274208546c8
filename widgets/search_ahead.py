"""The search over the open case is made ready while the window waits, so that the first key typed is as quick as the
next."""

from PySide6.QtCore import QObject, QTimer

from widgets.case_bridge import CaseBridge
from widgets.jobs import Jobs
from widgets.searching import Searching

AFTER = 1_500
"""Milliseconds for which nothing has been asked of the worker before the records are read."""


class SearchAhead(QObject):
    """Begins anew with each case, and where a case has changed so much that its search has to be made anew."""

    def __init__(
        self, bridge: CaseBridge, jobs: Jobs, searching: Searching, parent: QObject, after: int = AFTER
    ) -> None:
        super().__init__(parent)
        self._bridge, self._jobs, self._searching = bridge, jobs, searching
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(after)
        self._timer.timeout.connect(self._begin)
        bridge.session_opened.connect(self._wait)
        bridge.case_changed.connect(self._wait)
        jobs.changed.connect(self._wait)
        self._wait()

    def _wait(self) -> None:
        if not self._searching.ready:
            self._timer.start()

    def _begin(self) -> None:
        if self._jobs.running:
            self._wait()
        elif len(self._bridge.case.events):
            self._searching.make_ahead(self._bridge.case)
