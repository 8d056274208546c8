"""Chronologies with a column of events for each agency or each child: what the filled columns of a row tell."""

from collections.abc import Sequence
from datetime import date

from app.language import tr
from importers.agencies import agency_named
from importers.people.roster import Roster
from importers.people.subjects import SubjectReader
from importers.sheet import RawCell, words_of
from importers.tables.columns import ColumnMapping
from importers.tables.wrapped_lines import some_of


class SideBySide:
    """The columns of events of one table that stand side by side; none where the table has but one."""

    def __init__(self, mapping: ColumnMapping, roster: Roster, subjects: SubjectReader) -> None:
        self._columns = tuple(mapping.parts.get("text", {}).items())
        self._roster, self._subjects = roster, subjects

    def __bool__(self) -> bool:
        return bool(self._columns)

    def _filled(self, row: Sequence[RawCell]) -> list[tuple[str, str]]:
        return [(heading, words) for heading, column in self._columns if (words := words_of(row[column]))]

    def text(self, row: Sequence[RawCell]) -> str:
        """What a row tells: the words of its one filled column, or of each under its heading."""
        filled = self._filled(row)
        if len(filled) == 1:
            return filled[0][1]
        return "\n".join(f"{heading}: {words}" for heading, words in filled)

    def children(self, row: Sequence[RawCell], day: date) -> frozenset[int]:
        """The children in whose columns a row has words."""
        about = [self._subjects.read(heading) for heading, _ in self._filled(row) if agency_named(heading) is None]
        return frozenset(child for one in about for child in one.on(day, self._roster))

    def agencies(self, row: Sequence[RawCell]) -> tuple[str, ...]:
        """The agencies in whose columns a row has words, from left to right."""
        named = [agency_named(heading) for heading, _ in self._filled(row)]
        return tuple(dict.fromkeys(filter(None, named)))


def told_of_several(rows: Sequence[int]) -> str:
    """Which rows (1-based) tell of several agencies, for a person; empty where none do."""
    if not rows:
        return ""
    return tr(
        "rows that tell of several agencies were put in the lane of the first; split them where that is wrong: {rows}."
    ).format(rows=some_of(map(str, rows)))
