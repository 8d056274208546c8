"""The words of the subject columns: whom each means, decided once for every row that says so."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from app.case.edits import forget_words, reassign
from app.case.model import Case
from app.case.who_is_who import SubjectCell, subject_cells
from app.language import tr, trn
from widgets.parts.column_share import Sharing
from widgets.parts.flow_row import FlowRow
from widgets.parts.headings import section_label
from widgets.parts.plain_table import plain_table
from widgets.parts.room import grown, scrolled
from widgets.parts.rows_model import RowsModel
from widgets.parts.tick_list import TickList
from widgets.parts.wording import date_in_words

NOBODY = tr("nobody")
_HEADINGS = (tr("What the cell says"), tr("Records"), tr("Is about"), tr("Decided by"))
_WIDTHS = (26, 8, 26, 14)
_RECORD_HEADINGS = (tr("Date"), tr("Agency"), tr("What happened"))
_RECORD_WIDTHS = (16, 20, 40)
_SHOWN = 500


class WordsTab(QWidget):
    """``change_asked`` (maker of an edit, label) for each decision."""

    change_asked = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._case: Case | None = None
        self._cells: tuple[SubjectCell, ...] = ()
        self.model = RowsModel(_HEADINGS, self)
        self.table = plain_table(self.model, tr("Words of the subject columns"), _WIDTHS, self, Sharing(spare=(1, 3)))
        self.title = section_label("", self)
        self.children_list = TickList(self)
        self.children_list.setAccessibleName(tr("Children who are meant; tick them with the space bar"))
        self.before_birth = QCheckBox(tr("Also where one of several is not yet &born"), self)
        self.apply = QPushButton(tr("These words &mean the ticked children"), self)
        self.nobody = QPushButton(tr("They mean a grown-&up"), self)
        self.forget = QPushButton(tr("&Forget the decision"), self)
        self.records = RowsModel(_RECORD_HEADINGS, self)
        self._lay_out()
        self.table.selectionModel().currentRowChanged.connect(lambda now, _before: self._show_cell(now.row()))
        self.apply.clicked.connect(lambda: self._decide(self.children_list.children_ticked))
        self.nobody.clicked.connect(lambda: self._decide(()))
        self.forget.clicked.connect(self._on_forget)

    def _lay_out(self) -> None:
        side = QWidget(self)
        column = QVBoxLayout(side)
        self.children_list.setMaximumHeight(grown(self.children_list, 150))
        for part in (self.title, self.children_list, self.before_birth):
            column.addWidget(part)
        for button in (self.apply, self.nobody, self.forget):
            button.setAutoDefault(False)
        column.addLayout(FlowRow(self.apply, self.nobody, self.forget))
        column.addWidget(section_label(tr("The records that say so"), side))
        column.addWidget(plain_table(self.records, tr("Records that say so"), _RECORD_WIDTHS, side), 1)
        across = QSplitter(self)
        across.addWidget(self.table)
        across.addWidget(scrolled(side))
        across.setSizes([500, 540])
        across.setChildrenCollapsible(False)
        QVBoxLayout(self).addWidget(across)

    def show_case(self, case: Case) -> None:
        """List what the subject cells of a case say, those about nobody first; the chosen words stay chosen."""
        chosen = self._chosen
        self._case = case
        cells = subject_cells(case)
        self._cells = tuple(sorted(cells, key=lambda cell: not _is_open(cell)))
        self.model.show_rows([_row(case, cell) for cell in self._cells])
        if self._cells:
            words = chosen.words if chosen else ""
            row = next((n for n, cell in enumerate(self._cells) if cell.words == words), 0)
            self.table.setCurrentIndex(self.model.index(row, 0))
        self._show_cell(self.table.currentIndex().row())

    @property
    def _chosen(self) -> SubjectCell | None:
        row = self.table.currentIndex().row()
        return self._cells[row] if 0 <= row < len(self._cells) else None

    def _show_cell(self, row: int) -> None:
        case, cell = self._case, self._cells[row] if 0 <= row < len(self._cells) else None
        for part in (self.children_list, self.before_birth, self.apply, self.nobody, self.forget):
            part.setEnabled(cell is not None)
        if case is None or cell is None:
            self.children_list.clear()
            self.title.setText(tr("No sheet has a column that says whom its rows are about."))
            self.records.show_rows(())
            return
        decided = cell.decided
        told = trn("“{words}” in {count:,} record means", "“{words}” in {count:,} records means", len(cell.events))
        self.title.setText(told.format(words=cell.words, count=len(cell.events)))
        meant = decided.children if decided else () if cell.about_nobody else cell.children
        self.children_list.show_children(case.children, meant)
        self.before_birth.setChecked(bool(decided and decided.before_birth))
        self.forget.setEnabled(decided is not None)
        events = case.events
        places = [events.position(event) for event in cell.events[:_SHOWN]]
        self.records.show_rows(
            [
                (
                    date_in_words(events.when(at)),
                    case.agency_name(int(events.agency[at])),
                    " ".join(events.text[at].split()),
                )
                for at in places
            ]
        )

    def _decide(self, children: tuple[int, ...]) -> None:
        cell, early = self._chosen, self.before_birth.isChecked()
        if cell is not None:
            words = cell.words
            label = tr("Decide whom “{words}” means").format(words=words)
            self.change_asked.emit(lambda by: reassign(words, children, by, early), label)

    def _on_forget(self) -> None:
        cell = self._chosen
        if cell is not None:
            words = cell.words
            label = tr("Forget whom “{words}” means").format(words=words)
            self.change_asked.emit(lambda _by: forget_words(words), label)


def _is_open(cell: SubjectCell) -> bool:
    """Whether rows with these words are about nobody, and nobody decided that."""
    return cell.about_nobody > 0 and cell.decided is None


def _row(case: Case, cell: SubjectCell) -> tuple[str, ...]:
    names = [case.children[child].name for child in cell.children]
    about = tr("all children") if len(names) == len(case.children) > 1 else ", ".join(names) or NOBODY
    if names and cell.about_nobody:
        # One row whose text names a child must not hide that the others are about nobody.
        about = tr("nobody in {count:,}; {children}").format(count=cell.about_nobody, children=about)
    return cell.words, f"{len(cell.events):,}", about, cell.decided.by if cell.decided else ""
