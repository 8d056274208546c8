"""The rows of a source as an import takes them in: kept by columns, each made a ``SheetRow`` when it is asked for."""

from collections.abc import Iterator, Mapping, Sequence
from typing import overload

from app.case.cell_rows import SameRows
from app.case.model import Cell, RowKind, SheetRow

_KINDS = tuple(RowKind)
_CODES = {kind: code for code, kind in enumerate(_KINDS)}


class SheetRows(SameRows[SheetRow]):
    """Every row of a sheet, numbered from 1.

    ``kinds`` is a byte for each row, by ``code_of``; ``reasons`` are those of rejected rows by their 0-based place.
    """

    __slots__ = ("cells", "_kinds", "_reasons")

    def __init__(self, cells: Sequence[tuple[Cell, ...]], kinds: bytes, reasons: Mapping[int, str]) -> None:
        if len(cells) != len(kinds):
            raise ValueError("every row has a kind")
        self.cells = cells
        self._kinds = kinds
        self._reasons = reasons

    def __len__(self) -> int:
        return len(self._kinds)

    def __iter__(self) -> Iterator[SheetRow]:
        reasons = self._reasons
        for place, (cells, kind) in enumerate(zip(self.cells, self._kinds, strict=True)):
            yield SheetRow(place + 1, _KINDS[kind], cells, reasons.get(place, ""))

    @overload
    def __getitem__(self, place: int) -> SheetRow: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[SheetRow]: ...
    def __getitem__(self, place: int | slice) -> SheetRow | Sequence[SheetRow]:
        if isinstance(place, slice):
            return tuple([self[at] for at in range(*place.indices(len(self)))])
        if not -len(self) <= place < len(self):
            raise IndexError("there is no such row")
        place %= len(self)
        return SheetRow(place + 1, _KINDS[self._kinds[place]], self.cells[place], self._reasons.get(place, ""))

    def places_of(self, kind: RowKind) -> list[int]:
        """The 0-based places of the rows of a kind."""
        code = _CODES[kind]
        return [place for place, found in enumerate(self._kinds) if found == code]

    def count_of(self, kind: RowKind) -> int:
        """How many rows are of a kind."""
        return self._kinds.count(_CODES[kind])


def code_of(kind: RowKind) -> int:
    """The byte that stands for a kind in ``SheetRows``."""
    return _CODES[kind]


def rows_of(rows: Sequence[SheetRow], kind: RowKind) -> list[SheetRow]:
    """The rows of a kind, without making the others."""
    if isinstance(rows, SheetRows):
        return [rows[place] for place in rows.places_of(kind)]
    return [row for row in rows if row.kind is kind]


def count_of(rows: Sequence[SheetRow], kind: RowKind) -> int:
    """How many rows are of a kind, without making them."""
    return rows.count_of(kind) if isinstance(rows, SheetRows) else sum(row.kind is kind for row in rows)


def numbers_of(rows: Sequence[SheetRow]) -> Sequence[int]:
    """The number of each row, without making them."""
    return range(1, len(rows) + 1) if isinstance(rows, SheetRows) else [row.number for row in rows]


def cells_of(rows: Sequence[SheetRow]) -> Sequence[tuple[Cell, ...]]:
    """The cells of each row, without making them."""
    return rows.cells if isinstance(rows, SheetRows) else [row.cells for row in rows]
