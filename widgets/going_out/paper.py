"""Sheets of paper, and how large a logical pixel of the chart is on them."""

from dataclasses import dataclass, replace

SMALLEST_POINTS, SMALLEST_PIXELS = 7.6, 11
"""Words of the smallest size, in points on paper and in logical pixels (lanes specification, section 11)."""

MM_PER_POINT = 25.4 / 72
MM_PER_PIXEL = SMALLEST_POINTS / SMALLEST_PIXELS * MM_PER_POINT
"""A logical pixel on paper: 0.244 mm, so that the screen's sizes come out as the sizes asked for in print."""

SHEETS = {"A4": (210.0, 297.0), "A3": (297.0, 420.0)}
"""Width and height in mm, upright (ISO 216)."""

OUR_MARGIN, REPORT_MARGIN = 10.0, 20.0
"""Margins in mm of a page of ours, and of a report: a picture for its page is 257 mm wide (same, section 15)."""

MOST_ON_A_PAGE, MOST_ON_HALF = 6, 2
"""Children on a page and on half of an upright one (lanes specification, section 15)."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet ("A4", "A3"), lying or upright, whole or its upper half, with a margin in mm all round."""

    sheet: str = "A4"
    landscape: bool = True
    half: bool = False
    margin: float = OUR_MARGIN

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in mm."""
        wide, high = SHEETS[self.sheet]
        return (high, wide) if self.landscape else (wide, high)

    @property
    def canvas(self) -> tuple[int, int]:
        """Width and height of what can be drawn on, in logical pixels."""
        wide, high = self.size
        return pixels_of(wide - 2 * self.margin, high - 2 * self.margin, self.half)

    @property
    def in_report(self) -> "Paper":
        """The same with the margins of a report, into whose page a picture is put."""
        return replace(self, margin=REPORT_MARGIN)

    @property
    def most(self) -> int:
        """How many children a page holds."""
        return MOST_ON_HALF if self.half else MOST_ON_A_PAGE


def pixels_of(wide: float, high: float, half: bool = False) -> tuple[int, int]:
    """A printable area in mm as logical pixels; ``half`` is the upper half of it."""
    return int(wide / MM_PER_PIXEL), int((high / 2 if half else high) / MM_PER_PIXEL)
