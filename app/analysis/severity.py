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
    day, highest = _highest_by_day(points, last_day)
    ranks = range(int(highest.max(initial=-1)) + 1)
    held = [_stretches(day[highest >= rank], window, last_day) for rank in ranks]
    edges = distinct(np.concatenate([edge for stretch in held for edge in stretch] or [day]))
    value = np.full(max(len(edges) - 1, 0), -1, np.int8)
    for rank, (start, end) in zip(ranks, held, strict=True):
        begun, over = (np.searchsorted(edge, edges[:-1], side="right") for edge in (start, end))
        value[begun > over] = rank
    return _joined(edges[:-1], edges[1:], value)


def _highest_by_day(points: ConcernPoints, last_day: int) -> tuple[NDArray[np.int64], NDArray[np.int8]]:
    """Each day of the points up to the last day, and the highest severity on it."""
    day = points.day[: int(points.day.searchsorted(np.int32(last_day), side="right"))]
    if not len(day):
        return day.astype(np.int64), points.severity[:0]
    opens = np.flatnonzero(np.append(True, day[1:] != day[:-1]))
    return day[opens].astype(np.int64), np.maximum.reduceat(points.severity[: len(day)], opens)


def _stretches(day: NDArray[np.int64], window: int, last_day: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where the stretches begin, and where they end, that these days and the ``window`` days after each make up."""
    begins = np.flatnonzero(np.append(True, np.diff(day) > window + 1))
    return day[begins], np.minimum(day[np.append(begins[1:], len(day)) - 1] + window + 1, last_day + 1)


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
