"""The tour of the sample case: it does real things, blocks nothing, and leaves nothing behind."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from app.workspace import Looking
from tests.widgets.answers import answering, press_button
from tests.widgets.driver import PATIENCE, Driver
from widgets.help.tour import Tour


@pytest.fixture
def tour(driver: Driver, qtbot: QtBot) -> Tour:
    """A tour at its first step."""
    return started(driver, qtbot)


def started(driver: Driver, qtbot: QtBot) -> Tour:
    """The tour, once the sample is there."""
    driver.gives("help.tour")
    found = driver.window.helping.tour
    assert found is not None
    qtbot.waitUntil(lambda: found.at == 0, timeout=PATIENCE)
    return found


def test_each_step_does_something_real_and_the_end_undoes_it(tour: Tour, driver: Driver) -> None:
    window = driver.window
    case, findings = window.bridge.case, window.bridge.findings
    seen: list[tuple[str | None, int | None, int, bool, bool]] = []
    for number in range(len(tour.steps)):
        now = window.bridge.looking
        steps = len(window.bridge.session.steps)
        seen.append((now.finding, now.event, steps, window.bridge.seen is not None, window.area.phase.isVisible()))
        assert tour.callout.isVisible() and tour.callout.words.text() == tour.steps[number].words
        assert tour.callout.next.accessibleDescription().endswith(tour.steps[number].words)
        assert window.rect().contains(tour.callout.geometry())
        QTest.mouseClick(tour.callout.next, Qt.MouseButton.LeftButton)
    assert 7 <= len(seen) <= 9
    assert len({finding for finding, *_ in seen}) >= 3, "it zooms to a cycle and to a run"
    assert any(event is not None for _finding, event, *_ in seen)
    assert [steps for _finding, _event, steps, *_ in seen].count(2) == 1, "one step codes a record"
    assert any(as_others for *_, as_others, _phase in seen) and any(phase for *_, phase in seen)
    driver.waits()
    assert window.helping.tour is None
    assert window.bridge.case is case and window.bridge.findings == findings
    assert window.bridge.looking == Looking()
    assert len(window.bridge.session.trail) == 1 and not window.bridge.session.can_redo, "no trace in the history"


def test_it_can_be_gone_through_backwards_and_with_keys(tour: Tour, driver: Driver) -> None:
    for _ in range(3):
        QTest.keyClick(tour.callout.next, Qt.Key.Key_Return)
    assert tour.at == 3 and len(driver.window.bridge.session.steps) == 2
    QTest.mouseClick(tour.callout.back, Qt.MouseButton.LeftButton)
    assert tour.at == 2 and len(driver.window.bridge.session.steps) == 1
    driver.presses("Esc")
    assert driver.window.helping.tour is None


def test_esc_ends_it_wherever_the_keyboard_is(tour: Tour, driver: Driver) -> None:
    driver.gives("look.chart")
    driver.presses("Esc")
    assert driver.window.helping.tour is None
    driver.gives("look.back")


def test_the_window_can_be_used_meanwhile(tour: Tour, driver: Driver) -> None:
    driver.names_self()
    driver.chooses_record(int(driver.window.bridge.case.events.id[0]))
    driver.scores(5)
    tour.end()
    assert len(driver.window.bridge.session.steps) == 2, "what a person did in it is theirs"


def test_another_case_is_asked_about_first_and_opened_again(driver: Driver, qtbot: QtBot, tmp_path: Path) -> None:
    driver.imports("school_log.csv")
    with answering(lambda dialog: press_button(dialog, QMessageBox.StandardButton.Cancel)):
        driver.gives("help.tour")
    driver.settles()
    assert driver.window.helping.tour is None and driver.window.bridge.case.sources[0].file == "school_log.csv"
    driver.saves_as(tmp_path / "family.lifelanes")
    tour = started(driver, qtbot)
    tour.go_to(4)
    tour.end()
    driver.waits()
    assert driver.window.bridge.session.path == tmp_path / "family.lifelanes"


def test_the_window_may_be_closed_in_the_middle(tour: Tour, driver: Driver) -> None:
    tour.go_to(3)
    driver.leaves()
    assert not driver.window.isVisible()
