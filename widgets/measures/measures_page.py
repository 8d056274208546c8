"""The measures of each child as of a day: a table to read, to copy and to save."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.analysis.measures import Measures, days_between, last_day, measures_of_all
from app.case.dates import day_number, known_date, spoken
from app.case.model import Case
from app.errors import UserError
from app.export.import_report import ReportSheet, Value
from app.export.measures import measure_sheets, turned
from app.language import tr
from widgets.parts.days import day_words
from widgets.parts.days import last_day as last_day_of
from widgets.parts.headings import text_label
from widgets.parts.message_bar import MessageBar, Tone
from widgets.parts.plain_table import plain_table
from widgets.parts.room import grown
from widgets.parts.rows_model import RowsModel

_WIDTH, _FIRST = 16, 40
ABOUT = tr(
    "Counts, highest ranks and days, as the record stands on this day. Severity is a rank, so nothing is averaged; "
    "“none recorded” is no number of days. A window takes in the day itself and the days before it."
)


class MeasuresPage(QDialog):
    """Shows a child in each column; ``save_asked`` (sheets) for the workbook."""

    save_asked = Signal(object)

    def __init__(self, case: Case, day: int | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Measures"))
        self._case = case
        self._measures: tuple[Measures, ...] = ()
        self._sheets: tuple[ReportSheet, ...] = ()
        self.bar = MessageBar(self)
        self.day = QLineEdit(self)
        self.day.setAccessibleName(tr("Measured on the day"))
        self.day.setMaximumWidth(grown(self.day, 140))
        self.earlier, self.later = self._step(tr("‹ 30 days"), -30), self._step(tr("30 days ›"), 30)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self.copy, self.save, self.close_button = (
            QPushButton(words, self) for words in (tr("&Copy the table"), tr("&Save as a workbook…"), tr("Close"))
        )
        self._lay_out()
        self.resize(parent.size() * 0.8)
        self._day = day if day is not None else last_day(case)
        self.day.editingFinished.connect(self._on_day)
        self.copy.clicked.connect(self.copy_table)
        self.save.clicked.connect(lambda: self.save_asked.emit(self._sheets))
        self.close_button.clicked.connect(self.close)
        QShortcut(QKeySequence.StandardKey.Copy, self.tabs, self.copy_table)
        self.show_case(case)

    def _step(self, words: str, days: int) -> QToolButton:
        button = QToolButton(self)
        button.setText(words)
        button.clicked.connect(lambda: self.go_to((self._day or 0) + days))
        return button

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        label = QLabel(tr("&As of"), self)
        label.setBuddy(self.day)
        for part in (label, self.day, self.earlier, self.later):
            head.addWidget(part)
        head.addStretch(1)
        about = text_label(self, tr("What this is"))
        about.setText(ABOUT)
        foot = QHBoxLayout()
        for button in (self.copy, self.save, self.close_button):
            button.setAutoDefault(False)
        foot.addWidget(self.copy)
        foot.addWidget(self.save)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.addWidget(self.bar)
        column.addLayout(head)
        column.addWidget(about)
        column.addWidget(self.tabs, 1)
        column.addLayout(foot)

    def show_case(self, case: Case) -> None:
        """Show the measures of a case as it now is."""
        self._case = case
        self._measures = measures_of_all(case)
        if self._day is None:
            self._day = last_day(case)
        self._show()

    def go_to(self, day: int) -> None:
        """Measure as of this day (day number)."""
        self._day = day
        self._show()

    def copy_table(self) -> None:
        """Put the table in front on the clipboard, as spreadsheet programs take it."""
        sheet = self._shown[self.tabs.currentIndex()]
        lines = [sheet.headings, *(tuple(map(in_words, row)) for row in sheet.rows)]
        QGuiApplication.clipboard().setText("\n".join("\t".join(line) for line in lines))
        self.bar.tell(tr("The table is on the clipboard."), Tone.NOTE)

    def _on_day(self) -> None:
        try:
            asked = last_day_of(self.day.text())
        except UserError as error:
            self.bar.tell(str(error), Tone.PROBLEM)
            return
        if asked is not None and day_number(asked) != self._day:
            self.bar.dismiss()
            self.go_to(day_number(asked))

    def _show(self) -> None:
        if self._day is None:
            self._shown: tuple[ReportSheet, ...] = ()
            self.tabs.clear()
            return
        self.day.setText(day_words(known_date(self._day)))
        self._sheets = measure_sheets(self._case, self._measures, days_between(self._day, self._day))
        measured, responses = self._sheets
        self._shown = (turned(measured), responses)
        chosen = max(self.tabs.currentIndex(), 0)
        while self.tabs.count():
            gone = self.tabs.widget(0)
            self.tabs.removeTab(0)
            if gone is not None:
                gone.deleteLater()
        as_of = spoken(known_date(self._day))
        titles = tr("Measures on {day}").format(day=as_of), tr("Responses up to {day}").format(day=as_of)
        for sheet, title in zip(self._shown, titles, strict=True):
            self.tabs.addTab(self._table(sheet), f"{title} ({len(sheet.rows):,})")
        self.tabs.setCurrentIndex(chosen)

    def _table(self, sheet: ReportSheet) -> QWidget:
        model = RowsModel(sheet.headings, self.tabs)
        model.show_rows([tuple(map(in_words, row)) for row in sheet.rows])
        table = plain_table(model, sheet.title, _widths(sheet.headings), self.tabs)
        table.horizontalHeader().setStretchLastSection(False)
        table.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        model.setParent(table)
        return table


def in_words(value: Value) -> str:
    """A measure as the page shows it; days as dates."""
    if value is None:
        return ""
    return (
        f"{value:,}" if isinstance(value, int) else str(value) if isinstance(value, str | float) else day_words(value)
    )


def _widths(headings: Sequence[str]) -> tuple[int, ...]:
    return tuple(_FIRST if heading == tr("Measure") else max(_WIDTH, len(heading)) for heading in headings)
