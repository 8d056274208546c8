"""The import report: what an analyst can send back to an agency, opened again as a spreadsheet program would."""

import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from importlib import resources
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from app.case.dates import exactly
from app.case.edits import Reviewer, add_batch, add_event, mend_rejected_row, set_period, withdraw_source
from app.case.model import Case, Cell, RowKind, SheetRow, Source
from app.case.scheme import default_scheme
from app.errors import UserError
from app.export.import_report import LONGEST_CELL, ReportSheet, import_report, save_sheets
from app.intake import read_files
from importers.batch import import_files
from tests.app.case_builder import Row, a_case

ANN = Reviewer("Ann")
DAY = exactly(date(2014, 2, 18), "18/2/14")


def a_case_with_rejected(*cells: Cell, reason: str = "no date") -> Case:
    case = a_case(["Perry"], Row("2013-03-01", "Perry", agency="School"), file="=log.csv")
    sheet = case.sources[0]
    rows = (*sheet.rows, SheetRow(3, RowKind.REJECTED, cells, reason), SheetRow(4, RowKind.NOTE, ("Total", 2)))
    changed = replace(
        sheet,
        agency=0,
        rows=rows,
        headings=("Date", "Event", "Room", ""),
        notes=("a hidden column was read",),
        columns={"date": "Date", "text": "Event", "level": (("Perry", "Level Perry"),)},
    )
    return replace(case, marking="OFFICIAL & SENSITIVE", sources=(changed,))


def sheet_of(case: Case, title: str, *problems: str) -> list[dict[str, object]]:
    (sheet,) = (
        sheet for sheet in import_report(replace(case, unread=(*case.unread, *problems))) if sheet.title == title
    )
    assert all(len(row) == len(sheet.headings) for row in sheet.rows)
    return [dict(zip(sheet.headings, row, strict=True)) for row in sheet.rows]


def opened(case: Case, folder: Path, *problems: str) -> Mapping[str, Sequence[Sequence[object]]]:
    path = folder / "report.xlsx"
    save_sheets(import_report(replace(case, unread=(*case.unread, *problems))), path, case.marking)
    with CalamineWorkbook.from_path(path) as book:
        return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_it_says_what_was_recognised_and_how_many_rows():
    case = set_period(0, date(2012, 1, 1), date(2014, 12, 31))(a_case_with_rejected("x", "y"))[0]
    (told,) = sheet_of(case, "Files")
    assert told["Read as"] == "chronology" and told["Agency"] == "School" and told["Heading row"] == 1
    assert (told["Rows read"], told["Events"], told["Rows rejected"], told["Other rows"]) == (2, 1, 1, 2)
    assert (told["Period from"], told["Period to"]) == (date(2012, 1, 1), date(2014, 12, 31))
    assert told["Period is"] == "as the return says" and told["Other columns (kept)"] == "Room"
    assert [(row["Field"], row["For"], row["Heading in the file"]) for row in sheet_of(case, "Columns")] == [
        ("date", None, "Date"),
        ("text", None, "Event"),
        ("level", "Perry", "Level Perry"),
    ]


def test_without_a_stated_period_it_says_where_the_days_come_from():
    (told,) = sheet_of(a_case_with_rejected("x"), "Files")
    assert told["Period is"] == "from its first row to its last" and told["Period to"] == date(2013, 3, 1)


def test_a_rejected_row_is_given_with_its_reason_and_its_cells():
    (row,) = sheet_of(a_case_with_rejected("31/02/2014", None, 3.5, "", None), "Rejected rows")
    assert row == {
        "File": "=log.csv", "Sheet": None, "Row": 3, "Why": "no date", "Mended since": None,
        "Column A": "31/02/2014", "Column B": None, "Column C": 3.5,
    }  # fmt: skip


def test_a_mended_row_is_still_told_with_who_mended_it():
    case = mend_rejected_row(0, 3, DAY, ANN)(a_case_with_rejected("31/02/2014", "Seen"))[0]
    (row,) = sheet_of(case, "Rejected rows")
    assert (row["Why"], row["Mended since"]) == ("no date", "18/2/14 (Ann)")
    (told,) = sheet_of(case, "Files")
    assert (told["Events"], told["Rows rejected"], told["Rejected rows mended"]) == (2, 0, 1)


def test_notes_and_files_that_could_not_be_read_are_told():
    notes = sheet_of(a_case_with_rejected("x"), "Notes", "police.xlsx is protected.")
    assert [(note["File"], note["Row"], note["Note"]) for note in notes] == [
        (None, None, "police.xlsx is protected."),
        ("=log.csv", None, "a hidden column was read"),
        ("=log.csv", 4, "kept as a note: Total 2"),
    ]


def test_withdrawn_files_and_sheets_that_are_none_are_told_and_rows_by_hand_are_not():
    case = a_case_with_rejected("x")
    plan = Source(1, "plan.docx", "table 1", None, why="a plan")
    case = withdraw_source(0)(replace(case, sources=(*case.sources, plan)))[0]
    case = add_event(DAY, "By hand.", [0], ANN)(case)[0]
    told = sheet_of(case, "Files")
    assert [(row["File"], row["In the case"]) for row in told] == [("=log.csv", "withdrawn"), ("plan.docx", "yes")]
    assert told[1]["Read as"] == "no chronology: a plan" and told[1]["Period from"] is None


