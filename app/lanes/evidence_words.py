"""The words of the last resort: the child's age along the lane, and what single records say."""

from functools import lru_cache

import numpy as np

from app.lanes.ages import monthly
from app.lanes.detail import Stage
from app.lanes.frames import LaneFrame
from app.lanes.layout import Layout
from app.lanes.marks import MarkKind
from app.lanes.rails import DOOR, RailKind
from app.lanes.room import ABOVE, BELOW, Label, Points, Room
from app.lanes.scene import LaneScene
from app.lanes.sizes import Tier
from app.language import tr

EVIDENCE_PER_DAY = 0.9
EVIDENCE_LENGTH = 40

MOST_TRIED = 40
"""So many records are offered room in a lane; after them nothing is left of it."""

AGE_ROOM = 60
"""Pixels a year takes before ages are written."""

MONTHS_ROOM = 400
"""Pixels a year takes before the months of a child under two are written."""


IN_THE_WAY = frozenset((*DOOR, RailKind.STRATEGY))


def place_ages(layout: Layout, lane: LaneScene, frame: LaneFrame, room: Room) -> None:
    """ "age 5" between the strips, at each birthday in view and where the view begins; on a wall is no room for it."""
    if layout.sizes.sparse or layout.tier < Tier.STANDARD or layout.per_day * 365.25 < AGE_ROOM:
        return
    r, size = layout.sizes.r, layout.sizes.body
    y = frame.contact_top - 8 if frame.facing else frame.door_y + 0.36 * size
    tall = (
        not frame.facing
        and frame.strips_bottom - frame.highest[1] * frame.level_rank - frame.concern_base >= 1.6 * size
    )
    highest = layout.scene.case.scheme.highest_level
    for day, words in _ages(layout, lane):
        if not room.wants("age", words):
            continue
        x = max(layout.x(day), layout.left)
        wide = room.measure(words, size, False)
        if x > layout.right - wide - 3:
            continue
        first, last = layout.day_at(x + 3 - 2 * r), layout.day_at(x + 3 + wide + 2 * r)
        if not _at_the_door(lane, first, last) and (tall or not _reached(lane, highest, first, last)):
            room.offer((Label(x + 3, y, words, size, "ink2"),))


def _ages(layout: Layout, lane: LaneScene) -> list[tuple[float, str]]:
    """Days of the lane in view and the age on each: birthdays, months of a small child, then the first day in view."""
    first, last = layout.day_at(layout.left), layout.day_at(layout.right)
    found: list[tuple[float, str]] = [(day, tr("age {age}").format(age=age)) for day, age in lane.birthdays]
    if lane.birth is not None and layout.per_day * 365.25 >= MONTHS_ROOM:
        found += [(day + lane.shift, words) for day, words in monthly(lane.birth)]
    told = [(day, words) for day, words in found if first <= day <= last]
    at_first = lane.age_on(first)
    return [*told, (first, at_first)] if at_first else told


def _at_the_door(lane: LaneScene, first: float, last: float) -> bool:
    """Whether a mark of the door rail or of the level strip stands there, or the edge of a return."""
    edges = lane.cycle_days
    if bool(((edges.turn > first) & (edges.turn < last)).any() or ((edges.end > first) & (edges.end < last)).any()):
        return True
    return any(len(lane.rails.seen(kind, first, last)) > 0 for kind in lane.rails.days_of if kind in IN_THE_WAY)


def _reached(lane: LaneScene, highest: int, first: float, last: float) -> bool:
    """Whether a block of the highest level, which fills the strip, stands there."""
    seen = lane.state_days.seen(first, last)
    return bool((lane.state_days.level[seen] == highest).any())


def place_evidence(layout: Layout, place: int, room: Room) -> None:
    """Who said it and its first words, beside the marks of full lanes that are not crowded; never on a wall."""
    if (
        layout.sizes.sparse
        or layout.per_day < EVIDENCE_PER_DAY
        or layout.tier < Tier.FULL
        or layout.stages[place] != Stage.APART
    ):
        return
    lane, placed = layout.scene.lanes[place], layout.placed[place]
    marks, r, size = placed.marks, layout.sizes.r, layout.sizes.body
    visible = placed.shown & (placed.x >= layout.left) & (placed.x <= layout.right)
    spoken_of = np.flatnonzero(visible & (marks.kind >= MarkKind.CONCERN))
    if room.only is not None:
        told = [which for kind, which in room.only if kind == "record"]
        spoken_of = spoken_of[np.isin(marks.event[spoken_of], told)]
        if not len(spoken_of):
            return
    points = Points(placed.x[visible], placed.y[visible], 1.4 * r)
    events = marks.event[spoken_of].tolist()
    evidence = np.fromiter((event in lane.evidence for event in events), np.bool_, len(events))
    health = (marks.kind[spoken_of] == MarkKind.HEALTH) | (marks.kind[spoken_of] == MarkKind.MISSED_HEALTH)
    order = np.lexsort((marks.start[spoken_of], ~health, -marks.severity[spoken_of], ~evidence))
    for item in spoken_of[order[:MOST_TRIED]].tolist():
        room.wants("record", int(marks.event[item]))
        words = evidence_words(layout, int(marks.place[item]))
        wide = room.measure(words, size, False)
        x, y = float(placed.x[item]), float(placed.y[item]) + 0.36 * size
        for at in (x + 1.4 * r + 6, x - 1.4 * r - 6 - wide):
            box = (at, y - ABOVE * size, at + wide, y + BELOW * size)
            if room.free(*box) and not points.touch(*box):
                room.take(Label(at, y, words, size, "ink"))
                break


def evidence_words(layout: Layout, place: int) -> str:
    """ "School: sores on scalp": who said it and its first words, 40 characters at most, whole words."""
    case = layout.scene.case
    return _shortened(case.agency_name(int(case.events.agency[place])), case.events.text[place])


@lru_cache(maxsize=4096)
def _shortened(agency: str, text: str) -> str:
    text = text[: 4 * EVIDENCE_LENGTH]
    text = " ".join(f"{agency}: {text}".split() if agency else text.split())
    if len(text) <= EVIDENCE_LENGTH:
        return text
    cut = text[: EVIDENCE_LENGTH - 1]
    return f"{cut.rsplit(' ', 1)[0].rstrip(',;:.-')}…"
