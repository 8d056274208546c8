"""Scores that two give otherwise: when the chart calls one disputed, and what it then says."""

from dataclasses import replace

from app.case.code_edits import Reviewer
from app.case.disagreements import as_json, settle
from app.case.duplicate_edits import mark_twins
from app.case.edits import withdraw_events
from app.case.event_table import CodeFrom
from app.case.model import Case, Disagreement, Settled
from app.lanes.marks import marks_of
from app.lanes.scene import resolve
from app.lanes.spoken_marks import spoken_mark
from tests.app.case_builder import Row, a_case, after


def told_twice(school: int | None, police: int | None, origin: CodeFrom = CodeFrom.STATED) -> Case:
    case = a_case(
        ["Perry"],
        Row("2012-01-01", "Perry", school, "hygiene", agency="School"),
        Row("2012-01-01", "Perry", police, "hygiene", agency="Police", severity_from=origin),
    )
    kept, twin = case.events.id.tolist()
    return after(case, mark_twins({twin: kept}))


def disputed(case: Case) -> list[bool]:
    marks = marks_of(case, 0)
    return marks.disputed[~marks.twin].tolist()


def test_two_agencies_that_score_one_event_otherwise_dispute_it():
    assert disputed(told_twice(2, 4)) == [True]
    assert disputed(told_twice(2, 2)) == [False]


def test_a_suggestion_and_a_missing_score_dispute_nothing():
    assert disputed(told_twice(2, 4, CodeFrom.LEXICON)) == [False]
    assert disputed(told_twice(2, None, CodeFrom.NOBODY)) == [False]


def test_a_withdrawn_twin_disputes_nothing():
    case = told_twice(2, 4)
    assert disputed(after(case, withdraw_events([int(case.events.id[1])]))) == [False]


def test_two_reviewers_dispute_a_score_until_one_of_them_decides():
    case = a_case(["Perry"], Row("2012-01-01", "Perry", 2, "hygiene"))
    event = int(case.events.id[0])
    differing = Disagreement(event, "severity", "", as_json((2, {})), "A. Reviewer", as_json((4, {})), "B. Reviewer")
    case = replace(case, disagreements=(differing,))
    assert disputed(case) == [True]
    lane = resolve(case, ()).lanes[0]
    assert "disputed score: A. Reviewer 2, B. Reviewer 4" in spoken_mark(resolve(case, ()), lane, 0)
    assert disputed(after(case, settle(0, Settled.THEIRS, Reviewer("A. Reviewer"), "2024-01-01"))) == [False]


def test_a_listener_hears_both_agencies_scores():
    shown = resolve(told_twice(2, 4), ())
    assert "disputed score: School 2, Police 4" in spoken_mark(shown, shown.lanes[0], 0)
