"""Files that a password protects: opened in memory, never written back in clear."""

import io
from collections.abc import Iterable

from app.errors import UserError
from importers.workbook_reader import protected

_PACKAGE = "EncryptedPackage".encode("utf-16-le")


def is_protected(content: bytes) -> bool:
    """Whether the bytes are an Office file wrapped in encryption (.xlsx, .docx)."""
    return content.startswith(b"\xd0\xcf\x11\xe0") and _PACKAGE in content


def unlock(file: str, content: bytes, passwords: Iterable[str]) -> bytes:
    """The file without its protection, by the first password that opens it.

    Raises:
        UserError: when no password opens it.
    """
    for password in passwords:
        opened = _try(content, password)
        if opened is not None:
            return opened
    raise protected(file)


def _try(content: bytes, password: str) -> bytes | None:
    import msoffcrypto  # noqa: PLC0415 - slow to load and needed only for protected files
    from msoffcrypto import exceptions  # noqa: PLC0415 - as above

    clear = io.BytesIO()
    try:
        office = msoffcrypto.OfficeFile(io.BytesIO(content))
        office.load_key(password=password)
        office.decrypt(clear)
    except (exceptions.DecryptionError, exceptions.InvalidKeyError, exceptions.ParseError, exceptions.FileFormatError):
        return None
    except (ValueError, KeyError, OSError, IndexError) as error:
        raise UserError(f"This protected file is damaged ({type(error).__name__}).") from error
    return clear.getvalue()
