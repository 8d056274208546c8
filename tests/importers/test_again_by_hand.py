"""An agency sends its file again after a reviewer worked on its rows by hand: what they did is kept."""

import shutil
from collections.abc import Collection, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.case.again_edits import import_again
from app.case.checks import equal_cases, find_problems
from app.case.dates import exactly
from app.case.duplicate_edits import accept_duplicate, mark_twins, reject_duplicate
from app.case.edits import (
    Part,
    add_batch,
    correct_event,
    join_parts,
    mend_rejected_row,
    restore_source,
    set_severity,
    split_event,
    withdraw_events,
)
from app.case.model import Case, Edit, RowKind
from app.case.scheme import default_scheme
from app.errors import UserError
from app.session import Session
from app.storage.case_file import read_case
from importers.again import compare, earlier_sources
from tests.importers.school_log import ANN, sent_again, taken_in

ROWS = (
    ("03/03/2012", "Perry", "Perry arrived hungry and asked for breakfast twice.", "Breakfast club offered"),
    ("05/03/2012", "Robin", "Robin did not attend, no message from home.", "Letter sent"),
    ("31/02/2012", "Perry", "Head lice seen again, mother told at the gate.", ""),
    ("12/03/2012", "Perry", "Coat smelled strongly of urine and smoke.", "Spare coat given"),
    ("20/03/2012", "Robin", "Parents evening, nobody came.", ""),
    ("", "Robin", "Robin told a teacher that nobody was at home.", "Told the head"),
)
MENDED_ROW = 4
"""The row of the sheet whose date does not exist."""


def a_case(folder: Path, *edits: Edit) -> Case:
    """A case of the log, changed by hand."""
    case = Case(default_scheme())
    for edit in (add_batch(taken_in(case, folder / "log.csv", ROWS)), *edits):
        case, _ = edit(case)
    return case


def changed(place: int, **cells: str) -> list[tuple[str, ...]]:
    """The rows of the log with other cells (by d, c, e, a) in the row at that place."""
    rows = [list(row) for row in ROWS]
    for key, words in cells.items():
        rows[place]["dcea".index(key)] = words
    return [tuple(row) for row in rows]


def counted(case: Case) -> list[str]:
    return [case.events.text[place] for place in np.flatnonzero(case.events.counted).tolist()]


MEND = mend_rejected_row(0, MENDED_ROW, exactly(date(2012, 3, 9)), ANN)
SPLIT = split_event(0, (Part("Perry arrived hungry."), Part("He asked for breakfast twice.")), ANN)
CORRECT = correct_event(1, ANN, when=exactly(date(2012, 3, 6)), author="Ms Able")


@pytest.mark.parametrize("edits", [(MEND,), (SPLIT,), (CORRECT,), (SPLIT, join_parts(0)), (MEND, SPLIT, CORRECT)])
def test_the_same_file_again_changes_nothing_that_was_done_by_hand(tmp_path: Path, edits: tuple[Edit, ...]):
    case = a_case(tmp_path, *edits)
    after, again = sent_again(case, tmp_path / "log.csv", ROWS)
    assert after is case, again


def test_a_row_that_was_split_stays_split_when_other_rows_change(tmp_path: Path):
    case = a_case(tmp_path, SPLIT)
    after, again = sent_again(
        case, tmp_path / "log.csv", changed(3, e="Coat smelled strongly of urine and of smoke again.")
    )
    assert [row.event for row in again.changed] == [2] and again.gone == again.new == ()
    told = counted(after)
    assert "Perry arrived hungry." in told and ROWS[0][2] not in told and len(told) == len(counted(case))
    parts = [after.events.event(after.events.position(link.event)) for link in after.parts]
    assert {(part.source, part.row) for part in parts} == {(1, 2)}, "the parts stand in the row of the new sheet"


def test_parts_take_the_new_date_of_their_row_and_keep_their_own_words(tmp_path: Path):
    case = a_case(tmp_path, SPLIT, correct_event(5, ANN, when=exactly(date(2012, 3, 1))))
    after, _ = sent_again(
        case, tmp_path / "log.csv", changed(0, d="02/03/2012", e="Perry arrived hungry; breakfast asked twice.")
    )
    first, second = (after.events.event(after.events.position(event)) for event in (4, 5))
    assert (first.text, first.when.day) == ("Perry arrived hungry.", date(2012, 3, 2))
    assert second.when.day == date(2012, 3, 1), "what was corrected in a part stays"
    whole = after.events.event(after.events.position(0))
    assert whole.withdrawn and whole.text.endswith("asked twice.")


