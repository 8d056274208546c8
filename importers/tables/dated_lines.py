"""Notes without columns: every line begins with its date, as in "12/3/14 - no reply at the door"."""

import re
from collections.abc import Sequence
from functools import lru_cache

from app.case.dates import ChronologyDate
from importers.dates.date_words import Order, read_cell
from importers.sheet import RawCell, Row, words_of
from importers.tables.other_tables import names_events, tells_the_past

_MARK = re.compile(r"\s*(?:\s[-–—]\s?|[-–—]\s|:\s|\t|\n|\s\|\s)\s*")
"""What stands between a date and what happened."""

_NUMBERS = re.compile(r"\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?(?:\d{4}|\d{2})(?!\d)")
_LONGEST_DATE = 40
_LOOKED_AT = 300
_LEAST, _MOSTLY, _TELLING = 3, 0.6, 0.3
_WORDS = 3
"""Words of a line besides its date, on average, from which it tells something."""


def first_of_lines(rows: Sequence[Row], order: Order) -> int | None:
    """The first (0-based) row of notes that begin with their dates; None where a sheet holds no such notes.

    Three at least, and most of the filled rows; and some of them must tell what happened, as no list of files does.
    """
    said = [(place, line) for place, row in enumerate(rows[:_LOOKED_AT]) if (line := _line(row))]
    parted = [(place, found[1]) for place, line in said if (found := parted_line(line, order))]
    if len(parted) < _LEAST or len(parted) < _MOSTLY * len(said):
        return None
    told = [words for _, words in parted]
    telling = sum(tells_the_past(words) or names_events(words) for words in told)
    if telling < _TELLING * len(told) or sum(len(words.split()) for words in told) < _WORDS * len(told):
        return None
    return parted[0][0]


def date_of_line(row: Sequence[RawCell], order: Order) -> str:
    """The words of the date that a row begins with; the whole row where it begins with none."""
    line = _line(row)
    found = parted_line(line, order)
    return found[0] if found else line


def text_of_line(row: Sequence[RawCell], order: Order) -> str:
    """What a row tells besides its date."""
    line = _line(row)
    found = parted_line(line, order)
    return found[1] if found else line


@lru_cache(maxsize=64)
def parted_line(line: str, order: Order) -> tuple[str, str] | None:
    """The date with which a line begins and the words that follow; None where it has not both."""
    for met in _MARK.finditer(line[: _LONGEST_DATE + 1]):
        head, rest = line[: met.start()].strip(), line[met.end() :].strip()
        if head and rest and isinstance(read_cell(head, order), ChronologyDate):
            return head, rest
    met = _NUMBERS.match(line)
    rest = line[met.end() :].strip(" ,;.") if met else ""
    if met and rest and isinstance(read_cell(met[0], order), ChronologyDate):
        return met[0], rest
    return None


def _line(row: Sequence[RawCell]) -> str:
    """The words of a row: commas in a sentence may have parted it into cells."""
    return ", ".join(words for cell in row if (words := words_of(cell)))
