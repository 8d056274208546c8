"""The words that chronology dates are made of, from ``resources/headings/date_words.toml``.

A text becomes tokens of one-letter kinds, so that the forms of a date can be written as patterns over
those letters:

====  =======================================  ====  =====================================
D     a number of one or two digits            c     circa, or a single question mark
O     an ordinal number (3rd)                  b B   before; by (that day included)
Y     a year of four digits, or '14            a A   after; since (that day included)
K     a decade (1990s)                         q o   … or before; … onwards
M     a month's name                           n     ongoing, to date
X     a season, a term, a holiday, a feast     w e   week commencing; week ending
F     school year, financial year              z     between
T     early, mid, late                         ~ &   to; and, or
L     last                                     U     a day or month that is not known
g     a day of the week
====  =======================================  ====  =====================================

Separators stand for themselves: ``-``, ``/``, ``.`` and ``,``.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

import msgspec

from app.errors import DataError
from app.knowledge_files import knowledge
from app.language import tr

FILE = "date_words.toml"

Sign = Literal[
    "circa", "before", "by", "or_before", "after", "since", "onwards", "now", "between", "to", "and", "week",
    "week_ending", "part", "nth", "last", "unknown", "ignored", "weekday",
]  # fmt: skip

_KINDS: dict[Sign, str] = {
    "circa": "c", "before": "b", "by": "B", "or_before": "q", "after": "a", "since": "A", "onwards": "o", "now": "n",
    "between": "z", "to": "~", "and": "&", "week": "w", "week_ending": "e", "part": "T", "nth": "O", "last": "L",
    "unknown": "U", "ignored": "", "weekday": "g",
}  # fmt: skip

MonthDay = tuple[int, int]


class _Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    words: tuple[str, ...]
    source: str


class _Month(_Words, frozen=True, forbid_unknown_fields=True, kw_only=True):
    month: int


class _Season(_Words, frozen=True, forbid_unknown_fields=True, kw_only=True):
    first_month: int


class _Period(_Words, frozen=True, forbid_unknown_fields=True, kw_only=True):
    first: str | None = None
    last: str | None = None
    easter: tuple[int, int] | None = None
    varies_days: int = 0
    school_half: int = 0


class _Year(_Words, frozen=True, forbid_unknown_fields=True, kw_only=True):
    first: str
    last: str


class _Sign(_Words, frozen=True, forbid_unknown_fields=True, kw_only=True):
    sign: Sign
    value: int = 0


class _Reason(_Words, frozen=True, forbid_unknown_fields=True, kw_only=True):
    reason: str
    points_above: bool = False


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    months: tuple[_Month, ...]
    seasons: tuple[_Season, ...]
    periods: tuple[_Period, ...]
    years: tuple[_Year, ...]
    signs: tuple[_Sign, ...]
    refusals: tuple[_Reason, ...]
    relative: tuple[_Reason, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """A named time of the year: a season, a term, a feast, or a year that is no calendar year.

    ``first`` and ``last`` are (month, day), a day past the month's end being its last; with
    ``crosses_year`` the last falls in the next year. ``easter`` counts days from Easter Sunday instead.
    ``varies`` is in days. ``two_years`` marks a kind of year that needs both its years told, and
    ``school_half`` says in which of the two it falls (0: neither).
    """

    first: MonthDay = (1, 1)
    last: MonthDay = (12, 31)
    easter: tuple[int, int] | None = None
    season: bool = False
    two_years: bool = False
    varies: int = 0
    school_half: int = 0
    crosses_year: bool = False


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a date text: its kind (one letter), its number, how long it was written, what it names."""

    kind: str
    value: int = 0
    length: int = 0
    named: Named | None = None


_NUMBER = re.compile(r"(\d+)(?:(st|nd|rd|th|af|il|ydd|fed|ed|eg|ain)(?![^\W\d_])|('?s)(?![^\W\d_]))?")
_SHORT_YEAR = re.compile(r"'(\d\d)(?!\d)")
_LETTERS = re.compile(r"[^\W\d_]+")
_QUERIES = re.compile(r"\?{2,}|_+|(?<!\w)\?(?=\s*[./-]\s*\S)")
_NOT_WORDS = re.compile(r"[\W_]+")
_SEPARATORS = {"-": "-", "/": "/", "\\": "/", ".": ".", ",": ",", ";": ",", "&": "&", "+": "&", "?": "c", "~": "c"}
_PIVOT = 50


def century(two_digits: int) -> int:
    """The year that two digits stand for: 00 to 49 are 2000 to 2049, 50 to 99 are 1950 to 1999."""
    return two_digits + (2000 if two_digits < _PIVOT else 1900)


def squeezed(text: str) -> str:
    """The words of a text alone, one space between them: "N.D." and "n/d" are both "n d"."""
    return _NOT_WORDS.sub(" ", text).strip()


