"""Rows by a reviewer's hand: added, corrected, split, withdrawn, and mended where they had been rejected."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from app.case.edits import Reviewer, set_severity
from app.case.event_table import CodeFrom, Event
from app.case.model import RowKind
from tests.builders import a_text_file
from tests.widgets.answers import answering, press_button
from tests.widgets.import_driver import ImportDriver
from widgets.rows.row_form import RowForm, SplitForm

SHEET = """Date,Child,Event,Response
01/03/2013,Perry,Seen at home,NFA
32/03/2013,Robin,Fell down the stairs,Taken to hospital
05/03/2013,Robin,Weighed. Later seen by the dentist.,
"""


@pytest.fixture
def driver(qtbot: QtBot, sample_files: dict[str, Path], tmp_path: Path) -> ImportDriver:
    """A reviewer with a small case, the first record chosen."""
    driver = ImportDriver(qtbot, sample_files)
    driver.drops(a_text_file(tmp_path, SHEET, "gp.csv"))
    driver.names_self()
    driver.chooses_record(int(driver.case.events.id[0]))
    return driver


def form(driver: ImportDriver) -> RowForm:
    dialog = driver.dialog_open()
    assert isinstance(dialog, RowForm)
    return dialog


def told(driver: ImportDriver, words: str) -> Event:
    events = driver.case.events
    return events.event(next(at for at, text in enumerate(events.text) if words in text))


def tick(dialog: RowForm, *names: str) -> None:
    for row in range(dialog.children_list.count()):
        item = dialog.children_list.item(row)
        item.setCheckState(Qt.CheckState.Checked if item.text() in names else Qt.CheckState.Unchecked)


def test_a_record_is_corrected_and_the_correction_undone(driver: ImportDriver) -> None:
    driver.gives("edit.correct")
    dialog = form(driver)
    assert dialog.text.toPlainText() == "Seen at home" and dialog.date.text() == "01/03/2013"
    dialog.date.setText("early March 2013")
    assert "Read as 1 March 2013 to 10 March 2013" in dialog.reading.text()
    dialog.text.setPlainText("Seen at home, clean and fed")
    dialog.agency.setCurrentText("Health visiting")
    tick(dialog, "Perry", "Robin")
    dialog.keep.click()
    event = told(driver, "clean and fed")
    assert event.when.earliest == date(2013, 3, 1) and len(event.subjects) == 2
    assert driver.case.agency_name(event.agency) == "Health visiting"
    assert {mark.field for mark in driver.case.corrections} == {"date", "text", "agency", "subjects"}
    assert {mark.by for mark in driver.case.corrections} == {driver.name}
    driver.presses("Ctrl+Z")
    assert told(driver, "Seen at home").text == "Seen at home"


def test_what_cannot_be_kept_is_told_in_the_form(driver: ImportDriver) -> None:
    before = driver.case
    driver.gives("edit.correct")
    dialog = form(driver)
    dialog.date.setText("the other day")
    assert "cannot be read" in dialog.reading.text()
    dialog.keep.click()
    assert "the other day" in dialog.bar.words and dialog.isVisible()
    dialog.date.setText("01/03/2013")
    dialog.text.setPlainText("  ")
    dialog.keep.click()
    assert dialog.bar.words and dialog.isVisible() and driver.case is before
    with answering(lambda box: press_button(box, QMessageBox.StandardButton.Discard)):
        dialog.reject()


def test_what_was_typed_is_not_dropped_unasked(driver: ImportDriver) -> None:
    driver.gives("edit.add")
    dialog = form(driver)
    dialog.text.setPlainText("Told the reviewer of a visit")
    with answering(lambda box: press_button(box, QMessageBox.StandardButton.Cancel)):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible() and dialog.text.toPlainText() == "Told the reviewer of a visit"
    dialog.text.clear()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible(), "nothing is asked where nothing was typed"


def test_a_record_is_added_by_hand(driver: ImportDriver) -> None:
    driver.gives("edit.add")
    dialog = form(driver)
    dialog.date.setText("March 2014")
    dialog.text.setPlainText("Told the reviewer of a visit")
    tick(dialog, "Robin")
    dialog.keep.click()
    event = told(driver, "Told the reviewer")
    assert driver.case.sources[event.source].by_hand
    assert [driver.case.children[child].name for child in event.subjects] == ["Robin"]


def test_a_record_is_split_and_put_together_again(driver: ImportDriver) -> None:
    whole = told(driver, "Weighed").id
    driver.chooses_record(whole)
    driver.gives("edit.split")
    dialog = driver.dialog_open()
    assert isinstance(dialog, SplitForm) and not dialog.keep.isEnabled()
    cursor = dialog.text.textCursor()
    cursor.setPosition(len("Weighed."))
    dialog.text.setTextCursor(cursor)
    dialog.here.click()
    assert dialog.parts == ("Weighed.", "Later seen by the dentist.") and "2 parts" in dialog.count.text()
    dialog.keep.click()
    live = [text for text, gone in zip(driver.case.events.text, driver.case.events.withdrawn, strict=True) if not gone]
    assert "Weighed." in live and "Later seen by the dentist." in live and len(live) == 3
    driver.window.bridge.workspace.choose_event(whole)
    driver.gives("edit.split")
    assert int((~driver.case.events.withdrawn).sum()) == 2


def test_a_record_is_withdrawn_and_brought_back(driver: ImportDriver) -> None:
    driver.gives("edit.withdraw")
    assert bool(driver.case.events.withdrawn[0])
    driver.gives("edit.withdraw")
    assert not driver.case.events.withdrawn.any()


def test_a_rejected_row_is_mended_where_it_is_listed(driver: ImportDriver) -> None:
    driver.opens_tab("Rejected rows")
    table = driver.window.events.rejected_table
    table.selectRow(0)
    table.activated.emit(table.currentIndex())
    dialog = form(driver)
    assert dialog.date.text() == "32/03/2013" and dialog.text.toPlainText() == "Fell down the stairs"
    assert [dialog.children_list.item(row).text() for row in range(2)] == driver.children
    dialog.date.setText("30/03/2013")
    dialog.keep.click()
    event = told(driver, "Fell down")
    assert event.when.day == date(2013, 3, 30) and event.response == "Taken to hospital"
    assert driver.case.sheet_row(0, 3).kind is RowKind.EVENT
    assert table.model().rowCount() == 0
    driver.gives("edit.mend")
    assert driver.message == "No row was rejected."


def test_a_mended_row_has_the_agency_of_rows_that_name_it_in_the_same_words(
    qtbot: QtBot, sample_files: dict[str, Path], tmp_path: Path
) -> None:
    sheet = """Date,Agency,Child,Event
