"""The start page: what can be begun with, in the order most people need it."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app import PRODUCT
from widgets.parts.headings import section_label

SHOWN_RECENT = 8
_WAYS = (
    ("case.import", "Import chronologies…", "Spreadsheets, text files or Word tables from any agency"),
    ("case.open", "Open a case…", "A case file you saved before"),
    ("case.sample", "Open the sample case", "An invented family of four children, to try things out on"),
)


class StartPage(QScrollArea):
    """``command_asked`` (command id) for a button, ``file_asked`` (path) for a recent file."""

    command_asked = Signal(str)
    file_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._recent = QVBoxLayout()
        self._recent.setSpacing(2)
        column = QVBoxLayout()
        column.setSpacing(8)
        title = QLabel(PRODUCT, self)
        title.setObjectName("title")
        column.addWidget(title)
        column.addWidget(
            _soft("Several children’s chronologies side by side: what was of concern, and what was done.", self)
        )
        column.addSpacing(12)
        for command, words, what in _WAYS:
            column.addWidget(self._button(command, words))
            column.addWidget(_soft(what, self))
        column.addSpacing(6)
        column.addWidget(_soft("Or drop files anywhere on this window. Nothing leaves this computer.", self))
        column.addSpacing(12)
        column.addLayout(self._recent)
        self._centre(column)

    def show_recent(self, files: Sequence[Path]) -> None:
        """List the files opened of late; those that are gone are left out."""
        while self._recent.count():
            item = self._recent.takeAt(0)
            part = item.widget() if item else None
            if part is not None:
                part.deleteLater()
        there = [file for file in files if file.is_file()][:SHOWN_RECENT]
        if there:
            self._recent.addWidget(section_label("Recent", self))
        for file in there:
            button = QPushButton(file.name, self)
            button.setFlat(True)
            button.setToolTip(str(file))
            button.setObjectName("recent")
            button.clicked.connect(lambda _checked=False, file=file: self.file_asked.emit(file))
            self._recent.addWidget(button)

    def _button(self, command: str, words: str) -> QPushButton:
        button = QPushButton(words, self)
        button.setObjectName("begin")
        button.clicked.connect(lambda: self.command_asked.emit(command))
        return button

    def _centre(self, column: QVBoxLayout) -> None:
        page = QWidget(self)
        box = QWidget(page)
        box.setMinimumWidth(380)
        box.setMaximumWidth(560)
        box.setLayout(column)
        row = QHBoxLayout(page)
        row.addStretch(1)
        row.addWidget(box, 3, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        self.setWidget(page)


def _soft(words: str, parent: QWidget) -> QLabel:
    label = QLabel(words, parent)
    label.setObjectName("soft")
    label.setWordWrap(True)
    return label
