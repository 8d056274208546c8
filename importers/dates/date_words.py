"""The date grammar of chronologies: what an agency wrote in a date cell, as a ``ChronologyDate`` or a ``Problem``.

All-number dates are day-first unless the caller says otherwise; a date that is impossible that way is refused and
never swapped. Two-digit years 00 to 49 are 2000 to 2049, 70 to 99 are 1970 to 1999; 50 to 69 are refused after a day
and a month in numbers, and beside a month's name are 1950 to 1969. What a text leaves open is kept
open: "2012/13" is all the days a financial or a school year so written may hold. Nothing here knows today's date:
``is_future`` is asked where that matters.
"""

import math
import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import cache, lru_cache

from app.case.dates import ChronologyDate, Precision
from app.language import tr
from importers.dates.date_patterns import (
    FIRST_YEAR,
    LAST_YEAR,
    MONTH_MISSING,
    YEAR_MISSING,
    Order,
    Problem,
    Span,
    century_doubt,
    day_of,
    kinds,
    no_such_month,
)
from importers.dates.date_ranges import read_span
from importers.dates.date_times import clock, without_time
from importers.dates.date_vocabulary import Token, century, vocabulary
from importers.vocabulary import row_words

__all__ = ["Order", "Problem", "is_future", "read_cell", "read_date"]

LONGEST_DATE = 80
"""Characters; a longer cell is prose, whatever dates it mentions."""

NO_DATE = Problem(tr("no date"))
NOT_A_DATE = Problem(tr("not a date"))
ONLY_A_TIME = Problem(tr("a time of day without a date"))

_WITHOUT_A_DAY = (Precision.MONTH, Precision.SEASON, Precision.YEAR)
_EXCEL_1900 = date(1899, 12, 30)
_EXCEL_1904 = date(1904, 1, 1)
_SERIALS = range((date(1950, 1, 1) - _EXCEL_1900).days, (date(2101, 1, 1) - _EXCEL_1900).days)
_YEARS = range(1900, 2101)

_PLAIN = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d\d)")
_ISO = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[Tt ]+([01]\d|2[0-3])[:.]?([0-5]\d)(?:[:.]?\d\d(?:[.,]\d+)?)?"
    r" *(?:[Zz]|UTC|[+-]\d\d(?::?\d\d)?)?)?"
)
_SERIAL = re.compile(r"(\d{5})(\.\d+)?")
_EIGHT_DIGITS = re.compile(r"(\d\d)(\d\d)(\d\d)(\d\d)")
_DASHES = str.maketrans("‐‑‒–—−‘’´`…\u00a0\u202f", "------''''.  ")
_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")


@cache
def _reference() -> re.Pattern[str]:
    """The number of a log or a crime beside a date: "cad 2213", "(cad 1001)", "cad 877 of", "cad 4410/02apr15"."""
    words = "|".join(re.escape(word).replace(r"\ ", r"[ .]*") for word in sorted(row_words().references, key=len)[::-1])
    number = r"[a-z]{0,4}[/-]?\d+(?:[/-]\d{1,2}[a-z]{3}\d{2,4})?(?![./\-]?\d)"
    return re.compile(rf"(?<![\w/])\(?(?:{words})[ .:#]*{number}\)?(?: of(?= ))?(?!\w)")


def read_date(words: str, order: Order = "dmy") -> ChronologyDate | Problem:
    """What a text says about when, with the text itself kept as ``words``. Never raises."""
    if len(words) > 4 * LONGEST_DATE:
        return NOT_A_DATE
    return _read(words, order)


def read_cell(cell: object, order: Order = "dmy", epoch_1904: bool = False) -> ChronologyDate | Problem:
    """What a cell says about when: text, a date or date-time, an Excel day number, a bare year, or nothing.

    A date-time keeps its own calendar day whatever its time zone; midnight stands for no time. ``epoch_1904``
    is for workbooks that count days from 1904.
    """
    if isinstance(cell, str):
        if epoch_1904 and _SERIAL.fullmatch(cell.strip()):
            return _from_number(float(cell), cell, epoch_1904=True)
        return read_date(cell, order)
    if cell is None:
        return NO_DATE
    if isinstance(cell, datetime):
        return _from_datetime(cell)
    if isinstance(cell, date):
        return _on_day(cell.year, cell.month, cell.day, cell.isoformat())
    if isinstance(cell, (time, timedelta)):
        return ONLY_A_TIME
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return _from_number(cell, f"{cell:.15g}" if isinstance(cell, float) else str(cell), epoch_1904)
    return NOT_A_DATE


def is_day_number(cell: str) -> bool:
    """Whether words are what a spreadsheet counts a day as: under no heading of a date they are a number as any."""
    return _SERIAL.fullmatch(cell.strip()) is not None


def is_future(day: ChronologyDate, today: date) -> bool:
    """Whether all of the date lies after today. "Before 2051" does not."""
    return day.earliest is not None and day.earliest > today


