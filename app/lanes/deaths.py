"""A child's death in a lane: the day on which the lane ends, and what is not drawn after it.

Only a death that a reviewer has confirmed ends a lane. One that the coder only suggests is drawn where it stands, and
hides nothing: no suggestion may keep records from a reader.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.analysis.severity import Steps
from app.case.dates import day_number, known_date
from app.case.model import Case
from app.lanes.marks import MarkKind, Marks
from app.lanes.rails import RailMarks

if TYPE_CHECKING:
    from app.lanes.scene import LaneScene


class Death(NamedTuple):
    """The day of a child's death (a day number of the lane), and whether it is more than suggested.

    Of a date that is not known to the day it is the last day. ``after`` counts the records after it, which are not
    drawn where it is firm.
    """

    day: int
    firm: bool
    after: int = 0


def death_in(marks: Marks) -> Death | None:
    """The first confirmed death among a child's marks, or else the first that is suggested; None for none."""
    told = np.flatnonzero((marks.kind == MarkKind.DEATH) & ~marks.twin)
    if not len(told):
        return None
    firm = told[~marks.suggested[told]]
    place = int((firm if len(firm) else told)[0])
    day = int(marks.end[place])
    return Death(day, bool(len(firm)), int((marks.start > day).sum()))


def ended(lane: "LaneScene") -> "LaneScene":
    """The lane with nothing after a confirmed death; as it is where there is none."""
    death = death_in(lane.marks)
    if death is None or not death.firm:
        return replace(lane, death=death)
    day = death.day
    known = lane.rails.day <= day
    gaps = [gap for gap in lane.unseen if day_number(gap.start) < day]
    return replace(
        lane,
        death=death,
        marks=lane.marks.take(np.flatnonzero(lane.marks.start <= day)),
        area=steps_until(lane.area, day),
        states=tuple(
            replace(state, end=min(state.end, day), solid_until=min(state.solid_until, day))
            for state in lane.states
            if state.start < day
        ),
        rails=RailMarks(lane.rails.day[known], lane.rails.event[known], lane.rails.kind[known]),
        unseen=tuple(replace(gap, end=min(gap.end, known_date(day))) for gap in gaps),
        birthdays=tuple((at, age) for at, age in lane.birthdays if at <= day),
        missing=tuple((first, min(last, day), words) for first, last, words in lane.missing if first < day),
    )


def steps_until(steps: Steps, day: int) -> Steps:
    """The steps that begin before that day, the last of them cut off on it."""
    kept = steps.start < day
    return Steps(steps.start[kept], np.minimum(steps.end[kept], np.int32(day)), steps.value[kept])


def rows_drawn(case: Case, lanes: Sequence["LaneScene"]) -> NDArray[np.bool_]:
    """(n,): the rows that are about any of these children, those after a child's confirmed death left out."""
    events = case.events
    about = np.zeros(len(events), np.bool_)
    for lane in lanes:
        mine = events.subjects[:, lane.child]
        if lane.death is not None and lane.death.firm:
            mine = mine & (events.day <= lane.death.day - lane.shift)
        about |= mine
    return about & ~events.withdrawn
