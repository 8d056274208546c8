"""What a reader said of each row: the labels that are compared, from a case or from a table of labels."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from app.case.event_table import CodeFrom, Event
from app.case.merge_people import Touched, same_child
from app.case.model import Case, Cell
from app.errors import UserError
from app.language import tr

RowKey = tuple[str, str, int, int]
"""Where a row stands: file, sheet ("" for none), row, and which part of that row (0 for the first)."""

_NEEDED = ("file", "row")
_YES, _NO = frozenset(("1", "y", "yes", "true")), frozenset(("0", "n", "no", "false"))
_BETWEEN = re.compile(r"[;|]")


@dataclass(frozen=True, slots=True)
class Label:
    """What was said of one row. None (or no entry) where nothing was said; levels and subjects by a child's name.

    ``levels`` None means that levels were not asked about; an empty one that the row states none.
    """

    severity: int | None = None
    categories: frozenset[str] | None = None
    health: bool | None = None
    levels: Mapping[str, int] | None = None
    subjects: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Labels:
    """A reader's labels. ``name`` says whose or which file; ``confirmed`` that only a reviewer's codes are in it."""

    name: str
    rows: Mapping[RowKey, Label] = field(default_factory=lambda: MappingProxyType({}))
    confirmed: bool = False


def labels_of_case(
    case: Case,
    name: str,
    health: NDArray[np.bool_] | None = None,
    *,
    confirmed: bool = False,
    since: Touched | None = None,
    children: Sequence[str] = (),
) -> Labels:
    """The codes of every event of a case that is not withdrawn, as labels.

    ``health`` (n,) says which events are about a child's health. With ``confirmed`` only codes count that a reviewer
    gave: what both copies took from the sheet, or were suggested, would make two reviewers agree who never looked.
    ``since`` is what was done since the copies parted: other codes were then the same in both, and rows added by hand
    and parts of split rows stand in one copy alone. ``children`` is what each child is called here (see
    ``called_as_in``), its own name unless given.
    """
    names, seen = children or [child.name for child in case.children], Counter[tuple[str, str, int]]()
    rows: dict[RowKey, Label] = {}
    parts = {part.event for part in case.parts}
    for place in range(len(case.events)):
        event = case.events.event(place)
        source = case.sources[event.source]
        alone = (source.by_hand or event.id in parts) and since is not None and event.id in since.added
        stands = (f"{name}: {source.file}" if alone else source.file, source.sheet, event.row)
        if not event.withdrawn:
            about = None if health is None else bool(health[place])
            rows[(*stands, seen[stands])] = _label(case, event, names, about, _Counting(event.id, confirmed, since))
        seen[stands] += 1
    return Labels(name, MappingProxyType(rows), confirmed)


def called_as_in(mine: Case, theirs: Case) -> list[str]:
    """What each child of a copy is called in mine, where it is the same child: a new name makes nobody another."""
    places = [same_child(child, mine.children) for child in theirs.children]
    return [
        child.name if place is None else mine.children[place].name
        for child, place in zip(theirs.children, places, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class _Counting:
    """Which codes of an event count."""

    event: int
    confirmed: bool
    since: Touched | None

    def counts(self, field: str, code: CodeFrom) -> bool:
        """Whether a code of that origin counts as a label."""
        if not self.confirmed:
            return code is not CodeFrom.NOBODY
        return code is CodeFrom.REVIEWER and (self.since is None or self.touched(field))

    def touched(self, field: str) -> bool:
        """Whether somebody changed that field of the event since the copies parted."""
        return self.since is not None and (self.event, field) in self.since.codes


def _label(case: Case, event: Event, names: Sequence[str], about: bool | None, counting: _Counting) -> Label:
    severity = max((event.severity, *event.severity_by_child.values()))
    levels = {
        names[child]: rank for child, rank in event.levels.items() if counting.counts("level", event.levels_from[child])
    }
    coded, scored = (
        counting.counts("categories", event.categories_from),
        counting.counts("severity", event.severity_from),
    )
    # Whoever coded a row has looked at whom it is about.
    looked = not counting.confirmed or coded or scored or bool(levels) or counting.touched("subjects")
    return Label(
        severity if severity >= 0 and scored else None,
        frozenset(case.scheme.categories_in(event.categories)) if coded else None,
        about if coded else None,
        levels if levels or not counting.confirmed or scored else None,
        frozenset(names[child] for child in event.subjects) if looked else None,
    )


def labels_of_table(name: str, sheet: str, rows: Sequence[Sequence[Cell]]) -> Labels:
    """Labels from a table whose first row names its columns: file, sheet, row, severity, category, is_health,
    intervention ("Perry=2;Robin=2") and subjects; several words in a cell are parted by ";". The names that ``events
    --csv`` gives them (categories, health, levels "Perry: 2; Robin: 2") do as well.

    File and row must be there. A column that is missing, or a severity that is empty, was not said; a category,
    subjects or intervention that is empty says that there are none.

    Raises:
        UserError: naming the file, the sheet and the row of what cannot be read.
    """
    where = tr("{name}, sheet {sheet}").format(name=name, sheet=sheet) if sheet else name
    columns = {str(heading).strip().casefold(): place for place, heading in enumerate(rows[0] if rows else ())}
    missing = [needed for needed in _NEEDED if needed not in columns]
    if missing:
        raise UserError(
            tr("{where} is no table of labels: it has no column {missing}.").format(where=where, missing=missing[0]),
            tr("The first row names them."),
        )
    read: dict[RowKey, Label] = {}
    seen = Counter[tuple[str, str, int]]()
    for number, cells in enumerate(rows[1:], start=2):
        table_row = _TableRow(columns, cells, tr("{where}, row {number}").format(where=where, number=number))
        if not table_row.words("file") and not table_row.words("row"):
            continue
        row = table_row.whole_number("row")
        if row is None:
            raise UserError(tr("{where}, row {number}: the column row is empty.").format(where=where, number=number))
        stands = (table_row.words("file").replace("\\", "/").rpartition("/")[2], table_row.words("sheet"), row)
        read[(*stands, seen[stands])] = table_row.label()
        seen[stands] += 1
    return Labels(name, MappingProxyType(read))


@dataclass(frozen=True, slots=True)
class _TableRow:
    """One row of a table of labels; ``where`` names it in errors."""

    columns: Mapping[str, int]
    cells: Sequence[Cell]
    where: str

    def label(self) -> Label:
        """What this row says."""
        category, levels = self._named("category", "categories"), self._named("intervention", "levels")
        health = self._named("is_health", "health")
        return Label(
            self.whole_number("severity"),
            None if category is None else frozenset(self._parts(category)),
            None if health is None else self._yes_or_no(health),
            None if levels is None else dict(self._levels(levels)),
            frozenset(self._parts("subjects")) if "subjects" in self.columns else None,
        )

    def _named(self, *names: str) -> str | None:
        """The first of these names that a column has."""
        return next((name for name in names if name in self.columns), None)

    def words(self, column: str) -> str:
        """The words of a cell; "" where there is none."""
        place = self.columns.get(column)
        cell = self.cells[place] if place is not None and place < len(self.cells) else None
        if cell is None:
            return ""
        return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()

    def whole_number(self, column: str) -> int | None:
        """The number in a cell, None for an empty one."""
        words = self.words(column)
        if words and not (words.isascii() and words.isdecimal()):
            raise UserError(tr("{where}: {column} is no whole number.").format(where=self.where, column=column))
        return int(words) if words else None

    def _parts(self, column: str) -> Iterator[str]:
        return (part.strip() for part in _BETWEEN.split(self.words(column)) if part.strip())

    def _yes_or_no(self, column: str) -> bool | None:
        words = self.words(column).casefold()
        if words and words not in _YES | _NO:
            raise UserError(tr("{where}: {column} is neither yes nor no.").format(where=self.where, column=column))
        return words in _YES if words else None

    def _levels(self, column: str) -> Iterator[tuple[str, int]]:
        for part in self._parts(column):
            child, sign, rank = (piece.strip() for piece in part.rpartition("=" if "=" in part else ":"))
            if not (child and sign and rank.isascii() and rank.isdecimal()):
                raise UserError(
                    tr('{where}: {column} does not read like "Perry=2;Robin=2".').format(
                        where=self.where, column=column
                    )
                )
            yield child, int(rank)
