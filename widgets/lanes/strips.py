"""The lower layers of the lanes: ground, grid, 90-day area, stretches of findings. Nothing here lies above a mark."""

import numpy as np

from app.lanes.marks import MarkKind
from app.lanes.sizes import Tier
from app.lanes.timeaxis import Tick
from widgets.lanes.batches import Floats
from widgets.lanes.brush import Brush
from widgets.lanes.chart_part import SLACK, ChartPart
from widgets.lanes.hatching import hatch_part

STEMS = (("concern", 1.4, (MarkKind.CONCERN,)), ("health", 2.0, (MarkKind.HEALTH, MarkKind.MISSED_HEALTH)))
STEM_SHARE, FAINT_STEM_SHARE = 0.75, 0.4
"""How much of a mark's colour its stem has, the rest being the area's: stems stay behind marks, and recede where
marks crowd. Mixed beforehand, since blending thousands of pixels takes longer than covering them."""

WASH = 26
"""How opaque the wash under an imprecise date is, of 255."""

RANKS = np.arange(1, 6)


def paint_paper(brush: Brush, part: ChartPart, top: float, bottom: float) -> None:
    """Paper wherever the lanes' ground will not lie, from y ``top`` to ``bottom``: each pixel is covered once."""
    rows = part.rows
    tops, ends = np.append(top, rows.contact_top), np.append(rows.rail_bottom, bottom)
    brush.boxes(np.full(len(tops), part.left), tops, part.right, ends, "paper")
    if part.layout.scene.aligned_on:
        brush.fill(part.left, top, part.right, bottom, "paper")
        return
    born = [(place, lane.born) for place, lane in enumerate(part.layout.scene.lanes) if lane.born is not None]
    for place, day in born:
        x, frame = min(part.layout.x(day), part.right), part.layout.frames[place]
        if x > part.left:
            brush.crisp()
            brush.fill(part.left, frame.rail_bottom, x, frame.contact_top, "paper")


def paint_ground(brush: Brush, part: ChartPart) -> None:
    """The lanes' ground from birth onward, and the line of a birth inside the record."""
    layout, rows = part.layout, part.rows
    left, right = part.ground
    alive = left < right
    brush.boxes(left[alive], rows.rail_bottom[alive], right[alive], rows.contact_top[alive], "lane")
    born = [(place, layout.x(lane.born)) for place, lane in enumerate(layout.scene.lanes) if lane.born is not None]
    if born:
        place, x = np.array([at for at, _x in born]), np.array([x for _at, x in born])
        brush.uprights(x, rows.rail_bottom[place], rows.contact_top[place], 1.5, "axis")


def paint_run_tint(brush: Brush, part: ChartPart) -> None:
    """The tint of unanswered runs, from the first concern to the end."""
    lane, start, end = part.stack.runs.seen(part.first, part.last)
    top, bottom = part.rows.rail_bottom[lane], part.rows.strips_bottom[lane]
    brush.boxes(part.layout.xs(start), top, part.layout.xs(end), bottom, "run_tint")


def paint_return_columns(brush: Brush, part: ChartPart) -> None:
    """The columns from step-down to return, each stretch filled once however many overlap."""
    lane, start, end = part.stack.returns.seen(part.first, part.last)
    x0, x1 = part.layout.xs(start), part.layout.xs(end)
    top, bottom = part.rows.rail_y[lane], part.rows.strips_bottom[lane] + 2
    brush.boxes(x0, top, x1, bottom, "return_column")
    if brush.theme.hatched_returns:
        hatch_part(brush, part, x0, top, x1, bottom, "column_edge")


def paint_column_edges(brush: Brush, part: ChartPart) -> None:
    """A column's edges: dashed where the level was stepped down, solid where concern returned."""
    lane, _start, end, turn = part.stack.cycles.seen(part.first, part.last)
    stroke = part.layout.sizes.stroke
    for day, width, dash in ((turn, 1.4 * stroke, (4.0 * stroke, 2.5 * stroke)), (end, 1.8 * stroke, None)):
        seen = (day >= part.first) & (day <= part.last)
        xs, lanes = _once(brush.snapped(part.layout.xs(day[seen])), lane[seen])
        brush.uprights(xs, part.rows.rail_y[lanes], part.rows.strips_bottom[lanes] + 2, width, "column_edge", dash)


def _once(xs: Floats, lane: np.ndarray) -> tuple[Floats, np.ndarray]:
    """Each place of each lane once."""
    if len(xs) < 2:
        return xs, lane
    order = np.lexsort((xs, lane))
    xs, lane = xs[order], lane[order]
    first = np.append(True, (np.diff(xs) != 0) | (np.diff(lane) != 0))
    return xs[first], lane[first]


