"""The banner over everything while the case is shown as some agencies could have seen it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QSizePolicy, QToolBar, QToolButton, QWidget

from app.language import tr

LEAVE = tr("See everything again (F8)")


class SeenBar(QToolBar):
    """Shown while words are given; ``leave_asked`` by its button, ``change_asked`` to see it otherwise."""

    leave_asked = Signal()
    change_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Seen as"), parent)
        self.setObjectName("seen-bar")
        self.setMovable(False)
        self.toggleViewAction().setEnabled(False)
        self._words = QLabel(self)
        self._words.setObjectName("seen-words")
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(self._words)
        self.change = self._button(tr("Other agency or day…"))
        self.change.clicked.connect(self.change_asked)
        self.leave = self._button(LEAVE)
        self.leave.clicked.connect(self.leave_asked)
        self.hide()

    @property
    def words(self) -> str:
        """What the banner says; empty while it is not shown."""
        return "" if self.isHidden() else self._words.text()

    def show_words(self, words: str) -> None:
        """Say whose view this is; nothing to say puts the banner away."""
        self._words.setText(words)
        self.setAccessibleName(words or tr("Seen as"))
        self.setVisible(bool(words))

    def _button(self, words: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(words)
        self.addWidget(button)
        return button
