"""Where the cells of a phase view stand on a canvas. All lengths are logical pixels."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from app.language import tr
from app.phase.course import MOST_APART, Course, Point, course_of
from app.phase.scene import PhaseCell, PhaseRow, PhaseScene

Measure = Callable[[str, int, bool], float]
"""The width in pixels of words at a pixel size, bold or not."""

MARGIN = 16.0
FULL_HD = (1920, 1080)
"""Canvases that are larger both ways are drawn as this one, larger."""

WIDEST_UNIT, HIGHEST_UNIT = 62.0, 38.0
NARROWEST_UNIT, LOWEST_UNIT = 20.0, 14.0
"""A level takes that many pixels across at most and at least, a rank of concern that many up."""

SMALL_UNITS = 30.0, 20.0
"""Cells whose units, across or up, are smaller than this have thinner ways."""

LEAST_APART, MOST_OF_SMALL = 4.5, 0.25
"""Where cells are small, passes still part by so many pixels, but by no more than this share of a cell."""

LINES_BELOW, LINE = 4, 1.35
"""Where a canvas is too narrow for words beside the grids, at least so many lines stand below each, so high by their
type."""

LONGEST_WORDS = (tr("returned after"), tr("no rise in level"))
"""What stands beside a cell has to hold these on a line."""


@dataclass(frozen=True, slots=True)
class PhaseSizes:
    """Type sizes of a canvas; ``scale`` is how much larger than on a full HD screen all else is drawn."""

    title: int
    subtitle: int
    name: int
    body: int
    scale: float = 1.0


LARGE, LAPTOP, PANE = PhaseSizes(21, 12, 17, 11), PhaseSizes(16, 11, 14, 10), PhaseSizes(14, 10, 13, 10)


def sizes_for(width: float, height: float, text: float = 1.0) -> PhaseSizes:
    """The sizes for a canvas of that many logical pixels; ``text`` is the reader's own scale of type, 1 for 100 %."""
    sizes = LARGE if width >= 1500 and height >= 900 else LAPTOP if width >= 1000 and height >= 620 else PANE
    scale = max(1.0, min(width / FULL_HD[0], height / FULL_HD[1]))
    title, subtitle, name, body = (
        round(size * text * scale) for size in (sizes.title, sizes.subtitle, sizes.name, sizes.body)
    )
    return PhaseSizes(title, subtitle, name, body, scale)


@dataclass(frozen=True)
class PlacedCell:
    """A cell and the box of its grid; from ``words_x``, ``words_y`` on stand its words, ``words_wide`` at most.

    They stand beside the grid, or, ``below`` high, under it.
    """

    cell: PhaseCell
    row: PhaseRow
    left: float
    top: float
    unit_x: float
    unit_y: float
    levels: int
    ranks: int
    words_x: float
    words_y: float
    words_wide: float
    below: float
    axis: float
    under: float
    scale: float

    @property
    def small(self) -> bool:
        """Whether ways are drawn thinner, since passes stand close."""
        return self.unit_x < SMALL_UNITS[0] * self.scale or self.unit_y < SMALL_UNITS[1] * self.scale

    @property
    def right(self) -> float:
        """Where the grid ends."""
        return self.left + self.levels * self.unit_x

    @property
    def zero(self) -> float:
        """The y of the line below rank 0: under it lies the row of what nothing was scored for."""
        return self.top + self.ranks * self.unit_y

    @property
    def bottom(self) -> float:
        """Where the row "none" ends."""
        return self.zero + self.unit_y

    @cached_property
    def course(self) -> Course | None:
        """The cell's way along the grid; None where it is empty."""
        if not self.cell.stops:
            return None
        across, up = (max(MOST_APART, min(LEAST_APART / unit, MOST_OF_SMALL)) for unit in (self.unit_x, self.unit_y))
        return course_of(self.cell.stops, self.cell.runs, (across, up))

    def at(self, point: Point) -> Point:
        """Where a place on the grid, in cells, stands on the canvas."""
        return self.left + (point[0] + 0.5) * self.unit_x, self.zero - (point[1] + 0.5) * self.unit_y

    @property
    def outline(self) -> tuple[float, float, float, float]:
        """The box (left, top, width, height) of the cell with its axes and words: what can be chosen."""
        left, top = self.left - self.axis - 4, self.top - 5
        return left, top, self.words_x + self.words_wide + 2 - left, self.bottom + 0.72 * self.under + self.below - top


