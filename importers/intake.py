"""Taking in one table: every row becomes exactly one kind of row, and the events of a chronology become columns."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from app.case.dates import NO_DAY, PRECISION_CODES, ChronologyDate, day_number
from app.case.event_table import UNSCORED
from app.case.model import RowKind, SheetRow
from app.case.scheme import Scheme
from importers.agencies import agency_named
from importers.codes import CodeReader, severity_is_ours, takes_numbers
from importers.date_words import Order, is_future
from importers.people import NOBODY, SubjectReader
from importers.roster import Roster
from importers.row_dates import RowDates, shared_dates
from importers.rows import RowJudge
from importers.sheet import RawCell, kept_cells, words_of
from importers.tables import Table, is_filled
from importers.text_people import TextReader
from importers.vocabulary import normal, people_words

REPORT_EVERY = 2000
_LONG_AGENCY = 60
_SOURCE_NAME = 40


class AgencyList:
    """The agencies met so far; a name's place in the list is its id."""

    def __init__(self, known: Sequence[str]) -> None:
        self.names = list(known)
        self._ids = {name.casefold(): place for place, name in enumerate(known)}

    def id_of(self, name: str) -> int:
        """The agency's id; a new one is added."""
        place = self._ids.setdefault(name.casefold(), len(self.names))
        if place == len(self.names):
            self.names.append(name)
        return place


@dataclass
class Rows:
    """The events of all tables so far, as lists of equal length, and the codes that only some of them have.

    ``levels`` and ``severities`` hold (event, child, rank).
    """

    source: list[int] = field(default_factory=list[int])
    row: list[int] = field(default_factory=list[int])
    start: list[int] = field(default_factory=list[int])
    end: list[int] = field(default_factory=list[int])
    precision: list[int] = field(default_factory=list[int])
    time: list[str | None] = field(default_factory=list["str | None"])
    date_words: list[str] = field(default_factory=list[str])
    entry_day: list[int] = field(default_factory=list[int])
    agency: list[int] = field(default_factory=list[int])
    author: list[str | None] = field(default_factory=list["str | None"])
    text: list[str] = field(default_factory=list[str])
    response: list[str | None] = field(default_factory=list["str | None"])
    subjects: list[frozenset[int]] = field(default_factory=list[frozenset[int]])
    severity: list[int] = field(default_factory=list[int])
    categories: list[int] = field(default_factory=list[int])
    levels: list[tuple[int, int, int]] = field(default_factory=list["tuple[int, int, int]"])
    severities: list[tuple[int, int, int]] = field(default_factory=list["tuple[int, int, int]"])


@dataclass(frozen=True)
class Around:
    """What is the same for all tables of one import."""

    scheme: Scheme
    roster: Roster
    agencies: AgencyList
    order: Order
    today: date
    report: Callable[[int], None]


