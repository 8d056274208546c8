"""A list of cases on the start page: there while it has some to offer, and made anew whenever they change."""

from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)


class CaseList(QWidget):
    """Holds a box with a row for each case; stands only while there is one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = close_column(self)
        self._box: QWidget | None = None
        self.hide()

    @property
    def fields(self) -> tuple[QWidget, ...]:
        """What the Tab key goes through, from top to bottom."""
        return tuple(self._box.findChildren(QAbstractButton)) if self._box is not None else ()

    def hold(self, box: QWidget | None) -> None:
        """Show this box in place of the one before; None where no case is left to list."""
        if self._box is not None:
            self._column.removeWidget(self._box)
            self._box.hide()
            self._box.deleteLater()
        self._box = box
        if box is not None:
            self._column.addWidget(box)
        self.setVisible(box is not None)


def close_column(parent: QWidget) -> QVBoxLayout:
    """A column on this widget whose rows stand close together, with no edge around them."""
    column = QVBoxLayout(parent)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    return column


def case_row(opening: QPushButton, taking_away: QToolButton) -> QHBoxLayout:
    """A case in the list: what opens it, and beside it what takes it away."""
    taking_away.setAutoRaise(True)
    row = QHBoxLayout()
    row.addWidget(opening, 1)
    row.addWidget(taking_away)
    return row
