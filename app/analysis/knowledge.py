"""Who knew what when: the case as one agency, or a few, could have seen it on a day.

A row is known to the agency that wrote it, from the day it was entered or, where no entry date is
given, from the last day on which it may have happened. A row in an agency's own chronology was written
by that agency, whomever it names as its source; in a chronology of several agencies a row's own agency
wrote it. What one agency told another stands in the other's own row, or was not recorded.

``as_known`` does not hide rows: it makes a case that never held the others. Whatever is drawn,
counted, searched or exported from that case can therefore tell nothing else. What cannot be traced
to a known row stays out: rejected rows (they have no day), other sheets, children and adults whom no
known row names, names that only other agencies use, notes of the import, what reviewers decided of
findings. Codes that a sheet states or a reviewer gave stay as they are: they are the review's reading of a row. What
was suggested with all rows at hand is suggested anew by ``Seen.coded``, from the rows of the view alone.
"""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from app.analysis.levels import record_span
from app.case.dates import NO_DAY, day_number, exactly, known_date, spoken
from app.case.event_table import NO_DUPLICATE, EventTable
from app.case.model import Adult, Case, Cell, Child, Period, RowKind, SheetRow, Source
from app.errors import UserError
from app.language import listed, tr

NEVER = np.iinfo(np.int32).max
"""The day from which a row is known of which nobody can say when."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A case as it could have been seen: by these agencies (names), on this day, so many records of all.

    ``unborn`` are its children (ids in it) who were born after that day.
    """

    case: Case
    agencies: tuple[str, ...]
    on: date
    shown: int
    total: int
    unborn: frozenset[int] = frozenset()

    @property
    def says(self) -> str:
        """One sentence: whose view, which day, how much of the record."""
        words = tr("As {agencies} could have seen it on {day}: {shown:,} of {total:,} records")
        return words.format(agencies=listed(self.agencies), day=spoken(self.on), shown=self.shown, total=self.total)

    def coded(self, suggest: Callable[[Case], Case]) -> "Seen":
        """The same with the codes that ``suggest`` gives a case of these rows alone, and the own words it gives it.

        For it, those born later are born on the day after: no row of the view is about a child that was there.
        """
        children = self.case.children
        if self.unborn:
            after = exactly(self.on + timedelta(1))
            children = tuple(replace(child, born=after) if child.id in self.unborn else child for child in children)
        coded = suggest(replace(self.case, children=children))
        return replace(self, case=replace(self.case, events=coded.events, own_words=coded.own_words))


def known_from(case: Case) -> NDArray[np.int32]:
    """(n,): the day number from which the agency that wrote each event knew it.

    That is the entry day, or where none is given the last day of an imprecise date. An entry day before
    the event (a planned visit) does not make it known before it happened. NEVER where neither is known.
    """
    events = case.events
    last = np.where(events.end == NO_DAY, NEVER, events.end)
    entered = np.maximum(events.entry_day, events.day)
    return np.where(events.entry_day == NO_DAY, last, entered).astype(np.int32)


def written_by(case: Case) -> NDArray[np.int32]:
    """(n,): the agency (id) that wrote each event: its sheet's, or its own where the sheet is of no one agency.

    Where a reviewer corrected an event's agency, that is it. -1 where nobody is known.
    """
    events = case.events
    of_sheet = np.array([-1 if source.agency is None else source.agency for source in case.sources], np.int32)
    if not len(of_sheet):
        return events.agency
    sheet = of_sheet[events.source]
    corrected = [item.event for item in case.corrections if item.field == "agency"]
    own = (sheet < 0) | np.isin(events.id, np.array(corrected, np.int64))
    return np.where(own, events.agency, sheet).astype(np.int32)


def agencies_named(case: Case, names: Iterable[str]) -> tuple[int, ...]:
    """The ids of the agencies of those names, in the case's order; the case of letters does not matter.

    Raises:
        UserError: for a name that the case does not have, or no name at all.
    """
    wanted = {name.strip().casefold(): name.strip() for name in names if name.strip()}
    known = {agency.name.casefold(): agency.id for agency in case.agencies}
    told = ", ".join(agency.name for agency in case.agencies) or tr("not named in these files")
    for name in sorted(wanted.keys() - known.keys()):
        raise UserError(
            tr("No agency called {name} is in this case.").format(name=wanted[name]),
            tr("The agencies are {agencies}.").format(agencies=told),
        )
    if not wanted:
        raise UserError(
            tr("Say as which agency the case is to be seen."),
            tr("The agencies are {agencies}.").format(agencies=told),
        )
    return tuple(sorted(known[name] for name in wanted))


