"""The chart's picture for the window, kept in layers so that a gesture redraws only what it changes.

What stands around the lanes is drawn when the case or the size changes. What the lanes show is painted straight to
the view while the scale changes, as each scale is mostly seen once; when only the days move, a picture of them is
kept and moved along, and a strip is drawn ahead when one is missing. Words are placed anew each time, since they keep
inside the view. The picture is always the sharp one: nothing is scaled, and nothing is left out but, while the scale
is changing, the words of what had none in the frame before.
"""

from math import ceil, floor

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap, QRegion

from app.lanes.kept_words import KeptWords
from app.lanes.labels import place_labels
from app.lanes.layout import PAD, Layout
from app.lanes.placing import BEYOND
from app.lanes.room import Label, Measure
from app.lanes.timeaxis import Tick, ticks
from app.theme import Theme
from widgets.lanes.brush import Brush
from widgets.lanes.chart_part import ChartPart
from widgets.lanes.inks import Inks
from widgets.lanes.painter import paint_stretch, paint_surround, paint_words
from widgets.lanes.strips import paint_paper
from widgets.lanes.surround import KeyPlace, key_places, said_around

SAME_SCALE = 1e-9
"""Scales that differ by no more than this share are one: what is left is far under a pixel."""

MOST_TO_WHOLE = 21
"""Within so many logical pixels every usual scale, of 125 % say, comes to whole device pixels."""

MOST_FEET = 4
"""So many pictures of the key are kept: one for each detail that marks were shown in."""


