"""Chronologies in which no column names a child: whom their rows are about, and that it is told."""

import json
from pathlib import Path

import pytest

from app.case.code_edits import Reviewer
from app.case.edits import add_batch
from app.case.model import Case, ImportBatch
from app.case.people_edits import child_is_adult, merge_children, rename_child
from app.cli import run
from app.session import Session
from importers.people.text_names import children_among, tally_names
from importers.people.title_names import named_by_file, named_in_titles
from importers.tables.columns import guess_columns
from tests.builders import a_case, a_workbook, about, imported, rows
from tests.importers.unnamed_files import SHAPES, Shape
from tests.importers.unnamed_files_more import MORE

ANN = Reviewer("Ann")

NOBODY = rows("""
    Date | Agency | Event
    03/02/2013 | School | Arrived without a coat. She told staff that she had not eaten.
    11/02/2013 | GP | Mother brought her with a cough.
""")
FAMILY = rows("""
    Date | Agency | Event
    03/02/2013 | Health visiting | Home visit. Tom (6) and Amy (aged 3) seen with mother.
    11/02/2013 | Nursery | Amy told nursery worker that she sleeps on the sofa.
    19/03/2013 | Police | Called to shouting at the address.
""")


def read_shape(folder: Path, shape: Shape) -> ImportBatch:
    return imported(*[a_workbook(folder, sheets, name) for name, sheets in shape.files.items()])


def found_about(batch: ImportBatch, shape: Shape) -> dict[str, set[str]]:
    """For each row of the expectations the names of the children it is about."""
    found: dict[str, set[str]] = {}
    for place in range(len(batch.events)):
        event = batch.events.event(place)
        source = batch.sources[event.source - batch.before[3]]
        names = {batch.children[child].name for child in event.subjects}
        for key in (str(event.row), f"{source.file}/{source.sheet}/{event.row}"):
            if key in shape.about:
                found[key] = names
    return found


def wanted_about(shape: Shape) -> dict[str, set[str]]:
    """The expectations as sets: "Child 1 Child 2" is two children."""
    found: dict[str, set[str]] = {}
    for row, names in shape.about.items():
        left = f" {names} "
        found[row] = set()
        for child in sorted(shape.children, key=len, reverse=True):
            if f" {child} " in left:
                found[row].add(child)
                left = left.replace(f" {child} ", "  ")
    return found


@pytest.mark.parametrize("name", [*SHAPES, *MORE])
def test_a_chronology_without_a_child_column_is_about_whom_a_careful_reader_says(name: str, tmp_path: Path) -> None:
    shape = {**SHAPES, **MORE}[name]
    batch = read_shape(tmp_path, shape)
    assert {child.name for child in batch.children} == set(shape.children)
    assert found_about(batch, shape) == wanted_about(shape)
    for words in shape.told:
        assert any(words in note for note in batch.notes), (words, batch.notes)
    born = {child.name: str(child.born.earliest) for child in batch.children if child.born and child.name in shape.born}
    assert born == shape.born


def test_what_was_taken_stands_with_its_sheet_and_in_the_documents(tmp_path: Path, capsys) -> None:
    path = a_workbook(tmp_path, NOBODY)
    (source,) = imported(path).sources
    assert any("no column names a child; taken as about Child, because" in note for note in source.notes)
    for command in ("inspect", "events"):
        assert run([command, str(path), "--json"]) == 0
        (told,) = json.loads(capsys.readouterr().out)["sources"]
        assert any("no column names a child" in note for note in told["notes"])


def test_a_child_without_a_name_can_be_renamed_merged_made_a_grown_up_and_undone(tmp_path: Path) -> None:
    session = Session(a_case(), ANN)
    session.apply(add_batch(imported(a_workbook(tmp_path, NOBODY))), "Import")
    before = session.case
    session.apply(rename_child(0, "Casey"), "Rename")
    assert [child.name for child in session.case.children] == ["Casey"]
    session.undo()
    named = a_workbook(tmp_path, rows("Date | Child | Event\n05/02/2014 | Casey | Late"), "school.xlsx")
    batch = imported(named, case=session.case)
    assert any("Casey may be the child whom the case calls “Child”" in note for note in batch.notes)
    session.apply(add_batch(batch), "Import")
    session.apply(merge_children(1, 0, ANN), "Merge")
    assert [child.name for child in session.case.children] == ["Casey"]
    assert session.case.events.subjects.all(), "every row is Casey's"
    session.undo()
    session.undo()
    assert session.case.children == before.children
    session.apply(child_is_adult(0), "A grown-up")
    assert not session.case.children


def test_a_file_without_names_joins_a_case_only_where_it_has_one_child(tmp_path: Path) -> None:
    path = a_workbook(tmp_path, NOBODY)
    one = imported(path, case=a_case("Perry"))
    assert about(one) == {2: {"Perry"}, 3: {"Perry"}}
    assert any("it is the only child of the case" in note for note in one.notes)
    two = imported(path, case=a_case("Perry", "Robin"))
    assert about(two) == {2: set(), 3: set()}
    assert [child.name for child in two.children] == ["Perry", "Robin"]


