"""Whom each row of a case is about and when it was, once for all rows alike."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from app.case.event_table import EventTable
from app.case.model import Case
from app.coding.naming import ChildNames
from app.coding.row import About


def abouts_of(case: Case, names: ChildNames) -> list[About]:
    """Whom each row is about and when it was; rows alike share one value."""
    events = case.events
    alike = np.unique(_as_one(events.subjects.T, len(events)), return_index=True, return_inverse=True)
    which = alike[2].ravel()
    groups = [frozenset(np.flatnonzero(events.subjects[place]).tolist()) for place in alike[1].tolist()]
    attributed = np.isin(events.source, events.source[about_any(events)])
    years = events.day.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
    born = np.array(sorted({day for day in map(names.born, range(len(case.children))) if day is not None}), np.int64)
    keys = (which, years, attributed, np.searchsorted(born, events.day, side="right"))
    _kinds, first, number = np.unique(_as_one(keys, len(events)), return_index=True, return_inverse=True)
    found: list[About] = []
    for place in first.tolist():
        subjects, unborn = groups[which[place]], names.unborn_on(int(events.day[place]))
        told, year = bool(attributed[place]), int(years[place])
        if not subjects and not told:
            subjects = frozenset(range(len(case.children))) - unborn
        found.append(About(subjects, unborn, year if year > 0 else None, told and not subjects))
    return [found[one] for one in number.ravel().tolist()]


def about_any(events: EventTable) -> NDArray[np.bool_]:
    """(n,): which events are about a child at all."""
    return np.logical_or.reduce([np.zeros(len(events), np.bool_), *events.subjects.T])


def _as_one(columns: Iterable[NDArray[np.integer] | NDArray[np.bool_]], rows: int) -> NDArray[np.int64]:
    """One number for each row that is equal where all its columns are."""
    numbers = np.zeros(rows, np.int64)
    for column in columns:
        values = column.astype(np.int64)
        size = int(np.ptp(values)) + 1 if rows else 1
        if int(numbers.max(initial=0)) >= (1 << 62) // size:
            numbers = np.unique(numbers, return_inverse=True)[1].ravel()
        numbers = numbers * size + (values - int(values.min()) if rows else values)
    return numbers
