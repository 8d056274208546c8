"""Who is who, in one place: names, births, two children who are one, and the words of the sheets."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.case.edits import child_is_adult, rename_child, withdraw_source
from tests.builders import a_text_file
from tests.widgets.import_driver import ImportDriver, cells
from widgets.people.people_page import PeoplePage

SHEET = """Date,Child,Event
01/03/2013,Perry,Seen at home
02/03/2013,Perry Jones,At clinic
03/03/2013,the lad,At school
04/03/2013,the lad,At school late
05/03/2013,Robin,At nursery
"""


@pytest.fixture
def driver(qtbot: QtBot, sample_files: dict[str, Path], tmp_path: Path) -> ImportDriver:
    """A reviewer who looks at who is who in a small case."""
    driver = ImportDriver(qtbot, sample_files)
    driver.drops(a_text_file(tmp_path, SHEET, "gp.csv"))
    driver.names_self()
    driver.gives("edit.people")
    return driver


def page_of(driver: ImportDriver) -> PeoplePage:
    page = driver.window.pages.people
    assert page is not None and page.isVisible()
    return page


def choose(page: PeoplePage, name: str) -> None:
    table = page.children_tab.table
    table.selectRow(next(n for n, row in enumerate(cells(page.children_tab.model)) if row[0] == name))


def test_enter_in_a_field_saves_the_child(driver: ImportDriver) -> None:
    page = page_of(driver)
    choose(page, "Robin")
    page.children_tab.born.setText("14/03/2009")
    QTest.keyClick(page.children_tab.born, Qt.Key.Key_Return)
    born = driver.case.child_named("Robin").born
    assert born is not None and str(born.day) == "2009-03-14"
    page.close()


def test_a_childs_name_birth_and_sex_are_changed_in_one_step(driver: ImportDriver) -> None:
    page = page_of(driver)
    tab = page.children_tab
    choose(page, "Robin")
    tab.name.setText("Robyn")
    tab.born.setText("14/03/2009")
    tab.sex.setCurrentIndex(1)
    tab.aliases.setText("R; C2")
    tab.save.click()
    child = driver.case.child_named("Robyn")
    assert child.born is not None and str(child.born.day) == "2009-03-14" and child.sex == "F"
    assert set(child.aliases) >= {"R", "C2"}
    driver.window.coding.undo()
    assert "Robin" in driver.children and page.children_tab.model.rowCount() == len(driver.case.children)
    page.close()


def test_a_date_that_is_none_is_told_and_changes_nothing(driver: ImportDriver) -> None:
    page = page_of(driver)
    tab = page.children_tab
    before = driver.case
    choose(page, "Robin")
    tab.born.setText("31/02/2009")
    tab.save.click()
    assert "31/02/2009" in page.bar.words and driver.case is before
    page.close()


def test_a_name_that_is_taken_is_told(driver: ImportDriver) -> None:
    page = page_of(driver)
    tab = page.children_tab
    before = driver.case
    choose(page, "Robin")
    tab.name.setText("Perry")
    tab.save.click()
    assert "Perry" in page.bar.words and driver.case is before
    page.close()


def mean(page: PeoplePage, words: str, *names: str) -> None:
    """Choose these words and tick these children."""
    tab = page.words_tab
    page.tabs.setCurrentWidget(tab)
    tab.table.selectRow(next(n for n, line in enumerate(cells(tab.model)) if line[0] == words))
    for place in range(tab.children_list.count()):
        item = tab.children_list.item(place)
        item.setCheckState(Qt.CheckState.Checked if item.text() in names else Qt.CheckState.Unchecked)


def test_records_before_a_birth_are_told_and_let_go(driver: ImportDriver) -> None:
    page = page_of(driver)
    mean(page, "the lad", "Perry", "Robin")
    page.words_tab.before_birth.setChecked(True)
    page.words_tab.apply.click()
    page.tabs.setCurrentWidget(page.children_tab)
    choose(page, "Robin")
    page.children_tab.born.setText("01/01/2014")
    page.children_tab.save.click()
    assert "2 records about Robin stand before the birth" in page.children_tab.early.text()
    page.children_tab.not_about.click()
    assert page.children_tab.not_about.isHidden()
    assert int(driver.case.events.subjects[:, driver.case.child_named("Robin").id].sum()) == 1
    page.close()


def test_two_children_who_are_one_are_merged(driver: ImportDriver) -> None:
    page = page_of(driver)
    tab = page.children_tab
    tab.add.click()
    assert "New child 1" in driver.children
    choose(page, "New child 1")
    tab.same_as.setCurrentText("Robin")
    tab.merge.click()
    assert "New child 1" not in driver.children
    assert "New child 1" in driver.case.child_named("Robin").aliases
    page.close()


def test_a_child_whom_no_record_names_is_deleted_and_brought_back(driver: ImportDriver) -> None:
    page = page_of(driver)
    tab = page.children_tab
    tab.add.click()
    choose(page, "New child 1")
    tab.delete.click()
    assert "New child 1" not in [row[0] for row in cells(tab.model)]
    assert driver.window.bridge.session.trail[-1].step.label == "Delete New child 1 from the case"
    driver.window.coding.undo()
    assert "New child 1" in driver.children
    page.close()


def test_a_child_whom_records_name_is_not_deleted_and_the_page_says_why(driver: ImportDriver) -> None:
    page = page_of(driver)
    choose(page, "Robin")
    before = driver.case
    page.children_tab.delete.click()
    assert "1 record is about Robin" in page.bar.words and driver.case is before
    page.close()


def test_a_child_is_deleted_by_the_keyboard(driver: ImportDriver) -> None:
    page = page_of(driver)
    page.children_tab.add.click()
    choose(page, "New child 1")
    page.activateWindow()
    QTest.qWaitForWindowActive(page)
    page.children_tab.table.setFocus()
    QTest.keyClick(page.children_tab.table, Qt.Key.Key_Delete)
    assert "New child 1" not in driver.children
    page.close()


def test_what_deleting_a_child_takes_from_withdrawn_records_is_said_before(driver: ImportDriver) -> None:
    driver.window.bridge.session.apply(withdraw_source(0), "Remove gp.csv")
    page = page_of(driver)
    choose(page, "Robin")
    tab = page.children_tab
    assert "takes this child off 1 withdrawn record" in tab.withdrawn.text() and tab.withdrawn.isVisible()
    tab.delete.click()
    assert "Robin" not in driver.children
    page.close()


def test_words_mean_a_child_once_for_every_record(driver: ImportDriver) -> None:
    page = page_of(driver)
    tab = page.words_tab
    mean(page, "the lad", "Robin")
    assert len(cells(tab.records)) == 2, "the records it touches are listed"
    robin = driver.case.child_named("Robin").id
    tab.apply.click()
    events = driver.case.events
    lads = [at for at, text in enumerate(events.text) if text.startswith("At school")]
    assert [bool(events.subjects[at, robin]) for at in lads] == [True, True]
    assert next(line for line in cells(tab.model) if line[0] == "the lad")[3] == driver.name
    tab.forget.click()
    assert driver.case.who_is_who == ()
    page.close()


def test_words_that_only_one_row_explains_are_not_taken_for_that_child(
    qtbot: QtBot, sample_files: dict[str, Path], tmp_path: Path
) -> None:
    driver = ImportDriver(qtbot, sample_files)
    lines = (
        "Date,Child,Event", "01/03/2013,Perry,Seen at home", "02/03/2013,Robin,At nursery",
        "03/03/2013,the twin,Weighed", "04/03/2013,the twin,Robin weighed again", "05/03/2013,the twin,At clinic",
    )  # fmt: skip
    driver.drops(a_text_file(tmp_path, "\n".join(lines) + "\n", "gp.csv"))
    assert "2 records name no child, so no lane shows them: see Edit, Who is who." in driver.message
    driver.names_self()
    driver.gives("edit.people")
    page = page_of(driver)
    page.tabs.setCurrentWidget(page.words_tab)
    first = cells(page.words_tab.model)[0]
    assert first[:3] == ["the twin", "3", "nobody in 2; Robin"], "what is undecided comes first, and says how much"
    assert page.words_tab.children_list.children_ticked == (), "no child is put forward whom most rows do not name"
    page.close()


def test_undo_works_in_the_page(driver: ImportDriver) -> None:
    page = page_of(driver)
    page.children_tab.add.click()
    page.activateWindow()
    QTest.qWaitForWindowActive(page)
    page.children_tab.table.setFocus()
    QTest.keyClick(page.children_tab.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert "New child 1" not in driver.children
    page.close()


def test_the_children_looked_at_stay_the_same_when_others_go(driver: ImportDriver) -> None:
    robin = driver.case.child_named("Robin").id
    driver.window.bridge.workspace.show_children((robin,))
    session = driver.window.bridge.session
    assert robin == 1
    session.apply(child_is_adult(0), "Perry is a grown-up")
    shown = driver.window.bridge.looking.view.children
    assert shown is not None and [driver.case.children[child].name for child in shown] == ["Robin"]
    session.apply(rename_child(0, "Robyn"), "Rename")
    assert driver.window.bridge.looking.view.children == (0,)
    session.apply(child_is_adult(0), "Robyn is a grown-up")
    assert driver.window.bridge.looking.view.children is None, "nobody who was looked at is left, so all are shown"
    page_of(driver).close()
