"""The case file: opened again it is the case as it was, and its trail tells what became what."""

import json
import os
import shutil
import sqlite3
from contextlib import closing
from dataclasses import fields, replace
from pathlib import Path

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.case.checks import equal_cases, find_problems
from app.case.dates import Precision
from app.case.edits import (
    Reviewer,
    add_batch,
    add_child,
    set_categories,
    set_level,
    set_severity,
    set_subjects,
    withdraw_source,
)
from app.case.event_table import EventTable
from app.case.history import Step
from app.case.model import (
    Adult,
    Agency,
    Case,
    Cell,
    Child,
    Correction,
    DuplicateDecision,
    EarlierRow,
    EventPart,
    FindingDecision,
    RowKind,
    SheetRow,
    Source,
    WhoIsWho,
)
from app.case.own_words import OwnEntry
from app.case.practice import Bookmark, Episode
from app.case.pseudonyms import Pseudonym, StopChoice
from app.errors import UserError
from app.session import Session
from app.storage import case_rows, event_links, event_rows, own_words_rows, panel_rows, practice_rows
from app.storage.audit import WhatChanged
from app.storage.case_file import CaseFile, read_case
from tests.app.case_builder import a_batch, a_case, a_full_case

ANN = Reviewer("Ann")


def kept_and_read(case: Case, folder: Path) -> Case:
    path = folder / "case.lifelanes"
    CaseFile.create(path, case).close()
    return read_case(path)


def test_opened_again_it_is_the_case_as_it_was(tmp_path: Path):
    case = a_full_case()
    assert find_problems(case) == []
    assert equal_cases(kept_and_read(case, tmp_path), case)


@pytest.mark.parametrize("case", [a_case([]), a_case(["Perry"]), a_case([], ("2013-01-01", "", 1))])
def test_small_cases_are_kept_too(case: Case, tmp_path: Path):
    assert equal_cases(kept_and_read(case, tmp_path), case)


def test_dates_without_a_bound_are_kept(tmp_path: Path):
    case = a_case(["Perry"], ("2009-01-01", "Perry"), ("2010-01-01", "Perry"), ("0999-01-01", "Perry"))
    last = len(case.events) - 1
    precision, start, end = (getattr(case.events, name).copy() for name in ("precision", "start", "end"))
    precision[:] = [tuple(Precision).index(word) for word in (Precision.CIRCA, Precision.BEFORE, Precision.AFTER)]
    start[1], end[last] = -(2**31), -(2**31)
    case = replace(case, events=replace(case.events, precision=precision, start=start, end=end))
    assert find_problems(case) == []
    assert equal_cases(kept_and_read(case, tmp_path), case)


def test_every_field_of_the_model_has_a_column():
    """A field that is added to the model must be added to the file, or it would be lost on closing."""
    renamed = {"start": "first_day", "end": "last_day"}
    decided = {name if name != "decided" else "on" for name in event_links.FINDING_COLUMNS[1:]}
    apart = {"subjects", "child_severity", "level", "level_from"}
    columns = {renamed.get(column.name, column.name) for column in fields(EventTable)} - apart
    assert columns == set(event_rows.EVENT_COLUMNS)
    for kind, known, elsewhere in (
        (Child, case_rows.CHILD_COLUMNS, set()),
        (Adult, case_rows.ADULT_COLUMNS, set()),
        (Agency, case_rows.AGENCY_COLUMNS, set()),
        (Source, case_rows.SOURCE_COLUMNS, {"rows", "no_contact"}),
        (SheetRow, case_rows.SHEET_ROW_COLUMNS[2:], set()),
        (DuplicateDecision, event_links.DECISION_COLUMNS[1:], set()),
        (EarlierRow, event_links.EARLIER_COLUMNS[1:], set()),
        (
            Case,
            case_rows.CASE_COLUMNS[1:],
            {
                *("children", "adults", "agencies", "sources", "events", "decisions", "earlier"),
                *("parts", "corrections", "who_is_who", "finding_decisions", "unread"),
                *("filters", "disagreements", "episodes", "bookmarks", "panel", "own_words"),
                "known_on",  # of a view, which is in no file
            },
        ),
        (EventPart, event_links.PART_COLUMNS[1:], set()),
        (Correction, event_links.CORRECTION_COLUMNS[1:], set()),
        (WhoIsWho, event_links.WHO_COLUMNS[1:], set()),
        (FindingDecision, decided, set()),
        (Episode, practice_rows.EPISODE_COLUMNS[1:], set()),
        (Bookmark, practice_rows.BOOKMARK_COLUMNS[1:], {"note"}),
        (Pseudonym, panel_rows.PSEUDONYM_COLUMNS[1:], set()),
        (StopChoice, panel_rows.STOP_COLUMNS[1:], set()),
        (OwnEntry, own_words_rows.OWN_COLUMNS[1:], set()),
    ):
        assert {field.name for field in fields(kind)} - elsewhere == set(known)


