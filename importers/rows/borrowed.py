"""What a row takes from elsewhere: the date of a merged cell or of the row above, or one counted from a birth."""

import re
from collections.abc import Sequence
from functools import cached_property
from itertools import islice

from app.case.dates import ChronologyDate, Precision
from app.case.model import RowKind
from app.case.sheet_rows import code_of
from app.language import tr
from importers.dates.ages import day_at_age, tells_age
from importers.dates.date_patterns import MONTH_MISSING, YEAR_MISSING
from importers.dates.date_vocabulary import points_above
from importers.dates.date_words import Problem
from importers.people.roster import Roster
from importers.people.subjects import SubjectReader
from importers.rows.row_dates import Reading, RowDates, shared_dates, sharing_cells
from importers.sheet import RawCell, words_of
from importers.tables.columns import SAMPLE_ROWS
from importers.tables.table_search import Table

_EVENT = code_of(RowKind.EVENT)
_LOOKED_PAST = frozenset(map(code_of, (RowKind.BLANK, RowKind.HEADER)))
_TOLD = 10
_AGES = 0.5
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_LONE_YEAR = re.compile(r"(?:year\s+)?(?:19|20)\d\d\s*:?", re.IGNORECASE)  # not words: a title looked for
_LONGEST_MONTH = 20

_Row = tuple[RawCell, ...]


