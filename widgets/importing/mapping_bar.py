"""The lists above the columns of a sheet, in which a person says what each column is."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QTableView, QWidget

from app.language import tr
from importers.choices import NOT_USED, field_of
from importers.tables.table_search import Table
from widgets.importing.preview_table import column_letters
from widgets.importing.understanding import FIELD_NAMES

_SPLIT = "split"
"""Stands for a column that belongs to one person, which only a heading can say."""

_MOST_COLUMNS = 120


class FieldList(QComboBox):
    """One column's list. ``field_chosen`` (column, field) when a person picked one."""

    field_chosen = Signal(int, str)

    def __init__(self, column: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.column = column
        for field, name in FIELD_NAMES.items():
            self.addItem(name, field)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(4)
        self.setMaxVisibleItems(len(FIELD_NAMES) + 1)
        self.activated.connect(self._on_activated)

    def show_field(self, field: str, heading: str, person: str) -> None:
        """Show what the column is taken for; silent."""
        letters = column_letters(self.column)
        called = tr("Column {letters}, {heading}, is").format(letters=letters, heading=heading or tr("no heading"))
        self.setAccessibleName(called)
        asked = tr("What column {letters} is: {heading}").format(letters=letters, heading=heading or tr("(no heading)"))
        self.setToolTip(asked)
        split = self.findData(_SPLIT)
        if split >= 0:
            self.removeItem(split)
        if person:
            self.addItem(f"{FIELD_NAMES.get(field, field)}: {person}", _SPLIT)
            self.setCurrentIndex(self.count() - 1)
        else:
            self.setCurrentIndex(max(0, self.findData(field)))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel alone, so that no column changes by accident."""
        event.ignore()

    def _on_activated(self, index: int) -> None:
        field = self.itemData(index)
        if field != _SPLIT:
            self.field_chosen.emit(self.column, field)


class MappingBar(QWidget):
    """A list above each column, which moves with the table below it. ``field_chosen`` (column, field)."""

    field_chosen = Signal(int, str)

    def __init__(self, table: QTableView, parent: QWidget) -> None:
        super().__init__(parent)
        self._table = table
        self._lists: list[FieldList] = []
        self.setAccessibleName(tr("What each column is"))
        header = table.horizontalHeader()
        header.sectionResized.connect(self._place)
        header.geometriesChanged.connect(self._place)
        table.horizontalScrollBar().valueChanged.connect(self._place)

    @property
    def lists(self) -> tuple[FieldList, ...]:
        """The lists that are shown, by column."""
        return tuple(one for one in self._lists if not one.isHidden())

    def show_table(self, table: Table, columns: int) -> None:
        """Show what each of so many columns is taken for."""
        columns = min(columns, _MOST_COLUMNS)
        while len(self._lists) < columns:
            one = FieldList(len(self._lists), self)
            one.field_chosen.connect(self.field_chosen)
            self._lists.append(one)
        people = {column: person for parts in table.mapping.parts.values() for person, column in parts.items()}
        headings = table.mapping.headings
        for column, one in enumerate(self._lists):
            one.setVisible(column < columns)
            if column < columns:
                field = field_of(table.mapping, column)
                heading = headings[column] if column < len(headings) else ""
                one.show_field(field if field in FIELD_NAMES else NOT_USED, heading, people.get(column, ""))
        self._place()

    def sizeHint(self) -> QSize:
        """One list high."""
        return QSize(200, self.fontMetrics().height() + 12)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the lists above their columns."""
        super().resizeEvent(event)
        self._place()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Bring the column of the list that gets the keyboard into view."""
        moved = super().focusNextPrevChild(forward)
        now = self.window().focusWidget()
        if isinstance(now, FieldList) and now in self._lists:
            model = self._table.model()
            row = max(0, self._table.rowAt(0))
            self._table.scrollTo(model.index(row, now.column + 1))
        return moved

    def _place(self) -> None:
        header = self._table.horizontalHeader()
        left = self._table.frameWidth() + self._table.verticalHeader().width()
        for one in self.lists:
            section = one.column + 1
            one.setGeometry(
                left + header.sectionViewportPosition(section),
                0,
                max(40, header.sectionSize(section) - 2),
                self.height(),
            )
        self.setMinimumHeight(self.sizeHint().height())
