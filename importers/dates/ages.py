"""Dates told as an age: "aged 3 weeks", "at 18 months", "at birth". They are days once the birth is known."""

import re
from datetime import date, timedelta
from functools import cache

from app.case.dates import ChronologyDate, Precision

_NUMBERS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
)  # fmt: skip
_UNITS = {"d": "day", "w": "week", "m": "month", "y": "year"}
# Clinicians write six weeks as 6/52, three months as 3/12 and two days as 2/7.
_CLINICAL = re.compile(r"\b(\d{1,2})\s*/\s*(52|12|7)\b")
_PARTS_OF_A_YEAR = {"52": "weeks", "12": "months", "7": "days"}
_OLDEST = 120
_PER_YEAR = 12


def tells_age(words: str) -> bool:
    """Whether words tell an age or the birth, be it bare: "18 months"."""
    text = _clean(words)
    if _birth().fullmatch(text):
        return True
    met = _age().fullmatch(text)
    return met is not None and bool(met["lead"] or met["tail"] or met["parts"])


def day_at_age(words: str, born: ChronologyDate, *, bare: bool = False) -> ChronologyDate | None:
    """The days on which somebody born then was as old as these words say; None where they tell no age.

    ``bare`` takes "18 months" for an age as well, as it is in a column of ages. An age of months or years is the whole
    month or year before the next; of a birth known by its month alone, all the days that it leaves open.
    """
    first, last = born.earliest, born.latest
    if first is None or last is None:
        return None
    text = _clean(words)
    if _birth().fullmatch(text):
        return ChronologyDate(first, last, born.precision, words)
    met = _age().fullmatch(text)
    if met is None or not (met["lead"] or met["tail"] or (bare and met["parts"])):
        return None
    months, days, step = 0, 0, (0, 0)
    for number, unit in _PART.findall(met["parts"] or ""):
        count = _count(number)
        kind = _UNITS[unit[0]]
        months += count * (_PER_YEAR if kind == "year" else 1 if kind == "month" else 0)
        days += count * (7 if kind == "week" else 1 if kind == "day" else 0)
        step = {"year": (_PER_YEAR, 0), "month": (1, 0), "week": (0, 7), "day": (0, 1)}[kind]
    if years := met["bare"]:
        months, step = _count(years) * _PER_YEAR, (_PER_YEAR, 0)
    if months > _OLDEST * _PER_YEAR or days > _OLDEST * 366:
        return None
    start = _later(first, months, days)
    end = _later(last, months + step[0], days + step[1]) - timedelta(1)
    return ChronologyDate(start, end, Precision.DAY if start == end else Precision.RANGE, words)


def _clean(words: str) -> str:
    text = " ".join(words.lower().split()).strip(" .,:;?")
    return _CLINICAL.sub(lambda met: f"{met[1]} {_PARTS_OF_A_YEAR[met[2]]}", text)


def _later(day: date, months: int, days: int) -> date:
    """So many months and days later; a day past the month's end is the first of the next."""
    years, month = divmod(day.month - 1 + months, _PER_YEAR)
    year = day.year + years
    try:
        found = day.replace(year=year, month=month + 1)
    except ValueError:
        found = date(year + (month + 1) // _PER_YEAR, (month + 1) % _PER_YEAR + 1, 1)
    return found + timedelta(days)


def _count(words: str) -> int:
    return int(words) if words.isdecimal() else 1 if words in ("a", "an") else 1 + _NUMBERS.index(words)


_NUMBER = rf"(?:\d{{1,3}}(?=[\s\-a-z])|(?:an?|{'|'.join(_NUMBERS)})(?=[\s\-]))"
_UNIT = r"(?:days?|weeks?|wks?|months?|mths?|mo|years?|yrs?|d|w|m|y)\b\.?"
_PART = re.compile(rf"({_NUMBER})\s*-?\s*({_UNIT})")


@cache
def _birth() -> re.Pattern[str]:
    return re.compile(r"(?:at|on|day of|from)?\s*birth|(?:when\s+)?(?:he|she|child|baby)?\s*(?:was\s+)?born|new ?born")


@cache
def _age() -> re.Pattern[str]:
    lead = r"(?P<lead>(?:when\s+)?(?:aged?|at(?:\s+(?:the\s+)?age(?:\s+of)?)?)\s*:?\s*)?"
    parts = (
        rf"(?:(?P<parts>{_NUMBER}\s*-?\s*{_UNIT}(?:\s*(?:,|and|&)?\s*{_NUMBER}\s*-?\s*{_UNIT})*)|(?P<bare>\d{{1,2}}))"
    )
    return re.compile(rf"{lead}{parts}(?P<tail>\s*-?\s*(?:old|of age))?")
