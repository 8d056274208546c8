"""Whatever one edit after another does to a case, findings looked for again are those that a search of all finds."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import reduce
from operator import or_
from random import Random

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from app.analysis.findings import find_all
from app.analysis.refinding import children_touched, find_again
from app.case.dates import ChronologyDate, Precision, exactly
from app.case.edit_parts import recoded
from app.case.edits import (
    Reviewer,
    add_event,
    correct_event,
    rename_child,
    restore_events,
    set_categories,
    set_duplicates,
    set_level,
    set_severity,
    set_subjects,
    withdraw_events,
)
from app.case.event_table import CodeFrom
from app.case.model import Case, Changes, Edit
from app.case.scheme_edits import set_scheme
from tests.app.case_builder import Row, a_case, afresh

CHILDREN = ("Perry", "Robin", "Sam")
BY = Reviewer("A")
ROWS = 90
LONG = 400
ABOUT = ("Perry", "Robin", "all", "Perry, Robin", "")
CATEGORIES = ("hygiene", "physical_health", "missed_health", "protective", "administrative", "emotional", "supervision")
MARKERS = (
    "referral:nfa", "referral:unclear", "referral:accepted", "strategy_discussion:held", "conference", "admission",
    "tool_use:used", "tool_use:planned", "child_seen", "child_not_seen", "was_not_brought", "disagreement",
    "escalation_procedure:used", "improvement",
)  # fmt: skip
AGENCIES = ("School", "Hospital", "Children's Social Care")
TEXTS = ("Seen at home.", "Core group held.", "Review conference.", "Told the school nurse.", "Assessment completed.")


def a_busy_case(seed: int, count: int = ROWS) -> Case:
    """Three children, several rows a day with every kind of code, drawn by lot: much is found, and much is near."""
    lot = Random(seed)
    first, rows = date(2014, 1, 6), list[Row]()
    for _row in range(count):
        day = first + timedelta(days=lot.randrange(0, 10 * count) // 20 * 20 + lot.randrange(2))
        about = lot.choice(ABOUT)
        rows.append(Row(day.isoformat(), about, text=lot.choice(TEXTS), agency=lot.choice(AGENCIES)))
    case = a_case(CHILDREN, *rows)
    scheme = case.scheme
    level = np.full((count, 3), -1, np.int8)
    for place in range(count):
        if lot.random() < 0.35:
            level[place, lot.randrange(3)] = lot.randrange(6)
    return recoded(
        case,
        {
            "severity": np.array([lot.choice((-1, 0, 1, 2, 3, 3, 4, 5)) for _ in range(count)], np.int8),
            "severity_from": np.array([lot.choice((1, 2)) for _ in range(count)], np.uint8),
            "categories": np.array([_bits(lot, scheme.category_bits) for _ in range(count)], np.int64),
            "level": level,
            "markers": tuple(tuple(sorted(lot.sample(MARKERS, lot.choice((0, 0, 1, 2))))) for _ in range(count)),
            "response": tuple(lot.choice((None, "Noted", "Referred to GP")) for _ in range(count)),
            "categories_from": np.array([lot.choice((1, 2)) for _ in range(count)], np.uint8),
            "level_from": np.array([[lot.choice((1, 2)) for _child in CHILDREN] for _ in range(count)], np.uint8),
        },
    )[0]


def _bits(lot: Random, bits: dict[str, int]) -> int:
    return sum(bits[key] for key in lot.sample(CATEGORIES, lot.choice((0, 1, 1, 2))))


def _marked(events: list[int], marker: str) -> Edit:
    def edit(case: Case) -> tuple[Case, Changes]:
        column = list(case.events.markers)
        for event in events:
            place = case.events.position(event)
            column[place] = tuple(sorted({marker} ^ set(column[place])))
        return recoded(case, {"markers": tuple(column)})

    return edit


def _other_origin(events: list[int], column: str) -> Edit:
    """What a reviewer gave, or the sheet stated, is suggested, and what was suggested is a reviewer's."""

    def edit(case: Case) -> tuple[Case, Changes]:
        origins = getattr(case.events, column).copy()
        rows = np.isin(case.events.id, events)
        origins[rows] = np.where(origins[rows] == CodeFrom.LEXICON, CodeFrom.REVIEWER, CodeFrom.LEXICON)
        return recoded(case, {column: origins})

    return edit


def _one_childs(case: Case, event: int, severity: int) -> Edit:
    about = case.event(event).subjects
    return set_severity([event], severity, BY, about[0]) if about else set_severity([event], severity, BY)


def _twin(case: Case, event: int, other: int) -> Edit:
    free = case.events.duplicate_of[case.events.position(other)] < 0 and event != other
    used = event in case.events.duplicate_of.tolist()
    return set_duplicates({event: other if free and not used else None})


WINDOWS = (1, 2, 14, 15, 30, 31, 60, 61, 90, 91, 180, 181, 182, 183, 184, 364, 365, 366, 367, 730)
"""Days over the edges of the windows that rules use, and on them."""


def _settings(case: Case, number: int) -> Edit:
    """Another setting of the scheme: so many days or such a severity in its windows."""
    windows = case.scheme.windows
    changed = replace(windows, relapse_days=90 + 30 * number, trigger_severity=2 + number % 3, answer_days=number)
    return set_scheme(replace(case.scheme, windows=changed, nation=("england", "wales")[number % 2]))


def _season(case: Case, event: int, number: int) -> ChronologyDate:
    """A time of some length that begins near the event's day."""
    day = _later(case, event, number * 3 - 20)
    return ChronologyDate(day, day + timedelta(days=number * 17), Precision.MONTH, "in the spring")


