"""The marks of the lanes: each on its own, or the columns that stand for them."""

import numpy as np
from numpy.typing import NDArray

from app.lanes.detail import COLUMN_WIDTH, JoinedColumns, joined_columns
from app.lanes.marks import MarkKind
from app.lanes.placing import Drawn
from app.lanes.room import Label
from widgets.lanes.batches import Floats
from widgets.lanes.brush import Brush
from widgets.lanes.chart_part import SLACK, ChartPart
from widgets.lanes.shapes import draw_capsule, draw_mark, draw_twin, mark_half

CLASSES = ((1, 2.0), (3, 4.0), (8, 6.5))
"""How thick a dash is from how many records on: three classes, told in the key."""

DASH_WIDTH = 7.0

OPEN_FROM = 3.0
"""Dashes that are all suggestions are open where they are that thick; thinner ones are thinner still."""

HOLLOW, SPLIT = 16, 32
"""What is added to a kind of mark for its hollow look, and for that of a disputed score."""

_KINDS = frozenset(kind.value for kind in MarkKind)


def paint_columns(brush: Brush, part: ChartPart) -> None:
    """Dashes for plain concerns and improvements, marks for health, where too many are in view for each its own."""
    _end_lanes(brush, part)
    held = [(lane, placed.columns) for lane, placed in enumerate(part.layout.placed) if placed.columns is not None]
    if held:
        columns = joined_columns(held)
        first = (part.left - SLACK - part.layout.origin) / COLUMN_WIDTH
        last = (part.right + SLACK - part.layout.origin) / COLUMN_WIDTH
        _dashes(brush, part, columns, (first, last))
        _health(brush, part, columns, (first, last))


def _dashes(brush: Brush, part: ChartPart, columns: JoinedColumns, span: tuple[float, float]) -> None:
    near = np.flatnonzero((columns.dash_column >= span[0]) & (columns.dash_column < span[1]))
    count, severity, kind = columns.dash_count[near], columns.dash_severity[near], columns.dash_kind[near]
    thick = np.full(len(count), CLASSES[0][1])
    for least, wide in CLASSES[1:]:
        thick[count >= least] = wide
    x = part.layout.origin + columns.dash_column[near] * float(COLUMN_WIDTH) + 0.5
    y = part.rows.concern_y(columns.dash_lane[near], severity)
    y = y - np.where(severity == 0, thick, thick / 2)
    hollow = columns.dash_hollow[near]
    inside = hollow & (thick >= OPEN_FROM)
    thick = np.where(hollow & ~inside, 1.0, thick)
    for look, role in ((MarkKind.IMPROVEMENT, "improvement"), (MarkKind.CONCERN, "concern")):
        mine = kind == look
        brush.boxes(x[mine], y[mine], x[mine] + DASH_WIDTH, y[mine] + thick[mine], role)
    x, y, foot = x[inside], y[inside], y[inside] + thick[inside]
    brush.boxes(x + 1, y + 1, x + DASH_WIDTH - 1, foot - 1, "paper")


def _health(brush: Brush, part: ChartPart, columns: JoinedColumns, span: tuple[float, float]) -> None:
    layout = part.layout
    r, size = layout.sizes.r, layout.sizes.body
    near = np.flatnonzero((columns.health_last >= span[0]) & (columns.health_first <= span[1]))
    x = layout.origin + (columns.health_first[near] + 0.5) * COLUMN_WIDTH
    end = layout.origin + (columns.health_last[near] + 0.5) * COLUMN_WIDTH
    severity, kind = columns.health_severity[near], columns.health_kind[near]
    y = part.rows.concern_y(columns.health_lane[near], severity)
    long = end > x
    middle = brush.snapped(y[long] - 1.0)
    brush.boxes(x[long], middle, end[long] + COLUMN_WIDTH / 2, middle + 2.0, "health")
    paint_looks(brush, r, kind + HOLLOW * columns.health_hollow[near], x, y)
    room = end + COLUMN_WIDTH / 2 - (x + 1.4 * r + 2)
    for item in np.flatnonzero((columns.health_count[near] > 1) & (room >= 1.24 * size)).tolist():
        words = f"×{columns.health_count[near[item]]}"
        if len(words) * 0.62 * size <= room[item]:
            brush.write(Label(float(x[item]) + 1.4 * r + 2, float(y[item]) + 0.36 * size, words, size, "ink"))


