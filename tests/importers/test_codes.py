"""Codes that a sheet states: what is taken as it stands, and what is left for a person to say."""

from pathlib import Path

import pytest

from app.case.scheme import default_scheme
from importers.codes import CodeReader, scale_in
from tests.builders import TypedCell, a_workbook, events_of, imported, rows

SCHEME = default_scheme()


@pytest.mark.parametrize(
    ("cell", "level"),
    [
        ("CIN", 2), ("cp", 4), ("TAF", 1), ("s47", 3), ("PLO", 5), ("EPO", 5), ("LAC", 5), ("CP plan", 4),
        ("CP ended / CIN", 2), ("Closed / TAF", 1), ("Closed", 0), ("Case closed", 0), ("CP ended -> CIN", 2),
        ("NFA", -1), ("IA", -1), ("Assessment", -1), ("MASH", -1), ("MASH / NFA", -1), ("Contact", -1),
        ("Await alloc.", -1), ("EDT", -1), ("CP / CIN", -1), ("", -1), ("banana", -1),
    ],
)  # fmt: skip
def test_a_status_names_a_level_or_none(cell: str, level: int) -> None:
    assert CodeReader(SCHEME).level_words(cell) == level


def test_a_status_of_two_levels_is_remembered_for_the_note() -> None:
    reader = CodeReader(SCHEME)
    reader.level_words("CP / CIN")
    assert list(reader.mixed) == ["CP / CIN"]


@pytest.mark.parametrize(
    ("cell", "severity"),
    [(3, 3), (3.0, 3), ("3", 3), ("4 - likely harm", 4), (7, -1), (2.5, -1), ("", -1), (True, -1), ("R", -1)],
)
def test_a_severity_cell_states_a_rank(cell: TypedCell, severity: int) -> None:
    assert cell is not None
    assert CodeReader(SCHEME).severity(cell) == severity


def test_categories_are_listed_in_many_ways() -> None:
    reader = CodeReader(SCHEME)
    wanted = SCHEME.bits_of(["home_conditions", "hygiene"])
    for cell in (
        "Home conditions; Hygiene",
        "home_conditions, hygiene",
        "Hygiene / Home conditions",
        "HYGIENE\nHome conditions",
    ):
        assert reader.categories(cell) == wanted
    assert reader.categories("Drugs and alcohol") == SCHEME.bits_of(["substance_misuse"])
    assert reader.categories("Visit") == 0
    assert list(reader.unknown_categories) == ["Visit"]


def test_the_scale_is_read_from_a_heading() -> None:
    assert scale_in("Severity (0-5)") == (0, 5)
    assert scale_in("Safety scale 0 to 10") == (0, 10)
    assert scale_in("Severity") is None


@pytest.mark.parametrize("heading", ["Severity", "RAG", "GCP score (1-5)", "Safety scale (0-10)", "Risk level"])
def test_a_scale_whose_worse_end_is_not_stated_is_asked_about_not_taken(tmp_path: Path, heading: str) -> None:
    grid = [["Date", "Child", "Event", heading], ["03/02/2014", "Jo", "Late", 4], ["04/02/2014", "Jo", "Late", 2]]
    batch = imported(a_workbook(tmp_path, grid))
    assert [event.severity for event in events_of(batch)] == [-1, -1]
    assert any(heading in note and "worse" in note for note in batch.notes)


def test_a_severity_for_each_child_gives_the_row_the_highest(tmp_path: Path) -> None:
    grid = rows("""
        Date       | Children | Event | Severity Jo (0-5) | Severity Max (0-5)
        03/02/2014 | Jo; Max  | Late  | 4                 | 2
        04/02/2014 | Jo; Max  | Late  | 1                 | 1
    """)
    first, second = events_of(imported(a_workbook(tmp_path, grid)))
    assert (first.severity, first.severity_by_child) == (4, {1: 2})
    assert (second.severity, second.severity_by_child) == (1, {})


def test_numbers_of_another_ladder_are_not_taken_for_ours(tmp_path: Path) -> None:
    grid = [["Date", "Child", "Event", "Level of need"], ["03/02/2014", "Jo", "Late", 3]]
    batch = imported(a_workbook(tmp_path, grid))
    (event,) = events_of(batch)
    assert event.levels == {}
    assert any("Level of need" in note for note in batch.notes)


def test_level_columns_of_children_are_taken(tmp_path: Path) -> None:
    grid = rows("""
        Date       | Children | Event      | Level Jo | Level Max
        03/02/2014 | Jo; Max  | Conference | 4        | 2
        04/02/2014 | Jo       | Visit      | CP       | -
    """)
    first, second = events_of(imported(a_workbook(tmp_path, grid)))
    assert (first.levels, second.levels) == ({0: 4, 1: 2}, {0: 4})
