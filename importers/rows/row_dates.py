"""When a row's event was: its date cell, refined by a last day, a time and a word for how exact it is."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import cache, cached_property, lru_cache
from itertools import islice

from app.case.dates import NO_DAY, ChronologyDate, Precision, day_number
from app.language import tr
from importers.dates.date_words import Order, Problem, read_cell
from importers.dates.turned_dates import Exchange, Kind, doubt_of, exchange_of, turned_kinds
from importers.sheet import RawCell, for_each_cell, words_of
from importers.tables.dated_lines import date_of_line
from importers.tables.table_search import Table
from importers.vocabulary import normal, row_words, status_words

_CLOCK = re.compile(
    r"\D{0,8}(\d{1,2})"
    r"(?:\s*[:.]\s*(\d{2})(?:[:.]\d{2}(?:\.\d+)?)?|(\d{2})\s*(?:h|hrs?|hours)?)?"
    r"\s*([ap])?\.?m?\.?\b.*",
    re.IGNORECASE,
)

_NUMBERS = re.compile(r"\s*\??\s*(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(?:\d{4}|\d{2})(?!\d)")

_LOOKED_AT = 3000
_MONTHS = 12
_SEVERAL = 2

Reading = ChronologyDate | Problem | None
"""A date, why there is none, or None for a blank cell."""


@cache
def _week_headings() -> frozenset[str]:
    return frozenset(map(normal, row_words().week_headings))


class RowDates:
    """Reads the dates of one table's rows. Each distinct cell is read once."""

    def __init__(self, table: Table, order: Order) -> None:
        mapping = table.mapping
        self.order: Order = order
        self._lines = table.lines
        self._epoch_1904 = table.sheet.epoch_1904
        self._table = table
        self._date, self._end = mapping.column("date"), mapping.column("end_date")
        self._time = mapping.column("time")
        self._accuracy = mapping.column("_accuracy")
        self._month, self._day = mapping.column("_month"), mapping.column("_day")
        self._weekly = normal(mapping.headings[self._date]) in _week_headings() if self._date >= 0 else False
        self._refined = self._weekly or self._lines or max(self._end, self._accuracy, self._month) >= 0
        self.by_cell = not self._refined
        """Whether the date cell alone tells the day."""
        self._memo: dict[RawCell, Reading] = {}
        self._refined_memo: dict[tuple[RawCell, ...], Reading] = {}

    def cell(self, cell: RawCell) -> Reading:
        """What one cell says of a date."""
        try:
            return self._memo[cell]
        except KeyError:
            blank = isinstance(cell, str) and not cell.strip()
            found = None if blank else self._read(cell)
            # 1.0, 1 and True are one key to a dictionary, and mean different things.
            if not isinstance(cell, bool):
                self._memo[cell] = found
            return found

    def _read(self, cell: RawCell) -> ChronologyDate | Problem:
        if not self._table.turned:
            found = read_cell(cell, self.order, self._epoch_1904)
            return _either_way(self.order) if self._is_open(cell) and isinstance(found, ChronologyDate) else found
        found = exchange_of(cell, self.order, self._epoch_1904)
        return found.other if found.kind in self._turned else found.own

    def _is_open(self, cell: RawCell) -> bool:
        """Whether a cell may be read both ways in a column whose other dates can only be read the other way."""
        if not isinstance(cell, str) or not self._is_against or (numbers := _numbers_of(cell)) is None:
            return False
        return max(numbers) <= _MONTHS and numbers[0] != numbers[1]

    @cached_property
    def _is_against(self) -> bool:
        """Whether several dates of the column can only be read the other way round, and none only this way."""
        rows = islice(self._table.sheet.rows, self._table.first, self._table.first + _LOOKED_AT)
        cells = {cell for row in rows if 0 <= self._date < len(row) and isinstance(cell := row[self._date], str)}
        against, agree = self._against_and_for(cells)
        return against >= _SEVERAL and agree == 0

    def _against_and_for(self, cells: Iterable[RawCell]) -> tuple[int, int]:
        """How many cells in numbers can be read in the other order of day and month only, and how many in this."""
        pairs = [pair for cell in cells if isinstance(cell, str) and (pair := _numbers_of(cell)) is not None]
        day_first = sum(first > _MONTHS >= second for first, second in pairs)
        month_first = sum(second > _MONTHS >= first for first, second in pairs)
        ways = {"dmy": (month_first, day_first), "mdy": (day_first, month_first)}
        return ways.get(self.order, (0, day_first + month_first))

    @cached_property
    def _turned(self) -> frozenset[Kind]:
        """What is the other way round in the date column, where a person has said that something is."""
        rows = islice(self._table.sheet.rows, self._table.first, None)
        return turned_kinds(self._exchanges(rows)) if self._table.turned else frozenset()

    def _exchanges(self, rows: Iterable[Sequence[RawCell]]) -> list[Exchange]:
        cells = (row[self._date] for row in islice(rows, _LOOKED_AT) if len(row) > self._date)
        memo: dict[tuple[type, RawCell], Exchange] = {}
        found: list[Exchange] = []
        for cell in cells:
            key = (type(cell), cell)
            if key not in memo:
                memo[key] = exchange_of(cell, self.order, self._epoch_1904)
            found.append(memo[key])
        return found

    def days_in(self, cells: Sequence[RawCell]) -> list[int]:
        """The first day that each of these cells tells, as a day number; NO_DAY where one tells none."""
        return for_each_cell(self._day_in, cells)

    def _day_in(self, cell: RawCell) -> int:
        when = self.cell(cell)
        return day_number(when.earliest) if isinstance(when, ChronologyDate) else NO_DAY

    def of(self, row: Sequence[RawCell]) -> Reading:
        """When a row was."""
        found, clock = self.day_and_clock(row)
        if clock is None or not isinstance(found, ChronologyDate) or found.time is not None:
            return found
        return ChronologyDate(found.earliest, found.latest, found.precision, found.words, clock)

    def day_of(self, row: Sequence[RawCell]) -> Reading:
        """When a row was, without the time in a column of its own."""
        return self._refined_date(row) if self._refined else self.cell(row[self._date])

    def day_and_clock(self, row: Sequence[RawCell]) -> tuple[Reading, str | None]:
        """When a row was, and the time of day: few days are then kept for many rows."""
        found = self._refined_date(row) if self._refined else self.cell(row[self._date])
        if not isinstance(found, ChronologyDate) or found.time is not None or self._time < 0:
            return found, found.time if isinstance(found, ChronologyDate) else None
        at = row[self._time]
        return found, None if at == "" else time_of(at)

    def clock(self, row: Sequence[RawCell]) -> str | None:
        """The time of day in a row's column of times; None where it has none."""
        at = row[self._time] if self._time >= 0 else ""
        return None if at == "" else time_of(at)

    def _refined_date(self, row: Sequence[RawCell]) -> Reading:
        if self._lines:
            return self.cell(date_of_line(row, self.order))
        end = row[self._end] if self._end >= 0 else ""
        accuracy = row[self._accuracy] if self._accuracy >= 0 else ""
        parts = (row[self._date], *self._parts(row))
        key = (*parts, end, accuracy)
        found = self._refined_memo.get(key)
        if found is None:
            found = self.cell(parts[0]) if parts[1:] in ((), ("", "")) else self._of_parts(*parts)
            if isinstance(found, ChronologyDate) and (end != "" or accuracy != ""):
                found = self._refine(found, end, accuracy)
            if self._weekly and isinstance(found, ChronologyDate) and found.precision is Precision.DAY:
                found = with_precision(found, Precision.WEEK)
            self._refined_memo[key] = found
        return found

    def _parts(self, row: Sequence[RawCell]) -> tuple[RawCell, ...]:
        """The month and the day of a row that has them in columns of their own."""
        if self._month < 0:
            return ()
        return (row[self._month], row[self._day] if self._day >= 0 else "")

    def _of_parts(self, year: RawCell, month: RawCell, day: RawCell) -> Reading:
        """A date of its three parts; of a year alone where the others are blank."""
        said = [words_of(part).removesuffix(".0") for part in (day, month, year)]
        numbers = said[1].isdecimal()
        return self.cell(("/" if numbers else " ").join(part for part in said if part))

    def _refine(self, when: ChronologyDate, end: RawCell, accuracy: RawCell) -> ChronologyDate | Problem:
        last = self.cell(end)
        if isinstance(last, ChronologyDate):
            when = _until(when, last)
        return self._as_exact_as(when, accuracy) if accuracy != "" else when

    def _as_exact_as(self, when: ChronologyDate, accuracy: RawCell) -> ChronologyDate | Problem:
        precision = status_words().precisions.get(normal(words_of(accuracy)))
        if precision is not None:
            return with_precision(when, precision)
        shown = self.cell(accuracy)
        if isinstance(shown, ChronologyDate) and (_within(when, shown) or _tells_more(when, shown)):
            return replace(shown, time=when.time)
        if isinstance(shown, ChronologyDate) and _is_exchanged(when, shown):
            return Problem(tr("day or month first? “{words}” stands beside it").format(words=words_of(accuracy)))
        return when

    def sequence_doubt(self, rows: Iterable[Sequence[RawCell]]) -> str | None:
        """A sentence where rows that are out of order as read would be in order with days and months exchanged."""
        if self._table.turned:
            return None
        doubt = doubt_of(self._exchanges(rows))
        if doubt is None:
            return None
        breaks, others = doubt
        told = (
            tr(
                "{breaks} dates break the order of the rows, and {others} would with days and months exchanged: "
                "they may have been entered with the month first. Nothing was changed."
            )
            if others
            else tr(
                "{breaks} dates break the order of the rows, and none would with days and months exchanged: "
                "they may have been entered with the month first. Nothing was changed."
            )
        )
        return told.format(breaks=breaks, others=others)

    def order_doubt(self) -> str | None:
        """A sentence where the dates read so far speak against the order of day and month; None where they do not."""
        if Kind.WRITTEN in self._turned:
            return None
        against, agree = self._against_and_for(self._memo)
        if against == 0:
            return None
        both = agree > 0
        if self.order == "dmy":
            return _month_seems_first(both=both).format(count=against, option="mdy")
        return _day_seems_first(both=both).format(count=against, option="dmy")


