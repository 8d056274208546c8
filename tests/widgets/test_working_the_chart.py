"""Working on the chart in the real window: back through zooms, brushing, measuring, day 0, episodes, bookmarks."""

from datetime import date

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QInputDialog, QMessageBox

from app.case.dates import day_number
from app.lanes.layout import Layout
from app.settings import load
from tests.widgets.answers import answering, press_button
from tests.widgets.driver import Driver
from widgets.lanes.focus import Depth
from widgets.lanes.measuring import measured_in_words
from widgets.moving import days_around
from widgets.practice.episode_form import EpisodeForm


def layout_of(driver: Driver) -> Layout:
    layout = driver.window.chart.layout_now()
    assert layout is not None
    return layout


def days(driver: Driver) -> tuple[int, int]:
    layout = layout_of(driver)
    return round(layout.first), round(layout.last)


def drag(driver: Driver, start: QPointF, end: QPointF, keys: Qt.KeyboardModifier) -> None:
    surface, held, none = driver.window.chart.viewport(), Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    for kind, at, button, buttons in (
        (QEvent.Type.MouseButtonPress, start, held, held),
        (QEvent.Type.MouseMove, start + QPointF(8, 2), none, held),
        (QEvent.Type.MouseMove, end, none, held),
        (QEvent.Type.MouseButtonRelease, end, held, none),
    ):
        QApplication.sendEvent(surface, QMouseEvent(kind, at, surface.mapToGlobal(at), button, buttons, keys))


