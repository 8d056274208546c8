"""Which rows weigh the same, so that a long chronology is weighed once for each thing that it says.

What a row's concerns come to follows from what is said (entries, weights, children), from the age groups of its
children and from which words stand at one place of a sentence: neither from the order of the sentences nor from
the places themselves. Entries that differ in no more than their words, or in what is settled once a sentence is read,
weigh the same, but where many come together: there it matters whose words are part of others.
``tests/app/coding/test_alike.py`` holds that.
"""

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.coding.entries import Concern, LevelWords, MarkerWords
from app.coding.levels import CONFERENCE, LevelHit, rank_ended, rank_stated
from app.coding.markers import MarkerHit
from app.coding.naming import ChildNames
from app.coding.row import About, Said
from app.coding.weighing import GOOD, RowSeverity, Weighed
from app.coding.weights import Weights

Spots = frozenset[tuple[int, str]]
"""Where words stand in a sentence, and the words."""

_Weight = tuple[int, int, frozenset[int] | None, int]

TELLS_GOOD, NAMES_CHILDREN, BY_AGENCY, STATES_LEVEL = 1, 2, 4, 8
"""What else the weight of a sentence asks for: whether words of the row stand at one place, whom the row is about,
which agency writes, and (for a level) again whom the row is about."""

_IN_WORDS_ALONE = ("id", "source", "phrases", "patterns", "marks", "matches", "misses", "valid_from", "valid_to")
_SETTLED = {
    Concern: frozenset((*_IN_WORDS_ALONE, "severity", "adult", "hides", "clinical")),
    LevelWords: frozenset((*_IN_WORDS_ALONE, "where", "firm")),
    MarkerWords: frozenset((*_IN_WORDS_ALONE, "where", "marker", "negated")),
}
"""What of an entry its row's weight does not ask for: its words, and what ``Said`` and ``Gist.kinds`` tell of it."""


class Gist(NamedTuple):
    """What a sentence says and, as numbers, what it weighs and records; 0 for nothing.

    ``kinds`` are what it weighs from an agency that does not look after health, and from one that does; ``worded``
    is what it weighs with its words, which stand at ``spots``. ``grave`` is the most of its concerns that may come to
    more together, by rule. ``steps`` is what it records, ``asks`` what else its weight (TELLS_GOOD, NAMES_CHILDREN) and
    its steps depend on.
    """

    said: Said
    kinds: tuple[int, int]
    worded: int
    spots: Spots
    grave: tuple[int, ...]
    steps: int
    asks: int


class Columns(NamedTuple):
    """The numbers of all gists (m,) in their order; ``kinds`` (m, 2), ``grave`` (m, rules)."""

    kinds: NDArray[np.int64]
    worded: NDArray[np.int64]
    grave: NDArray[np.int64]
    steps: NDArray[np.int64]
    asks: NDArray[np.int64]
    spots: NDArray[np.int64]
    """A bit for each spot (some share one): sentences that have none in common have no words at one place."""


_BITS = 62

NOTHING = 0
"""The number of what a sentence says in which nothing was recognised."""


def apart(sentences: Sequence[Gist]) -> bool:
    """Whether no two sentences have the same words at the same place: those are counted once."""
    for at, gist in enumerate(sentences):
        for other in sentences[:at]:
            if not gist.spots.isdisjoint(other.spots):
                return False
    return True


