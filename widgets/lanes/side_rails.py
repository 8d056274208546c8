"""The door rail, where a concern becomes a referral or does not, and the contact rail, where a child was seen."""

import numpy as np
from numpy.typing import NDArray

from app.case.dates import day_number
from app.lanes.layout import rail_y
from app.lanes.rails import DOOR, NEVER_MERGED, RailKind
from app.lanes.sizes import Tier
from widgets.lanes.batches import Floats
from widgets.lanes.brush import Brush, Look
from widgets.lanes.lane_part import LanePart
from widgets.lanes.shapes import draw_rail_mark

CLOSE, WIDE = 1.0, 2.2
"""Marks of one kind in one slot of so many radii share one; those that are never merged only where they would cover
each other."""

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


def paint_side_rails(brush: Brush, part: LanePart) -> None:
    """The marks of both rails, those of the level strip, and stretches without contact."""
    _unseen(brush, part)
    frame, r, size = part.frame, part.layout.sizes.r, part.layout.sizes.body
    looks: list[int] = []
    places: list[Floats] = []
    drawn = IN_TIER[part.layout.tier]
    for kind in part.lane.rails.days_of:
        if kind in drawn:
            xs = _beside(_seen(part, kind, r), kind, places, looks, r)
            if kind == RailKind.SEEN:
                brush.uprights(xs, frame.contact_top, frame.contact_bottom, 1.1, "axis")
            elif len(xs):
                looks.append(kind)
                places.append(xs)
    if places:
        counts = [len(xs) for xs in places]
        ys = np.repeat([rail_y(RailKind(kind), frame, r) for kind in looks], counts)
        kinds = np.repeat(np.array(looks, np.int64), counts)
        brush.stamps(("rails", r), 1.6 * r + 3, kinds, np.concatenate(places), ys, _drawing(r, size))


def _beside(xs: Floats, kind: RailKind, places: list[Floats], looks: list[int], r: float) -> Floats:
    """Marks of the door rail that would stand on one of another kind, moved right beside it."""
    if kind not in DOOR or not len(xs):
        return xs
    moved = xs.copy()
    for other, there in zip(looks, places, strict=True):
        if other in DOOR:
            moved[_nearest(xs, there) < APART * r] += APART * r
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


def _seen(part: LanePart, kind: RailKind, r: float) -> Floats:
    """Where the marks of a kind stand; what is nearer to one of its kind than can be told apart is one with it."""
    xs = part.layout.xs(part.lane.rails.seen(kind, part.first, part.last))
    within = 2.0 if kind == RailKind.SEEN else (CLOSE if kind in NEVER_MERGED else WIDE) * r
    return xs[_apart(xs - part.layout.origin, within)]


def _apart(at: Floats, within: float) -> NDArray[np.bool_]:
    """The first of each slot of that width; slots are fixed to the calendar."""
    slot = np.floor(at / within)
    return np.append(True, np.diff(slot) != 0) if len(at) else np.zeros(0, np.bool_)


def _unseen(brush: Brush, part: LanePart) -> None:
    """A dotted line between two ticks for each stretch in which the child was not recorded as seen."""
    frame, layout = part.frame, part.layout
    middle = (frame.contact_top + frame.contact_bottom) / 2
    period = sum(DOTS)
    for gap in part.lane.unseen:
        x0, x1 = layout.x(day_number(gap.start)), layout.x(day_number(gap.end))
        if x1 < part.left or x0 > part.right:
            continue
        ends = np.array([x0, x1])
        brush.uprights(ends, frame.contact_top, frame.contact_bottom, 1.6, "ink")
        first, last = max(x0, part.left - period), min(x1, part.right + period)
        lefts = layout.origin + np.arange(
            np.ceil((first - layout.origin) / period), np.floor((last - layout.origin) / period)
        ) * period  # fmt: skip
        top = brush.snap(middle - 0.8)
        brush.boxes(lefts, top, lefts + DOTS[0], top + brush.thick(1.6), "ink")
