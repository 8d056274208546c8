"""Telling silence from a return that is missing."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.analysis.coverage import (
    Coverage,
    Stillness,
    Stretch,
    coverage,
    missing_returns,
    no_contact,
    returned_days,
    scope_days,
    silence_or_missing,
)
from app.case.dates import exactly
from app.case.edits import Reviewer, add_batch, add_event, set_period, set_scope, withdraw_events, withdraw_source
from app.case.model import Case, NoContact, Period
from tests.app.case_builder import Row, a_batch, a_case

SCHOOL, POLICE = 0, 1
JAN, DEC = date(2010, 1, 1), date(2012, 12, 31)


def a_return(case: Case, agency: str, *days: str) -> Case:
    """The case with a sheet of that agency's own."""
    new = add_batch(a_batch(case, *(Row(day, "Perry", agency=agency) for day in days), file=f"{agency}.csv"))(case)[0]
    owner = next(item.id for item in new.agencies if item.name == agency)
    sources = (*new.sources[:-1], replace(new.sources[-1], agency=owner))
    return replace(new, sources=sources)


@pytest.fixture
def case() -> Case:
    first = a_return(a_case(["Perry"]), "School", "2010-03-01", "2010-06", "2011-09-01")
    return a_return(first, "Police", "2010-05-05")


def test_a_return_without_a_period_covers_the_time_of_its_rows(case: Case):
    assert coverage(case) == (
        Coverage(SCHOOL, ((date(2010, 3, 1), date(2011, 9, 1)),), False),
        Coverage(POLICE, ((date(2010, 5, 5), date(2010, 5, 5)),), False),
    )


def test_a_return_that_says_its_period_covers_that(case: Case):
    case = set_period(1, JAN, DEC)(case)[0]
    assert coverage(case)[POLICE] == Coverage(POLICE, ((JAN, DEC),), True)
    half = set_period(1, JAN, None)(case)[0]
    assert returned_days(half, 1) == (JAN, date(2010, 5, 5))


def test_returns_that_meet_are_one_and_others_stand_apart(case: Case):
    case = a_return(case, "School", "2011-09-02", "2012-01-01")
    assert coverage(case)[SCHOOL].periods == ((date(2010, 3, 1), date(2012, 1, 1)),)
    case = a_return(case, "School", "2012-06-01")
    assert len(coverage(case)[SCHOOL].periods) == 2


def test_silence_is_told_from_a_missing_return(case: Case):
    case = set_period(1, date(2010, 5, 1), date(2010, 12, 31))(case)[0]
    assert silence_or_missing(case, POLICE, date(2010, 6, 1), date(2011, 1, 31)) == (
        Stretch(date(2010, 6, 1), date(2010, 12, 31), Stillness.SILENT),
        Stretch(date(2011, 1, 1), date(2011, 1, 31), Stillness.MISSING),
    )
    assert [part.what for part in silence_or_missing(case, POLICE, JAN, DEC)] == ["missing", "told", "missing"]
    with pytest.raises(ValueError, match="first day"):
        silence_or_missing(case, POLICE, DEC, JAN)


def test_an_agency_that_returned_nothing_is_missing_throughout(case: Case):
    gone = withdraw_source(1)(case)[0]
    assert coverage(gone)[POLICE].periods == ()
    assert silence_or_missing(gone, POLICE, JAN, DEC) == (Stretch(JAN, DEC, Stillness.MISSING),)


def test_an_integrated_chronology_covers_for_each_agency_its_own_rows_unless_it_says_more():
    case = a_case(["Perry"], Row("2010-02-01", agency="School"), Row("2012", agency="Police"), Row("2013-01-01"))
    assert [item.periods for item in coverage(case)] == [
        ((date(2010, 2, 1), date(2010, 2, 1)),),
        ((date(2012, 1, 1), date(2012, 12, 31)),),
        ((date(2013, 1, 1), date(2013, 1, 1)),),
    ]
    assert {item.periods for item in coverage(set_period(0, JAN, DEC)(case)[0])} == {((JAN, DEC),)}


def test_rows_by_hand_are_no_return_but_no_silence_either(case: Case):
    told = exactly(date(2012, 6, 1))
    case = add_event(told, "Rang.", [0], Reviewer("Ann"), "Police")(set_period(1, JAN, DEC)(case)[0])[0]
    assert coverage(case)[POLICE].periods == ((JAN, DEC),)
    assert silence_or_missing(case, POLICE, date(2012, 1, 1), DEC)[0].what is Stillness.TOLD


def test_withdrawn_rows_break_no_silence(case: Case):
    case = withdraw_events([3])(set_period(1, JAN, DEC)(case)[0])[0]
    assert silence_or_missing(case, POLICE, JAN, DEC) == (Stretch(JAN, DEC, Stillness.SILENT),)


def test_what_is_missing_in_the_time_under_review_is_listed(case: Case):
    assert scope_days(case) == (date(2010, 3, 1), date(2011, 9, 1))
    case = set_scope(date(2010, 5, 5), date(2011, 12, 31))(case)[0]
    assert missing_returns(case) == {
        SCHOOL: ((date(2011, 9, 2), date(2011, 12, 31)),),
        POLICE: ((date(2010, 5, 6), date(2011, 12, 31)),),
    }
    assert missing_returns(a_case(["Perry"])) == {}


DAYS = st.dates(date(2009, 1, 1), date(2013, 1, 1))


@settings(max_examples=80, deadline=None)
@given(
    spans=st.lists(st.tuples(DAYS, DAYS), max_size=4),
    first=DAYS,
    last=DAYS,
)
def test_every_day_is_in_one_stretch(spans: list[tuple[date, date]], first: date, last: date):
    case = a_case(["Perry"])
    for one, other in spans:
        case = a_return(case, "School", min(one, other).isoformat(), max(one, other).isoformat())
    first, last = min(first, last), max(first, last)
    stretches = silence_or_missing(case, SCHOOL, first, last)
    assert (stretches[0].first, stretches[-1].last) == (first, last)
    for before, after in zip(stretches, stretches[1:], strict=False):
        assert (after.first - before.last).days == 1
        assert Stillness.MISSING in (before.what, after.what)
    for stretch in stretches:
        covered = any(min(one, other) <= stretch.first <= max(one, other) for one, other in spans)
        assert covered is (stretch.what is not Stillness.MISSING)


def test_a_time_without_contact_is_covered_and_told(case: Case):
    silent = NoContact(9, Period(date(2012, 2, 1), date(2012, 6, 30)))
    sources = list(case.sources)
    whose = next(source for source in sources if source.agency == POLICE)
    sources[whose.id] = replace(whose, no_contact=(silent,))
    told = replace(case, sources=tuple(sources))
    assert no_contact(told, POLICE) == ((date(2012, 2, 1), date(2012, 6, 30)),)
    assert coverage(told)[POLICE].periods[-1][1] == date(2012, 6, 30)
    assert no_contact(case, POLICE) == ()
