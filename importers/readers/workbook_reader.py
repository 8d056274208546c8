"""Workbooks: .xlsx, .xlsm, .xlsb, .xls and .ods, told apart by what they hold, not by what they are called."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, repeat
from typing import TypeVar

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from app.language import tr
from importers.readers.refusals import Protected, damaged, too_large
from importers.readers.sheet_slices import NotPlain, Ranges, large_sheet, only_named, slices_of
from importers.readers.workbook_facts import Facts, SheetFacts
from importers.sheet import MergedRange, RawCell, RawSheet, Row

_T = TypeVar("_T")

MOST_CELLS = 20_000_000
"""A sheet whose used range is larger is refused: the range is a mistake, or it would not fit in memory."""

_WIDE = 64
_AT_ONCE = 1000


def read_workbook(file: str, content: bytes, digest: str) -> Iterator[tuple[RawSheet, Iterator[Row]]]:
    """Every worksheet of a workbook, hidden ones included, each without its rows, and its rows.

    The merged ranges of a sheet are known once its rows were taken.

    Raises:
        UserError: naming the file, when it is protected, damaged or no workbook.
    """
    book = _Book(file, content)
    facts = Facts.of(content)
    found = False
    for place, about in enumerate(book.listed()):
        if about.typ is not SheetTypeEnum.WorkSheet:
            continue
        found = True
        merged: list[MergedRange] = []
        known = facts.sheet(about.name)
        raw = RawSheet(
            file=file,
            name=about.name,
            rows=(),
            digest=digest,
            hidden=about.visible is not SheetVisibleEnum.Visible,
            merged=merged,
            epoch_1904=facts.epoch_1904,
            notes=known.notes(tr("{file}, sheet {sheet}").format(file=file, sheet=about.name)),
            fills=known.looks.fills,
        )
        opened = _Opened(raw, book, place, known, merged)
        part = large_sheet(content, about.name)
        yield raw, opened.rows() if part is None else opened.rows_in_slices(content, part)
    if not found:
        yield RawSheet(file, "", (), digest, why=tr("the workbook has no worksheet")), iter(())


@dataclass(frozen=True)
class _Book:
    """A workbook for calamine, which holds a copy of what it opens and all its words: opened when it is needed."""

    file: str
    content: bytes

    def listed(self) -> list[SheetMetadata]:
        """What there is to know of each sheet without its cells."""
        named = only_named(self.content)
        book = self.opened if named is None else _guarded(self.file, lambda: _open(named))
        return _guarded(self.file, lambda: book.sheets_metadata)

    @cached_property
    def opened(self) -> CalamineWorkbook:
        return _guarded(self.file, lambda: _open(self.content))


@dataclass(frozen=True)
class _Opened:
    """A sheet of a workbook; its rows come from the first, their cells from the first column.

    Taking the rows fills ``merged``.
    """

    raw: RawSheet
    book: _Book
    place: int
    known: SheetFacts
    merged: list[MergedRange]

    def rows(self) -> Iterator[Row]:
        """The rows of a sheet that calamine reads as a whole."""
        file = self.raw.file
        book = self.book.opened
        sheet = _guarded(file, lambda: book.get_sheet_by_index(self.place))
        bottom, right = sheet.end or (0, 0)
        self._must_fit(bottom + 1, right + 1)
        self._add_merged(sheet.merged_cell_ranges)
        self.merged.extend(self.known.merged)
        # Calamine leaves out blank columns on the left, though not blank rows at the top.
        margin = ("",) * (sheet.start[1] if sheet.start else 0)
        rows = sheet.iter_rows()
        place = 0
        while some := _guarded(file, lambda: list(islice(rows, _AT_ONCE))):
            yield from self._as_shown(place, margin, some)
            place += len(some)

    def rows_in_slices(self, content: bytes, part: str) -> Iterator[Row]:
        """The same rows of a large sheet; narrower where a slice of them ends in blank cells."""
        place = 0
        slices = slices_of(content, part, self.place)
        try:
            while some := _guarded(self.raw.file, lambda: next(slices, None)):
                self._must_fit(some.top + len(some.rows), some.left + max(map(len, some.rows), default=0))
                margin = ("",) * some.left
                yield from repeat((), some.top - place if some.rows else 0)
                yield from self._as_shown(some.top, margin, some.rows)
                place = some.top + len(some.rows) if some.rows else place
                self._add_merged(some.merged)
        except NotPlain:
            yield from islice(self.rows(), place, None)

    def _as_shown(self, first: int, margin: Row, some: list[list[RawCell]]) -> Iterator[Row]:
        months, wide = self.known.months, len(margin) + len(some[0]) > _WIDE if some else False
        if not (margin or wide or months):
            yield from map(tuple, some)
            return
        for place, cells in enumerate(some, first):
            row = (*margin, *cells)
            if place in months:
                row = self.known.as_shown(place, row)
            yield _trimmed(row) if wide else row

    def _must_fit(self, rows: int, columns: int) -> None:
        if rows * columns > MOST_CELLS:
            raise too_large(
                tr("{place}, of {rows} rows by {columns} columns,").format(
                    place=self.raw.place, rows=rows, columns=columns
                )
            )

    def _add_merged(self, ranges: Ranges | None) -> None:
        self.merged.extend(MergedRange(top, left, bottom, right) for (top, left), (bottom, right) in ranges or ())


def _open(content: bytes) -> CalamineWorkbook:
    return CalamineWorkbook.from_filelike(io.BytesIO(content))


def _trimmed(row: Row) -> Row:
    """A row without the blank cells after its last filled one: one stray cell makes every row of a sheet as wide."""
    last = len(row)
    while last and row[last - 1] == "":
        last -= 1
    return row[:last]


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
