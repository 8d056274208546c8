"""Times without contact and the period of a return: kept as days, so that silence can be told from a missing return."""

from datetime import date
from pathlib import Path

import pytest

from app.case.edits import add_batch
from app.case.model import Period
from importers.rows.silences import stated_period
from tests.builders import a_case, a_text_file, a_workbook, imported, rows

DAY = date.fromisoformat


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("No contact between May 2013 and July 2013", "2013-05-01", "2013-07-31"),
        ("No recorded contact from 03/05/2013 to 07/06/2013", "2013-05-03", "2013-06-07"),
        ("No involvement: May 2013 - July 2013", "2013-05-01", "2013-07-31"),
        ("No contact with this agency between 1 May 2013 and 31 July 2013.", "2013-05-01", "2013-07-31"),
        ("No contact with family during 2012", "2012-01-01", "2012-12-31"),
        ("No contacts recorded Jan-Mar 2013", "2013-01-01", "2013-03-31"),
    ],
)
def test_the_days_of_a_time_without_contact_are_kept(tmp_path: Path, words: str, first: str, last: str) -> None:
    grid = [["Date", "Child", "Event"], ["03/02/2013", "Jo", "Late"], ["", "", words]]
    (source,) = imported(a_workbook(tmp_path, grid)).sources
    (silence,) = source.no_contact
    assert (silence.row, silence.period) == (3, Period(DAY(first), DAY(last)))


def test_the_days_may_stand_in_the_date_columns(tmp_path: Path) -> None:
    grid = rows("""
        Date from  | Date to    | Child | Event
        03/02/2013 | -          | Jo    | Late
        04/03/2013 | 09/08/2013 | -     | No contact recorded
    """)
    (source,) = imported(a_workbook(tmp_path, grid)).sources
    (silence,) = source.no_contact
    assert silence.period == Period(date(2013, 3, 4), date(2013, 8, 9))


@pytest.mark.parametrize(
    ("titles", "period"),
    [
        (("Period: 1 Jan 2012 to 31 Dec 2015",), ("2012-01-01", "2015-12-31")),
        (("Health visiting", "Period covered", "01/04/2012 - 31/03/2014"), ("2012-04-01", "2014-03-31")),
        (("Timeframe: 2010 to 2015",), ("2010-01-01", "2015-12-31")),
        (("Chronology covering March 2013 to June 2014",), ("2013-03-01", "2014-06-30")),
        (("Scope of review: between 1.4.12 and 31.3.14",), ("2012-04-01", "2014-03-31")),
        (("Chronology for the period January 2013 to December 2013 (Police)",), ("2013-01-01", "2013-12-31")),
    ],
)  # fmt: skip
def test_a_return_says_which_period_it_covers(titles: tuple[str, ...], period: tuple[str, str]) -> None:
    assert stated_period(titles, "dmy") == Period(DAY(period[0]), DAY(period[1]))


@pytest.mark.parametrize(
    "titles",
    [
        (),
        ("Health visiting chronology", "Author: A. Smith", "Date: 3 May 2015"),
        ("Reporting period to be agreed",),
        ("Between visits the family moved",),
        ("DOB 3/4/2008", "Dates are day first"),
    ],
)
def test_other_titles_say_no_period(titles: tuple[str, ...]) -> None:
    assert stated_period(titles, "dmy") is None


def test_the_period_of_a_return_is_kept_with_its_source(tmp_path: Path) -> None:
    text = "Health visiting\nPeriod: 1 Jan 2012 to 31 Dec 2015\n\nDate,Child,Event\n03/02/2013,Jo,Late\n"
    batch = imported(a_text_file(tmp_path, text))
    assert batch.sources[0].period == Period(date(2012, 1, 1), date(2015, 12, 31))


def test_a_file_that_cannot_be_read_stays_told_until_it_is_read(tmp_path: Path) -> None:
    path = a_text_file(tmp_path, "%PDF-1.7 something", "return.pdf")
    case, changes = add_batch(imported(path))(a_case())
    assert changes.unread and len(case.unread) == 1 and "return.pdf" in case.unread[0]
    a_text_file(tmp_path, "Date,Child,Event\n03/02/2013,Jo,Late\n", "return.pdf")
    case, _changes = add_batch(imported(path, case=case))(case)
    assert case.unread == () and len(case.events) == 1
