"""Where nothing is to be shown, the window says why, and what could be done."""

from pathlib import Path

from PySide6.QtWidgets import QAbstractItemView, QLabel

from tests.widgets.driver import Driver


def said_in(view: QAbstractItemView) -> str:
    """What stands in a table in place of its rows; empty where it has rows."""
    return " ".join(part.text() for part in view.viewport().findChildren(QLabel, "empty") if part.isVisibleTo(view))


def test_a_table_without_rejected_rows_says_so(driver: Driver) -> None:
    driver.opens_sample()
    driver.opens_tab("Rejected rows")
    assert "No row was rejected" in said_in(driver.window.events.rejected_table)
    assert said_in(driver.window.events.records) == ""


def test_a_filter_that_leaves_nothing_says_how_to_get_everything_back(driver: Driver) -> None:
    driver.opens_sample()
    driver.window.narrowing.bar.field.setText("zzyzx")
    driver.window.narrowing.bar.field.textEdited.emit("zzyzx")
    driver.waits()
    table = driver.window.events.records
    driver.settles()
    assert "Shift+Esc" in said_in(table) and "Shift+Esc" in table.accessibleDescription()
    driver.gives("look.clear_filter")
    driver.waits()
    assert said_in(table) == ""


def test_findings_that_wait_for_scores_say_so(driver: Driver, tmp_path: Path) -> None:
    plain = tmp_path / "plain.csv"
    plain.write_text("Date,Child,What happened\n01/02/2010,Ann,Tel call.\n03/02/2010,Ann,Letter sent.\n", "utf-8")
    driver.imports(plain)
    assert driver.window.bridge.case.sources, driver.window.message_bar.words
    tree = driver.window.findings
    items = [tree.topLevelItem(row) for row in range(tree.topLevelItemCount())]
    said = " ".join(item.text(0) for item in items if item is not None)
    assert "No finding" in said


def test_without_bookmarks_the_key_for_one_is_told(driver: Driver) -> None:
    driver.opens_sample()
    driver.gives("chart.next_bookmark")
    assert "Ctrl+B" in driver.window.message_bar.words


def test_a_history_without_the_words_says_so(driver: Driver) -> None:
    driver.opens_sample()
    driver.gives("edit.history")
    page = driver.window.looking_back.page
    assert page is not None
    page.field.setText("zzyzx")
    driver.settles()
    assert "No step has these words" in said_in(page.table)
    page.close()