def test_escape_goes_back_one_zoom_at_a_time(reviewer: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr(reviewer.window.moving._trail, "_clock", lambda: now[0])
    seen = [days(reviewer)]
    for _ in range(2):
        now[0] += 5
        reviewer.gives("look.in")
        seen.append(days(reviewer))
    assert len(set(seen)) == 3
    for before in reversed(seen[:-1]):
        reviewer.gives("look.back")
        assert days(reviewer) == pytest.approx(before, abs=1), "days are kept without their fractions"


def test_facing_strips_are_kept_for_the_next_time(reviewer: Driver) -> None:
    reviewer.gives("chart.facing")
    assert layout_of(reviewer).facing
    assert load()[0].facing
    reviewer.gives("chart.facing")
    assert not layout_of(reviewer).facing


def test_a_brush_chooses_records_in_the_table_and_says_what_rests_on_them(reviewer: Driver) -> None:
    layout = layout_of(reviewer)
    lane, frame = layout.scene.lanes[0], layout.frames[0]
    cycle = lane.cycles[0]
    first, last = day_number(cycle.start), day_number(cycle.end)
    start = QPointF(layout.x(first) - 2, frame.concern_base - 4)
    end = QPointF(layout.x(last) + 2, frame.concern_base - 2)
    drag(reviewer, start, end, Qt.KeyboardModifier.ShiftModifier)
    inside = (lane.marks.start >= layout.day_at(start.x())) & (lane.marks.start <= layout.day_at(end.x()))
    brushed = set(lane.marks.event[inside].tolist())
    assert set(reviewer.window.events.records.selected) == brushed
    assert "findings rest on them" in reviewer.window.message_bar.words
    assert days(reviewer) == (layout.scene.first_day, layout.scene.last_day)


def test_escape_lets_go_of_brushed_records_before_it_moves_the_chart(reviewer: Driver) -> None:
    reviewer.gives("look.in")
    records = reviewer.window.events.records
    reviewer.window.charting.choose_events(reviewer.case.events.id[:4].tolist())
    before = days(reviewer)
    assert len(records.selected) == 4
    reviewer.gives("look.back")
    assert records.selected == (reviewer.window.bridge.looking.event,)
    assert reviewer.window.chart._front.events == () and days(reviewer) == before


def test_ctrl_end_in_the_table_chooses_the_row_whose_record_is_shown(reviewer: Driver) -> None:
    records = reviewer.window.events.records
    records.selectRow(0)
    QTest.keyClick(records, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert records.currentIndex().row() == records.model().rowCount() - 1
    assert records.selected == (records.chosen,) == (reviewer.window.bridge.looking.event,)


def test_several_rows_chosen_in_the_table_are_ringed_in_the_chart(reviewer: Driver) -> None:
    records = reviewer.window.events.records
    records.selectRow(0)
    QTest.keyClick(records, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert set(reviewer.window.chart._front.events) == set(records.selected)
    assert len(records.selected) == 2


def test_measuring_tells_the_days_between_two_records(reviewer: Driver) -> None:
    layout = layout_of(reviewer)
    cycle = layout.scene.lanes[0].cycles[0]
    workspace = reviewer.window.bridge.workspace
    workspace.choose_event(cycle.evidence[0])
    reviewer.gives("chart.measure")
    workspace.choose_event(cycle.evidence[-1])
    measured = reviewer.window.chart.measured
    assert measured is not None
    table = layout.scene.case.events
    one, other = (int(table.day[table.position(event)]) for event in (cycle.evidence[0], cycle.evidence[-1]))
    assert measured_in_words(layout, measured).startswith(f"{other - one} days")
    reviewer.gives("look.back")
    assert reviewer.window.chart.measured is None


def test_a_double_click_on_a_bracket_zooms_to_its_finding(reviewer: Driver) -> None:
    layout = layout_of(reviewer)
    cycle = layout.scene.lanes[0].cycles[0]
    middle = (layout.x(day_number(cycle.start)) + layout.x(day_number(cycle.end))) / 2
    at = QPointF(middle, layout.frames[0].rail_y).toPoint()
    QTest.mouseDClick(reviewer.window.chart.viewport(), Qt.MouseButton.LeftButton, pos=at)
    first, last = days(reviewer)
    assert first <= day_number(cycle.start) <= day_number(cycle.end) <= last
    assert last - first < 2 * (day_number(cycle.end) - day_number(cycle.start))


def test_a_finding_of_one_day_is_shown_with_half_a_year_around_it(reviewer: Driver) -> None:
    finding = min(reviewer.window.bridge.findings, key=lambda finding: finding.end - finding.start)
    first, last = days_around(finding)
    assert day_number(finding.end) - day_number(finding.start) < 60 and 183 <= last - first <= 190
    assert first < day_number(finding.start) - 60 and last > day_number(finding.end) + 60


def test_a_double_click_on_the_axis_zooms_to_that_year(reviewer: Driver) -> None:
    layout = layout_of(reviewer)
    at = QPointF(layout.x(day_number(date(2012, 7, 1))), layout.frames[0].top - 8).toPoint()
    QTest.mouseDClick(reviewer.window.chart.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert days(reviewer) == (day_number(date(2012, 1, 1)), day_number(date(2012, 12, 31)))


def test_tab_leads_from_lane_to_findings_to_records_and_out(reviewer: Driver) -> None:
    chart = reviewer.window.chart
    chart.setFocus()
    depths = []
    for _ in range(3):
        QTest.keyClick(chart, Qt.Key.Key_Tab)
        depths.append((chart._depth, reviewer.window.focusWidget() is chart))
    assert depths == [(Depth.FINDINGS, True), (Depth.RECORDS, True), (Depth.LANE, False)]


def test_among_findings_the_arrows_go_from_finding_to_finding_and_enter_zooms(reviewer: Driver) -> None:
    chart, looking = reviewer.window.chart, reviewer.window.bridge.workspace
    chart.setFocus()
    QTest.keyClick(chart, Qt.Key.Key_Tab)
    first = looking.now.finding
    QTest.keyClick(chart, Qt.Key.Key_Right)
    assert first is not None and looking.now.finding not in (None, first)
    QTest.keyClick(chart, Qt.Key.Key_Return)
    assert looking.now.view.first_day is not None


def test_lanes_are_aligned_on_the_first_plan_and_put_back(reviewer: Driver) -> None:
    before = days(reviewer)
    reviewer.gives("chart.align_plan")
    scene = layout_of(reviewer).scene
    assert scene.aligned_on == "each child’s first child protection plan"
    rank = scene.case.scheme.ranks.plan
    assert {min(state.start for state in lane.states if state.level >= rank) for lane in scene.lanes} == {0}
    assert reviewer.window.bridge.looking.view.first_day is None
    reviewer.gives("look.in")
    assert reviewer.window.bridge.looking.view.first_day is None, "days counted from day 0 are no dates"
    reviewer.gives("chart.align_none")
    assert days(reviewer) == before


def test_lanes_are_made_higher_by_dragging_a_foot_and_fit_again(reviewer: Driver) -> None:
    layout = layout_of(reviewer)
    foot = QPointF(40, layout.frames[0].bottom)
    drag(reviewer, foot, foot + QPointF(0, 60), Qt.KeyboardModifier.NoModifier)
    higher = layout_of(reviewer)
    assert higher.frames[0].bottom - higher.frames[0].top > layout.frames[0].bottom - layout.frames[0].top + 40
    assert load()[0].lane_height > 0
    reviewer.gives("chart.fit")
    assert layout_of(reviewer).frames == layout.frames


def fill_in(title: str, note: str):
    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, EpisodeForm)
        dialog.title.setText(title)
        dialog.note.setPlainText(note)
        dialog._keep()

    return answer


def test_an_episode_is_marked_drawn_changed_and_undone(reviewer: Driver) -> None:
    with answering(fill_in("The first plan ends", "Who told whom?")):
        reviewer.gives("chart.episode")
    (episode,) = reviewer.window.bridge.case.episodes
    assert (episode.title, episode.note) == ("The first plan ends", "Who told whom?")
    assert layout_of(reviewer).scene.episodes[0].title == "The first plan ends"
    with answering(fill_in("The plan ends", "")):
        reviewer.gives("chart.change_episode")
    assert [item.title for item in reviewer.window.bridge.case.episodes] == ["The plan ends"]
    reviewer.gives("edit.undo")
    reviewer.gives("edit.undo")
    assert reviewer.window.bridge.case.episodes == ()


def test_an_episode_whose_days_are_in_no_order_is_not_kept(reviewer: Driver) -> None:
    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, EpisodeForm)
        dialog.title.setText("Backwards")
        dialog.first.setText("1/2/2014")
        dialog.last.setText("1/2/2013")
        dialog._keep()
        assert "comes after its last" in dialog.told.text()
        with answering(lambda box: press_button(box, QMessageBox.StandardButton.Discard)):
            dialog.reject()

    with answering(answer):
        reviewer.gives("chart.episode")
    assert reviewer.window.bridge.case.episodes == ()


def call_it(name: str):
    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, QInputDialog)
        dialog.setTextValue(name)
        dialog.accept()

    return answer


def test_a_bookmark_leads_back_to_what_was_shown(reviewer: Driver) -> None:
    reviewer.gives("look.next_finding")
    kept, finding = days(reviewer), reviewer.window.bridge.looking.finding
    with answering(call_it("The first return")):
        reviewer.gives("chart.bookmark")
    assert "“The first return” is kept" in reviewer.message
    reviewer.window.moving.show_whole()
    reviewer.window.bridge.workspace.choose_finding(None)
    reviewer.gives("chart.next_bookmark")
    assert days(reviewer) == kept
    assert reviewer.window.bridge.looking.finding == finding
    reviewer.gives("chart.forget_bookmark")
    assert reviewer.window.bridge.case.bookmarks == ()
