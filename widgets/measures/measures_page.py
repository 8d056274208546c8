"""The measures of each child as of a day: a table to read, to copy and to save."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget

from app.analysis.measures import Measures, days_between, last_day, measures_of_all
from app.case.dates import day_number, known_date, spoken
from app.case.model import Case
from app.errors import UserError
from app.export.import_report import ReportSheet
from app.export.measures import measure_sheets, turned
from app.language import tr
from widgets.measures.tables_page import Shown, TablesPage
from widgets.parts.column_share import Sharing
from widgets.parts.days import day_words
from widgets.parts.days import last_day as last_day_of
from widgets.parts.headings import text_label
from widgets.parts.keyboard import keyboard_order
from widgets.parts.message_bar import Tone
from widgets.parts.room import grown, open_over
from widgets.parts.sheet_table import cell_words, sheet_table

_WIDTH, _FIRST = 16, 40
ABOUT = tr(
    "Counts, highest ranks and days, as the record stands on this day. Severity is a rank, so nothing is averaged; "
    "“none recorded” is no number of days. A window takes in the day itself and the days before it."
)


class MeasuresPage(TablesPage):
    """Shows a child in each column."""

    def __init__(self, case: Case, day: int | None, parent: QWidget) -> None:
        super().__init__(tr("Measures"), parent)
        self._case = case
        self._measures: tuple[Measures, ...] = ()
        self.day = QLineEdit(self)
        self.day.setAccessibleName(tr("Measured on the day"))
        self.day.setMaximumWidth(grown(self.day, 140))
        self.earlier, self.later = self._step(tr("‹ 30 days"), -30), self._step(tr("30 days ›"), 30)
        self._lay_out()
        open_over(self, parent, 0.8)
        self._day = day if day is not None else last_day(case)
        self.day.editingFinished.connect(self._on_day)
        self.pseudonyms.toggled.connect(self._show)
        keyboard_order(self.day, self.earlier, self.later, *self.foot_fields)
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
        column = QVBoxLayout(self)
        column.addWidget(self.bar)
        column.addLayout(head)
        column.addWidget(about)
        column.addWidget(self.tabs, 1)
        column.addLayout(self.foot())

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
            self.put((), ())
            return
        self.day.setText(day_words(known_date(self._day)))
        told = measure_sheets(self._case, self._measures, days_between(self._day, self._day))
        sheets = self.pseudonyms.over(told, self._case)
        measured, responses = sheets
        as_of = spoken(known_date(self._day))
        titles = tr("Measures on {day}").format(day=as_of), tr("Responses up to {day}").format(day=as_of)
        tables = zip(titles, (turned(measured), responses), strict=True)
        self.put([self._shown(title, sheet) for title, sheet in tables], sheets)

    def _shown(self, title: str, sheet: ReportSheet) -> Shown:
        table = sheet_table(sheet, _widths, self.tabs, sharing=Sharing(whole=(0,)))
        lines = [sheet.headings, *(tuple(map(cell_words, row)) for row in sheet.rows)]
        return Shown(f"{title} ({len(sheet.rows):,})", table, lines)


def _widths(headings: Sequence[str], _rows: Sequence[tuple[str, ...]]) -> tuple[int, ...]:
    return tuple(_FIRST if heading == tr("Measure") else max(_WIDTH, len(heading)) for heading in headings)
