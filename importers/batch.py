"""From files to one ImportBatch: read every sheet, find out who there is, then take in each row."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from app.case.event_columns import EMPTY_EVENTS, EventColumns, table_of
from app.case.event_table import UNSCORED, CodeFrom, EventTable
from app.case.model import Agency, Case, ImportBatch, Source
from app.case.sheet_rows import SheetRows
from app.errors import UserError
from app.language import tr
from app.memory import nothing_let_go
from app.progress import Progress
from importers.agencies import agency_named, is_generic, owner_of
from importers.dates.date_vocabulary import vocabulary
from importers.dates.date_words import Order
from importers.people.roster import Roster
from importers.readers.reading_apart import ReadingApart
from importers.readers.refusals import Protected
from importers.rows.births import learn_from_texts
from importers.rows.gathering import gather_people
from importers.rows.intake import AgencyList, Around, Intake, Rows
from importers.rows.row_dates import RowDates
from importers.rows.row_kinds import Taken, take_no_chronology
from importers.rows.silences import with_stated_times
from importers.rows.unnamed import take_unnamed
from importers.sheet import RawSheet, kept_rows, text_bytes, words_of
from importers.tables.colours import offers_of
from importers.tables.continuations import continued
from importers.tables.groupings import told_of_grouping
from importers.tables.table_search import Table, find_table, sections_of
from importers.vocabulary import any_of, people_words, row_words, status_words

Corrections = Mapping[str, str]
"""A user's columns for a sheet: field -> heading as in the file."""

_T = TypeVar("_T")

_READING, _TAKING = 0.5, 0.45


@dataclass(frozen=True, slots=True)
class Options:
    """What a user may say about the files: the order of numbers in dates, passwords, and columns.

    ``columns`` maps (file, sheet) to field -> heading; the key ("", "") is for every sheet. ``orders`` are of sheets
    whose numbers stand in an order of their own.
    """

    order: Order = "dmy"
    today: date | None = None
    passwords: tuple[str, ...] = ()
    columns: Mapping[tuple[str, str], Corrections] = field(default_factory=dict[tuple[str, str], Corrections])
    orders: Mapping[tuple[str, str], Order] = field(default_factory=dict[tuple[str, str], Order])

    def order_of(self, sheet: RawSheet) -> Order:
        """The order of numbers in the dates of a sheet."""
        return self.orders.get((sheet.file, sheet.name), self.order)


def import_files(
    paths: Sequence[Path],
    case: Case,
    progress: Progress | None = None,
    order: Order = "dmy",
    today: date | None = None,
    passwords: Iterable[str] = (),
    columns: Mapping[tuple[str, str], Corrections] = MappingProxyType({}),
) -> ImportBatch:
    """What these files add to a case. A file that cannot be read is told in ``problems``; the rest go on.

    Raises:
        Cancelled: when the progress was cancelled.
    """
    progress = progress or Progress()
    options = Options(order, today or date.today(), tuple(passwords), columns)
    with nothing_let_go():
        sheets, refused = _read_all(paths, options, progress)
        batch = take_in(sheets, case, progress, options, [str(error) for error in refused])
    return replace(batch, locked=tuple([error.file for error in refused if isinstance(error, Protected)]))


def _read_all(paths: Sequence[Path], options: Options, progress: Progress) -> tuple[list[RawSheet], list[UserError]]:
    sheets: list[RawSheet] = []
    refused: list[UserError] = []
    with ReadingApart(progress, meanwhile=_load_words) as reading:
        for place, path in enumerate(paths):
            progress.at(_READING * place / len(paths), tr("Reading {file}").format(file=path.name))
            try:
                sheets += reading.read(path, options.passwords)
            except UserError as error:
                refused.append(error)
    return sheets, refused


def _load_words() -> None:
    """Load what every import needs: the first file is read by another process, so this costs no time."""
    vocabulary()
    _ = people_words().cues
    row_words()
    status_words()


