"""The start page: what the program does, what can be begun with, and the cases opened of late."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app import PRODUCT
from app.language import tr
from app.storage.drafts import Left
from widgets.parts.headings import section_label
from widgets.parts.keyboard import keyboard_order
from widgets.parts.room import grown
from widgets.start.left_behind import LeftBehind
from widgets.start.recent_cases import RecentCases

_SENTENCES = (
    tr("Lifelanes puts the chronologies of several agencies side by side, one lane for each child."),
    tr("Above a line stands how serious each concern was, below it the level of help, so that a return of concern "
       "after help was stepped down, or a concern that no help answered, can be seen."),
    tr("It shows where to look in the record; what happened, and who should have done what, is for you."),
)  # fmt: skip
_WAYS = (
    ("case.import", tr("Import chronologies…"), tr("Spreadsheets, text files or Word tables from any agency")),
    ("case.open", tr("Open a case…"), tr("A case file you saved before")),
    (
        "case.sample",
        tr("Open the sample case"),
        tr("An invented family of four children, to try things out on"),
    ),
    ("help.tour", tr("Take the tour"), tr("A few minutes through the sample case; all it does is undone at its end")),
)


class StartPage(QScrollArea):
    """``command_asked`` (command id) for a button, ``file_asked`` (path) for a recent file.

    ``forget_asked`` (path, or None for all) to take recent files off the list.
    """

    command_asked = Signal(str)
    file_asked = Signal(object)
    forget_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(tr("Start page"))
        box = self._box()
        self.left_behind, self.recent = LeftBehind(box), RecentCases(box)
        self.recent.file_asked.connect(self.file_asked)
        self.recent.forget_asked.connect(self.forget_asked)
        column = QVBoxLayout(box)
        column.setSpacing(6)
        title = QLabel(PRODUCT, box)
        title.setObjectName("title")
        column.addWidget(title)
        column.addWidget(_soft(" ".join(_SENTENCES), box))
        column.addSpacing(10)
        column.addWidget(self.left_behind)
        self._ways = tuple(self._button(command, words, what, box) for command, words, what in _WAYS)
        for button, (_command, _words, what) in zip(self._ways, _WAYS, strict=True):
            column.addSpacing(6)
            column.addWidget(button)
            column.addWidget(_soft(what, box))
        column.addSpacing(6)
        column.addWidget(_soft(tr("Or drop files anywhere on this window."), box))
        column.addWidget(section_label(tr("Nothing leaves this computer."), box))
        column.addSpacing(6)
        column.addWidget(self.recent)

    def show_recent(self, files: Sequence[Path]) -> None:
        """List the files opened of late, the latest first; those that are gone are told."""
        self.recent.show_files(files)
        self._order_keys()

    def show_left_behind(self, drafts: Sequence[Left]) -> None:
        """List the unsaved cases that a crash left, the latest first."""
        self.left_behind.show_drafts(drafts)
        self._order_keys()

    def _order_keys(self) -> None:
        keyboard_order(*self.left_behind.fields, *self._ways, *self.recent.fields)

    def _button(self, command: str, words: str, what: str, box: QWidget) -> QPushButton:
        button = QPushButton(words, box)
        button.setObjectName("begin")
        button.setAccessibleDescription(what)
        button.clicked.connect(lambda: self.command_asked.emit(command))
        return button

    def _box(self) -> QWidget:
        """The column that everything stands in, in the middle of the page."""
        page = QWidget(self)
        self.setWidget(page)
        box = QWidget(page)
        box.setMinimumWidth(grown(box, 380))
        box.setMaximumWidth(grown(box, 560))
        row = QHBoxLayout(page)
        row.addStretch(1)
        row.addWidget(box, 3, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        return box


def _soft(words: str, parent: QWidget) -> QLabel:
    label = QLabel(words, parent)
    label.setObjectName("soft")
    label.setWordWrap(True)
    return label
