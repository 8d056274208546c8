"""A reviewer's codes: set from the keyboard or beside the record, shown as theirs, taken back."""

import pytest

from app.case.edits import add_batch
from app.case.event_table import CodeFrom
from tests.app.case_builder import Row, a_batch
from tests.widgets.driver import Driver
from widgets.parts.rank_combo import RankCombo


@pytest.fixture
def two_children(driver: Driver) -> Driver:
    """The reviewer with four short rows about two children."""
    session = driver.window.bridge.session
    rows = [
        Row("2013-03-01", "Perry", 2, "hygiene", {}, "Head lice again.", "School"),
        Row("2013-03", "all", 3, "nutrition", {"Perry": 2}, "Hungry.", severity_from=CodeFrom.LEXICON),
        Row("2013-04-01", "Robin", None, "", {}, "Telephone call."),
        Row("2013-05-01", "all", 4, "", {}, "Home visit.", by_child={"Robin": 2}),
    ]
    session.apply(add_batch(a_batch(session.case, *rows, new_children=["Perry", "Robin"])), "Import log")
    return driver


def test_unscored_suggested_and_confirmed_look_different(two_children: Driver) -> None:
    told = [two_children.cell(event, "Severity") for event in range(4)]
    assert told == ["2", "3 (suggested)", "–", "4; Robin 2"]
    table = two_children.window.events.records
    assert table.index_of(1, 3).data(6).italic(), "a suggestion is in italics"
    assert table.index_of(0, 3).data(6) is None


def test_a_date_is_shown_as_written_with_what_it_is(two_children: Driver) -> None:
    assert two_children.cell(0, "Date") == "1 Mar 2013"
    assert two_children.cell(1, "Date") == "2013-03 (month)"
    two_children.chooses_record(1)
    assert "read as 1 March 2013 to 31 March 2013 (month)" in two_children.words_on_record()


def test_a_digit_in_the_table_scores_and_ctrl_z_takes_it_back(two_children: Driver) -> None:
    two_children.chooses_record(2)
    two_children.scores(4)
    assert two_children.cell(2, "Severity") == "4"
    assert "set by A. Reviewer" in two_children.words_on_record()
    assert two_children.window.actions_by_id["edit.undo"].text() == "&Undo: Code row 4: severity 4"
    two_children.presses("Ctrl+Z")
    assert two_children.cell(2, "Severity") == "–"
    two_children.presses("Ctrl+Shift+Z")
    assert two_children.cell(2, "Severity") == "4"


def test_the_name_is_asked_once(two_children: Driver) -> None:
    two_children.chooses_record(0)
    two_children.scores(1)
    two_children.chooses_record(2)
    two_children.presses("Alt+5")
    assert two_children.cell(2, "Severity") == "5"
    assert two_children.window.reviewing.button.text() == "Reviewer: A. Reviewer"


def test_each_child_can_have_a_severity_of_its_own(two_children: Driver) -> None:
    two_children.names_self()
    two_children.chooses_record(1)
    two_children.picks(RankCombo, "Severity of Robin", 1)
    assert two_children.cell(1, "Severity") == "3; Robin 1"


def test_a_level_is_set_for_one_child(two_children: Driver) -> None:
    two_children.names_self()
    two_children.chooses_record(0)
    two_children.picks(RankCombo, "Level of Perry", 4)
    assert two_children.cell(0, "Level") == "4 Child protection plan"


def test_ticking_a_category_adds_it(two_children: Driver) -> None:
    two_children.names_self()
    two_children.chooses_record(0)
    two_children.ticks("Nutrition")
    assert two_children.cell(0, "Categories") == "Hygiene, Nutrition"
    two_children.ticks("Hygiene")
    assert two_children.cell(0, "Categories") == "Nutrition"


def test_suggested_codes_are_confirmed_in_one_step(two_children: Driver) -> None:
    two_children.names_self()
    two_children.chooses_record(1)
    two_children.presses("Ctrl+Return")
    assert two_children.cell(1, "Severity") == "3"
    two_children.presses("Ctrl+Z")
    assert two_children.cell(1, "Severity") == "3 (suggested)"


def test_nothing_is_coded_where_no_name_is_given(two_children: Driver) -> None:
    two_children.chooses_record(2)
    two_children.refuses_name()
    assert two_children.cell(2, "Severity") == "–"


def test_coding_does_not_move_rows_about(two_children: Driver) -> None:
    two_children.names_self()
    two_children.sorts_by("Severity")
    order = two_children.rows_in_order
    two_children.chooses_record(order[0])
    two_children.scores(5)
    assert two_children.rows_in_order == order
    assert two_children.row_chosen == order[0]
