"""What a reviewer who works from the keyboard met on a first day: each was once otherwise."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QTabBar, QWidget

from app.case.dates import exactly
from app.case.edits import Reviewer, mend_rejected_row
from tests.widgets.driver import Driver
from widgets.commands import GO_TO
from widgets.parts.message_bar import Tone
from widgets.parts.plain_table import RowsView

TAB, ENTER, END, HOME = Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_End, Qt.Key.Key_Home


@pytest.fixture
def school(driver: Driver) -> Driver:
    """The reviewer with a school log read, and a name given."""
    driver.imports("school_log.csv")
    driver.names_self()
    return driver


def keyboard_at(driver: Driver) -> QWidget:
    """What has the keyboard."""
    there = driver.window.focusWidget()
    assert there is not None
    return there


def press(driver: Driver, key: Qt.Key) -> None:
    """Press a key where the keyboard is."""
    QTest.keyClick(keyboard_at(driver), key)
    QApplication.processEvents()


def test_enter_presses_the_button_that_has_the_keyboard(driver: Driver) -> None:
    while "sample" not in keyboard_at(driver).accessibleDescription() + str(keyboard_at(driver).property("text")):
        press(driver, TAB)
    press(driver, ENTER)
    driver.waits()
    assert driver.title == "Sample case"


def test_the_tab_key_stops_at_nothing_unseen_on_the_start_page(driver: Driver) -> None:
    first, seen = keyboard_at(driver), list[QWidget]()
    while keyboard_at(driver) is not first or not seen:
        seen.append(keyboard_at(driver))
        press(driver, TAB)
        assert len(seen) < 40, "it comes round"
    assert not [part for part in seen if isinstance(part, QTabBar)]
    assert all(driver.window.rect().contains(part.mapTo(driver.window, part.rect().center())) for part in seen)


def test_ctrl_2_leads_to_the_records_from_the_rejected_rows(school: Driver) -> None:
    school.opens_tab("Rejected")
    school.gives("look.chart")
    school.gives("look.table")
    assert school.window.events.records.isVisible()
    assert keyboard_at(school) is school.window.events.records


def test_with_the_keyboard_the_chosen_row_comes_into_view(school: Driver) -> None:
    table = school.window.events.records
    school.chooses_record(int(school.case.events.id[0]))
    table.scrollToBottom()
    school.gives("look.chart")
    school.gives("look.table")
    assert table.viewport().rect().contains(table.visualRect(table.currentIndex()).center())


def test_from_the_record_the_tab_key_goes_into_its_own_fields(school: Driver) -> None:
    school.chooses_record(int(school.case.events.id[0]))
    school.gives("look.record")
    press(school, TAB)
    assert keyboard_at(school).accessibleName() == "Severity"


def test_home_and_end_go_to_the_first_and_the_last_row(school: Driver) -> None:
    school.gives("edit.people")
    page = school.window.pages.people
    assert page is not None
    page.tabs.setCurrentWidget(page.words_tab)
    table = page.words_tab.findChild(RowsView)
    assert isinstance(table, RowsView) and table.model().rowCount() > 1
    table.setFocus()
    QTest.keyClick(table, END)
    assert table.currentIndex().row() == table.model().rowCount() - 1
    QTest.keyClick(table, HOME)
    assert table.currentIndex().row() == 0


def test_esc_leaves_the_empty_search_for_the_table(school: Driver) -> None:
    school.gives("look.find")
    press(school, Qt.Key.Key_Escape)
    assert keyboard_at(school) is school.window.events.records


def test_undo_says_at_the_foot_what_was_taken_back(school: Driver) -> None:
    school.chooses_record(int(school.case.events.id[0]))
    school.gives("code.severity.4")
    assert "severity 4" in school.window.statusBar().currentMessage()
    school.gives("edit.undo")
    assert school.window.statusBar().currentMessage().startswith("Taken back: ")
    school.gives("edit.redo")
    assert school.window.statusBar().currentMessage().startswith("Done again: ")


def test_an_undone_import_is_no_longer_told_of(school: Driver) -> None:
    assert "read from 1 file" in school.message
    school.gives("edit.undo")
    assert "read from" not in school.message


def test_a_problem_stays_told_when_a_step_is_undone(school: Driver) -> None:
    school.window.message_bar.tell("It could not be written.", Tone.PROBLEM)
    school.gives("edit.undo")
    assert school.message == "It could not be written."


def test_the_view_menu_fits_a_small_screen(driver: Driver) -> None:
    menus = [menu for menu in driver.window.menuBar().findChildren(QMenu) if menu.title() == "&View"]
    assert menus and menus[0].sizeHint().height() < 720 - 40
    assert [menu for menu in menus[0].findChildren(QMenu) if menu.title() == GO_TO]


def test_an_untouched_sample_goes_without_a_question(driver: Driver) -> None:
    driver.opens_sample()
    driver.gives("case.close")
    assert driver.window.start_page.isVisible()


def test_the_place_among_the_rejected_rows_stays_when_one_is_mended(driver: Driver, tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    days = ("soon", "tbc", "unknown", "01/02/2014", "02/02/2014", "03/02/2014")
    rows = "".join(f"{day},Ann,Seen at school on the day {place}.\n" for place, day in enumerate(days))
    log.write_text(f"Date,Child,Event\n{rows}", encoding="utf-8")
    driver.drops(log)
    events = driver.window.events
    events.show_rejected()
    assert events.rejected_row is not None and keyboard_at(driver) is events.rejected_table
    events.rejected_table.selectRow(1)
    source, row = events.rejected_row or (0, 0)
    when = exactly(date(2014, 2, 5))
    driver.window.bridge.session.apply(mend_rejected_row(source, row, when, Reviewer("A")), "Mend")
    assert events.rejected_row == (source, row + 1), "the next one has moved up to where the hand is"
    driver.gives("edit.undo")
    assert events.rejected_row == (source, row)


def test_the_bar_leads_to_the_rejected_rows(driver: Driver, tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    rows = "01/02/2014,Ann,Seen at school.\n02/02/2014,Ann,Seen at home.\nsoon,Ann,Not seen.\n"
    log.write_text(f"Date,Child,Event\n{rows}", encoding="utf-8")
    driver.drops(log)
    offer = next(one for one in driver.window.message_bar.offers if one.words == "Rejected rows")
    offer.deed()
    assert driver.window.events.rejected_table.isVisible() and driver.window.events.rejected_row is not None
