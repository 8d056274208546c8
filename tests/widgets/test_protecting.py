"""The protective marking of a case: set from the menu, seen on the chart, taken back."""

from PySide6.QtWidgets import QDialog, QInputDialog

from app.lanes.words import footer
from tests.widgets.answers import answering
from tests.widgets.driver import Driver


def marks_with(driver: Driver, words: str) -> None:
    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, QInputDialog)
        dialog.setTextValue(words)
        dialog.accept()

    with answering(answer):
        driver.gives("case.marking")
    driver.waits()


def foot(driver: Driver) -> str:
    layout = driver.window.chart.layout_now()
    assert layout is not None
    return footer(layout)


def test_the_marking_is_set_from_the_menu_and_stands_on_the_chart_at_once(reviewer: Driver) -> None:
    marks_with(reviewer, " OFFICIAL-SENSITIVE ")
    assert reviewer.case.marking == "OFFICIAL-SENSITIVE"
    assert foot(reviewer).startswith("OFFICIAL-SENSITIVE")
    assert reviewer.window.bridge.session.undo_label == "Mark the case OFFICIAL-SENSITIVE"
    reviewer.gives("edit.undo")
    assert "OFFICIAL" not in foot(reviewer)


def test_an_empty_marking_takes_it_away_and_the_same_again_is_no_step(reviewer: Driver) -> None:
    marks_with(reviewer, "OFFICIAL")
    steps = len(reviewer.window.bridge.session.trail)
    marks_with(reviewer, "OFFICIAL")
    assert len(reviewer.window.bridge.session.trail) == steps
    marks_with(reviewer, "")
    assert reviewer.case.marking == ""
    assert len(reviewer.window.bridge.session.trail) == steps + 1
