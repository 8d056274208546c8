"""Spreadsheets that are really markup: web pages saved as .xls, as case systems export them, and Excel 2003 XML."""

import re
from collections.abc import Iterator
from datetime import datetime
from html.parser import HTMLParser
from xml.etree.ElementTree import Element, ParseError, fromstring

from app.language import tr
from importers.readers.delimited_reader import encoding_of
from importers.readers.refusals import damaged, not_text, too_large
from importers.sheet import MergedRange, RawCell, RawSheet, Row

MOST_BYTES = 32 << 20
MOST_CELLS = 2_000_000

_HEAD = 4096
_MOST_SPAN, _MOST_COLUMNS = 200, 1000
_CHARSET = re.compile(rb"""charset\s*=\s*["']?([\w-]+)""", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\n\f]+")
_BREAKS = frozenset(("br", "p", "div", "li"))
_UNSEEN = frozenset(("style", "script", "head", "title"))
_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"


def read_web_tables(file: str, content: bytes, digest: str) -> Iterator[tuple[RawSheet, Iterator[Row]]]:
    """Every table of a web page, named "table 1", "table 2", … where there are several, and its rows.

    Raises:
        UserError: naming the file, when it is too large or no text.
    """
    if len(content) > MOST_BYTES:
        raise too_large(file)
    named = _CHARSET.search(content[:_HEAD])
    try:
        encoding = named[1].decode() if named and not content.startswith((b"\xff", b"\xfe")) else ""
        page = _Page(file)
        page.feed(content.decode(encoding or encoding_of(file, content), "replace"))
        page.close()
    except LookupError as error:
        raise not_text(file) from error
    tables = [table for table in page.tables if table.rows]
    for number, table in enumerate(tables, 1):
        # Its name in whatever language: a corrected file is compared sheet by sheet.
        name = f"table {number}" if len(tables) > 1 else ""  # not words: a name to compare by
        rows = [tuple(row) for row in table.rows]
        yield RawSheet(file, name, (), digest, merged=tuple(table.merged), above=tuple(table.above[-10:])), iter(rows)
    if not tables:
        yield RawSheet(file, "", (), digest, why=tr("the page has no table")), iter(())


class _WebTable:
    """One table as it is read. A cell that spans others leaves them blank."""

    def __init__(self, above: list[str]) -> None:
        self.rows: list[list[str]] = []
        self.merged: list[MergedRange] = []
        self.above = above
        self.cell: list[str] | None = None
        self._span = (1, 1)
        self._taken: set[tuple[int, int]] = set()

    def begin_cell(self, columns: int, rows: int) -> None:
        self.end_cell()
        if not self.rows:
            self.rows.append([])
        self.cell, self._span = [], (columns, rows)

    def end_cell(self) -> None:
        if self.cell is None:
            return
        row, (columns, rows) = self.rows[-1], self._span
        place = len(self.rows) - 1
        while (place, len(row)) in self._taken:
            row.append("")
        left = len(row)
        row.append("\n".join(line for part in "".join(self.cell).split("\n") if (line := part.strip())))
        row += [""] * (min(columns, max(1, _MOST_COLUMNS - left)) - 1)
        if columns > 1 or rows > 1:
            self.merged.append(MergedRange(place, left, place + rows - 1, left + columns - 1))
            self._taken |= {
                (below, at) for below in range(place + 1, place + rows) for at in range(left, left + columns)
            }
        self.cell = None


class _Page(HTMLParser):
    """Collects the tables of a page; a table inside another's cell is one of its own."""

    def __init__(self, file: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[_WebTable] = []
        self._open: list[_WebTable] = []
        self._above: list[str] = []
        self._unseen = 0
        self._cells = 0
        self._file = file

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        table = self._open[-1] if self._open else None
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag == "table":
            self._open.append(_WebTable(self._above))
            self.tables.append(self._open[-1])
            self._above = []
        elif table is not None and tag == "tr":
            table.end_cell()
            table.rows.append([])
        elif table is not None and tag in ("td", "th"):
            self._cells += 1
            if self._cells > MOST_CELLS:
                raise too_large(self._file)
            table.begin_cell(_span(attrs, "colspan"), _span(attrs, "rowspan"))
        elif tag in _BREAKS and table is not None and table.cell is not None:
            table.cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif self._open and tag in ("td", "th", "tr", "table"):
            self._open[-1].end_cell()
            if tag == "table":
                self._open.pop()

    def handle_data(self, data: str) -> None:
        words = _SPACES.sub(" ", data)
        if self._unseen or not words.strip(" "):
            return
        if not self._open:
            self._above.append(words.strip())
        elif (cell := self._open[-1].cell) is not None:
            cell.append(words.replace("\xa0", " "))


def _span(attrs: list[tuple[str, str | None]], name: str) -> int:
    said = (dict(attrs).get(name) or "").strip()
    return min(max(1, int(said)), _MOST_SPAN) if said.isdecimal() and len(said) < 6 else 1


def read_excel_xml(file: str, content: bytes, digest: str) -> Iterator[tuple[RawSheet, Iterator[Row]]]:
    """Every worksheet of an Excel 2003 XML workbook, and its rows.

    Raises:
        UserError: naming the file, when it is damaged, too large, or defines entities.
    """
    if len(content) > MOST_BYTES:
        raise too_large(file)
    if any("<!ENTITY".encode(encoding) in content for encoding in ("utf-8", "utf-16-le", "utf-16-be")):
        raise damaged(file)
    try:
        book = fromstring(content)
    except (ParseError, ValueError, LookupError) as error:
        raise damaged(file) from error
    for sheet in book.iter(f"{_SS}Worksheet"):
        merged: list[MergedRange] = []
        rows = _xml_rows(file, sheet, merged)
        yield RawSheet(file, sheet.get(f"{_SS}Name", ""), (), digest, merged=tuple(merged)), iter(rows)


def _xml_rows(file: str, sheet: Element, merged: list[MergedRange]) -> list[Row]:
    rows: list[Row] = []
    held = 0
    for row in sheet.iterfind(f"{_SS}Table/{_SS}Row"):
        at = _index(row, len(rows))
        cells: list[RawCell] = []
        for cell in row.iterfind(f"{_SS}Cell"):
            left = _index(cell, len(cells))
            across, down = _index(cell, 0, "MergeAcross", 0), _index(cell, 0, "MergeDown", 0)  # not words: XML
            if at > MOST_CELLS or left > _MOST_COLUMNS * 20:
                raise too_large(file)
            cells += [""] * (left - len(cells))
            cells.append(_xml_value(cell.find(f"{_SS}Data")))
            if across or down:
                merged.append(MergedRange(at, left, at + down, left + across))
                cells += [""] * min(across, _MOST_SPAN)
        held += len(cells)
        if held > MOST_CELLS or at > MOST_CELLS:
            raise too_large(file)
        rows += [()] * (at - len(rows))
        rows.append(tuple(cells))
    return rows


def _index(element: Element, otherwise: int, name: str = "Index", first: int = 1) -> int:  # not words: XML
    said = element.get(f"{_SS}{name}", "")
    return max(otherwise, int(said) - first) if said.isdecimal() and len(said) < 8 else otherwise


def _xml_value(data: Element | None) -> RawCell:
    if data is None:
        return ""
    words = "".join(data.itertext())
    kind = data.get(f"{_SS}Type", "String")  # not words: XML
    try:
        if kind == "Number":
            return float(words)
        if kind == "DateTime":
            return datetime.fromisoformat(words.strip())
    except ValueError:
        return words
    return words.strip() == "1" if kind == "Boolean" else words
