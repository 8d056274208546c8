"""The window's picture is made in layers; what a person sees has to be what drawing everything anew would show."""

import numpy as np
import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator

from app.analysis.findings import find_all
from app.lanes.filtered import filtered
from app.lanes.layout import Layout, lay_out
from app.lanes.scene import LanesScene, resolve
from app.theme import load_theme
from tests.app.case_builder import Row, a_case, a_large_case
from tests.app.test_relapse import CYCLE
from widgets.fonts import load_fonts
from widgets.lanes.inks import Measurer
from widgets.lanes.painter import paint_chart
from widgets.lanes.picture import ChartPicture


@pytest.fixture
def family(qapp) -> str:
    return load_fonts()


def scene_of(rows: int) -> LanesScene:
    if rows:
        case = a_large_case(rows)
    else:
        seen = [Row(f"2012-0{month}-05", "all", markers=("child_seen", "conference")) for month in range(1, 9)]
        case = a_case(["Perry", "Robin"], *CYCLE, *seen, Row("2012-05", "all", 2, "physical_health"))
    return resolve(case, find_all(case))


def pixels(image: QImage) -> np.ndarray:
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    return np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1, 4)[:, :, :3].astype(int)


def anew(layout: Layout, family: str) -> np.ndarray:
    return pixels(ChartPicture(load_theme(), family, Measurer(family)).draw(layout, 1.0).toImage())


@pytest.mark.parametrize("rows", [0, 1500, 8000])
@pytest.mark.parametrize("facing", [False, True])
def test_panning_shows_what_drawing_anew_would_show(family, rows, facing):
    scene = scene_of(rows)
    wide = (scene.last_day - scene.first_day) / 3
    kept = ChartPicture(load_theme(), family, Measurer(family))
    layout = None
    for step in (0, 1, 7, 30, 90, 60, -40, 5):
        first = scene.first_day + wide / 2 + step * wide / 200
        layout = lay_out(scene, 1000, 560, first, first + wide, facing=facing, before=layout)
        panned = pixels(kept.draw(layout, 1.0).toImage())
        differing = (np.abs(panned - anew(layout, family)).max(axis=2) > 8).mean()
        assert differing < 0.0005, f"after step {step}"


def seen(kept: ChartPicture, layout: Layout, scale: float) -> np.ndarray:
    """What a view shows of a picture that is painted to it."""
    view = QImage(round(layout.width * scale), round(layout.height * scale), QImage.Format.Format_RGB32)
    view.fill(Qt.GlobalColor.magenta)
    view.setDevicePixelRatio(scale)
    painter = QPainter(view)
    kept.paint(painter, layout, scale, QRectF(0, 0, layout.width, layout.height), 0)
    painter.end()
    return pixels(view)


@pytest.mark.parametrize("theme", ["light", "print"])
@pytest.mark.parametrize(
    ("rows", "scale", "share"), [(0, 1.0, 0.2), (0, 1.25, 0.6), (1500, 1.0, 0.6), (1500, 2.0, 0.04)]
)
def test_panning_by_parts_of_a_pixel_leaves_no_seam(family, theme, rows, scale, share):
    scene, colours = scene_of(rows), load_theme(theme)
    wide = (scene.last_day - scene.first_day) * share
    kept = ChartPicture(colours, family, Measurer(family))
    layout, first = None, scene.first_day + 0.3 * wide
    for pixels_along in (0, 0.3, 120, 7, 2.5, 260, -33.3, -15.7):
        first += pixels_along / layout.per_day if layout is not None else 0
        layout = lay_out(scene, 1000, 560, first, first + wide, before=layout)
        panned = seen(kept, layout, scale)
        fresh = seen(ChartPicture(colours, family, Measurer(family)), layout, scale)
        differing = np.abs(panned - fresh).max(axis=2) > 8
        assert differing.sum() <= 10, f"after {pixels_along} pixels, in columns {np.flatnonzero(differing.any(axis=0))}"


@pytest.mark.parametrize("scale", [1.0, 1.25, 2.0])
def test_zooming_shows_what_drawing_anew_would_show(family, scale):
    whole = scene_of(8000)
    fewer = filtered(whole, whole.case.events.severity >= 2, "Severity: 2–5")
    kept = ChartPicture(load_theme(), family, Measurer(family))
    layout, start, wide = None, whole.first_day, whole.last_day - whole.first_day
    for scene, share, moved in (
        (whole, 1.0, 0.0), (whole, 0.3, 0.2), (whole, 0.05, 0.4), (whole, 0.05, 0.41), (fewer, 0.05, 0.41),
        (whole, 0.3, 0.2), (whole, 0.3, 0.2), (fewer, 1.0, 0.0),
    ):  # fmt: skip
        first = start + moved * wide
        layout = lay_out(scene, 1000, 560, first, first + share * wide, before=layout)
        shown = seen(kept, layout, scale)
        fresh = seen(ChartPicture(load_theme(), family, Measurer(family)), layout, scale)
        assert (np.abs(shown - fresh).max(axis=2) > 8).mean() < 0.0005, f"{share} of the record"


@pytest.mark.parametrize("rows", [0, 1500])
def test_the_window_shows_what_a_file_shows(family, rows):
    scene = scene_of(rows)
    layout = lay_out(scene, 1000, 560)
    image = QImage(layout.width, layout.height, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    paint_chart(painter, layout, load_theme(), family, Measurer(family))
    painter.end()
    assert (np.abs(pixels(image) - anew(layout, family)).max(axis=2) > 90).mean() < 0.01


def test_a_vector_file_holds_no_pictures_and_real_words(family):
    layout = lay_out(scene_of(0), 1000, 560)
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    vector = QSvgGenerator()
    vector.setOutputDevice(buffer)
    vector.setSize(QSize(layout.width, layout.height))
    painter = QPainter(vector)
    paint_chart(painter, layout, load_theme(), family, Measurer(family))
    painter.end()
    words = bytes(data.data()).decode("utf-8")
    assert "<image" not in words and "<text" in words and "Perry" in words


def test_the_same_painter_draws_on_paper(family, tmp_path):
    layout = lay_out(scene_of(0), 1000, 560)
    paper = QPdfWriter(str(tmp_path / "chart.pdf"))
    paper.setPageMargins(QMarginsF(5, 5, 5, 5))
    painter = QPainter(paper)
    painter.scale(paper.width() / layout.width, paper.width() / layout.width)
    paint_chart(painter, layout, load_theme(), family, Measurer(family))
    painter.end()
    assert (tmp_path / "chart.pdf").stat().st_size > 5000
