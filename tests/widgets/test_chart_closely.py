"""What the chart says in low lanes, long footers, before a birth and to the keyboard, for somebody close to it."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from PySide6.QtCore import QBuffer, QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPdfWriter

from app.analysis.finding import Finding
from app.analysis.findings import find_all
from app.case.dates import day_number, exactly, known_date
from app.case.model import Case
from app.lanes.aligned import first_days_at
from app.lanes.labels import place_labels
from app.lanes.layout import Layout, lay_out
from app.lanes.room import BELOW
from app.lanes.scene import resolve
from app.lanes.sizes import Tier, enlarged, sizes_for
from app.theme import load_theme
from tests.app.case_builder import Row, a_case
from tests.app.test_relapse import CYCLE
from tests.pdf_words import read_pdf
from widgets.fonts import load_fonts
from widgets.lanes.brush import Brush
from widgets.lanes.inks import Measurer
from widgets.lanes.lanes_view import LanesView
from widgets.lanes.overlay import Front, clear_of_level, paint_overlay
from widgets.lanes.painter import on_hatching, paint_chart
from widgets.lanes.surround import MARGIN

LONG_FILTER = "severity 2 or more; health visiting, school and police; neglect, physical harm; text “bruise”"


@pytest.fixture
def family(qapp) -> str:
    return load_fonts()


def family_case(*more: Row) -> Case:
    return a_case(["Perry", "Robin"], *CYCLE, Row("2012-05-05", "Robin", 2, "hygiene"), *more)


def view_of(qtbot, case: Case, findings: tuple[Finding, ...] | None = None) -> LanesView:
    lanes = LanesView()
    qtbot.addWidget(lanes)
    lanes.resize(1000, 500)
    lanes.show_case(case, find_all(case) if findings is None else findings)
    lanes.show()
    qtbot.waitExposed(lanes)
    return lanes


def layout_of(view: LanesView) -> Layout:
    layout = view.layout_now()
    assert layout is not None
    return layout


def said(layout: Layout, family: str, pointer: QPointF | None = None) -> list[str]:
    """Every piece of words that is drawn, what follows a pointer among them."""
    kept = QBuffer()
    kept.open(QBuffer.OpenModeFlag.ReadWrite)
    writer, theme, measure = QPdfWriter(kept), load_theme("light"), Measurer(family)
    painter = QPainter(writer)
    if pointer is None:
        paint_chart(painter, layout, theme, family, measure)
    else:
        paint_overlay(Brush(painter, theme, family), layout, Front(pointer=pointer), measure)
    painter.end()
    (page,) = read_pdf(bytes(kept.data().data()))[1]
    return page.words


def test_in_a_low_lane_a_chosen_record_shows_its_mark_inside_its_ring(qtbot) -> None:
    case = family_case(*(Row(f"2014-0{month}-05", "Robin", 1, "hygiene") for month in range(1, 9)))
    view = view_of(qtbot, case)
    view.set_lane_height(40)
    layout = layout_of(view)
    placed = layout.placed[1]
    left_out = placed.marks.event[~placed.shown].tolist()
    assert layout.tier == Tier.MICRO and left_out, "a low lane leaves plain records out"
    at = int(np.flatnonzero(placed.marks.event == left_out[0])[0])
    point, concern = (round(float(placed.x[at])), round(float(placed.y[at]))), load_theme("light").roles.concern
    assert view.viewport().grab().toImage().pixelColor(*point) != QColor(concern)
    view.select_event(left_out[0])
    assert view.viewport().grab().toImage().pixelColor(*point) == QColor(concern), "the ring stands around its mark"


@pytest.mark.parametrize("facing", [False, True])
@pytest.mark.parametrize("high", [60, 70, 80, 100, 150])
def test_the_names_of_levels_stay_in_their_lane_and_off_the_marks_of_concern(family, high, facing) -> None:
    case = family_case(*(Row(f"2014-0{rank}-05", "Perry", 1, levels={"Perry": rank}) for rank in range(1, 6)))
    layout = lay_out(resolve(case, find_all(case)), 1280, 720, high=high, facing=facing)
    names = {name for level in case.scheme.levels for name in level.names}
    labels = [label for label in place_labels(layout, Measurer(family)) if label.words in names]
    assert labels
    for label in labels:
        frame = next(frame for frame in layout.frames if frame.top <= label.y <= frame.bottom + label.size)
        assert label.y + BELOW * label.size <= frame.bottom, f"{label.words} runs over the end of its lane"
        assert label.y - 0.75 * label.size >= frame.concern_base, f"{label.words} stands on the marks of concern"


@pytest.mark.parametrize("facing", [False, True])
def test_what_the_pointer_says_of_a_level_does_not_cover_its_name(family, facing) -> None:
    rows = [Row(f"201{rank}-03-05", "Perry", 1, levels={"Perry": rank}) for rank in range(1, 6)]
    case = a_case(["Perry"], *rows, Row("2016-12-01", "Perry", 1))
    layout = lay_out(resolve(case, ()), 1600, 400, facing=facing)
    names = {name for level in case.scheme.levels for name in level.names}
    labels = [label for label in place_labels(layout, Measurer(family)) if label.words in names]
    assert len(labels) == 5, "every level has its name"
    for label in labels:
        level = layout.scene.lanes[0].state_days.on(layout.day_at(label.x + 5))
        y = clear_of_level(layout.frames[0], level, label.size)
        assert y + 0.35 * label.size < label.y - 0.7 * label.size or y - label.size > label.y, label.words


def test_words_of_a_birth_do_not_lie_on_the_records_after_it(family) -> None:
    rows = [Row(f"2012-0{month}-05", "Robin", 4, "hygiene") for month in range(3, 9)]
    case = a_case(["Perry", "Robin"], Row("2012-02-20", "Perry", 1), *rows, Row("2013-01-05", "Perry", 1))
    born = replace(case.children[1], born=exactly(date(2012, 3, 1)))
    case = replace(case, children=(case.children[0], born))
    layout = lay_out(resolve(case, ()), 1280, 720)
    assert not any(label.words.startswith("born") for label in place_labels(layout, Measurer(family)))


def test_a_level_before_the_birth_is_called_unborn(family) -> None:
    rows = [Row("2012-01-05", "Robin", 3, "hygiene", {"Robin": 2}), Row("2013-01-05", "Robin", 1, "hygiene")]
    case = a_case(["Robin"], *rows)
    case = replace(case, children=(replace(case.children[0], born=exactly(date(2012, 9, 1))),))
    layout = lay_out(resolve(case, ()), 1600, 400)
    assert "unborn: child in need" in [label.words for label in place_labels(layout, Measurer(family))]


def test_words_on_the_hatching_of_a_printed_return_have_a_ground_of_their_own(family) -> None:
    case = family_case()
    layout, measure = lay_out(resolve(case, find_all(case)), 1920, 1080), Measurer(family)
    labels = place_labels(layout, measure)
    backed = on_hatching(layout, labels, measure)
    changed = [label.words for before, label in zip(labels, backed, strict=True) if before != label]
    (cycle,) = layout.scene.lanes[0].cycles
    x0, x1 = (layout.x(day_number(day)) for day in (cycle.moments["step_down"], cycle.end))
    on = [label for label in labels if label.level is None and x0 < label.x < x1 and label.backing in ("", "halo")]
    assert on and changed, "the level that was stepped down to has its name in the column"
    assert all(label.backing == "lane" for before, label in zip(labels, backed, strict=True) if before in on)


def test_on_a_wall_a_name_has_the_room_above_the_names_of_the_strips(family) -> None:
    rows = [Row(f"201{year}-03-05", "Annabel Ash", 3, "hygiene") for year in range(5)]
    scene, sizes = resolve(a_case(["Annabel Ash"], *rows), ()), enlarged(sizes_for(1920, 1080), 2.0, 1920)
    assert sizes.sparse
    assert any(words.startswith("Annabel Ash") for words in said(lay_out(scene, 1920, 1080, sizes=sizes), family))


def test_after_aligning_the_keyboard_stays_with_the_child(qtbot) -> None:
    case = a_case(["Robin", "Perry"], *CYCLE, Row("2012-05-05", "Robin", 2, "hygiene"))
    view = view_of(qtbot, case)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert layout_of(view).scene.lanes[view.focus_now().lane].name == "Perry", "the second lane has the keyboard"
    assert view.align(lambda scene: first_days_at(scene, case.scheme.ranks.plan), "each child’s first plan")
    lanes = layout_of(view).scene.lanes
    assert [lane.name for lane in lanes] == ["Perry"], "Robin never had a plan"
    assert lanes[view.focus_now().lane].name == "Perry"
    view.align(None)
    assert layout_of(view).scene.lanes[view.focus_now().lane].name == "Perry"


@pytest.mark.parametrize("width", [700, 1000, 1900])
def test_the_footer_is_whole_when_a_view_is_both_aligned_and_filtered(qtbot, family, width) -> None:
    case = replace(family_case(), marking="OFFICIAL-SENSITIVE")
    view = view_of(qtbot, case)
    view.resize(width, 620)
    assert view.align(lambda scene: first_days_at(scene, case.scheme.ranks.plan), "each child’s first plan")
    view.show_only(case.events.severity >= 2, LONG_FILTER)
    layout = layout_of(view)
    (footer,) = [words for words in said(layout, family) if "records shown" in words]
    assert Measurer(family)(footer, layout.sizes.body, False) <= layout.width - 2 * MARGIN
    assert footer.startswith("OFFICIAL-SENSITIVE · ") and "filter" in footer
    assert footer.endswith("…") or "aligned on each child’s first plan" in footer


def test_before_a_birth_the_pointer_says_that_the_child_is_not_yet_born(family) -> None:
    case = family_case()
    born = replace(case.children[1], born=exactly(date(2012, 3, 1)))
    case = replace(case, children=(case.children[0], born))
    layout = lay_out(resolve(case, ()), 1280, 720)
    frame = layout.frames[1]

    def on(day: date) -> list[str]:
        return said(layout, family, QPointF(layout.x(day_number(day)), frame.concern_y(2)))

    first = known_date(layout.scene.first_day)
    assert first < date(2012, 3, 1)
    assert "not yet born" in on(first)
    later = on(date(2012, 6, 1))
    assert "3 months old, level not known" in later and not any("not yet born" in words for words in later)


def lines_under_names(layout: Layout, family: str) -> list[str]:
    return [words for words in said(layout, family) if "return" in words or "run" in words]


def test_a_single_line_under_a_name_tells_of_returns_and_of_unanswered_runs(family) -> None:
    again = [row._replace(day=f"{int(row.day[:4]) + 3}{row.day[4:]}") for row in CYCLE]
    sick = [Row(f"2019-0{month}-05", "Perry", min(month, 4), "physical_health") for month in range(1, 9)]
    case = a_case(["Perry", "Robin"], *CYCLE, *again, Row("2018-12-01", "Perry", levels={"Perry": 1}), *sick)
    findings = find_all(case)
    scene = resolve(case, findings)
    perry = scene.lanes[0]
    assert perry.cycles and perry.runs, "the case has both"
    low, high = lay_out(scene, 1280, 720, high=70), lay_out(scene, 1280, 720, high=200)
    assert low.tier == Tier.COMPACT and high.tier == Tier.FULL
    brief = f"{len(perry.cycles)} return{'s' if len(perry.cycles) > 1 else ''} · {len(perry.runs)} run"
    assert brief in said(low, family)
    words = said(high, family)
    assert brief not in words
    assert any(" of concern" in line for line in words) and any("unanswered run" in line for line in words)