01/03/2013,Health visitor,Perry,Seen at home
32/03/2013,Health visitor,Perry,Weighed at the clinic
05/03/2013,School,Perry,Came in late
"""
    driver = ImportDriver(qtbot, sample_files)
    driver.drops(a_text_file(tmp_path, sheet, "joined.csv"))
    driver.names_self()
    agencies = {agency.name for agency in driver.case.agencies}
    driver.gives("edit.mend")
    dialog = form(driver)
    dialog.date.setText("30/03/2013")
    dialog.keep.click()
    mended, other = told(driver, "Weighed"), told(driver, "Seen at home")
    assert mended.agency == other.agency
    assert {agency.name for agency in driver.case.agencies} == agencies


def test_rows_by_hand_get_suggested_codes_like_rows_that_came_in(driver: ImportDriver) -> None:
    words = "Home visit: no food in the house, children hungry and unwashed. The dog bit nobody."
    driver.gives("edit.add")
    dialog = form(driver)
    dialog.date.setText("02/03/2013")
    dialog.text.setPlainText(words)
    tick(dialog, "Perry")
    dialog.keep.click()
    added = told(driver, "no food in the house")
    assert added.severity >= 0 and added.severity_from is CodeFrom.LEXICON and added.categories
    driver.chooses_record(added.id)
    driver.scores(4)
    driver.presses("Ctrl+Z")
    driver.presses("Ctrl+Z")
    assert len(driver.case.events) == 2, "the record and its suggestions are one step"


def test_a_correction_of_the_words_suggests_anew_and_leaves_what_a_person_said(driver: ImportDriver) -> None:
    words = "Jo was punched by father: black eye and a broken arm, seen at hospital"
    events = driver.case.events.id.tolist()
    driver.window.bridge.session.apply(set_severity([events[1]], 1, Reviewer(driver.name)), "Score")
    for event in events:
        driver.chooses_record(event)
        driver.gives("edit.correct")
        dialog = form(driver)
        dialog.text.setPlainText(words)
        dialog.keep.click()
    first, second = (told_at(driver, event) for event in events)
    assert first.severity >= 4, "suggested for the new words"
    assert second.severity == 1, "what a person said stays"
    driver.presses("Ctrl+Z")
    driver.presses("Ctrl+Z")
    assert told_at(driver, events[0]).severity < 4


def told_at(driver: ImportDriver, event: int) -> Event:
    events = driver.case.events
    return events.event(events.position(event))
