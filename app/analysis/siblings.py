"""The same concern on one day, answered for one child and not for another.

The finding belongs to the child for whom no answer is recorded, and rests on rows that are about it: one that records
the concern for both children, one about both that states a higher level for the other, and what rows about this child,
of whatever file, state of its own level. A row that states the other's level alone is an answer where that level is
new: no earlier row about both states it. So a row about one child never changes what is found about another. What is
written about a brother or sister in a row of its own is read there, beside this child's lane.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.analysis.child_record import ChildRecord, child_record, finding_of, settings_of
from app.analysis.finding import SIBLINGS, Finding
from app.analysis.levels import LevelState, levels_on, rise_days, rows_stating
from app.analysis.severity import ConcernPoints
from app.case.dates import known_date, spoken
from app.case.event_table import UNSCORED
from app.case.model import Case
from app.language import listed, tr


class Stating(NamedTuple):
    """Rows that state a higher level for another than the child has, by day: their places in the event table, their
    days, and the level that the child has as the row states it or, where it does not, as is in force on the day."""

    place: NDArray[np.intp]
    day: NDArray[np.int32]
    own: NDArray[np.int8]


class Answer(NamedTuple):
    """A row (its place) that answers a concern for ``others`` while the child has the level ``own``, -1 for none."""

    place: int
    own: int
    others: list[int]


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
    rises = rise_days(states)
    stating = _stating(case, child, states)
    days = record.day[shared]
    shared = shared[~_any_within(rises, days, rule.days) & _any_within(stating.day, days, rule.days)]
    found: list[Finding] = []
    told: set[int] = set()
    for row in shared.tolist():
        answer = _answer(record, row, stating)
        if answer is not None and answer.place not in told:
            told.add(answer.place)
            found.append(_finding(record, row, answer, states, len(found) + 1))
    return tuple(found)


def _stating(case: Case, child: int, states: tuple[LevelState, ...]) -> Stating:
    """The rows about the child that state a level for another, support at least, higher than the child has."""
    events = case.events
    places = rows_stating(events, case.scheme.ranks.in_need)
    about = events.subjects[places, child] | (events.level[places, child] >= 0)
    places = places[about & ~events.withdrawn[places]]
    own, day = events.level[places, child], events.day[places]
    own = np.where(own >= 0, own, levels_on(states, day).astype(np.int8))
    higher = events.level[places].max(axis=1, initial=UNSCORED) > own
    places, own = places[higher], own[higher]
    order = np.argsort(events.canonical[places])
    return Stating(places[order], events.day[places[order]], own[order])


def _any_within(known: NDArray[np.int32], days: NDArray[np.int32], window: int) -> NDArray[np.bool_]:
    """Whether any of the ordered ``known`` days lies from each of ``days`` to so many days after it."""
    return np.searchsorted(known, days) < np.searchsorted(known, days + window, side="right")


def _answer(record: ChildRecord, row: int, stating: Stating) -> Answer | None:
    """The row that answers the concern for others and not for this child, and who they are."""
    case, rule = record.case, record.case.scheme.rules.siblings_differ
    events, child, day = case.events, record.child, int(record.day[row])
    others = np.flatnonzero(events.severity_for[int(record.place[row])] >= rule.severity)
    near = slice(*np.searchsorted(stating.day, (day, day + rule.days + 1)).tolist())
    for place, own in zip(stating.place[near].tolist(), stating.own[near].tolist(), strict=True):
        of_both = events.level[place, child] >= 0
        higher = [int(other) for other in others if events.level[place, other] > own]
        higher = [other for other in higher if events.level[place, other] >= case.scheme.ranks.in_need]
        higher = [other for other in higher if of_both or _is_new(record, place, other, day)]
        if higher:
            return Answer(place, own, higher)
    return None


def _is_new(record: ChildRecord, place: int, other: int, day: int) -> bool:
    """Whether rows about both children stated no such level of the other before that day: it is no mere mention."""
    level = record.case.events.level
    before = level[record.place[: int(record.day.searchsorted(np.int32(day)))], other]
    stated = before[before >= 0]
    return not len(stated) or bool(stated[-1] < level[place, other])


def _finding(record: ChildRecord, row: int, answer: Answer, states: tuple[LevelState, ...], number: int) -> Finding:
    case, rule = record.case, record.case.scheme.rules.siblings_differ
    events, labels = case.events, case.scheme.levels
    first, last = int(record.day[row]), int(events.day[answer.place])
    theirs = max(int(events.level[answer.place, other]) for other in answer.others)
    names = [case.children[other].name for other in answer.others]
    told = {
        "child": record.name,
        "severity": int(record.severity[row]),
        "first": spoken(known_date(first)),
        "others": listed(names),
        "all": listed([record.name, *names]),
        "last": spoken(known_date(last)),
        "theirs": tr(labels[theirs].label),  # from resources
        "days": rule.days,
    }
    rows = [answer.place]
    if answer.own < 0:
        says = tr(
            "{child}: a concern at severity {severity} on {first} is recorded for {all} alike; "
            "on {last} the level recorded is {theirs} for {others} and none for {child}, "
            "with no rise within {days} days."
        ).format(**told)
    else:
        says = tr(
            "{child}: a concern at severity {severity} on {first} is recorded for {all} alike; "
            "on {last} the level recorded is {theirs} for {others} and {own} for {child}, "
            "with no rise within {days} days."
        ).format(**told, own=tr(labels[answer.own].label))  # from resources
        if events.level[answer.place, record.child] < 0:
            rows += _who_say(record, states, last)
    return finding_of(record, SIBLINGS, number, (first, last), [row], says, settings_of(rule), places=rows)


def _who_say(record: ChildRecord, states: tuple[LevelState, ...], day: int) -> list[int]:
    """The rows that opened the level which the child has on that day, by place."""
    held = next(state for state in reversed(states) if state.start <= day)
    return [record.case.events.position(event) for event in held.stated_by]