def take_in(
    sheets: Sequence[RawSheet], case: Case, progress: Progress, options: Options, problems: Sequence[str] = ()
) -> ImportBatch:
    """What these sheets add to a case."""
    tables: list[Table] = []
    for sheet in sheets:
        found = find_table(sheet, options.order_of(sheet), _corrections(sheet, options))
        tables.append(continued(tables[-1] if tables else None, found, options.order_of(sheet)))
    return take_tables(tables, case, progress, options, problems)


def take_tables(
    tables: Sequence[Table], case: Case, progress: Progress, options: Options, problems: Sequence[str] = ()
) -> ImportBatch:
    """What these tables, as they were understood or as a person said they are, add to a case."""
    roster = Roster.of(case)
    sections = [sections_of(table, options.order_of(table.sheet)) for table in tables]
    every = [part for parts in sections for part in parts]
    notes = list(gather_people(every, roster, options.order))
    notes += take_unnamed(every, roster)
    dates = {id(part): RowDates(part, options.order_of(part.sheet)) for part in every}
    chronologies = [part for part in every if part.why is None]
    notes += learn_from_texts(chronologies, [dates[id(part)] for part in chronologies], roster)
    agencies = AgencyList([agency.name for agency in case.agencies])
    rows = Rows()
    sources: list[Source] = []
    total = max(1, sum(len(table.sheet.rows) for table in tables))
    done = 0
    today = options.today or date.today()
    for table, parts in zip(tables, sections, strict=True):
        start = done
        words = tr("Taking in {place}").format(place=table.sheet.place)

        def report(row: int, start: int = start, words: str = words) -> None:
            progress.at(_READING + _TAKING * (start + row) / total, words)

        around = Around(case.scheme, roster, agencies, dates, options.order, today, report)
        source, told = _take_table(parts, len(case.sources) + len(sources), tables, around, rows)
        sources.append(with_stated_times(source, parts, options.order_of(table.sheet)))
        notes += [*table.sheet.notes, *told]
        done += len(table.sheet.rows)
    progress.at(_READING + _TAKING, tr("Putting events in order"))
    return ImportBatch(
        before=(len(case.children), len(case.adults), len(case.agencies), len(case.sources)),
        children=tuple(roster.children),
        adults=tuple(roster.adults[len(case.adults) :]),
        agencies=tuple([Agency(at, name) for at, name in enumerate(agencies.names)][len(case.agencies) :]),
        sources=tuple(sources),
        events=_events(rows, len(roster.children)),
        notes=tuple(notes),
        problems=tuple(problems),
        marking=_marking(tables),
        known_adults=tuple(roster.adults[: len(case.adults)]),
    )


def _corrections(sheet: RawSheet, options: Options) -> Corrections:
    return {**options.columns.get(("", ""), {}), **options.columns.get((sheet.file, sheet.name), {})}


def _take_table(
    parts: Sequence[Table], source: int, tables: Sequence[Table], around: Around, rows: Rows
) -> tuple[Source, list[str]]:
    """Take in a sheet: its table, and the further ones that stand below it."""
    table = parts[0]
    sheet = table.sheet
    around.report(0)
    owner = -1
    told: list[str] = []
    taken = Taken()
    columns = table.mapping.shown
    if table.why is None:
        owner = _owner(table, tables, around)
        intakes = [Intake(part, source, owner, around, rows) for part in parts]
        for intake in intakes:
            intake.take(taken)
        told = list(dict.fromkeys(note for intake in intakes for note in intake.notes()))
        told += [_told_of(part) for part in parts[1:]]
        told += [said for said in (around.roster.told.get((sheet.file, sheet.name)),) if said]
        if grouping := told_of_grouping(table.mapping):
            told.append(tr("{place}: {note}").format(place=sheet.place, note=grouping))
        told += [
            tr("{place}: {note}").format(place=sheet.place, note=offer.words) for offer in offers_of(table, tables)
        ]
        if "agency" not in columns and _names_agencies(table):
            columns["agency"] = columns["source"]
    else:
        take_no_chronology(table, taken)
    kept = kept_rows(parts[-1].sheet.rows)
    return (
        Source(
            id=source,
            file=sheet.file,
            sheet=sheet.name,
            header_row=None if table.header is None else table.header + 1,
            headings=table.mapping.headings,
            columns=MappingProxyType(columns),
            agency=owner if owner >= 0 else None,
            confidence=table.mapping.confidence if table.why is None else 0.0,
            why=table.why,
            text_bytes=text_bytes(kept),
            digest=sheet.digest,
            rows=SheetRows(kept, bytes(taken.kinds), taken.reasons),
            notes=(*sheet.notes, *told),
        ),
        told,
    )