@dataclass(frozen=True)
class PhaseLayout:
    """A scene placed on a canvas of ``width`` x ``height``, which may be more than was asked for.

    What stands over the cells keeps to ``heading_wide``: the width that was asked for, since that much is in view.
    """

    scene: PhaseScene
    width: int
    height: int
    sizes: PhaseSizes
    columns: tuple[float, ...]
    rows: tuple[float, ...]
    cells: tuple[PlacedCell, ...]
    gutter: float
    heading_wide: int


def lay_out_phase(scene: PhaseScene, width: int, height: int, measure: Measure, text: float = 1.0) -> PhaseLayout:
    """Place the cells: as large as the canvas allows, never smaller than can be read.

    Where they would not fit side by side, their words stand below them.
    """
    sizes = sizes_for(width, height, text)
    body = sizes.body
    gutter = MARGIN + _names_wide(scene, sizes, measure)
    axis = max(measure(tr("none"), body, False), measure("5", body, False)) + 8
    words = max(measure(line, body, True) for line in LONGEST_WORDS) + 10
    levels, ranks = scene.highest_level + 1, scene.highest_concern + 1
    columns, rows = max(len(scene.headings), 1), max(len(scene.rows), 1)
    each = (width - gutter - MARGIN) / columns
    narrowest = max(NARROWEST_UNIT, 1.25 * body)
    fits = (each - axis - words - 14) / levels >= narrowest
    beside = words if fits else 0.0
    unit_x = min(max((each - axis - beside - 14) / levels, narrowest), WIDEST_UNIT * sizes.scale)
    below = 0.0 if fits else _lines_below(scene, unit_x * levels, body, measure) * LINE * body
    each = unit_x * levels + axis + beside + 14
    top = MARGIN + 1.3 * sizes.title + 2.1 * sizes.subtitle + 1.9 * body
    under = 2.4 * body
    foot = 2.6 * body + 8
    least_row = under + 4.6 * body
    room = (height - top - foot) / rows - below
    unit_y = min(max((max(room, least_row) - under) / (ranks + 1), LOWEST_UNIT, 1.1 * body), HIGHEST_UNIT * sizes.scale)
    unit_y = min(unit_y, 0.9 * unit_x) if 0.9 * unit_x >= max(LOWEST_UNIT, 1.1 * body) else unit_y
    row_high = unit_y * (ranks + 1) + under + below
    lefts = tuple(gutter + axis + place * each for place in range(columns))
    tops = tuple(top + place * row_high for place in range(rows))
    cells = tuple(
        PlacedCell(
            cell, row, lefts[cell.column], tops[place], unit_x, unit_y, levels, ranks,
            lefts[cell.column] + (unit_x * levels + 6 if fits else 0.0),
            tops[place] + 0.9 * body + (0.0 if fits else unit_y * (ranks + 1) + 0.72 * under),
            words if fits else unit_x * levels, below, axis, under, sizes.scale,
        )
        for place, row in enumerate(scene.rows)
        for cell in row.cells
    )  # fmt: skip
    wide = max(width, round(gutter + columns * each + MARGIN))
    high = max(height, round(top + rows * row_high + foot))
    return PhaseLayout(scene, wide, high, sizes, lefts, tops, cells, gutter, width)


def told_lines(cell: PhaseCell, room: float, size: int, measure: Measure) -> tuple[list[str], list[str]]:
    """The days of a cell, in one line where ``room`` allows; and what was found, in as many lines as it takes."""
    days = " ".join(cell.dates)
    one = bool(days) and measure(days, size, False) <= room
    return [days] if one else list(cell.dates), _broken(cell.words, room, size, measure)


def _lines_below(scene: PhaseScene, room: float, size: int, measure: Measure) -> int:
    """How many lines stand below the grids: those of the cell that needs most."""
    told = ((cell, told_lines(cell, room, size, measure)) for row in scene.rows for cell in row.cells)
    needed = (len(days) + len(words) + (not cell.confirmed) for cell, (days, words) in told)
    return max(LINES_BELOW, *needed)


def _broken(told: str, room: float, size: int, measure: Measure) -> list[str]:
    lines: list[str] = []
    for word in told.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and measure(longer, size, True) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _names_wide(scene: PhaseScene, sizes: PhaseSizes, measure: Measure) -> float:
    widest = max((measure(row.name, sizes.name, True) for row in scene.rows), default=0.0)
    return min(max(widest + 14, 56.0), 13.0 * sizes.name)
