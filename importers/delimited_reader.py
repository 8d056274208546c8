"""Delimited text: which encoding, which delimiter, decided by what the bytes show."""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from app.errors import UserError
from importers.sheet import RawSheet

DELIMITERS = (",", ";", "\t", "|")
_SAMPLE_RECORDS = 200
_SAMPLE_CHARACTERS = 200_000

# A cell of a case note may be long; the csv module's own limit of 128 KB would refuse it.
csv.field_size_limit(2**31 - 1)


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a delimited text is laid out.

    ``skip`` counts the characters of a line "sep=;", which spreadsheet programs obey and do not show.
    """

    encoding: str
    delimiter: str
    skip: int = 0


def read_delimited(file: str, content: bytes, digest: str) -> tuple[RawSheet, ...]:
    """The one sheet of a delimited text file.

    Raises:
        UserError: naming the file, when it holds no text.
    """
    text, encoding = decode(file, content)
    dialect = sniff(text, encoding)
    records, whole = _records(text[dialect.skip :], dialect.delimiter)
    notes = () if whole else (f"{file}: a quotation mark is not closed, so rows may have run together.",)
    rows = [tuple(record) for record in records]
    return (RawSheet(file=file, name="", rows=rows, digest=digest, notes=notes),)


def decode(file: str, content: bytes) -> tuple[str, str]:
    """The text and the name of its encoding.

    Raises:
        UserError: naming the file, when the bytes are no text.
    """
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF32_BE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if content.startswith(mark):
            return _decoded(file, content, encoding), encoding
    if encoding := _utf16_without_mark(content):
        return _decoded(file, content, encoding), encoding
    if _is_binary(content):
        raise not_text(file)
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        # Windows-1252 leaves five bytes undefined; they stay visible as the replacement mark.
        return content.decode("cp1252", "replace"), "cp1252"


def not_text(file: str) -> UserError:
    """What is said of a file that is neither a workbook nor text."""
    return UserError(
        f"{file} is neither a spreadsheet nor a text file that can be read.",
        "Save the chronology as .xlsx, .ods, .csv or .docx.",
    )


def _decoded(file: str, content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise not_text(file) from error


def _utf16_without_mark(content: bytes) -> str | None:
    """UTF-16 that lacks its mark: every other byte of European text is zero."""
    head = content[:4000]
    if len(head) < 8 or len(content) % 2:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if odd > 0.6 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.6 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _is_binary(content: bytes) -> bool:
    head = content[:65536]
    controls = sum(
        count for byte, count in Counter(head).items() if byte < 32 and byte not in b"\t\n\r\x0b\x0c\x1a\x1c"
    )
    return b"\0" in head or controls > max(2, len(head) // 200)


def sniff(text: str, encoding: str) -> Dialect:
    """The delimiter that parts most records into the same number of cells, a named one first ("sep=;")."""
    first = text.partition("\n")[0].strip().strip('"')
    if first.lower().startswith("sep=") and len(first) == 5:
        return Dialect(encoding, first[4], text.index("\n") + 1 if "\n" in text else len(text))
    sample = text[:_SAMPLE_CHARACTERS]
    return Dialect(encoding, max(DELIMITERS, key=_fit(sample)))


def _fit(sample: str) -> Callable[[str], tuple[float, int]]:
    def fit(delimiter: str) -> tuple[float, int]:
        records, _ = _records(sample, delimiter, _SAMPLE_RECORDS)
        if len(sample) == _SAMPLE_CHARACTERS:
            records = records[:-1] or records
        widths = [len(record) for record in records if any(cell.strip() for cell in record)]
        counts = Counter(width for width in widths if width > 1)
        if not counts:
            return 0.0, 0
        width, often = max(counts.items(), key=lambda item: (item[1], item[0]))
        # Free text holds commas in odd numbers; a delimiter gives the same width again and again.
        return often / len(widths), width

    return fit


def _records(text: str, delimiter: str, most: int | None = None) -> tuple[list[list[str]], bool]:
    """The records, and whether every quotation mark was closed."""
    try:
        return _parse(text, delimiter, most, strict=True), True
    except csv.Error:
        return _parse(text, delimiter, most, strict=False), False


def _parse(text: str, delimiter: str, most: int | None, *, strict: bool) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)
    if most is None:
        return list(reader)
    return [record for record, _ in zip(reader, range(most), strict=False)]
