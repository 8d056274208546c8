"""An unanswered run as it is drawn: the stair that its concerns climb, and the flat line of the level under it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.lanes.marks import Marks
from app.lanes.spans import FindingDays, StateDays

Rows = NDArray[np.int64]

APART = 1000
"""What is added to ranks from one run to the next, so that the highest so far begins anew with each."""


@dataclass(frozen=True)
class RunLevels:
    """The level under each run of a lane, in their order; it rests on levels alone.

    ``highest`` is the highest level in each. ``flat`` (from day, to day, level) are the flat lines, ``ends``
    (day, level) their end ticks.
    """

    highest: tuple[int, ...]
    flat: Rows
    ends: Rows


@dataclass(frozen=True)
class RunPoints:
    """The marks that the stairs rise through: which run, and the place among the marks; in order of both."""

    run: NDArray[np.int64]
    mark: NDArray[np.int64]

    def left(self, kept: NDArray[np.bool_], places: NDArray[np.intp]) -> "RunPoints":
        """Those of the marks that are ``kept`` (n,), which stand at these ``places``, by their places among them."""
        chosen = kept[self.mark]
        return RunPoints(self.run[chosen], np.searchsorted(places, self.mark[chosen]))


@dataclass(frozen=True)
class RunShapes:
    """The lines of all runs of a lane as rows of days and ranks.

    ``across`` (from day, to day, severity) and ``up`` (day, from severity, to severity) make the stairs: the highest
    concern within the run so far. ``flat`` (from day, to day, level) are the flat lines, ``ends`` (day, level) their
    end ticks. ``drops`` are the days of harm that ends a run.
    """

    across: Rows
    up: Rows
    flat: Rows
    ends: Rows
    drops: Rows


def run_levels(runs: FindingDays, states: StateDays) -> RunLevels:
    """The levels under these runs."""
    every: list[int] = []
    flat: list[tuple[int, int, int]] = []
    ends: list[tuple[int, int]] = []
    for start, end in zip(runs.start.tolist(), runs.end.tolist(), strict=True):
        held = states.seen(start, end)
        highest = int(states.level[held].max()) if len(held) else 0
        within = states.start[(states.start > start) & (states.start < end)].tolist()
        begins = (start, *within)
        places = np.searchsorted(states.start, begins, side="right") - 1
        levels = [int(states.level[place]) if place >= 0 else highest for place in places.tolist()]
        flat.extend(zip(begins, (*within, end), levels, strict=True))
        ends += [(start, levels[0]), (end, levels[-1])]
        every.append(highest)
    return RunLevels(tuple(every), _rows(flat, 3), _rows(ends, 2))


def _rows(rows: list[tuple[int, int, int]] | list[tuple[int, int]], fields: int) -> Rows:
    return np.asarray(rows, np.int64).reshape(len(rows), fields)


def run_points(runs: FindingDays, marks: Marks) -> RunPoints:
    """The evidence of these runs among the marks, each event once."""
    told = [finding.evidence for finding in runs.findings]
    run = np.repeat(np.arange(len(told)), [len(events) for events in told])
    event = np.array([event for events in told for event in events], np.int64)
    by_event = np.argsort(marks.event, kind="stable")
    known = marks.event[by_event]
    at = np.searchsorted(known, event)
    there = at < len(known)
    there[there] = known[at[there]] == event[there]
    run, mark = run[there], by_event[at[there]]
    inside = (marks.start[mark] <= runs.end[run]) & (marks.end[mark] >= runs.start[run]) & ~marks.twin[mark]
    run, mark = run[inside], mark[inside]
    order = np.lexsort((mark, run))
    return RunPoints(run[order], mark[order])


def run_shapes(runs: FindingDays, levels: RunLevels, points: RunPoints, marks: Marks) -> RunShapes:
    """The rows of these runs."""
    run, day = points.run, marks.start[points.mark].astype(np.int64)
    highest = np.maximum.accumulate(marks.severity[points.mark] + run * APART)
    rises = np.append(True, np.diff(highest) > 0)[: len(run)]
    run, day, rank = run[rises], day[rises], highest[rises] - run[rises] * APART
    goes_on = np.append(run[1:] == run[:-1], False)[: len(run)]
    until = runs.end[run]
    until[goes_on] = day[1:][goes_on[:-1]]
    across = np.column_stack((day, until, rank))
    up = np.column_stack((until[goes_on], rank[goes_on], rank[1:][goes_on[:-1]]))
    harm = np.sort(marks.start[marks.square])
    ended = np.searchsorted(harm, runs.end, side="right") > np.searchsorted(harm, runs.end)
    return RunShapes(across, up, levels.flat, levels.ends, runs.end[ended][:, None])
