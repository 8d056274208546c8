"""The chart as a file: laid out at its final size and drawn by the same function as the window's."""

import os
from pathlib import Path

from PySide6.QtGui import QGuiApplication, QImage, QImageWriter, QPainter

from app import PRODUCT
from app.analysis.decisions import not_dismissed
from app.analysis.findings import find_all
from app.case.model import Case
from app.errors import UserError
from app.lanes.layout import lay_out
from app.lanes.scene import LanesScene, resolve
from app.theme import Theme, load_theme
from widgets.fonts import load_fonts
from widgets.lanes.brush import Measurer
from widgets.lanes.painter import paint_chart

LAYOUT_WIDTH, LAYOUT_HEIGHT = 1920, 1080
"""Pictures larger than this keep its layout and gain resolution, so that type stays in proportion."""

DOTS_PER_METRE_PER_SCALE = 3780
"""96 dots per inch for each unit of scale."""

LARGEST = 16384


def save_png(
    scene: LanesScene,
    path: Path,
    size: tuple[int, int],
    theme: Theme,
    family: str,
    days: tuple[float | None, float | None] = (None, None),
) -> tuple[int, int]:
    """Draw the scene to a PNG and return its size in pixels; higher than asked where the lanes need it.

    Raises:
        UserError: when the size is out of range or the file cannot be written.
    """
    width, height = size
    if not (320 <= width <= LARGEST and 240 <= height <= LARGEST):
        raise UserError(
            f"A picture of {width}x{height} cannot be drawn.", f"Choose from 320x240 to {LARGEST}x{LARGEST}."
        )
    scale = max(1.0, min(width / LAYOUT_WIDTH, height / LAYOUT_HEIGHT))
    layout = lay_out(scene, round(width / scale), round(height / scale), *days)
    image = QImage(width, max(height, round(layout.height * scale)), QImage.Format.Format_RGB32)
    if image.isNull():
        raise UserError(f"There is not enough memory for a picture of {width}x{height}.")
    image.setDevicePixelRatio(scale)
    image.setDotsPerMeterX(round(DOTS_PER_METRE_PER_SCALE * scale))
    image.setDotsPerMeterY(round(DOTS_PER_METRE_PER_SCALE * scale))
    painter = QPainter(image)
    try:
        paint_chart(painter, layout, theme, family, Measurer(family))
    finally:
        painter.end()
    writer = QImageWriter(str(path), b"png")
    writer.setCompression(20)
    if not writer.write(image):
        raise UserError(f"The picture {path.name} cannot be written.", "Is the folder there, and may you write in it?")
    return image.width(), image.height()


def draw_case(
    case: Case,
    path: Path,
    size: tuple[int, int],
    children: tuple[int, ...] | None = None,
    days: tuple[float | None, float | None] = (None, None),
    theme: str = "light",
) -> tuple[int, int]:
    """Draw a case's lanes to a PNG without a window or a screen; returns the size in pixels.

    Raises:
        UserError: as ``save_png``.
    """
    family = get_ready()
    scene = resolve(case, not_dismissed(case, find_all(case)), children)
    return save_png(scene, path, size, load_theme(theme), family, days)


def get_ready() -> str:
    """See that Qt can draw, without a window or a screen; returns the family of the chart's font."""
    if QGuiApplication.instance() is None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        _kept.append(QGuiApplication([PRODUCT]))
    if not _families:
        _families.append(load_fonts())
    return _families[0]


_families: list[str] = []
_kept: list[QGuiApplication] = []
"""Qt's application has to live as long as anything that it draws."""
