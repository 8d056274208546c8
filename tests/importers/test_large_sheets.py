"""A sheet too large to be held whole is read in slices, and says exactly what it says when it is read at once."""

import zipfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from importers.readers.reading_apart import read_file
from importers.readers.sheet_slices import LARGE
from importers.sheet import MergedRange, RawCell
from tests.builders import a_workbook

_HEAD = '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
_WORDS = "Home visit. Mother &amp; baby seen – all well. " * 24
ROWS = 10_000


def row_xml(number: int, attribute: bool = True) -> str:
    at = f' r="{number}"' if attribute else ""
    cells = "".join(
        f'<c r="{letter}{number}"{rest}</c>' if attribute else f"<c{rest}</c>"
        for letter, rest in (
            ("B", f"><v>{number}</v>"),
            ("C", f' t="inlineStr"><is><t>{_WORDS}{number}</t></is>'),
            ("D", ' t="b"><v>1</v>'),
            ("F", f"><v>{number}.5</v>"),
        )
    )
    return f"<row{at}>{cells}</row>"


def sheet_xml(rows: Iterator[str], tail: str = "") -> bytes:
    return f"{_HEAD}<sheetData>{''.join(rows)}</sheetData>{tail}</worksheet>".encode()


def workbook_with(path: Path, xml: bytes) -> Path:
    """A workbook whose sheet is that XML; a second sheet stays as it is."""
    assert len(xml) > LARGE
    given = a_workbook(path.parent, {"Notes": [["x"]], "After": [["Date", "Event"], ["1", "2"]]}, "given.xlsx")
    with zipfile.ZipFile(given) as parts, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for part in parts.infolist():
            large = part.filename == "xl/worksheets/sheet1.xml"
            made.writestr(part.filename, xml if large else parts.read(part))
    return path


def as_calamine_reads(path: Path) -> list[list[RawCell]]:
    sheet = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)
    margin: list[RawCell] = [""] * (sheet.start or (0, 0))[1]
    return [without_blanks([*margin, *row]) for row in sheet.iter_rows()]


def without_blanks(row: list[RawCell]) -> list[RawCell]:
    while row and row[-1] == "":
        row.pop()
    return row


@pytest.mark.parametrize("gaps", [False, True])
def test_a_large_sheet_says_what_it_says_when_read_at_once(tmp_path: Path, gaps: bool) -> None:
    numbers = (number for number in range(3, ROWS) if not gaps or number % 700 > 30)
    tail = '<mergeCells count="1"><mergeCell ref="B9000:B9002"/></mergeCells>'
    path = workbook_with(tmp_path / "large.xlsx", sheet_xml(map(row_xml, numbers), tail))
    sheet, after = read_file(path)
    assert [without_blanks(list(row)) for row in sheet.rows] == as_calamine_reads(path)
    assert list(sheet.merged) == [MergedRange(8999, 1, 9001, 1)]
    assert list(after.rows) == [("Date", "Event"), ("1", "2")]


def test_rows_that_do_not_say_where_they_stand(tmp_path: Path) -> None:
    rows = (row_xml(number, attribute=False) for number in range(1, ROWS))
    path = workbook_with(tmp_path / "large.xlsx", sheet_xml(rows))
    assert [without_blanks(list(row)) for row in read_file(path)[0].rows] == as_calamine_reads(path)


def test_a_comment_that_looks_like_the_end_of_a_row(tmp_path: Path) -> None:
    comment = f"<!-- {'</row> ' * 200_000} -->"
    rows = (row_xml(number) + (comment if number == 5000 else "") for number in range(1, ROWS))
    path = workbook_with(tmp_path / "large.xlsx", sheet_xml(rows))
    assert [without_blanks(list(row)) for row in read_file(path)[0].rows] == as_calamine_reads(path)


def test_words_kept_apart_and_days_are_read_as_in_any_other_sheet(tmp_path: Path) -> None:
    path = tmp_path / "chronology.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet, shown = book.add_worksheet(), book.add_format({"num_format": "dd/mm/yyyy"})
        for row in range(9000):
            sheet.write_datetime(row, 0, datetime(2015, 1, 1) + timedelta(days=row % 900), shown)
            for column in range(1, 30):
                sheet.write_string(row, column, f"{_WORDS if column == 1 else 'Said'} {row % 400 + column}")
    with zipfile.ZipFile(path) as parts:
        assert parts.getinfo("xl/worksheets/sheet1.xml").file_size > LARGE
        assert "xl/sharedStrings.xml" in parts.namelist()
    assert [list(row) for row in read_file(path)[0].rows] == as_calamine_reads(path)
