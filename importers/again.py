"""The same file, corrected by its agency: which rows are new, changed, gone, and which are as they were."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from app.case.again_edits import COLUMNS_OF_FIELD, Again, ChangedRow, MendedRow, as_sent, is_mended
from app.case.event_table import EventTable
from app.case.model import Case, Cell, ImportBatch, RowKind, SheetRow, Source
from importers.row_matching import Match, MatchRow, match_rows
from importers.vocabulary import normal

_HALF: Final = 0.5
_RUNNING: Final = 0.9
_FEWEST_RUNNING: Final = 4
_WORDY: Final = 20

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
    Withdrawn sheets and rows added by hand do not count.
    """
    names = {source.file.casefold() for source in batch.sources}
    told = set(zip(batch.events.start.tolist(), batch.events.text, strict=True))
    here = [source for source in case.sources if not source.withdrawn and not source.by_hand]
    files = {source.file for source in here if source.file.casefold() in names}
    if not files:
        for file in {source.file for source in here}:
            ids = [source.id for source in here if source.file == file]
            places = np.flatnonzero(np.isin(case.events.source, ids)).tolist()
            shared = sum((int(case.events.start[at]), case.events.text[at]) in told for at in places)
            if places and shared >= _HALF * len(places):
                files.add(file)
    return tuple(source.id for source in here if source.file in files)


def compare(case: Case, source_ids: Sequence[int], batch: ImportBatch) -> Again:
    """How what some files brought differs from those earlier sheets (ids) of the case.

    A row that says the same is the same wherever it stands. A column that only the earlier sheets had is left
    out of it; one that is new counts where it holds something. Nothing that a reviewer changed by hand counts
    as a change of the file: a row that was split is one row, and one that was mended is looked for among the
    rejected ones.
    """
    parts = np.array([link.event for link in case.parts], np.int64)
    whole = case.events.take(np.flatnonzero(~np.isin(case.events.id, parts)))
    corrected = frozenset((item.event, item.field) for item in case.corrections)
    old = _Sheets(whole.widened(len(batch.children)), [case.sources[number] for number in source_ids])
    new = _Sheets(batch.events, batch.sources)
    shared = old.shared_headings(new)
    matches = match_rows(old.rows_to_match(shared), new.rows_to_match(shared))
    unchanged = _unchanged_sheets(old, new, matches)
    same: list[tuple[int, int]] = []
    changed: list[ChangedRow] = []
    for mine, theirs in matches:
        event, place = old.event(mine), new.places[theirs]
        by_hand = frozenset(field for field in COLUMNS_OF_FIELD if (event, field) in corrected)
        whole = (old.source_of(mine).id, new.source_of(theirs).id) in unchanged
        fields = () if whole else _changed_fields(old, mine, new, theirs, by_hand)
        if fields:
            changed.append(ChangedRow(event, place, fields))
        else:
            same.append((event, place))
    known, found = {match.old for match in matches}, {match.new for match in matches}
    mended = _mended_again(old, [at for at in range(len(old.places)) if at not in known], batch)
    kept = {row.event for row in mended}
    left = [old.event(at) for at in range(len(old.places)) if at not in known]
    return Again(
        sources=tuple(source_ids),
        new=tuple(sorted(place for at, place in enumerate(new.places) if at not in found)),
        changed=tuple(changed),
        gone=tuple(event for event in left if event not in kept),
        same=tuple(same),
        mended=mended,
    )


def _unchanged_sheets(old: "_Sheets", new: "_Sheets", matches: Sequence[Match]) -> frozenset[tuple[int, int]]:
    """The sheets (ids, of the earlier ones and of the batch) that come again row by row as they were."""
    pairs = {(old.source_of(match.old).id, new.source_of(match.new).id) for match in matches}
    sent = {source.id: as_sent(source.rows) for source in old.sources}
    come = {source.id: as_sent(source.rows) for source in new.sources}
    return frozenset(pair for pair in pairs if sent[pair[0]] == come[pair[1]])


