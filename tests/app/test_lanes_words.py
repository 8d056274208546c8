"""What the words of the lanes may not leave out, cover or claim."""

from dataclasses import replace
from datetime import date

import pytest

from app.analysis.findings import find_all
from app.case.dates import day_number
from app.case.model import Agency, Case, Period
from app.lanes.filtered import filtered
from app.lanes.labels import MOMENTS, place_labels
from app.lanes.layout import Layout, lay_out
from app.lanes.scene import resolve
from app.lanes.sizes import sizes_for
from app.lanes.spoken import spoken_in_full
from app.lanes.words import footer, returns_told
from app.phase.scene import phase_scene
from tests.app.case_builder import Row, a_case


def width(words: str, size: int, bold: bool) -> float:
    return len(words) * size * (0.6 if bold else 0.55)


def placed(case: Case, wide: int = 1280, high: int = 720) -> Layout:
    return lay_out(resolve(case, find_all(case)), wide, high)


def said(layout: Layout) -> list[str]:
    return [label.words for label in place_labels(layout, width)]


def level(day: str, rank: int) -> Row:
    return Row(day, "Perry", levels={"Perry": rank}, markers=("child_seen",))


TWO_CYCLES = (
    Row("2010-01-05", "Perry", 3, "hygiene"),
    level("2010-03-01", 4),
    Row("2010-07-20", "Perry", 0, "protective", markers=("improvement",)),
    level("2010-10-01", 1),
    Row("2011-02-01", "Perry", 3, "hygiene"),
    level("2011-04-01", 4),
    Row("2011-08-20", "Perry", 0, "protective", markers=("improvement",)),
    level("2011-11-01", 1),
    Row("2012-03-01", "Perry", 3, "hygiene"),
)


@pytest.mark.parametrize("canvas", [(1280, 720), (1920, 1080)])
def test_all_five_moments_of_each_cycle_are_named_and_a_return_that_triggers_the_next_once(canvas):
    words = said(placed(a_case(["Perry"], *TWO_CYCLES), *canvas))
    twice = [name for key, name in MOMENTS if key != "trigger"]
    assert {name: words.count(name) for name in twice} == dict.fromkeys(twice, 2)
    assert words.count("Concern") == 1


def seldom_seen() -> Case:
    """A child with several stretches in which nobody is recorded as having seen it."""
    levels = (
        ("2010-03-20", 2), ("2010-06-20", 4), ("2010-12-20", 2), ("2011-02-20", 1), ("2011-07-20", 4),
        ("2012-07-20", 1), ("2013-01-20", 4),
    )  # fmt: skip
    rows = [
        *(Row(day, "Perry", severity, "hygiene") for day, severity in (("2010-02-10", 3), ("2011-05-20", 3))),
        *(Row(day, "Perry", levels={"Perry": rank}) for day, rank in levels),
        level("2010-09-20", 4),
        Row("2010-10-05", "Perry", 0, "protective", markers=("improvement",)),
        Row("2012-12-20", "Perry", 4, "hygiene"),
        Row("2013-06-20", "Perry", levels={"Perry": 0}),
        Row("2015-12-30", "Perry", text="A note."),
    ]
    return a_case(["Perry", "Robin"], *rows)


def test_words_of_one_stretch_without_contact_cover_no_other_stretch():
    layout = placed(seldom_seen())
    lane, frame = layout.scene.lanes[0], layout.frames[0]
    assert len(lane.unseen) > 1
    spans = [(layout.x(day_number(gap.start)), layout.x(day_number(gap.end))) for gap in lane.unseen]
    told = [label for label in place_labels(layout, width) if label.backing == "lane" and label.y > frame.contact_top]
    told = [label for label in told if label.y < frame.contact_bottom + 10 and "day" in label.words]
    assert told
    for label in told:
        end = label.x + width(label.words, label.size, label.bold)
        assert not [span for span in spans if label.x < span[1] and end > span[0]]


def test_a_lane_of_which_nothing_is_scored_says_so_and_a_filter_claims_nothing():
    notes = [Row(f"2012-0{month}-11", "Robin", text="A visit.") for month in range(1, 6)]
    case = a_case(["Perry", "Robin"], Row("2012-01-01", "Perry", 2, "hygiene"), *notes)
    assert [words for words in said(placed(case)) if "scored" in words] == ["5 records, none scored yet"]
    some = filtered(resolve(case, find_all(case)), case.events.severity < 0, "not scored")
    assert not [words for words in said(lay_out(some, 1280, 720)) if "scored" in words]


