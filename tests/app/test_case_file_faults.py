"""Case files that are damaged, newer, of another kind or interrupted: said in one sentence, and nothing lost."""

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.case.checks import find_problems
from app.case.edits import Reviewer, rename_case
from app.errors import UserError
from app.session import Session
from app.storage.case_file import CaseFile, read_case
from app.workspace import Looking
from tests.app.case_builder import a_full_case, a_large_case

ANN = Reviewer("Ann")


def test_a_file_that_is_not_there_is_said(tmp_path: Path):
    for reader in (read_case, CaseFile.open):
        with pytest.raises(UserError, match=r"x\.lifelanes is not in the folder"):
            reader(tmp_path / "x.lifelanes")
    assert list(tmp_path.iterdir()) == [], "and no empty file is left behind"


def other_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE notes (text)")


@pytest.mark.parametrize(
    "make",
    [
        lambda path: path.write_bytes(b""),
        lambda path: path.write_text("Date,Event\n2013-01-01,x\n" * 100, "utf-8"),
        other_database,
    ],
    ids=["empty", "a spreadsheet", "another database"],
)
def test_a_file_of_another_kind_is_refused_and_left_alone(make, tmp_path: Path):
    path = tmp_path / "x.lifelanes"
    make(path)
    before = path.read_bytes()
    for reader in (read_case, CaseFile.open):
        with pytest.raises(UserError, match="no Lifelanes case file"):
            reader(path)
    assert path.read_bytes() == before


def spoilt_file(folder: Path, *statements: str) -> Path:
    path = folder / "case.lifelanes"
    CaseFile.create(path, a_full_case()).close()
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()
    return path


def test_a_file_of_a_newer_version_is_refused(tmp_path: Path):
    path = spoilt_file(tmp_path, "PRAGMA user_version = 99")
    with pytest.raises(UserError, match=r"case\.lifelanes was made by a newer version of Lifelanes"):
        CaseFile.open(path)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM case_record",
        "DELETE FROM sheet_row",
        "DROP TABLE event_child",
        "UPDATE case_record SET scheme = '{}'",
        "UPDATE event SET precision = 'perhaps'",
        "UPDATE event SET first_day = 'someday'",
        "UPDATE event SET severity = 7",
        "UPDATE event SET severity = 7000",
        "UPDATE event SET categories = '[\"lice\"]'",
        "UPDATE event SET categories = 'hygiene'",
        "UPDATE event SET agency = 12",
        "UPDATE event_child SET child = child + 4",
        "UPDATE event_child SET event = event + 100",
        "UPDATE child SET away = 'often'",
        "UPDATE child SET name = 'Perry'",
        "UPDATE source SET id = id + 10",
        "UPDATE sheet_row SET kind = 'other'",
    ],
)
def test_a_file_whose_contents_do_not_hold_together_is_refused(statement: str, tmp_path: Path):
    path = spoilt_file(tmp_path, statement)
    with pytest.raises(UserError, match=r"case\.lifelanes (is damaged|could not be)"):
        CaseFile.open(path)


@settings(max_examples=40, deadline=None)
@given(at=st.integers(0, 60_000), size=st.integers(1, 4000), byte=st.integers(0, 255))
def test_a_damaged_file_is_said_or_read_as_a_sound_case(at: int, size: int, byte: int, tmp_path_factory):
    path = tmp_path_factory.mktemp("damaged") / "case.lifelanes"
    CaseFile.create(path, a_full_case()).close()
    held = bytearray(path.read_bytes())
    at %= len(held)
    held[at : at + size] = bytes([byte]) * len(held[at : at + size])
    path.write_bytes(held)
    try:
        file, case = CaseFile.open(path)
    except UserError as error:
        assert path.name in error.message
        return
    file.close()
    assert find_problems(case) == []


def test_a_trail_that_cannot_be_read_is_said(tmp_path: Path):
    path = spoilt_file(tmp_path, "INSERT INTO step VALUES (1, '2026-01-01', 'Ann', 'perhaps', 'x', '{}')")
    with pytest.raises(UserError, match=r"case\.lifelanes is damaged"):
        Session.open(path, ANN)
    read_case(path)


def test_a_view_of_another_version_is_no_damage(tmp_path: Path):
    path = spoilt_file(tmp_path, "UPDATE looking SET value = '{\"view\": 7}'")
    session = Session.open(path, ANN)
    assert session.looking() == Looking()
    session.close()


