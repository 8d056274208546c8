"""Severity of concern per child: the scored points, and the highest of the last days as steps.

Severity is a rank, so there are points, counts and maxima here, and no mean.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from app.case.distinct import distinct
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

    def firsts_of(self, severity: int, days: NDArray[np.int32], within: int) -> list[int]:
        """The number of the first point of that severity or more in so many days after each; -1 for none."""
        numbers, known = self._of(severity)
        at = known.searchsorted(days, side="right")
        reached = np.append(known, np.iinfo(np.int32).max)[at].astype(np.int64) - days <= within
        return np.where(reached, np.append(numbers, -1)[at], -1).tolist()

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
    opens, closes = points.day.astype(np.int64), np.minimum(points.day.astype(np.int64) + window + 1, last_day + 1)
    edges = distinct(np.concatenate((opens, closes)))
    if len(edges) < 2:
        return Steps(np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0, np.int8))
    value = np.full(len(edges) - 1, -1, np.int8)
    for rank in range(int(points.severity.max()) + 1):
        chosen = points.severity == rank
        came = np.searchsorted(np.sort(opens[chosen]), edges[:-1], side="right")
        went = np.searchsorted(np.sort(closes[chosen]), edges[:-1], side="right")
        value[came > went] = rank
    return _joined(edges[:-1], edges[1:], value)


def _joined(start: NDArray[np.int64], end: NDArray[np.int64], value: NDArray[np.int8]) -> Steps:
    kept = value >= 0
    start, end, value = start[kept], end[kept], value[kept]
    if not len(start):
        return Steps(start.astype(np.int32), end.astype(np.int32), value)
    new = np.ones(len(start), np.bool_)
    new[1:] = (value[1:] != value[:-1]) | (start[1:] != end[:-1])
    first = np.flatnonzero(new)
    last = np.append(first[1:] - 1, len(start) - 1)
    return Steps(start[first].astype(np.int32), end[last].astype(np.int32), value[first])
