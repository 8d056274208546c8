"""What agencies returned, in one place: the files, the time under review, and the report of the import."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QTabWidget, QVBoxLayout, QWidget

from app.case.model import Case
from app.export.import_report import ReportSheet, Value, import_report
from app.language import tr
from widgets.parts.days import day_words
from widgets.parts.message_bar import MessageBar, Tone
from widgets.parts.plain_table import plain_table
from widgets.parts.rows_model import RowsModel
from widgets.returns.files_tab import FilesTab
from widgets.returns.scope_tab import ScopeTab

_MOST_ROWS = 5000
_NARROW, _WIDE = 8, 40


class ReturnsPage(QDialog):
    """``change_asked`` (maker of an edit, label), ``undo_asked``, and ``report_asked`` to save the report."""

    change_asked = Signal(object, str)
    undo_asked = Signal()
    report_asked = Signal()

    def __init__(self, case: Case, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Files and returns"))
        self.bar = MessageBar(self)
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
        self.resize(parent.size() * 0.9)
        for tab in (self.files, self.scope):
            tab.change_asked.connect(self.change_asked)
            tab.failed.connect(lambda error: self.bar.tell(str(error), Tone.PROBLEM))
        self.save_report.clicked.connect(self.report_asked)
        self.close_button.clicked.connect(self.close)
        QShortcut(QKeySequence.StandardKey.Undo, self, self.undo_asked.emit)
        self.show_case(case)

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.addWidget(self.save_report)
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
        self.files.show_case(case)
        self.scope.show_case(case)
        chosen = self.report.currentIndex()
        while self.report.count():
            gone = self.report.widget(0)
            self.report.removeTab(0)
            if gone is not None:
                gone.deleteLater()
        for sheet in import_report(case):
            self.report.addTab(self._table(sheet), f"{sheet.title} ({len(sheet.rows):,})")
        self.report.setCurrentIndex(max(chosen, 0))

    def _table(self, sheet: ReportSheet) -> QWidget:
        model = RowsModel(sheet.headings, self.report)
        rows = [tuple(map(in_words, row)) for row in sheet.rows[:_MOST_ROWS]]
        model.show_rows(rows)
        table = plain_table(model, sheet.title, _widths(sheet.headings, rows), self.report)
        model.setParent(table)
        return table


def in_words(value: Value) -> str:
    """A value of the report as the page shows it."""
    if value is None:
        return ""
    return (
        f"{value:,}" if isinstance(value, int) else str(value) if isinstance(value, str | float) else day_words(value)
    )


def _widths(headings: Sequence[str], rows: Sequence[tuple[str, ...]]) -> tuple[int, ...]:
    """A width for each column, in characters, by its heading and its first rows."""
    longest = [max([len(name), *(len(row[at]) for row in rows[:50])]) for at, name in enumerate(headings)]
    return tuple(min(max(width, _NARROW), _WIDE) for width in longest)