def test_a_split_row_that_is_gone_takes_its_parts_along_and_brings_them_back(tmp_path: Path):
    case = a_case(tmp_path, SPLIT)
    after, again = sent_again(case, tmp_path / "log.csv", ROWS[1:])
    assert again.gone == (0,)
    assert not {"Perry arrived hungry.", ROWS[0][2]} & set(counted(after))
    back, _ = restore_source(0)(after)
    assert "Perry arrived hungry." in counted(back) and ROWS[0][2] not in counted(back), "told once, in its parts"


def test_a_mended_row_stays_mended_when_other_rows_change(tmp_path: Path):
    case = a_case(tmp_path, MEND)
    after, again = sent_again(
        case, tmp_path / "log.csv", [("01/03/2012", "Robin", "Robin was sent home ill.", ""), *ROWS]
    )
    assert len(again.new) == 1 and again.gone == ()
    mended = after.events.event(after.events.position(4))
    assert (mended.source, mended.row, mended.withdrawn) == (1, MENDED_ROW + 1, False)
    assert after.sheet_row(1, MENDED_ROW + 1).kind is RowKind.EVENT
    assert after.sheet_row(1, 8).kind is RowKind.REJECTED, "a row that nobody mended is still rejected"


def test_a_rejected_row_that_its_agency_mends_takes_the_agencys_date(tmp_path: Path):
    case = a_case(tmp_path, MEND)
    after, again = sent_again(case, tmp_path / "log.csv", changed(2, d="28/02/2012"))
    assert [(row.event, row.fields) for row in again.changed] == [(4, ("date",))]
    assert after.events.event(after.events.position(4)).when.day == date(2012, 2, 28)
    assert not [mark for mark in after.corrections if mark.event == 4], "nobody corrected this date by hand"


def test_a_correction_stays_until_the_agency_changes_that_field(tmp_path: Path):
    case = a_case(tmp_path, CORRECT)
    after, again = sent_again(
        case, tmp_path / "log.csv", changed(1, e="Robin was not at school, no message from home.")
    )
    assert [row.fields for row in again.changed] == [("text",)]
    event = after.events.event(after.events.position(1))
    assert (event.when.day, event.author) == (date(2012, 3, 6), "Ms Able")
    assert {mark.field for mark in after.corrections} == {"date", "author"}
    after, _ = sent_again(case, tmp_path / "log.csv", changed(1, d="07/03/2012"))
    assert after.events.event(after.events.position(1)).when.day == date(2012, 3, 7)
    assert {mark.field for mark in after.corrections} == {"author"}


def test_rows_withdrawn_one_by_one_stay_so_when_the_earlier_sheet_comes_back(tmp_path: Path):
    case = a_case(tmp_path, withdraw_events([3]))
    after, _ = sent_again(case, tmp_path / "log.csv", [*ROWS[:4], ROWS[5]])
    assert after.sources[0].apart == (3,)
    back, _ = restore_source(0)(after)
    assert bool(back.events.withdrawn[back.events.position(3)])


def test_rows_added_by_hand_are_no_earlier_file(tmp_path: Path):
    case = Case(default_scheme())
    case, _ = add_batch(taken_in(case, tmp_path / "log.csv", ROWS[:1]))(case)
    assert earlier_sources(case, taken_in(case, tmp_path / "other.csv", ROWS[3:5])) == ()


KINDS = ("split", "join", "mend", "correct", "code", "withdraw", "accept", "reject", "mark")


def _edit(kind: str, one: int, other: int, words: str) -> Edit:
    """An edit by hand of some event; it may not fit the case, and is then left out."""
    edits = {
        "split": lambda: split_event(one, (Part(f"{words} one"), Part(f"{words} two")), ANN),
        "join": lambda: join_parts(one),
        "mend": lambda: mend_rejected_row(0, MENDED_ROW if one % 2 else 7, exactly(date(2012, 3, 9)), ANN),
        "correct": lambda: correct_event(one, ANN, when=exactly(date(2012, 3, 1 + other)), text=words),
        "code": lambda: set_severity([one], other % 6, ANN),
        "withdraw": lambda: withdraw_events([one]),
        "accept": lambda: accept_duplicate(one, other, ANN),
        "reject": lambda: reject_duplicate(one, other, ANN),
        "mark": lambda: mark_twins({one: other}),
    }
    return edits[kind]()


EDITS = st.lists(
    st.tuples(st.sampled_from(KINDS), st.integers(0, 9), st.integers(0, 9), st.sampled_from(("Seen", "Ill", "Late"))),
    max_size=8,
)


