"""The level of intervention: blocks from the baseline, and their edges."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QLinearGradient

from widgets.lanes.batches import Floats
from widgets.lanes.brush import Brush
from widgets.lanes.lane_part import LanePart

DASH = (4.0, 2.5)
FADES = 48.0
"""A block that nothing mentions any more fades within so many pixels."""


def paint_levels(brush: Brush, part: LanePart) -> None:
    """Level blocks, then their edges: solid to the last mention, dashed past it, dashed where only suggested.

    Where more states than pixels are in view, the higher one of a pixel is seen.
    """
    days, layout, frame = part.lane.state_days, part.layout, part.frame
    seen = days.seen(part.first, part.last)
    seen = seen[days.level[seen] > 0]
    x0, x1, solid = (layout.xs(column[seen]) for column in (days.start, days.end, days.solid))
    level, sure = days.level[seen], days.confirmed[seen]
    edge = np.array([frame.level_y(rank) for rank in range(int(level.max(initial=0)) + 1)])[level]
    edge = brush.snapped(edge)
    top, bottom = np.minimum(edge, frame.level_base), np.maximum(edge, frame.level_base)
    for rank in np.unique(level[sure]).tolist():
        chosen = sure & (level == rank) & (solid > x0)
        fill = brush.theme.level_fill(rank)
        brush.boxes(x0[chosen], top[chosen], solid[chosen], bottom[chosen], fill)
    for item in np.flatnonzero(sure & (solid < x1)).tolist():
        fill = brush.theme.level_fill(int(level[item]))
        _fade(brush, float(solid[item]), float(top[item]), float(x1[item]), float(bottom[item]), fill)
    if part.lane.born is not None:
        _hatch_unborn(brush, part, x0[sure], x1[sure], top[sure], bottom[sure])
    _edges(brush, part, (x0, np.where(sure, solid, x0), x1), edge)


def _hatch_unborn(brush: Brush, part: LanePart, x0: Floats, x1: Floats, top: Floats, bottom: Floats) -> None:
    born = part.layout.x(part.lane.born or 0)
    brush.painter.setBrushOrigin(QPointF(part.layout.origin % 8, 0))
    for item in np.flatnonzero(x0 < born).tolist():
        box = QRectF(QPointF(x0[item], top[item]), QPointF(min(x1[item], born), bottom[item]))
        brush.painter.fillRect(box, brush.colour("paper", 140))
        brush.painter.fillRect(box, QBrush(brush.colour("level_edge", 110), Qt.BrushStyle.BDiagPattern))


def _fade(brush: Brush, x0: float, y0: float, x1: float, y1: float, fill: str) -> None:
    gradient = QLinearGradient(x0, 0, min(x1, x0 + FADES), 0)
    gradient.setColorAt(0, brush.colour(fill))
    gradient.setColorAt(1, brush.colour(fill, 0))
    brush.painter.fillRect(QRectF(x0, y0, min(x1, x0 + FADES) - x0, y1 - y0), QBrush(gradient))


def _edges(brush: Brush, part: LanePart, xs: tuple[Floats, Floats, Floats], edge: Floats) -> None:
    """``xs`` are where each block begins, where it is last mentioned and where it ends."""
    x0, solid, x1 = xs
    width = brush.thick(max(1.6, 0.45 * part.layout.sizes.r))
    lift = 0.0 if part.frame.facing else width / 2
    y = brush.snapped(edge - lift)
    drawn = solid > x0
    brush.boxes(x0[drawn], y[drawn], solid[drawn], y[drawn] + width, "level_edge")
    _dashes(brush, part, np.maximum(solid, x0), x1, y, width)
    _risers(brush, part, width, lift)


def _dashes(brush: Brush, part: LanePart, x0: Floats, x1: Floats, y: Floats, width: float) -> None:
    """Dashes that are fixed to the calendar, so that they stay where they are when the chart is panned."""
    period, origin = sum(DASH), part.layout.origin
    for item in np.flatnonzero((x1 - x0 > 1) & (x1 > part.left) & (x0 < part.right)).tolist():
        start, end = max(float(x0[item]), part.left - period), min(float(x1[item]), part.right + period)
        if end > start:
            lefts = origin + np.arange(np.floor((start - origin) / period), np.ceil((end - origin) / period)) * period
            ends = np.minimum(lefts + DASH[0], end)
            lefts = np.maximum(lefts, start)
            kept = ends > lefts
            top = float(y[item])
            brush.boxes(lefts[kept], top, ends[kept], top + width, "level_edge")


def _risers(brush: Brush, part: LanePart, width: float, lift: float) -> None:
    """The upright between one level and the next."""
    days, frame = part.lane.state_days, part.frame
    before = np.append(0, days.level[:-1]) if len(days.level) else days.level
    seen = np.flatnonzero((days.start >= part.first) & (days.start <= part.last) & (before != days.level))
    sign = 1.0 if frame.facing else -1.0
    one = brush.snapped(frame.level_base + sign * before[seen] * frame.level_rank - lift)
    other = brush.snapped(frame.level_base + sign * days.level[seen] * frame.level_rank - lift)
    left = brush.snapped(part.layout.xs(days.start[seen]) - width / 2)
    brush.boxes(left, np.minimum(one, other), left + width, np.maximum(one, other) + width, "level_edge")
