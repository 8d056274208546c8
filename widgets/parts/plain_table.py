"""A table view as this program likes it: whole rows, one line each, no grid of its own to distract."""

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from app.language import tr


class RowsView(QTableView):
    """A table of whole rows, as high as its type: Home and End go to the first and the last of them."""

    def changeEvent(self, event: QEvent) -> None:
        """Larger or smaller words want higher or lower rows."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            fit_rows(self)

    def moveCursor(self, action: QAbstractItemView.CursorAction, keys: Qt.KeyboardModifier) -> QModelIndex:
        """Where the keyboard goes."""
        ends = (QAbstractItemView.CursorAction.MoveHome, QAbstractItemView.CursorAction.MoveEnd)
        if action in ends and self.model().rowCount():
            row = 0 if action is ends[0] else self.model().rowCount() - 1
            return self.model().index(row, max(self.currentIndex().column(), 0))
        return super().moveCursor(action, keys)


def fit_rows(table: QTableView) -> None:
    """Give every row the height of a line of the table's type."""
    table.verticalHeader().setDefaultSectionSize(table.fontMetrics().height() + 3)


LEAST_LAST = 0.45
"""The share of a table's width that its last column has at least at first, where ``wide_last`` asks for it."""


class _WideLast(QObject):
    """Takes from the other columns what the last one lacks whenever the table gets another width: in large words
    what a row says would else be out of sight."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        table = self.parent()
        if event.type() == QEvent.Type.Resize and isinstance(table, QTableView):
            others = range(table.model().columnCount() - 1)
            taken, room = sum(map(table.columnWidth, others)), round(table.viewport().width() * (1 - LEAST_LAST))
            if taken > room > 0:
                for column in others:
                    table.setColumnWidth(column, table.columnWidth(column) * room // taken)
        return super().eventFilter(watched, event)


def wide_last(table: QTableView) -> QTableView:
    """Let the last column of a table be seen, however large the words are."""
    table.viewport().installEventFilter(_WideLast(table))
    return table


def plain_table(model: QAbstractItemModel, name: str, widths: tuple[int, ...], parent: QWidget) -> QTableView:
    """A read-only table over ``model``; ``widths`` in characters, the last column takes what is left."""
    table = RowsView(parent)
    table.setModel(model)
    dress_table(table, name, widths)
    return table


def dress_table(table: QTableView, name: str, widths: tuple[int, ...]) -> None:
    """Give a table whole-row selection, one line for each row and these column widths (in characters)."""
    table.setAccessibleName(name)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setWordWrap(False)
    table.setShowGrid(False)
    table.setAlternatingRowColors(True)
    table.setTabKeyNavigation(False)
    table.setCornerButtonEnabled(False)
    upright = table.verticalHeader()
    upright.setVisible(False)
    upright.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    fit_rows(table)
    across = table.horizontalHeader()
    across.setAccessibleName(tr("Headings of {table}").format(table=name))
    across.setStretchLastSection(True)
    across.setHighlightSections(False)
    across.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    letter = table.fontMetrics().averageCharWidth()
    for column, width in enumerate(widths):
        table.setColumnWidth(column, letter * width + 12)
