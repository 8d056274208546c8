"""In which order the Tab key goes through the parts of a page."""

from itertools import pairwise

from PySide6.QtWidgets import QWidget


def keyboard_order(*parts: QWidget) -> None:
    """Let the Tab key go through these parts as they are given; call it when all are laid out."""
    for before, after in pairwise(parts):
        QWidget.setTabOrder(before, after)
