"""What agencies returned, in one place: the files, the time under review, and the report of the import."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QTabWidget, QVBoxLayout, QWidget

from app.case.model import Case
from app.export.import_report import ReportSheet, import_report
from app.language import tr
from widgets.parts.keyboard import keyboard_order
from widgets.parts.message_bar import MessageBar, Tone
from widgets.parts.pseudonym_box import PseudonymBox
from widgets.parts.room import open_over
from widgets.parts.sheet_table import sheet_table
from widgets.parts.tabs import put_tabs
from widgets.returns.files_tab import FilesTab
from widgets.returns.scope_tab import ScopeTab

_MOST_ROWS = 5000
_NARROW, _WIDE = 8, 40


class ReturnsPage(QDialog):
    """``change_asked`` (maker of an edit, label), ``undo_asked``, and ``report_asked`` (sheets) to save the report."""

    change_asked = Signal(object, str)
    undo_asked = Signal()
    report_asked = Signal(object)

    def __init__(self, case: Case, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Files and returns"))
        self._case = case
        self.bar = MessageBar(self)
        self.pseudonyms = PseudonymBox(self)
        self.files, self.scope = FilesTab(self), ScopeTab(self)
        self.report = QTabWidget(self)
        self.report.setDocumentMode(True)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        for part, title in (
            (self.files, tr("&Files")),
            (self.scope, tr("&Time under review")),
            (self.report, tr("&Import report")),
        ):
            self.tabs.addTab(part, title)
        self.save_report = QPushButton(tr("Save the import re&port…"), self)
        self.close_button = QPushButton(tr("Close"), self)
        self._lay_out()
        open_over(self, parent, 0.9)
        for tab in (self.files, self.scope):
            tab.change_asked.connect(self.change_asked)
            tab.failed.connect(lambda error: self.bar.tell(str(error), Tone.PROBLEM))
        self.save_report.clicked.connect(lambda: self.report_asked.emit(self.sheets))
        self.pseudonyms.toggled.connect(self._show_report)
        self.close_button.clicked.connect(self.close)
        QShortcut(QKeySequence.StandardKey.Undo, self, self.undo_asked.emit)
        keyboard_order(self.save_report, self.pseudonyms, self.close_button)
        self.show_case(case)

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.addWidget(self.save_report)
        foot.addWidget(self.pseudonyms)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        for button in (self.save_report, self.close_button):
            button.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.addWidget(self.bar)
        column.addWidget(self.tabs, 1)
        column.addLayout(foot)

    def show_case(self, case: Case) -> None:
        """Show the files of a case as it now is."""
        self._case = case
        self.files.show_case(case)
        self.scope.show_case(case)
        self._show_report()

    @property
    def sheets(self) -> tuple[ReportSheet, ...]:
        """The report of the import, with pseudonyms where they are asked for."""
        return self.pseudonyms.over(import_report(self._case), self._case)

    def _show_report(self) -> None:
        tables = ((sheet_table(sheet, _widths, self.report, _MOST_ROWS), sheet) for sheet in self.sheets)
        put_tabs(self.report, [(table, f"{sheet.title} ({len(sheet.rows):,})") for table, sheet in tables])


def _widths(headings: Sequence[str], rows: Sequence[tuple[str, ...]]) -> tuple[int, ...]:
    """A width for each column, in characters, by its heading and its first rows."""
    longest = [max([len(name), *(len(row[at]) for row in rows[:50])]) for at, name in enumerate(headings)]
    return tuple(min(max(width, _NARROW), _WIDE) for width in longest)
