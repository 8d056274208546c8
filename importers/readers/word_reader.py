"""Tables of a Word document (.docx), read from its XML."""

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError, fromstring

from app.language import tr
from importers.readers.refusals import damaged, too_large
from importers.readers.repeated_forms import ReadTable, with_forms_joined
from importers.sheet import MergedRange, RawSheet, Row

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_FRAME_ROWS = 2
MOST_XML = 100_000_000

_DOCTYPE = re.compile(rb"<!DOCTYPE[^\[>]{0,200}\[([^\]]{0,2000})\]\s*>")
_OUTSIDE = re.compile(
    rb"<!ENTITY\s+([A-Za-z_][\w.-]*)\s+(?:SYSTEM|PUBLIC\s+(?:\"[^\"]*\"|'[^']*'))\s+(?:\"[^\"]*\"|'[^']*')\s*>"
)
"""An entity whose contents are to be fetched from elsewhere."""


def read_word(file: str, content: bytes, digest: str) -> Iterator[tuple[RawSheet, Iterator[Row]]]:
    """Every table of a Word document, named "table 1", "table 2", …, and its rows; text above a table goes with it.

    A form that was filled in several times is one table, named after the first, with a row for each time.

    Raises:
        UserError: naming the file, when it is damaged.
    """
    read, lines = _tables(_body(file, content))
    tables = with_forms_joined(read)
    for table in tables:
        name = f"table {table.number}"  # not words: a name to compare by, whatever the language
        notes = (_told(file, name, table.forms),) if table.forms else ()
        sheet = RawSheet(file, name, (), digest, merged=table.merged, above=table.above, notes=notes)
        yield sheet, iter(table.rows)
    if not tables:
        # Its lines may be a diary, each beginning with its date.
        yield RawSheet(file, "", (), digest, why=_no_table()), iter([(line,) for line in lines])


def _no_table() -> str:
    return tr("the document has no table; put the chronology in one, with a column for the date and one for the event")


def _told(file: str, name: str, forms: int) -> str:
    return tr("{file}, sheet {sheet}: {count} forms with the same labels were read as rows of one table.").format(
        file=file, sheet=name, count=forms
    )


def _tables(body: Element) -> tuple[list[ReadTable], list[str]]:
    """The tables in order, and the lines that stand below the last of them."""
    found: list[ReadTable] = []
    above: list[str] = []
    for block in _blocks(body):
        if block.tag == f"{_W}tbl":
            rows, merged = _table(block)
            found.append(ReadTable(tuple(above[-10:]), len(found) + 1, rows, merged))
            above = []
        elif words := _words(block):
            above.append(words)
    return found, above


def _body(file: str, content: bytes) -> Element:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            if parts.getinfo("word/document.xml").file_size > MOST_XML:
                raise too_large(file)
            xml = parts.read("word/document.xml")
        xml = _without_outside(xml)
        if any("<!ENTITY".encode(encoding) in xml for encoding in ("utf-8", "utf-16-le", "utf-16-be")):
            raise damaged(file)
        xml = xml.replace(_STRICT[1:-1].encode(), _W[1:-1].encode())
        body = fromstring(xml).find(f"{_W}body")
    except (zipfile.BadZipFile, KeyError, ParseError, OSError, RuntimeError, NotImplementedError, EOFError) as error:
        raise damaged(file) from error
    if body is None:
        raise damaged(file)
    return body


def _without_outside(xml: bytes) -> bytes:
    """The XML without what it wants fetched from outside, which is never done: such names stand for nothing.

    Entities of any other kind are left for the caller to refuse.
    """
    subset = _DOCTYPE.search(xml)
    if subset is None or b"%" in subset[1] or b"<!ENTITY" in _OUTSIDE.sub(b"", subset[1]):
        return xml
    for name in _OUTSIDE.findall(subset[1]):
        xml = xml.replace(b"&" + name + b";", b"")
    return xml.replace(subset[0], b"", 1)


def _blocks(parent: Element) -> Iterator[Element]:
    """Paragraphs and tables in order, also inside content controls and tables that only lay out a page."""
    for child in parent:
        if child.tag == f"{_W}tbl" and _lays_out(child):
            for cell in (cell for row in _inside(child, "tr") for cell in _inside(row, "tc")):
                yield from _blocks(cell)
        elif child.tag in (f"{_W}p", f"{_W}tbl"):
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml", f"{_W}ins"):
            yield from _blocks(child)


def _lays_out(table: Element) -> bool:
    """Whether a table of a row or two, or of one column, holds others of more rows: a frame round them."""
    rows = [list(_inside(row, "tc")) for row in _inside(table, "tr")]
    if len(rows) > _FRAME_ROWS and max(map(len, rows), default=0) > 1:
        return False
    held = (inner for row in rows for cell in row for inner in cell.iter(f"{_W}tbl"))
    return any(len(list(_inside(inner, "tr"))) > 1 for inner in held)


def _table(table: Element) -> tuple[list[tuple[str, ...]], tuple[MergedRange, ...]]:
    rows: list[tuple[str, ...]] = []
    merged: list[MergedRange] = []
    running: dict[int, int] = {}
    for number, row in enumerate(_inside(table, "tr")):
        cells = [""] * _number(row, "trPr", "gridBefore", 0)
        for cell in _inside(row, "tc"):
            span = _number(cell, "tcPr", "gridSpan", 1)
            left = len(cells)
            joined = cell.find(f"{_W}tcPr/{_W}vMerge")
            goes_on = joined is not None and joined.get(f"{_W}val", "continue") == "continue"
            cells.append("" if goes_on else _cell_words(cell))
            cells.extend([""] * (span - 1))
            top = running.get(left, number) if goes_on else number
            running[left] = top
            if goes_on or span > 1:
                merged.append(MergedRange(top, left, number, left + span - 1))
        rows.append(tuple(cells))
    return rows, tuple(merged)


def _inside(parent: Element, tag: str) -> Iterator[Element]:
    for child in parent:
        if child.tag == f"{_W}{tag}":
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml", f"{_W}ins"):
            yield from _inside(child, tag)


def _number(element: Element, properties: str, name: str, otherwise: int) -> int:
    found = element.find(f"{_W}{properties}/{_W}{name}")
    value = found.get(f"{_W}val", "") if found is not None else ""
    return min(int(value), 200) if value.isdecimal() else otherwise


def _cell_words(cell: Element) -> str:
    return "\n".join(words for block in cell.iter(f"{_W}p") if (words := _words(block)))


def _words(paragraph: Element) -> str:
    """The text of a paragraph as it reads with its tracked changes accepted."""
    pieces: list[str] = []
    for part in paragraph.iter():
        if part.tag == f"{_W}t":
            pieces.append(part.text or "")
        elif part.tag == f"{_W}tab":
            pieces.append("\t")
        elif part.tag in (f"{_W}br", f"{_W}cr"):
            pieces.append("\n")
        elif part.tag == f"{_W}noBreakHyphen":
            pieces.append("-")
    return "".join(pieces).strip()
