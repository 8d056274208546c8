"""Pairs of records that may tell one event: shown side by side, decided with one key, taken back at any time."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from app.case.checks import equal_cases
from app.case.duplicate_edits import undecided_twins
from app.intake import read_files
from tests.widgets.answers import answering, press_button
from tests.widgets.import_driver import ImportDriver
from widgets.duplicates.duplicates_page import DuplicatesPage
from widgets.duplicates.pairs import Stand, stand_of

FILES = ("csc_chronology.xlsx", "school_log.csv", "health.xlsx")


@pytest.fixture
def driver(qtbot: QtBot, sample_files: dict[str, Path]) -> ImportDriver:
    """A reviewer with the returns of three agencies."""
    driver = ImportDriver(qtbot, sample_files)
    driver.imports(*FILES)
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


def test_repeats_beyond_doubt_are_announced_and_count_once_as_on_the_command_line(
    driver: ImportDriver, sample_files: dict[str, Path]
) -> None:
    case = driver.case
    repeats = len(undecided_twins(case))
    assert f"{repeats} rows tell an event that another row tells; each counts once." in driver.message
    told = read_files([sample_files[name] for name in FILES], case.scheme).case
    assert equal_cases(replace(told, name=case.name), case), "the window and the command line read alike"
    look = driver.window.message_bar.offers[1]
    assert look.words == "Look at repeats…"
    look.deed()
    driver.waits()
    page = driver.window.pages.duplicates
    assert page is not None and f"{repeats} pairs were taken for one event when they came in" in page.summary.text()
    page.close()


def test_all_that_was_taken_for_repeats_can_count_separately(driver: ImportDriver) -> None:
    page = page_of(driver)
    repeats, counted = len(undecided_twins(driver.case)), int(driver.case.events.counted.sum())
    page.show_pair(next(pair for pair in page.pairs if stand_of(driver.case, pair) is Stand.ASSUMED))
    press(page, Qt.Key.Key_S)
    page.apart.click()
    assert int(driver.case.events.counted.sum()) == counted + repeats - 1, "what a person decided stays"
    assert not page.apart.isVisible() and not undecided_twins(driver.case)
    driver.imports("gp_summary.xls")
    assert not {pair.twin for pair in page.pairs} & set(undecided_twins(driver.case)), (
        "nor does the next file undo that"
    )
    page.close()


def test_one_key_decides_and_goes_on_to_the_next(driver: ImportDriver) -> None:
    page = page_of(driver)
    page.apart.click()
    first, waiting = page.chosen, open_pairs(page, driver)
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
    assert open_pairs(page, driver) == waiting - 2
    page.close()


def open_pairs(page: DuplicatesPage, driver: ImportDriver) -> int:
    count = sum(stand_of(driver.case, pair) is Stand.OPEN for pair in page.pairs)
    assert page.summary.text().startswith(f"{count} pair")
    return count


def test_decisions_are_taken_back(driver: ImportDriver) -> None:
    page = page_of(driver)
    first = page.chosen
    assert first is not None
    stood = stand_of(driver.case, first)
    press(page, Qt.Key.Key_S)
    driver.window.coding.undo()
    assert stand_of(driver.case, first) is stood
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
