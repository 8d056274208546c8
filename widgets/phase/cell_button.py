"""A cell of the phase view as something to focus, to hear and to choose. The picture under it is drawn apart."""

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from app.language import tr
from app.phase.layout import PlacedCell
from app.theme import Theme
from widgets.phase.ink import Ink

_STEPS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class CellButton(QAbstractButton):
    """Lies over a cell. ``moved`` (rows, columns) when an arrow key leads to another, ``ends`` (whether to the last)
    for Home and End; ``clicked`` when it is chosen with the mouse, Enter or Space."""

    moved = Signal(int, int)
    ends = Signal(bool)
    focused = Signal()

    def __init__(self, parent: QWidget, theme: Theme, family: str) -> None:
        super().__init__(parent)
        self._theme, self._family = theme, family
        self.placed: PlacedCell | None = None
        self.chosen = False
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_cell(self, placed: PlacedCell, theme: Theme) -> None:
        """Lie over this cell, and say what it says."""
        self.placed, self._theme = placed, theme
        left, top, wide, high = placed.outline
        self.setGeometry(round(left), round(top), round(wide), round(high))
        self.setAccessibleName(placed.cell.spoken)
        self.setToolTip(placed.cell.spoken)
        self.update()

    def set_chosen(self, chosen: bool) -> None:
        """Whether the cell's finding is the one that is chosen in the window."""
        if chosen != self.chosen:
            self.chosen = chosen
            self.setAccessibleDescription(tr("chosen") if chosen else "")
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows lead to other cells, Home and End to the first and last of the row, Enter chooses."""
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.moved.emit(*_STEPS[key])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.ends.emit(key == Qt.Key.Key_End)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard is here now."""
        super().focusInEvent(event)
        self.focused.emit()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that the cell can be chosen."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Look as before."""
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A box for the keyboard, a thinner one for what is chosen, a pale one under the pointer."""
        painter = QPainter(self)
        ink, box = Ink(painter, self._theme, self._family), QRectF(self.rect())
        if self.chosen:
            _frame(painter, ink.pen("ink", 2.0), box.adjusted(4, 4, -4, -4))
        if self.hasFocus():
            _frame(painter, ink.pen("focus", 2.5), box.adjusted(1.5, 1.5, -1.5, -1.5))
        elif self.underMouse() and not self.chosen:
            _frame(painter, ink.pen("axis", 1.0), box.adjusted(4, 4, -4, -4))
        painter.end()


def _frame(painter: QPainter, pen: QPen, box: QRectF) -> None:
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(box)
