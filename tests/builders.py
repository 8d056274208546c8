"""Building what a test needs: workbooks and text files as agencies would send them, and what importing them gives."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from app.case.event_table import Event
from app.case.model import Case, Child, ImportBatch, RowKind
from app.case.scheme import default_scheme
from importers.batch import import_files
from importers.dates.date_words import Order

TypedCell = str | int | float | bool | date | datetime | time | None
Grid = Sequence[Sequence[TypedCell]]

TODAY = date(2026, 6, 1)
"""The day on which tests import, so that none begins to fail later."""


def rows(text: str) -> list[list[str]]:
    """A grid from lines of cells parted by "|". Spaces round a cell are dropped; "-" alone is an empty cell."""
    lines = [line.strip() for line in text.strip().splitlines()]
    return [["" if (cell := part.strip()) == "-" else cell for part in line.split("|")] for line in lines]


def a_workbook(
    folder: Path, sheets: Grid | Mapping[str, Grid], name: str = "chronology.xlsx", merged: Sequence[str] = ()
) -> Path:
    """An .xlsx of these sheets (one grid becomes "Sheet1"); ``merged`` are ranges of the first sheet ("A3:A4")."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, grid in sheets.items() if isinstance(sheets, Mapping) else (("Sheet1", sheets),):
        sheet: Worksheet = book.create_sheet(title)
        for number, cells in enumerate(grid, 1):
            for column, cell in enumerate(cells, 1):
                if cell not in ("", None):
                    sheet.cell(number, column, cell)
    for area in merged:
        book.worksheets[0].merge_cells(area)
    path = folder / name
    book.save(path)
    return path


def a_text_file(folder: Path, text: str, name: str = "chronology.csv", encoding: str = "utf-8") -> Path:
    """A text file of exactly these characters."""
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def a_case(*children: str) -> Case:
    """An empty case that knows these children."""
    return Case(default_scheme(), children=tuple(Child(place, name) for place, name in enumerate(children)))


def imported(
    *paths: Path, case: Case | None = None, order: Order = "dmy", passwords: Sequence[str] = ()
) -> ImportBatch:
    """What these files add to a case (an empty one unless given)."""
    return import_files(paths, case or a_case(), order=order, today=TODAY, passwords=passwords)


def events_of(batch: ImportBatch) -> list[Event]:
    """The events of a batch, in order."""
    return [batch.events.event(place) for place in range(len(batch.events))]


def about(batch: ImportBatch) -> dict[int, set[str]]:
    """Row number -> the names of the children that row is about, for a batch of one source."""
    return {event.row: {batch.children[child].name for child in event.subjects} for event in events_of(batch)}


def kinds(batch: ImportBatch, source: int = 0) -> dict[int, RowKind]:
    """Row number -> what the row was taken for."""
    return {row.number: row.kind for row in batch.sources[source].rows}


def reasons(batch: ImportBatch, source: int = 0) -> dict[int, str]:
    """Row number -> why the row was rejected."""
    return {row.number: row.reason for row in batch.sources[source].rows if row.kind is RowKind.REJECTED}
