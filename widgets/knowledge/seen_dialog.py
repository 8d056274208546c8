"""Asks as which agencies, and on which day, the case is to be seen; says at once how much of the record that is."""

from collections.abc import Collection, Iterator
from datetime import date

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from app.analysis.knowledge import Seen, seen_as, written_by
from app.case.model import Case
from app.errors import UserError
from app.language import tr
from widgets.parts.check_list import CheckList, CheckModel
from widgets.parts.days import day_words, last_day
from widgets.parts.headings import section_label, text_label
from widgets.parts.room import grown, open_at
from widgets.parts.wording import records_in_words

ABOUT = tr(
    "A record is known to the agency that wrote it, from the day it was entered or, where no entry date is given, "
    "from the last day on which it may have happened. Nothing else is shown, counted, searched or exported, and "
    "nothing can be changed, until you come back to the whole case."
)
NOBODY = tr("Choose at least one agency.")
NO_DAY = tr("Say on which day.")


class SeenDialog(QDialog):
    """``seen`` is what was chosen, once the dialog was accepted."""

    def __init__(self, case: Case, agencies: Collection[int], on: date | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("As agencies could have seen it"))
        self._case = case
        self.seen: Seen | None = None
        items = list(_items(case))
        self._ticked = frozenset(str(agency) for agency in agencies) & frozenset(key for key, _words in items)
        self.agencies = CheckModel(items, self)
        self.list = CheckList(tr("Agencies"), self.agencies, self)
        self.day = QLineEdit(day_words(on), self)
        self.day.setAccessibleName(tr("Day"))
        self.day.setMaximumWidth(grown(self.day, 160))
        self.told = text_label(self, tr("How much of the record this is"))
        self.buttons = QDialogButtonBox(self)
        self.see = self.buttons.addButton(tr("&See it so"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        self._lay_out()
        self.agencies.ticked.connect(self._on_ticked)
        self.day.textChanged.connect(self._look)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self._on_ticked(tuple(self._ticked))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        about = text_label(self, tr("What this is"))
        about.setText(ABOUT)
        column.addWidget(about)
        column.addWidget(section_label(tr("As seen by"), self))
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setWidget(self.list)
        column.addWidget(scroll, 1)
        label = QLabel(tr("&On the day"), self)
        label.setObjectName("section")
        label.setBuddy(self.day)
        for part in (label, self.day, self.told, self.buttons):
            column.addWidget(part)
        open_at(self, 460, 520)
        self.list.setFocus()

    def _on_ticked(self, agencies: tuple[str, ...]) -> None:
        self._ticked = frozenset(agencies)
        self.agencies.show_ticked(self._ticked)
        self._look()

    def _look(self) -> None:
        """Say how much would be seen, or what is missing."""
        try:
            self.seen = self._asked()
            self.told.setText(f"{self.seen.says}.")
        except UserError as error:
            self.seen = None
            self.told.setText(str(error))
        self.see.setEnabled(self.seen is not None)

    def _asked(self) -> Seen:
        on = last_day(self.day.text())
        if on is None:
            raise UserError(NO_DAY)
        if not self._ticked:
            raise UserError(NOBODY)
        return seen_as(self._case, [int(agency) for agency in self._ticked], on)


def _items(case: Case) -> Iterator[tuple[str, str]]:
    """The agencies that wrote any record: one that other agencies' rows only name could have seen nothing."""
    shown = written_by(case)[~case.events.withdrawn]
    for agency in case.agencies:
        count = int((shown == agency.id).sum())
        if count:
            yield str(agency.id), f"{agency.name} ({records_in_words(count)})"
