"""The files that were taken in: removed, brought back, and the time that each covers; and those that were refused."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.analysis.coverage import returned_days
from app.case.edits import restore_source, set_period, withdraw_source
from app.case.model import Case, RowKind, Source
from app.case.sheet_rows import count_of
from app.errors import UserError
from app.export.import_report import file_named
from app.language import tr
from widgets.parts.chained import chained
from widgets.parts.column_share import Sharing
from widgets.parts.days import day_words, first_day, last_day
from widgets.parts.flow_row import FlowRow
from widgets.parts.headings import section_label
from widgets.parts.plain_table import plain_table
from widgets.parts.room import grown
from widgets.parts.rows_model import RowsModel
from widgets.parts.wording import NOTHING, sheet_in_words

_HEADINGS = (
    tr("File"),
    tr("Sheet"),
    tr("Agency"),
    tr("Covers"),
    tr("Records"),
    tr("Rejected"),
    tr("What it is"),
)
_WIDTHS = (22, 14, 20, 33, 7, 7, 24)


class FilesTab(QWidget):
    """``change_asked`` (maker of an edit, label) for each change; ``failed`` (UserError) for days that are none."""

    change_asked = Signal(object, str)
    failed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._case: Case | None = None
        self.model = RowsModel(_HEADINGS, self)
        self.table = plain_table(self.model, tr("Files and sheets"), _WIDTHS, self, Sharing(whole=(0,)))
        self.chosen_words = section_label("", self)
        self.remove = QPushButton(tr("&Remove this file"), self)
        self.bring_back = QPushButton(tr("&Bring this file back"), self)
        self.first, self.last = QLineEdit(self), QLineEdit(self)
        self.set_days = QPushButton(tr("&Set the time it covers"), self)
        self._lay_out()
        self.table.selectionModel().currentRowChanged.connect(lambda now, _before: self._show_source(now.row()))
        self.remove.clicked.connect(self._on_remove)
        self.bring_back.clicked.connect(self._on_bring_back)
        self.set_days.clicked.connect(self._on_days)

    def _lay_out(self) -> None:
        self.first.setAccessibleName(tr("First day that the return covers"))
        self.last.setAccessibleName(tr("Last day that the return covers"))
        days = QWidget(self)
        row = QHBoxLayout(days)
        row.setContentsMargins(0, 0, 0, 0)
        for button in (self.remove, self.bring_back, self.set_days):
            button.setAutoDefault(False)
        for words, field in ((tr("It covers fr&om"), self.first), (tr("&until"), self.last)):
            label = QLabel(words, self)
            label.setBuddy(field)
            field.setFixedWidth(grown(field, 130))
            row.addWidget(label)
            row.addWidget(field)
        column = QVBoxLayout(self)
        column.addWidget(self.table, 1)
        column.addWidget(self.chosen_words)
        column.addLayout(FlowRow(self.remove, self.bring_back, days, self.set_days))

    def show_case(self, case: Case) -> None:
        """List the sheets of a case, then the files that could not be read; the chosen one stays chosen."""
        row = max(self.table.currentIndex().row(), 0)
        self._case = case
        rows = [*(_row(case, source) for source in case.sources), *map(_unread_row, case.unread)]
        self.model.show_rows(rows)
        if rows:
            self.table.setCurrentIndex(self.model.index(min(row, len(rows) - 1), 0))
        self._show_source(self.table.currentIndex().row())

    def _source(self) -> Source | None:
        row = self.table.currentIndex().row()
        return self._case.sources[row] if self._case is not None and 0 <= row < len(self._case.sources) else None

    def _unread(self) -> str:
        """The sentence on the file that could not be read, where such a one is chosen."""
        if self._case is None:
            return ""
        row = self.table.currentIndex().row() - len(self._case.sources)
        return self._case.unread[row] if 0 <= row < len(self._case.unread) else ""

    def _show_source(self, _row: int) -> None:
        source = self._source()
        for part in (self.remove, self.bring_back, self.first, self.last, self.set_days):
            part.setEnabled(source is not None)
        if source is None:
            self.chosen_words.setText(self._unread())
            return
        self.chosen_words.setText(sheet_in_words(source))
        self.remove.setEnabled(not source.withdrawn)
        self.bring_back.setEnabled(source.withdrawn)
        period = source.period
        self.first.setText(day_words(period.first if period else None))
        self.last.setText(day_words(period.last if period else None))

    def _on_remove(self) -> None:
        source = self._source()
        if source is not None:
            ids = self._of_file(source, withdrawn=False)
            label = tr("Remove {file}").format(file=source.file)
            self.change_asked.emit(lambda _by: chained([withdraw_source(number) for number in ids]), label)

    def _on_bring_back(self) -> None:
        source = self._source()
        if source is not None:
            ids = self._of_file(source, withdrawn=True)
            label = tr("Bring {file} back").format(file=source.file)
            self.change_asked.emit(lambda _by: chained([restore_source(number) for number in ids]), label)

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
        label = tr("Say what {file} covers").format(file=source.file)
        self.change_asked.emit(lambda _by: set_period(number, first, last), label)


def _row(case: Case, source: Source) -> tuple[str, ...]:
    days = None if source.withdrawn or source.why else returned_days(case, source.id)
    covers = NOTHING
    if days is not None:
        said = tr("{first} to {last}") if source.period else tr("{first} to {last} (its rows)")
        covers = said.format(first=day_words(days[0]), last=day_words(days[1]))
    return (
        source.file,
        source.sheet or NOTHING,
        NOTHING if source.agency is None else case.agency_name(source.agency),
        covers,
        f"{count_of(source.rows, RowKind.EVENT):,}",
        f"{count_of(source.rows, RowKind.REJECTED):,}",
        tr("removed") if source.withdrawn else source.why or tr("chronology"),
    )


def _unread_row(words: str) -> tuple[str, ...]:
    """The row of a file that could not be read; ``words`` say why."""
    return (
        file_named(words) or NOTHING,
        NOTHING,
        NOTHING,
        NOTHING,
        "",
        "",
        tr("not read: {words}").format(words=words),
    )
