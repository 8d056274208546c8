"""Runs of health concerns that nothing recorded answers, per child.

Three or more health concerns within the scheme's window, not falling overall, reaching the run
severity, while the level of intervention does not rise in answer. What ends a run: a rise in level,
a health row that records recovery, the admission or other serious harm that overtakes it, or a gap.

What can be told from codes alone is told here: a rise in level, and recovery that is coded as such.
Where the level is the highest already, no rise was possible and none is missed.
A row about several children does not say whose health it tells of, so a run needs some rows that
are about the child alone, unless the record never names the child alone. Whether a visit or an
examination answered a concern has to be read from words, which is the coder's.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.analysis.child_record import window_settings
from app.analysis.finding import ESCALATION, Finding
from app.analysis.levels import LevelChange, LevelState, level_on, level_rises
from app.analysis.severity import ConcernPoints
from app.case.dates import known_date, spoken
from app.case.model import Case
from app.language import tr

_SETTINGS = (
    "health_run_days",
    "health_run_concerns",
    "health_run_severity",
    "health_run_gap_days",
    "health_run_own_rows",
    "trigger_severity",
    "answer_days",
)


@dataclass(frozen=True, slots=True)
class HealthRun:
    """Health concerns that belong together: places among the child's points, and the day the run ended."""

    points: tuple[int, ...]
    ended: int
    rise: LevelChange | None


def find_escalations(
    case: Case, child: int, states: tuple[LevelState, ...], points: ConcernPoints
) -> tuple[Finding, ...]:
    """The child's unanswered health escalations in date order."""
    rises = level_rises(states)
    found: list[Finding] = []
    own_rows = _own_rows_needed(case, child)
    alone: list[bool] = _alone(case, points.place).tolist() if own_rows else []
    for run in _health_runs(case, points, rises):
        if level_on(states, points.days[run.points[0]]) == case.scheme.highest_level:
            continue
        own = own_rows == 0 or sum([alone[item] for item in run.points]) >= own_rows
        if own and _escalates(case, points, run) and not _answered_by_rise(case, points, run):
            found.append(_finding(case, child, points, run, len(found) + 1))
    return tuple(found)


def _health_runs(case: Case, points: ConcernPoints, rises: tuple[LevelChange, ...]) -> list[HealthRun]:
    windows = case.scheme.windows
    health = (case.events.categories[points.place] & case.scheme.mask("health", "missed")) != 0
    protective = (case.events.categories[points.place] & case.scheme.mask("protective")) != 0
    runs: list[HealthRun] = []
    current: list[int] = []

    def close(ended: int, rise: LevelChange | None = None) -> None:
        if current:
            runs.append(HealthRun(tuple(current), ended, rise))
            current.clear()

    days, severities, good = points.days, points.severities, protective.tolist()
    # A row of a month or a season tells of its whole length, as far as a run may have gaps.
    lasts: list[int] = np.clip(
        case.events.end[points.place], points.day, points.day + windows.health_run_gap_days
    ).tolist()
    trigger, gap, harm = windows.trigger_severity, windows.health_run_gap_days, case.scheme.ranks.serious_harm
    rise_days = [*(rise.day for rise in rises), 2**31]
    came = 0
    for item in np.flatnonzero(health).tolist():
        day, severity = days[item], severities[item]
        while rise_days[came] <= day:
            close(rise_days[came], rises[came])
            came += 1
        if current and day - lasts[current[-1]] > gap:
            close(days[current[-1]])
        if severity >= trigger:
            current.append(item)
        if severity >= harm:
            close(_harm_day(case, points, item))
        elif severity < trigger and current and good[item]:
            close(day)
    if current:
        last = days[current[-1]]
        rise = next((rise for rise in rises[came:] if rise.day - last <= windows.health_run_gap_days), None)
        close(rise.day if rise else last, rise)
    return runs


def _harm_day(case: Case, points: ConcernPoints, item: int) -> int:
    """The admission that follows serious harm within days, if one is recorded; else the day of the harm."""
    day = points.days[item]
    for later in points.between(day, day + case.scheme.windows.answer_days):
        if later >= item and "admission" in case.events.markers[int(points.place[later])]:
            return points.days[later]
    return day


def _own_rows_needed(case: Case, child: int) -> int:
    """How many rows of a run must be about the child alone: none where no row of the record ever is.

    Where children are always named together nobody tells their health apart, and each shares what is written.
    """
    ever = bool(_alone(case, case.events.rows_about(child)).any())
    return case.scheme.windows.health_run_own_rows if ever else 0


def _alone(case: Case, places: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Which of these places' events are about one child and no other."""
    return case.events.subjects[places].sum(axis=1) == 1


def _escalates(case: Case, points: ConcernPoints, run: HealthRun) -> bool:
    """Whether there are concerns enough, near enough to each other, not falling, that reach the run severity."""
    windows = case.scheme.windows
    enough = windows.health_run_concerns
    if len(run.points) < enough:
        return False
    severity = [points.severities[item] for item in run.points]
    if max(severity) < windows.health_run_severity:
        return False
    half = len(severity) // 2
    if max(severity[half:]) < max(severity[:half]):
        return False
    days = [points.days[item] for item in run.points]
    within = windows.health_run_days
    return any(last - first <= within for first, last in zip(days, days[enough - 1 :], strict=False))


def _answered_by_rise(case: Case, points: ConcernPoints, run: HealthRun) -> bool:
    """Whether the level rose within the answer window of the concern that made the run an escalation.

    That is the first by which there were concerns enough and one had reached the run severity: before it there
    was no escalation to answer.
    """
    if run.rise is None:
        return False
    windows = case.scheme.windows
    severe = next(
        number for number, item in enumerate(run.points) if points.severities[item] >= windows.health_run_severity
    )
    made = run.points[max(severe, windows.health_run_concerns - 1)]
    return run.rise.day - points.days[made] <= windows.answer_days


def _finding(case: Case, child: int, points: ConcernPoints, run: HealthRun, number: int) -> Finding:
    places = points.place[list(run.points)]
    start, end = known_date(points.days[run.points[0]]), known_date(run.ended)
    highest = max([points.severities[item] for item in run.points])
    name, days = case.children[child].name, (end - start).days
    how = _how_it_ended(case, points, run, highest)
    return Finding(
        id=f"{ESCALATION}:{child}:{start.isoformat()}",
        kind=ESCALATION,
        child=child,
        number=number,
        start=start,
        end=end,
        evidence=tuple(case.events.id[places].tolist()),
        says=tr(
            "{child}: {count} health concerns from {first} to {last}, reaching severity {severity}, "
            "with no rise in level for {days} days{ending}."
        ).format(
            child=name,
            count=len(run.points),
            first=spoken(start),
            last=spoken(end),
            severity=highest,
            days=days,
            ending=how,
        ),
        days=days,
        moments={"first": start, "last": known_date(points.days[run.points[-1]])},
        confirmed=not bool(case.events.suggested[places].any()),
        settings=window_settings(case, *_SETTINGS),
    )


def _how_it_ended(case: Case, points: ConcernPoints, run: HealthRun, highest: int) -> str:
    if any("admission" in case.events.markers[int(points.place[item])] for item in run.points):
        return tr(", until the admission")
    if highest >= case.scheme.ranks.serious_harm:
        return tr(", until actual serious harm is recorded")
    return tr(", until the level rose") if run.rise else ""
