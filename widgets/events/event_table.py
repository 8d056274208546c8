"""The table of events: one row for each, linked with the chart through what is looked at."""

from PySide6.QtCore import QByteArray, QEvent, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QMenu, QTableView, QWidget

from app.case.model import Case, Changes
from app.language import tr
from app.search.query import Query
from widgets.events.arranged_later import ArrangedLater
from widgets.events.cell_delegate import CellDelegate
from widgets.events.columns import COLUMNS, EVIDENCE
from widgets.events.event_model import EVIDENCE_SIGN, EventModel, Rows
from widgets.parts.plain_table import ManyRowsView, dress_table, fit_columns, fit_rows


class EventTableView(ManyRowsView):
    """Shows every event; ``event_chosen`` (id) when a row is chosen by hand or by key.

    Several rows can be chosen, with Shift or Ctrl. ``letter_typed`` (one capital letter) when one is. ``edited``
    (event, field, value) when a cell was changed in place, ``arranged`` some time after columns were chosen,
    moved or widened, and at the latest when the table is hidden.
    """

    event_chosen = Signal(int)
    letter_typed = Signal(str)
    edited = Signal(int, object, object)
    arranged = Signal()

    def __init__(self, case: Case, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = EventModel(case, self)
        self.setModel(self._model)
        dress_table(self, tr("Records"), tuple(column.width for column in COLUMNS))
        self.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)
        header = self.horizontalHeader()
        header.moveSection(header.visualIndex(EVIDENCE), 0)
        header.setStretchLastSection(True)
        header.setMinimumSectionSize(24)
        self.setColumnWidth(EVIDENCE, _sign_wide(self))
        header.setSortIndicatorShown(True)
        self.setSortingEnabled(True)
        self.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.selectionModel().currentRowChanged.connect(self._on_row_changed)
        self._last_row = 0
        self._by_hand = True
        self._letter = self.fontMetrics().averageCharWidth()
        self._model.edited.connect(self.edited)
        self.setItemDelegate(CellDelegate(self._model, self))
        self.setEditTriggers(QTableView.EditTrigger.EditKeyPressed | QTableView.EditTrigger.DoubleClicked)
        self._prepare_columns()

    def _prepare_columns(self) -> None:
        header = self.horizontalHeader()
        header.setSectionsMovable(True)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._on_columns_asked)
        header.setToolTip(tr("Click sorts, drag moves; the right button chooses columns"))
        for number, column in enumerate(COLUMNS):
            self.setColumnHidden(number, not column.shown)
        self._later = ArrangedLater(self)
        self._later.arranged.connect(self.arranged)

    def show_only(self, rows: Rows | None, query: Query) -> None:
        """Show only these events (n,) of the case, and mark what the query finds; the selection stays."""
        chosen = self.chosen
        self._model.show_only(rows, query)
        if chosen is not None and self.chosen != chosen:
            self.select_event(chosen)
        # Laid out now, it is painted once; laid out while it is painted, it would be painted twice.
        self.executeDelayedItemsLayout()
        self.viewport().update()

    def set_editable(self, editable: bool) -> None:
        """Whether cells may be edited in place."""
        self._model.editable = editable

    @property
    def arrangement(self) -> str:
        """Which columns are shown, in which order and how wide, to be kept."""
        return f"{len(COLUMNS)} {self.horizontalHeader().saveState().toBase64().toStdString()}"

    def arrange(self, kept: str) -> None:
        """Arrange the columns as they were kept; one of another version is left aside."""
        count, _, state = kept.partition(" ")
        if count != str(len(COLUMNS)):
            return
        self._later.paused = True
        self.horizontalHeader().restoreState(QByteArray.fromBase64(state.encode()))
        self.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self._later.paused = False

    def columns_menu(self) -> QMenu:
        """Every column, ticked where it is shown."""
        menu = QMenu(self)
        for number, column in enumerate(COLUMNS):
            action = menu.addAction(column.heading)
            action.setCheckable(True)
            action.setChecked(not self.isColumnHidden(number))
            action.setEnabled(number > 0)
            action.toggled.connect(lambda on, number=number: self.show_column(number, on))
        return menu

    def show_column(self, number: int, on: bool) -> None:
        """Show a column, or do not."""
        self.setColumnHidden(number, not on)
        self._later.tell()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu key and the right button choose columns here too."""
        self._on_columns_asked(self.horizontalHeader().mapFromGlobal(event.globalPos()))

    def _on_columns_asked(self, at: QPoint) -> None:
        menu = self.columns_menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.horizontalHeader().mapToGlobal(at))

    def show_case(self, case: Case, changes: Changes) -> None:
        """Show the case as it now is; the selection stays on its event."""
        chosen = self.chosen
        if changes.all_events or changes.people or changes.agencies or changes.scheme or changes.sources:
            self._model.show_case(case)
            self._last_row = 0 if chosen is None else self._last_row
            self.select_event(chosen)
        else:
            self._model.refresh_events(case, changes.events)
            self.select_event(chosen)

    def changeEvent(self, event: QEvent) -> None:
        """Larger or smaller words want higher or lower rows, and wider or narrower columns."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            fit_rows(self)
            before, self._letter = self._letter, self.fontMetrics().averageCharWidth()
            if before != self._letter:
                self._later.paused = True
                self.setColumnWidth(EVIDENCE, _sign_wide(self))
                fit_columns(self, before, tuple(column.width for column in COLUMNS))
                self._later.paused = False
                self._later.tell()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Bring the chosen row into view with the keyboard, whose next key may code it."""
        super().focusInEvent(event)
        if self.currentIndex().isValid() and not self.selectionModel().hasSelection():
            # With the keyboard Qt makes the first row the current one, and does not show it as chosen.
            self.selectRow(self.currentIndex().row())
        if event.reason() is not Qt.FocusReason.MouseFocusReason:
            self.show_chosen()

    def show_chosen(self) -> None:
        """Bring the chosen row into view; nothing where none is."""
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def show_evidence(self, events: tuple[int, ...], *, reveal: bool = True) -> None:
        """Mark these events as evidence, and bring the first of them into view where that is wanted."""
        self._model.show_evidence(frozenset(events))
        if not reveal:
            return
        rows = [row for event in events if (row := self._model.row_of(event)) is not None]
        if rows:
            self.scrollTo(self._model.index(min(rows), 0))

    @property
    def chosen(self) -> int | None:
        """The id of the event chosen here; None for none."""
        index = self.currentIndex()
        return self._model.event_at(index.row()) if index.isValid() else None

    @property
    def selected(self) -> tuple[int, ...]:
        """The ids of all events chosen here, from top to bottom."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return tuple(event for row in rows if (event := self._model.event_at(row)) is not None)

    def next_among(self, events: frozenset[int]) -> int | None:
        """The first of these events below the chosen one, or from the top; None where none of them is shown."""
        rows = sorted(row for event in events if (row := self._model.row_of(event)) is not None)
        here = self.currentIndex().row() if self.currentIndex().isValid() else self._last_row - 1
        below = next((row for row in rows if row > here), rows[0] if rows else None)
        return None if below is None else self._model.event_at(below)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A letter sorts the chosen rows; every other key does what it does in a table."""
        letter = event.text().upper()
        if event.modifiers() == Qt.KeyboardModifier.NoModifier and len(letter) == 1 and letter.isalpha():
            self.letter_typed.emit(letter)
        else:
            super().keyPressEvent(event)

    def select_event(self, event: int | None) -> None:
        """Choose this event's row and bring it into view; None for no row. Emits nothing."""
        if event == self.chosen:
            return
        self._by_hand = False
        self._select_row(None if event is None else self._model.row_of(event))
        self._by_hand = True

    def _select_row(self, row: int | None) -> None:
        if row is None:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
        else:
            column = max(self.currentIndex().column(), 0)
            self.setCurrentIndex(self._model.index(row, column))
            self.scrollTo(self.currentIndex())

    def index_of(self, event: int, column: int) -> QModelIndex:
        """Where the table shows that column of an event; an invalid index where it does not show it."""
        row = self._model.row_of(event)
        return QModelIndex() if row is None else self._model.index(row, column)

    def neighbour(self, step: int) -> int | None:
        """The event that many rows from the chosen one, in the order shown; the first when none is chosen."""
        index = self.currentIndex()
        # What was chosen may have left the rows that are shown; the row that took its place comes next.
        row = index.row() + step if index.isValid() else self._last_row + min(step, 0)
        if not self._model.rowCount():
            return None
        return self._model.event_at(min(max(row, 0), self._model.rowCount() - 1))

    def _on_row_changed(self, now: QModelIndex, _before: QModelIndex) -> None:
        event = self._model.event_at(now.row()) if now.isValid() else None
        if event is not None:
            self._last_row = now.row()
            if self._by_hand:
                self.event_chosen.emit(event)


def _sign_wide(table: QTableView) -> int:
    """How wide the column is that marks evidence: its sign, with room around it."""
    return max(24, table.fontMetrics().horizontalAdvance(EVIDENCE_SIGN) + 14)
