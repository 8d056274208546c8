"""Sizes and colours of the panel view: everything grows with the screen, and can be read from four metres."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF
from PySide6.QtWidgets import QLabel, QWidget

from app.theme import Theme

FULL_HD = 1080
"""The height, in pixels, for which sizes are given."""

LEAST = 18
"""Pixels of the smallest words on the smallest screen."""

WRAPPED = int(Qt.TextFlag.TextWordWrap)

HEADING, SENTENCE, FACTS, CORNER = 32, 27, 23, 30
"""Type sizes of the strip below the chart, in pixels of a screen of full HD (lanes specification, section 11)."""


def grown(size: float, high: int) -> int:
    """A size of full HD on a screen that is so many pixels high."""
    return max(LEAST, round(size * high / FULL_HD))


def panel_font(size: int, bold: bool = False) -> QFont:
    """The product's font at a pixel size."""
    font = QFont()
    font.setPixelSize(size)
    font.setBold(bold)
    return font


def fit_words(label: QLabel, size: int, bold: bool, wide: int, high: int) -> None:
    """Give a label the largest font, from ``size`` down, with which its words stay within so many pixels."""
    while True:
        font = panel_font(size, bold)
        room = QFontMetricsF(font).boundingRect(QRectF(0, 0, wide, 100_000), WRAPPED, label.text())
        if room.height() <= high or size <= LEAST:
            label.setFont(font)
            return
        size -= 1


def dress_panel(widget: QWidget, theme: Theme) -> None:
    """Give the panel's window the colours of a theme, whatever the reviewer's own window wears."""
    roles = theme.roles
    widget.setStyleSheet(
        f"QWidget#panel, QFrame#stop-strip, QFrame#sheet {{ background: {roles.paper}; }}"
        f"QWidget#sheet-body, QScrollArea {{ background: {roles.paper}; }}"
        f"QLabel {{ color: {roles.ink}; background: transparent; }}"
        f"QLabel#soft {{ color: {roles.ink2}; }}"
        f"QFrame#stop-strip {{ border: none; border-top: 3px solid {roles.axis}; }}"
        f"QFrame#sheet {{ border: 4px solid {roles.ink}; }}"
        f"QLabel#marking {{ border: 3px solid {roles.ink}; padding: 2px 10px; }}"
        f"QLabel#warning {{ background: {roles.ink}; color: {roles.paper}; padding: 6px 12px; }}"
        "QScrollArea { border: none; }"
    )
