"""Taking in a file again that its agency has corrected: what did not change keeps everything a reviewer gave it.

Every event keeps its number, so codes, decisions and findings hold on to it. The earlier sheets stay in the case,
withdrawn, with every row as it was.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from app.case.checks import must_be_sound
from app.case.code_edits import Reviewer
from app.case.difference import Column
from app.case.edit_parts import Places, places_of
from app.case.event_table import NO_DUPLICATE, UNSCORED, CodeFrom, EventTable
from app.case.import_edits import add_batch
from app.case.model import Case, Changes, EarlierRow, Edit, ImportBatch, RowKind, SheetRow, Source
from app.errors import UserError
from app.language import tr

COLUMNS_OF_FIELD: Mapping[str, tuple[str, ...]] = {
    "date": ("start", "end", "precision", "date_words", "time"),
    "entry_date": ("entry_day",),
    "agency": ("agency",),
    "author": ("author",),
    "text": ("text",),
    "response": ("response",),
    "subjects": ("subjects",),
    "child_seen": ("markers",),
}
"""The columns of the event table that hold a field of the contract, codes apart. Other fields stand in cells alone."""

_KEPT_CODES = (CodeFrom.REVIEWER, CodeFrom.CARRIED)


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """An event (id) whose row reads otherwise now. ``place`` is its place in the batch's events.

    ``fields`` are names of the contract, or a heading for a column that is no field.
    """

    event: int
    place: int
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MendedRow:
    """An event (id) that a reviewer made of a rejected row, which comes rejected again: ``row`` of a new ``source``."""

    event: int
    source: int
    row: int


@dataclass(frozen=True, slots=True)
class Again:
    """How the sheets of a corrected file differ from the earlier ``sources`` (ids) of it.

    ``new`` are places in the batch's events, ``gone`` event ids, ``same`` pairs of event id and place. Parts of an
    event that was split are not named: they go with the whole.
    """

    sources: tuple[int, ...]
    new: tuple[int, ...] = ()
    changed: tuple[ChangedRow, ...] = ()
    gone: tuple[int, ...] = ()
    same: tuple[tuple[int, int], ...] = ()
    mended: tuple[MendedRow, ...] = ()


def import_again(batch: ImportBatch, again: Again, by: Reviewer) -> Edit:  # noqa: ARG001 -- the history names who did it
    """Put a corrected file in place of its earlier sheets, as ``compare`` found them to differ.

    Rows that are the same keep all that is known of them. Changed rows take the new words and what the file
    states, and keep a reviewer's codes; where their old words stand is kept in ``Case.earlier``, and a field that
    was corrected by hand and now reads otherwise is the agency's again. Parts of a split row keep their words and go
    where their row goes. Rows that a reviewer mended stay mended. Rows that are gone are withdrawn; a twin of such a
    row counts in its place. The same file again changes nothing.

    Raises:
        UserError: when the case changed since the files were compared.
    """

    def edit(case: Case) -> tuple[Case, Changes]:
        _must_fit(case, batch, again)
        if not (again.new or again.changed or again.gone) and _same_sheets(case, batch, again):
            return case, Changes()
        added, changes = add_batch(replace(batch, events=_renumbered(batch.events, again.new)))(case)
        table = batch.events.widened(len(added.children))
        parts = _parts_by_whole(case)
        events = _moved(added.events, table, again, parts)
        events = _reworded(events, table, [*again.changed, *_changed_parts(added, again.changed, parts)])
        gone = [part for event in again.gone for part in (event, *parts.get(event, ()))]
        reworded = {(row.event, field) for row in again.changed for field in row.fields}
        after = replace(
            added,
            sources=_with_mended(_withdrawn_sources(added, again.sources, gone), again.mended),
            events=_without(events, gone, added).in_order(),
            earlier=case.earlier + _earlier(case, again.changed),
            corrections=tuple(item for item in added.corrections if (item.event, item.field) not in reworded),
        )
        must_be_sound(after, tr("This file cannot be taken in again: {problem}"))
        here = np.isin(case.events.source, again.sources)
        touched = Changes(
            events=frozenset(case.events.id[here].tolist()), all_events=True, sources=frozenset(again.sources)
        )
        return after, changes | touched

    return edit


def _parts_by_whole(case: Case) -> dict[int, tuple[int, ...]]:
    """The parts of each event that was split itself, and theirs."""
    top: dict[int, int] = {}
    below: dict[int, tuple[int, ...]] = {}
    for link in case.parts:  # a part is always made after its whole
        top[link.event] = top.get(link.whole, link.whole)
        below[top[link.event]] = (*below.get(top[link.event], ()), link.event)
    return below


def _must_fit(case: Case, batch: ImportBatch, again: Again) -> None:
    told = [*again.gone, *(row.event for row in again.changed), *(event for event, _ in again.same)]
    told += [row.event for row in again.mended]
    places = [*again.new, *(row.place for row in again.changed), *(place for _, place in again.same)]
    known = all(0 <= source < len(case.sources) for source in again.sources)
    here = set(case.events.id[np.isin(case.events.source, again.sources)].tolist()) - {x.event for x in case.parts}
    if not known or set(told) != here or len(told) != len(here) or sorted(places) != list(range(len(batch.events))):
        raise UserError(tr("The case has changed since this file was compared with it."), tr("Import the file again."))


def _same_sheets(case: Case, batch: ImportBatch, again: Again) -> bool:
    def sheets(sources: Sequence[Source]) -> set[tuple[str, str, tuple[str, ...], tuple[SheetRow, ...]]]:
        return {(source.file, source.sheet, source.headings, as_sent(source.rows)) for source in sources}

    return sheets(batch.sources) == sheets([case.sources[number] for number in again.sources])


def as_sent(rows: Sequence[SheetRow]) -> tuple[SheetRow, ...]:
    """Rows as they came: those that a reviewer mended are rejected ones."""
    return tuple(replace(row, kind=RowKind.REJECTED) if is_mended(row) else row for row in rows)


def is_mended(row: SheetRow) -> bool:
    """Whether a reviewer made an event of a rejected row, whose reason stays with it."""
    return row.kind is RowKind.EVENT and bool(row.reason)


def _renumbered(events: EventTable, places: Sequence[int]) -> EventTable:
    """The events at those places under the numbers from 0, none the twin of another."""
    new = events.take(np.array(sorted(places), np.intp))
    ids = np.arange(len(new), dtype=np.int32)
    return replace(new, id=ids, duplicate_of=np.full(len(new), NO_DUPLICATE, np.int32))


def _moved(events: EventTable, table: EventTable, again: Again, parts: Mapping[int, tuple[int, ...]]) -> EventTable:
    """Matched events, and the parts of those that were split, stand in the new sheets from now on."""
    pairs = [*again.same, *((row.event, row.place) for row in again.changed)]
    pairs += [(part, place) for event, place in pairs for part in parts.get(event, ())]
    at = np.array([events.position(event) for event, _ in pairs], np.intp)
    places = np.array([place for _, place in pairs], np.intp)
    source, row = events.source.copy(), events.row.copy()
    source[at], row[at] = table.source[places], table.row[places]
    for mended in again.mended:
        for event in (mended.event, *parts.get(mended.event, ())):
            source[events.position(event)], row[events.position(event)] = mended.source, mended.row
    return replace(events, source=source, row=row)


_OWN_WORDS = frozenset(("text", "response"))
"""What a part says for itself; the rest it has from its row, until a reviewer says otherwise."""


def _changed_parts(
    case: Case, changed: Sequence[ChangedRow], parts: Mapping[int, tuple[int, ...]]
) -> Iterator[ChangedRow]:
    """What changes in the parts of changed rows: only what they still have from their row."""
    corrected = {(item.event, item.field) for item in case.corrections}
    events = case.events
    for row in changed:
        whole = events.position(row.event)
        for part in parts.get(row.event, ()):
            place = events.position(part)
            fields = [
                field
                for field in row.fields
                if field not in _OWN_WORDS
                and (part, field) not in corrected
                and all(_alike(getattr(events, name), place, whole) for name in COLUMNS_OF_FIELD.get(field, ()))
            ]
            if fields:
                yield ChangedRow(part, row.place, tuple(fields))


def _alike(column: Column, one: int, other: int) -> bool:
    if isinstance(column, np.ndarray):
        return bool(np.all(column[one] == column[other]))
    return column[one] == column[other]


def _reworded(events: EventTable, table: EventTable, changed: Sequence[ChangedRow]) -> EventTable:
    """Changed events take the columns of the fields that changed; codes only where no reviewer gave them."""
    columns: dict[str, Column] = {}
    for name, parts in COLUMNS_OF_FIELD.items():
        rows = [row for row in changed if name in row.fields]
        at, places = _places(events, rows)
        for part in parts:
            columns[part] = _with_rows(getattr(events, part), getattr(table, part), at, places)
    columns |= _recoded(events, table, changed)
    after = replace(events, **columns)
    at, _ = _places(after, changed)
    own = after.child_severity.copy()
    own[at] = np.where(after.subjects[at], own[at], UNSCORED)
    return replace(after, child_severity=own)


def _places(events: EventTable, rows: Sequence[ChangedRow]) -> tuple[Places, Places]:
    at = np.array([events.position(row.event) for row in rows], np.intp)
    return at, np.array([row.place for row in rows], np.intp)


def _with_rows(column: Column, other: Column, at: Places, places: Places) -> Column:
    """A column that holds at some places what another holds at its places."""
    if isinstance(column, np.ndarray):
        changed = column.copy()
        changed[at] = np.asarray(other)[places]
        return changed
    listed = list(column)
    for place, place_there in zip(at.tolist(), places.tolist(), strict=True):
        listed[place] = other[place_there]
    return tuple(listed)


def _recoded(events: EventTable, table: EventTable, changed: Sequence[ChangedRow]) -> dict[str, Column]:
    """What the corrected rows state, and no suggestion that rested on words they no longer have."""

    def rows(name: str, origin: NDArray[np.uint8]) -> tuple[Places, Places]:
        mine = [row for row in changed if {name, "text", "response"} & set(row.fields)]
        at, places = _places(events, mine)
        stated = np.array([name in row.fields for row in mine], np.bool_)
        free = np.where(stated, ~np.isin(origin[at], _KEPT_CODES), origin[at] == CodeFrom.LEXICON)
        return at[free], places[free]

    columns: dict[str, Column] = {}
    for name, origin, parts in (
        ("severity", events.severity_from, ("severity", "severity_from", "child_severity")),
        ("category", events.categories_from, ("categories", "categories_from")),
    ):
        for part in parts:
            columns[part] = _with_rows(getattr(events, part), getattr(table, part), *rows(name, origin))
    level, level_from = events.level.copy(), events.level_from.copy()
    for child in range(level.shape[1]):
        at, places = rows("level", events.level_from[:, child])
        level[at, child], level_from[at, child] = table.level[places, child], table.level_from[places, child]
    return columns | {"level": level, "level_from": level_from}


def _without(events: EventTable, gone_ids: Sequence[int], case: Case) -> EventTable:
    """Rows that are gone are withdrawn. Of the twins of such a row the first counts from now on."""
    withdrawn, twins = events.withdrawn.copy(), events.duplicate_of.copy()
    gone = places_of(case, gone_ids)
    withdrawn[gone] = True
    orphans = np.flatnonzero(np.isin(twins, events.id[gone]) & ~withdrawn)
    heirs: dict[int, int] = {}
    for place in orphans.tolist():
        heir = heirs.setdefault(int(events.duplicate_of[place]), int(events.id[place]))
        twins[place] = NO_DUPLICATE if heir == int(events.id[place]) else heir
    return replace(events, withdrawn=withdrawn, duplicate_of=twins)


def _withdrawn_sources(case: Case, sources: Sequence[int], gone: Sequence[int]) -> tuple[Source, ...]:
    """The earlier sheets are withdrawn; which of the rows left in them were withdrawn one by one is kept."""
    places = places_of(case, gone)
    before = places[case.events.withdrawn[places]]
    apart = {source: tuple(case.events.id[before[case.events.source[before] == source]].tolist()) for source in sources}
    return tuple(
        replace(source, withdrawn=True, apart=apart[source.id]) if source.id in apart else source
        for source in case.sources
    )


def _with_mended(sources: tuple[Source, ...], mended: Sequence[MendedRow]) -> tuple[Source, ...]:
    """The new sheets, in which rows that a reviewer mended are events."""
    rows = {(row.source, row.row) for row in mended}
    changed = list(sources)
    for number in {row.source for row in mended}:
        source = sources[number]
        told = [replace(row, kind=RowKind.EVENT) if (number, row.number) in rows else row for row in source.rows]
        changed[number] = replace(source, rows=tuple(told))
    return tuple(changed)


def _earlier(case: Case, changed: Sequence[ChangedRow]) -> tuple[EarlierRow, ...]:
    at, _ = _places(case.events, changed)
    rows = zip(changed, case.events.source[at].tolist(), case.events.row[at].tolist(), strict=True)
    return tuple(EarlierRow(row.event, source, number) for row, source, number in rows)
