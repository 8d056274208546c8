"""Rows by hand: what a reviewer adds, splits, corrects, mends or takes out, and how each is taken back."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import msgspec
import pytest

from app.case.checks import equal_cases, find_problems
from app.case.dates import ChronologyDate, Precision, exactly
from app.case.duplicate_edits import accept_duplicate
from app.case.edits import (
    Edit,
    Part,
    Reviewer,
    add_batch,
    add_event,
    correct_event,
    join_parts,
    mend_rejected_row,
    restore_events,
    restore_source,
    restore_sources,
    set_severity,
    sheets_of_file,
    split_event,
    withdraw_events,
    withdraw_source,
    withdraw_sources,
)
from app.case.event_table import CodeFrom
from app.case.model import Case, Correction, EventPart, RowKind, SheetRow
from app.case.new_rows import BY_HAND
from app.case.row_edits import subjects_like
from app.errors import UserError
from app.session import Session
from app.storage.audit import WhatChanged
from app.storage.case_file import read_case
from tests.app.case_builder import Row, a_batch, a_case, after, event

ANN, BEA = Reviewer("Ann"), Reviewer("Bea")
MAY = exactly(date(2012, 5, 4), "4/5/12", "09:30")


@pytest.fixture
def case() -> Case:
    return a_case(
        ["Perry", "Robin"],
        Row("2013-03-01", "Perry", 2, "hygiene", {"Perry": 2}, "Head lice. Later: weight fell.", "School"),
        Row("2013-04", "all", 3, text="CIN plan agreed.", severity_from=CodeFrom.LEXICON, by_child={"Robin": 1}),
        Row("2014", "Robin", text="School report.", agency="School"),
    )


def with_rejected(case: Case) -> Case:
    """The case with two rejected rows, in a sheet that says whom each row is about."""
    sheet = case.sources[0]
    rows = [
        *(replace(row, cells=(*row.cells, "C1 & C2", "School")) for row in sheet.rows),
        SheetRow(7, RowKind.REJECTED, ("31/02/2014", "Seen at clinic", "c1 & C2", "School"), "impossible date"),
        SheetRow(8, RowKind.REJECTED, (None, "Tel call", "Robin", None), "no date"),
        SheetRow(9, RowKind.REJECTED, ("2/3/2014", " ", "Robin", None), "date but no event text"),
    ]
    headings = ("Date", "Event", "Who", "Agency")
    columns = {"date": "Date", "text": "Event", "subjects": "Who", "agency": "Agency"}
    return replace(case, sources=(replace(sheet, rows=tuple(rows), headings=headings, columns=columns),))


def test_a_row_of_the_reviewers_own_stands_in_a_source_that_names_them(case: Case):
    new, changes = add_event(MAY, "Grandmother rang.", [1, 0], ANN, agency="Police", response="NFA")(case)
    assert find_problems(new) == []
    told = event(new, 3)
    assert (told.when, told.text, told.subjects, told.response) == (MAY, "Grandmother rang.", (0, 1), "NFA")
    assert new.agency_name(told.agency) == "Police"
    source = new.sources[told.source]
    assert (source.file, source.by_hand) == (BY_HAND, True)
    assert new.sheet_row(source.id, told.row).cells == (
        "4/5/12", "Perry, Robin", "Police", "Grandmother rang.", "NFA", "", "Ann",
    )  # fmt: skip
    assert changes.events == {3} and changes.all_events and changes.agencies and changes.sources == {source.id}
    assert new.events.id[0] == 3, "it stands where its day is"


def test_more_rows_by_hand_share_one_source_and_known_agencies(case: Case):
    new = after(case, add_event(MAY, "One.", [0], ANN, "school"), add_event(MAY, "Two.", [0], BEA))
    assert len(new.sources) == 2 and len(new.agencies) == 1
    assert [event(new, number).row for number in (3, 4)] == [2, 3]


def test_a_split_event_is_withdrawn_and_its_parts_stand_in_its_row(case: Case):
    parts = [Part("Head lice."), Part("Weight fell.", when=exactly(date(2013, 3, 2)), subjects=(0, 1), response="GP")]
    new, changes = split_event(0, parts, ANN)(case)
    assert find_problems(new) == []
    assert event(new, 0).withdrawn
    one, two = event(new, 3), event(new, 4)
    assert (one.source, one.row, one.agency) == (two.source, two.row, two.agency) == (0, 2, 0)
    assert (one.text, one.severity, one.levels, one.categories) == ("Head lice.", 2, {0: 2}, event(case, 0).categories)
    assert (two.when.day, two.subjects, two.response) == (date(2013, 3, 2), (0, 1), "GP")
    assert new.parts == (EventPart(3, 0), EventPart(4, 0))
    assert changes.events == {0, 3, 4} and changes.all_events


def test_parts_do_not_keep_what_was_only_suggested_of_the_whole(case: Case):
    new = after(case, split_event(1, [Part("CIN"), Part("plan")], ANN))
    assert (event(new, 3).severity, event(new, 3).severity_by_child) == (-1, {})


def test_parts_can_be_put_together_again(case: Case):
    split = after(case, split_event(0, [Part("a"), Part("b")], ANN), split_event(3, [Part("c"), Part("d")], ANN))
    assert sorted(split.events.id[split.events.counted].tolist()) == [1, 2, 4, 5, 6]
    with pytest.raises(UserError, match="part of event e0|part of"):
        restore_events([3])(after(split, join_parts(0)))
    with pytest.raises(UserError, match="was split, and its parts count"):
        restore_events([0])(split)
    joined = after(split, join_parts(0))
    assert sorted(joined.events.id[joined.events.counted].tolist()) == [0, 1, 2]
    assert join_parts(0)(joined)[0] is joined


def test_parts_are_in_order_whatever_day_they_get(case: Case):
    new = after(
        case,
        split_event(0, [Part("a", exactly(date(2013, 5, 2))), Part("b", exactly(date(2013, 1, 1)))], ANN),
    )
    same = exactly(date(2013, 6, 6))
    new = after(new, correct_event(4, ANN, when=same), correct_event(3, ANN, when=same))
    assert new.events.id.tolist()[-2:] != [4, 3]


def test_a_corrected_event_keeps_its_row_and_says_who_corrected_what(case: Case):
    new, changes = correct_event(
        0, BEA, when=MAY, text="Nits.", subjects=[1], agency="", response="Letter", author="X"
    )(case)
    assert find_problems(new) == []
    told = event(new, 0)
    assert (told.when, told.text, told.subjects, told.agency, told.response) == (MAY, "Nits.", (1,), -1, "Letter")
    assert {(item.field, item.by) for item in new.corrections} == {
        (field, "Bea") for field in ("date", "text", "subjects", "agency", "response", "author")
    }
    assert new.sources == case.sources
    assert changes.events == {0} and not changes.all_events, "it is still the first"
    assert correct_event(2, BEA, when=MAY)(new)[1].all_events


def test_only_what_differs_is_marked_and_the_last_reviewer_stands(case: Case):
    new = after(case, correct_event(0, ANN, text="Nits.", subjects=[0], agency="SCHOOL"))
    assert new.corrections == (Correction(0, "text", "Ann"),)
    assert new.agencies == case.agencies
    assert correct_event(0, BEA, text="Nits.")(new)[0] is new
    assert after(new, correct_event(0, BEA, text="Lice.")).corrections == (Correction(0, "text", "Bea"),)


def test_a_child_taken_out_of_a_row_loses_its_own_severity_there(case: Case):
    assert event(after(case, correct_event(1, ANN, subjects=[0])), 1).severity_by_child == {}


def test_a_date_without_a_first_day_can_be_given(case: Case):
    before = ChronologyDate(None, date(2009, 12, 31), Precision.BEFORE, "before 2010")
    new = after(case, correct_event(2, ANN, when=before), add_event(before, "Earlier.", [], ANN))
    assert event(new, 2).when == before and new.events.id.tolist()[:2] == [2, 3]


def test_a_rejected_row_is_mended_in_place(case: Case):
    case = with_rejected(case)
    new, changes = mend_rejected_row(0, 7, MAY, ANN)(case)
    assert find_problems(new) == []
    told = event(new, 3)
    assert (told.source, told.row, told.when, told.text) == (0, 7, MAY, "Seen at clinic")
    assert told.subjects == event(case, 2).subjects, "as the nearest row that says the same"
    assert new.agency_name(told.agency) == "School"
    row = new.sheet_row(0, 7)
    assert (row.kind, row.reason) == (RowKind.EVENT, "impossible date")
    assert row.cells == case.sheet_row(0, 7).cells
    assert new.corrections == (Correction(3, "date", "Ann"),)
    assert changes.sources == {0} and changes.events == {3} and changes.all_events


def test_a_row_that_lacks_more_is_mended_with_what_is_given(case: Case):
    case = with_rejected(case)
    assert subjects_like(case, 0, 8, date(2014, 1, 1)) == (1,)
    with pytest.raises(UserError, match="needs words"):
        mend_rejected_row(0, 9, MAY, ANN)(case)
    new = after(case, mend_rejected_row(0, 9, MAY, ANN, text="Seen.", subjects=[0], agency="GP", response="None"))
    told = event(new, 3)
    assert (told.text, told.subjects, new.agency_name(told.agency), told.response) == ("Seen.", (0,), "GP", "None")
    assert {item.field for item in new.corrections} == {"date", "text", "subjects", "agency", "response"}


def test_a_mended_row_keeps_the_agency_that_its_own_cell_names(case: Case):
    case = with_rejected(case)
    sheet = case.sources[0]
    rows = (*sheet.rows, SheetRow(10, RowKind.REJECTED, ("tbc", "Weighed", "Robin", "Health visiting"), "not a date"))
    new = after(replace(case, sources=(replace(sheet, rows=rows),)), mend_rejected_row(0, 10, MAY, ANN))
    assert new.agency_name(event(new, 3).agency) == "Health visiting"


def test_a_source_comes_back_as_it_was_when_it_was_withdrawn(case: Case):
    apart = after(case, withdraw_events([1]))
    gone, changes = withdraw_source(0)(apart)
    assert gone.events.counted.tolist() == [False] * 3 and changes.events == {0, 2}
    back = after(gone, restore_source(0))
    assert equal_cases(back, apart)
    assert after(back, restore_events([1])).events.counted.all()


def test_all_sheets_of_a_file_go_and_come_back_in_one_step(case: Case):
    two = replace(case.sources[0], id=1, sheet="Second")
    case = after(replace(case, sources=(*case.sources, two)), add_event(MAY, "By hand.", [0], ANN))
    assert sheets_of_file(case, 1) == (0, 1)
    gone = after(case, withdraw_sources(sheets_of_file(case, 0)))
    assert gone.events.counted.sum() == 1
    assert equal_cases(after(gone, restore_sources((0, 1))), case)


def test_a_twin_counts_while_the_event_it_repeats_is_withdrawn(case: Case):
    both = after(case, add_batch(a_batch(case, ("2013-03-02", "Perry", 2), ("2013-03-02", "Perry", 2))))
    both = after(both, accept_duplicate(3, 0, ANN), accept_duplicate(3, 4, ANN))
    assert both.events.id[both.events.counted].tolist() == [3, 1, 2]
    gone = after(both, withdraw_source(1))
    assert gone.events.id[gone.events.counted].tolist() == [0, 1, 2]
    alone = after(both, withdraw_events([3]))
    assert alone.events.id[alone.events.counted].tolist() == [0, 1, 2], "the first of its twins, and no other"
    assert equal_cases(after(gone, restore_source(1)), both)


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        (add_event(MAY, "  ", [0], ANN), "needs words"),
        (add_event(MAY, "x", [2], ANN), "no child 2"),
        (split_event(0, [Part("a")], ANN), "two parts or more"),
        (split_event(0, [Part("a"), Part(" ")], ANN), "needs words"),
        (split_event(9, [Part("a"), Part("b")], ANN), "e9 is not in this case"),
        (split_event(2, [Part("a"), Part("b", subjects=(7,))], ANN), "no child 7"),
        (join_parts(0), "was not split"),
        (correct_event(0, ANN, text=""), "needs words"),
        (correct_event(0, ANN, subjects=[5]), "no child 5"),
        (mend_rejected_row(4, 7, MAY, ANN), "no source 4"),
        (mend_rejected_row(0, 2, MAY, ANN), r"Row 2 of log\.csv was not rejected"),
        (mend_rejected_row(0, 99, MAY, ANN), "was not rejected"),
        (withdraw_sources([0, 3]), "no source 3"),
    ],
)
def test_what_cannot_be_done_is_told(case: Case, edit: Edit, says: str):
    with pytest.raises(UserError, match=says):
        edit(with_rejected(case))


def test_nothing_is_put_into_what_is_withdrawn(case: Case):
    case = after(with_rejected(case), split_event(0, [Part("a"), Part("b")], ANN), add_event(MAY, "x", [0], ANN))
    gone = after(case, withdraw_sources([0, 1]))
    for edit in (mend_rejected_row(0, 7, MAY, ANN), join_parts(0), split_event(1, [Part("a"), Part("b")], ANN)):
        with pytest.raises(UserError, match="withdrawn"):
            edit(gone)
    new = after(gone, add_event(MAY, "y", [0], ANN))
    assert [source.by_hand for source in new.sources] == [False, True, True]


def test_a_twin_is_separated_before_it_is_split(case: Case):
    with pytest.raises(UserError, match="repeats event e0"):
        split_event(1, [Part("a"), Part("b")], ANN)(after(case, accept_duplicate(0, 1, ANN)))


@pytest.mark.parametrize("undone", [False, True])
def test_a_saved_case_keeps_rows_by_hand_and_its_trail_tells_them(case: Case, tmp_path: Path, undone: bool):
    session = Session(with_rejected(case), ANN)
    session.save_as(tmp_path / "perry")
    start = session.case
    session.apply(add_event(MAY, "By hand.", [0], ANN), "Add a row")
    session.apply(split_event(0, [Part("a"), Part("b")], ANN), "Split a row")
    session.apply(correct_event(2, ANN, text="Corrected."), "Correct a row")
    session.apply(correct_event(2, ANN, text="Corrected again.", when=MAY), "Correct a row")
    session.apply(mend_rejected_row(0, 7, MAY, ANN), "Mend a rejected row")
    session.apply(set_severity([3], 4, ANN), "Score a row")
    kept = session.case
    told = [msgspec.json.decode(line.what, type=WhatChanged) for line in session.trail]
    assert told[0].events_added == ((3, 3),) and told[0].sources_added == (1,)
    assert told[1].parts_made == (EventPart(4, 0), EventPart(5, 0))
    assert [(item.field, item.before, item.after) for item in told[2].corrected] == [
        ("text", "School report.", "Corrected.")
    ]
    assert {item.field: item.after for item in told[3].corrected} == {
        "text": "Corrected again.",
        "date": "4/5/12 09:30 (day: 2012-05-04 to 2012-05-04)",
    }
    assert told[4].rows_mended == ((0, 7),)
    for _ in range(6):
        session.undo()
    assert session.case is start
    told = [msgspec.json.decode(line.what, type=WhatChanged) for line in session.trail]
    assert told[7].rows_rejected_again == ((0, 7),) and told[10].parts_gone == (EventPart(4, 0), EventPart(5, 0))
    if not undone:
        for _ in range(6):
            session.redo()
    session.close()
    path = session.path
    assert path
    assert equal_cases(read_case(path), start if undone else kept)


def test_what_repeats_a_split_event_counts_neither_beside_its_parts_nor_beside_the_whole():
    case = a_case(["Perry"], *((f"2012-03-0{day}", "Perry", 2) for day in (1, 2, 3)))
    case, _ = accept_duplicate(0, 1, ANN)(case)
    split, _ = split_event(0, (Part("One"), Part("Two")), ANN)(case)
    assert int(split.events.counted.sum()) == 3 and find_problems(split) == []
    joined, _ = join_parts(0)(split)
    assert int(joined.events.counted.sum()) == 2 and find_problems(joined) == []
    assert int(joined.events.duplicate_of[joined.events.position(1)]) == 0
