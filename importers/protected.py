"""Files that a password protects: opened in memory, never written back in clear."""

import io
import struct
import zipfile
from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar, cast

from importers.workbook_reader import protected

_T = TypeVar("_T")

_COMPOUND = b"\xd0\xcf\x11\xe0"
_PACKAGE = "EncryptedPackage".encode("utf-16-le")


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
    return content.startswith(_COMPOUND) and _try(content, lambda office: office.is_encrypted()) is True


def unlock(file: str, content: bytes, passwords: Iterable[str]) -> bytes:
    """The file without its protection, by the first password that opens it.

    Raises:
        UserError: when no password opens it.
    """
    for password in passwords:
        opened = _try(content, lambda office, password=password: _decrypted(office, password))
        if opened is not None:
            return opened
    raise protected(file)


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
