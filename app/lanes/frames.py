"""The parts of a lane from top to bottom, as y on the canvas: two baselines, or one that both strips share."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.lanes.sizes import Sizes, Tier

RAIL_WITH_MOMENTS = 84
"""How high the findings rail is where the moments of a cycle are named above it, in words of up to so many pixels."""

LARGE_WORDS = 10
"""Words that are larger than this need a rail that is higher by what they have more."""

ROWS_APART = 2.9
"""From one row of moments to the other, in sizes of their words: a name and its date, and what keeps them together."""

UNDER_MOMENTS = 18.0
"""Pixels of the rail under the bracket, where moments are named above it in words of up to so many pixels."""

MOMENTS_FROM = 250
"""The least height of a lane that names them."""

WORDS_ON_LOW_RAIL = 14
"""Words of up to so many pixels stand on a contact rail of eight without covering the strip above it."""

ROWS_FOR_HIGH_RAIL = 9
"""How often its words go into the height of a lane that has room for a higher contact rail."""

BELOW = 4.0
"""Space between the level strip and the contact rail."""


@dataclass(frozen=True, slots=True)
class LaneFrame:
    """The parts of one lane, as y from the top of the canvas.

    ``facing`` lanes have one baseline: concern rises from it and level hangs, deeper for higher.
    ``door_y`` is the middle of the rail where a concern becomes a referral, ``contact_top`` and
    ``contact_bottom`` bound the rail that shows when the child was seen. ``highest`` are the highest ranks of
    concern and of level, ``under`` what is left of the findings rail under a bracket whose moments are named.
    """

    top: float
    bottom: float
    rail_bottom: float
    concern_base: float
    concern_rank: float
    level_base: float
    level_rank: float
    moments: bool
    door_y: float
    contact_top: float
    contact_bottom: float
    facing: bool = False
    highest: tuple[int, int] = (5, 5)
    under: float = UNDER_MOMENTS

    def concern_y(self, severity: float) -> float:
        """The y of a severity on the concern strip."""
        return self.concern_base - severity * self.concern_rank

    def level_y(self, level: float) -> float:
        """The y of the far edge of a level's block: its top, or its foot where level hangs."""
        return self.level_base + (level if self.facing else -level) * self.level_rank

    @property
    def strips_bottom(self) -> float:
        """The y where both strips have ended."""
        return self.contact_top - BELOW

    @property
    def rail_y(self) -> float:
        """The y of the brackets: 52 % down the rail, or near its foot where moments are named above."""
        rail = self.rail_bottom - self.top
        return self.rail_bottom - self.under if self.moments else self.top + 0.52 * rail

    @property
    def door_top(self) -> float:
        """The y just under the concern baseline."""
        return self.concern_base


@dataclass(frozen=True)
class FrameRows:
    """The frames of all lanes as columns: the y of each part, by lane. ``level_step`` is negative where level rises."""

    concern_base: NDArray[np.float64]
    concern_rank: NDArray[np.float64]
    level_base: NDArray[np.float64]
    level_step: NDArray[np.float64]
    rail_y: NDArray[np.float64]
    rail_bottom: NDArray[np.float64]
    strips_bottom: NDArray[np.float64]
    contact_top: NDArray[np.float64]
    contact_bottom: NDArray[np.float64]

    def concern_y(self, lane: NDArray[np.integer], severity: NDArray[np.integer] | float) -> NDArray[np.float64]:
        """The y of a severity in each of these lanes."""
        return self.concern_base[lane] - severity * self.concern_rank[lane]

    def level_y(self, lane: NDArray[np.integer], level: NDArray[np.integer] | float) -> NDArray[np.float64]:
        """The y of the far edge of a level's block in each of these lanes."""
        return self.level_base[lane] + level * self.level_step[lane]


def frame_rows(frames: Sequence[LaneFrame]) -> FrameRows:
    """The columns of these frames."""
    rows = [
        (
            frame.concern_base,
            frame.concern_rank,
            frame.level_base,
            frame.level_rank if frame.facing else -frame.level_rank,
            frame.rail_y,
            frame.rail_bottom,
            frame.strips_bottom,
            frame.contact_top,
            frame.contact_bottom,
        )
        for frame in frames
    ]
    return FrameRows(*np.asarray(rows, np.float64).reshape(len(rows), 9).T.copy())


def above_bracket(size: int) -> float:
    """How far above the bracket the words of a moment stand, so that the date under them keeps clear of its ticks
    and of the words on it."""
    return max(26.0, 2.2 * size)


def _under_bracket(size: int) -> float:
    """Room for the lower half of a badge."""
    return max(UNDER_MOMENTS, 0.72 * size)


def _rail_with_moments(size: int) -> float:
    """The height in which two rows of moments, each with its date, stand above the bracket."""
    if size <= LARGE_WORDS:
        return RAIL_WITH_MOMENTS
    return round(_under_bracket(size) + above_bracket(size) + (1 + ROWS_APART) * size)


def _contact_rail(height: float, size: int) -> float:
    """The height of the rail that shows when the child was seen, on which stand words of that size."""
    if size > WORDS_ON_LOW_RAIL and height >= ROWS_FOR_HIGH_RAIL * size:
        return float(size)
    return min(8.0, max(4.0, 0.035 * height))


def frame_of(
    top: float, height: float, sizes: Sizes, tier: Tier, few: bool, facing: bool, highest: tuple[int, int] = (5, 5)
) -> LaneFrame:
    """The frame of a lane; ``few`` lanes with a cycle get room for the names of its moments.

    ``highest`` are the highest ranks of concern and of level that the scheme has.
    """
    moments = few and height >= MOMENTS_FROM
    if tier == Tier.MICRO:
        rail, door, contact = sizes.body + 4.0, 3.0, 2.0
    else:
        rail = _rail_with_moments(sizes.body) if moments else max(sizes.body + 8.0, 0.10 * height)
        door = max(2.6 * sizes.r, 0.07 * height, 0.9 * sizes.body if sizes.sparse else 0.0) if not moments else 30.0
        contact = 0.0 if sizes.sparse else _contact_rail(height, sizes.body)
    body = height - rail - contact - BELOW - (0.0 if facing else door)
    concern, level = 0.57 * body, 0.43 * body
    concern_base = round(top + rail + concern)
    level_base = concern_base if facing else round(concern_base + door + level)
    strips_bottom = round(concern_base + level) if facing else level_base
    return LaneFrame(
        top=top,
        bottom=top + height,
        rail_bottom=round(top + rail),
        concern_base=concern_base,
        concern_rank=concern / highest[0],
        level_base=level_base,
        level_rank=level / highest[1],
        moments=moments,
        door_y=strips_bottom - 1.6 * sizes.r if facing else concern_base + door / 2,
        contact_top=strips_bottom + BELOW,
        contact_bottom=top + height,
        facing=facing,
        highest=highest,
        under=_under_bracket(sizes.body),
    )
