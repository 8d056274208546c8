"""What a person says of a sheet is what is taken in; nothing they say changes what the agency wrote."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.case.event_table import UNSCORED, CodeFrom
from app.case.model import ImportBatch
from app.progress import Progress
from importers.batch import Options
from importers.choices import (
    LEFT_OUT,
    SheetChoice,
    may_be_turned,
    scales_for,
    table_as_chosen,
    take_chosen,
    unknown_scales,
)
from importers.scales import fitting_scales, known_scales, scale_called
from importers.sheet import RawCell, RawSheet
from tests.builders import TODAY, a_case, events_of

HEADINGS = ("Date", "Child", "Event", "RAG")


def sheet(*rows: tuple[RawCell, ...], name: str = "") -> RawSheet:
    return RawSheet("return.csv", name, [HEADINGS, *rows])


def taken(raw: RawSheet, choice: SheetChoice) -> ImportBatch:
    _tables, batch = take_chosen([raw], {(raw.file, raw.name): choice}, a_case(), Progress(), Options(today=TODAY))
    return batch


RATED = sheet(
    ("01/03/2013", "Perry", "No food in the house", "Red"),
    ("02/03/2013", "Perry", "Seen well at clinic", "Green"),
    ("03/03/2013", "Perry", "Nothing rated", ""),
)


def test_a_scale_gives_the_severity_and_the_cells_stay() -> None:
    batch = taken(RATED, SheetChoice(scale="rag"))
    assert [event.severity for event in events_of(batch)] == [4, 1, UNSCORED]
    assert [event.severity_from for event in events_of(batch)][:2] == [CodeFrom.STATED, CodeFrom.STATED]
    assert batch.sources[0].rows[1].cells[3] == "Red"
    assert not any("which end" in note for note in batch.notes)


def test_without_a_scale_nothing_is_scored_and_it_is_asked() -> None:
    table = table_as_chosen(RATED)
    assert unknown_scales(table, a_case().scheme) == (3,)
    assert [scale.key for scale in scales_for(table, (3,))] == ["rag"]
    assert {event.severity for event in events_of(taken(RATED, SheetChoice()))} == {UNSCORED}


def test_both_ends_are_offered_for_numbers() -> None:
    keys = [scale.key for scale in fitting_scales([1, "5", 3.0, ""])]
    assert keys[:2] == ["1-5", "5-1"] and "0-10" in keys and "rag" not in keys


@pytest.mark.parametrize("scale", known_scales(), ids=lambda scale: scale.key)
def test_scales_keep_their_order(scale: object) -> None:
    assert scale in known_scales()
    found = scale_called(getattr(scale, "key", ""))
    assert found is not None and all(0 <= rank <= 5 for rank in found.steps.values())
    numbers = [found.steps[str(n)] for n in range(11) if str(n) in found.steps]
    assert numbers in (sorted(numbers), sorted(numbers, reverse=True))


def test_an_agency_that_is_said_sends_the_rows() -> None:
    batch = taken(RATED, SheetChoice(agency="Hillside Surgery"))
    assert [agency.name for agency in batch.agencies] == ["Hillside Surgery"]
    assert {event.agency for event in events_of(batch)} == {0} and batch.sources[0].agency == 0


def test_a_sheet_left_out_brings_nothing_and_says_so() -> None:
    batch = taken(RATED, SheetChoice(taken=False))
    assert len(batch.events) == 0 and batch.sources[0].why == LEFT_OUT


def test_a_column_that_is_not_used_is_kept_with_its_row() -> None:
    batch = taken(RATED, SheetChoice(columns={3: ""}))
    assert "severity" not in batch.sources[0].columns
    assert batch.sources[0].rows[1].cells[3] == "Red"


def test_any_sheet_with_a_date_and_words_can_be_forced(tmp_path: Path) -> None:
    raw = RawSheet("x.csv", "", [("Forename", "Contacted", "Remarks"), ("Perry", "04/05/2013", "Home visit")])
    batch = taken(raw, SheetChoice(header=1, columns={1: "date", 2: "text", 0: "subjects"}))
    assert [event.text for event in events_of(batch)] == ["Home visit"]


CELL = st.one_of(st.just(""), st.text(max_size=12), st.integers(-5, 50000), st.sampled_from(["01/03/2013", "Red", "3"]))
FIELDS = st.sampled_from(["", "date", "text", "subjects", "severity", "agency", "response", "level", "author", "time"])


@given(
    st.lists(st.lists(CELL, max_size=5).map(tuple), max_size=8),
    st.builds(
        SheetChoice,
        header=st.one_of(st.none(), st.integers(0, 12)),
        columns=st.dictionaries(st.integers(0, 6), FIELDS, max_size=5),
        agency=st.one_of(st.none(), st.text(max_size=8)),
        scale=st.sampled_from(["", "none", "rag", "5-1", "unknown"]),
        taken=st.booleans(),
    ),
)
def test_whatever_is_said_every_row_comes_out_once(grid: list[tuple[RawCell, ...]], choice: SheetChoice) -> None:
    raw = RawSheet("any.csv", "", grid)
    batch = taken(raw, choice)
    assert [row.number for row in batch.sources[0].rows] == list(range(1, len(grid) + 1))


TYPED_MONTH_FIRST = sheet(
    *((date(2014, day, month), "Perry", f"Seen {month} {day}", "") for month in range(1, 7) for day in (7, 8, 9, 11)),
    (date(2014, 6, 28), "Perry", "Seen last", ""),
)
"""Real dates typed 7 January, 8 January … by someone whose program read the month first."""


DAYS = [date(2014, month, day) for month in range(1, 7) for day in (3, 8, 11, 21, 26)]
"""In order; two of five can be read one way only."""


def as_a_program_takes(day: date) -> date:
    """The real date that a program makes of a day which is typed the other way round."""
    return day.replace(month=day.day, day=day.month)


@pytest.mark.parametrize(
    ("cell_of", "days"),
    [
        pytest.param(
            lambda day: f"{day:%m/%d/%Y}", [d for d in DAYS if d.day <= 12], id="written, each a day both ways"
        ),
        pytest.param(lambda day: f"{day.month}.{day.day}.{day:%y}", [d for d in DAYS if d.day <= 12], id="two digits"),
        pytest.param(
            lambda day: (as_a_program_takes(day) if day.day <= 12 else day).isoformat(), DAYS, id="real, saved as text"
        ),
        pytest.param(
            lambda day: as_a_program_takes(day) if day.day <= 12 else f"{day:%d/%m/%Y}", DAYS, id="day first, misread"
        ),
        pytest.param(
            lambda day: as_a_program_takes(day) if day.day <= 12 else f"{day:%m/%d/%Y}", DAYS, id="month first, misread"
        ),
        pytest.param(
            lambda day: as_a_program_takes(day) if day.day <= 12 else f"{day:%d %B %Y}", DAYS, id="months in words"
        ),
    ],
)
def test_one_answer_puts_every_date_of_a_column_right(cell_of: Callable[[date], RawCell], days: list[date]) -> None:
    raw = sheet(*((cell_of(day), "Perry", f"Seen {day}", "") for day in days))
    as_it_is = taken(raw, SheetChoice())
    assert any("month first" in note for note in as_it_is.notes)
    assert may_be_turned(table_as_chosen(raw), "dmy")
    turned = taken(raw, SheetChoice(turned=True))
    events = sorted(events_of(turned), key=lambda event: event.row)
    assert [event.when.earliest for event in events] == days
    assert not any("month first" in note for note in turned.notes)


def test_dates_with_the_month_in_words_are_never_exchanged() -> None:
    days = [date(2014, day, month) for month in range(1, 7) for day in (7, 8, 9, 11)]
    raw = sheet(*((f"{day:%d %B %Y}", "Perry", "Seen", "") for day in days))
    assert not may_be_turned(table_as_chosen(raw), "dmy")


def test_real_dates_that_were_typed_with_the_month_first_are_turned_when_a_person_says_so() -> None:
    as_it_is = taken(TYPED_MONTH_FIRST, SheetChoice())
    assert any("month first" in note for note in as_it_is.notes)
    assert may_be_turned(table_as_chosen(TYPED_MONTH_FIRST), "dmy")
    turned = taken(TYPED_MONTH_FIRST, SheetChoice(turned=True))
    events = sorted(events_of(turned), key=lambda event: event.row)
    assert [event.when.earliest for event in events[:3]] == [date(2014, 1, 7), date(2014, 1, 8), date(2014, 1, 9)]
    assert events[0].when.words == "2014-07-01", "what the cell held is kept"
    assert events[-1].when.earliest == date(2014, 6, 28), "a day past the twelfth can be read one way only"
    assert not any("month first" in note for note in turned.notes)
    assert any("exchanged" in note for note in turned.sources[0].notes), "told for good"
    columned = taken(TYPED_MONTH_FIRST, SheetChoice(turned=True, columns={3: "significance"}))
    assert events_of(columned)[0].when.earliest == date(2014, 1, 7)
