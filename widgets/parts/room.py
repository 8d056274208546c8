"""Room for words of any size: lengths that were meant for the usual size of type, in the size a person has chosen."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from widgets.fonts import SMALLEST_POINTS

_BESIDE = 40
"""Pixels of the screen that a window leaves free for its frame and for what the system shows."""

_WIDEST, _HIGHEST = 1500, 1000
"""Pixels beyond which a page gains nothing by being larger: its lines would only be longer than can be read."""


def grown(widget: QWidget, pixels: int) -> int:
    """A length in pixels that suits the usual size of type, made to suit the type of this widget."""
    return round(pixels * max(widget.font().pointSizeF() / SMALLEST_POINTS, 1.0))


def open_at(window: QWidget, wide: int, high: int) -> None:
    """Give a window the size that suits its type, but not more than the screen has."""
    room = window.screen().availableSize()
    window.resize(
        min(grown(window, wide), room.width() - _BESIDE),
        min(grown(window, high), room.height() - _BESIDE),
    )


def open_over(page: QWidget, window: QWidget, share: float) -> None:
    """Give a page this share of the window that it opens over, and on a large screen no more than suits its type."""
    page.resize((window.size() * share).boundedTo(QSize(grown(page, _WIDEST), grown(page, _HIGHEST))))
