"""The overview strip: the whole record of every lane, small, and the window on the days that the lanes show.

Each lane is a row: in its upper part the 90-day area, in its lower part the blocks of level; columns from step-down to
return and bars of unanswered runs lie in it (chart specification, section 15). Lengths are logical pixels.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from app.case.dates import day_number, known_date, spoken
from app.case.distinct import distinct
from app.lanes.scene import LanesScene
from app.lanes.timeaxis import from_zero
from app.language import tr

ROW, LOW_ROW, LEAST_ROW = 26, 14, 6
"""The height of a child's row at most: of up to six children, and of more. And the least where room is short."""

ROOMY_CHILDREN, MOST_SHARE = 6, 0.15
"""For so many children rows may be high; the strip takes about this share of the chart at most."""

ROOMY_HEIGHT = 1080
"""A chart that is higher than this has rows that are higher than those too."""

YEARS_HIGH, FOOT = 18, 5
SMALLEST_WORDS = 10
"""The size of the years, in pixels, where no other is asked for."""

AREA_PART, LEVEL_PART = 0.40, 0.45
"""The shares of a row that the area and the blocks of level take."""

HANDLE_WIDE, HANDLE_HIGH = 8, 24
REACH = 7
"""A handle can be taken this far beside the edge of the window."""

YEAR_APART = 40
"""Pixels between the years that are named, at least."""

Boxes = NDArray[np.float64]
"""(n, 4): left, top, right, bottom."""


