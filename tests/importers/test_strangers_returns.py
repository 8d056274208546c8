"""Returns as agencies make them, each unlike the others, and lists that are no chronologies.

``odd_sheets/returns/expected.json`` has for each sheet what a careful reader gets of its rows: the first day, the last
day, the children (null where the row leaves it open) and the time; or what kind of row it is. "none" is for a sheet
of which nothing may be read.
"""

import json
from pathlib import Path
from typing import cast

import pytest

from app.case.model import RowKind
from tests.builders import events_of, imported, kinds

FOLDER = Path(__file__).parents[1] / "odd_sheets" / "returns"
Row = str | list[str | list[str] | None]
EXPECTED = cast("dict[str, dict[str, str | dict[str, Row]]]", json.loads((FOLDER / "expected.json").read_text("utf-8")))


@pytest.mark.parametrize("name", EXPECTED)
def test_a_return_is_read_as_a_careful_reader_would(name: str) -> None:
    batch = imported(FOLDER / name)
    assert batch.problems == ()
    events = {(event.source, event.row): event for event in events_of(batch)}
    sources = {source.sheet: source for source in batch.sources}
    for sheet, rows in EXPECTED[name].items():
        source = sources[sheet]
        if isinstance(rows, str):
            assert source.why is not None and not [place for place in events if place[0] == source.id], sheet
            continue
        assert source.why is None, (sheet, source.why)
        found = kinds(batch, source.id)
        for number, wanted in rows.items():
            row = int(number)
            if isinstance(wanted, str):
                assert found[row] == wanted, (sheet, row)
                continue
            event = events[source.id, row]
            when, children = event.when, sorted(batch.children[child].name for child in event.subjects)
            first, last, about, *time = wanted
            days = [day and day.isoformat() for day in (when.earliest, when.latest)]
            assert (days, [when.time] if time else []) == ([first, last], time), (sheet, row, when.words)
            assert about is None or children == about, (sheet, row)
        told = {row for row, kind in found.items() if kind in (RowKind.EVENT, RowKind.REJECTED)}
        assert told <= set(map(int, rows)), f"{sheet}: no row is read that is none"
