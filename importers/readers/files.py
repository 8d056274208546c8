"""Which reader a file needs, by what its bytes show; and one clear sentence where none will do."""

import hashlib
import io
import re
import stat
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import BinaryIO

from app.errors import UserError
from app.language import tr
from importers.readers.delimited_reader import read_delimited
from importers.readers.protected import is_protected, is_protected_workbook, unlock
from importers.readers.refusals import damaged, too_large
from importers.readers.word_reader import read_word
from importers.readers.workbook_reader import read_workbook
from importers.sheet import RawSheet, Row

Sheet = tuple[RawSheet, Iterator[Row]]
"""A sheet without its rows, and its rows, to be taken before the next sheet."""

Read = Callable[[str, bytes, str], Iterator[Sheet]]
"""From a file's name, its bytes and its digest to its sheets."""

MOST_BYTES = 160 << 20
MOST_UNPACKED = 512 << 20

_START = 4096
_SMALL_TEXT = 8 << 20
_PACKAGE = b"PK"
_COMPOUND = b"\xd0\xcf\x11\xe0"
_BARE_WORKBOOKS = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08")
"""How workbooks begin that are older than the compound file."""

_TABLE = re.compile(rb"<table[\s>]", re.IGNORECASE)
_SPREADSHEET = b"urn:schemas-microsoft-com:office:spreadsheet"
"""What a web page with a table, and the XML of Excel 2003, hold and others do not."""


@dataclass(frozen=True, slots=True)
class Reader:
    """A kind of file that can be read. ``kinds`` are the usual endings, for file dialogs only."""

    label: str
    kinds: tuple[str, ...]
    read: Read