class ChartPicture:
    """The latest picture of a chart. ``draw`` and ``paint`` bring it up to date with a layout."""

    def __init__(self, theme: Theme, family: str, measure: Measure) -> None:
        self._theme, self._family, self._measure = theme, family, measure
        self._inks = Inks(theme, family, 1.0)
        self._layout: Layout | None = None
        self._whole_of: Layout | None = None
        self._surround: QPixmap | None = None
        self._feet: dict[tuple[KeyPlace, ...], QPixmap] = {}
        self._said: tuple[object, ...] = ()
        self._foot: QPixmap | None = None
        self._lanes: QPixmap | None = None
        self._lanes_of: Layout | None = None
        self._whole: QPixmap | None = None
        self._labels: tuple[Label, ...] = ()
        self._all_labels = True
        self._words = KeptWords()
        self._from = self._to = 0.0

    @property
    def inks(self) -> Inks:
        """What the picture is drawn with."""
        return self._inks

    def forget(self) -> None:
        """Draw everything anew next time."""
        self._layout = self._lanes_of = None
        self._feet.clear()
        self._words.forget()

    def set_theme(self, theme: Theme) -> None:
        """Draw with these colours from now on."""
        self._theme = theme
        self._inks = Inks(theme, self._family, self._inks.scale)
        self.forget()

    def draw(self, layout: Layout, scale: float, moving: bool = False) -> QPixmap:
        """The picture of this layout, with ``scale`` device pixels to a logical one."""
        self._bring_up(layout, scale, moving)
        if self._whole_of is not layout or self._whole is None:
            self._whole = self._blank(layout.width, layout.height, self._whole)
            painter = QPainter(self._whole)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
            self._compose(painter, layout)
            painter.end()
            self._whole_of = layout
        return self._whole

    def paint(
        self, painter: QPainter, layout: Layout, scale: float, box: QRectF, scroll: int, moving: bool = False
    ) -> None:
        """Paint what stands in ``box`` of a view that begins ``scroll`` logical pixels below the picture's top.

        Most layouts are seen once, in the course of a gesture: they are painted straight to the view. One that is
        seen again, as under a moving pointer, is kept as a whole. While the scale is ``moving``, only what had words
        in the frame before has them.
        """
        if self._bring_up(layout, scale, moving) and (scroll * scale).is_integer():
            painter.save()
            painter.translate(0, -scroll)
            self._compose(painter, layout)
            painter.restore()
            return
        shown = QRectF(box.x() * scale, (box.y() + scroll) * scale, box.width() * scale, box.height() * scale)
        painter.drawPixmap(box, self.draw(layout, scale, moving), shown)

    def _bring_up(self, layout: Layout, scale: float, moving: bool) -> bool:
        """Bring the layers up to date, with so many device pixels to a logical one; whether they were not."""
        if scale != self._inks.scale:
            self._inks = Inks(self._theme, self._family, scale)
            self.forget()
        if self._layout is layout and (self._all_labels or moving):
            return False
        self._whole_of = None
        if self._layout is not layout:
            self._draw_surround(layout)
            self._draw_lanes(layout)
        self._labels = place_labels(layout, self._measure, self._words, moving)
        self._layout, self._all_labels = layout, not moving
        return True

    def _blank(self, width: float, height: float, known: QPixmap | None) -> QPixmap:
        """A picture of that many logical pixels; the known one where it has that size."""
        scale = self._inks.scale or 1.0
        wide, high = round(width * scale), round(height * scale)
        if known is None or known.width() != wide or known.height() != high:
            known = QPixmap(wide, high)
        known.setDevicePixelRatio(scale)
        return known

    def _draw_surround(self, layout: Layout) -> None:
        """What stands around the lanes. Its foot, the key, goes with the detail in which marks are shown."""
        before, known, said = self._layout, self._surround, self._said
        if before is not None and _same_canvas(before, layout) and before.stages == layout.stages:
            return
        self._said = said_around(layout)
        if known is None or before is None or not _same_room(before, layout) or said != self._said:
            self._feet.clear()
        key = key_places(layout, self._measure)
        self._foot = self._feet.get(key)
        if self._foot is None:
            drawn = self._surround = self._blank(layout.width, layout.height, known)
            painter = QPainter(drawn)
            paint_surround(self._brush(painter), layout, self._measure)
            painter.end()
            if len(self._feet) >= MOST_FEET:
                self._feet.clear()
            top = self._foot_top(layout)
            self._foot = self._feet[key] = drawn.copy(0, top, drawn.width(), max(1, drawn.height() - top))

    def _foot_top(self, layout: Layout) -> int:
        """The device pixel at which what stands under the lanes begins."""
        box = _lanes_box(layout, self._inks.scale)
        return floor((box.top() + box.height()) * (self._inks.scale or 1.0))

    def _draw_lanes(self, layout: Layout) -> None:
        """The lanes' own part of the canvas and a margin on both sides, drawn from ``_from`` to ``_to``; nothing for
        a new scale, which is painted straight to the view."""
        shift, before = self._shift(layout), self._layout
        panned = before is not None and _same_lanes(before, layout)
        if shift is None and not panned and float(self._inks.scale or 1.0).is_integer():
            self._lanes_of = None
            return
        box = _lanes_box(layout, self._inks.scale)
        known, lanes = self._lanes, self._blank(box.width(), box.height(), self._lanes)
        if shift is None or known is not lanes:
            self._from = self._to = layout.left
        elif shift:
            lanes.scroll(round(shift * (self._inks.scale or 1.0)), 0, lanes.rect(), QRegion())
            self._from = max(self._from + shift, box.left())
            self._to = min(self._to + shift, box.left() + box.width())
            if self._to < layout.left or self._from > layout.right:
                self._from = self._to = layout.left
        self._fill_up(layout, lanes, ahead=0.0 if shift is None else BEYOND)
        self._lanes, self._lanes_of = lanes, layout

    def _fill_up(self, layout: Layout, lanes: QPixmap, ahead: float) -> None:
        """Draw what is in view and not yet there; where anything has to be drawn, so much ahead of it too."""
        fresh: list[tuple[float, float]] = []
        if self._from > layout.left:
            fresh.append((layout.left - ahead, self._from))
            self._from = layout.left - ahead
        if self._to < layout.right:
            fresh.append((self._to, layout.right + ahead))
            self._to = layout.right + ahead
        if not fresh:
            return
        box, axis = _lanes_box(layout, self._inks.scale), _axis_around(layout)
        painter = QPainter(lanes)
        painter.translate(-box.left(), -box.top())
        for left, right in fresh:
            _paint_part(self._brush(painter), layout, left, right, axis)
        painter.end()

    def _shift(self, layout: Layout) -> float | None:
        """How far the lanes have only been moved along, in whole device pixels; None where more has changed."""
        before = self._lanes_of
        if before is None or not _same_lanes(before, layout):
            return None
        shift = layout.origin - before.origin
        whole = (shift * (self._inks.scale or 1.0)).is_integer()
        return shift if whole and abs(shift) < layout.right - layout.left else None

    def _compose(self, painter: QPainter, layout: Layout) -> None:
        """Paint the layers, and the words over them."""
        surround, foot, lanes = self._surround, self._foot, self._lanes
        if surround is None or foot is None:
            return
        box, scale = _lanes_box(layout, self._inks.scale), self._inks.scale or 1.0
        inside = QRectF(layout.left, box.top(), layout.right - layout.left, box.height())
        above, below, *beside = _around(QRectF(0, 0, layout.width, layout.height), inside)
        for side in (above, *beside):
            painter.drawPixmap(side, surround, QRectF(side.topLeft() * scale, side.size() * scale))
        down = QPointF(0, self._foot_top(layout))
        painter.drawPixmap(below, foot, QRectF(below.topLeft() * scale - down, below.size() * scale))
        if lanes is not None and self._lanes_of is layout:
            # Put on whole device pixels and cut off at its edges, which need not be.
            painter.save()
            painter.setClipRect(inside, Qt.ClipOperation.IntersectClip)
            painter.drawPixmap(box.topLeft(), lanes)
            painter.restore()
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing, True)
        brush = self._brush(painter)
        if self._lanes_of is not layout:
            _paint_part(brush, layout, layout.left, layout.right, _axis_around(layout))
        paint_words(brush, layout, self._labels, self._measure, ticks(layout))

    def _brush(self, painter: QPainter) -> Brush:
        return Brush(painter, self._theme, self._family, self._inks)


