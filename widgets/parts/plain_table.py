"""A table view as this program likes it: whole rows, one line each, no grid of its own to distract."""

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from app.language import tr


def plain_table(model: QAbstractItemModel, name: str, widths: tuple[int, ...], parent: QWidget) -> QTableView:
    """A read-only table over ``model``; ``widths`` in characters, the last column takes what is left."""
    table = QTableView(parent)
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
    upright.setDefaultSectionSize(table.fontMetrics().height() + 3)
    across = table.horizontalHeader()
    across.setAccessibleName(tr("Headings of {table}").format(table=name))
    across.setStretchLastSection(True)
    across.setHighlightSections(False)
    across.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    letter = table.fontMetrics().averageCharWidth()
    for column, width in enumerate(widths):
        table.setColumnWidth(column, letter * width + 12)
