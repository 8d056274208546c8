"""Dates that know their own precision.

A chronology says "03/04/2012", "w/c 21/11/11", "Summer 2010" or "before 2009". Each is kept as
the days it may have been, how precise that is, and the words it came from.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.language import tr, trc

EPOCH = date(1970, 1, 1)
EPOCH_ORDINAL = EPOCH.toordinal()

NO_DAY = -(2**31)
"""The day number of a bound that is not known (the start of "before 2009")."""


class Precision(StrEnum):
    """How much of a date is known. The names are those of the JSON contract."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    RANGE = "range"
    CIRCA = "circa"
    BEFORE = "before"
    AFTER = "after"


PRECISIONS: tuple[Precision, ...] = tuple(Precision)
"""The order in which precisions are numbered in the table of events."""

PRECISION_CODES: dict[Precision, int] = {precision: code for code, precision in enumerate(PRECISIONS)}


def day_number(day: date | None) -> int:
    """Days since 1 January 1970; ``NO_DAY`` for None."""
    return NO_DAY if day is None else day.toordinal() - EPOCH_ORDINAL


def from_day_number(number: int) -> date | None:
    """The date of a day number; None for ``NO_DAY``."""
    return None if number == NO_DAY else date.fromordinal(int(number) + EPOCH_ORDINAL)


def known_date(number: int) -> date:
    """The date of a day number that is known to be one."""
    return date.fromordinal(int(number) + EPOCH_ORDINAL)


@dataclass(frozen=True, slots=True)
class ChronologyDate:
    """A date as a chronology gives it: both bounds inclusive, its precision, its own words.

    ``earliest`` is None only for ``BEFORE``, ``latest`` only for ``AFTER``. ``time`` is "HH:MM"
    where the record states one. ``circa`` keeps the stated bounds: the doubt is in the precision.

    Raises:
        ValueError: for bounds that are missing or the wrong way round.
    """

    earliest: date | None
    latest: date | None
    precision: Precision = Precision.DAY
    words: str = ""
    time: str | None = None

    def __post_init__(self) -> None:
        if self.earliest is None and self.precision is not Precision.BEFORE:
            raise ValueError(f"{self.precision.value} needs an earliest day")
        if self.latest is None and self.precision is not Precision.AFTER:
            raise ValueError(f"{self.precision.value} needs a latest day")
        if self.earliest and self.latest and self.earliest > self.latest:
            raise ValueError("the earliest day comes after the latest")

    @property
    def day(self) -> date:
        """The day used for order and for findings: the earliest known one."""
        day = self.earliest or self.latest
        if day is None:
            raise ValueError("a date without any day")
        return day


def exactly(day: date, words: str = "", time: str | None = None) -> ChronologyDate:
    """One exact day."""
    return ChronologyDate(day, day, Precision.DAY, words or day.isoformat(), time)


_MONTHS = (tr("January"), tr("February"), tr("March"), tr("April"), tr("May"), tr("June"), tr("July"), tr("August"),
           tr("September"), tr("October"), tr("November"), tr("December"))  # fmt: skip

SHORT_MONTHS = (
    trc("short month", "Jan"), trc("short month", "Feb"), trc("short month", "Mar"), trc("short month", "Apr"),
    trc("short month", "May"), trc("short month", "Jun"), trc("short month", "Jul"), trc("short month", "Aug"),
    trc("short month", "Sep"), trc("short month", "Oct"), trc("short month", "Nov"), trc("short month", "Dec"),
)  # fmt: skip
"""Months as an axis names them, January first."""

_DAY, _MONTH = tr("{day} {month} {year}"), tr("{month} {year}")


def spoken(day: date) -> str:
    """A day as a person in the United Kingdom writes it: 9 October 2015."""
    return _DAY.format(day=day.day, month=_MONTHS[day.month - 1], year=day.year)


def spoken_month(day: date) -> str:
    """A month as a person writes it: October 2015."""
    return _MONTH.format(month=_MONTHS[day.month - 1], year=day.year)
