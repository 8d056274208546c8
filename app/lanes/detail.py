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


class DayCounts:
    """How many of a lane's marks of each kind and severity there are up to each day.

    ``looks`` are kind * 6 + severity; ``counts`` is (days + 1, looks), cumulative; ``stated`` the same of
    those that are no suggestion.
    """

    def __init__(self, marks: Marks, counted: NDArray[np.bool_]) -> None:
        look = marks.kind[counted].astype(np.int64) * RANKS + marks.severity[counted]
        day = marks.start[counted].astype(np.int64)
        stated = ~marks.suggested[counted]
        self.first = int(day[0]) if len(day) else 0
        days = int(day[-1]) - self.first + 1 if len(day) else 0
        self.looks, place = np.unique(look, return_inverse=True)
        self.counts = self._summed(day, place, days)
        self.stated = self._summed(day[stated], place[stated], days)

    def _summed(self, day: NDArray[np.int64], place: NDArray[np.intp], days: int) -> NDArray[np.int64]:
        wide = len(self.looks)
        counted = np.bincount((day - self.first) * wide + place, minlength=days * wide).reshape(days, wide)
        return np.concatenate((np.zeros((1, wide), np.int64), np.cumsum(counted, axis=0)))

    def between(self, edges: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """How many marks, and how many stated ones, of each look start from one edge (a day) to before the next."""
        at = np.clip(edges - self.first, 0, len(self.counts) - 1)
        return np.diff(self.counts[at], axis=0), np.diff(self.stated[at], axis=0)


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
    count, stated = counts.between(np.ceil(numbers * (COLUMN_WIDTH / per_day)).astype(np.int64))
    kind, severity = counts.looks // RANKS, counts.looks % RANKS
    plain = np.isin(kind, (MarkKind.CONCERN, MarkKind.IMPROVEMENT))
    column, look = np.nonzero(count[:, plain])
    dashes = count[:, plain][column, look]
    health = np.isin(kind, (MarkKind.HEALTH, MarkKind.MISSED_HEALTH))
    return Columns(
        column + first,
        kind[plain][look],
        severity[plain][look],
        dashes,
        stated[:, plain][column, look] == 0,
        *_health(count[:, health], stated[:, health], kind[health], severity[health], first),
    )


def _health(
    count: NDArray[np.int64],
    stated: NDArray[np.int64],
    kind: NDArray[np.int64],
    severity: NDArray[np.int64],
    first: int,
) -> tuple[
    NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]
]:
    """One mark a column at its highest severity; neighbours of one kind and severity are one mark with a count."""
    none = np.zeros(0, np.int64)
    if not len(kind) or not len(count):
        return none, none, none, none, none, np.zeros(0, np.bool_)
    weight = severity * 16 + kind + 1
    highest = np.where(count > 0, weight, 0).max(axis=1)
    column = np.flatnonzero(highest)
    top = highest[column]
    if not len(column):
        return none, none, none, none, none, np.zeros(0, np.bool_)
    begins = np.ones(len(column), np.bool_)
    begins[1:] = (np.diff(column) > 1) | (np.diff(top) != 0) | ((column[1:] + first) % CHUNK == 0)
    opens = np.flatnonzero(begins)
    closes = np.append(opens[1:] - 1, len(column) - 1)
    total = np.add.reduceat(count[column].sum(axis=1), opens)
    certain = np.add.reduceat(stated[column].sum(axis=1), opens)
    look = top[opens] - 1
    return column[opens] + first, column[closes] + first, look % 16, look // 16, total, certain == 0
