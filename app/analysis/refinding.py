"""Findings after an edit: those of the children whose rows it touched are found anew, the others are kept.

A child's findings rest on the rows about it and on the span of the record, so a code of a row about one child
changes no other child's.
"""

from bisect import bisect_left
from dataclasses import replace
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from app.analysis.finding import Finding
from app.analysis.findings import find_all, findings_of
from app.analysis.standing import standing
from app.case.difference import event_difference
from app.case.event_table import NO_DUPLICATE, EventTable
from app.case.model import Case, Changes
from app.memory import nothing_let_go


def find_again(before: Case, known: tuple[Finding, ...], after: Case, changes: Changes) -> tuple[Finding, ...]:
    """The same as ``find_all(after)``. ``known`` are the findings of ``before``, ``changes`` what lies between.

    Those are as ``find_all`` or this found them: by child, told of inexact days.
    """
    children = children_touched(before, after, changes)
    if children is None:
        return find_all(after)
    found: list[Finding] = []
    with nothing_let_go():
        first = 0
        for child in range(len(after.children)):
            last = bisect_left(known, child + 1, first, key=_CHILD)
            own = known[first:last]
            found += findings_of(after, child, standing(before, own, after, child)) if child in children else own
            first = last
    return tuple(found)


def children_touched(before: Case, after: Case, changes: Changes) -> frozenset[int] | None:
    """The children whose findings an edit may change; None where it may be any of them."""
    old, new = before.events, after.events
    ids = np.fromiter(changes.events, np.int64, len(changes.events))
    if Changes(events=changes.events) == changes and _same_rows(old, new):
        rows = np.flatnonzero(np.isin(new.id, ids))
        return _about(old, new, rows, rows)
    if replace(changes, all_events=False) != Changes(events=changes.events) or len(ids) > _FEW:
        return None
    if not _moved(old, new, ids):
        return None
    # Of twins of a withdrawn row the first counts, so that a twin that moves may let another count.
    was, now = (np.isin(table.id, ids) for table in (old, new))
    told = np.concatenate((ids, new.duplicate_of[now], old.duplicate_of[was]))
    twins = told[told != NO_DUPLICATE]
    rows = (np.flatnonzero(np.isin(table.id, twins) | np.isin(table.duplicate_of, twins)) for table in (old, new))
    return _about(old, new, *rows)


_CHILD = attrgetter("child")
_FEW = 50


def _same_rows(old: EventTable, new: EventTable) -> bool:
    """Whether the tables hold the same rows in the same places, about the same children, of which the same count."""
    return all(
        getattr(old, name) is getattr(new, name)
        for name in ("id", "start", "end", "withdrawn", "duplicate_of", "subjects")
    )


def _moved(old: EventTable, new: EventTable, ids: NDArray[np.int64]) -> bool:
    """Whether the tables hold the same rows, of which those of these ids alone may differ or stand elsewhere."""
    if len(old) != len(new) or old.subjects.shape != new.subjects.shape:
        return False
    difference = event_difference(old, new)
    return not len(difference.added) and bool(np.isin(old.id[difference.was], ids).all())


def _about(old: EventTable, new: EventTable, was: NDArray[np.intp], now: NDArray[np.intp]) -> frozenset[int]:
    """The children whom these places of the two tables are about, or of whom they state a level."""
    touched = [
        (table.subjects[rows] | (table.level[rows] >= 0)).any(axis=0) for table, rows in ((old, was), (new, now))
    ]
    return frozenset(np.flatnonzero(touched[0] | touched[1]).tolist())
