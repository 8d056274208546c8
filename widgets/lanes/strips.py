"""The lower layers of a lane: ground, grid, 90-day area, stretches of findings. Nothing here lies above a mark."""

import numpy as np

from app.lanes.detail import Stage
from app.lanes.marks import MarkKind
from app.lanes.runs import Rows
from app.lanes.timeaxis import Tick
from widgets.lanes.batches import Floats
from widgets.lanes.brush import Brush
from widgets.lanes.lane_part import SLACK, LanePart
from widgets.lanes.shapes import ROLES

STEMS = (("concern", 1.4, (MarkKind.CONCERN,)), ("health", 2.0, (MarkKind.HEALTH, MarkKind.MISSED_HEALTH)))
STEM_SHARE, FAINT_STEM_SHARE = 0.75, 0.4
"""How much of a mark's colour its stem has, the rest being the area's: stems stay behind marks, and recede where
marks crowd. Mixed beforehand, since blending thousands of pixels takes longer than covering them."""


def paint_ground(brush: Brush, part: LanePart) -> None:
    """The lane's ground from birth onward, and the line of a birth inside the record."""
    brush.crisp()
    lane, frame, layout = part.lane, part.frame, part.layout
    left = part.left if lane.born is None else max(part.left, layout.x(lane.born))
    if left < part.right:
        brush.fill(left, frame.rail_bottom, part.right, frame.ground_bottom, "lane")
    if lane.born is not None:
        born = np.array([layout.x(lane.born)])
        brush.uprights(born, frame.rail_bottom, frame.ground_bottom, 1.5, "axis")


def paint_run_tint(brush: Brush, part: LanePart) -> None:
    """The tint of unanswered runs, from the first concern to the end."""
    days = part.lane.run_days
    seen = days.seen(part.first, part.last)
    x0, x1 = part.layout.xs(days.start[seen]), part.layout.xs(days.end[seen])
    brush.boxes(x0, part.frame.rail_bottom, x1, part.frame.strips_bottom, "run_tint")


def paint_return_columns(brush: Brush, part: LanePart) -> None:
    """The columns from step-down to return, each stretch filled once however many overlap."""
    days, layout, frame = part.lane.cycle_days, part.layout, part.frame
    order = np.argsort(days.turn, kind="stable")
    turn, end = days.turn[order], days.end[order]
    before = np.maximum.accumulate(np.append(np.int64(-(2**62)), end[:-1])) if len(end) else end
    start = np.maximum(turn, before)
    seen = (end > start) & (end >= part.first) & (start <= part.last)
    x0, x1 = layout.xs(start[seen]), layout.xs(end[seen])
    brush.boxes(x0, frame.rail_y, x1, frame.strips_bottom + 2, "return_column")


def paint_column_edges(brush: Brush, part: LanePart) -> None:
    """A column's edges: dashed where the level was stepped down, solid where concern returned."""
    days, layout, frame = part.lane.cycle_days, part.layout, part.frame
    bottom = frame.strips_bottom + 2
    for day, width, dash in ((days.turn, 1.4, (4.0, 2.5)), (days.end, 1.8, None)):
        seen = day[(day >= part.first) & (day <= part.last)]
        xs = np.unique(brush.snapped(layout.xs(seen))) if len(seen) else layout.xs(seen)
        brush.uprights(xs, frame.rail_y, bottom, width, "column_edge", dash)


def paint_grid(brush: Brush, part: LanePart, axis: tuple[Tick, ...]) -> None:
    """Year lines and rank lines, meant to recede; both baselines."""
    frame = part.frame
    ranks = np.array([frame.concern_y(rank) for rank in range(1, 6)])
    _across(brush, part, ranks, "grid")
    starts = np.array([tick.start for tick in axis[1:]])
    near = starts[(starts >= part.left - SLACK) & (starts <= part.right + SLACK)]
    brush.uprights(near, frame.rail_bottom, frame.strips_bottom, 1.0, "grid")
    _across(brush, part, np.unique((frame.concern_base, frame.level_base)).astype(np.float64), "axis")


def _across(brush: Brush, part: LanePart, ys: Floats, role: str) -> None:
    tops = brush.snapped(ys)
    brush.boxes(np.full(len(tops), part.left), tops, part.right, tops + brush.thick(1.0), role)


def paint_area(brush: Brush, part: LanePart) -> None:
    """The highest concern of the last 90 days. Rises have an edge, falls have none."""
    area, layout, frame = part.lane.area, part.layout, part.frame
    seen = slice(
        int(np.searchsorted(area.end, part.first, side="left")),
        int(np.searchsorted(area.start, part.last, side="right")),
    )
    value = area.value[seen].astype(np.float64)
    x0, x1 = layout.xs(area.start[seen]), layout.xs(area.end[seen])
    calm, base = value == 0, frame.concern_base
    brush.boxes(x0[calm], base - 2, x1[calm], base, "improvement")
    high = ~calm
    top = brush.snapped(frame.concern_base - value * frame.concern_rank)
    brush.boxes(x0[high], top[high], x1[high], base, "area")
    edge = brush.thick(1.2)
    brush.boxes(x0[high], top[high], x1[high], top[high] + edge, "area_edge")
    below = np.zeros(len(value))
    start, end, ranks = area.start[seen], area.end[seen], area.value[seen]
    below[1:] = np.where(end[:-1] == start[1:], ranks[:-1], 0)
    if seen.start and len(value) and area.end[seen.start - 1] == start[0]:
        below[0] = float(area.value[seen.start - 1])
    rise = high & (below < value)
    foot = brush.snapped(frame.concern_base - below * frame.concern_rank)
    left = brush.snapped(x0[rise])
    brush.boxes(left, top[rise], left + edge, foot[rise], "area_edge")


