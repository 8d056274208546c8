"""When a lane opens, and what is then meant by a point of the chart."""

from dataclasses import replace

from PySide6.QtCore import QPointF, QRect, Qt, QTimer
from PySide6.QtGui import QPainter, QPixmap, QRegion
from PySide6.QtWidgets import QWidget

from app.lanes.layout import Layout
from widgets.lanes.brush import Brush
from widgets.lanes.canvas import LanesCanvas
from widgets.lanes.focus import Focus
from widgets.lanes.opened import OpenedLane, opened_lane, opened_picture
from widgets.lanes.overlay import paint_overlay

REST_MS = 350
"""How long a pointer, or the keyboard, is on a lane before it opens."""


class OpeningLanes(LanesCanvas):
    """A canvas on which, where lanes are low, one of them opens."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._opens, self._by_keys = True, False
        self._awaited = 0
        self._opened: tuple[OpenedLane, QPixmap] | None = None
        self._dwelling = QTimer(self, singleShot=True, interval=REST_MS)
        self._dwelling.timeout.connect(self._open_wanted)

    def set_opening(self, on: bool) -> None:
        """Open the lane under the pointer where lanes are low, or never."""
        if on != self._opens:
            self._opens = on
            self._close_lane()
            self._wait_to_open()

    @property
    def open_lane(self) -> int | None:
        """The place of the lane that is open; None while none is."""
        known = self._opened_now()
        return None if known is None else known.place

    def layout_at(self, at: QPointF) -> Layout | None:
        """The layout by which a point of the chart is meant: that of the open lane on it, else that of the chart."""
        known = self._opened_now()
        return known.layout if known is not None and known.covers(at) else self.layout_now()

    def lane_at(self, at: QPointF) -> int | None:
        """Which lane is at a point of the chart; None between lanes."""
        known, layout = self._opened_now(), self.layout_now()
        if known is not None and known.covers(at):
            return known.place
        return None if layout is None else layout.lane_at(at.y())

    def _opened_now(self) -> OpenedLane | None:
        """The open lane, as long as the chart under it stands."""
        if self._opened is not None and self._opened[0].base is not self.layout_now():
            self._opened = None
        return None if self._opened is None else self._opened[0]

    def _wanted(self) -> int | None:
        pointer = self._front.pointer
        if not self._opens or self._front.measured is not None or self._front.brushed is not None:
            return None
        if self._by_keys and self.hasFocus():
            return self._lane
        return None if pointer is None else self.lane_at(pointer)

    def _wait_to_open(self, by_keys: bool | None = None) -> None:
        """Open what is wanted after a rest, where that is not open; where nothing is wanted, close."""
        if by_keys is not None:
            self._by_keys = by_keys
        wanted = self._wanted()
        if wanted is None or wanted == self.open_lane:
            self._dwelling.stop()
            if wanted is None and self._front.pointer is None:
                self._close_lane()
        elif wanted != self._awaited or by_keys is None or not self._dwelling.isActive():
            self._awaited = wanted
            self._dwelling.start()

    def _open_wanted(self) -> None:
        wanted, layout = self._wanted(), self.layout_now()
        if wanted is None or layout is None or wanted == self.open_lane:
            return
        self._close_lane()
        top = self.verticalScrollBar().value()
        found = opened_lane(layout, wanted, top, top + self.viewport().height(), self._measure)
        if found is not None:
            inks = self._picture.inks
            self._opened = found, opened_picture(found, self._theme, self._family, inks, self._measure)
            self.viewport().update()

    def _close_lane(self) -> None:
        if self._opened is not None:
            self._opened = None
            self.viewport().update()

    def _draw_anew(self) -> None:
        super()._draw_anew()
        self._opened = None
        self._wait_to_open()

    def _paint_front(self, painter: QPainter, layout: Layout) -> None:
        """What moves over the chart, and the open lane with what moves over it."""
        known = self._opened
        if known is None or known[0].base is not layout:
            super()._paint_front(painter, layout)
            return
        opened, picture = known
        box = opened.box.toAlignedRect()
        painter.save()
        painter.setClipRegion(QRegion(QRect(0, 0, layout.width, layout.height)).subtracted(QRegion(box)))
        super()._paint_front(painter, layout)
        painter.restore()
        painter.drawPixmap(opened.box.topLeft(), picture)
        painter.save()
        # The date at the pointer is said over the chart, and not again in the open lane.
        inside = opened.box.adjusted(2, opened.layout.frames[0].top - opened.box.top(), -2, -2)
        painter.setClipRect(inside, Qt.ClipOperation.IntersectClip)
        focus = self._front.focus
        own = Focus(0, focus.depth, focus.finding) if focus is not None and focus.lane == opened.place else None
        front = replace(self._front, focus=own, brushed=None, measured=None)
        brush = Brush(painter, self._theme, self._family, self._picture.inks)
        paint_overlay(brush, opened.layout, front, self._measure)
        painter.restore()
