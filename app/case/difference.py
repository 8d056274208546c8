"""What differs between two cases. Compared by value, so it holds whatever an edit says of itself.

Columns that both cases share are one object, so a question about 50,000 rows costs what changed.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from weakref import ref

import numpy as np
from numpy.typing import NDArray

from app.case.canonical import other_words
from app.case.distinct import same_at_ends
from app.case.event_table import EventTable
from app.case.model import Case

Column = NDArray[np.generic] | tuple[object, ...]
"""A column of the event table: an array, or words."""

Places = NDArray[np.intp]
"""Places in the columns of the event table."""


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


def rows_that_differ(before: EventTable, after: EventTable, first: int = 0, last: int | None = None) -> Places:
    """The places, from the first to before the last, at which two tables of the same events there, with as many
    children, differ in any column."""
    until = len(after) if last is None else last
    differs = np.zeros(until - first, np.bool_)
    for mine, theirs in _columns(before, after):
        if mine is theirs:
            continue
        if isinstance(mine, tuple) and isinstance(theirs, tuple):
            differs[np.array(other_words(mine, theirs, first, until), np.intp) - first] = True
        else:
            differs |= column_differs(mine[first:until], theirs[first:until])
    return np.flatnonzero(differs) + first


def event_difference(before: EventTable, after: EventTable) -> EventDifference:
    """What comes, goes and differs between two tables. Ids name the events; the number of children may differ."""
    nothing = np.zeros(0, np.intp)
    if before is after:
        return EventDifference(nothing, nothing, nothing, nothing)
    known = after.__dict__.get(_KNOWN)
    if isinstance(known, _Known) and known.before() is before:
        return known.difference
    difference = _difference(before, after)
    # Who writes a step, who finds again and who searches all ask for the same one.
    after.__dict__[_KNOWN] = _Known(ref(before), difference)
    return difference


def keep_difference(before: EventTable, after: EventTable, was: Places, now: Places) -> None:
    """Keep that the rows at these places, by the table before and after, are all that differs between the two.

    For whoever made the table after and compared what it put in place; both hold the same events.
    """
    nothing = np.zeros(0, np.intp)
    after.__dict__[_KNOWN] = _Known(ref(before), EventDifference(was, now, nothing, nothing))


_KNOWN = "_difference"


@dataclass(frozen=True, slots=True)
class _Known:
    """What differs from a table before, for as long as that is held by somebody."""

    before: "ref[EventTable]"
    difference: EventDifference

    def __reduce__(self) -> tuple[object, ...]:
        """A table handed to another process leaves behind the one before it, and with that what differs."""
        return type(None), ()


def _difference(before: EventTable, after: EventTable) -> EventDifference:
    nothing = np.zeros(0, np.intp)
    width = max(before.subjects.shape[1], after.subjects.shape[1])
    before, after = before.widened(width), after.widened(width)
    if before.id is after.id or np.array_equal(before.id, after.id):
        places = rows_that_differ(before, after)
        return EventDifference(places, places, nothing, nothing)
    # Where a few rows have changed places, those before and after them stand as they stood.
    first, last = same_at_ends((before.id,), (after.id,)) if len(before) == len(after) else (0, 0)
    spans = [np.arange(first, len(table) - last) for table in (before, after)]
    _, was, now = np.intersect1d(before.id[spans[0]], after.id[spans[1]], assume_unique=True, return_indices=True)
    was, now = was + first, now + first
    differs = rows_that_differ(before.take(was), after.take(now))
    at_ends = nothing
    if first or last:
        begin, end = rows_that_differ(before, after, 0, first), rows_that_differ(before, after, len(after) - last)
        at_ends = np.concatenate((begin, end))
    was, now = np.concatenate((was[differs], at_ends)), np.concatenate((now[differs], at_ends))
    by_id = np.argsort(before.id[was])
    return EventDifference(
        was[by_id],
        now[by_id],
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
