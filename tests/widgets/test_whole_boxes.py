"""Boxes are filled the quick way where a raster has one pixel to a logical one: the picture is the same as without."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QImage, QPainter

from app.theme import load_theme
from widgets.fonts import load_fonts
from widgets.lanes.brush import Brush

WIDE, HIGH = 60, 40
ENDS = st.floats(-90, 90).map(lambda at: round(at * 4) / 4) | st.sampled_from((-3e9, 3e9))
BOXES = st.lists(st.tuples(ENDS, ENDS, ENDS, ENDS), min_size=1, max_size=6)


@pytest.fixture(scope="module", autouse=True)
def family(qapp) -> str:
    return load_fonts()


def filled(boxes: np.ndarray, alpha: int, moved: tuple[float, float], by_pixels: bool) -> np.ndarray:
    """The picture of these boxes (n, 4): x0, y0, x1, y1, on a painter that is moved; each filled by the brush, or
    pixel by pixel."""
    image = QImage(WIDE, HIGH, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFF)
    painter = QPainter(image)
    painter.translate(*moved)
    brush = Brush(painter, load_theme("light"), load_fonts())
    if by_pixels:
        x0, y0, x1, y1 = np.floor(boxes.T + 0.5 + 1e-6)
        for left, top, right, bottom in zip(x0, y0, np.maximum(x1, x0 + 1), np.maximum(y1, y0 + 1), strict=True):
            for y in range(int(max(top, -moved[1])), int(min(bottom, HIGH - moved[1]))):
                start, end = max(left, -moved[0]), min(right, WIDE - moved[0])
                if end > start:
                    painter.fillRect(int(start), y, int(end - start), 1, brush.colour("concern", alpha))
    else:
        brush.boxes(boxes[:, 0], boxes[:, 1], boxes[:, 2], boxes[:, 3], "concern", alpha)
    painter.end()
    return np.array(image.constBits(), np.uint8).reshape(HIGH, WIDE, 4)


@given(BOXES, st.sampled_from((255, 26)), st.integers(-20, 20), st.integers(-20, 20))
def test_every_box_covers_the_pixels_between_its_rounded_edges(
    boxes: list[tuple[float, float, float, float]], alpha: int, right: int, down: int
) -> None:
    """One pixel at least, wherever it begins or ends, and however far outside the picture."""
    rows, moved = np.array(boxes), (float(right), float(down))
    assert (filled(rows, alpha, moved, by_pixels=False) == filled(rows, alpha, moved, by_pixels=True)).all()


def test_a_picture_moved_by_part_of_a_pixel_is_not_filled_in_whole_ones() -> None:
    """As an open lane is, whose box begins where its words do: its boxes go where they are moved to."""
    box = np.array([[10.0, 5.0, 20.0, 15.0]])
    rows = np.flatnonzero((filled(box, 255, (0.7, 0.0), by_pixels=False)[8] != 255).any(axis=1))
    assert (rows[0], rows[-1]) == (11, 20)
