"""The panel view in the real window: what the panel sees and does not see, and how a reviewer leads it."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QVBoxLayout

from app import PRODUCT
from app.case.practice import Episode
from app.case.practice_edits import mark_episode
from tests.pdf_words import read_pdf
from tests.widgets.answers import answering, press_button
from tests.widgets.driver import Driver
from tests.widgets.panel.family import ELDER, SECRET, invented
from tests.widgets.panel.reading import found_in, readable, visible_windows
from widgets.going_out.clipboard import SVG_TYPE
from widgets.panel.window import PanelWindow
from widgets.panel_show import PanelShow

Key = Qt.Key


@pytest.fixture
def reviewer(driver: Driver) -> Iterator[Driver]:
    """A reviewer with the invented family open, whose panel view is left at the end."""
    driver.is_given(invented())
    driver.waits()
    yield driver
    driver.window.presenting.leave()
    driver.waits()


def shown(driver: Driver) -> PanelShow:
    show = driver.window.presenting.show
    assert show is not None
    return show


def wall(driver: Driver) -> PanelWindow:
    return shown(driver).window


def press(driver: Driver, key: Qt.Key) -> None:
    QTest.keyClick(wall(driver), key)
    driver.settles()


def presents(driver: Driver, command: str = "panel.show") -> None:
    driver.gives(command)
    driver.settles()
    driver.waits()


def place(driver: Driver) -> str:
    return wall(driver).strip.place.text()


# --- shown, led, left --------------------------------------------------------------------------------------------


def test_one_key_shows_it_full_screen_and_escape_leaves(reviewer: Driver) -> None:
    assert reviewer.window.windowTitle() == "Varga review"
    presents(reviewer)
    assert wall(reviewer).isFullScreen() and visible_windows() == [wall(reviewer)], "nothing else stands on the screen"
    assert {window.windowTitle() for window in QApplication.topLevelWidgets() if window.windowTitle()} == {PRODUCT}
    press(reviewer, Key.Key_Escape)
    assert reviewer.window.isVisible() and not wall(reviewer).isVisible()
    assert reviewer.window.windowTitle() == "Varga review"


def test_a_clicker_steps_through_the_stops_and_back(reviewer: Driver) -> None:
    presents(reviewer)
    stops = [stop for stop in reviewer.window.presenting.lead.stops if stop.shown]
    assert place(reviewer) == f"{len(stops)} stops" and wall(reviewer).strip.heading.text() == "Whole case"
    said: list[str] = []
    for key in (Key.Key_PageDown, Key.Key_Right, Key.Key_Space):
        press(reviewer, key)
        said.append(place(reviewer))
    assert said[:2] == [f"1 of {len(stops)}", f"2 of {len(stops)}"]
    press(reviewer, Key.Key_End)
    assert place(reviewer) == f"{len(stops)} of {len(stops)}"
    press(reviewer, Key.Key_PageDown)
    assert place(reviewer) == f"{len(stops)} of {len(stops)}", "after the last there is nothing"
    press(reviewer, Key.Key_Home)
    press(reviewer, Key.Key_PageUp)
    assert wall(reviewer).strip.heading.text() == "Whole case"


def test_a_stop_zooms_to_its_days_and_says_what_was_found_and_how_firm_that_is(reviewer: Driver) -> None:
    presents(reviewer)
    press(reviewer, Key.Key_PageDown)
    press(reviewer, Key.Key_PageDown)
    stop, strip, layout = shown(reviewer).stop, wall(reviewer).strip, shown(reviewer).chart.layout_now()
    assert stop is not None and stop.days is not None and layout is not None
    assert (int(layout.first), int(layout.last)) == stop.days or layout.first >= stop.days[0]
    assert strip.heading.text() == "Child A: Return of concern" and strip.says.text().startswith("Child A")
    reviewer.waits()
    for words in (" to ", "days from step-down to return", "records", "settings tried"):
        assert words in strip.facts.text()
    assert strip.marking.text() == "OFFICIAL-SENSITIVE" and strip.marking.isVisible()
    assert [lane.name for lane in layout.scene.lanes] == ["Child A"]
    press(reviewer, Key.Key_C)
    layout = shown(reviewer).chart.layout_now()
    assert layout is not None and [lane.name for lane in layout.scene.lanes] == ["Child A", "Child B"]


@pytest.mark.parametrize("key", [Key.Key_B, Key.Key_Period])
def test_one_key_blanks_the_screen_and_brings_it_back(reviewer: Driver, key: Qt.Key) -> None:
    presents(reviewer)
    press(reviewer, key)
    picture = wall(reviewer).grab().toImage()
    assert {picture.pixelColor(x, y).name() for x in (5, 400, 790) for y in (5, 300, 590)} == {"#000000"}
    press(reviewer, key)
    assert not wall(reviewer).blank
    press(reviewer, key)
    press(reviewer, Key.Key_PageDown)
    assert not wall(reviewer).blank, "who goes on shows it again"


def test_a_ring_follows_the_pointer(reviewer: Driver) -> None:
    presents(reviewer)
    press(reviewer, Key.Key_P)
    chart = shown(reviewer).chart.viewport()
    QTest.mouseMove(chart, QPoint(300, 200))
    QTest.mouseMove(chart, QPoint(310, 205))
    reviewer.settles()
    assert wall(reviewer).ring.at == QPointF(chart.mapTo(wall(reviewer), QPoint(310, 205)))
    assert wall(reviewer).ring.radius >= 0.04 * wall(reviewer).height()
    press(reviewer, Key.Key_P)
    assert not wall(reviewer).pointing


def test_the_keys_are_on_a_sheet(reviewer: Driver) -> None:
    presents(reviewer)
    press(reviewer, Key.Key_Question)
    assert wall(reviewer).keys.isVisible()
    press(reviewer, Key.Key_Escape)
    assert wall(reviewer).keys.isHidden() and wall(reviewer).isVisible(), "the first Escape puts the sheet away"


def test_an_empty_case_is_told(driver: Driver) -> None:
    driver.window.presenting.toggle()
    assert "nothing to show" in driver.window.message_bar.words and driver.window.presenting.show is None


# --- nothing sensitive -------------------------------------------------------------------------------------------


def walk(driver: Driver) -> Iterator[str]:
    """Everything the panel may come to read, step by step; yields all words of each step."""
    steps: list[Callable[[], None]] = [lambda: None]
    keys = (Key.Key_C, Key.Key_Down, Key.Key_Down, Key.Key_H, Key.Key_Question, Key.Key_Question, Key.Key_Plus,
            Key.Key_Minus, Key.Key_0, Key.Key_B, Key.Key_B, Key.Key_P, Key.Key_P, Key.Key_C)  # fmt: skip
    steps += [lambda key=key: press(driver, key) for key in keys]
    stops = sum(stop.shown for stop in driver.window.presenting.lead.stops)
    steps += [lambda: press(driver, Key.Key_PageDown)] * (stops + 1)
    steps += [lambda: press(driver, Key.Key_Down), lambda: hover(driver)]
    for step in steps:
        step()
        yield "\n".join(readable(visible_windows()))


def hover(driver: Driver) -> None:
    """Rests the pointer on a mark."""
    chart = shown(driver).chart
    layout = chart.layout_now()
    assert layout is not None and len(layout.drawn)
    at = QPoint(round(float(layout.drawn.x[0])), round(float(layout.drawn.y[0])))
    event = QHelpEvent(QHelpEvent.Type.ToolTip, at, chart.viewport().mapToGlobal(at))
    QApplication.sendEvent(chart.viewport(), event)


@pytest.mark.qt_log_ignore("This plugin does not support raise", extend=True)
def test_no_step_of_it_shows_a_name_a_path_or_a_word_of_a_row(reviewer: Driver) -> None:
    everything = "\n".join(readable([reviewer.window]))
    assert found_in([everything], SECRET) >= {"Ottoline", "Varga", "marmalade"}, "or the test would show nothing"
    presents(reviewer)
    for said in walk(reviewer):
        assert found_in([said], SECRET) == set()
        assert "Child A" in said


@pytest.mark.qt_log_ignore("This plugin does not support raise", extend=True)
def test_neither_does_it_of_the_sample_case(driver: Driver) -> None:
    driver.opens_sample()
    case = driver.window.bridge.case
    people = {*(child.name for child in case.children), *(adult.name for adult in case.adults)}
    authors = {author for author in case.events.author if author}
    rows = {text[:40].rsplit(" ", 1)[0] for text in case.events.text if len(text) > 40}
    secrets = {*people, *authors, *rows, *(source.file for source in case.sources)} - {"Mother"}
    presents(driver)
    for said in walk(driver):
        assert found_in([said], secrets) == set()
    driver.window.presenting.leave()
    driver.waits()


def test_what_is_copied_is_a_picture_and_tells_no_name(reviewer: Driver) -> None:
    reviewer.gives("chart.copy")
    reviewer.waits()
    assert found_in([QGuiApplication.clipboard().text()], SECRET), "copied before: with names"
    presents(reviewer)
    assert not QGuiApplication.clipboard().text(), "what we had put there is gone"
    QTest.keyClick(wall(reviewer), Key.Key_C, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    reviewer.waits()
    held = QGuiApplication.clipboard().mimeData()
    assert held.hasImage() and not held.hasText() and not held.hasFormat(SVG_TYPE)


@pytest.mark.parametrize("suffix", [".svg", ".pdf"])
def test_what_is_exported_meanwhile_has_pseudonyms_and_a_neutral_name(
    reviewer: Driver, tmp_path: Path, suffix: str
) -> None:
    presents(reviewer, "panel.apart")
    exporting = reviewer.window.exporting
    path = tmp_path / f"chart{suffix}"
    exporting.save(path)
    reviewer.waits()
    data = path.read_bytes()
    said = data.decode("utf-8", "replace")
    if suffix == ".pdf":
        titles, pages = read_pdf(data)
        said = "\n".join([str(titles), *(word for page in pages for word in page.words)])
    assert "Child A" in said and "pseudonyms in place of names" in said
    assert found_in([said], SECRET) == set()
    assert exporting._suggested(exporting._asked).name.startswith(f"{PRODUCT} chart")


# --- text and names, once they are asked for ---------------------------------------------------------------------


def test_text_is_shown_for_the_moment_behind_pseudonyms_and_with_a_warning(reviewer: Driver) -> None:
    presents(reviewer)
    for _ in range(2):
        press(reviewer, Key.Key_PageDown)
    press(reviewer, Key.Key_T)
    sheet = wall(reviewer).text
    assert sheet.isVisible() and "marmalade" in sheet.words and "Child A and Adult 1" in sheet.words
    assert found_in([sheet.words], SECRET) == {"marmalade"}
    column = wall(reviewer).layout()
    assert isinstance(column, QVBoxLayout)
    first = column.itemAt(0)
    chart = None if first is None else first.widget()
    assert chart is not None and not chart.geometry().intersects(sheet.geometry()), "the lane stays in sight"
    said = "\n".join(readable([wall(reviewer)]))
    assert "everyone who can see this screen" in said and "may still tell who somebody is" in said
    press(reviewer, Key.Key_PageUp)
    assert sheet.isHidden() and sheet.words == ""
    assert found_in(readable([wall(reviewer)]), SECRET) == set(), "every word is forgotten"


def test_the_text_of_one_record_is_shown_where_one_is_chosen(reviewer: Driver) -> None:
    presents(reviewer)
    press(reviewer, Key.Key_Down)
    event = shown(reviewer).event
    assert event is not None
    press(reviewer, Key.Key_T)
    assert wall(reviewer).text.words.count("marmalade") == 1
    press(reviewer, Key.Key_T)
    assert wall(reviewer).text.isHidden()


def answers(which: QMessageBox.StandardButton) -> Callable[[QDialog], None]:
    return lambda dialog: press_button(dialog, which)


def test_names_are_shown_only_after_a_question_and_no_longer_than_this_showing(reviewer: Driver) -> None:
    presents(reviewer)
    with answering(answers(QMessageBox.StandardButton.No)):
        press(reviewer, Key.Key_N)
    assert found_in(readable([wall(reviewer)]), SECRET) == set()
    with answering(answers(QMessageBox.StandardButton.Yes)):
        press(reviewer, Key.Key_N)
    said = "\n".join(readable([wall(reviewer)]))
    assert ELDER in said and "Names shown" in said and "marmalade" not in said, "text stays out all the same"
    press(reviewer, Key.Key_Escape)
    presents(reviewer)
    assert found_in(readable([wall(reviewer)]), SECRET) == set()


def test_the_wall_is_high_contrast_where_asked(reviewer: Driver) -> None:
    presents(reviewer)
    press(reviewer, Key.Key_H)
    picture = wall(reviewer).grab().toImage()
    assert picture.pixelColor(3, 3).name() == "#000000"
    layout = shown(reviewer).chart.layout_now()
    assert layout is not None and layout.sizes.sparse and layout.sizes.body >= 20, "type stays large"
    press(reviewer, Key.Key_H)
    assert cast(str, wall(reviewer).grab().toImage().pixelColor(3, 3).name()) == "#ffffff"


def test_on_a_low_screen_four_lanes_and_an_episode_fit_above_the_strip(driver: Driver) -> None:
    driver.opens_sample()
    episode = Episode("A move", date(2014, 1, 6), date(2014, 6, 2), by=driver.name)
    driver.window.bridge.session.apply(mark_episode(episode), "Mark an episode")
    presents(driver, "panel.apart")
    wall(driver).resize(1280, 720)
    driver.settles()
    layout = shown(driver).chart.layout_now()
    assert layout is not None and layout.scene.episodes and len(layout.frames) == 4
    assert layout.height <= shown(driver).chart.viewport().height(), "its last line would be cut"
    driver.window.presenting.leave()
    driver.waits()
