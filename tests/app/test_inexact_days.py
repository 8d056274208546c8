"""A finding's words never give an assumed day as if it stood in the record."""

import json
from dataclasses import replace
from datetime import date

import pytest

from app.analysis.cycle_words import length_told
from app.analysis.finding import RELAPSE
from app.analysis.findings import find_all
from app.analysis.refinding import find_again
from app.case.code_edits import Reviewer
from app.case.dates import ChronologyDate, Precision
from app.case.model import Changes
from app.case.row_edits import correct_event
from app.export.json_documents import findings_document
from app.lanes.labels import place_labels
from app.lanes.layout import lay_out
from app.lanes.scene import resolve
from tests.app.case_builder import Row, a_case

BEFORE = (
    Row("2012-01-10", "Perry", 3, "hygiene"),
    Row("2012-02-01", "Perry", 3, "administrative", {"Perry": 4}),
    Row("2012-09-01", "Perry", 0, "protective"),
    Row("2012-11-30", "Perry", 1, "administrative", {"Perry": 0}),
)
ANN = Reviewer("Ann")
LATER = Row("2015-01-01", "Perry", 0, "administrative")


def cycle_that_ends(*returned: str):
    case = a_case(["Perry"], *BEFORE, *(Row(day, "Perry", 3, "nutrition") for day in returned), LATER)
    return case, relapse_of(find_all(case))


def relapse_of(findings):
    (found,) = [finding for finding in findings if finding.kind == RELAPSE]
    return found


def test_a_return_dated_by_its_year_alone_is_told_with_the_days_it_may_have_been():
    case, found = cycle_that_ends("2013")
    assert found.says.endswith(
        "The record gives no exact day: 1 January 2013 is the earliest it can be, 31 December 2013 the latest."
    )
    (told,) = json.loads(json.dumps(findings_document(case, [found])))["findings"]
    assert told["inexact_days"] == [
        {"day": "2013-01-01", "start": "2013-01-01", "end": "2013-12-31", "precision": "year"}
    ]


def test_nothing_is_told_of_days_that_the_record_gives():
    _case, found = cycle_that_ends("2013-01-01")
    assert found.says.endswith("30 November 2012.")
    assert found.inexact == ()


def test_a_day_that_another_row_of_the_finding_gives_is_exact():
    case = a_case(["Perry"], *BEFORE[:3], BEFORE[3]._replace(day="2012-11"), BEFORE[3]._replace(day="2012-11-01"),
                  Row("2013-02-01", "Perry", 3, "nutrition"), LATER)  # fmt: skip
    assert "no exact day" not in relapse_of(find_all(case)).says


def test_of_two_rows_that_begin_on_one_day_the_least_exact_is_told_in_whichever_order_they_stand():
    falls = BEFORE[3]._replace(day="2012-11"), BEFORE[3]._replace(day="2012-11-01..2012-12-24")
    back = Row("2013-02-01", "Perry", 3, "nutrition")
    one, other = (
        relapse_of(find_all(a_case(["Perry"], *BEFORE[:3], *rows, back, LATER))) for rows in (falls, falls[::-1])
    )
    assert len(one.evidence) == len(other.evidence) == 6, "it rests on both"
    assert one.says == other.says and "24 December 2012 the latest" in one.says


@pytest.mark.parametrize(
    ("precision", "start", "end", "told"),
    [
        (Precision.CIRCA, True, True, "The record gives 5 March 2013 as an approximate date."),
        (Precision.BEFORE, False, True, "The record gives no exact day: 5 March 2013 is the latest it can be."),
        (Precision.AFTER, True, False, "The record gives no exact day: 5 March 2013 is the earliest it can be."),
    ],
)
def test_open_and_approximate_dates_have_words_of_their_own(precision, start, end, told):
    case, found = cycle_that_ends("2013-03-05")
    event, day = found.evidence[-1], date(2013, 3, 5)
    when = ChronologyDate(day if start else None, day if end else None, precision, "about then")
    case, _changes = correct_event(event, ANN, when)(case)
    assert relapse_of(find_all(case)).says.endswith(told)


def test_a_date_made_exact_and_inexact_again_is_told_at_once_as_from_scratch():
    case, found = cycle_that_ends("2013")
    event, day = found.evidence[-1], date(2013, 1, 1)
    for when in (
        ChronologyDate(day, day, Precision.DAY, "1/1/13"),
        ChronologyDate(day, date(2013, 1, 31), Precision.MONTH, "Jan 2013"),
        ChronologyDate(day, date(2013, 12, 31), Precision.YEAR, "2013"),
    ):
        known = find_all(case)
        after, changes = correct_event(event, ANN, when)(case)
        assert isinstance(changes, Changes)
        found_again = find_again(case, known, after, changes)
        assert found_again == find_all(replace(after, events=replace(after.events)))
        assert ("no exact day" in relapse_of(found_again).says) == (when.precision is not Precision.DAY)
        case = after


def words_in_the_chart(case):
    layout = lay_out(resolve(case, find_all(case)), 6000, 600)
    return {label.words for label in place_labels(layout, lambda words, size, _bold: len(words) * size * 0.5)}


def test_the_chart_does_not_give_an_assumed_day_as_a_day_either():
    case, _found = cycle_that_ends("2013")
    told = words_in_the_chart(case)
    assert "concern returned after 32 days or more" in told
    assert "1 January 2013 or later" in told
    assert "30 November 2012" in told


def test_the_chart_gives_days_that_are_known_as_they_are():
    case, _found = cycle_that_ends("2013-01-01")
    assert {"concern returned after 32 days", "1 January 2013"} <= words_in_the_chart(case)


def test_a_step_down_that_is_not_dated_makes_the_days_since_about_as_many():
    case = a_case(["Perry"], *BEFORE[:3], BEFORE[3]._replace(day="2012-11"), Row("2013-02-01", "Perry", 3), LATER)
    assert length_told(relapse_of(find_all(case))) == "about 92 days"