@settings(max_examples=60, deadline=None)
@given(
    cells=st.lists(
        st.none()
        | st.booleans()
        | st.integers(-(2**63), 2**63 - 1)
        | st.floats(allow_nan=False, allow_infinity=False)
        | st.text(st.characters(exclude_categories=["Cs"])),
        max_size=6,
    ),
    text=st.text(st.characters(exclude_categories=["Cs"])),
)
def test_whatever_a_cell_holds_is_kept(cells: list[Cell], text: str, tmp_path_factory: pytest.TempPathFactory):
    case = a_case(["Perry"], ("2013-01-01", "Perry", 1, "", {}, text))
    row = SheetRow(7, RowKind.NOTE, tuple(cells), text)
    case = replace(case, sources=(replace(case.sources[0], rows=(*case.sources[0].rows, row)),))
    read = kept_and_read(case, tmp_path_factory.mktemp("case"))
    assert equal_cases(read, case)
    assert [type(cell) for cell in read.sources[0].rows[-1].cells] == [type(cell) for cell in cells]


def test_text_that_is_none_is_refused_in_words(tmp_path: Path):
    case = a_case(["Perry"], ("2013-01-01", "Perry", 1, "", {}, "half a pair: \ud83d"))
    with pytest.raises(UserError, match=r"x\.lifelanes could not be saved: a cell holds characters that are no text"):
        CaseFile.create(tmp_path / "x.lifelanes", case)
    assert list(tmp_path.iterdir()) == []


def test_the_scheme_that_was_used_is_in_the_file(tmp_path: Path):
    case = a_full_case()
    own = msgspec.structs.replace(case.scheme, name="Our own", version="7", categories=case.scheme.categories[::-1])
    bits = np.array([own.bits_of(case.scheme.categories_in(held)) for held in case.events.categories.tolist()])
    case = replace(case, scheme=own, events=replace(case.events, categories=bits.astype(np.int64)))
    read = kept_and_read(case, tmp_path)
    assert read.scheme == own
    assert equal_cases(read, case)


def steps_told(path: Path) -> list[WhatChanged]:
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT what FROM step ORDER BY number").fetchall()
    return [msgspec.json.decode(what, type=WhatChanged) for (what,) in rows]


