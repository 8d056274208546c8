"""Layouts: further tables, times without contact, hidden rows, dates shown without a day, columns in doubt."""

import io
import zipfile
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest

from app.case.dates import Precision
from app.case.model import RowKind
from importers.readers.reading_apart import read_file
from importers.readers.refusals import Protected
from importers.readers.workbook_facts import Facts
from tests.builders import a_text_file, a_workbook, about, events_of, imported, kinds, reasons, rows


def test_a_further_table_is_read_by_its_own_headings(tmp_path: Path) -> None:
    grid = rows("""
        Date       | Child | Event           | Action
        03/02/2013 | Jo    | Late            | Noted
        -          | -     | -               | -
        Home visits
        Worker     | Visit date | What happened | Child
        AB         | 04/02/2013 | Nobody in     | Max
        CD         | 05/02/2013 | Seen          | Jo
    """)
    batch = imported(a_workbook(tmp_path, grid))
    assert [(event.row, event.text) for event in events_of(batch)] == [(2, "Late"), (6, "Nobody in"), (7, "Seen")]
    assert about(batch) == {2: {"Jo"}, 6: {"Max"}, 7: {"Jo"}}
    assert kinds(batch)[5] is RowKind.HEADER
    assert len(batch.sources) == 1 and [row.number for row in batch.sources[0].rows] == list(range(1, 8))
    assert any("row 5" in note for note in batch.notes)


def test_a_list_of_words_below_a_table_is_no_further_table(tmp_path: Path) -> None:
    grid = rows("""
        Date       | Child | Event
        03/02/2013 | Jo    | Late
        -          | -     | -
        Date       | -     | Event of the plan
        Signed     | AB    | Manager
    """)
    batch = imported(a_workbook(tmp_path, grid))
    assert len(batch.events) == 1


@pytest.mark.parametrize(
    "words",
    [
        "No contact between May 2013 and July 2013",
        "No recorded contact from 03/05/2013 to 07/06/2013",
        "No involvement: May 2013 - July 2013",
    ],
)
def test_a_time_without_contact_is_known_beside_other_cells(tmp_path: Path, words: str) -> None:
    grid = [["Date", "Child", "Event"], ["03/02/2013", "Jo", "Late"], ["", "Jo", words]]
    assert kinds(imported(a_workbook(tmp_path, grid)))[3] is RowKind.NO_CONTACT


def test_no_contact_made_on_a_visit_is_no_time_without_contact(tmp_path: Path) -> None:
    grid = [["Date", "Child", "Event"], ["03/02/2013", "Jo", "Late"], ["", "Jo", "No contact made, card left"]]
    assert reasons(imported(a_workbook(tmp_path, grid))) == {3: "no date"}


def test_hidden_rows_and_columns_are_read_and_told(tmp_path: Path) -> None:
    grid = rows("Date | Ref | Child | Event\n03/02/2013 | 1 | Jo | Late\n04/02/2013 | 2 | Jo | Late again")
    book = openpyxl.load_workbook(a_workbook(tmp_path, grid))
    book.worksheets[0].row_dimensions[3].hidden = True
    book.worksheets[0].column_dimensions["B"].hidden = True
    book.save(tmp_path / "hidden.xlsx")
    batch = imported(tmp_path / "hidden.xlsx")
    assert len(batch.events) == 2
    assert any("1 hidden row was read as well: 3." in note for note in batch.notes)
    assert any("1 hidden column was read as well: B." in note for note in batch.notes)


def test_a_day_that_its_cell_does_not_show_is_a_month(tmp_path: Path) -> None:
    grid = [["Date", "Child", "Event"], *([date(2013, 3, day), "Jo", f"Seen {day}"] for day in (1, 1, 17))]
    book = openpyxl.load_workbook(a_workbook(tmp_path, grid))
    for row, shown in ((2, "mmm\\-yy"), (3, "dd/mm/yyyy"), (4, "mmm yyyy")):
        book.worksheets[0].cell(row, 1).number_format = shown
    book.save(tmp_path / "months.xlsx")
    month, day, kept = (event.when for event in events_of(imported(tmp_path / "months.xlsx")))
    found = {month.precision, day.precision, kept.precision}
    assert found == {Precision.MONTH, Precision.DAY}
    spans = {(when.earliest, when.latest) for when in (month, day, kept)}
    assert spans == {
        (date(2013, 3, 1), date(2013, 3, 31)),
        (date(2013, 3, 1), date(2013, 3, 1)),
        (date(2013, 3, 17), date(2013, 3, 17)),
    }


