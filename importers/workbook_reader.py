"""Workbooks: .xlsx, .xlsm, .xlsb, .xls and .ods, told apart by what they hold, not by what they are called."""

import io
from collections.abc import Callable, Iterator
from itertools import islice
from typing import TypeVar

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from importers.refusals import Protected, damaged, too_large
from importers.sheet import MergedRange, RawSheet, Row
from importers.workbook_facts import Facts, SheetFacts

_T = TypeVar("_T")

MOST_CELLS = 20_000_000
"""A sheet whose used range is larger is refused: the range is a mistake, or it would not fit in memory."""

_WIDE = 64
_AT_ONCE = 1000


def read_workbook(file: str, content: bytes, digest: str) -> Iterator[tuple[RawSheet, Iterator[Row]]]:
    """Every worksheet of a workbook, hidden ones included, each without its rows, and its rows.

    Raises:
        UserError: naming the file, when it is protected, damaged or no workbook.
    """
    book = _guarded(file, lambda: CalamineWorkbook.from_filelike(io.BytesIO(content)))
    facts = Facts.of(content)
    found = False
    for place, about in enumerate(_guarded(file, lambda: book.sheets_metadata)):
        if about.typ is not SheetTypeEnum.WorkSheet:
            continue
        found = True
        sheet = _guarded(file, lambda place=place: book.get_sheet_by_index(place))
        bottom, right = sheet.end or (0, 0)
        if (bottom + 1) * (right + 1) > MOST_CELLS:
            raise too_large(f"{file}, sheet {about.name}, of {bottom + 1} rows by {right + 1} columns,")
        known = facts.sheet(about.name)
        raw = RawSheet(
            file=file,
            name=about.name,
            rows=(),
            digest=digest,
            hidden=about.visible is not SheetVisibleEnum.Visible,
            merged=_merged(sheet),
            epoch_1904=facts.epoch_1904,
            notes=known.notes(f"{file}, sheet {about.name}"),
        )
        yield raw, _rows(file, sheet, known)
    if not found:
        yield RawSheet(file, "", (), digest, why="the workbook has no worksheet"), iter(())


def _rows(file: str, sheet: CalamineSheet, known: SheetFacts) -> Iterator[Row]:
    """Rows from the sheet's first, cells from its first column: calamine leaves out blank columns on the left."""
    margin = ("",) * (sheet.start[1] if sheet.start else 0)
    rows = sheet.iter_rows()
    wide = sheet.width > _WIDE
    place = 0
    plain = not (margin or wide or known.months)
    while some := _guarded(file, lambda: list(islice(rows, _AT_ONCE))):
        if plain:
            yield from map(tuple, some)
            continue
        for cells in some:
            row = (*margin, *cells)
            if place in known.months:
                row = known.as_shown(place, row)
            yield _trimmed(row) if wide else row
            place += 1


def _trimmed(row: Row) -> Row:
    """A row without the blank cells after its last filled one: one stray cell makes every row of a sheet as wide."""
    last = len(row)
    while last and row[last - 1] == "":
        last -= 1
    return row[:last]


def _merged(sheet: CalamineSheet) -> tuple[MergedRange, ...]:
    ranges = sheet.merged_cell_ranges
    return tuple(MergedRange(top, left, bottom, right) for (top, left), (bottom, right) in ranges or ())


def _guarded(file: str, read: Callable[[], _T]) -> _T:
    """What ``read`` gives, with calamine's own errors and its panics told as one sentence."""
    try:
        return read()
    except PasswordError as error:
        raise Protected(file) from error
    except MemoryError as error:
        raise too_large(file) from error
    except (CalamineError, OSError, ValueError, OverflowError) as error:
        raise damaged(file) from error
    except BaseException as error:
        # A panic inside the Rust library derives from BaseException and cannot be imported by name.
        if type(error).__name__ != "PanicException":
            raise
        raise damaged(file) from None
