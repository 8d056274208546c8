"""What differs between two cases. Compared by value, so it holds whatever an edit says of itself.

Columns that both cases share are one object, so a question about 50,000 rows costs what changed.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from app.case.canonical import other_words
from app.case.event_table import EventTable
from app.case.model import Case

Column = NDArray[np.generic] | tuple[object, ...]
"""A column of the event table: an array, or words."""


@dataclass(frozen=True)
class EventDifference:
    """From one table of events to another.

    ``was`` and ``now`` are places of events that both have and that differ (in the table before, in
    the table after); ``added`` are places in the table after, ``gone`` places in the table before.
    """

    was: NDArray[np.intp]
    now: NDArray[np.intp]
    added: NDArray[np.intp]
    gone: NDArray[np.intp]

    @property
    def written(self) -> NDArray[np.intp]:
        """Places in the table after of everything that is new or differs."""
        return np.sort(np.concatenate((self.now, self.added)))


def column_differs(before: Column, after: Column) -> NDArray[np.bool_]:
    """(n,): where two columns of equal length differ; a row of a column (n, k) differs if any child's does."""
    if isinstance(before, np.ndarray) or isinstance(after, np.ndarray):
        differs: NDArray[np.bool_] = np.asarray(before != after, np.bool_)
        return differs if differs.ndim == 1 else np.logical_or.reduce(differs, axis=1)
    differs = np.zeros(len(after), np.bool_)
    differs[other_words(before, after)] = True
    return differs


def _columns(one: EventTable, other: EventTable) -> Iterator[tuple[Column, Column]]:
    for column in fields(EventTable):
        mine: Column = getattr(one, column.name)
        theirs: Column = getattr(other, column.name)
        yield mine, theirs


def rows_that_differ(before: EventTable, after: EventTable) -> NDArray[np.bool_]:
    """(n,): where two tables of the same events, with as many children, differ in any column."""
    differs = np.zeros(len(after), np.bool_)
    for mine, theirs in _columns(before, after):
        if mine is not theirs:
            differs |= column_differs(mine, theirs)
    return differs


def event_difference(before: EventTable, after: EventTable) -> EventDifference:
    """What comes, goes and differs between two tables. Ids name the events; the number of children may differ."""
    nothing = np.zeros(0, np.intp)
    if before is after:
        return EventDifference(nothing, nothing, nothing, nothing)
    width = max(before.subjects.shape[1], after.subjects.shape[1])
    before, after = before.widened(width), after.widened(width)
    if before.id is after.id or np.array_equal(before.id, after.id):
        places = np.flatnonzero(rows_that_differ(before, after))
        return EventDifference(places, places, nothing, nothing)
    _, was, now = np.intersect1d(before.id, after.id, assume_unique=True, return_indices=True)
    differs = rows_that_differ(before.take(was), after.take(now))
    return EventDifference(
        was[differs],
        now[differs],
        np.flatnonzero(~np.isin(after.id, before.id)),
        np.flatnonzero(~np.isin(before.id, after.id)),
    )


def equal_events(one: EventTable, other: EventTable) -> bool:
    """Whether two tables hold the same events in the same order, column by column and kind by kind."""
    for mine, theirs in _columns(one, other):
        if isinstance(mine, np.ndarray) and isinstance(theirs, np.ndarray):
            if mine.dtype != theirs.dtype or not np.array_equal(mine, theirs):
                return False
        elif mine != theirs:
            return False
    return True


def equal_cases(one: Case, other: Case) -> bool:
    """Whether two cases say the same in everything."""
    if not equal_events(one.events, other.events):
        return False
    return replace(one, events=other.events) == other
