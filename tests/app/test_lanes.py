"""The picture as data: which marks, where, and which words find room."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.analysis.finding import ESCALATION, Finding
from app.analysis.findings import find_all
from app.case.dates import day_number, known_date
from app.case.duplicate_edits import mark_twins
from app.case.edits import withdraw_events
from app.case.event_table import CodeFrom
from app.case.model import Case
from app.lanes.filtered import filtered
from app.lanes.labels import place_labels
from app.lanes.layout import Layout, lay_out
from app.lanes.marks import MarkKind, marks_of
from app.lanes.scene import resolve
from app.lanes.sizes import LARGE, Tier, enlarged
from app.lanes.timeaxis import ticks
from app.lanes.words import footer, titles
from tests.app.case_builder import Row, a_case, after
from tests.app.test_relapse import CYCLE


def rough_width(words: str, size: int, bold: bool) -> float:
    return len(words) * size * (0.6 if bold else 0.55)


def placed(
    case: Case, width: int = 1280, height: int = 720, first: float | None = None, last: float | None = None
) -> Layout:
    return lay_out(resolve(case, find_all(case)), width, height, first, last)


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        (Row("2012-01-01", "Perry", 2, "hygiene"), MarkKind.CONCERN),
        (Row("2012-01-01", "Perry", 2, "physical_health hygiene"), MarkKind.HEALTH),
        (Row("2012-01-01", "Perry", 2, "missed_health"), MarkKind.MISSED_HEALTH),
        (Row("2012-01-01", "Perry", 4, "missed_health", markers=("child_seen",)), MarkKind.HEALTH),
        (
            Row("2012-01-01", "Perry", 2, "missed_health", markers=("child_seen", "was_not_brought")),
            MarkKind.MISSED_HEALTH,
        ),
        (Row("2012-01-01", "Perry", 0, "protective"), MarkKind.IMPROVEMENT),
        (Row("2012-01-01", "Perry", 0, "administrative"), MarkKind.NO_CONCERN),
        (Row("2012-01-01", "Perry"), MarkKind.UNSCORED),
        (Row("2012-01-01", "Perry", 5, "physical_health"), MarkKind.HARM),
        (Row("2012-01-01", "Perry", 5, "physical_health", markers=("admission",)), MarkKind.ADMISSION),
    ],
)
def test_each_kind_of_row_has_its_mark(row, kind):
    assert marks_of(a_case(["Perry"], row), 0).kind.tolist() == [kind]


def test_a_record_that_another_agency_calls_an_admission_is_drawn_as_one():
    case = a_case(
        ["Perry"],
        Row("2012-01-01", "Perry", 5, "physical_health", agency="Ambulance"),
        Row("2012-01-01", "Perry", 5, "physical_health", agency="Hospital", markers=("admission",)),
    )
    kept, twin = case.events.id.tolist()
    marks = marks_of(after(case, mark_twins({twin: kept})), 0)
    assert dict(zip(marks.event.tolist(), marks.kind.tolist(), strict=True))[kept] == MarkKind.ADMISSION
    again = after(case, mark_twins({twin: kept}), withdraw_events([twin]))
    assert marks_of(again, 0).kind.tolist() == [MarkKind.HARM], "what is withdrawn tells nothing"


def test_a_suggestion_is_hollow_and_a_stated_code_is_not():
    case = a_case(
        ["Perry"],
        Row("2012-01-01", "Perry", 2, "hygiene", severity_from=CodeFrom.LEXICON),
        Row("2012-02-01", "Perry", 2, "hygiene"),
    )
    assert marks_of(case, 0).suggested.tolist() == [True, False]


def test_a_date_known_to_the_month_is_as_wide_as_the_month():
    layout = placed(a_case(["Perry"], Row("2012-03", "Perry", 2, "hygiene"), Row("2012-09-01", "Perry", 2, "hygiene")))
    marks = layout.placed[0]
    assert marks.capsule.tolist() == [True, False]
    assert marks.x1[0] - marks.x0[0] == pytest.approx(31 * layout.per_day)


def test_lanes_stand_oldest_child_first_and_share_the_canvas():
    layout = placed(a_case(["Perry", "Robin", "Sam", "Alex"], ("2012-01-01", "all", 2, "hygiene")))
    assert [frame.top for frame in layout.frames] == sorted(frame.top for frame in layout.frames)
    assert layout.height == 720 and layout.tier >= Tier.STANDARD


def test_many_children_make_the_canvas_higher_instead_of_the_lanes_unreadable():
    names = [f"Child {number}" for number in range(16)]
    layout = placed(a_case(names, ("2012-01-01", "all", 2, "hygiene")))
    assert layout.height > 720
    assert layout.frames[0].bottom - layout.frames[0].top >= 40


def test_a_point_near_a_mark_finds_its_event_and_a_point_far_from_all_finds_none():
    case = a_case(["Perry"], Row("2012-01-01", "Perry", 3, "hygiene"), Row("2013-01-01", "Perry", 1, "hygiene"))
    layout = placed(case)
    x, y = float(layout.placed[0].x[1]), float(layout.placed[0].y[1])
    assert layout.event_at(x + 5, y - 5) == int(case.events.id[1])
    assert layout.event_at(x - 200, y) is None


def test_several_records_of_one_day_and_severity_fan_out_and_more_than_three_become_a_count():
    three = placed(a_case(["Perry"], *[Row("2012-01-01", "Perry", 3, "hygiene")] * 3, Row("2013-01-01", "Perry", 0)))
    assert len(set(three.placed[0].x[:3].tolist())) == 3
    five = placed(a_case(["Perry"], *[Row("2012-01-01", "Perry", 3, "hygiene")] * 5, Row("2013-01-01", "Perry", 0)))
    assert five.placed[0].shown[:5].sum() == 1 and five.placed[0].count.max() == 5


def test_a_bracket_can_be_pointed_at():
    case = a_case(["Perry"], *CYCLE)
    layout = placed(case)
    middle = layout.x(day_number(date(2013, 3, 1)))
    assert layout.finding_at(middle, layout.frames[0].rail_y) == find_all(case)[0].id


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 3000), st.integers(0, 5), st.sampled_from([None, 0, 1, 2, 3, 4, 5])),
        min_size=3,
        max_size=40,
    ),
    st.sampled_from([(1920, 1080), (1280, 720), (960, 440)]),
)
def test_no_two_labels_overlap_and_none_leaves_its_lane(rows, size):
    base = day_number(date(2008, 1, 1))
    told = [
        Row(
            known_date(base + at).isoformat(),
            "Perry",
            severity,
            "physical_health",
            {} if level is None else {"Perry": level},
        )
        for at, severity, level in rows
    ]
    layout = placed(a_case(["Perry"], *told), *size)
    labels = place_labels(layout, rough_width)
    boxes = [
        (one.x, one.y - 0.95 * one.size, one.x + rough_width(one.words, one.size, one.bold), one.y + 0.28 * one.size)
        for one in labels
    ]
    for place, (a0, b0, a1, b1) in enumerate(boxes):
        assert a0 >= layout.left and a1 <= layout.right
        for c0, d0, c1, d1 in boxes[place + 1 :]:
            assert a1 <= c0 or c1 <= a0 or b1 <= d0 or d1 <= b0


def test_a_cycles_words_shorten_until_they_fit():
    case = a_case(["Perry"], *CYCLE)
    wide = {label.words for label in place_labels(placed(case, 1920, 1080), rough_width)}
    narrow = {label.words for label in place_labels(placed(case, 480, 300), rough_width)}
    assert "concern returned after 140 days" in wide
    assert "concern returned after 140 days" not in narrow


def test_the_title_says_what_was_found_and_an_empty_case_claims_nothing():
    assert titles(resolve(a_case(["Perry"]), ()))[0] == "No dated records yet. Add a chronology."
    unscored = a_case(["Perry"], Row("2012-01-01", "Perry"))
    assert "none scored yet" in titles(resolve(unscored, find_all(unscored)))[0]
    cycle = a_case(["Perry"], *CYCLE)
    assert titles(resolve(cycle, find_all(cycle)))[0] == "Concern returned within a year of step-down: Perry once"


def test_the_footer_counts_records_shown_of_all():
    case = a_case(["Perry", "Robin"], ("2012-01-01", "Perry", 2, "hygiene"), ("2012-02-01", "Robin", 2, "hygiene"))
    layout = lay_out(resolve(case, (), (0,)), 1280, 720)
    assert "1 of 2 records shown" in footer(layout) and "1 of 2 children" in footer(layout)


def test_the_footer_of_a_part_of_the_time_counts_the_records_of_that_time():
    case = a_case(
        ["Perry"],
        ("2012-01-01", "Perry", 2, "hygiene"),
        Row("2012-02-01", "Perry"),
        ("2013-02-01", "Perry", 2, "hygiene"),
        ("2013-02-05", "Perry", 2, "hygiene"),
    )
    scene = resolve(case, ())
    first, last = day_number(date(2012, 1, 20)), day_number(date(2013, 2, 1))
    words = footer(lay_out(scene, 1280, 720, first, last))
    assert words.startswith("2 of 4 records shown, 1 not scored") and "20 January 2012" in words
    assert footer(lay_out(scene, 1280, 720)).startswith("4 records, 1 not scored")
    left = filtered(scene, case.events.severity >= 0, "severity")
    assert footer(lay_out(left, 1280, 720, first, last)).startswith("1 of 4 records shown (filter")


def test_the_time_axis_names_years_then_quarters_then_months_then_days():
    case = a_case(["Perry"], ("2008-01-01", "Perry", 2, "hygiene"), ("2015-12-31", "Perry", 2, "hygiene"))
    start = day_number(date(2012, 1, 1))
    named = [
        [tick.words for tick in ticks(placed(case, first=start, last=start + days))] for days in (2600, 800, 360, 20)
    ]
    assert named[0][:2] == ["2012", "2013"]
    assert named[1][:2] == ["Jan–Mar 2012", "Apr–Jun"]
    assert named[2][:2] == ["Jan 2012", "Feb"]
    assert named[3][:2] == ["1 Jan 2012", "2"]


def test_every_event_about_a_child_has_a_mark_in_its_lane():
    case = a_case(["Perry", "Robin"], *CYCLE, Row("2012-03-03", "all", 2, "hygiene"))
    assert sorted(marks_of(case, 0).event.tolist()) == sorted(case.events.id[case.events.subjects[:, 0]].tolist())
    assert np.all(np.diff(marks_of(case, 0).start) >= 0)


def test_thousands_of_marks_share_columns_but_evidence_and_serious_harm_stay():
    base = day_number(date(2008, 1, 1))
    rows = [
        Row(known_date(base + at // 2).isoformat(), "Perry", 1 + at % 4, "hygiene" if at % 3 else "supervision")
        for at in range(4000)
    ]
    harm = Row("2012-02-02", "Perry", 5, "physical_health")
    case = a_case(["Perry"], *rows, harm)
    layout = placed(case)
    marks = layout.placed[0]
    assert marks.joined and marks.shown.sum() < 1600
    assert marks.shown[marks.marks.kind == MarkKind.HARM].all()
    evidence = np.isin(marks.marks.event, list(layout.scene.lanes[0].evidence))
    assert marks.shown[evidence].all()
    assert "zoom in for each" in footer(layout)


def test_records_that_name_no_child_are_told_and_not_drawn_as_an_empty_claim():
    scene = resolve(a_case(["Perry"], Row("2012-01-01", "")), ())
    assert titles(scene)[0] == "1 record, and no child is named"


def test_room_for_moments_is_only_taken_where_there_is_a_cycle():
    quiet = placed(a_case(["Perry"], Row("2012-01-01", "Perry", 2, "hygiene"), Row("2013-01-01", "Perry", 0)))
    assert not quiet.frames[0].moments
    assert placed(a_case(["Perry"], *CYCLE)).frames[0].moments


def test_only_what_the_record_calls_improvement_is_named_so():
    def named(rows):
        return {label.words for label in place_labels(placed(a_case(["Perry"], *rows), 1920, 1080), rough_width)}

    lesser = [row for row in CYCLE if row.categories != "protective"]
    assert "Improvement recorded" in named(CYCLE) and "Less concern" not in named(CYCLE)
    assert "Less concern" in named(lesser) and "Improvement recorded" not in named(lesser)


def test_the_title_says_nothing_twice_and_counts_what_it_leaves_out():
    case = a_case(["Perry"], *CYCLE)
    spans = [(date(2013, 2, month), date(2013, 2, month + 2)) for month in (1, 5, 9)]
    spans += [(date(2014, 1, 1), date(2014, 2, 1)), (date(2015, 1, 1), date(2015, 2, 1))]
    runs = tuple(
        Finding(f"escalation:{place}", ESCALATION, 0, place, first, last, (), "")
        for place, (first, last) in enumerate(spans)
    )
    words = titles(resolve(case, runs))[0]
    assert words.count("in 2013 Perry’s") + words.count("In 2013 Perry’s") == 1
    assert "in 2014 Perry’s" in words and "2015" not in words and words.endswith("; 3 more such runs")


def test_on_a_wall_of_more_pixels_lines_grow_with_the_marks() -> None:
    usual, fine = enlarged(LARGE, 2.0, 1920), enlarged(LARGE, 2.0, 3840)
    assert LARGE.stroke == usual.stroke == 1.0
    assert fine.stroke > 1.5