class Intake:
    """Takes in one table that is a chronology, row by row."""

    def __init__(self, table: Table, source: int, owner: int, around: Around, out: Rows) -> None:
        self._table, self._source, self._owner, self._around, self._out = table, source, owner, around, out
        mapping = table.mapping
        self._text = mapping.column("text")
        self._dates = RowDates(table, around.order)
        self._shared = shared_dates(table)
        self._judge = RowJudge(table, around.today)
        self._subjects = SubjectReader(around.roster)
        self._reader = TextReader(around.roster, self._subjects)
        self._codes = TableCodes(table, around, self._subjects)
        self._responses = (*mapping.fields.get("response", ()), *mapping.fields.get("outcome", ()))
        subject = mapping.column("subjects")
        self._involved = subject >= 0 and normal(mapping.headings[subject]) in _involved_headings()
        self._agency_memo: dict[RawCell, int] = {}
        self._width = max(
            [len(mapping.headings), *(c + 1 for columns in mapping.fields.values() for c in columns)], default=0
        )
        self.shared_rows: list[int] = []

    def rows(self) -> tuple[SheetRow, ...]:
        """Every row of the sheet with its kind; events are added to the lists on the way."""
        table, taken = self._table, list[SheetRow]()
        raw = table.sheet.rows
        for place in range(table.first):
            taken.append(before_table(place, raw[place], table))
        for place in range(table.first, len(raw)):
            if place % REPORT_EVERY == 0:
                self._around.report(place)
            row = raw[place]
            if len(row) < self._width:
                row = row + ("",) * (self._width - len(row))
            kind, reason = self._take(place, row)
            taken.append(SheetRow(place + 1, kind, kept_cells(raw[place]), reason))
        return tuple(taken)

    def _take(self, place: int, row: tuple[RawCell, ...]) -> tuple[RowKind, str]:
        when = self._dates.of(row)
        cell = row[self._text]
        text = cell.strip() if cell.__class__ is str else words_of(cell)  # pyright: ignore[reportAttributeAccessIssue]
        if when is None and text and place in self._shared:
            when = self._dates.of(self._padded(self._shared[place]))
            if isinstance(when, ChronologyDate):
                self.shared_rows.append(place + 1)
        if not isinstance(when, ChronologyDate) or not text or self._is_late(when):
            return self._judge.kind_of(row, when)
        if len(text) < 160 and self._judge.says_no_contact(text, when):
            return RowKind.NO_CONTACT, ""
        self._add(place, row, when, text)
        return RowKind.EVENT, ""

    def _padded(self, place: int) -> tuple[RawCell, ...]:
        row = self._table.sheet.rows[place]
        return row + ("",) * (self._width - len(row))

    def _is_late(self, when: ChronologyDate) -> bool:
        return when.earliest is not None and when.earliest > self._around.today and is_future(when, self._around.today)

    def _add(self, place: int, row: tuple[RawCell, ...], when: ChronologyDate, text: str) -> None:
        out, mapping = self._out, self._table.mapping
        event = len(out.row)
        out.source.append(self._source)
        out.row.append(place + 1)
        out.start.append(day_number(when.earliest))
        out.end.append(day_number(when.latest))
        out.precision.append(PRECISION_CODES[when.precision])
        out.time.append(when.time)
        out.date_words.append(when.words)
        out.text.append(text)
        out.response.append(self._response(row))
        out.agency.append(self._agency(row))
        author = mapping.column("author")
        out.author.append((words_of(row[author]) or None) if author >= 0 else None)
        entry = mapping.column("entry_date")
        written = self._dates.cell(row[entry]) if entry >= 0 else None
        out.entry_day.append(day_number(written.earliest) if isinstance(written, ChronologyDate) else NO_DAY)
        subjects, stated_for = self._about(row, text, when.day)
        out.subjects.append(subjects)
        self._codes.add(event, row, stated_for, out)

    def _response(self, row: tuple[RawCell, ...]) -> str | None:
        said = [words for column in self._responses if (words := words_of(row[column]))]
        return "; ".join(dict.fromkeys(said)) or None

    def _agency(self, row: tuple[RawCell, ...]) -> int:
        mapping = self._table.mapping
        column, is_agency = mapping.column("agency"), True
        if column < 0:
            column, is_agency = mapping.column("source"), False
        if column < 0:
            return self._owner
        cell = row[column]
        known = self._agency_memo.get(cell)
        if known is None:
            known = self._agency_memo[cell] = self._agency_in(words_of(cell), is_agency)
        return known

    def _agency_in(self, words: str, is_agency: bool) -> int:
        if not words or len(words) > (_LONG_AGENCY if is_agency else _SOURCE_NAME):
            return self._owner
        name = agency_named(words) or (words if is_agency else None)
        return self._around.agencies.id_of(name) if name else self._owner

    def _about(self, row: tuple[RawCell, ...], text: str, day: date) -> tuple[frozenset[int], frozenset[int]]:
        """The children a row is about, and those of them whose level its status may state."""
        mapping, roster = self._table.mapping, self._around.roster
        column = mapping.column("subjects")
        about = self._subjects.read(words_of(row[column])) if column >= 0 else NOBODY
        ticked = self._codes.ticked(row)
        if about.says_something or ticked or about.unknown:
            found = about.on(day, roster) | ticked
            if about.unclear and not found:
                found = self._reader.named(text)
            if about.adults and not found and self._involved:
                found = self._reader.named(text)
            if about.adults and not found:
                return self._reader.cared_for_before_birth(text, self._contact_words(row), day), frozenset()
            return (self._reader.adds_unborn(text, found, day) if len(found) > 1 else found), found
        if self._codes.has_ticks:
            return frozenset(), frozenset()
        if column >= 0:
            found = self._reader.named(text)
        else:
            seen = mapping.column("_present")
            found = self._reader.about(text, words_of(row[seen]) if seen >= 0 else "", self._contact_words(row), day)
            if not found and len(roster.children) == 1:
                found = frozenset((0,))
        return found, found

    def _contact_words(self, row: tuple[RawCell, ...]) -> str:
        column = self._table.mapping.column("_contact")
        return words_of(row[column]) if column >= 0 else ""

    def notes(self) -> list[str]:
        """What a person should be told about this table."""
        place = self._table.sheet.place
        told = self._codes.notes(place)
        if self.shared_rows:
            rows = ", ".join(map(str, self.shared_rows[:10])) + (" …" if len(self.shared_rows) > 10 else "")
            told.append(f"{place}: rows without a date share a merged date cell with the row above: {rows}.")
        return told


