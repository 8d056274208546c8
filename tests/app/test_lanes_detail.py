"""How much detail lanes show: stages, columns, rails, tiers, and both arrangements."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from app.analysis.finding import Finding
from app.analysis.findings import find_all
from app.case.dates import day_number, exactly, known_date
from app.case.event_table import CodeFrom
from app.case.model import Case
from app.lanes.detail import COLUMNS, CROWDED, Stage, stage_of
from app.lanes.labels import place_labels
from app.lanes.layout import Layout, lay_out
from app.lanes.marks import MarkKind
from app.lanes.placing import place_marks
from app.lanes.rails import RailKind
from app.lanes.scene import resolve
from app.lanes.sizes import Tier
from app.lanes.words import subtitle
from tests.app.case_builder import Row, a_case
from tests.app.test_relapse import CYCLE

BASE = day_number(date(2008, 1, 1))


def on(day: int) -> str:
    return known_date(BASE + day).isoformat()


def placed(case: Case, width: int = 1280, height: int = 720, **asked) -> Layout:
    return lay_out(resolve(case, find_all(case)), width, height, **asked)


def many(count: int, categories: str = "hygiene", severity: int = 2) -> Case:
    return a_case(["Perry"], *[Row(on(place * 3000 // count), "Perry", severity, categories) for place in range(count)])


def test_detail_goes_with_marks_per_100_pixels_and_holds_on_a_little():
    assert stage_of(CROWDED - 1, 0) == Stage.APART
    assert stage_of(CROWDED, 0) == Stage.CROWDED
    assert stage_of(COLUMNS + 1, COLUMNS + 1) == Stage.COLUMNS
    assert stage_of(0.9 * COLUMNS, 0.9 * COLUMNS, Stage.COLUMNS) == Stage.COLUMNS
    assert stage_of(0.8 * COLUMNS, 0.8 * COLUMNS, Stage.COLUMNS) == Stage.CROWDED
    assert stage_of(0.9 * CROWDED, 0, Stage.CROWDED) == Stage.CROWDED
    assert stage_of(0.9 * CROWDED, 0, Stage.APART) == Stage.APART


def test_a_lane_does_not_flicker_while_the_scale_goes_back_and_forth_near_a_border():
    scene = resolve(many(400), ())
    wide = scene.last_day - scene.first_day
    shares = [share / 200 for share in range(100, 201)]
    known = {share: lay_out(scene, 1280, 720, scene.first_day, scene.first_day + share * wide) for share in shares}
    border = next(share for share in shares if known[share].stages != known[shares[0]].stages)
    layout = known[border]
    for share in (border - 0.01, border + 0.01, border - 0.02, border + 0.02, border - 0.03):
        layout = lay_out(scene, 1280, 720, scene.first_day, scene.first_day + share * wide, before=layout)
        assert layout.stages == known[border].stages


def test_columns_stand_for_every_concern_and_count_it_once():
    layout = placed(many(4000))
    columns = layout.placed[0].columns
    assert columns is not None and columns.dash_count.sum() == 4000
    assert set(columns.dash_kind.tolist()) == {MarkKind.CONCERN}


def test_columns_stay_where_they_are_in_the_calendar_while_the_chart_is_panned():
    case = many(60000)
    scene = resolve(case, ())
    one = lay_out(scene, 1280, 720, BASE + 500, BASE + 1500).placed[0].columns
    other = lay_out(scene, 1280, 720, BASE + 517, BASE + 1517).placed[0].columns
    assert one is not None and other is not None
    shared = np.intersect1d(one.dash_column, other.dash_column)
    assert len(shared) > 100
    counted = [dict(zip(item.dash_column.tolist(), item.dash_count.tolist(), strict=True)) for item in (one, other)]
    assert all(counted[0][column] == counted[1][column] for column in shared.tolist())


def test_health_stays_a_mark_and_neighbours_join_under_their_count():
    layout = placed(many(4000, "physical_health"))
    columns = layout.placed[0].columns
    assert columns is not None and columns.health_count.sum() == 4000
    assert not len(columns.dash_column)
    assert (columns.health_last > columns.health_first).any()


def test_a_column_is_hollow_only_where_all_in_it_are_suggested():
    from_lexicon = [Row(on(5), "Perry", 2, "hygiene", severity_from=CodeFrom.LEXICON)] * 900
    stated = [Row(on(1000), "Perry", 2, "hygiene", severity_from=CodeFrom.LEXICON)] * 900 + [
        Row(on(1000), "Perry", 2, "hygiene")
    ]
    columns = placed(a_case(["Perry"], *from_lexicon, *stated)).placed[0].columns
    assert columns is not None and columns.dash_hollow.tolist() == [True, False]


def test_pointing_at_a_column_tells_its_records():
    layout = placed(many(4000))
    columns = layout.placed[0].columns
    assert columns is not None
    x = layout.origin + columns.dash_column[20] * 8 + 4
    found = layout.events_at(x, layout.frames[0].concern_y(2))
    assert len(found) == columns.dash_count[20]


def test_what_is_placed_depends_on_the_view_and_not_on_the_record():
    for first, last in ((BASE, BASE + 3000), (BASE + 1000, BASE + 1400), (BASE + 1000, BASE + 1010)):
        marks = placed(many(20000), first=first, last=last).placed[0]
        assert len(marks.marks) + (len(marks.columns.dash_column) if marks.columns else 0) < 2000


@pytest.mark.parametrize(
    ("marker", "kind"),
    [
        ("referral:accepted", RailKind.ACCEPTED),
        ("referral:nfa", RailKind.REFUSED),
        ("referral:unclear", RailKind.UNCLEAR),
        ("referral:no_reply", RailKind.UNCLEAR),
        ("disagreement", RailKind.DISAGREEMENT),
        ("escalation_procedure:used", RailKind.ESCALATED),
        ("strategy_discussion:held", RailKind.STRATEGY),
        ("conference", RailKind.CONFERENCE),
        ("tool_use:used", RailKind.TOOL),
        ("child_seen", RailKind.SEEN),
    ],
)
def test_what_a_row_tells_has_a_mark_on_a_rail_and_can_be_pointed_at(marker, kind):
    case = a_case(["Perry"], Row(on(100), "Perry", markers=(marker,)), Row(on(900), "Perry", 1, "hygiene"))
    layout = placed(case)
    rails = layout.scene.lanes[0].rails
    assert rails.kind.tolist() == [kind]
    y = {RailKind.STRATEGY: layout.frames[0].level_y(3), RailKind.CONFERENCE: layout.frames[0].level_base - 4}
    contact = (layout.frames[0].contact_top + layout.frames[0].contact_bottom) / 2
    at = y.get(kind, contact if kind in (RailKind.SEEN, RailKind.TOOL) else layout.frames[0].door_y)
    assert layout.event_at(layout.x(BASE + 100), at) == rails.event[0]


def test_a_referral_that_a_finding_calls_unclear_is_marked_unclear():
    case = a_case(["Perry"], Row(on(100), "Perry", 3, "hygiene"), Row(on(900), "Perry", 1, "hygiene"))
    told = known_date(BASE + 100)
    finding = Finding("unclear_referral:0", "unclear_referral", 0, 1, told, told, (0,), "Its outcome is not shown.")
    assert resolve(case, (finding,)).lanes[0].rails.kind.tolist() == [RailKind.UNCLEAR]


def test_a_stretch_without_contact_says_how_long_it_was():
    case = a_case(["Perry"], Row(on(0), "Perry", 3, "hygiene"), Row(on(900), "Perry", 1, "hygiene"))
    first, last = known_date(BASE + 300), known_date(BASE + 506)
    gap = Finding("no_contact:0", "no_contact", 0, 1, first, last, (), "Not recorded as seen.", days=206)
    layout = lay_out(resolve(case, (gap,)), 1920, 1080)
    words = {label.words for label in place_labels(layout, lambda words, size, _bold: 0.55 * size * len(words))}
    assert "not recorded as seen, 206 days" in words


def test_a_lane_tells_the_childs_age():
    case = a_case(["Perry"], *CYCLE)
    child = replace(case.children[0], born=exactly(date(2008, 2, 29)))
    scene = resolve(replace(case, children=(child,)), ())
    ages = {age: known_date(day) for day, age in scene.lanes[0].birthdays}
    assert ages and all(day.year == 2008 + age for age, day in ages.items())
    assert all((day.month, day.day) in {(2, 29), (3, 1)} for day in ages.values())


def test_facing_strips_share_a_baseline_from_which_level_hangs_and_say_so():
    layout = placed(a_case(["Perry", "Robin"], *CYCLE), facing=True)
    frame = layout.frames[0]
    assert frame.level_base == frame.concern_base
    assert frame.level_y(4) > frame.level_y(1) > frame.concern_y(0) > frame.concern_y(4)
    assert "hanging: deeper = higher level" in subtitle(layout.scene, layout.facing)
    assert "hanging" not in subtitle(layout.scene)


@pytest.mark.parametrize(
    ("children", "tier"), [(2, Tier.FULL), (4, Tier.STANDARD), (6, Tier.COMPACT), (11, Tier.MICRO)]
)
def test_the_number_of_children_chooses_what_a_lane_holds(children, tier):
    names = [f"Child {number}" for number in range(children)]
    layout = placed(a_case(names, ("2012-01-01", "all", 2, "hygiene"), ("2013-01-01", "all", 2, "hygiene")))
    assert layout.tier == tier


def test_the_lowest_tier_keeps_health_and_evidence_and_drops_plain_concerns():
    names = [f"Child {number}" for number in range(12)]
    rows = [Row(on(10), "all", 2, "hygiene"), Row(on(400), "all", 2, "physical_health"), Row(on(800), "all", 0)]
    layout = placed(a_case(names, *rows))
    marks = layout.placed[0]
    assert marks.shown[marks.marks.kind == MarkKind.HEALTH].all()
    assert not marks.shown[marks.marks.kind == MarkKind.CONCERN].any()


def test_marks_hidden_from_view_are_found_again_by_moving_there():
    case = many(500)
    scene = resolve(case, ())
    layout = lay_out(scene, 1280, 720, BASE + 1000, BASE + 1100)
    again = place_marks(scene.lanes[0], layout.frames[0], layout.ruler, layout.sizes.r, layout.tier, layout.stages[0])
    inside = (case.events.day >= BASE + 1000) & (case.events.day <= BASE + 1100)
    assert set(case.events.id[inside].tolist()) <= set(again.marks.event.tolist())
