"""The chart under a reviewer's hands: wheel, drag, keys and clicks on the real widget."""

from datetime import date

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QMouseEvent, QNativeGestureEvent, QPointingDevice, QWheelEvent
from PySide6.QtWidgets import QApplication

from app.analysis.findings import find_all
from app.case.dates import day_number
from tests.app.case_builder import Row, a_case
from tests.app.test_relapse import CYCLE
from widgets.lanes.lanes_view import LanesView


@pytest.fixture
def case():
    return a_case(["Perry", "Robin"], *CYCLE, Row("2012-05-05", "Robin", 2, "hygiene"), Row("2014-05-05", "Robin", 1))


@pytest.fixture
def view(qtbot, case):
    lanes = LanesView()
    qtbot.addWidget(lanes)
    lanes.resize(1000, 500)
    lanes.show_case(case, find_all(case))
    lanes.show()
    qtbot.waitExposed(lanes)
    return lanes


def shown_days(view: LanesView) -> tuple[float, float]:
    layout = view.layout_now()
    assert layout is not None
    return layout.first, layout.last


def wheel(view: LanesView, x: float, y: float, turn: QPoint, keys=Qt.KeyboardModifier.NoModifier) -> None:
    at = QPointF(x, y)
    event = QWheelEvent(
        at,
        view.viewport().mapToGlobal(at),
        QPoint(),
        turn,
        Qt.MouseButton.NoButton,
        keys,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), event)


def mark_of(view: LanesView, event: int, lane: int = 0) -> QPoint:
    layout = view.layout_now()
    assert layout is not None
    placed = layout.placed[lane]
    item = placed.marks.event.tolist().index(event)
    return QPoint(round(float(placed.x[item])), round(float(placed.y[item])))


def test_a_click_on_a_mark_chooses_its_row(qtbot, view, case):
    returned = int(case.events.id[4])
    with qtbot.waitSignal(view.event_chosen) as chosen:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=mark_of(view, returned))
    assert chosen.args == [returned]


def test_a_click_on_a_bracket_chooses_its_finding(qtbot, view, case):
    layout = view.layout_now()
    x = layout.x(day_number(date(2013, 3, 1)))
    with qtbot.waitSignal(view.finding_chosen) as chosen:
        qtbot.mouseClick(
            view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(round(x), round(layout.frames[0].rail_y))
        )
    assert chosen.args == ["relapse:0:2013-01-15"]


def test_the_wheel_zooms_about_the_pointer(view):
    layout = view.layout_now()
    day = layout.day_at(700)
    wheel(view, 700, 200, QPoint(0, 240))
    first, last = shown_days(view)
    assert last - first < layout.last - layout.first
    assert view.layout_now().day_at(700) == pytest.approx(day, abs=1.5)


class Paints(QObject):
    """Counts how often a surface is painted."""

    times = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        self.times += event.type() == QEvent.Type.Paint
        return False


def test_turns_of_the_wheel_that_come_together_are_one_frame(view):
    QApplication.processEvents()
    paints = Paints()
    view.viewport().installEventFilter(paints)
    for _turn in range(8):
        wheel(view, 700, 200, QPoint(0, 120))
    assert paints.times == 0
    QApplication.processEvents()
    assert paints.times == 1
    wide = view.layout_now().scene.last_day - view.layout_now().scene.first_day
    first, last = shown_days(view)
    assert last - first < wide / 3, "all of the turns are in it"


def test_turns_of_the_wheel_that_come_together_are_told_once(qtbot, view):
    told: list[tuple[int, int]] = []
    view.days_changed.connect(lambda first, last: told.append((first, last)))
    day = view.layout_now().day_at(700)
    for _turn in range(5):
        wheel(view, 700, 200, QPoint(0, 120))
    assert told == [], "whatever follows the chart need not follow each turn"
    qtbot.waitUntil(lambda: bool(told))
    QApplication.processEvents()
    first, last = shown_days(view)
    assert told == [(int(first), int(last))]
    assert view.layout_now().day_at(700) == pytest.approx(day, abs=1.5)
    whole = view.layout_now().scene
    assert last - first == pytest.approx((whole.last_day - whole.first_day) / 1.2**5, rel=0.01)


def test_evidence_out_of_view_leaves_no_dot_beside_the_lane(qtbot, view, case):
    view.select_finding("relapse:0:2013-01-15")
    view.clearFocus()
    start = day_number(date(2013, 1, 20))
    view.show_days(start, start + 60)
    QApplication.processEvents()
    shown = view.grab().toImage()
    layout = view.layout_now()
    assert layout is not None
    frame, focus = layout.frames[0], view._theme.roles.focus.lower()
    left = range(0, int(layout.left) - 20)
    tops = range(int(frame.rail_bottom), int(frame.strips_bottom))
    assert not any(shown.pixelColor(x, y).name() == focus for x in left for y in tops)


def test_dragging_moves_the_days_along_and_stops_at_the_record(qtbot, view):
    view.zoom(4)
    first, _last = shown_days(view)
    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(600, 200))
    qtbot.mouseMove(view.viewport(), QPoint(500, 200))
    moved, _last = shown_days(view)
    qtbot.mouseMove(view.viewport(), QPoint(-90000, 200))
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(500, 200))
    assert moved > first
    assert shown_days(view)[1] <= view.layout_now().scene.last_day


