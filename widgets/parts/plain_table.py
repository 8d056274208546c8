"""A table view as this program likes it: whole rows, one line each, no grid of its own to distract."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from app.language import tr
from widgets.parts.column_share import ColumnShare, Sharing

LEAST_CHARACTERS = 22
"""The least width of a table, in characters."""


class RowsView(QTableView):
    """A table of whole rows, as high as its type: Home and End go to the first and the last of them."""

    def changeEvent(self, event: QEvent) -> None:
        """Larger or smaller words want higher or lower rows."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            fit_rows(self)

    def minimumSizeHint(self) -> QSize:
        """Wide enough to tell one row from another, beside whatever else a page has."""
        least = super().minimumSizeHint()
        return QSize(max(least.width(), self.fontMetrics().averageCharWidth() * LEAST_CHARACTERS), least.height())

    def moveCursor(self, action: QAbstractItemView.CursorAction, keys: Qt.KeyboardModifier) -> QModelIndex:
        """Where the keyboard goes."""
        ends = (QAbstractItemView.CursorAction.MoveHome, QAbstractItemView.CursorAction.MoveEnd)
        if action in ends and self.model().rowCount():
            row = 0 if action is ends[0] else self.model().rowCount() - 1
            return self.model().index(row, max(self.currentIndex().column(), 0))
        return super().moveCursor(action, keys)


class ManyRowsView(QTableView):
    """A table in which several rows can be chosen: with Shift and a key, with Shift or Ctrl and the mouse."""

    def selectionCommand(
        self, index: QModelIndex | QPersistentModelIndex, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        """As in any table; but where Ctrl with a key goes to another row, that row is chosen.

        Qt would leave another row chosen, and codes would go to that one while the record shows this one.
        """
        flags = super().selectionCommand(index, event)
        if isinstance(event, QKeyEvent) and flags == QItemSelectionModel.SelectionFlag.NoUpdate:
            return QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        return flags


def fit_rows(table: QTableView) -> None:
    """Give every row the height of a line of the table's type."""
    table.verticalHeader().setDefaultSectionSize(table.fontMetrics().height() + 3)


def fit_columns(table: QTableView, before: int, usual: Sequence[int]) -> None:
    """Let every column grow and shrink with its words, whose letters were ``before`` pixels wide.

    A column that is not shown has no width; it gets the ``usual`` one (in characters).
    """
    letter = table.fontMetrics().averageCharWidth()
    for column, characters in enumerate(usual):
        now = table.columnWidth(column) or before * characters
        table.setColumnWidth(column, round(now * letter / before))


def plain_table(
    model: QAbstractItemModel, name: str, widths: tuple[int, ...], parent: QWidget, sharing: Sharing | None = None
) -> QTableView:
    """A read-only table over ``model``; ``widths`` in characters, the last column takes what is left.

    Where there is too little room, ``sharing`` says what matters.
    """
    table = RowsView(parent)
    table.setModel(model)
    dress_table(table, name, widths)
    ColumnShare(table, widths, sharing)
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
