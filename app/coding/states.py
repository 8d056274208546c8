"""The ranks of a scheme by the words of its levels, and which of several states words mean.

A scheme may tell apart what another holds in one level: an interim care order from a placement by agreement. An entry
of the lexicon names one state for all of them, and the words that stand there tell which it is.
"""

import re
from enum import IntEnum

from app.case.scheme import Scheme
from app.coding.entries import LevelWords

_PROCEEDINGS = "plo"  # not words: a state
_ASSESSMENT = "statutory assessment"  # not words: a state
_NEAR = 4
"""An order may be named so many words before or after the words that open or end it."""


class Beside(IntEnum):
    """Which higher state stays in force beside words that state a lower one: none, any that other schemes hold in one
    level with it, or any at all."""

    NOTHING = -1
    ALIKE = -2
    ANY = -3


class LevelRanks(dict[str, int]):
    """Each word that the levels of a scheme list, in lower case, with the rank of its level."""

    def __init__(self, scheme: Scheme) -> None:
        super().__init__()
        self._care = scheme.ranks.care
        told: dict[int, list[int]] = {}
        for level in scheme.levels:
            self.update((word.lower(), level.rank) for word in (level.name, level.label, *level.words))
            told.setdefault(scheme.contract_rank(level.rank), []).append(level.rank)
        self._highest = {rank: ranks[-1] for ranks in told.values() if len(ranks) > 1 for rank in ranks}
        self._words = {rank: self._pattern(ranks) for ranks in told.values() if len(ranks) > 1 for rank in ranks}

    @property
    def finer(self) -> bool:
        """Whether words beside those of an entry may tell which of several states is meant."""
        return bool(self._words)

    def _pattern(self, ranks: list[int]) -> re.Pattern[str]:
        words = sorted([word for word, rank in self.items() if rank in ranks], key=len, reverse=True)
        return re.compile(rf"(?<!\w)({'|'.join(map(re.escape, words))})s?(?!\w)")

    def state_of(
        self, entry: LevelWords, text: str, start: int, end: int, within: tuple[int, int]
    ) -> tuple[int, Beside]:
        """The rank that an entry's words at a place of a text mean, and which higher state stays in force beside it.

        Where no state but the entry's own is named there (or, of orders, close by ``within`` those places), an end is
        that of the highest, and anything else leaves a higher one as it is. So does what is only confirmed ("review of
        a looked after child"), and so do proceedings, which run beside a placement, and an assessment.
        """
        rank = self[entry.state]
        if rank not in self._words:
            return rank, Beside.NOTHING
        own, changes = entry.state, entry.does in ("ends", "falls to", "closes")
        named = self._named(own, text[start:end])
        if not named and rank >= self._care:
            named = self._named(own, _around(text, start, end, within))
        if entry.does == "ends" and not named:
            return self._highest[rank], Beside.NOTHING
        beside = not changes and (not named or entry.does == "confirms" or own == _PROCEEDINGS)
        return max(named, default=rank), Beside.ANY if own == _ASSESSMENT else Beside(-1 - beside)

    def _named(self, own: str, words: str) -> list[int]:
        found = [match[1] for match in self._words[self[own]].finditer(words)]
        return [self[word] for word in found if word != own or own == _PROCEEDINGS]


def _around(text: str, start: int, end: int, within: tuple[int, int]) -> str:
    """The words at a place, and some before and after it."""
    first, last = within
    before, after = text[first:start].split()[-_NEAR:], text[end:last].split()[:_NEAR]
    return " ".join((*before, text[start:end], *after))
