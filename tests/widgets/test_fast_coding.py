"""A row every few seconds: codes for one row or many from the keyboard, confirm and go on, who did what."""

import pytest

from app.case.codes import has_suggestion
from app.case.edits import add_batch
from app.case.event_table import CodeFrom
from app.case.scheme import default_scheme
from tests.app.case_builder import Row, a_batch
from tests.widgets.driver import Driver
from widgets.events.category_letters import letter_for, letters_of

SUGGESTED = CodeFrom.LEXICON


@pytest.fixture
def rows(driver: Driver) -> Driver:
    """The reviewer, named, in the table with six short rows, some of which are suggestions."""
    session = driver.window.bridge.session
    told = [
        Row("2013-03-01", "Perry", 2, "hygiene", {}, "Head lice again.", severity_from=SUGGESTED),
        Row("2013-03-02", "Perry", 3, "nutrition", {}, "Hungry."),
        Row("2013-03-03", "Perry", 1, "", {}, "Telephone call.", severity_from=SUGGESTED),
        Row("2013-03-04", "Perry", None, "", {}, "Letter."),
        Row("2013-03-05", "Perry", 4, "", {}, "Injured.", severity_from=SUGGESTED),
        Row("2013-03-06", "Perry", 0, "", {}, "Clean."),
    ]
    session.apply(add_batch(a_batch(session.case, *told, new_children=["Perry"])), "Import log")
    driver.names_self()
    driver.chooses_record(0)
    driver.window.events.records.setFocus()
    return driver


def severities(driver: Driver) -> list[str]:
    return [driver.cell(event, "Severity") for event in range(6)]


def test_enter_confirms_and_goes_to_the_next_suggestion(rows: Driver) -> None:
    rows.presses("Return")
    assert severities(rows)[:3] == ["2", "3", "1 (suggested)"]
    assert rows.row_chosen == 2 and rows.record_shown == 2
    rows.presses("3")
    rows.presses("Return")
    rows.presses("Return")
    assert severities(rows) == ["2", "3", "3", "–", "4", "0"]
    assert not has_suggestion(rows.case.events).any()


def test_several_rows_are_scored_and_confirmed_at_once_in_one_step(rows: Driver) -> None:
    rows.presses("Shift+Down")
    rows.presses("Shift+Down")
    assert rows.window.events.records.selected == (0, 1, 2)
    rows.presses("5")
    assert severities(rows)[:3] == ["5", "5", "5"]
    assert rows.window.events.records.selected == (0, 1, 2)
    assert "Code 3 rows: severity 5" in rows.message
    rows.presses("Ctrl+Z")
    assert severities(rows)[:3] == ["2 (suggested)", "3", "1 (suggested)"]


def test_a_letter_puts_rows_in_a_category_and_takes_them_out(rows: Driver) -> None:
    letter = letter_for(default_scheme(), "nutrition")
    rows.presses("Shift+Down")
    rows.presses(letter)
    assert [rows.cell(event, "Categories") for event in (0, 1)] == ["Hygiene, Nutrition", "Nutrition"]
    rows.presses(letter)
    assert [rows.cell(event, "Categories") for event in (0, 1)] == ["Hygiene", "–"]


def test_a_letter_that_is_no_category_does_nothing(rows: Driver) -> None:
    before = rows.case
    spare = next(letter for letter in "QXZJK" if letter not in letters_of(default_scheme()))
    rows.presses(spare)
    assert rows.case is before


def test_every_category_has_a_letter_of_its_own_and_shows_it() -> None:
    scheme = default_scheme()
    letters = letters_of(scheme)
    assert sorted(letters.values()) == sorted(item.key for item in scheme.categories)
    assert "F" not in letters
    assert letter_for(scheme, "nutrition") == "N"


def test_the_record_says_who_changed_what_and_from_what(rows: Driver) -> None:
    rows.presses("4")
    words = rows.words_on_record()
    assert "Changes to this record" in words
    assert "severity from 2 to 4 (A. Reviewer, " in words
    rows.chooses_record(2)
    rows.presses("Ctrl+Return")
    assert "severity confirmed (A. Reviewer, " in rows.words_on_record()
    rows.presses("Ctrl+Z")
    assert "taken back: " in rows.words_on_record()


def test_row_after_row_is_coded_without_the_mouse(rows: Driver) -> None:
    for rank in ("1", "2", "3", "4", "5", "0"):
        rows.presses(rank)
        rows.presses("Down")
    assert severities(rows) == ["1", "2", "3", "4", "5", "0"]
