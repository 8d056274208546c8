"""The codes that one table states in columns of its own, for a row or for one child."""

from collections import Counter
from collections.abc import Mapping, Sequence

from app.case.event_table import UNSCORED
from app.case.scheme import HIGHEST_TOLD, Scheme
from app.language import tr
from importers.codes import CodeReader, severity_is_ours, takes_numbers
from importers.people.roster import Roster
from importers.people.subjects import SubjectReader
from importers.sheet import RawCell, for_each_cell, words_of
from importers.tables.table_search import Table

Ranks = list[tuple[int, int, int]]
"""(event, child, rank)."""


class StatedCodes:
    """The columns of one table that state severity, categories and levels, for a row or for one child."""

    def __init__(self, table: Table, scheme: Scheme, roster: Roster, subjects: SubjectReader) -> None:
        mapping = table.mapping
        self._reader = CodeReader(scheme)
        self._mapping = mapping
        self._category = mapping.column("category")
        self._severity = mapping.column("severity")
        self._level = mapping.column("level")
        self._people = {
            name: self._ids(mapping.parts.get(name, {}), roster, subjects) for name in ("severity", "level", "subjects")
        }
        columns = [self._severity] if self._severity >= 0 else []
        headings = [mapping.headings[c] for c in (*columns, *mapping.parts.get("severity", {}).values())]
        self._severity_ours = bool(headings) and severity_is_ours(headings, table.titles(), scheme)
        self._highest = scheme.highest_level
        self._numbers = self._level >= 0 and self._takes_numbers(table, self._level, "", scheme)
        self._child_numbers = {
            column
            for person, column in mapping.parts.get("level", {}).items()
            if self._takes_numbers(table, column, person, scheme)
        }
        self._now: dict[int, int] = {}
        self._untaken: Counter[str] = Counter()
        self._unknown_levels: Counter[str] = Counter()
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

    @staticmethod
    def _takes_numbers(table: Table, column: int, person: str, scheme: Scheme) -> bool:
        mapping = table.mapping
        columns = (*mapping.fields.get("level", ()), *mapping.parts.get("level", {}).values())
        cells = (row[at] for row in table.sheet.rows[table.first :] for at in columns if at < len(row))
        return takes_numbers(table.mapping.headings[column], person, scheme, cells)

    @property
    def has_ticks(self) -> bool:
        """Whether columns of ticks say who a row is about."""
        return bool(self._mapping.parts.get("subjects"))

    def ticked(self, row: Sequence[RawCell]) -> frozenset[int]:
        """The children whose column has a tick."""
        people = self._people["subjects"]
        return frozenset(child for column, child in people.items() if words_of(row[column])) if people else frozenset()

    def categories(self, rows: Sequence[Sequence[RawCell]]) -> list[int]:
        """The categories' bits that each row states, 0 where it states none."""
        if self._category < 0:
            return [0] * len(rows)
        column = self._category
        return for_each_cell(self._categories_in, [row[column] for row in rows])

    def _categories_in(self, cell: RawCell) -> int:
        return self._reader.categories(words_of(cell)) if cell != "" else 0

    def severities(self, rows: Sequence[Sequence[RawCell]], first: int) -> tuple[list[int], Ranks]:
        """The severity that each row states, and each child's own; ``first`` is the first row's event."""
        found = [UNSCORED] * len(rows)
        own: Ranks = []
        columns = [(self._severity, None)] if self._severity >= 0 else []
        for column, child in (*columns, *self._people["severity"].items()):
            if not self._severity_ours:
                if any(words_of(row[column]) for row in rows):
                    self._untaken[self._mapping.headings[column]] += 1
                continue
            ranks = for_each_cell(self._reader.severity, [row[column] for row in rows])
            if child is not None:
                own += [(first + place, child, rank) for place, rank in enumerate(ranks) if rank != UNSCORED]
            found = list(map(max, found, ranks))
        return found, own

    def levels(self, rows: Sequence[Sequence[RawCell]], subjects: Sequence[frozenset[int]], first: int) -> Ranks:
        """The levels that the rows state for children, in columns of their own or for all a row is about."""
        found: Ranks = []
        for column, child in self._people["level"].items():
            for place, row in enumerate(rows):
                if row[column] != "" and (rank := self._child_level(row[column], column)) != UNSCORED:
                    found.append((first + place, child, rank))
        if self._level >= 0:
            column = self._level
            for place, row in enumerate(rows):
                if row[column] != "" and subjects[place]:
                    found += self._row_level(first + place, row[column], subjects[place])
        return found

    def _child_level(self, cell: RawCell, column: int) -> int:
        rank = self._reader.level_number(cell) if column in self._child_numbers else UNSCORED
        if rank == UNSCORED:
            rank = self._reader.level_words(cell)
            if rank == UNSCORED and words_of(cell):
                self._not_taken(cell, column)
        return rank

    def _not_taken(self, cell: RawCell, column: int) -> None:
        heading = self._mapping.headings[column]
        is_level = self._highest > HIGHEST_TOLD and self._reader.level_number(cell) != UNSCORED
        (self._unknown_levels if is_level else self._untaken)[heading] += 1

    def _row_level(self, event: int, cell: RawCell, subjects: frozenset[int]) -> Ranks:
        """The level a row states for all its children.

        Where it is what some of them had already, the row confirms theirs; it is no news of a step up for another.
        """
        rank = self._reader.level_number(cell) if self._numbers else UNSCORED
        if rank == UNSCORED:
            rank = self._reader.level_words(cell)
        if rank == UNSCORED:
            if not self._numbers and self._reader.level_number(cell) != UNSCORED:
                self._not_taken(cell, self._level)
            return []
        confirms = any(self._now.get(child) == rank for child in subjects)
        found: Ranks = []
        for child in sorted(subjects):
            if confirms and 0 <= self._now.get(child, UNSCORED) < rank:
                self._confirmed_only += 1
                continue
            self._now[child] = rank
            found.append((event, child, rank))
        return found

    def notes(self, place: str) -> list[str]:
        """Which columns could not be taken as they stand, and why."""
        told = [which_end_is_worse(place, heading) for heading in self._untaken]
        told += [which_levels(place, heading, self._highest) for heading in self._unknown_levels]
        if self._reader.mixed:
            words = ", ".join(f"“{words}”" for words in list(self._reader.mixed)[:5])
            told.append(
                tr("{place}: a status that names two levels was left for you to decide: {words}.").format(
                    place=place, words=words
                )
            )
        if self._confirmed_only:
            told.append(
                tr(
                    "{place}: {count} times a status shared by several children was what some of them had already; "
                    "it was not taken as a step up for the others."
                ).format(place=place, count=self._confirmed_only)
            )
        if self._reader.unknown_categories:
            words = ", ".join(f"“{words}”" for words in list(self._reader.unknown_categories)[:5])
            told.append(
                tr("{place}: these categories are not in the scheme and were left out: {words}.").format(
                    place=place, words=words
                )
            )
        return told


def which_levels(place: str, heading: str, highest: int) -> str:
    """The note on a column of levels that may be those from 0 to 5, where the scheme has others."""
    return tr(
        "{place}: the levels under “{heading}” were not taken: the case's scheme has levels from 0 to {highest}, and "
        "these may have been given by one from 0 to 5."
    ).format(place=place, heading=heading, highest=highest)


def which_end_is_worse(place: str, heading: str) -> str:
    """The note on a column of numbers or words of which nobody knows which end of the scale is worse."""
    return tr(
        "{place}: the numbers or words under “{heading}” were not taken: which end of the scale is worse, and "
        "does it run from 0 to 5?"
    ).format(place=place, heading=heading)