def paint_grid(brush: Brush, part: ChartPart, axis: tuple[Tick, ...]) -> None:
    """Year lines and rank lines, meant to recede; both baselines. Before a birth there is none of them but years, and
    before the first level that is stated no baseline of levels: it is not known, which is not level 0."""
    rows, (left, right) = part.rows, part.ground
    if part.layout.tier > Tier.MICRO:  # of lower lanes the lines would come to a grey band
        ranks = (rows.concern_base[:, None] - RANKS * rows.concern_rank[:, None]).ravel()
        _across(brush, (np.repeat(left, len(RANKS)), np.repeat(right, len(RANKS))), ranks, "grid")
    starts = np.array([tick.start for tick in axis[1:]])
    near = starts[(starts >= part.left - SLACK) & (starts <= part.right + SLACK)]
    lanes = np.repeat(np.arange(len(rows.rail_bottom)), len(near))
    xs = np.tile(near, len(rows.rail_bottom))
    brush.uprights(xs, rows.rail_bottom[lanes], rows.strips_bottom[lanes], 1.0, "grid")
    lanes = part.layout.scene.lanes
    known = [part.layout.x(lane.states[0].start) if lane.states else part.right for lane in lanes]
    spans = np.concatenate((left, np.maximum(known, part.left))), np.concatenate((right, right))
    _across(brush, spans, np.concatenate((rows.concern_base, rows.level_base)), "axis")


def _across(brush: Brush, spans: tuple[Floats, Floats], ys: Floats, role: str) -> None:
    left, right = spans
    there = np.flatnonzero(left < right)
    tops = brush.snapped(ys[there])
    brush.boxes(left[there], tops, right[there], tops + brush.thick(1.0), role)


def paint_area(brush: Brush, part: ChartPart) -> None:
    """The highest concern of the last 90 days. Rises have an edge, falls have none."""
    lane, start, end, value, before = part.stack.of_rows.area.seen(part.first, part.last)
    x0, x1 = part.layout.xs(start), part.layout.xs(end)
    base, top = part.rows.concern_base[lane], brush.snapped(part.rows.concern_y(lane, value))
    calm = value == 0
    brush.boxes(x0[calm], base[calm] - 2, x1[calm], base[calm], "improvement")
    high = ~calm
    brush.boxes(x0[high], top[high], x1[high], base[high], "area")
    edge = brush.thick(1.2)
    brush.boxes(x0[high], top[high], x1[high], top[high] + edge, "area_edge")
    rise = high & (before < value)
    foot = brush.snapped(part.rows.concern_y(lane[rise], before[rise]))
    left = brush.snapped(x0[rise])
    brush.boxes(left, top[rise], left + edge, foot, "area_edge")


def paint_stems(brush: Brush, part: ChartPart) -> None:
    """Stems from the baseline to each mark, faint so that marks stay in front."""
    drawn, r = part.drawn, part.layout.sizes.r
    stemmed = (drawn.severity > 0) & ~drawn.capsule & ~drawn.twin
    for role, width, kinds in STEMS:
        wide = brush.thick(width * min(1.0, r / 4.0 + 0.1))
        mine = stemmed & ((drawn.kind == kinds[0]) | (drawn.kind == kinds[-1]))
        for apart in (True, False):
            chosen = np.flatnonzero(mine & (drawn.apart == apart))
            if len(chosen):
                share = STEM_SHARE if apart else FAINT_STEM_SHARE
                x, y, lane = drawn.x[chosen], drawn.y[chosen], drawn.lane[chosen]
                if not apart:
                    x, y, lane = _longest(brush.snapped(x), y, lane)
                left = brush.snapped(x - wide / 2)
                brush.boxes(left, y, left + wide, part.rows.concern_base[lane], brush.mixed(role, "area", share))


def _longest(x: Floats, y: Floats, lane: np.ndarray) -> tuple[Floats, Floats, np.ndarray]:
    """The longest stem of each x, so that faint stems in one place do not add up; they come in order of lane and x."""
    opens = np.flatnonzero(np.append(True, (np.diff(x) != 0) | (np.diff(lane) != 0)))
    return x[opens], np.minimum.reduceat(y, opens), lane[opens]


WASHES = (
    ("concern", (MarkKind.CONCERN,)),
    ("health", (MarkKind.HEALTH, MarkKind.MISSED_HEALTH)),
    ("ink", (MarkKind.HARM, MarkKind.ADMISSION)),
    ("ink", (MarkKind.DEATH,)),
)
"""The colour of a wash, by kind of mark."""


