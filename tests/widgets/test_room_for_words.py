"""What the words of pages have room in: columns share their table, headings are whole, large words wrap."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPushButton, QStyle, QTableView, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.widgets.audits import open_and_look
from tests.widgets.driver import Driver
from widgets.parts.column_share import Sharing, shared
from widgets.parts.flow_row import FlowRow
from widgets.parts.message_bar import Offer, Tone
from widgets.parts.plain_table import plain_table
from widgets.parts.rows_model import RowsModel
from widgets.returns.files_tab import FilesTab
from widgets.rows.row_form import RowForm

OFFERS = ("Check columns…", "Rejected rows", "Look at repeats…", "Suggest markers")

Widths = st.lists(st.tuples(st.integers(1, 400), st.integers(1, 200)), min_size=1, max_size=9)


@given(columns=Widths, room=st.integers(0, 2000))
def test_columns_fit_where_they_can_and_none_gets_less_than_it_needs(columns: list[tuple[int, int]], room: int) -> None:
    wishes, least = [wish for wish, _need in columns], [need for _wish, need in columns]
    needed = [min(pair) for pair in columns]
    widths = shared(wishes, least, room)
    assert sum(widths) <= max(room, sum(needed))
    assert all(need <= width <= wish for width, need, wish in zip(widths, needed, wishes, strict=True))


def moved_sideways(table: QTableView) -> bool:
    return table.horizontalScrollBar().maximum() > 0


def seen(driver: Driver, command: str, size: QSize, look: Callable[[QWidget], None]) -> None:
    """Look at the page of a command in this size."""

    def once(page: QWidget) -> None:
        page.resize(size)
        driver.settles()
        look(page)

    open_and_look(driver, command, once)


@pytest.mark.parametrize("theme", ["light", "projector"])
@pytest.mark.parametrize("command", ["case.differences", "edit.duplicates", "edit.people", "edit.history"])
def test_the_list_of_a_page_is_not_moved_sideways(driver: Driver, command: str, theme: str) -> None:
    driver.opens_sample()
    driver.window.settings.change(theme=theme)
    tables: list[bool] = []

    def look(page: QWidget) -> None:
        tables.extend(moved_sideways(table) for table in page.findChildren(QTableView) if table.isVisible())

    seen(driver, command, QSize(1150, 620), look)
    assert tables and not any(tables)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    return window


def a_table(window: QWidget, sharing: Sharing | None = None) -> QTableView:
    model = RowsModel(("Decision", "Likeness", "Date", "Agencies"))
    table = plain_table(model, "Pairs", (13, 8, 12, 30), window, sharing)
    model.setParent(table)
    model.show_rows([("taken for one", "57%", "14 Apr 2008", "Health visiting / Children's Social Care")] * 40)
    window.show()
    return table


def test_what_is_short_stays_whole_and_what_is_long_gives_way(window: QWidget) -> None:
    table = a_table(window)
    letter = table.fontMetrics().averageCharWidth()
    table.resize(letter * 52, 200)
    assert not moved_sideways(table)
    for column in range(3):
        assert table.columnWidth(column) >= table.sizeHintForColumn(column)
    assert table.columnWidth(3) < table.sizeHintForColumn(3)


def test_what_the_page_tells_elsewhere_is_left_out_of_a_narrow_list_and_comes_back(window: QWidget) -> None:
    table = a_table(window, Sharing(spare=(1,)))
    letter = table.fontMetrics().averageCharWidth()
    for _turn in range(2):
        table.resize(letter * 35, 200)
        assert table.isColumnHidden(1) and not moved_sideways(table)
        table.resize(letter * 90, 200)
        assert not table.isColumnHidden(1)
        assert table.columnWidth(1) >= table.horizontalHeader().sectionSizeHint(1)


def test_the_letters_of_a_heading_are_not_cut_below(window: QWidget) -> None:
    headings = a_table(window).horizontalHeader()
    assert headings.viewport().height() >= headings.fontMetrics().height()


def test_a_row_of_buttons_becomes_two_where_it_is_too_long(qtbot: QtBot) -> None:
    page = QDialog()
    qtbot.addWidget(page)
    first, second = QPushButton("These words mean the ticked children", page), QPushButton("They mean a grown-up", page)
    column = QVBoxLayout(page)
    column.addLayout(FlowRow(first, second))
    page.show()
    page.resize(first.sizeHint().width() + second.sizeHint().width() + 60, 200)
    assert first.y() == second.y()
    page.resize(first.sizeHint().width() + 40, 200)
    assert second.y() >= first.y() + first.height() and second.width() == second.sizeHint().width()


def test_in_large_words_a_record_is_read_without_being_moved_sideways(driver: Driver) -> None:
    driver.window.settings.change(text_percent=200)
    driver.window.resize(1280, 720)
    driver.opens_sample()
    driver.gives("look.next_record")
    for _turn in range(3):
        driver.settles()
    record = driver.window.record
    page = record.widget()
    assert page is not None and page.minimumSizeHint().width() <= record.viewport().width()
    assert record.horizontalScrollBar().maximum() == 0


def test_in_large_words_the_days_of_a_file_are_seen_whole(driver: Driver) -> None:
    driver.opens_sample()
    driver.window.settings.change(text_percent=200)
    wide: list[bool] = []

    def look(page: QWidget) -> None:
        (tab,) = page.findChildren(FilesTab)
        wide.extend(
            field.width() > field.fontMetrics().horizontalAdvance("30/12/2015") + 6
            for field in tab.findChildren(QLineEdit)
        )

    seen(driver, "case.returns", QSize(1150, 620), look)
    assert wide == [True, True]


def test_a_step_names_the_file_where_there_are_several(driver: Driver) -> None:
    driver.imports("school_log.csv")
    driver.chooses_record(0)
    driver.scores(4)
    alone = driver.window.bridge.session.undo_label
    driver.imports("health.xlsx")
    driver.chooses_record(0)
    driver.scores(3)
    among = driver.window.bridge.session.undo_label
    assert " of " not in alone and (" of school_log.csv" in among or " of health.xlsx" in among)


def test_the_row_that_the_keyboard_is_on_is_seen_to_be_chosen(driver: Driver) -> None:
    driver.opens_sample()
    driver.gives("look.table")
    driver.settles()
    records = driver.window.events.records
    assert records.currentIndex().isValid() and len(records.selectionModel().selectedRows()) == 1


def test_the_columns_of_the_records_grow_and_shrink_with_their_words(driver: Driver) -> None:
    driver.opens_sample()
    records = driver.window.events.records
    usual = [records.columnWidth(number) for number in range(3)]
    hidden = next(number for number in range(records.model().columnCount()) if records.isColumnHidden(number))
    driver.window.settings.change(text_percent=200)
    driver.settles()
    assert all(records.columnWidth(number) >= 1.7 * wide for number, wide in enumerate(usual))
    records.show_column(hidden, True)
    assert records.columnWidth(hidden) > 40
    records.show_column(hidden, False)
    driver.window.settings.change(text_percent=100)
    driver.settles()
    assert all(abs(records.columnWidth(number) - wide) <= 2 for number, wide in enumerate(usual))


def test_a_message_with_many_offers_does_not_squeeze_what_is_beside_it(driver: Driver) -> None:
    driver.window.settings.change(text_percent=200)
    driver.window.resize(1280, 720)
    driver.opens_sample()
    for _turn in range(3):
        driver.settles()
    bar, wide = driver.window.message_bar, driver.window.findings.width()
    offers = [Offer(words, lambda: None) for words in OFFERS]
    bar.tell("39 records were read from 3 files.", Tone.NOTE, ("Something else.",), offers)
    for _turn in range(3):
        driver.settles()
    assert driver.window.findings.width() >= wide - 20 and driver.window.width() == 1280


def test_in_large_words_the_buttons_of_a_form_stay_on_a_small_screen(driver: Driver) -> None:
    driver.opens_sample()
    driver.window.settings.change(text_percent=200)

    def look(page: QWidget) -> None:
        assert isinstance(page, RowForm)
        assert page.rect().contains(page.keep.geometry()) and page.rect().contains(page.cancel.geometry())
        page.author.setFocus()
        driver.settles()
        assert not page.author.visibleRegion().isEmpty(), "the field that has the keyboard is brought into view"
        assert page.children_list.verticalScrollBar().maximum() == 0, "four children are seen whole"

    seen(driver, "edit.add", QSize(1240, 620), look)


@pytest.mark.parametrize("command", ["edit.people", "case.returns", "edit.add"])
def test_in_large_words_a_page_leaves_room_for_longer_words_of_another_language(driver: Driver, command: str) -> None:
    driver.opens_sample()
    driver.window.settings.change(text_percent=200)

    def look(page: QWidget) -> None:
        assert page.minimumSizeHint().width() <= 1100 and page.minimumSizeHint().height() <= 560

    seen(driver, command, QSize(1240, 660), look)


def test_the_ticks_of_a_list_and_the_sign_of_a_message_grow_with_the_words(driver: Driver) -> None:
    driver.opens_sample()
    tick = QStyle.PixelMetric.PM_IndicatorWidth
    sizes: list[int] = []

    def look(page: QWidget) -> None:
        assert isinstance(page, RowForm)
        sizes.append(page.children_list.style().pixelMetric(tick, None, page.children_list))

    for percent in (100, 200):
        driver.window.settings.change(text_percent=percent)
        driver.settles()
        seen(driver, "edit.add", QSize(1240, 620), look)
    assert sizes[1] >= 1.7 * sizes[0]
    driver.window.message_bar.tell("Said in large words.")
    driver.settles()
    sign = driver.window.message_bar.findChild(QLabel, "message-sign")
    assert sign is not None and sign.width() >= 0.9 * sign.height(), "a round sign, not a narrow one"
