"""The overview strip as data: the whole record small, and a window on it."""

import numpy as np
import pytest

from app.analysis.findings import find_all
from app.lanes.aligned import aligned
from app.lanes.overview import (
    LEAST_ROW,
    LOW_ROW,
    REACH,
    ROW,
    YEARS_HIGH,
    Overview,
    row_height,
    spoken_overview,
    spoken_window,
    strip_height,
)
from app.lanes.scene import LanesScene, resolve
from tests.app.case_builder import Row, a_case
from tests.app.test_escalation import RUN
from tests.app.test_relapse import CYCLE

ADMITTED = Row("2015-09-20", "Perry", 5, "physical_health", markers=("admission",))


def scene_of(*rows: Row, children=("Perry", "Robin")) -> LanesScene:
    case = a_case(list(children), *rows)
    return resolve(case, find_all(case))


@pytest.fixture
def overview() -> Overview:
    return Overview(scene_of(*CYCLE, *RUN, ADMITTED), 100.0, 900.0, ROW)


def test_rows_are_high_for_few_children_and_low_for_many_or_where_room_is_short() -> None:
    assert row_height(4, 1000) == ROW and row_height(7, 1000) <= LOW_ROW
    assert row_height(4, 440) < LOW_ROW and row_height(12, 300) == LEAST_ROW
    assert strip_height(0, 1000) == 0 and strip_height(4, 1000) == YEARS_HIGH + 4 * ROW + 5


def test_the_whole_record_lies_between_its_ends(overview: Overview) -> None:
    assert overview.x(overview.scene.first_day) == 100.0
    assert overview.x(overview.scene.last_day + 1) == pytest.approx(900.0)
    assert overview.day_at(overview.x(15500.0)) == pytest.approx(15500.0)
    assert overview.day_at(-50) == overview.scene.first_day and overview.day_at(5000) == overview.scene.last_day


def test_each_row_keeps_to_its_height(overview: Overview) -> None:
    for place in range(2):
        top = overview.top(place)
        parts = [overview.area(place, strong=True), overview.area(place, strong=False), overview.columns(place)]
        parts += [overview.runs(place), *(overview.blocks(place, level) for level in range(1, 6))]
        for boxes in parts:
            assert (boxes[:, 1] >= top).all() and (boxes[:, 3] <= top + ROW).all()
            assert (boxes[:, 0] <= boxes[:, 2]).all() and (boxes[:, 2] <= overview.right).all()


def test_area_lies_above_the_blocks_of_level(overview: Overview) -> None:
    lowest = max(overview.area(0, strong=strong)[:, 3].max() for strong in (True, False))
    assert lowest < min(overview.blocks(0, level)[:, 1].min(initial=1e9) for level in range(1, 6))


def test_a_return_a_run_and_an_admission_are_seen(overview: Overview) -> None:
    cycle = overview.scene.lanes[0].cycles[0]
    assert len(overview.columns(0)) == 1 and len(overview.columns(1)) == 0
    wide = overview.columns(0)[0][2] - overview.columns(0)[0][0]
    assert wide == pytest.approx(cycle.days * overview.per_day)
    assert len(overview.runs(0)) == 1 and len(overview.squares(0)) == 1


def test_the_window_can_be_taken_by_either_handle_or_in_its_middle(overview: Overview) -> None:
    first, last = 15600.0, 15900.0
    start, end = overview.window(first, last)
    assert overview.taken_at(start + 2, 30, first, last) == "first"
    assert overview.taken_at(end - 2, 30, first, last) == "last"
    assert overview.taken_at((start + end) / 2, 30, first, last) == "window"
    assert overview.taken_at(start - REACH - 3, 30, first, last) == ""


def test_years_that_are_narrow_are_named_now_and_then() -> None:
    long = scene_of(Row("1990-01-01", "Perry", 1), Row("2019-12-31", "Perry", 1))
    named = [words for _, _, words in Overview(long, 100.0, 500.0, ROW).years() if words]
    assert 2 <= len(named) <= 10
    assert len(Overview(long, 100.0, 500.0, ROW).years()) == 30


def test_a_record_of_one_day_has_room() -> None:
    overview = Overview(scene_of(Row("2012-01-01", "Perry", 3)), 100.0, 900.0, ROW)
    assert np.isfinite(overview.area(0, strong=True)).all() and overview.window(15340, 15340)


def test_aligned_lanes_are_counted_from_day_0(overview: Overview) -> None:
    first = overview.scene.first_day + 400
    scene = aligned(overview.scene, {0: first, 1: first}, "a day")
    moved = Overview(scene, 100.0, 900.0, ROW)
    assert [words for _, _, words in moved.years() if words][:3] == ["year −1", "year 1", "year 2"]
    assert "400 days before" in spoken_overview(scene)
    assert spoken_window(scene, 0, 10) == "Showing day 0 to 10 days after."
    assert moved.columns(0) == pytest.approx(overview.columns(0)), "the same picture, other words"
