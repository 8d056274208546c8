"""Severity of concern per child: the scored points, and the highest of the last days as steps.

Severity is a rank, so there are points, counts and maxima here, and no mean.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from app.case.model import Case


@dataclass(frozen=True)
class ConcernPoints:
    """A child's scored, counted events by day: places in the event table, days, severities (0-5).

    Within a day the order follows from what the rows say, not from where they stand.
    """

    place: NDArray[np.intp]
    day: NDArray[np.int32]
    severity: NDArray[np.int8]

    @cached_property
    def _grave(self) -> dict[int, tuple[NDArray[np.intp], NDArray[np.int32]]]:
        return {}

    def _of(self, severity: int) -> tuple[NDArray[np.intp], NDArray[np.int32]]:
        """The numbers and the days of the points of that severity or more."""
        known = self._grave.get(severity)
        if known is None:
            chosen = np.flatnonzero(self.severity >= severity)
            known = self._grave[severity] = chosen, self.day[chosen]
        return known

    def first_of(self, severity: int, first: int, last: int) -> int | None:
        """The number of the first point of that severity or more from one day to another, both inclusive."""
        numbers, days = self._of(severity)
        # Of another type a day would have all days copied to be compared.
        at = int(days.searchsorted(np.int32(first)))
        return int(numbers[at]) if at < len(days) and days[at] <= last else None

    def firsts_of(self, severity: int, days: NDArray[np.int32], within: int) -> NDArray[np.intp]:
        """The number of the first point of that severity or more in so many days after each; -1 for none."""
        numbers, known = self._of(severity)
        at = known.searchsorted(days, side="right")
        reached = np.append(known, np.iinfo(np.int32).max)[at].astype(np.int64) - days <= within
        return np.where(reached, np.append(numbers, -1)[at], -1)

    def between(self, first: int, last: int) -> range:
        """The numbers of the points from one day to another, both inclusive."""
        begin, end = np.int32(first), np.int32(last)
        return range(int(self.day.searchsorted(begin)), int(self.day.searchsorted(end, side="right")))


@dataclass(frozen=True)
class Steps:
    """Stretches of days ``start`` to ``end`` (exclusive) on which ``value`` held; days between them hold nothing."""

    start: NDArray[np.int32]
    end: NDArray[np.int32]
    value: NDArray[np.int8]


def concern_points(case: Case, child: int) -> ConcernPoints:
    """What was scored for that child, twins and withdrawn rows left out."""
    events = case.events
    key = "concern points", child  # not words: a key
    points = events.kept_here.get(key)
    if not isinstance(points, ConcernPoints):
        place = events.rows_about(child)
        severity = events.severity_for[place, child]
        kept = (severity >= 0) & events.counted[place]
        place, severity = place[kept], severity[kept]
        points = events.kept_here[key] = ConcernPoints(place, events.day[place], severity)
    return points


def running_highest(points: ConcernPoints, window: int, last_day: int) -> Steps:
    """The highest severity in the last ``window`` days, on each day up to ``last_day``.

    A fall in it means only that nothing as severe was written in that time. Where nothing was
    scored at all there is no step.
    """
    day, highest = _highest_by_day(points, last_day)
    if not len(day):
        return Steps(day.astype(np.int32), day.astype(np.int32), highest)
    first = int(day[0])
    by_day = np.full(last_day + 1 - first, -1, np.int8)
    by_day[day - first] = highest
    reach = 1
    while reach <= window:
        # Each day has the highest of so many days up to it; two such stretches side by side make one twice as long.
        step = min(reach, window + 1 - reach, len(by_day))
        by_day[step:] = np.maximum(by_day[step:], by_day[: len(by_day) - step])
        reach += step
    begins = np.flatnonzero(np.append(True, by_day[1:] != by_day[:-1]))
    ends = np.append(begins[1:], len(by_day))
    told = by_day[begins] >= 0
    start, end = (begins + first).astype(np.int32), (ends + first).astype(np.int32)
    return Steps(start[told], end[told], by_day[begins][told])


def _highest_by_day(points: ConcernPoints, last_day: int) -> tuple[NDArray[np.int64], NDArray[np.int8]]:
    """Each day of the points up to the last day, and the highest severity on it."""
    day = points.day[: int(points.day.searchsorted(np.int32(last_day), side="right"))]
    if not len(day):
        return day.astype(np.int64), points.severity[:0]
    opens = np.flatnonzero(np.append(True, day[1:] != day[:-1]))
    return day[opens].astype(np.int64), np.maximum.reduceat(points.severity[: len(day)], opens)
