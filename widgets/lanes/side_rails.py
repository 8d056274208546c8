"""The door rail, where a concern becomes a referral or does not, and the contact rail, where a child was seen."""

import numpy as np
from numpy.typing import NDArray

from app.lanes.layout import rail_y
from app.lanes.rails import DOOR, NEVER_MERGED, ON_WALL, RailKind
from app.lanes.sizes import Tier
from widgets.lanes.batches import Floats
from widgets.lanes.brush import Brush, Look
from widgets.lanes.chart_part import ChartPart
from widgets.lanes.hatching import hatch_part
from widgets.lanes.shapes import draw_rail_mark

CLOSE, WIDE = 1.0, 2.2
"""Marks of one kind in one slot of so many radii share one; those that are never merged only where they would cover
each other."""

TICKS = 2.0
"""Pixels of a slot in which ticks of having been seen share one."""

APART = 2.1
"""Radii between marks of different kinds on the door rail."""

_KINDS = frozenset(kind.value for kind in RailKind)

DOTS = (1.6, 2.2)

IN_TIER = {
    Tier.FULL: frozenset(RailKind),
    Tier.STANDARD: frozenset(RailKind),
    Tier.COMPACT: frozenset(RailKind) - {RailKind.SEEN, RailKind.TOOL, RailKind.CONFERENCE},
    Tier.MICRO: frozenset({RailKind.REFUSED, RailKind.UNCLEAR}),
}
"""Which kinds a lane of each tier has room for."""

_TIER_KINDS = {tier: np.array([kind in kinds for kind in RailKind]) for tier, kinds in IN_TIER.items()}
_WALL_KINDS = np.array([kind in ON_WALL for kind in RailKind])
_LANES_APART = 1e7
"""What is added to x from lane to lane, so that marks of different lanes are never near each other."""


def paint_side_rails(brush: Brush, part: ChartPart) -> None:
    """The marks of both rails, those of the level strip, stretches without contact and without a return."""
    if not part.layout.sizes.sparse:
        _missing(brush, part)
        _unseen(brush, part)
    layout, r, size = part.layout, part.layout.sizes.r, part.layout.sizes.body
    lane, kind, xs = _placed(part, r)
    seen = kind == RailKind.SEEN
    brush.uprights(xs[seen], part.rows.contact_top[lane[seen]], part.rows.contact_bottom[lane[seen]], 1.1, "axis")
    lane, kind, xs = lane[~seen], kind[~seen], xs[~seen]
    if len(xs):
        ys = np.array([[rail_y(item, frame, r) for item in RailKind] for frame in layout.frames])
        brush.stamps(("rails", r, size), max(1.6 * r + 3, 0.85 * size), kind, xs, ys[lane, kind], _drawing(r, size))


def _placed(part: ChartPart, r: float) -> tuple[NDArray[np.int64], NDArray[np.int64], Floats]:
    """Lane, kind and x of the marks, in the order in which kinds are painted. What is nearer to one of its kind than
    can be told apart is one with it; slots are fixed to the calendar."""
    lane, kind, day = part.stack.of_rows.rails.seen(part.first, part.last)
    drawn = (_WALL_KINDS if part.layout.sizes.sparse else _TIER_KINDS[part.layout.tier])[kind]
    lane, kind, xs = lane[drawn], kind[drawn], part.layout.xs(day[drawn])
    within = np.full(len(RailKind), WIDE * r)
    within[list(NEVER_MERGED)], within[RailKind.SEEN] = CLOSE * r, TICKS
    slot = np.floor((xs - part.layout.origin) / within[kind])
    first = np.ones(len(xs), np.bool_)
    first[1:] = (np.diff(slot) != 0) | (np.diff(kind) != 0) | (np.diff(lane) != 0)
    lane, kind, xs = lane[first], kind[first], xs[first]
    xs = _beside(lane, kind, xs, APART * r)
    order = np.argsort(kind, kind="stable")
    return lane[order], kind[order], xs[order]


def _beside(lane: NDArray[np.int64], kind: NDArray[np.int64], xs: Floats, apart: float) -> Floats:
    """Marks of the door rail that would stand on one of another kind, moved right beside it."""
    moved, along = xs.copy(), xs + lane * _LANES_APART
    placed: list[Floats] = []
    for door in DOOR:
        mine = np.flatnonzero(kind == door)
        if len(mine):
            for there in placed:
                moved[mine[_nearest(along[mine], there) < apart]] += apart
            placed.append(moved[mine] + lane[mine] * _LANES_APART)
    return moved


def _nearest(xs: Floats, there: Floats) -> Floats:
    """How far each x is from the nearest of the ascending others."""
    after = np.searchsorted(there, xs)
    right = np.abs(there[np.minimum(after, len(there) - 1)] - xs)
    left = np.abs(there[np.maximum(after - 1, 0)] - xs)
    return np.minimum(left, right)


def _drawing(r: float, size: int) -> Look:
    def draw(own: Brush, look: int, x: float, y: float) -> None:
        if look in _KINDS:
            draw_rail_mark(own, look, x, y, r, size)

    return draw


def _missing(brush: Brush, part: ChartPart) -> None:
    """The contact rail hatched where an agency has returned no chronology: there silence says nothing."""
    lane, start, end = part.stack.missing.seen(part.first, part.last)
    x0, x1 = part.layout.xs(start), part.layout.xs(end)
    hatch_part(brush, part, x0, part.rows.contact_top[lane], x1, part.rows.contact_bottom[lane], "axis")


def _unseen(brush: Brush, part: ChartPart) -> None:
    """A dotted line between two ticks for each stretch in which the child was not recorded as seen."""
    lane, start, end = part.stack.unseen.seen(part.first, part.last)
    if not len(lane):
        return
    x0, x1, origin, period = part.layout.xs(start), part.layout.xs(end), part.layout.origin, sum(DOTS)
    top, bottom = part.rows.contact_top[lane], part.rows.contact_bottom[lane]
    brush.uprights(np.concatenate((x0, x1)), np.tile(top, 2), np.tile(bottom, 2), 1.6, "ink")
    first = np.ceil((np.maximum(x0, part.left - period) - origin) / period)
    last = np.floor((np.minimum(x1, part.right + period) - origin) / period)
    counts = np.maximum(last - first, 0).astype(np.int64)
    owner = np.repeat(np.arange(len(counts)), counts)
    turn = np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts, counts)
    lefts = origin + (first[owner] + turn) * period
    tops = brush.snapped((top + bottom) / 2 - 0.8)[owner]
    brush.boxes(lefts, tops, lefts + DOTS[0], tops + brush.thick(1.6), "ink")
