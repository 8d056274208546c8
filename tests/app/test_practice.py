"""Key practice episodes and bookmarks as facts of a case, and a chart whose lanes share a day 0."""

from dataclasses import replace
from datetime import date

import pytest

from app.analysis.findings import find_all
from app.case.dates import day_number
from app.case.model import Agency, Period
from app.case.practice import Bookmark, Episode
from app.case.practice_edits import forget_bookmark, forget_episode, keep_bookmark, mark_episode
from app.errors import UserError
from app.lanes.aligned import aligned, first_days_at
from app.lanes.layout import lay_out
from app.lanes.meant import child_year, days_meant
from app.lanes.scene import LanesScene, resolve
from app.lanes.timeaxis import from_zero, ticks
from app.lanes.words import footer, subtitle, titles
from tests.app.case_builder import Row, a_case
from tests.app.test_relapse import CYCLE

SPRING = Episode("Spring", date(2013, 3, 1), date(2013, 5, 31), by="Ann")
PLAN = 4


def test_an_episode_is_marked_once_changed_and_taken_away():
    case, changes = mark_episode(SPRING)(a_case(["Perry"], *CYCLE))
    assert case.episodes == (SPRING,) and changes.episodes
    assert mark_episode(SPRING)(case) == (case, type(changes)())
    longer = replace(SPRING, last=date(2013, 6, 30), title="  Spring  and June ")
    case, _ = mark_episode(longer, SPRING)(case)
    assert [item.title for item in case.episodes] == ["Spring and June"]
    case, _ = forget_episode(case.episodes[0])(case)
    assert case.episodes == ()


@pytest.mark.parametrize("wrong", [replace(SPRING, title=" "), replace(SPRING, last=date(2012, 1, 1))])
def test_an_episode_needs_a_title_and_days_in_order(wrong: Episode):
    with pytest.raises(UserError):
        mark_episode(wrong)


def test_a_bookmark_takes_the_place_of_one_of_its_name():
    case, _ = keep_bookmark(Bookmark("The turn", event=1))(a_case(["Perry"], *CYCLE))
    case, _ = keep_bookmark(Bookmark("The end"))(case)
    case, _ = keep_bookmark(Bookmark("the turn", event=2))(case)
    assert [(mark.name, mark.event) for mark in case.bookmarks] == [("the turn", 2), ("The end", None)]
    case, _ = forget_bookmark("the turn")(case)
    assert [mark.name for mark in case.bookmarks] == ["The end"]
    with pytest.raises(UserError):
        keep_bookmark(Bookmark("  "))


def two_lanes() -> LanesScene:
    later = [
        Row("2014-02-03", "Robin", 3, "hygiene", {"Robin": PLAN}),
        Row("2014-08-03", "Robin", 1, levels={"Robin": 1}),
    ]
    earlier = [Row("2012-03-05", "Perry", 3, "hygiene", {"Perry": PLAN}), Row("2012-09-05", "Perry", 1)]
    case = a_case(["Perry", "Robin", "Sam"], *earlier, *later, Row("2013-01-01", "Sam", 2, "hygiene"))
    return resolve(case, find_all(case))


def test_lanes_share_day_0_and_keep_their_lengths():
    scene = two_lanes()
    moved = aligned(scene, first_days_at(scene, PLAN), "each child’s first child protection plan")
    assert [lane.name for lane in moved.lanes] == ["Perry", "Robin"], "Sam never had a plan"
    for before, after in zip(scene.lanes, moved.lanes, strict=False):
        assert after.states[0].start == 0
        assert after.states[0].end - after.states[0].start == before.states[0].end - before.states[0].start
        assert (after.marks.start - after.shift).tolist() == before.marks.start.tolist()
    assert titles(moved) == titles(moved.by_date or scene), "what is told in dates stays"


def test_an_aligned_chart_leaves_no_room_for_days_before_any_lane_begins():
    rows = [
        Row("2008-03-05", "Perry", 2, "hygiene"),
        Row("2010-03-05", "Perry", 3, "hygiene", {"Perry": PLAN}),
        Row("2016-01-04", "Robin", 2, "hygiene"),
        Row("2016-02-03", "Robin", 3, "hygiene", {"Robin": PLAN}),
    ]
    scene = resolve(a_case(["Perry", "Robin"], *rows), ())
    moved = aligned(scene, first_days_at(scene, PLAN), "each child’s first child protection plan")
    assert moved.first_day == -730, "Perry's first record, two years before the plan; Robin's is a month before"


def test_an_aligned_chart_counts_months_and_says_what_day_0_is():
    scene = two_lanes()
    layout = lay_out(aligned(scene, first_days_at(scene, PLAN), "the first plan"), 1920, 1080)
    words = [tick.words for tick in ticks(layout)]
    assert any(said.startswith("0 to ") for said in words) and all(said.endswith(" months") for said in words)
    assert "aligned on the first plan" in footer(layout)
    assert "Day 0 is the first plan" in subtitle(layout.scene)
    assert (from_zero(0), from_zero(-1), from_zero(61)) == ("day 0", "1 day before", "61 days after (2 months)")


def test_a_place_on_a_lane_means_the_year_of_the_childs_life():
    case = a_case(["Perry"], *CYCLE)
    scene = resolve(case, ())
    layout = lay_out(scene, 1280, 720)
    year = day_number(date(2013, 1, 1)), day_number(date(2013, 12, 31))
    assert child_year(layout, 0, day_number(date(2013, 6, 1))) == year
    x = layout.x(day_number(date(2013, 6, 1)))
    assert days_meant(layout, x, layout.frames[0].concern_y(3)) == year
    assert days_meant(layout, layout.left - 20, layout.frames[0].concern_y(3)) is None


def test_time_that_an_agency_has_returned_nothing_for_is_told():
    case = a_case(
        ["Perry"], Row("2010-01-01", "Perry", 1, agency="School"), Row("2014-12-31", "Perry", 1, agency="School")
    )
    assert resolve(case, ()).lanes[0].missing == (), "nobody said what the return covers"
    source = replace(case.sources[0], agency=0, period=Period(date(2010, 1, 1), date(2012, 12, 31)))
    case = replace(case, sources=(source,), agencies=(Agency(0, "School"),))
    ((first, last, words),) = resolve(case, ()).lanes[0].missing
    assert (first, last) == (day_number(date(2013, 1, 1)), day_number(date(2014, 12, 31)))
    assert words == "no return from School for this period"
