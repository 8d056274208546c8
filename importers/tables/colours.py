"""Colours of cells that may say which agency a row comes from, or how serious it is. They are offered, never taken."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from types import MappingProxyType
from typing import Literal

import msgspec

from app.knowledge_files import knowledge
from app.language import tr
from importers.agencies import agency_named
from importers.scales import fitting_scales
from importers.sheet import RawSheet, words_of
from importers.tables.table_search import Table
from importers.vocabulary import normal

Means = Literal["agency", "severity"]
"""What the colours of a sheet's rows may stand for."""

_FILE = "colours.toml"
_LEAST_ROWS, _LEAST_COLOURS, _MOST_COLOURS = 3, 2, 20
_LEGEND_LENGTH = 60
_LEGEND_ROWS = 2000
_SAYS = re.compile(r"([A-Za-z]+(?:\s[A-Za-z]+)?)\s*(?:=|:|-|–|—|\bis\b|\bmeans\b)\s*([^;,|\n]+)")


class _Colour(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    rates: str
    examples: tuple[str, ...]
    source: str


class _Colours(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    colours: tuple[_Colour, ...]


@dataclass(frozen=True, slots=True)
class ColourOffer:
    """What the fills of a sheet's rows may mean: by its key, or by being red, amber and green.

    ``meanings`` maps each colour ("RRGGBB") to what the key says of it, ``rows`` to how many rows have it.
    ``by_key`` is False where only the colours themselves suggest it.
    """

    means: Means
    meanings: Mapping[str, str]
    rows: Mapping[str, int]
    by_key: bool

    @property
    def words(self) -> str:
        """One sentence for a person."""
        said = "; ".join(
            f"{tr(colour_name(colour))} = {words}"  # from resources
            for colour, words in self.meanings.items()
        )
        return _offer(self.means, by_key=self.by_key).format(said=said)


def _offer(means: Means, *, by_key: bool) -> str:
    """The sentence without what is said of each colour."""
    if means == "agency" and by_key:
        return tr(
            "rows are coloured, and its key says that this is the agency ({said}). "
            "It was not used: choose it if it is right."
        )
    if means == "agency":
        return tr(
            "rows are coloured, and the colours suggest that this is the agency ({said}). "
            "It was not used: choose it if it is right."
        )
    if by_key:
        return tr(
            "rows are coloured, and its key says that this is how serious they are ({said}). "
            "It was not used: choose it if it is right."
        )
    return tr(
        "rows are coloured, and the colours suggest that this is how serious they are ({said}). "
        "It was not used: choose it if it is right."
    )


@cache
def _known() -> tuple[_Colour, ...]:
    """Every colour with its examples.

    Raises:
        DataError: when the file does not hold together.
    """
    return knowledge(_Colours, "headings", _FILE).colours


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[:2], 16), int(colour[2:4], 16), int(colour[4:6], 16)


@cache
def _nearest(colour: str) -> _Colour:
    def away(example: str) -> int:
        return sum((mine - theirs) ** 2 for mine, theirs in zip(_channels(colour), _channels(example), strict=True))

    return min(_known(), key=lambda known: min(map(away, known.examples)))


def colour_name(colour: str) -> str:
    """What people call a colour ("RRGGBB")."""
    return _nearest(colour).name


def row_colours(table: Table) -> dict[int, str]:
    """The colour of most filled cells of each row (as numbered) that has a date and a text."""
    rows, mapping = table.sheet.rows, table.mapping
    date, text = mapping.column("date"), mapping.column("text")
    found: dict[int, str] = {}
    for place, cells in table.sheet.fills.items():
        if not table.first <= place < len(rows) or not cells:
            continue
        row = rows[place]
        if date < len(row) and text < len(row) and row[date] != "" and row[text] != "":
            found[place + 1] = Counter(cells.values()).most_common(1)[0][0]
    return found


def offers_of(table: Table, tables: Sequence[Table]) -> tuple[ColourOffer, ...]:
    """What the colours of a chronology's rows may mean where no column says it; ``tables`` are those of all sheets."""
    if table.why is not None or not table.sheet.fills:
        return ()
    counts = Counter(row_colours(table).values())
    used = {colour: count for colour, count in counts.most_common() if count}
    if sum(used.values()) < _LEAST_ROWS or not _LEAST_COLOURS <= len(used) <= _MOST_COLOURS:
        return ()
    key = _key_of(table, tables, used)
    mapping = table.mapping
    has_agency = "agency" in mapping.fields and mapping.grouping < 0
    has_severity = "severity" in mapping.fields or "severity" in mapping.parts
    if len(key) >= _LEAST_COLOURS:
        means = _meant(key)
        wanted = means == "agency" and not has_agency or means == "severity" and not has_severity
        return (ColourOffer(means, MappingProxyType(key), MappingProxyType(used), True),) if means and wanted else ()
    rates = {colour: _nearest(colour).rates for colour in used}
    if has_severity or not all(rates.values()) or len(set(rates.values())) < _LEAST_COLOURS:
        return ()
    return (ColourOffer("severity", MappingProxyType(rates), MappingProxyType(used), False),)


def _meant(key: Mapping[str, str]) -> Means | None:
    if fitting_scales(key.values()):
        return "severity"
    named = sum(agency_named(words) is not None for words in key.values())
    return "agency" if 2 * named >= len(key) else None


def _key_of(table: Table, tables: Sequence[Table], used: Mapping[str, int]) -> dict[str, str]:
    """What each colour stands for, as cells outside the rows of events say: filled with it, or by its name."""
    others = [other.sheet for other in tables if other.sheet.file == table.sheet.file and other.why is not None]
    found: dict[str, str] = {}
    for sheet, outside in ((table.sheet, _outside(table)), *((sheet, range(len(sheet.rows))) for sheet in others)):
        for colour, words in _swatches(sheet, outside):
            if colour in used:
                found.setdefault(colour, words)
        for colour, words in _named(sheet, outside, used):
            found.setdefault(colour, words)
    return found


def _outside(table: Table) -> list[int]:
    """The rows above the headings, and those below that have no date."""
    column = table.mapping.column("date")
    rows = table.sheet.rows
    below = (at for at in range(table.first, len(rows)) if column >= len(rows[at]) or rows[at][column] == "")
    return [*range(table.header or 0), *islice(below, _LEGEND_ROWS), *_with_key_beside(table)]


def _with_key_beside(table: Table) -> Iterator[int]:
    """Rows of events beside which a key stands, to the right of the last heading."""
    width = len([heading for heading in table.mapping.headings if heading])
    rows = table.sheet.rows
    return (at for at in range(table.first, min(len(rows), table.first + 50)) if any(rows[at][width + 1 :]))


def _swatches(sheet: RawSheet, places: Sequence[int]) -> Iterator[tuple[str, str]]:
    """Colours and the words in, or beside, the cells that are filled with them."""
    for place in places:
        row = sheet.rows[place]
        for column, colour in sheet.fills.get(place, {}).items():
            for at in (column, column + 1, column - 1):
                words = words_of(row[at]) if 0 <= at < len(row) else ""
                if words:
                    if len(words) <= _LEGEND_LENGTH:
                        yield colour, _after_name(words, colour)
                    break


def _after_name(words: str, colour: str) -> str:
    """The words without the colour's own name before them: "Blue = Police" means Police."""
    met = _SAYS.fullmatch(words)
    return met[2].strip() if met and normal(met[1]).split()[-1] == colour_name(colour) else words


def _named(sheet: RawSheet, places: Sequence[int], used: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Colours by name: "Blue = Police"; only a name that one of the used colours alone goes by."""
    for place in places:
        for cell in sheet.rows[place]:
            for met in _SAYS.finditer(cell) if isinstance(cell, str) and len(cell) <= 4 * _LEGEND_LENGTH else ():
                name = normal(met[1]).split()[-1]
                called = [colour for colour in used if colour_name(colour) == name]
                if len(called) == 1:
                    yield called[0], met[2].strip()
