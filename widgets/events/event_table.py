"""The table of events: one row for each, linked with the chart through what is looked at."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QTableView, QWidget

from app.case.model import Case, Changes
from widgets.events.event_model import COLUMNS, EVIDENCE, EventModel
from widgets.parts.plain_table import dress_table


class EventTableView(QTableView):
    """Shows every event; ``event_chosen`` (id) when a row is chosen by hand or by key.

    Several rows can be chosen, with Shift or Ctrl. ``letter_typed`` (one capital letter) when one is.
    """

    event_chosen = Signal(int)
    letter_typed = Signal(str)

    def __init__(self, case: Case, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = EventModel(case, self)
        self.setModel(self._model)
        dress_table(self, "Records", tuple(column.width for column in COLUMNS))
        self.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)
        header = self.horizontalHeader()
        header.moveSection(header.visualIndex(EVIDENCE), 0)
        header.setStretchLastSection(True)
        header.setMinimumSectionSize(24)
        self.setColumnWidth(EVIDENCE, 24)
        header.setSortIndicatorShown(True)
        self.setSortingEnabled(True)
        self.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.selectionModel().currentRowChanged.connect(self._on_row_changed)

    def show_case(self, case: Case, changes: Changes) -> None:
        """Show the case as it now is; the selection stays on its event."""
        chosen = self.chosen
        if changes.all_events or changes.people or changes.agencies or changes.scheme or changes.sources:
            self._model.show_case(case)
            self.select_event(chosen)
        else:
            self._model.refresh_events(case, changes.events)
            self.select_event(chosen)

    def show_evidence(self, events: tuple[int, ...]) -> None:
        """Mark these events as evidence, and bring the first of them into view."""
        self._model.show_evidence(frozenset(events))
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
        here = self.currentIndex().row()
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
        """Choose this event's row and bring it into view; None for no row."""
        if event == self.chosen:
            return
        row = None if event is None else self._model.row_of(event)
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
        row = index.row() + step if index.isValid() else 0
        return self._model.event_at(min(max(row, 0), self._model.rowCount() - 1))

    def _on_row_changed(self, now: QModelIndex, _before: QModelIndex) -> None:
        event = self._model.event_at(now.row()) if now.isValid() else None
        if event is not None:
            self.event_chosen.emit(event)
