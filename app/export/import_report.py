"""What was read of every file, for the agency that sent it: as data, and as a workbook.

Nothing in the workbook runs when it is opened: what begins like a formula is kept as the words it is.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Protocol, cast

from app.analysis.coverage import returned_days
from app.case.again_edits import is_mended
from app.case.model import Case, Cell, Correction, Period, RowKind, SheetRow, Source
from app.language import tr
from app.whole_file import save_whole

Value = str | int | float | date | None
"""What a cell of the report holds; None for a blank one."""

LONGEST_CELL = 32_000
"""Characters that one cell of a workbook takes, with room for the words that say it was cut."""

EXACT = 10**15
"""Numbers from here on lose digits in a spreadsheet program, so they are written as words."""

MOST_COLUMNS = 200
_WIDEST, _NARROWEST = 60, 8
_FILE_FIRST = re.compile(r".+?\.\w{1,5}(?=[ ,])")
_SETTLED = (RowKind.EVENT, RowKind.REJECTED)


@dataclass(frozen=True, slots=True)
class ReportSheet:
    """One sheet of the report: its title, its headings and its rows, each as wide as the headings."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


def import_report(case: Case) -> tuple[ReportSheet, ...]:
    """What was recognised in each file and sheet, which rows were rejected and why, and what else should be known.

    Files that could not be read are told as well.
    """
    unread = tuple(dict.fromkeys(case.unread))
    sources = [source for source in case.sources if not source.by_hand]
    return (
        _files(case, sources, unread),
        ReportSheet(
            tr("Columns"),
            (tr("File"), tr("Sheet"), tr("Field"), tr("For"), tr("Heading in the file")),
            tuple(row for source in sources for row in _columns(source)),
        ),
        _rejected(case, sources),
        ReportSheet(
            tr("Notes"),
            (tr("File"), tr("Sheet"), tr("Row"), tr("Note")),
            (*((None, None, None, words) for words in unread), *(row for item in sources for row in _notes(item))),
        ),
    )


_FILE_HEADINGS = (
    tr("File"),
    tr("Sheet"),
    tr("Read as"),
    tr("Agency"),
    tr("Heading row"),
    tr("Confidence (0 to 1)"),
    tr("Period from"),
    tr("Period to"),
    tr("Period is"),
    tr("Rows read"),
    tr("Events"),
    tr("Rows rejected"),
    tr("Rejected rows mended"),
    tr("Rows saying no contact"),
    tr("Other rows"),
    tr("Other columns (kept)"),
    tr("In the case"),
)


def _files(case: Case, sources: Sequence[Source], unread: Sequence[str]) -> ReportSheet:
    blank = (None,) * (len(_FILE_HEADINGS) - 4)
    missing = (
        (file_named(words), None, tr("not read: {words}").format(words=words), *blank, tr("no")) for words in unread
    )
    return ReportSheet(tr("Files"), _FILE_HEADINGS, (*(_file(case, source) for source in sources), *missing))


def file_named(sentence: str) -> str | None:
    """The file that a sentence on it begins with; None where it does not begin with one."""
    met = _FILE_FIRST.match(sentence)
    return met[0] if met else None


def _file(case: Case, source: Source) -> tuple[Value, ...]:
    kinds = [row.kind for row in source.rows]
    read = sum(kind in (*_SETTLED, RowKind.NO_CONTACT) for kind in kinds)
    first, last = returned_days(case, source.id) or (None, None)
    period = tr("as the return says") if source.period else tr("from its first row to its last") if first else None
    return (
        source.file,
        source.sheet or None,
        tr("no chronology: {why}").format(why=source.why) if source.why else tr("chronology"),
        case.agency_name(-1 if source.agency is None else source.agency) or None,
        source.header_row,
        round(source.confidence, 2),
        first,
        last,
        period,
        read,
        kinds.count(RowKind.EVENT),
        kinds.count(RowKind.REJECTED),
        sum(is_mended(row) for row in source.rows),
        kinds.count(RowKind.NO_CONTACT),
        len(kinds) - read,
        "; ".join(_other_columns(source)) or None,
        tr("withdrawn") if source.withdrawn else tr("yes"),
    )


