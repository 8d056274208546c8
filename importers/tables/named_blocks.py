"""Names over blocks of the same columns: "Orla" over "What we saw" and "What we did", "Finn" over the same again."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from importers.agencies import agency_named
from importers.headings import is_name_like
from importers.people.subjects import speaks_of_family
from importers.sheet import Row, words_of
from importers.tables.columns import ColumnMapping
from importers.vocabulary import normal

_LEAST = 2


@dataclass(frozen=True, slots=True)
class NamedBlocks:
    """The blocks of a table. ``headings`` are its own, those that were blank taken from the row of names.

    ``starts`` is the first column (0-based) of each block, in order, and the child or agency named over it.
    """

    headings: tuple[str, ...]
    starts: tuple[tuple[int, str], ...]

    def placed(self, mapping: ColumnMapping) -> ColumnMapping:
        """The mapping with the text column of each block as that of whoever is named over it.

        Left as it is where the text does not come once in each block, or each has a date of its own.
        """
        text, date = mapping.column("text"), mapping.column("date")
        if min(text, date) < 0 or mapping.parts or date >= self.starts[0][0]:
            return mapping
        wanted = normal(self.headings[text])
        columns = [at for at, words in enumerate(self.headings) if normal(words) == wanted]
        found = {self._over(at): at for at in columns}
        if len(found) != len(self.starts) or len(columns) != len(self.starts) or "" in found:
            return mapping
        return replace(mapping, parts=MappingProxyType({"text": MappingProxyType(found)}))

    def _over(self, column: int) -> str:
        return next((name for start, name in reversed(self.starts) if start <= column), "")


def named_blocks(rows: Sequence[Row], header: int, headings: Sequence[str]) -> NamedBlocks | None:
    """The blocks of columns under the names of children, or of agencies; None where there are none.

    The row above the headings has a name over the first column of each block and nothing over the others, and every
    heading of the first block comes again in each.
    """
    if header < 1:
        return None
    above = [words_of(cell) for cell in rows[header - 1][: len(headings)]]
    said = [normal(words) for words in headings]
    counts = Counter(words for words in said if words)
    again = [at for at, words in enumerate(said) if counts[words] >= _LEAST]
    starts = [at for at in again if at < len(above) and above[at]]
    names = [above[at] for at in starts]
    if len(set(names)) < _LEAST or len(set(names)) < len(names) or not _are_people_or_agencies(names):
        return None
    if {counts[said[at]] for at in again} != {len(starts)} or again[0] != starts[0]:
        return None
    filled = tuple(words or (above[at] if at < len(above) else "") for at, words in enumerate(headings))
    return NamedBlocks(filled, tuple(zip(starts, names, strict=True)))


def _are_people_or_agencies(names: Sequence[str]) -> bool:
    if all(agency_named(name) for name in names):
        return True
    return all(is_name_like(name) or speaks_of_family(name) for name in names)
