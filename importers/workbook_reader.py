"""Workbooks: .xlsx, .xlsm, .xlsb, .xls and .ods, told apart by what they hold, not by what they are called."""

import io
import os
import re
import zipfile
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from app.errors import UserError
from importers.sheet import MergedRange, RawCell, RawSheet

_T = TypeVar("_T")

MOST_CELLS = 40_000_000
"""A sheet with more cells than this is refused: its used range is a mistake, or it would not fit in memory."""

_SHORT = 40

_DATE_1904 = re.compile(rb"""date1904\s*=\s*["'](1|true)["']""")


def read_workbook(file: str, content: bytes, digest: str) -> tuple[RawSheet, ...]:
    """Every worksheet of a workbook, hidden ones included.

    Raises:
        UserError: naming the file, when it is protected, damaged or no workbook.
    """
    book = _guarded(file, lambda: CalamineWorkbook.from_filelike(io.BytesIO(content)))
    epoch_1904 = _counts_from_1904(content)
    return tuple(
        _sheet(file, book, place, digest, epoch_1904)
        for place, about in enumerate(book.sheets_metadata)
        if about.typ is SheetTypeEnum.WorkSheet
    )


def _sheet(file: str, book: CalamineWorkbook, place: int, digest: str, epoch_1904: bool) -> RawSheet:
    about = book.sheets_metadata[place]
    sheet = _guarded(file, lambda: book.get_sheet_by_index(place))
    if sheet.total_height * sheet.total_width > MOST_CELLS:
        raise UserError(
            f"{file}, sheet {about.name}: the sheet is {sheet.total_height} rows by {sheet.total_width} columns large.",
            "Delete the empty rows and columns after the table, save it, and try again.",
        )
    return RawSheet(
        file=file,
        name=about.name,
        rows=_guarded(file, lambda: _rows(sheet)),
        digest=digest,
        hidden=about.visible is not SheetVisibleEnum.Visible,
        merged=_merged(sheet),
        epoch_1904=epoch_1904,
    )


def _rows(sheet: CalamineSheet) -> list[tuple[RawCell, ...]]:
    """Every row. Short words that come again are kept once, which saves a quarter of the memory."""
    once: dict[str, str] = {}
    keep = once.setdefault
    return [
        tuple([keep(cell, cell) if isinstance(cell, str) and len(cell) <= _SHORT else cell for cell in row])
        for row in sheet.iter_rows()
    ]


def _merged(sheet: CalamineSheet) -> tuple[MergedRange, ...]:
    ranges = sheet.merged_cell_ranges
    return tuple(MergedRange(top, left, bottom, right) for (top, left), (bottom, right) in ranges or ())


def _guarded(file: str, read: Callable[[], _T]) -> _T:
    """What ``read`` gives, with calamine's own errors and its panics told as one sentence."""
    try:
        with _quietly():
            return read()
    except PasswordError as error:
        raise protected(file) from error
    except (CalamineError, OSError, ValueError) as error:
        raise damaged(file) from error
    except BaseException as error:
        # A panic inside the Rust library derives from BaseException and cannot be imported by name.
        if type(error).__name__ != "PanicException":
            raise
        raise damaged(file) from None


@contextmanager
def _quietly() -> Generator[None]:
    """Keep a panic's own words off standard error, where a person would take them for a crash."""
    try:
        kept = os.dup(2)
    except OSError:
        yield
        return
    try:
        with Path(os.devnull).open("wb") as nowhere:
            os.dup2(nowhere.fileno(), 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


def protected(file: str) -> UserError:
    """What is said of a file that asks for a password."""
    return UserError(f"{file} is protected by a password.", "Give its password, or save it without one.")


def damaged(file: str) -> UserError:
    """What is said of a workbook that cannot be read."""
    return UserError(
        f"{file} is damaged or is no workbook that can be read.", "Open it in a spreadsheet program and save it again."
    )


def _counts_from_1904(content: bytes) -> bool:
    """Whether an .xlsx counts days from 1904, as old Macintosh files do. Only bare numbers need to know."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            return _DATE_1904.search(parts.read("xl/workbook.xml")) is not None
    except (zipfile.BadZipFile, KeyError, OSError, ValueError, RuntimeError, NotImplementedError, EOFError):
        return False
