"""A filtered lane takes over what the whole one knows: it has to be what would be worked out from its own marks."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from app.analysis.findings import find_all
from app.case.dates import day_number
from app.lanes.filtered import filtered
from app.lanes.scene import LaneScene, LanesScene, resolve
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