WORKBOOK = Reader(tr("Workbooks"), (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"), read_workbook)
DELIMITED = Reader(tr("Delimited text"), (".csv", ".tsv", ".txt"), read_delimited)
WORD = Reader(tr("Word documents with tables"), (".docx",), read_word)


def _web_tables(file: str, content: bytes, digest: str) -> Iterator[Sheet]:
    from importers.readers.markup_reader import read_web_tables  # noqa: PLC0415 - few files are markup

    return read_web_tables(file, content, digest)


def _excel_xml(file: str, content: bytes, digest: str) -> Iterator[Sheet]:
    from importers.readers.markup_reader import read_excel_xml  # noqa: PLC0415 - as above

    return read_excel_xml(file, content, digest)


WEB_PAGE = Reader(tr("Web pages with tables"), (".htm", ".html"), _web_tables)
EXCEL_XML = Reader(tr("Excel 2003 XML"), (".xml",), _excel_xml)

READERS: tuple[Reader, ...] = (WORKBOOK, DELIMITED, WORD)
"""Every reader; file dialogs take their filters from it."""


def content_of(path: Path) -> bytes:
    """The bytes of a file.

    Raises:
        UserError: one sentence that names the file: it is missing, empty, too large, or no file at all.
    """
    content = _looked_at(path, lambda file: file.read(MOST_BYTES))
    if not content.strip(b"\0 \r\n\t\xef\xbb\xbf"):
        raise UserError(tr("{file} is empty.").format(file=path.name))
    return content


def is_plain_text(path: Path) -> bool:
    """Whether a file is small and no package, so that to read it can neither hang nor fill the memory.

    Raises:
        UserError: as ``content_of``.
    """
    start = _looked_at(path, lambda file: file.read(_START))
    return path.stat().st_size <= _SMALL_TEXT and not start.startswith((_PACKAGE, _COMPOUND, *_BARE_WORKBOOKS))


def read_sheets(file: str, content: bytes, passwords: Iterable[str] = ()) -> Iterator[Sheet]:
    """Every sheet of a file, each without its rows, and its rows.

    Raises:
        UserError: one sentence that names the file: it is protected, damaged, or no chronology's kind.
    """
    digest = hashlib.sha256(content).hexdigest()
    passwords = tuple(passwords)
    if is_protected(content):
        yield from _unlocked(file, content, passwords, digest)
        return
    try:
        yield from reader_of(file, content).read(file, content, digest)
    except UserError:
        # An .xls keeps its wrapping when it is protected, so it shows only on reading.
        if not is_protected_workbook(content):
            raise
        yield from _unlocked(file, content, passwords, digest)


def _unlocked(file: str, content: bytes, passwords: tuple[str, ...], digest: str) -> Iterator[Sheet]:
    opened, is_excels_own = unlock(file, content, passwords)
    notes = (tr("{file} is protected by the password that Excel itself knows, so it was opened.").format(file=file),)
    for sheet, rows in reader_of(file, opened).read(file, opened, digest):
        yield (replace(sheet, notes=(*notes, *sheet.notes)) if is_excels_own else sheet), rows
        notes = ()


def _looked_at(path: Path, look: Callable[[BinaryIO], bytes]) -> bytes:
    file = path.name or str(path)
    try:
        about = path.stat()
        if stat.S_ISDIR(about.st_mode):
            raise UserError(tr("{file} is a folder, not a file.").format(file=file), tr("Choose the files inside it."))
        if not stat.S_ISREG(about.st_mode):
            raise UserError(
                tr("{file} is a pipe or a device, not a file.").format(file=file),
                tr("Save what it gives to a file first."),
            )
        if about.st_size > MOST_BYTES:
            raise UserError(
                tr("{file} is larger than {size} MB.").format(file=file, size=MOST_BYTES >> 20),
                tr("Split it into smaller files."),
            )
        with path.open("rb") as opened:
            return look(opened)
    except FileNotFoundError as error:
        raise UserError(tr("{file} was not found.").format(file=file), tr("Has it been moved or renamed?")) from error
    except (OSError, ValueError) as error:
        raise UserError(
            tr("{file} cannot be opened.").format(file=file),
            tr("Is it open elsewhere, or are you not allowed to read it?"),
        ) from error


def reader_of(file: str, content: bytes) -> Reader:
    """The reader for these bytes, whatever the file is called.

    Raises:
        UserError: naming the file and what it is instead.
    """
    if content.startswith(_PACKAGE):
        return _in_package(file, content)
    if content.startswith(_COMPOUND):
        return _in_compound(file, content)
    for start, said in _known_others():
        if content.startswith(start):
            raise UserError(said.format(file=file), tr("Save the chronology as .xlsx, .ods, .csv or .docx."))
    head = content[:2000].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if head.startswith(b"<"):
        if _SPREADSHEET in content[:_START]:
            return EXCEL_XML
        if not head.startswith(b"<?xml") and _TABLE.search(content):
            return WEB_PAGE
    if head.startswith((b"<html", b"<!doctype", b"<?xml", b"<table")):
        raise UserError(
            tr("{file} is a web page or XML, not a spreadsheet.").format(file=file),
            tr("Open it in a spreadsheet program and save it as .xlsx."),
        )
    if content.startswith(_BARE_WORKBOOKS):
        return WORKBOOK
    return DELIMITED


@cache
def _known_others() -> tuple[tuple[bytes, str], ...]:
    """How files of other kinds begin, and what is said of them."""
    picture = tr("{file} is a picture, not a spreadsheet.")
    archive = tr("{file} is an archive, not a spreadsheet.")
    mail = tr("{file} is an e-mail, not a spreadsheet.")
    dif = tr("{file} is a DIF file, not a spreadsheet.")
    return (
        (b"%PDF", tr("{file} is a PDF, not a spreadsheet.")),
        (b"\x89PNG", picture),
        (b"\xff\xd8\xff", picture),
        (b"GIF8", picture),
        (b"II*\0", picture),
        (b"MM\0*", picture),
        (b"{\\rtf", tr("{file} is a rich text document, not a spreadsheet.")),
        (b"SQLite format 3\0", tr("{file} is a database, not a spreadsheet.")),
        (b"Rar!", archive),
        (b"7z\xbc\xaf", archive),
        (b"\x1f\x8b", archive),
        (b"ID;P", tr("{file} is a SYLK file, not a spreadsheet.")),
        (b"MIME-Version:", tr("{file} is a web archive or an e-mail, not a spreadsheet.")),
        (b"Received:", mail),
        (b"Return-Path:", mail),
        (b"TABLE\r\n0,1", dif),
        (b"TABLE\n0,1", dif),
    )


def _in_package(file: str, content: bytes) -> Reader:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            unpacked = sum(part.file_size for part in parts.infolist())
            names = {name.replace("\\", "/").lower() for name in parts.namelist()}
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, EOFError):
        # A package with a broken directory may still open: the workbook reader judges.
        return WORKBOOK
    if unpacked > MOST_UNPACKED:
        raise too_large(file)
    if any(name.startswith("word/") for name in names):
        return WORD
    if any(name.startswith(("xl/", "/xl/")) for name in names) or "content.xml" in names:
        return WORKBOOK
    if any(name.endswith("/workbook.xml") or name == "workbook.xml" for name in names):
        return WORKBOOK
    raise UserError(
        tr("{file} is an archive, not a spreadsheet.").format(file=file), tr("Unpack it and choose the files inside.")
    )


def _in_compound(file: str, content: bytes) -> Reader:
    names = ("Workbook", "Book", "WORKBOOK", "BOOK", "workbook", "book")  # not words: streams of a compound file
    if any(name.encode("utf-16-le") in content for name in names):
        return WORKBOOK
    if "WordDocument".encode("utf-16-le") in content:
        raise UserError(
            tr("{file} is an old Word document (.doc).").format(file=file),
            tr("Open it in a word processor and save it as .docx."),
        )
    if "PowerPoint Document".encode("utf-16-le") in content:
        raise UserError(tr("{file} is a presentation, not a spreadsheet.").format(file=file))
    if "__substg1.0_".encode("utf-16-le") in content:
        raise UserError(
            tr("{file} is an e-mail, not a spreadsheet.").format(file=file), tr("Save its attachment and choose that.")
        )
    raise damaged(file)