def test_without_a_record_the_footer_claims_no_days():
    assert footer(placed(a_case(["Perry", "Robin"]))) == "0 records, 2 children"


def test_the_cycles_view_tells_records_that_nobody_has_scored_from_none():
    case = a_case(["Perry", "Robin", "Sam"], Row("2012-01-01", "Perry", 2), Row("2012-02-01", "Robin", text="A visit."))
    told = {row.name: row.cells[0].words for row in phase_scene(case, find_all(case)).rows}
    assert told["Robin"] == "nothing scored, no level stated"
    assert told["Sam"] == "no dated record"


RUN_WITH_A_FALL = (
    level("2014-06-01", 2),
    *(
        Row(f"2015-0{month}-05", "Perry", severity, "physical_health")
        for month, severity in ((2, 2), (3, 2), (5, 3), (6, 3), (8, 4))
    ),
    level("2015-04-10", 1),
    Row("2015-12-30", "Perry", text="A note."),
)


def test_the_flat_line_of_a_run_ends_at_the_level_that_was_then_in_force():
    case = a_case(["Perry"], *RUN_WITH_A_FALL)
    levels = resolve(case, find_all(case)).lanes[0].run_levels
    assert levels.flat[:, 2].tolist() == [2, 1]
    assert levels.flat[1, 0] == day_number(date(2015, 4, 10))
    assert levels.ends[:, 1].tolist() == [2, 1]


def test_how_many_concerns_a_run_has_stands_left_of_the_badge_of_a_cycle_that_begins_with_it():
    case = a_case(
        ["Perry"],
        Row("2010-01-01", "Perry", 1, "hygiene"),
        Row("2014-12-20", "Perry", 0, "protective", markers=("improvement",)),
        *RUN_WITH_A_FALL,
    )
    layout = placed(case)
    badges = [x for _cycle, x in layout.badges[0]]
    (counted,) = [label for label in place_labels(layout, width) if label.words == "5 health concerns"]
    assert badges and counted.x + width(counted.words, counted.size, True) < min(badges)


def test_a_listener_hears_how_many_records_nobody_has_scored():
    notes = [Row(f"2012-0{month}-11", "Perry", text="A visit.") for month in range(1, 4)]
    scene = resolve(a_case(["Perry"], Row("2012-01-01", "Perry", 2, "hygiene"), *notes), ())
    assert "4 records from 1 January 2012 to 11 March 2012. 3 are not scored." in spoken_in_full(scene, scene.lanes[0])


def test_a_listener_hears_for_which_time_an_agency_has_returned_nothing():
    rows = [Row(day, "Perry", 1, agency="School") for day in ("2010-01-01", "2014-12-31")]
    case = a_case(["Perry"], *rows)
    source = replace(case.sources[0], agency=0, period=Period(date(2010, 1, 1), date(2012, 12, 31)))
    scene = resolve(replace(case, sources=(source,), agencies=(Agency(0, "School"),)), ())
    words = "No return from School for this period: 1 January 2013 to 31 December 2014."
    assert words in spoken_in_full(scene, scene.lanes[0])


def test_a_name_over_a_block_keeps_its_halo_off_the_edge():
    case = a_case(["Perry", "Robin", "Sam", "Alex"], level("2010-01-01", 1), level("2014-01-01", 0))
    layout = placed(case)
    (name,) = [label for label in place_labels(layout, width) if label.words == "Early help"]
    assert name.y + 0.28 * name.size + 2 <= layout.frames[0].level_y(1)


def test_a_count_of_returns_has_its_thousands_apart_like_every_other_number():
    assert returns_told(3573) == "3,573 returns of concern"
    assert returns_told(1) == "concern returned once"


@pytest.mark.parametrize("size", [15, 16, 20, 24, 32])
def test_large_words_on_the_contact_rail_cover_no_strip(size: int) -> None:
    case = seldom_seen()
    scene = resolve(case, find_all(case))
    layout = lay_out(scene, 3840, 2160, sizes=replace(sizes_for(3840, 2160), body=size))
    frame, labels = layout.frames[0], place_labels(layout, width)
    told = [
        label for label in labels if label.words.endswith(" days") and frame.contact_top < label.y < frame.bottom + size
    ]
    assert told and scene.lanes[0].unseen
    for label in told:
        assert label.y - 0.9 * label.size >= frame.strips_bottom
        assert label.y <= frame.bottom
