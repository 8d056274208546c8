"""Whatever stands in the cells: nothing crashes, nothing is lost, and every row is exactly one kind of row."""

from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from threading import Event

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.case.model import RowKind
from app.errors import UserError
from app.progress import Cancelled, Progress
from importers.batch import Options, import_files, take_in
from importers.readers.delimited_reader import read_delimited
from importers.readers.files import reader_of
from importers.sheet import MergedRange, RawCell, RawSheet, kept_cells
from tests.builders import TODAY, a_case, a_text_file

WORDS = (
    ["Date", "Child", "Event", "Action", "Severity (0-5)", "Level Jo", "Category", "Agency", "Total", "Key", "2014"]
    + ["Code", "Who", "Born", "03/02/2014", "31/02/2014", "w/c 3.2.14", "Jo", "P & S", "All", "C1-C4", "CP / CIN"]
    + ["✓", "Hygiene", "No contact", "born", "-", "(", "Child 1 & 3", "the boys", "M / Mo", 'C1 = "the boys"', "\n"]
)

cells: st.SearchStrategy[RawCell] = st.one_of(
    st.sampled_from(WORDS),
    st.text(max_size=20),
    st.integers(-5, 50_000),
    st.floats(allow_nan=True, allow_infinity=True),
    st.booleans(),
    st.dates(date(1899, 1, 1), date(2100, 1, 1)),
    st.datetimes(datetime(1899, 1, 1), datetime(2100, 1, 1)),
    st.times(),
    st.timedeltas(),
    st.just(""),
)
grids = st.lists(st.lists(cells, max_size=8).map(tuple), max_size=25)
headed = grids.map(lambda grid: [("Date", "Child", "Event", "Action", "Severity (0-5)", "Level Jo", "Category"), *grid])


SECOND = [(), ("Home visits",), ("Worker", "Visit date", "What happened", "Child")]
several = st.tuples(headed, grids, grids).map(lambda parts: [*parts[0], *SECOND, *parts[1], *SECOND, *parts[2]])
bounds = st.tuples(st.integers(0, 30), st.integers(0, 8), st.integers(0, 4), st.integers(0, 3))
areas = st.lists(bounds.map(lambda at: MergedRange(at[0], at[1], at[0] + at[2], at[1] + at[3])), max_size=4)


@given(st.lists(st.tuples(st.one_of(grids, headed, several), areas), min_size=1, max_size=3))
def test_every_row_comes_out_as_one_kind_with_its_cells(
    sheets: list[tuple[list[tuple[RawCell, ...]], list[MergedRange]]],
) -> None:
    raw = [
        RawSheet(f"file{place}.xlsx", "Sheet1", grid, merged=tuple(merged))
        for place, (grid, merged) in enumerate(sheets)
    ]
    batch = take_in(raw, a_case("Jo"), Progress(), Options(today=TODAY))
    for sheet, source in zip(raw, batch.sources, strict=True):
        assert [row.number for row in source.rows] == list(range(1, len(sheet.rows) + 1))
        for kept, given_cells in zip(source.rows, sheet.rows, strict=True):
            assert isinstance(kept.kind, RowKind)
            assert repr(kept.cells) == repr(kept_cells(given_cells))
            assert bool(kept.reason) == (kept.kind is RowKind.REJECTED)
    events = [(source.id, row.number) for source in batch.sources for row in source.rows if row.kind is RowKind.EVENT]
    assert sorted(zip(batch.events.source.tolist(), batch.events.row.tolist(), strict=True)) == events
    assert all(child.id == place for place, child in enumerate(batch.children))
    for source in batch.sources:
        numbers = {row.number for row in source.rows if row.kind is RowKind.NO_CONTACT}
        assert {item.row for item in source.no_contact} <= numbers


@given(st.binary(min_size=1, max_size=400))
def test_any_bytes_are_read_or_refused_in_one_sentence(content: bytes) -> None:
    try:
        read = reader_of("return.xlsx", content).read("return.xlsx", content, "")
        sheets = [replace(sheet, rows=list(rows)) for sheet, rows in read]
    except UserError as error:
        assert "return.xlsx" in str(error)
    else:
        take_in(sheets, a_case(), Progress(), Options(today=TODAY))


words = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)
records = st.lists(st.lists(words, min_size=2, max_size=5), min_size=1, max_size=12)


@given(records, st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_text_with_any_content_keeps_every_record(grid: list[list[str]], encoding: str) -> None:
    quoted = "".join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) + "\r\n" for row in grid)
    try:
        ((sheet, rows),) = read_delimited("a.csv", quoted.encode(encoding), "")
    except UserError:
        return  # control characters make it look like no text
    assert list(rows) == [tuple(row) for row in grid] or sheet.notes


def test_a_long_import_can_be_stopped(tmp_path: Path) -> None:
    lines = "".join(f"03/02/2014,Jo,Entry {n}\n" for n in range(9000))
    path = a_text_file(tmp_path, "Date,Child,Event\n" + lines)
    told: list[float] = []
    stop = Event()

    def report(done: float, _words: str) -> None:
        told.append(done)
        if done > 0.6:
            stop.set()

    with pytest.raises(Cancelled):
        import_files([path], a_case(), Progress(report, stop), today=TODAY)
    assert told == sorted(told)


def test_times_and_durations_are_kept_as_text() -> None:
    assert kept_cells((time(9, 30), date(2014, 2, 3), datetime(2014, 2, 3, 9, 30), 2.0, True)) == (
        "09:30:00", "2014-02-03", "2014-02-03T09:30:00", 2, True,
    )  # fmt: skip
