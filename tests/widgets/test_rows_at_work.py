"""The table edited in place and arranged, twin records side by side, the history stepped through, findings anew."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

import app.analysis.findings
from app.analysis.findings import find_all
from app.case.edits import Reviewer, set_severity
from app.case.event_table import CodeFrom
from tests.builders import a_text_file
from tests.widgets.driver import Driver
from tests.widgets.import_driver import ImportDriver
from widgets.events.cell_editors import TextCell, TicksCell
from widgets.events.columns import COLUMNS
from widgets.parts.rank_combo import RankCombo


def column(heading: str) -> int:
    """The number of the column of that heading."""
    return next(number for number, item in enumerate(COLUMNS) if item.heading == heading)


def settles(driver: Driver) -> None:
    """Waits until a cell has been taken: its editor closes first."""
    for _ in range(4):
        driver.settles()


def edits(driver: Driver, event: int, heading: str, kind: type[QWidget]) -> QWidget:
    """Goes to a cell and presses F2; the editor that opens."""
    table = driver.window.events.records
    table.setFocus()
    table.setCurrentIndex(table.index_of(event, column(heading)))
    driver.presses("F2")
    editors = [widget for widget in table.viewport().findChildren(kind) if widget.isVisible()]
    assert len(editors) == 1, f"no editor for {heading}"
    return editors[0]


def test_a_severity_is_changed_in_its_cell(reviewer: Driver) -> None:
    event = reviewer.rows_in_order[4]
    editor = edits(reviewer, event, "Severity", RankCombo)
    QTest.keyClick(editor, Qt.Key.Key_End)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    settles(reviewer)
    assert int(reviewer.case.events.severity[reviewer.case.events.position(event)]) == 5
    assert len(reviewer.window.bridge.session.steps) == 2


def test_a_text_is_changed_in_its_cell_and_its_breaks_stay(reviewer: Driver) -> None:
    event = reviewer.rows_in_order[4]
    editor = edits(reviewer, event, "Text", TextCell)
    assert isinstance(editor, TextCell)
    editor.setPlainText("First line\nsecond line")
    QTest.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settles(reviewer)
    assert reviewer.case.events.text[reviewer.case.events.position(event)] == "First line\nsecond line"
    assert reviewer.cell(event, "Text") == "First line second line"


def test_words_typed_in_a_cell_get_suggested_codes_of_their_own(
    qtbot: QtBot, sample_files: dict[str, Path], tmp_path: Path
) -> None:
    driver = ImportDriver(qtbot, sample_files)
    driver.drops(a_text_file(tmp_path, "Date,Child,Event\n01/03/2013,Jo,Seen at home and well\n", "gp.csv"))
    driver.names_self()
    event = driver.rows_in_order[0]
    editor = edits(driver, event, "Text", TextCell)
    assert isinstance(editor, TextCell)
    editor.setPlainText("Jo was punched by father: black eye and a broken arm, seen at hospital")
    QTest.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settles(driver)
    assert driver.case.events.severity[0] >= 4 and driver.case.events.severity_from[0] == CodeFrom.LEXICON


def test_children_and_categories_are_ticked_in_their_cells(reviewer: Driver) -> None:
    event = reviewer.rows_in_order[4]
    place = reviewer.case.events.position(event)
    before = reviewer.case.events.event(place)
    editor = edits(reviewer, event, "Categories", TicksCell)
    QTest.keyClick(editor, Qt.Key.Key_Space)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    settles(reviewer)
    first = reviewer.case.scheme.categories[0].key
    assert (first in reviewer.case.scheme.categories_in(before.categories)) is not (
        first in reviewer.case.scheme.categories_in(int(reviewer.case.events.categories[place]))
    )
    editor = edits(reviewer, event, "Children", TicksCell)
    QTest.keyClick(editor, Qt.Key.Key_Space)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    settles(reviewer)
    assert (0 in before.subjects) is not bool(reviewer.case.events.subjects[reviewer.case.events.position(event), 0])


def test_a_date_that_cannot_be_read_is_said_and_changes_nothing(reviewer: Driver) -> None:
    event = reviewer.rows_in_order[4]
    before = reviewer.case
    editor = edits(reviewer, event, "Date", QLineEdit)
    assert isinstance(editor, QLineEdit)
    editor.setText("some day")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    settles(reviewer)
    assert reviewer.case is before and "cannot be read as a date" in reviewer.message
    editor = edits(reviewer, event, "Date", QLineEdit)
    assert isinstance(editor, QLineEdit)
    editor.setText("14/03/2009")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    settles(reviewer)
    assert reviewer.cell(event, "Date") == "14 Mar 2009"


def test_columns_are_chosen_and_stay_so(reviewer: Driver) -> None:
    table = reviewer.window.events.records
    author = column("Author")
    assert table.isColumnHidden(author)
    action = next(action for action in table.columns_menu().actions() if action.text() == "Author")
    action.trigger()
    table.setColumnWidth(column("Text"), 333)
    assert not table.isColumnHidden(author)
    reviewer.leaves()
    reviewer.comes_back()
    again = reviewer.window.events.records
    assert not again.isColumnHidden(author) and again.columnWidth(column("Text")) == 333
    assert reviewer.window.events.records.model().headerData(author, Qt.Orientation.Horizontal) == "Author"


def test_columns_that_are_dragged_are_kept_once_and_at_the_latest_as_the_window_closes(reviewer: Driver) -> None:
    table, told = reviewer.window.events.records, []
    table.arranged.connect(lambda: told.append(table.columnWidth(column("Text"))))
    for wide in range(300, 340):
        table.setColumnWidth(column("Text"), wide)
    assert not told
    reviewer.leaves()
    assert told == [339]


def test_a_wider_window_does_not_count_as_arranging_the_columns(reviewer: Driver) -> None:
    table, told = reviewer.window.events.records, []
    table.arranged.connect(lambda: told.append(True))
    header = table.horizontalHeader()
    last = max((n for n in range(header.count()) if not table.isColumnHidden(n)), key=header.visualIndex)
    before = table.columnWidth(last)
    reviewer.window.resize(3 * reviewer.window.width(), reviewer.window.height())
    settles(reviewer)
    assert table.columnWidth(last) > before
    reviewer.leaves()
    assert not told


def test_twin_records_stand_side_by_side_and_lead_to_each_other(reviewer: Driver) -> None:
    events = reviewer.case.events
    twin = next(int(event) for event, of in zip(events.id, events.duplicate_of, strict=True) if of >= 0)
    original = int(events.duplicate_of[events.position(twin)])
    reviewer.chooses_record(twin)
    words = reviewer.words_on_record()
    assert "This record" in words and "does not count" in words
    page = reviewer.window.record.widget()
    assert page is not None
    label = next(label for label in page.findChildren(QLabel) if "This record" in label.text())
    label.linkActivated.emit(str(original))
    assert reviewer.record_shown == original == reviewer.row_chosen


def test_the_history_is_read_searched_and_stepped_through(reviewer: Driver) -> None:
    event = reviewer.rows_in_order[4]
    reviewer.chooses_record(event)
    for rank in (1, 2, 3):
        reviewer.scores(rank)
    reviewer.presses("Ctrl+H")
    page = reviewer.window.looking_back.page
    assert page is not None
    rows = page.steps_shown
    assert len(rows) == 4 and rows[0][0] == "▶ here" and rows[0][2] == reviewer.name
    assert rows[0][3].endswith("severity 3") and rows[3][3].startswith("Import")
    page.field.setText('"severity 1"')  # a phrase: the time of a step may begin with 1 too
    assert len(page.steps_shown) == 1 and page.count.text() == "1 step of 4"
    page.go.click()
    place = reviewer.case.events.position(event)
    assert int(reviewer.case.events.severity[place]) == 1
    page.field.clear()
    assert [row[0] for row in page.steps_shown if row[0]] == ["taken back", "taken back", "▶ here"]
    page.forward.click()
    assert int(reviewer.case.events.severity[place]) == 2
    page.back.click()
    assert int(reviewer.case.events.severity[place]) == 1
    page.close()
    QApplication.processEvents()
    assert reviewer.window.looking_back.page is None


def test_one_changed_code_searches_only_the_children_it_is_about(
    reviewer: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    searched: list[int] = []

    def counted(case: object) -> object:
        searched.append(1)
        return find_all(case)  # type: ignore[arg-type]  # the case is passed on as it came

    monkeypatch.setattr(app.analysis.findings, "find_all", counted)
    session = reviewer.window.bridge.session
    for event, rank in zip(reviewer.rows_in_order[:6], (5, 4, 3, 5, 4, 5), strict=True):
        session.apply(set_severity([event], rank, Reviewer("Ann")), "Code")
        reviewer.waits()
        assert reviewer.window.bridge.findings == find_all(reviewer.case)
    session.undo()
    reviewer.waits()
    assert reviewer.window.bridge.findings == find_all(reviewer.case)
    assert not searched, "every child was searched though one row was coded"
