"""The chart for whoever hears it: what has the keyboard, where it stands, and telling both when they change."""

from PySide6.QtCore import QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from widgets.lanes.accessible import Readable, offer_charts, tell_focus, tell_other_parts
from widgets.lanes.focus import Focus, box_of
from widgets.lanes.pointing import PointedLanes

REST_MS = 150
"""How long the days shown have to rest before a screen reader is told that other records are in view."""

BY_KEYS = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)
"""How the keyboard comes to the chart by keys: a window that only comes to the front opens no lane."""

_CLEAR = 8
"""Pixels that are kept free around what has the keyboard when it is scrolled into view."""


class SpokenLanes(PointedLanes):
    """Answers what a screen reader asks of the chart, and tells it where the keyboard goes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _offer()
        self._told: tuple[Focus, int | None] | None = None
        self._resting = QTimer(self, singleShot=True, interval=REST_MS)
        self._resting.timeout.connect(lambda: tell_other_parts(self, other_scene=False))

    def focus_now(self) -> Focus:
        """The lane, and what in it, that has the keyboard while the chart has."""
        return Focus(self._lane, self._depth, self._front.finding)

    def chosen_event(self) -> int | None:
        """The event that is chosen; None for none."""
        return self._front.event

    def on_screen(self, box: QRect) -> QRect:
        """A box of the chart in the pixels of the screen."""
        corner = self.viewport().mapToGlobal(QPoint(0, -self.verticalScrollBar().value()))
        return box.translated(corner)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say what of the chart has got the keyboard."""
        super().focusInEvent(event)
        self._told = None
        self._tell_focus()
        if event.reason() in BY_KEYS:
            self._wait_to_open(by_keys=True)

    def _moved(self, changed: bool) -> None:
        super()._moved(changed)
        if changed:
            self._resting.start()

    def _tell_other_scene(self) -> None:
        self._told = None
        tell_other_parts(self, other_scene=True)

    def _tell_focus(self) -> None:
        """Bring what has the keyboard into view, and say it where it is not what was said last."""
        now = (self.focus_now(), self._front.event)
        if self.hasFocus() and now != self._told:
            if self._told is not None:
                self._wait_to_open(by_keys=True)
            self._told = now
            self._bring_focus_in()
            tell_focus(self)

    def _bring_focus_in(self) -> None:
        layout, bar = self.layout_now(), self.verticalScrollBar()
        if layout is None or not bar.maximum() or self._lane >= len(layout.frames):
            return
        box = box_of(layout, self.focus_now(), self._front.event)
        top, bottom, high = box.top() - _CLEAR, box.bottom() + _CLEAR, self.viewport().height()
        if top < bar.value() or bottom - top > high:
            bar.setValue(int(top))
        elif bottom > bar.value() + high:
            bar.setValue(int(bottom - high))


class _Offered:
    yet: bool = False


def _offer() -> None:
    """Once in a program: a screen reader that meets a chart finds a tree in it."""
    if not _Offered.yet:
        _Offered.yet = True
        offer_charts(SpokenLanes, _chart_of)


def _chart_of(found: QObject) -> Readable | None:
    return found if isinstance(found, SpokenLanes) else None
