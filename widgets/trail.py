"""The way back through what was looked at: which days, with which finding, one step for each run of gestures."""

from collections.abc import Callable
from time import monotonic

from app.workspace import Looking

SETTLES_SECONDS = 0.7
"""Changes that follow each other faster are one gesture: a wheel that is turned, a drag."""

LONGEST = 60


class Trail:
    """Remembers where each run of changes began. ``clock`` gives seconds."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._steps: list[Looking] = []
        self._begun: Looking | None = None
        self._last = -SETTLES_SECONDS

    def note(self, before: Looking, now: Looking) -> None:
        """Take note of a change."""
        if before.view == now.view and before.finding == now.finding:
            return
        at = self._clock()
        if self._begun is None or at - self._last >= SETTLES_SECONDS:
            self._begun = before
        self._last = at
        if now.view != self._begun.view and (not self._steps or self._steps[-1] is not self._begun):
            self._steps = [*self._steps[-LONGEST:], self._begun]

    def back(self, now: Looking) -> Looking | None:
        """Where to go back to; None at the beginning of the way. What shows the same days is passed over."""
        self._begun = None
        while self._steps:
            step = self._steps.pop()
            if step.view != now.view:
                return step
        return None

    def forget(self) -> None:
        """Begin anew, as when another case is opened."""
        self._steps, self._begun = [], None
