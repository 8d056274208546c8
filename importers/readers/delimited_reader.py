"""Delimited text: which encoding, which delimiter, decided by what the bytes show."""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from app.errors import UserError
from app.language import tr
from importers.readers.refusals import not_text, too_large
from importers.sheet import RawSheet, Row, sharing_words

DELIMITERS = (",", ";", "\t", "|")
MOST_BYTES = 64 << 20
MOST_CELLS = 5_000_000

_AT_ONCE = 1 << 20
_SAMPLE_RECORDS = 200
_SAMPLE_CHARACTERS = 200_000

# A cell of a case note may be long; the csv module's own limit of 128 KB would refuse it.
csv.field_size_limit(2**31 - 1)


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a delimited text is laid out.

    ``skip`` counts the characters of a line "sep=;", which spreadsheet programs obey and do not show. ``spaced`` says
    that a space stands between a delimiter and a quotation mark, which is one nevertheless.
    """

    encoding: str
    delimiter: str
    skip: int = 0
    spaced: bool = False


def read_delimited(file: str, content: bytes, digest: str) -> Iterator[tuple[RawSheet, Iterator[Row]]]:
    """The one sheet of a delimited text file, and its rows.

    Raises:
        UserError: naming the file, when it holds no text, or more than one file may.
    """
    if len(content) > MOST_BYTES:
        raise UserError(
            tr("{file} is a text file of more than {size} MB.").format(file=file, size=MOST_BYTES >> 20),
            tr("Split it into smaller files."),
        )
    text = Text(content, encoding_of(file, content))
    try:
        dialect = sniff(text.start(_SAMPLE_CHARACTERS), text.encoding)
        records, whole = _records(file, text, dialect)
    except UnicodeDecodeError as error:
        raise not_text(file) from error
    run_on = tr("{file}: a quotation mark is not closed, so rows may have run together.").format(file=file)
    notes = () if whole else (run_on,)
    yield RawSheet(file=file, name="", rows=(), digest=digest, notes=notes), iter(records)


@dataclass(frozen=True, slots=True)
class Text:
    """A file's text, decoded as it is read: all of it at once would take four times its size."""

    content: bytes
    encoding: str

    def lines(self, skip: int = 0) -> io.TextIOWrapper:
        """The lines with their ends as they are, from a character on."""
        # Windows-1252 leaves five bytes undefined; they stay visible as the replacement mark.
        errors = "replace" if self.encoding == "cp1252" else "strict"
        stream = io.TextIOWrapper(io.BytesIO(self.content), self.encoding, errors, newline="")
        stream.read(skip)
        return stream

    def start(self, characters: int) -> str:
        """The first so many characters."""
        return self.lines().read(characters)


def encoding_of(file: str, content: bytes) -> str:
    """The name of a text's encoding.

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
            return encoding
    if encoding := _utf16_without_mark(content):
        return encoding
    if _is_binary(content):
        raise not_text(file)
    return "utf-8" if _is_utf8(content) else "cp1252"


def _is_utf8(content: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(content), _AT_ONCE):
            decoder.decode(content[start : start + _AT_ONCE], start + _AT_ONCE >= len(content))
    except UnicodeDecodeError:
        return False
    return True


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
    """How a text that starts so is laid out: by a delimiter it names ("sep=;"), else by one that parts it evenly."""
    first = text.partition("\n")[0].strip().strip('"')
    if first.lower().startswith("sep=") and len(first) == 5:
        return Dialect(encoding, first[4], text.index("\n") + 1 if "\n" in text else len(text))
    delimiter = max(DELIMITERS, key=lambda sign: _fit(_sampled(text, sign)))
    return Dialect(encoding, delimiter, spaced=_is_spaced(text, delimiter))


def _sampled(sample: str, delimiter: str, *, spaced: bool = False) -> list[list[str]]:
    """The first records, as one delimiter parts them; a mark after a space quotes where they are ``spaced``."""
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter, skipinitialspace=spaced, strict=spaced)
    records = list(islice(reader, _SAMPLE_RECORDS))
    return (records[:-1] or records) if len(sample) == _SAMPLE_CHARACTERS else records


def _fit(records: list[list[str]]) -> tuple[float, int]:
    """How evenly records are parted: the share of one width, and that width."""
    widths = [len(record) for record in records if any(cell.strip() for cell in record)]
    counts = Counter(width for width in widths if width > 1)
    if not counts:
        return 0.0, 0
    width, often = max(counts.items(), key=lambda item: (item[1], item[0]))
    # Free text holds commas in odd numbers; a delimiter gives the same width again and again.
    return often / len(widths), width


def _is_spaced(sample: str, delimiter: str) -> bool:
    """Whether cells are quoted after a space, as `"date", "event"`; words that merely begin so are left as they are."""
    plain = _sampled(sample, delimiter)
    if not any(cell.startswith(' "') for record in plain for cell in record):
        return False
    try:
        return _fit(_sampled(sample, delimiter, spaced=True)) >= _fit(plain)
    except csv.Error:
        return False


def _records(file: str, text: Text, dialect: Dialect) -> tuple[list[Row], bool]:
    """The records, and whether every quotation mark was closed."""
    try:
        return _parse(file, text, dialect, strict=True), True
    except csv.Error:
        return _parse(file, text, dialect, strict=False), False


def _parse(file: str, text: Text, dialect: Dialect, *, strict: bool) -> list[Row]:
    rows: list[Row] = []
    cells = 0
    lines = text.lines(dialect.skip)
    records = csv.reader(lines, delimiter=dialect.delimiter, skipinitialspace=dialect.spaced, strict=strict)
    for row in sharing_words(records):
        cells += len(row)
        if cells > MOST_CELLS:
            raise too_large(file)
        rows.append(row)
    return rows