def _other_columns(source: Source) -> list[str]:
    used = {heading for _, _, heading in _mapping(source)}
    return [heading for heading in source.headings if heading.strip() and heading not in used]


def _mapping(source: Source) -> Iterator[tuple[str, str | None, str]]:
    """Field, child or part, and heading of every column that was recognised."""
    for field, headings in source.columns.items():
        if isinstance(headings, str):
            yield field, None, headings
        else:
            for part, heading in headings:
                yield field, part, heading


def _columns(source: Source) -> Iterator[tuple[Value, ...]]:
    for field, part, heading in _mapping(source):
        yield source.file, source.sheet or None, field.replace("_", " "), part, heading


def _rejected(case: Case, sources: Sequence[Source]) -> ReportSheet:
    """Every rejected row with its cells in the columns in which they stand in the file."""
    told = [
        (source, row) for source in sources for row in source.rows if row.kind is RowKind.REJECTED or is_mended(row)
    ]
    width = min(max((_filled(row) for _, row in told), default=0), MOST_COLUMNS)
    mended = _mended_by(case)
    rows = tuple(
        (
            source.file,
            source.sheet or None,
            row.number,
            row.reason,
            mended.get((source.id, row.number)),
            *(_value(cell) for cell in (*row.cells, *(None,) * width)[:width]),
        )
        for source, row in told
    )
    letters = tuple(tr("Column {letters}").format(letters=_letters(column)) for column in range(width))
    return ReportSheet(
        tr("Rejected rows"), (tr("File"), tr("Sheet"), tr("Row"), tr("Why"), tr("Mended since"), *letters), rows
    )


def _mended_by(case: Case) -> dict[tuple[int, int], str]:
    """For each mended row (source, row) its date as given, and who gave it."""
    dates: dict[int, Correction] = {item.event: item for item in case.corrections if item.field == "date"}
    found: dict[tuple[int, int], str] = {}
    for event_id, mark in dates.items():
        event = case.event(event_id)
        found[(event.source, event.row)] = f"{event.when.words} ({mark.by})"
    return found


def _filled(row: SheetRow) -> int:
    return max((place for place, cell in enumerate(row.cells, start=1) if cell not in (None, "")), default=0)


def _value(cell: Cell) -> Value:
    return str(cell) if isinstance(cell, bool) else cell if cell != "" else None


def _letters(column: int) -> str:
    """A column as spreadsheet programs name it: 0 is A, 26 is AA."""
    left, last = divmod(column, 26)
    return (_letters(left - 1) if left else "") + chr(ord("A") + last)


def _notes(source: Source) -> Iterator[tuple[Value, ...]]:
    for note in source.notes:
        yield source.file, source.sheet or None, None, note
    for silence in source.no_contact:
        yield (
            source.file,
            source.sheet or None,
            silence.row,
            tr("no contact {days}").format(days=_spoken(silence.period)),
        )
    for row in source.rows:
        if row.kind is RowKind.NOTE and source.why is None:
            words = " ".join(str(cell) for cell in row.cells if cell not in (None, ""))
            yield source.file, source.sheet or None, row.number, tr("kept as a note: {words}").format(words=words)


def _spoken(period: Period) -> str:
    first, last = (day and f"{day:%d/%m/%Y}" for day in (period.first, period.last))
    return (
        tr("from {first} to {last}").format(first=first, last=last)
        if first and last
        else tr("since {first}").format(first=first)
        if first
        else tr("up to {last}").format(last=last)
    )


# As a workbook ------------------------------------------------------------------------------------


