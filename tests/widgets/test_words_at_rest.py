"""While the scale is changing only what had words keeps them; as soon as the hand rests everything has its words."""

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.analysis.findings import find_all
from app.lanes.kept_words import KeptWords
from app.lanes.labels import place_labels
from app.lanes.layout import Layout, lay_out
from app.lanes.scene import resolve
from app.theme import load_theme
from tests.app.case_builder import a_large_case
from widgets.fonts import load_fonts
from widgets.lanes.inks import Measurer
from widgets.lanes.lanes_view import LanesView

AT_REST_MS = 130


def a_view() -> LanesView:
    case = a_large_case(1500)
    view = LanesView()
    view.resize(1000, 560)
    view.show_case(case, find_all(case))
    view.show()
    QApplication.processEvents()
    return view


@pytest.fixture
def view(qtbot):
    view = a_view()
    qtbot.addWidget(view)
    return view


def turned(view: LanesView, x: float, turn: int, keys=Qt.KeyboardModifier.NoModifier) -> None:
    """Turn the wheel there, and paint the frame."""
    at = QPointF(x, 200)
    where, phase = view.viewport().mapToGlobal(at), Qt.ScrollPhase.NoScrollPhase
    event = QWheelEvent(at, where, QPoint(), QPoint(0, turn), Qt.MouseButton.NoButton, keys, phase, False)
    QApplication.sendEvent(view.viewport(), event)
    QApplication.processEvents()


def on_screen(view: LanesView) -> QImage:
    """What stands in the window, without having it painted."""
    painted = view.window().backingStore().paintDevice()
    assert isinstance(painted, QImage)
    return painted.copy()


def from_nothing(view: LanesView) -> QImage:
    """What stands in the window once everything has been drawn anew."""
    view.set_theme(load_theme())
    QApplication.processEvents()
    return on_screen(view)


def test_words_come_back_when_the_hand_rests(qtbot, view):
    turned(view, 700, 360)
    assert on_screen(view) == from_nothing(view), "the first turn of the wheel shows all words at once"
    QTest.qWait(AT_REST_MS)
    for _turn in range(6):
        turned(view, 700, 120)
    for _turn in range(4):
        turned(view, 700, -120)
    moving = on_screen(view)
    qtbot.waitUntil(lambda: on_screen(view) != moving)
    assert on_screen(view) == from_nothing(view)


def test_a_picture_taken_in_the_midst_of_a_gesture_has_all_its_words(view):
    for _turn in range(6):
        turned(view, 700, 120)
    for _turn in range(4):
        turned(view, 700, -120)
    moving, taken = on_screen(view), view.grab().toImage()
    view.set_theme(load_theme())
    assert taken == view.grab().toImage()
    assert moving.convertToFormat(taken.format()) != taken, "words had been left out until the hand rested"


def test_a_key_shows_all_words_in_the_midst_of_a_gesture(view):
    for _turn in range(6):
        turned(view, 700, 120)
    QTest.keyClick(view, Qt.Key.Key_Minus)
    QApplication.processEvents()
    assert on_screen(view) == from_nothing(view)


GESTURES = st.lists(
    st.tuples(
        st.sampled_from(("wheel", "wheel", "wheel", "along", "key", "rest", "grab")),
        st.integers(-3, 3),
        st.integers(150, 950),
    ),
    min_size=1,
    max_size=9,
)
SLOW = settings(max_examples=8, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
"""Each example waits for the hand to rest, so that a failing one is told as it was found."""


@given(gestures=GESTURES)
@SLOW
def test_at_rest_the_window_shows_what_drawing_from_nothing_shows(qapp, gestures):
    view = a_view()
    for kind, turn, x in gestures:
        if kind == "wheel":
            turned(view, x, 120 * turn)
        elif kind == "along":
            turned(view, x, 120 * turn, Qt.KeyboardModifier.ShiftModifier)
        elif kind == "key":
            view.zoom(1.3**turn)
        elif kind == "grab":
            view.grab()
        else:
            QTest.qWait(AT_REST_MS)
    QTest.qWait(AT_REST_MS)
    assert on_screen(view) == from_nothing(view)
    view.close()
    view.deleteLater()


def about(layout: Layout, kept: KeptWords) -> list[frozenset]:
    return [kept.named(place) for place in range(len(layout.frames))]


@given(shares=st.lists(st.floats(0.02, 1.0), min_size=1, max_size=5))
@settings(max_examples=15, deadline=None)
def test_nothing_gets_words_in_a_moving_picture_that_had_none(qapp, shares):
    case = a_large_case(1500)
    scene, measure, kept = resolve(case, find_all(case)), Measurer(load_fonts()), KeptWords()
    layout = lay_out(scene, 1000, 560)
    place_labels(layout, measure, kept)
    before = about(layout, kept)
    wide = scene.last_day - scene.first_day
    for share in shares:
        layout = lay_out(scene, 1000, 560, scene.first_day, scene.first_day + share * wide, before=layout)
        place_labels(layout, measure, kept, moving=True)
        now = about(layout, kept)
        always = {("life", 0)}
        assert all(new - always <= old for new, old in zip(now, before, strict=True))
        before = now
    assert place_labels(layout, measure, kept) == place_labels(layout, measure)
