"""Who the children are: merging, naming, births, grown-ups, and one decision about words that holds for every row."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import msgspec
import numpy as np
import pytest

from app.case.checks import equal_cases, find_problems
from app.case.dates import ChronologyDate, Precision, exactly
from app.case.edits import (
    Edit,
    Reviewer,
    add_batch,
    adult_is_child,
    child_is_adult,
    correct_event,
    forget_words,
    merge_children,
    not_about,
    reassign,
    remove_child,
    rename_child,
    restore_sources,
    set_aliases,
    set_birth,
    set_level,
    set_severity,
    withdraw_source,
)
from app.case.event_table import CodeFrom
from app.case.model import Adult, Case, Child, RowKind, SheetRow, Stay, WhoIsWho
from app.case.people_edits import rows_before_birth
from app.case.who_is_who import children_said, known_words, plain, subject_cells
from app.errors import UserError
from app.session import Session
from app.storage.audit import WhatChanged
from app.storage.case_file import read_case
from tests.app.case_builder import Row, a_batch, a_case, after, event

ANN = Reviewer("Ann")
NAMES = ["Perry", "Robin", "Alex"]


def a_case_that_says(*cells: str, subjects: Sequence[str] | None = None) -> Case:
    """A case of Perry, Robin and Alex with a row on 1 January of each year from 2010 and such subject cells."""
    about = subjects or ["Perry"] * len(cells)
    case = a_case(NAMES, *(Row(f"{2010 + place}-01-01", who, 2) for place, who in enumerate(about)))
    rows = (
        SheetRow(1, RowKind.HEADER, ("Date", "Event", "Who")),
        *(SheetRow(place, RowKind.EVENT, ("", "", cell)) for place, cell in enumerate(cells, start=2)),
    )
    columns = {"date": "Date", "text": "Event", "subjects": "Who"}
    source = replace(case.sources[0], rows=rows, headings=("Date", "Event", "Who"), columns=columns)
    return replace(case, sources=(source,))


def about(case: Case) -> list[tuple[int, ...]]:
    return [event(case, number).subjects for number in range(len(case.events))]


def test_one_decision_holds_for_every_row_that_says_so():
    case = a_case_that_says("the Twins", "C2", "The twins.", "P & S", "p and s", "twins")
    new, changes = reassign(" the  twins", [2, 1], ANN)(case)
    assert about(new) == [(1, 2), (0,), (1, 2), (0,), (0,), (0,)]
    assert new.who_is_who == (WhoIsWho("the twins", (1, 2), "Ann"),)
    assert changes.events == {0, 2} and changes.people
    assert about(after(new, reassign("P & S", [0, 2], ANN)))[3:5] == [(0, 2), (0,)], "“p and s” is written otherwise"


def test_words_beside_others_are_understood_where_all_are_clear():
    case = a_case_that_says("C2 & Robin", "C2, somebody", "Alex/c2", "C2 and the boys")
    new = after(case, reassign("C2", [0], ANN), reassign("the boys", [0, 1], ANN), set_aliases(2, ["A"]))
    assert about(new) == [(0, 1), (0,), (0, 2), (0, 1)]
    assert children_said(new, "a + C2", date(2010, 1, 1)) == {0, 2}
    assert children_said(new, "somebody", date(2010, 1, 1)) is None


def test_a_sibling_not_yet_born_is_not_affected_by_an_all():
    case = a_case_that_says("All", "all", "all", "unborn")
    case = after(case, set_birth(2, exactly(date(2011, 6, 1))))
    new = after(case, reassign("all", [0, 1, 2], ANN), reassign("unborn", [2], ANN))
    assert about(new) == [(0, 1), (0, 1), (0, 1, 2), (2,)]
    assert about(after(case, reassign("all", [0, 1, 2], ANN, before_birth=True)))[:3] == [(0, 1, 2)] * 3


def test_a_birth_told_later_mends_the_rows_that_were_decided():
    case = after(
        a_case_that_says("all", "all", "Alex", subjects=["all", "all", "all"]), reassign("all", [0, 1, 2], ANN)
    )
    case = after(case, set_severity([0], 4, ANN, child=2))
    new, changes = set_birth(2, exactly(date(2010, 6, 1)))(case)
    assert about(new) == [(0, 1), (0, 1, 2), (0, 1, 2)]
    assert event(new, 0).severity_by_child == {}
    assert changes.events == {0} and changes.people
    assert about(after(new, set_birth(2, None))) == about(case)


def test_rows_from_before_a_birth_that_nobody_decided_are_found_and_offered():
    case = a_case_that_says("all", "Alex and Perry", "all", subjects=["all", "Perry, Alex", "all"])
    case = after(case, set_birth(2, exactly(date(2011, 6, 1))))
    assert rows_before_birth(case, 2) == (0,)
    assert about(after(case, not_about([0], 2)))[0] == (0, 1)
    assert rows_before_birth(case, 0) == ()


def test_a_row_whose_subjects_were_corrected_by_itself_stays():
    case = after(a_case_that_says("C2", "C2"), correct_event(0, ANN, subjects=[1]))
    assert about(after(case, reassign("C2", [2], ANN))) == [(1,), (2,)]


def test_a_decision_can_be_changed_and_forgotten():
    case = after(a_case_that_says("C2"), reassign("C2", [2], ANN), reassign("c2", [1], Reviewer("Bea")))
    assert case.who_is_who == (WhoIsWho("c2", (1,), "Bea"),)
    assert reassign("c2", [1], Reviewer("Bea"))(case)[0] is case
    assert dict(known_words(case)) == {"c2": case.who_is_who[0]}
    left = after(case, forget_words("C2"))
    assert left.who_is_who == () and about(left) == [(1,)]


def test_words_for_grown_ups_mean_no_child():
    assert about(after(a_case_that_says("MGM"), reassign("MGM", [], ANN))) == [()]


def test_the_words_of_all_subject_cells_are_listed_most_frequent_first():
    case = after(a_case_that_says("C2", "", "c2 ", "All"), reassign("all", [0, 1], ANN))
    cells = subject_cells(case)
    assert [(cell.words, cell.events, cell.children) for cell in cells] == [("C2", (0, 2), (0,)), ("All", (3,), (0, 1))]
    assert cells[1].decided == case.who_is_who[0] and cells[0].decided is None


def test_two_children_become_one():
    case = a_case(
        [*NAMES, "Sam"],
        Row("2012-01-01", "Perry", 2, levels={"Perry": 1, "Alex": 3}),
        Row("2012-01-02", "Alex, Sam", 1, by_child={"Alex": 4}, levels={"Alex": 2}),
        Row("2012-01-03", "Perry, Alex", 3, by_child={"Perry": 1, "Alex": 2}),
        Row("2012-01-04", "Sam", 5, levels={"Sam": 4}),
    )
    mine = replace(case.children[0], aliases=("C1",), born=exactly(date(2008, 1, 1)))
    theirs = replace(case.children[2], aliases=("C1", "P"), sex="M", away=(Stay(MAY),), vulnerabilities=("asthma",))
    case = replace(case, children=(mine, case.children[1], theirs, case.children[3]))
    case = after(case, reassign("the boys", [0, 2, 3], ANN))
    new, changes = merge_children(0, 2, ANN)(case)
    assert find_problems(new) == []
    assert [child.name for child in new.children] == ["Perry", "Robin", "Sam"]
    perry = new.children[0]
    assert (perry.aliases, perry.born, perry.sex) == (("C1", "Alex", "P"), mine.born, "M")
    assert (perry.away, perry.vulnerabilities) == (theirs.away, theirs.vulnerabilities)
    assert about(new) == [(0,), (0, 2), (0,), (2,)]
    assert [event(new, number).severity_by_child for number in range(4)] == [{}, {0: 4}, {0: 2}, {}]
    assert [event(new, number).levels for number in range(4)] == [{0: 3}, {0: 2}, {}, {2: 4}]
    assert new.who_is_who[0].children == (0, 2)
    assert changes.people and changes.events == {0, 1, 2, 3}


MAY = exactly(date(2012, 5, 4))


def test_a_reviewers_level_stands_when_two_children_become_one():
    case = a_case(NAMES, Row("2012-01-01", "all", 1, levels={"Perry": 5, "Robin": 5}))
    case = after(case, set_level([0], 2, 1, ANN), merge_children(0, 2, ANN))
    assert event(case, 0).levels == {0: 1, 1: 5}
    assert event(case, 0).levels_from[0] is CodeFrom.REVIEWER


def test_the_other_of_two_may_come_first():
    case = after(a_case(NAMES, ("2012-01-01", "Perry", 3)), merge_children(2, 0, ANN))
    assert [child.name for child in case.children] == ["Robin", "Alex"]
    assert about(case) == [(1,)] and case.children[1].aliases == ("Perry",)


def test_an_old_name_is_still_understood():
    case = after(a_case_that_says("C1"), rename_child(0, "C1"), rename_child(0, " Peter  P. "))
    assert (case.children[0].name, case.children[0].aliases) == ("Peter P.", ("Perry", "C1"))
    assert case.child_named("Peter P.").id == 0
    assert after(case, rename_child(0, "Perry")).children[0].aliases == ("C1", "Peter P.")


def test_aliases_are_kept_once():
    case = after(a_case(NAMES), set_aliases(0, [" P ", "p", "Perry", "", "C1"]))
    assert case.children[0].aliases == ("P", "C1")


def test_a_child_that_is_none_becomes_an_adult():
    case = after(a_case_that_says("Robin", "all", subjects=["Robin", "all"]), set_aliases(1, ["R"]))
    case = after(case, reassign("all", [1, 2], ANN), child_is_adult(1))
    assert [child.name for child in case.children] == ["Perry", "Alex"]
    assert case.adults == (Adult(0, "Robin", ("R",)),)
    assert about(case) == [(), (1,)] and case.who_is_who[0].children == (1,)


def test_an_adult_that_is_a_child_is_in_the_rows_that_name_them():
    case = a_case_that_says("Robin & Kim", "Perry", "kim")
    case = replace(case, adults=(Adult(0, "Mother"), Adult(1, "Kim Lee", ("Kim",)), Adult(2, "Father")))
    case = after(case, adult_is_child(1))
    assert case.children[3] == Child(3, "Kim Lee", aliases=("Kim",))
    assert [adult.name for adult in case.adults] == ["Mother", "Father"]
    assert about(case) == [(0, 3), (0,), (0, 3)]


def test_a_child_whom_no_row_is_about_is_removed():
    case = a_case([*NAMES, "Sam"], Row("2012-01-01", "Perry, Alex", 2, levels={"Alex": 3}))
    case = after(case, reassign("him", [1], ANN), reassign("the boys", [1, 2], ANN))
    new, changes = remove_child(1)(case)
    assert find_problems(new) == []
    assert [(child.id, child.name) for child in new.children] == [(0, "Perry"), (1, "Alex"), (2, "Sam")]
    assert about(new) == [(0, 1)] and event(new, 0).levels == {1: 3}
    assert [(item.words, item.children) for item in new.who_is_who] == [("the boys", (1,))], "him is nobody known"
    assert changes.people


def test_a_child_whom_a_row_is_about_is_not_removed():
    case = a_case(NAMES, ("2012-01-01", "Perry", 3), ("2012-01-02", "Perry", 1))
    with pytest.raises(UserError, match="2 records are about Perry"):
        remove_child(0)(case)
    gone = after(case, withdraw_source(0), remove_child(0))
    assert [child.name for child in gone.children] == ["Robin", "Alex"]
    assert about(after(gone, restore_sources([0]))) == [(), ()]


def test_a_child_whose_level_a_row_about_another_states_is_not_removed():
    case = a_case(NAMES, Row("2012-01-01", "Perry", 2, levels={"Robin": 4}))
    with pytest.raises(UserError, match="1 record gives Robin a level"):
        remove_child(1)(case)
    case = after(case, set_level([0], 1, None, ANN), remove_child(1))
    assert [child.name for child in case.children] == ["Perry", "Alex"]


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        (merge_children(0, 0, ANN), "cannot be merged with themselves"),
        (merge_children(0, 9, ANN), "no child 9"),
        (rename_child(0, "robin"), "Robin is already called robin"),
        (rename_child(0, " "), "needs a name"),
        (set_aliases(0, ["Alex"]), "Alex is already called Alex"),
        (set_birth(4, None), "no child 4"),
        (child_is_adult(3), "no child 3"),
        (remove_child(3), "no child 3"),
        (adult_is_child(0), "no adult 0"),
        (reassign(" & ", [0], ANN), "which words"),
        (reassign("C2", [5], ANN), "no child 5"),
        (forget_words("C2"), "Nothing was decided about “C2”"),
        (not_about([0], 3), "no child 3"),
    ],
)
def test_what_cannot_be_done_is_told(edit: Edit, says: str):
    with pytest.raises(UserError, match=says):
        edit(a_case_that_says("C1"))


def test_the_same_again_changes_nothing():
    case = after(a_case_that_says("C2"), reassign("C2", [1], ANN), set_birth(0, MAY), set_aliases(0, ["P"]))
    for edit in (reassign("C2", [1], ANN), set_birth(0, MAY), set_aliases(0, ["P"]), rename_child(0, "Perry")):
        assert edit(case)[0] is case


def test_words_are_compared_as_importers_compare_them():
    assert [plain(words) for words in ("P & S", " C-2. ", "Zoë's_cat", "?")] == ["p s", "c 2", "zoe s cat", ""]


def test_fifty_thousand_rows_are_decided_at_once():
    case = a_case_that_says(*["All", "C2 & Robin"] * 20)
    places = np.arange(50_000) % 40
    events = replace(case.events.take(places.astype(np.intp)), id=np.arange(50_000, dtype=np.int32)).in_order()
    new, changes = reassign("all", [0, 1, 2], ANN)(replace(case, events=events))
    assert len(changes.events) == 25_000 and new.events.subjects[:, 2].sum() == 25_000


def test_a_saved_case_keeps_who_is_who_and_its_trail_tells_it(tmp_path: Path):
    session = Session(a_case_that_says("C2", "all", subjects=["Perry", "all"]), ANN)
    session.save_as(tmp_path / "perry")
    start = session.case
    year = ChronologyDate(date(2010, 1, 1), date(2010, 12, 31), Precision.YEAR, "2010")
    for edit in (reassign("all", [0, 2], ANN), set_birth(2, year), merge_children(1, 2, ANN), child_is_adult(0)):
        session.apply(edit, "a step")
    told = [msgspec.json.decode(line.what, type=WhatChanged) for line in session.trail]
    assert told[0].words_decided == (WhoIsWho("all", (0, 2), "Ann"),)
    assert told[3].adults_gained == (Adult(0, "Perry"),)
    kept = session.case
    for _ in range(4):
        session.undo()
    assert session.case is start
    for _ in range(4):
        session.redo()
    session.close()
    assert session.path
    assert equal_cases(read_case(session.path), kept)


def test_who_is_who_holds_for_files_that_come_later() -> None:
    case = a_case(["Perry", "Robin", "Sam"], Row("2012-01-01", "Perry", 2, "hygiene"))
    decided, _ = reassign("the twins", [1, 2], Reviewer("A. Reviewer"))(case)
    later = a_batch(decided, Row("2012-02-02", "", 2, "hygiene"), file="nursery.csv")
    sheet = later.sources[0]
    told = replace(
        sheet,
        headings=("Date", "Child", "Event"),
        columns={"date": "Date", "subjects": "Child", "text": "Event"},
        rows=(
            SheetRow(1, RowKind.HEADER, ("Date", "Child", "Event")),
            SheetRow(2, RowKind.EVENT, ("2012-02-02", "The Twins", "Came in without coats.")),
        ),
    )
    after, _ = add_batch(replace(later, sources=(told,)))(decided)
    assert after.events.subjects[-1].tolist() == [False, True, True]
