"""The level of intervention: blocks from the baseline, and their edges."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QLinearGradient

from app.case.distinct import distinct
from widgets.lanes.batches import Floats
from widgets.lanes.brush import Brush
from widgets.lanes.chart_part import ChartPart

DASH = (4.0, 2.5)
FADES = 48.0
"""A block that nothing mentions any more fades within so many pixels."""


def paint_levels(brush: Brush, part: ChartPart) -> None:
    """Level blocks, then their edges: solid to the last mention, dashed past it, dashed where only suggested.

    Where more states than pixels are in view, the higher one of a pixel is seen.
    """
    layout, rows = part.layout, part.rows
    seen = part.stack.states.seen(part.first, part.last)
    lane, start, end, level, solid_day, confirmed, _before = seen[:, seen[3] > 0]
    x0, x1, solid = layout.xs(start), layout.xs(end), layout.xs(solid_day)
    sure, edge, base = confirmed == 1, brush.snapped(rows.level_y(lane, level)), rows.level_base[lane]
    top, bottom = np.minimum(edge, base), np.maximum(edge, base)
    highest = layout.scene.case.scheme.highest_level
    for rank in distinct(level[sure]).tolist():
        chosen = sure & (level == rank) & (solid > x0)
        brush.boxes(x0[chosen], top[chosen], solid[chosen], bottom[chosen], brush.theme.level_fill(rank, highest))
    for item in np.flatnonzero(sure & (solid < x1)).tolist():
        fill = brush.theme.level_fill(int(level[item]), highest)
        _fade(brush, float(solid[item]), float(top[item]), float(x1[item]), float(bottom[item]), fill)
    for place, scene in enumerate(layout.scene.lanes):
        if scene.born is not None:
            mine = sure & (lane == place)
            _hatch_unborn(brush, part, layout.x(scene.born), x0[mine], x1[mine], top[mine], bottom[mine])
    _edges(brush, part, (x0, np.where(sure, solid, x0), x1), edge)


def _hatch_unborn(
    brush: Brush, part: ChartPart, born: float, x0: Floats, x1: Floats, top: Floats, bottom: Floats
) -> None:
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


def _edges(brush: Brush, part: ChartPart, xs: tuple[Floats, Floats, Floats], edge: Floats) -> None:
    """``xs`` are where each block begins, where it is last mentioned and where it ends."""
    x0, solid, x1 = xs
    width = brush.thick(max(1.6, 0.45 * part.layout.sizes.r))
    lift = 0.0 if part.layout.facing else width / 2
    y = brush.snapped(edge - lift)
    drawn = solid > x0
    brush.boxes(x0[drawn], y[drawn], solid[drawn], y[drawn] + width, "level_edge")
    _dashes(brush, part, np.maximum(solid, x0), x1, y, width)
    _risers(brush, part, width, lift)


def _dashes(brush: Brush, part: ChartPart, x0: Floats, x1: Floats, y: Floats, width: float) -> None:
    """Dashes that are fixed to the calendar, so that they stay where they are when the chart is panned."""
    period, origin = sum(DASH), part.layout.origin
    item = np.flatnonzero((x1 - x0 > 1) & (x1 > part.left) & (x0 < part.right))
    start, end = np.maximum(x0[item], part.left - period), np.minimum(x1[item], part.right + period)
    first, last = np.floor((start - origin) / period), np.ceil((end - origin) / period)
    owner, turn = _runs_of((last - first).astype(np.int64))
    lefts = origin + (first[owner] + turn) * period
    ends = np.minimum(lefts + DASH[0], end[owner])
    lefts, tops = np.maximum(lefts, start[owner]), y[item][owner]
    kept = ends > lefts
    brush.boxes(lefts[kept], tops[kept], ends[kept], tops[kept] + width, "level_edge")


def _runs_of(counts: NDArray[np.int64]) -> tuple[NDArray[np.intp], NDArray[np.int64]]:
    """For so many of each: which one, and the how-manyth of it."""
    owner = np.repeat(np.arange(len(counts)), counts)
    return owner, np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts, counts)


def _risers(brush: Brush, part: ChartPart, width: float, lift: float) -> None:
    """The upright between one level and the next."""
    seen = part.stack.states.seen(part.first, part.last)
    lane, start, _end, level, _solid, _sure, before = seen[:, (seen[1] >= part.first) & (seen[3] != seen[6])]
    one = brush.snapped(part.rows.level_y(lane, before) - lift)
    other = brush.snapped(part.rows.level_y(lane, level) - lift)
    left = brush.snapped(part.layout.xs(start) - width / 2)
    brush.boxes(left, np.minimum(one, other), left + width, np.maximum(one, other) + width, "level_edge")
