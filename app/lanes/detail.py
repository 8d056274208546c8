"""How much detail a lane can show, and what stands for its marks where they are too many.

Where marks would cover each other, time is cut into columns of 8 pixels that are fixed to the calendar, so
that panning does not make them shimmer. What a column holds is counted in one go over the marks in view.
"""

from collections.abc import Sequence
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

RANKS = 16
COUNTED = (MarkKind.IMPROVEMENT, MarkKind.CONCERN, MarkKind.MISSED_HEALTH, MarkKind.HEALTH)
"""The kinds of mark that columns count; the first two are plain, the others of health."""

LOOKS = len(COUNTED) * RANKS
"""How many looks of a mark there may be here; that of one is its place among the kinds * RANKS + severity."""

_KIND, _RANK = np.repeat(np.array(COUNTED, np.int64), RANKS), np.tile(np.arange(RANKS), len(COUNTED))
_PLAIN, _HEALTH = slice(0, LOOKS // 2), slice(LOOKS // 2, LOOKS)
_PLACE = np.array([COUNTED.index(kind) if kind in COUNTED else -1 for kind in MarkKind], np.int64)


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
class Countable:
    """The marks of a lane that columns may stand for, in order of day: their places among the marks, what each looks
    like, and whether it is stated.

    Nothing is summed up by day beforehand: with each key of a search other marks are left, and are counted once.
    """

    place: NDArray[np.intp]
    day: NDArray[np.int32]
    look: NDArray[np.int64]
    stated: NDArray[np.bool_]

    def left(self, kept: NDArray[np.bool_]) -> "Countable":
        """Those of the marks that are ``kept`` (n,); their places stay those among all the marks."""
        chosen = np.flatnonzero(kept[self.place])
        return Countable(self.place[chosen], self.day[chosen], self.look[chosen], self.stated[chosen])

    def between(self, edges: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """How many marks of each look there are from each of these days to the next (days - 1, looks), and how many
        of those are no suggestion."""
        at = np.searchsorted(self.day, np.clip(edges, -(2**31), 2**31 - 1).astype(np.int32))
        inside, columns = slice(int(at[0]), int(at[-1])), len(edges) - 1
        cell = np.repeat(np.arange(columns) * LOOKS, np.diff(at)) + self.look[inside]
        counts, stated = (
            np.bincount(cells, minlength=columns * LOOKS).reshape(columns, LOOKS)
            for cells in (cell, cell[self.stated[inside]])
        )
        return counts, stated


def countable_of(marks: Marks, counted: NDArray[np.bool_]) -> Countable:
    """The marks that are ``counted`` (n,) and of a kind that columns may stand for."""
    chosen = np.flatnonzero(counted & (_PLACE >= 0)[marks.kind])
    look = _PLACE[marks.kind[chosen]] * RANKS + marks.severity[chosen]
    return Countable(chosen, marks.start[chosen], look, ~marks.suggested[chosen])


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


@dataclass(frozen=True)
class JoinedColumns(Columns):
    """The columns of several lanes one after the other, and the lane of each dash and of each mark of health."""

    dash_lane: NDArray[np.int64]
    health_lane: NDArray[np.int64]


def joined_columns(lanes: Sequence[tuple[int, Columns]]) -> JoinedColumns:
    """The columns of these lanes, of which there is one at least."""
    every = [columns for _lane, columns in lanes]
    places = np.array([lane for lane, _columns in lanes], np.int64)
    return JoinedColumns(
        np.concatenate([one.dash_column for one in every]),
        np.concatenate([one.dash_kind for one in every]),
        np.concatenate([one.dash_severity for one in every]),
        np.concatenate([one.dash_count for one in every]),
        np.concatenate([one.dash_hollow for one in every]),
        np.concatenate([one.health_first for one in every]),
        np.concatenate([one.health_last for one in every]),
        np.concatenate([one.health_kind for one in every]),
        np.concatenate([one.health_severity for one in every]),
        np.concatenate([one.health_count for one in every]),
        np.concatenate([one.health_hollow for one in every]),
        np.repeat(places, [len(one.dash_column) for one in every]),
        np.repeat(places, [len(one.health_first) for one in every]),
    )


def columns_of(marks: Countable, per_day: float, first_day: float, last_day: float) -> Columns:
    """The columns that these days touch, rounded out to whole chunks."""
    per_chunk = CHUNK * COLUMN_WIDTH
    first = int(np.floor(first_day * per_day / per_chunk)) * CHUNK
    last = (int(np.floor(last_day * per_day / per_chunk)) + 1) * CHUNK
    numbers = np.arange(first, last + 1, dtype=np.int64)
    counts, stated = marks.between(np.ceil(numbers * (COLUMN_WIDTH / per_day)).astype(np.int64))
    plain, certain = counts[:, _PLAIN], stated[:, _PLAIN]
    column, look = np.nonzero(plain)
    return Columns(
        column + first,
        _KIND[look],
        _RANK[look],
        plain[column, look],
        certain[column, look] == 0,
        *_health(counts[:, _HEALTH], stated[:, _HEALTH], first),
    )


_Joined = tuple[
    NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]
]


def _health(counts: NDArray[np.int64], stated: NDArray[np.int64], first: int) -> _Joined:
    """One mark a column at its highest severity; neighbours of one kind and severity are one mark with a count."""
    none = np.zeros(0, np.int64)
    weight = _RANK[_HEALTH] * 16 + _KIND[_HEALTH] + 1
    highest = ((counts > 0) * weight).max(axis=1, initial=0)
    column = np.flatnonzero(highest)
    if not len(column):
        return none, none, none, none, none, np.zeros(0, np.bool_)
    top = highest[column]
    begins = np.ones(len(column), np.bool_)
    begins[1:] = (column[1:] - column[:-1] > 1) | (top[1:] != top[:-1]) | ((column[1:] + first) % CHUNK == 0)
    opens = np.flatnonzero(begins)
    closes = np.append(opens[1:] - 1, len(column) - 1)
    total, certain = (np.add.reduceat(some[column].sum(axis=1), opens) for some in (counts, stated))
    look = top[opens] - 1
    return column[opens] + first, column[closes] + first, look % 16, look // 16, total, certain == 0
