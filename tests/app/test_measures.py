"""Measures of each child over time: counted by hand on small records, and the same by brute force on any."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from app.analysis.measures import LONG, NONE, SHORT, DayMeasures, days_between, last_day, measures_of, measures_of_all
from app.case.dates import day_number
from app.case.edits import set_duplicates, withdraw_events
from app.case.event_table import CodeFrom
from app.case.model import Case
from app.export.import_report import save_sheets
from app.export.measures import MEASURES, measure_rows, measure_sheets, measures_document, response_rows
from tests.app.case_builder import Row, a_case, a_large_case


def measured(case: Case, *days: str, child: str = "Perry") -> DayMeasures:
    numbers = [day_number(date.fromisoformat(day)) for day in days]
    return measures_of(case, case.child_named(child).id).at(numbers)


def concerns() -> Case:
    return a_case(
        ["Perry", "Robin"],
        Row("2014-01-01", "Perry", 2, "hygiene", {}, "Head lice.", "School"),
        Row("2014-03-02", "Perry", 4, "hygiene, nutrition", {}, "Hungry and dirty.", "School"),
        Row("2014-03-10", "Perry", 0, "administrative", {}, "Letter.", "School"),
        Row("2014-03-11", "Perry", None, "", {}, "Telephone call.", "School"),
        Row("2014-03-12", "Robin", 5, "physical_injury", {}, "Injured.", "School"),
    )


def test_concerns_are_counted_in_their_windows():
    at = measured(concerns(), "2013-12-31", "2014-01-01", "2014-03-02", "2014-04-01", "2014-04-02", "2015-03-03")
    assert at.concerns_short.tolist() == [0, 1, 2, 2, 1, 0]
    assert at.concerns_long.tolist() == [0, 1, 2, 2, 2, 0]


def test_the_highest_severity_is_that_of_the_window_and_unscored_is_not_0():
    at = measured(concerns(), "2013-12-31", "2014-02-01", "2014-03-11", "2014-06-09", "2015-03-20")
    assert at.worst_short.tolist() == [NONE, 2, 4, NONE, NONE]
    assert at.worst_long.tolist() == [NONE, 2, 4, 4, NONE]


def test_concerns_of_each_category_add_up():
    case = concerns()
    at = measured(case, "2014-01-01", "2014-03-11")
    keys = list(case.scheme.category_bits)
    assert at.by_category[:, keys.index("hygiene")].tolist() == [1, 2]
    assert at.by_category[:, keys.index("nutrition")].tolist() == [0, 1]
    assert at.by_category[:, keys.index("administrative")].tolist() == [0, 0]


def test_what_is_told_twice_counts_once_and_what_is_withdrawn_not_at_all():
    case = concerns()
    twin = set_duplicates({1: 0})(case)[0]
    assert measured(twin, "2014-03-10").concerns_long.tolist() == [1]
    assert measured(withdraw_events([0])(twin)[0], "2014-03-10").worst_long.tolist() == [4]
    assert measured(withdraw_events([0, 1])(case)[0], "2014-03-10").worst_long.tolist() == [0]


def test_days_since_the_child_was_seen():
    case = a_case(
        ["Perry"],
        Row("2014-01-01", "Perry", 1, "", {}, "Home visit.", markers=("child_seen",)),
        Row("2014-02-01", "Perry", 1, "", {}, "No access.", markers=("child_not_seen",)),
        Row("2014-03-01", "Perry", 2, "hygiene", {}, "Dirty at school."),
        Row("2014-03-05", "Perry", 2, "missed_health", {}, "Not brought.", markers=("was_not_brought",)),
    )
    at = measured(case, "2013-12-31", "2014-02-10", "2014-03-01", "2014-03-08")
    assert at.since_seen.tolist() == [NONE, 40, 0, 7]
    assert at.seen_long.tolist() == [0, 1, 2, 2]


def missed(day: str) -> Row:
    return Row(day, "Perry", 2, "missed_health", {}, "Not brought.", markers=("was_not_brought",))


def test_missed_appointments_run_until_one_is_kept_or_too_long_ago():
    case = a_case(
        ["Perry"],
        missed("2014-01-01"),
        missed("2014-02-01"),
        Row("2014-02-20", "Perry", 0, "physical_health", {}, "Seen in clinic."),
        missed("2014-03-01"),
    )
    at = measured(case, "2013-12-31", "2014-01-15", "2014-02-01", "2014-02-20", "2014-03-01", "2015-03-01")
    assert at.missed_run.tolist() == [0, 1, 2, 0, 1, 0]


def answered() -> Case:
    return a_case(
        ["Perry"],
        Row("2014-01-01", "Perry", 3, "hygiene", {}, "Dirty.", "School"),
        Row("2014-01-21", "Perry", 1, "", {}, "Plan.", "School", "Home visit and plan agreed."),
        Row("2014-05-01", "Perry", 4, "nutrition", {}, "Hungry.", "School"),
    )


def test_a_concern_that_was_never_answered_stays_so():
    measures = measures_of(answered(), 0)
    assert measures.answers.days.tolist() == [20, NONE]
    at = measured(answered(), "2013-12-01", "2014-01-10", "2014-01-21", "2014-06-01")
    assert at.answered.tolist() == [0, 0, 1, 1]
    assert at.unanswered.tolist() == [0, 1, 0, 1]
    assert at.last_answer.tolist() == [NONE, NONE, 20, NONE]
    assert at.longest_answer.tolist() == [NONE, NONE, 20, 20]


def test_in_tables_and_documents_never_answered_is_no_number():
    case = answered()
    days = days_between(*[day_number(date(2014, 6, 1))] * 2)
    sheet = measure_rows(case, measures_of_all(case), days)
    told = dict(zip(sheet.headings, sheet.rows[0], strict=True))
    assert told["Days from the last to its response"] == "none recorded"
    assert told["Concerns at 3+ without one"] == 1
    (entry,) = json.loads(json.dumps(measures_document(case, measures_of_all(case), days)))["measures"]
    assert entry["latest_days_to_response"] is None
    assert [row[3] for row in response_rows(case, measures_of_all(case), int(days[-1])).rows] == [20, "none recorded"]


def test_a_response_that_came_later_is_not_known_before():
    case = answered()
    until = day_number(date(2014, 1, 10))
    assert [row[3] for row in response_rows(case, measures_of_all(case), until).rows] == ["none recorded"]


def test_no_measure_is_of_another_child():
    case = concerns()
    without = withdraw_events([4])(case)[0]
    days = ["2014-03-01", "2014-03-20"]
    for name in ("concerns_long", "worst_long", "since_seen", "by_category"):
        assert np.array_equal(getattr(measured(case, *days), name), getattr(measured(without, *days), name))


def test_a_suggested_code_counts_like_a_confirmed_one():
    row = Row("2014-01-01", "Perry", 3, "hygiene", severity_from=CodeFrom.LEXICON)
    assert measured(a_case(["Perry"], row), "2014-01-02").worst_short.tolist() == [3]


def test_steps_hold_until_the_next():
    measures = measures_of(LARGE, 1)
    steps = measures.steps()
    daily = measures.at(days_between(int(steps.day[0]), int(steps.day[-1])))
    place = np.searchsorted(steps.day, daily.day, side="right") - 1
    for name in ("concerns_short", "concerns_long", "worst_short", "seen_long", "missed_run", "answered", "unanswered"):
        assert np.array_equal(getattr(steps, name)[place], getattr(daily, name)), name


LARGE = a_large_case(400)


@given(st.integers(11000, 17500), st.integers(0, 3))
def test_they_are_what_counting_one_by_one_gives(day: int, child: int):
    events = LARGE.events
    severity = events.severity_for[:, child]
    about = events.subjects[:, child]
    at = measures_of(LARGE, child).at([day])

    def within(window: int) -> np.ndarray:
        return (events.day <= day) & (events.day >= day - window) & about

    assert at.concerns_short[0] == int((within(SHORT) & (severity > 0)).sum())
    assert at.concerns_long[0] == int((within(LONG) & (severity > 0)).sum())
    scored = severity[within(LONG) & (severity >= 0)]
    assert at.worst_long[0] == (scored.max() if len(scored) else NONE)
    bit = LARGE.scheme.category_bits["hygiene"]
    past = (events.day <= day) & (severity > 0) & ((events.categories & bit) != 0)
    assert at.by_category[0, list(LARGE.scheme.category_bits).index("hygiene")] == int(past.sum())


def test_an_empty_case_and_a_child_without_rows_have_measures():
    assert last_day(a_case(["Perry"])) is None
    at = measures_of(a_case(["Perry"]), 0).at([0])
    assert (at.concerns_long[0], at.since_seen[0], at.worst_long[0]) == (0, NONE, NONE)
    assert measured(concerns(), "2014-03-10", child="Robin").concerns_long.tolist() == [0]


def test_days_between_end_on_the_last():
    assert days_between(0, 15, 7).tolist() == [0, 7, 14, 15]
    assert days_between(3, 3, 7).tolist() == [3]


def test_a_workbook_of_them_opens(tmp_path: Path):
    case = replace(answered(), marking="OFFICIAL")
    end = last_day(case)
    assert end is not None
    save_sheets(measure_sheets(case, measures_of_all(case), days_between(end, end)), tmp_path / "m.xlsx", case.marking)
    book = load_workbook(tmp_path / "m.xlsx")
    assert book.sheetnames == ["Measures", "Responses"]
    assert [cell.value for cell in book["Measures"][1]][:3] == ["Child", "Day", "Concerns in 90 days"]
    assert book["Measures"].max_column == 2 + len(MEASURES) + len(case.scheme.categories)
