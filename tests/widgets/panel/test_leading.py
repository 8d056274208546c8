"""The reviewer's side of the panel view: stops, notes and pseudonyms beside the chart; two screens; bookmarks."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QDialog, QInputDialog, QPushButton, QScrollArea

from app import PRODUCT
from app.analysis.knowledge import seen_as
from app.case.pseudonyms import StopKind
from tests.conftest import ROOT
from tests.widgets.answers import answering
from tests.widgets.driver import Driver
from tests.widgets.panel.family import ELDER, SECRET, YOUNGER, invented
from tests.widgets.panel.reading import found_in, readable
from widgets.panel.panel_page import PanelPage
from widgets.panel.window import PanelWindow
from widgets.panel_show import PanelShow
from widgets.practice.bookmarks_page import BookmarksPage


@pytest.fixture
def reviewer(driver: Driver) -> Iterator[Driver]:
    """A reviewer, by name, with the invented family open and the panel's page beside the chart."""
    driver.is_given(invented())
    driver.names_self()
    driver.waits()
    driver.gives("panel.page")
    driver.window.activateWindow()
    driver.settles()
    yield driver
    driver.window.presenting.leave()
    driver.waits()


def page(driver: Driver) -> PanelPage:
    found = driver.window.presenting.lead.page
    assert found is not None
    return found


def show(driver: Driver) -> PanelShow:
    found = driver.window.presenting.show
    assert found is not None
    return found


def wall(driver: Driver) -> PanelWindow:
    return show(driver).window


def lines(driver: Driver) -> list[tuple[str, bool]]:
    """What the list of stops says, and what is ticked."""
    view = page(driver).list
    items = [view.item(row) for row in range(view.count())]
    return [(item.text(), item.checkState() is Qt.CheckState.Checked) for item in items]


def presses_button(driver: Driver, words: str) -> None:
    (button,) = [one for one in page(driver).findChildren(QPushButton) if one.text().replace("&", "") == words]
    button.click()
    driver.settles()


def test_the_page_lists_the_stops_those_that_are_shown_first(reviewer: Driver) -> None:
    listed = lines(reviewer)
    ticked = [shown for _words, shown in listed]
    assert listed[0] == ("Bookmark: Child A in spring", True) and ticked == sorted(ticked, reverse=True)
    assert "F5" in page(reviewer).status.text() and not all(ticked)


def test_the_page_says_word_for_word_what_the_panel_reads(reviewer: Driver) -> None:
    page(reviewer).list.setCurrentRow(1)
    said = page(reviewer).reads.text()
    assert said.startswith("Child A: Return of concern") and found_in([said], SECRET) == set()


def test_a_stop_is_dropped_taken_up_and_moved_and_undo_brings_it_back(reviewer: Driver) -> None:
    before = lines(reviewer)
    page(reviewer).list.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert lines(reviewer)[0] == (before[0][0], False)
    page(reviewer).list.setCurrentRow(0)
    presses_button(reviewer, "Down")
    assert [words for words, _shown in lines(reviewer)[:2]] == [before[1][0], before[0][0]]
    stops = reviewer.window.bridge.case.panel.stops
    assert (stops[1].kind, stops[1].shown) == (StopKind.BOOKMARK, False)
    reviewer.gives("edit.undo")
    reviewer.gives("edit.undo")
    reviewer.settles()
    assert lines(reviewer) == before


@pytest.mark.parametrize("theme", ["light", "projector"])
def test_the_page_is_read_without_moving_it_sideways_on_a_small_screen(reviewer: Driver, theme: str) -> None:
    reviewer.window.settings.change(theme=theme)
    reviewer.window.resize(1280, 690)
    reviewer.gives("panel.page")
    reviewer.settles()
    areas = reviewer.window.findChildren(QScrollArea)
    (area,) = [found for found in areas if found.widget() is page(reviewer)]
    assert area.horizontalScrollBar().maximum() == 0
    assert reviewer.window.width() == 1280, "the window still fits its screen"


def test_notes_stay_with_the_reviewer(reviewer: Driver) -> None:
    for row, words in ((0, "Say who knew in spring"), (1, "Ask the GP about this")):
        page(reviewer).list.setCurrentRow(row)
        page(reviewer).note.setFocus()
        page(reviewer).note.setPlainText(words)
        page(reviewer).list.setFocus()
        reviewer.settles()
    case = reviewer.window.bridge.case
    assert case.bookmarks[0].note == "Say who knew in spring"
    assert [item.note for item in case.finding_decisions] == ["Ask the GP about this"]
    reviewer.gives("panel.apart")
    reviewer.settles()
    for _ in range(3):
        presses_button(reviewer, "Next")
        assert found_in(readable([wall(reviewer)]), ("Ask the GP", "Say who")) == set()


def test_the_wall_is_led_from_the_page_and_by_the_windows_own_keys(reviewer: Driver) -> None:
    presses_button(reviewer, "Show it")
    reviewer.window.presenting.leave()
    reviewer.gives("panel.apart")
    reviewer.settles()
    assert reviewer.window.isVisible() and reviewer.window.windowTitle() == PRODUCT
    presses_button(reviewer, "Next")
    assert show(reviewer).place == 0 and page(reviewer).list.currentRow() == 0
    reviewer.gives("panel.next")
    assert show(reviewer).place == 1 and page(reviewer).list.currentRow() == 1
    page(reviewer).list.setCurrentRow(0)
    presses_button(reviewer, "Go there")
    assert show(reviewer).place == 0
    reviewer.gives("panel.black")
    assert wall(reviewer).blank
    presses_button(reviewer, "Black")
    assert not wall(reviewer).blank
    reviewer.gives("panel.text")
    assert wall(reviewer).text.isVisible()
    presses_button(reviewer, "Leave it")
    assert not wall(reviewer).isVisible() and reviewer.window.windowTitle() == "Varga review"


