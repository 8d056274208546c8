"""What a reviewer met in the first days with the program: each was once otherwise."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QScrollArea, QTreeWidget

from app.case.dates import known_date
from app.settings import load
from tests.widgets.answers import answering
from tests.widgets.driver import Driver
from widgets.dialogs import ask_password
from widgets.help.help_window import HelpWindow
from widgets.main_window import make_window
from widgets.panel.panel_page import PanelPage
from widgets.rows.row_form import RowForm, SplitForm


def test_coding_leaves_the_table_at_the_row_that_is_coded(reviewer: Driver) -> None:
    reviewer.gives("look.next_finding")
    last = int(reviewer.case.events.id[-1])
    reviewer.chooses_record(last)
    reviewer.scores(2)
    reviewer.waits()
    table = reviewer.window.events.records
    assert table.viewport().rect().contains(table.visualRect(table.currentIndex()).center())


def test_filtering_moves_the_chart_nowhere(reviewer: Driver) -> None:
    first = int(reviewer.case.events.id[0])
    reviewer.chooses_record(first)
    finding = reviewer.window.bridge.findings[-1]
    reviewer.window.moving.go_to_finding(finding.id)
    view = reviewer.window.bridge.looking.view
    wanted = reviewer.window.bridge.looking.filter.with_words("school")
    reviewer.window.bridge.workspace.narrow(wanted)
    reviewer.waits()
    reviewer.settles()
    reviewer.gives("look.clear_filter")
    reviewer.settles()
    assert reviewer.window.bridge.looking.view == view


def test_a_case_opens_at_the_days_it_was_left_at(reviewer: Driver, tmp_path: Path) -> None:
    reviewer.chooses_record(int(reviewer.case.events.id[0]))
    reviewer.window.moving.go_to_finding(reviewer.window.bridge.findings[-1].id)
    view = reviewer.window.bridge.looking.view
    reviewer.saves_as(tmp_path / "kept.lifelanes")
    reviewer.gives("case.close")
    reviewer.opens(tmp_path / "kept.lifelanes")
    assert reviewer.window.bridge.looking.view == view


def test_a_finding_that_a_filter_hid_is_chosen_again_after_it(reviewer: Driver) -> None:
    reviewer.gives("look.next_finding")
    chosen = reviewer.finding_chosen
    reviewer.window.bridge.workspace.narrow(reviewer.window.bridge.looking.filter.with_words("nothing has this word"))
    reviewer.waits()
    reviewer.window.findings.show_among(frozenset())
    assert reviewer.window.findings.chosen is None
    reviewer.window.findings.show_among(None)
    assert reviewer.window.findings.chosen == chosen


def test_a_decision_leaves_standing_how_firm_a_finding_is(reviewer: Driver) -> None:
    reviewer.gives("look.next_finding")
    reviewer.waits()
    item = reviewer.window.findings.currentItem()
    assert item is not None and "settings tried" in _why(reviewer.window.findings)
    reviewer.gives("code.finding.accept")
    reviewer.waits()
    assert "settings tried" in _why(reviewer.window.findings)


def _why(findings: QTreeWidget) -> str:
    item = findings.currentItem()
    assert item is not None
    return " ".join(str(item.data(0, role)) for role in range(256, 264))


def test_a_chosen_finding_shows_its_heading(reviewer: Driver) -> None:
    findings = reviewer.window.findings
    for finding in reviewer.window.bridge.findings[:6]:
        reviewer.window.moving.go_to_finding(finding.id)
        reviewer.waits()
        reviewer.settles()
        item = findings.currentItem()
        assert item is not None and findings.visualItemRect(item).top() >= 0


def test_a_record_added_by_hand_is_the_one_that_is_shown(reviewer: Driver) -> None:
    before = set(reviewer.case.events.id.tolist())

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, RowForm)
        dialog.date.setText("14 March 2012")
        dialog.text.setPlainText("Seen at the door, no coat.")
        dialog.keep.click()

    with answering(fill):
        reviewer.gives("edit.add")
        _until_closed()
    (added,) = set(reviewer.case.events.id.tolist()) - before
    assert reviewer.record_shown == added


def test_the_first_part_of_a_split_record_is_shown(reviewer: Driver) -> None:
    event = int(reviewer.case.events.id[5])
    reviewer.chooses_record(event)

    def split(dialog: QDialog) -> None:
        assert isinstance(dialog, SplitForm)
        cursor = dialog.text.textCursor()
        cursor.setPosition(10)
        dialog.text.setTextCursor(cursor)
        dialog.here.click()
        dialog.keep.click()

    with answering(split):
        reviewer.gives("edit.split")
        _until_closed()
    assert reviewer.record_shown not in (None, event)


def _until_closed() -> None:
    for _ in range(200):
        QApplication.processEvents()
        if QApplication.activeModalWidget() is None:
            return


def test_a_withdrawn_record_says_so_at_its_head(reviewer: Driver) -> None:
    reviewer.chooses_record(int(reviewer.case.events.id[5]))
    reviewer.gives("edit.withdraw")
    assert "withdrawn" in reviewer.words_on_record().split("\n")[0]


def test_a_bookmark_keeps_the_days_that_the_chart_shows(reviewer: Driver) -> None:
    first = int(reviewer.case.events.day.min())
    reviewer.window.bridge.workspace.show_days(first - 200, first + 100)
    reviewer.settles()
    with answering(lambda dialog: dialog.accept()):
        reviewer.gives("chart.bookmark")
    mark = reviewer.case.bookmarks[-1]
    assert mark.first is not None and mark.first >= known_date(first)


def test_a_wrong_password_is_called_wrong(driver: Driver) -> None:
    said: list[str] = []

    def look(dialog: QDialog) -> None:
        said.extend(label.text() for label in dialog.findChildren(QLabel))
        dialog.reject()

    with answering(look):
        ask_password(driver.window, "police.xlsx", True)
    assert any("no password given so far opens it" in words for words in said)


def test_the_same_file_stands_once_among_the_recent_ones(
    reviewer: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reviewer.saves_as(tmp_path / "once.lifelanes")
    reviewer.gives("case.close")
    monkeypatch.chdir(tmp_path)
    reviewer.window.filing.take_files([Path("once.lifelanes")])
    reviewer.waits()
    kept, _amiss = load()
    assert kept.recent.count(str(tmp_path / "once.lifelanes")) == 1 and "once.lifelanes" not in kept.recent


def test_the_help_fits_the_screen_and_dims_its_pictures_in_the_dark(driver: Driver) -> None:
    driver.gives("help.contents")
    window = next(one for one in QApplication.topLevelWidgets() if isinstance(one, HelpWindow))
    assert window.height() < window.screen().availableSize().height()
    light = window.view._drawn("pictures/start.png").pixelColor(5, 100)
    driver.gives("look.theme.dark")
    driver.settles()
    dark = window.view._drawn("pictures/start.png").pixelColor(5, 100)
    driver.gives("look.theme.light")
    assert light.lightness() > 240 and 100 < dark.lightness() < 210


def test_large_type_leaves_the_window_on_the_screen_with_the_stops_open(reviewer: Driver) -> None:
    reviewer.gives("panel.page")
    page = reviewer.window.findChild(PanelPage)
    assert isinstance(page, PanelPage)
    for _ in range(5):
        reviewer.gives("look.text.larger")
    reviewer.settles()
    high = reviewer.window.minimumSizeHint().height()
    reviewer.gives("look.text.usual")
    assert high < 720
    area = page.parentWidget()
    assert area is not None and isinstance(area.parentWidget(), QScrollArea)


def test_the_rows_of_a_table_follow_the_size_of_the_words(reviewer: Driver) -> None:
    table = reviewer.window.events.records
    usual = table.rowHeight(0)
    for _ in range(3):
        reviewer.gives("look.text.larger")
    larger = table.rowHeight(0)
    reviewer.gives("look.text.usual")
    assert larger > usual and table.rowHeight(0) == usual


def test_measures_go_out_with_pseudonyms_while_a_panel_is_shown(reviewer: Driver) -> None:
    names = [child.name for child in reviewer.case.children]
    reviewer.gives("look.measures")
    page = reviewer.window.pages.measures
    assert page is not None and not page.pseudonyms.isChecked()
    page.copy_table()
    assert all(name in QApplication.clipboard().text() for name in names)
    page.close()
    reviewer.window.pages.in_panel = lambda: True
    reviewer.gives("look.times")
    times = reviewer.window.pages.times
    assert times is not None and times.pseudonyms.isChecked()
    times.copy_table()
    told = QApplication.clipboard().text()
    assert not any(name in told for name in names) and "Child A" in told
    reviewer.gives("case.returns")
    returns = reviewer.window.pages.returns
    assert returns is not None and returns.pseudonyms.isChecked()
    cells = [str(cell) for sheet in returns.sheets for row in sheet.rows for cell in row]
    assert not any(name in cell for cell in cells for name in names)
    reviewer.window.pages.close_all()


def test_a_change_made_on_a_page_offers_to_undo_it(reviewer: Driver) -> None:
    reviewer.gives("edit.people")
    page = reviewer.window.pages.people
    assert page is not None
    page.children_tab.name.setText("Somebody")
    page.children_tab.save.click()
    assert reviewer.case.children[0].name == "Somebody" and "done" in page.bar.words
    offer = page.bar.offer
    assert offer is not None and offer.words == "Undo"
    offer.deed()
    assert reviewer.case.children[0].name != "Somebody" and page.bar.words.startswith("Taken back")
    reviewer.window.pages.close_all()


def test_two_recent_cases_of_one_name_tell_their_folders(driver: Driver, tmp_path: Path) -> None:
    files = [tmp_path / folder / "case.lifelanes" for folder in ("one", "two")]
    for file in files:
        file.parent.mkdir()
        file.touch()
    page = driver.window.start_page
    page.show_recent([*files, tmp_path / "gone.lifelanes"])
    told = [button.text() for button in page.recent.findChildren(QPushButton) if button.isVisibleTo(page)]
    assert told[:2] == [f"case.lifelanes in {file.parent}" for file in files]


def test_a_window_left_on_a_larger_screen_opens_whole_on_this_one(driver: Driver) -> None:
    window = driver.window
    room = window.screen().availableSize()
    window.resize(room.width() + 900, room.height() + 900)
    driver.leaves()
    again = make_window(None, load()[0])
    assert again.windowState() & Qt.WindowState.WindowMaximized
    again.close()
    again.deleteLater()
