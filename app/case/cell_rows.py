"""Rows of cells kept column by column: a large sheet then takes little more than its cells.

A row is made anew each time it is asked for. This module is also loaded by the process that reads files, so it needs
nothing else of the record.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, islice
from typing import Generic, TypeVar, cast, overload

_C = TypeVar("_C")
_R = TypeVar("_R")

_AT_ONCE = 4000


class SameRows(Sequence[_R], Generic[_R]):
    """Rows that equal any other sequence of the same rows, however it keeps them."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if not isinstance(other, Sequence) or isinstance(other, str):
            return NotImplemented
        others = cast("Sequence[object]", other)
        return len(self) == len(others) and all(mine == theirs for mine, theirs in zip(self, others, strict=True))

    def __hash__(self) -> int:
        return hash(tuple(self))


class Columns(Sequence[tuple[_C, ...]], Generic[_C]):
    """Some rows of the same width: at least one column, all of one length."""

    __slots__ = ("columns",)

    def __init__(self, columns: Sequence[Sequence[_C]]) -> None:
        self.columns = columns

    def __len__(self) -> int:
        return len(self.columns[0])

    def __iter__(self) -> Iterator[tuple[_C, ...]]:
        return zip(*self.columns, strict=True)

    @overload
    def __getitem__(self, place: int) -> tuple[_C, ...]: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[tuple[_C, ...]]: ...
    def __getitem__(self, place: int | slice) -> tuple[_C, ...] | Sequence[tuple[_C, ...]]:
        if isinstance(place, slice):
            return Columns([column[place] for column in self.columns])
        return tuple([column[place] for column in self.columns])


class CellRows(SameRows[tuple[_C, ...]], Generic[_C]):
    """Rows in lots, each a list of rows or ``Columns``. A slice of it shares its lots."""

    __slots__ = ("_ends", "_lots", "_start", "_stop")

    def __init__(self, lots: Sequence[Sequence[tuple[_C, ...]]], start: int = 0, stop: int | None = None) -> None:
        self._lots = [lot for lot in lots if len(lot)]
        self._ends = list(accumulate(map(len, self._lots)))
        self._start = start
        self._stop = (self._ends[-1] if self._ends else 0) if stop is None else stop

    def __len__(self) -> int:
        return max(0, self._stop - self._start)

    def __iter__(self) -> Iterator[tuple[_C, ...]]:
        for lot in self.lots():
            yield from lot

    @overload
    def __getitem__(self, place: int) -> tuple[_C, ...]: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[tuple[_C, ...]]: ...
    def __getitem__(self, place: int | slice) -> tuple[_C, ...] | Sequence[tuple[_C, ...]]:
        if isinstance(place, slice):
            start, stop, step = place.indices(len(self))
            if step != 1:
                return [self[at] for at in range(start, stop, step)]
            return CellRows(self._lots, self._start + start, self._start + max(start, stop))
        if not -len(self) <= place < len(self):
            raise IndexError("there is no such row")
        at = self._start + place % len(self)
        lot = bisect_right(self._ends, at)
        return self._lots[lot][at - self._ends[lot]]

    def lots(self) -> Iterator[Sequence[tuple[_C, ...]]]:
        """The rows a lot at a time; lots are given as they are kept, except the first and last of a slice."""
        end = 0
        for lot in self._lots:
            begin, end = end, end + len(lot)
            if begin >= self._start and end <= self._stop:
                yield lot
            elif end > self._start and begin < self._stop:
                yield lot[max(0, self._start - begin) : self._stop - begin]


def lots(rows: Iterable[_R], at_once: int = _AT_ONCE) -> Iterator[list[_R]]:
    """The rows, so many at a time."""
    left = iter(rows)
    while some := list(islice(left, at_once)):
        yield some


def lots_of(rows: Sequence[tuple[_C, ...]]) -> Iterator[Sequence[tuple[_C, ...]]]:
    """The rows a lot at a time, as they are kept where they are kept by lots."""
    return cast("CellRows[_C]", rows).lots() if isinstance(rows, CellRows) else lots(rows)


def columns_of(lot: Sequence[tuple[_C, ...]]) -> Sequence[Sequence[_C]] | None:
    """The columns of a lot that is kept by columns; None for any other."""
    return cast("Columns[_C]", lot).columns if isinstance(lot, Columns) else None
