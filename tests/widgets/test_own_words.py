"""A case's own words in the window: written, tried as they are typed, kept, taken from a file, and coded by."""

from dataclasses import replace
from pathlib import Path
from time import monotonic

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest

from app.case.edits import Reviewer, set_severity
from app.case.event_table import CodeFrom
from app.case.own_words import OwnEntry
from app.coding.own_lexicon import load_lexicon
from app.storage.case_file import read_case
from tests.app.case_builder import Row, a_case
from tests.widgets.answers import answering, choose_files
from tests.widgets.driver import PATIENCE
from tests.widgets.import_driver import ImportDriver
from widgets.knowledge.own_words_page import OwnWordsPage

ROWS = (
    Row("2013-03-01", text="Zindled at the gate after school."),
    Row("2014-03-01", severity=1, categories="hygiene", text="Zindled, and nits."),
    Row("2016-03-01", text="Zindled again."),
    Row("2016-05-01", text="Telephone call."),
)


@pytest.fixture
def at_page(driver: ImportDriver) -> ImportDriver:
    """A reviewer at a case of four records, one of which states its codes, with the page of own words open."""
    driver.is_given(a_case(["Perry"], *ROWS))
    driver.names_self()
    driver.gives("code.own_words")
    return driver


def page_of(driver: ImportDriver) -> OwnWordsPage:
    page = driver.window.own_words.page
    assert page is not None and page.isVisible()
    return page


def tries(driver: ImportDriver) -> None:
    """Waits until what was typed was tried."""
    page, until = page_of(driver), monotonic() + PATIENCE / 1000
    while page.tried is None:
        assert monotonic() < until
        QTest.qWait(20)


def writes(driver: ImportDriver, phrases: str = "zindl*", source: str = "our schools") -> OwnWordsPage:
    """Writes words of a concern: emotional, severity 3."""
    page = page_of(driver)
    page.form.phrases.setPlainText(phrases)
    page.form.category.choose("emotional")
    page.form.severity.choose("3")
    page.form.source.setText(source)
    tries(driver)
    return page


def keeps(driver: ImportDriver) -> OwnWordsPage:
    page = writes(driver)
    page.keep_button.click()
    return page


def table_of(page: OwnWordsPage) -> list[list[str]]:
    model = page.records
    return [[model.index(row, n).data() for n in range(model.columnCount())] for row in range(model.rowCount())]


def test_an_empty_page_says_what_it_is_for(at_page: ImportDriver) -> None:
    page = page_of(at_page)
    assert "“left at soft play”, a concern of supervision" in page.table.accessibleDescription()
    assert "Write some words" in page.found.text() and not page.keep_button.isEnabled()


def test_words_are_tried_on_the_records_as_they_are_typed(at_page: ImportDriver) -> None:
    page = writes(at_page)
    assert page.found.text() == "3 of 4 records hold them. The first, with their codes:"
    told = table_of(page)
    assert told[0][0] == "1 Mar 2013" and told[0][2] == "no codes" and told[0][3].startswith("3 (suggested); Emotional")
    assert told[1][3] == "stays as it is", "what the sheet states is not touched"
    page.form.last.setValue(2013)
    tries(at_page)
    assert page.found.text().startswith("1 of 4 records holds them")
    assert at_page.case.own_words == (), "nothing is kept until it is asked for"


@pytest.mark.parametrize(
    ("field", "words", "says"),
    [
        ("phrases", "zindl( |", "These words cannot be read"),
        ("source", "", "Say who says so"),
        ("matches", "Glorped at the gate", "It is not found in “Glorped at the gate”."),
        ("misses", "A zindler", "It is found in “A zindler”, where it must not be."),
    ],
)
def test_what_is_wrong_is_told_under_its_field(at_page: ImportDriver, field: str, words: str, says: str) -> None:
    page = writes(at_page)
    box = getattr(page.form, field)
    box.setText(words) if field == "source" else box.setPlainText(words)
    tries(at_page)
    assert says in page.not_yet.text() and says in page.form.told_under(field) and says in box.accessibleDescription()
    assert not page.keep_button.isEnabled()


def test_words_are_kept_and_codes_suggested_anew_in_one_step_each(at_page: ImportDriver) -> None:
    page = keeps(at_page)
    assert "Your own words: “zindl*” added" in page.bar.words
    assert [page.model.index(0, n).data() for n in range(4)] == ["zindl*", "Emotional, severity 3", "", "our schools"]
    assert at_page.case.events.severity.tolist() == [-1, 1, -1, -1]
    page.anew_button.click()
    at_page.waits()
    assert at_page.case.events.severity.tolist()[:3] == [3, 1, 3]
    assert at_page.case.events.severity_from.tolist()[:3] == [CodeFrom.LEXICON, CodeFrom.STATED, CodeFrom.LEXICON]
    assert "3 records have other codes now" in page.bar.words
    page.close()
    at_page.chooses_record(0)
    told = at_page.words_on_record()
    assert "our schools" in told, "why a code is so names who says what the words mean"
    at_page.window.coding.undo()
    assert at_page.case.events.severity.tolist() == [-1, 1, -1, -1] and len(at_page.case.own_words) == 1
    at_page.window.coding.undo()
    assert at_page.case.own_words == ()


def test_what_is_being_written_stays_while_the_case_is_worked_on(at_page: ImportDriver) -> None:
    page = writes(at_page, "Zindl*")
    assert page.form.phrases.toPlainText() == "Zindl*" and page.records.rowCount(), "capitals make no difference"
    page.activateWindow()
    page.form.source.setFocus()
    page.form.source.setCursorPosition(3)
    page.form.phrases.moveCursor(QTextCursor.MoveOperation.End)
    page.anew_button.click()
    at_page.waits()
    at_page.window.bridge.session.apply(set_severity((3,), 1, Reviewer("Ann")), "Score")
    assert page.form.phrases.toPlainText() == "Zindl*" and page.form.source.text() == "our schools"
    QTest.keyClicks(page.form.source, "...")
    assert page.form.source.hasFocus() and page.form.source.text() == "our... schools"
    assert page.form.phrases.textCursor().atEnd()
    tries(at_page)
    assert page.keep_button.isEnabled()


