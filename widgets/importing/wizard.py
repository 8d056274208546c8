"""The check before an import: every sheet at the left, the chosen one at the right, one button for all of them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from app.case.model import Case
from app.language import tr
from importers.choices import Place, SheetChoice
from widgets.importing.becoming import line_of
from widgets.importing.sheet_page import SheetPage
from widgets.importing.understanding import Look, Understood, look_again
from widgets.parts.room import grown, open_over

LIST_WIDTH = 300


class ImportWizard(QDialog):
    """Shows what was understood. ``asked_for`` (place -> choice, keep the columns) when all is to be imported."""

    asked_for = Signal(object, bool)

    def __init__(self, understood: Understood, case: Case, parent: QWidget) -> None:
        super().__init__(parent)
        self._understood, self._case = understood, case
        self.looks: list[Look] = list(understood.looks(case))
        self.setWindowTitle(tr("Check before importing"))
        self.sheets = QListWidget(self)
        self.sheets.setAccessibleName(tr("Sheets"))
        self.sheets.setWordWrap(True)
        self.page = SheetPage(self)
        self.keep = QCheckBox(tr("&Keep these columns for later files with the same headings"), self)
        self.waiting = QLabel(self)
        self.import_all = QPushButton(tr("&Import all"), self)
        self.cancel = QPushButton(tr("Cancel"), self)
        self._lay_out()
        self.sheets.addItems([line_of(look) for look in self.looks])
        self._tell_unread(understood.batch.problems)
        self.sheets.currentRowChanged.connect(self._show_sheet)
        self.page.choice_made.connect(self._on_choice)
        self.import_all.clicked.connect(self._on_import)
        self.cancel.clicked.connect(self.reject)
        self._refresh()
        self.sheets.setCurrentRow(self._first_to_show())
        (self.import_all if self.import_all.isEnabled() else self.sheets).setFocus()

    def _lay_out(self) -> None:
        across = QSplitter(self)
        across.addWidget(self.sheets)
        across.addWidget(self.page)
        across.setStretchFactor(1, 1)
        across.setSizes([grown(self, LIST_WIDTH), 1000])
        self.sheets.setMinimumWidth(min(grown(self, LIST_WIDTH) // 2, LIST_WIDTH))
        across.setChildrenCollapsible(False)
        foot = QHBoxLayout()
        foot.addWidget(self.keep)
        foot.addStretch(1)
        foot.addWidget(self.waiting)
        for button in (self.import_all, self.cancel):
            # Enter in the field of the agency must not import everything.
            button.setAutoDefault(False)
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.addWidget(across, 1)
        column.addLayout(foot)
        parent = self.parentWidget()
        if parent is not None:
            open_over(self, parent, 0.96)

    @property
    def choices(self) -> Mapping[Place, SheetChoice]:
        """What was said of each sheet of which anything was said."""
        return {look.place: look.choice for look in self.looks if look.choice != SheetChoice()}

    def _tell_unread(self, problems: Sequence[str]) -> None:
        """Say below the sheets which files could not be read; they cannot be chosen."""
        for problem in problems:
            item = QListWidgetItem(tr("✗  Not read: {problem}").format(problem=problem), self.sheets)
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            item.setToolTip(problem)

    def _first_to_show(self) -> int:
        doubtful = [number for number, look in enumerate(self.looks) if look.doubtful]
        good = [number for number, look in enumerate(self.looks) if look.is_chronology]
        return next(iter((*doubtful, *good, 0)))

    def _show_sheet(self, number: int) -> None:
        if 0 <= number < len(self.looks):
            self.page.show_look(self.looks[number], self._case)

    def _on_choice(self, choice: SheetChoice) -> None:
        number = self.sheets.currentRow()
        sheet = self._understood.sheets[number]
        before = self.looks[number - 1].table if number else None
        look = look_again(sheet, choice, self._case, self._understood.batch, before)
        # The key of the colours may stand in another sheet.
        self.looks[number] = replace(look, colours=self.looks[number].colours)
        item = self.sheets.item(number)
        if item is not None:
            item.setText(line_of(self.looks[number]))
        self._show_sheet(number)
        self._refresh()

    def _refresh(self) -> None:
        open_questions = sum(look.unanswered for look in self.looks)
        some = any(look.is_chronology for look in self.looks)
        self.import_all.setEnabled(some and not open_questions)
        if open_questions:
            self.waiting.setText(tr("A sheet marked ! needs an answer."))
        else:
            self.waiting.setText("" if some else tr("No sheet is a chronology yet."))
        self.keep.setEnabled(some)

    def _on_import(self) -> None:
        self.page.take_agency()
        self.asked_for.emit(dict(self.choices), self.keep.isChecked())
        self.accept()
