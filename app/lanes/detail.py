"""How much detail a lane can show, and what stands for its marks where they are too many.

Where marks would cover each other, time is cut into columns of 8 pixels that are fixed to the calendar, so
that panning does not make them shimmer. What a column holds is the difference of two cumulative counts by day:
the cost depends on the columns on the screen and not on how many records there are.
"""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from app.lanes.marks import MarkKind, Marks

COLUMN_WIDTH = 8
CHUNK = 32
"""Neighbouring columns join within so many columns and no further, counted from the calendar's start: what stands
for them is the same whatever part of it is in view."""

CROWDED, COLUMNS = 25.0, 60.0
"""Marks in view per 100 pixels of lane above which nothing fans out, and above which marks share columns."""

HOLDS_ON = 0.85
"""A stage that has begun ends only 15 % under its threshold, so that it does not flicker."""

RANKS = 6


class Stage(IntEnum):
    """How a lane shows its marks."""

    APART = 0
    CROWDED = 1
    COLUMNS = 2


def stage_of(marks: float, drawable: float, before: Stage | None = None) -> Stage:
    """The stage for so many ``marks`` per 100 pixels, of which ``drawable`` are scored and told once.

    ``before`` is the stage until now; one that is coarser holds on a little longer.
    """
    now = _stage(marks, drawable)
    return now if before is None or now >= before else min(before, _stage(marks / HOLDS_ON, drawable / HOLDS_ON))


def _stage(marks: float, drawable: float) -> Stage:
    if drawable > COLUMNS:
        return Stage.COLUMNS
    return Stage.CROWDED if marks >= CROWDED else Stage.APART


@dataclass(frozen=True)
class Looks:
    """Some of the looks that marks have, and how many marks of each there are up to each day.

    ``kind`` and ``severity`` are those of each look; ``counts`` is (days + 1, looks), cumulative; ``stated`` the same
    of those that are no suggestion.
    """

    kind: NDArray[np.int64]
    severity: NDArray[np.int64]
    counts: NDArray[np.int64]
    stated: NDArray[np.int64]


class DayCounts:
    """How many of a lane's marks there are up to each day: the ``plain`` ones, and those about ``health``."""

    def __init__(self, marks: Marks, counted: NDArray[np.bool_]) -> None:
        look = marks.kind[counted].astype(np.int64) * RANKS + marks.severity[counted]
        day = marks.start[counted].astype(np.int64)
        stated = ~marks.suggested[counted]
        self.first = int(day[0]) if len(day) else 0
        self._days = int(day[-1]) - self.first + 1 if len(day) else 0
        self.plain = self._looks(look, day, stated, (MarkKind.CONCERN, MarkKind.IMPROVEMENT))
        self.health = self._looks(look, day, stated, (MarkKind.HEALTH, MarkKind.MISSED_HEALTH))

    def _looks(
        self, look: NDArray[np.int64], day: NDArray[np.int64], stated: NDArray[np.bool_], kinds: tuple[MarkKind, ...]
    ) -> Looks:
        # There are few looks, so that counting them is quicker than sorting the marks.
        there = np.flatnonzero(np.bincount(look, minlength=1))
        there = there[np.isin(there // RANKS, kinds)]
        place = np.full(max(int(look.max(initial=0)), int(there.max(initial=0))) + 1, -1, np.int64)
        place[there] = np.arange(len(there))
        mine = place[look] >= 0
        day, place, stated = day[mine] - self.first, place[look[mine]], stated[mine]
        wide = len(there)
        return Looks(
            there // RANKS,
            there % RANKS,
            self._summed(day * wide + place, wide),
            self._summed((day * wide + place)[stated], wide),
        )

    def _summed(self, cell: NDArray[np.int64], wide: int) -> NDArray[np.int64]:
        counted = np.bincount(cell, minlength=self._days * wide).reshape(self._days, wide)
        summed = np.zeros((self._days + 1, wide), np.int64)
        np.cumsum(counted, axis=0, out=summed[1:])
        return summed

    def places(self, edges: NDArray[np.int64]) -> NDArray[np.int64]:
        """The rows of the counts that say what there was before each of these days."""
        return np.clip(edges - self.first, 0, self._days)


@dataclass(frozen=True)
class Columns:
    """What stands for the marks of a lane in columns: dashes, and marks of health that stay marks.

    ``dash_*``: the column, severity, count and whether all are suggested, of plain concerns and improvements
    (``dash_kind``). ``health_*``: the first and last column of joined neighbours, kind, severity, how many
    records they stand for, and whether all are suggested. Column k begins at the calendar's day k * 8 / per_day.
    """

    dash_column: NDArray[np.int64]
    dash_kind: NDArray[np.int64]
    dash_severity: NDArray[np.int64]
    dash_count: NDArray[np.int64]
    dash_hollow: NDArray[np.bool_]
    health_first: NDArray[np.int64]
    health_last: NDArray[np.int64]
    health_kind: NDArray[np.int64]
    health_severity: NDArray[np.int64]
    health_count: NDArray[np.int64]
    health_hollow: NDArray[np.bool_]


def columns_of(counts: DayCounts, per_day: float, first_day: float, last_day: float) -> Columns:
    """The columns that these days touch, rounded out to whole chunks."""
    per_chunk = CHUNK * COLUMN_WIDTH
    first = int(np.floor(first_day * per_day / per_chunk)) * CHUNK
    last = (int(np.floor(last_day * per_day / per_chunk)) + 1) * CHUNK
    numbers = np.arange(first, last + 1, dtype=np.int64)
    at = counts.places(np.ceil(numbers * (COLUMN_WIDTH / per_day)).astype(np.int64))
    plain = counts.plain
    upto = plain.counts[at]
    column, look = np.nonzero(upto[1:] - upto[:-1])
    return Columns(
        column + first,
        plain.kind[look],
        plain.severity[look],
        upto[column + 1, look] - upto[column, look],
        plain.stated[at[column + 1], look] == plain.stated[at[column], look],
        *_health(counts.health, at, first),
    )


_Joined = tuple[
    NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]
]


def _health(looks: Looks, at: NDArray[np.int64], first: int) -> _Joined:
    """One mark a column at its highest severity; neighbours of one kind and severity are one mark with a count."""
    none = np.zeros(0, np.int64)
    upto = looks.counts[at]
    weight = looks.severity * 16 + looks.kind + 1
    highest = ((upto[1:] > upto[:-1]) * weight).max(axis=1, initial=0)
    column = np.flatnonzero(highest)
    if not len(column):
        return none, none, none, none, none, np.zeros(0, np.bool_)
    top = highest[column]
    begins = np.ones(len(column), np.bool_)
    begins[1:] = (column[1:] - column[:-1] > 1) | (top[1:] != top[:-1]) | ((column[1:] + first) % CHUNK == 0)
    opens = np.flatnonzero(begins)
    closes = np.append(opens[1:] - 1, len(column) - 1)
    # Joined columns follow one another, so that what they hold is what came from the first to the last of them.
    begun, ended = at[column[opens]], at[column[closes] + 1]
    total = (looks.counts[ended] - looks.counts[begun]).sum(axis=1)
    certain = (looks.stated[ended] - looks.stated[begun]).sum(axis=1)
    look = top[opens] - 1
    return column[opens] + first, column[closes] + first, look % 16, look // 16, total, certain == 0
