"""A lane's states and findings as columns of days, so that what is in view is found by array work."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from math import floor

import numpy as np
from numpy.typing import NDArray

from app.analysis.finding import Finding
from app.analysis.levels import LevelState
from app.case.dates import day_number

Days = NDArray[np.int64]

FADES = 48.0
"""A block of level whose end is not recorded fades within so many pixels before its last mention."""


@dataclass(frozen=True)
class StateDays:
    """The states of a lane in order: first day, first day of the next, level, the day up to which it is solid."""

    start: Days
    end: Days
    level: Days
    solid: Days
    confirmed: NDArray[np.bool_]

    def on(self, day: float) -> int | None:
        """The level in force on that day; None before the first statement."""
        place = int(np.searchsorted(self.start, floor(day), side="right")) - 1
        return int(self.level[place]) if place >= 0 else None

    def seen(self, first: float, last: float) -> NDArray[np.intp]:
        """Which states lie in these days, in part at least."""
        return np.flatnonzero((self.end > first) & (self.start < last))

    @cached_property
    def _listed(self) -> tuple[list[int], list[int], list[int]]:
        return self.start.tolist(), self.end.tolist(), self.level.tolist()

    def levels_between(self, first: float, last: float) -> list[int]:
        """The levels that lie in these few days, in part at least; quicker than ``seen`` where there are few states."""
        starts, ends, levels = self._listed
        upto = bisect_left(starts, last)
        return [level for end, level in zip(ends[:upto], levels[:upto], strict=True) if end > first]


def state_days(states: tuple[LevelState, ...]) -> StateDays:
    """The columns of these states."""
    rows = [(state.start, state.end, state.level, state.solid_until) for state in states]
    table = np.asarray(rows, np.int64).reshape(len(rows), 4)
    confirmed = np.asarray([state.confirmed for state in states], np.bool_)
    return StateDays(table[:, 0], table[:, 1], table[:, 2], np.clip(table[:, 3], table[:, 0], table[:, 1]), confirmed)


@dataclass(frozen=True)
class FindingDays:
    """Findings of one kind in order of their start. ``turn`` is the day of a cycle's step-down, else the start."""

    findings: tuple[Finding, ...]
    start: Days
    turn: Days
    end: Days

    def seen(self, first: float, last: float) -> NDArray[np.intp]:
        """Which findings lie in these days, in part at least."""
        return np.flatnonzero((self.end >= first) & (self.start <= last))

    @cached_property
    def _turns(self) -> tuple[list[int], list[int]]:
        """The days of turn in order, and the latest end of those up to each."""
        order = np.argsort(self.turn, kind="stable")
        return self.turn[order].tolist(), np.maximum.accumulate(self.end[order]).tolist()

    def any_between(self, first: float, last: float) -> bool:
        """Whether any of them, from its turn to its end, lies in these days in part at least."""
        turns, latest = self._turns
        upto = bisect_right(turns, last)
        return upto > 0 and latest[upto - 1] >= first

    def places(self, first: float, last: float, least_days: float = 0.0) -> list[int]:
        """The places of the findings in these days that last as long as that."""
        seen = self.seen(first, last)
        return seen[self.end[seen] - self.start[seen] >= least_days].tolist()

    def shown(self, first: float, last: float, least_days: float = 0.0) -> list[Finding]:
        """The findings in these days that last as long as that."""
        return [self.findings[item] for item in self.places(first, last, least_days)]


def finding_days(findings: tuple[Finding, ...]) -> FindingDays:
    """The columns of these findings."""
    ordered = tuple(sorted(findings, key=lambda finding: (finding.start, finding.end)))
    rows = [
        (
            day_number(item.moments.get("trigger", item.start)),
            day_number(item.moments.get("step_down", item.start)),
            day_number(item.end),
        )
        for item in ordered
    ]
    table = np.asarray(rows, np.int64).reshape(len(rows), 3)
    return FindingDays(ordered, table[:, 0], table[:, 1], table[:, 2])
