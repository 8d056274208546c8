"""With many children the lane under the pointer, or with the keyboard, opens to its full height over its neighbours.

No other lane moves and no name does: the open lane lies on top of the chart, and goes when the pointer has left it.
It opens after a short rest, so that a pointer that only crosses the lanes opens none, and without any motion. It is
drawn once, into a picture of its own; no file and no page of paper has it.
"""

from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap

from app.lanes.frames import frame_of
from app.lanes.layout import Layout
from app.lanes.room import Measure
from app.lanes.sizes import COMPACT_HEIGHT, FULL_HEIGHT, LAPTOP, Tier
from app.lanes.timeaxis import ticks
from app.language import tr
from app.theme import Theme
from widgets.lanes.brush import Brush
from widgets.lanes.inks import Inks
from widgets.lanes.painter import paint_labels, paint_stretch
from widgets.lanes.surround import paint_gutter, shortened, strip_names_end

AROUND = 5.0
"""Pixels of paper between the open lane and its border."""

MANY = 7
"""From so many lanes on one opens: fewer are seen side by side, and none may lie over another (design, section 13)."""


@dataclass(frozen=True)
class OpenedLane:
    """The lane at ``place`` of the chart ``base``, laid out alone in its full height; ``box`` is what it covers."""

    place: int
    base: Layout
    layout: Layout
    box: QRectF

    def covers(self, at: QPointF) -> bool:
        """Whether a point of the chart is on the open lane."""
        return self.box.contains(at)


def opened_lane(base: Layout, place: int, top: float, bottom: float, measure: Measure) -> OpenedLane | None:
    """The lane at that place, opened between two y that are in view; None where it has no need or no room."""
    high = FULL_HEIGHT * (1 + base.sizes.text) / 2
    if base.tier > Tier.COMPACT or base.sizes.sparse or not 0 <= place < len(base.frames):
        return None
    if len(base.frames) < MANY or bottom - top < high + 2 * AROUND:
        return None
    scene, closed = base.scene, base.frames[place]
    small = closed.bottom - closed.top < COMPACT_HEIGHT
    sizes = replace(base.sizes, r=LAPTOP.r * (1 + base.sizes.text) / 2) if small else base.sizes
    at = float(round(min(max(closed.top, top + AROUND), bottom - high - AROUND)))
    ranks = len(scene.case.scheme.severity) - 1, scene.case.scheme.highest_level
    frame = frame_of(at, high, sizes, Tier.FULL, False, base.facing, ranks)
    layout = replace(
        base,
        scene=replace(scene, lanes=(scene.lanes[place],)),
        sizes=sizes,
        tier=Tier.FULL,
        frames=(frame,),
        stages=(base.stages[place],),
    )
    left = strip_names_end(base) - measure(tr("Concern"), sizes.body, True) - 2 * AROUND
    box = QRectF(left, at - AROUND, base.width - left - 1, high + 2 * AROUND)
    return OpenedLane(place, base, layout, box)


def opened_picture(opened: OpenedLane, theme: Theme, family: str, inks: Inks, measure: Measure) -> QPixmap:
    """The open lane on paper with a border, as large as its box."""
    scale, box, layout = float(inks.scale or 1.0), opened.box, opened.layout
    picture = QPixmap(round(box.width() * scale), round(box.height() * scale))
    picture.setDevicePixelRatio(scale)
    painter = QPainter(picture)
    painter.translate(-box.topLeft())
    brush = Brush(painter, theme, family, inks)
    brush.fill(box.left(), box.top(), box.right(), box.bottom(), "paper")
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing, True)
    with brush.clipped(box.left(), box.top(), box.right(), box.bottom()):
        paint_gutter(brush, layout, layout.scene.lanes[0], layout.frames[0], measure)
        inside = QRectF(layout.left, box.top(), layout.right - layout.left, box.height())
        paint_stretch(brush, layout, inside, ticks(layout))
        paint_labels(brush, layout, measure)
        _name(brush, opened, measure)
    brush.smooth()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(brush.pen("axis", 1.5))
    painter.drawRect(box.adjusted(0.75, 0.75, -0.75, -0.75))
    painter.end()
    return picture


def _name(brush: Brush, opened: OpenedLane, measure: Measure) -> None:
    """Whose lane it is, in its corner: beside it stand the names of the lanes that it covers as well."""
    layout, lane, size = opened.layout, opened.layout.scene.lanes[0], opened.layout.sizes.body + 1
    x = opened.box.left() + 8
    name = shortened(lane.name, size, True, layout.left - 6 - x, measure)
    brush.text(x, layout.frames[0].rail_y + 0.36 * size, name, size, "ink", bold=True)
