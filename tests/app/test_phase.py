"""The phase view as data: a cycle is a loop along the grid, an unanswered run a climb at one level."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.analysis.findings import find_all
from app.case.dates import day_number
from app.phase.course import MOST_APART, course_of
from app.phase.layout import LINE, lay_out_phase, told_lines
from app.phase.scene import Ending, PhaseCell, PhaseScene, phase_scene
from app.phase.stops import NOTHING_SCORED, Stop
from tests.app.case_builder import Row, a_case
from tests.app.test_escalation import RUN
from tests.app.test_relapse import CYCLE, RETURN, STEP_UP

LATER = Row("2013-09-01", "Perry", 1, "administrative")


def scene_of(*rows: Row, children=("Perry",)) -> PhaseScene:
    case = a_case(list(children), *rows)
    return phase_scene(case, find_all(case))


def drawn(scene: PhaseScene) -> list[PhaseCell]:
    return [cell for row in scene.rows for cell in row.cells if cell.stops]


def places(cell: PhaseCell) -> list[tuple[int, int]]:
    return [stop.place for stop in cell.stops]


def wide(words: str, size: int, bold: bool) -> float:
    return len(words) * size * (0.62 if bold else 0.56)


def test_a_cycle_is_a_loop_that_ends_with_the_return() -> None:
    cell = drawn(scene_of(*CYCLE))[0]
    assert cell.ending is Ending.RETURN and cell.words == "returned after 140 days"
    assert cell.dates == ("Jan 2012 –", "Jun 2013")
    levels = [level for level, _ in places(cell)]
    assert levels[0] == 0 and max(levels) == 4 and levels[-1] == 0
    # up, right, down, left, up again
    assert places(cell)[0] == (0, NOTHING_SCORED) and places(cell)[1] == (0, 3)
    assert (4, 3) in places(cell) and places(cell)[-1] == (0, 3)


def test_a_run_that_nothing_answers_is_a_climb_at_one_level() -> None:
    (cell,) = drawn(scene_of(*RUN))
    course = course_of(cell.stops, cell.runs)
    climbs = [segment for segment in course.segments if segment.climbs]
    assert climbs and all(segment.start[0] == segment.end[0] for segment in climbs), "straight up"
    assert climbs[-1].end[1] == 4 and climbs[0].start[1] <= 1
    assert cell.words == "no rise in level for 175 days" and cell.finding is not None


def test_a_loop_climbs_nowhere() -> None:
    cell = drawn(scene_of(*CYCLE))[0]
    assert not any(segment.climbs for segment in course_of(cell.stops, cell.runs).segments)


def test_each_child_has_a_row_and_each_cycle_a_column() -> None:
    scene = scene_of(*CYCLE, Row("2012-01-10", "Robin", 1, "hygiene"), children=("Perry", "Robin"))
    assert scene.headings == ("Cycle 1", "Rest of the record"), "for Robin, who has no cycle, that is all of it"
    perry, robin = scene.rows
    assert [cell.column for cell in perry.cells] == [0, 1]
    assert robin.cells[0].words == "no cycle found" and not robin.cells[0].stops
    assert robin.cells[1].stops, "what is known of Robin stands in the last column"


def test_after_cycles_of_every_child_the_last_column_says_since_when() -> None:
    assert scene_of(*CYCLE, LATER).headings == ("Cycle 1", "Since last cycle")


def test_without_any_cycle_there_is_the_whole_record() -> None:
    scene = scene_of(Row("2012-01-10", "Perry", 2, "hygiene"), Row("2012-06-01", "Perry", 0, "administrative"))
    assert scene.headings == ("Whole record",)
    assert drawn(scene)[0].words == "no cycle found"


def test_a_child_without_a_record_is_told() -> None:
    scene = scene_of(Row("2012-01-10", "Perry", 2, "hygiene"), children=("Perry", "Robin"))
    assert [cell.words for cell in scene.rows[1].cells] == ["no dated record"]
    assert phase_scene(a_case(["Perry"]), ()).empty


def test_more_than_two_years_are_cut_at_each_step_down() -> None:
    helped = [Row(f"{year}-03-01", "Perry", 1, "administrative", {"Perry": 2}) for year in (2010, 2012, 2014)]
    ended = [Row(f"{year}-09-01", "Perry", 0, "administrative", {"Perry": 0}) for year in (2010, 2012, 2014)]
    cells = drawn(scene_of(*helped, *ended, Row("2015-09-01", "Perry", 0, "administrative")))
    assert [cell.ending for cell in cells] == [Ending.ON, Ending.ON, Ending.ON, Ending.RECORD]
    assert [cell.last for cell in cells[:3]] == [day_number(date(year, 9, 1)) for year in (2010, 2012, 2014)]
    assert all(one.last == other.first for one, other in pairwise(cells)), "each goes on where the other ended"
    short = drawn(scene_of(*helped[:1], *ended[:1], Row("2011-09-01", "Perry", 0, "administrative")))
    assert len(short) == 1


def test_what_was_not_scored_is_a_row_of_its_own_and_not_nought() -> None:
    quiet = scene_of(Row("2012-01-10", "Perry", 0, "protective"), Row("2013-01-10", "Perry", None, "administrative"))
    (cell,) = drawn(quiet)
    assert [stop.concern for stop in cell.stops] == [NOTHING_SCORED, 0, NOTHING_SCORED]
    assert "nothing scored" in cell.spoken and "concern 0" in cell.spoken


def test_a_level_that_nobody_stated_yet_is_told_apart() -> None:
    cell = drawn(scene_of(*CYCLE))[0]
    course = course_of(cell.stops, cell.runs)
    assert not cell.stops[0].stated and not course.segments[0].stated
    assert course.segments[-1].stated
    assert cell.spoken.startswith("Perry, cycle 1,") and "level not stated" in cell.spoken


def test_on_one_day_concern_comes_before_the_level_that_answers_it() -> None:
    scene = scene_of(Row("2012-01-10", "Perry", 3, "hygiene", {"Perry": 4}), Row("2012-02-01", "Perry", 0))
    (cell,) = drawn(scene)
    assert places(cell)[:3] == [(0, NOTHING_SCORED), (0, 3), (4, 3)]


def test_a_cell_is_found_by_its_finding() -> None:
    case = a_case(["Perry"], *CYCLE)
    findings = find_all(case)
    scene = phase_scene(case, findings)
    cycle = next(finding for finding in findings if finding.kind == "relapse")
    found = scene.cell_of(cycle.id)
    assert found is not None and found.column == 0
    assert scene.cell_of("relapse:9:1999-01-01") is None and scene.cell_of(None) is None


def test_a_dismissed_cycle_leaves_its_column_empty_so_that_numbers_stay() -> None:
    case = a_case(["Perry"], *CYCLE, *(row._replace(day=f"{int(row.day[:4]) + 3}{row.day[4:]}") for row in CYCLE))
    findings = find_all(case)
    cycles = [finding for finding in findings if finding.kind == "relapse"]
    assert len(cycles) == 2
    scene = phase_scene(case, [finding for finding in findings if finding is not cycles[0]])
    assert scene.rows[0].cells[0].words == "no cycle found"
    assert scene.rows[0].cells[1].finding == cycles[1]


def test_a_suggested_return_is_told() -> None:
    from_rule = [row._replace(severity_from=2) if row is RETURN else row for row in CYCLE]
    cell = drawn(scene_of(*from_rule))[0]
    assert not cell.confirmed and "only suggested" in cell.spoken


STOPS = st.lists(st.tuples(st.booleans(), st.integers(0, 5), st.integers(-1, 5)), min_size=1, max_size=25)


def _way(moves: list[tuple[bool, int, int]]) -> list[Stop]:
    """A way that changes one of both at a time."""
    level, concern = moves[0][1:]
    stops = [Stop(level, concern, 0)]
    for day, (upright, to_level, to_concern) in enumerate(moves[1:], 1):
        level, concern = (level, to_concern) if upright else (to_level, concern)
        stops.append(Stop(level, concern, day))
    return stops


@given(STOPS)
def test_a_way_never_goes_across_and_never_leaves_its_lines_far(moves: list[tuple[bool, int, int]]) -> None:
    stops = _way(moves)
    course = course_of(stops)
    for segment in course.segments:
        (x0, y0), (x1, y1) = segment.start, segment.end
        assert x0 == x1 or y0 == y1, "no diagonal: the scales share no unit"
    for one, other in pairwise(course.segments):
        assert one.end == other.start, "one line"
    near = [round(course.start[0] - stops[0].level, 6), round(course.start[1] - stops[0].concern, 6)]
    near += [round(course.end[0] - stops[-1].level, 6), round(course.end[1] - stops[-1].concern, 6)]
    assert max(map(abs, near)) <= MOST_APART + 1e-6


@given(STOPS)
def test_passes_over_the_same_line_part(moves: list[tuple[bool, int, int]]) -> None:
    course = course_of(_way(moves))
    pieces = [segment for segment in course.segments if segment.arrow is not None]
    upright = [((s.start[0]), *sorted((s.start[1], s.end[1]))) for s in pieces if s.start[0] == s.end[0]]
    for place, (x, low, high) in enumerate(upright):
        for other, bottom, top in upright[:place]:
            overlap = min(high, top) - max(low, bottom)
            assert other != x or overlap <= 2 * MOST_APART + 1e-6


@pytest.mark.parametrize(
    ("width", "height", "text"), [(320, 240, 1.0), (985, 440, 1.0), (1920, 1080, 1.0), (985, 440, 2.0)]
)
def test_cells_never_overlap_and_stay_on_the_canvas(width: int, height: int, text: float) -> None:
    rows = [
        row._replace(subjects=name, levels={name: max(row.levels.values())} if row.levels else {})
        for name in ("Perry", "Robin")
        for row in CYCLE
    ]
    layout = lay_out_phase(scene_of(*rows, STEP_UP, children=("Perry", "Robin")), width, height, wide, text)
    assert layout.width >= width and layout.height >= height
    for place, one in enumerate(layout.cells):
        left, top, across, down = one.outline
        assert left >= 0 and left + across <= layout.width and top + down <= layout.height
        for other in layout.cells[:place]:
            x, y, w, h = other.outline
            assert left >= x + w or x >= left + across or top >= y + h or y >= top + down


@pytest.mark.parametrize("text", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("width", [500, 700, 1600])
def test_no_words_beside_a_cell_run_out_of_its_frame(text: float, width: int) -> None:
    layout = lay_out_phase(scene_of(*CYCLE, LATER), width, 500, wide, text)
    body = layout.sizes.body
    for placed in layout.cells:
        left, top, across, high = placed.outline
        days, words = told_lines(placed.cell, placed.words_wide, body, wide)
        assert all(placed.words_x + wide(line, body, False) <= left + across + 1 for line in days), days
        assert all(placed.words_x + wide(line, body, True) <= left + across + 1 for line in words), words
        lines = len(days) + len(words) + (not placed.cell.confirmed)
        assert placed.words_y + (lines - 1) * LINE * body <= top + high
