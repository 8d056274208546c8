"""The 90-day area: the highest severity lately, and nothing where nothing was scored."""

from datetime import date

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from app.analysis.levels import record_span
from app.analysis.severity import concern_points, running_highest
from app.case.dates import day_number, known_date
from tests.app.case_builder import Row, a_case


def day(words: str) -> int:
    return day_number(date.fromisoformat(words))


def steps_of(case, window=90):
    span = record_span(case)
    assert span is not None
    steps = running_highest(concern_points(case, 0), window, span[1])
    return list(zip(steps.start.tolist(), steps.end.tolist(), steps.value.tolist(), strict=True))


def test_a_concern_stands_for_ninety_days_and_then_nothing_does():
    case = a_case(["Perry"], ("2012-01-01", "Perry", 3, "hygiene"), ("2013-01-01", "Perry", 0, "protective"))
    assert steps_of(case)[0] == (day("2012-01-01"), day("2012-01-01") + 91, 3)


def test_a_lesser_concern_shows_only_once_the_greater_one_is_ninety_days_old():
    case = a_case(
        ["Perry"],
        ("2012-01-01", "Perry", 4, "hygiene"),
        ("2012-03-01", "Perry", 2, "hygiene"),
        ("2013-01-01", "Perry", 0, "protective"),
    )
    assert [value for _start, _end, value in steps_of(case)][:2] == [4, 2]


def test_unscored_rows_are_not_zero():
    case = a_case(["Perry"], Row("2012-01-01", "Perry"), Row("2012-02-01", "Perry", 2, "hygiene"))
    assert steps_of(case)[0][0] == day("2012-02-01")


def test_a_child_who_differs_from_the_row_has_a_severity_of_its_own():
    case = a_case(["Perry", "Robin"], Row("2012-01-01", "all", 4, "hygiene", by_child={"Robin": 1}))
    assert [int(concern_points(case, child).severity[0]) for child in (0, 1)] == [4, 1]


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 5)), min_size=1, max_size=30), st.integers(1, 120))
def test_the_steps_say_the_highest_of_the_window_on_every_day(rows, window):
    base = day("2012-01-01")
    case = a_case(
        ["Perry"], *((known_date(base + at).isoformat(), "Perry", severity, "hygiene") for at, severity in rows)
    )
    last = max(at for at, _severity in rows)
    said = np.full(last + 1, -1)
    for start, end, value in steps_of(case, window):
        said[start - base : end - base] = value
    for today in range(last + 1):
        inside = [severity for at, severity in rows if at <= today <= at + window]
        assert said[today] == max(inside, default=-1)
