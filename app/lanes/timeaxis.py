"""The words of the time axis: years, quarters, months or days, by how much is in view."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.case.dates import SHORT_MONTHS, day_number, known_date
from app.lanes.layout import Layout
from app.lanes.room import Measure
from app.language import tr, trn

FIRST_KNOWN, LAST_KNOWN = day_number(date(1, 1, 8)), day_number(date(9998, 12, 31))
"""The days that an axis may reach to."""

MONTH_DAYS = 30.4375
"""The days of a month where months are counted from a day 0 that differs from lane to lane."""

_ROOM_FOR_DAY, _ROOM_FOR_MONTH, _ROOM_FOR_QUARTER = 2.0, 2.6, 4.6
"""How wide "28", "May" and "Oct–Dec" are with what keeps them apart, in sizes of their letters."""

_ROOM_FOR_MONTHS = 8.6
"""How wide "−24 to −12 months" is, in sizes of its letters."""


def from_zero(day: int) -> str:
    """ "430 days after (14 months)", for a day counted from day 0."""
    if day == 0:
        return tr("day 0")
    months = round(abs(day) / MONTH_DAYS)
    days = abs(day)
    if day > 0:
        told = trn("{days} day after", "{days} days after", days).format(days=days)
    else:
        told = trn("{days} day before", "{days} days before", days).format(days=days)
    return (
        trn("{told} ({months} month)", "{told} ({months} months)", months).format(told=told, months=months)
        if months
        else told
    )


@dataclass(frozen=True, slots=True)
class Tick:
    """A stretch of the axis: where it starts and ends (x), and what is written in its middle.

    ``year`` is what has to be told of it even where its words are too long; empty where it may go without a word.
    """

    start: float
    end: float
    words: str
    strong: bool
    year: str = ""


APART = 0.6
"""How far words of the axis keep from each other at least, in sizes of their letters."""


def axis_words(axis: Sequence[Tick], measure: Measure, size: int, left: float, right: float) -> list[tuple[float, str]]:
    """Which words stand where (x of their middle) on an axis from ``left`` to ``right``; no two touch.

    What tells a year comes first, in full where that leaves the words beside it their room.
    """
    spans = [_span(tick, tick.words, measure, size, (left, right)) for tick in axis]
    placed: list[tuple[float, float, str]] = []

    def place(tick: Tick, words: str) -> None:
        start, end = _span(tick, words, measure, size, (left, right))
        if words and all(end + APART * size <= x0 or start - APART * size >= x1 for x0, x1, _words in placed):
            placed.append((start, end, words))

    years = [item for item, tick in enumerate(axis) if tick.year]
    full = [item for item in years if all(_apart(spans, item, beside, size) for beside in (item - 1, item + 1))]
    for item in full:
        place(axis[item], axis[item].words)
    for item in sorted(set(years).difference(full), key=lambda item: axis[item].start - axis[item].end):
        place(axis[item], axis[item].year)
    for tick in axis:
        if not tick.year and measure(tick.words, size, False) <= tick.end - tick.start + 8:
            place(tick, tick.words)
    return [((start + end) / 2, words) for start, end, words in sorted(placed)]


def _span(tick: Tick, words: str, measure: Measure, size: int, ends: tuple[float, float]) -> tuple[float, float]:
    """From where to where words reach in the middle of their stretch, moved so far that they stand on the axis."""
    half = measure(words, size, False) / 2
    middle = min(max((tick.start + tick.end) / 2, ends[0] + half), ends[1] - half)
    return middle - half, middle + half


def _apart(spans: Sequence[tuple[float, float]], item: int, beside: int, size: int) -> bool:
    """Whether the words of two stretches side by side, or of one at the end of the axis, keep from each other."""
    if not 0 <= beside < len(spans):
        return True
    first, second = sorted((spans[item], spans[beside]))
    return second[0] - first[1] >= APART * size


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

    Days under 10 weeks, months under 14 months, quarters under 3 years, else years; the next longer
    where words find no room.
    """
    more = beyond / layout.per_day
    first, last = max(layout.first - more, FIRST_KNOWN), min(layout.last + more, LAST_KNOWN)
    seen = _Seen(layout, first, last, layout.left - beyond, layout.right + beyond)
    days, letters = layout.last - layout.first + 1, layout.per_day / layout.sizes.years
    if layout.scene.aligned_on:
        return _from_zero(seen)
    if days <= 70:
        return _every_days(seen, 1 if letters >= _ROOM_FOR_DAY else 7)
    if days <= 425 and letters * MONTH_DAYS >= _ROOM_FOR_MONTH:
        return _months(seen, 1)
    return _months(seen, 3) if days <= 1095 and letters * 3 * MONTH_DAYS >= _ROOM_FOR_QUARTER else _years(seen)


def _clip(seen: _Seen, start: date, end: date, words: str, strong: bool, year: str = "") -> Tick | None:
    x0 = max(seen.layout.x(day_number(start)), seen.left)
    x1 = min(seen.layout.x(day_number(end)), seen.right)
    return Tick(x0, x1, words, strong, year) if x1 > x0 else None


def _years(seen: _Seen) -> tuple[Tick, ...]:
    first, last = known_date(int(seen.first)), known_date(int(seen.last))
    wide = seen.layout.per_day * 365.25 / seen.layout.sizes.text
    every = 1 if wide >= 60 else 2 if wide >= 30 else 5
    found: list[Tick | None] = []
    for year in range(first.year, min(last.year, 9998) + 1):
        words = str(year) if year % every == 0 else ""
        found.append(_clip(seen, date(year, 1, 1), date(year + 1, 1, 1), words, strong=True, year=words))
    return tuple(tick for tick in found if tick)


def _months(seen: _Seen, step: int) -> tuple[Tick, ...]:
    first, last = known_date(int(seen.first)), known_date(int(seen.last))
    found: list[Tick | None] = []
    year, month = first.year, (first.month - 1) // step * step
    while date(year, month + 1, 1) <= last and year < 9998:
        following = (year + (month + step) // 12, (month + step) % 12)
        name = SHORT_MONTHS[month] if step == 1 else f"{SHORT_MONTHS[month]}–{SHORT_MONTHS[month + step - 1]}"
        told = str(year) if month == 0 or not found else ""
        words = f"{name} {year}" if told else name
        end = date(following[0], following[1] + 1, 1)
        found.append(_clip(seen, date(year, month + 1, 1), end, words, strong=month == 0, year=told))
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
            words = tr("{first} to {last} months").format(first=place * step, last=(place + 1) * step).replace("-", "−")
            found.append(Tick(x0, x1, words, strong=place == 0))
    return tuple(found)


def _every_days(seen: _Seen, step: int) -> tuple[Tick, ...]:
    day = known_date(int(seen.first))
    if step == 7:
        day -= timedelta(days=day.weekday())
    found: list[Tick | None] = []
    while day_number(day) <= seen.last:
        words = f"{day.day} {SHORT_MONTHS[day.month - 1]}" if day.day == 1 or step == 7 or not found else str(day.day)
        told = f"{words} {day.year}" if not found or day.timetuple().tm_yday <= step else ""
        found.append(_clip(seen, day, day + timedelta(days=step), told or words, strong=day.day == 1, year=told))
        day += timedelta(days=step)
    return tuple(tick for tick in found if tick)
