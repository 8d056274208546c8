"""What two copies of a case say of the same row, field by field: whose value stands, and what waits for a decision."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from app.case.difference import Column, column_differs
from app.case.disagreements import value_of
from app.case.event_table import UNSCORED, CodeFrom, EventTable
from app.case.merge_rows import Merging
from app.case.model import Case

CORRECTED: Mapping[str, tuple[str, ...]] = {
    "date": ("start", "end", "precision", "date_words", "time"),
    "text": ("text",),
    "response": ("response",),
    "author": ("author",),
    "agency": ("agency",),
}
"""The columns of each field that a reviewer may correct; whom a row is about is a field of its own."""


def merge_fields(merging: Merging) -> None:
    """Let every event that both have say what one side alone gave it; what both gave otherwise waits."""
    mine, theirs = merging.case.events, merging.theirs.events
    shared, here, there = np.intersect1d(mine.id, theirs.id, assume_unique=True, return_indices=True)
    both = ~np.isin(shared, sorted(merging.own))
    here, there = here[both], there[both]
    fields = _Fields(merging, here, there, mine.take(here), theirs.take(there))
    taken: dict[str, list[int]] = {}
    for name, columns in _CODES.items():
        taken[name] = list(fields.code(name, columns))
    for name, columns in CORRECTED.items():
        taken[name] = list(fields.corrected(name, columns))
    for name in ("subjects", "withdrawn"):
        taken[name] = list(fields.flags(name))
    taken["markers"] = fields.markers()
    levels = [(child, list(fields.level(child))) for child in range(len(merging.case.children))]
    merging.case = _with_theirs(merging, here, there, taken, levels)
    merging.case = _marked(merging, {name: {int(shared[both][row]) for row in rows} for name, rows in taken.items()})


_CODES: Mapping[str, tuple[str, ...]] = {
    "severity": ("severity", "child_severity"),
    "categories": ("categories",),
}


@dataclass
class _Fields:
    """The events that both have, row for row; each method answers with the rows in which theirs stands."""

    merging: Merging
    here: NDArray[np.intp]
    there: NDArray[np.intp]
    mine: EventTable
    theirs: EventTable

    def _differ(self, columns: Sequence[str]) -> NDArray[np.bool_]:
        differs = np.zeros(len(self.mine), np.bool_)
        for name in columns:
            one: Column = getattr(self.mine, name)
            other: Column = getattr(self.theirs, name)
            differs |= column_differs(one, other)
        return differs

    def code(self, name: str, columns: Sequence[str]) -> Iterator[int]:
        """Severity or categories: a reviewer's before others; the same value as confirmed where only they did."""
        one, other = (np.asarray(getattr(table, f"{name}_from")) for table in (self.mine, self.theirs))
        differs = self._differ(columns)
        for row in np.flatnonzero(differs | (one != other)).tolist():
            mine, theirs = one[row] == CodeFrom.REVIEWER, other[row] == CodeFrom.REVIEWER
            if not differs[row]:
                if theirs and not mine:
                    yield row
                continue
            if self._theirs_stands(row, name, "", bool(mine), bool(theirs)):
                yield row

    def level(self, child: int) -> Iterator[int]:
        """The level of a child, as ``code``."""
        one, other = self.mine.level_from[:, child], self.theirs.level_from[:, child]
        differs = self.mine.level[:, child] != self.theirs.level[:, child]
        about = self.merging.case.children[child].name
        for row in np.flatnonzero(differs | (one != other)).tolist():
            mine, theirs = bool(one[row] == CodeFrom.REVIEWER), bool(other[row] == CodeFrom.REVIEWER)
            confirmed = not differs[row] and theirs and not mine
            if confirmed or (differs[row] and self._theirs_stands(row, "level", about, mine, theirs, child)):
                yield row

    def corrected(self, name: str, columns: Sequence[str]) -> Iterator[int]:
        """A field that reviewers may correct: a corrected one before one that nobody corrected."""
        ours = {item.event for item in self.merging.case.corrections if item.field == name}
        others = self.merging.their_marks(name)
        # Where both of us took in the file again, each stands in a sheet of its own, and neither's words are the older.
        sent_twice = self.mine.source != self.theirs.source
        for row in np.flatnonzero(self._differ(columns)).tolist():
            event, twice = int(self.mine.id[row]), bool(sent_twice[row])
            if self._theirs_stands(row, name, "", twice or event in ours, twice or event in others):
                yield row

    def flags(self, name: str) -> Iterator[int]:
        """Whom a row is about, or whether it is withdrawn: no origin is kept, so each counts as a reviewer's."""
        gone = np.array([source.withdrawn for source in self.merging.case.sources] or [False], np.bool_)
        differs = self._differ((name,))
        if name == "withdrawn":
            differs &= ~gone[self.mine.source]
        for row in np.flatnonzero(differs).tolist():
            if self._theirs_stands(row, name, "", True, True):
                yield row

    def markers(self) -> list[int]:
        """What a row records beside its codes is only ever suggested: theirs stands where mine was not read for it."""
        pairs = zip(self.mine.markers, self.theirs.markers, strict=True)
        return [row for row, (mine, theirs) in enumerate(pairs) if theirs and not mine]

    def _theirs_stands(
        self, row: int, name: str, about: str, mine: bool, theirs: bool, child: int | None = None
    ) -> bool:
        merging, event = self.merging, int(self.mine.id[row])
        side = merging.judged(event, name, mine, theirs, child)
        if side == "waiting" or (mine and theirs):
            was, now = (value_of(case, event, name, about) for case in (merging.case, merging.theirs))
            merging.note(event, name, about, was, now, side, _by(self, row, name, child))
        return side == "theirs"


