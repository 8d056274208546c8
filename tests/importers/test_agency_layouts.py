"""Returns laid out as agencies do without a thought of merging: each row's day, children, agency and kind."""

from pathlib import Path

import pytest

from app.case.dates import Precision
from app.case.model import ImportBatch, RowKind
from importers.dates.date_words import read_date
from tests.builders import a_text_file, a_workbook, about, events_of, imported, kinds, reasons, rows


def days(batch: ImportBatch) -> dict[int, str]:
    return {event.row: str(event.when.earliest) for event in events_of(batch)}


def test_headings_in_two_rows_that_come_again_are_headings(tmp_path: Path) -> None:
    grid = rows("""
        Date       | Child(ren) | Contact   | -                      | Action taken
        -          | -          | Type      | Details                | -
        03.02.2014 | Kim        | Home      | House cold, no gas.    | Food parcel
        10.02.2014 | Kim, Bo    | Telephone | Mother rang to cancel. | Rebooked
        Date       | Child(ren) | Contact   | -                      | Action taken
        -          | -          | Type      | Details                | -
        17.02.2014 | Bo         | Clinic    | Weighed: 9th centile.  | Referred
    """)
    batch = imported(a_workbook(tmp_path, grid, "health_visitor.xlsx", merged=["C1:D1"]))
    heads = [RowKind.HEADER, RowKind.HEADER]
    assert list(kinds(batch).values()) == [*heads, RowKind.EVENT, RowKind.EVENT, *heads, RowKind.EVENT]
    assert [event.text for event in events_of(batch)] == [grid[place][3] for place in (2, 3, 6)]
    assert about(batch) == {3: {"Kim"}, 4: {"Kim", "Bo"}, 7: {"Bo"}}
    assert batch.sources[0].columns["text"] == "Details"


def test_a_log_number_in_the_date_cell_is_no_part_of_the_date(tmp_path: Path) -> None:
    lines = (
        '"Date/Time & CAD","Type","Circumstances","Persons","Disposal"\n'
        '"12/03/2015 14:05 CAD 2213",Domestic,"Shouting was heard.","Cole, J (child); Cole, T (child)",Advice\n'
        '"CAD 877 of 28/03/2015",Welfare,"Child was not collected.","Cole, T",Returned\n'
        '"02/04/2015 2340hrs CAD 4410/02APR15",Domestic,"Male was arrested.","Cole, J; Cole, T",Charged\n'
        '"15/05/2015 (CAD 1001)",Missing,"Child was missing from 18:00.","Cole, J",Safe and well\n'
    )
    batch = imported(a_text_file(tmp_path, lines, "police_log.csv"))
    assert days(batch) == {2: "2015-03-12", 3: "2015-03-28", 4: "2015-04-02", 5: "2015-05-15"}
    assert [event.when.time for event in events_of(batch)] == ["14:05", None, "23:40", None]
    assert about(batch) == {2: {"J Cole", "T Cole"}, 3: {"T Cole"}, 4: {"J Cole", "T Cole"}, 5: {"J Cole"}}


@pytest.mark.parametrize("words", ["ref 12/03/2015", "Log 3/4", "CAD 12"])
def test_a_log_number_never_hides_a_date_or_makes_one(words: str) -> None:
    found = read_date(words)
    assert str(getattr(found, "earliest", None)) in ("2015-03-12", "None")


def test_children_are_known_by_the_key_below_the_table(tmp_path: Path) -> None:
    grid = rows("""
        Date     | Who   | What happened                 | RAG
        03/02/14 | T     | Late for school               | G
        05/02/14 | K & T | Arrived without coats         | A
        -        | -     | -                             | -
        Key
        T = Tyler (dob 01/09/2008)
        K = Kay (dob 12/04/2010)
        M = Mother
    """)
    batch = imported(a_workbook(tmp_path, grid))
    assert about(batch) == {2: {"Tyler"}, 3: {"Kay", "Tyler"}}
    assert [str(child.born.earliest) for child in batch.children if child.born] == ["2008-09-01", "2010-04-12"]