def _mended_again(old: "_Sheets", left: Sequence[int], batch: ImportBatch) -> tuple[MendedRow, ...]:
    """Events made of rejected rows that come rejected again: those with the same cells first, then the same words."""
    waiting = {at: row for at in left if is_mended(row := old.sheet_row(at))}
    if not waiting:
        return ()
    rejected = [
        (source, row, _cells(source, row))
        for source in batch.sources
        for row in source.rows
        if row.kind is RowKind.REJECTED
    ]
    found: dict[int, MendedRow] = {}
    taken: set[tuple[int, int]] = set()
    for same in (_same_filled, _same_words):
        for at in [at for at in waiting if at not in found]:
            for source, row, cells in rejected:
                if (source.id, row.number) not in taken and same(old.cells[at], cells):
                    found[at] = MendedRow(old.event(at), source.id, row.number)
                    taken.add((source.id, row.number))
                    break
    return tuple(found[at] for at in sorted(found))


def _same_filled(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    return {name: cell for name, cell in one.items() if cell} == {name: cell for name, cell in other.items() if cell}


def _same_words(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Whether the longest cells of both say the same, where they say more than a date or a name."""
    mine, theirs = max(one.values(), key=len, default=""), max(other.values(), key=len, default="")
    return len(mine) >= _WORDY and mine == theirs


_COMPARED: Final[Mapping[str, tuple[str, ...]]] = {
    **COLUMNS_OF_FIELD,
    "date": ("start", "end", "precision", "time"),
}
"""The columns that must differ as well as the cell; a date that is only written otherwise is no change."""


def _changed_fields(old: "_Sheets", mine: int, new: "_Sheets", theirs: int, by_hand: frozenset[str]) -> tuple[str, ...]:
    """The fields, or headings of columns that are none, in which a row reads otherwise; empty for the same row.

    A blank date cell says nothing of fields that a reviewer corrected ``by_hand``.
    """
    was, now = old.cells[mine], new.cells[theirs]
    fields: dict[str, None] = {}
    for name, heading in new.headings.items():
        was_called = old.called(heading, new)
        before, after = was.get(was_called, ""), now.get(name, "")
        known = old.headings.get(was_called)
        if heading.running or (known is not None and known.running):
            continue
        field = _FIELD_OF.get(heading.field, heading.field)
        # A blank date cell takes the date of the row above, which may have changed.
        if before == after and (field != "date" or after or "date" in by_hand):
            continue
        columns = _COMPARED.get(field, ())
        if not columns or _differs(old, mine, new, theirs, columns):
            fields[field or name] = None
    reread = "text" in fields and not new.has_field("subjects") and "subjects" not in by_hand
    if reread and _differs(old, mine, new, theirs, ("subjects",)):
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
        self.sources = tuple(sources)
        self._sources = {source.id: source for source in sources}
        chosen = np.flatnonzero(np.isin(events.source, list(self._sources)))
        order = np.lexsort((events.row[chosen], events.source[chosen]))
        self.places: list[int] = chosen[order].tolist()
        rows = {source.id: {row.number: row for row in source.rows} for source in sources}
        where = zip(events.source[self.places].tolist(), events.row[self.places].tolist(), strict=True)
        self._rows = [(self._sources[source], rows[source][number]) for source, number in where]
        self.cells: list[dict[str, str]] = [_cells(source, row) for source, row in self._rows]
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

    def sheet_row(self, at: int) -> SheetRow:
        """A row as its agency wrote it."""
        return self._rows[at][1]

    def event(self, at: int) -> int:
        """The event (id) of a row."""
        return int(self.events.id[self.places[at]])

    def has_field(self, field: str) -> bool:
        """Whether any column serves that field."""
        return any(heading.field == field for heading in self.headings.values())

    def called(self, heading: "_Heading", new: "_Sheets") -> str:
        """The heading here of a column of the new sheets: its own, or that of the one column here that served its
        field and comes no more."""
        if heading.name in self.headings or not heading.field:
            return heading.name
        of_field = [name for name, known in self.headings.items() if known.field == heading.field]
        return of_field[0] if len(of_field) == 1 and of_field[0] not in new.headings else heading.name

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
