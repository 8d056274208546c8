"""What the keyboard does in a page: the order in which Tab goes through its parts, and Enter on a button."""

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def keyboard_order(*parts: QWidget) -> None:
    """Let the Tab key go through these parts as they are given; call it when all are laid out."""
    for before, after in pairwise(parts):
        QWidget.setTabOrder(before, after)


def pressed_by_enter(window: QWidget, event: QKeyEvent) -> bool:
    """Press the button of a window that has the keyboard where the key is Enter. Whether there was one.

    Qt presses buttons by the space bar alone, but in dialogs; a button leaves the key to the window it stands in.
    """
    button = window.focusWidget()
    plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
    if event.key() not in _ENTER or not plain or not isinstance(button, QAbstractButton) or not button.isEnabled():
        return False
    button.click()
    return True
