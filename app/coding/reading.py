"""Reading one row: its words looked up, weighed and put together."""

from dataclasses import dataclass

import numpy as np

from app.case.dates import from_day_number
from app.case.model import Case
from app.coding.levels import LevelHit, level_hits, levels_of, ranks_of
from app.coding.lexicon import Lexicon
from app.coding.markers import MarkerHit, chosen_markers, marker_hits
from app.coding.naming import ChildNames, Mention
from app.coding.row import Row
from app.coding.scanning import Scan, Scanner
from app.coding.weighing import RowSeverity, weigh

_NOBODY: frozenset[int] = frozenset()

IMPROVEMENT = "improvement"
REPORTED = "step/reported"
"""The part of a marker that says that a step was told to the agency that writes: its weight is another agency's."""

REPORTED_WEIGHS = 1


@dataclass(frozen=True, slots=True)
class Floor:
    """The least that a row weighs for a step it records: the rule and the words of the step."""

    severity: int
    rule: str
    part: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Codes:
    """What one row comes to. ``floor`` is the step that its severity rests on, where it does;
    ``told`` says that the steps in it were told to the agency that writes."""

    severity: RowSeverity
    categories: int
    levels: dict[int, LevelHit]
    level_hits: list[LevelHit]
    markers: tuple[str, ...]
    marker_hits: tuple[tuple[str, MarkerHit], ...]
    floor: Floor | None = None
    told: bool = False


class RowReader:
    """Reads the rows of one case by one lexicon."""

    def __init__(self, case: Case, lexicon: Lexicon) -> None:
        self._case = case
        self._lexicon = lexicon
        self._scanner = Scanner(lexicon)
        self._names = ChildNames(case)
        self._ranks = ranks_of(case.scheme)
        self._bits = case.scheme.category_bits
        self._highest = len(case.scheme.severity) - 1
        events = case.events
        self._text, self._response = events.text, events.response
        self._agency: list[int] = events.agency.tolist()
        self._agencies = [*(agency.name.lower() for agency in case.agencies), ""]
        self._days: list[int] = events.day.tolist()
        self._subjects: list[list[bool]] = events.subjects.tolist()
        self._source: list[int] = events.source.tolist()
        self._attributed = frozenset(np.unique(events.source[events.subjects.any(axis=1)]).tolist())
        self._groups: dict[tuple[bool, ...], frozenset[int]] = {}

    def row(self, place: int) -> Row:
        """The row at that place, its words found."""
        day = self._days[place]
        text, response = self._scanner.scan(self._text[place]), self._scanner.scan(self._response[place])
        subjects = self._group(tuple(self._subjects[place]))
        known = from_day_number(day)
        children = range(len(self._case.children))
        unborn = self._names.unborn_on(day)
        ages = {child: age for child in subjects if (age := self._names.age_years(child, day)) is not None}
        speaks = bool(text.levels) or (len(subjects) > 1 and bool(text.concerns))
        return Row(
            text=text,
            response=response,
            subjects=subjects,
            present=subjects
            or (frozenset(children) - unborn if self._source[place] not in self._attributed else _NOBODY),
            year=known.year if known else None,
            ages=ages,
            unborn=unborn,
            agency=self._agencies[self._agency[place]],
            named=self._names.mentions(text.text, text.written, subjects, day) if speaks else (),
            named_in_response=self._names.mentions(response.text, response.written, subjects, day)
            if response.levels
            else (),
        )

    def _group(self, about: tuple[bool, ...]) -> frozenset[int]:
        """The children of a row; one value for all rows that are about the same ones."""
        found = self._groups.get(about)
        if found is None:
            found = self._groups[about] = frozenset(child for child, meant in enumerate(about) if meant)
        return found

    def codes(self, place: int) -> Codes:
        """What the row at that place comes to."""
        row = self.row(place)
        severity = weigh(row, self._lexicon.weights)
        hits = level_hits(row, self._ranks) if row.text.levels or row.response.levels else []
        stated = levels_of(hits) if hits else {}
        hits_of = marker_hits(row) if row.text.markers or row.response.markers else []
        markers = chosen_markers(hits_of)
        told = any(hit.marker == REPORTED for hit in hits_of)
        severity, floor = self._raised(severity, stated, markers, REPORTED_WEIGHS if told else self._highest)
        bits = 0
        for category in severity.categories:
            bits |= self._bits.get(category, 0)
        names = tuple(name for name, _hit in markers)
        if any(item.counts and item.entry.improvement for item in severity.weighed) and IMPROVEMENT not in names:
            names = tuple(sorted((*names, IMPROVEMENT)))
        return Codes(severity, bits, stated, hits, names, markers, floor, told)

    def _raised(
        self,
        severity: RowSeverity,
        stated: dict[int, LevelHit],
        markers: tuple[tuple[str, MarkerHit], ...],
        limit: int,
    ) -> tuple[RowSeverity, Floor | None]:
        """The row's severity, not below what the steps weigh that it records."""
        named = any(item.counts and item.severity for item in severity.weighed)
        floor: Floor | None = None
        for hit in stated.values():
            rank = min(hit.entry.severity, limit)
            if rank > (floor.severity if floor else 0):
                floor = Floor(rank, hit.entry.id, hit.part, hit.start, hit.end)
        for rule in self._lexicon.weights.floors:
            for marker, hit in markers:
                rank = rule.least if named else rule.alone
                if marker.partition(":")[0] == rule.marker and rank > (floor.severity if floor else 0):
                    floor = Floor(rank, rule.id, hit.part, hit.start, hit.end)
        if floor is None or floor.severity <= severity.severity:
            return severity, None
        rank = min(floor.severity, self._highest)
        own = {child: max(own, rank) for child, own in severity.by_child.items() if own < severity.severity}
        own = {child: value for child, value in own.items() if value != rank}
        return RowSeverity(rank, own, severity.categories, severity.weighed, severity.rules), floor
