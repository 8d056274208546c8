"""Who a row is about: what subject cells and texts mean, as a reader would take them."""

from datetime import date
from pathlib import Path

import pytest

from app.case.dates import ChronologyDate, Precision, exactly
from app.case.model import Stay
from importers.people.roster import Roster
from importers.people.subjects import SubjectReader
from importers.people.text_people import TextReader
from tests.builders import a_text_file, imported

DAY = date(2014, 5, 1)


@pytest.fixture
def roster() -> Roster:
    found = Roster()
    for name, alias, born in (("Robin", "C1", 2002), ("Perry", "C2", 2004), ("Sam", "C3", 2006), ("Alex", "C4", 2009)):
        found.add_child(name, (alias,), exactly(date(born, 11, 18)))
    found.add_group("the boys", (1, 2))
    found.add_adult("Mother", ("M", "Mo"))
    return found


def names(roster: Roster, cell: str, day: date = DAY) -> str:
    return " ".join(roster.children[child].name for child in sorted(SubjectReader(roster).read(cell).on(day, roster)))


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("Perry", "Perry"),
        ("perry", "Perry"),
        ("Perry Y1", "Perry"),
        ("Sam (YR)", "Sam"),
        ("Robin (Y8, sec. sch.)", "Robin"),
        ("Perry (also S, A)", "Perry Sam Alex"),
        ("P & S", "Perry Sam"),
        ("S, A", "Sam Alex"),
        ("P, S, A + Robin", "Robin Perry Sam Alex"),
        ("C1-C4", "Robin Perry Sam Alex"),
        ("C1 – C3", "Robin Perry Sam"),
        ("C2/C3", "Perry Sam"),
        ("All four", "Robin Perry Sam Alex"),
        ("All children", "Robin Perry Sam Alex"),
        ("Family", "Robin Perry Sam Alex"),
        ("siblings", "Robin Perry Sam Alex"),
        ("The boys", "Perry Sam"),
        ("youngest child", "Alex"),
        ("baby Alex", "Alex"),
        ("Pery", "Perry"),
        ("Alexx", "Alex"),
        ("Adults only", ""),
        ("Mo", ""),
        ("Mother, Alex", "Alex"),
        ("M & F", ""),
        ("", ""),
    ],
)
def test_a_subject_cell_means(roster: Roster, cell: str, meant: str) -> None:
    assert names(roster, cell) == meant


def test_everybody_leaves_out_who_is_not_born_and_who_lives_elsewhere(roster: Roster) -> None:
    assert names(roster, "All", date(2009, 1, 1)) == "Robin Perry Sam"
    since = ChronologyDate(date(2013, 8, 1), date(2013, 8, 31), Precision.MONTH, "Aug 2013")
    roster.learn(0, away=[Stay(since)])
    assert names(roster, "All") == "Perry Sam Alex"
    assert names(roster, "C1-C4") == "Robin Perry Sam Alex"


def test_the_unborn_is_who_is_born_soon_after(roster: Roster) -> None:
    assert names(roster, "Unborn", date(2009, 9, 1)) == "Alex"
    assert names(roster, "Unborn", date(2012, 9, 1)) == ""


def test_an_initial_that_two_children_share_means_neither(roster: Roster) -> None:
    roster.add_child("Pat")
    assert names(roster, "P") == ""


def test_numbered_children_are_told_apart() -> None:
    roster = Roster()
    unknown = SubjectReader(roster).read("Child 1 & 3, Sibling B").unknown
    assert unknown == ("Child 1", "Child 3", "Sibling B")
    assert SubjectReader(roster).read("Child 1-3").unknown == ("Child 1", "Child 2", "Child 3")


def test_professionals_in_a_subject_column_are_no_children() -> None:
    assert SubjectReader(Roster()).read("Health visitor").unknown == ()


def test_a_full_name_is_the_child_known_by_the_first_name() -> None:
    roster = Roster()
    roster.add_child("Perry")
    roster.add_child("Perry Example")
    assert [child.name for child in roster.children] == ["Perry"]
    assert roster.child_called("perry example") == 0


@pytest.mark.parametrize(
    ("text", "seen", "meant"),
    [
        ("S lost 600g since July. Home untidy.", "Mo, Sam", "Sam"),
        ("Dog mess in kitchen, S crawling near it.", "Mo, Perry, Sam", "Robin Perry Sam Alex"),
        ("Described house, beds, P’s speech.", "-", "Robin Perry Sam Alex"),
        ("Weight 25th, lounge clean.", "Alex, Mo", "Alex"),
        ("Robin lice, Perry smelling.", "", "Robin Perry"),
        ("P 138, T 39. A bit of rash.", "Sam", "Sam"),
        ("Rent arrears discussed.", "", ""),
        ("No reply to knock. Card left.", "-", "Robin Perry Sam Alex"),
    ],
)
def test_a_row_without_a_subject_cell_is_about(roster: Roster, text: str, seen: str, meant: str) -> None:
    reader = TextReader(roster, SubjectReader(roster))
    found = reader.about(text, seen, "Home visit" if "knock" in text else "Contact", DAY)
    assert " ".join(roster.children[child].name for child in sorted(found)) == meant


@pytest.mark.parametrize(
    "name", ["Łukasz", "Żaneta Wiśniewska", "Æthel", "Chloé Ångström", "Şule", "Дмитрий", "مريم", "Siân"]
)
def test_a_child_is_met_in_a_subject_cell_whatever_letters_its_name_has(name: str, tmp_path: Path) -> None:
    log = "".join(f"0{day}/03/2014,{who},Head lice again\n" for day in range(1, 7) for who in (name, "Perry"))
    batch = imported(a_text_file(tmp_path, f"Date,Child,Event\n{log}"))
    assert {child.name for child in batch.children} == {name, "Perry"}


def test_surname_first_and_names_in_the_text_may_have_polish_letters(tmp_path: Path) -> None:
    register = 'Date,Child,Event\n01/03/2014,"Wiśniewski, Łukasz; Wiśniewski, Żaneta",Seen\n'
    told = imported(a_text_file(tmp_path, register)).children
    assert [child.name for child in told] == ["Łukasz Wiśniewski", "Żaneta Wiśniewski"]
    notes = "".join(f"0{day}/03/2014,Łukasz (aged 7) hungry at school.\n" for day in range(1, 5))
    assert [child.name for child in imported(a_text_file(tmp_path, f"Date,Event\n{notes}")).children] == ["Łukasz"]


def test_capitals_tell_a_surname_whatever_other_files_hold_and_people_arrested_are_no_children(tmp_path: Path) -> None:
    school = "Student,Date,Event\n" + "".join(
        f'"OAKES, {who}",0{day}/03/2014,{who} hungry again\n' for day, who in ((1, "Max"), (2, "Ivy"))
    )
    police = (
        'Date,Incident,Persons\n03/03/2014,"Robin Oakes arrested, drunk in charge of a child","Robin Oakes, Max"\n'
        "04/03/2014,Kit Marsh cautioned for assault,Kit Marsh\n05/03/2014,Ivy (3) found alone in the road,Ivy Oakes\n"
    )
    (tmp_path / "school.csv").write_text(school)
    (tmp_path / "police.csv").write_text(police)
    batch = imported(tmp_path / "school.csv", tmp_path / "police.csv")
    assert [child.name.title() for child in batch.children] == ["Max Oakes", "Ivy Oakes"]
    assert [adult.name for adult in batch.adults] == ["Robin Oakes", "Kit Marsh"]
