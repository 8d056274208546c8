"""The events of a case as rows of a table, read straight from its columns; sorted by index arrays."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from app.case.event_table import CodeFrom
from app.case.model import Case
from widgets.parts.wording import (
    NOTHING,
    SUGGESTED,
    categories_in_words,
    children_in_words,
    date_in_words,
    date_reading,
    level_suggested,
    levels_in_words,
    severity_in_words,
)

AnyIndex = QModelIndex | QPersistentModelIndex
Places = NDArray[np.intp]
Keys = NDArray[np.signedinteger] | NDArray[np.floating]
EVIDENCE_SIGN = "●"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its words for the event at a place, its sort key for every event, its width in letters."""

    heading: str
    words: Callable[[Case, int], str]
    key: Callable[[Case], Keys]
    width: int
    suggested: Callable[[Case, int], bool] | None = None


def _children(case: Case, place: int) -> str:
    return children_in_words(case, tuple(np.flatnonzero(case.events.subjects[place]).tolist()))


def _categories(case: Case, place: int) -> str:
    words = categories_in_words(case, int(case.events.categories[place]))
    if not words:
        return NOTHING
    return f"{words} {SUGGESTED}" if _categories_suggested(case, place) else words


def _categories_suggested(case: Case, place: int) -> bool:
    return bool(case.events.categories_from[place] == CodeFrom.LEXICON)


def _one_line(text: str | None) -> str:
    return " ".join(text.split()) if text else ""


def _ranks_of(words: list[str]) -> Keys:
    """The place each string would take among them all, ignoring case; empty ones last."""
    folded = np.array([word.casefold() or "\U0010ffff" for word in words], dtype=object)
    return np.unique(folded, return_inverse=True)[1] if len(folded) else np.zeros(0, np.intp)


def _agency_key(case: Case) -> Keys:
    ranks = _ranks_of([agency.name for agency in case.agencies] + [""])
    return ranks[case.events.agency]


def _children_key(case: Case) -> Keys:
    weights = 0.5 ** np.arange(1, case.events.subjects.shape[1] + 1)
    return -(case.events.subjects @ weights)


def _highest_severity(case: Case) -> Keys:
    events = case.events
    return np.maximum(events.severity, events.child_severity.max(axis=1, initial=-1))


COLUMNS: tuple[Column, ...] = (
    Column("Date", lambda case, at: date_in_words(case.events.when(at)), lambda case: np.arange(len(case.events)), 13),
    Column("Children", _children, _children_key, 13),
    Column("Agency", lambda case, at: case.agency_name(int(case.events.agency[at])), _agency_key, 15),
    Column("Severity", severity_in_words, _highest_severity, 12, lambda case, at: bool(case.events.suggested[at])),
    Column("Text", lambda case, at: _one_line(case.events.text[at]),
           lambda case: _ranks_of(list(case.events.text)), 52),
    Column("Level", levels_in_words, lambda case: case.events.level.max(axis=1, initial=-1), 20,
           lambda case, at: level_suggested(case.events, at)),
    Column("Categories", _categories, lambda case: case.events.categories & -case.events.categories, 22,
           _categories_suggested),
    Column("Response", lambda case, at: _one_line(case.events.response[at]),
           lambda case: _ranks_of([text or "" for text in case.events.response]), 40),
)  # fmt: skip
EVIDENCE = len(COLUMNS)
SEVERITY = next(number for number, column in enumerate(COLUMNS) if column.heading == "Severity")


class EventModel(QAbstractTableModel):
    """The events that are not withdrawn. Its last column, shown first, marks the evidence of the chosen finding."""

    def __init__(self, case: Case, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._case = case
        self._order: Places = np.zeros(0, np.intp)
        self._row_of_place: Places = np.zeros(0, np.intp)
        self._sorted: tuple[int, bool] = (0, False)
        self._evidence: frozenset[int] = frozenset()
        self._arrange()

    def show_case(self, case: Case) -> None:
        """Show another case, or this one after rows came or went."""
        self.beginResetModel()
        self._case = case
        self._arrange()
        self.endResetModel()

    def refresh_events(self, case: Case, events: frozenset[int]) -> None:
        """Show the same rows in the same order, with these events as they now are.

        Only where rows were withdrawn or came back is the table made anew.
        """
        if case.events.withdrawn is not self._case.events.withdrawn:
            self.show_case(case)
            return
        self._case = case
        for event in events:
            row = self.row_of(event)
            if row is not None:
                self.dataChanged.emit(self.index(row, 0), self.index(row, EVIDENCE))

    def show_evidence(self, events: frozenset[int]) -> None:
        """Mark these events as the evidence of the chosen finding."""
        if events != self._evidence:
            self._evidence = events
            if self.rowCount():
                self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, EVIDENCE))

    def event_at(self, row: int) -> int | None:
        """The id of the event in that row; None where there is no such row."""
        return int(self._case.events.id[self._order[row]]) if 0 <= row < len(self._order) else None

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
        place = int(self._order[index.row()])
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._words(place, index.column(), role == Qt.ItemDataRole.ToolTipRole)
        if role == Qt.ItemDataRole.FontRole:
            return self._font(place, index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == EVIDENCE:
            return "evidence" if self._is_evidence(place) else "not evidence"
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        """The heading of a column."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return EVIDENCE_SIGN if section == EVIDENCE else COLUMNS[section].heading
        if section == EVIDENCE and role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return "Evidence of the chosen finding"
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
        key = self._evidence_key() if column == EVIDENCE else COLUMNS[column].key(self._case)
        order = np.argsort(-key if falling else key, kind="stable") if len(events) else np.zeros(0, np.intp)
        self._order = order[~events.withdrawn[order]]
        self._row_of_place = np.full(len(events), -1, np.intp)
        self._row_of_place[self._order] = np.arange(len(self._order))

    def _evidence_key(self) -> Keys:
        return ~np.isin(self._case.events.id, np.fromiter(self._evidence, np.int32, len(self._evidence))) * 1

    def _is_evidence(self, place: int) -> bool:
        return int(self._case.events.id[place]) in self._evidence

    def _words(self, place: int, column: int, tip: bool) -> str:
        if column == EVIDENCE:
            return EVIDENCE_SIGN if self._is_evidence(place) else ""
        if column == 0 and tip:
            when = self._case.events.when(place)
            return f"Written “{when.words}”, read as {date_reading(when)}"
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
