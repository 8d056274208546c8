"""Which rows stand near enough to tell one event: within days of each other, about one child, from two tellers.

Of what stands near a row only so many others are looked at, so that the work grows with the rows even where
thousands of them share a day. The rows of a day are taken in turns, one of each teller, so that those looked at
are of all tellers; rows for which more was left out are counted and told.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from app.case.distinct import distinct
from app.language import tr
from app.progress import Progress

MOST_DAYS: Final = 3
"""How many days may lie between two rows about one event."""

MOST_NEAR: Final = 100
"""With how many rows before it a row is compared at most: more within three days is a register, no chronology."""

_AT_A_TIME: Final = 128

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]
Pairs = tuple[Numbers, Numbers]
"""Pairs as two columns of places in the case's table, the row that stands first and the other."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Who tells of whom and when, of every event at its place in the case's table. Days are day numbers.

    ``owner`` tells who recorded a row: an agency's id, or a number below 0 for each sheet of which nobody knows the
    agency. ``open`` rows are compared; ``vague`` are those that may have been on one of several days.
    """

    id: NDArray[np.int32]
    source: NDArray[np.int32]
    start: Numbers
    end: Numbers
    vague: Flags
    open: Flags
    owner: Numbers
    own: Numbers
    attributed: Numbers
    subjects: NDArray[np.bool_]


def pairs_near(rows: Standing, progress: Progress) -> tuple[Pairs, ...]:
    """Pairs of rows that could tell one event by who tells it of whom, and when; some at a time, in order of days.

    Raises:
        Cancelled: when the progress was cancelled.
    """
    places = _in_turns(rows)
    start, end = rows.start[places], rows.end[places]
    reach = MOST_DAYS + int((end - start).max(initial=0))
    nearest = np.arange(len(places)) - np.searchsorted(start, start - reach)
    found: list[Pairs] = []
    for first in range(0, len(places), _AT_A_TIME):
        progress.at(0.1 * first / len(places), tr("Comparing rows"))
        later = np.arange(first, min(first + _AT_A_TIME, len(places)))
        back = np.arange(1, min(MOST_NEAR, int(nearest[later].max())) + 1)
        earlier = later[:, None] - back
        # A row that may have been on any day of a month stands near every row of that month.
        near = (earlier >= 0) & (start[later][:, None] - end[np.maximum(earlier, 0)] <= MOST_DAYS)
        at, by = np.nonzero(near)
        one, other = places[later[at] - back[by]], places[later[at]]
        keep = _may_be_one(rows, one, other)
        if keep.any():
            found.append((one[keep], other[keep]))
    return tuple(found)


def crowded(rows: Standing) -> int:
    """How many rows have more rows of other tellers near them than were looked at."""
    places = _in_turns(rows)
    start, end, at = rows.start[places], rows.end[places], np.arange(len(places))
    tellers = _tellers(rows, places)
    after = _of_others(tellers, at + MOST_NEAR + 1, np.searchsorted(start, end + MOST_DAYS, side="right"))
    before = _of_others(tellers, np.searchsorted(start, start - MOST_DAYS), at - MOST_NEAR)
    return int(np.count_nonzero(after | before))


def _of_others(tellers: Numbers, first: Numbers, last: Numbers) -> Flags:
    """For each row, whether a row of another teller stands from its ``first`` to before its ``last``."""
    found = last > first
    for teller in distinct(tellers[found]).tolist():
        own = np.flatnonzero(tellers == teller)
        mine = own[found[own]]
        alike = np.searchsorted(own, last[mine]) - np.searchsorted(own, first[mine])
        found[mine] = last[mine] - first[mine] > alike
    return found


def _in_turns(rows: Standing) -> Numbers:
    """The places of the rows that are compared, by their first days, and within a day one of each teller in turn."""
    places = np.flatnonzero(rows.open)
    tellers, start = _tellers(rows, places), rows.start[places]
    order = np.lexsort((places, tellers, start))
    begins = np.ones(len(order), np.bool_)
    begins[1:] = (np.diff(start[order]) != 0) | (np.diff(tellers[order]) != 0)
    turn = np.empty(len(order), np.int64)
    turn[order] = np.arange(len(order)) - np.flatnonzero(begins)[np.cumsum(begins) - 1]
    return places[np.lexsort((tellers, turn, start))]


def _tellers(rows: Standing, places: Numbers) -> Numbers:
    """A number for each row's teller: its sheet, and within a sheet who recorded it."""
    owners, owner = np.unique(rows.owner[places], return_inverse=True)
    return rows.source[places].astype(np.int64) * (len(owners) + 1) + owner


def _may_be_one(rows: Standing, one: Numbers, other: Numbers) -> Flags:
    """Told by two agencies about a child they share (or by nobody's child each); or a copy from another sheet."""
    mine, theirs = rows.subjects[one], rows.subjects[other]
    shared = (mine & theirs).any(axis=1) | ~(mine.any(axis=1) | theirs.any(axis=1))
    elsewhere = rows.source[one] != rows.source[other]
    known = (rows.owner[one] >= 0) & (rows.owner[other] >= 0)
    return shared & (elsewhere | (known & (rows.owner[one] != rows.owner[other])))