def test_it_opens_again_as_a_workbook_with_dates_and_numbers(tmp_path: Path):
    case = a_case_with_rejected("31/02/2014", 12, 2.5, True, 10**17)
    book = opened(case, tmp_path, "police.xlsx is protected.")
    assert list(book) == ["Files", "Columns", "Rejected rows", "Notes"]
    told = dict(zip(book["Files"][0], book["Files"][1], strict=True))
    assert told["Period from"] == date(2013, 3, 1) and told["Rows read"] == 2 and told["File"] == "=log.csv"
    assert book["Rejected rows"][1][5:] == ["31/02/2014", 12, 2.5, "True", str(10**17)]
    assert not list(tmp_path.glob(".*")), "nothing half written stays"


def test_nothing_runs_when_it_is_opened(tmp_path: Path):
    evil = (
        "=cmd|' /C calc'!A0",
        "+1",
        "-2+3",
        "@SUM(1)",
        " =1+1",
        "http://example.org",
        "\tx",
        "mailto:a@b",
        "internal:A1",
    )
    case = a_case_with_rejected(*evil, reason="=HYPERLINK(1)")
    book = opened(case, tmp_path)
    assert tuple(book["Rejected rows"][1][5:]) == evil and book["Rejected rows"][1][3] == "=HYPERLINK(1)"
    with zipfile.ZipFile(tmp_path / "report.xlsx") as parts:
        pages = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/worksheets/")]
        styles = parts.read("xl/styles.xml").decode()
        assert not [name for name in parts.namelist() if "externalLink" in name or "vba" in name]
    assert not any("<f>" in page or "<hyperlink" in page for page in pages)
    assert 'quotePrefix="1"' in styles


def test_headings_stay_in_sight_and_the_marking_is_printed(tmp_path: Path):
    opened(a_case_with_rejected("x"), tmp_path)
    with zipfile.ZipFile(tmp_path / "report.xlsx") as parts:
        page = parts.read("xl/worksheets/sheet1.xml").decode()
    assert 'state="frozen"' in page and 'topLeftCell="A2"' in page and "<autoFilter" in page
    assert "&amp;COFFICIAL &amp;&amp; SENSITIVE" in page


def test_what_a_cell_cannot_hold_is_cut_and_said(tmp_path: Path):
    book = opened(a_case_with_rejected("x" * 50_000, "a\x00b \ud83d"), tmp_path)
    long = str(book["Rejected rows"][1][5])
    assert long.startswith("x" * LONGEST_CELL) and long.endswith("(cut: the cell holds more)")


def test_an_empty_case_gives_an_empty_report(tmp_path: Path):
    assert [len(rows) for rows in opened(a_case([]), tmp_path).values()] == [1, 1, 1, 1]


def test_a_folder_that_is_not_there_is_told(tmp_path: Path):
    with pytest.raises(UserError, match=r"report\.xlsx could not be saved"):
        save_sheets(import_report(a_case([])), tmp_path / "no" / "report.xlsx")


def test_the_sample_case_is_reported_whole(tmp_path: Path):
    folder = Path(str(resources.files("resources"))) / "examples" / "perry"
    case = read_files([folder / "rejected.xlsx", folder / "school_log.csv"], default_scheme()).case
    told = {str(row["File"]): row for row in sheet_of(case, "Files")}
    assert told["rejected.xlsx"]["Rows rejected"] == 8 and told["school_log.csv"]["Rows rejected"] == 0
    book = opened(case, tmp_path)
    assert len(book["Rejected rows"]) == 9 and book["Rejected rows"][2][3] == (
        "impossible date: 31 February 2014 does not exist"
    )


def test_a_report_is_sheets_of_equal_rows():
    assert all(isinstance(sheet, ReportSheet) for sheet in import_report(a_case_with_rejected("x")))


def test_a_file_that_could_not_be_read_is_in_the_report_of_the_case(tmp_path: Path) -> None:
    (tmp_path / "notes.pdf").write_bytes(b"%PDF-1.7 something")
    (tmp_path / "log.csv").write_text(
        "Date,Child,Event\n03/02/2013,Jo,Late\n,,No contact between May 2013 and July 2013\n", encoding="utf-8"
    )
    batch = import_files([tmp_path / "notes.pdf", tmp_path / "log.csv"], Case(default_scheme()))
    case, _changes = add_batch(batch)(Case(default_scheme()))
    first = sheet_of(case, "Files")[-1]
    assert first["File"] == "notes.pdf" and "not read: notes.pdf is a PDF" in str(first["Read as"])
    notes = [(row["File"], row["Row"], row["Note"]) for row in sheet_of(case, "Notes")]
    assert ("log.csv", 3, "no contact from 01/05/2013 to 31/07/2013") in notes
    assert "notes.pdf" in str(opened(case, tmp_path)["Files"])
