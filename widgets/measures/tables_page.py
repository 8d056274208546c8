"""A page of tables under tabs, which are read, copied and saved as a workbook."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QTableView, QTabWidget, QWidget

from app.export.import_report import ReportSheet
from app.language import tr
from widgets.parts.message_bar import MessageBar, Tone
from widgets.parts.pseudonym_box import PseudonymBox
from widgets.parts.tabs import put_tabs


class Shown(NamedTuple):
    """A table, the words on its tab, and its lines as they are copied: the headings, then the rows."""

    title: str
    table: QTableView
    lines: Sequence[Sequence[str]]


class TablesPage(QDialog):
    """What such pages share. ``save_asked`` (sheets) for the workbook."""

    save_asked = Signal(object)

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._lines: list[Sequence[Sequence[str]]] = []
        self._sheets: tuple[ReportSheet, ...] = ()
        self.bar = MessageBar(self)
        self.pseudonyms = PseudonymBox(self)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self.copy, self.save, self.close_button = (
            QPushButton(words, self) for words in (tr("&Copy the table"), tr("&Save as a workbook…"), tr("Close"))
        )
        self.copy.clicked.connect(self.copy_table)
        self.save.clicked.connect(lambda: self.save_asked.emit(self._sheets))
        self.close_button.clicked.connect(self.close)
        QShortcut(QKeySequence.StandardKey.Copy, self.tabs, self.copy_table)

    def foot(self) -> QHBoxLayout:
        """The row below the tables: what can be done with them."""
        row = QHBoxLayout()
        for button in (self.copy, self.save, self.close_button):
            button.setAutoDefault(False)
        row.addWidget(self.copy)
        row.addWidget(self.save)
        row.addWidget(self.pseudonyms)
        row.addStretch(1)
        row.addWidget(self.close_button)
        return row

    @property
    def foot_fields(self) -> tuple[QWidget, ...]:
        """The tables and what stands below them, in the order of the Tab key."""
        return self.tabs, self.copy, self.save, self.pseudonyms, self.close_button

    def put(self, shown: Sequence[Shown], sheets: Sequence[ReportSheet]) -> None:
        """Show these tables in place of the others, the tab of the same place in front; ``sheets`` are to be saved."""
        for item in shown:
            item.table.horizontalHeader().setStretchLastSection(False)
            item.table.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        put_tabs(self.tabs, [(item.table, item.title) for item in shown])
        self._lines, self._sheets = [item.lines for item in shown], tuple(sheets)

    def copy_table(self) -> None:
        """Put the table in front on the clipboard, as spreadsheet programs take it."""
        if self._lines:
            lines = self._lines[self.tabs.currentIndex()]
            QGuiApplication.clipboard().setText("\n".join("\t".join(line) for line in lines))
            self.bar.tell(tr("The table is on the clipboard."), Tone.NOTE)