class TableCodes:
    """The columns of one table that state severity, categories and levels, for a row or for one child."""

    def __init__(self, table: Table, around: Around, subjects: SubjectReader) -> None:
        mapping, scheme = table.mapping, around.scheme
        self._reader = CodeReader(scheme)
        self._mapping = mapping
        self._category = mapping.column("category")
        self._severity = mapping.column("severity")
        self._level = mapping.column("level")
        self._people = {
            name: self._ids(mapping.parts.get(name, {}), around.roster, subjects) for name in ("severity", "level", "subjects")
        }
        columns = [self._severity] if self._severity >= 0 else []
        headings = [mapping.headings[c] for c in (*columns, *mapping.parts.get("severity", {}).values())]
        self._severity_ours = bool(headings) and severity_is_ours(headings, table.titles(), scheme)
        self._numbers = self._level >= 0 and takes_numbers(mapping.headings[self._level], "", scheme)
        self._child_numbers = {
            column
            for person, column in mapping.parts.get("level", {}).items()
            if takes_numbers(mapping.headings[column], person, scheme)
        }
        self._now: dict[int, int] = {}
        self._untaken: Counter[str] = Counter()
        self._confirmed_only = 0

    @staticmethod
    def _ids(people: Mapping[str, int], roster: Roster, subjects: SubjectReader) -> dict[int, int]:
        """Column -> child. Columns of grown-ups and of nobody we know are left out."""
        found: dict[int, int] = {}
        for person, column in people.items():
            child = roster.child_called(person)
            if child is None:
                children = subjects.read(person).children
                child = next(iter(children)) if len(children) == 1 else None
            if child is not None:
                found[column] = child
        return found

    @property
    def has_ticks(self) -> bool:
        """Whether columns of ticks say who a row is about."""
        return bool(self._mapping.parts.get("subjects"))

    def ticked(self, row: Sequence[RawCell]) -> frozenset[int]:
        """The children whose column has a tick."""
        people = self._people["subjects"]
        return frozenset(child for column, child in people.items() if words_of(row[column])) if people else frozenset()

    def add(self, event: int, row: Sequence[RawCell], subjects: frozenset[int], out: Rows) -> None:
        """Add the codes that a row states."""
        out.categories.append(
            self._reader.categories(words_of(row[self._category])) if self._category >= 0 and row[self._category] != "" else 0
        )
        own = self._own_severities(event, row, out)
        severity = UNSCORED
        if self._severity >= 0 and row[self._severity] != "":
            if self._severity_ours:
                severity = self._reader.severity(row[self._severity])
            else:
                self._untaken[self._mapping.headings[self._severity]] += 1
        out.severity.append(max(severity, own))
        self._child_levels(event, row, out)
        if self._level >= 0 and row[self._level] != "" and subjects:
            self._row_level(event, row[self._level], subjects, out)

    def _own_severities(self, event: int, row: Sequence[RawCell], out: Rows) -> int:
        highest = UNSCORED
        for column, child in self._people["severity"].items():
            if row[column] == "":
                continue
            if not self._severity_ours:
                self._untaken[self._mapping.headings[column]] += 1
                continue
            rank = self._reader.severity(row[column])
            if rank != UNSCORED:
                out.severities.append((event, child, rank))
                highest = max(highest, rank)
        return highest

    def _child_levels(self, event: int, row: Sequence[RawCell], out: Rows) -> None:
        for column, child in self._people["level"].items():
            cell = row[column]
            if cell == "":
                continue
            rank = self._reader.level_number(cell) if column in self._child_numbers else UNSCORED
            if rank == UNSCORED:
                rank = self._reader.level_words(cell)
            if rank != UNSCORED:
                out.levels.append((event, child, rank))
            elif words_of(cell):
                self._untaken[self._mapping.headings[column]] += 1

    def _row_level(self, event: int, cell: RawCell, subjects: frozenset[int], out: Rows) -> None:
        """The level a row states for all its children.

        Where it is what some of them had already, the row confirms theirs; it is no news of a step up for another.
        """
        rank = self._reader.level_number(cell) if self._numbers else UNSCORED
        if rank == UNSCORED:
            rank = self._reader.level_words(cell)
        if rank == UNSCORED:
            if not self._numbers and self._reader.level_number(cell) != UNSCORED:
                self._untaken[self._mapping.headings[self._level]] += 1
            return
        confirms = any(self._now.get(child) == rank for child in subjects)
        for child in sorted(subjects):
            if confirms and 0 <= self._now.get(child, UNSCORED) < rank:
                self._confirmed_only += 1
                continue
            self._now[child] = rank
            out.levels.append((event, child, rank))

    def notes(self, place: str) -> list[str]:
        """Which columns could not be taken as they stand, and why."""
        told = [
            f"{place}: the numbers or words under “{heading}” were not taken: which end of the scale is worse, and "
            "does it run from 0 to 5?"
            for heading in self._untaken
        ]
        if self._reader.mixed:
            words = ", ".join(f"“{words}”" for words in list(self._reader.mixed)[:5])
            told.append(f"{place}: a status that names two levels was left for you to decide: {words}.")
        if self._confirmed_only:
            told.append(
                f"{place}: in {self._confirmed_only} cases a status shared by several children was what some of them had "
                "already; it was not taken as a step up for the others."
            )
        if self._reader.unknown_categories:
            words = ", ".join(f"“{words}”" for words in list(self._reader.unknown_categories)[:5])
            told.append(f"{place}: these categories are not in the scheme and were left out: {words}.")
        return told


@cache
def _involved_headings() -> frozenset[str]:
    return frozenset(map(normal, people_words().involved))


def before_table(place: int, row: tuple[RawCell, ...], table: Table) -> SheetRow:
    """A row above the first row of the table: a title, the headings, or blank."""
    kind = RowKind.HEADER if place == table.header else RowKind.TITLE if is_filled(row) else RowKind.BLANK
    return SheetRow(place + 1, kind, kept_cells(row))


def rows_of_no_chronology(table: Table) -> tuple[SheetRow, ...]:
    """Every row of a sheet that is no chronology."""
    rows: list[SheetRow] = []
    for place, row in enumerate(table.sheet.rows):
        if place < table.first and table.header is not None:
            rows.append(before_table(place, row, table))
        else:
            kind = RowKind.BLANK if not is_filled(row) else RowKind.KEY if table.is_key else RowKind.NOTE
            rows.append(SheetRow(place + 1, kind, kept_cells(row)))
    return tuple(rows)
