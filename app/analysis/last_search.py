"""What a search read of a child's points, kept for the next one: what lies apart from what changed stands."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.analysis.severity import ConcernPoints
from app.case.distinct import same_at_ends
from app.case.event_table import EventTable

Days = tuple[int, int]
"""A first and a last day (day numbers), both inclusive."""


class PointsRead(NamedTuple):
    """What a search reads of each point (m,), by event, and which events of the case (n,) are suggestions.

    Two rows of one day stand in the same order in every table that holds both, so places are not compared.
    """

    event: NDArray[np.int32]
    day: NDArray[np.int32]
    severity: NDArray[np.int8]
    flag: NDArray[np.bool_]
    every: NDArray[np.int32]
    every_day: NDArray[np.int32]
    suggested: NDArray[np.bool_]


def points_read(events: EventTable, points: ConcernPoints, flag: NDArray[np.bool_]) -> PointsRead:
    """What a search reads of these points, each with a flag."""
    event = events.id[points.place]
    return PointsRead(event, points.day, points.severity, flag, events.id, events.day, events.suggested)


def changed_days(before: PointsRead, now: PointsRead) -> tuple[Days, ...]:
    """The days on which what is read differs, as stretches apart from each other and in order."""
    found = _stretches_of_other_points(before[:4], now[:4])
    for days in _days_of_other_suggestions(before, now):
        found += [(day, day) for day in days.tolist()]
    joined: list[Days] = []
    for first, last in sorted(found):
        if joined and first <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(last, joined[-1][1])
        else:
            joined.append((first, last))
    return tuple(joined)


def _stretches_of_other_points(
    before: tuple[NDArray[np.generic], ...], now: tuple[NDArray[np.generic], ...]
) -> list[Days]:
    """The days of the points that differ, a column of both being their days; of points that move all those between."""
    first, last = same_at_ends(before, now)
    stretches = [read[1][first : len(read[1]) - last] for read in (before, now)]
    if not len(stretches[0]) + len(stretches[1]):
        return []
    if len(before[0]) == len(now[0]):
        span = slice(first, len(now[0]) - last)
        other = np.logical_or.reduce([one[span] != two[span] for one, two in zip(before, now, strict=True)])
        if int(other.sum()) <= _FEW:
            return [(day, day) for days in stretches for day in days[other].tolist()]
    days = np.concatenate(stretches)
    return [(int(days.min()), int(days.max()))]


_FEW = 16
"""So many changed points are looked at one by one."""


def _days_of_other_suggestions(before: PointsRead, now: PointsRead) -> list[NDArray[np.int32]]:
    if before.suggested is now.suggested and before.every is now.every:
        return []
    if before.every is now.every:
        other = np.flatnonzero(before.suggested != now.suggested)
        return [before.every_day[other], now.every_day[other]]
    first, last = same_at_ends((before.every, before.suggested), (now.every, now.suggested))
    spans = [slice(first, len(read.every) - last) for read in (before, now)]
    events = [read.every[span] for read, span in zip((before, now), spans, strict=True)]
    # Rows between the ends may but have changed places.
    by_id = [np.argsort(event) for event in events]
    told = [read.suggested[span][order] for read, span, order in zip((before, now), spans, by_id, strict=True)]
    named = [event[order] for event, order in zip(events, by_id, strict=True)]
    days = [read.every_day[span][order] for read, span, order in zip((before, now), spans, by_id, strict=True)]
    if not np.array_equal(named[0], named[1]):
        return days
    return [day[told[0] != told[1]] for day in days]
