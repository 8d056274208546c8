"""The files that were taken in: removed, brought back, and the time that each covers."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.analysis.coverage import returned_days
from app.case.edits import restore_source, set_period, withdraw_source
from app.case.model import Case, RowKind, Source
from app.case.sheet_rows import count_of
from app.errors import UserError
from widgets.parts.chained import chained
from widgets.parts.days import day_words, first_day, last_day
from widgets.parts.headings import section_label
from widgets.parts.plain_table import plain_table
from widgets.parts.rows_model import RowsModel
from widgets.parts.wording import NOTHING

_HEADINGS = ("File", "Sheet", "Agency", "Covers", "Records", "Rejected", "What it is")
_WIDTHS = (22, 14, 20, 33, 7, 7, 24)


class FilesTab(QWidget):
    """``change_asked`` (maker of an edit, label) for each change; ``failed`` (UserError) for days that are none."""

    change_asked = Signal(object, str)
    failed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._case: Case | None = None
        self.model = RowsModel(_HEADINGS, self)
        self.table = plain_table(self.model, "Files and sheets", _WIDTHS, self)
        self.chosen_words = section_label("", self)
        self.remove = QPushButton("&Remove this file", self)
        self.bring_back = QPushButton("&Bring this file back", self)
        self.first, self.last = QLineEdit(self), QLineEdit(self)
        self.set_days = QPushButton("&Set the time it covers", self)
        self._lay_out()
        self.table.selectionModel().currentRowChanged.connect(lambda now, _before: self._show_source(now.row()))
        self.remove.clicked.connect(self._on_remove)
        self.bring_back.clicked.connect(self._on_bring_back)
        self.set_days.clicked.connect(self._on_days)

    def _lay_out(self) -> None:
        self.first.setAccessibleName("First day that the return covers")
        self.last.setAccessibleName("Last day that the return covers")
        row = QHBoxLayout()
        for button in (self.remove, self.bring_back, self.set_days):
            button.setAutoDefault(False)
        row.addWidget(self.remove)
        row.addWidget(self.bring_back)
        row.addStretch(1)
        for words, field in (("It covers fr&om", self.first), ("&until", self.last)):
            label = QLabel(words, self)
            label.setBuddy(field)
            field.setMaximumWidth(130)
            row.addWidget(label)
            row.addWidget(field)
        row.addWidget(self.set_days)
        column = QVBoxLayout(self)
        column.addWidget(self.table, 1)
        column.addWidget(self.chosen_words)
        column.addLayout(row)

    def show_case(self, case: Case) -> None:
        """List the sheets of a case; the chosen one stays chosen."""
        row = max(self.table.currentIndex().row(), 0)
        self._case = case
        self.model.show_rows([_row(case, source) for source in case.sources])
        if case.sources:
            self.table.setCurrentIndex(self.model.index(min(row, len(case.sources) - 1), 0))
        self._show_source(self.table.currentIndex().row())

    def _source(self) -> Source | None:
        row = self.table.currentIndex().row()
        return self._case.sources[row] if self._case is not None and 0 <= row < len(self._case.sources) else None

    def _show_source(self, _row: int) -> None:
        source = self._source()
        for part in (self.remove, self.bring_back, self.first, self.last, self.set_days):
            part.setEnabled(source is not None)
        if source is None:
            self.chosen_words.setText("")
            return
        self.chosen_words.setText(f"{source.file}{f', sheet {source.sheet}' if source.sheet else ''}")
        self.remove.setEnabled(not source.withdrawn)
        self.bring_back.setEnabled(source.withdrawn)
        period = source.period
        self.first.setText(day_words(period.first if period else None))
        self.last.setText(day_words(period.last if period else None))

    def _on_remove(self) -> None:
        source = self._source()
        if source is not None:
            ids = self._of_file(source, withdrawn=False)
            self.change_asked.emit(
                lambda _by: chained([withdraw_source(number) for number in ids]), f"Remove {source.file}"
            )

    def _on_bring_back(self) -> None:
        source = self._source()
        if source is not None:
            ids = self._of_file(source, withdrawn=True)
            self.change_asked.emit(
                lambda _by: chained([restore_source(number) for number in ids]), f"Bring {source.file} back"
            )

    def _of_file(self, source: Source, *, withdrawn: bool) -> list[int]:
        """The sheets of the same file (by its contents) that stand so."""
        sources = self._case.sources if self._case else ()
        return [
            item.id
            for item in sources
            if (item.file, item.digest) == (source.file, source.digest) and item.withdrawn is withdrawn
        ]

    def _on_days(self) -> None:
        source = self._source()
        if source is None:
            return
        try:
            first, last = first_day(self.first.text()), last_day(self.last.text())
        except UserError as error:
            self.failed.emit(error)
            return
        number = source.id
        self.change_asked.emit(lambda _by: set_period(number, first, last), f"Say what {source.file} covers")


def _row(case: Case, source: Source) -> tuple[str, ...]:
    days = None if source.withdrawn or source.why else returned_days(case, source.id)
    covers = f"{day_words(days[0])} to {day_words(days[1])}" if days else NOTHING
    said = "" if source.period or days is None else " (its rows)"
    return (
        source.file,
        source.sheet or NOTHING,
        NOTHING if source.agency is None else case.agency_name(source.agency),
        f"{covers}{said}",
        f"{count_of(source.rows, RowKind.EVENT):,}",
        f"{count_of(source.rows, RowKind.REJECTED):,}",
        "removed" if source.withdrawn else source.why or "chronology",
    )