def test_a_file_cut_short_is_said(tmp_path: Path):
    path = tmp_path / "case.lifelanes"
    CaseFile.create(path, a_full_case()).close()
    path.write_bytes(path.read_bytes()[:9000])
    with pytest.raises(UserError, match="it is damaged"):
        CaseFile.open(path)


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="may write everywhere")
def test_a_file_that_may_only_be_read_can_be_read_but_not_held(tmp_path: Path):
    path = tmp_path / "case.lifelanes"
    CaseFile.create(path, a_full_case()).close()
    path.chmod(0o400)
    assert read_case(path).name == "Family Q"
    with pytest.raises(UserError, match="may only be read"):
        CaseFile.open(path)


CODE_UNTIL_KILLED = """
import sys
from pathlib import Path
from app.case.edits import Reviewer, set_severity
from app.session import Session

session = Session.open(Path(sys.argv[1]), Reviewer("Ann"))
number = 0
while True:
    number += 1
    session.apply(set_severity([0], number % 6, Reviewer("Ann")), f"step {number}")
    print(number, flush=True)
"""


def test_a_step_that_was_done_survives_the_program(tmp_path: Path):
    path = tmp_path / "case.lifelanes"
    CaseFile.create(path, a_full_case()).close()
    root = Path(__file__).parents[2]
    with subprocess.Popen(
        [sys.executable, "-c", CODE_UNTIL_KILLED, str(path)], stdout=subprocess.PIPE, text=True, cwd=root
    ) as working:
        assert working.stdout
        done = [int(working.stdout.readline()) for _ in range(50)]
        working.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
        done += [int(line) for line in working.stdout.read().split()]
    session = Session.open(path, ANN)
    steps = [line.step.label for line in session.trail]
    assert steps[: len(done)] == [f"step {number}" for number in done]
    assert session.case.events.severity[0] == len(steps) % 6
    session.close()


DIE_WHILE_WRITING = """
import os, signal, sqlite3, sys

connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA cache_size = 5")
connection.execute("BEGIN EXCLUSIVE")
connection.execute("CREATE TABLE more (text)")
connection.executemany("INSERT INTO more VALUES (?)", [("x" * 500,)] * 3000)
os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
"""


def test_what_a_crash_left_beside_a_deleted_case_does_not_go_into_the_next_of_that_name(tmp_path: Path):
    path = tmp_path / "case.lifelanes"
    CaseFile.create(path, a_large_case(1000)).close()
    subprocess.run([sys.executable, "-c", DIE_WHILE_WRITING, str(path)], check=False)
    assert (tmp_path / "case.lifelanes-journal").stat().st_size > 0, "or the test would show nothing"
    path.unlink()
    CaseFile.create(path, a_full_case()).close()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert list(tmp_path.iterdir()) == [path]


def test_what_a_power_cut_left_of_saving_goes_when_the_case_is_opened(tmp_path: Path):
    path = tmp_path / "case.lifelanes"
    CaseFile.create(path, a_full_case()).close()
    long_ago, torn = path.stat().st_mtime - 7200, tmp_path / ".case.lifelanes.new"
    others = [tmp_path / ".other.lifelanes.new", tmp_path / ".case.lifelanes.new-journal"]
    for left in (torn, *others):
        left.write_text("text of the case", "utf-8")
    for left in (torn, others[0]):
        os.utime(left, (long_ago, long_ago))
    CaseFile.open(path)[0].close()
    assert sorted(tmp_path.iterdir()) == sorted([path, *others]), "another window may be writing what is new"


@pytest.mark.skipif(os.name == "nt", reason="Windows lets nobody take away a file that is open")
@pytest.mark.parametrize("replaced", [False, True])
def test_a_case_whose_file_was_taken_away_says_so_and_can_be_saved_under_its_old_name(replaced: bool, tmp_path: Path):
    path, other = tmp_path / "Llŷn review.lifelanes", tmp_path / "other.lifelanes"
    session = Session(a_full_case(), Reviewer("Ann"))
    session.save_as(path)
    if replaced:
        CaseFile.create(other, a_full_case()).close()
        other.replace(path)
    else:
        path.unlink()
    with pytest.raises(UserError, match="moved, deleted or replaced by another program"):
        session.apply(rename_case("Family R"), "Rename the case")
    session.save_as(path)
    session.apply(rename_case("Family R"), "Rename the case")
    session.close()
    assert read_case(path).name == "Family R", "saving under the old name really saves"
