"""Dates whose day and month were taken for each other: which cells of a column that happened to, and what they meant.

A program that reads the month first makes 1 July of a typed "7/1" and leaves "25/12" as words; a sheet kept by one
that writes the month first has it in every cell. So the real dates and the written ones may be wrong apart.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum, auto
from itertools import pairwise

from app.case.dates import ChronologyDate, Precision
from importers.dates.date_words import Order, Problem, read_cell
from importers.sheet import RawCell

_OTHER: Mapping[Order, Order] = {"dmy": "mdy", "mdy": "dmy"}
_REAL_AS_TEXT = re.compile(r"\s*(?:\d{4}-\d{2}-\d{2}(?:[T ][\d:.]+)?|\d{5}(?:\.\d+)?)\s*")
_IN_NUMBERS = re.compile(r"\s*\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*\d\d")

_BREAKS = 4

Reading = ChronologyDate | Problem


class Kind(Enum):
    """What a date cell holds: a day as a program keeps it, or numbers that somebody wrote."""

    REAL = auto()
    WRITTEN = auto()


_WAYS = (frozenset((Kind.REAL,)), frozenset((Kind.WRITTEN,)), frozenset(Kind))
"""What may have been taken the wrong way round in a column, the likeliest first."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A cell as it reads and as it would with day and month exchanged; ``kind`` is None where it has one reading."""

    kind: Kind | None
    own: Reading
    other: Reading


def exchange_of(cell: RawCell, order: Order, epoch_1904: bool = False) -> Exchange:
    """Both readings of a cell. A day past the twelfth has one, whatever is said of its column."""
    own = read_cell(cell, order, epoch_1904)
    if isinstance(cell, str):
        other = read_cell(cell, _OTHER.get(order, order), epoch_1904)
        if other != own and isinstance(other, ChronologyDate):
            return Exchange(Kind.WRITTEN, own, other)
        if not _REAL_AS_TEXT.fullmatch(cell):
            return Exchange(None, own, own)
    if not isinstance(own, ChronologyDate) or own.precision is not Precision.DAY or own.day.day > 12:
        return Exchange(None, own, own)
    turned = own.day.replace(month=own.day.day, day=own.day.month)
    return Exchange(Kind.REAL, own, replace(own, earliest=turned, latest=turned))


def reads_turned(cell: str, order: Order) -> bool:
    """Whether words that are no date are one with day and month exchanged: "1/20/2025" where the day comes first."""
    if order not in _OTHER or not _IN_NUMBERS.match(cell):
        return False
    return isinstance(read_cell(cell, _OTHER[order]), ChronologyDate)


def doubt_of(exchanges: Sequence[Exchange]) -> tuple[int, int] | None:
    """How many days break the order of the rows, and how many would with some exchanged; None for no doubt."""
    breaks = _cost(exchanges, frozenset())[1]
    if breaks < _BREAKS:
        return None
    others = min(_cost(exchanges, way)[1] for way in _WAYS)
    return None if breaks < _BREAKS * others else (breaks, others)


def turned_kinds(exchanges: Sequence[Exchange]) -> frozenset[Kind]:
    """Which cells are the other way round, a person having said that some are: those that leave the rows in order."""
    return min(_WAYS, key=lambda way: sum(_cost(exchanges, way)))


def _cost(exchanges: Sequence[Exchange], way: frozenset[Kind]) -> tuple[int, int]:
    """How many cells cannot be read, and how many days stand out of order, with these kinds exchanged."""
    read = [(one.other if one.kind in way else one.own) for one in exchanges]
    days = [when.day for when in read if isinstance(when, ChronologyDate) and when.precision is Precision.DAY]
    return sum(isinstance(when, Problem) for when in read), _breaks(days)


def _breaks(days: Iterable[date]) -> int:
    """How many days stand out of order, whichever end the rows begin at."""
    steps = [after - before for before, after in pairwise(days)]
    back, forward = (sum(step < timedelta(0) for step in steps), sum(step > timedelta(0) for step in steps))
    return min(back, forward)
