"""What calamine does not tell of an .xlsx and its XML does: hidden rows and columns, and dates shown without a day.

Of an .ods, which cells are merged.

The XML is searched, not parsed: what is not found is simply not told, and nothing here can stop a workbook from
being read.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from html import unescape

from app.language import trn
from importers.readers.cell_looks import Looks, Styles, looks_of, styles_of
from importers.readers.ods_facts import merged_cells
from importers.readers.xls_facts import XlsSheet, xls_sheets
from importers.sheet import MergedRange, Row

MOST_XML = 16_000_000
"""A sheet whose XML is larger than so many bytes is read without these facts, which would take as long as the rest."""

MOST_SMALL = 4_000_000

MOST_LOOKED_AT = 8_000_000
"""A sheet whose XML is larger is read without the colours of its cells and what is struck through."""

DAMAGES = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    KeyError,
    OSError,
    ValueError,
    RuntimeError,
    NotImplementedError,
    EOFError,
    zlib.error,
)
"""What a package that is damaged makes zipfile raise."""

_ODS = "content.xml"
_DATE_1904 = re.compile(rb"""date1904\s*=\s*["'](1|true)["']""")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
_ROW = re.compile(rb"""<(?:\w+:)?row\s[^>]*?\bhidden=["'](?:1|true)["'][^>]*>""")
_COLUMN = re.compile(rb"""<(?:\w+:)?col\s[^>]*?\bhidden=["'](?:1|true)["'][^>]*>""")
_NUMBER_FORMAT = re.compile(rb"<(?:\w+:)?numFmt\s[^>]*>")
_CELL_FORMATS = re.compile(rb"<(?:\w+:)?cellXfs[\s>].*?</(?:\w+:)?cellXfs>", re.DOTALL)
_FORMAT = re.compile(rb"<(?:\w+:)?xf\s[^>]*>")
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.')
_MONTH_BUILT_IN = "17"
_ADDRESS = re.compile(r"([A-Z]{1,3})(\d{1,7})")


def _attribute(tag: bytes, name: str) -> str:
    found = re.search(rf"""[\s:]{name}\s*=\s*(?:"([^"]*)"|'([^']*)')""".encode(), tag)
    return unescape((found[1] or found[2] or b"").decode("utf-8", "replace")) if found else ""


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """Of one sheet: the hidden rows (as numbered) and columns (as lettered), and where dates show no day.

    ``months`` maps a 0-based row to its columns whose dates show a month and a year alone. ``merged`` are the merged
    cells of an .ods, of which calamine does not tell.
    """

    rows: tuple[int, ...] = ()
    columns: tuple[str, ...] = ()
    months: Mapping[int, tuple[int, ...]] = field(default_factory=dict[int, tuple[int, ...]])
    looks: Looks = Looks()
    merged: tuple[MergedRange, ...] = ()

    def as_shown(self, place: int, row: Row) -> Row:
        """A row whose first days of a month, shown as months, are the words that a person sees."""
        cells = list(row)
        for column in self.months[place]:
            cell = cells[column] if column < len(cells) else ""
            if isinstance(cell, date) and cell.day == 1:
                cells[column] = f"{cell:%B} {cell.year}"
        return tuple(cells)

    def notes(self, place: str) -> tuple[str, ...]:
        """A sentence each on hidden rows and hidden columns."""
        told: list[str] = []
        if self.rows:
            count = len(self.rows)
            some = ", ".join(map(str, self.rows[:10])) + (" …" if count > 10 else "")
            said = trn(
                "{place}: {count} hidden row was read as well: {rows}.",
                "{place}: {count} hidden rows were read as well: {rows}.",
                count,
            )
            told.append(said.format(place=place, count=count, rows=some))
        if self.columns:
            count = len(self.columns)
            some = ", ".join(self.columns[:10]) + (" …" if count > 10 else "")
            said = trn(
                "{place}: {count} hidden column was read as well: {columns}.",
                "{place}: {count} hidden columns were read as well: {columns}.",
                count,
            )
            told.append(said.format(place=place, count=count, columns=some))
        if struck := self.looks.struck:
            some = ", ".join(map(str, struck[:10])) + (" …" if len(struck) > 10 else "")
            said = trn(
                "{place}: row {rows} is struck through and was read as well.",
                "{place}: {count} rows have words struck through and were read as well: {rows}.",
                len(struck),
            )
            told.append(said.format(place=place, count=len(struck), rows=some))
        return tuple(told)


@dataclass(frozen=True, slots=True)
class Facts:
    """Of a whole workbook. ``epoch_1904``: days are counted from 1904, as old Macintosh files do."""

    epoch_1904: bool = False
    sheets: Mapping[str, SheetFacts] = field(default_factory=dict[str, SheetFacts])

    @staticmethod
    def of(content: bytes) -> "Facts":
        """What the XML of an .xlsx tells, or the records of an .xls; nothing for another kind, or a damaged one."""
        if not content.startswith(b"PK"):
            return Facts(sheets={name: _of_xls(sheet) for name, sheet in xls_sheets(content, _shows_month).items()})
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as parts:
                if _ODS in parts.NameToInfo:
                    merged = merged_cells(_part(parts, _ODS, MOST_XML))
                    return Facts(sheets={name: SheetFacts(merged=areas) for name, areas in merged.items()})
                return _facts(parts)
        except DAMAGES:
            return Facts()

    def sheet(self, name: str) -> SheetFacts:
        """Of the sheet of that name."""
        return self.sheets.get(name, SheetFacts())


def _facts(parts: zipfile.ZipFile) -> Facts:
    book = _part(parts, "xl/workbook.xml", MOST_SMALL)
    known = _part(parts, "xl/styles.xml", MOST_SMALL)
    months = _month_formats(known)
    strings = _part(parts, "xl/sharedStrings.xml", MOST_SMALL)
    styles = styles_of(known, _part(parts, "xl/theme/theme1.xml", MOST_SMALL), strings)
    facts = Facts(_DATE_1904.search(book) is not None)
    found = {
        name: _sheet_facts(_part(parts, part, MOST_XML), months, styles) for name, part in sheet_parts(parts).items()
    }
    return replace(facts, sheets=found)


def sheet_parts(parts: zipfile.ZipFile) -> dict[str, str]:
    """The names of the sheets, each with the part of the package that holds it."""
    targets = {  # not words: XML
        _attribute(tag, "Id"): _attribute(tag, "Target").removeprefix("/xl/")
        for tag in _RELATION.findall(_part(parts, "xl/_rels/workbook.xml.rels", MOST_SMALL))
    }
    found: dict[str, str] = {}
    for tag in _SHEET.findall(_part(parts, "xl/workbook.xml", MOST_SMALL)):
        if target := targets.get(_attribute(tag, "id"), ""):
            found[_attribute(tag, "name")] = f"xl/{target}"
    return found


def _part(parts: zipfile.ZipFile, name: str, most: int) -> bytes:
    """A part's bytes; none where it is missing, larger than ``most`` or damaged."""
    try:
        if parts.getinfo(name).file_size > most:
            return b""
        with parts.open(name) as part:
            xml = part.read(most + 1)
    except DAMAGES:
        return b""
    return xml if len(xml) <= most else b""


def _sheet_facts(xml: bytes, months: frozenset[str], styles: Styles) -> SheetFacts:
    rows = [int(number) for tag in _ROW.findall(xml) if (number := _attribute(tag, "r")).isdecimal()]
    columns: list[str] = []
    for tag in _COLUMN.findall(xml[:100_000]):
        first, last = _attribute(tag, "min"), _attribute(tag, "max")
        # To hide all that is to the right of a table hides nothing.
        if first.isdecimal() and last.isdecimal() and 0 < int(first) <= int(last) < int(first) + 200:
            columns += [_letters(at) for at in range(int(first), int(last) + 1)]
    shown: dict[int, tuple[int, ...]] = {}
    for style in months:
        for tag in re.findall(rb"""<(?:\w+:)?c\s[^>]*?\bs=["']""" + style.encode() + rb"""["'][^>]*>""", xml):
            if match := _ADDRESS.fullmatch(_attribute(tag, "r")):
                row = int(match[2]) - 1
                shown[row] = (*shown.get(row, ()), _column(match[1]))
    looks = looks_of(xml, styles) if len(xml) <= MOST_LOOKED_AT else Looks()
    return SheetFacts(tuple(rows), tuple(columns), shown, looks)


def _month_formats(styles: bytes) -> frozenset[str]:
    """The numbers of the cell formats that show a month and a year without a day."""
    codes = {_attribute(tag, "numFmtId"): _attribute(tag, "formatCode") for tag in _NUMBER_FORMAT.findall(styles)}
    wanted = {number for number, code in codes.items() if _shows_month_alone(code)}
    if _MONTH_BUILT_IN not in codes:
        wanted.add(_MONTH_BUILT_IN)
    formats = _CELL_FORMATS.search(styles)
    found = _FORMAT.findall(formats[0]) if formats else []
    return frozenset(str(place) for place, tag in enumerate(found) if _attribute(tag, "numFmtId") in wanted)


def _of_xls(sheet: XlsSheet) -> SheetFacts:
    shown: dict[int, tuple[int, ...]] = {}
    for row, column in sheet.cells:
        shown[row] = (*shown.get(row, ()), column)
    return SheetFacts(
        tuple(row + 1 for row in sheet.rows), tuple(_letters(column + 1) for column in sheet.columns), shown
    )


def _shows_month(number: int, code: str) -> bool:
    return _shows_month_alone(code) if code else str(number) == _MONTH_BUILT_IN


def _shows_month_alone(code: str) -> bool:
    letters = _QUOTED.sub("", code.partition(";")[0]).lower()
    return "m" in letters and "y" in letters and not set("dhs0#") & set(letters)


def _letters(column: int) -> str:
    """The letters of a 1-based column."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _column(letters: str) -> int:
    """The 0-based column of letters."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
