"""The same file, corrected by its agency: which rows are new, changed, gone, and which are as they were."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from app.case.again_edits import COLUMNS_OF_FIELD, Again, ChangedRow
from app.case.event_table import EventTable
from app.case.model import Case, Cell, ImportBatch, SheetRow, Source
from importers.row_matching import MatchRow, match_rows
from importers.vocabulary import normal

_HALF: Final = 0.5
_RUNNING: Final = 0.9
_FEWEST_RUNNING: Final = 4

_FIELD_OF: Mapping[str, str] = {
    "end_date": "date",
    "time": "date",
    "source": "agency",
    "child_voice": "child_seen",
}
"""Fields that are kept in another's columns."""


def earlier_sources(case: Case, batch: ImportBatch) -> tuple[int, ...]:
    """The sheets (ids) of the case that these files seem to send again; empty where none does.

    A file counts that has the name of one of these files, or half of whose rows stand in them word for word.
    Withdrawn sheets do not count.
    """
    names = {source.file.casefold() for source in batch.sources}
    told = set(zip(batch.events.start.tolist(), batch.events.text, strict=True))
    files = {source.file for source in case.sources if not source.withdrawn and source.file.casefold() in names}
    if not files:
        for file in {source.file for source in case.sources if not source.withdrawn}:
            ids = [source.id for source in case.sources if source.file == file and not source.withdrawn]
            places = np.flatnonzero(np.isin(case.events.source, ids)).tolist()
            shared = sum((int(case.events.start[at]), case.events.text[at]) in told for at in places)
            if places and shared >= _HALF * len(places):
                files.add(file)
    return tuple(source.id for source in case.sources if source.file in files and not source.withdrawn)


def compare(case: Case, source_ids: Sequence[int], batch: ImportBatch) -> Again:
    """How what some files brought differs from those earlier sheets (ids) of the case.

    A row that says the same is the same wherever it stands. A column that only the earlier sheets had is left
    out of it; one that is new counts where it holds something. Nothing that a reviewer changed by hand counts
    as a change of the file.
    """
    old = _Sheets(case.events.widened(len(batch.children)), [case.sources[number] for number in source_ids])
    new = _Sheets(batch.events, batch.sources)
    shared = old.shared_headings(new)
    matches = match_rows(old.rows_to_match(shared), new.rows_to_match(shared))
    same: list[tuple[int, int]] = []
    changed: list[ChangedRow] = []
    for mine, theirs in matches:
        event, place = int(case.events.id[old.places[mine]]), new.places[theirs]
        fields = _changed_fields(old, mine, new, theirs)
        if fields:
            changed.append(ChangedRow(event, place, fields))
        else:
            same.append((event, place))
    known, found = {match.old for match in matches}, {match.new for match in matches}
    return Again(
        sources=tuple(source_ids),
        new=tuple(sorted(place for at, place in enumerate(new.places) if at not in found)),
        changed=tuple(changed),
        gone=tuple(int(case.events.id[place]) for at, place in enumerate(old.places) if at not in known),
        same=tuple(same),
    )


_COMPARED: Final[Mapping[str, tuple[str, ...]]] = {
    **COLUMNS_OF_FIELD,
    "date": ("start", "end", "precision", "time"),
}
"""The columns that must differ as well as the cell; a date that is only written otherwise is no change."""


def _changed_fields(old: "_Sheets", mine: int, new: "_Sheets", theirs: int) -> tuple[str, ...]:
    """The fields, or headings of columns that are none, in which a row reads otherwise; empty for the same row."""
    if old.source_of(mine).rows == new.source_of(theirs).rows:
        return ()
    was, now = old.cells[mine], new.cells[theirs]
    fields: dict[str, None] = {}
    for name, heading in new.headings.items():
        before, after = was.get(name, ""), now.get(name, "")
        known = old.headings.get(name)
        if heading.running or (known is not None and known.running):
            continue
        field = _FIELD_OF.get(heading.field, heading.field)
        # A blank date cell takes the date of the row above, which may have changed.
        if before == after and (field != "date" or after):
            continue
        columns = _COMPARED.get(field, ())
        if not columns or _differs(old, mine, new, theirs, columns):
            fields[field or name] = None
    if "text" in fields and not new.has_field("subjects") and _differs(old, mine, new, theirs, ("subjects",)):
        fields["subjects"] = None
    return tuple(fields)


