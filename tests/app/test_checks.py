"""What a sound case is: each way of being unsound is found and said."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from app.case.checks import equal_cases, find_problems
from app.case.edits import Reviewer, rename_case, set_severity, withdraw_source
from app.case.event_table import EventTable
from app.case.model import Agency, Case, Child
from tests.app.case_builder import Row, a_case, a_large_case

CASE = a_case(
    ["Perry", "Robin"],
    Row("2013-03-01", "Perry", 2, "hygiene", {"Perry": 2}, "Head lice.", agency="School"),
    Row("2013-04-01", "all", 3),
    Row("2013-05-01", "all", 3),
)


def spoilt(**columns: object) -> Case:
    return replace(CASE, events=replace(CASE.events, **columns))


def changed(column: str, place: object, value: object) -> Case:
    values = getattr(CASE.events, column).copy()
    values[place] = value
    return spoilt(**{column: values})


def reordered(events: EventTable) -> EventTable:
    return events.take(np.array([1, 0, 2]))


@pytest.mark.parametrize(
    ("case", "says"),
    [
        (spoilt(text=("one",)), "column text has 1 values for 3 events"),
        (spoilt(subjects=np.zeros((3, 5), np.bool_)), "subjects does not have a place for each of 2 children"),
        (replace(CASE, children=CASE.children[:1]), "for each of 1 children"),
        (changed("id", 2, 0), "Event e0 is there more than once"),
        (changed("id", 2, -4), "Event e-4 has a number below 0"),
        (replace(CASE, events=reordered(CASE.events)), "not in the order"),
        (changed("end", 1, 3), "Event e1 ends before it starts"),
        (changed("start", 0, -(2**31)), "Event e0 lacks its first day"),
        (changed("end", 0, -(2**31)), "Event e0 lacks its last day"),
        (changed("precision", 0, 40), "a precision that does not exist"),
        (changed("severity", 1, 6), "Event e1 has a severity outside the scheme"),
        (changed("child_severity", (1, 1), 9), "Event e1 has a child's severity outside"),
        (changed("level", (2, 0), -2), "Event e2 states a level outside"),
        (changed("categories", 1, 1 << 40), "Event e1 has a category outside"),
        (changed("level_from", (0, 0), 9), "Event e0 has a code from nowhere"),
        (changed("agency", 1, 1), "Event e1 names an agency that is not there"),
        (changed("duplicate_of", 1, 12), "Event e1 is the twin of an event that is not there"),
        (changed("duplicate_of", 1, 1), "Event e1 is its own twin"),
        (changed("duplicate_of", slice(0, 2), [1, 2]), "Event e0 is the twin of a twin"),
        (changed("source", 2, 3), "Event e2 names a source that is not there"),
        (changed("row", 2, 30), "Event e2 names a row that its source does not have"),
        (replace(CASE, sources=(replace(CASE.sources[0], withdrawn=True),)), "Event e0 counts although"),
        (replace(CASE, sources=(replace(CASE.sources[0], agency=4),)), "Source 0 names agency 4"),
        (replace(CASE, sources=(replace(CASE.sources[0], rows=(*CASE.sources[0].rows,) * 2),)), "a row number twice"),
        (replace(CASE, agencies=(Agency(3, "School"),)), "agency in place 0 has the number 3"),
        (replace(CASE, children=(CASE.children[0], Child(1, "Perry"))), "a name of its own"),
    ],
)
def test_what_does_not_hold_is_said(case: Case, says: str):
    assert any(says in problem for problem in find_problems(case)), find_problems(case)


@pytest.mark.parametrize("case", [CASE, a_case([]), a_case(["Perry"]), a_large_case(200)])
def test_a_sound_case_has_no_problems(case: Case):
    assert find_problems(case) == []


def test_what_problems_say_holds_no_text_of_the_case():
    case = replace(changed("row", 0, 30), children=(CASE.children[0], Child(1, "Perry")))
    assert not any("Perry" in problem or "lice" in problem for problem in find_problems(case))


@pytest.mark.parametrize(
    "edit",
    [rename_case("Other"), set_severity([1], 4, Reviewer("Ann")), withdraw_source(0)],
    ids=["name", "code", "source"],
)
def test_cases_are_equal_only_in_everything(edit: Callable):
    assert equal_cases(CASE, replace(CASE, events=replace(CASE.events)))
    assert not equal_cases(CASE, edit(CASE)[0])


def test_cases_with_columns_of_another_kind_are_not_equal():
    assert not equal_cases(CASE, spoilt(severity=CASE.events.severity.astype(np.int64)))