def seen_as(case: Case, agencies: Collection[int], on: date) -> Seen:
    """The case as these agencies (ids) could have seen it on that day, and how much of it that is.

    Its marking says so, and with it every picture and every sheet that is made of it.

    Raises:
        UserError: for an agency that the case does not have, or none.
    """
    unknown = set(agencies) - {agency.id for agency in case.agencies}
    if unknown or not agencies:
        raise UserError(tr("Say as which agencies of this case it is to be seen."))
    known = as_known(case, agencies, on)
    names = tuple(agency.name for agency in case.agencies if agency.id in agencies)
    born_later = {child.name for child in case.children if child.born is not None and child.born.day > on}
    unborn = frozenset(child.id for child in known.children if child.name in born_later)
    seen = Seen(known, names, on, len(known.events), int((~case.events.withdrawn).sum()), unborn)
    marking = " · ".join(filter(None, (case.marking, seen.says)))
    return replace(seen, case=replace(known, marking=marking))


def as_known(case: Case, agencies: Collection[int], on: date) -> Case:
    """A case that holds only what these agencies (ids) knew on that day; ids of events stay, others are new.

    Withdrawn rows are not in it. A row that repeats one which is not known counts in its own right.
    """
    events = case.events
    mine = np.isin(written_by(case), np.fromiter(agencies, np.int32, len(agencies)))
    kept = np.flatnonzero(mine & ~events.withdrawn & (known_from(case) <= day_number(on)))
    table = _without_unknown_twins(events, kept)
    named_in_rows = set(table.agency.tolist())
    chosen = [agency for agency in case.agencies if agency.id in agencies or agency.id in named_in_rows]
    in_part = _rows_in_part(case, table)
    sources = _sources(case, table, {agency.id: place for place, agency in enumerate(chosen)}, in_part)
    words = _Words(case, table, in_part)
    named = [child for child in case.children if bool(_touches(table, child.id).any())]
    known = frozenset(table.id.tolist())
    return Case(
        case.scheme,
        case.name,
        case.marking,
        children=tuple(_child(child, place, words, on) for place, child in enumerate(named)),
        adults=_adults(case.adults, words),
        agencies=tuple(replace(agency, id=place) for place, agency in enumerate(chosen)),
        sources=sources,
        events=_renumbered(table, [child.id for child in named], [agency.id for agency in chosen]),
        decisions=tuple(item for item in case.decisions if {item.kept, item.twin} <= known),
        scope=_until(case.scope, on),
        parts=tuple(item for item in case.parts if {item.event, item.whole} <= known),
        corrections=tuple(item for item in case.corrections if item.event in known),
        known_on=_reached(case, on),
    )


def _reached(case: Case, on: date) -> date:
    """That day, up to which nothing more was known; no later than the last of which the whole record speaks."""
    span = record_span(case)
    return on if span is None else min(on, known_date(span[1]))


def _without_unknown_twins(events: EventTable, kept: NDArray[np.intp]) -> EventTable:
    """Those events; where they repeat one that is not among them, the first of them stands in for it."""
    table = events.take(kept)
    repeats = table.duplicate_of.copy()
    lost = (repeats != NO_DUPLICATE) & ~np.isin(repeats, table.id)
    originals: list[int] = np.unique(repeats[lost]).tolist()
    for original in originals:
        twins = np.flatnonzero(repeats == original)
        repeats[twins] = table.id[twins[0]]
        repeats[twins[0]] = NO_DUPLICATE
    return replace(table, duplicate_of=repeats)


def _touches(table: EventTable, child: int) -> NDArray[np.bool_]:
    return table.subjects[:, child] | (table.level[:, child] >= 0)


def _renumbered(table: EventTable, children: Sequence[int], agencies: Sequence[int]) -> EventTable:
    """The events with places only for these children, agencies and their own sources, in that order."""
    who = np.array(children, np.intp)
    _, source = np.unique(table.source, return_inverse=True)
    return replace(
        table,
        source=source.astype(np.int32),
        agency=np.where(table.agency < 0, -1, np.searchsorted(np.array(agencies, np.int32), table.agency)).astype(
            np.int32
        ),
        **{name: getattr(table, name)[:, who] for name in ("subjects", "child_severity", "level", "level_from")},
    )


def _rows_in_part(case: Case, table: EventTable) -> frozenset[tuple[int, int]]:
    """The rows (source, number) of which only a part is known: another, which was split off, is of a later day.

    What such a row says as a whole is not known, and the whole that was split has its words.
    """
    wholes = np.array([link.whole for link in case.parts], np.int32)
    if not len(wholes):
        return frozenset()
    events = case.events
    unknown = np.flatnonzero(~np.isin(events.id, table.id) & ~np.isin(events.id, wholes))
    known: zip[tuple[int, int]] = zip(table.source.tolist(), table.row.tolist(), strict=True)
    return frozenset(known) & frozenset(zip(events.source[unknown].tolist(), events.row[unknown].tolist(), strict=True))


