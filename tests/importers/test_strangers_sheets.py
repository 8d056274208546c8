"""Timelines and other tables that strangers made, none of them for us: the columns are found, and the rest is left."""

from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.case.dates import Precision
from app.case.model import Case
from app.case.scheme import default_scheme
from importers.batch import import_files
from importers.tables.columns import guess_columns
from importers.tables.other_tables import other_tables
from importers.vocabulary import FieldWords, field_words
from tests.benchmarks.inspect_quality import Expected, judged, wanted_of
from tests.builders import a_text_file, a_workbook, events_of, imported, rows

FOLDER = Path(__file__).parent.parent / "odd_sheets" / "strangers"


@pytest.mark.parametrize("expected", wanted_of(FOLDER), ids=lambda expected: expected["file"])
def test_its_columns_are_found_or_nothing_is_read(expected: Expected) -> None:
    batch = import_files([FOLDER / expected["file"]], Case(default_scheme()))
    assert batch.problems == ()
    verdict = judged(expected, batch.sources)
    assert verdict.wrong == ()
    if expected["chronology"] == "no":
        assert verdict.why
    else:
        assert verdict.events >= 9


def test_a_date_in_three_columns_is_one_day(tmp_path: Path) -> None:
    grid = rows("""
        Year | Month | Day | Event
        2014 | 3     | 12  | The board met for the first time
        2014 | 4     | -   | Letters went to all parents
        2015 | -     | -   | A quiet year
    """)
    found = [(event.when.earliest, event.when.precision) for event in events_of(imported(a_workbook(tmp_path, grid)))]
    assert [(str(first), precision) for first, precision in found] == [
        ("2014-03-12", Precision.DAY), ("2014-04-01", Precision.MONTH), ("2015-01-01", Precision.YEAR),
    ]  # fmt: skip


def test_lanes_by_another_column_are_told(tmp_path: Path) -> None:
    lines = "\n".join(
        f"0{n}/03/2014,The board met again and spoke of it,{('Works', 'Inquiry')[n % 2]}" for n in range(1, 9)
    )
    batch = imported(a_text_file(tmp_path, f"Date,Event,Theme\n{lines}\n", "timeline.csv"))
    assert {agency.name for agency in batch.agencies} == {"Works", "Inquiry"}
    assert any("“Theme”" in note for note in batch.notes)


@pytest.mark.parametrize("heading", ["Type", "Contact type"])
def test_ways_of_contact_are_no_agencies(tmp_path: Path, heading: str) -> None:
    ways = ("Home visit", "Telephone", "Email")
    lines = "\n".join(f"0{n}/03/2014,{ways[n % 3]},Mother said that all was well at home" for n in range(1, 9))
    batch = imported(a_text_file(tmp_path, f"Date,{heading},Details\n{lines}\n", "log.csv"))
    assert len(batch.events) == 8 and batch.agencies == ()


def test_a_return_of_an_agency_keeps_its_agency_whatever_its_types(tmp_path: Path) -> None:
    lines = "\n".join(f"0{n}/03/2014,{('Plan', 'Duty')[n % 2]},Mother said that all was well" for n in range(1, 9))
    batch = imported(a_text_file(tmp_path, f"Date,Type,Details\n{lines}\n", "health visitor.csv"))
    assert [agency.name for agency in batch.agencies] == ["Health visiting"]


def test_a_chronology_with_a_column_of_money_is_still_one(tmp_path: Path) -> None:
    lines = "\n".join(
        f"0{n}/03/2014,Rent not paid; officer visited and saw both children,{n * 50},None" for n in range(1, 9)
    )
    batch = imported(a_text_file(tmp_path, f"Date,Event,Arrears,Action\n{lines}\n", "housing.csv"))
    assert len(batch.events) == 8


def test_the_kinds_of_other_tables_hold_together() -> None:
    for table in other_tables().tables:
        assert table.source and 1 < table.least <= len(table.headings), table.kind


PROSE = (
    "Mother said that there was no food in the house until Friday.",
    "Not brought to the clinic; a letter was sent.",
)
CELLS = {
    "short": "Jo Brown",
    "grade": "Red",
    "any": "Letter sent to both parents",
    "mixed": "exact",
    "text": PROSE[0],
    "date": "03/04/2014",
}
BESIDE = [field for field in field_words() if field.name not in ("date", "text") and not field.name.startswith("_")]


@given(st.lists(st.sampled_from(BESIDE), max_size=5, unique_by=lambda field: field.name), st.randoms())
def test_a_chronology_under_any_known_headings_is_never_taken_for_another_table(
    beside: list[FieldWords], chance: Random
) -> None:
    date, text = (next(field for field in field_words() if field.name == name) for name in ("date", "text"))
    fields = [date, text, *beside]
    headings = list(dict.fromkeys(chance.choice(field.words).capitalize() for field in fields))
    if len(headings) < len(fields):
        return
    rows = [
        (f"{day:02}/03/2014", PROSE[day % 2], *(f"{CELLS[field.holds]} {day}" for field in beside))
        for day in range(1, 9)
    ]
    mapping = guess_columns(headings, rows)
    assert mapping.why is None and min(mapping.column("date"), mapping.column("text")) >= 0
