"""Every bookmark of the case: gone to, renamed, put in order, noted on, deleted."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from app.case.dates import spoken
from app.case.practice import Bookmark
from app.language import tr
from widgets.parts.headings import text_label
from widgets.parts.message_bar import MessageBar
from widgets.parts.plain_table import plain_table
from widgets.parts.room import open_at
from widgets.parts.rows_model import RowsModel

HEADINGS = (tr("Name"), tr("Days shown"), tr("Kept by"), tr("Note"))
EMPTY = tr("No bookmark is kept yet. Ctrl+B in the window keeps what is shown under a name.")
ABOUT = tr("Bookmarks lead back to what was shown. The panel view goes through them in this order.")


class BookmarksPage(QDialog):
    """``go_asked`` (name), ``changed`` (name, the bookmark as it shall be), ``moved`` (name, places down, up below 0),
    ``delete_asked`` (name), ``undo_asked``."""

    go_asked = Signal(str)
    changed = Signal(str, object)
    moved = Signal(str, int)
    delete_asked = Signal(str)
    undo_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Bookmarks"))
        self._marks: tuple[Bookmark, ...] = ()
        self._shown: Bookmark | None = None
        self.bar = MessageBar(self)
        self.told = text_label(self, tr("About bookmarks"))
        self.model = RowsModel(HEADINGS, self)
        self.table = plain_table(self.model, tr("Bookmarks"), (24, 34, 12, 24), self)
        self.name, self.note = QLineEdit(self), QPlainTextEdit(self)
        self.go = QPushButton(tr("&Go there"), self)
        self.up, self.down = QPushButton(tr("&Up"), self), QPushButton(tr("&Down"), self)
        self.keep, self.delete = QPushButton(tr("&Keep name and note"), self), QPushButton(tr("De&lete"), self)
        self.undo, self.close_button = QPushButton(tr("Und&o"), self), QPushButton(tr("Close"), self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.addWidget(self.bar)
        column.addWidget(self.told)
        column.addWidget(self.table, 1)
        for label, part in ((tr("&Name"), self.name), (tr("No&te (yours alone; the panel never sees it)"), self.note)):
            title = QLabel(label, self)
            title.setObjectName("section")
            title.setBuddy(part)
            part.setAccessibleName(label.replace("&", ""))
            column.addWidget(title)
            column.addWidget(part)
        self.note.setTabChangesFocus(True)
        self.note.setMaximumHeight(5 * self.fontMetrics().lineSpacing())
        row = QHBoxLayout()
        for button in (self.go, self.up, self.down, self.keep, self.delete, self.undo, self.close_button):
            button.setAutoDefault(False)
            row.addWidget(button)
        column.addLayout(row)
        open_at(self, 820, 520)
        self.table.setFocus()

    def _connect(self) -> None:
        self.table.selectionModel().currentRowChanged.connect(lambda _now, _before: self._show_chosen())
        self.table.activated.connect(lambda _index: self._go())
        self.go.clicked.connect(self._go)
        self.keep.clicked.connect(self._keep)
        self.name.returnPressed.connect(self._keep)
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        self.delete.clicked.connect(self._delete)
        self.undo.clicked.connect(self.undo_asked)
        self.close_button.clicked.connect(self.close)
        self.note.installEventFilter(self)

    def show_marks(self, marks: Sequence[Bookmark]) -> None:
        """List these bookmarks, and stay at the one that was chosen."""
        before, place = self._shown, self.table.currentIndex().row()
        self._marks = tuple(marks)
        self.model.show_rows([_row(mark) for mark in marks])
        names = [mark.name for mark in marks]
        at = names.index(before.name) if before is not None and before.name in names else min(place, len(marks) - 1)
        if marks:
            self.table.selectRow(max(at, 0))
        self.told.setText(ABOUT if marks else EMPTY)
        self._show_chosen()

    def choose(self, name: str) -> None:
        """Choose the bookmark of that name."""
        names = [mark.name for mark in self._marks]
        if name in names:
            self.table.selectRow(names.index(name))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A note is kept once the keyboard leaves it."""
        if watched is self.note and event.type() == QEvent.Type.FocusOut and self._shown is not None:
            words = self.note.toPlainText().strip()
            if words != self._shown.note:
                self.changed.emit(self._shown.name, replace(self._shown, note=words))
        return super().eventFilter(watched, event)

    def _show_chosen(self) -> None:
        row = self.table.currentIndex().row()
        self._shown = self._marks[row] if 0 <= row < len(self._marks) else None
        self.name.setText(self._shown.name if self._shown else "")
        self.note.setPlainText(self._shown.note if self._shown else "")
        for part in (self.name, self.note, self.go, self.keep, self.delete):
            part.setEnabled(self._shown is not None)
        self.up.setEnabled(row > 0)
        self.down.setEnabled(0 <= row < len(self._marks) - 1)

    def _go(self) -> None:
        if self._shown is not None:
            self.go_asked.emit(self._shown.name)

    def _keep(self) -> None:
        if self._shown is not None:
            wanted = replace(self._shown, name=self.name.text().strip(), note=self.note.toPlainText().strip())
            if wanted != self._shown:
                self.changed.emit(self._shown.name, wanted)

    def _move(self, step: int) -> None:
        if self._shown is not None:
            self.moved.emit(self._shown.name, step)

    def _delete(self) -> None:
        if self._shown is not None:
            self.delete_asked.emit(self._shown.name)


def _row(mark: Bookmark) -> tuple[str, str, str, str]:
    days = tr("whole record")
    if mark.first is not None and mark.last is not None:
        days = tr("{first} to {last}").format(first=spoken(mark.first), last=spoken(mark.last))
    return mark.name, days, mark.by, " ".join(mark.note.split())
