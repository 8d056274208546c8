"""By which column the rows of a timeline are put in lanes where no column names an agency."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from types import MappingProxyType

import msgspec

from app.knowledge_files import knowledge
from app.language import tr
from importers.agencies import owner_of
from importers.headings import variants
from importers.sheet import RawSheet, Row, words_of
from importers.tables.columns import SAMPLE_ROWS, ColumnMapping, evidence_of
from importers.tables.other_tables import other_tables
from importers.vocabulary import normal

_FILE = "groupings.toml"
_RETURNS_HAVE = ("subjects", "response", "child_seen", "child_voice", "age")
_LONGEST_MEAN = 60
_FILLED, _DISTINCT, _FEW = 0.4, 0.7, 3
_MOSTLY = 0.5
_LEAST = 2


class _Grouping(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    words: tuple[str, ...]
    source: str


class _Groupings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    groupings: tuple[_Grouping, ...]


@cache
def _kinds() -> tuple[frozenset[str], ...]:
    """The headings of each kind, the best first.

    Raises:
        DataError: when the file does not hold together.
    """
    found = knowledge(_Groupings, "headings", _FILE)
    return tuple(frozenset(map(normal, item.words)) for item in found.groupings)


def grouped(mapping: ColumnMapping, sheet: RawSheet, titles: Sequence[str], first: int) -> ColumnMapping:
    """The columns of a chronology, with one by which its rows belong together in the place of a missing agency.

    ``titles`` are the lines above its headings, ``first`` is its first row (0-based). An agency's own return is left
    as it is: it has a column of children, or of what was done, or says whose it is.
    """
    fields = mapping.fields
    if "agency" in fields or mapping.parts or any(name in fields for name in _RETURNS_HAVE):
        return mapping
    if owner_of(sheet.name, titles, sheet.file):
        return mapping
    rows = [row for row in sheet.rows[first : first + SAMPLE_ROWS] if any(row)]
    column = next((at for kind in _kinds() for at in _headed(mapping, kind) if _tells_groups(rows, at)), None)
    if column is None:
        return mapping
    return replace(mapping, fields=MappingProxyType({**fields, "agency": (column,)}), grouping=column)


def told_of_grouping(mapping: ColumnMapping) -> str | None:
    """A sentence on the column that was taken for the agency because no other names one; None where none was."""
    if mapping.grouping < 0 or mapping.column("agency") != mapping.grouping:
        return None
    heading = mapping.headings[mapping.grouping]
    return tr(
        "no column names an agency, so rows are put in lanes by “{heading}”; choose another if that is wrong."
    ).format(heading=heading)


def _headed(mapping: ColumnMapping, kind: frozenset[str]) -> list[int]:
    taken = {mapping.column("date"), mapping.column("text")}
    found = enumerate(mapping.headings)
    return [at for at, words in found if at not in taken and any(name in kind for name, _ in variants(words))]


def _tells_groups(rows: Sequence[Row], column: int) -> bool:
    """Whether few different short words come again and again, which are no addresses, dates or ways of contact."""
    cells = [row[column] if column < len(row) else "" for row in rows]
    seen = evidence_of(cells, "dmy")
    if seen.filled < _FILLED * len(cells) or seen.mean_length > _LONGEST_MEAN or seen.numbers > _MOSTLY:
        return False
    if (
        seen.distinct < _LEAST
        or seen.dates > _MOSTLY
        or (seen.distinct > _FEW and seen.distinct > _DISTINCT * seen.filled)
    ):
        return False
    words = [said for cell in cells if (said := words_of(cell))]
    links = sum(said.lower().startswith(("http:", "https:", "www.")) for said in words)
    contacts = sum(normal(said) in other_tables().contact_words for said in words)
    return max(links, contacts) <= _MOSTLY * len(words)
