"""A list of things that may each be ticked."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QListView, QWidget

AnyIndex = QModelIndex | QPersistentModelIndex


class CheckModel(QAbstractListModel):
    """Keys with names, some of them ticked. ``ticked`` (all keys now ticked) only when a person ticked one."""

    ticked = Signal(object)

    def __init__(self, items: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items = tuple(items)
        self._on: frozenset[str] = frozenset()

    def show_ticked(self, keys: frozenset[str]) -> None:
        """Tick these and no others; silent."""
        if keys != self._on:
            self._on = keys
            self.dataChanged.emit(self.index(0), self.index(len(self._items) - 1))

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many things there are."""
        return 0 if parent.isValid() else len(self._items)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The name of a thing, and whether it is ticked."""
        key, name = self._items[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return name
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if key in self._on else Qt.CheckState.Unchecked
        return None

    def flags(self, _index: AnyIndex) -> Qt.ItemFlag:
        """Every thing can be ticked."""
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable

    def setData(self, index: AnyIndex, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tell what would be ticked now; it shows once the case has taken it."""
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        key = self._items[index.row()][0]
        on = Qt.CheckState(value) is Qt.CheckState.Checked
        self.ticked.emit(
            tuple(item for item, _ in self._items if (item in self._on and item != key) or (on and item == key))
        )
        return True


class CheckList(QListView):
    """The list in one column, all of it visible; space ticks."""

    def __init__(self, name: str, model: CheckModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setModel(model)
        self.setUniformItemSizes(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def showEvent(self, event: QShowEvent) -> None:
        """As high as everything in it, in the font it has by then."""
        self.setFixedHeight(self.sizeHintForRow(0) * self.model().rowCount() + 2 * self.frameWidth() + 6)
        super().showEvent(event)
