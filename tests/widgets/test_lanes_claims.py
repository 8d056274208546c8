"""What the lanes draw claims something: no more than the records say, and nothing that they say is hidden."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from PySide6.QtGui import QColor

from app.analysis.findings import find_all
from app.case.dates import day_number, exactly
from app.case.event_table import CodeFrom
from app.case.model import Case
from app.lanes.layout import Layout, lay_out
from app.lanes.scene import resolve
from app.lanes.sizes import Tier
from app.theme import load_theme
from tests.app.case_builder import Row, a_case
from tests.app.test_lanes_words import RUN_WITH_A_FALL, level
from widgets.fonts import load_fonts
from widgets.lanes.inks import Measurer
from widgets.lanes.picture import ChartPicture

THEME = load_theme()


@pytest.fixture
def family(qapp) -> str:
    return load_fonts()


def drawn(case: Case, family: str, *, facing: bool = False) -> tuple[Layout, np.ndarray]:
    """The layout of a case, and its picture as (y, x, RGB)."""
    layout = lay_out(resolve(case, find_all(case)), 1280, 720, facing=facing)
    image = ChartPicture(THEME, family, Measurer(family)).draw(layout, 1.0).toImage()
    image = image.convertToFormat(image.Format.Format_RGB32)
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1, 4)
    return layout, pixels[:, :, 2::-1].astype(int)


def is_role(pixel: np.ndarray, role: str) -> bool:
    wanted = QColor(role if role.startswith("#") else getattr(THEME.roles, role))
    return bool(np.abs(pixel - (wanted.red(), wanted.green(), wanted.blue())).max() <= 3)


def at(when: str) -> int:
    return day_number(date.fromisoformat(when))


def test_a_run_shows_both_its_marks_and_its_stair(family):
    layout, picture = drawn(a_case(["Perry"], *RUN_WITH_A_FALL), family)
    frame = layout.frames[0]
    for when, severity in (("2015-03-05", 2), ("2015-06-05", 3)):
        x, y = layout.x(at(when)), frame.concern_y(severity)
        assert is_role(picture[round(y - 1.1 * layout.sizes.r), round(x)], "health")
        assert is_role(picture[round(y), round(x)], "run_line")
    between = layout.x(at("2015-02-20"))
    assert is_role(picture[round(frame.concern_y(2)), round(between)], "run_line")


@pytest.mark.parametrize("facing", [False, True])
def test_where_the_level_falls_in_a_run_its_flat_line_steps_down_with_it(family, facing):
    layout, picture = drawn(a_case(["Perry"], *RUN_WITH_A_FALL), family, facing=facing)
    x, y = layout.x(at("2015-04-10")), layout.frames[0].level_y(1.5)
    assert is_role(picture[round(y), round(x)], "run_line")


def test_a_block_whose_end_is_not_recorded_has_faded_by_its_last_mention(family):
    rows = (level("2010-01-01", 4), level("2012-01-01", 4), Row("2015-12-30", "Perry", text="A note."))
    layout, picture = drawn(a_case(["Perry"], *rows), family)
    y, last = round(layout.frames[0].level_y(0.5)), round(layout.x(at("2012-01-01")))
    assert is_role(picture[y, last - 60], THEME.level_fill(4, 5))
    assert not is_role(picture[y, last - 10], THEME.level_fill(4, 5))
    assert is_role(picture[y, last + 3], "lane")


def test_what_a_single_record_opens_shows_its_shade_and_claims_no_more(family):
    rows = (Row("2010-01-01", "Perry", 2), level("2012-01-01", 4), Row("2015-12-30", "Perry", text="A note."))
    layout, picture = drawn(a_case(["Perry"], *rows), family)
    y, first = round(layout.frames[0].level_y(0.5)), round(layout.x(at("2012-01-01")))
    assert picture[y, first + 5].sum() < picture[y, first + 11].sum() < picture[y, first + 20].sum()
    assert is_role(picture[y, first + 20], "lane")


def dashes(picture: np.ndarray, y: int, left: int, right: int) -> list[int]:
    """How wide the dashes are in a row of pixels, those at its ends left out."""
    inked = [is_role(picture[y, x], "level_edge") for x in range(left, right)]
    turns = np.flatnonzero(np.diff(np.array(inked, int)))
    return [int(b - a) for a, b in zip(turns, turns[1:], strict=False) if inked[a + 1]]


def test_a_suggested_level_and_one_whose_end_is_not_recorded_have_different_dashes(family):
    stated = a_case(["Perry"], level("2010-01-01", 4), Row("2015-12-30", "Perry", text="A note."))
    guessed = replace(stated.events, level_from=np.full_like(stated.events.level_from, CodeFrom.LEXICON))
    widths = []
    for case, sure in ((stated, True), (replace(stated, events=guessed), False)):
        layout, picture = drawn(case, family)
        assert layout.scene.lanes[0].states[0].confirmed is sure
        y, x = round(layout.frames[0].level_y(4)) - 1, layout.x(at("2013-01-01"))
        widths.append(set(dashes(picture, y, round(x), round(x) + 100)))
    assert widths == [{2}, {4}]


def test_before_a_birth_there_is_neither_baseline_nor_rank(family):
    rows = (Row("2010-01-01", "Robin", 2), Row("2012-02-01", "Perry", 2), Row("2015-12-30", "all", text="A note."))
    case = a_case(["Perry", "Robin"], *rows)
    perry, robin = case.children
    case = replace(case, children=(replace(perry, born=exactly(date(2011, 6, 1))), robin))
    layout, picture = drawn(case, family)
    place = next(place for place, lane in enumerate(layout.scene.lanes) if lane.name == "Perry")
    frame, x = layout.frames[place], round(layout.x(at("2011-06-01"))) - 110
    column = picture[round(frame.concern_y(5)) - 2 : round(frame.contact_top), x]
    assert all(is_role(pixel, "paper") for pixel in column)


def test_a_level_that_nobody_has_stated_yet_has_no_baseline_and_level_0_has_one(family):
    rows = (
        Row("2010-01-01", "Perry", 2),
        level("2012-01-01", 2),
        level("2013-01-01", 0),
        Row("2015-12-30", "Perry", text="A note."),
    )
    layout, picture = drawn(a_case(["Perry"], *rows), family)
    base = round(layout.frames[0].level_base)
    unknown, universal = round(layout.x(at("2011-05-01"))), round(layout.x(at("2014-05-01")))
    assert is_role(picture[base, unknown], "lane")
    assert is_role(picture[base, universal], "axis")


def test_lanes_of_the_lowest_tier_have_no_band_of_rank_lines(family):
    names = [f"Child {number}" for number in range(1, 13)]
    rows = [Row("2010-01-01", name, 2, "hygiene") for name in names]
    layout, picture = drawn(a_case(names, *rows, Row("2015-12-30", "all", text="A note.")), family)
    assert layout.tier == Tier.MICRO
    frame, x = layout.frames[0], round(layout.x(at("2013-06-01")))
    strip = picture[frame.rail_bottom + 1 : frame.concern_base - 1, x]
    assert all(is_role(pixel, "lane") for pixel in strip)