def test_a_pseudonym_is_given_in_the_table_and_the_wall_follows(reviewer: Driver) -> None:
    reviewer.gives("panel.apart")
    reviewer.settles()
    model = page(reviewer).names.model
    names = [model.index(row, 0).data() for row in range(model.rowCount())]
    row = names.index(ELDER)
    assert model.index(row, 1).data() == "Child A"
    model.setData(model.index(row, 1), "The elder girl")
    reviewer.settles()
    assert model.index(row, 1).data() == "The elder girl"
    assert "The elder girl" in "\n".join(readable([wall(reviewer)]))
    assert reviewer.window.bridge.case.panel.pseudonyms[0].by == reviewer.name
    model.setData(model.index(row, 1), "Peregrine")
    reviewer.settles()
    assert "hide nobody" in reviewer.window.message_bar.words and model.index(row, 1).data() == "The elder girl"
    reviewer.gives("edit.undo")
    reviewer.settles()
    assert model.index(row, 1).data() == "Child A"


def test_names_are_edited_with_the_keyboard(reviewer: Driver) -> None:
    triggers = page(reviewer).names.table.editTriggers()
    assert triggers & QAbstractItemView.EditTrigger.EditKeyPressed


def test_people_go_by_the_same_words_in_the_view_of_one_agency(reviewer: Driver) -> None:
    bridge = reviewer.window.bridge
    bridge.see_as(seen_as(bridge.case, [0], date(2016, 1, 1)))
    reviewer.gives("panel.apart")
    reviewer.settles()
    known = reviewer.window.presenting.known
    assert known is not None and len(known.case.events) == 1
    called = dict(zip([child.name for child in bridge.case.children], known.names.children, strict=True))
    assert called == {ELDER: "Child A", YOUNGER: "Child B"}
    assert found_in(readable([wall(reviewer)]), SECRET) == set()


BESIDE = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from app.case.edits import Reviewer
from app.session import Session
from app.settings import Settings
from tests.widgets.panel.family import invented
from widgets.appearance import dress
from widgets.main_window import make_window
app = QApplication(["lifelanes"])
dress(app, "light", 100)
window = make_window(Session(invented(), Reviewer("Ann")), Settings())
window.show()
app.processEvents()
window.presenting.toggle()
app.processEvents()
wall = window.presenting.show.window
print(window.isVisible(), wall.isVisible(), wall.screen().name(), wall.isFullScreen(), wall.width(), wall.height())
print(window.presenting.lead.visible, window.presenting.lead.page.status.text())
window.presenting.leave()
window.filing.may_go = lambda: True
window.close()
"""


def test_a_second_screen_gets_the_panel_and_the_reviewer_keeps_the_first(tmp_path: Path) -> None:
    screens = [
        {"name": "Laptop", "x": 0, "y": 0, "width": 1366, "height": 768},
        {"name": "Wall", "x": 1366, "y": 0, "width": 1920, "height": 1080},
    ]
    known = {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    config = tmp_path / "screens.json"
    config.write_text(json.dumps({"screens": [screen | known for screen in screens]}), "utf-8")
    env = os.environ | {"QT_QPA_PLATFORM": f"offscreen:configfile={config}", "LIFELANES_SETTINGS_DIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", BESIDE], cwd=ROOT, env=env, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.stdout.splitlines()[:1] == ["True True Wall True 1920 1080"], done.stderr
    assert done.stdout.splitlines()[1].startswith("True The panel sees the second screen.")


# --- bookmarks ---------------------------------------------------------------------------------------------------


def bookmarks(driver: Driver) -> BookmarksPage:
    found = driver.window.bookmarking.page
    assert found is not None
    return found


def keeps(driver: Driver, name: str) -> None:
    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, QInputDialog)
        dialog.setTextValue(name)
        dialog.accept()

    with answering(answer):
        driver.gives("chart.bookmark")


def names_of(driver: Driver) -> list[str]:
    return [mark.name for mark in driver.window.bridge.case.bookmarks]


def test_bookmarks_are_listed_renamed_noted_ordered_gone_to_and_deleted(reviewer: Driver) -> None:
    keeps(reviewer, "The end")
    reviewer.gives("chart.bookmarks")
    listed = bookmarks(reviewer)
    assert [listed.model.index(row, 0).data() for row in range(2)] == ["Ottoline in spring", "The end"]
    listed.choose("The end")
    listed.up.click()
    assert names_of(reviewer) == ["The end", "Ottoline in spring"]
    listed.name.setText("How it ended")
    listed.note.setPlainText("Who was told?")
    listed.keep.click()
    assert names_of(reviewer)[0] == "How it ended" and reviewer.window.bridge.case.bookmarks[0].note == "Who was told?"
    listed.choose("Ottoline in spring")
    listed.go.click()
    view = reviewer.window.bridge.looking.view
    assert view.first_day is not None and reviewer.window.bridge.looking.event == 1
    listed.name.setText("How it ended")
    listed.keep.click()
    assert "called" in listed.bar.words, "two bookmarks of one name"
    listed.delete.click()
    assert names_of(reviewer) == ["How it ended"]
    listed.undo.click()
    assert names_of(reviewer) == ["How it ended", "Ottoline in spring"]
    listed.close()


def test_without_a_bookmark_the_page_says_how_to_keep_one(driver: Driver) -> None:
    driver.opens_sample()
    driver.gives("chart.bookmarks")
    assert "Ctrl+B" in bookmarks(driver).told.text() and not bookmarks(driver).go.isEnabled()
    bookmarks(driver).close()
