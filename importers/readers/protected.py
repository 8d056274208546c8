"""Files that a password protects: opened in memory, never written back in clear."""

import io
import struct
import zipfile
from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar, cast

from importers.readers.refusals import Protected

_T = TypeVar("_T")

_COMPOUND = b"\xd0\xcf\x11\xe0"
_EXCELS_OWN = "VelvetSweatshop"  # not words: a password
"""Excel protects with this word where only changes are to be prevented, and opens such files without asking."""

_BLOCK, _FIRST_RECORDS = 64, 12
_BOOK_BEGINS, _FILE_PASS = b"\x09\x08", 0x2F

_PACKAGE = "EncryptedPackage".encode("utf-16-le")  # not words: a part of a file


class _OfficeFile(Protocol):
    def is_encrypted(self) -> bool: ...
    def load_key(self, *, password: str) -> None: ...
    def decrypt(self, outfile: io.BytesIO) -> None: ...


def is_protected(content: bytes) -> bool:
    """Whether the bytes are an Office file wrapped in encryption (.xlsx, .docx)."""
    return content.startswith(_COMPOUND) and _PACKAGE in content


def is_protected_workbook(content: bytes) -> bool:
    """Whether the bytes are an old workbook (.xls) or an .ods whose sheets are encrypted."""
    if content.startswith(b"PK"):
        return b"manifest:encryption-data" in _manifest(content)
    if not content.startswith(_COMPOUND):
        return False
    return _try(content, lambda office: office.is_encrypted()) is True or _begins_protected(content)


def _begins_protected(content: bytes) -> bool:
    """Whether the records of an old workbook (Excel 5, 95) begin with one that says it is protected."""
    for start in range(0, len(content), _BLOCK):
        if content.startswith(_BOOK_BEGINS, start):
            at = start
            for _ in range(_FIRST_RECORDS):
                if at + 4 > len(content):
                    break
                kind, size = struct.unpack_from("<HH", content, at)
                if kind == _FILE_PASS:
                    return True
                at += 4 + size
    return False


def unlock(file: str, content: bytes, passwords: Iterable[str]) -> tuple[bytes, bool]:
    """The file without its protection, by the first password that opens it, and whether that was Excel's own.

    Raises:
        Protected: when no password opens it.
    """
    for password in (*passwords, _EXCELS_OWN):
        opened = _try(content, lambda office, password=password: _decrypted(office, password))
        if opened is not None:
            return opened, password == _EXCELS_OWN
    raise Protected(file)


def _decrypted(office: _OfficeFile, password: str) -> bytes:
    clear = io.BytesIO()
    office.load_key(password=password)
    office.decrypt(clear)
    return clear.getvalue()


def _try(content: bytes, use: Callable[[_OfficeFile], _T]) -> _T | None:
    """What ``use`` makes of the file; None for a wrong password, and for damaged or unknown protection."""
    import msoffcrypto  # noqa: PLC0415 - slow to load, few need it  # pyright: ignore[reportMissingTypeStubs] - it has none
    from msoffcrypto import exceptions  # noqa: PLC0415 - comes with it  # pyright: ignore[reportMissingTypeStubs] - it has none

    known = (
        exceptions.FileFormatError,
        exceptions.ParseError,
        exceptions.DecryptionError,
        exceptions.EncryptionError,
        exceptions.InvalidKeyError,
    )
    other = (ValueError, LookupError, TypeError, AttributeError, OSError, NotImplementedError, struct.error)
    try:
        office = msoffcrypto.OfficeFile(io.BytesIO(content))  # pyright: ignore[reportUnknownMemberType] - as above
        return use(cast(_OfficeFile, office))
    except (*known, *other):
        return None


def _manifest(content: bytes) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            return parts.read("META-INF/manifest.xml")
    except (zipfile.BadZipFile, KeyError, OSError, RuntimeError, NotImplementedError, EOFError):
        return b""
