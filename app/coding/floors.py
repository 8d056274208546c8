"""The least that a row weighs for the steps that it records: nobody takes them without a concern."""

from collections.abc import Sequence
from typing import NamedTuple

from app.coding.levels import LevelHit
from app.coding.markers import MarkerHit
from app.coding.weighing import RowSeverity
from app.coding.weights import Floor as FloorRule
from app.coding.weights import Weights

Marked = tuple[tuple[str, MarkerHit], ...]


class Floor(NamedTuple):
    """The least that a row weighs for a step it records: the rule and the words of the step."""

    severity: int
    rule: str
    words: str


class Floors:
    """The lexicon's rules of what steps weigh at least. ``highest`` is the scheme's gravest severity."""

    def __init__(self, weights: Weights, highest: int) -> None:
        self._rules = weights.floors
        self._markers = frozenset(rule.marker for rule in weights.floors)
        self._highest = highest

    def any_of(self, markers: Marked) -> bool:
        """Whether one of the markers weighs anything."""
        return any(_kind(marker) in self._markers for marker, _hit in markers)

    def parts(self, recorded: Sequence[MarkerHit], chosen: Marked) -> Marked:
        """The parts of markers that weigh though they come to no marker: a referral taken that nobody is said to make.

        In the order of the rules, so that the sentences of a row may stand in any order.
        """
        named = {_kind(marker) for marker, _hit in chosen}
        found: dict[str, MarkerHit] = {}
        for hit in recorded:
            if "/" in hit.marker and hit.marker in self._markers:
                found.setdefault(hit.marker, hit)
        return tuple(sorted([(part, hit) for part, hit in found.items() if part.partition("/")[0] not in named]))

    def raised(
        self, severity: RowSeverity, weighing: Sequence[LevelHit], markers: Marked, told: int | None, deciding: bool
    ) -> tuple[RowSeverity, Floor | None]:
        """The row's severity, not below what its steps weigh; a step that was told weighs ``told`` at most.

        ``deciding`` says that an agency that decides on levels writes, and states none.
        """
        marked = [(marker, hit) for marker, hit in markers if _kind(marker) in self._markers]
        if not marked and not weighing:
            return severity, None
        limit = self._highest if told is None else told
        floors = [Floor(min(hit.entry.severity, limit), hit.entry.id, hit.words) for hit in weighing]
        named = any(item.counts and item.severity for item in severity.weighed)
        for marker, hit in marked:
            rules = self._rules_of(marker, deciding) or self._rules_of(_kind(marker), deciding)
            floors += [Floor(rule.least if named else rule.alone, rule.id, hit.words) for rule in rules]
        floor = max(floors, key=lambda floor: floor.severity, default=None)
        if floor is None or min(floor.severity, self._highest) <= severity.severity:
            return severity, None
        rank = min(floor.severity, self._highest)
        own = {child: max(own, rank) for child, own in severity.by_child.items()}
        own = {child: value for child, value in own.items() if value != rank}
        return severity._replace(severity=rank, by_child=own), floor

    def _rules_of(self, marker: str, deciding: bool) -> list[FloorRule]:
        """The rules of a marker in these words: one with its outcome goes before one without."""
        return [rule for rule in self._rules if rule.marker == marker and (deciding or not rule.deciding)]


def _kind(marker: str) -> str:
    """What a marker is of, without its outcome."""
    return marker.partition(":")[0]