def _told_of(part: Table) -> str:
    return tr("{place}: another table begins in row {row} and was read by its own headings.").format(
        place=part.sheet.place, row=part.begin + 1
    )


def _owner(table: Table, tables: Sequence[Table], around: Around) -> int:
    """The agency that sent a sheet: named by it, else its own name where a file has a sheet for each agency."""
    sheet = table.sheet
    name = owner_of(sheet.name, table.titles(), sheet.file)
    if name is None and not is_generic(sheet.name) and (sheet.file, sheet.name) not in around.roster.tabs:
        others = [other for other in tables if other.sheet.file == sheet.file and other.why is None]
        name = sheet.name if len(others) > 1 else None
    return around.agencies.id_of(name) if name else -1


def _names_agencies(table: Table) -> bool:
    """Whether the source column says which agency each row comes from."""
    column = table.mapping.column("source")
    if column < 0:
        return False
    cells = {words_of(row[column]) for row in table.sheet.rows[table.first :] if column < len(row)} - {""}
    named = sum(agency_named(cell) is not None for cell in cells)
    return named > len(cells) / 2


def _events(rows: Rows, children: int) -> EventTable:
    """The table of the events; their columns are let go on the way."""
    n = len(rows.row)
    if n == 0:
        return EMPTY_EVENTS.widened(children)
    rows.put_in_order()
    level = np.full((n, children), UNSCORED, np.int8)
    level_from = np.zeros((n, children), np.uint8)
    if rows.levels:
        event, child, rank = np.asarray(rows.levels, np.intp).T
        level[rows.places[event], child] = rank
        level_from[rows.places[event], child] = CodeFrom.STATED
    own = np.full((n, children), UNSCORED, np.int8)
    for event, child, rank in rows.severities:
        if rank != rows.severity[rows.places[event]]:
            own[rows.places[event], child] = rank
    severity = np.asarray(rows.severity, np.int8)
    categories = np.asarray(rows.categories, np.int64)
    return table_of(
        EventColumns(
            source=rows.source,
            row=rows.row,
            start=rows.start,
            end=rows.end,
            precision=rows.precision,
            text=_taken_out(rows.text),
            date_words=_taken_out(rows.date_words),
            subjects=_subjects(_taken_out(rows.subjects), children),
            entry_day=rows.entry_day,
            agency=rows.agency,
            severity=severity,
            severity_from=np.where(severity >= 0, np.uint8(CodeFrom.STATED), np.uint8(0)),
            categories=categories,
            categories_from=np.where(categories > 0, np.uint8(CodeFrom.STATED), np.uint8(0)),
            time=_taken_out(rows.time),
            author=_taken_out(rows.author),
            response=_taken_out(rows.response),
            child_severity=own,
            level=level,
            level_from=level_from,
        )
    )


def _taken_out(column: list[_T]) -> tuple[_T, ...]:
    taken = tuple(column)
    column.clear()
    return taken


def _subjects(sets: Sequence[frozenset[int]], children: int) -> NDArray[np.bool_]:
    """(n, k): who each event is about. Rows share few different sets, so each is laid out once."""
    places = {members: place for place, members in enumerate(dict.fromkeys(sets))}
    patterns = np.zeros((len(places), children), np.bool_)
    for members, place in places.items():
        patterns[place, list(members)] = True
    return patterns[np.fromiter((places[members] for members in sets), np.intp, len(sets))]


def _marking(tables: Sequence[Table]) -> str:
    """The protective marking in the title rows of the first sheet that has one, as written."""
    pattern = any_of(row_words().markings)
    for table in tables:
        for line in table.titles():
            match = pattern.search(line)
            if match and match[0].isupper():
                return match[0]
    return ""
