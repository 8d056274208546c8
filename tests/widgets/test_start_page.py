"""A person's first minute: what the start page offers, by mouse and by keyboard."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolButton

from app.settings import load
from tests.widgets.driver import Driver


def words_on(driver: Driver) -> str:
    """All that the start page says."""
    parts = [
        part for kind in (QLabel, QPushButton, QToolButton) for part in driver.window.start_page.findChildren(kind)
    ]
    return "\n".join(part.text() for part in parts if part.isVisible())


def presses_button(driver: Driver, name: str) -> None:
    """Presses the small button that a screen reader calls so."""
    buttons = driver.window.start_page.findChildren(QToolButton)
    button = next(one for one in buttons if one.isVisible() and name in (one.accessibleName(), one.text()))
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def kept(driver: Driver, *paths: Path) -> None:
    """Cases that were saved, and the start page again."""
    driver.imports("school_log.csv")
    for path in paths:
        driver.saves_as(path)
    driver.gives("case.close")
    driver.settles()


def test_it_says_what_the_program_does_and_that_nothing_leaves(driver: Driver) -> None:
    said = words_on(driver)
    assert "one lane for each child" in said and "Nothing leaves this computer" in said
    assert "drop files" in said
    assert not driver.window.area.tabs.isVisible(), "there are no views to choose from yet"


@pytest.mark.parametrize("way", ["Import chronologies…", "Open a case…", "Open the sample case", "Take the tour"])
def test_each_way_to_begin_is_reached_by_keyboard(driver: Driver, way: str) -> None:
    driver.settles()
    reached: list[str] = []
    for _ in range(12):
        QTest.keyClick(QApplication.focusWidget() or driver.window, Qt.Key.Key_Tab)
        part = QApplication.focusWidget()
        if isinstance(part, QPushButton):
            reached.append(part.text())
    assert way in reached


def test_files_dropped_on_it_become_a_case(driver: Driver) -> None:
    driver.drops("school_log.csv", "housing.docx")
    assert len(driver.window.bridge.case.sources) == 2
    assert not driver.window.start_page.isVisible()


def test_once_files_are_read_the_chart_has_the_keyboard(driver: Driver) -> None:
    driver.drops("school_log.csv", "gp_summary.xls")
    driver.settles()
    assert driver.window.focusWidget() is driver.window.chart


def test_a_case_that_is_gone_says_so_and_can_be_forgotten(driver: Driver, tmp_path: Path) -> None:
    kept(driver, tmp_path / "one.lifelanes", tmp_path / "two.lifelanes")
    (tmp_path / "one.lifelanes").unlink()
    driver.window.start_page.show_recent([Path(name) for name in driver.window.settings.now.recent])
    driver.settles()
    assert "one.lifelanes: no longer there" in words_on(driver)
    presses_button(driver, "Forget one.lifelanes")
    driver.settles()
    assert "one.lifelanes" not in words_on(driver) and "two.lifelanes" in words_on(driver)
    assert [Path(name).name for name in load()[0].recent] == ["two.lifelanes"]


def test_all_can_be_forgotten_at_once_and_the_files_stay(driver: Driver, tmp_path: Path) -> None:
    kept(driver, tmp_path / "one.lifelanes", tmp_path / "two.lifelanes")
    presses_button(driver, "Forget all")
    driver.settles()
    assert ".lifelanes" not in words_on(driver) and "Recent" not in words_on(driver)
    assert load()[0].recent == () and (tmp_path / "two.lifelanes").is_file()


def test_everything_fits_a_small_window_with_large_text(driver: Driver) -> None:
    driver.window.settings.change(text_percent=200)
    driver.window.resize(900, 600)
    driver.settles()
    page = driver.window.start_page
    assert page.horizontalScrollBar().maximum() == 0
    driver.window.settings.change(text_percent=100)
