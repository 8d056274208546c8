"""What a row under the headings is where it tells no event, and why a row that should tell one does not."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from app.case.dates import ChronologyDate, Precision, spoken
from app.case.model import RowKind
from app.case.sheet_rows import code_of
from app.language import tr
from importers.dates.date_words import Problem, is_future, read_date
from importers.sheet import RawCell, words_of
from importers.tables.table_search import Table, is_filled
from importers.vocabulary import any_of, row_words

_YEAR_BANNER = re.compile(r"\d{4}(?:\s*(?:-|–|/|to)\s*\d{2,4})?")
_BETWEEN = re.compile(r"\s+(?:and|to|until|till)\s+", re.IGNORECASE)
_FROM = re.compile(r"^(?:with\s+(?:this\s+|the\s+)?\w+\s+)?(?:between|from|for|in|during)\s+", re.IGNORECASE)
_RULE = re.compile(r"[\s:|+*~=_.–—-]{3,}")
"""A line drawn with signs between the headings and the rows."""

_BANNER_LENGTH = 60
_NO_CONTACT_LENGTH = 160


class RowJudge:
    """Tells the kind of each row of one table that is no plain event. It remembers where a key has begun."""

    def __init__(self, table: Table, today: date) -> None:
        self._table = table
        self._today = today
        words = row_words()
        self._totals = _starting_with(words.totals)
        self._notes = _starting_with(words.notes)
        self._keys = _starting_with(words.keys)
        self._banners = _starting_with(words.banners)
        self._no_contact = any_of(words.no_contact)
        self._placeholders = any_of(words.placeholders)
        self._date = table.mapping.column("date")
        self._text = table.mapping.column("text")
        self._in_key = False

    def says_no_contact(self, text: str, when: ChronologyDate) -> bool:
        """Whether a dated row states that an agency had no contact for a time."""
        if when.precision is Precision.DAY or len(text) > _NO_CONTACT_LENGTH:
            return False
        return self._no_contact.match(text.strip()) is not None

    def kind_of(self, row: Sequence[RawCell], when: ChronologyDate | Problem | None) -> tuple[RowKind, str]:
        """The kind of a row that is no event, and the reason where it is rejected. ``when`` None is a blank date."""
        filled = [(at, words) for at, cell in enumerate(row) if cell != "" and (words := words_of(cell))]
        if not filled:
            return RowKind.BLANK, ""
        if self._table.is_header_again(row):
            return RowKind.HEADER, ""
        if all(_RULE.fullmatch(words) for _, words in filled):
            return RowKind.NOTE, ""
        dated = isinstance(when, ChronologyDate)
        first = filled[0][1]
        if not dated:
            if self._totals.match(first):
                return RowKind.NOTE, ""
            if self._keys.match(first) and len(filled) <= 2:
                self._in_key = True
                return RowKind.KEY, ""
            if self._in_key and len(filled) <= 4:
                return RowKind.KEY, ""
            if self._notes.match(first):
                return RowKind.NOTE, ""
        alike = len({words for _, words in filled}) == 1
        if len(filled) == 1 or (alike and not dated):
            return self._lone(filled[0][0], first, when)
        if not dated and any(self._no_contact_from(words) for _, words in filled):
            return RowKind.NO_CONTACT, ""
        if isinstance(when, Problem) and self._is_of_the_template(row):
            return RowKind.REJECTED, tr("words of the template, no event")
        return RowKind.REJECTED, self._reason(when)

    def _is_of_the_template(self, row: Sequence[RawCell]) -> bool:
        """Whether what stands for the date says what to fill in ("insert date here"), or that it is an example."""
        said = words_of(row[self._date]).lstrip("[(<{“\"'")
        return self._placeholders.match(said) is not None

    def _no_contact_from(self, words: str) -> bool:
        """Whether words say for which time there was no contact: "No contact between May 2013 and July 2013"."""
        met = self._no_contact.match(words) if len(words) <= _NO_CONTACT_LENGTH else None
        span = _BETWEEN.sub(" - ", words[met.end() :].strip(" .:-–,")) if met else ""
        said = read_date(_FROM.sub("", span)) if span else None
        return isinstance(said, ChronologyDate) and said.precision is not Precision.DAY

    def _lone(self, column: int, words: str, when: ChronologyDate | Problem | None) -> tuple[RowKind, str]:
        """A row with one filled cell, or with the same words across."""
        if self._no_contact.match(words):
            return RowKind.NO_CONTACT, ""
        if _YEAR_BANNER.fullmatch(words):
            return RowKind.BANNER, ""
        if column == self._text and self._text != 0:
            return RowKind.REJECTED, tr("no date")
        if isinstance(when, ChronologyDate):
            if when.precision is Precision.DAY:
                return RowKind.REJECTED, self._late(when) or tr("date but no event text")
            return RowKind.BANNER, ""
        if self._banners.match(words) or len(words) <= _BANNER_LENGTH:
            return RowKind.BANNER, ""
        return RowKind.NOTE, ""

    def _reason(self, when: ChronologyDate | Problem | None) -> str:
        if when is None:
            return tr("no date")
        if isinstance(when, Problem):
            return when.reason
        if late := self._late(when):
            return late
        return tr("date but no event text")

    def _late(self, when: ChronologyDate) -> str:
        if not is_future(when, self._today):
            return ""
        return tr("date in the future ({day})").format(day=spoken(when.day))


def _starting_with(words: tuple[str, ...]) -> re.Pattern[str]:
    """Cells that begin with one of these words and go on with a number, a colon, or nothing more than a few words."""
    alternatives = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))
    return re.compile(
        rf"\s*(?:{alternatives})(?:\s*[:.\-–(=\d]|\s*$|\s+(?:of|for|to|on|this|that|the|all)\b)", re.IGNORECASE
    )


@dataclass
class Taken:
    """What each row of a sheet is, so far: a byte by ``code_of``, and the reason where it was rejected."""

    kinds: bytearray = field(default_factory=bytearray)
    reasons: dict[int, str] = field(default_factory=dict[int, str])

    def add(self, kind: RowKind, reason: str = "") -> None:
        """Add the next row."""
        if reason:
            self.reasons[len(self.kinds)] = reason
        self.kinds.append(code_of(kind))


def kind_before_table(place: int, row: tuple[RawCell, ...], table: Table) -> RowKind:
    """What a row above the first row of the table is: a title, the headings, or blank."""
    return RowKind.HEADER if table.is_heading(place) else RowKind.TITLE if is_filled(row) else RowKind.BLANK


def take_no_chronology(table: Table, taken: Taken) -> None:
    """Say of every row of a sheet that is no chronology what it is."""
    for place, row in enumerate(table.sheet.rows):
        if place < table.first and table.header is not None:
            taken.add(kind_before_table(place, row, table))
        else:
            taken.add(RowKind.BLANK if not is_filled(row) else RowKind.KEY if table.is_key else RowKind.NOTE)
