"""The one door: what a reviewer does is in the case, in the file and in the history, or nowhere."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.case.checks import equal_cases
from app.case.edits import Reviewer, add_batch, rename_case, set_severity
from app.case.event_table import NO_DUPLICATE
from app.case.history import StepKind
from app.case.model import Case, Changes
from app.errors import UserError
from app.session import Session
from app.storage.case_file import read_case
from app.workspace import Looking, View
from tests.app.case_builder import a_batch, a_case, a_large_case
from tests.full_disk import full_after

ANN = Reviewer("Ann")


@pytest.fixture
def case() -> Case:
    return a_case(["Perry", "Robin"], ("2013-03-01", "Perry", 2), ("2013-04-01", "all", 3))


@pytest.fixture
def kept(case: Case, tmp_path: Path) -> Iterator[Session]:
    """A session whose case has a file."""
    session = Session(case, ANN)
    session.save_as(tmp_path / "family.lifelanes")
    yield session
    session.close()


def test_a_step_can_be_undone_and_redone(case: Case):
    session = Session(case, ANN)
    assert (session.can_undo, session.can_redo, session.undo_label, session.redo_label) == (False, False, "", "")
    session.apply(set_severity([0], 5, ANN), "Score row 2 as 5")
    coded = session.case
    assert (session.can_undo, session.undo_label) == (True, "Score row 2 as 5")
    assert session.undo() == Changes(events=frozenset({0}))
    assert session.case is case
    assert (session.can_redo, session.redo_label) == (True, "Score row 2 as 5")
    assert session.redo() == Changes(events=frozenset({0}))
    assert session.case is coded


def test_nothing_to_undo_is_said(case: Case):
    with pytest.raises(UserError, match="nothing to undo"):
        Session(case, ANN).undo()
    with pytest.raises(UserError, match="nothing to redo"):
        Session(case, ANN).redo()


def test_listeners_hear_what_changed_until_they_stop(case: Case):
    session, heard = Session(case, ANN), []
    stop = session.listen(lambda changes: heard.append((changes, session.case.name)))
    session.apply(rename_case("Family Q"), "Rename the case")
    session.undo()
    stop()
    session.redo()
    assert heard == [(Changes(name=True), "Family Q"), (Changes(name=True), "Untitled case")]


def test_an_edit_that_changes_nothing_leaves_no_step(case: Case):
    session, heard = Session(case, ANN), []
    session.listen(heard.append)
    assert session.apply(rename_case(case.name), "Rename the case") == Changes()
    assert (heard, session.steps, session.unsaved) == ([], (), False)


def test_an_edit_that_is_refused_leaves_everything_as_it_was(kept: Session):
    before = kept.case
    with pytest.raises(UserError):
        kept.apply(set_severity([99], 1, ANN), "Score a row that is not there")
    assert (kept.case, kept.steps, kept.trail) == (before, (), ())


def test_the_history_tells_who_did_what(case: Case):
    session = Session(case, ANN)
    session.apply(rename_case("Family Q"), "Rename the case")
    session.reviewer = Reviewer("Bob")
    session.apply(set_severity([0], 5, Reviewer("Bob")), "Score row 2 as 5")
    assert [(step.label, step.by) for step in session.steps] == [
        ("Rename the case", "Ann"),
        ("Score row 2 as 5", "Bob"),
    ]


def test_a_case_without_a_file_is_unsaved_once_something_was_done(case: Case, tmp_path: Path):
    session = Session(case, ANN)
    assert (session.path, session.unsaved) == (None, False)
    session.apply(rename_case("Family Q"), "Rename the case")
    assert session.unsaved
    session.save_as(tmp_path / "family")
    assert session.path == tmp_path / "family.lifelanes"
    assert not session.unsaved
    session.close()
    assert read_case(tmp_path / "family.lifelanes").name == "Family Q"


def test_every_step_is_in_the_file_at_once(kept: Session, tmp_path: Path):
    kept.apply(add_batch(a_batch(kept.case, ("2014-01-01", "all", 4))), "Import more.csv")
    kept.apply(set_severity([2], 5, ANN), "Score row 2 as 5")
    kept.apply(rename_case("Family Q"), "Rename the case")
    kept.undo()
    now = kept.case
    kept.close()
    again = Session.open(tmp_path / "family.lifelanes", ANN)
    assert equal_cases(again.case, now)
    assert [(line.step.label, line.step.kind) for line in again.trail] == [
        ("Import more.csv", StepKind.DONE),
        ("Score row 2 as 5", StepKind.DONE),
        ("Rename the case", StepKind.DONE),
        ("Rename the case", StepKind.UNDONE),
    ]
    assert not again.can_undo, "undo is of this sitting"
    again.close()


def test_a_case_saved_under_another_name_takes_its_trail_along(kept: Session, tmp_path: Path):
    kept.apply(rename_case("Family Q"), "Rename the case")
    kept.keep_looking(Looking(event=1))
    kept.save_as(tmp_path / "copy.lifelanes")
    kept.apply(rename_case("Family R"), "Rename the copy")
    kept.close()
    assert read_case(tmp_path / "family.lifelanes").name == "Family Q"
    copy = Session.open(tmp_path / "copy.lifelanes", ANN)
    assert copy.case.name == "Family R"
    assert [line.step.label for line in copy.trail] == ["Rename the case", "Rename the copy"]
    assert copy.looking() == Looking(event=1)
    copy.close()


def test_saving_under_its_own_name_changes_nothing(kept: Session, tmp_path: Path):
    kept.save_as(tmp_path / "family")
    kept.apply(rename_case("Family Q"), "Rename the case")
    kept.close()
    assert read_case(tmp_path / "family.lifelanes").name == "Family Q"


def test_its_own_file_is_known_however_its_path_is_spelled(kept: Session, tmp_path: Path):
    (tmp_path / "beside").mkdir()
    for path in (tmp_path / "family", tmp_path / "beside" / ".." / "family.lifelanes"):
        assert kept.is_kept_in(path)
    assert not kept.is_kept_in(tmp_path / "other.lifelanes")


def test_what_was_looked_at_is_kept_apart_from_the_record(kept: Session, tmp_path: Path):
    looking = Looking(View(15000, 16000, (1,)), event=1, finding="relapse:0:2013-04-01")
    kept.keep_looking(looking)
    kept.close()
    again = Session.open(tmp_path / "family.lifelanes", ANN)
    assert (again.looking(), again.trail) == (looking, ())
    again.close()


def test_a_second_window_on_the_same_file_is_refused_in_words(kept: Session, tmp_path: Path):
    path = tmp_path / "family.lifelanes"
    with pytest.raises(UserError, match=r"family\.lifelanes could not be opened: it is open in another window"):
        Session.open(path, ANN)
    other = Session(kept.case, ANN)
    with pytest.raises(UserError, match=r"family\.lifelanes could not be saved: it is open in another window"):
        other.save_as(path)
    kept.apply(rename_case("Family Q"), "Rename the case")
    kept.close()
    Session.open(path, ANN).close()


def test_when_the_disk_is_full_the_case_stays_as_the_file_has_it(kept: Session, tmp_path: Path):
    path, heard = tmp_path / "family.lifelanes", []
    kept.listen(heard.append)
    kept.apply(rename_case("Family Q"), "Rename the case")
    before = kept.case
    large = a_batch(kept.case, *(("2014-01-01", "all", 4, "", {}, "words " * 50) for _ in range(2000)))
    with full_after(path.stat().st_size + 50_000):
        with pytest.raises(UserError, match=r"family\.lifelanes could not be written"):
            kept.apply(add_batch(large), "Import a large file")
        assert kept.case is before
        assert [step.label for step in kept.steps] == ["Rename the case"]
        assert len(heard) == 1
    kept.apply(add_batch(large), "Import it once there is room")
    now = kept.case
    kept.close()
    assert equal_cases(read_case(path), now)


def test_undo_that_cannot_be_written_is_not_done(kept: Session, tmp_path: Path):
    kept.apply(rename_case("Family Q"), "Rename the case")
    before = kept.case
    with full_after(100), pytest.raises(UserError, match="could not be written"):
        kept.undo()
    assert kept.case is before
    assert (kept.can_undo, kept.can_redo) == (True, False)
    kept.undo()
    kept.close()
    assert read_case(tmp_path / "family.lifelanes").name == "Untitled case"


def test_a_case_that_cannot_be_saved_elsewhere_stays_where_it_is(kept: Session, tmp_path: Path):
    with full_after(100), pytest.raises(UserError, match=r"copy\.lifelanes could not be saved"):
        kept.save_as(tmp_path / "copy")
    assert [path.name for path in tmp_path.iterdir() if "copy" in path.name] == []
    assert kept.path == tmp_path / "family.lifelanes"
    kept.apply(rename_case("Family Q"), "Rename the case")


def test_a_folder_that_is_not_there_is_said(case: Case, tmp_path: Path):
    with pytest.raises(UserError, match=r"x\.lifelanes could not be saved"):
        Session(case, ANN).save_as(tmp_path / "nowhere" / "x")


def test_a_long_history_shares_what_did_not_change():
    session = Session(a_large_case(2000), ANN)
    first = session.case.events
    assert first.position(5) >= 0
    for number in range(200):
        session.apply(set_severity([number], number % 6, ANN), f"Score row {number}")
    last = session.case.events
    assert last.text is first.text
    assert last.subjects is first.subjects
    assert vars(last)["_position"] is vars(first)["_position"]
    assert (last.duplicate_of == NO_DUPLICATE).all()
    for _ in range(200):
        session.undo()
    assert session.case.events is first
