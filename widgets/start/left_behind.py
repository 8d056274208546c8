"""The cases that were never saved and that a crash left: each can be opened again or deleted."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from app.language import tr
from app.storage.drafts import Left
from widgets.parts.headings import section_label
from widgets.parts.wording import short_day
from widgets.start.case_list import CaseList, case_row, close_column

SHOWN = 3


class LeftBehind(CaseList):
    """``asked`` (Left) to open one again, ``delete_asked`` (Left) to have it gone."""

    asked = Signal(object)
    delete_asked = Signal(object)

    def show_drafts(self, drafts: Sequence[Left]) -> None:
        """List these drafts, the latest first; the first ones of many, until those are gone."""
        self.hold(self._listed(drafts[:SHOWN]) if drafts else None)

    def _listed(self, drafts: Sequence[Left]) -> QWidget:
        listed = QWidget(self)
        column = close_column(listed)
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
        delete.clicked.connect(lambda _checked=False: self.delete_asked.emit(draft))
        return case_row(button, delete)