def test_a_family_known_from_texts_alone_is_read_the_same_way_again(tmp_path: Path) -> None:
    first = imported(a_workbook(tmp_path, FAMILY))
    case, _changes = add_batch(first)(a_case())
    again = imported(a_workbook(tmp_path, FAMILY, "again.xlsx"), case=case)
    assert about(again) == about(first) == {2: {"Tom", "Amy"}, 3: {"Amy"}, 4: {"Tom", "Amy"}}
    unnamed = a_workbook(tmp_path, rows("Date | Event\n05/02/2014 | Core group held."), "csc.xlsx")
    assert about(imported(unnamed, case=case)) == {2: {"Tom", "Amy"}}


def test_events_that_are_no_childs_life_are_given_no_child(tmp_path: Path) -> None:
    grid = rows("""
        Date | Event | Source
        08/03/2014 | Aircraft leaves the runway at 00:41. | Log
        09/03/2014 | Search area is widened to the west. | Press
        10/03/2014 | Satellite data published. | Press
    """)
    assert not imported(a_workbook(tmp_path, grid, "search_timeline.xlsx")).children


def test_more_names_than_a_family_has_become_no_single_child(tmp_path: Path) -> None:
    grid = [["Date", "Child", "Event"]]
    grid += [["03/02/2013", f"{100000 + number}", "School review held."] for number in range(300)]
    assert not imported(a_workbook(tmp_path, grid)).children


@pytest.mark.parametrize(
    ("heading", "cells", "field"),
    [
        ("Who", ["School", "Police", "HV", "Children's Social Care"], "agency"),
        ("Name", ["GP", "Midwife", "GP", "Background"], "agency"),
        ("Involved", ["SW Jones", "PC Shah", "Dr Patel", "HV"], "agency"),
        ("Person", ["Health visitor", "School nurse, GP", "Police", "Housing"], "agency"),
        ("By", ["School", "Police", "School", "GP"], "agency"),
        ("By", ["J Smith", "A Khan", "J Smith", "P Orr"], "author"),
        ("Who", ["Leo", "Isla", "Leo & Isla", "Mother"], "subjects"),
        ("Name", ["Ed", "Ed", "Grace", "Ed, HV"], "subjects"),
        ("Involved", ["Mother, Noor, HV", "Noor", "Noor, SW Ames", "Father"], "subjects"),
        ("Child", ["Child 1", "C2", "All", "C1-C3"], "subjects"),
    ],
)
def test_what_stands_in_a_column_of_persons_says_more_than_its_heading(
    heading: str, cells: list[str], field: str
) -> None:
    sample = [("03/02/2013", cell, "Seen at home, bruise to cheek and no food in the house.") for cell in cells]
    mapping = guess_columns(("Date", heading, "Event"), sample)
    assert mapping.column(field) == 1
    assert all(1 not in columns for name, columns in mapping.fields.items() if name != field)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Mother collected Noah. Noah's teacher spoke to Mrs Hart.", "Noah"),
        ("His sister Amy (7) was at Bolton Road with uncle Dave.", "Amy"),
        ("Mother's sister Claire rang.", ""),
        ("Leanne's partner Lee (31) drunk.", ""),
        ("Twins Ann and Ben weighed.", "Ann Ben"),
        ("Three year old Ivy not brought to clinic.", "Ivy"),
        ("Moved from Leeds. St Anne's Primary contacted.", ""),
        ("Presented hungry. Presented late. Presented dirty.", ""),
        ("Vitamin D given. Hepatitis B vaccine. Year R.", ""),
        ("T's mother says that T is asleep by six.", "T"),
    ],
)
def test_a_name_is_a_childs_where_the_text_uses_it_so(text: str, names: str) -> None:
    assert " ".join(use.name for use in children_among(tally_names([text]))) == names


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("Chronology of Jamie", "Jamie"),
        ("Chronology: Ellie and Noah", "Ellie,Noah"),
        ("Subject: Child K", "Child K"),
        ("Health chronology – M", "M"),
        ("Nadia (b. 2006) and Omar (b. 2008)", "Nadia,Omar"),
        ("Siblings A, B and C", "A,B,C"),
        ("FAMILY Z - combined chronology (LSCB)", ""),
        ("Chronology of Significant Events", ""),
        ("Child Protection chronology", ""),
        ("Report author: Jane Smith", ""),
        ("Leeds - combined chronology", ""),
        ("Period (1 Jan 2012)", ""),
    ],
)
def test_a_title_names_a_child_or_nobody(title: str, names: str) -> None:
    found = named_in_titles([title], {})
    assert ",".join(found.names if found else ()) == names


@pytest.mark.parametrize(
    ("stem", "names"),
    [
        ("finley_chronology", "Finley"),
        ("child_k", "Child K"),
        ("casey_brown_chronology", ""),
        ("housing_chronology", ""),
        ("legal_bundle", ""),
        ("Sheet1", ""),
    ],
)
def test_a_files_name_is_the_last_hint(stem: str, names: str) -> None:
    found = named_by_file(stem, {})
    assert ",".join(found.names if found else ()) == names


def test_nothing_is_added_to_a_case_that_columns_describe(tmp_path: Path) -> None:
    case: Case = a_case("Perry", "Robin")
    grid = rows("""
        Date | Event
        03/02/2013 | Perry's friend Jordan (9) came for tea.
        11/02/2013 | Robin weighed.
    """)
    batch = imported(a_workbook(tmp_path, grid), case=case)
    assert [child.name for child in batch.children] == ["Perry", "Robin"]
