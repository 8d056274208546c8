"""A lane's states and findings as columns of days, so that what is in view is found by array work."""

from dataclasses import dataclass
from math import floor

import numpy as np
from numpy.typing import NDArray

from app.analysis.finding import Finding
from app.analysis.levels import LevelState
from app.case.dates import day_number

Days = NDArray[np.int64]


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