def _by(fields: _Fields, row: int, name: str, child: int | None) -> tuple[str, str]:
    by = fields.merging.givers(int(fields.mine.id[row]), name, child)
    if name != "severity":
        return by
    return fields.mine.severity_by[row] or by[0], fields.theirs.severity_by[row] or by[1]


def _with_theirs(
    merging: Merging,
    here: NDArray[np.intp],
    there: NDArray[np.intp],
    taken: Mapping[str, Sequence[int]],
    levels: Sequence[tuple[int, Sequence[int]]],
) -> Case:
    mine, theirs = merging.case.events, merging.theirs.events
    columns: dict[str, Column] = {}

    def put(name: str, rows: Sequence[int]) -> None:
        old: Column = columns[name] if name in columns else getattr(mine, name)
        new: Column = getattr(theirs, name)
        if isinstance(old, np.ndarray) and isinstance(new, np.ndarray):
            changed = old.copy()
            changed[here[list(rows)]] = new[there[list(rows)]]
            columns[name] = changed
        else:
            words = list(old)
            for row in rows:
                words[int(here[row])] = new[int(there[row])]
            columns[name] = tuple(words)

    for name, rows in taken.items():
        for column in _COLUMNS[name] if rows else ():
            put(column, rows)
    for child, rows in levels:
        for name in ("level", "level_from") if rows else ():
            column = np.asarray(columns.get(name, getattr(mine, name))).copy()
            column[here[list(rows)], child] = np.asarray(getattr(theirs, name))[there[list(rows)], child]
            columns[name] = column
    if not columns:
        return merging.case
    if "subjects" in columns and "child_severity" not in columns:
        columns["child_severity"] = mine.child_severity
    if "subjects" in columns:
        moved = here[list(taken["subjects"])]
        own = np.asarray(columns["child_severity"]).copy()
        own[moved] = np.where(np.asarray(columns["subjects"])[moved], own[moved], UNSCORED)
        columns["child_severity"] = own
    events = replace(mine, **columns)  # pyright: ignore[reportArgumentType] - names of columns
    return replace(merging.case, events=events.in_order())


_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "severity": ("severity", "child_severity", "severity_from", "severity_by"),
    "categories": ("categories", "categories_from"),
    "subjects": ("subjects",),
    "withdrawn": ("withdrawn",),
    "markers": ("markers",),
    **CORRECTED,
}


def _marked(merging: Merging, theirs: Mapping[str, set[int]]) -> Case:
    """The marks of who corrected a field: theirs where theirs stands, and those of events I lacked."""
    names = (*CORRECTED, "subjects")
    kept = [
        item for item in merging.case.corrections if item.field not in names or item.event not in theirs[item.field]
    ]
    known = {(item.event, item.field) for item in kept}
    for item in merging.corrections_of_theirs:
        stands = item.event in merging.own or (item.field in theirs and item.event in theirs[item.field])
        if stands and (item.event, item.field) not in known:
            kept.append(item)
    corrections = tuple(kept)
    return merging.case if corrections == merging.case.corrections else replace(merging.case, corrections=corrections)
