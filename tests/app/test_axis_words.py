"""The words of the time axis and the ages along a lane: a year can always be read, and nothing touches."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.analysis.finding import ESCALATION, Finding
from app.case.dates import day_number, exactly, known_date
from app.lanes.ages import age_words, birth_of, monthly, months_old
from app.lanes.aligned import aligned
from app.lanes.labels import place_labels
from app.lanes.layout import Layout, lay_out
from app.lanes.scene import resolve
from app.lanes.timeaxis import APART, axis_words, ticks
from tests.app.case_builder import Row, a_case
from tests.app.test_lanes import CYCLE


def measure(words: str, size: int, _bold: bool) -> float:
    return 0.55 * size * len(words)


def layout_of(first: date, days: int, wide: int) -> Layout:
    rows = (("2008-01-01", "Perry", 2, "hygiene"), ("2015-12-31", "Perry", 2, "hygiene"))
    start = day_number(first)
    return lay_out(resolve(a_case(["Perry"], *rows), ()), wide, 720, start, start + days)


def written(layout: Layout) -> list[tuple[float, str]]:
    return axis_words(ticks(layout), measure, layout.sizes.years, layout.left, layout.right)


@given(first=st.dates(date(2008, 1, 1), date(2013, 1, 1)), days=st.integers(7, 2500), wide=st.integers(480, 2600))
def test_at_every_zoom_and_width_a_year_can_be_read_and_no_two_words_touch(first: date, days: int, wide: int) -> None:
    layout = layout_of(first, days, wide)
    told, size = written(layout), layout.sizes.years
    assert any(str(year) in words for _x, words in told for year in range(2008, 2016)), told
    for (one, left), (other, right) in pairwise(told):
        clear = (other - measure(right, size, False) / 2) - (one + measure(left, size, False) / 2)
        assert clear >= APART * size - 0.01, (left, right)
    for x, words in told:
        half = measure(words, size, False) / 2
        assert layout.left - 0.01 <= x - half and x + half <= layout.right + 0.01, words


def test_a_quarter_too_narrow_for_its_words_still_tells_its_year() -> None:
    told = [words for _x, words in written(layout_of(date(2009, 11, 20), 800, 760))]
    assert "2010" in told and "Apr–Jun" in told


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2020, 5, 9), ""),
        (date(2020, 5, 10), "0 months old"),
        (date(2020, 6, 9), "0 months old"),
        (date(2020, 6, 10), "1 month old"),
        (date(2022, 5, 9), "23 months old"),
        (date(2022, 5, 10), "age 2"),
        (date(2031, 5, 10), "age 11"),
    ],
)
def test_a_small_childs_age_is_told_in_months(day: date, words: str) -> None:
    assert age_words(day_number(date(2020, 5, 10)), day_number(day)) == words


@given(st.dates(date(1990, 1, 1), date(2020, 12, 31)))
def test_the_months_marked_are_the_months_the_child_has_lived(born: date) -> None:
    birth = day_number(born)
    assert [months_old(birth, day) for day, _words in monthly(birth)] == [3, 6, 9, 18]


def test_a_lane_tells_a_babys_months_and_the_age_where_the_view_begins() -> None:
    case = a_case(["Perry"], Row("2012-01-01", "Perry", 1, "hygiene"), Row("2014-06-01", "Perry", 1, "hygiene"))
    born = exactly(date(2011, 12, 20))
    scene = resolve(replace(case, children=(replace(case.children[0], born=born),)), ())
    labels = {label.words for label in place_labels(lay_out(scene, 1920, 1080), measure)}
    assert {"6 months old", "18 months old", "age 2"} <= labels
    start = day_number(date(2012, 8, 1))
    near = {label.words for label in place_labels(lay_out(scene, 1920, 1080, start, start + 20), measure)}
    assert "7 months old" in near, "no birthday is in view, but the age is"
    lane = aligned(scene, {0: start}, "a day").lanes[0]
    assert lane.age_on(0) == "7 months old", "a lane that is moved tells the same age"
    assert birth_of(case.children[0]) is None and resolve(case, ()).lanes[0].age_on(start) == ""


def test_words_of_a_short_run_hide_neither_a_return_nor_a_level() -> None:
    case = a_case(["Perry"], *CYCLE, Row("2015-12-31", "Perry", 0, "hygiene"))
    end = date(2014, 4, 1)
    run = Finding("escalation:0", ESCALATION, 0, 1, date(2014, 2, 20), end, (1,), "No rise.", days=40)
    layout = lay_out(resolve(case, (run,)), 1280, 720)
    told = [label for label in place_labels(layout, measure) if label.words.endswith("40 days")]
    assert told
    label, lane, frame = told[0], layout.scene.lanes[0], layout.frames[0]
    days = layout.day_at(label.x), layout.day_at(label.x + measure(label.words, label.size, True))
    for rank in lane.state_days.level[lane.state_days.seen(*days)].tolist():
        edge = frame.level_y(rank)
        assert rank == 0 or not label.y - 0.9 * label.size < edge < label.y + 0.2 * label.size
    assert known_date(round(days[0])) < end
