"""The marks of a lane: each on its own, or the columns that stand for them."""

import numpy as np
from numpy.typing import NDArray

from app.lanes.detail import COLUMN_WIDTH, Columns
from app.lanes.marks import MarkKind
from app.lanes.placing import PlacedMarks
from app.lanes.room import Label
from widgets.lanes.batches import Floats
from widgets.lanes.brush import Brush
from widgets.lanes.lane_part import SLACK, LanePart
from widgets.lanes.shapes import draw_capsule, draw_dash, draw_mark, draw_twin, mark_half

CLASSES = ((1, 2.0), (3, 4.0), (8, 6.5))
"""How thick a dash is from how many records on: three classes, told in the key."""

DASH_WIDTH = 7.0

HOLLOW = 16
"""What is added to a kind of mark for its hollow look."""

_KINDS = frozenset(kind.value for kind in MarkKind)


def paint_columns(brush: Brush, part: LanePart) -> None:
    """Dashes for plain concerns and improvements, marks for health, where too many are in view for each its own."""
    columns = part.placed.columns
    if columns is None:
        return
    first = (part.left - SLACK - part.layout.origin) / COLUMN_WIDTH
    last = (part.right + SLACK - part.layout.origin) / COLUMN_WIDTH
    near = (columns.dash_column >= first) & (columns.dash_column <= last)
    for place, (least, thick) in enumerate(CLASSES):
        most = CLASSES[place + 1][0] if place + 1 < len(CLASSES) else 2**62
        chosen = near & (columns.dash_count >= least) & (columns.dash_count < most)
        _dashes(brush, part, columns, chosen, thick)
    _health(brush, part, columns, first, last)


def _dashes(brush: Brush, part: LanePart, columns: Columns, chosen: NDArray[np.bool_], thick: float) -> None:
    frame = part.frame
    for kind, role in ((MarkKind.IMPROVEMENT, "improvement"), (MarkKind.CONCERN, "concern")):
        item = np.flatnonzero(chosen & (columns.dash_kind == kind))
        x = part.layout.origin + columns.dash_column[item] * float(COLUMN_WIDTH) + 0.5
        y = frame.concern_base - columns.dash_severity[item] * frame.concern_rank
        y = np.where(columns.dash_severity[item] == 0, y - thick, y - thick / 2)
        hollow = columns.dash_hollow[item]
        brush.boxes(x[~hollow], y[~hollow], x[~hollow] + DASH_WIDTH, y[~hollow] + thick, role)
        for left, top in zip(x[hollow].tolist(), y[hollow].tolist(), strict=True):
            draw_dash(brush, left, top, DASH_WIDTH, thick, role)


def _health(brush: Brush, part: LanePart, columns: Columns, first: float, last: float) -> None:
    frame, r, size = part.frame, part.layout.sizes.r, part.layout.sizes.body
    near = np.flatnonzero((columns.health_last >= first) & (columns.health_first <= last))
    x = part.layout.origin + (columns.health_first[near] + 0.5) * COLUMN_WIDTH
    end = part.layout.origin + (columns.health_last[near] + 0.5) * COLUMN_WIDTH
    severity, kind = columns.health_severity[near], columns.health_kind[near]
    y = frame.concern_base - severity * frame.concern_rank
    long = end > x
    middle = brush.snapped(y[long] - 1.0)
    brush.boxes(x[long], middle, end[long] + COLUMN_WIDTH / 2, middle + 2.0, "health")
    _place(brush, r, kind + HOLLOW * columns.health_hollow[near], x, y)
    for item in np.flatnonzero(columns.health_count[near] > 1).tolist():
        words = f"×{columns.health_count[near[item]]}"
        left = float(x[item]) + 1.4 * r + 2
        if left + len(words) * 0.62 * size <= float(end[item]) + COLUMN_WIDTH / 2:
            brush.write(Label(left, float(y[item]) + 0.36 * size, words, size, "ink"))


def _place(brush: Brush, r: float, looks: NDArray[np.int64], xs: Floats, ys: Floats) -> None:
    """Marks of these looks (kind, and 16 more where hollow) at these points."""

    def draw(own: Brush, look: int, x: float, y: float) -> None:
        if look % HOLLOW in _KINDS:
            draw_mark(own, look % HOLLOW, x, y, r, look >= HOLLOW)

    if len(looks):
        brush.stamps(("marks", r), mark_half(r), looks, xs, ys, draw)


def paint_marks(brush: Brush, part: LanePart) -> None:
    """Confirmed marks before suggested ones, so that a hollow mark is never hidden; each group by date."""
    placed, r = part.placed, part.layout.sizes.r
    marks = placed.marks
    near = placed.shown & (placed.x1 >= part.left - SLACK) & (placed.x0 <= part.right + SLACK) & ~_square(placed)
    if not near.any():
        return
    _twins(brush, part, np.flatnonzero(near & marks.twin))
    wide = np.flatnonzero(near & placed.capsule & (marks.kind >= MarkKind.CONCERN))
    brush.smooth()
    for item in wide.tolist():
        x0, x1, y = float(placed.x0[item]), float(placed.x1[item]), float(placed.y[item])
        draw_capsule(brush, x0, x1, y, r, int(marks.kind[item]), circa=bool(marks.circa[item]))
    chosen = near & ~marks.twin
    item = np.flatnonzero(chosen)
    looks = marks.suggested[item] * np.int64(HOLLOW) + marks.kind[item]
    order = np.argsort(looks, kind="stable")
    _place(brush, r, looks[order], placed.x[item[order]], placed.y[item[order]])
    for item in np.flatnonzero(chosen & (placed.count > 1)).tolist():
        x, y = float(placed.x[item]) + 1.4 * r, float(placed.y[item]) - 0.6 * r
        brush.write(Label(x, y, f"×{placed.count[item]}", part.layout.sizes.body))


def _twins(brush: Brush, part: LanePart, items: NDArray[np.intp]) -> None:
    placed, r, base = part.placed, part.layout.sizes.r, part.frame.concern_base
    brush.smooth()
    for item in items.tolist():
        x, y, kind = float(placed.x[item]), float(placed.y[item]), int(placed.marks.kind[item])
        draw_twin(brush, x, y, base, r, kind)


def _square(placed: PlacedMarks) -> NDArray[np.bool_]:
    return (placed.marks.kind == MarkKind.HARM) | (placed.marks.kind == MarkKind.ADMISSION)


def paint_squares(brush: Brush, part: LanePart) -> None:
    """Admissions and serious harm, in front of everything but words."""
    placed, r = part.placed, part.layout.sizes.r
    near = placed.shown & ~placed.marks.twin & _square(placed)
    near &= (placed.x >= part.left - SLACK) & (placed.x <= part.right + SLACK)
    looks = placed.marks.suggested[near] * np.int64(HOLLOW) + placed.marks.kind[near]
    _place(brush, r, looks, placed.x[near], placed.y[near])
