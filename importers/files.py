"""Which reader a file needs, by what its bytes show; and one clear sentence where none will do."""

import hashlib
import io
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from app.errors import UserError
from importers.delimited_reader import not_text, read_delimited
from importers.protected import is_protected, is_protected_workbook, unlock
from importers.sheet import RawSheet
from importers.word_reader import read_word
from importers.workbook_reader import damaged, read_workbook

Read = Callable[[str, bytes, str], tuple[RawSheet, ...]]
"""From a file's name, its bytes and its digest to its sheets."""

MOST_BYTES = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Reader:
    """A kind of file that can be read. ``kinds`` are the usual endings, for file dialogs only."""

    label: str
    kinds: tuple[str, ...]
    read: Read


WORKBOOK = Reader("Workbooks", (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"), read_workbook)
DELIMITED = Reader("Delimited text", (".csv", ".tsv", ".txt"), read_delimited)
WORD = Reader("Word documents with tables", (".docx",), read_word)

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
    (b"TABLE\r\n0,1", "a DIF file"),
    (b"TABLE\n0,1", "a DIF file"),
)


def read_file(path: Path, passwords: Iterable[str] = ()) -> tuple[RawSheet, ...]:
    """Every sheet of a file.

    Raises:
        UserError: one sentence that names the file: it is missing, empty, protected, damaged, or no chronology's kind.
    """
    file = path.name
    content = _content(path)
    digest = hashlib.sha256(content).hexdigest()
    passwords = tuple(passwords)
    if is_protected(content):
        content = unlock(file, content, passwords)
    reader = reader_of(file, content)
    try:
        return reader.read(file, content, digest)
    except UserError:
        # An .xls keeps its wrapping when it is protected, so it shows only on reading.
        if not is_protected_workbook(content):
            raise
    return reader.read(file, unlock(file, content, passwords), digest)


def _content(path: Path) -> bytes:
    file = path.name or str(path)
    if path.is_dir():
        raise UserError(f"{file} is a folder, not a file.", "Choose the files inside it.")
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UserError(f"{file} is larger than one gigabyte.", "Split it into smaller files.")
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise UserError(f"{file} was not found.", "Has it been moved or renamed?") from error
    except (OSError, ValueError) as error:
        raise UserError(
            f"{file} cannot be opened.", "Is it open elsewhere, or are you not allowed to read it?"
        ) from error
    if not content.strip(b"\0 \r\n\t\xef\xbb\xbf"):
        raise UserError(f"{file} is empty.")
    return content


def reader_of(file: str, content: bytes) -> Reader:
    """The reader for these bytes, whatever the file is called.

    Raises:
        UserError: naming the file and what it is instead.
    """
    if content.startswith(b"PK"):
        return _in_package(file, content)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        return _in_compound(file, content)
    for start, kind in _KNOWN_OTHERS:
        if content.startswith(start):
            raise UserError(
                f"{file} is {kind}, not a spreadsheet.", "Save the chronology as .xlsx, .ods, .csv or .docx."
            )
    head = content[:2000].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if head.startswith((b"<html", b"<!doctype", b"<?xml", b"<table")):
        raise UserError(
            f"{file} is a web page or XML, not a spreadsheet.", "Open it in a spreadsheet program and save it as .xlsx."
        )
    if content.startswith((b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08")):
        return WORKBOOK
    return DELIMITED


def _in_package(file: str, content: bytes) -> Reader:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            names = {name.replace("\\", "/").lower() for name in parts.namelist()}
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, EOFError):
        # A package with a broken directory may still open: the workbook reader judges.
        return WORKBOOK
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


__all__ = ["DELIMITED", "READERS", "WORD", "WORKBOOK", "Reader", "not_text", "read_file", "reader_of"]
