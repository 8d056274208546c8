"""The levels of a scheme as a table in which their names may be changed."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from app.case.scheme import Level
from app.language import tr

AnyIndex = QModelIndex | QPersistentModelIndex
_HEADINGS = ("", tr("Name"), tr("Opens with"), tr("Closes with"), tr("Told as"), tr("Source"))
NAME = 1


class LevelsModel(QAbstractTableModel):
    """One row a level. ``named`` when a person changed a name."""

    named = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._levels: tuple[Level, ...] = ()
        self.names: list[str] = []

    def show_levels(self, levels: Sequence[Level]) -> None:
        """Show these levels under their own names."""
        self.beginResetModel()
        self._levels = tuple(levels)
        self.names = [level.name for level in levels]
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many levels there are."""
        return 0 if parent.isValid() else len(self._levels)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many headings there are."""
        return 0 if parent.isValid() else len(_HEADINGS)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """The words of a cell; its tooltip is the same in full."""
        roles = Qt.ItemDataRole
        if not index.isValid() or role not in (roles.DisplayRole, roles.ToolTipRole, roles.EditRole):
            return None
        level = self._levels[index.row()]
        told = level.rank if level.contract is None else level.contract
        shown = (self.names[index.row()], level.opens, level.closes)
        name, opens, closes = [tr(said) for said in shown]  # from resources
        cells = (str(level.rank), name, opens, closes, str(told), level.source)
        return cells[index.column()]

    def setData(self, index: AnyIndex, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take another name for a level."""
        words = " ".join(str(value).split())
        if role != Qt.ItemDataRole.EditRole or index.column() != NAME or not words:
            return False
        if words != tr(self.names[index.row()]):  # from resources
            self.names[index.row()] = words
        self.dataChanged.emit(index, index)
        self.named.emit()
        return True

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Names can be edited."""
        known = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return known | Qt.ItemFlag.ItemIsEditable if index.column() == NAME else known

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        """The heading of a column."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _HEADINGS[section]
        return None
