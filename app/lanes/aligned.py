"""A scene whose lanes are moved so that one day of each child's record is day 0 for all.

Everything in a lane is moved by the same number of days, so that lengths stay what they are. Words that name a date
name the one on which it was: ``LaneScene.shift`` leads back to it.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import numpy as np

from app.analysis.finding import Finding
from app.analysis.severity import Steps
from app.lanes.deaths import rows_drawn
from app.lanes.rails import RailMarks
from app.lanes.scene import LaneScene, LanesScene


def first_days_at(scene: LanesScene, level: int) -> dict[int, int]:
    """The day (day number) on which each child was first at that level or a higher one; those who never were lack."""
    found: dict[int, int] = {}
    for lane in scene.lanes:
        days = [state.start for state in lane.states if state.level >= level]
        if days:
            found[lane.child] = days[0] - lane.shift
    return found


def aligned(scene: LanesScene, zero: Mapping[int, int], words: str) -> LanesScene:
    """The scene with each lane's day of ``zero`` (by child id) as day 0; who has none is left out.

    ``words`` say what day 0 is: "each child's first child protection plan". Episodes have no place on such an axis
    and are left out.
    """
    lanes = tuple(_moved(lane, -zero[lane.child]) for lane in scene.lanes if lane.child in zero)
    shifts = [lane.shift for lane in lanes]
    first = min((_first_told(lane) for lane in lanes), default=scene.first_day)
    last = scene.last_day + max(shifts, default=0)
    shown = int(rows_drawn(scene.case, lanes).sum()) if not scene.filters else scene.shown
    dated = scene.by_date or scene
    kept = replace(dated, lanes=tuple(lane for lane in dated.lanes if lane.child in zero), shown=shown)
    return replace(kept, lanes=lanes, first_day=first, last_day=last, aligned_on=words, episodes=(), by_date=kept)


def _first_told(lane: LaneScene) -> int:
    """The first day of which the lane says anything; the days before it, and before a birth, need no room."""
    return min([*lane.marks.start[:1].tolist(), *(state.start for state in lane.states)], default=0)


def in_dates(lane: LaneScene) -> LaneScene:
    """The lane with its own dates again, where it was moved."""
    return _moved(lane, -lane.shift) if lane.shift else lane


def _moved(lane: LaneScene, days: int) -> LaneScene:
    marks, area, rails, step = lane.marks, lane.area, lane.rails, np.int32(days)
    return replace(
        lane,
        shift=lane.shift + days,
        born=None if lane.born is None else lane.born + days,
        death=None if lane.death is None else lane.death._replace(day=lane.death.day + days),
        marks=replace(marks, start=marks.start + step, end=marks.end + step),
        area=Steps(area.start + step, area.end + step, area.value),
        states=tuple(
            replace(state, start=state.start + days, end=state.end + days, solid_until=state.solid_until + days)
            for state in lane.states
        ),
        cycles=_all(lane.cycles, days),
        held=_all(lane.held, days),
        runs=_all(lane.runs, days),
        unseen=_all(lane.unseen, days),
        rails=RailMarks(rails.day + step, rails.event, rails.kind),
        birthdays=tuple((day + days, age) for day, age in lane.birthdays),
        missing=tuple((first + days, last + days, words) for first, last, words in lane.missing),
    )


def _all(findings: tuple[Finding, ...], days: int) -> tuple[Finding, ...]:
    step = timedelta(days)
    return tuple(
        replace(
            finding,
            start=finding.start + step,
            end=finding.end + step,
            moments={key: day + step for key, day in finding.moments.items()},
        )
        for finding in findings
    )
