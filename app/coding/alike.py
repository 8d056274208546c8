"""Which rows weigh the same, so that a long chronology is weighed once for each thing that it says.

What a row's concerns come to follows from what is said (entries, words, weights, children), from the age groups of
its children and from which words stand at one place of a sentence: neither from the order of the sentences nor from
the places themselves. ``tests/app/coding/test_alike.py`` holds that.
"""

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from app.coding.levels import LevelHit
from app.coding.markers import MarkerHit
from app.coding.naming import ChildNames
from app.coding.row import Said
from app.coding.weighing import RowSeverity
from app.coding.weights import Weights

Spots = frozenset[tuple[int, str]]
"""Where words stand in a sentence, and the words."""


class Gist(NamedTuple):
    """What a sentence says and, as numbers, what it weighs (``kind``) and records (``steps``); 0 for nothing.

    ``spots`` are where the words stand that weigh something.
    """

    said: Said
    kind: int
    spots: Spots
    steps: int


NOTHING = Gist(Said(), 0, frozenset(), 0)
"""What a sentence says in which nothing was recognised."""


def apart(sentences: Sequence[Gist]) -> bool:
    """Whether no two sentences have the same words at the same place: those are weighed as one."""
    for at, gist in enumerate(sentences):
        for other in sentences[:at]:
            if not gist.spots.isdisjoint(other.spots):
                return False
    return True


class Alike:
    """Gives what is said, and the ages of a case's children, numbers that are equal where they weigh the same."""

    def __init__(self, names: ChildNames, weights: Weights) -> None:
        self._turns = age_turns(names, weights)
        self._numbers: dict[object, int] = {}
        self._known: dict[int, Gist] = {id(NOTHING.said): NOTHING}
        self._weights: dict[int, tuple[int, RowSeverity]] = {}

    def of(self, said: Said) -> Gist:
        """What a sentence says, with its numbers."""
        known = self._known.get(id(said))
        if known is None:
            spots: dict[tuple[int, str], int] = {}
            kind = tuple(
                (
                    item.entry.id,
                    item.words,
                    item.severity,
                    item.children,
                    item.counts,
                    spots.setdefault((item.start, item.words), len(spots)),
                )
                for item in said.weighed
            )
            steps = (
                tuple((hit.entry.id, hit.rank, hit.children) for hit in said.levels),
                tuple((hit.marker, hit.entry.id) for hit in said.markers),
            )
            # The gist keeps what was said, so that nothing else can come to have its identity.
            known = self._known[id(said)] = Gist(
                said, self._number(kind) if kind else 0, frozenset(spots), self._number(steps) if any(steps) else 0
            )
        return known

    def _number(self, what: object) -> int:
        return self._numbers.setdefault(what, len(self._numbers) + 1)

    def weight_of(self, severity: RowSeverity) -> int:
        """A row's severity as a number: equal where its steps would change it in the same way."""
        known = self._weights.get(id(severity))
        if known is None:
            counted = [item for item in severity.weighed if item.counts]
            what = (
                severity.severity,
                tuple(severity.by_child.items()),
                severity.categories,
                any(item.severity for item in counted),
                any(item.entry.improvement for item in counted),
            )
            known = self._weights[id(severity)] = self._number(what), severity
        return known[0]

    def number_of(self, stated: dict[int, LevelHit], markers: tuple[tuple[str, MarkerHit], ...], told: bool) -> int:
        """What the steps of a row come to as a number."""
        levels = tuple((child, hit.entry.id, hit.rank) for child, hit in stated.items())
        what = levels, tuple((marker, hit.entry.id) for marker, hit in markers), told
        return self._number(what)

    def ages_on(self, day: int) -> int:
        """The age groups of the children on that day as a number that changes when any child's does."""
        return bisect_right(self._turns, day) if self._turns else 0


def age_turns(names: ChildNames, weights: Weights) -> list[int]:
    """The days, in order, on which a child is born or grows out of an age that weighs more."""
    turns: set[int] = set()
    for child in range(len(names.children)):
        born = names.born(child)
        if born is not None:
            turns.add(born)
            turns.update(names.first_day_of_age(child, young.under_years) for young in weights.young)
    return sorted(turns)
