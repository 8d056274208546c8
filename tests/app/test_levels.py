"""The level of intervention is a state: it lasts until another is recorded."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from app.analysis.levels import level_changes, level_on, level_states, record_span
from app.case.dates import day_number
from tests.app.case_builder import Row, a_case


def day(words: str) -> int:
    return day_number(date.fromisoformat(words))


def told(case, child=0):
    return [(state.level, state.start, state.end) for state in level_states(case, child)]


def test_a_state_lasts_until_the_next_is_recorded_and_the_last_to_the_end_of_the_record():
    case = a_case(
        ["Perry"],
        Row("2012-03-20", "Perry", levels={"Perry": 4}),
        Row("2013-07-09", "Perry", levels={"Perry": 2}),
        Row("2013-12-10", "Perry", levels={"Perry": 0}),
        Row("2014-05-01", "Perry", 2, "hygiene"),
    )
    assert told(case) == [
        (4, day("2012-03-20"), day("2013-07-09")),
        (2, day("2013-07-09"), day("2013-12-10")),
        (0, day("2013-12-10"), day("2014-05-01")),
    ]


def test_before_anything_is_stated_the_level_is_not_known_and_is_not_universal():
    case = a_case(["Perry"], Row("2012-01-01", "Perry", 3, "hygiene"), Row("2012-06-01", "Perry", levels={"Perry": 2}))
    states = level_states(case, 0)
    assert level_on(states, day("2012-03-01")) is None
    assert level_on(states, day("2012-06-01")) == 2


def test_a_row_that_repeats_the_level_is_a_mention_not_a_change():
    case = a_case(
        ["Perry"],
        Row("2012-03-20", "Perry", levels={"Perry": 4}),
        Row("2012-06-14", "Perry", levels={"Perry": 4}),
        Row("2012-06-20", "Perry", 1, "hygiene"),
    )
    (state,) = level_states(case, 0)
    assert state.last_mention == day("2012-06-14")
    assert len(state.mentioned_by) == 2


def test_a_level_that_nothing_mentions_for_months_is_solid_only_to_its_last_mention():
    case = a_case(
        ["Perry"],
        Row("2014-09-17", "Perry", levels={"Perry": 1}),
        Row("2015-03-03", "Perry", levels={"Perry": 1}),
        Row("2015-10-12", "Perry", levels={"Perry": 3}),
    )
    state = level_states(case, 0)[0]
    assert (state.solid_until, state.end) == (day("2015-03-03"), day("2015-10-12"))


def test_a_recorded_step_down_shows_that_the_level_was_in_force_until_then():
    case = a_case(
        ["Perry"],
        Row("2014-01-01", "Perry", levels={"Perry": 2}),
        Row("2014-12-01", "Perry", levels={"Perry": 0}),
    )
    assert level_states(case, 0)[0].solid_until == day("2014-12-01")


def test_an_enquiry_that_ends_in_child_in_need_support_is_no_withdrawal_but_its_closure_is():
    in_need = a_case(["Perry"], Row("2012-01-01", levels={"Perry": 3}), Row("2012-02-01", levels={"Perry": 2}))
    closed = a_case(["Perry"], Row("2012-01-01", levels={"Perry": 3}), Row("2012-02-01", levels={"Perry": 0}))
    assert not level_changes(level_states(in_need, 0))[-1].withdrawal(in_need.scheme.ranks)
    assert level_changes(level_states(closed, 0))[-1].withdrawal(closed.scheme.ranks)


def test_an_enquiry_while_a_plan_is_in_force_lowers_nothing():
    rows = (
        Row("2012-01-01", levels={"Perry": 4}),
        Row("2012-03-01", levels={"Perry": 3}),
        Row("2012-06-01", levels={"Perry": 2}),
    )
    case = a_case(["Perry"], *rows)
    assert told(case) == [(4, day("2012-01-01"), day("2012-06-01")), (2, day("2012-06-01"), day("2012-06-01"))]
    (_, fall) = level_changes(level_states(case, 0))
    assert (fall.before, fall.after) == (4, 2) and fall.withdrawal(case.scheme.ranks)


def test_an_enquiry_after_a_lesser_state_raises_the_level():
    case = a_case(["Perry"], Row("2012-01-01", levels={"Perry": 2}), Row("2012-03-01", levels={"Perry": 3}))
    assert level_on(level_states(case, 0), day("2012-03-01")) == 3


def test_a_first_statement_above_universal_counts_as_a_rise():
    case = a_case(["Perry"], Row("2012-01-01", levels={"Perry": 2}))
    (change,) = level_changes(level_states(case, 0))
    assert change.rise and (change.before, change.after) == (0, 2)


def test_withdrawn_rows_state_nothing():
    case = a_case(["Perry"])
    assert level_states(case, 0) == () and record_span(case) is None


@given(st.permutations([("2012-03-20", 4), ("2012-03-20", 3), ("2013-07-09", 2), ("2013-07-09", 4), ("2014-01-01", 0)]))
def test_the_order_in_which_rows_were_typed_changes_nothing(rows):
    case = a_case(["Perry"], *(Row(when, "Perry", levels={"Perry": level}) for when, level in rows))
    assert [level for level, _start, _end in told(case)] == [4, 2, 0]