def test_undo_on_the_page_takes_back_what_was_done_there_and_nothing_else(at_page: ImportDriver) -> None:
    page, session = keeps(at_page), at_page.window.bridge.session
    session.apply(set_severity((3,), 1, Reviewer("Ann")), "Score a row")
    page.undo_asked.emit()
    assert "“Score a row” came last, and was not made here" in page.bar.words
    assert session.undo_label == "Score a row" and len(at_page.case.own_words) == 1
    session.undo()
    page.undo_asked.emit()
    assert at_page.case.own_words == () and "Taken back: Your own words: “zindl*” added" in page.bar.words


def test_codes_are_suggested_once_more_where_the_case_changed_meanwhile(at_page: ImportDriver) -> None:
    page, session = keeps(at_page), at_page.window.bridge.session
    page.anew_button.click()
    session.apply(set_severity((2,), 1, Reviewer("Ann")), "Score a row")
    began: list[str] = []
    at_page.window.jobs.changed.connect(lambda: began.extend(job.title for job in at_page.window.jobs.running))
    at_page.waits()
    assert "Suggesting codes anew" in began and at_page.case.events.severity.tolist()[:3] == [3, 1, 1]
    assert [step.label for step in session.steps][-2:] == ["Score a row", "Suggest codes anew"]


def test_words_are_changed_and_deleted(at_page: ImportDriver) -> None:
    page = keeps(at_page)
    page.form.severity.choose("4")
    tries(at_page)
    page.keep_button.click()
    assert page.model.index(0, 1).data() == "Emotional, severity 4" and page.model.rowCount() == 1
    page.forget_button.click()
    assert page.model.rowCount() == 0 and at_page.case.own_words == ()
    assert [entry.step.label for entry in at_page.window.bridge.session.trail][-3:] == [
        "Your own words: “zindl*” added",
        "Your own words: “zindl*” changed",
        "Your own words: “zindl*” deleted",
    ]


def test_a_level_and_something_noted_can_be_words_too(at_page: ImportDriver) -> None:
    page = writes(at_page)
    page.form.kind.choose("LevelWords")
    assert not page.form.category.isVisible() and page.form.state.isVisible()
    page.form.state.choose("early help")
    tries(at_page)
    assert "1 Early help" in table_of(page)[0][3]
    page.form.kind.choose("MarkerWords")
    page.form.marker.choose("child_seen")
    tries(at_page)
    assert "child seen" in table_of(page)[0][3]


def test_the_file_is_the_one_that_the_command_line_reads(at_page: ImportDriver, tmp_path: Path) -> None:
    page, path = keeps(at_page), tmp_path / "ours.toml"
    with answering(lambda dialog: choose_files(dialog, [path])):
        page.save_button.click()
    assert load_lexicon(path).entries["ours.zindl"].source == "our schools"
    kept = at_page.case.own_words
    page.forget_button.click()
    with answering(lambda dialog: choose_files(dialog, [path])):
        page.file_button.click()
    assert [job.title for job in at_page.window.jobs.running] == ["Reading ours.toml"], "the window goes on meanwhile"
    at_page.waits()
    assert at_page.case.own_words == kept
    path.write_text(path.read_text("utf-8").replace("severity = 3", "severity = 9"), "utf-8")
    with answering(lambda dialog: choose_files(dialog, [path])):
        page.file_button.click()
    at_page.waits()
    assert "severity is 9" in page.bar.words and at_page.case.own_words == kept


def test_later_imports_use_them_and_the_case_file_has_them(at_page: ImportDriver, tmp_path: Path) -> None:
    keeps(at_page).close()
    sheet = tmp_path / "school.csv"
    sheet.write_text("Date,Agency,Child,Event\n03/03/2018,School,Perry,Zindled at pick-up\n", "utf-8")
    at_page.imports(sheet)
    assert int(at_page.case.events.severity[-1]) == 3
    at_page.window.bridge.session.save_as(tmp_path / "kept.lifelanes")
    kept = at_page.case.own_words
    at_page.gives("case.new")
    assert at_page.case.own_words == () != kept
    assert read_case(tmp_path / "kept.lifelanes").own_words == kept


def test_all_of_it_works_from_the_keyboard(at_page: ImportDriver) -> None:
    page = page_of(at_page)
    page.activateWindow()
    assert page.form.phrases.hasFocus()
    QTest.keyClicks(page.form.phrases, "zindl*")
    QTest.keyClick(page.form.phrases, Qt.Key.Key_Tab)
    assert page.form.kind.hasFocus()
    for _field in range(5):
        QTest.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
    assert page.form.source.hasFocus()
    QTest.keyClicks(page.form.source, "our schools")
    tries(at_page)
    for _field in range(3):
        QTest.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
    assert page.keep_button.hasFocus()
    QTest.keyClick(page.keep_button, Qt.Key.Key_Space)
    assert len(at_page.case.own_words) == 1


def test_words_that_this_version_cannot_use_are_told_when_the_case_is_opened(driver: ImportDriver) -> None:
    later = (OwnEntry("ours.later", "spells", "{}"),)
    driver.is_given(replace(a_case(["Perry"], *ROWS), own_words=later))
    driver.waits()
    assert "own words are not used" in driver.message
    driver.gives("code.own_words")
    assert page_of(driver).model.index(0, 1).data() == "cannot be read"
