"""Exports that are called workbooks and are web pages or XML, and Word tables inside others."""

import zipfile
from datetime import date
from pathlib import Path

import pytest

from app.errors import UserError
from importers.readers.reading_apart import read_file
from tests.builders import about, events_of, imported

PAGE = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="{charset}">
<style>td {{ color: red }}</style></head><body><p>Agency: Health visiting</p><table border="1">
<tr><th>Date</th><th>Child</th><th>Event</th><th>Action</th></tr>
<tr><td rowspan="2">03/02/2014</td><td>Jo</td><td>Seen &amp; well<br>at the caf\xe9</td><td>None</td></tr>
<tr><td>Max</td><td>Late</td><td>Rang</td></tr>
<tr><td>05/02/2014</td><td>Max</td><td colspan="2">Weighed</td></tr>
</table></body></html>"""

BOOK = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Worksheet ss:Name="School log"><Table>
<Row><Cell><Data ss:Type="String">Date</Data></Cell><Cell><Data ss:Type="String">Child</Data></Cell>
<Cell><Data ss:Type="String">Event</Data></Cell></Row>
<Row ss:Index="4"><Cell><Data ss:Type="DateTime">2014-02-03T00:00:00.000</Data></Cell>
<Cell ss:Index="3"><Data ss:Type="String">Late</Data></Cell></Row>
</Table></Worksheet></Workbook>"""


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252"])
def test_a_web_page_saved_as_a_workbook(tmp_path: Path, charset: str) -> None:
    path = tmp_path / "export.xls"
    path.write_bytes(PAGE.format(charset=charset).encode(charset))
    batch = imported(path)
    assert [(event.row, event.text) for event in events_of(batch)] == [
        (2, "Seen & well\nat the caf\xe9"), (3, "Late"), (4, "Weighed"),
    ]  # fmt: skip
    assert events_of(batch)[1].when.earliest == date(2014, 2, 3)
    assert about(batch) == {2: {"Jo"}, 3: {"Max"}, 4: {"Max"}}
    assert [agency.name for agency in batch.agencies] == ["Health visiting"]


def test_an_xml_workbook_of_excel_2003(tmp_path: Path) -> None:
    path = tmp_path / "export.xls"
    path.write_text(BOOK, encoding="utf-8")
    batch = imported(path)
    (event,) = events_of(batch)
    assert (event.row, event.text, event.when.earliest) == (4, "Late", date(2014, 2, 3))
    assert batch.sources[0].sheet == "School log"


@pytest.mark.parametrize(
    ("content", "word"),
    [
        ('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY l "x">]>' + BOOK.partition("?>")[2], "damaged"),
        (BOOK[:400], "damaged"),
        (BOOK.replace('ss:Index="4"', 'ss:Index="9999999"'), "more than can be read"),
        ('<html><table><tr><td colspan="99999999">' + "x</td></tr></table>", ""),
        ("<html><body>no rows at all</body></html>", "web page"),
        ("MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n<html><table>", "web archive"),
    ],
)
def test_markup_that_means_harm_or_holds_nothing(tmp_path: Path, content: str, word: str) -> None:
    path = tmp_path / "export.xls"
    path.write_text(content, encoding="utf-8")
    if not word:
        assert max(len(row) for row in read_file(path)[0].rows) <= 1000
        return
    with pytest.raises(UserError, match=word):
        read_file(path)


def test_a_word_table_that_only_frames_another(tmp_path: Path) -> None:
    def cell(inside: str) -> str:
        return f"<w:tc>{inside}</w:tc>"

    def words(text: str) -> str:
        return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"

    grid = [("Date", "Child", "Event"), ("03/02/2014", "Jo", "Late"), ("04/02/2014", "Jo", "Seen")]
    inner = "".join("<w:tr>" + "".join(cell(words(text)) for text in row) + "</w:tr>" for row in grid)
    frame = f"<w:tbl><w:tr>{cell(words('School return') + f'<w:tbl>{inner}</w:tbl>')}</w:tr></w:tbl>"
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    path = tmp_path / "return.docx"
    with zipfile.ZipFile(path, "w") as parts:
        parts.writestr("word/document.xml", f'<w:document xmlns:w="{space}"><w:body>{frame}</w:body></w:document>')
    batch = imported(path)
    assert [event.text for event in events_of(batch)] == ["Late", "Seen"]
    assert batch.sources[0].sheet == "table 1"