@lru_cache(maxsize=65536)
def _read(words: str, order: Order) -> ChronologyDate | Problem:
    text = words.strip()
    if plain := _PLAIN.fullmatch(text):
        return _plain(plain, words, order)
    if iso := _ISO.fullmatch(text):
        return _on_day(int(iso[1]), int(iso[2]), int(iso[3]), words, clock(int(iso[4] or 0), int(iso[5] or 0)))
    text = " ".join(text.translate(_DASHES).lower().split())
    if any(letter.isalpha() for letter in text) and any(map(str.isdigit, text)):
        text = _reference().sub(" ", text).strip() or text
    if not any(letter.isalnum() for letter in text):
        return NO_DATE
    if reason := vocabulary().refusal(text):
        return Problem(tr(reason))  # from resources
    if len(text) > LONGEST_DATE:
        return NOT_A_DATE
    if serial := _SERIAL.fullmatch(text):
        return _from_number(float(serial[0]), words, epoch_1904=False)
    if eight := _EIGHT_DIGITS.fullmatch(text):
        return _eight_digits(eight, words, order)
    found = _bracketed(text, order) if "(" in text or "[" in text else _meant(text, order)
    if isinstance(found, ChronologyDate):
        return replace(found, words=words)
    if found is NOT_A_DATE and (reason := vocabulary().says_no_date(text)):
        return Problem(tr(reason))  # from resources
    return found


def _plain(match: re.Match[str], words: str, order: Order) -> ChronologyDate | Problem:
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    if len(match[4]) == 2:
        if order == "ymd":
            return _on_day(century(first), second, year, words) if len(match[1]) == 2 else NOT_A_DATE
        if doubt := century_doubt(year):
            return doubt
        year = century(year)
    day, month = (second, first) if order == "mdy" else (first, second)
    if month > 12 >= day > 0:
        return no_such_month(month, order)
    return _on_day(year, month, day, words)


def _on_day(year: int, month: int, day: int, words: str, at: str | None = None) -> ChronologyDate | Problem:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        found = day_of(year, month, day)
    else:
        try:
            found = date(year, month, day)
        except ValueError:
            found = day_of(year, month, day)
    if isinstance(found, Problem):
        return found
    return ChronologyDate(found, found, Precision.DAY, words, at or None)


def _eight_digits(match: re.Match[str], words: str, order: Order) -> ChronologyDate | Problem:
    year = int(match[1] + match[2])
    if year in _YEARS and int(match[3]) <= 12:
        return _on_day(year, int(match[3]), int(match[4]), words)
    day, month = (match[2], match[1]) if order == "mdy" else (match[1], match[2])
    return _on_day(int(match[3] + match[4]), int(month), int(day), words)