def _paint_part(brush: Brush, layout: Layout, left: float, right: float, axis: tuple[Tick, ...]) -> None:
    """The lanes on their paper between two x."""
    box = _lanes_box(layout, brush.inks.scale)
    top, bottom = box.top(), box.top() + box.height()
    with brush.clipped(left, top, right, bottom):
        paint_paper(brush, ChartPart(layout, left, right), top, bottom)
    paint_stretch(brush, layout, QRectF(left, top, right - left, bottom - top), axis)


def _axis_around(layout: Layout) -> tuple[Tick, ...]:
    """The axis over all that is drawn ahead, from before its first pixel to behind its last: a line of the grid that
    were left out there would be missing once it is panned into view."""
    return ticks(layout, BEYOND + PAD + layout.per_day + 1)


def _lanes_box(layout: Layout, scale: float | None) -> QRect:
    """The lanes' own part of the canvas and a margin; it begins and ends on whole device pixels, of which there are
    ``scale`` to a logical one."""
    step = next((step for step in range(1, MOST_TO_WHOLE) if (step * (scale or 1.0)).is_integer()), 1)
    left = floor((layout.left - BEYOND) / step) * step
    right = ceil((layout.right + BEYOND) / step) * step
    if not layout.frames:
        return QRect(QPoint(left, 0), QPoint(right - 1, 0))
    top = floor(layout.frames[0].top / step) * step
    bottom = ceil((int(layout.frames[-1].bottom) + 1) / step) * step
    return QRect(left, top, right - left, bottom - top)


def _around(whole: QRectF, inside: QRectF) -> tuple[QRectF, ...]:
    """What is left of a box around another one in it: above, below, left, right."""
    high = inside.height()
    return (
        QRectF(whole.left(), whole.top(), whole.width(), inside.top() - whole.top()),
        QRectF(whole.left(), inside.bottom(), whole.width(), whole.bottom() - inside.bottom()),
        QRectF(whole.left(), inside.top(), inside.left() - whole.left(), high),
        QRectF(inside.right(), inside.top(), whole.right() - inside.right(), high),
    )


def _same_room(before: Layout, now: Layout) -> bool:
    """Whether everything has the same room, whatever it says."""
    return (
        before.sizes == now.sizes
        and (before.width, before.height, before.facing) == (now.width, now.height, now.facing)
        and before.frames == now.frames
    )


def _same_canvas(before: Layout, now: Layout) -> bool:
    return before.scene is now.scene and _same_room(before, now)


def _same_lanes(before: Layout, now: Layout) -> bool:
    """Whether the lanes differ only by having been moved along."""
    same_scale = abs(before.per_day - now.per_day) <= SAME_SCALE * now.per_day
    return _same_canvas(before, now) and before.stages == now.stages and same_scale
