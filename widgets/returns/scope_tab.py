"""The time under review, and which agencies' returns leave parts of it uncovered."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.analysis.coverage import Days, coverage, missing_returns, no_contact
from app.case.edits import set_scope
from app.case.model import Case
from app.errors import UserError
from app.language import tr
from widgets.parts.days import day_words, first_day, last_day
from widgets.parts.flow_row import FlowRow
from widgets.parts.headings import section_label, text_label
from widgets.parts.plain_table import plain_table
from widgets.parts.room import grown
from widgets.parts.rows_model import RowsModel
from widgets.parts.wording import NOTHING

_HEADINGS = (
    tr("Agency"),
    tr("Its returns cover"),
    tr("No return covers"),
    tr("It says it had no contact"),
    tr("How it is known"),
)
_WIDTHS = (24, 30, 30, 30, 14)


class ScopeTab(QWidget):
    """``change_asked`` (maker of an edit, label) for the dates; ``failed`` (UserError) for days that are none."""

    change_asked = Signal(object, str)
    failed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.first, self.last = QLineEdit(self), QLineEdit(self)
        self.set_days = QPushButton(tr("&Set the time under review"), self)
        self.set_days.setAutoDefault(False)
        self.model = RowsModel(_HEADINGS, self)
        self.table = plain_table(self.model, tr("What the agencies returned"), _WIDTHS, self)
        self._lay_out()
        self.set_days.clicked.connect(self._on_days)

    def _lay_out(self) -> None:
        dated: list[QWidget] = []
        for words, name, field in (
            (tr("The review looks at the time fr&om"), tr("First day under review"), self.first),
            (tr("&until"), tr("Last day under review"), self.last),
        ):
            label = QLabel(words, self)
            label.setBuddy(field)
            field.setAccessibleName(name)
            field.setFixedWidth(grown(field, 140))
            both = QWidget(self)
            row = QHBoxLayout(both)
            row.setContentsMargins(0, 0, 0, 0)
            row.addWidget(label)
            row.addWidget(field)
            dated.append(both)
        words = text_label(self, tr("What this is for"))
        words.setText(
            tr(
                "An agency that returned a time without a row was silent then; a time that none of its returns covers "
                "is missing, and says nothing. An empty date leaves that end open."
            )
        )
        column = QVBoxLayout(self)
        column.addLayout(FlowRow(*dated, self.set_days))
        column.addWidget(words)
        column.addWidget(section_label(tr("What the agencies returned"), self))
        column.addWidget(self.table, 1)

    def show_case(self, case: Case) -> None:
        """Show the time under review and the returns."""
        self.first.setText(day_words(case.scope.first))
        self.last.setText(day_words(case.scope.last))
        missing = missing_returns(case)
        self.model.show_rows(
            [
                (
                    case.agency_name(item.agency) or tr("Not known"),
                    _in_words(item.periods),
                    _in_words(missing.get(item.agency, ())),
                    _in_words(no_contact(case, item.agency)),
                    tr("stated") if item.stated else tr("by its rows") if item.periods else NOTHING,
                )
                for item in coverage(case)
            ]
        )

    def _on_days(self) -> None:
        try:
            first, last = first_day(self.first.text()), last_day(self.last.text())
        except UserError as error:
            self.failed.emit(error)
            return
        self.change_asked.emit(lambda _by: set_scope(first, last), tr("Set the time under review"))


def _in_words(periods: tuple[Days, ...]) -> str:
    told = tr("{first} to {last}")
    return "; ".join(told.format(first=day_words(first), last=day_words(last)) for first, last in periods) or NOTHING