def test_a_drag_is_no_click(qtbot, view, case):
    at = mark_of(view, int(case.events.id[4]))
    with qtbot.assertNotEmitted(view.event_chosen):
        qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
        qtbot.mouseMove(view.viewport(), at + QPoint(-30, 0))
        qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=at + QPoint(-30, 0))


def test_shift_and_wheel_pans_without_zooming(view):
    view.zoom(4)
    first, last = shown_days(view)
    wheel(view, 700, 200, QPoint(0, -120), Qt.KeyboardModifier.ShiftModifier)
    moved_first, moved_last = shown_days(view)
    assert moved_first > first
    assert moved_last - moved_first == pytest.approx(last - first)


def test_plus_minus_and_nought_zoom_from_the_keyboard(qtbot, view):
    whole = shown_days(view)
    qtbot.keyClick(view, Qt.Key.Key_Plus)
    near = shown_days(view)
    qtbot.keyClick(view, Qt.Key.Key_Minus)
    qtbot.keyClick(view, Qt.Key.Key_Plus)
    assert near[1] - near[0] < whole[1] - whole[0]
    qtbot.keyClick(view, Qt.Key.Key_0)
    assert shown_days(view) == whole


def test_arrows_step_through_the_records_of_a_lane_and_change_lane(qtbot, view, case):
    chosen: list[int] = []
    view.event_chosen.connect(chosen.append)
    view.event_chosen.connect(view.select_event)
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_End):
        qtbot.keyClick(view, key)
    ids = case.events.id[case.events.subjects[:, 0]].tolist()
    assert chosen == [ids[0], ids[1], ids[2], ids[1], ids[-1]]
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert chosen[-1] == case.events.id[case.events.subjects[:, 1]].tolist()[0]


def test_stepping_to_a_record_out_of_view_brings_it_in(qtbot, view, case):
    view.show_days(day_number(date(2012, 1, 1)), day_number(date(2012, 3, 1)))
    qtbot.keyClick(view, Qt.Key.Key_End)
    first, last = shown_days(view)
    assert first <= int(case.events.day[case.events.subjects[:, 0]].max()) <= last


def test_a_chosen_row_is_ringed(qtbot, view, case):
    before = view.grab().toImage()
    view.select_event(int(case.events.id[4]))
    assert view.grab().toImage() != before


def test_more_lanes_than_room_scroll(qtbot):
    crowd = a_case([f"Child {number}" for number in range(10)], ("2012-01-01", "all", 3, "hygiene"))
    lanes = LanesView()
    qtbot.addWidget(lanes)
    lanes.resize(800, 400)
    lanes.show_case(crowd, ())
    lanes.show()
    layout = lanes.layout_now()
    assert layout is not None and layout.height > 400
    assert lanes.verticalScrollBar().maximum() > 0


def test_a_screen_reader_hears_what_was_found(view):
    heard = view.accessibleDescription()
    assert "Perry" in heard and "140 days after the step-down" in heard


def pinches(view: LanesView, x: float, value: float) -> None:
    at = QPointF(x, 200)
    pad = QPointingDevice.primaryPointingDevice()
    event = QNativeGestureEvent(
        Qt.NativeGestureType.ZoomNativeGesture, pad, 2, at, at, view.viewport().mapToGlobal(at), value, QPointF()
    )
    QApplication.sendEvent(view.viewport(), event)


def test_a_pinch_on_a_touch_pad_zooms_about_the_fingers(view):
    layout = view.layout_now()
    day = layout.day_at(700)
    for _step in range(4):
        pinches(view, 700, 0.1)
    first, last = shown_days(view)
    assert last - first == pytest.approx((layout.last - layout.first) / 1.1**4, rel=0.01)
    assert view.layout_now().day_at(700) == pytest.approx(day, abs=1.5)
    pinches(view, 700, -0.5)
    assert shown_days(view)[1] - shown_days(view)[0] > last - first


def test_only_what_the_pointer_changes_is_drawn_anew_and_nothing_is_left_behind(qtbot, view):
    def on_screen() -> QImage:
        painted = view.window().backingStore().paintDevice()
        assert isinstance(painted, QImage)
        return painted.copy()

    layout = view.layout_now()
    on_findings = [
        QPointF(x, y) for x in range(150, 950, 90) for y in range(60, 220, 4) if layout.finding_at(x, y) is not None
    ]
    on_marks = [QPointF(mark_of(view, event)) for event in layout.placed[0].marks.event.tolist()]
    assert on_findings and on_marks
    for at in [*on_findings[:6], *on_marks, QPointF(5, 5)]:
        globally, none = view.viewport().mapToGlobal(at), Qt.MouseButton.NoButton
        moved = QMouseEvent(QEvent.Type.MouseMove, at, globally, none, none, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(view.viewport(), moved)
        QApplication.processEvents()
        shown = on_screen()
        view.viewport().update()
        QApplication.processEvents()
        assert shown == on_screen(), f"with the pointer at {at}"
