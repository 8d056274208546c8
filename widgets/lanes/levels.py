"""The level of intervention: blocks from the baseline, and their edges."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QLinearGradient

from app.case.distinct import distinct
from app.lanes.spans import FADES
from widgets.lanes.batches import Floats
from widgets.lanes.brush import Brush
from widgets.lanes.chart_part import ChartPart

SUGGESTED, UNENDED = (4.0, 2.0), (2.0, 2.0)
"""Pixels of each dash and of what is between two: of a level that is only suggested, of one whose end is not
recorded."""

LEAST_FADE = 12.0
"""So wide is what is left of a block that is mentioned on one day alone: its shade can still be told."""


def paint_levels(brush: Brush, part: ChartPart) -> None:
    """Level blocks, then their edges: solid to the last mention, dashed past it, dashed where only suggested.

    One whose end is not recorded fades to nothing up to its last mention, as it is not known when it ended.
    Where more states than pixels are in view, the higher one of a pixel is seen.
    """
    layout, rows = part.layout, part.rows
    seen = part.stack.states.seen(part.first, part.last)
    lane, start, end, level, solid_day, confirmed, _before = seen[:, seen[3] > 0]
    x0, x1, solid = layout.xs(start), layout.xs(end), layout.xs(solid_day)
    sure, edge, base = confirmed == 1, brush.snapped(rows.level_y(lane, level)), rows.level_base[lane]
    top, bottom = np.minimum(edge, base), np.maximum(edge, base)
    highest = layout.scene.case.scheme.highest_level
    ended = solid >= x1
    full = np.where(ended, solid, np.maximum(solid - FADES, x0))
    for rank in distinct(level[sure]).tolist():
        chosen = sure & (level == rank) & (full > x0)
        brush.boxes(x0[chosen], top[chosen], full[chosen], bottom[chosen], brush.theme.level_fill(rank, highest))
    for item in np.flatnonzero(sure & ~ended).tolist():
        until = min(max(float(solid[item]), float(x0[item]) + LEAST_FADE), float(x1[item]))
        fill = brush.theme.level_fill(int(level[item]), highest)
        _fade(brush, float(full[item]), float(top[item]), until, float(bottom[item]), fill)
    for place, scene in enumerate(layout.scene.lanes):
        if scene.born is not None:
            mine = sure & (lane == place)
            _hatch_unborn(brush, part, layout.x(scene.born), x0[mine], x1[mine], top[mine], bottom[mine])
    _edges(brush, part, (x0, solid, x1), edge, sure)


def _hatch_unborn(
    brush: Brush, part: ChartPart, born: float, x0: Floats, x1: Floats, top: Floats, bottom: Floats
) -> None:
    brush.painter.setBrushOrigin(QPointF(part.layout.origin % 8, 0))
    for item in np.flatnonzero(x0 < born).tolist():
        box = QRectF(QPointF(x0[item], top[item]), QPointF(min(x1[item], born), bottom[item]))
        brush.painter.fillRect(box, brush.colour("paper", 140))
        brush.painter.fillRect(box, QBrush(brush.colour("level_edge", 110), Qt.BrushStyle.BDiagPattern))


def _fade(brush: Brush, x0: float, y0: float, x1: float, y1: float, fill: str) -> None:
    gradient = QLinearGradient(x0, 0, x1, 0)
    gradient.setColorAt(0, brush.colour(fill))
    gradient.setColorAt(1, brush.colour(fill, 0))
    brush.painter.fillRect(QRectF(x0, y0, x1 - x0, y1 - y0), QBrush(gradient))


def _edges(
    brush: Brush, part: ChartPart, xs: tuple[Floats, Floats, Floats], edge: Floats, sure: NDArray[np.bool_]
) -> None:
    """``xs`` are where each block begins, where it is last mentioned and where it ends."""
    x0, solid, x1 = xs[0], np.where(sure, xs[1], xs[0]), xs[2]
    width = brush.thick(max(1.6, 0.45 * part.layout.sizes.r))
    lift = 0.0 if part.layout.facing else width / 2
    y = brush.snapped(edge - lift)
    drawn = solid > x0
    brush.boxes(x0[drawn], y[drawn], solid[drawn], y[drawn] + width, "level_edge")
    _dashes(brush, part, (np.maximum(solid, x0), x1), (y, width), sure)
    _risers(brush, part, width, lift)


def _dashes(
    brush: Brush, part: ChartPart, xs: tuple[Floats, Floats], line: tuple[Floats, float], sure: NDArray[np.bool_]
) -> None:
    """Dashes from x to x in a ``line`` (its tops, how wide it is), fixed to the calendar, so that they stay where they
    are when the chart is panned; those of a level that is only suggested are longer."""
    (x0, x1), (y, width), origin = xs, line, part.layout.origin
    item = np.flatnonzero((x1 - x0 > 1) & (x1 > part.left) & (x0 < part.right))
    dash = np.where(sure[item], UNENDED[0], SUGGESTED[0])
    period = np.where(sure[item], sum(UNENDED), sum(SUGGESTED))
    start, end = np.maximum(x0[item], part.left - period), np.minimum(x1[item], part.right + period)
    first, last = np.floor((start - origin) / period), np.ceil((end - origin) / period)
    owner, turn = _runs_of((last - first).astype(np.int64))
    lefts = origin + (first[owner] + turn) * period[owner]
    ends = np.minimum(lefts + dash[owner], end[owner])
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
