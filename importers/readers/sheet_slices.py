"""A large sheet of an .xlsx, read a slice of rows at a time: calamine holds all it reads several times over.

Each slice is made a workbook of its own: the same styles and strings around some rows of the sheet's XML. So calamine
says what each cell means, as of any other workbook, and never holds more than a slice.
"""

import io
import re
import zipfile
from array import array
from collections import deque
from collections.abc import Iterator, Sequence
from typing import IO, TYPE_CHECKING, NamedTuple

from python_calamine import CalamineError, CalamineWorkbook

from importers.readers.workbook_facts import DAMAGES, sheet_parts
from importers.sheet import RawCell

if TYPE_CHECKING:
    from concurrent.futures import Future

LARGE = 8 << 20
"""A sheet whose XML has at least so many bytes is read in slices."""

_SLICE = 128 << 10
_LONGEST_ROW = 4 << 20
_KEPT = re.compile(r"\[Content_Types\]\.xml|_rels/\.rels|xl/(?:workbook|styles)\.xml|xl/_rels/workbook\.xml\.rels")
_WORDS = "xl/sharedStrings.xml"
_WORDS_END = re.compile(rb"</si>|<si/>")
_WORD_NUMBER = re.compile(rb't="s"><v>(\d+)<')
_ROOT = re.compile(rb"<worksheet\b[^>]*>")
_ROWS_BEGIN = b"<sheetData>"
_ROW_END = b"</row>"
_END = b"</sheetData></worksheet>"

Ranges = list[tuple[tuple[int, int], tuple[int, int]]]
"""Merged ranges as calamine has them: the first and the last (row, column), 0-based."""


class NotPlain(Exception):
    """The sheet's XML is written in a way that cannot be cut between rows; it is to be read as a whole."""


class Slice(NamedTuple):
    """Some rows: the 0-based row and column of the first cell, the cells, and the merged ranges met."""

    top: int
    left: int
    rows: list[list[RawCell]]
    merged: Ranges


def large_sheet(content: bytes, name: str) -> str | None:
    """The part that holds the sheet of that name, where it is one to be read in slices; None for any other."""
    if not content.startswith(b"PK"):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            part = _sheets_in(parts).get(name, "")
            return part if part and parts.getinfo(part).file_size >= LARGE else None
    except DAMAGES:
        return None


def _sheets_in(parts: zipfile.ZipFile) -> dict[str, str]:
    return {name: part for name, part in sheet_parts(parts).items() if part in parts.NameToInfo}


def only_named(content: bytes) -> bytes | None:
    """A workbook with a large sheet as one that only names its sheets; None for any other."""
    if not content.startswith(b"PK"):
        return None
    named = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts, zipfile.ZipFile(named, "w") as kept:
            if not any(parts.getinfo(part).file_size >= LARGE for part in _sheets_in(parts).values()):
                return None
            for name in filter(_KEPT.fullmatch, parts.namelist()):
                kept.writestr(name, parts.read(name))
    except DAMAGES:
        return None
    return named.getvalue()


def slices_of(content: bytes, part: str, place: int) -> Iterator[Slice]:
    """The slices of the sheet at that place of a workbook, the rows of each below those of the one before.

    One is read ahead on a thread: calamine does its work outside Python's lock.

    Raises:
        NotPlain: when the XML cannot be cut; the slices given until then are right.
    """
    bottom = 0
    for found in _read_ahead(content, part, place):
        # A row that does not say where it stands would be counted from the first.
        if found.top < bottom and found.rows:
            raise NotPlain
        bottom = found.top + len(found.rows)
        yield found


def _read_ahead(content: bytes, part: str, place: int) -> Iterator[Slice]:
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - few sheets are large

    with zipfile.ZipFile(io.BytesIO(content)) as parts, ThreadPoolExecutor(1) as reader:
        around = [(name, parts.read(name)) for name in parts.namelist() if _KEPT.fullmatch(name)]
        words = _Words(parts.read(_WORDS)) if _WORDS in parts.NameToInfo else None
        waiting: deque[Future[Slice]] = deque()
        try:
            with parts.open(part) as xml:
                for piece in _pieces(xml, _SLICE):
                    waiting.append(reader.submit(_read, around, words, part, piece, place))
                    if len(waiting) > 1:
                        yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except (CalamineError, *DAMAGES) as error:
            raise NotPlain from error


class _Words:
    """The words that a workbook keeps apart from the cells, which have their numbers. A slice is given its own."""

    def __init__(self, xml: bytes) -> None:
        begin = xml.find(b"<si")
        if begin < 0 or b"<!" in xml:
            raise NotPlain
        self._xml = xml
        self._head = xml[:begin]
        self._ends = array("L", [begin, *(end.end() for end in _WORDS_END.finditer(xml))])

    def given_to(self, piece: bytes) -> tuple[bytes, bytes]:
        """A piece of a sheet with the words numbered anew, and the part that holds these words.

        Raises:
            NotPlain: when a cell has its number in another way than all programs write it.
        """
        found = _WORD_NUMBER.split(piece)
        if piece.count(b't="s"') != len(found) // 2:
            raise NotPlain
        numbers: dict[bytes, int] = {}
        found[1::2] = [b't="s"><v>%d<' % numbers.setdefault(number, len(numbers)) for number in found[1::2]]
        ends = self._ends
        try:
            words = [self._xml[ends[at] : ends[at + 1]] for at in map(int, numbers)]
        except IndexError:
            raise NotPlain from None
        return b"".join(found), b"".join((self._head, *words, b"</sst>"))


def _pieces(xml: IO[bytes], size: int) -> Iterator[bytes]:
    """The XML of a sheet as several, each with some of its rows; the last has what follows upon the rows."""
    left = xml.read(size)
    root, begin = _ROOT.search(left), left.find(_ROWS_BEGIN)
    if root is None or begin < 0:
        raise NotPlain
    head = root[0] + _ROWS_BEGIN
    left = left[begin + len(_ROWS_BEGIN) :]
    while more := xml.read(size):
        end = left.rfind(_ROW_END) + len(_ROW_END)
        if end >= len(_ROW_END):
            yield b"".join((head, left[:end], _END))
            left = left[end:]
        elif len(left) > _LONGEST_ROW:
            raise NotPlain
        left += more
    yield head + left


def _read(around: Sequence[tuple[str, bytes]], words: _Words | None, part: str, xml: bytes, place: int) -> Slice:
    """What calamine reads in a workbook that has this XML for its sheet."""
    book = io.BytesIO()
    with zipfile.ZipFile(book, "w") as parts:
        for name, content in around:
            parts.writestr(name, content)
        if words is not None:
            xml, said = words.given_to(xml)
            parts.writestr(_WORDS, said)
        parts.writestr(part, xml)
    book.seek(0)
    sheet = CalamineWorkbook.from_filelike(book).get_sheet_by_index(place)
    top, left = sheet.start or (0, 0)
    return Slice(top, left, sheet.to_python(skip_empty_area=True), sheet.merged_cell_ranges or [])
