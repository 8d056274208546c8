"""Codes that a sheet states itself: severity, categories and levels, taken as they stand or left for a person."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property

from app.case.event_table import UNSCORED
from app.case.scheme import HIGHEST_TOLD, Scheme
from importers.sheet import RawCell, words_of
from importers.vocabulary import normal, status_words

_SCALE = re.compile(r"(\d+)\s*(?:-|–|—|to|…|\.\.)\s*(\d+)")
_NUMBER = re.compile(r"\s*(?:level\s*)?(\d{1,2})(?:\.0+)?\s*(?:[-–:=(].*)?", re.IGNORECASE)
_PIECES = re.compile(r"\s*(?:/|->|→|;|,|\n|\+)\s*")
_HARD = re.compile(r"\s*[;,|\n]\s*")
_SOFT = re.compile(r"\s*(?:/|&|\band\b)\s*", re.IGNORECASE)

_LEVEL_HEADINGS = frozenset(("level", "level of intervention", "intervention level"))  # not words: headings looked for


def scale_in(words: str) -> tuple[int, int] | None:
    """The scale that a heading states ("0-5"); None when it states none."""
    match = _SCALE.search(words)
    return (int(match[1]), int(match[2])) if match else None


def severity_is_ours(headings: Sequence[str], titles: Sequence[str], scheme: Scheme) -> bool:
    """Whether a severity column says that it uses the scheme's scale, in a heading or above the table."""
    ours = (0, len(scheme.severity) - 1)
    if any(scale_in(heading) == ours for heading in headings):
        return True
    if any(scale_in(heading) is not None for heading in headings):
        return False
    return any("severity" in normal(line) and scale_in(line) == ours for line in titles)


class CodeReader:
    """Reads code cells by one scheme. ``mixed`` and ``unknown`` count what it could not tell."""

    def __init__(self, scheme: Scheme) -> None:
        self._scheme = scheme
        self._categories: dict[RawCell, int] = {}
        self._levels: dict[RawCell, int] = {}
        self.mixed: Counter[str] = Counter()
        self.unknown_categories: Counter[str] = Counter()

    def severity(self, cell: RawCell) -> int:
        """The severity that a cell states on the scheme's scale; UNSCORED where it states none."""
        return _rank(cell, len(self._scheme.severity) - 1)

    def level_number(self, cell: RawCell) -> int:
        """The level that a cell states as a number; UNSCORED where it states none."""
        return _rank(cell, self._scheme.highest_level)

    def categories(self, cell: str) -> int:
        """The bits of the categories that a cell lists; 0 where it lists none that the scheme has."""
        bits = self._categories.get(cell)
        if bits is None:
            bits = self._categories[cell] = self._read_categories(cell)
        return bits

    def _read_categories(self, cell: str) -> int:
        bits = 0
        for piece in filter(None, _HARD.split(cell.strip())):
            found = self._category_words.get(normal(piece))
            if found is None:
                parts = [self._category_words.get(normal(part)) for part in _SOFT.split(piece)]
                found = sum({part for part in parts if part is not None})
                if any(part is None for part in parts):
                    self.unknown_categories[piece.strip()] += 1
            bits |= found
        return bits

    @cached_property
    def _category_words(self) -> dict[str, int]:
        words: dict[str, int] = {}
        for category in self._scheme.categories:
            for word in (category.key, category.name, *category.words):
                words[normal(word)] = self._scheme.category_bits[category.key]
        return words

    def level_words(self, cell: RawCell) -> int:
        """The level that a Status cell names ("CP ended / CIN" names CIN); UNSCORED where it names none, or two."""
        level = self._levels.get(cell)
        if level is None:
            level = self._levels[cell] = self._read_level(words_of(cell))
        elif level == UNSCORED and isinstance(cell, str) and cell in self.mixed:
            self.mixed[cell] += 1
        return level

    def _read_level(self, words: str) -> int:
        named: set[int] = set()
        closed = False
        status = self._status
        for piece in filter(None, _PIECES.split(words)):
            said = normal(piece)
            if said in status.closed:
                closed = True
            elif said in status.nothing or said.split()[-1:] and said.split()[-1] in status.ended:
                continue
            elif (level := self._named(said)) is not None:
                named.add(level)
        if len(named) == 1:
            return named.pop()
        if named:
            self.mixed[words] += 1
            return UNSCORED
        return 0 if closed else UNSCORED

    def _named(self, said: str) -> int | None:
        level = self._status.levels.get(said)
        if level is None:
            # "on CP plan", "CIN plan open": the longest level words within the cell.
            tokens = said.split()
            spans = (
                self._status.levels.get(" ".join(tokens[start : start + size]))
                for size in range(len(tokens) - 1, 0, -1)
                for start in range(len(tokens) - size + 1)
            )
            level = next((found for found in spans if found is not None), None) if len(tokens) <= 4 else None
        return level

    @cached_property
    def _status(self) -> "_Status":
        return _Status(self._scheme)


class _Status:
    def __init__(self, scheme: Scheme) -> None:
        words = status_words()
        self.nothing = frozenset(map(normal, words.no_level))
        self.closed = frozenset(map(normal, words.closed))
        self.ended = frozenset(map(normal, words.ended))
        self.levels = {
            normal(word): level.rank
            for level in scheme.levels
            for word in (level.name, level.label, *level.words)
            if normal(word) not in self.nothing and normal(word) not in self.closed
        }


def takes_numbers(heading: str, person: str, scheme: Scheme, cells: Iterable[RawCell] = ()) -> bool:
    """Whether the numbers of a level column are the scheme's: it is called "Level", and states no other scale.

    Levels are usually told from 0 to 5. A scheme with more of them needs one among the column's ``cells`` that only
    it has: else nobody knows which of both is meant.
    """
    scale = scale_in(heading)
    if scale is not None:
        return scale == (0, scheme.highest_level)
    bare = normal(heading.replace(person, " ")) if person else normal(heading)
    if bare not in _LEVEL_HEADINGS:
        return False
    return scheme.highest_level <= HIGHEST_TOLD or any(
        _rank(cell, scheme.highest_level) > HIGHEST_TOLD for cell in cells
    )


def _rank(cell: RawCell, highest: int) -> int:
    if isinstance(cell, bool):
        return UNSCORED
    if isinstance(cell, int | float):
        return int(cell) if 0 <= cell <= highest and float(cell).is_integer() else UNSCORED
    if not isinstance(cell, str):
        return UNSCORED
    if len(cell) == 1:
        return int(cell) if cell.isdecimal() and int(cell) <= highest else UNSCORED
    match = _NUMBER.fullmatch(cell)
    return int(match[1]) if match and int(match[1]) <= highest else UNSCORED