def paint_stems(brush: Brush, part: LanePart) -> None:
    """Stems from the baseline to each mark, faint so that marks stay in front."""
    placed, r, base = part.placed, part.layout.sizes.r, float(part.frame.concern_base)
    marks = placed.marks
    stemmed = placed.shown & (marks.severity > 0) & ~placed.capsule & ~marks.twin
    stemmed &= (placed.x >= part.left - SLACK) & (placed.x <= part.right + SLACK)
    share = STEM_SHARE if placed.stage == Stage.APART else FAINT_STEM_SHARE
    for role, width, kinds in STEMS:
        chosen = np.flatnonzero(stemmed & ((marks.kind == kinds[0]) | (marks.kind == kinds[-1])))
        wide = brush.thick(width * min(1.0, r / 4.0 + 0.1))
        x, y = placed.x[chosen], placed.y[chosen]
        if placed.stage != Stage.APART:
            x, y = _longest(brush.snapped(x), y)
        left = brush.snapped(x - wide / 2)
        brush.boxes(left, y, left + wide, base, brush.mixed(role, "area", share))


def _longest(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """The longest stem of each x, so that faint stems in one place do not add up."""
    order = np.lexsort((y, x))
    x, y = x[order], y[order]
    first = np.append(True, np.diff(x) > 0) if len(x) else np.zeros(0, np.bool_)
    return x[first], y[first]


def paint_washes(brush: Brush, part: LanePart) -> None:
    """A wash down to the baseline under each imprecise date."""
    placed, base = part.placed, part.frame.concern_base
    wide = placed.capsule & placed.shown & (placed.marks.kind >= MarkKind.CONCERN)
    if not wide.any():
        return
    near = (placed.x1 >= part.left - SLACK) & (placed.x0 <= part.right + SLACK)
    brush.crisp()
    for item in np.flatnonzero(wide & near).tolist():
        role = ROLES[MarkKind(int(placed.marks.kind[item]))]
        brush.fill(float(placed.x0[item]), float(placed.y[item]), float(placed.x1[item]), base, role, 26)


def paint_run_lines(brush: Brush, part: LanePart) -> None:
    """The stair of each unanswered run: the highest concern within the run so far, rising through its marks."""
    if not part.lane.runs:
        return
    frame, xs, half = part.frame, part.layout.xs, run_width(part) / 2
    across = _near(part, part.lane.run_shapes.across, 1)
    up = _near(part, part.lane.run_shapes.up, 0)
    x0, x1 = xs(across[:, 0]), xs(across[:, 1])
    y = frame.concern_base - across[:, 2] * frame.concern_rank
    x, low, high = xs(up[:, 0]), *(frame.concern_base - up[:, rank] * frame.concern_rank for rank in (1, 2))
    for role, reach in (("paper", half + 1.0), ("run_line", half)):
        brush.boxes(x0, y - reach, x1, y + reach, role)
        brush.boxes(x - reach, high - reach, x + reach, low + reach, role)


def paint_flat_lines(brush: Brush, part: LanePart) -> None:
    """The flat line of each unanswered run along the level, stepping down where the level falls in it, and the
    dotted line from the harm that ends it down to the level of that day."""
    if not part.lane.runs:
        return
    frame, shapes, half = part.frame, part.lane.run_shapes, run_width(part) / 2
    flat, ends = _near(part, shapes.flat, 1), _near(part, shapes.ends, 0)
    y = _level_ys(part, flat[:, 2])
    brush.boxes(part.layout.xs(flat[:, 0]), y - half, part.layout.xs(flat[:, 1]), y + half, "run_line")
    x, y = part.layout.xs(ends[:, 0]), _level_ys(part, ends[:, 1])
    brush.boxes(x - half, y - 4.5, x + half, y + 4.5, "run_line")
    drops = np.unique(brush.snapped(part.layout.xs(_near(part, shapes.drops, 0)[:, 0])))
    top = frame.concern_y(5) + 1.7 * part.layout.sizes.r
    brush.uprights(drops, top, frame.strips_bottom, 1.4, "ink", (2.0, 2.5))


def run_width(part: LanePart) -> float:
    """How thick the stair and the flat line are."""
    return max(3.0, 0.72 * part.layout.sizes.r)


def _near(part: LanePart, rows: Rows, end: int) -> Rows:
    """The rows in view; the last day of each is its column ``end``."""
    return rows[(rows[:, end] >= part.first) & (rows[:, 0] <= part.last)]


def _level_ys(part: LanePart, levels: Rows) -> Floats:
    sign = 1.0 if part.frame.facing else -1.0
    return part.frame.level_base + sign * levels * part.frame.level_rank
