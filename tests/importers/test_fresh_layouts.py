"""Layouts of one agency each: what a hospital, a control room or a diary has that a template has not."""

import json
import threading
from datetime import date
from pathlib import Path

import pytest

from app.case.model import Case, ImportBatch, RowKind
from app.case.scheme import shipped_scheme
from app.errors import UserError
from app.language import use
from app.progress import Progress
from importers.agencies import owner_of
from importers.batch import import_files
from importers.readers.reading_apart import ReadingApart
from importers.sheet import for_each_cell, words_of
from tests.builders import a_text_file, a_workbook, about, events_of, imported, kinds, rows


def days(batch: ImportBatch) -> dict[int, tuple[str, str]]:
    return {event.row: (str(event.when.earliest), str(event.when.latest)) for event in events_of(batch)}


def test_what_somebody_came_with_stands_before_what_was_found(tmp_path: Path) -> None:
    grid = rows("""
        Arrival Date | Arrival Time | Patient | Presenting Complaint | Examination Findings                | Disposal
        04/02/2013   | 18:40        | Tilly   | Fall from sofa       | Bruise to left cheek. Child unkempt | Home
        14/09/2013   | 02:15        | Tilly   | Wheeze               | -                                   | Admitted
        15/09/2013   | 12:00        | Tilly   | Rash                 | Rash to both arms, cream given      | Home
    """)
    events = events_of(imported(a_workbook(tmp_path, grid, "ed_attendances.xlsx")))
    assert [event.text for event in events] == [
        "Fall from sofa: Bruise to left cheek. Child unkempt",
        "Wheeze",
        "Rash to both arms, cream given",
    ]
    assert [event.when.time for event in events] == ["18:40", "02:15", "12:00"]


def test_the_notes_of_a_hospital_are_not_led_by_the_complaint(tmp_path: Path) -> None:
    grid = rows("""
        Date       | Patient | Presenting complaint | Clinical notes
        04/02/2013 | Tilly   | Fall                 | Bruise to left cheek, consistent with the account
    """)
    (event,) = events_of(imported(a_workbook(tmp_path, grid)))
    assert event.text == "Bruise to left cheek, consistent with the account"


def test_a_short_entry_under_an_agency_is_not_lost(tmp_path: Path) -> None:
    grid = rows("""
        Date       | Health                   | Police                       | Children's Services
        03/05/2011 | Health visit, home dirty | -                            | -
        01/06/2011 | -                        | Called to incident, Tam there | Referral received
        22/06/2011 | -                        | -                            | Assessment begun
    """)
    batch = imported(a_workbook(tmp_path, grid))
    assert [event.text for event in events_of(batch)][-1] == "Assessment begun"
    assert RowKind.REJECTED not in kinds(batch).values()


def test_a_parent_in_the_key_is_no_child_by_the_first_name(tmp_path: Path) -> None:
    sheets = {
        "Genogram": rows("""
            Name        | Relationship  | DOB        | Lives with
            Shannon Ash | Mother        | 04/05/1988 | Family home
            Billie Ash  | Subject child | 19/09/2008 | Family home
            Rory Ash    | Sibling       | 02/02/2011 | Family home
        """),
        "Chronology": rows("""
            Date       | Who           | Event
            09/03/2012 | Both children | Home visit, the cooker is broken
            01/04/2012 | Shannon       | Missed an appointment with probation
            02/04/2012 | Billie        | Bruise seen on the shin
        """),
    }
    batch = imported(a_workbook(tmp_path, sheets))
    assert [child.name for child in batch.children] == ["Billie Ash", "Rory Ash"]
    assert about(batch) == {2: {"Billie Ash", "Rory Ash"}, 3: set(), 4: {"Billie Ash"}}


def test_a_column_of_ages_is_one_of_dates_once_the_birth_is_known(tmp_path: Path) -> None:
    grid = rows("""
        Name: Poppy Vane | DOB: 10/03/2012          | -
        -                | -                        | -
        When             | What happened            | What we did
        At birth         | Born at 36 weeks         | Special care
        6 weeks old      | Weight dropped           | Weekly visits
        18 months        | Not walking              | Referred
        12/09/2014       | Closed to social care    | None
    """)
    batch = imported(a_workbook(tmp_path, grid))
    assert days(batch) == {
        4: ("2012-03-10", "2012-03-10"),
        5: ("2012-04-21", "2012-04-27"),
        6: ("2013-09-10", "2013-10-09"),
        7: ("2014-09-12", "2014-09-12"),
    }


def test_eighteen_months_in_a_column_of_dates_is_no_day(tmp_path: Path) -> None:
    grid = rows("""
        Name: Poppy Vane | DOB: 10/03/2012 | -
        Date             | What happened   | What we did
        01/04/2013       | Weight dropped  | Weekly visits
        02/05/2013       | Seen at home    | Closed
        18 months        | On the plan     | Ended
    """)
    assert kinds(imported(a_workbook(tmp_path, grid)))[5] is RowKind.REJECTED


