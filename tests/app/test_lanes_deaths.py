"""A child's death, and what may only come: how the chart knows of them, and what it then leaves out."""

from datetime import date

import pytest

from app.analysis.findings import find_all
from app.case.code_edits import Reviewer, set_severity
from app.case.dates import day_number
from app.case.event_table import CodeFrom
from app.case.model import Case
from app.coding.coder import mark_stated_rows
from app.lanes.aligned import aligned, in_dates
from app.lanes.filtered import filtered
from app.lanes.layout import lay_out
from app.lanes.marks import MarkKind, marks_of
from app.lanes.scene import LaneScene, LanesScene, resolve
from app.lanes.spoken import spoken_in_full
from app.lanes.spoken_marks import spoken_mark
from tests.app.case_builder import Row, a_case, after
from tests.app.coding.sentences import markers

SUGGESTED = Row("2012-05-10", "Perry", 5, "physical_health", text="Died.", markers=("death",))
DIED = SUGGESTED._replace(severity_from=CodeFrom.REVIEWER)
RECORDS = (
    Row("2012-01-10", "all", 2, "hygiene", {"Perry": 4, "Robin": 4}, markers=("child_seen",)),
    Row("2012-04-01", "all", 3, "physical_health"),
    Row("2012-06-01", "all", 1, "hygiene", markers=("child_seen",)),
    Row("2012-09-01", "Perry", 0, "administrative", text="Inquest opened."),
    Row("2013-03-01", "Robin", 2, "hygiene"),
)


def scene(*rows: Row) -> LanesScene:
    case = a_case(["Perry", "Robin"], *rows)
    return resolve(case, find_all(case))


def lane(shown: LanesScene, name: str) -> LaneScene:
    return next(lane for lane in shown.lanes if lane.name == name)


@pytest.mark.parametrize(
    "text",
    [
        "Perry died in hospital.",
        "Perry, aged 7 months, died overnight.",
        "Baby unresponsive. Pronounced dead at 04.12.",
    ],
)
def test_the_coder_hears_of_the_death_of_a_child(text):
    assert "death" in markers(text)


@pytest.mark.parametrize(
    "text",
    [
        "Grandmother died. Perry is upset.",
        "Perry's father died.",
        "Death threats were made to Perry.",
        "Perry nearly died.",
        "If Perry died she would not cope.",
        "Support after the stillbirth of a sibling.",
        "Bereavement work with Perry after his nan's death.",
        "Mother's first baby died years ago.",
        "Perry calmed, the noise died down.",
    ],
)
def test_other_deaths_and_other_talk_of_death_are_not_the_child_s(text):
    assert "death" not in markers(text)


@pytest.mark.parametrize("text", ["Will refer if there is further bruising.", "Will refer if no improvement."])
def test_what_may_only_come_is_marked_and_not_scored(text):
    assert "hypothetical" in markers(text)


def test_a_row_with_a_score_is_not_called_hypothetical():
    assert "hypothetical" not in markers("Bruise on cheek seen. Will refer if there is another.")


def test_what_may_only_come_has_a_mark_of_its_own():
    case = a_case(["Perry"], Row("2012-01-01", "Perry", markers=("hypothetical",)), Row("2012-02-01", "Perry"))
    assert marks_of(case, 0).kind.tolist() == [MarkKind.HYPOTHETICAL, MarkKind.UNSCORED]


def test_after_a_death_nothing_is_drawn_in_the_lane_of_that_child_and_all_in_the_others():
    shown, day = scene(DIED, *RECORDS), day_number(date(2012, 5, 10))
    dead, alive = lane(shown, "Perry"), lane(shown, "Robin")
    assert dead.death is not None and (dead.death.day, dead.death.firm, dead.death.after) == (day, True, 2)
    assert dead.marks.start.max() == day and dead.rails.day.max() <= day and dead.area.end.max() <= day
    assert max(state.end for state in dead.states) <= day
    assert alive.death is None and len(alive.marks) == 4
    assert dead.marks.severity[-1] == 5


def test_a_record_after_the_death_that_no_other_lane_shows_is_not_counted_as_shown():
    assert scene(DIED, *RECORDS).shown == len(RECORDS) + 1 - 1


def test_a_filter_leaves_the_lane_ended():
    shown = scene(DIED, *RECORDS)
    left = filtered(shown, shown.case.events.severity > 0, "scored")
    dead = lane(left, "Perry")
    assert dead.death is not None and dead.death == lane(shown, "Perry").death
    assert dead.area.end.max() <= dead.death.day


def test_lanes_moved_to_day_zero_end_on_the_day_that_moved_with_them():
    shown = scene(DIED, *RECORDS)
    zero = day_number(date(2012, 1, 10))
    moved = lane(aligned(shown, {0: zero, 1: zero}, "the plan"), "Perry")
    assert moved.death is not None and moved.death.day == moved.marks.start[-1]
    assert in_dates(moved).death == lane(shown, "Perry").death


@pytest.mark.parametrize("origin", [CodeFrom.LEXICON, CodeFrom.CARRIED, CodeFrom.STATED])
def test_a_death_that_is_only_suggested_hides_nothing_until_a_person_confirms_it(origin: CodeFrom):
    case = a_case(["Perry", "Robin"], SUGGESTED._replace(severity_from=origin), *RECORDS)
    suggested = lane(resolve(case, ()), "Perry")
    assert suggested.death is not None and not suggested.death.firm and len(suggested.marks) == 5
    event = int(case.events.id[case.events.marked("death")][0])
    sure = lane(resolve(after(case, set_severity((event,), 5, Reviewer("A. Reviewer"))), ()), "Perry")
    assert sure.death is not None and sure.death.firm and len(sure.marks) == 3


def test_a_father_who_died_in_a_row_that_its_sheet_scores_5_ends_no_childs_lane():
    grave = Row("2012-05-10", "Perry", 5, "physical_health", text="Father stabbed. Pronounced dead at the scene.")
    case = a_case(["Perry", "Robin"], grave, *RECORDS)
    marked = after(case, mark_stated_rows(case))
    assert len(lane(resolve(marked, ()), "Perry").marks) == 5


def about_both(**by_child: int) -> Case:
    return a_case(["Perry", "Robin"], Row("2012-05-10", "all", 5, by_child=by_child, markers=("death",)))


def test_a_record_about_several_children_tells_the_death_of_the_one_whose_severity_stands_out():
    case = about_both(Robin=2)
    assert marks_of(case, 0).kind.tolist() == [MarkKind.DEATH]
    assert marks_of(case, 1).kind.tolist() == [MarkKind.CONCERN]


def test_where_nobody_can_say_whose_death_it_is_no_lane_ends():
    case = about_both()
    assert [marks_of(case, child).kind.tolist() for child in (0, 1)] == [[MarkKind.HARM], [MarkKind.HARM]]


def test_a_listener_hears_of_the_death_and_of_what_is_not_drawn():
    shown = scene(DIED, *RECORDS)
    dead = lane(shown, "Perry")
    assert "Died 10 May 2012. 2 later records are not drawn." in spoken_in_full(shown, dead)
    assert spoken_mark(shown, dead, len(dead.marks) - 1).startswith("10 May 2012, Perry, death")


def test_a_death_is_never_merged_with_its_neighbours():
    crowd = [Row(f"2012-05-{day:02d}", "Perry", 3, "hygiene") for day in range(1, 10) for _ in range(400)]
    laid = lay_out(scene(DIED, *crowd, *RECORDS), 1280, 720)
    marks = laid.placed[0]
    assert marks.shown[marks.marks.kind == MarkKind.DEATH].all()
