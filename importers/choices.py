"""What a person says of a sheet before its rows join the case: where its headings are, what its columns are,
whose it is, and which end of its severity scale is worse."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

import numpy as np

from app.case.event_table import UNSCORED, CodeFrom
from app.case.model import Agency, Case, ImportBatch, SheetRow, Source
from app.case.scheme import Scheme
from app.language import tr
from app.progress import Progress
from importers.batch import Options, take_tables
from importers.codes import severity_is_ours
from importers.colour_choices import owned_by_colour, scored_by_colour
from importers.dates.date_words import Order
from importers.rows.row_dates import RowDates
from importers.rows.stated_codes import which_end_is_worse
from importers.scales import Scale, fitting_scales, scale_called
from importers.sheet import RawCell, RawSheet, words_of
from importers.tables.colours import Means, row_colours
from importers.tables.columns import SAMPLE_ROWS, ColumnMapping, guess_columns
from importers.tables.continuations import continued
from importers.tables.table_search import Table, find_table, is_filled
from importers.vocabulary import normal

NOT_USED = ""
"""The field of a column that serves none; it is kept with its row and shown."""

LEFT_OUT = tr("it was left out when the file was imported")

_SEVERAL = frozenset(("response", "outcome", "significance", "analysis"))
"""Fields that more than one column may serve."""

_LOOKED_AT = 5000
_DATES_LOOKED_AT = 500

Place = tuple[str, str]
"""A file's name and a sheet's."""


@dataclass(frozen=True, slots=True)
class SheetChoice:
    """What a person said of one sheet; what they did not say is as the importer finds it.

    ``header`` is the row of the headings (1-based). ``columns`` maps a column (0-based) to a field or NOT_USED.
    ``scale`` is the key of the scale of its severity column, ``order`` that of numbers in its dates. ``taken`` False
    leaves the sheet out. ``colours_mean`` says what the colours of its rows stand for, ``colours`` maps each of them
    ("RRGGBB") to an agency, or to a step of ``scale``. ``turned`` says that its dates were typed with the month
    first, so that day and month are to be exchanged.
    """

    header: int | None = None
    columns: Mapping[int, str] = field(default_factory=dict[int, str])
    agency: str | None = None
    scale: str = ""
    taken: bool = True
    order: Order | None = None
    colours_mean: Means | None = None
    colours: Mapping[str, str] = field(default_factory=dict[str, str])
    turned: bool = False


def table_as_chosen(
    sheet: RawSheet, order: Order = "dmy", choice: SheetChoice | None = None, before: Table | None = None
) -> Table:
    """The table of a sheet as a person said it is. With a date and a text column any sheet is a chronology.

    ``before`` is that of the sheet before, from which it may go on.
    """
    order = (choice.order if choice else None) or order
    found = continued(before, find_table(sheet, order), order)
    if choice is None:
        return found
    if not choice.taken:
        return replace(found, why=found.why or LEFT_OUT)
    if choice.header is not None and choice.header - 1 != found.header and 0 < choice.header <= len(sheet.rows):
        found = _headed(sheet, choice.header - 1, order)
    elif not choice.columns:
        return replace(found, turned=choice.turned)
    mapping = _with_columns(found.mapping, choice.columns)
    why = _why_none(mapping, found.sheet, found.first)
    return Table(found.sheet, found.header, found.first, mapping, why, turned=choice.turned)


def take_chosen(
    sheets: Sequence[RawSheet],
    choices: Mapping[Place, SheetChoice],
    case: Case,
    progress: Progress,
    options: Options,
    problems: Sequence[str] = (),
    before: Table | None = None,
) -> tuple[tuple[Table, ...], ImportBatch]:
    """The tables of these sheets as a person said they are, and what they add to a case.

    ``before`` is the table of the sheet before the first, from which that may go on.

    Raises:
        Cancelled: when the progress was cancelled.
    """
    mine = [choices.get((sheet.file, sheet.name)) for sheet in sheets]
    tables: list[Table] = []
    for sheet, choice in zip(sheets, mine, strict=True):
        tables.append(table_as_chosen(sheet, options.order, choice, tables[-1] if tables else before))
    orders = {place: choice.order for place, choice in choices.items() if choice.order}
    batch = take_tables(tables, case, progress, replace(options, orders={**options.orders, **orders}), problems)
    for source, table, choice in zip(batch.sources, tables, mine, strict=True):
        if choice is None or table.why is not None:
            continue
        if choice.agency:
            batch = _owned(batch, case, source, choice.agency.strip())
        scale = scale_called(choice.scale)
        if choice.colours_mean == "agency":
            batch = owned_by_colour(batch, case, source, row_colours(table), choice.colours)
        if scale is not None and choice.colours_mean == "severity":
            batch = scored_by_colour(batch, source, row_colours(table), choice.colours, scale)
        elif scale is not None:
            batch = _scored(batch, source, table, scale)
    return tuple(tables), batch


def order_doubt(table: Table, order: Order) -> str | None:
    """A sentence where the first dates of a chronology speak against that order of numbers; None where they do not."""
    column = table.mapping.column("date")
    if table.why is not None or column < 0:
        return None
    dates = RowDates(table, order)
    for row in islice(table.sheet.rows, table.first, table.first + _DATES_LOOKED_AT):
        if column < len(row):
            dates.cell(row[column])
    return dates.order_doubt()


def may_be_turned(table: Table, order: Order) -> bool:
    """Whether the dates of a chronology stand in order only with their days and months exchanged."""
    if table.why is not None or table.mapping.column("date") < 0:
        return False
    return RowDates(table, order).sequence_doubt(islice(table.sheet.rows, table.first, None)) is not None


def unknown_scales(table: Table, scheme: Scheme) -> tuple[int, ...]:
    """The severity columns of a chronology of which nobody knows which end is worse; empty where all is known."""
    columns = _severity_columns(table.mapping)
    headings = [table.mapping.headings[column] for column in columns]
    if table.why is not None or not columns or severity_is_ours(headings, table.titles(), scheme):
        return ()
    return tuple(column for column in columns if steps_of(table, column))


def scales_for(table: Table, columns: Sequence[int]) -> tuple[Scale, ...]:
    """The scales that fit everything these columns hold."""
    return fitting_scales(cell for column in columns for cell in steps_of(table, column))


def steps_of(table: Table, column: int) -> tuple[RawCell, ...]:
    """What the filled cells of a column under the headings say, each once; the heading itself left out."""
    said = dict.fromkeys([row[column] for row in table.sheet.rows[table.first :] if column < len(row)])
    heading = normal(table.mapping.headings[column])
    return tuple(cell for cell in said if (words := words_of(cell)) and normal(words) != heading)


def field_of(mapping: ColumnMapping, column: int) -> str:
    """The field that a column serves; NOT_USED for none."""
    for name, columns in mapping.fields.items():
        if column in columns:
            return name
    return next((name for name, people in mapping.parts.items() if column in people.values()), NOT_USED)


def _severity_columns(mapping: ColumnMapping) -> tuple[int, ...]:
    return (*mapping.fields.get("severity", ())[:1], *mapping.parts.get("severity", {}).values())


def _headed(sheet: RawSheet, header: int, order: Order) -> Table:
    rows, first = sheet.rows, header + 1
    width = max([len(rows[header]), *(len(row) for row in rows[first : first + 50])])
    named = [words_of(cell) for cell in rows[header]]
    headings = (*named, *[""] * (width - len(named)))
    sample = [row for row in rows[first : first + 2 * SAMPLE_ROWS] if is_filled(row)][:SAMPLE_ROWS]
    mapping = guess_columns(headings, sample, order)
    return Table(sheet, header, first, mapping, _why_none(mapping, sheet, first))


def _with_columns(mapping: ColumnMapping, columns: Mapping[int, str]) -> ColumnMapping:
    """A mapping with these columns in the place of the guess; a field that only one column serves changes hands."""
    width = max([len(mapping.headings), *(column + 1 for column in columns)])
    headings = (*mapping.headings, *[""] * (width - len(mapping.headings)))
    alone = {name for name in columns.values() if name not in _SEVERAL}
    fields = {
        name: [column for column in known if column not in columns]
        for name, known in mapping.fields.items()
        if name not in alone
    }
    for column, name in sorted(columns.items()):
        if name != NOT_USED:
            fields.setdefault(name, []).append(column)
    parts = {
        name: {person: column for person, column in people.items() if column not in columns}
        for name, people in mapping.parts.items()
    }
    return ColumnMapping(
        headings,
        {name: tuple(known) for name, known in fields.items() if known},
        {name: people for name, people in parts.items() if people},
        1.0,
    )


def _why_none(mapping: ColumnMapping, sheet: RawSheet, first: int) -> str | None:
    if not any(is_filled(row) for row in sheet.rows[first : first + _LOOKED_AT]):
        return tr("there are no rows under the headings")
    if "date" not in mapping.fields:
        return tr("no column holds the dates of events")
    return None if "text" in mapping.fields else tr("no column holds the text of events")


def _owned(batch: ImportBatch, case: Case, source: Source, name: str) -> ImportBatch:
    """The batch with that agency as the sender of a sheet; rows that name an agency of their own keep it."""
    agencies = (*case.agencies, *batch.agencies)
    known = next((agency.id for agency in agencies if agency.name.casefold() == name.casefold()), None)
    if known is None:
        known = len(agencies)
        batch = replace(batch, agencies=(*batch.agencies, Agency(known, name)))
    before = -1 if source.agency is None else source.agency
    column = batch.events.agency.copy()
    column[(batch.events.source == source.id) & (column == before)] = known
    sources = tuple(replace(item, agency=known) if item.id == source.id else item for item in batch.sources)
    return replace(batch, sources=sources, events=replace(batch.events, agency=column))


def _scored(batch: ImportBatch, source: Source, table: Table, scale: Scale) -> ImportBatch:
    """The batch with the severities that a sheet states on a scale a person has named."""
    events, rows = batch.events, {row.number: row for row in source.rows}
    severity, origin = events.severity.copy(), events.severity_from.copy()
    own = events.child_severity.copy()
    own_columns = _child_columns(table.mapping, batch)
    whole = table.mapping.column("severity")
    for place in np.flatnonzero(events.source == source.id).tolist():
        row = rows[int(events.row[place])]
        ranks = {child: _rank(row, column, scale) for child, column in own_columns.items()}
        worst = max([_rank(row, whole, scale), *ranks.values()], default=UNSCORED)
        if worst == UNSCORED:
            continue
        severity[place], origin[place] = worst, CodeFrom.STATED
        for child, rank in ranks.items():
            if rank not in (UNSCORED, worst) and events.subjects[place, child]:
                own[place, child] = rank
    told = tuple(note for note in batch.notes if not _asks(note, table))
    scored = events.recoded({"severity": severity, "severity_from": origin, "child_severity": own})
    return replace(batch, events=scored, notes=told)


def _rank(row: SheetRow, column: int, scale: Scale) -> int:
    found = scale.severity(row.cells[column]) if 0 <= column < len(row.cells) else None
    return UNSCORED if found is None else found


def _child_columns(mapping: ColumnMapping, batch: ImportBatch) -> dict[int, int]:
    """Child -> the column of that child's own severity."""
    called = {normal(word): child.id for child in batch.children for word in (child.name, *child.aliases)}
    parts = mapping.parts.get("severity", {})
    return {called[normal(person)]: column for person, column in parts.items() if normal(person) in called}


def _asks(note: str, table: Table) -> bool:
    headings = [table.mapping.headings[column] for column in _severity_columns(table.mapping)]
    return any(note == which_end_is_worse(table.sheet.place, words) for words in headings)
