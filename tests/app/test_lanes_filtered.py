"""A filtered lane takes over what the whole one knows: it has to be what would be worked out from its own marks."""

from dataclasses import fields, replace
from itertools import pairwise

import numpy as np
import pytest

from app.analysis.findings import find_all
from app.case.dates import day_number
from app.lanes.filtered import filtered
from app.lanes.kept_words import KeptWords
from app.lanes.labels import place_labels
from app.lanes.layout import lay_out
from app.lanes.scene import LaneScene, LanesScene, resolve
from app.lanes.stack import OfRows, Stack, stack_of
from tests.app.case_builder import a_large_case


@pytest.fixture(scope="module")
def whole() -> LanesScene:
    case = a_large_case(4000)
    scene = resolve(case, find_all(case))
    assert any(lane.runs for lane in scene.lanes)
    return scene


def stair_of(lane: LaneScene, run: int) -> list[list[int]]:
    """The highest concern so far of one run, mark by mark: (from day, to day, severity)."""
    found, marks = lane.run_days.findings[run], lane.marks
    end = day_number(found.end)
    steps: list[list[int]] = []
    for item in range(len(marks.event)):
        inside = marks.event[item] in found.evidence and marks.start[item] <= end and not marks.twin[item]
        if inside and (not steps or marks.severity[item] > steps[-1][2]):
            if steps:
                steps[-1][1] = int(marks.start[item])
            steps.append([int(marks.start[item]), end, int(marks.severity[item])])
    return steps


@pytest.mark.parametrize("share", [1.0, 0.5, 0.02, 0.0])
def test_what_a_filtered_lane_takes_over_is_what_its_marks_say(whole, share):
    rows = np.random.default_rng(5).random(len(whole.case.events)) < share
    for lane in filtered(whole, rows, "some").lanes:
        anew = replace(lane)
        assert np.array_equal(lane.is_evidence, anew.is_evidence)
        assert np.array_equal(lane.run_points.run, anew.run_points.run)
        assert np.array_equal(lane.run_points.mark, anew.run_points.mark)
        assert lane.run_levels.highest == anew.run_levels.highest
        for name in ("across", "up", "flat", "ends", "drops"):
            assert np.array_equal(getattr(lane.run_shapes, name), getattr(anew.run_shapes, name)), name


@pytest.mark.parametrize("share", [1.0, 0.4])
def test_a_stair_is_the_highest_concern_so_far_of_what_is_left(whole, share):
    rows = np.random.default_rng(6).random(len(whole.case.events)) < share
    for lane in filtered(whole, rows, "some").lanes:
        stairs = [stair_of(lane, run) for run in range(len(lane.run_days.findings))]
        assert lane.run_shapes.across.tolist() == [step for stair in stairs for step in stair]
        rises = [[after[0], step[2], after[2]] for stair in stairs for step, after in pairwise(stair)]
        assert lane.run_shapes.up.tolist() == rises


def rough_width(words: str, size: int, _bold: bool) -> float:
    return len(words) * size * 0.5


def same_tables(one: Stack | OfRows, other: Stack | OfRows) -> bool:
    pairs = [(getattr(one, field.name), getattr(other, field.name)) for field in fields(one) if field.name != "rails"]
    return all(
        same_tables(mine, theirs) if isinstance(mine, OfRows) else np.array_equal(mine.rows, theirs.rows)
        for mine, theirs in pairs
    )


@pytest.mark.parametrize("children", [(), (0,), (1, 0)])
@pytest.mark.parametrize("share", [1.0, 0.3, 0.0])
def test_what_is_drawn_of_rows_that_are_left_is_drawn_as_if_nothing_had_been_known_before(whole, share, children):
    rows = np.random.default_rng(7).random(len(whole.case.events)) < share
    some = filtered(whole, rows, "some", children)
    anew = stack_of([replace(lane) for lane in some.lanes])
    assert same_tables(some.stack, anew)
    assert np.array_equal(some.stack.of_rows.rails.key, anew.of_rows.rails.key)


@pytest.mark.parametrize("days", [(None, None), (0, 700), (0, 60)])
def test_words_stand_where_they_would_stand_if_none_had_been_placed_for_the_key_before(whole, days):
    kept, random = KeptWords(), np.random.default_rng(8)
    first, last = (None if day is None else whole.first_day + day for day in days)
    for share, children in ((1.0, ()), (0.5, ()), (0.0, ()), (0.5, (1,)), (0.4, (1, 0)), (0.9, ())):
        some = filtered(whole, random.random(len(whole.case.events)) < share, "some", children)
        for width, facing in ((1600, False), (1600, True), (900, False)):
            layout = lay_out(some, width, 900, first, last, facing=facing)
            assert place_labels(layout, rough_width, kept) == place_labels(layout, rough_width)
