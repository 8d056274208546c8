"""The events of a case as rows of a table, read straight from its columns; sorted by index arrays."""

from collections.abc import Set

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont

from app.case.model import Case
from app.language import tr
from app.search.query import Query
from widgets.events.columns import COLUMNS as COLUMNS
from widgets.events.columns import EVIDENCE as EVIDENCE
from widgets.events.columns import SEVERITY as SEVERITY
from widgets.events.columns import Keys
from widgets.parts.wording import date_reading

AnyIndex = QModelIndex | QPersistentModelIndex
Places = NDArray[np.intp]
Rows = NDArray[np.bool_]
EVIDENCE_SIGN = "●"
MANY = 200
"""Beyond so many changed rows all are shown anew: a view repaints each range by itself."""

_SHOWN, _TIP = int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.ToolTipRole)
_FONT, _SPOKEN = int(Qt.ItemDataRole.FontRole), int(Qt.ItemDataRole.AccessibleTextRole)
_ANSWERED = frozenset((_SHOWN, _TIP, _FONT, _SPOKEN))
"""What a cell answers, of the seven things that are asked each time it is painted; the rest is left to the style."""


class EventModel(QAbstractTableModel):
    """The events that are not withdrawn, or those that a filter leaves. ``edited`` (event, field, value) by hand.

    Its last column, shown first, marks the evidence of the chosen finding.
    """

    edited = Signal(int, object, object)

    def __init__(self, case: Case, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._case = case
        self._order: Places = np.zeros(0, np.intp)
        self._row_of_place: Places = np.zeros(0, np.intp)
        self._sorted: tuple[int, bool] = (0, False)
        self._sort_keys: dict[int, tuple[object, Keys]] = {}
        self._evidence: frozenset[int] = frozenset()
        self._only: Rows | None = None
        self.query = Query()
        self.editable = True
        self._arrange()

    @property
    def case(self) -> Case:
        """The case whose events are shown."""
        return self._case

    def show_case(self, case: Case) -> None:
        """Show another case, or this one after rows came or went; all of its events."""
        self.beginResetModel()
        self._case, self._only = case, None
        self._arrange()
        self.endResetModel()

    def show_only(self, rows: Rows | None, query: Query) -> None:
        """Show only these events (n,) of the case, and mark what the query finds; None for all that are in use."""
        self.query = query
        if rows is None and self._only is None:
            return
        if rows is not None and self._only is not None and np.array_equal(rows, self._only):
            if len(self._order):
                self.dataChanged.emit(self.index(0, 0), self.index(len(self._order) - 1, EVIDENCE))
            return
        self.beginResetModel()
        self._only = rows
        self._arrange()
        self.endResetModel()

    def refresh_events(self, case: Case, events: Set[int]) -> None:
        """Show the same rows in the same order, with these events as they now are.

        Only where rows were withdrawn or came back is the table made anew.
        """
        if case.events.withdrawn is not self._case.events.withdrawn:
            self.show_case(case)
            return
        self._case = case
        if len(events) > MANY and self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, EVIDENCE))
            return
        for event in events:
            row = self.row_of(event)
            if row is not None:
                self.dataChanged.emit(self.index(row, 0), self.index(row, EVIDENCE))

    def show_evidence(self, events: frozenset[int]) -> None:
        """Mark these events as the evidence of the chosen finding."""
        if events != self._evidence:
            self._evidence = events
            self._sort_keys.pop(EVIDENCE, None)
            if self.rowCount():
                self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, EVIDENCE))

    def event_at(self, row: int) -> int | None:
        """The id of the event in that row; None where there is no such row."""
        return int(self._case.events.id[self._order[row]]) if 0 <= row < len(self._order) else None

    def place_at(self, row: int) -> int:
        """Where the event in that row stands in the columns of the case."""
        return int(self._order[row])

    def row_of(self, event: int) -> int | None:
        """The row that shows this event; None where it is not shown."""
        if not self._case.events.has(event):
            return None
        row = int(self._row_of_place[self._case.events.position(event)])
        return row if row >= 0 else None

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many events are shown."""
        return 0 if parent.isValid() else len(self._order)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """The columns, and the one that marks evidence."""
        return 0 if parent.isValid() else len(COLUMNS) + 1

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words of a cell; italics for a suggestion, bold for evidence."""
        if role not in _ANSWERED:
            return None
        place = int(self._order[index.row()])
        if role in (_SHOWN, _TIP):
            return self._words(place, index.column(), role == _TIP)
        if role == _FONT:
            return self._font(place, index.column())
        if index.column() == EVIDENCE:
            return tr("evidence") if self._is_evidence(place) else tr("not evidence")
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Which cells can be chosen and edited."""
        flags = super().flags(index)
        column = index.column()
        if self.editable and column < EVIDENCE and COLUMNS[column].field is not None:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def setData(self, index: AnyIndex, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tell what a person wrote in a cell; it shows once the case has taken it."""
        event = self.event_at(index.row())
        if role != Qt.ItemDataRole.EditRole or event is None or index.column() >= EVIDENCE:
            return False
        self.edited.emit(event, COLUMNS[index.column()].field, value)
        return True

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        """The heading of a column."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return EVIDENCE_SIGN if section == EVIDENCE else COLUMNS[section].heading
        if section == EVIDENCE and role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return tr("Evidence of the chosen finding")
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order the rows by a column; equal rows stay in the order of their dates."""
        self.layoutAboutToBeChanged.emit()
        held = self.persistentIndexList()
        events = [self.event_at(index.row()) for index in held]
        self._sorted = (column, order == Qt.SortOrder.DescendingOrder)
        self._arrange()
        moved = [
            self.index(self._row_or_none(event), index.column()) for event, index in zip(events, held, strict=True)
        ]
        self.changePersistentIndexList(held, moved)
        self.layoutChanged.emit()

    def _row_or_none(self, event: int | None) -> int:
        row = None if event is None else self.row_of(event)
        return -1 if row is None else row

    def _arrange(self) -> None:
        events = self._case.events
        column, falling = self._sorted
        shown = ~events.withdrawn if self._only is None else self._only
        if column == 0:
            order = np.flatnonzero(shown)
            self._order = order[::-1] if falling else order
        else:
            places = np.flatnonzero(shown)
            key = self._key(column)[places]
            self._order = places[np.argsort(-key if falling else key, kind="stable")]
        self._row_of_place = np.full(len(events), -1, np.intp)
        self._row_of_place[self._order] = np.arange(len(self._order))

    def _key(self, column: int) -> Keys:
        """The sort key of a column, found once while what it rests on stays."""
        if column == EVIDENCE:
            return ~np.isin(self._case.events.id, np.fromiter(self._evidence, np.int32, len(self._evidence))) * 1
        rests_on = COLUMNS[column].rests_on(self._case)
        known = self._sort_keys.get(column)
        if known is None or known[0] is not rests_on:
            known = self._sort_keys[column] = (rests_on, COLUMNS[column].key(self._case))
        return known[1]

    def _is_evidence(self, place: int) -> bool:
        return bool(self._evidence) and int(self._case.events.id[place]) in self._evidence

    def _words(self, place: int, column: int, tip: bool) -> str:
        if column == EVIDENCE:
            return EVIDENCE_SIGN if self._is_evidence(place) else ""
        if column == 0 and tip:
            when = self._case.events.when(place)
            return tr("Written “{words}”, read as {reading}").format(words=when.words, reading=date_reading(when))
        return COLUMNS[column].words(self._case, place)

    def _font(self, place: int, column: int) -> QFont | None:
        evidence = self._is_evidence(place)
        test = COLUMNS[column].suggested if column < EVIDENCE else None
        suggested = test is not None and test(self._case, place)
        if not (evidence or suggested):
            return None
        font = QFont()
        font.setBold(evidence)
        font.setItalic(suggested)
        return font
