"""What a search read of a child's points, kept for the next one: what lies apart from what changed stands."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.analysis.severity import ConcernPoints
from app.case.event_table import EventTable

Days = tuple[int, int]
"""A first and a last day (day numbers), both inclusive; the first after the last where there is none."""

NO_DAYS: Days = (2**31, -(2**31))


class PointsRead(NamedTuple):
    """What a search reads: the points, a flag of each of them, and which rows of the table are suggestions."""

    points: ConcernPoints
    flag: NDArray[np.bool_]
    suggested: NDArray[np.bool_]


def changed_days(before: PointsRead, now: PointsRead, events: EventTable) -> Days:
    """The days from the first to the last on which what is read differs; the days of the events are the same."""
    old, new = before.points, now.points
    shorter = min(len(old.place), len(new.place))
    found = [*_days_of(events, before.suggested, now.suggested)]
    for one, other in ((old.place, new.place), (old.severity, new.severity), (before.flag, now.flag)):
        head = np.flatnonzero(one[:shorter] != other[:shorter])[:1].tolist()
        if not head and len(one) == len(other):
            continue
        first = head[0] if head else shorter
        tail = np.flatnonzero(one[len(one) - shorter :] != other[len(other) - shorter :])[-1:].tolist()
        last = shorter - 1 - tail[0] if tail else shorter
        for points in (old, new):
            found += points.day[first : first + 1].tolist()
            found += points.day[: len(points.day) - last][-1:].tolist()
    return (min(found), max(found)) if found else NO_DAYS


def _days_of(events: EventTable, before: NDArray[np.bool_], now: NDArray[np.bool_]) -> list[int]:
    if before is now:
        return []
    days: list[int] = events.day[before != now].tolist()
    return days
