"""Headings and labels as panes use them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget


def section_label(words: str, parent: QWidget) -> QLabel:
    """A bold heading over a part of a pane."""
    label = QLabel(words, parent)
    label.setObjectName("section")
    label.setWordWrap(True)
    label.setIndent(0)
    return label


def text_label(parent: QWidget, name: str = "") -> QLabel:
    """Plain text that wraps and can be selected with the mouse and the keyboard."""
    label = QLabel(parent)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    label.setAccessibleName(name)
    return label
