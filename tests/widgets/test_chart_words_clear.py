"""Small things that stood on each other in the chart: the words of a measure, a tick alone, a key cut short."""

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from app.analysis.finding import SUSTAINED, Finding
from app.analysis.findings import find_all
from app.lanes.labels import place_labels
from app.lanes.layout import Layout, lay_out
from app.lanes.scene import resolve
from app.lanes.sizes import in_large_text, sizes_for
from app.theme import load_theme
from tests.app.case_builder import Row, a_case
from tests.app.test_relapse import CYCLE
from widgets.fonts import load_fonts
from widgets.lanes.brush import Brush
from widgets.lanes.chart_part import ChartPart
from widgets.lanes.inks import Measurer
from widgets.lanes.measuring import Measured, paint_measured
from widgets.lanes.rail import paint_rails
from widgets.lanes.surround import key_entries, key_places, paint_gutter


@pytest.fixture
def measure(qapp) -> Measurer:
    return Measurer(load_fonts())


HARM = (Row("2012-05-05", "Perry", 5, "physical_health"), Row("2012-12-01", "Perry", 5, "physical_health"))


def laid(*rows: Row, large: float = 1.0) -> Layout:
    case = a_case(["Perry", "Robin"], *CYCLE, *rows)
    return lay_out(resolve(case, find_all(case)), 1280, 720, sizes=in_large_text(sizes_for(1280, 720), large))


def words_drawn(layout: Layout, measured: Measured, measure: Measurer) -> QRectF:
    """Where the dark ground under the words of a measure is painted."""
    ground: list[QRectF] = []

    class Watched(QPainter):
        def fillRect(self, *told: object) -> None:  # noqa: N802 - Qt calls it so
            if isinstance(told[0], QRectF):
                ground.append(told[0])

    image = QImage(layout.width, layout.height, QImage.Format.Format_RGB32)
    painter = Watched(image)
    paint_measured(Brush(painter, load_theme(), load_fonts()), layout, measured, measure)
    painter.end()
    return ground[-1]


def test_the_words_of_a_measure_cover_no_words_of_the_chart(measure):
    layout = laid(*HARM)
    events = layout.scene.case.events
    harm = [int(event) for event in events.id[events.severity == 5]]
    concern = [int(event) for event in events.id[events.severity == 3]]
    for one, other in (harm, (harm[0], concern[-1]), (concern[0], concern[-1])):
        box = words_drawn(layout, Measured(one, other), measure)
        for label in place_labels(layout, measure):
            wide = measure(label.words, label.size, label.bold)
            assert not box.intersects(QRectF(label.x, label.y - label.size, wide, 1.3 * label.size)), label.words


@pytest.mark.parametrize("large", [1.0, 1.25, 1.5, 2.0])
def test_large_words_leave_the_key_as_many_entries_as_usual_ones(measure, large):
    more = Row("2013-05", "all", 3, "physical_health", markers=("child_seen", "referral:nfa", "conference"))
    layout = laid(more, Row("2013-08-01", "Robin"), Row("2013-09-01", "Robin", 0, "protective"), large=large)
    told = [words for glyph, words, _x, _y in key_places(layout, measure) if glyph]
    assert len(told) == len(key_entries(layout))
    assert len({y for glyph, _words, _x, y in key_places(layout, measure) if glyph}) <= 3


def test_a_step_down_at_the_very_end_of_the_record_has_no_tick_alone(measure):
    case = a_case(
        ["Perry"], Row("2012-01-10", "Perry", 3, "hygiene", {"Perry": 4}), Row("2013-01-15", levels={"Perry": 0})
    )
    waiting = [finding for finding in find_all(case) if finding.kind == SUSTAINED]
    layout = lay_out(resolve(case, tuple(waiting)), 1280, 720)
    assert waiting and all(_is_empty(finding) for finding in waiting)
    bare = lay_out(resolve(case, ()), 1280, 720)
    assert _rail(layout) == _rail(bare)


def _is_empty(finding: Finding) -> bool:
    return finding.start == finding.end and not finding.settled


def _rail(layout: Layout) -> QImage:
    image = QImage(layout.width, layout.height, QImage.Format.Format_RGB32)
    image.fill(0)
    painter = QPainter(image)
    paint_rails(Brush(painter, load_theme(), load_fonts()), ChartPart(layout, layout.left, layout.right))
    painter.end()
    return image


@pytest.mark.parametrize("name", ["Joanna-Louise", "Maximiliana-Konstantina-Wilhelmina"])
def test_a_long_name_in_large_words_keeps_clear_of_the_name_of_its_strip(measure, name):
    rows = [row._replace(subjects=name, levels=dict.fromkeys([name] if row.levels else [], 2)) for row in CYCLE]
    case = a_case([name, "Robin"], *rows)
    sizes = in_large_text(sizes_for(800, 400), 2.0)
    layout = lay_out(resolve(case, find_all(case)), 800, 400, sizes=sizes)
    drawn: dict[str, QRectF] = {}

    class Watched(Brush):
        def text(
            self, x: float, y: float, words: str, size: int, role: str, bold: bool = False, align: str = "left"
        ) -> None:
            wide = measure(words, size, bold)
            drawn.setdefault(words, QRectF(x - wide if align == "right" else x, y - 0.72 * size, wide, 0.95 * size))

    image = QImage(800, 400, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    paint_gutter(Watched(painter, load_theme(), load_fonts()), layout, layout.scene.lanes[0], layout.frames[0], measure)
    painter.end()
    first = next(words for words in drawn if words.startswith(name[:3]))
    assert "Concern" in drawn and not drawn[first].intersects(drawn["Concern"]), drawn
