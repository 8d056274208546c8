"""What the chart says to somebody who does not see it."""

from dataclasses import replace
from datetime import date

from app.analysis.findings import find_all
from app.case.dates import exactly
from app.case.event_table import CodeFrom
from app.lanes.aligned import aligned
from app.lanes.scene import LanesScene, resolve
from app.lanes.spoken import spoken_chart, spoken_in_full
from tests.app.case_builder import Row, a_case
from tests.app.test_relapse import CYCLE


def scene_of(*rows: Row, children: tuple[str, ...] = ("Perry",)) -> LanesScene:
    case = a_case(list(children), *rows)
    return resolve(case, find_all(case))


def test_a_lane_is_told_in_the_order_in_which_it_is_read():
    scene = scene_of(*CYCLE, Row("2014-02-03", "Perry", 4, "hygiene", severity_from=CodeFrom.LEXICON))
    told = spoken_in_full(scene, scene.lanes[0])
    pieces = (
        "Perry.",
        "7 records from 10 January 2012 to 1 January 2015.",
        "Level of intervention: child protection plan from 1 February 2012; universal services from 15 January 2013",
        "Highest concern 4, on 3 February 2014.",
        "1 return of concern: cycle 1, stepped down 15 January 2013, concern returned 4 June 2013, 140 days",
        "1 code not yet confirmed.",
    )
    places = [told.find(piece) for piece in pieces]
    assert -1 not in places, told
    assert places == sorted(places)


def test_when_a_child_was_born_is_told_by_month():
    case = a_case(["Perry"], *CYCLE)
    case = replace(case, children=(replace(case.children[0], born=exactly(date(2006, 3, 14))),))
    scene = resolve(case, ())
    assert spoken_chart(scene).splitlines()[1].startswith("Perry, born March 2006. ")


def test_a_lane_without_records_says_so():
    scene = scene_of(*CYCLE, children=("Perry", "Robin"))
    told = spoken_in_full(scene, scene.lanes[1])
    assert told == "Robin. No records. No level of intervention is recorded. No concern is scored."


def test_an_unanswered_run_is_told_with_its_level_and_its_end():
    months = [Row(f"2015-0{month}-10", "Perry", min(4, 1 + month // 2), "physical_health") for month in range(2, 9)]
    start = Row("2014-12-01", "Perry", 1, "administrative", {"Perry": 1})
    end = Row("2015-09-12", "Perry", 5, "physical_health", markers=("admission",))
    scene = scene_of(start, *months, end)
    assert scene.lanes[0].runs, "no run was found"
    told = spoken_in_full(scene, scene.lanes[0])
    assert "A run of health concerns without a rise in level: " in told
    assert "level 1 throughout" in told and "then hospital admission" in told


def test_a_picture_of_some_days_says_so():
    scene = scene_of(*CYCLE)
    told = spoken_chart(scene, (scene.first_day + 10, scene.last_day))
    assert "The picture shows 20 January 2012 to 1 January 2015; what follows tells all days." in told
    assert "The picture shows" not in spoken_chart(scene, (scene.first_day, scene.last_day))


def test_only_children_of_the_picture_are_named():
    case = a_case(["Perry", "Robin"], *CYCLE, Row("2012-05-05", "Robin", 2, "hygiene"))
    scene = resolve(case, find_all(case), (0,))
    assert "Robin" not in spoken_chart(scene)


def test_an_empty_case_has_one_sentence():
    assert spoken_chart(scene_of(children=())) == "No dated records yet. Add a chronology."


def test_lanes_that_were_moved_are_told_in_dates():
    scene = scene_of(*CYCLE)
    moved = aligned(scene, {0: scene.first_day + 22}, "each child’s first plan")
    told = spoken_chart(moved)
    assert spoken_in_full(scene, scene.lanes[0]) in told
    assert "so that each child’s first plan stands at day 0" in told


def test_large_numbers_have_a_comma_as_in_the_title():
    once = [Row("2014-02-03", "Perry", 4, "hygiene", severity_from=CodeFrom.LEXICON)]
    scene = scene_of(*once * 1200)
    told = spoken_in_full(scene, scene.lanes[0])
    assert "1,200 records from" in told and "and 1,199 more at that severity" in told, told
    assert "1,200 codes not yet confirmed." in told
