"""Rows kept by columns are the same rows as those kept one by one."""

from hypothesis import given
from hypothesis import strategies as st

from app.case.cell_rows import CellRows, Columns
from app.case.model import Cell, RowKind, SheetRow
from app.case.sheet_rows import SheetRows, cells_of, code_of, count_of, numbers_of, rows_of

CELLS = st.one_of(st.text(max_size=3), st.integers(), st.booleans(), st.none())
LOTS = st.lists(
    st.integers(1, 4).flatmap(lambda width: st.lists(st.tuples(*[CELLS] * width), max_size=6)),
    max_size=5,
)
BOUND = st.none() | st.integers(-8, 30)


def by_columns(lot: list[tuple[Cell, ...]]) -> Columns[Cell] | list[tuple[Cell, ...]]:
    return Columns(list(zip(*lot, strict=True))) if lot else lot


@given(LOTS, BOUND, BOUND, st.data())
def test_any_part_of_them_is_the_same_part(
    lots: list[list[tuple[Cell, ...]]], start: int | None, stop: int | None, data: st.DataObject
) -> None:
    plain = [row for lot in lots for row in lot]
    kept = CellRows([by_columns(lot) if place % 2 else lot for place, lot in enumerate(lots)])
    assert list(kept) == plain and kept == plain and len(kept) == len(plain)
    part, plain_part = kept[start:stop], plain[start:stop]
    assert list(part) == plain_part and len(part) == len(plain_part)
    assert list(part[1:-1]) == plain_part[1:-1]
    if plain_part:
        at = data.draw(st.integers(-len(plain_part), len(plain_part) - 1))
        assert part[at] == plain_part[at]


@given(st.lists(st.tuples(st.tuples(CELLS, CELLS), st.sampled_from(RowKind)), max_size=12))
def test_a_sheets_rows_are_those_that_were_taken_in(rows: list[tuple[tuple[Cell, ...], RowKind]]) -> None:
    reasons = {place: f"why {place}" for place, (_, kind) in enumerate(rows) if kind is RowKind.REJECTED}
    plain = tuple(SheetRow(place + 1, kind, cells, reasons.get(place, "")) for place, (cells, kind) in enumerate(rows))
    kept = SheetRows([cells for cells, _ in rows], bytes(code_of(kind) for _, kind in rows), reasons)
    assert kept == plain and plain == kept and hash(kept) == hash(plain) and tuple(kept) == plain
    for some in (kept, plain):
        assert list(numbers_of(some)) == [row.number for row in plain]
        assert list(cells_of(some)) == [row.cells for row in plain]
        for kind in RowKind:
            assert rows_of(some, kind) == [row for row in plain if row.kind is kind]
            assert count_of(some, kind) == len(rows_of(plain, kind))
