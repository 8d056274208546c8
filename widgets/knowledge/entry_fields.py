"""The fields of a form that is scrolled: choices, years and a few lines of text, which leave the wheel to the form."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtGui import QShowEvent, QTextCursor, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QSpinBox, QWidget

from app.language import tr

_NO_YEAR, _LAST_YEAR = 1899, 2199


class Choice(QComboBox):
    """Keys with names. The wheel is left to the form."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)

    def offer(self, items: Sequence[tuple[str, str]]) -> None:
        """Offer these (key, name) and no others."""
        self.clear()
        for key, name in items:
            self.addItem(name, key)

    @property
    def key(self) -> str:
        """The key of what is chosen."""
        return str(self.currentData() or "")

    def choose(self, key: str, name: str = "") -> None:
        """Choose what has this key, which is offered under ``name`` where it was not."""
        if self.findData(key) < 0:
            self.addItem(name or key, key)
        self.setCurrentIndex(self.findData(key))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the form."""
        event.ignore()


class Year(QSpinBox):
    """A year, or any; the wheel is left to the form."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setRange(_NO_YEAR, _LAST_YEAR)
        self.setSpecialValueText(tr("any year"))

    @property
    def year(self) -> int | None:
        """The year; None for any."""
        return self.value() if self.value() > _NO_YEAR else None

    def show_year(self, year: int | None) -> None:
        """Show this year, or none."""
        self.setValue(year or _NO_YEAR)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the form."""
        event.ignore()


class Written(NamedTuple):
    """The text of a field, where in it what is selected begins, and where the cursor stands."""

    text: str
    anchor: int
    cursor: int


class Line(QLineEdit):
    """A line of text."""

    @property
    def written(self) -> Written:
        """What was written, and where."""
        cursor, first = self.cursorPosition(), self.selectionStart()
        return Written(self.text(), cursor if first < 0 else first + self.selectionEnd() - cursor, cursor)

    def go_on(self, written: Written) -> None:
        """Show what was written, to go on where the cursor stood."""
        self.setText(written.text)
        self.setCursorPosition(written.anchor)
        self.cursorForward(True, written.cursor - written.anchor)


class Lines(QPlainTextEdit):
    """A few lines of text; the Tab key goes on from it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)

    @property
    def lines(self) -> tuple[str, ...]:
        """What the lines say, empty ones left out."""
        return tuple(line.strip() for line in self.toPlainText().splitlines() if line.strip())

    def show_lines(self, lines: Sequence[str]) -> None:
        """Show these lines in place of the others."""
        self.setPlainText("\n".join(lines))

    @property
    def written(self) -> Written:
        """What was written, and where."""
        cursor = self.textCursor()
        return Written(self.toPlainText(), cursor.anchor(), cursor.position())

    def go_on(self, written: Written) -> None:
        """Show what was written, to go on where the cursor stood."""
        self.setPlainText(written.text)
        cursor = self.textCursor()
        cursor.setPosition(written.anchor)
        cursor.setPosition(written.cursor, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def showEvent(self, event: QShowEvent) -> None:
        """Two lines high, in the type it has by then."""
        self.setFixedHeight(2 * self.fontMetrics().lineSpacing() + 2 * self.frameWidth() + 12)
        super().showEvent(event)