EDITS: tuple[Callable[[Case, list[int], int], Edit], ...] = (
    lambda _case, events, number: set_severity(events, None if number > 5 else number, BY),
    lambda case, events, number: _one_childs(case, events[0], number % 6),
    lambda _case, events, number: set_categories(events, [CATEGORIES[number % len(CATEGORIES)]], BY),
    lambda _case, events, number: set_level(events, number % 3, None if number > 8 else number % 6, BY),
    lambda _case, events, number: _marked(events, MARKERS[number % len(MARKERS)]),
    lambda case, events, number: correct_event(events[0], BY, when=exactly(_later(case, events[0], number * 9 - 40))),
    lambda _case, events, number: correct_event(events[0], BY, text=TEXTS[number % len(TEXTS)]),
    lambda _case, events, number: correct_event(events[0], BY, response="Noted" if number % 2 else "Strategy meeting"),
    lambda _case, events, number: correct_event(events[0], BY, subjects=(number % 3,)),
    lambda case, events, _number: _twin(case, events[0], events[-1]),
    lambda _case, events, number: set_subjects(events, sorted({number % 3, number // 3 % 3}), BY),
    lambda _case, events, _number: withdraw_events(events),
    lambda _case, events, _number: restore_events(events),
    lambda case, events, number: correct_event(
        events[0], BY, when=exactly(_later(case, events[0], WINDOWS[number % len(WINDOWS)]))
    ),
    lambda case, events, number: correct_event(
        events[0], BY, when=exactly(_later(case, events[0], -WINDOWS[-1 - number % len(WINDOWS)]))
    ),
    lambda case, events, number: correct_event(events[0], BY, when=_season(case, events[0], number)),
    lambda case, events, number: correct_event(
        events[0], BY, when=exactly(_later(case, events[0], 5 - number)), text=TEXTS[number % len(TEXTS)], subjects=(1,)
    ),
    lambda _case, events, number: correct_event(events[0], BY, agency=("", *AGENCIES)[number % 4]),
    lambda case, events, _number: correct_event(
        events[0], BY, when=exactly(case.events.when(case.events.position(events[-1])).day)
    ),
    lambda case, _events, number: _settings(case, number),
    lambda _case, _events, number: rename_child(number % 3, f"Child {number}"),
    lambda case, events, number: add_event(
        exactly(_later(case, events[0], number * 9 - 40)), TEXTS[number % len(TEXTS)], (number % 3,), BY
    ),
    lambda _case, events, number: _other_origin(events, ("severity_from", "categories_from", "level_from")[number % 3]),
)

UNDO = len(EDITS)
"""Stands for going back, over as many steps as a number says, to the case as it was."""


def _later(case: Case, event: int, days: int) -> date:
    return case.events.when(case.events.position(event)).day + timedelta(days=days)


Changed = tuple[int, list[int], int]
"""The number of an edit, or UNDO; the events (ids) it is made to; and its number."""


def edits_among(rows: int, most: int) -> st.SearchStrategy[list[Changed]]:
    """Up to so many edits, each to some of the first ``rows`` events."""
    events = st.lists(st.integers(0, rows - 1), min_size=1, max_size=3, unique=True)
    return st.lists(st.tuples(st.integers(0, UNDO), events, st.integers(0, 20)), min_size=1, max_size=most)


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 3), edits_among(ROWS, 6))
@example(1, [(0, [0], 0), (5, [39], 19), (5, [39], 19)])
def test_findings_after_any_edits_are_those_of_a_search_of_all(seed: int, edits: list[Changed]) -> None:
    holds_after(a_busy_case(seed), edits)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 3), edits_among(LONG, 5))
def test_what_lies_far_from_an_edit_is_found_again_as_it_was(seed: int, edits: list[Changed]) -> None:
    holds_after(a_busy_case(seed, LONG), edits)


def holds_after(case: Case, edits: list[Changed]) -> None:
    """Whether findings looked for again after each edit in turn are those that a search of all finds."""
    found = find_all(case)
    past = list[tuple[Case, Changes]]()
    for kind, events, number in edits:
        before = case
        if kind == UNDO:
            gone = past[-1 - number % 3 :]
            del past[-1 - number % 3 :]
            case = gone[0][0] if gone else case
            changes = reduce(or_, [step for _case, step in gone], Changes())
        else:
            case, changes = EDITS[kind](case, events, number)(case)
            past.append((before, changes))
        found = find_again(before, found, case, changes)
        assert found == find_all(afresh(case))


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 3), st.integers(0, ROWS - 1), st.integers(0, 5))
def test_findings_undone_are_those_of_before(seed: int, event: int, severity: int) -> None:
    before = a_busy_case(seed)
    found = find_all(before)
    after, changes = set_severity([event], severity, BY)(before)
    there = find_again(before, found, after, changes)
    assert find_again(after, there, before, changes) == found


def test_a_row_that_moves_touches_only_whom_it_is_about() -> None:
    case = a_busy_case(0)
    alone = next(place for place in range(10, ROWS) if case.events.subjects[place].tolist() == [True, False, False])
    event = int(case.events.id[alone])
    case = set_level([event], 0, None, BY)(
        set_level([event], 1, None, BY)(set_level([event], 2, None, BY)(case)[0])[0]
    )[0]
    after, changes = correct_event(event, BY, when=exactly(_later(case, event, 60)))(case)
    assert changes.all_events
    assert children_touched(case, after, changes) == {0}
