"""The phase view in files: never without its lanes, with real words, and drawn by the painter of the window."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QImage, QPainter

from app.analysis.findings import find_all
from app.cli import run
from app.phase.layout import PhaseLayout, lay_out_phase
from app.phase.scene import phase_scene
from app.theme import load_theme
from tests.app.case_builder import a_case
from tests.app.test_relapse import CYCLE
from tests.pdf_words import read_pdf
from widgets.fonts import load_fonts
from widgets.phase.ink import Words
from widgets.phase.painter import paint_phase


def layout_of(family: str, width: int = 900, height: int = 400) -> PhaseLayout:
    case = a_case(["Perry", "Robin"], *CYCLE)
    return lay_out_phase(phase_scene(case, find_all(case)), width, height, Words(family))


def pixels(layout: PhaseLayout, family: str, theme: str = "light", scale: float = 1.0) -> np.ndarray:
    image = QImage(round(layout.width * scale), round(layout.height * scale), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    painter = QPainter(image)
    paint_phase(painter, layout, load_theme(theme), family, Words(family))
    painter.end()
    return np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1, 4)[:, :, 2::-1].astype(int)


@pytest.fixture
def family() -> str:
    return load_fonts()


def colour(theme: str, role: str) -> list[int]:
    name = getattr(load_theme(theme).roles, role)
    return [int(name[place : place + 2], 16) for place in (1, 3, 5)]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_way_ends_in_a_triangle_of_the_colour_of_concern(family: str, theme: str) -> None:
    layout = layout_of(family)
    image, placed = pixels(layout, family, theme), layout.cells[0]
    assert placed.course is not None
    x, y = placed.at(placed.course.end)
    assert image[round(y), round(x)].tolist() == colour(theme, "concern")
    x, y = placed.at(placed.course.start)
    assert image[round(y), round(x)].tolist() == colour(theme, "paper"), "a ring"


def test_the_way_is_one_line_that_can_be_followed(family: str) -> None:
    layout = layout_of(family)
    image, placed = pixels(layout, family), layout.cells[0]
    assert placed.course is not None
    dark = np.abs(image - colour("light", "ink")).max(axis=2) < 60
    for segment in placed.course.segments:
        (x0, y0), (x1, y1) = placed.at(segment.start), placed.at(segment.end)
        middle = round((x0 + x1) / 2), round((y0 + y1) / 2)
        near = dark[middle[1] - 3 : middle[1] + 4, middle[0] - 3 : middle[0] + 4]
        assert near.any() or not segment.stated, segment


def test_it_is_as_sharp_on_a_fine_screen(family: str) -> None:
    layout = layout_of(family, 700, 300)
    assert pixels(layout, family, scale=2.0).shape == (2 * layout.height, 2 * layout.width, 3)


def test_a_file_has_the_phase_view_below_its_lanes(sample_files: dict[str, Path], tmp_path: Path) -> None:
    lanes, both = tmp_path / "lanes.svg", tmp_path / "both.svg"
    sample = str(sample_files["combined.xlsx"])
    assert run(["chart", sample, "-o", str(lanes)]) == 0
    assert run(["chart", sample, "-o", str(both), "--view", "phase"]) == 0
    words = both.read_text(encoding="utf-8")
    assert "Phase view" in words and "Cycle 1" in words and "returned after" in words
    assert "Phase view" not in lanes.read_text(encoding="utf-8")
    for told in ("Concern", "Level", "2012"):
        assert told in words, "its lanes are there"


def test_a_picture_has_the_size_that_was_asked_for(sample_files: dict[str, Path], tmp_path: Path) -> None:
    path = tmp_path / "both.png"
    options = ["--size", "3840x2160", "--view", "phase", "--children", "Perry,Sam"]
    assert run(["chart", str(sample_files["combined.xlsx"]), "-o", str(path), *options]) == 0
    image = QImage(str(path))
    assert (image.width(), image.height()) == (3840, 2160)


def test_on_paper_each_child_has_lane_and_phase_view_on_one_page(sample_files: dict[str, Path], tmp_path: Path) -> None:
    path = tmp_path / "both.pdf"
    assert run(["chart", str(sample_files["combined.xlsx"]), "-o", str(path), "--view", "phase"]) == 0
    assert len(read_pdf(path.read_bytes())[1]) == 2
