"""Who writes a row, and what it is about because they write it: whose business a step is, what a topic means there."""

from collections.abc import Iterable
from typing import NamedTuple

from app.case.model import Case
from app.coding.row import About
from app.coding.weighing import RowSeverity
from app.coding.weights import Instead, Weights

_HEALTH = "health"
_NOBODY = ""


class _Standing(NamedTuple):
    """What a row's writer and whom it is about make of its words. ``instead`` are pairs of categories."""

    named: bool
    deciding: bool
    childless: bool
    unpraised: frozenset[str]
    instead: tuple[tuple[str, str], ...]


class Writers:
    """The agencies that write the rows of a case. Rows whose ``kind`` is equal mean the same by the same words."""

    def __init__(self, case: Case, weights: Weights, abouts: list[About]) -> None:
        self._weights = weights
        self._names = [*(agency.name.lower() for agency in case.agencies), _NOBODY]
        by: list[int] = case.events.agency.tolist()
        self._by, self._abouts = by, abouts
        clinics, deciding = ([not name or _is_of(name, words) for name in self._names] for words in _sorts(weights))
        self.clinical = [clinics[agency] for agency in by]
        self.deciding = [deciding[agency] for agency in by]
        self._standings: list[_Standing] = []
        known: dict[_Standing, int] = {}
        both: dict[tuple[int, bool], int] = {}
        self.kind: list[int] = []
        for agency, about in zip(by, abouts, strict=True):
            number = both.get((agency, about.adults_only))
            if number is None:
                standing = self._standing(self._names[agency], deciding[agency], about.adults_only)
                number = both[agency, about.adults_only] = known.setdefault(standing, len(known))
                self._standings = list(known)
            self.kind.append(number)

    def alike_to(self, sets: Iterable[tuple[str, ...]]) -> list[int]:
        """For each row a number that is equal where the names of the agencies that write them have one of the same of
        these sets of words."""
        asked = tuple(sets)
        known: dict[tuple[bool, ...], int] = {}
        numbers = [
            known.setdefault(tuple([has_one(name, words) for words in asked]), len(known)) for name in self._names
        ]
        return [numbers[agency] for agency in self._by]

    def name(self, place: int) -> str:
        """The agency that writes the row at that place, in lower case; empty for none."""
        return self._names[self._by[place]]

    def filed(self, severity: RowSeverity, place: int, step: bool) -> RowSeverity:
        """The severity with the categories that this agency means; ``step`` says that the row records one."""
        categories = self.categories(severity, place, step)
        return severity if categories is severity.categories else severity._replace(categories=categories)

    def categories(self, severity: RowSeverity, place: int, step: bool) -> frozenset[str]:
        """What a row's words are about as the agency that writes it means them; ``step`` as in ``filed``."""
        standing, categories = self._standings[self.kind[place]], severity.categories
        if severity.praised and not severity.praised.isdisjoint(standing.unpraised):
            categories -= severity.praised & standing.unpraised
        meant = [(said, means) for said, means in standing.instead if said in categories]
        if meant:
            categories = categories.difference([said for said, _means in meant]).union(
                [means for _said, means in meant]
            )
        if not categories and (step or standing.childless or (standing.deciding and standing.named)):
            categories = frozenset(filter(None, (self._weights.business,)))
        return categories

    def writes_of_health(self, place: int, administrative: bool) -> bool:
        """Whether what this agency writes of a child is about its health, whatever the row's words are."""
        name, weights = self.name(place), self._weights
        if self._abouts[place].adults_only:
            return False
        if name == _HEALTH or has_one(name, weights.health_agencies):
            return True
        return not administrative and has_one(name, weights.often_health)

    def serves_adults(self, place: int) -> bool:
        """Whether a service for grown-ups, or for young people as such, writes the row at that place."""
        name = self.name(place)
        return bool(name) and _is_of(name, self._weights.adult_services)

    def _standing(self, name: str, deciding: bool, childless: bool) -> _Standing:
        weights = self._weights
        unpraised = [one for one, by in weights.praised_by.items() if name and not _is_of(name, by)]
        pairs = [pair for rule in weights.instead if _holds(rule, name, childless) for pair in rule.means.items()]
        return _Standing(bool(name), deciding, childless, frozenset(unpraised), tuple(sorted(dict(pairs).items())))


def has_one(agency: str, words: tuple[str, ...]) -> bool:
    """Whether one of the words is part of an agency's name; both are in lower case."""
    return any(word in agency for word in words)


def _sorts(weights: Weights) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return weights.clinics, weights.deciding


def _is_of(name: str, words: tuple[str, ...]) -> bool:
    return has_one(f" {name} ", words)


def _holds(rule: Instead, name: str, childless: bool) -> bool:
    if (rule.childless and not childless) or (name and _is_of(name, rule.but)):
        return False
    return not rule.agencies or (bool(name) and _is_of(name, rule.agencies))