def test_columns_on_the_left_that_are_blank_do_not_move_the_others(tmp_path: Path) -> None:
    grid = [["", "", "Date", "Child", "Event"], ["", "", "03/02/2013", "Jo", "Late"], ["", "", "", "Max", "Late too"]]
    path = a_workbook(tmp_path, grid, merged=["C2:C3"])
    assert read_file(path)[0].rows[1] == ("", "", "03/02/2013", "Jo", "Late")
    assert [event.when.day for event in events_of(imported(path))] == [date(2013, 2, 3)] * 2


def test_dates_entered_with_the_month_first_are_pointed_out_and_kept(tmp_path: Path) -> None:
    days = [date(2013, 1, 2) + timedelta(days=5 * n) for n in range(40)]
    turned = [day.replace(month=day.day, day=day.month) if day.day <= 12 else day for day in days]
    grid = [["Date", "Child", "Event"], *([day, "Jo", f"Entry {n}"] for n, day in enumerate(turned))]
    batch = imported(a_workbook(tmp_path, grid))
    assert any("month first" in note and "Nothing was changed" in note for note in batch.notes)
    assert sorted(event.when.day for event in events_of(batch)) == sorted(turned)


@pytest.mark.parametrize("backwards", [False, True])
def test_dates_in_order_are_not_doubted(tmp_path: Path, backwards: bool) -> None:
    days = sorted((date(2013, 1, 2) + timedelta(days=5 * n) for n in range(40)), reverse=backwards)
    text = "".join(f"{day:%d/%m/%Y},Jo,Entry\n" for day in days)
    assert imported(a_text_file(tmp_path, "Date,Child,Event\n" + text)).notes == ()


def test_a_document_without_a_table_is_told(tmp_path: Path) -> None:
    path = tmp_path / "letter.docx"
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    with zipfile.ZipFile(path, "w") as parts:
        parts.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{space}"><w:body><w:p><w:r><w:t>Dear all</w:t></w:r></w:p></w:body></w:document>',
        )
    batch = imported(path)
    assert [source.why for source in batch.sources] == [
        "the document has no table; put the chronology in one, with a column for the date and one for the event"
    ]


def test_locked_files_are_named(sample_files: dict[str, Path]) -> None:
    batch = imported(sample_files["police.xlsx"], sample_files["school_log.csv"])
    assert batch.locked == ("police.xlsx",)
    assert imported(sample_files["police.xlsx"], passwords=["Review2016"]).locked == ()
    with pytest.raises(Protected) as error:
        read_file(sample_files["police.xlsx"])
    assert error.value.file == "police.xlsx"


def test_facts_of_what_is_no_workbook_are_none() -> None:
    assert Facts.of(b"PK\x03\x04 nothing") == Facts() == Facts.of(b"\xd0\xcf\x11\xe0")
    empty = io.BytesIO()
    with zipfile.ZipFile(empty, "w") as parts:
        parts.writestr("xl/workbook.xml", "<workbook><sheets><sheet name='A' r:id='x'/></sheets></workbook>")
    assert Facts.of(empty.getvalue()) == Facts()


def test_one_text_tells_who_else_is_meant(tmp_path: Path) -> None:
    key = rows("Code | Who | Born\nC1 | Jo | 01/02/2004\nC2 | Max | 01/02/2006\nC3 | Ada | 01/02/2008")
    grid = rows("""
        Date       | Persons | Event
        03/02/2013 | M, F    | Argument. Jo came down. Others asleep.
        04/02/2013 | M, F    | Argument. Officers found two youngest on kerb
        05/02/2013 | M, F    | Stopped driving. No children in car.
        06/02/2013 | M, F    | Argument. Jo minded the little ones. Max at grandmother’s.
        07/02/2013 | Jo, Max | Conference: plan for all 3.
        08/02/2013 | Jo, Max | Both late, all 3 times.
    """)
    batch = imported(a_workbook(tmp_path, {"Events": grid, "Key": key}))
    names = {event.row: {batch.children[child].name for child in event.subjects} for event in events_of(batch)}
    assert names == {
        2: {"Jo", "Max", "Ada"},
        3: {"Max", "Ada"},
        4: set(),
        5: {"Jo", "Ada"},
        6: {"Jo", "Max", "Ada"},
        7: {"Jo", "Max"},
    }
