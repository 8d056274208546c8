"""Taking in one table: every row becomes exactly one kind of row, and the events of a chronology become columns."""

import re
from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from app.case.dates import NO_DAY, PRECISION_CODES, ChronologyDate, Precision, day_number
from app.case.model import RowKind
from app.case.scheme import Scheme
from app.case.sheet_rows import code_of
from app.language import tr
from importers.agencies import agency_named
from importers.dates.date_words import Order, is_future
from importers.people.roster import Roster
from importers.people.subjects import NOBODY, About, SubjectReader, names_a_person
from importers.people.text_people import TextReader
from importers.rows.borrowed import Borrowing
from importers.rows.row_dates import Reading, RowDates
from importers.rows.row_kinds import RowJudge, Taken, kind_before_table
from importers.rows.row_texts import RowTexts
from importers.rows.stated_codes import StatedCodes
from importers.sheet import RawCell, for_each_cell, words_of
from importers.tables.side_by_side import SideBySide, told_of_several
from importers.tables.table_search import Table
from importers.tables.wrapped_lines import WrappedLines
from importers.vocabulary import normal, people_words

REPORT_EVERY = 2000
EVENT = code_of(RowKind.EVENT)
_LONG_AGENCY = 60
_SOURCE_NAME = 40

_ANY_WORD = re.compile(r"\w")
"""A cell of dashes says that there is nothing to say."""

_T = TypeVar("_T")
_Row = tuple[RawCell, ...]
_Event = tuple[int, _Row, ChronologyDate, str | None, str]
"""The 0-based row, its cells, its date, its time of day and its text."""


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


def _whole_numbers() -> "array[int]":
    return array("i")


def _wide_numbers() -> "array[int]":
    return array("q")


@dataclass
class Rows:
    """The events of all tables so far, as columns of equal length, and the codes that only some of them have.

    ``levels`` and ``severities`` hold (event, child, rank), the event by its number as it came in; ``places`` says
    where each stands.
    """

    source: "array[int]" = field(default_factory=_whole_numbers)
    row: "array[int]" = field(default_factory=_whole_numbers)
    start: "array[int]" = field(default_factory=_whole_numbers)
    end: "array[int]" = field(default_factory=_whole_numbers)
    precision: "array[int]" = field(default_factory=_whole_numbers)
    time: list[str | None] = field(default_factory=list["str | None"])
    date_words: list[str] = field(default_factory=list[str])
    entry_day: "array[int]" = field(default_factory=_whole_numbers)
    agency: "array[int]" = field(default_factory=_whole_numbers)
    author: list[str | None] = field(default_factory=list["str | None"])
    text: list[str] = field(default_factory=list[str])
    response: list[str | None] = field(default_factory=list["str | None"])
    subjects: list[frozenset[int]] = field(default_factory=list[frozenset[int]])
    severity: "array[int]" = field(default_factory=_whole_numbers)
    categories: "array[int]" = field(default_factory=_wide_numbers)
    levels: list[tuple[int, int, int]] = field(default_factory=list["tuple[int, int, int]"])
    severities: list[tuple[int, int, int]] = field(default_factory=list["tuple[int, int, int]"])
    places: NDArray[np.intp] = field(default_factory=lambda: np.zeros(0, np.intp))

    def put_in_order(self) -> None:
        """Order the events by day, source and row: one column after the other, so that none is held twice for long."""
        start, end = np.asarray(self.start), np.asarray(self.end)
        order = np.lexsort((np.asarray(self.row), np.asarray(self.source), np.where(start == NO_DAY, end, start)))
        self.places = np.argsort(order)
        for column in (self.date_words, self.text):
            _put_in_order(column, order)
        for column in (self.time, self.author, self.response):
            _put_in_order(column, order)
        _put_in_order(self.subjects, order)
        numbers = (self.source, self.row, self.start, self.end, self.precision, self.entry_day, self.agency)
        for column in (*numbers, self.severity, self.categories):
            column[:] = array(column.typecode, np.asarray(column)[order].tobytes())


def _put_in_order(column: list[_T], order: NDArray[np.intp]) -> None:
    things = np.fromiter(column, np.object_, len(column))
    column[:] = things[order].tolist()


