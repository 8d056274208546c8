"""What calamine does not tell of an .xls: hidden rows and columns, and which cells show a date without its day.

The records of the workbook stream are walked as [MS-XLS] lays them out (Excel 97 and later). What does not fit is
simply not told.
"""

import struct
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

MOST_BYTES = 32 << 20

_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST_SECTOR = 0xFFFFFFFA
_NAMES = frozenset(("workbook", "book"))
_BOF, _EOF, _BOUNDSHEET, _FORMAT, _XF = 0x0809, 0x000A, 0x0085, 0x041E, 0x00E0
_NUMBER, _RK, _MULRK, _FORMULA, _ROW, _COLINFO = 0x0203, 0x027E, 0x00BD, 0x0006, 0x0208, 0x007D
_BIFF8 = 0x0600
_ROW_HIDDEN, _COLUMN_HIDDEN = 0x20, 0x01
_MOST_COLUMNS = 200


@dataclass(frozen=True, slots=True)
class XlsSheet:
    """Of one sheet: hidden rows and columns, and the (row, column) of cells in a format asked for; all 0-based."""

    rows: tuple[int, ...] = ()
    columns: tuple[int, ...] = ()
    cells: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class _Globals:
    sheets: dict[str, int] = field(default_factory=dict[str, int])
    formats: dict[int, str] = field(default_factory=dict[int, str])
    used: list[int] = field(default_factory=list[int])


def xls_sheets(content: bytes, wanted: Callable[[int, str], bool]) -> Mapping[str, XlsSheet]:
    """What is known of each sheet of an .xls by its name; nothing for another file, an older or a damaged one.

    ``wanted`` says of a number format (its number and code, "" for a built-in one) whether its cells are asked for.
    """
    if not content.startswith(_MAGIC) or len(content) > MOST_BYTES:
        return {}
    try:
        stream = _workbook_stream(content)
        book = _globals(stream)
        formats = {place for place, number in enumerate(book.used) if wanted(number, book.formats.get(number, ""))}
        return {name: _sheet(stream, start, formats) for name, start in book.sheets.items()}
    except (struct.error, IndexError, UnicodeDecodeError, ValueError):
        return {}


def _workbook_stream(content: bytes) -> bytes:
    """The bytes of the stream "Workbook" of a compound file, which is larger than its small streams are.

    Raises:
        struct.error, IndexError, ValueError: when the file does not hold together.
    """
    size = 1 << struct.unpack_from("<H", content, 30)[0]
    if size not in (512, 4096):
        raise ValueError("sectors of another size")
    (count,) = struct.unpack_from("<I", content, 44)
    (directory,) = struct.unpack_from("<I", content, 48)
    lists = [at for at in struct.unpack_from("<109I", content, 76) if at < _LAST_SECTOR][:count]
    table: list[int] = []
    for at in lists:
        table += struct.unpack_from(f"<{size // 4}I", content, (at + 1) * size)
    for entry in _entries(_chain(content, directory, table, size)):
        name, start, length = entry
        if name.casefold() in _NAMES and length >= 4096:
            return _chain(content, start, table, size)[:length]
    raise ValueError("no workbook in it")


def _chain(content: bytes, start: int, table: list[int], size: int) -> bytes:
    found: list[bytes] = []
    at = start
    while at < _LAST_SECTOR:
        if len(found) > len(table):
            raise ValueError("a chain of sectors without an end")
        found.append(content[(at + 1) * size : (at + 2) * size])
        at = table[at]
    return b"".join(found)


def _entries(directory: bytes) -> Iterator[tuple[str, int, int]]:
    for at in range(0, len(directory) - 127, 128):
        (length,) = struct.unpack_from("<H", directory, at + 64)
        start, size = struct.unpack_from("<II", directory, at + 116)
        yield directory[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le"), start, size


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records of one part of the stream, to its end; parts inside it (charts) are left out."""
    deep = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        data = stream[at + 4 : at + 4 + size]
        at += 4 + size
        deep += (kind == _BOF) - (kind == _EOF)
        if deep == 1:
            yield kind, data
        if deep <= 0:
            return


def _globals(stream: bytes) -> _Globals:
    book = _Globals()
    for kind, data in _records(stream, 0):
        if kind == _BOF and struct.unpack_from("<H", data)[0] != _BIFF8:
            raise ValueError("an older workbook")
        if kind == _BOUNDSHEET:
            book.sheets[_words(data, 6, data[6])] = struct.unpack_from("<I", data)[0]
        elif kind == _FORMAT:
            number, length = struct.unpack_from("<HH", data)
            book.formats[number] = _words(data, 3, length)
        elif kind == _XF:
            book.used.append(struct.unpack_from("<H", data, 2)[0])
    return book


def _words(data: bytes, at: int, length: int) -> str:
    """Words whose length stands at one byte (``at``) before a byte of flags, two bytes wide where the flag says so."""
    wide = data[at + 1] & 1
    first = at + 2
    return data[first : first + length * (1 + wide)].decode("utf-16-le" if wide else "latin-1")


def _sheet(stream: bytes, start: int, formats: set[int]) -> XlsSheet:
    rows: list[int] = []
    columns: list[int] = []
    cells: list[tuple[int, int]] = []
    for kind, data in _records(stream, start):
        if kind == _ROW and struct.unpack_from("<H", data, 12)[0] & _ROW_HIDDEN:
            rows.append(struct.unpack_from("<H", data)[0])
        elif kind == _COLINFO and struct.unpack_from("<H", data, 8)[0] & _COLUMN_HIDDEN:
            first, last = struct.unpack_from("<HH", data)
            # To hide all that is to the right of a table hides nothing.
            columns += range(first, last + 1) if last < min(255, first + _MOST_COLUMNS) else ()
        elif kind in (_NUMBER, _RK, _FORMULA):
            row, column, style = struct.unpack_from("<HHH", data)
            if style in formats:
                cells.append((row, column))
        elif kind == _MULRK:
            row, column = struct.unpack_from("<HH", data)
            for step in range((len(data) - 6) // 6):
                if struct.unpack_from("<H", data, 4 + 6 * step)[0] in formats:
                    cells.append((row, column + step))
    return XlsSheet(tuple(rows), tuple(columns), tuple(cells))
