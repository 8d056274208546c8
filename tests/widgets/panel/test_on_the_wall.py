"""The lanes as a projector shows them: only what can be read from four metres, and no words on words."""

from itertools import combinations

import pytest

from app.analysis.findings import find_all
from app.lanes.labels import place_labels
from app.lanes.layout import Layout, lay_out
from app.lanes.rails import ON_WALL
from app.lanes.room import Label, Measure
from app.lanes.scene import resolve
from app.lanes.sizes import enlarged, sizes_for
from tests.app.case_builder import Row, a_case
from tests.app.test_relapse import CYCLE
from widgets.fonts import load_fonts
from widgets.lanes.inks import Measurer
from widgets.lanes.surround import NOT_ON_WALL, key_entries
from widgets.panel_show import wall_theme

SIZES = ((1280, 720), (1920, 1080), (3840, 2160))
FLOOR = {720: 20, 1080: 22, 2160: 44}
"""The smallest words, in pixels (lanes specification, section 11: 44 on a picture of 2160 lines)."""


@pytest.fixture
def measure() -> Measure:
    return Measurer(load_fonts())


def laid_out(size: tuple[int, int], children: int = 3) -> Layout:
    names = ["Perry", "Robin", "Sam"][:children]
    rows = [
        row._replace(subjects=name, levels=dict.fromkeys((name,), *row.levels.values()) if row.levels else {})
        for name in names
        for row in CYCLE
    ]
    markers = ("child_seen", "conference", "referral:accepted", "referral:nfa", "referral:unclear", "tool_use:used")
    more = [
        Row("2013-05-02", "all", 2, "hygiene", agency="School", text="Free text of a row", markers=(marker,))
        for marker in markers
    ]
    case = a_case(names, *rows, *more, Row("2013-05-03", "all", None, text="Nobody scored this"))
    sizes = enlarged(sizes_for(*size), wall_theme(white_on_black=False).type_scale, size[0])
    return lay_out(resolve(case, find_all(case)), *size, sizes=sizes)


@pytest.mark.parametrize("size", SIZES)
def test_every_word_is_large_enough_and_none_is_a_rows(size: tuple[int, int], measure: Measure) -> None:
    layout = laid_out(size)
    labels = place_labels(layout, measure)
    assert labels and min(label.size for label in labels) >= FLOOR[size[1]]
    assert not [label.words for label in labels if "Free text" in label.words or label.words.startswith("age ")]
    assert not [label.words for label in labels if "not recorded as seen" in label.words]


@pytest.mark.parametrize("size", SIZES)
def test_the_rails_and_what_nobody_scored_are_left_out(size: tuple[int, int]) -> None:
    layout = laid_out(size)
    assert all(frame.contact_bottom - frame.contact_top < 4 for frame in layout.frames), "no contact rail"
    assert not layout.drawn.twin.any() and not (layout.drawn.severity < 0).any()
    glyphs = {glyph for glyph, _words, _brief in key_entries(layout)}
    assert {"refused", "unclear"} <= glyphs and not glyphs & NOT_ON_WALL
    assert {kind.name for kind in ON_WALL} == {"REFUSED", "UNCLEAR"}


Box = tuple[float, float, float, float, str]


def boxes(labels: tuple[Label, ...], measure: Measure) -> list[Box]:
    """Where the letters of each label are: left, top, right, bottom, and its words."""
    return [_box(label, measure(label.words, label.size, label.bold)) for label in labels]


def _box(label: Label, wide: float) -> Box:
    return label.x, label.y - 0.75 * label.size, label.x + wide, label.y + 0.2 * label.size, label.words


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("children", [1, 3])
def test_no_words_stand_on_others_nor_on_the_bracket(size: tuple[int, int], children: int, measure: Measure) -> None:
    layout = laid_out(size, children)
    placed = boxes(place_labels(layout, measure), measure)
    for one, two in combinations(placed, 2):
        apart = one[2] <= two[0] or two[2] <= one[0] or one[3] <= two[1] or two[3] <= one[1]
        assert apart, (one[4], two[4])
    frame = layout.frames[0]
    if frame.moments:
        moments = {"Concern", "Step-up", "Improvement recorded", "Step-down", "Return of concern"}
        dates = [box for box in placed if box[4][:1].isdigit() and "days" not in box[4] and box[3] < frame.concern_y(5)]
        assert dates and all(box[3] <= frame.rail_y - 8 for box in dates), "dates keep clear of the bracket's ticks"
        assert all(box[1] >= frame.top - 2 for box in placed if box[4] in moments)


@pytest.mark.parametrize("size", SIZES)
def test_one_child_fills_the_wall(size: tuple[int, int]) -> None:
    layout = laid_out(size, 1)
    frame = layout.frames[0]
    assert layout.height == size[1] and frame.bottom - frame.top > 0.55 * size[1]
