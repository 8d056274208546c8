"""Rows of a file that their copy took in again, corrected: my events go where theirs went, with what I gave them."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from app.case.difference import Column
from app.case.event_table import CodeFrom, EventTable
from app.case.merge_fields import CORRECTED
from app.case.merge_rows import Merging


def follow_moved_rows(merging: Merging) -> None:
    """Let each event that stands in a sheet which only they replaced stand in theirs, in the words sent last.

    What a reviewer gave or corrected here stays, to be compared field by field as in any other row.
    """
    mine, theirs = merging.case.events, merging.theirs.events
    shared, here, there = np.intersect1d(mine.id, theirs.id, assume_unique=True, return_indices=True)
    elsewhere = (mine.source[here] != theirs.source[there]) | (mine.row[here] != theirs.row[there])
    moved = elsewhere & ~np.isin(shared, sorted(merging.own)) & np.isin(mine.source[here], merging.replaced_by_them)
    if not moved.any():
        return
    rows = _with_what_was_given(mine.take(here[moved]), theirs.take(there[moved]))
    marks: dict[str, list[int]] = {}
    for item in merging.case.corrections:
        marks.setdefault(item.field, []).append(item.event)
    rows = _as_corrected(mine.take(here[moved]), rows, marks)
    rest = mine.take(np.flatnonzero(~np.isin(mine.id, shared[moved])))
    merging.case = replace(merging.case, events=rest.joined(rows))


def _with_what_was_given(mine: EventTable, theirs: EventTable) -> EventTable:
    """Their rows with the codes that a reviewer gave mine, and whether mine count."""
    severity, category = mine.severity_from == CodeFrom.REVIEWER, mine.categories_from == CodeFrom.REVIEWER
    level = mine.level_from == CodeFrom.REVIEWER
    by = zip(severity.tolist(), mine.severity_by, theirs.severity_by, strict=True)
    return replace(
        theirs,
        severity=np.where(severity, mine.severity, theirs.severity),
        severity_from=np.where(severity, mine.severity_from, theirs.severity_from),
        child_severity=np.where(severity[:, None], mine.child_severity, theirs.child_severity),
        severity_by=tuple(one if given else other for given, one, other in by),
        categories=np.where(category, mine.categories, theirs.categories),
        categories_from=np.where(category, mine.categories_from, theirs.categories_from),
        level=np.where(level, mine.level, theirs.level),
        level_from=np.where(level, mine.level_from, theirs.level_from),
        duplicate_of=mine.duplicate_of,
        withdrawn=mine.withdrawn,
    )


def _as_corrected(mine: EventTable, rows: EventTable, marks: Mapping[str, list[int]]) -> EventTable:
    """The rows with the fields that a reviewer corrected in mine."""
    columns: dict[str, Column] = {}
    for field, names in (*CORRECTED.items(), ("subjects", ("subjects",))):
        corrected = np.isin(mine.id, marks.get(field, []))
        for name in names if corrected.any() else ():
            one: Column = getattr(mine, name)
            other: Column = getattr(rows, name)
            if isinstance(one, np.ndarray) and isinstance(other, np.ndarray):
                given = corrected if one.ndim == 1 else corrected.reshape(-1, 1)
                columns[name] = np.where(given, one, other)
            else:
                told = zip(corrected.tolist(), one, other, strict=True)
                columns[name] = tuple(ours if given else sent for given, ours, sent in told)
    return replace(rows, **columns) if columns else rows  # pyright: ignore[reportArgumentType] - names of columns
