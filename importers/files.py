"""Which reader a file needs, by what its bytes show; and one clear sentence where none will do."""

import hashlib
import io
import stat
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from app.errors import UserError
from importers.delimited_reader import read_delimited
from importers.markup_reader import is_excel_xml, is_web_table, read_excel_xml, read_web_tables
from importers.protected import is_protected, is_protected_workbook, unlock
from importers.refusals import damaged, too_large
from importers.sheet import RawSheet, Row
from importers.word_reader import read_word
from importers.workbook_reader import read_workbook

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


@dataclass(frozen=True, slots=True)
class Reader:
    """A kind of file that can be read. ``kinds`` are the usual endings, for file dialogs only."""

    label: str
    kinds: tuple[str, ...]
    read: Read


WORKBOOK = Reader("Workbooks", (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"), read_workbook)
DELIMITED = Reader("Delimited text", (".csv", ".tsv", ".txt"), read_delimited)
WORD = Reader("Word documents with tables", (".docx",), read_word)

WEB_PAGE = Reader("Web pages with tables", (".htm", ".html"), read_web_tables)
EXCEL_XML = Reader("Excel 2003 XML", (".xml",), read_excel_xml)

READERS: tuple[Reader, ...] = (WORKBOOK, DELIMITED, WORD)
"""Every reader; file dialogs take their filters from it."""

_KNOWN_OTHERS = (
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"II*\0", "a picture"),
    (b"MM\0*", "a picture"),
    (b"{\\rtf", "a rich text document"),
    (b"SQLite format 3\0", "a database"),
    (b"Rar!", "an archive"),
    (b"7z\xbc\xaf", "an archive"),
    (b"\x1f\x8b", "an archive"),
    (b"ID;P", "a SYLK file"),
    (b"MIME-Version:", "a web archive or an e-mail"),
    (b"Received:", "an e-mail"),
    (b"Return-Path:", "an e-mail"),
    (b"TABLE\r\n0,1", "a DIF file"),
    (b"TABLE\n0,1", "a DIF file"),
)


def content_of(path: Path) -> bytes:
    """The bytes of a file.

    Raises:
        UserError: one sentence that names the file: it is missing, empty, too large, or no file at all.
    """
    content = _looked_at(path, lambda file: file.read(MOST_BYTES))
    if not content.strip(b"\0 \r\n\t\xef\xbb\xbf"):
        raise UserError(f"{path.name} is empty.")
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
    notes = (f"{file} is protected by the password that Excel itself knows, so it was opened.",)
    for sheet, rows in reader_of(file, opened).read(file, opened, digest):
        yield (replace(sheet, notes=(*notes, *sheet.notes)) if is_excels_own else sheet), rows
        notes = ()


def _looked_at(path: Path, look: Callable[[BinaryIO], bytes]) -> bytes:
    file = path.name or str(path)
    try:
        about = path.stat()
        if stat.S_ISDIR(about.st_mode):
            raise UserError(f"{file} is a folder, not a file.", "Choose the files inside it.")
        if not stat.S_ISREG(about.st_mode):
            raise UserError(f"{file} is a pipe or a device, not a file.", "Save what it gives to a file first.")
        if about.st_size > MOST_BYTES:
            raise UserError(f"{file} is larger than {MOST_BYTES >> 20} MB.", "Split it into smaller files.")
        with path.open("rb") as opened:
            return look(opened)
    except FileNotFoundError as error:
        raise UserError(f"{file} was not found.", "Has it been moved or renamed?") from error
    except (OSError, ValueError) as error:
        raise UserError(
            f"{file} cannot be opened.", "Is it open elsewhere, or are you not allowed to read it?"
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
    for start, kind in _KNOWN_OTHERS:
        if content.startswith(start):
            raise UserError(
                f"{file} is {kind}, not a spreadsheet.", "Save the chronology as .xlsx, .ods, .csv or .docx."
            )
    head = content[:2000].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if head.startswith(b"<"):
        if is_excel_xml(content):
            return EXCEL_XML
        if not head.startswith(b"<?xml") and is_web_table(content):
            return WEB_PAGE
    if head.startswith((b"<html", b"<!doctype", b"<?xml", b"<table")):
        raise UserError(
            f"{file} is a web page or XML, not a spreadsheet.", "Open it in a spreadsheet program and save it as .xlsx."
        )
    if content.startswith(_BARE_WORKBOOKS):
        return WORKBOOK
    return DELIMITED


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
    raise UserError(f"{file} is an archive, not a spreadsheet.", "Unpack it and choose the files inside.")


def _in_compound(file: str, content: bytes) -> Reader:
    names = ("Workbook", "Book", "WORKBOOK", "BOOK", "workbook", "book")
    if any(name.encode("utf-16-le") in content for name in names):
        return WORKBOOK
    if "WordDocument".encode("utf-16-le") in content:
        raise UserError(f"{file} is an old Word document (.doc).", "Open it in a word processor and save it as .docx.")
    if "PowerPoint Document".encode("utf-16-le") in content:
        raise UserError(f"{file} is a presentation, not a spreadsheet.")
    if "__substg1.0_".encode("utf-16-le") in content:
        raise UserError(f"{file} is an e-mail, not a spreadsheet.", "Save its attachment and choose that.")
    raise damaged(file)
