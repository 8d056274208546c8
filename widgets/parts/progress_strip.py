"""What long work is doing, in the status bar: words, a bar, and a way to stop it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QToolButton, QWidget

from app.language import tr
from widgets.parts.room import grown


class ProgressStrip(QWidget):
    """Hidden until ``show_progress``; ``cancel_asked`` when its button is pressed."""

    cancel_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = QLabel(self)
        self._bar = QProgressBar(self)
        self._bar.setRange(0, 1000)
        self._bar.setFixedWidth(grown(self, 160))
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(tr("Progress"))
        self._cancel = QToolButton(self)
        self._cancel.setText(tr("Cancel"))
        self._cancel.setAccessibleName(tr("Cancel the work that is running"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for part in (self._words, self._bar, self._cancel):
            row.addWidget(part)
        self._cancel.clicked.connect(self.cancel_asked)
        self.hide()

    def show_progress(self, words: str, share: float) -> None:
        """Show these words and this share done (0 to 1)."""
        self._words.setText(words)
        self._bar.setValue(round(share * 1000))
        self.show()
