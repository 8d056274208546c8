"""A sheet of a report as a table on a page."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QTableView, QWidget

from app.export.import_report import ReportSheet, Value
from app.language import tr
from widgets.parts.column_share import Sharing
from widgets.parts.days import day_words
from widgets.parts.empty_words import EmptyWords
from widgets.parts.plain_table import plain_table
from widgets.parts.rows_model import RowsModel

Widths = Callable[[Sequence[str], Sequence[tuple[str, ...]]], tuple[int, ...]]
"""Widths of columns (characters) from headings and rows."""

NONE = tr("There are none.")
"""What a table says that has no rows."""


def cell_words(value: Value) -> str:
    """A value of a report as a page shows it; days as dates."""
    if value is None:
        return ""
    if isinstance(value, int):
        return f"{value:,}"
    return str(value) if isinstance(value, str | float) else day_words(value)


def sheet_table(
    sheet: ReportSheet, widths: Widths, parent: QWidget, most: int | None = None, sharing: Sharing | None = None
) -> QTableView:
    """A table of a sheet's first ``most`` rows, or of all."""
    model = RowsModel(sheet.headings, parent)
    rows = [tuple(map(cell_words, row)) for row in sheet.rows[:most]]
    model.show_rows(rows)
    table = plain_table(model, sheet.title, widths(sheet.headings, rows), parent, sharing)
    model.setParent(table)
    EmptyWords(table, lambda: NONE)
    return table
