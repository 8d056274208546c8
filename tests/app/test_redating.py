"""A row that gets another date moves to its place, and the table is what it would be were it put in order anew."""

from dataclasses import fields, replace
from datetime import timedelta

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from app.case.dates import exactly, known_date
from app.case.difference import equal_events, event_difference
from app.case.edits import Reviewer, correct_event, set_duplicates, set_severity, withdraw_events
from app.case.event_table import EventTable
from app.case.model import Case
from tests.app.test_finding_again import ROWS, a_busy_case

BY = Reviewer("A")
WORKED_OUT = ("day", "counted", "severity_for", "suggested", "marked_at_all", "canonical", "_marked", "_position")


def worked_out(events: EventTable) -> EventTable:
    for name in WORKED_OUT:
        getattr(events, name)
    return events


def moved(case: Case, event: int, days: int) -> Case:
    day = known_date(int(case.events.day[case.events.position(event)])) + timedelta(days=days)
    return correct_event(event, BY, when=exactly(day))(case)[0]


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 3),
    st.lists(st.tuples(st.integers(0, ROWS - 1), st.integers(-1000, 1000) | st.integers(-3, 3)), max_size=4),
    st.booleans(),
)
def test_a_moved_row_leaves_the_table_as_if_it_were_put_in_order(
    seed: int, moves: list[tuple[int, int]], twins: bool
) -> None:
    case = a_busy_case(seed)
    if twins:
        case = set_duplicates({3: 1, 4: 1})(case)[0]
        case = withdraw_events([1])(case)[0]
    for event, days in moves:
        before = worked_out(case.events)
        case = moved(case, event, days)
        now = case.events
        assert equal_events(now, now.in_order()) and (np.diff(now.day) >= 0).all()
        fresh = replace(now)
        for name in WORKED_OUT:
            mine, theirs = getattr(now, name), getattr(fresh, name)
            if name == "_marked":
                assert {key for key, column in mine.items() if column.any()} == theirs.keys()
                assert all(np.array_equal(mine[key], theirs[key]) for key in theirs)
            else:
                assert np.array_equal(mine, theirs) if isinstance(mine, np.ndarray) else mine == theirs
        difference = event_difference(before, now)
        assert before.id[difference.was].tolist() == now.id[difference.now].tolist() == ([event] if days else [])
        assert not len(difference.added) and not len(difference.gone)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 3), st.integers(0, ROWS - 1), st.integers(-400, 400), st.sets(st.integers(0, ROWS - 1)))
def test_what_differs_is_told_row_by_row_wherever_rows_stand(
    seed: int, event: int, days: int, scored: set[int]
) -> None:
    before = a_busy_case(seed)
    after = moved(set_severity(scored, 4, BY)(before)[0] if scored else before, event, days)
    difference = event_difference(before.events, after.events)
    was, now = before.events, after.events
    told = {
        int(event_id)
        for event_id in was.id
        if any(
            _said(was, column.name, was.position(int(event_id))) != _said(now, column.name, now.position(int(event_id)))
            for column in fields(EventTable)
        )
    }
    assert was.id[difference.was].tolist() == now.id[difference.now].tolist() == sorted(told)


def _said(events: EventTable, name: str, place: int) -> object:
    value = getattr(events, name)[place]
    return value.tolist() if isinstance(value, np.ndarray | np.generic) else value