def _worked_on(folder: Path, edits: Sequence[tuple[str, int, int, str]]) -> Case:
    case = a_case(folder)
    for kind, one, other, words in edits:
        try:
            case, _ = _edit(kind, one, other, words)(case)
        except UserError:
            continue
    return case


def _kept(case: Case, event: int) -> tuple[object, ...]:
    """All that a reviewer may have given an event."""
    told = case.event(event)
    return (
        told.when, told.text, told.response, told.author, told.agency, told.subjects, told.severity,
        told.severity_from, told.severity_by, told.categories, told.withdrawn, told.duplicate_of,
    )  # fmt: skip


def _with_parts(case: Case, events: Collection[int]) -> set[int]:
    """These events, the parts of those that were split, and theirs."""
    found = set(events)
    for link in case.parts:  # a part is always made after its whole
        if link.whole in found:
            found.add(link.event)
    return found


@settings(max_examples=40)
@example(edits=[("accept", 1, 2, "Seen"), ("mark", 1, 2, "Seen")], place=0, words="").via("each the other's twin")
@example(edits=[("accept", 0, 1, "Seen"), ("split", 0, 0, "Seen")], place=0, words="").via(
    "the kept row split and gone"
)
@example(edits=[("split", 0, 0, "Seen"), ("split", 4, 0, "Seen"), ("split", 6, 0, "Seen")], place=0, words="").via(
    "a part of a part of a part"
)
@given(edits=EDITS, place=st.integers(0, 4), words=st.sampled_from(("", "Nurse came in and saw both children")))
def test_whatever_was_done_by_hand_the_same_file_changes_nothing_and_another_keeps_it(
    edits: list[tuple[str, int, int, str]], place: int, words: str
):
    with TemporaryDirectory() as name:
        folder = Path(name)
        case = _worked_on(folder, edits)
        assert sent_again(case, folder / "log.csv", ROWS)[0] is case
        rows = changed(place, a=f"{ROWS[place][3]} {words}") if words else [*ROWS[:place], *ROWS[place + 1 :]]
        session = Session(case, ANN)
        batch = taken_in(case, folder / "log.csv", rows)
        again = compare(case, earlier_sources(case, batch), batch)
        session.apply(import_again(batch, again, ANN), "Import log.csv again")
        after = session.case
        assert find_problems(after) == []
        gone = _with_parts(case, again.gone)
        touched = _with_parts(case, {row.event for row in again.changed}) | gone
        twins = case.events.id[np.isin(case.events.duplicate_of, list(gone))].tolist()
        for event in set(case.events.id.tolist()) - touched - set(twins):
            assert _kept(after, event) == _kept(case, event)
        for event in set(twins) - gone:
            assert _kept(after, event)[:-1] == _kept(case, event)[:-1]
            withdrawn, twin_of = _kept(after, event)[-2:]
            assert withdrawn or twin_of not in gone, "what counts repeats no row that is gone"
        assert set(after.decisions) == set(case.decisions) and after.parts == case.parts
        assert set(case.events.id.tolist()) <= set(after.events.id.tolist()), "nothing is deleted"
        assert all(after.events.withdrawn[after.events.position(event)] for event in again.gone)
        session.undo()
        assert session.case is case


def test_it_is_kept_in_the_file(tmp_path: Path):
    session = Session(a_case(tmp_path, MEND, SPLIT, CORRECT), ANN)
    session.save_as(tmp_path / "case.lifelanes")
    before = session.case
    batch = taken_in(before, tmp_path / "log.csv", [*changed(0, a="Porridge given")[:4], ROWS[5]])
    again = compare(before, earlier_sources(before, batch), batch)
    session.apply(import_again(batch, again, ANN), "Import log.csv again")
    kept = tmp_path / "kept.lifelanes"
    shutil.copy(tmp_path / "case.lifelanes", kept)
    assert equal_cases(read_case(kept), session.case)
    session.undo()
    session.close()
    assert equal_cases(read_case(tmp_path / "case.lifelanes"), before)


def test_headings_that_are_called_otherwise_now_take_no_correction_away(tmp_path: Path) -> None:
    hungry = 1
    case = a_case(tmp_path, correct_event(hungry, ANN, None, "Robin was away, as the register shows."))
    other = ("Date of event", "Name of child", "What happened", "Response")
    after, again = sent_again(case, tmp_path / "log.csv", ROWS, other)
    assert again.changed == () and again.new == () and again.gone == ()
    assert after.events.text[after.events.position(hungry)] == "Robin was away, as the register shows."
    assert after.corrections == case.corrections
