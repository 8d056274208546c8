"""The forms that one date can have: "03/06/14", "3rd June 2014", "mid-June 2014", "Xmas hols 2012", "2012/13".

``read_part`` turns tokens into a ``Part``, which may still lack its year or month (the "3" of "3-5 June
2014"); ``span_of`` turns a whole part into the days it covers.
"""

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import Literal

from app.case.dates import Precision, spoken_month
from app.language import tr
from importers.dates.date_times import clock
from importers.dates.date_vocabulary import Named, Token, century, vocabulary

Order = Literal["dmy", "mdy", "ymd"]
"""Which number of an all-number date comes first. A year of four digits in front is always year-month-day."""

FIRST_YEAR, LAST_YEAR = 1800, 2200


_FAR_FROM_BOTH = range(50, 70)
"""Two digits that are a past century's for nobody under review, and no year that has been."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a date cell gives no date, in words for a person."""

    reason: str


YEAR_MISSING = Problem(tr("the year is missing"))
MONTH_MISSING = Problem(tr("the month is missing"))


@dataclass(frozen=True, slots=True)
class Part:
    """What a text says of a date.

    ``third`` is 1 early, 2 mid, 3 late; ``week`` counts the weeks of a month, -1 being the last;
    ``to_year`` is the second year of "2012/13", ``joined`` whether a slash joins the two.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    third: int = 0
    named: Named | None = None
    to_year: int | None = None
    joined: bool = False
    decade: bool = False
    week: int = 0
    time: str | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """The days a date may have been, both inclusive.

    ``varies`` is how many days its ends may shift (school holidays), ``year_unsure`` that it may be the one a
    year before ("Christmas holidays 2012"), ``third`` that it is only the beginning (1) or the end (3) of
    something: "before" and "after" give way by as much.
    """

    first: date
    last: date
    precision: Precision
    varies: int = 0
    year_unsure: bool = False
    third: int = 0
    time: str | None = None


_S = "[-/.,]{0,2}"
_T = "(?:(?P<t>T)-?)?"
_Y = "(?P<y>[DY])"
_TIME = r"(?:,?(?:(?P<h>D)\.(?P<i>D)(?:[-~]D\.D)?|(?P<hi>Y)(?:[-~]Y)?))?"
_FORMS = (
    rf"(?P<y>Y){_S}(?P<n>D){_S}(?P<d>D){_TIME}",
    rf"(?P<a>D)(?P<s>{_S})(?P<b>D)(?P<r>{_S})(?P<c>[DY]){_TIME}",
    rf"(?P<d>[DO]){_S}(?P<m>M){_S}{_Y}{_TIME}",
    rf"(?P<m>M){_S}(?P<d>[DO]){_S}{_Y}{_TIME}",
    rf"(?P<y>Y){_S}(?P<m>M){_S}(?P<d>[DO])",
    rf"U{_S}(?P<n>D){_S}{_Y}",
    rf"U{_S}(?P<m>M){_S}{_Y}",
    rf"(?P<m>M){_S}U{_S}{_Y}",
    rf"U{_S}U{_S}{_Y}",
    rf"U{_S}(?P<y>Y)",
    rf"{_T}(?P<m>M){_S}{_Y}",
    rf"(?P<y>Y){_S}(?P<m>M)",
    rf"(?P<n>D){_S}(?P<y>Y)",
    r"(?P<y>Y)(?P<s>[-/])(?P<z>[DY])",
    rf"{_T}(?P<x>[XF]){_S}{_Y}(?:(?P<s>[-/])(?P<z>[DY]))?",
    rf"(?P<y>Y)(?:(?P<s>[-/])(?P<z>[DY]))?{_S}(?P<x>[XF])",
    rf"{_T}(?P<y>Y)",
    rf"{_T}(?P<k>K)",
    rf"(?P<w>[OL])w{_S}(?P<m>M){_S}{_Y}",
)
_UNFINISHED = (
    "(?P<d>[DO])",
    rf"(?P<d>[DO]){_S}(?P<m>M)",
    "(?P<a>D)[-/.](?P<b>D)",
    f"{_T}(?P<m>M)",
    rf"(?P<m>M){_S}(?P<d>[DO])",
    f"{_T}(?P<x>X)",
    "(?P<t>T)",
    "(?P<w>[OL])wM",
)
_MONTH_THEN_DAY = _UNFINISHED[4]


@cache
def _compiled(forms: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple([re.compile(form) for form in forms])


def kinds(tokens: Sequence[Token]) -> str:
    """The kinds of some tokens as one text, to match patterns against."""
    return "".join([token.kind for token in tokens])


def read_part(tokens: Sequence[Token], order: Order, unfinished: bool = False) -> Part | Problem | None:
    """The date that the tokens spell; None when they spell none. ``unfinished`` allows the year to be missing."""
    text = kinds(tokens)
    for form in _compiled(_FORMS):
        if match := form.fullmatch(text):
            found = _Found(match, tokens).part(order)
            if found is not None:
                return found
    if not unfinished:
        return None
    for form in _compiled(_UNFINISHED):
        if match := form.fullmatch(text):
            return _Found(match, tokens).part(order)
    return None


def read_month_then_day(tokens: Sequence[Token], order: Order) -> Part | Problem | None:
    """The part of "June 12" as the month and its twelfth day (alone it would be June 2012)."""
    match = re.fullmatch(_MONTH_THEN_DAY, kinds(tokens))
    return _Found(match, tokens).part(order) if match else None


class _Found:
    """A form that matched, and the tokens it matched."""

    def __init__(self, match: re.Match[str], tokens: Sequence[Token]) -> None:
        self._match = match
        self._tokens = tokens

    def _at(self, group: str) -> Token | None:
        if group not in self._match.re.groupindex or self._match.start(group) < 0:
            return None
        return self._tokens[self._match.start(group)]

    def _number(self, group: str) -> int | None:
        token = self._at(group)
        return token.value if token else None

    def part(self, order: Order) -> Part | Problem | None:
        """The part; a problem when it cannot be; None when the numbers are not of the form's sizes."""
        time = self._time()
        year = _year(self._at("y"))
        if time is None or year == 0:
            return None
        if self._at("a"):
            return self._in_order(order, time or None)
        if self._at("z"):
            return self._two_years(year, order)
        if decade := self._number("k"):
            return Part(year=decade, decade=True, third=self._number("t") or 0)
        named, week = self._at("x"), self._at("w")
        month = self._number("m")
        return Part(
            year=year,
            month=self._number("n") if month is None else month,
            day=self._number("d"),
            third=self._number("t") or 0,
            named=named.named if named else None,
            week=0 if week is None else week.value or -1,
            time=time or None,
        )

    def _time(self) -> str | None:
        """The bare time after the date: "" for none, None for one that no clock shows."""
        hour, minute, both = self._at("h"), self._at("i"), self._number("hi")
        if both is not None:
            return None if self._may_be_year(both) else clock(both // 100, both % 100)
        if hour and minute:
            return clock(hour.value, minute.value) if minute.length == 2 else None
        return ""

    def _may_be_year(self, number: int) -> bool:
        """Whether the four digits at the end may be the year of a range ("March 9-11, 2011") and no time."""
        year = self._at("y") or self._at("c")
        if year is None or year.length != 2 or not 1900 <= number <= 2100:
            return False
        return "s" not in self._match.re.groupindex or not self._match["s"] or self._match["s"] != self._match["r"]

    def _in_order(self, order: Order, time: str | None) -> Part | Problem | None:
        first, second, third = self._at("a"), self._at("b"), self._at("c")
        if first is None or second is None:
            return None
        if third is None:
            day, month = (second, first) if order == "mdy" else (first, second)
            return Part(month=month.value, day=day.value)
        if order == "ymd" and third.kind == "D":
            return Part(_year(first) or None, second.value, third.value, time=time) if first.length == 2 else None
        year = _year(third)
        if not year:
            return None
        if third.length == 2 and (doubt := century_doubt(third.value)):
            return doubt
        separators = self._match["s"], self._match["r"]
        if "-" in separators[0] and separators[0] != separators[1] and first.value < second.value <= 12:
            return Problem(tr("could be one day or a run of months"))
        day, month = (second, first) if order == "mdy" else (first, second)
        if month.value > 12 >= day.value:
            return no_such_month(month.value, order)
        return Part(year, month.value, day.value, time=time)

    def _two_years(self, year: int | None, order: Order) -> Part | Problem | None:
        second, named = self._at("z"), self._at("x")
        if year is None or second is None:
            return None
        if second.kind == "Y":
            to_year = second.value
        elif second.length == 1:
            return (
                Problem(tr("could be a month or two years"))
                if (year + 1) % 10 == second.value
                else Part(year, second.value)
            )
        else:
            to_year = year + (second.value - year) % 100 if year % 100 == 99 else year - year % 100 + second.value
        if named is None and second.kind == "D" and 0 < second.value <= 12 and (order == "ymd" or to_year <= year):
            return Part(year, second.value)
        if to_year <= year:
            return Problem(tr("the range ends before it begins"))
        joined = self._match["s"] == "/"
        if joined and to_year != year + 1 and named is None:
            return Problem(tr("two years that do not follow each other"))
        return Part(year, named=named.named if named else None, to_year=to_year, joined=joined)


def no_such_month(month: int, order: Order) -> Problem:
    """Why a date in numbers is impossible whose month and day would fit the other way round."""
    looks = (
        tr("impossible date: there is no month {month}; it looks day-first")
        if order == "mdy"
        else tr("impossible date: there is no month {month}; it looks month-first")
    )
    return Problem(looks.format(month=month))


def century_doubt(two_digits: int) -> Problem | None:
    """Why two digits after a day and a month in numbers are no year: it lies too far from any child's life to guess."""
    if two_digits not in _FAR_FROM_BOTH:
        return None
    return Problem(
        tr("a year of two digits: {past} or {present}").format(past=1900 + two_digits, present=2000 + two_digits)
    )


def _year(token: Token | None) -> int | None:
    """The year a token stands for; None where there is no token, 0 for a number that is not written as a year."""
    if token is None:
        return None
    if token.kind == "Y":
        return token.value or -1
    return century(token.value) if token.length == 2 and token.kind == "D" else 0


def day_of(year: int, month: int, day: int) -> date | Problem:
    """That day of the calendar, or the fact that makes it impossible."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return Problem(
            tr("impossible date: zeros")
            if year <= 0
            else tr("impossible date: the year {year} cannot be right").format(year=year)
        )
    if not 1 <= month <= 12:
        return Problem(tr("impossible date: there is no month {month}").format(month=month))
    if not 1 <= day <= 31:
        return Problem(tr("impossible date: there is no day {day}").format(day=day))
    if day > calendar.monthrange(year, month)[1]:
        return Problem(
            tr("impossible date: {day} {month} does not exist").format(
                day=day, month=spoken_month(date(year, month, 1))
            )
        )
    return date(year, month, day)


def span_of(part: Part) -> Span | Problem:
    """The days that a part with a year covers."""
    if part.year is None:
        return YEAR_MISSING if part.month or part.named else Problem(tr("not a date"))
    start = day_of(part.year, 1 if part.month is None else part.month, 1 if part.day is None else part.day)
    end_year = day_of(part.to_year, 1, 1) if part.to_year is not None else None
    if isinstance(start, Problem):
        return start
    if isinstance(end_year, Problem):
        return end_year
    if part.day is not None:
        return Span(start, start, Precision.DAY, time=part.time)
    if part.month is not None:
        span = _month_span(start, part)
    elif part.named is not None:
        span = _named_span(part.year, part.to_year, part.named)
    else:
        span = _years_span(part.year, part)
    return replace(span, third=part.third) if part.third and isinstance(span, Span) else span


def _month_span(first: date, part: Part) -> Span | Problem:
    last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    if part.week < 0:
        return Span(last - timedelta(6), last, Precision.RANGE)
    if part.week:
        start = first + timedelta(7 * (part.week - 1))
        if part.week > 4:
            return Problem(tr("a month has no such week"))
        return Span(start, start + timedelta(6), Precision.RANGE)
    if part.third:
        days = ((1, 10), (11, 20), (21, last.day))[part.third - 1]
        return Span(first.replace(day=days[0]), first.replace(day=days[1]), Precision.RANGE)
    return Span(first, last, Precision.MONTH)


def _years_span(year: int, part: Part) -> Span | Problem:
    if part.to_year is not None:
        if part.joined:
            return _between(year, vocabulary().written_years, Precision.RANGE)
        return Span(date(year, 1, 1), date(part.to_year, 12, 31), Precision.RANGE)
    if part.decade:
        first, last = ((0, 9), (0, 3), (4, 6), (7, 9))[part.third]
        return Span(date(year + first, 1, 1), date(year + last, 12, 31), Precision.RANGE)
    if part.third:
        months = ((1, 4), (5, 8), (9, 12))[part.third - 1]
        last_day = calendar.monthrange(year, months[1])[1]
        return Span(date(year, months[0], 1), date(year, months[1], last_day), Precision.SEASON)
    return Span(date(year, 1, 1), date(year, 12, 31), Precision.YEAR)


def _named_span(year: int, to_year: int | None, named: Named) -> Span | Problem:
    # "Early summer" keeps the whole summer: where a season's thirds lie is nobody's rule.
    if to_year is not None and not named.crosses_year:
        if not named.school_half:
            return Problem(tr("two years, and it is not said which is meant"))
        year = year if named.school_half == 1 else to_year
    if named.easter is not None:
        sunday = easter(year)
        first, last = (sunday + timedelta(days) for days in named.easter)
        return Span(first, last, Precision.DAY if first == last else Precision.RANGE, named.varies)
    if named.two_years and to_year is None:
        return Problem(tr("a year that runs over two, and only one is given"))
    span = _between(year, named, Precision.SEASON if named.season else Precision.RANGE)
    if named.crosses_year and to_year is None:
        return Span(span.first, span.last, span.precision, named.varies, year_unsure=True)
    return span


def _between(year: int, named: Named, precision: Precision) -> Span:
    (first_month, first_day), (last_month, last_day) = named.first, named.last
    end_year = year + 1 if named.crosses_year else year
    last = date(end_year, last_month, min(last_day, calendar.monthrange(end_year, last_month)[1]))
    first = date(year, first_month, first_day)
    return Span(first, last, Precision.DAY if first == last else precision, named.varies)


def easter(year: int) -> date:
    """Easter Sunday of a year of the Gregorian calendar (the anonymous algorithm of 1876)."""
    golden, hundreds = year % 19, year // 100
    correction = (hundreds - hundreds // 4 - (8 * hundreds + 13) // 25 + 19 * golden + 15) % 30
    correction -= correction // 28 * (1 - correction // 28 * (29 // (correction + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + correction + 2 - hundreds + hundreds // 4) % 7
    offset = correction - weekday
    month = 3 + (offset + 40) // 44
    return date(year, month, offset + 28 - 31 * (month // 4))