def _differs(old: "_Sheets", mine: int, new: "_Sheets", theirs: int, columns: Sequence[str]) -> bool:
    one, other = old.places[mine], new.places[theirs]
    return any(
        not np.array_equal(getattr(old.events, column)[one], getattr(new.events, column)[other]) for column in columns
    )


@dataclass(frozen=True, slots=True)
class _Heading:
    """A column of a sheet: its heading, its field of the contract (empty for none), whether it counts the rows."""

    name: str
    field: str
    running: bool


class _Sheets:
    """The events of some sheets in the order of their rows, each with its cells by heading."""

    def __init__(self, events: EventTable, sources: Sequence[Source]) -> None:
        self.events = events
        self._sources = {source.id: source for source in sources}
        chosen = np.flatnonzero(np.isin(events.source, list(self._sources)))
        order = np.lexsort((events.row[chosen], events.source[chosen]))
        self.places: list[int] = chosen[order].tolist()
        rows = {source.id: {row.number: row for row in source.rows} for source in sources}
        self.cells: list[dict[str, str]] = [
            _cells(self._sources[source], rows[source][number])
            for source, number in zip(
                events.source[self.places].tolist(), events.row[self.places].tolist(), strict=True
            )
        ]
        fields = {heading: field for source in sources for heading, field in _fields(source).items()}
        names = dict.fromkeys(name for cells in self.cells for name in cells)
        self.headings = {name: _Heading(name, fields.get(name, ""), self._is_running(name)) for name in names}

    def _is_running(self, name: str) -> bool:
        """Whether a column only counts the rows, so that a row put in changes all below it."""
        numbers = [int(cells[name]) for cells in self.cells if cells.get(name, "").isdecimal()]
        if len(numbers) < max(_FEWEST_RUNNING, _RUNNING * len(self.cells)):
            return False
        return sum(after - before == 1 for before, after in pairwise(numbers)) >= _RUNNING * (len(numbers) - 1)

    def source_of(self, at: int) -> Source:
        """The sheet of a row."""
        return self._sources[int(self.events.source[self.places[at]])]

    def has_field(self, field: str) -> bool:
        """Whether any column serves that field."""
        return any(heading.field == field for heading in self.headings.values())

    def shared_headings(self, other: "_Sheets") -> list[str]:
        """The headings that both have, without those that only count rows."""
        return [
            name
            for name, heading in sorted(self.headings.items())
            if name in other.headings and not heading.running and not other.headings[name].running
        ]

    def rows_to_match(self, shared: Sequence[str]) -> list[MatchRow]:
        """The rows as they are matched."""
        events = self.events
        return [
            MatchRow(
                sheet=normal(self._sources[int(events.source[place])].sheet),
                cells=tuple([cells.get(name, "") for name in shared]),
                but_reference=tuple([cells.get(name, "") for name in shared if self._field(name) != "reference"]),
                reference=next((cells.get(name, "") for name in shared if self._field(name) == "reference"), ""),
                day=int(events.day[place]),
                text=normal(events.text[place]),
                subjects=events.subjects[place].tobytes().rstrip(b"\0"),
            )
            for place, cells in zip(self.places, self.cells, strict=True)
        ]

    def _field(self, name: str) -> str:
        return self.headings[name].field if name in self.headings else ""


def _cells(source: Source, row: SheetRow) -> dict[str, str]:
    """A row's cells under their headings; those of a heading that comes again, and without one, by their column."""
    named: dict[str, str] = {}
    for column, cell in enumerate(row.cells):
        heading = source.headings[column] if column < len(source.headings) else ""
        name = heading if heading and heading not in named else f"{heading} {column + 1}".strip()
        named[name] = _plain(cell)
    return named


def _plain(cell: Cell) -> str:
    """A cell for comparing: 3 and 3.0 are alike, and so is text however it is spaced."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell).split())


def _fields(source: Source) -> dict[str, str]:
    """Which field each heading serves."""
    fields: dict[str, str] = {}
    for field, headings in source.columns.items():
        for heading in [headings] if isinstance(headings, str) else [heading for _, heading in headings]:
            fields[heading] = field
    return fields
