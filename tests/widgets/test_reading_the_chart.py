"""The chart through the ears of a screen reader: a tree of lanes, findings and records, and where the keyboard goes."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest

from tests.widgets.driver import Driver

NAME, DESCRIPTION = QAccessible.Text.Name, QAccessible.Text.Description


@pytest.fixture
def listening(driver: Driver) -> Iterator[Driver]:
    """The sample case with a screen reader at work, and the keyboard on the chart."""
    QAccessible.setActive(True)
    driver.opens_sample()
    driver.window.chart.setFocus()
    driver.settles()
    yield driver
    QAccessible.setActive(False)


def chart_of(driver: Driver) -> QAccessibleInterface:
    """What a screen reader finds where the chart is."""
    return QAccessible.queryAccessibleInterface(driver.window.chart)


def heard(driver: Driver) -> str:
    """The name of what has the keyboard, as it is read out."""
    return chart_of(driver).focusChild().text(NAME)


def presses(driver: Driver, *keys: Qt.Key) -> None:
    """Presses keys on the chart."""
    for key in keys:
        QTest.keyClick(driver.window.chart, key)


def test_every_child_is_a_lane_with_its_findings_and_its_records(listening: Driver) -> None:
    chart, lanes = chart_of(listening), listening.window.chart.layout_now()
    assert lanes is not None
    assert chart.role() == QAccessible.Role.Tree
    assert chart.childCount() == len(lanes.scene.lanes) == 4
    for place, drawn in enumerate(lanes.scene.lanes):
        lane = chart.child(place)
        assert lane.text(NAME).startswith(f"{drawn.name}: ")
        assert "Level of intervention: " in lane.text(DESCRIPTION)
        found = len((*drawn.cycles, *drawn.held, *drawn.runs, *drawn.unseen))
        assert lane.childCount() == found + len(drawn.marks)
        items = [lane.child(number).text(NAME) for number in range(lane.childCount())]
        assert all(drawn.name in item for item in items)


def test_a_record_says_its_date_child_agency_severity_and_firmness(listening: Driver) -> None:
    lane = chart_of(listening).child(0)
    told = lane.child(lane.childCount() - 1).text(NAME)
    for words in ("24 November 2015", "Perry", "Children's Social Care", "severity 1, low", "confirmed"):
        assert words in told, told


def test_nothing_that_is_read_out_holds_the_words_of_a_record(listening: Driver) -> None:
    texts = [str(text) for text in listening.case.events.text if len(str(text)) > 20]
    lane = chart_of(listening).child(0)
    told = "\n".join(lane.child(number).text(NAME) for number in range(lane.childCount()))
    assert [text for text in texts if text in told] == []


def test_the_arrow_keys_go_through_lanes_findings_and_records(listening: Driver) -> None:
    assert heard(listening).startswith("Perry: 6 findings")
    presses(listening, Qt.Key.Key_Tab)
    first = heard(listening)
    assert "Return of concern 1" in first
    presses(listening, Qt.Key.Key_Right)
    assert heard(listening) != first
    presses(listening, Qt.Key.Key_Tab, Qt.Key.Key_Home)
    assert heard(listening).startswith("16 January 2008, Perry, Health visiting")
    presses(listening, Qt.Key.Key_Right, Qt.Key.Key_Right)
    before = heard(listening)
    presses(listening, Qt.Key.Key_Down)
    assert ", Robin, " in heard(listening) != before


def test_what_has_the_keyboard_is_marked_and_has_a_place_on_the_screen(listening: Driver) -> None:
    presses(listening, Qt.Key.Key_End)
    item = chart_of(listening).focusChild()
    state = item.state()
    assert state.focused and state.focusable and state.selected
    window = listening.window
    assert window.rect().contains(window.mapFromGlobal(item.rect().center()))
    middle = item.rect().center()
    lane = chart_of(listening).childAt(middle.x(), middle.y())
    assert lane is item.parent()
    assert lane.child(lane.indexOfChild(item)) is item


def test_days_that_are_not_in_view_are_not_in_the_tree(listening: Driver) -> None:
    lane = chart_of(listening).child(0)
    whole = lane.childCount()
    listening.gives("look.in")
    listening.settles()
    assert chart_of(listening).child(0).childCount() < whole


def test_a_lane_that_has_the_keyboard_is_scrolled_into_view(listening: Driver) -> None:
    chart = listening.window.chart
    chart.set_lane_height(300)
    listening.settles()
    assert chart.verticalScrollBar().maximum() > 0
    for _lane in range(3):
        presses(listening, Qt.Key.Key_Down)
        item = chart_of(listening).focusChild()
        assert chart.viewport().rect().contains(chart.viewport().mapFromGlobal(item.rect().center()))
