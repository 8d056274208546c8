"""How many records a filter leaves, in a label that keeps the room of the longest it has said."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QLabel, QWidget


class CountLabel(QLabel):
    """A label whose words change with every key. It only grows, so that a key moves nothing beside it.

    A label of no fixed size has the whole window laid out and painted anew whenever its words change.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._longest = -1
        self._any_size = self.maximumSize()

    def show_count(self, words: str) -> None:
        """Say this; it takes more room where there was none for so many letters."""
        if words == self.text():
            return
        wide = self.fontMetrics().horizontalAdvance(words)
        if wide <= self._longest:
            self.setText(words)
            return
        self._longest = wide
        self.setMinimumSize(0, 0)
        self.setMaximumSize(self._any_size)
        self.setText(words)
        self.setFixedSize(self.sizeHint())

    def changeEvent(self, event: QEvent) -> None:
        """Other type needs other room."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            words, self._longest = self.text(), -1
            self.clear()
            self.show_count(words)
