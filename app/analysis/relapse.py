"""Relapse cycles and step-downs that held, per child.

A cycle is: concerns at the trigger severity, a rise in level, improvement, a fall in level, and
within the scheme's window after the *last* fall a concern at the relapse severity. Falls that
follow each other without a rise between them are one stepping-down; only what comes after its last
fall is a return, because what comes before it happened inside an open plan. The step-up named is
the first rise to a level above the one the child fell back to: a rise to early help before a plan
that ends in early help withdrew nothing.
"""

from bisect import bisect_left
from dataclasses import dataclass

import numpy as np

from app.analysis.child_record import known_until, window_settings
from app.analysis.finding import RELAPSE, SUSTAINED, Finding
from app.analysis.levels import LevelChange, LevelState, level_changes
from app.analysis.severity import ConcernPoints
from app.case.dates import known_date, spoken
from app.case.model import Case
from app.case.rules import Ranks


@dataclass(frozen=True, slots=True)
class SteppingDown:
    """Falls without a rise between them, and the rises since the stepping-down before."""

    rises: tuple[LevelChange, ...]
    falls: tuple[LevelChange, ...]

    @property
    def last(self) -> LevelChange:
        """The fall that windows count from."""
        return self.falls[-1]


def steppings_down(changes: tuple[LevelChange, ...], ranks: Ranks) -> tuple[SteppingDown, ...]:
    """Group a child's changes into steppings-down, in order of time; the scheme's ranks say what is none."""
    found: list[SteppingDown] = []
    rises: list[LevelChange] = []
    falls: list[LevelChange] = []
    for change in changes:
        if change.rise and falls:
            found.append(SteppingDown(tuple(rises), tuple(falls)))
            rises, falls = [], []
        if change.rise:
            rises.append(change)
        elif change.withdrawal(ranks):
            falls.append(change)
    if falls:
        found.append(SteppingDown(tuple(rises), tuple(falls)))
    return tuple(found)


def find_relapses(case: Case, child: int, states: tuple[LevelState, ...], points: ConcernPoints) -> tuple[Finding, ...]:
    """The child's relapse cycles in date order."""
    found: list[Finding] = []
    since = -(2**31)
    rises: list[LevelChange] = []
    better = _better(case, points)
    for down in steppings_down(level_changes(states), case.scheme.ranks):
        rises.extend(down.rises)
        back = _first_concern(case, points, down.last.day)
        if back is None:
            continue
        cycle = _cycle(case, child, tuple(rises), down, points, better, since, back, len(found) + 1)
        if cycle is not None:
            found.append(cycle)
            since = points.days[back]
            rises = []
    return tuple(found)


def _first_concern(case: Case, points: ConcernPoints, fall: int) -> int | None:
    """The place among the points of the first concern at the relapse severity within the window after ``fall``."""
    windows = case.scheme.windows
    return points.first_of(windows.relapse_severity, fall + 1, fall + windows.relapse_days)


def _cycle(
    case: Case,
    child: int,
    rises: tuple[LevelChange, ...],
    down: SteppingDown,
    points: ConcernPoints,
    better: list[int],
    since: int,
    back: int,
    number: int,
) -> Finding | None:
    step_up = next((rise for rise in rises if rise.after > down.last.after), None)
    if step_up is None:
        return None
    trigger = _trigger(case, points, since, step_up.day, down.last.day)
    improvement = None if trigger is None else _improvement(points, better, trigger, step_up.day, down.last.day)
    if trigger is None or improvement is None:
        return None
    events = case.events
    stated = [*step_up.stated_by, *(event for fall in down.falls for event in fall.stated_by)]
    rows = sorted({*points.place[[trigger, improvement, back]].tolist(), *map(events.position, stated)})
    fell, returned = known_date(down.last.day), known_date(points.days[back])
    days = (returned - fell).days
    days_words = "1 day" if days == 1 else f"{days} days"
    name = case.children[child].name
    return Finding(
        id=f"{RELAPSE}:{child}:{fell.isoformat()}",
        kind=RELAPSE,
        child=child,
        number=number,
        start=known_date(points.days[trigger]),
        end=returned,
        evidence=tuple(events.id[rows].tolist()),
        says=(
            f"{name}, cycle {number}: concern at severity {points.severities[back]} returned on {spoken(returned)}, "
            f"{days_words} after the step-down to {case.scheme.levels[down.last.after].label} on {spoken(fell)}."
        ),
        days=days,
        moments={
            "trigger": known_date(points.days[trigger]),
            "step_up": known_date(step_up.day),
            "improvement": known_date(points.days[improvement]),
            "step_down": fell,
            "relapse": returned,
        },
        falls=tuple(known_date(fall.day) for fall in down.falls),
        confirmed=not bool(events.suggested[rows].any()),
        settings=window_settings(case, "relapse_days", "relapse_severity", "trigger_severity", "trigger_days"),
    )