def _numbers_of(words: str) -> tuple[int, int] | None:
    """The first two numbers of a date in numbers; None for others."""
    met = _NUMBERS.match(words)
    return (int(met[1]), int(met[2])) if met else None


def _either_way(order: Order) -> Problem:
    """Why a date that could be read is not: which of its numbers is the month is for a person to say."""
    if order == "mdy":
        return Problem(tr("day or month first? Other dates of the column can only be read with the day first"))
    return Problem(tr("day or month first? Other dates of the column can only be read with the month first"))


def _month_seems_first(*, both: bool) -> str:
    if both:
        return tr("{count} dates can only be read with the month first, others only the other way round.")
    return tr("dates seem to have the month first ({count} can be read no other way): choose “{option}” if so.")


def _day_seems_first(*, both: bool) -> str:
    if both:
        return tr("{count} dates can only be read with the day first, others only the other way round.")
    return tr("dates seem to have the day first ({count} can be read no other way): choose “{option}” if so.")


def _within(when: ChronologyDate, shown: ChronologyDate) -> bool:
    """Whether a sort date lies in the vaguer date that stands beside it."""
    after_start = shown.earliest is None or when.day >= shown.earliest
    return after_start and (shown.latest is None or when.day <= shown.latest)


def _is_exchanged(when: ChronologyDate, shown: ChronologyDate) -> bool:
    """Whether two dates of a row are one with its day and month exchanged."""
    if not when.precision is shown.precision is Precision.DAY:
        return False
    day, other = when.day, shown.day
    return day != other and (day.year, day.month, day.day) == (other.year, other.day, other.month)