class Alike:
    """Gives what is said, and the ages of a case's children, numbers that are equal where they weigh the same."""

    def __init__(self, names: ChildNames, weights: Weights) -> None:
        self._names = names
        self._turns = age_turns(names, weights)
        self._young = sorted({young.under_years for young in weights.young})
        self._youngest: dict[tuple[frozenset[int], int], int] = {}
        self.many = weights.many
        self._praised = frozenset(weights.praised_by)
        self.gists = [Gist(Said(), (0, 0), 0, frozenset(), (0,) * len(weights.many), 0, 0)]
        self._numbers: dict[object, int] = {}
        self._classes: dict[str, int] = {}

    def of(self, said: Said) -> int:
        """The number of what a sentence says, with which it stands in ``gists``."""
        counted = [item for item in said.weighed if item.counts]
        asks = 0
        for item in counted:
            if GOOD in item.entry.categories:
                asks |= TELLS_GOOD
            if item.children is not None:
                asks |= NAMES_CHILDREN
        if said.levels:
            asks |= STATES_LEVEL
        if any(agencies_asked(hit.entry) for hit in (*said.levels, *said.markers)):
            asks |= BY_AGENCY
        steps = self._steps(said)
        if counted:
            weights, spots = self._weighed(counted)
            kinds = self._kinds(counted, weights)
            worded = self._number((kinds[1], *[item.words for item in counted]))
            self.gists.append(Gist(said, kinds, worded, frozenset(spots), self._grave(counted), steps, asks))
        else:
            self.gists.append(self.gists[NOTHING]._replace(said=said, steps=steps, asks=asks))
        return len(self.gists) - 1

    def columns(self) -> Columns:
        """The numbers of every gist."""
        gists = self.gists
        return Columns(
            np.array([gist.kinds for gist in gists], np.int64),
            np.array([gist.worded for gist in gists], np.int64),
            np.array([gist.grave for gist in gists], np.int64),
            np.array([gist.steps for gist in gists], np.int64),
            np.array([gist.asks for gist in gists], np.int64),
            np.array([self._bits_of(gist.spots) for gist in gists], np.int64),
        )

    def _bits_of(self, spots: Spots) -> int:
        bits = 0
        for spot in spots:
            bits |= 1 << self._number(("spot", spot)) % _BITS  # not words: a key
        return bits

    def _grave(self, counted: list[Weighed]) -> tuple[int, ...]:
        return tuple([
            _most_apart({item.words for item in counted if item.severity >= many.least and not item.only_of(many.but)})
            for many in self.many
        ])  # fmt: skip

    def _weighed(self, counted: list[Weighed]) -> tuple[list[_Weight], dict[tuple[int, str], int]]:
        """What each concern weighs, and the places of their words in order."""
        spots: dict[tuple[int, str], int] = {}
        weights: list[_Weight] = []
        for item in counted:
            place = spots.setdefault((item.start, item.words), len(spots))
            weights.append((self._class(item.entry), item.severity, item.children, place))
        return weights, spots

    def _kinds(self, counted: list[Weighed], weights: list[_Weight]) -> tuple[int, int]:
        everywhere = [weight for item, weight in zip(counted, weights, strict=True) if not item.entry.clinical]
        return self._number(tuple(everywhere)) if everywhere else 0, self._number(tuple(weights))

    def _steps(self, said: Said) -> int:
        levels = [(self._class(hit.entry), hit.rank, hit.children, hit.named, hit.beside) for hit in said.levels]
        markers = [(self._class(hit.entry), hit.marker) for hit in said.markers]
        return self._number(("steps", tuple(levels), tuple(markers))) if levels or markers else 0

    def _class(self, entry: Concern | LevelWords | MarkerWords) -> int:
        """A number that is equal for entries that differ in their words alone."""
        known = self._classes.get(entry.id)
        if known is None:
            settled = _SETTLED[type(entry)]
            held = [getattr(entry, name) for name in entry.__struct_fields__ if name not in settled]
            known = self._classes[entry.id] = self._number((type(entry).__name__, *held))
        return known

    def _number(self, what: object) -> int:
        return self._numbers.setdefault(what, len(self._numbers) + 1)

    def weight_of(self, severity: RowSeverity) -> int:
        """A row's severity as a number: equal where its steps would change it in the same way."""
        counted = [item for item in severity.weighed if item.counts]
        return self._number((
            severity.severity,
            tuple(severity.by_child.items()),
            severity.categories,
            severity.praised & self._praised,
            any(item.severity for item in counted),
            any(item.entry.improvement for item in counted),
        ))  # fmt: skip

    def steps_of(
        self,
        stated: dict[int, LevelHit],
        markers: tuple[tuple[str, MarkerHit], ...],
        told: bool,
        weighing: tuple[LevelHit, ...],
        parts: tuple[tuple[str, MarkerHit], ...],
    ) -> int:
        """What the steps of a row come to as a number: equal where they would change its severity in the same way."""
        levels = tuple([(child, rank_stated(hit), rank_ended(hit)) for child, hit in stated.items()])
        marked = [tuple([name for name, _hit in some]) for some in (markers, parts)]
        least = max([hit.entry.severity for hit in weighing], default=None)
        return self._number(("came to", levels, *marked, told, least))  # not words: a key

    def ages_on(self, days: NDArray[np.int32]) -> list[int]:
        """The age groups of the children on each of those days as a number that changes when any child's does."""
        return np.searchsorted(np.array(self._turns, np.int64), days, side="right").tolist()

    def youngest(self, about: About, day: int, ages: int) -> int:
        """How many of the ages that weigh more the youngest of a row's children is under; ``ages`` is of that day."""
        known = self._youngest.get((about.subjects, ages))
        if known is None:
            years = [self._names.age_years(child, day) for child in about.subjects]
            youngest = min([age for age in years if age is not None], default=None)
            under = 0 if youngest is None else len(self._young) - bisect_right(self._young, youngest)
            known = self._youngest[about.subjects, ages] = under
        return known


def agencies_asked(entry: LevelWords | MarkerWords) -> list[tuple[str, ...]]:
    """The sets of words of which an entry's meaning asks whether the writing agency's name has one."""
    if isinstance(entry, MarkerWords):
        asked = (entry.agencies, entry.except_agencies)
    else:
        asked = (entry.agencies, entry.except_agencies, (CONFERENCE,) if entry.meeting == "needed" else ())
    return [words for words in asked if words]


def _most_apart(words: set[str]) -> int:
    """No fewer than how many of these words can be chosen so that none is part of another."""
    nested: list[str] = []
    for longer in sorted(words, key=len):
        for place, shorter in enumerate(nested):
            if shorter in longer:
                nested[place] = longer
                break
        else:
            nested.append(longer)
    return len(nested)


def age_turns(names: ChildNames, weights: Weights) -> list[int]:
    """The days, in order, on which a child is born or grows out of an age that weighs more."""
    turns: set[int] = set()
    for child in range(len(names.children)):
        born = names.born(child)
        if born is not None:
            turns.add(born)
            turns.update(names.first_day_of_age(child, young.under_years) for young in weights.young)
    return sorted(turns)