class _Sheet(Protocol):
    """What is used of a worksheet of the writer, whose own types are not declared."""

    def write_string(self, row: int, col: int, string: str, cell_format: object) -> int: ...
    def write_number(self, row: int, col: int, number: float, cell_format: object) -> int: ...
    def write_datetime(self, row: int, col: int, date: date, cell_format: object) -> int: ...
    def freeze_panes(self, row: int, col: int) -> None: ...
    def autofilter(self, first_row: int, first_col: int, last_row: int, last_col: int) -> int: ...
    def set_column(self, first_col: int, last_col: int, width: float) -> int: ...
    def set_header(self, header: str) -> None: ...
    def set_landscape(self) -> None: ...
    def repeat_rows(self, first_row: int) -> None: ...


class _Workbook(Protocol):
    def add_worksheet(self, name: str) -> _Sheet: ...
    def add_format(self, properties: dict[str, object]) -> object: ...
    def close(self) -> None: ...


@dataclass(frozen=True)
class _Looks:
    """How cells look. ``quoted`` keeps a program from taking words for a formula even when they are edited."""

    heading: object
    words: object
    quoted: object
    day: object
    number: object


def save_sheets(sheets: Sequence[ReportSheet], path: Path, marking: str = "") -> None:
    """Write these sheets as an .xlsx workbook, in place of one that may be there: whole or not at all.

    Raises:
        UserError: when it cannot be written.
    """
    save_whole(path, _workbook(sheets, marking))


def _workbook(sheets: Sequence[ReportSheet], marking: str) -> bytes:
    from xlsxwriter.workbook import Workbook  # noqa: PLC0415 # pyright: ignore[reportMissingTypeStubs] - few need it, and it states no types

    # Words are written as words whatever they look like; no address becomes a link.
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    content = BytesIO()
    workbook = cast(_Workbook, Workbook(content, options))
    looks = _Looks(
        heading=workbook.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
        words=workbook.add_format({"text_wrap": True, "valign": "top"}),
        quoted=workbook.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True}),
        day=workbook.add_format({"num_format": "dd/mm/yyyy", "valign": "top", "align": "left"}),
        number=workbook.add_format({"valign": "top"}),
    )
    for sheet in sheets:
        _write_sheet(workbook.add_worksheet(sheet.title), sheet, looks, marking)
    workbook.close()
    return content.getvalue()


def _write_sheet(page: _Sheet, sheet: ReportSheet, looks: _Looks, marking: str) -> None:
    for column, heading in enumerate(sheet.headings):
        page.write_string(0, column, heading, looks.heading)
        page.set_column(column, column, _width(sheet, column))
    for place, row in enumerate(sheet.rows, start=1):
        for column, value in enumerate(row):
            _write_cell(page, place, column, value, looks)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, max(1, len(sheet.rows)), len(sheet.headings) - 1)
    page.set_landscape()
    page.repeat_rows(0)
    if marking:
        page.set_header(f"&C{marking.replace('&', '&&')}"[:250])


def _write_cell(page: _Sheet, row: int, column: int, value: Value, looks: _Looks) -> None:
    if isinstance(value, date):
        if value.year >= 1900:
            page.write_datetime(row, column, value, looks.day)
        else:
            page.write_string(row, column, value.isoformat(), looks.words)
    elif isinstance(value, str):
        words = value.encode("utf-8", "replace").decode()
        words = (
            words
            if len(words) <= LONGEST_CELL
            else tr("{words} … (cut: the cell holds more)").format(words=words[:LONGEST_CELL])
        )
        page.write_string(row, column, words, looks.quoted if _may_run(words) else looks.words)
    elif value is not None and not abs(value) < EXACT:
        page.write_string(row, column, str(value), looks.words)
    elif value is not None:
        page.write_number(row, column, value, looks.number)


def _may_run(words: str) -> bool:
    """Whether a spreadsheet program may take words for a formula."""
    return words.lstrip()[:1] in ("=", "+", "-", "@") or words[:1] in ("\t", "\r", "\n")


def _width(sheet: ReportSheet, column: int) -> float:
    """A width that shows most cells of a column whole, in characters."""
    longest = max((len(str(row[column])) for row in sheet.rows if row[column] is not None), default=0)
    return min(_WIDEST, max(_NARROWEST, min(len(sheet.headings[column]), 24), longest) + 2)