class Borrowing:
    """What the rows of one table take from elsewhere, and what a person is told of it."""

    def __init__(self, table: Table, dates: RowDates, roster: Roster, subjects: SubjectReader) -> None:
        self._table, self._dates, self._roster, self._subjects = table, dates, roster, subjects
        mapping = table.mapping
        self._date, self._subject = mapping.column("date"), mapping.column("subjects")
        self._merged, self._merged_subjects = shared_dates(table), sharing_cells(table, self._subject)
        self._merged_times = sharing_cells(table, mapping.column("time"))
        self._width = max([len(mapping.headings), *(c + 1 for columns in mapping.fields.values() for c in columns)])
        self._above: RawCell = ""
        named = _YEAR.findall(table.sheet.name)
        self._year: str = named[0] if len(named) == 1 else ""
        self._month: str = ""
        for line in table.titles():
            if _LONE_YEAR.fullmatch(line.strip()) or self._is_month(line):
                self.stands_under((line,))
        self._rows: dict[str, list[int]] = {"merged": [], "above": [], "year": [], "month": [], "age": []}

    def _is_month(self, line: str) -> bool:
        said = self._dates.cell(line) if len(line) <= _LONGEST_MONTH else None
        return isinstance(said, ChronologyDate) and said.precision is Precision.MONTH

    def date(
        self, place: int, row: _Row, when: Reading, kinds: Sequence[int], before: tuple[int, ChronologyDate] | None
    ) -> tuple[Reading, str | None] | None:
        """The date of a row that has none of its own, and its time; None where nothing lends it one.

        ``kinds`` are those of the rows before it, ``before`` is the last event (0-based row, date).
        """
        own = self._dates.clock(row)
        if when is None and place in self._merged:
            above = self._table.sheet.rows[self._merged[place]]
            found, clock = self._dates.day_and_clock(above + ("",) * (self._width - len(above)))
            timed = isinstance(found, ChronologyDate) and found.time is not None
            return self._kept("merged", place, found, clock if timed or place in self._merged_times else own)
        if isinstance(when, ChronologyDate):
            return None
        words = words_of(row[self._date])
        if before is not None and points_above(words) and _follows(before[0], kinds):
            return self._kept("above", place, before[1], own)
        if when == YEAR_MISSING and self._year:
            found = self._dates.cell(f"{words} {self._year}")
            if not isinstance(found, ChronologyDate):
                found = self._dates.cell(f"{words}/{self._year}")
            return self._kept("year", place, found, own) if isinstance(found, ChronologyDate) else None
        if when == MONTH_MISSING and self._month:
            found = self._dates.cell(f"{words} {self._month}")
            return self._kept("month", place, found, own)
        if isinstance(when, Problem) and (born := self._birth(row)) and (found := self._at_age(words, born)):
            return self._kept("age", place, found, own)
        return None

    def _at_age(self, words: str, born: ChronologyDate) -> ChronologyDate | None:
        """The days at an age. In a column of ages "18 months" is one too, and elsewhere how long something took."""
        return day_at_age(words, born) or (day_at_age(words, born, bare=True) if self._in_ages else None)

    @cached_property
    def _in_ages(self) -> bool:
        rows = islice(self._table.sheet.rows, self._table.first, self._table.first + SAMPLE_ROWS)
        cells = [words for row in rows if len(row) > self._date and (words := words_of(row[self._date]))]
        return sum(map(tells_age, cells)) >= _AGES * len(cells)

    def stands_under(self, banner: _Row) -> None:
        """Remember the year, or the month and the year, that a banner names: dates below it may leave them out."""
        said = {words for cell in banner if (words := words_of(cell).removesuffix(".0"))}
        years = {met for words in said for met in _YEAR.findall(words)}
        self._year = years.pop() if len(years) == 1 and len(said) == 1 else ""
        (words,) = said if len(said) == 1 else ("",)
        month = self._dates.cell(words) if words else None
        self._month = words if isinstance(month, ChronologyDate) and month.precision is Precision.MONTH else ""

    def _kept(self, kind: str, place: int, found: Reading, clock: str | None) -> tuple[Reading, str | None]:
        if isinstance(found, ChronologyDate):
            self._rows[kind].append(place + 1)
        return found, clock

    def _birth(self, row: _Row) -> ChronologyDate | None:
        """The birth of the one child whom a row, or else its sheet, is about."""
        if self._subject >= 0:
            children = self._subjects.read(words_of(row[self._subject])).children
        else:
            alone = self._roster.alone.get((self._table.sheet.file, self._table.sheet.name))
            children = {alone} if alone is not None else set(range(len(self._roster.children)))
        return self._roster.children[next(iter(children))].born if len(children) == 1 else None

    def subjects(self, places: Sequence[int], rows: Sequence[_Row]) -> list[RawCell]:
        """The subject cell of each of these rows, in order, as ``subject`` has it."""
        at = self._subject
        cells: list[RawCell] = [row[at] for row in rows] if at >= 0 else [""] * len(rows)
        if not cells or self._merged_subjects or any(isinstance(c, str) and points_above(c) for c in set(cells)):
            return [self.subject(place, row) for place, row in zip(places, rows, strict=True)]
        self._above = cells[-1]
        return cells

    def subject(self, place: int, row: _Row) -> RawCell:
        """The subject cell of a row, in order: its own, that of the merged cell, or the one that "ditto" points to."""
        cell = row[self._subject] if self._subject >= 0 else ""
        if cell == "" and place in self._merged_subjects:
            above = self._table.sheet.rows[self._merged_subjects[place]]
            cell = above[self._subject] if self._subject < len(above) else ""
        elif isinstance(cell, str) and cell and points_above(cell):
            cell = self._above
        self._above = cell
        return cell

    def notes(self) -> list[str]:
        """What a person is told: which rows took their date from elsewhere, and whether all were exchanged."""
        place = self._table.sheet.place
        exchanged = tr("{place}: day and month were exchanged in its dates, as you said that they were typed.")
        told = [exchanged.format(place=place)] if self._table.turned else []
        said = {
            "merged": tr("{place}: rows without a date share a merged date cell with the row above: {rows}."),
            "above": tr("{place}: rows whose date says “as above” took that of the row above: {rows}."),
            "year": tr(
                "{place}: rows whose date leaves out the year took it from the banner above them "
                "or the sheet’s name: {rows}."
            ),
            "month": tr("{place}: rows whose date is a day alone took month and year from the banner above: {rows}."),
            "age": tr("{place}: rows whose date is an age took it from the child's birth: {rows}."),
        }
        told += [said[kind].format(place=place, rows=_listed(rows)) for kind, rows in self._rows.items() if rows]
        return told


def _follows(before: int, kinds: Sequence[int]) -> bool:
    """Whether nothing but blank rows and headings stands between that event and the row that comes next."""
    return kinds[before] == _EVENT and all(kind in _LOOKED_PAST for kind in kinds[before + 1 :])


def _listed(rows: Sequence[int]) -> str:
    return ", ".join(map(str, rows[:_TOLD])) + (" …" if len(rows) > _TOLD else "")
