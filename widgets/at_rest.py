"""Work that gives way to the window: it goes on while the window waits for a person, since two threads of Python hold
each other up."""

from threading import Event
from time import monotonic

from PySide6.QtCore import QAbstractEventDispatcher

GIVES_WAY, GOES_ON = 0.05, 0.005
"""Seconds for which work waits at most while the window has something to do, and then goes on before it waits again:
it ends even where the window is never at rest."""


class WindowAtRest:
    """Knows whether the window waits. ``give_way`` is called by the worker, the rest on the window's thread."""

    def __init__(self) -> None:
        self._waits = Event()
        self._goes_on_until = 0.0
        self._watching = False

    def watch(self) -> None:
        """Take note of whether the window waits, from now on."""
        self._waits.set()
        if not self._watching:
            self._watching = True
            dispatcher = QAbstractEventDispatcher.instance()
            dispatcher.aboutToBlock.connect(self._waits.set)
            dispatcher.awake.connect(self._waits.clear)

    def watch_no_more(self) -> None:
        """The work has ended."""
        if self._watching:
            self._watching = False
            dispatcher = QAbstractEventDispatcher.instance()
            dispatcher.aboutToBlock.disconnect(self._waits.set)
            dispatcher.awake.disconnect(self._waits.clear)

    def give_way(self) -> None:
        """Wait a little where the window has something to do."""
        if not self._waits.is_set() and monotonic() > self._goes_on_until:
            self._waits.wait(GIVES_WAY)
            self._goes_on_until = monotonic() + GOES_ON
