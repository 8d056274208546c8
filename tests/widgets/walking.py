"""Everything that can be read in a window: by eye, by a screen reader, in a tooltip, in a table, on the clipboard."""

from collections.abc import Iterator

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QTabWidget,
    QTextEdit,
    QWidget,
)

_ROLES = [role.value for role in Qt.ItemDataRole if role.value < Qt.ItemDataRole.UserRole] + [
    Qt.ItemDataRole.UserRole + number for number in range(6)
]


def words_in(window: QWidget) -> Iterator[str]:
    """Every text that hangs on a window and what is in it, shown or not."""
    for widget in (window, *window.findChildren(QWidget)):
        yield from _words_of(widget)
    for action in window.findChildren(QAction):
        yield from (action.text(), action.toolTip(), action.statusTip())


def _words_of(widget: QWidget) -> Iterator[str]:
    yield from (widget.accessibleName(), widget.accessibleDescription(), widget.toolTip(), widget.windowTitle())
    if isinstance(widget, QLabel | QLineEdit | QAbstractButton):
        yield widget.text()
    if isinstance(widget, QTextEdit):
        yield widget.toPlainText()
    if isinstance(widget, QComboBox):
        yield from (widget.itemText(place) for place in range(widget.count()))
    if isinstance(widget, QTabWidget):
        yield from (widget.tabText(place) for place in range(widget.count()))
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        yield from words_of_model(widget.model())


def words_of_model(model: QAbstractItemModel, parent: QModelIndex | None = None) -> Iterator[str]:
    """Every text of a model, in every role."""
    above = parent or QModelIndex()
    columns = (0 if above.isValid() else 1) if isinstance(model, QAbstractListModel) else model.columnCount(above)
    for column in range(columns):
        for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            yield str(model.headerData(column, Qt.Orientation.Horizontal, role) or "")
    for row in range(model.rowCount(above) if columns else 0):
        for column in range(columns):
            index = model.index(row, column, above)
            for role in _ROLES:
                value = model.data(index, role)
                if isinstance(value, str):
                    yield value
        yield from words_of_model(model, model.index(row, 0, above))
