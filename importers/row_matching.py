"""Which row of a corrected file is which row of the earlier one, however rows were put in, taken out or sorted.

Rows that say the same are matched first; then rows under the same reference; then, among what is left, rows that
read alike, nearest in day and place. Every step goes over the rows once or looks at a few near ones, so the work
grows with the rows.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from rapidfuzz import fuzz

Key = Hashable


@dataclass(frozen=True, slots=True)
class MatchRow:
    """A row as it is matched. Rows come in the order of their sheets.

    ``cells`` are its cells under the headings that both files have, without running numbers; ``but_reference``
    the same without the reference; ``day`` is a day number; ``text`` is normalised.
    """

    sheet: str
    cells: tuple[str, ...]
    but_reference: tuple[str, ...]
    reference: str
    day: int
    text: str
    subjects: bytes


class Match(NamedTuple):
    """Places of the same row in the earlier and in the corrected list of rows."""

    old: int
    new: int


def match_rows(old: Sequence[MatchRow], new: Sequence[MatchRow]) -> list[Match]:
    """Each row of the one with at most one of the other, in the order of the earlier rows."""
    matcher = _Matcher(old, new)
    matcher.by_key([_in_context(old, at) for at in range(len(old))], [_in_context(new, at) for at in range(len(new))])
    matcher.by_key([(row.sheet, row.cells) for row in old], [(row.sheet, row.cells) for row in new])
    matcher.by_key([row.cells for row in old], [row.cells for row in new])
    matcher.by_key([row.but_reference for row in old], [row.but_reference for row in new])
    matcher.by_key(
        [(row.day, row.text, row.subjects) for row in old], [(row.day, row.text, row.subjects) for row in new]
    )
    matcher.by_reference()
    matcher.by_likeness()
    return [Match(mine, theirs) for mine, theirs in sorted(matcher.found.items())]


def _in_context(rows: Sequence[MatchRow], at: int) -> Key:
    """A row with the rows around it, which tells apart rows that say the same."""
    before = rows[at - 1].cells if at else None
    after = rows[at + 1].cells if at + 1 < len(rows) else None
    return rows[at].sheet, before, rows[at].cells, after


_ALIKE: Final = 0.8
"""Rows as like as this are one, whatever their dates."""

_ALIKE_SAME_DAY: Final = 0.5
_ALIKE_SAME_GAP: Final = 0.6
_TRUSTED: Final = 0.8
"""References are trusted where this share of those in both files stands by rows of the same day or like words."""

_FEW: Final = 40
"""A word, day or gap with more rows than this left tells nothing about which of them is meant."""

_LONGEST_WORDS: Final = 5


class _Matcher:
    def __init__(self, old: Sequence[MatchRow], new: Sequence[MatchRow]) -> None:
        self._old, self._new = old, new
        self.found: dict[int, int] = {}
        self._taken: set[int] = set()

    def _take(self, mine: int, theirs: int) -> None:
        self.found[mine] = theirs
        self._taken.add(theirs)

    def by_key(self, old: Sequence[Key], new: Sequence[Key]) -> None:
        """Match what is left by equal keys, the first with the first."""
        waiting: dict[Key, deque[int]] = defaultdict(deque)
        for theirs, key in enumerate(new):
            if theirs not in self._taken:
                waiting[key].append(theirs)
        for mine, key in enumerate(old):
            if mine not in self.found and waiting.get(key):
                self._take(mine, waiting[key].popleft())

    def by_reference(self) -> None:
        """Match what is left by references that stand once in each file, where the references prove to be such."""
        mine, theirs = _single_references(self._old), _single_references(self._new)
        shared = [(mine[reference], theirs[reference]) for reference in mine if reference in theirs]
        agree = sum(
            self.found.get(one) == other
            or self._old[one].day == self._new[other].day
            or _likeness(self._old[one], self._new[other]) >= _ALIKE_SAME_DAY
            for one, other in shared
        )
        if not shared or agree < _TRUSTED * len(shared):
            return
        for one, other in shared:
            if one not in self.found and other not in self._taken:
                self._take(one, other)

    def by_likeness(self) -> None:
        """Match what is left by words, day and place between rows that are matched: the likest first."""
        left = [mine for mine in range(len(self._old)) if mine not in self.found]
        there = [theirs for theirs in range(len(self._new)) if theirs not in self._taken]
        if not left or not there:
            return
        gaps = self._gaps_of_old(left), self._gaps_of_new(there)
        lone = _lone(gaps[0]) & _lone(gaps[1])
        near = _near(self._new, there, gaps[1])
        scored: list[tuple[float, int, int]] = []
        for mine in left:
            row, gap = self._old[mine], gaps[0][mine]
            for theirs in {there for key in _near_keys(row, gap) for there in near.get(key, ())}:
                same_gap = gap == gaps[1][theirs]
                score = _score(row, self._new[theirs], same_gap, same_gap and gap in lone)
                if score > 0:
                    scored.append((-score, mine, theirs))
        for _, mine, theirs in sorted(scored):
            if mine not in self.found and theirs not in self._taken:
                self._take(mine, theirs)

    def _gaps_of_old(self, left: Sequence[int]) -> dict[int, int]:
        """For each row left, the corrected row that the matched row before it became; -1 for the start."""
        gaps: dict[int, int] = {}
        wanted, last = set(left), -1
        for mine in range(len(self._old)):
            if mine in wanted:
                gaps[mine] = last
            last = self.found.get(mine, last)
        return gaps

    def _gaps_of_new(self, left: Sequence[int]) -> dict[int, int]:
        """For each corrected row left, the matched row before it; -1 for the start."""
        gaps: dict[int, int] = {}
        wanted, last = set(left), -1
        for theirs in range(len(self._new)):
            if theirs in wanted:
                gaps[theirs] = last
            else:
                last = theirs
        return gaps


def _single_references(rows: Sequence[MatchRow]) -> dict[str, int]:
    counts = Counter(row.reference for row in rows)
    return {row.reference: at for at, row in enumerate(rows) if row.reference and counts[row.reference] == 1}


def _lone(gaps: dict[int, int]) -> set[int]:
    return {gap for gap, count in Counter(gaps.values()).items() if count == 1}


def _near_keys(row: MatchRow, gap: int) -> Iterator[Key]:
    """Where rows that may be the same are looked for: on its day, in its gap, under its longest words."""
    yield "day", row.day
    yield "gap", gap
    words = sorted(set(row.text.split()), key=lambda word: (-len(word), word))
    for word in words[:_LONGEST_WORDS]:
        yield "word", word


def _near(rows: Sequence[MatchRow], left: Sequence[int], gaps: dict[int, int]) -> dict[Key, list[int]]:
    near: dict[Key, list[int]] = defaultdict(list)
    for at in left:
        for key in _near_keys(rows[at], gaps[at]):
            near[key].append(at)
    return {key: places for key, places in near.items() if len(places) <= _FEW}


def _likeness(one: MatchRow, other: MatchRow) -> float:
    """How alike the words are, from 0 to 1, in whatever order they stand."""
    return max(fuzz.ratio(one.text, other.text), fuzz.token_sort_ratio(one.text, other.text)) / 100


def _score(one: MatchRow, other: MatchRow, same_gap: bool, alone: bool) -> float:
    """How like it is that one became the other; 0 where it is not like enough."""
    alike, same_day = _likeness(one, other), one.day == other.day
    enough = (
        alike >= _ALIKE or (same_day and (alike >= _ALIKE_SAME_DAY or alone)) or (same_gap and alike >= _ALIKE_SAME_GAP)
    )
    return alike + 0.3 * same_day + 0.1 * (one.subjects == other.subjects) + 0.1 * same_gap if enough else 0.0
