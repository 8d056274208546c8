"""Old workbooks: hidden rows are told, a date shown as a month is a month, and damage is nothing worse than silence."""

import io
import struct
from datetime import date, datetime
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from app.case.dates import Precision
from importers.readers.xls_facts import xls_sheets
from tests.builders import events_of, imported
from tests.conftest import ROOT

XLS = ROOT / "resources" / "examples" / "perry" / "gp_summary.xls"
ROW = 0x0208


def is_date(number: int, code: str) -> bool:
    return 14 <= number <= 17 or "yy" in code.lower()


def records(content: bytes, wanted: int) -> list[int]:
    """Where the records of a kind begin, in a workbook stream that lies in one piece."""
    at = content.index(struct.pack("<HHH", 0x0809, 16, 0x0600))
    found: list[int] = []
    while at + 4 <= len(content):
        kind, size = struct.unpack_from("<HH", content, at)
        if kind == wanted:
            found.append(at + 4)
        if kind == 0 and size == 0:
            break
        at += 4 + size
    return found


def test_the_cells_that_hold_dates_are_known() -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(XLS.read_bytes()))
    known = xls_sheets(XLS.read_bytes(), is_date)
    assert list(known) == book.sheet_names
    for name, sheet in known.items():
        read = book.get_sheet_by_name(name)
        top, left = read.start or (0, 0)
        dates = {
            (top + row, left + column)
            for row, cells in enumerate(read.to_python())
            for column, cell in enumerate(cells)
            if isinstance(cell, date | datetime)
        }
        assert dates and dates <= set(sheet.cells)


def test_a_hidden_row_of_an_old_workbook_is_told(tmp_path: Path) -> None:
    content = bytearray(XLS.read_bytes())
    at = records(bytes(content), ROW)[3]
    (number,) = struct.unpack_from("<H", content, at)
    content[at + 12] |= 0x20
    (tmp_path / "hidden.xls").write_bytes(content)
    batch = imported(tmp_path / "hidden.xls")
    assert any(f"1 hidden row was read as well: {number + 1}." in note for note in batch.notes)
    assert len(batch.events) == len(imported(XLS).events)


def test_a_month_shown_without_a_day_is_a_month(tmp_path: Path) -> None:
    content = bytearray(XLS.read_bytes())
    first = (date(2014, 3, 1) - date(1899, 12, 30)).days
    for at in records(bytes(content), 0x00E0):
        if struct.unpack_from("<H", content, at + 2)[0] != 0:
            struct.pack_into("<H", content, at + 2, 17)
    for at in records(bytes(content), 0x0203):
        if 36526 < struct.unpack_from("<d", content, at + 6)[0] < 47000:
            struct.pack_into("<d", content, at + 6, first)
    for at in records(bytes(content), 0x027E):
        if 36526 < struct.unpack_from("<I", content, at + 6)[0] >> 2 < 47000:
            struct.pack_into("<I", content, at + 6, first << 2 | 2)
    (tmp_path / "months.xls").write_bytes(content)
    found = {(event.when.earliest, event.when.precision) for event in events_of(imported(tmp_path / "months.xls"))}
    assert (date(2014, 3, 1), Precision.MONTH) in found and (date(2014, 3, 1), Precision.DAY) not in found


@given(st.integers(0, 200_000), st.binary(min_size=1, max_size=40), st.integers(1, 200_000))
def test_damage_is_never_worse_than_silence(place: int, other: bytes, length: int) -> None:
    content = bytearray(XLS.read_bytes())
    at = place % len(content)
    content[at : at + len(other)] = other
    xls_sheets(bytes(content), is_date)
    xls_sheets(bytes(content[: length % len(content)]), is_date)