def paint_washes(brush: Brush, part: ChartPart) -> None:
    """A wash down to the baseline under each imprecise date. Where those of one severity overlap it is no darker:
    that would say more than either."""
    drawn = part.drawn
    if not drawn.capsule.any():
        return
    for role, kinds in WASHES:
        wide = drawn.capsule & ((drawn.kind == kinds[0]) | (drawn.kind == kinds[-1]))
        order = np.lexsort((drawn.x0[wide], drawn.severity[wide], drawn.lane[wide]))
        x0, x1, y = (column[wide][order] for column in (drawn.x0, drawn.x1, drawn.y))
        lane = drawn.lane[wide][order]
        # Cut off beyond the edges of the part: what hardly reaches it is a pixel wide, which would stay at the edge.
        x0, x1 = np.maximum(x0, part.left - SLACK), np.minimum(x1, part.right + SLACK)
        group = lane * np.int64(16) + drawn.severity[wide][order]
        opens = np.flatnonzero(_begins(x0, x1, group))
        ends = np.maximum.reduceat(x1, opens) if len(opens) else x1
        brush.boxes(x0[opens], y[opens], ends, part.rows.concern_base[lane[opens]], role, WASH)


def _begins(x0: Floats, x1: Floats, group: np.ndarray) -> np.ndarray:
    """Which stretches, in order of group and start, do not run on from one before them in their group."""
    far = group * 1e6
    reached = np.maximum.accumulate(x1 + far) if len(x1) else x1
    begins = np.ones(len(x0), np.bool_)
    begins[1:] = (x0 + far)[1:] > reached[:-1]
    return begins


def paint_run_lines(brush: Brush, part: ChartPart) -> None:
    """The stair of each unanswered run behind its marks: the highest concern within the run so far."""
    half = run_width(part) / 2
    _paint_stairs(brush, part, (("paper", half + 1.0), ("run_line", half)))


def paint_run_threads(brush: Brush, part: ChartPart) -> None:
    """The stair again, thin, through the marks: where they stand close they would hide it, and it is what is read."""
    _paint_stairs(brush, part, (("run_line", THREAD * run_width(part) / 2),))


def _paint_stairs(brush: Brush, part: ChartPart, strokes: tuple[tuple[str, float], ...]) -> None:
    """Each stair in these colours, one over the other, so many pixels to both sides of its middle."""
    xs = part.layout.xs
    lane, start, end, rank = part.stack.of_rows.across.seen(part.first, part.last)
    x0, x1, y = xs(start), xs(end), part.rows.concern_y(lane, rank)
    lane, day, _day, low, high = part.stack.of_rows.up.seen(part.first, part.last)
    x, foot, head = xs(day), part.rows.concern_y(lane, low), part.rows.concern_y(lane, high)
    for role, reach in strokes:
        brush.boxes(x0, y - reach, x1, y + reach, role)
        brush.boxes(x - reach, head - reach, x + reach, foot + reach, role)


def paint_flat_lines(brush: Brush, part: ChartPart) -> None:
    """The flat line of each unanswered run along the level, stepping down where the level falls in it, and the
    dotted line from the harm that ends it down to the level of that day."""
    stack, rows, xs, half = part.stack, part.rows, part.layout.xs, run_width(part) / 2
    lane, start, end, level = stack.flat.seen(part.first, part.last)
    x, y = xs(start), rows.level_y(lane, level)
    brush.boxes(x, y - half, xs(end), y + half, "run_line")
    steps = np.flatnonzero((start[1:] == end[:-1]) & (lane[1:] == lane[:-1])) + 1
    high, low = np.minimum(y[steps], y[steps - 1]), np.maximum(y[steps], y[steps - 1])
    brush.boxes(x[steps] - half, high - half, x[steps] + half, low + half, "run_line")
    lane, day, _day, level = stack.ends.seen(part.first, part.last)
    x, y = xs(day), rows.level_y(lane, level)
    brush.boxes(x - half, y - 4.5, x + half, y + 4.5, "run_line")
    lane, day, _day = stack.of_rows.drops.seen(part.first, part.last)
    drops, lane = _once(brush.snapped(xs(day)), lane)
    top = rows.concern_y(lane, 5.0) + 1.7 * part.layout.sizes.r
    brush.uprights(drops, top, rows.strips_bottom[lane], 1.4, "ink", (2.0, 2.5))


THREAD = 0.8
"""How thick the stair is where it passes through marks, of its thickness beside them."""


def run_width(part: ChartPart) -> float:
    """How thick the stair and the flat line are."""
    return max(3.0, 0.72 * part.layout.sizes.r)
