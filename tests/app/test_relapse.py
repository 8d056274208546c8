"""Relapse cycles and step-downs that held: a chronology that shows each, and one a row different that does not."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.analysis.finding import RELAPSE, SUSTAINED
from app.analysis.findings import find_all
from tests.app.case_builder import Row, a_case

TRIGGER = Row("2012-01-10", "Perry", 3, "hygiene")
STEP_UP = Row("2012-02-01", "Perry", 3, "administrative", {"Perry": 4})
BETTER = Row("2012-09-01", "Perry", 0, "protective")
STEP_DOWN = Row("2013-01-15", "Perry", 1, "administrative", {"Perry": 0})
RETURN = Row("2013-06-04", "Perry", 3, "home_conditions")
LATER = Row("2015-01-01", "Perry", 0, "administrative")
CYCLE = (TRIGGER, STEP_UP, BETTER, STEP_DOWN, RETURN, LATER)


def cycles(case):
    return [finding for finding in find_all(case) if finding.kind in (RELAPSE, SUSTAINED)]


def kinds(*rows: Row, children=("Perry",)):
    return [finding.kind for finding in cycles(a_case(list(children), *rows))]


def test_concern_that_returns_within_a_year_of_the_step_down_is_a_cycle_with_its_five_moments():
    (finding,) = cycles(a_case(["Perry"], *CYCLE))
    assert finding.kind == RELAPSE
    assert finding.moments == {
        "trigger": date(2012, 1, 10),
        "step_up": date(2012, 2, 1),
        "improvement": date(2012, 9, 1),
        "step_down": date(2013, 1, 15),
        "relapse": date(2013, 6, 4),
    }
    assert finding.days == 140
    assert "140 days after the step-down" in finding.says
    assert len(finding.evidence) == 5


def test_a_row_that_is_only_less_severe_is_not_said_to_record_improvement():
    (recorded,) = cycles(a_case(["Perry"], *CYCLE))
    (lesser,) = cycles(a_case(["Perry"], *(row for row in CYCLE if row is not BETTER)))
    assert recorded.improvement_recorded and not lesser.improvement_recorded


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        (RETURN._replace(severity=2), "a lesser concern is no return"),
        (RETURN._replace(day="2014-02-01"), "it came more than a year later"),
        (RETURN._replace(subjects="Robin"), "it is about another child"),
        (RETURN._replace(severity=None), "nobody scored it"),
    ],
)
def test_no_cycle_when_nothing_returns(changed, why):
    rows = [changed if row is RETURN else row for row in CYCLE]
    assert RELAPSE not in kinds(*rows, children=("Perry", "Robin")), why


def test_no_cycle_without_a_step_up_or_without_improvement():
    assert RELAPSE not in kinds(TRIGGER, BETTER, RETURN, LATER)
    no_better = [row for row in CYCLE if row is not BETTER]
    worse_throughout = [row._replace(severity=3) if row is STEP_DOWN else row for row in no_better]
    assert RELAPSE not in kinds(*worse_throughout)


def test_days_count_from_the_last_of_several_falls():
    staged = (TRIGGER, STEP_UP, BETTER, STEP_DOWN._replace(day="2012-10-01", levels={"Perry": 2}), *CYCLE[3:])
    (finding,) = cycles(a_case(["Perry"], *staged))
    assert finding.falls == (date(2012, 10, 1), date(2013, 1, 15))
    assert finding.moments["step_down"] == date(2013, 1, 15)


def test_a_slip_inside_an_open_plan_is_no_cycle():
    slip = Row("2012-11-01", "Perry", 4, "hygiene")
    rows = (TRIGGER, STEP_UP, BETTER, STEP_DOWN._replace(day="2012-10-01", levels={"Perry": 2}), slip, STEP_DOWN, LATER)
    assert kinds(*rows) == [SUSTAINED]


def test_an_enquiry_that_ends_in_support_withdrew_nothing():
    rows = (
        TRIGGER,
        STEP_UP._replace(levels={"Perry": 3}),
        BETTER,
        STEP_DOWN._replace(levels={"Perry": 2}),
        RETURN,
        LATER,
    )
    assert kinds(*rows) == []


def test_two_cycles_are_numbered_in_order():
    again = [row._replace(day=f"{int(row.day[:4]) + 3}{row.day[4:]}") for row in CYCLE[:5]]
    found = [finding for finding in cycles(a_case(["Perry"], *CYCLE[:5], *again)) if finding.kind == RELAPSE]
    assert [finding.number for finding in found] == [1, 2]


def test_a_step_down_after_which_nothing_returned_held():
    quiet = [row for row in CYCLE if row is not RETURN]
    (finding,) = cycles(a_case(["Perry"], *quiet))
    assert (finding.kind, finding.settled, finding.days) == (SUSTAINED, True, 365)


def test_a_record_that_ends_too_soon_does_not_say_that_it_held():
    soon = [LATER._replace(day="2013-03-01") if row is LATER else row for row in CYCLE if row is not RETURN]
    (finding,) = cycles(a_case(["Perry"], *soon))
    assert finding.kind == SUSTAINED and not finding.settled
    assert "not yet known" in finding.says


def test_an_imprecise_return_counts_from_its_earliest_day():
    (finding,) = cycles(a_case(["Perry"], *(RETURN._replace(day="2013-06") if row is RETURN else row for row in CYCLE)))
    assert finding.moments["relapse"] == date(2013, 6, 1)


@settings(max_examples=40)
@given(st.permutations(CYCLE))
def test_the_order_of_rows_changes_no_finding(rows):
    assert [finding.id for finding in cycles(a_case(["Perry"], *rows))] == ["relapse:0:2013-01-15"]


@settings(max_examples=40)
@given(st.integers(0, 5), st.sampled_from([row.day for row in CYCLE]), st.sampled_from([None, 0, 2, 4]))
def test_a_row_about_one_child_changes_no_other_childs_findings(severity, when, level):
    levels = {} if level is None else {"Robin": level}
    more = Row(when, "Robin", severity, "hygiene", levels)
    before = [finding.says for finding in cycles(a_case(["Perry", "Robin"], *CYCLE)) if finding.child == 0]
    after = [finding.says for finding in cycles(a_case(["Perry", "Robin"], *CYCLE, more)) if finding.child == 0]
    assert before == after
