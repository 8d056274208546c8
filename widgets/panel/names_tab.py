"""Who goes by what before the panel: pseudonyms to be changed, and whether names are shown in their place."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QCheckBox, QVBoxLayout, QWidget

from app.case.pseudonyms import Whose
from app.language import tr
from widgets.parts.headings import text_label
from widgets.parts.plain_table import plain_table

HEADINGS = (tr("Name"), tr("Before the panel"))
ABOUT = tr(
    "The panel sees these words in place of names. Double click or F2 changes one; left empty, it is a letter or a "
    "number again. Agencies are shown by their kind."
)
AnyIndex = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Called:
    """Somebody of the case, and what they go by before the panel."""

    whose: Whose
    name: str
    words: str


class NamesModel(QAbstractTableModel):
    """``given`` (whose, name, words) for a pseudonym that was written."""

    given = Signal(object, str, str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._people: tuple[Called, ...] = ()

    def show_people(self, people: Sequence[Called]) -> None:
        """Show these people."""
        if tuple(people) != self._people:
            self.beginResetModel()
            self._people = tuple(people)
            self.endResetModel()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """One row for each person."""
        return 0 if parent.isValid() else len(self._people)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Name and pseudonym."""
        return 0 if parent.isValid() else len(HEADINGS)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """The words of a cell."""
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return None
        person = self._people[index.row()]
        return person.words if index.column() else person.name

    def setData(self, index: AnyIndex, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ask for a pseudonym; what stands in the table follows the case."""
        if role != Qt.ItemDataRole.EditRole or not index.column():
            return False
        person = self._people[index.row()]
        if str(value).strip() != person.words:
            self.given.emit(person.whose, person.name, str(value).strip())
        return False

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Pseudonyms may be changed."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() else flags

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        """The heading of a column."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADINGS[section]
        return None


class NamesTab(QWidget):
    """``model`` holds the people; ``names_asked`` (wanted) when the switch is turned, which only asks."""

    names_asked = Signal(bool)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.model = NamesModel(self)
        self.table = plain_table(self.model, tr("Pseudonyms"), (18, 18), self)
        triggers = QAbstractItemView.EditTrigger
        self.table.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed)
        self.shown = QCheckBox(tr("Show the panel real &names…"), self)
        about = text_label(self, tr("About pseudonyms"))
        about.setText(ABOUT)
        column = QVBoxLayout(self)
        column.addWidget(about)
        column.addWidget(self.table, 1)
        column.addWidget(self.shown)
        self.shown.clicked.connect(self.names_asked)

    def show_switch(self, shown: bool) -> None:
        """Let the switch say whether names are shown. Emits nothing."""
        self.shown.setChecked(shown)
