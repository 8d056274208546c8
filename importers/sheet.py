"""A sheet as it stands in a file: cells with their own types and addresses, nothing yet understood."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import zip_longest
from typing import TYPE_CHECKING, TypeVar, cast

from app.case.cell_rows import CellRows, Columns, columns_of, lots, lots_of
from app.language import tr

if TYPE_CHECKING:
    # The process that reads files starts faster without the record and its numpy.
    from app.case.model import Cell

RawCell = str | int | float | bool | date | datetime | time | timedelta
"""A cell as the file has it. An empty cell is ""."""

Row = tuple[RawCell, ...]

_T = TypeVar("_T")

_PLAIN = frozenset((str, int, bool))
_MOSTLY_NEW = 0.7
_MOST_KEPT = 20_000
_SHARED = frozenset((str, date, datetime))
_SHARED_OR_FLOAT = _SHARED | {float}


@dataclass(frozen=True, slots=True)
class MergedRange:
    """Cells that a spreadsheet program shows as one. All bounds are 0-based and inclusive."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class RawSheet:
    """One sheet. ``rows[i]`` is the row a spreadsheet program numbers ``i + 1``; rows may differ in length.

    ``name`` is "" where the format has no sheets. ``digest`` is the SHA-256 of the whole file. ``above`` are lines
    that stand before the table in a text document. ``notes`` are doubts met while reading. ``why`` says why a file
    holds no table at all. ``fills`` are the colours of cells: 0-based row -> 0-based column -> "RRGGBB".
    """

    file: str
    name: str
    rows: Sequence[Row]
    digest: str = ""
    hidden: bool = False
    merged: Sequence[MergedRange] = ()
    epoch_1904: bool = False
    above: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    why: str | None = None
    fills: Mapping[int, Mapping[int, str]] = field(default_factory=dict[int, Mapping[int, str]])

    @property
    def place(self) -> str:
        """The file and sheet as a person names them."""
        return tr("{file}, sheet {sheet}").format(file=self.file, sheet=self.name) if self.name else self.file


def sharing_words(rows: Iterable[Sequence[RawCell]]) -> Iterator[Row]:
    """The same rows, with words and dates that come again kept once: agencies, names and days repeat all the time."""
    for lot in lots(rows):
        columns = shared_columns(lot)
        yield from map(tuple, lot) if columns is None else Columns(columns)


def cell_rows(rows: Iterable[Row]) -> CellRows[RawCell]:
    """The same rows as ``sharing_words``, to keep."""
    found: list[Sequence[Row]] = []
    for lot in lots(rows):
        columns = shared_columns(lot)
        found.append(lot if columns is None else Columns(columns))
    return CellRows(found)


def shared_columns(lot: Sequence[Sequence[RawCell]]) -> list[list[RawCell]] | None:
    """A lot's columns, with what comes again kept once and whole numbers as such; None where rows differ in length."""
    if not _is_even(lot):
        return None
    return [_shared(column) for column in zip(*lot, strict=True)]


def _shared(column: Sequence[RawCell]) -> list[RawCell]:
    keep = dict[RawCell, RawCell]().setdefault
    types = set(map(type, column))
    if types <= _SHARED:
        return list(map(keep, column, column))
    # 1.0, 1 and True are one key to a dictionary, and mean different things.
    if types <= _SHARED_OR_FLOAT:
        known = {cell: _kept_float(cell) if type(cell) is float else cell for cell in dict.fromkeys(column)}
        return [known[cell] for cell in column]
    return [
        keep(cell, cell) if type(cell) in _SHARED else _kept_float(cell) if type(cell) is float else cell
        for cell in column
    ]


class Sharing:
    """Keeps once what comes again in a column from lot to lot, where a column has such words or days at all."""

    def __init__(self) -> None:
        self._kept: list[dict[RawCell, RawCell] | None] = []

    def columns(self, columns: list[list[RawCell]]) -> Columns[RawCell]:
        """The columns of the next lot."""
        self._kept += [{} for _ in columns[len(self._kept) :]]
        return Columns([self._column(at, column) for at, column in enumerate(columns)])

    def _column(self, at: int, column: list[RawCell]) -> list[RawCell]:
        kept = self._kept[at]
        if kept is None or not _SHARED.issuperset(map(type, column)):
            return column
        before = len(kept)
        column = list(map(kept.setdefault, column, column))
        if len(kept) - before > len(column) * _MOSTLY_NEW or len(kept) > _MOST_KEPT:
            self._kept[at] = None
        return column


