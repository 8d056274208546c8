"""The words of the time axis: years, quarters, months or days, by how much is in view."""

from dataclasses import dataclass
from datetime import date, timedelta

from app.case.dates import day_number, known_date
from app.lanes.layout import Layout

FIRST_KNOWN, LAST_KNOWN = day_number(date(1, 1, 8)), day_number(date(9998, 12, 31))
"""The days that an axis may reach to."""

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


MONTH_DAYS = 30.4375
"""The days of a month where months are counted from a day 0 that differs from lane to lane."""

_ROOM_FOR_MONTHS = 8.6
"""How wide "−24 to −12 months" is, in sizes of its letters."""


def from_zero(day: int) -> str:
    """ "430 days after (14 months)", for a day counted from day 0."""
    if day == 0:
        return "day 0"
    months = round(abs(day) / MONTH_DAYS)
    told = f"{abs(day)} day{'' if abs(day) == 1 else 's'} {'after' if day > 0 else 'before'}"
    return f"{told} ({months} month{'' if months == 1 else 's'})" if months else told


@dataclass(frozen=True, slots=True)
class Tick:
    """A stretch of the axis: where it starts and ends (x), and what is written in its middle."""

    start: float
    end: float
    words: str
    strong: bool


@dataclass(frozen=True, slots=True)
class _Seen:
    """The part of the axis that is asked for: its days, and its x."""

    layout: Layout
    first: float
    last: float
    left: float
    right: float


def ticks(layout: Layout, beyond: float = 0.0) -> tuple[Tick, ...]:
    """The stretches in view, and ``beyond`` it by so many pixels on both sides.

    Days under 10 weeks, months under 14 months, quarters under 3 years, else years.
    """
    more = beyond / layout.per_day
    first, last = max(layout.first - more, FIRST_KNOWN), min(layout.last + more, LAST_KNOWN)
    seen = _Seen(layout, first, last, layout.left - beyond, layout.right + beyond)
    days = layout.last - layout.first + 1
    if layout.scene.aligned_on:
        return _from_zero(seen)
    if days <= 70:
        return _every_days(seen, 1 if layout.per_day >= 26 else 7)
    if days <= 425:
        return _months(seen, 1)
    return _months(seen, 3) if days <= 1095 else _years(seen)


def _clip(seen: _Seen, start: date, end: date, words: str, strong: bool) -> Tick | None:
    x0 = max(seen.layout.x(day_number(start)), seen.left)
    x1 = min(seen.layout.x(day_number(end)), seen.right)
    return Tick(x0, x1, words, strong) if x1 > x0 else None


def _years(seen: _Seen) -> tuple[Tick, ...]:
    first, last = known_date(int(seen.first)), known_date(int(seen.last))
    every = 1 if seen.layout.per_day * 365.25 >= 60 else 2 if seen.layout.per_day * 365.25 >= 30 else 5
    found: list[Tick | None] = []
    for year in range(first.year, min(last.year, 9998) + 1):
        words = str(year) if year % every == 0 else ""
        found.append(_clip(seen, date(year, 1, 1), date(year + 1, 1, 1), words, strong=True))
    return tuple(tick for tick in found if tick)


def _months(seen: _Seen, step: int) -> tuple[Tick, ...]:
    first, last = known_date(int(seen.first)), known_date(int(seen.last))
    found: list[Tick | None] = []
    year, month = first.year, (first.month - 1) // step * step
    while date(year, month + 1, 1) <= last and year < 9998:
        following = (year + (month + step) // 12, (month + step) % 12)
        name = _MONTHS[month] if step == 1 else f"{_MONTHS[month]}–{_MONTHS[month + step - 1]}"
        words = f"{name} {year}" if month == 0 or not found else name
        end = date(following[0], following[1] + 1, 1)
        found.append(_clip(seen, date(year, month + 1, 1), end, words, strong=month == 0))
        year, month = following
    return tuple(tick for tick in found if tick)


def _from_zero(seen: _Seen) -> tuple[Tick, ...]:
    """Months before and after day 0, as many to a stretch as have room for their words."""
    per_month = seen.layout.per_day * MONTH_DAYS
    room = _ROOM_FOR_MONTHS * seen.layout.sizes.years
    step = next((months for months in (1, 3, 6, 12, 24, 60) if months * per_month >= room), 120)
    first, last = int(seen.first // (step * MONTH_DAYS)), int(seen.last // (step * MONTH_DAYS))
    found: list[Tick] = []
    for place in range(first, last + 1):
        x0 = max(seen.layout.x(place * step * MONTH_DAYS), seen.left)
        x1 = min(seen.layout.x((place + 1) * step * MONTH_DAYS), seen.right)
        if x1 > x0:
            words = f"{place * step} to {(place + 1) * step} months".replace("-", "−")
            found.append(Tick(x0, x1, words, strong=place == 0))
    return tuple(found)


def _every_days(seen: _Seen, step: int) -> tuple[Tick, ...]:
    day = known_date(int(seen.first))
    if step == 7:
        day -= timedelta(days=day.weekday())
    found: list[Tick | None] = []
    while day_number(day) <= seen.last:
        words = f"{day.day} {_MONTHS[day.month - 1]}" if day.day == 1 or step == 7 or not found else str(day.day)
        found.append(_clip(seen, day, day + timedelta(days=step), words, strong=day.day == 1))
        day += timedelta(days=step)
    return tuple(tick for tick in found if tick)