def _from_number(number: float, words: str, epoch_1904: bool) -> ChronologyDate | Problem:
    if isinstance(number, float) and math.isnan(number):
        return NO_DATE
    if not 0 < number < 1e8:
        return NOT_A_DATE
    if number == int(number) and int(number) in _YEARS:
        return ChronologyDate(date(int(number), 1, 1), date(int(number), 12, 31), Precision.YEAR, words)
    days, second = divmod(round(number * 86400), 86400)
    day = (_EXCEL_1904 if epoch_1904 else _EXCEL_1900).toordinal() + days - _EXCEL_1900.toordinal()
    if day in _SERIALS:
        found = date.fromordinal(_EXCEL_1900.toordinal() + day)
        return ChronologyDate(found, found, Precision.DAY, words, clock(second // 3600, second // 60 % 60) or None)
    if number == int(number) and _EIGHT_DIGITS.fullmatch(str(int(number))) and int(number) // 10000 in _YEARS:
        return _on_day(int(number) // 10000, int(number) // 100 % 100, int(number) % 100, words)
    return ONLY_A_TIME if 0 < number < 1 else NOT_A_DATE


def _from_datetime(cell: datetime) -> ChronologyDate | Problem:
    # A spreadsheet keeps a bare time as a time on its day zero.
    if cell.date() <= date(1900, 1, 1) and cell.time() != time():
        return ONLY_A_TIME
    at = clock(cell.hour, cell.minute) or None
    words = cell.date().isoformat() + (f" {at}" if at else "")
    return _on_day(cell.year, cell.month, cell.day, words, at)


def _bracketed(text: str, order: Order) -> ChronologyDate | Problem:
    """A text with brackets: as if they were not there, or the date outside them, or the one inside."""
    whole = _meant(" ".join(_BRACKETS.sub(r" \1 ", text).split()), order)
    if whole is not NOT_A_DATE:
        return whole
    inside = [_meant(group.strip(), order) for group in _BRACKETS.findall(text)]
    dates = [found for found in inside if isinstance(found, ChronologyDate)]
    outside = _meant(" ".join(_BRACKETS.sub(" ", text).split()), order)
    if not dates:
        return outside
    if not isinstance(outside, ChronologyDate):
        return dates[0] if len(dates) == 1 else Problem(tr("more than one date"))
    if len(dates) == 1 and _holds(outside, dates[0]):
        return dates[0]
    return outside if all(_holds(found, outside) for found in dates) else Problem(tr("two dates that do not agree"))


def _holds(outer: ChronologyDate, inner: ChronologyDate) -> bool:
    if outer.earliest is None or outer.latest is None or inner.earliest is None or inner.latest is None:
        return False
    return outer.earliest <= inner.earliest and inner.latest <= outer.latest


def _meant(text: str, order: Order) -> ChronologyDate | Problem:
    """What a text in small letters and single spaces says."""
    rest, at = without_time(text)
    tokens = vocabulary().tokens(rest)
    if tokens is None:
        return NOT_A_DATE
    if at is not None and all(token.kind in "c-~&," for token in tokens):
        return ONLY_A_TIME
    found = _Saying(tokens, order).date()
    if isinstance(found, ChronologyDate) and at:
        return (
            Problem(tr("a time of day, but no day")) if found.precision in _WITHOUT_A_DAY else replace(found, time=at)
        )
    return found


class _Saying:
    """Tokens with the words round the date that say how it is meant."""

    def __init__(self, tokens: list[Token], order: Order) -> None:
        self._circa = any(token.kind == "c" for token in tokens)
        self._weekday = any(token.kind == "g" for token in tokens)
        self._tokens = [token for token in tokens if token.kind not in "cg"]
        self._order: Order = order
        self._dash = False
        self._trim()

    def _trim(self) -> None:
        while self._tokens and self._tokens[0].kind in "-,./":
            self._tokens.pop(0)
        while self._tokens and self._tokens[-1].kind in "-,./":
            self._dash = self._tokens.pop().kind == "-"

    def _take(self, first: str = "", last: str = "") -> str:
        """The kind of the first (or last) token where it is one of these, which is taken away; else ""."""
        place, wanted = (0, first) if first else (-1, last)
        if not self._tokens or self._tokens[place].kind not in wanted:
            return ""
        kind = self._tokens.pop(place).kind
        self._trim()
        return kind

    def date(self) -> ChronologyDate | Problem:
        """The date that is meant."""
        alone = self._tokens[0] if len(self._tokens) == 1 else None
        if alone and (alone.kind == "O" or (alone.kind == "D" and self._weekday)) and 1 <= alone.value <= 31:
            return MONTH_MISSING  # "Mon 3rd" under the name of its month
        end = self._take(last="noq")
        if end:
            self._take(last="~&")
        start = self._take(first="abAB~zn") or ("A" if end in ("n", "o") else "B" if end == "q" else "")
        week = self._take(first="we") if kinds(self._tokens)[:2] not in ("", "w") else ""
        span = read_span(self._tokens, self._order) if self._tokens else None
        if span is None:
            return NOT_A_DATE
        if isinstance(span, Span) and week:
            span = _week(span, ending=week == "e")
        if isinstance(span, Problem):
            return span
        if self._weekday and span.precision in _WITHOUT_A_DAY:
            return YEAR_MISSING
        if self._dash and not start and span.precision in (Precision.YEAR, Precision.MONTH):
            start = "A"
        return self._bounded(span, start)

    def _bounded(self, span: Span, start: str) -> ChronologyDate:
        """The span as it stands, or only its one bound where words like "before" precede it."""
        precision = Precision.CIRCA if self._circa else span.precision
        give = timedelta(span.varies)
        over = span.last.replace(year=span.last.year - 1, day=min(span.last.day, 28)) if span.year_unsure else span.last
        # "From 3 to 5 June" has two ends, "from mid-June" has one.
        two_ends = not span.third and span.precision is Precision.RANGE and any(t.kind in "~-&" for t in self._tokens)
        if start in ("", "z", "n") or (start == "A" and two_ends):
            return ChronologyDate(span.first, span.last, precision, time=span.time)
        if start == "b":
            latest = span.last if span.third == 3 else span.first + give - timedelta(1)
            return ChronologyDate(None, latest, Precision.BEFORE)
        if start == "a":
            earliest = span.first if span.third == 1 else over - give + timedelta(1)
            return ChronologyDate(earliest, None, Precision.AFTER)
        if start in ("B", "~"):
            return ChronologyDate(None, span.last, Precision.BEFORE)
        return ChronologyDate(span.first, None, Precision.AFTER, time=span.time)


def _week(span: Span, ending: bool) -> Span | Problem:
    """The week that begins, or ends, with a day; with a range of days, all from the first week to the last."""
    if span.precision not in (Precision.DAY, Precision.RANGE):
        return NOT_A_DATE
    if ending:
        first, last = span.first - timedelta(6 if span.precision is Precision.DAY else 0), span.last
    elif span.first.weekday() >= 5:
        # A week that is said to commence at the weekend is not the Monday-to-Sunday week holding that day.
        first, last = span.first, span.last + timedelta(6)
    else:
        first, last = span.first - timedelta(span.first.weekday()), span.last + timedelta(6 - span.last.weekday())
    whole = first.weekday() == 0 and (last - first).days == 6
    return Span(first, last, Precision.WEEK if whole else Precision.RANGE, time=span.time)