def _is_even(lot: Sequence[Sequence[object]]) -> bool:
    return len(set(map(len, lot))) == 1 and len(lot[0]) > 0


def cells_in_lots(rows: Sequence[Row], columns: Sequence[int], first: int = 0) -> Iterator[list[Sequence[RawCell]]]:
    """What stands in these columns from a row (0-based) on, a lot of rows at a time; "" where a row is shorter.

    To take columns is many times as fast as to make the rows, where a sheet is kept by columns.
    """
    for lot in lots_of(rows[first:]):
        known = columns_of(lot)
        if known is not None and all(at < len(known) for at in columns):
            yield [known[at] for at in columns]
        else:
            whole = list(lot)
            yield [[row[at] if at < len(row) else "" for row in whole] for at in columns]


def kept_rows(rows: Sequence[Row]) -> "CellRows[Cell]":
    """Rows as ``kept_cells`` keeps each. Columns that stay as they are are shared."""
    return CellRows([_kept_lot(lot) for lot in lots_of(rows)])


def _kept_lot(lot: Sequence[Row]) -> "Sequence[tuple[Cell, ...]]":
    columns = columns_of(lot)
    if columns is None:
        return list(map(kept_cells, lot))
    kept: list[Sequence[Cell]] = []
    for column in columns:
        types = set(map(type, column))
        if types <= _PLAIN:
            kept.append(column)  # pyright: ignore[reportArgumentType] - only str, int and bool are left
        elif len(types) == 1:
            kept.append(list(map(_KEPT[types.pop()], column)))
        else:
            kept.append(for_each_cell(_kept, column))
    return Columns(kept)


def kept_cells(row: Row) -> "tuple[Cell, ...]":
    """A row as it is kept for ever: dates and times as ISO text, whole numbers without a point."""
    if _PLAIN.issuperset(map(type, row)):
        return row  # pyright: ignore[reportReturnType] - only str, int and bool are left
    return tuple([cell if isinstance(cell, str) else _KEPT[cell.__class__](cell) for cell in row])


def _kept_float(cell: float) -> float:
    return int(cell) if cell.is_integer() and abs(cell) < 1e15 else cell


def _kept(cell: RawCell) -> "Cell":
    return _KEPT[cell.__class__](cell)


def _as_it_is(cell: "Cell") -> "Cell":
    return cell


# By type, since this is asked of every cell of every file.
_KEPT: "dict[type, Callable[..., Cell]]" = {
    str: _as_it_is,
    int: _as_it_is,
    bool: _as_it_is,
    float: _kept_float,
    date: lru_cache(maxsize=50_000)(date.isoformat),
    datetime: datetime.isoformat,
    time: time.isoformat,
    timedelta: str,
}


def for_each_cell(read: Callable[[RawCell], _T], cells: Sequence[RawCell]) -> list[_T]:
    """What ``read`` makes of each cell. Most of a column comes again and again, and is read once.

    It must make the same of 1 and 1.0, which are one key to a dictionary; True is kept apart.
    """
    different = dict.fromkeys(cells)
    if len(different) > len(cells) // 2 or bool in set(map(type, cells)):
        return list(map(read, cells))
    found = {cell: read(cell) for cell in different}
    return [found[cell] for cell in cells]


def words_of(cell: RawCell) -> str:
    """A cell as a person reads it, without the spaces around it."""
    if isinstance(cell, str):
        return cell.strip()
    return str(_KEPT[cell.__class__](cell))


def _joined(column: "Sequence[Cell]") -> str:
    words = cast("Sequence[str]", column)
    try:
        return "".join(words)  # which sees at once where a cell is no text
    except TypeError:
        return "".join(map(str, column))


def text_bytes(rows: "Sequence[tuple[Cell, ...]]") -> int:
    """How many bytes the text of all cells takes in UTF-8."""
    size = 0
    for lot in lots_of(rows):
        for column in columns_of(lot) or zip_longest(*lot, fillvalue=""):
            words = _joined(column)
            size += len(words) if words.isascii() else len(words.encode("utf-8", "surrogatepass"))
    return size
