"""The overview strip and the phase view in the real window, and how they go with the lanes."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView
from pytestqt.qtbot import QtBot

from app.analysis.findings import find_all
from app.case.narrowing import Filter
from app.lanes.scene import resolve
from app.phase.stops import NOTHING_SCORED
from app.theme import load_theme
from tests.app.case_builder import Row, a_case
from tests.widgets.answers import answering, choose_files
from tests.widgets.driver import Driver
from widgets.lanes.overview_strip import OverviewStrip, dragged
from widgets.lanes.span import Span
from widgets.phase.cell_button import CellButton


def strip_of(driver: Driver) -> OverviewStrip:
    return driver.window.area.overview


def days_shown(driver: Driver) -> tuple[int, int]:
    layout = driver.window.chart.layout_now()
    assert layout is not None
    return int(layout.first), int(layout.last)


def drags(strip: OverviewStrip, start: float, end: float) -> None:
    y = strip.height() // 2
    QTest.mousePress(strip, Qt.MouseButton.LeftButton, pos=QPoint(round(start), y))
    QTest.mouseMove(strip, QPoint(round((start + end) / 2), y))
    QTest.mouseMove(strip, QPoint(round(end), y))
    QTest.mouseRelease(strip, Qt.MouseButton.LeftButton, pos=QPoint(round(end), y))


def test_a_filter_shows_in_the_overview_what_an_overview_drawn_anew_shows(sample: Driver) -> None:
    strip, workspace = strip_of(sample), sample.window.bridge.workspace
    seen = [strip.grab().toImage()]
    for severities in (("3", "4"), ("2",), ()):
        workspace.narrow(Filter().with_keys("severity", severities))
        sample.settles()
        seen.append(strip.grab().toImage())
        strip.set_theme(load_theme("dark"))
        assert strip.grab().toImage() != seen[-1]
        strip.set_theme(load_theme("light"))
        assert strip.grab().toImage() == seen[-1]
    assert seen[0] == seen[3] != seen[1] != seen[2]


def test_twelve_children_have_their_names_before_their_rows_of_the_overview(qtbot: QtBot) -> None:
    names = [f"Child {letter}" for letter in "ABCDEFGHIJKL"]
    case = a_case(names, *(Row("2012-01-01", name, 2) for name in names), Row("2014-01-01", names[0], 2))
    strip = OverviewStrip()
    qtbot.addWidget(strip)
    strip.resize(900, 100)
    strip.show_scene(resolve(case, find_all(case)), (186.0, 890.0), 440)
    overview, seen = strip.overview, strip.grab().toImage()
    assert overview is not None and overview.row < 11
    paper, middle = seen.pixelColor(2, 2), round(10 + (overview.left - 20) / 2)

    def has_ink(left: int, right: int, y: float) -> bool:
        return any(seen.pixelColor(x, round(y)) != paper for x in range(left, right))

    for place in range(len(names)):
        columns = (10, middle) if place % 2 else (middle, round(overview.left) - 10)
        assert has_ink(*columns, overview.top(place) + overview.row / 2), names[place]
    assert not any(has_ink(middle, middle + 1, y) for y in range(strip.height())), "two columns that do not touch"


def test_beside_the_window_the_overview_lies_under_a_veil(sample: Driver) -> None:
    strip = strip_of(sample)
    overview = strip.overview
    assert overview is not None
    whole = strip.grab().toImage()
    first = (2 * overview.scene.first_day + overview.scene.last_day) // 3
    sample.window.chart.look_at(first, overview.scene.last_day)
    sample.settles()
    veiled = strip.grab().toImage()
    start, _end = overview.window(strip.window_shown.first, strip.window_shown.last)
    ratio, y = whole.devicePixelRatio(), int(overview.bottom) - 2
    inked = [x for x in range(int(overview.left) + 20, int(overview.right) - 20) if abs(x - start) > 8]
    for x in inked:
        before = whole.pixelColor(round(x * ratio), round(y * ratio)).lightness()
        after = veiled.pixelColor(round(x * ratio), round(y * ratio)).lightness()
        assert after == before if x > start else after > before or before == 255
    # What is painted anew in part is what would be there painted as a whole.
    strip.repaint(round(start) - 40, 0, 80, strip.height())
    assert strip.grab().toImage() == veiled


def turns_wheel(strip: OverviewStrip, x: float, steps: int) -> None:
    at = QPointF(x, strip.height() / 2)
    wheel = QWheelEvent(
        at, strip.mapToGlobal(at), QPoint(), QPoint(0, 120 * steps), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(strip, wheel)


def test_the_overview_lies_under_the_lanes_and_lines_up_with_them(sample: Driver) -> None:
    strip, layout = strip_of(sample), sample.window.chart.layout_now()
    assert strip.isVisible() and layout is not None and strip.overview is not None
    assert (strip.overview.left, strip.overview.right) == (layout.left, layout.right)
    assert strip.height() < 0.25 * sample.window.area.height()


def test_a_handle_drags_the_first_day(sample: Driver) -> None:
    strip, before = strip_of(sample), days_shown(sample)
    assert strip.overview is not None
    third = strip.overview.left + (strip.overview.right - strip.overview.left) / 3
    drags(strip, strip.overview.left, third)
    first, last = days_shown(sample)
    assert first == pytest.approx(strip.overview.day_at(third), abs=5) and last == before[1]
    view = sample.window.bridge.looking.view
    assert (view.first_day, view.last_day) == (first, last), "kept with the case"


def test_the_window_is_dragged_along_and_a_click_brings_it_there(sample: Driver) -> None:
    strip = strip_of(sample)
    first, last = days_shown(sample)
    sample.window.bridge.workspace.show_days(first, first + 400)
    assert strip.overview is not None and strip.window_shown == Span(first, first + 400)
    start, end = strip.overview.window(first, first + 400)
    drags(strip, (start + end) / 2, (start + end) / 2 + 200)
    moved = days_shown(sample)
    assert moved[0] > first + 100 and moved[1] - moved[0] == pytest.approx(400, abs=2)
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(round(strip.overview.right) - 20, 30))
    assert days_shown(sample)[1] > last - 250


def test_the_wheel_zooms_about_the_pointer(sample: Driver) -> None:
    strip, (first, last) = strip_of(sample), days_shown(sample)
    assert strip.overview is not None
    x = strip.overview.left + 0.75 * (strip.overview.right - strip.overview.left)
    turns_wheel(strip, x, 3)
    now = days_shown(sample)
    assert now[1] - now[0] < 0.7 * (last - first)
    assert now[0] < strip.overview.day_at(x) < now[1]


def test_the_keyboard_moves_the_window_and_its_handles(sample: Driver) -> None:
    strip, (first, last) = strip_of(sample), days_shown(sample)
    sample.presses("Ctrl+5")
    assert strip.hasFocus()
    sample.presses("Shift+Left")
    shorter = days_shown(sample)
    assert shorter[0] == first and shorter[1] < last
    sample.presses("Right")
    moved = days_shown(sample)
    assert moved[0] > first and moved[1] - moved[0] == pytest.approx(shorter[1] - shorter[0], abs=2)
    sample.presses("Ctrl+Right")
    assert days_shown(sample)[0] > moved[0] and days_shown(sample)[1] == pytest.approx(moved[1], abs=1)
    sample.presses("Home")
    assert days_shown(sample)[0] == first
    sample.presses("+")
    assert days_shown(sample)[1] - days_shown(sample)[0] < 0.8 * (moved[1] - moved[0])
    sample.presses("0")
    assert days_shown(sample) == (first, last) and sample.window.bridge.looking.view.first_day is None


def test_what_the_chart_shows_is_what_the_window_of_the_overview_shows(sample: Driver) -> None:
    sample.gives("look.in")
    layout = sample.window.chart.layout_now()
    assert layout is not None
    assert strip_of(sample).window_shown == Span(layout.first, layout.last)
    sample.gives("look.next_finding")
    layout = sample.window.chart.layout_now()
    assert layout is not None
    assert strip_of(sample).window_shown == Span(layout.first, layout.last)


def test_panning_keeps_the_picture_of_the_overview(sample: Driver) -> None:
    sample.gives("look.in")
    sample.settles()
    strip = strip_of(sample)
    strip.grab()
    before = strip._picture
    for _ in range(3):
        sample.window.chart.setFocus()
        sample.presses("Shift+Right")
    strip.grab()
    assert strip._picture is before


def test_a_handle_never_passes_the_other() -> None:
    whole, now = Span(0, 1000), Span(100, 300)
    assert dragged("first", now, whole, 900) == Span(293, 300)
    assert dragged("last", now, whole, -900) == Span(100, 107)
    assert dragged("first", now, whole, -900) == Span(0, 300)
    assert dragged("window", now, whole, 2000) == Span(800, 1000)


# --- phase view ---------------------------------------------------------------------------------------------------


def cells_of(driver: Driver) -> tuple[CellButton, ...]:
    driver.settles()
    return driver.window.area.phase.cells


def cell_with_focus() -> CellButton:
    focused = QApplication.focusWidget()
    assert isinstance(focused, CellButton)
    return focused


def test_a_key_brings_the_phase_view_and_the_lanes_again(sample: Driver) -> None:
    sample.presses("F6")
    assert sample.window.area.phase.isVisible() and not sample.window.chart.isVisible()
    assert cell_with_focus()
    sample.presses("F6")
    assert sample.window.chart.isVisible() and sample.window.chart.hasFocus()


def test_every_cycle_has_a_cell_and_the_cell_says_what_it_shows(sample: Driver) -> None:
    sample.presses("F6")
    shown = {cell.placed.cell.finding.id for cell in cells_of(sample) if cell.placed and cell.placed.cell.finding}
    cycles = {finding.id for finding in sample.window.bridge.findings if finding.kind == "relapse"}
    assert cycles and cycles <= shown
    for cell in cells_of(sample):
        assert cell.placed is not None
        name = sample.case.children[cell.placed.cell.child].name
        assert cell.accessibleName().startswith(f"{name}, ") and "Way: level" in cell.accessibleName()


def test_enter_opens_the_finding_of_a_cell(sample: Driver) -> None:
    sample.presses("F6")
    sample.presses("Return")
    chosen = cell_with_focus().placed
    assert chosen is not None and chosen.cell.finding is not None
    assert sample.finding_chosen == chosen.cell.finding.id
    assert cell_with_focus().chosen and cell_with_focus().accessibleDescription() == "chosen"


def test_a_finding_chosen_elsewhere_is_framed_in_the_phase_view(sample: Driver) -> None:
    sample.presses("F6")
    cycle = [finding for finding in sample.window.bridge.findings if finding.kind == "relapse"][-1]
    sample.window.moving.go_to_finding(cycle.id)
    framed = [cell for cell in cells_of(sample) if cell.chosen]
    assert len(framed) == 1 and framed[0].placed is not None
    assert framed[0].placed.cell.finding == cycle
    assert framed[0].visibleRegion().boundingRect().height() > 40, "brought into view"


def test_arrows_walk_through_the_cells(sample: Driver) -> None:
    sample.presses("F6")
    first = cell_with_focus()
    sample.presses("Right")
    second = cell_with_focus()
    assert second.placed is not None and first.placed is not None
    assert second.placed.left > first.placed.left and second.placed.top == first.placed.top
    sample.presses("Down")
    below = cell_with_focus()
    assert below.placed is not None and below.placed.top > second.placed.top
    sample.presses("Up")
    sample.presses("Home")
    assert cell_with_focus() is first
    sample.presses("Left")
    assert cell_with_focus() is first, "there is nothing before it"


def test_a_cell_without_a_finding_leads_to_its_days_in_the_lanes(sample: Driver) -> None:
    sample.presses("F6")
    free = next(cell for cell in cells_of(sample) if cell.placed and cell.placed.cell.finding is None)
    assert free.placed is not None
    QTest.mouseClick(free, Qt.MouseButton.LeftButton)
    assert not sample.window.area.phase_shown
    shown = days_shown(sample)
    assert shown[0] == pytest.approx(free.placed.cell.first, abs=8)
    assert shown[1] == pytest.approx(free.placed.cell.last, abs=8)


def test_the_phase_view_shows_the_children_who_have_a_lane(sample: Driver) -> None:
    sample.presses("F6")
    area = sample.window.area
    findings = sample.window.bridge.findings
    area.show_case(sample.case, findings, (1,))
    layout = area.phase.layout_now
    assert layout is not None
    assert [row.name for row in layout.scene.rows] == [sample.case.children[1].name]


def test_a_filter_changes_the_concern_of_the_phase_view_which_says_so(sample: Driver, qtbot: QtBot) -> None:
    sample.presses("F6")
    area, workspace = sample.window.area, sample.window.bridge.workspace
    whole = area.phase.layout_now
    workspace.narrow(Filter(words="nothingofthekind"))
    qtbot.waitUntil(lambda: area.phase.layout_now is not None and bool(area.phase.layout_now.scene.filters))
    layout = area.phase.layout_now
    assert whole is not None and layout is not None
    assert "nothingofthekind" in layout.scene.filters and not whole.scene.filters
    kept = [[cell.finding for cell in row.cells] for row in layout.scene.rows]
    assert kept == [[cell.finding for cell in row.cells] for row in whole.scene.rows], "cycles rest on every record"
    assert {stop.concern for row in layout.scene.rows for cell in row.cells for stop in cell.stops} == {NOTHING_SCORED}
    workspace.narrow(Filter())
    qtbot.waitUntil(lambda: area.phase.layout_now is not None and not area.phase.layout_now.scene.filters)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_everything_is_drawn_in_the_theme(sample: Driver, theme: str) -> None:
    area, colours = sample.window.area, load_theme(theme)
    area.set_theme(colours)
    assert area.overview.grab().toImage().pixelColor(2, 2).name() == colours.roles.paper.lower()
    area.show_phase(True)
    sample.settles()
    assert area.phase.grab().toImage().pixelColor(6, 6).name() == colours.roles.paper.lower()


def test_the_time_at_each_level_can_be_read_and_copied(sample: Driver) -> None:
    sample.gives("look.times")
    page = sample.window.pages.times
    assert page is not None and page.tabs.count() == 1
    table = page.tabs.widget(0)
    assert isinstance(table, QTableView)
    assert table.model().rowCount() == len(sample.case.children)
    page.copy_table()
    lines = QApplication.clipboard().text().split("\n")
    assert lines[0].startswith("Child\t0 ") and len(lines) == 1 + len(sample.case.children)
    assert "days" in lines[1] and "%" in lines[1]
    page.close()
    sample.gives("look.next_finding")
    sample.gives("look.times")
    page = sample.window.pages.times
    assert page is not None and page.tabs.count() == 2, "the whole record, and the days shown"
    page.close()


def test_the_time_at_each_level_can_be_kept_as_a_workbook(sample: Driver, tmp_path: Path) -> None:
    sample.gives("look.times")
    page = sample.window.pages.times
    assert page is not None
    with answering(lambda dialog: choose_files(dialog, [tmp_path / "times.xlsx"])):
        page.save.click()
    (sheet,) = load_workbook(tmp_path / "times.xlsx").worksheets
    rows = list(sheet.iter_rows(values_only=True))
    heading = next(place for place, row in enumerate(rows) if row[0] == "Child")
    shares: dict[object, float] = {}
    for child, _level, _name, days, unsure, share, *_rest in rows[heading + 1 :]:
        assert isinstance(days, int) and isinstance(unsure, int) and unsure <= days and isinstance(share, int | float)
        shares[child] = shares.get(child, 0.0) + share
    assert set(shares) == {child.name for child in sample.case.children}
    assert all(0 < share < 100.5 for share in shares.values())
    page.close()


def test_a_tab_chosen_while_the_lanes_have_the_keyboard_takes_it_along(sample: Driver) -> None:
    sample.window.chart.setFocus()
    sample.window.area.tabs.setCurrentIndex(1)
    sample.settles()
    assert cell_with_focus()
    sample.window.area.tabs.setCurrentIndex(0)
    assert sample.window.chart.hasFocus()


def test_the_chart_gets_the_keyboard_whichever_view_is_in_front(sample: Driver) -> None:
    sample.presses("F6")
    sample.window.events.records.setFocus()
    sample.presses("Ctrl+1")
    assert cell_with_focus()