def _tells_more(when: ChronologyDate, shown: ChronologyDate) -> bool:
    """Whether the date beside a bare year lies in that year: "Year", and "Exact date" where it is known."""
    if when.precision is not Precision.YEAR or None in (when.earliest, when.latest, shown.earliest, shown.latest):
        return False
    return {when.day.year} == {edge.year for edge in (shown.earliest, shown.latest) if edge is not None}


def _until(when: ChronologyDate, last: ChronologyDate) -> ChronologyDate:
    """From the first day of one date to the last day of the other; a last day before the first is left out."""
    start, end = when.earliest, last.latest
    if start is None or end is None or when.latest is None or end < when.latest or end == start:
        return when
    precision = Precision.RANGE if when.precision is Precision.DAY else when.precision
    return ChronologyDate(start, end, precision, f"{when.words} - {last.words}", when.time)


def with_precision(when: ChronologyDate, precision: Precision) -> ChronologyDate:
    """A date that is only as exact as stated: "month" beside one day means that whole month."""
    start, end = when.earliest, when.latest
    if start is None or end is None or precision is when.precision:
        return when
    single = start == end
    if precision is Precision.DAY:
        return when
    if precision is Precision.BEFORE:
        return ChronologyDate(None, end, precision, when.words, when.time)
    if precision is Precision.AFTER:
        return ChronologyDate(start, None, precision, when.words, when.time)
    if single and precision is Precision.WEEK:
        start -= timedelta(days=start.weekday())
        end = start + timedelta(days=6)
    elif single and precision is Precision.MONTH:
        start = start.replace(day=1)
        end = (start + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    elif single and precision is Precision.YEAR:
        start, end = date(start.year, 1, 1), date(start.year, 12, 31)
    elif single and precision in (Precision.RANGE, Precision.SEASON):
        return when
    return ChronologyDate(start, end, precision, when.words, when.time)


@lru_cache(maxsize=4096, typed=True)
def time_of(cell: RawCell) -> str | None:
    """The time of day in a cell as "HH:MM"; None where it holds none. Midnight stands for no time."""
    if isinstance(cell, datetime | time):
        clock = (cell.hour, cell.minute)
    elif isinstance(cell, timedelta):
        clock = divmod(int(cell.total_seconds()) // 60, 60)
    elif isinstance(cell, float) and 0 < cell < 1:
        clock = divmod(round(cell * 1440), 60)
    elif isinstance(cell, str) and (match := _CLOCK.fullmatch(cell.strip())) and (match[2] or match[3] or match[4]):
        hour, half = int(match[1]), (match[4] or "").lower()
        if half and hour <= 12:
            hour = hour % 12 + (12 if half == "p" else 0)
        clock = (hour, int(match[2] or match[3] or 0))
    else:
        return None
    hour, minute = clock
    return f"{hour:02}:{minute:02}" if 0 <= hour < 24 and 0 <= minute < 60 and (hour or minute) else None


def shared_dates(table: Table) -> dict[int, int]:
    """Rows whose date cell is merged with one above: 0-based row -> the row that holds the date."""
    return sharing_cells(table, table.mapping.column("date"))


def sharing_cells(table: Table, column: int) -> dict[int, int]:
    """Rows whose cell of that column (0-based) is merged with one above: 0-based row -> the row that holds it."""
    return {
        row: area.top
        for area in table.sheet.merged
        if area.bottom > area.top and area.left <= column <= area.right and area.top >= table.first
        for row in range(area.top + 1, area.bottom + 1)
    }
