"""What sheets are taken for before they join a case: their tables, what these bring, and what has to be asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from app.case.model import Case, ImportBatch, RowKind, Source
from app.case.sheet_rows import count_of
from app.language import tr
from app.progress import Progress
from importers.batch import Options
from importers.choices import (
    NOT_USED,
    Place,
    SheetChoice,
    may_be_turned,
    order_doubt,
    take_chosen,
    unknown_scales,
)
from importers.dates.date_words import Order
from importers.sheet import RawSheet
from importers.tables.colours import ColourOffer, offers_of
from importers.tables.table_search import Table

LOW = 0.5
"""A mapping less sure than this is shown to a person before anything is imported."""

USUAL_ORDER: Order = "dmy"

LOOKED_AT = 2000
"""A change of the columns is tried on so many rows at once."""

FIELD_NAMES: Mapping[str, str] = {
    NOT_USED: tr("Not used"),
    "date": tr("Date"),
    "end_date": tr("Date to"),
    "time": tr("Time"),
    "subjects": tr("Child(ren)"),
    "text": tr("What happened"),
    "response": tr("Response"),
    "outcome": tr("Outcome"),
    "agency": tr("Agency"),
    "source": tr("Source"),
    "author": tr("Author"),
    "severity": tr("Severity"),
    "level": tr("Level of intervention"),
    "category": tr("Category"),
    "child_seen": tr("Child seen"),
    "child_voice": tr("Voice of the child"),
    "significance": tr("Significance"),
    "analysis": tr("Analysis"),
    "entry_date": tr("Date of entry"),
    "age": tr("Age"),
    "reference": tr("Reference"),
}
"""What the fields of a column are called in lists, in the order they are offered."""


@dataclass(frozen=True)
class Look:
    """One sheet as it would be taken in: its table, its rows so far as they were tried, and what it would bring.

    ``order_doubt`` says why its dates may have their numbers in another order; None once a person has chosen one.
    ``colours`` are what the fills of its rows may mean. ``turnable`` says that its dates may have been typed
    with the month first, or that a person has said so.
    """

    table: Table
    source: Source
    batch: ImportBatch
    choice: SheetChoice
    unknown: tuple[int, ...]
    whole: bool
    order_doubt: str | None = None
    colours: tuple[ColourOffer, ...] = ()
    turnable: bool = False

    @property
    def place(self) -> Place:
        """The file and the sheet."""
        return self.table.sheet.file, self.table.sheet.name

    @property
    def is_chronology(self) -> bool:
        """Whether any of its rows would be taken in."""
        return self.table.why is None

    @property
    def turn_doubt(self) -> bool:
        """Whether its dates look as if typed with the month first, and nobody has said so yet."""
        return self.turnable and not self.choice.turned

    @property
    def unanswered(self) -> bool:
        """Whether a question has to be answered before the sheet is taken in."""
        return bool(self.unknown) and not self.choice.scale

    @property
    def doubtful(self) -> bool:
        """Whether a person should look at it before it is taken in."""
        unsure = self.table.mapping.confidence < LOW or self.order_doubt is not None or self.turn_doubt
        return self.is_chronology and (self.unanswered or unsure)

    def count(self, kind: RowKind) -> int:
        """How many rows are of that kind."""
        return count_of(self.source.rows, kind)


@dataclass(frozen=True)
class Understood:
    """Every sheet of some files as it would be taken in. ``templates`` are the places whose columns were kept."""

    sheets: tuple[RawSheet, ...]
    tables: tuple[Table, ...]
    batch: ImportBatch
    choices: Mapping[Place, SheetChoice] = field(default_factory=dict[Place, SheetChoice])
    templates: Mapping[Place, str] = field(default_factory=dict[Place, str])

    def looks(self, case: Case) -> tuple[Look, ...]:
        """Each sheet by itself."""
        return tuple(
            replace(
                _look(table, source, self.batch, choice_of(self.choices, table.sheet), case, True),
                colours=offers_of(table, self.tables),
            )
            for table, source in zip(self.tables, self.batch.sources, strict=True)
        )

    def needs_answer(self, case: Case) -> bool:
        """Whether a person has to look at a sheet before these are taken in; kept columns need no second look."""
        return any(look.unanswered or (look.doubtful and look.place not in self.templates) for look in self.looks(case))


def choice_of(choices: Mapping[Place, SheetChoice], sheet: RawSheet) -> SheetChoice:
    """What was said of a sheet; an empty choice where nothing was."""
    return choices.get((sheet.file, sheet.name), SheetChoice())


def understand(
    sheets: Sequence[RawSheet],
    choices: Mapping[Place, SheetChoice],
    case: Case,
    progress: Progress,
    problems: Sequence[str] = (),
) -> Understood:
    """What these sheets are taken for, under what a person said of them.

    Raises:
        Cancelled: when the progress was cancelled.
    """
    tables, batch = take_chosen(sheets, choices, case, progress, Options(), problems)
    return Understood(tuple(sheets), tables, batch, dict(choices))


def look_again(
    sheet: RawSheet, choice: SheetChoice, case: Case, known: ImportBatch, before: Table | None = None
) -> Look:
    """One sheet under another choice, tried on its first rows with the people who are known already.

    ``before`` is the table of the sheet before, from which it may go on.
    """
    adults = (*case.adults, *known.adults)
    # A child who stands in because no sheet names one is not known: a sheet that is looked at again makes it anew.
    children = known.children if case.children or len(known.sources) > 1 else case.children
    people = Case(case.scheme, children=children, adults=adults, agencies=case.agencies)
    short = replace(sheet, rows=sheet.rows[:LOOKED_AT])
    chosen = {(sheet.file, sheet.name): choice}
    (table,), batch = take_chosen([short], chosen, people, Progress(), Options(), before=before)
    whole = len(sheet.rows) <= LOOKED_AT
    return _look(table, batch.sources[0], batch, choice, case, whole)


def _look(table: Table, source: Source, batch: ImportBatch, choice: SheetChoice, case: Case, whole: bool) -> Look:
    doubt = None if choice.order else order_doubt(table, USUAL_ORDER)
    turnable = choice.turned or may_be_turned(table, choice.order or USUAL_ORDER)
    return Look(table, source, batch, choice, unknown_scales(table, case.scheme), whole, doubt, turnable=turnable)
