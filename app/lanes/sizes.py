"""How big things are on a canvas of a given size. All lengths are logical pixels.

Three classes of canvas (a large screen, a laptop, a small pane) fix type and margins; the number of
children then fixes the height of a lane, and with it the tier: what a lane that high can hold.
"""

from dataclasses import dataclass, replace
from enum import IntEnum


class Tier(IntEnum):
    """How much a lane holds. One tier for the whole chart, never mixed."""

    MICRO = 0
    COMPACT = 1
    STANDARD = 2
    FULL = 3


FULL_HEIGHT = 150
STANDARD_HEIGHT = 96
COMPACT_HEIGHT = 60
LEAST_HEIGHT = 40
TALLEST = 760

ROOM_FOR_LARGE_MARKS, LARGE_MARK, MICRO_MARK = 400, 8.0, 3.2
"""A single lane that high is drawn with marks of the large radius, lanes of the lowest tier with the small one."""


HUGE_FROM = (2800, 1500)
"""The least canvas on which everything is half as large again: a screen of four times as many pixels is no nearer."""

NO_SUBTITLE_FROM = 1.5
"""How much type has to grow for the subtitle to go."""

BANNER_MARGIN = 14
"""Pixels above and below the words of the row over the years together."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """Margins, type sizes and the mark radius ``r`` of a canvas."""

    title: int
    subtitle: int
    name: int
    body: int
    years: int
    r: float
    top: int
    bottom: int
    gutter: int
    right: int
    gap: int
    key_rows: int
    rank_words: bool


HUGE = Sizes(30, 17, 25, 16, 18, 6.6, 138, 150, 310, 34, 26, 2, True)
LARGE = Sizes(21, 12, 17, 11, 13, 4.6, 96, 104, 216, 24, 18, 2, True)
LAPTOP = Sizes(16, 11, 14, 10, 11, 3.8, 70, 60, 204, 14, 9, 1, False)
PANE = Sizes(14, 0, 13, 10, 11, 3.6, 48, 58, 186, 14, 6, 1, False)
PRINT = Sizes(18, 12, 17, 11, 12, 4.0, 81, 135, 208, 20, 15, 2, True)
"""On paper, where a pixel is 0.244 mm: the smallest words are 7.6 pt, the title 12.4 pt, a mark 0.97 mm."""


def sizes_for(width: int, height: int) -> Sizes:
    """The sizes for a canvas of ``width`` x ``height`` logical pixels."""
    if height >= HUGE_FROM[1] and width >= HUGE_FROM[0]:
        return HUGE
    if height >= 900 and width >= 1500:
        return LARGE
    return LAPTOP if height >= 620 and width >= 1000 else PANE


def enlarged(sizes: Sizes, scale: float) -> Sizes:
    """The sizes with the smallest words ``scale`` times as large; what is large already grows by half as much.

    From half as large again on there is no subtitle, as for a wall four metres away.
    """
    if scale <= 1:
        return sizes
    less = (1 + scale) / 2
    return replace(
        sizes,
        title=round(sizes.title * less),
        subtitle=0 if scale >= NO_SUBTITLE_FROM else round(sizes.subtitle * scale),
        name=round(sizes.name * less),
        body=round(sizes.body * scale),
        years=round(sizes.years * scale),
        r=sizes.r * less,
        top=round(sizes.top * less),
        bottom=round(sizes.bottom * less),
        gutter=round(sizes.gutter * less),
        right=round(sizes.right * less),
        gap=round(sizes.gap * less),
    )


def with_banner(sizes: Sizes, wanted: bool) -> Sizes:
    """The sizes with a row above the years, where it is wanted: for key practice episodes, or for what day 0 is."""
    return replace(sizes, top=sizes.top + sizes.body + BANNER_MARGIN) if wanted else sizes


def with_marks(sizes: Sizes, lanes: int, height: float) -> Sizes:
    """The sizes with the mark radius that lanes of that height take."""
    if lanes == 1 and height >= ROOM_FOR_LARGE_MARKS:
        return replace(sizes, r=LARGE_MARK)
    return replace(sizes, r=MICRO_MARK) if height < COMPACT_HEIGHT else sizes


def tier_of(lane_height: float) -> Tier:
    """The tier that a lane of that height can hold."""
    if lane_height >= FULL_HEIGHT:
        return Tier.FULL
    if lane_height >= STANDARD_HEIGHT:
        return Tier.STANDARD
    return Tier.COMPACT if lane_height >= COMPACT_HEIGHT else Tier.MICRO


def lane_height(sizes: Sizes, height: int, lanes: int) -> float:
    """How high each lane is when all of them share the canvas; never under ``LEAST_HEIGHT``."""
    room = (height - sizes.top - sizes.bottom - sizes.gap * max(0, lanes - 1)) / max(1, lanes)
    return max(LEAST_HEIGHT, min(TALLEST if lanes <= 2 else room, room))
