"""The same concern on one day, answered for one child and not for another.

The finding belongs to the child for whom no answer is recorded, and rests on rows that are about both children
alone: a row about both that records the concern for both, and a row that states both their levels. So a row about
one child never changes what is found about another. What is written about a brother or sister in a row of its own
is read there, beside this child's lane.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.analysis.child_record import ChildRecord, child_record, finding_of, settings_of
from app.analysis.finding import SIBLINGS, Finding
from app.analysis.levels import LevelState, level_rises
from app.analysis.severity import ConcernPoints
from app.case.dates import known_date, spoken
from app.case.model import Case
from app.language import listed, tr


class Stating(NamedTuple):
    """Rows that state levels, by day: their places in the event table and their days."""

    place: NDArray[np.intp]
    day: NDArray[np.int32]


def find_siblings_who_differ(
    case: Case, child: int, states: tuple[LevelState, ...], _points: ConcernPoints
) -> tuple[Finding, ...]:
    """Days on which a concern about several children led to a higher level for others and to no rise for this one."""
    rule = case.scheme.rules.siblings_differ
    record = child_record(case, child)
    severe = np.flatnonzero(record.counted & (record.severity >= rule.severity))
    shared = severe[case.events.subjects[record.place[severe]].sum(axis=1) > 1]
    if not len(shared):
        return ()
    rises = np.array([rise.day for rise in level_rises(states)], np.int32)
    stating = _stating(case, child)
    days = record.day[shared]
    shared = shared[~_any_within(rises, days, rule.days) & _any_within(stating.day, days, rule.days)]
    found: list[Finding] = []
    told: set[int] = set()
    for row in shared.tolist():
        answer = _answer(record, row, stating)
        if answer is not None and answer[0] not in told:
            told.add(answer[0])
            found.append(_finding(record, row, answer, len(found) + 1))
    return tuple(found)


def _stating(case: Case, child: int) -> Stating:
    """The rows that state a level for the child and a higher one, support at least, for another."""
    events = case.events
    places = np.flatnonzero((events.level[:, child] >= 0) & ~events.withdrawn)
    highest = events.level[places].max(axis=1, initial=-1)
    places = places[(highest > events.level[places, child]) & (highest >= case.scheme.ranks.in_need)]
    places = places[np.argsort(events.canonical[places])]
    return Stating(places, events.day[places])


def _any_within(known: NDArray[np.int32], days: NDArray[np.int32], window: int) -> NDArray[np.bool_]:
    """Whether any of the ordered ``known`` days lies from each of ``days`` to so many days after it."""
    return np.searchsorted(known, days) < np.searchsorted(known, days + window, side="right")


def _answer(record: ChildRecord, row: int, stating: Stating) -> tuple[int, list[int]] | None:
    """The place of the row that answers the concern for others and not for this child, and who they are."""
    case, rule = record.case, record.case.scheme.rules.siblings_differ
    events, child, day = case.events, record.child, int(record.day[row])
    concern = int(record.place[row])
    others = np.flatnonzero(events.severity_for[concern] >= rule.severity)
    near = stating.place[slice(*np.searchsorted(stating.day, (day, day + rule.days + 1)).tolist())]
    for place in near.tolist():
        own = int(events.level[place, child])
        higher = [int(other) for other in others if int(events.level[place, other]) > own]
        higher = [other for other in higher if int(events.level[place, other]) >= case.scheme.ranks.in_need]
        if higher:
            return place, higher
    return None


def _finding(record: ChildRecord, row: int, answer: tuple[int, list[int]], number: int) -> Finding:
    case, rule = record.case, record.case.scheme.rules.siblings_differ
    place, others = answer
    first, last = int(record.day[row]), int(case.events.day[place])
    labels = case.scheme.levels
    theirs = max(int(case.events.level[place, other]) for other in others)
    names = listed([case.children[other].name for other in others])
    says = tr(
        "{child}: a concern at severity {severity} on {first} is recorded for {all} alike; "
        "on {last} the level recorded is {theirs} for {others} and {own} for {child}, with no rise within {days} days."
    ).format(
        child=record.name,
        severity=int(record.severity[row]),
        first=spoken(known_date(first)),
        others=names,
        all=listed([record.name, *(case.children[other].name for other in others)]),
        last=spoken(known_date(last)),
        theirs=tr(labels[theirs].label),  # from resources
        own=tr(labels[int(case.events.level[place, record.child])].label),  # from resources
        days=rule.days,
    )
    return finding_of(record, SIBLINGS, number, (first, last), [row], says, settings_of(rule), places=[place])
