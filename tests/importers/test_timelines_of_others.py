"""Timelines that other people made: of crises, cases and projects, by other rules than an agency's, and what is none.

The rows are invented; each stands in the shape of a kind of timeline that is found in public.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from app.case.model import ImportBatch, RowKind
from importers.dates.date_words import Order
from importers.headings import WEAK, match_heading
from importers.tables.columns import guess_columns
from tests.builders import a_text_file, events_of, imported


@dataclass(frozen=True)
class Shape:
    """A timeline, the columns that it has, and the first day of each event, in the order of its rows."""

    name: str
    text: str
    columns: dict[str, str]
    days: tuple[str, ...]


SHAPES = (
    Shape(
        "flood",
        "\rdate_local,category,title,description\r"
        "11-Mar-15,situation,River rises,The river rose above the old bridge and the school closed.\r"
        "11-Mar-15,operations,Boats sent,Two boats were sent to the lower village.\r"
        '13-Mar-15,appeal,Appeal,"An appeal was issued for 3,000 households."\r',
        {"date": "date_local", "category": "category", "text": "description"},
        ("2015-03-11", "2015-03-11", "2015-03-13"),
    ),
    Shape(
        "closures",
        "date,type,era,title_kr,title_en,link\n"
        "2021-06-20,centre,first,센터 개관,Family centre opened to the public,https://example.org/1\n"
        "2022-12-27,centre,second,센터 이전,Family centre moved to the high street,\n"
        "2025-11-15,anniversary,second,기념일,Four years of the family centre,https://example.org/3\n",
        {"date": "date", "category": "type", "text": "title_en"},
        ("2021-06-20", "2022-12-27", "2025-11-15"),
    ),
    Shape(
        "town services",
        "Year,Event,Tag,Dep,Contractor,Details\n"
        "2003,Open nets ,Wifi,NA - Neighbours,Cloud Co,By 2003 there were a hundred of them.\n"
        "2006,Parks join,Programme,Department of Parks,Salon Ltd & Sons,\n"
        "2015,Housing desk,App,Department of Housing,,Tenants can follow the repairs.\n",
        {"date": "Year", "category": "Tag", "agency": "Dep", "text": "Details"},
        ("2003-01-01", "2006-01-01", "2015-01-01"),
    ),
    Shape(
        "yard log",
        "Timestamp,Violation,Severity,Zone,Shift\n"
        "2024-01-03 19:49:22,NO-Gloves,LOW,Zone 3 (Pipes),Afternoon (14-22)\n"
        "2024-01-03 20:21:58,NO-Helmet,HIGH,Zone 4 (Office),Afternoon (14-22)\n"
        '2024-02-02 15:14:36,"NO-Helmet, NO-Vest",HIGH,Zone 1 (Gate),Afternoon (14-22)\n',
        {"date": "Timestamp", "text": "Violation", "severity": "Severity"},
        ("2024-01-03", "2024-01-03", "2024-02-02"),
    ),
    Shape(
        "library annals",
        '"Year","Topic","Notes","Exact Date","Citation","Tags"\n'
        + "".join(
            f'"{year}","{topic}","{notes}","{when}","Annals {year - 1900}","{tag}"\n'
            for year, topic, notes, when, tag in (
                (1950, "Term of the first librarian ends", "", "", "people"),
                (1951, "Second librarian is appointed", "after a year in which nobody was", "May 1951", "people"),
                (1955, "Fire in the round room", "the statue was saved although the books were lost", "", "fire"),
                (1956, "Rules of the library are adopted", "mostly prohibitions", "5 March 1956", "rules"),
                (1957, "Keys are asked for by the staff", "", "", "rules"),
                (1958, "A catalogue is printed at last", "of eight thousand volumes", "winter 1957-58", "catalogue"),
                (1961, "The grant is suspended for a year", "", "", "funding"),
                (1962, "The reading room is opened again", "on the lawn", "", "buildings"),
            )
        ),
        {"date": "Year", "text": "Topic", "category": "Tags", "source": "Citation"},
        ("1950-01-01", "1951-05-01", "1955-01-01", "1956-03-05")
        + ("1957-01-01", "1957-12-01", "1961-01-01", "1962-01-01"),
    ),
    Shape(
        "field visits",
        "id,location_id,visit_date,field_worker,notes\n"
        "V1,L17,2024-08-06,Kay Reed,Routine check completed\n"
        'V2,L39,2024-08-24,Ron Shaw,"Manager asked for another visit, see email"\n'
        "V3,L10,2024-08-30,Ron Shaw,Views of the family collected\n",
        {"date": "visit_date", "text": "notes", "author": "field_worker"},
        ("2024-08-06", "2024-08-24", "2024-08-30"),
    ),
)


def columns_of(batch: ImportBatch) -> dict[str, str]:
    (source,) = batch.sources
    return {name: words for name, words in source.columns.items() if isinstance(words, str)}


@pytest.mark.parametrize("shape", SHAPES, ids=[shape.name for shape in SHAPES])
def test_a_timeline_of_others_is_read_with_its_columns_and_days(tmp_path: Path, shape: Shape) -> None:
    batch = imported(a_text_file(tmp_path, shape.text, f"{shape.name}.csv"))
    found = columns_of(batch)
    assert {name: found.get(name) for name in shape.columns} == shape.columns
    days = {event.row: str(event.when.earliest) for event in events_of(batch)}
    assert tuple(days[row] for row in sorted(days)) == shape.days


AMERICAN = (
    "Date,Title,Summary,News1,News1 URL,News2,News2 URL\n"
    "1/20/2023,School closed,The school was closed by order of the county.,Herald,https://example.org/1,,\n"
    "1/23/2023,Hearing,A hearing was held about the closure.,Gazette,https://example.org/2,,\n"
    "1/31/2023,Appeal,The parents appealed against the order.,Gazette,https://example.org/3,,\n"
    "2/5/2023,Ruling,The order was set aside by the court.,Herald,https://example.org/4,,\n"
)


def test_dates_with_the_month_first_are_pointed_out_and_none_is_read_as_another_day(tmp_path: Path) -> None:
    batch = imported(a_text_file(tmp_path, AMERICAN))
    assert columns_of(batch)["date"] == "Date" and columns_of(batch)["text"] == "Summary"
    assert not events_of(batch)
    reasons = [row.reason for row in batch.sources[0].rows if row.kind is RowKind.REJECTED]
    assert "looks month-first" in reasons[0]
    assert reasons[3] == "day or month first? Other dates of the column can only be read with the month first"
    assert any("choose “mdy”" in warning for warning in batch.notes)


def test_a_person_who_says_so_has_them_read_with_the_month_first(tmp_path: Path) -> None:
    batch = imported(a_text_file(tmp_path, AMERICAN), order="mdy")
    days = sorted(event.when.earliest for event in events_of(batch) if event.when.earliest is not None)
    assert days == [date(2023, 1, 20), date(2023, 1, 23), date(2023, 1, 31), date(2023, 2, 5)]


@pytest.mark.parametrize(
    ("order", "cells", "read"),
    [
        ("dmy", ("1/20/2023", "1/23/2023", "2/5/2023"), 0),
        ("dmy", ("1/20/2023", "23/1/2023", "2/5/2023"), 2),
        ("dmy", ("1/20/2023", "2/5/2023", "5/5/2023"), 2),
        ("dmy", ("1/20/2023", "1/23/2023", "5/5/2023"), 1),
        ("mdy", ("20/1/2023", "23/1/2023", "2/5/2023"), 0),
        ("dmy", ("1/20/2023", "1/23/2023", "2 May 2023"), 1),
    ],
    ids=["all against", "both ways", "one slip", "the same both ways", "day first", "a named month"],
)
def test_a_day_is_left_open_only_where_its_column_speaks_against_it(
    tmp_path: Path, order: Order, cells: tuple[str, ...], read: int
) -> None:
    lines = "".join(f"{cell},Mother rang to say that all was well\n" for cell in cells)
    batch = imported(a_text_file(tmp_path, f"Date,Event\n{lines}"), order=order)
    assert len(events_of(batch)) == read


def test_a_day_that_its_own_words_speak_against_is_left_open(tmp_path: Path) -> None:
    text = (
        "objectid,date,end_date,display_date,title,description\n"
        "t1,1915,,,The pool,The pool was opened to the children of the town.\n"
        "t2,11/10/16,,November 10th 2016,Works,A builder was chosen for the old house.\n"
        "t3,12/10/16,,12 October 2016,Works,The works were begun on the roof.\n"
    )
    batch = imported(a_text_file(tmp_path, text))
    assert [str(event.when.earliest) for event in events_of(batch)] == ["1915-01-01", "2016-10-12"]
    (left,) = [row.reason for row in batch.sources[0].rows if row.kind is RowKind.REJECTED]
    assert left == "day or month first? “November 10th 2016” stands beside it"


def test_of_two_columns_of_dates_that_is_taken_which_needs_no_exchange(tmp_path: Path) -> None:
    text = (
        "event,event_date,place,comment,date\n"
        "Keel laid,12-20-1937,Harbour,NA,1937-12-20 00:00:00\n"
        "Launched,12-8-1938,Harbour,NA,1938-12-08 00:00:00\n"
        "Repairs,12-17-1941,North yard,Received orders for the south.,1941-12-17 00:00:00\n"
    )
    assert columns_of(imported(a_text_file(tmp_path, text)))["date"] == "date"


@pytest.mark.parametrize(
    "text",
    [
        "month,department,account,account_type,amount\n2026-01,Sales,Revenue,Revenue,450000\n"
        "2026-01,Sales,Travel,Expense,12000\n2026-02,Office,Rent,Expense,22000\n2026-03,Sales,Revenue,Revenue,468180\n",
        "arrestDate,all,local,foreign,unknown\n1943-10-05,1,0,0,1\n1943-10-12,1,0,1,0\n1943-10-21,3,0,3,0\n",
        "fecha,dieta,gimnasio,finanzas\n2004-01,100,31,48\n2004-02,75,26,49\n2004-03,67,24,47\n",
        "patient_id,first_name,last_name,date_of_birth,city,created_date\n"
        "P1,Ann,Hill,1957-03-30,Leeds,2025-12-04\nP2,Bo,Dale,2003-12-05,York,2025-02-07\n",
        "slug,term,group,text,ref\nannex,Annex I,Act,The duties were put off to 2 August 2028.,Act\n"
        "deployer,Deployer,Act,Whoever uses a system under its own authority.,Act\n",
    ],
    ids=["a budget by month", "counts by day", "figures by month", "patients", "a glossary"],
)
def test_nothing_is_read_from_what_is_no_timeline(tmp_path: Path, text: str) -> None:
    batch = imported(a_text_file(tmp_path, text))
    assert not events_of(batch) and batch.sources[0].why


def test_a_heading_may_end_in_the_code_of_a_language() -> None:
    assert match_heading("description_en")["text"] > match_heading("description_de")["text"] >= WEAK
    assert match_heading("incident no")["reference"] == 1.0


def test_the_account_of_a_witness_is_an_event_beside_money() -> None:
    prose = ("She said that the rent was not paid and that he left.", "He told the officer that he had come back.")
    rows = [(f"0{day}/03/2014", prose[day % 2], "120.50", "Family fund") for day in range(1, 9)]
    mapping = guess_columns(("Date", "Witness's account", "Amount", "Payee"), rows)
    assert mapping.why is None and mapping.column("text") == 1