def paint_looks(brush: Brush, r: float, looks: NDArray[np.int64], xs: Floats, ys: Floats) -> None:
    """Marks of these looks (kind, more where hollow, and more where split) at these points."""

    def draw(own: Brush, look: int, x: float, y: float) -> None:
        if look % HOLLOW in _KINDS:
            draw_mark(own, look % HOLLOW, x, y, r, look % SPLIT >= HOLLOW, split=look >= SPLIT)

    if len(looks):
        brush.stamps(("marks", r), mark_half(r), looks, xs, ys, draw)


def paint_marks(brush: Brush, part: ChartPart) -> None:
    """Confirmed marks before suggested ones, so that a hollow mark is never hidden; each group by date."""
    drawn, r = part.drawn, part.layout.sizes.r
    round_ones = ~_square(drawn)
    _twins(brush, part, np.flatnonzero(drawn.twin & round_ones))
    wide = np.flatnonzero(drawn.capsule & round_ones & (drawn.kind >= MarkKind.CONCERN))
    brush.smooth()
    for item in wide.tolist():
        x0, x1, y = float(drawn.x0[item]), float(drawn.x1[item]), float(drawn.y[item])
        draw_capsule(brush, x0, x1, y, r, int(drawn.kind[item]), circa=bool(drawn.circa[item]))
    item = np.flatnonzero(round_ones & ~drawn.twin)
    looks = _looks(drawn, item)
    order = np.argsort(looks, kind="stable")
    paint_looks(brush, r, looks[order], drawn.x[item[order]], drawn.y[item[order]])
    for place in item[drawn.count[item] > 1].tolist():
        x, y = float(drawn.x[place]) + 1.4 * r, float(drawn.y[place]) - 0.6 * r
        brush.write(Label(x, y, f"×{drawn.count[place]}", part.layout.sizes.body))


def _looks(drawn: Drawn, items: NDArray[np.intp]) -> NDArray[np.int64]:
    disputed, suggested = drawn.disputed[items], drawn.suggested[items]
    return disputed * np.int64(SPLIT) + suggested * np.int64(HOLLOW) + drawn.kind[items]


def _twins(brush: Brush, part: ChartPart, items: NDArray[np.intp]) -> None:
    drawn, r = part.drawn, part.layout.sizes.r
    brush.smooth()
    for item in items.tolist():
        base = float(part.rows.concern_base[drawn.lane[item]])
        draw_twin(brush, float(drawn.x[item]), float(drawn.y[item]), base, r, int(drawn.kind[item]))


def _square(drawn: Drawn) -> NDArray[np.bool_]:
    return drawn.kind >= MarkKind.HARM


def paint_squares(brush: Brush, part: ChartPart) -> None:
    """Admissions, serious harm and deaths, in front of everything but words."""
    drawn, r = part.drawn, part.layout.sizes.r
    near = ~drawn.twin & _square(drawn)
    looks = _looks(drawn, np.flatnonzero(near))
    _death_bars(brush, part)
    paint_looks(brush, r, looks, drawn.x[near], drawn.y[near])


def _end_lanes(brush: Brush, part: ChartPart) -> None:
    """Paper over ground and grid after a confirmed death."""
    for lane, frame in zip(part.layout.scene.lanes, part.layout.frames, strict=True):
        if lane.death is not None and lane.death.firm:
            x = max(part.layout.x(lane.death.day), part.left)
            if x < part.right:
                brush.crisp()
                brush.fill(x, frame.rail_bottom, part.right, frame.contact_bottom, "paper")


def _death_bars(brush: Brush, part: ChartPart) -> None:
    """A bar across the lane on the day of a death, after which nothing is drawn; dashed where it is suggested."""
    for lane, frame in zip(part.layout.scene.lanes, part.layout.frames, strict=True):
        if lane.death is not None:
            at, dash = np.array([part.layout.x(lane.death.day)]), None if lane.death.firm else (4.0, 3.0)
            top, foot = np.array([frame.rail_bottom]), np.array([frame.contact_bottom])
            brush.uprights(at, top, foot, 2.0 * part.layout.sizes.stroke, "ink", dash)
