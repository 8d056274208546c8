"""A child's way through level and concern: where it stood, in order of time.

Both scales are ranks that share no unit, so a way goes along the one or along the other and never across. On a day
on which both change concern comes first, since the level is its answer.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from app.analysis.levels import LevelState, level_on
from app.analysis.severity import Steps

NOTHING_SCORED = -1
"""The concern of days before which nothing was scored for as long as the scheme looks back. Not 0."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A place on the way: a level, the highest concern of the last days, and the day (number) it was reached.

    ``stated`` is False while no row has stated the level yet; it then counts as universal services, 0.
    """

    level: int
    concern: int
    day: int
    stated: bool = True

    @property
    def place(self) -> tuple[int, int]:
        """Level and concern."""
        return self.level, self.concern


@dataclass(frozen=True)
class Concern:
    """The highest concern of the last days as it changes: from each of these ``days`` on it is ``value``."""

    days: NDArray[np.int64]
    value: NDArray[np.int64]

    def on(self, day: int) -> int:
        """The highest concern on that day; ``NOTHING_SCORED`` where there is none."""
        place = int(np.searchsorted(self.days, day, side="right")) - 1
        return int(self.value[place]) if place >= 0 else NOTHING_SCORED

    def changes(self, after: int, until: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The days of the changes after one day and up to another, and what it became."""
        first, last = np.searchsorted(self.days, (after, until), side="right").tolist()
        return self.days[first:last], self.value[first:last]


def concern_of(area: Steps) -> Concern:
    """The changes of an area, those to nothing scored included."""
    start, end = area.start.astype(np.int64), area.end.astype(np.int64)
    gaps = np.ones(len(end), np.bool_)
    gaps[:-1] = end[:-1] != start[1:]
    days = np.concatenate((start, end[gaps]))
    value = np.concatenate((area.value.astype(np.int64), np.full(int(gaps.sum()), NOTHING_SCORED, np.int64)))
    order = np.argsort(days, kind="stable")
    return Concern(days[order], value[order])


def stops_between(
    states: tuple[LevelState, ...], concern: Concern, first: int, last: int, runs: Sequence[tuple[int, int]] = ()
) -> tuple[Stop, ...]:
    """The way from one day to another: of each stay at a level its entry, highest, lowest after it, and exit.

    ``first`` and ``last`` are day numbers, both inclusive. Of each of the ``runs`` (first and last day) that begin
    in a stay it keeps the day before and the highest too, so that its climb is seen. Where nothing changes there is
    one stop.
    """
    opened = [state for state in states if first < state.start <= last]
    level = level_on(states, first)
    stays = [(first, level or 0, level is not None), *((state.start, state.level, True) for state in opened)]
    ends = [*(state.start for state in opened), last]
    found: list[Stop] = []
    for (day, rank, stated), end in zip(stays, ends, strict=True):
        begun = [run for run in runs if day < run[0] <= end]
        found.extend(_stay(concern, day, end, begun, Stop(rank, NOTHING_SCORED, day, stated)))
    return tuple(_without_repeats(found))


def _stay(concern: Concern, first: int, last: int, runs: Sequence[tuple[int, int]], at: Stop) -> list[Stop]:
    """The stops that are kept; the last day of a stay is the day on which the next begins."""
    days, values = concern.changes(first, last)
    days = np.concatenate(([first], days))
    values = np.concatenate(([concern.on(first)], values))
    highest = int(np.argmax(values))
    lowest = highest + int(np.argmin(values[highest:]))
    kept = {0, highest, lowest, len(values) - 1}
    for begin, end in runs:
        before = int(np.searchsorted(days, begin)) - 1
        after = max(int(np.searchsorted(days, end, side="right")), before + 1)
        kept |= {before, before + int(np.argmax(values[before:after]))}
    return [replace(at, concern=int(values[place]), day=int(days[place])) for place in sorted(kept)]


def _without_repeats(stops: list[Stop]) -> list[Stop]:
    """The stops without those that stay where they are; of a straight way only its ends remain at a level."""
    kept: list[Stop] = []
    for stop in stops:
        if kept and kept[-1].place == stop.place and kept[-1].stated == stop.stated:
            continue
        kept.append(stop)
    return kept


Step = tuple[tuple[int, int], tuple[int, int]]
"""From one place of the grid to its neighbour: both (level, concern), the lower one first."""


def steps_of(stops: Sequence[Stop]) -> tuple[Step, ...]:
    """Every step between neighbours that a way takes, each once: however long it is, there are few."""
    found: set[Step] = set()
    for one, other in {(one.place, other.place) for one, other in pairwise(stops)}:
        (x0, y0), (x1, y1) = sorted((one, other))
        found |= {((x, y0), (x + 1, y0)) for x in range(x0, x1)}
        found |= {((x1, y), (x1, y + 1)) for y in range(y0, y1)}
    return tuple(sorted(found))


def split_days(days: list[int], first: int, last: int, longest: int) -> list[tuple[int, int]]:
    """The stretch from one day to another, cut at each of ``days`` (in order) where it is longer than ``longest``."""
    if last - first <= longest:
        return [(first, last)]
    cuts = [first, *days[bisect_right(days, first) : bisect_right(days, last - 1)], last]
    return list(pairwise(cuts))
