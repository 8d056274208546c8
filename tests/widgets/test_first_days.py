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


@pytest.fixture
def sample(driver: Driver) -> Driver:
    """The reviewer with the sample case open, and a name given."""
    driver.opens_sample()
    driver.names_self()
    return driver


def test_coding_leaves_the_table_at_the_row_that_is_coded(sample: Driver) -> None:
    sample.gives("look.next_finding")
    last = int(sample.case.events.id[-1])
    sample.chooses_record(last)
    sample.scores(2)
    sample.waits()
    table = sample.window.events.records
    assert table.viewport().rect().contains(table.visualRect(table.currentIndex()).center())


def test_filtering_moves_the_chart_nowhere(sample: Driver) -> None:
    first = int(sample.case.events.id[0])
    sample.chooses_record(first)
    finding = sample.window.bridge.findings[-1]
    sample.window.moving.go_to_finding(finding.id)
    view = sample.window.bridge.looking.view
    wanted = sample.window.bridge.looking.filter.with_words("school")
    sample.window.bridge.workspace.narrow(wanted)
    sample.waits()
    sample.settles()
    sample.gives("look.clear_filter")
    sample.settles()
    assert sample.window.bridge.looking.view == view


def test_a_case_opens_at_the_days_it_was_left_at(sample: Driver, tmp_path: Path) -> None:
    sample.chooses_record(int(sample.case.events.id[0]))
    sample.window.moving.go_to_finding(sample.window.bridge.findings[-1].id)
    view = sample.window.bridge.looking.view
    sample.saves_as(tmp_path / "kept.lifelanes")
    sample.gives("case.close")
    sample.opens(tmp_path / "kept.lifelanes")
    assert sample.window.bridge.looking.view == view


def test_a_finding_that_a_filter_hid_is_chosen_again_after_it(sample: Driver) -> None:
    sample.gives("look.next_finding")
    chosen = sample.finding_chosen
    sample.window.bridge.workspace.narrow(sample.window.bridge.looking.filter.with_words("nothing has this word"))
    sample.waits()
    sample.window.findings.show_among(frozenset())
    assert sample.window.findings.chosen is None
    sample.window.findings.show_among(None)
    assert sample.window.findings.chosen == chosen


def test_a_decision_leaves_standing_how_firm_a_finding_is(sample: Driver) -> None:
    sample.gives("look.next_finding")
    sample.waits()
    item = sample.window.findings.currentItem()
    assert item is not None and "Holds in" in _why(sample.window.findings)
    sample.gives("code.finding.accept")
    sample.waits()
    assert "Holds in" in _why(sample.window.findings)


def _why(findings: QTreeWidget) -> str:
    item = findings.currentItem()
    assert item is not None
    return " ".join(str(item.data(0, role)) for role in range(256, 264))


def test_a_chosen_finding_shows_its_heading(sample: Driver) -> None:
    findings = sample.window.findings
    for finding in sample.window.bridge.findings[:6]:
        sample.window.moving.go_to_finding(finding.id)
        sample.waits()
        sample.settles()
        item = findings.currentItem()
        assert item is not None and findings.visualItemRect(item).top() >= 0


def test_a_record_added_by_hand_is_the_one_that_is_shown(sample: Driver) -> None:
    before = set(sample.case.events.id.tolist())

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, RowForm)
        dialog.date.setText("14 March 2012")
        dialog.text.setPlainText("Seen at the door, no coat.")
        dialog.keep.click()

    with answering(fill):
        sample.gives("edit.add")
        _until_closed()
    (added,) = set(sample.case.events.id.tolist()) - before
    assert sample.record_shown == added


def test_the_first_part_of_a_split_record_is_shown(sample: Driver) -> None:
    event = int(sample.case.events.id[5])
    sample.chooses_record(event)

    def split(dialog: QDialog) -> None:
        assert isinstance(dialog, SplitForm)
        cursor = dialog.text.textCursor()
        cursor.setPosition(10)
        dialog.text.setTextCursor(cursor)
        dialog.here.click()
        dialog.keep.click()

    with answering(split):
        sample.gives("edit.split")
        _until_closed()
    assert sample.record_shown not in (None, event)


def _until_closed() -> None:
    for _ in range(200):
        QApplication.processEvents()
        if QApplication.activeModalWidget() is None:
            return


def test_a_withdrawn_record_says_so_at_its_head(sample: Driver) -> None:
    sample.chooses_record(int(sample.case.events.id[5]))
    sample.gives("edit.withdraw")
    assert "withdrawn" in sample.words_on_record().split("\n")[0]


def test_a_bookmark_keeps_the_days_that_the_chart_shows(sample: Driver) -> None:
    first = int(sample.case.events.day.min())
    sample.window.bridge.workspace.show_days(first - 200, first + 100)
    sample.settles()
    with answering(lambda dialog: dialog.accept()):
        sample.gives("chart.bookmark")
    mark = sample.case.bookmarks[-1]
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
    sample: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sample.saves_as(tmp_path / "once.lifelanes")
    sample.gives("case.close")
    monkeypatch.chdir(tmp_path)
    sample.window.filing.take_files([Path("once.lifelanes")])
    sample.waits()
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


def test_large_type_leaves_the_window_on_the_screen_with_the_stops_open(sample: Driver) -> None:
    sample.gives("panel.page")
    page = sample.window.findChild(PanelPage)
    assert isinstance(page, PanelPage)
    for _ in range(5):
        sample.gives("look.text.larger")
    sample.settles()
    high = sample.window.minimumSizeHint().height()
    sample.gives("look.text.usual")
    assert high < 720
    area = page.parentWidget()
    assert area is not None and isinstance(area.parentWidget(), QScrollArea)


def test_the_rows_of_a_table_follow_the_size_of_the_words(sample: Driver) -> None:
    table = sample.window.events.records
    usual = table.rowHeight(0)
    for _ in range(3):
        sample.gives("look.text.larger")
    larger = table.rowHeight(0)
    sample.gives("look.text.usual")
    assert larger > usual and table.rowHeight(0) == usual


def test_measures_go_out_with_pseudonyms_while_a_panel_is_shown(sample: Driver) -> None:
    names = [child.name for child in sample.case.children]
    sample.gives("look.measures")
    page = sample.window.pages.measures
    assert page is not None and not page.pseudonyms.isChecked()
    page.copy_table()
    assert all(name in QApplication.clipboard().text() for name in names)
    page.close()
    sample.window.pages.in_panel = lambda: True
    sample.gives("look.times")
    times = sample.window.pages.times
    assert times is not None and times.pseudonyms.isChecked()
    times.copy_table()
    told = QApplication.clipboard().text()
    assert not any(name in told for name in names) and "Child A" in told
    sample.gives("case.returns")
    returns = sample.window.pages.returns
    assert returns is not None and returns.pseudonyms.isChecked()
    cells = [str(cell) for sheet in returns.sheets for row in sheet.rows for cell in row]
    assert not any(name in cell for cell in cells for name in names)
    sample.window.pages.close_all()


def test_a_change_made_on_a_page_offers_to_undo_it(sample: Driver) -> None:
    sample.gives("edit.people")
    page = sample.window.pages.people
    assert page is not None
    page.children_tab.name.setText("Somebody")
    page.children_tab.save.click()
    assert sample.case.children[0].name == "Somebody" and "done" in page.bar.words
    offer = page.bar.offer
    assert offer is not None and offer.words == "Undo"
    offer.deed()
    assert sample.case.children[0].name != "Somebody" and page.bar.words.startswith("Taken back")
    sample.window.pages.close_all()


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