def _trigger(case: Case, points: ConcernPoints, since: int, step_up: int, fall: int) -> int | None:
    """The first concern at the trigger severity that led to the step-up, not before the cycle before ended."""
    windows = case.scheme.windows
    for first, last in ((step_up - windows.trigger_days, step_up), (step_up + 1, fall - 1)):
        hit = points.first_of(windows.trigger_severity, max(first, since), last)
        if hit is not None:
            return hit
    return None


def _improvement(points: ConcernPoints, better: list[int], trigger: int, step_up: int, fall: int) -> int | None:
    """The first row between step-up and step-down that records improvement, or else is less severe than before.

    ``better`` are the numbers of the points that record improvement.
    """
    inside = points.between(step_up + 1, fall)
    at = bisect_left(better, inside.start)
    if at < len(better) and better[at] < inside.stop:
        return better[at]
    severity = points.severities
    worst = severity[trigger]
    for item in inside:
        if severity[item] < worst:
            return item
        worst = max(worst, severity[item])
    return None


def _better(case: Case, points: ConcernPoints) -> list[int]:
    """The numbers of the points that record improvement: in a protective category or marked so, at a low severity."""
    protective = (case.events.categories[points.place] & case.scheme.mask("protective")) != 0
    better = protective | case.events.marked("improvement")[points.place]
    return np.flatnonzero(better & (points.severity <= case.scheme.ranks.improved_severity)).tolist()


def find_sustained(
    case: Case, child: int, states: tuple[LevelState, ...], points: ConcernPoints
) -> tuple[Finding, ...]:
    """Steppings-down after which no concern at the relapse severity was recorded within the window.

    ``settled`` is False where the record ends before the window does: whether it held is then not yet known.
    """
    until = known_until(case, child)
    window = case.scheme.windows.relapse_days
    found: list[Finding] = []
    for down in steppings_down(level_changes(states), case.scheme.ranks):
        if _first_concern(case, points, down.last.day) is None:
            found.append(_held(case, child, down, window, until, len(found) + 1))
    return tuple(found)


def _held(case: Case, child: int, down: SteppingDown, window: int, record_end: int, number: int) -> Finding:
    name, fell = case.children[child].name, known_date(down.last.day)
    settled = down.last.day + window <= record_end
    end = min(down.last.day + window, record_end)
    after = f"the step-down to {case.scheme.levels[down.last.after].label} on {spoken(fell)}"
    severity = case.scheme.windows.relapse_severity
    says = (
        f"{name}: no concern of severity {severity} or more is recorded in the {window} days after {after}."
        if settled
        else f"{name}: the record ends {end - down.last.day} days after {after}; whether it held is not yet known."
    )
    return Finding(
        id=f"{SUSTAINED}:{child}:{fell.isoformat()}",
        kind=SUSTAINED,
        child=child,
        number=number,
        start=fell,
        end=known_date(end),
        evidence=tuple(event for fall in down.falls for event in fall.stated_by),
        says=says,
        days=end - down.last.day,
        moments={"step_down": fell},
        falls=tuple(known_date(fall.day) for fall in down.falls),
        settled=settled,
        settings=window_settings(case, "relapse_days", "relapse_severity"),
    )
