"""Whoever goes by keyboard sees where they are: what has the focus looks different, and by enough (WCAG 2.4.13)."""

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from app.theme import WINDOW_THEMES
from tests.widgets.audits import told, walk
from tests.widgets.driver import Driver

LEAST_PIXELS = 24
"""How many pixels have to change by 3:1 or more: a line along the shortest side of a button."""


@pytest.mark.parametrize("name", WINDOW_THEMES)
def test_what_has_the_keyboard_is_seen(driver: Driver, name: str) -> None:
    driver.opens_sample()
    driver.gives(f"look.theme.{name}")
    driver.gives("look.next_record")
    driver.gives("look.table")
    driver.settles()
    # Where the keyboard goes on after a click is told by the selection itself.
    parts = walk(driver.window)
    assert len(parts) > 12
    unseen = [told(part) for part in parts if changed(part, parts) < LEAST_PIXELS]
    driver.gives("look.theme.light")
    assert unseen == []


def changed(part: QWidget, parts: list[QWidget]) -> int:
    """How many pixels of a part differ by 3:1 between having the keyboard and not."""
    other = parts[0] if parts[0] is not part else parts[1]
    pictures: list[NDArray[np.float64]] = []
    for focused in (part, other):
        focused.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        pictures.append(luminance(part))
    light, dark = np.maximum(*pictures) + 0.05, np.minimum(*pictures) + 0.05
    return int((light / dark >= 3).sum())


def luminance(part: QWidget) -> NDArray[np.float64]:
    """The relative luminance of each pixel of a part as it is drawn now."""
    image = part.grab().toImage().convertToFormat(QImage.Format.Format_RGBX8888)
    raw = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine() // 4, 4)
    channels = raw[:, : image.width(), :3] / 255
    light = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return light @ np.array([0.2126, 0.7152, 0.0722])
