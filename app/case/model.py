"""What a case is. Every value here is immutable; ``edits`` holds every way to get another one.

Glossary, one word per thing: a *case* is a family under review. A *chronology* is what an agency
sends: files with *sheets* of *rows*. A *source* is one sheet (or file) that was taken in. An
*event* is a row that tells something dated. *Codes* are an event's severity (0-5), categories and
the level of intervention (0-5) it states for each *child*.
"""

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from app.case.dates import ChronologyDate
from app.case.decided import Correction as Correction
from app.case.decided import Disagreement as Disagreement
from app.case.decided import DuplicateDecision as DuplicateDecision
from app.case.decided import EarlierRow as EarlierRow
from app.case.decided import EventPart as EventPart
from app.case.decided import FindingDecision as FindingDecision
from app.case.decided import Settled as Settled
from app.case.decided import Verdict as Verdict
from app.case.decided import WhoIsWho as WhoIsWho
from app.case.event_columns import EMPTY_EVENTS
from app.case.event_table import Event, EventTable
from app.case.narrowing import NamedFilter
from app.case.own_words import OwnEntry
from app.case.practice import Bookmark, Episode
from app.case.pseudonyms import PanelPlan
from app.case.scheme import Scheme
from app.language import tr

Cell = str | int | float | bool | None
"""A cell as it is kept for ever. Dates and times of a workbook are kept as ISO text."""


@dataclass(frozen=True, slots=True)
class Stay:
    """A time for which a child was outside the household: ``until`` None means to the end of the record."""

    since: ChronologyDate
    until: ChronologyDate | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Child:
    """A child of the case. ``id`` is its place in ``Case.children`` and in the event table's columns."""

    id: int
    name: str
    born: ChronologyDate | None = None
    sex: str | None = None
    aliases: tuple[str, ...] = ()
    vulnerabilities: tuple[str, ...] = ()
    away: tuple[Stay, ...] = ()


@dataclass(frozen=True, slots=True)
class Adult:
    """A grown-up whom rows name: "Mother", known as "M / Mo"."""

    id: int
    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Agency:
    """An organisation that knew the family. ``id`` is its place in ``Case.agencies``."""

    id: int
    name: str


class RowKind(StrEnum):
    """What a row of a sheet is. Every input row is exactly one of these."""

    EVENT = "event"
    REJECTED = "rejected"
    HEADER = "header"
    TITLE = "title"
    BANNER = "banner"
    KEY = "key"
    NO_CONTACT = "no contact"
    NOTE = "note"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row as the agency wrote it. ``number`` is what a spreadsheet program shows (1-based).

    ``reason`` says why a rejected row was rejected, in words for a person.
    """

    number: int
    kind: RowKind
    cells: tuple[Cell, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Period:
    """Days from the first to the last, both inclusive; None for a bound that nobody has set.

    Raises:
        ValueError: when the first day comes after the last.
    """

    first: date | None = None
    last: date | None = None

    def __post_init__(self) -> None:
        if self.first and self.last and self.first > self.last:
            raise ValueError("the first day comes after the last")


@dataclass(frozen=True, slots=True)
class NoContact:
    """A row (its number) in which an agency says that it had no contact in that time."""

    row: int
    period: Period


@dataclass(frozen=True, slots=True)
class Source:
    """One sheet of one file. ``id`` is its place in ``Case.sources``.

    ``columns`` maps a field of the contract to its heading, or, where several columns serve it
    ("Level Perry"), to (child or part, heading) pairs. ``headings`` are those of the header row in
    column order. ``why`` says why the sheet is no chronology, where it is none. ``withdrawn`` sources
    stay in the case and are not shown; ``apart`` are their events (ids) that had been withdrawn one by
    one before. ``period`` is the time that the agency says it returned; None where nobody said.
    ``notes`` are what the importer told of the sheet. ``by_hand`` is the source of rows that a reviewer
    added. ``no_contact`` are the times in which, as it says, there was none.
    """

    id: int
    file: str
    sheet: str
    header_row: int | None
    headings: tuple[str, ...] = ()
    columns: Mapping[str, str | tuple[tuple[str, str], ...]] = field(default_factory=lambda: MappingProxyType({}))
    agency: int | None = None
    confidence: float = 0.0
    why: str | None = None
    text_bytes: int = 0
    digest: str = ""
    rows: Sequence[SheetRow] = ()
    withdrawn: bool = False
    apart: tuple[int, ...] = ()
    period: Period | None = None
    notes: tuple[str, ...] = ()
    by_hand: bool = False
    no_contact: tuple[NoContact, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """Everything that is known. ``events`` is ordered by day, then source, then row.

    ``decisions`` holds one for a pair at most; ``earlier`` has an event's oldest row first. ``scope`` is the
    time under review. ``corrections`` holds one for an event and field at most, ``who_is_who`` one for the
    same words. ``own_words`` are laid over the lexicon for this case.
    ``unread`` has a sentence for each file that could not be read when it was given. ``known_on`` is
    the day on which the case is looked at, where it is what some agencies could have known: its record reaches up
    to that day, though its last row is older. None, and so in every case file, for the whole case.
    """

    scheme: Scheme
    name: str = tr("Untitled case")
    marking: str = ""
    children: tuple[Child, ...] = ()
    adults: tuple[Adult, ...] = ()
    agencies: tuple[Agency, ...] = ()
    sources: tuple[Source, ...] = ()
    events: EventTable = EMPTY_EVENTS
    decisions: tuple[DuplicateDecision, ...] = ()
    earlier: tuple[EarlierRow, ...] = ()
    scope: Period = Period()
    parts: tuple[EventPart, ...] = ()
    corrections: tuple[Correction, ...] = ()
    who_is_who: tuple[WhoIsWho, ...] = ()
    finding_decisions: tuple[FindingDecision, ...] = ()
    unread: tuple[str, ...] = ()
    filters: tuple[NamedFilter, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    episodes: tuple[Episode, ...] = ()
    bookmarks: tuple[Bookmark, ...] = ()
    panel: PanelPlan = PanelPlan()
    own_words: tuple[OwnEntry, ...] = ()
    known_on: date | None = None

    def child_named(self, name: str) -> Child:
        """The child of that name.

        Raises:
            KeyError: when no child is called so.
        """
        for child in self.children:
            if child.name == name:
                return child
        raise KeyError(name)

    def agency_name(self, agency: int) -> str:
        """The agency's name; empty for -1, which is 'not known'."""
        return self.agencies[agency].name if agency >= 0 else ""

    def event(self, event_id: int) -> Event:
        """The event of that id, as one value.

        Raises:
            KeyError: when there is no such event.
        """
        return self.events.event(self.events.position(event_id))

    def sheet_row(self, source: int, number: int) -> SheetRow:
        """The row of that source as the agency wrote it.

        Raises:
            KeyError: when the source has no such row.
        """
        rows = self.sources[source].rows
        if 0 < number <= len(rows) and rows[number - 1].number == number:
            return rows[number - 1]
        for row in rows:
            if row.number == number:
                return row
        raise KeyError((source, number))