def test_the_trail_tells_what_became_what(tmp_path: Path):
    session = Session(a_full_case(), ANN)
    session.save_as(tmp_path / "case")
    session.apply(set_severity([0, 1], 5, ANN), "Score two rows")
    session.apply(set_categories([0], ["nutrition"], ANN), "Recode a row")
    session.apply(set_level([0], 1, 4, ANN), "State a level")
    session.apply(set_subjects([3], [1], ANN), "Say whom it is about")
    session.apply(add_child(Child(0, "Sam")), "Add a child")
    session.apply(withdraw_source(0), "Withdraw a source")
    session.undo()
    session.close()
    scored, recoded, levelled, about, grown, withdrawn, restored = steps_told(tmp_path / "case.lifelanes")

    def codes(told: WhatChanged) -> set[tuple]:
        return {(change.code, change.child, change.before, change.after, change.events) for change in told.codes}

    assert codes(scored) == {
        ("severity", None, 2, 5, (0,)),
        ("severity", None, 3, 5, (1,)),
        ("severity", 1, 1, None, (1,)),
        ("severity_from", None, "stated", "reviewer", (0,)),
        ("severity_from", None, "lexicon", "reviewer", (1,)),
        ("severity_by", None, None, "Ann", (1,)),
    }
    assert ("categories", None, ("hygiene",), ("nutrition",), (0,)) in codes(recoded)
    assert codes(levelled) == {("level", 1, None, 4, (0,)), ("level_from", 1, "nobody", "reviewer", (0,))}
    assert codes(about) == {("subjects", None, (), (1,), (3,))}
    assert [(change.before, change.after and change.after.name) for change in grown.children] == [(None, "Sam")]
    assert codes(withdrawn) == {("withdrawn", None, False, True, (0, 1, 3))}
    assert (withdrawn.sources_withdrawn, restored.sources_restored) == ((0,), (0,))


def test_the_trail_tells_which_rows_came_and_went(tmp_path: Path):
    case = a_case(["Perry"], ("2013-01-01", "Perry", 1))
    file = CaseFile.create(tmp_path / "x.lifelanes", case)
    larger = a_case(["Perry"], ("2013-01-01", "Perry", 1), ("2013-01-02", "Perry", 1), ("2013-01-03", "Perry", 1))
    told = json.loads(file.write(case, larger, Step("grow", "Ann")).what)
    assert told["events_added"] == [[1, 2]]
    told = json.loads(file.write(larger, case, Step("shrink", "Ann")).what)
    assert told["events_gone"] == [[1, 2]]
    file.close()
    assert equal_cases(read_case(tmp_path / "x.lifelanes"), case)


def test_the_trail_cannot_be_changed_through_the_database(tmp_path: Path):
    session = Session(a_full_case(), ANN)
    session.save_as(tmp_path / "case")
    session.apply(set_severity([0], 5, ANN), "Score a row")
    session.close()
    with closing(sqlite3.connect(tmp_path / "case.lifelanes")) as connection:
        for statement in ("UPDATE step SET by = 'Bob'", "DELETE FROM step"):
            with pytest.raises(sqlite3.IntegrityError, match="never"):
                connection.execute(statement)


def test_nothing_of_the_case_stays_beside_the_file(tmp_path: Path):
    session = Session(a_full_case(), ANN)
    session.save_as(tmp_path / "case")
    for rank in range(5):
        session.apply(set_severity([0], rank, ANN), "Score a row")
    session.close()
    assert [path.name for path in tmp_path.iterdir()] == ["case.lifelanes"]


def test_what_leaves_a_case_leaves_its_file(tmp_path: Path):
    session = Session(a_full_case(), ANN)
    session.save_as(tmp_path / "case")
    words = "zebra crossing " * 500
    session.apply(add_batch(a_batch(session.case, ("2014-01-01", "all", 1, "", {}, words))), "Import a wrong file")
    session.undo()
    session.close()
    assert b"zebra" not in (tmp_path / "case.lifelanes").read_bytes()


def test_a_file_can_be_moved_and_copied(tmp_path: Path):
    path = tmp_path / "case.lifelanes"
    CaseFile.create(path, a_full_case()).close()
    (tmp_path / "Ünï cödé, 100% #1").mkdir()
    copy = Path(
        shutil.copy(path, tmp_path / "Ünï cödé, 100% #1" / "a?b.lifelanes" if os.name != "nt" else "ab.lifelanes")
    )
    assert equal_cases(read_case(copy), a_full_case())
