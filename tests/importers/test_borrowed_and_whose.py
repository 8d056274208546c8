"""What rows take from elsewhere, whose a whole sheet is, keys without headings, and headings that mean a scale."""

from datetime import date
from pathlib import Path

import pytest

from app.case.dates import ChronologyDate, Precision
from importers.dates.ages import day_at_age
from importers.sheet import RawSheet
from importers.tables.columns import guess_columns
from importers.tables.legends import is_legend
from tests.builders import a_text_file, a_workbook, about, events_of, imported, kinds, reasons, rows

BORN = ChronologyDate(date(2010, 1, 31), date(2010, 1, 31), Precision.DAY, "31/1/2010")


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("aged 3 weeks", date(2010, 2, 21), date(2010, 2, 27)),
        ("at 1 month", date(2010, 3, 1), date(2010, 3, 30)),
        ("at 18 months", date(2011, 7, 31), date(2011, 8, 30)),
        ("6 months old", date(2010, 7, 31), date(2010, 8, 30)),
        ("Age 4", date(2014, 1, 31), date(2015, 1, 30)),
        ("aged two years and 3 months", date(2012, 5, 1), date(2012, 5, 30)),
        ("at birth", date(2010, 1, 31), date(2010, 1, 31)),
        ("day 5", None, None),
        ("3 weeks", None, None),
        ("Age 6/52", date(2010, 3, 14), date(2010, 3, 20)),
        ("6/52", None, None),
        ("aged 900 years", None, None),
        ("a week later", None, None),
    ],
)
def test_an_age_is_a_time_once_the_birth_is_known(words: str, first: date | None, last: date | None) -> None:
    found = day_at_age(words, BORN)
    assert (found.earliest, found.latest) == (first, last) if found else first is None


def test_a_date_that_points_above_takes_that_of_the_row_above_and_is_told(tmp_path: Path) -> None:
    grid = rows("""
        Date       | Child | Event
        03/02/2013 | Jo    | Late
        as above   | Max   | Late too
        "          | ditto | Sent home
        32/02/2013 | Jo    | Hit
        ditto      | Jo    | Hit again
    """)
    batch = imported(a_workbook(tmp_path, grid))
    assert {event.row: event.when.day for event in events_of(batch)} == dict.fromkeys((2, 3, 4), date(2013, 2, 3))
    assert about(batch)[4] == {"Max"}
    assert set(reasons(batch)) == {5, 6}, "the row above has no date to lend"
    assert any("took that of the row above: 3, 4." in note for note in batch.notes)


def test_a_banner_lends_its_year_until_the_next(tmp_path: Path) -> None:
    grid = rows("""
        Date   | Child | Event
        2013
        3 Feb  | Jo    | Late
        Moved to the new school
        4 Feb  | Jo    | Late again
    """)
    batch = imported(a_workbook(tmp_path, grid))
    assert [event.when.day for event in events_of(batch)] == [date(2013, 2, 3)]
    assert reasons(batch) == {5: "the year is missing"}


def test_a_child_named_only_beside_a_merged_date_is_learnt(tmp_path: Path) -> None:
    grid = [["Date", "Child", "Event"], ["03/02/2013", "Jo", "Late"], ["", "Ottilie", "Late too"]]
    assert about(imported(a_workbook(tmp_path, grid, merged=["A2:A3"]))) == {2: {"Jo"}, 3: {"Ottilie"}}


def test_sheets_called_after_services_nobody_knows_are_no_children(tmp_path: Path) -> None:
    lines = [["Date", "Event"], ["03/02/2013", "Jo was seen by the worker"], ["04/02/2013", "Jo was not in"]]
    batch = imported(a_workbook(tmp_path, {"Willows": lines, "Lighthouse": lines}))
    assert not batch.children and {agency.name for agency in batch.agencies} == {"Willows", "Lighthouse"}


def test_what_a_childs_own_chronology_says_of_the_home_is_about_that_child(tmp_path: Path) -> None:
    grid = [["Name of child: Isla"], ["Date", "Event"], ["03/02/2013", "Home visit: the kitchen was filthy"]]
    other = a_text_file(tmp_path, "Date,Child,Event\n03/02/2013,Tom,Tom was late\n", "school.csv")
    batch = imported(a_workbook(tmp_path, grid), other)
    told = {event.text: {batch.children[child].name for child in event.subjects} for event in events_of(batch)}
    assert told["Home visit: the kitchen was filthy"] == {"Isla"}