class Vocabulary:
    """The words of dates, ready for use. One is enough: see ``vocabulary``."""

    def __init__(self, data: _File) -> None:
        self._phrases: dict[str, list[tuple[str, str, Token | None]]] = {}
        self._refusals = {squeezed(word): row.reason for row in data.refusals for word in row.words}
        self.above = frozenset(squeezed(word) for row in data.refusals if row.points_above for word in row.words)
        self._relative = {word: row.reason for row in data.relative for word in row.words}
        self.written_years = _written_years(data)
        for month in data.months:
            self._add(month.words, Token("M", month.month))
        for season in data.seasons:
            self._add(season.words, Token("X", named=_season(season.first_month)))
        for period in data.periods:
            self._add(period.words, Token("X", named=_period(period)))
        for year in data.years:
            self._add(year.words, Token("F", named=_two_years(year)))
        for sign in data.signs:
            kind = _KINDS[sign.sign]
            self._add(sign.words, Token(kind, sign.value) if kind else None)
        for known in self._phrases.values():
            known.sort(key=lambda phrase: -len(phrase[0]))

    def _add(self, words: tuple[str, ...], token: Token | None) -> None:
        for word in words:
            pieces = re.split("[ -]", word)
            joined = "".join(pieces)
            pattern = "[ -]?".join(map(re.escape, pieces)) + r"(?![^\W\d_])\.?"
            for key in {_first_letters(word), _first_letters(joined)}:
                known = self._phrases.setdefault(key, [])
                same = [other for phrase, _, other in known if phrase == joined]
                if same and same[0] is not token:
                    raise DataError(tr("{file}: “{word}” stands in two rows.").format(file=FILE, word=word))
                known.append((joined, pattern, token))

    def tokens(self, text: str) -> list[Token] | None:
        """The tokens of a text in small letters with single spaces; None when it holds any other word."""
        found: list[Token] = []
        place = 0
        while place < len(text):
            letter = text[place]
            if letter == " ":
                place += 1
                continue
            step = self._word(text, place, found) if letter.isalpha() else _sign(text, place, found)
            if not step:
                return None
            place += step
        return found

    def _word(self, text: str, place: int, found: list[Token]) -> int:
        letters = _LETTERS.match(text, place)
        for _, pattern, token in self._phrases.get(letters[0] if letters else "", ()):
            if match := _compiled(pattern).match(text, place):
                if token:
                    found.append(token)
                return match.end() - place
        return 0

    def refusal(self, text: str) -> str | None:
        """Why a text that is exactly a word like "undated" or "tbc" gives no date; None for any other."""
        return self._refusals.get(squeezed(text))

    def says_no_date(self, text: str) -> str | None:
        """Why a text that is no date gives none, where its words tell; None where they do not."""
        plain = squeezed(text)
        for phrase, reason in self._refusals.items():
            if len(phrase) > 3 and plain.startswith(phrase + " "):
                return reason
        return next((self._relative[word] for word in plain.split() if word in self._relative), None)


_LONGEST_POINTER = 20
_DITTO_MARKS = re.compile(r"\s*(?:[\"”“″〃]|''|,,|-\s*[\"”″]\s*-)\s*")


@lru_cache(maxsize=4096)
def points_above(words: str) -> bool:
    """Whether a cell says that it is the same as the one above: "as above", "ditto", or a ditto mark."""
    if len(words) > _LONGEST_POINTER:
        return False
    return _DITTO_MARKS.fullmatch(words) is not None or squeezed(words.lower()).strip(" .") in vocabulary().above


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Patterns are made when first tried: a file needs few of the four hundred, and all take a tenth of a second."""
    return re.compile(pattern)


def _first_letters(word: str) -> str:
    letters = _LETTERS.match(word)
    if letters is None:
        raise DataError(tr("{file}: “{word}” does not begin with a letter.").format(file=FILE, word=word))
    return letters[0]


def _sign(text: str, place: int, found: list[Token]) -> int:
    if number := _NUMBER.match(text, place):
        token = _number(number)
        if token:
            found.append(token)
        return len(number[0]) if token else 0
    if short := _SHORT_YEAR.match(text, place):
        found.append(Token("Y", century(int(short[1])), 4))
        return len(short[0])
    if unknown := _QUERIES.match(text, place):
        found.append(Token("U"))
        return len(unknown[0])
    kind = _SEPARATORS.get(text[place])
    if kind:
        found.append(Token(kind))
    return 1 if kind else 0


def _number(match: re.Match[str]) -> Token | None:
    digits, ordinal, decade = match[1], match[2], match[3]
    if decade:
        return Token("K", int(digits)) if len(digits) == 4 and digits[3] == "0" else None
    if len(digits) <= 2:
        return Token("O" if ordinal else "D", int(digits), len(digits))
    return Token("Y", int(digits), 4) if len(digits) == 4 and not ordinal else None


def _month_day(text: str) -> MonthDay:
    match = re.fullmatch(r"(\d\d)-(\d\d)", text)
    if match is None:
        raise DataError(tr("{file}: “{text}” is not a month and a day, as in 12-22.").format(file=FILE, text=text))
    return int(match[1]), int(match[2])


def _season(first_month: int) -> Named:
    last_month = (first_month + 1) % 12 + 1
    return Named((first_month, 1), (last_month, 31), season=True, crosses_year=last_month < first_month)


def _two_years(row: _Year) -> Named:
    return Named(_month_day(row.first), _month_day(row.last), two_years=True, crosses_year=True)


def _period(row: _Period) -> Named:
    if row.easter is not None:
        return Named(easter=row.easter, varies=row.varies_days, school_half=row.school_half)
    if row.first is None or row.last is None:
        raise DataError(
            tr("{file}: “{word}” needs a first and a last day, or days from Easter.").format(
                file=FILE, word=row.words[0]
            )
        )
    first, last = _month_day(row.first), _month_day(row.last)
    return Named(first, last, varies=row.varies_days, school_half=row.school_half, crosses_year=last < first)


def _written_years(data: _File) -> Named:
    for year in data.years:
        if not year.words:
            return _two_years(year)
    raise DataError(tr("{file}: the years need a row without words, for 2012/13.").format(file=FILE))


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary that ships with the product.

    Raises:
        DataError: when the file does not hold together.
    """
    return Vocabulary(knowledge(_File, "headings", FILE))