@dataclass(frozen=True)
class Around:
    """What is the same for all tables of one import. ``dates`` are those of each table, by its ``id``."""

    scheme: Scheme
    roster: Roster
    agencies: AgencyList
    dates: Mapping[int, RowDates]
    order: Order
    today: date
    report: Callable[[int], None]


class Intake:
    """Takes in one table that is a chronology: first what each row is, then the events column by column."""

    def __init__(self, table: Table, source: int, owner: int, around: Around, out: Rows) -> None:
        self._table, self._source, self._owner, self._around, self._out = table, source, owner, around, out
        mapping = table.mapping
        self._text, self._subject = mapping.column("text"), mapping.column("subjects")
        self._contact, self._seen = mapping.column("_contact"), mapping.column("_present")
        self._dates = around.dates[id(table)]
        self._judge = RowJudge(table, around.today)
        self._subjects = SubjectReader(around.roster)
        self._borrowing = Borrowing(table, self._dates, around.roster, self._subjects)
        here = self._here = (table.sheet.file, table.sheet.name)
        self._tab, self._alone = around.roster.tabs.get(here), around.roster.alone.get(here)
        self._reader = TextReader(around.roster, self._subjects)
        self._beside = SideBySide(mapping, around.roster, self._subjects)
        self._texts = RowTexts(table, self._beside, self._dates.order)
        self._codes = StatedCodes(table, around.scheme, around.roster, self._subjects)
        self._involved = self._subject >= 0 and normal(mapping.headings[self._subject]) in people_words().known_involved
        columns = [c + 1 for columns in mapping.fields.values() for c in columns]
        columns += [c + 1 for people in mapping.parts.values() for c in people.values()]
        self._width = max([len(mapping.headings), *columns], default=0)
        self._events: list[_Event] = []
        self._of_several: list[int] = []
        self._wrapped = WrappedLines()
        self._last: tuple[int, ChronologyDate] | None = None
        self._answers: dict[tuple[str | None, ...], str | None] = {}
        self._plain: dict[RawCell, tuple[frozenset[int], frozenset[int]] | None] = {}

    def take(self, taken: Taken) -> None:
        """Say of every row of the table what it is; events are added to the lists on the way."""
        table = self._table
        raw, width, events = table.sheet.rows, self._width, self._events
        read_date, column, today = self._dates.day_and_clock, self._text, self._around.today
        blanks, texts, plain = ("",) * width, self._texts, self._texts.are_plain
        for place, row in enumerate(islice(raw[: table.first], table.begin, None), table.begin):
            taken.add(kind_before_table(place, row, table))
        for place, row in enumerate(raw[table.first :], table.first):
            if place % REPORT_EVERY == 0:
                self._around.report(place)
                self._add_columns()
            if len(row) < width:
                row += blanks[len(row) :]
            when, clock = read_date(row)
            cell = row[column]
            text = (cell.strip() if isinstance(cell, str) else words_of(cell)) or texts.other(row)
            if not plain:
                text = texts.of(row, text)
            if (
                isinstance(when, ChronologyDate)
                and text
                and (when.earliest is None or when.earliest <= today)
                and when.precision is Precision.DAY
            ):
                events.append((place, row, when, clock, text))
                taken.kinds.append(EVENT)
            else:
                taken.add(*self._other(place, row, when, clock, text, taken.kinds))
        self._add_columns()

    def _other(
        self, place: int, row: _Row, when: Reading, clock: str | None, text: str, before: Sequence[int]
    ) -> tuple[RowKind, str]:
        """What a row is that is no plain event of one day. ``before`` are the kinds of the rows before it."""
        if text and not isinstance(when, ChronologyDate):
            last = (self._events[-1][0], self._events[-1][2]) if self._events else self._last
            when, clock = self._borrowing.date(place, row, when, before, last) or (when, clock)
        if not isinstance(when, ChronologyDate) or not text or is_future(when, self._around.today):
            if self._events:
                begun, cells, *_, said = above = self._events[-1]
                if more := self._wrapped.carried_on(place, row, before, (begun, cells, said)):
                    self._events[-1] = (*above[:4], f"{said} {more}")
                    return RowKind.NOTE, ""
            kind, reason = self._judge.kind_of(row, when)
            if kind is RowKind.BANNER:
                self._borrowing.stands_under(row)
            return kind, reason
        if self._judge.says_no_contact(text, when):
            return RowKind.NO_CONTACT, ""
        self._events.append((place, row, when, clock, text))
        return RowKind.EVENT, ""

    def _add_columns(self) -> None:
        """Add the columns of the events met since the last time, which are then let go."""
        out, events = self._out, self._events
        first = len(out.row)
        rows = [row for _, row, _, _, _ in events]
        whens = [when for _, _, when, _, _ in events]
        out.source.extend([self._source] * len(events))
        out.row.extend([place + 1 for place, _, _, _, _ in events])
        starts = [day_number(when.earliest) for when in whens]
        out.start.extend(starts)
        # A single day is one date for both.
        same = zip(starts, whens, strict=True)
        out.end.extend([day if w.latest is w.earliest else day_number(w.latest) for day, w in same])
        out.precision.extend([PRECISION_CODES[when.precision] for when in whens])
        out.time += [clock for _, _, _, clock, _ in events]
        out.date_words += [when.words for when in whens]
        out.text += [text for _, _, _, _, text in events]
        out.author += self._words(rows, self._table.mapping.column("author"))
        out.response += self._responses(rows)
        out.entry_day.extend(self._entry_days(rows))
        out.agency.extend(self._agencies(rows))
        about = self._about_rows()
        out.subjects += [children for children, _ in about]
        out.categories.extend(self._codes.categories(rows))
        severities, own = self._codes.severities(rows, first)
        out.severity.extend(severities)
        out.severities += own
        out.levels += self._codes.levels(rows, [children for _, children in about], first)
        if events:
            self._last = events[-1][0], events[-1][2]
        events.clear()

    @staticmethod
    def _words(rows: Sequence[_Row], column: int) -> list[str | None]:
        if column < 0:
            return [None] * len(rows)
        return for_each_cell(_said, [row[column] for row in rows])

    def _responses(self, rows: Sequence[_Row]) -> list[str | None]:
        """The response and outcome columns of each row, joined where there are several."""
        fields = self._table.mapping.fields
        columns = [self._words(rows, c) for c in (*fields.get("response", ()), *fields.get("outcome", ()))]
        if len(columns) <= 1:
            return columns[0] if columns else [None] * len(rows)
        return [self._joined(said) for said in zip(*columns, strict=True)]

    def _joined(self, said: tuple[str | None, ...]) -> str | None:
        # The same answer and outcome come again and again, and are kept once.
        if said not in self._answers:
            self._answers[said] = "; ".join(dict.fromkeys(words for words in said if words)) or None
        return self._answers[said]

    def _entry_days(self, rows: Sequence[_Row]) -> list[int]:
        column = self._table.mapping.column("entry_date")
        if column < 0:
            return [NO_DAY] * len(rows)
        return self._dates.days_in([row[column] for row in rows])

    def _agencies(self, rows: Sequence[_Row]) -> list[int]:
        """The agency of each row: that of its own cell, else the owner of the sheet."""
        mapping = self._table.mapping
        column = mapping.column("agency")
        # Where one column has agencies and people, the people are authors and no agencies.
        is_agency, shared = column >= 0, column == mapping.column("author")
        column = column if is_agency else mapping.column("source")
        if column < 0 and self._beside:
            return self._agencies_beside(rows)
        if column < 0:
            return [self._owner] * len(rows)
        cells = [row[column] for row in rows]
        known: dict[RawCell, int] = {}
        for cell in dict.fromkeys(cells):
            words = words_of(cell)
            known[cell] = self._agency_in(words, is_agency and not (shared and names_a_person(words)))
        return [known[cell] for cell in cells]

    def _agencies_beside(self, rows: Sequence[_Row]) -> list[int]:
        """The agency in whose column each row has words: the leftmost of several, which is told."""
        named = [self._beside.agencies(row) for row in rows]
        places = [place for place, *_ in self._events]
        self._of_several += [place + 1 for place, names in zip(places, named, strict=True) if len(names) > 1]
        return [self._agency_in(names[0] if names else "", False) for names in named]

    def _agency_in(self, words: str, is_agency: bool) -> int:
        if not words or len(words) > (_LONG_AGENCY if is_agency else _SOURCE_NAME):
            return self._owner
        name = agency_named(words) or (words if is_agency else None)
        return self._around.agencies.id_of(name) if name else self._owner

    def _about_rows(self) -> list[tuple[frozenset[int], frozenset[int]]]:
        """For each event the children it is about, and those of them whose level its status may state."""
        plain = self._plain
        found: list[tuple[frozenset[int], frozenset[int]]] = []
        events = self._events
        cells = self._borrowing.subjects([event[0] for event in events], [event[1] for event in events])
        for cell, (_, row, when, _, text) in zip(cells, events, strict=True):
            if cell in plain:
                same = plain[cell]
            else:
                about = self._subjects.read(words_of(cell)) if self._subject >= 0 else NOBODY
                same = (about.children, about.children) if self._is_plain(about) else None
                plain[cell] = same
            found.append(same or self._about(row, cell, text, when.day))
        return found

    def _is_plain(self, about: About) -> bool:
        """Whether a subject cell means the same children on any day, whatever the text says."""
        if self._codes.has_ticks or self._involved or not about.children or about.everyone or about.unborn:
            return False
        return len(about.children) == 1 or not self._reader.knows_births

    def _about(self, row: _Row, cell: RawCell, text: str, day: date) -> tuple[frozenset[int], frozenset[int]]:
        roster = self._around.roster
        about = self._subjects.read(words_of(cell)) if self._subject >= 0 else NOBODY
        ticked = self._codes.ticked(row)
        if about.says_something or ticked or about.unknown:
            found = about.on(day, roster) | ticked
            if not found and about.adults and self._involved:
                found = self._reader.about(text, "", _cell(row, self._contact), day)
            elif not found and about.unclear:
                found = self._reader.named(text) or self._stand_in(text, day)
            elif found and self._involved:
                found |= self._reader.others(text, day)
            if about.adults and not found:
                return self._reader.cared_for_before_birth(text, _cell(row, self._contact), day), frozenset()
            return self._said_besides(text, found, day), found
        if self._codes.has_ticks:
            return frozenset(), frozenset()
        if self._beside and (found := self._beside.children(row, day)):
            return found, found
        if self._subject >= 0:
            found = self._reader.named(text) or self._stand_in(text, day)
        elif self._tab is not None or self._alone is not None:
            found = self._in_a_childs_own(text, day)
        else:
            found = self._reader.about(text, _cell(row, self._seen), _cell(row, self._contact), day)
            found = found or self._stand_in(text, day)
        return found, found

    def _stand_in(self, text: str, day: date) -> frozenset[int]:
        """The children whom a row is about that names nobody."""
        return self._reader.stand_in(self._here, self._subject < 0, text, day)

    def _in_a_childs_own(self, text: str, day: date) -> frozenset[int]:
        """The children whom a row of one child's own chronology is about, what it says of the home too."""
        named = self._reader.named(text)
        if self._tab is not None:
            return named | {self._tab}
        if named or self._alone is None or self._here in self._around.roster.stands_for:
            return named or self._stand_in(text, day)
        return frozenset((self._alone,))

    def _said_besides(self, text: str, found: frozenset[int], day: date) -> frozenset[int]:
        """Those of a subject cell that names several, and whom the text adds: the unborn child, or "all 4"."""
        if len(found) < 2:
            return found
        everyone = self._reader.all_counted(text, day)
        return self._reader.adds_unborn(text, everyone if everyone > found else found, day)

    def notes(self) -> list[str]:
        """What a person should be told about this table."""
        place = self._table.sheet.place
        told = self._codes.notes(place)
        body = islice(self._table.sheet.rows, self._table.first, None)
        doubt = self._dates.order_doubt() or self._dates.sequence_doubt(body)
        said = (doubt, told_of_several(self._of_several), self._wrapped.note())
        told += [tr("{place}: {note}").format(place=place, note=note) for note in said if note]
        return told + self._borrowing.notes()


def _cell(row: _Row, column: int) -> str:
    return words_of(row[column]) if column >= 0 else ""


def _said(cell: RawCell) -> str | None:
    """The words of a cell; None where it has none, or only dashes."""
    words = words_of(cell)
    return words if _ANY_WORD.search(words) else None
