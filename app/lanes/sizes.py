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
LEAST_HEIGHT, LEAST_ON_WALL = 40, 100
TALLEST = 760

ROOM_FOR_LARGE_MARKS, LARGE_MARK, MICRO_MARK = 400, 8.0, 3.2
"""A single lane that high is drawn with marks of the large radius, lanes of the lowest tier with the small one."""


HUGE_FROM = (2800, 1500)
"""The least canvas on which everything is half as large again: a screen of four times as many pixels is no nearer."""

SPARSE_FROM = 1.5
"""How much type has to grow for a canvas to be one that is read from four metres."""

ON_WALL_TITLE, ON_WALL_NAME, ON_WALL_YEARS, ON_WALL_GUTTER = 1.57, 1.94, 1.85, 1.3
"""How much title, names, years and gutter grow there (lanes specification, sections 2 and 11: projector at 4 m)."""

FULL_HD, LEAST_LARGE = 1920, 1500
"""The width, in pixels, of the canvas that the sizes for a wall are given for, and the least that gets them."""

WALL_MARK = 6.9
"""The mark radius of a wall of 1920 pixels, for which the widths of lines are given."""

BANNER_MARGIN = 14
"""Pixels above and below the words of the row over the years together."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """Margins, type sizes and the mark radius ``r`` of a canvas.

    ``sparse`` canvases are read from four metres: what is too small to be read from there is left out.
    ``text`` is how many times as large as usual a person wants words to be; lanes then have to be higher.
    """

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
    sparse: bool = False
    text: float = 1.0

    @property
    def stroke(self) -> float:
        """How many times as wide as usual lines are: on a wall of more pixels they grow with the marks."""
        return max(1.0, self.r / WALL_MARK) if self.sparse else 1.0


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


def enlarged(sizes: Sizes, scale: float, width: int = 0) -> Sizes:
    """The sizes with the smallest words ``scale`` times as large; what is large already grows by half as much.

    From half as large again on the canvas is sparse, as for a wall four metres away: there more pixels (``width``)
    make a picture finer and not larger, so everything grows with them.
    """
    if scale <= 1:
        return sizes
    if scale >= SPARSE_FROM:
        large = width >= LEAST_LARGE
        return _on_wall(LARGE, scale / 2 * max(1.0, width / FULL_HD)) if large else _on_wall(sizes, scale / 2)
    less = (1 + scale) / 2
    return replace(
        sizes,
        title=round(sizes.title * less),
        subtitle=round(sizes.subtitle * scale),
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


def _on_wall(sizes: Sizes, share: float) -> Sizes:
    """The sizes for a wall; ``share`` 1 where the smallest words are twice as large as on the screen."""
    title, years = round(sizes.title * ON_WALL_TITLE * share), round(sizes.years * ON_WALL_YEARS * share)
    body = round(2 * sizes.body * share)
    rows = max(1, sizes.key_rows)
    return replace(
        sizes,
        title=title,
        subtitle=0,
        name=round(sizes.name * ON_WALL_NAME * share),
        body=body,
        years=years,
        r=sizes.r * (1 + 2 * share) / 2,
        top=round(16 + 1.2 * title + 1.7 * years),
        bottom=round(years + (1.75 + 1.65 * rows) * body + 12),
        right=round(sizes.right * max(1.0, share)),
        gutter=round(sizes.gutter * ON_WALL_GUTTER * max(1.0, share)),
        gap=round(1.1 * sizes.gap * max(1.0, share)),
        rank_words=False,
        sparse=True,
    )


def in_large_text(sizes: Sizes, text: float) -> Sizes:
    """The sizes for somebody who wants words ``text`` times as large (1 to 2): nothing is left out for it.

    Titles and names, which are large already, and margins grow by half as much, but names are never smaller than
    other words. Lanes become higher and are scrolled rather than cut.
    """
    if text <= 1:
        return sizes
    less, body, years = (1 + text) / 2, round(sizes.body * text), round(sizes.years * text)
    # As many entries of the key as with usual words take so many more rows; the footer has the last one.
    rows = 1.9 + (1.75 if sizes.rank_words else 0) + 1.65 * round(max(1, sizes.key_rows) * text)
    key = 0 if sizes.sparse else round(years + rows * body + 8)
    return replace(
        sizes,
        title=max(round(sizes.title * less), body),
        subtitle=round(sizes.subtitle * text),
        name=max(round(sizes.name * less), body),
        body=body,
        years=years,
        r=sizes.r * min(less, 1.3),
        top=round(sizes.top * less),
        bottom=max(round(sizes.bottom * less), key),
        gutter=round(sizes.gutter * (1 + 0.75 * (text - 1))),
        gap=round(sizes.gap * less),
        text=text,
    )


def least_height(sizes: Sizes) -> float:
    """The least height of a lane: where words are large, one in which all of its lines can still be read, and on a
    wall one in which severities still stand apart; lanes that find no room are scrolled."""
    if sizes.sparse:
        return LEAST_ON_WALL * max(1.0, sizes.body / (2 * LAPTOP.body))
    return LEAST_HEIGHT if sizes.text <= 1 else COMPACT_HEIGHT * (1 + sizes.text) / 2


def tier_in(sizes: Sizes, lane_height: float) -> Tier:
    """The tier that a lane of that height can hold with words as large as these."""
    return tier_of(lane_height / ((1 + sizes.text) / 2))


def with_banner(sizes: Sizes, wanted: bool) -> Sizes:
    """The sizes with a row above the years, where it is wanted: for key practice episodes, or for what day 0 is."""
    return replace(sizes, top=sizes.top + sizes.body + BANNER_MARGIN) if wanted else sizes


def with_marks(sizes: Sizes, lanes: int, height: float) -> Sizes:
    """The sizes with the mark radius that lanes of that height take."""
    if lanes == 1 and height >= ROOM_FOR_LARGE_MARKS:
        return replace(sizes, r=max(sizes.r, LARGE_MARK))
    return replace(sizes, r=MICRO_MARK) if height < COMPACT_HEIGHT else sizes


def tier_of(lane_height: float) -> Tier:
    """The tier that a lane of that height can hold."""
    if lane_height >= FULL_HEIGHT:
        return Tier.FULL
    if lane_height >= STANDARD_HEIGHT:
        return Tier.STANDARD
    return Tier.COMPACT if lane_height >= COMPACT_HEIGHT else Tier.MICRO


def lane_height(sizes: Sizes, height: int, lanes: int) -> float:
    """How high each lane is when all of them share the canvas; never under ``least_height``."""
    room = (height - sizes.top - sizes.bottom - sizes.gap * max(0, lanes - 1)) / max(1, lanes)
    tallest = TALLEST * max(1.0, sizes.body / (2 * LARGE.body)) if sizes.sparse else TALLEST
    return max(least_height(sizes), min(tallest if lanes <= 2 else room, room))