def row_height(lanes: int, chart_height: int) -> int:
    """How high each child's row is beside a chart of that height."""
    room = int((chart_height * MOST_SHARE - YEARS_HIGH - FOOT) // max(lanes, 1))
    most = (ROW if lanes <= ROOMY_CHILDREN else LOW_ROW) * max(1.0, chart_height / ROOMY_HEIGHT)
    return max(min(round(most), room), LEAST_ROW)


def years_high(text: float) -> int:
    """How high the row of the years is where words are ``text`` times as large as usual."""
    return round(YEARS_HIGH + (text - 1) * SMALLEST_WORDS)


def strip_height(lanes: int, chart_height: int, text: float = 1.0) -> int:
    """How high the whole strip is, with words ``text`` times as large as usual; 0 without lanes."""
    return years_high(text) + lanes * row_height(lanes, chart_height) + FOOT if lanes else 0


@dataclass(frozen=True)
class Overview:
    """A scene's whole record between the x ``left`` and ``right``, each lane ``row`` pixels high.

    ``text`` is how many times as large as usual its words are.
    """

    scene: LanesScene
    left: float
    right: float
    row: int
    text: float = 1.0

    @cached_property
    def head(self) -> int:
        """The y where the first row begins, under the years."""
        return years_high(self.text)

    @cached_property
    def per_day(self) -> float:
        """Pixels per day."""
        return max(self.right - self.left, 1.0) / max(1.0, self.scene.last_day - self.scene.first_day + 1)

    @property
    def bottom(self) -> float:
        """Where the last row ends."""
        return self.head + self.row * len(self.scene.lanes)

    def x(self, day: float) -> float:
        """The x of the start of a day."""
        return self.left + (day - self.scene.first_day) * self.per_day

    def xs(self, days: NDArray[np.integer]) -> NDArray[np.float64]:
        """The x of the start of each of these days."""
        return self.left + (days.astype(np.float64) - self.scene.first_day) * self.per_day

    def day_at(self, x: float) -> float:
        """The day at that x, with its fraction, inside the record."""
        day = self.scene.first_day + (x - self.left) / self.per_day
        return min(max(day, float(self.scene.first_day)), float(self.scene.last_day))

    def top(self, place: int) -> float:
        """Where the row of a lane begins."""
        return float(self.head + place * self.row)

    def area(self, place: int, *, strong: bool) -> Boxes:
        """The 90-day area: at and above the severity of a return where ``strong``, else what is below it."""
        steps, threshold = self.scene.lanes[place].area, self.scene.case.scheme.windows.relapse_severity
        chosen = (steps.value >= threshold) if strong else (steps.value > 0) & (steps.value < threshold)
        base, high = self.top(place) + 2 + AREA_PART * (self.row - 2), AREA_PART * (self.row - 2)
        ranks = len(self.scene.case.scheme.severity) - 1
        rise = np.maximum(steps.value[chosen] / max(1, ranks) * high, 1.0)
        return self._boxes(steps.start[chosen], steps.end[chosen], base - rise, np.full(len(rise), base))

    def levels(self, place: int) -> list[int]:
        """The levels of which a lane has blocks, the lowest first."""
        return [level for level in distinct(self.scene.lanes[place].state_days.level).tolist() if level > 0]

    def blocks(self, place: int, level: int) -> Boxes:
        """The blocks of that level."""
        states = self.scene.lanes[place].state_days
        chosen = states.level == level
        base = self.top(place) + self.row - 1
        high = level / max(1, self.scene.case.scheme.highest_level) * LEVEL_PART * (self.row - 2)
        count = int(chosen.sum())
        return self._boxes(states.start[chosen], states.end[chosen], np.full(count, base - high), np.full(count, base))

    def columns(self, place: int) -> Boxes:
        """From each step-down to the return of concern."""
        cycles = self.scene.lanes[place].cycle_days
        count = len(cycles.end)
        top, bottom = self.top(place) + 1, self.top(place) + self.row - 1
        return self._boxes(cycles.turn, cycles.end, np.full(count, top), np.full(count, bottom))

    def runs(self, place: int) -> Boxes:
        """A bar of 4 pixels over each unanswered run, between the area and the blocks; thinner in low rows."""
        runs = self.scene.lanes[place].run_days
        middle, half = self.top(place) + 0.49 * self.row, min(4.0, 0.2 * self.row) / 2
        count = len(runs.end)
        return self._boxes(runs.start, runs.end, np.full(count, middle - half), np.full(count, middle + half))

    def squares(self, place: int) -> NDArray[np.float64]:
        """The x of each admission, other serious harm and death."""
        marks = self.scene.lanes[place].marks
        chosen = marks.square & ~marks.twin
        return self.xs(marks.start[chosen])

    def born(self, place: int) -> float | None:
        """The x of a birth inside the record; None where the child was born before."""
        born = self.scene.lanes[place].born
        return None if born is None else self.x(born)

    def years(self) -> list[tuple[float, float, str]]:
        """(start, end, words) of each year; where years are narrow only some have words.

        Where lanes are aligned the years are counted from day 0.
        """
        if self.scene.aligned_on:
            return self._years_from_zero()
        first, last = known_date(self.scene.first_day).year, known_date(self.scene.last_day).year
        every = next((n for n in (1, 2, 5, 10) if n * 365.25 * self.per_day >= YEAR_APART * self.text), 25)
        found: list[tuple[float, float, str]] = []
        for year in range(first, last + 1):
            start = max(self.x(day_number(date(year, 1, 1))), self.left)
            end = min(self.x(day_number(date(year, 12, 31)) + 1), self.right)
            least = YEAR_APART * self.text * 0.8 if every == 1 else 300 * self.per_day
            words = str(year) if year % every == 0 and end - start >= least else ""
            found.append((start, end, words))
        return found

    def _years_from_zero(self) -> list[tuple[float, float, str]]:
        year = 365.25
        every = next((n for n in (1, 2, 5, 10) if n * year * self.per_day >= 2 * YEAR_APART * self.text), 25)
        first, last = int(self.scene.first_day // (every * year)), int(self.scene.last_day // (every * year))
        found: list[tuple[float, float, str]] = []
        for step in range(first, last + 1):
            start, end = max(self.x(step * every * year), self.left), min(self.x((step + 1) * every * year), self.right)
            words = (
                tr("year {year}").format(year=step * every + 1)
                if step >= 0
                else tr("year −{year}").format(year=-step * every)
            )
            found.append((start, end, words if end - start >= YEAR_APART * self.text else ""))
        return found

    def window(self, first: float, last: float) -> tuple[float, float]:
        """The x where the window on these days begins and ends."""
        return max(self.x(first), self.left), min(self.x(last + 1), self.right)

    def taken_at(self, x: float, y: float, first: float, last: float) -> str:
        """What a press at that point takes: "first" or "last" (a handle), "window", or "" beside the window."""
        start, end = self.window(first, last)
        if abs(x - start) <= REACH and abs(x - start) <= abs(x - end):
            return "first"
        if abs(x - end) <= REACH:
            return "last"
        return "window" if start < x < end and y >= 0 else ""

    def _boxes(
        self,
        start: NDArray[np.integer],
        end: NDArray[np.integer],
        top: NDArray[np.float64],
        bottom: NDArray[np.float64],
    ) -> Boxes:
        return np.column_stack((self.xs(start), top, np.minimum(self.xs(end), self.right), bottom))


def spoken_overview(scene: LanesScene) -> str:
    """What a screen reader hears of the strip: the days it spans, and whose rows there are."""
    names = ", ".join(lane.name for lane in scene.lanes)
    return tr("The whole record, {first} to {last}: {names}.").format(
        first=_said(scene, scene.first_day), last=_said(scene, scene.last_day), names=names
    )


def spoken_window(scene: LanesScene, first: float, last: float) -> str:
    """What a screen reader hears of the window."""
    return tr("Showing {first} to {last}.").format(first=_said(scene, first), last=_said(scene, last))


def _said(scene: LanesScene, day: float) -> str:
    return from_zero(int(day)) if scene.aligned_on else spoken(known_date(int(day)))