@pytest.mark.parametrize(
    ("name", "lines", "legend"),
    [
        ("Sheet2", [("Blue = Police",), ("Green = Health",)], True),
        ("Abbreviations", [("HV", "Health visitor"), ("SW", "Social worker")], True),
        ("Sheet2", [("HV", "Health visitor"), ("SW", "Social worker")], False),
        ("Key", [("Please complete every column of the table, in the order in which things happened.",)], False),
        ("Key", [], False),
    ],
)
def test_a_key_without_headings_is_known(name: str, lines: list[tuple[str, ...]], legend: bool) -> None:
    assert is_legend(RawSheet("a.xlsx", name, lines)) is legend


@pytest.mark.parametrize(
    "heading", ["Level of worry (1-4)", "Concern scale", "Risk score", "How worried are we? 0-10", "Scaling", "BRAG"]
)
def test_a_scale_of_worry_is_a_severity_and_no_level(heading: str) -> None:
    sample = [(f"0{day}/03/2014", "Jo", "Jo was seen and seemed tired.", day % 4 + 1) for day in range(1, 9)]
    mapping = guess_columns(["Date", "Child", "Event", heading], sample)
    assert mapping.column("severity") == 3 and "level" not in mapping.fields


@pytest.mark.parametrize("heading", ["Follow-up", "Next steps", "Result"])
def test_what_came_of_it_is_an_outcome(heading: str) -> None:
    sample = [(f"0{day}/03/2014", "Jo was seen and seemed tired.", "Letter") for day in range(1, 9)]
    assert guess_columns(["Date", "Event", heading], sample).column("outcome") == 2


TOLD = ("Jo came to school hungry and said there was no food.", "Max had a bruise; he told staff that he fell.")


@pytest.mark.parametrize(
    "headings",
    [
        ["When", "Who", "What we saw", "What we did", "RAG"],
        ["Date", "Who", "Issue", "Action", "By whom", "Progress", "RAG"],
        ["When", "Who", "Need", "Action", "Owner", "Review date", "Priority"],
        ["Date", "Lead", "Concern", "Action required", "Responsible", "Deadline", "RAG rating"],
    ],
)
def test_narrative_under_the_headings_of_a_plan_is_a_chronology(headings: list[str]) -> None:
    sample = [
        (f"0{day}/03/2014", "Jo", f"{TOLD[day % 2]} ({day})", *["Letter"] * (len(headings) - 3)) for day in range(1, 9)
    ]
    assert guess_columns(headings, sample).why is None


def test_what_is_to_be_done_under_them_is_a_plan() -> None:
    plan = ("Review all training on neglect and report to the board", "Audit the files of children on a plan")
    sample = [(f"0{day}/03/2027", "Head", plan[day % 2], "DSL", "Amber") for day in range(1, 9)]
    why = guess_columns(["When", "Who", "What needs to happen", "Lead", "RAG"], sample).why
    assert why is not None and "plan of actions" in why


def test_the_first_of_two_tables_is_not_taken_for_a_title(tmp_path: Path) -> None:
    grid = rows("""
        Part A
        Date       | Child | Contact
        03/02/2013 | Jo    | Seen at clinic
        -          | -     | -
        Part B
        Incident date | Child | What happened | Response
        04/02/2013    | Jo    | Bitten        | Hospital
    """)
    batch = imported(a_workbook(tmp_path, grid))
    assert sorted(event.row for event in events_of(batch)) == [3, 7]
    assert kinds(batch)[1] == "title"


def test_columns_of_agencies_are_each_read_with_their_agency(tmp_path: Path) -> None:
    grid = [
        ["Date", "Police", "School"],
        ["03/02/2013", "Officers were called to a row at the home.", ""],
        ["04/02/2013", "", "Jo was late and had no coat on again."],
        ["05/02/2013", "Officers were told of a move.", "Jo was taken off the roll of pupils."],
    ]
    batch = imported(a_workbook(tmp_path, grid))
    names = [batch.agencies[event.agency].name if event.agency >= 0 else "" for event in events_of(batch)]
    assert names == ["Police", "School", "Police"]
    assert any("several agencies" in note and note.endswith("wrong: 4.") for note in batch.notes)
    both = events_of(batch)[2].text
    assert "Police: Officers were told" in both and "School: Jo was taken" in both
