"""The time under review, and the time that a return covers."""

from datetime import date
from pathlib import Path

import msgspec
import pytest

from app.case.checks import equal_cases, find_problems
from app.case.edits import Edit, Reviewer, set_period, set_scope
from app.case.model import Changes, Period
from app.errors import UserError
from app.session import Session
from app.storage.audit import PeriodChange, WhatChanged
from app.storage.case_file import CaseFile, read_case
from tests.app.case_builder import a_case

FIRST, LAST = date(2010, 1, 1), date(2015, 10, 9)


def test_the_time_under_review_is_set_changed_and_cleared():
    case, changes = set_scope(FIRST, LAST)(a_case(["Perry"], ("2012-01-01", "Perry")))
    assert case.scope == Period(FIRST, LAST) and changes == Changes(scope=True)
    assert set_scope(FIRST, LAST)(case)[0] is case
    assert set_scope(None, LAST)(case)[0].scope == Period(None, LAST)
    assert set_scope(None, None)(case)[0].scope == Period()


def test_a_return_may_say_the_time_it_covers():
    case, changes = set_period(0, FIRST, None)(a_case(["Perry"], ("2012-01-01", "Perry")))
    assert case.sources[0].period == Period(FIRST, None) and changes == Changes(sources=frozenset({0}))
    assert find_problems(case) == []
    assert set_period(0, None, None)(case)[0].sources[0].period is None


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        (set_scope(LAST, FIRST), "first day comes after the last"),
        (set_period(0, LAST, FIRST), "first day comes after the last"),
        (set_period(3, FIRST, LAST), "no source 3"),
    ],
)
def test_what_cannot_be_is_told(edit: Edit, says: str):
    with pytest.raises(UserError, match=says):
        edit(a_case(["Perry"], ("2012-01-01", "Perry")))


def test_a_saved_case_keeps_both_and_its_trail_tells_them(tmp_path: Path):
    session = Session(a_case(["Perry"], ("2012-01-01", "Perry")), Reviewer("Ann"))
    session.save_as(tmp_path / "perry")
    session.apply(set_scope(FIRST, None), "Set the time under review")
    session.apply(set_period(0, FIRST, LAST), "Say what a return covers")
    session.undo()
    session.redo()
    session.close()
    assert session.path
    assert equal_cases(read_case(session.path), session.case)
    told = [msgspec.json.decode(line.what, type=WhatChanged) for line in session.trail]
    assert told[0].scope == (Period(), Period(FIRST, None))
    assert told[1].periods == (PeriodChange(0, None, Period(FIRST, LAST)),)
    assert told[2].periods == (PeriodChange(0, Period(FIRST, LAST), None),)


def test_a_new_file_holds_the_scope_from_the_start(tmp_path: Path):
    case = set_scope(FIRST, LAST)(a_case(["Perry"]))[0]
    CaseFile.create(tmp_path / "x.lifelanes", case).close()
    assert read_case(tmp_path / "x.lifelanes").scope == Period(FIRST, LAST)