def _sources(
    case: Case, table: EventTable, place_of: dict[int, int], in_part: Collection[tuple[int, int]]
) -> tuple[Source, ...]:
    """The sheets that hold a known row, each with nothing but its headings and its known rows."""
    kept: list[Source] = []
    numbers: list[int] = np.unique(table.source).tolist()
    for place, number in enumerate(numbers):
        source = case.sources[number]
        known = frozenset(table.row[table.source == number].tolist())
        rows = tuple(
            replace(row, cells=()) if (number, row.number) in in_part else row
            for row in source.rows
            if row.kind is RowKind.HEADER or row.number in known
        )
        if source.agency is None:
            source, rows = _own_columns(source, rows)
        kept.append(
            Source(
                id=place,
                file=source.file,
                sheet=source.sheet,
                header_row=source.header_row,
                headings=source.headings,
                columns=source.columns,
                agency=None if source.agency is None else place_of.get(source.agency),
                confidence=source.confidence,
                text_bytes=sum(len(str(cell).encode()) for row in rows for cell in row.cells if isinstance(cell, str)),
                rows=rows,
                by_hand=source.by_hand,
            )
        )
    return tuple(kept)


def _own_columns(source: Source, rows: Sequence[SheetRow]) -> tuple[Source, tuple[SheetRow, ...]]:
    """A sheet of several agencies without the headings of columns in which no known row has a cell.

    Such a column is another agency's, or about a child whom only others knew ("Level Jo").
    """
    filled = {
        place
        for row in rows
        if row.kind is not RowKind.HEADER
        for place, cell in enumerate(row.cells)
        if cell not in (None, "")
    }
    headings = tuple(heading if place in filled else "" for place, heading in enumerate(source.headings))
    columns: dict[str, str | tuple[tuple[str, str], ...]] = {}
    for name, heading in source.columns.items():
        if isinstance(heading, str):
            left: str | tuple[tuple[str, str], ...] = heading if heading in headings else ""
        else:
            left = tuple(pair for pair in heading if pair[1] in headings)
        if left:
            columns[name] = left
    told = tuple(
        replace(row, cells=tuple(cell if place in filled else None for place, cell in enumerate(row.cells)))
        if row.kind is RowKind.HEADER
        else row
        for row in rows
    )
    return replace(source, headings=headings, columns=columns), told


class _Words:
    """The words of the known rows, to ask whether a name stands in them."""

    def __init__(self, case: Case, table: EventTable, in_part: Collection[tuple[int, int]]) -> None:
        cells = (cell for row in _rows(case, table, in_part) for cell in row.cells)
        told = [*table.text, *(text for text in table.response if text), *_texts(cells)]
        self._text = "\n".join(told).casefold()

    def name(self, words: str) -> bool:
        """Whether these words stand in a known row, as words of their own."""
        return re.search(rf"(?<!\w){re.escape(words.casefold())}(?!\w)", self._text) is not None


def _rows(case: Case, table: EventTable, in_part: Collection[tuple[int, int]]) -> Iterable[SheetRow]:
    places: list[tuple[int, int]] = list(zip(table.source.tolist(), table.row.tolist(), strict=True))
    for source, row in dict.fromkeys(places):
        if (source, row) not in in_part:
            yield case.sheet_row(source, row)


def _texts(cells: Iterable[Cell]) -> Iterable[str]:
    return (cell for cell in cells if isinstance(cell, str))


def _child(child: Child, place: int, words: _Words, on: date) -> Child:
    """A child with its name, its birth once that had come, and the names that known rows use for it."""
    born = child.born if child.born is not None and child.born.day <= on else None
    return Child(place, child.name, born, child.sex, tuple(filter(words.name, child.aliases)))


def _adults(adults: Sequence[Adult], words: _Words) -> tuple[Adult, ...]:
    kept: list[Adult] = []
    for adult in adults:
        aliases = tuple(filter(words.name, adult.aliases))
        if aliases or words.name(adult.name):
            kept.append(Adult(len(kept), adult.name, aliases))
    return tuple(kept)


def _until(scope: Period, on: date) -> Period:
    """The time under review up to that day; none where all of it lies after."""
    if scope.first is not None and scope.first > on:
        return Period()
    return Period(scope.first, None if scope.last is None else min(scope.last, on))
