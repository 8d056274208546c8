"""Two people code copies of a case; one joins the other's copy and decides where they differ."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.case.dates import exactly
from app.case.disagreements import value_of, waiting
from app.case.edits import Reviewer, add_event, set_categories, set_level, set_severity
from app.case.model import Case, Edit, Settled
from app.session import Session
from tests.app.case_builder import Row, a_case
from tests.widgets.answers import answering, choose_files
from tests.widgets.import_driver import ImportDriver, cells
from widgets.agreement.agreement_page import AgreementPage

ANN, BEN = Reviewer("Ann Rowe"), Reviewer("Ben Hale")


def a_start() -> Case:
    return a_case(
        ["Perry", "Robin"],
        Row("2012-01-01", "Perry", 2, "hygiene", {}, "Head lice again; letter home.", "School"),
        Row("2012-02-01", "all", 3, "hygiene", {}, "Both children unwashed.", "School"),
        Row("2013-03-01", "Robin", None, "", {}, "Home visit, no food in the kitchen.", "Health visiting"),
        Row("2013-04-01", "all", 1, "nutrition", {}, "Hungry on arrival.", "School"),
    )


@pytest.fixture
def driver(qtbot: QtBot, tmp_path: Path, sample_files: dict[str, Path]) -> ImportDriver:
    """Ann at her copy; Ben's copy lies beside it."""
    path = tmp_path / "case.lifelanes"
    first = Session(a_start(), ANN)
    first.save_as(path)
    first.close()
    copy = tmp_path / "bens.lifelanes"
    copy.write_bytes(path.read_bytes())
    work(copy, BEN, [
        lambda by: set_severity([0], 4, by),
        lambda by: set_severity([1], 3, by),
        lambda by: set_categories([1], ["hygiene", "emotional"], by),
        lambda by: set_level([2], 1, 2, by),
        lambda by: add_event(exactly(date(2014, 1, 1)), "Ben found this in the minutes.", [0], by),
    ])  # fmt: skip
    work(path, ANN, [
        lambda by: set_severity([0], 1, by),
        lambda by: set_severity([1], 2, by),
        lambda by: set_categories([1], ["hygiene"], by),
        lambda by: set_severity([3], 2, by),
    ])  # fmt: skip
    driver = ImportDriver(qtbot, sample_files)
    driver.opens(path)
    driver.names_self()
    with answering(lambda dialog: choose_files(dialog, [copy])):
        driver.gives("case.join")
    driver.waits()
    return driver


def work(path: Path, by: Reviewer, steps: list[Callable[[Reviewer], Edit]]) -> None:
    session = Session.open(path, by)
    for step in steps:
        session.apply(step(by), "a step")
    session.close()


def page_of(driver: ImportDriver) -> AgreementPage:
    page = driver.window.joining.page
    assert page is not None and page.isVisible()
    return page


def test_what_one_did_is_taken_over_and_what_both_did_waits(driver: ImportDriver) -> None:
    page, case = page_of(driver), driver.case
    assert "Ben found this in the minutes." in case.events.text
    assert value_of(case, 2, "level", "Robin") == "2" and value_of(case, 3, "severity") == "[2,{}]"
    assert page.summary.text() == "0 of 3 decided."
    assert [row[1] for row in cells(page.model)] == ["Severity", "Severity", "Categories"]
    assert page.left.title() == "Left: Ann Rowe" and page.right.title() == "Right: Ben Hale"
    assert "Head lice again" in page.about.text() and "row 2" in page.where.text()
    assert "weighted kappa not told: too few rows" in page.measured.text()
    page.close()


def test_each_is_decided_with_a_key_left_and_resumed(driver: ImportDriver) -> None:
    page = page_of(driver)
    QTest.keyClick(page.table, Qt.Key.Key_R)
    assert value_of(driver.case, 0, "severity") == "[4,{}]"
    assert driver.case.events.severity_by[driver.case.events.position(0)] == "Ben Hale"
    page.close()
    driver.gives("case.differences")
    page = page_of(driver)
    assert page.summary.text() == "1 of 3 decided."
    page.activateWindow()
    page.own.ranks.setCurrentIndex(1)
    page.own.take.click()
    assert value_of(driver.case, 1, "severity") == "[0,{}]"
    page.take_left.click()
    assert page.summary.text() == "3 of 3 decided." and not waiting(driver.case)
    item = driver.case.disagreements[0]
    assert (item.settled, item.mine, item.mine_by, item.theirs, item.theirs_by) == (
        Settled.THEIRS, "[1,{}]", "Ann Rowe", "[4,{}]", "Ben Hale",
    )  # fmt: skip
    assert item.by and item.on
    page.undo_asked.emit()
    assert page.summary.text() == "2 of 3 decided."
    page.close()


def test_what_is_taken_back_is_shown_again(driver: ImportDriver) -> None:
    page = page_of(driver)
    first = page.chosen
    QTest.keyClick(page.table, Qt.Key.Key_L)
    second = page.chosen
    QTest.keyClick(page.table, Qt.Key.Key_R)
    assert len({first, second, page.chosen}) == 3
    page.undo_asked.emit()
    assert page.chosen == second
    page.undo_asked.emit()
    assert page.chosen == first and "to decide" in cells(page.model)[page.table.currentIndex().row()]
    page.close()


def test_a_category_that_the_scheme_does_not_know_is_said_to_be_none(driver: ImportDriver) -> None:
    page = page_of(driver)
    of_categories = next(row for row, words in enumerate(cells(page.model)) if words[1] == "Categories")
    page.table.selectRow(of_categories)
    page.own.words.setText("hygiene, washing")
    page.own.take.click()
    assert page.bar.isVisible() and "no category called: washing" in page.bar.words
    assert page.summary.text() == "0 of 3 decided."
    page.own.words.setText("hygiene")
    page.own.take.click()
    assert not page.bar.isVisible() and page.summary.text() == "1 of 3 decided."
    page.close()


def test_the_whole_join_is_one_step_that_can_be_undone(driver: ImportDriver) -> None:
    page_of(driver).close()
    driver.window.coding.undo()
    assert driver.case.disagreements == () and "Ben found this in the minutes." not in driver.case.events.text