def test_a_day_under_week_commencing_is_that_week(tmp_path: Path) -> None:
    grid = rows("""
        Week commencing | Attendance % | Concerns noted        | Action by DSL
        w/c 03/03/2014  | 60           | Tired and hungry.     | Breakfast club
        10/03/14        | 100          | No concerns           | None
        24/03/2014      | 40           | Absent all week.      | EWO informed
    """)
    batch = imported(a_workbook(tmp_path, grid))
    assert [event.when.precision for event in events_of(batch)] == [Precision.WEEK] * 3
    assert [str(event.when.latest) for event in events_of(batch)] == ["2014-03-09", "2014-03-16", "2014-03-30"]
    assert "child_seen" not in batch.sources[0].columns


def test_the_time_of_an_entry_is_not_that_of_an_event_of_another_day(tmp_path: Path) -> None:
    grid = rows("""
        Date of entry | Time of entry | Date of attendance | Presenting complaint | Disposal
        14/02/2014    | 09:12         | 13/02/2014         | Cut lip              | Referred
        03/03/2014    | 16:40         | 28/02/2014         | Failure to thrive    | Review
    """)
    batch = imported(a_workbook(tmp_path, grid))
    assert days(batch) == {2: "2014-02-13", 3: "2014-02-28"}
    assert [event.when.time for event in events_of(batch)] == [None, None]
    alone = rows("Date of entry | Time of entry | Event\n14/02/2014 | 09:12 | Seen\n15/02/2014 | 10:00 | Seen again")
    assert [event.when.time for event in events_of(imported(a_workbook(tmp_path, alone)))] == ["09:12", "10:00"]


def test_a_column_named_for_an_agency_of_children_names_no_child(tmp_path: Path) -> None:
    grid = rows("""
        Date       | Children's Social Care     | Education                | Police
        03/02/2014 | Assessment was begun today | -                        | -
        10/02/2014 | -                          | Bo arrived hungry again  | -
        11/02/2014 | Home conditions were poor  | Attendance 71% this term | -
    """)
    batch = imported(a_workbook(tmp_path, grid))
    named = [batch.agencies[event.agency].name for event in events_of(batch)]
    assert named == ["Children's Social Care", "Education", "Children's Social Care"]
    assert any("several agencies" in note and "4" in note for note in batch.notes)
    assert [child.name for child in batch.children] == ["Child"], "whom it is about nobody says, and no column does"


ACTIONS = ("Action", "By whom", "When", "Outcome")


@pytest.mark.parametrize(
    "done",
    [
        ("Home visit - no reply. Card left.", "Telephone call from school: Bo not collected.", "Mother was seen."),
        ("TC to Mo", "HV - N/R", "Strat disc"),
    ],
)
def test_a_log_of_what_was_done_is_read_under_the_headings_of_a_plan(tmp_path: Path, done: tuple[str, ...]) -> None:
    grid = [ACTIONS, *((words, "JH", f"0{day}/02/2014", "Noted") for day, words in enumerate(done, 1))]
    batch = imported(a_workbook(tmp_path, grid))
    assert [event.text for event in events_of(batch)] == list(done)
    assert batch.sources[0].columns["outcome"] == "Outcome"


def test_a_plan_under_the_same_headings_is_none(tmp_path: Path) -> None:
    planned = (
        "Complete parenting assessment",
        "Register children with a dentist",
        "Home visit: to be made weekly",
        "Strategy discussion should be held if she misses two",
    )
    grid = [ACTIONS, *((words, "JH", f"0{day}/02/2014", "Assessment shared") for day, words in enumerate(planned, 1))]
    batch = imported(a_workbook(tmp_path, grid))
    assert not len(batch.events) and "plan" in (batch.sources[0].why or "")


def test_a_year_in_a_banner_is_that_of_the_days_below_it(tmp_path: Path) -> None:
    grid = rows("""
        Date   | Event           | Outcome
        2012   | -               | -
        12 Mar | Moved to refuge | Registered
        2013   | -               | -
        Feb    | Police called   | PPN
    """)
    batch = imported(a_workbook(tmp_path, grid))
    assert days(batch) == {3: "2012-03-12", 5: "2013-02-01"} and reasons(batch) == {}
