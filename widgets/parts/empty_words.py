"""What an empty table says in place of its rows: why it is empty, and what could be done."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractItemView, QLabel

MARGIN = 12
"""Pixels that the words keep from the edges of the table."""


class EmptyWords(QLabel):
    """Stands in the middle of a table while that has no rows; ``words`` is asked each time what to say."""

    def __init__(self, view: QAbstractItemView, words: Callable[[], str]) -> None:
        super().__init__(view.viewport())
        self._view, self._says = view, words
        self.setObjectName("empty")
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        view.viewport().installEventFilter(self)
        model = view.model()
        for changed in (model.modelReset, model.rowsInserted, model.rowsRemoved, model.layoutChanged):
            changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Look again whether there are rows, and say what is to be said where there are none."""
        empty = self._view.model().rowCount() == 0
        words = self._says() if empty else ""
        if words != self.text():
            self.setText(words)
            self._view.setAccessibleDescription(words)
        self.setVisible(bool(words))
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep to the middle of the table."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        self.setGeometry(self._view.viewport().rect().adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN))
