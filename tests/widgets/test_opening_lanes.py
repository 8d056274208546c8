"""With many children the lane that is pointed at opens over its neighbours: real pointer, real keys, real widget."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from app.analysis.findings import find_all
from app.lanes.sizes import FULL_HEIGHT, Tier
from tests.app.case_builder import Row, a_case
from widgets.lanes.lanes_view import LanesView
from widgets.lanes.opening import REST_MS

NAMES = ["Perry", "Robin", "Alex", "Sam", "Kim", "Jo", "Lee", "Max", "Ash", "Toni"]


def shown(qtbot, names: list[str]) -> LanesView:
    rows = [Row(f"2012-{1 + place:02d}-05", name, 2, "hygiene") for place, name in enumerate(names)]
    case = a_case(names, *rows, Row("2014-01-01", "all", 1, "hygiene"))
    lanes = LanesView()
    qtbot.addWidget(lanes)
    lanes.resize(1280, 720)
    lanes.show_case(case, find_all(case))
    lanes.show()
    qtbot.waitExposed(lanes)
    return lanes


@pytest.fixture
def many(qtbot) -> LanesView:
    return shown(qtbot, NAMES)


def middle_of(view: LanesView, place: int) -> QPoint:
    layout = view.layout_now()
    assert layout is not None
    frame = layout.frames[place]
    return QPoint(600, round((frame.top + frame.bottom) / 2))


def point_at(view: LanesView, place: int) -> None:
    """A pointer that is already there, from a test before, would not be told of."""
    at = middle_of(view, place)
    QTest.mouseMove(view.viewport(), at - QPoint(7, 0))
    QTest.mouseMove(view.viewport(), at)


def rest(qtbot) -> None:
    qtbot.wait(REST_MS + 250)


def test_a_lane_opens_in_full_where_the_pointer_rests_and_no_other_moves(qtbot, many):
    before = many.layout_now()
    assert before is not None and before.tier <= Tier.COMPACT
    point_at(many, 3)
    assert many.open_lane is None, "not before a rest"
    rest(qtbot)
    assert many.open_lane == 3
    assert many.layout_now() is before, "names and lanes stay where they were"
    opened = many.layout_at(QPointF(middle_of(many, 3)))
    assert opened is not None and opened.tier == Tier.FULL
    assert [lane.name for lane in opened.scene.lanes] == ["Sam"]
    assert opened.frames[0].bottom - opened.frames[0].top == FULL_HEIGHT
    assert (opened.per_day, opened.origin) == (before.per_day, before.origin)


def test_a_pointer_that_only_crosses_lanes_opens_none(qtbot, many):
    for place in (2, 4, 6, 8, 5, 1):
        point_at(many, place)
        qtbot.wait(40)
        assert many.open_lane is None


def test_a_click_in_the_open_lane_chooses_the_record_that_is_seen_there(qtbot, many):
    point_at(many, 3)
    rest(qtbot)
    opened = many.layout_at(QPointF(middle_of(many, 3)))
    assert opened is not None
    placed = opened.placed[0]
    at = QPoint(round(float(placed.x[0])), round(float(placed.y[0])))
    with qtbot.waitSignal(many.event_chosen) as chosen:
        QTest.mouseClick(many.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert chosen.args == [int(placed.marks.event[0])]


def test_the_keyboard_opens_the_lane_that_it_is_on(qtbot, many):
    many.activateWindow()
    many.setFocus()
    QTest.keyClick(many, Qt.Key.Key_Down)
    rest(qtbot)
    assert many.open_lane == 1
    QTest.keyClick(many, Qt.Key.Key_Down)
    rest(qtbot)
    assert many.open_lane == 2


def test_it_closes_with_other_days_and_opens_again_after_a_rest(qtbot, many):
    point_at(many, 3)
    rest(qtbot)
    assert many.open_lane == 3
    many.zoom(2.0)
    assert many.open_lane is None
    qtbot.waitUntil(lambda: many.open_lane == 3, timeout=5000)


def test_it_can_be_switched_off(qtbot, many):
    point_at(many, 3)
    rest(qtbot)
    many.set_opening(False)
    assert many.open_lane is None
    point_at(many, 6)
    rest(qtbot)
    assert many.open_lane is None


def test_where_lanes_are_high_enough_none_opens(qtbot):
    few = shown(qtbot, ["Perry", "Robin"])
    point_at(few, 1)
    rest(qtbot)
    assert few.open_lane is None


def test_what_opens_lies_within_the_view_and_hides_no_name(qtbot, many):
    for place in (0, len(NAMES) - 1):
        point_at(many, place)
        rest(qtbot)
        opened = many._opened_now()
        assert opened is not None and opened.place == place
        assert opened.box.top() >= 0 and opened.box.bottom() <= many.viewport().height()
        assert opened.box.left() > 100, "the names of the lanes that it covers are still to be read"
