"""Every page and dialog, opened in the real window: each control has a name, the Tab key goes through them all in the
order in which they are read and is caught nowhere, and at twice the usual size of type no words are cut."""

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from tests.widgets.audits import cut_words, missed, open_and_look, out_of_order, told, unnamed, walk, wants_tab
from tests.widgets.driver import Driver
from tests.widgets.import_driver import ImportDriver
from widgets.commands import COMMANDS

PAGES = (
    "case.returns", "case.scheme", "case.reviewer", "case.differences", "chart.export", "edit.history",
    "edit.duplicates", "edit.people", "edit.add", "edit.correct", "edit.split", "look.filter", "look.measures",
    "look.times", "look.seen_as", "chart.episode", "chart.bookmark", "code.finding.dismiss", "code.finding.note",
    "help.contents", "help.shortcuts", "help.about", "case.marking", "code.own_words",
)  # fmt: skip
"""The commands that open a page or a dialog of ours."""

OF_THE_SYSTEM = ("case.open", "case.import", "case.import_check", "case.join", "case.save_as", "chart.print")
"""The commands that ask the system for a file or a printer first."""

SMALL = (1280, 690)
"""What a small laptop leaves for a window."""


def complaints(window: QWidget) -> list[str]:
    """All that is amiss with a window for whoever has no mouse or does not see it."""
    visited = walk(window)
    return [
        *(f"no name: {words}" for words in unnamed(window)),
        *(f"not reached: {words}" for words in missed(window, visited)),
        *(f"back up: {words}" for words in out_of_order(visited)),
    ]


def fit_complaints(window: QWidget) -> list[str]:
    """All that does not fit on a small screen."""
    least = window.minimumSizeHint()
    if least.width() > SMALL[0] or least.height() > SMALL[1]:
        return [f"needs {least.toTuple()}"]
    window.resize(min(window.width(), SMALL[0]), min(window.height(), SMALL[1]))
    QApplication.processEvents()
    return cut_words(window)


@pytest.mark.parametrize("text_percent", [100, 200])
def test_every_page_can_be_used_without_a_mouse_and_read_at_any_size(driver: Driver, text_percent: int) -> None:
    driver.opens_sample()
    driver.window.settings.change(text_percent=text_percent)
    driver.gives("look.next_finding")
    driver.gives("look.next_record")
    amiss: dict[str, list[str]] = {}
    for command in PAGES:

        def look(page: QWidget, command: str = command) -> None:
            found = [*fit_complaints(page), *complaints(page)]
            if found:
                amiss[command] = found

        open_and_look(driver, command, look)
    assert amiss == {}


def widgets_alive() -> int:
    """How many widgets there are, once those that were to go are gone."""
    QApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return len(QApplication.allWidgets())


def test_a_page_that_was_closed_is_gone(driver: Driver) -> None:
    """Nothing of a case stays under the window once a page about it is closed, however often it is opened."""
    driver.opens_sample()
    driver.names_self()
    driver.gives("look.next_finding")
    driver.gives("look.next_record")
    left: dict[str, int] = {}
    for command in PAGES:
        open_and_look(driver, command, lambda _page: None)
        before = widgets_alive()
        for _time in range(2):
            open_and_look(driver, command, lambda _page: None)
        if more := widgets_alive() - before:
            left[command] = more
    assert left == {}


def test_a_question_that_was_answered_is_gone(driver: Driver) -> None:
    driver.imports("school_log.csv")
    before = widgets_alive()
    for _time in range(3):
        assert not driver.closes(QMessageBox.StandardButton.Cancel)
    assert widgets_alive() == before


def test_no_page_is_left_out() -> None:
    """A command with an ellipsis opens something; it has to be looked at here or be the system's."""
    opening = {command.id for command in COMMANDS if command.title.endswith("…")}
    known = {*PAGES, *OF_THE_SYSTEM, "look.find", "edit.mend", "chart.change_episode", "chart.bookmarks"}
    assert {command for command in opening - known if not command.startswith("panel.")} == set()


@pytest.mark.parametrize("text_percent", [100, 200])
def test_the_check_before_an_import(qtbot: QtBot, sample_files: dict[str, Path], text_percent: int) -> None:
    driver = ImportDriver(qtbot, sample_files)
    driver.window.settings.change(text_percent=text_percent)
    check = driver.imports_with_check(next(iter(sample_files)))
    # The lists over the columns are scrolled with the columns.
    found = [words for words in (*fit_complaints(check), *complaints(check)) if "MappingBar" not in words]
    assert found == []
    check.reject()


def test_the_whole_window_can_be_gone_through_with_the_tab_key(driver: Driver) -> None:
    driver.settles()
    assert complaints(driver.window) == []
    driver.opens_sample()
    driver.gives("look.next_record")
    driver.gives("look.table")
    driver.settles()
    assert [words for words in complaints(driver.window) if not words.startswith("back up")] == []
    driver.gives("look.next_finding")
    driver.gives("look.findings")
    driver.settles()
    assert [words for words in complaints(driver.window) if not words.startswith("back up")] == []
    assert driver.window.findings in walk(driver.window)
    driver.gives("look.phase")
    driver.settles()
    assert [words for words in complaints(driver.window) if not words.startswith("back up")] == []
    driver.gives("look.phase")
    driver.gives("look.record")
    driver.settles()
    visited = walk(driver.window)
    for part in (driver.window.chart, driver.window.area.overview, driver.window.events.records):
        assert part in visited, told(part)
    assert any(driver.window.record.isAncestorOf(part) for part in visited)


def test_shift_and_tab_lead_back(driver: Driver) -> None:
    driver.opens_sample()
    driver.settles()
    forward = walk(driver.window)
    forward[-1].setFocus(Qt.FocusReason.TabFocusReason)
    back = walk(driver.window, Qt.Key.Key_Backtab)
    assert {id(part) for part in back} >= {id(part) for part in forward[1:]}


def test_what_is_folded_or_behind_is_not_on_the_way_of_the_tab_key(driver: Driver) -> None:
    driver.opens_sample()
    driver.gives("look.panels.first")
    driver.window.events.set_folded(True)
    driver.settles()
    assert driver.window.events.records not in wants_tab(driver.window)
    assert driver.window.events.records not in walk(driver.window)


def test_at_twice_the_size_no_words_of_the_window_are_cut(driver: Driver) -> None:
    driver.window.settings.change(text_percent=200)
    driver.window.resize(1280, 720)
    for _turn in range(3):
        driver.settles()
    assert cut_words(driver.window) == []
    driver.opens_sample()
    driver.gives("look.panels.first")
    driver.settles()
    assert driver.window.minimumSizeHint().width() <= 1280 and driver.window.width() == 1280
    assert cut_words(driver.window) == []
    driver.gives("look.next_record")
    driver.gives("look.panels.tables")
    driver.settles()
    assert driver.window.size().toTuple() == (1280, 720)
    assert cut_words(driver.window) == []