@dataclass(frozen=True, slots=True)
class Changes:
    """A receipt: what kind of thing an edit touched. A listener redraws only for what it shows.

    ``all_events`` says that rows came or went, so that row positions are no longer what they were.
    ``people`` stands for children, adults and who is who; ``scope`` for the time under review; ``findings``
    for what was decided of findings, ``unread`` for files that could not be read, ``disagreements`` for what two
    reviewers gave otherwise.
    """

    events: Set[int] = frozenset()
    all_events: bool = False
    people: bool = False
    agencies: bool = False
    sources: frozenset[int] = frozenset()
    scheme: bool = False
    name: bool = False
    decisions: bool = False
    scope: bool = False
    findings: bool = False
    unread: bool = False
    filters: bool = False
    disagreements: bool = False
    episodes: bool = False
    bookmarks: bool = False
    panel: bool = False
    own_words: bool = False

    def __or__(self, other: "Changes") -> "Changes":
        return Changes(
            self.events | other.events,
            self.all_events or other.all_events,
            self.people or other.people,
            self.agencies or other.agencies,
            self.sources | other.sources,
            self.scheme or other.scheme,
            self.name or other.name,
            self.decisions or other.decisions,
            self.scope or other.scope,
            self.findings or other.findings,
            self.unread or other.unread,
            self.filters or other.filters,
            self.disagreements or other.disagreements,
            self.episodes or other.episodes,
            self.bookmarks or other.bookmarks,
            self.panel or other.panel,
            self.own_words or other.own_words,
        )


Edit = Callable[[Case], tuple[Case, Changes]]
"""A way to change a case: from a case to the next one and what changed between them."""


@dataclass(frozen=True, slots=True)
class ImportBatch:
    """What importers hand over: everything that some files add to a case, with ids that follow on from it.

    ``before`` counts the (children, adults, agencies, sources) of the case the ids follow on from.
    ``children`` replaces the case's children (those it had come first, possibly with more aliases).
    Event ids in ``events`` start at 0 and are renumbered when the batch is added. ``notes`` are
    things the user should be told ("a date column breaks order month-wise"). ``locked`` names the files
    that ask for a password none of those given is; ``problems`` says so of each as well. ``adults`` are new ones;
    ``known_adults`` are the case's, possibly with more aliases.
    """

    before: tuple[int, int, int, int]
    children: tuple[Child, ...]
    adults: tuple[Adult, ...]
    agencies: tuple[Agency, ...]
    sources: tuple[Source, ...]
    events: EventTable
    notes: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    marking: str = ""
    locked: tuple[str, ...] = ()
    known_adults: tuple[Adult, ...] = ()
