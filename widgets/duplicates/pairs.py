"""Pairs of events that may be one: what is suggested and what was decided, with how each stands now."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from app.case.duplicate_edits import (
    accept_duplicate,
    reconsider_duplicate,
    reject_duplicate,
    separate,
    undecided_twins,
)
from app.case.edits import Reviewer
from app.case.model import Case, Edit
from app.language import tr
from importers.duplicates.suggesting import DuplicateSuggestion
from widgets.parts.chained import chained


class Stand(Enum):
    """What was decided of a pair. ASSUMED pairs were taken for one by an import, and nobody has said so yet."""

    OPEN = "open"
    ASSUMED = "assumed"
    SAME = "same"
    TWO = "two"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two events (ids) that may be one, how alike they are (0 to 1; None where a person found them) and why."""

    kept: int
    twin: int
    likeness: float | None
    why: str


def pairs_of(case: Case, suggestions: Sequence[DuplicateSuggestion]) -> list[Pair]:
    """Every pair that is suggested, then what an import took for one and those that were decided before, each once."""
    pairs = [Pair(item.kept, item.twin, item.likeness, item.why) for item in suggestions]
    known = {frozenset((pair.kept, pair.twin)) for pair in pairs}
    for twin in undecided_twins(case):
        kept = first_of(case, twin)
        if frozenset((kept, twin)) not in known:
            pairs.append(Pair(kept, twin, None, tr("Taken for one when they came in.")))
            known.add(frozenset((kept, twin)))
    for decision in case.decisions:
        if frozenset((decision.kept, decision.twin)) not in known:
            pairs.append(
                Pair(decision.kept, decision.twin, None, tr("Decided by {reviewer}.").format(reviewer=decision.by))
            )
    return [pair for pair in pairs if case.events.has(pair.kept) and case.events.has(pair.twin)]


class Stands:
    """How pairs stand in a case. Its decisions are gone through once, however many pairs are asked about."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._taken_for_one = {item.twin for item in case.decisions if item.accepted}
        self._told_apart = {frozenset((item.kept, item.twin)) for item in case.decisions if not item.accepted}

    def of(self, pair: Pair) -> Stand:
        """What was decided of a pair."""
        repeated = int(self._case.events.duplicate_of[self._case.events.position(pair.twin)])
        if repeated == first_of(self._case, pair.kept):
            return Stand.SAME if pair.twin in self._taken_for_one else Stand.ASSUMED
        return Stand.TWO if frozenset((pair.kept, pair.twin)) in self._told_apart else Stand.OPEN


def stand_of(case: Case, pair: Pair) -> Stand:
    """What was decided of one pair; of many ``Stands`` tells it sooner."""
    return Stands(case).of(pair)


def first_of(case: Case, event: int) -> int:
    """The event that an event repeats, or itself."""
    repeated = int(case.events.duplicate_of[case.events.position(event)])
    return event if repeated < 0 else repeated


def decide(case: Case, pair: Pair, wanted: Stand, by: Reviewer) -> Edit:
    """The step that makes a pair stand as wanted; OPEN takes a decision back."""
    if wanted is Stand.SAME:
        return accept_duplicate(pair.kept, pair.twin, by)
    if wanted is Stand.TWO:
        return reject_duplicate(first_of(case, pair.kept), pair.twin, by)
    stand = stand_of(case, pair)
    if stand in (Stand.SAME, Stand.ASSUMED):
        kept = first_of(case, pair.kept)
        return chained((separate(pair.twin, by), reconsider_duplicate(kept, pair.twin)))
    return reconsider_duplicate(pair.kept, pair.twin)
