"""Columns of events as an importer knows them, and the table that they make up."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from app.case.dates import NO_DAY
from app.case.event_table import NO_DUPLICATE, UNSCORED, EventTable

_T = TypeVar("_T")
_N = TypeVar("_N", bound=np.generic)


@dataclass(frozen=True, slots=True)
class EventColumns:
    """What an importer knows of each event; ``table_of`` turns lists of these fields into a table."""

    source: Sequence[int]
    row: Sequence[int]
    start: Sequence[int]
    end: Sequence[int]
    precision: Sequence[int]
    text: Sequence[str]
    date_words: Sequence[str]
    subjects: NDArray[np.bool_]
    entry_day: Sequence[int] = ()
    agency: Sequence[int] = ()
    severity: Sequence[int] | NDArray[np.int8] = ()
    severity_from: Sequence[int] | NDArray[np.uint8] = ()
    categories: Sequence[int] | NDArray[np.int64] = ()
    categories_from: Sequence[int] | NDArray[np.uint8] = ()
    time: Sequence[str | None] = ()
    author: Sequence[str | None] = ()
    response: Sequence[str | None] = ()
    markers: Sequence[tuple[str, ...]] = ()
    child_severity: NDArray[np.int8] | None = None
    level: NDArray[np.int8] | None = None
    level_from: NDArray[np.uint8] | None = None


def table_of(columns: EventColumns) -> EventTable:
    """A table of these events, ordered, with ids from 0. A column left empty takes its 'not known' value."""
    n, k = len(columns.row), columns.subjects.shape[1]

    def numbers(values: Sequence[int] | NDArray[np.integer], missing: int, kind: type[_N]) -> NDArray[_N]:
        return np.asarray(values, kind) if len(values) else np.full(n, missing, kind)

    def words(values: Sequence[_T], missing: _T) -> tuple[_T, ...]:
        return tuple(values) if len(values) else (missing,) * n

    table = EventTable(
        id=np.arange(n, dtype=np.int32),
        source=numbers(columns.source, 0, np.int32),
        row=numbers(columns.row, 0, np.int32),
        start=numbers(columns.start, NO_DAY, np.int32),
        end=numbers(columns.end, NO_DAY, np.int32),
        precision=numbers(columns.precision, 0, np.uint8),
        entry_day=numbers(columns.entry_day, NO_DAY, np.int32),
        agency=numbers(columns.agency, -1, np.int32),
        severity=numbers(columns.severity, UNSCORED, np.int8),
        severity_from=numbers(columns.severity_from, 0, np.uint8),
        categories=numbers(columns.categories, 0, np.int64),
        categories_from=numbers(columns.categories_from, 0, np.uint8),
        duplicate_of=np.full(n, NO_DUPLICATE, np.int32),
        withdrawn=np.zeros(n, np.bool_),
        subjects=columns.subjects,
        child_severity=np.full((n, k), UNSCORED, np.int8) if columns.child_severity is None else columns.child_severity,
        level=np.full((n, k), UNSCORED, np.int8) if columns.level is None else columns.level,
        level_from=np.zeros((n, k), np.uint8) if columns.level_from is None else columns.level_from,
        time=words(columns.time, None),
        date_words=words(columns.date_words, ""),
        author=words(columns.author, None),
        text=words(columns.text, ""),
        response=words(columns.response, None),
        severity_by=(None,) * n,
        markers=words(columns.markers, ()),
    )
    ordered = table.in_order()
    return replace(ordered, id=np.arange(n, dtype=np.int32))


EMPTY_EVENTS = table_of(EventColumns((), (), (), (), (), (), (), np.zeros((0, 0), np.bool_)))
"""A table without events and without children."""
