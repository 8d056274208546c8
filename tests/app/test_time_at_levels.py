"""How many days a child was at each level: counted once each, and what is not certain counted apart."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from app.analysis.time_at_levels import ChildTimes, times_at_levels
from app.case.dates import day_number, exactly
from tests.app.case_builder import Row, a_case


def level(day: str, rank: int, who: str = "Perry") -> Row:
    return Row(day, who, 0, "administrative", {who: rank})


def perry(*rows: Row, days: tuple[int, int] | None = None) -> ChildTimes:
    return times_at_levels(a_case(["Perry"], *rows), None, days)[0]


def test_each_day_belongs_to_one_level() -> None:
    times = perry(level("2012-01-01", 0), level("2012-01-11", 2), level("2012-02-01", 0), level("2012-02-10", 0))
    assert [time.days for time in times.levels] == [10 + 10, 0, 21, 0, 0, 0]
    assert times.not_stated == 0 and times.levels[0].times == 2
    assert times.levels[0].open_end and not times.levels[2].open_end


def test_days_before_the_first_statement_are_of_no_level() -> None:
    times = perry(Row("2012-01-01", "Perry", 2, "hygiene"), level("2012-01-31", 1), level("2012-02-09", 1))
    assert times.not_stated == 30
    assert [time.days for time in times.levels] == [0, 10, 0, 0, 0, 0]


def test_days_after_the_last_mention_are_counted_apart() -> None:
    patience = a_case(["Perry"]).scheme.windows.not_mentioned_days
    end = date.fromordinal(date(2012, 1, 1).toordinal() + patience + 100)
    times = perry(level("2012-01-01", 2), Row(end.isoformat(), "Perry", 1, "hygiene"))
    assert (times.levels[2].mentioned, times.levels[2].unsure) == (1, patience + 100)
    assert times.levels[2].open_end


def test_a_child_is_at_no_level_before_birth() -> None:
    case = a_case(["Perry"], Row("2012-01-01", "Perry", 0), level("2012-03-01", 1))
    case = replace(case, children=(replace(case.children[0], born=exactly(date(2012, 2, 1))),))
    assert times_at_levels(case)[0].not_stated == 29


def test_only_the_days_asked_for_count() -> None:
    rows = (level("2012-01-01", 1), level("2012-03-01", 2), level("2012-06-01", 0))
    part = perry(*rows, days=(day_number(date(2012, 2, 20)), day_number(date(2012, 3, 10))))
    assert [time.days for time in part.levels] == [0, 10, 10, 0, 0, 0]
    assert not part.levels[2].open_end


def test_without_a_record_there_is_nothing() -> None:
    assert times_at_levels(a_case(["Perry"])) == ()


@given(st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 5)), min_size=1, max_size=30))
def test_all_days_of_the_record_are_counted_once(stated: list[tuple[int, int]]) -> None:
    rows = [level(date.fromordinal(733000 + day).isoformat(), rank) for day, rank in stated]
    times = perry(*rows)
    days = [day for day, _ in stated]
    assert sum(time.days for time in times.levels) + times.not_stated == max(days) - min(days) + 1
    assert all(time.mentioned >= 0 and time.unsure >= 0 for time in times.levels)