def test_notes_that_begin_with_their_dates_are_read_without_columns(tmp_path: Path) -> None:
    lines = (
        "Notes of contact with the family\n12/3/14 - Home visit, Skye was in a dirty nappy\n"
        "19/3/14 10:30 - TC from nursery, Skye absent\n2/4/14 No access visit, card left\n"
        "March 2015: moved in with nan, who rang to say so\nphoned again later\n"
    )
    batch = imported(a_text_file(tmp_path, lines, "notes.txt"))
    assert days(batch) == {
        2: ("2014-03-12", "2014-03-12"),
        3: ("2014-03-19", "2014-03-19"),
        4: ("2014-04-02", "2014-04-02"),
        5: ("2015-03-01", "2015-03-31"),
    }
    events = events_of(batch)
    assert events[0].text == "Home visit, Skye was in a dirty nappy"
    assert events[1].when.time == "10:30"
    assert batch.sources[0].rows[1].cells[0] == "12/3/14 - Home visit", "the row is kept as it was written"
    assert kinds(batch)[6] is not RowKind.EVENT


@pytest.mark.parametrize(
    "lines",
    [
        "2014-03-01 minutes of core group.docx\n2014-04-02 letter to GP.pdf\n2014-05-09 body map.jpg\n",
        "30/06/14 - Complete parenting course\n14/07/14 - Register with a dentist\n01/08/14 - Find a nursery place\n",
        "1.2.3 - Budget\n1.2.4 - Staffing\n1.2.5 - Any other business of the board\n",
    ],
)
def test_a_list_that_begins_with_dates_is_no_chronology(tmp_path: Path, lines: str) -> None:
    batch = imported(a_text_file(tmp_path, lines, "list.txt"))
    assert batch.sources[0].why is not None
    assert not len(batch.events)


def test_one_place_for_all_rows_is_no_agency(tmp_path: Path) -> None:
    lines = (
        "Log No,Created Date,Created Time,Location,Log Text,Result Text\n"
        "1,03/03/2015,21:14,14 Alder Walk,Caller heard a baby crying,No offences\n"
        "2,19/04/2015,02:31,14 Alder Walk,Child was alone in the garden,Child taken to her grandmother\n"
    )
    (source,) = imported(a_text_file(tmp_path, lines, "cad.csv")).sources
    assert "agency" not in source.columns
    assert source.columns["time"] == "Created Time"


@pytest.mark.parametrize(
    ("file", "agency"),
    [
        ("keira_care.xlsx", "Children's Social Care"),
        ("CPOMS export 2015.csv", "School"),
        ("Foster care.xlsx", "Foster care"),
        ("care plan.docx", None),
    ],
)
def test_a_file_says_by_its_last_word_whose_it_is(file: str, agency: str | None) -> None:
    assert owner_of("Sheet1", (), file) == agency


@pytest.mark.parametrize(("last", "level"), [("4", [-1, -1]), ("8", [2, 8])])
def test_levels_that_may_be_of_another_scale_are_told_and_not_taken(
    tmp_path: Path, last: str, level: list[int]
) -> None:
    lines = f"Date,Child,Event,Level\n1/2/2014,Ann,School meeting,2\n3/4/2014,Ann,Home visit,{last}\n"
    batch = import_files([a_text_file(tmp_path, lines)], Case(shipped_scheme("england-eleven-step")))
    assert batch.events.level[:, 0].tolist() == level
    assert any("levels under “Level” were not taken" in note for note in batch.notes) == (level == [-1, -1])


def test_welsh_headings_are_known(tmp_path: Path) -> None:
    lines = (
        "Dyddiad,Amser,Asiantaeth,Plentyn,Digwyddiad arwyddocaol,Camau a gymerwyd,Canlyniad,Sylwadau,Oedran\n"
        "12 Ionawr 2015,09:30,Ysgol,Gwen,Gwen yn drist ac yn fudr,Galwad i’r fam,Dim ateb,Patrwm,6\n"
    )
    (source,) = imported(a_text_file(tmp_path, lines)).sources
    fields = ("date", "time", "agency", "subjects", "text", "response", "outcome", "analysis", "age")
    assert tuple(source.columns) and {name: source.columns[name] for name in fields} == dict(
        zip(fields, lines.splitlines()[0].split(","), strict=True)
    )


def test_a_process_that_reads_says_it_in_welsh(tmp_path: Path) -> None:
    path = tmp_path / "hen.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0" + "WordDocument".encode("utf-16-le") * 9)
    held = threading.Event()
    other = threading.Thread(target=held.wait)  # beside a thread the process is started anew, not forked
    other.start()
    use("cy")
    try:
        with ReadingApart(Progress()) as reading, pytest.raises(UserError) as refused:
            reading.read(path)
    finally:
        use("en")
        held.set()
        other.join()
    assert refused.value.message == "Hen ddogfen Word (.doc) yw hen.doc."


def test_a_column_is_read_as_its_cells_are() -> None:
    cells = [1, 1.0, "a", "a", date(2014, 1, 1), "a", 1] * 3
    assert for_each_cell(words_of, cells) == list(map(words_of, cells))
    assert for_each_cell(words_of, [True, 1, 1, 1]) == ["True", "1", "1", "1"]
    assert json.dumps(for_each_cell(words_of, [])) == "[]"
