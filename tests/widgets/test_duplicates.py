"""Pairs of records that may tell one event: shown side by side, decided with one key, taken back at any time."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from tests.widgets.answers import answering, press_button
from tests.widgets.import_driver import ImportDriver
from widgets.duplicates.duplicates_page import DuplicatesPage
from widgets.duplicates.pairs import Stand, stand_of


@pytest.fixture
def driver(qtbot: QtBot, sample_files: dict[str, Path]) -> ImportDriver:
    """A reviewer with the returns of three agencies."""
    driver = ImportDriver(qtbot, sample_files)
    driver.imports("csc_chronology.xlsx", "school_log.csv", "health.xlsx")
    driver.names_self()
    return driver


def page_of(driver: ImportDriver) -> DuplicatesPage:
    driver.gives("edit.duplicates")
    driver.waits()
    page = driver.window.pages.duplicates
    assert page is not None and page.isVisible()
    return page


def press(page: DuplicatesPage, key: Qt.Key) -> None:
    page.activateWindow()
    QTest.qWaitForWindowActive(page)
    page.table.setFocus()
    QTest.keyClick(page.table, key)


def test_both_sources_stand_side_by_side_with_the_reason(driver: ImportDriver) -> None:
    page = page_of(driver)
    pair = page.chosen
    assert pair is not None and "Likeness" in page.why.text()
    assert page.kept.place.text() != page.twin.place.text()
    assert driver.case.events.text[driver.case.events.position(pair.kept)] in page.kept.words.text()
    page.close()


def test_one_key_decides_and_goes_on_to_the_next(driver: ImportDriver) -> None:
    page = page_of(driver)
    first, count = page.chosen, len(page.pairs)
    counted = int(driver.case.events.counted.sum())
    assert first is not None
    press(page, Qt.Key.Key_S)
    assert stand_of(driver.case, first) is Stand.SAME
    assert int(driver.case.events.counted.sum()) == counted - 1, "told twice, counted once"
    second = page.chosen
    assert second is not None and second != first
    press(page, Qt.Key.Key_N)
    assert stand_of(driver.case, second) is Stand.TWO
    third = page.chosen
    press(page, Qt.Key.Key_Space)
    assert page.chosen not in (first, second, third), "what is left for later is passed over"
    assert f"{count - 2} pairs of {count}" in page.summary.text()
    page.close()


def test_decisions_are_taken_back(driver: ImportDriver) -> None:
    page = page_of(driver)
    first = page.chosen
    assert first is not None
    press(page, Qt.Key.Key_S)
    driver.window.coding.undo()
    assert stand_of(driver.case, first) is Stand.OPEN
    page.close()
    page = page_of(driver)
    for key in (Qt.Key.Key_S, Qt.Key.Key_N):
        page.table.selectRow(page.pairs.index(first))
        press(page, key)
        page.table.selectRow(page.pairs.index(first))
        assert "Decided" in page.why.text()
        page.later.click()
        assert stand_of(driver.case, first) is Stand.OPEN
    page.close()


def test_decided_pairs_are_found_again(driver: ImportDriver) -> None:
    page = page_of(driver)
    first, count = page.chosen, len(page.pairs)
    press(page, Qt.Key.Key_N)
    page.close()
    page = page_of(driver)
    assert len(page.pairs) == count
    assert first is not None and any((pair.kept, pair.twin) == (first.kept, first.twin) for pair in page.pairs)
    page.close()


def test_without_a_name_nothing_is_decided(qtbot: QtBot, sample_files: dict[str, Path]) -> None:
    driver = ImportDriver(qtbot, sample_files)
    driver.imports("csc_chronology.xlsx", "school_log.csv")
    page = page_of(driver)
    before = driver.case
    with answering(lambda dialog: dialog.reject()):
        page.same.click()
    assert driver.case is before and "name" in page.bar.words
    page.close()


def test_another_case_puts_the_page_away(driver: ImportDriver) -> None:
    page_of(driver)
    with answering(lambda dialog: press_button(dialog, QMessageBox.StandardButton.Discard)):
        driver.gives("case.new")
    assert driver.window.pages.duplicates is None


def test_a_search_that_is_cancelled_says_so(driver: ImportDriver) -> None:
    driver.gives("edit.duplicates")
    driver.cancels()
    page = driver.window.pages.duplicates
    assert page is not None and "cancelled" in page.summary.text() and not page.same.isEnabled()
    page.close()


def test_closing_the_window_closes_the_page(driver: ImportDriver) -> None:
    page_of(driver)
    driver.leaves()
    assert driver.window.pages.duplicates is None
