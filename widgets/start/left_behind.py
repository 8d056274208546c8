"""The cases that were never saved and that a crash left: each can be opened again or deleted."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from app.language import tr
from app.storage.drafts import Left
from widgets.parts.headings import section_label
from widgets.parts.wording import short_day

SHOWN = 3


class LeftBehind(QWidget):
    """``asked`` (Left) to open one again, ``delete_asked`` (Left) to have it gone."""

    asked = Signal(object)
    delete_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._shown: QWidget | None = None
        self.hide()

    def show_drafts(self, drafts: Sequence[Left]) -> None:
        """List these drafts, the latest first; the first ones of many, until those are gone."""
        if self._shown is not None:
            self._column.removeWidget(self._shown)
            self._shown.hide()
            self._shown.deleteLater()
        self._shown = self._listed(drafts[:SHOWN]) if drafts else None
        if self._shown is not None:
            self._column.addWidget(self._shown)
        self.setVisible(self._shown is not None)

    @property
    def fields(self) -> tuple[QWidget, ...]:
        """What the Tab key goes through, from top to bottom."""
        return tuple(self._shown.findChildren(QAbstractButton)) if self._shown is not None else ()

    def _listed(self, drafts: Sequence[Left]) -> QWidget:
        listed = QWidget(self)
        column = QVBoxLayout(listed)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(section_label(tr("Not saved when Lifelanes last ended"), listed))
        for draft in drafts:
            column.addLayout(self._row(draft, listed))
        what = QLabel(tr("Kept on this computer until you open or delete it."), listed)
        what.setObjectName("soft")
        column.addWidget(what)
        return listed

    def _row(self, draft: Left, parent: QWidget) -> QHBoxLayout:
        when = f"{short_day(draft.changed.date())}, {draft.changed:%H:%M}"
        words = tr("Open it as of {when}").format(when=when)
        button = QPushButton(words, parent)
        button.setObjectName("begin")
        button.clicked.connect(lambda _checked=False: self.asked.emit(draft))
        delete = QToolButton(parent)
        delete.setText(tr("Delete…"))
        delete.setAccessibleName(tr("Delete it as of {when}…").format(when=when))
        delete.setAutoRaise(True)
        delete.clicked.connect(lambda _checked=False: self.delete_asked.emit(draft))
        row = QHBoxLayout()
        row.addWidget(button, 1)
        row.addWidget(delete)
        return row
