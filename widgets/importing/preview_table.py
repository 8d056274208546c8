"""The first rows of a sheet as the file looks, each with what it is taken for."""

from datetime import date, datetime, time

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from app.case.model import RowKind, SheetRow
from app.language import tr, trc
from importers.choices import field_of
from importers.sheet import RawCell, words_of
from widgets.importing.understanding import Look
from widgets.parts.room import grown

SHOWN_ROWS = 200
WIDE, USUAL, KIND_WIDTH = 300, 140, 130
_WIDE_FIELDS = ("text", "response", "outcome", "analysis", "significance")
_KIND_NAMES = {
    RowKind.EVENT: trc("kind of row", "record"),
    RowKind.REJECTED: trc("kind of row", "rejected"),
    RowKind.HEADER: trc("kind of row", "headings"),
    RowKind.TITLE: trc("kind of row", "title"),
    RowKind.BANNER: trc("kind of row", "banner"),
    RowKind.KEY: trc("kind of row", "key"),
    RowKind.NO_CONTACT: trc("kind of row", "no contact in this time"),
    RowKind.NOTE: trc("kind of row", "note"),
    RowKind.BLANK: trc("kind of row", "blank"),
}
_ALIGNED = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter

AnyIndex = QModelIndex | QPersistentModelIndex


class PreviewModel(QAbstractTableModel):
    """The rows of one look; the first column says what each row is, in words."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look: Look | None = None
        self._width = 0
        self._bold = QFont()
        self._bold.setBold(True)

    def show_look(self, look: Look) -> None:
        """Show these rows in place of the others."""
        self.beginResetModel()
        self._look = look
        rows = look.table.sheet.rows[:SHOWN_ROWS]
        self._width = max([len(look.table.mapping.headings), *(len(row) for row in rows)], default=0)
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many rows are shown."""
        return 0 if parent.isValid() or self._look is None else min(SHOWN_ROWS, len(self._look.table.sheet.rows))

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """The columns of the sheet, and the one that says what a row is."""
        return 0 if parent.isValid() or self._look is None else self._width + 1

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words of a cell, in full as its tooltip."""
        row = self._row(index.row())
        if row is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            words = row_in_words(row) if index.column() == 0 else self._cell(index)
            return " ".join(words.split()) if role == Qt.ItemDataRole.DisplayRole else words
        if role == Qt.ItemDataRole.FontRole and (row.kind is RowKind.HEADER or self._is_rejection(index, row)):
            return self._bold
        if role == Qt.ItemDataRole.DecorationRole and index.column() > 0:
            return self._fill(index)
        if role == Qt.ItemDataRole.ForegroundRole and row.kind not in (RowKind.EVENT, RowKind.REJECTED, RowKind.HEADER):
            return QGuiApplication.palette().brush(QPalette.ColorRole.PlaceholderText)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        """Row numbers as a spreadsheet program shows them; the letters of the columns stand above their lists."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Vertical:
            return str(section + 1)
        return tr("What the row is") if section == 0 else column_letters(section - 1)

    def _row(self, number: int) -> SheetRow | None:
        look = self._look
        return look.source.rows[number] if look is not None and 0 <= number < len(look.source.rows) else None

    def _cell(self, index: AnyIndex) -> str:
        cells = self._look.table.sheet.rows[index.row()] if self._look else ()
        return shown_cell(cells[index.column() - 1]) if index.column() <= len(cells) else ""

    def _fill(self, index: AnyIndex) -> QColor | None:
        """The colour of a cell, shown as a patch beside its words so that these stay readable."""
        fills = self._look.table.sheet.fills if self._look else {}
        colour = fills.get(index.row(), {}).get(index.column() - 1)
        return QColor(f"#{colour}") if colour else None

    @staticmethod
    def _is_rejection(index: AnyIndex, row: SheetRow) -> bool:
        return index.column() == 0 and row.kind is RowKind.REJECTED


def preview_table(model: PreviewModel, parent: QWidget) -> QTableView:
    """The grid: cells as in a spreadsheet program, moved about with the keyboard, nothing to edit."""
    table = QTableView(parent)
    table.setModel(model)
    table.setAccessibleName(tr("The sheet as the file has it"))
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setTabKeyNavigation(False)
    table.setWordWrap(False)
    table.setCornerButtonEnabled(False)
    upright = table.verticalHeader()
    upright.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    upright.setDefaultSectionSize(table.fontMetrics().height() + 4)
    upright.setMinimumWidth(table.fontMetrics().horizontalAdvance("2000") + 12)
    upright.setAccessibleName(tr("Row numbers"))
    across = table.horizontalHeader()
    across.setDefaultAlignment(_ALIGNED)
    across.setHighlightSections(False)
    across.setAccessibleName(tr("Columns of the sheet"))
    return table


def widen_columns(table: QTableView, look: Look) -> None:
    """Wide columns for long text, narrow ones for the rest."""
    table.setColumnWidth(0, grown(table, KIND_WIDTH))
    for column in range(table.model().columnCount() - 1):
        wide = field_of(look.table.mapping, column) in _WIDE_FIELDS
        table.setColumnWidth(column + 1, grown(table, WIDE if wide else USUAL))


def row_in_words(row: SheetRow) -> str:
    """What a row is taken for; a rejected one with its reason."""
    if row.kind is RowKind.REJECTED:
        return tr("✗ rejected: {reason}").format(reason=row.reason)
    return _KIND_NAMES[row.kind]


def shown_cell(cell: RawCell) -> str:
    """A cell as a spreadsheet program shows it here: days before months."""
    if isinstance(cell, datetime):
        return f"{cell:%d/%m/%Y}" if cell.time() == time() else f"{cell:%d/%m/%Y %H:%M}"
    return f"{cell:%d/%m/%Y}" if isinstance(cell, date) else words_of(cell)


def column_letters(column: int) -> str:
    """A column (0-based) as spreadsheet programs call it: A, B, … AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
