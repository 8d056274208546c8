"""On the screen marks are placed as pictures that were drawn once: each is the mark as it is drawn in a file."""

from itertools import product

import numpy as np
import pytest
from PySide6.QtGui import QImage, QPainter

from app.lanes.marks import MarkKind
from app.theme import load_theme
from widgets.fonts import load_fonts
from widgets.lanes.brush import Brush
from widgets.lanes.inks import Inks
from widgets.lanes.mark_layer import HOLLOW, SPLIT, paint_looks

APART, RADIUS = 40, 6.0
ROUNDED = 3
"""So far a colour may differ where a picture is blended in two steps."""


def painted(family: str, looks: np.ndarray, scale: float | None) -> np.ndarray:
    """(height, width, 4): these looks in a row, as pictures of that scale or each drawn as itself."""
    theme = load_theme("light")
    image = QImage(APART * (len(looks) + 1), 2 * APART, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFF)
    painter = QPainter(image)
    xs = APART * (np.arange(len(looks)) + 1.0)
    paint_looks(Brush(painter, theme, family, Inks(theme, family, scale)), RADIUS, looks, xs, np.full(len(xs), APART))
    painter.end()
    return np.array(image.constBits(), np.int16).reshape(image.height(), image.width(), 4)


@pytest.fixture(scope="module")
def family(qapp) -> str:
    return load_fonts()


def test_every_look_of_a_mark_is_the_same_on_screen_as_in_a_file(family: str) -> None:
    looks = np.array([kind + more + split for kind, more, split in product(MarkKind, (0, HOLLOW), (0, SPLIT))])
    on_screen, in_file = painted(family, looks, 1.0), painted(family, looks, None)
    assert np.abs(on_screen - in_file).max() <= ROUNDED


def test_a_disputed_score_is_split_on_the_screen(family: str) -> None:
    plain, disputed = (painted(family, np.array([look]), 1.0) for look in (MarkKind.CONCERN, MarkKind.CONCERN + SPLIT))
    assert (plain[APART - 3 : APART + 3, APART] != disputed[APART - 3 : APART + 3, APART]).any()
