"""Reading rows: each sentence looked up once, and what a row's sentences say put together."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from app.case.model import Case
from app.coding.levels import LevelHit, level_hits, levels_of, levels_said, ranks_of
from app.coding.lexicon import Lexicon
from app.coding.markers import MarkerHit, chosen_markers, marker_hits
from app.coding.naming import ChildNames, Mention
from app.coding.row import About, Said
from app.coding.scanning import Scan, is_dated, scan, sentence_places, sentences
from app.coding.weighing import RowSeverity, Weighed, row_severity, weighed_concerns

IMPROVEMENT = "improvement"

REPORTED = "step/reported"
"""The part of a marker that says that a step was told to the agency that writes: its weight is another agency's."""

REPORTED_WEIGHS = 1

_NOTHING = Said()
_DATED = Said(weighed=(), levels=(), markers=())
"""Stands for a sentence that says something else in another year."""

_Key = tuple[str, frozenset[int], frozenset[int], bool]
_HEALTH = "health"
_NO_AGES: dict[int, float] = {}


class Floor(NamedTuple):
    """The least that a row weighs for a step it records: the rule and the words of the step."""

    severity: int
    rule: str
    words: str


class Codes(NamedTuple):
    """What one row comes to. ``floor`` is the step that its severity rests on, where it does.

    ``levels`` hold the statement that stands for each child. ``told`` says that the row's steps were told to the
    agency that writes it.
    """

    severity: RowSeverity
    categories: int
    levels: dict[int, LevelHit]
    markers: tuple[str, ...]
    marker_hits: tuple[tuple[str, MarkerHit], ...]
    floor: Floor | None
    told: bool


class RowReader:
    """Reads the rows of one case by one lexicon. Agencies repeat themselves, so sentences are remembered."""

    def __init__(self, case: Case, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._names = ChildNames(case)
        self._ranks = ranks_of(case.scheme)
        self._bits = case.scheme.category_bits
        self._health = case.scheme.mask("health", "missed")
        self._administrative = case.scheme.mask("administrative")
        self._masks: dict[frozenset[str], int] = {}
        self._highest = len(case.scheme.severity) - 1
        self._scans: dict[str, Scan | None] = {}
        self._known: dict[_Key, dict[str, Said]] = {}
        self._shared: dict[tuple[str, str, bool], Said] = {}
        self._by_year: dict[tuple[str, _Key, int | None], Said] = {}
        events = case.events
        self._text, self._response = events.text, events.response
        self._days: list[int] = events.day.tolist()
        self._agency: list[int] = events.agency.tolist()
        self._agencies = [*(agency.name.lower() for agency in case.agencies), ""]
        self._about = _abouts(case, self._names)

    def about(self, place: int) -> About:
        """Whom the row at that place is about, and when it was."""
        return self._about[place]

    def said(self, place: int) -> tuple[list[Said], list[Said]]:
        """What each sentence of a row's text and of its response says."""
        about, response = self._about[place], self._response[place]
        return (
            self._read(sentences(self._text[place]), "text", about),
            self._read(sentences(response), "response", about) if response else [],
        )

    def placed(self, place: int) -> list[tuple[str, int, Said]]:
        """What a row's sentences say: the part of the row, where the sentence begins in it, and what it says."""
        about = self._about[place]
        found: list[tuple[str, int, Said]] = []
        for part, text in (("text", self._text[place]), ("response", self._response[place] or "")):
            for at, sentence in zip(sentence_places(text), sentences(text), strict=True):
                found += [(part, at, said) for said in self._read([sentence], part, about)]
        return found

    def codes(self, place: int) -> Codes:
        """What the row at that place comes to."""
        text, response = self.said(place)
        about = self._about[place]
        weighed = [item for said in text for item in said.weighed]
        severity = self._severity(weighed, about, self._days[place])
        hits: list[LevelHit] = []
        recorded: list[MarkerHit] = []
        for said in (*text, *response):
            hits += said.levels
            recorded += said.markers
        agency = self._agencies[self._agency[place]]
        stated: dict[int, LevelHit] = {}
        if hits:
            stated = levels_of(levels_said(hits, about.subjects, about.unborn, agency))
        if recorded:
            recorded = [hit for hit in recorded if not hit.entry.except_agencies or not _is_one(agency, hit)]
        markers = chosen_markers(recorded) if recorded else ()
        told = REPORTED in [hit.marker for hit in recorded]
        floor: Floor | None = None
        if stated or markers:
            severity, floor = self._raised(severity, stated, markers, REPORTED_WEIGHS if told else self._highest)
        names = tuple([name for name, _hit in markers])
        if IMPROVEMENT not in names and any(item.counts and item.entry.improvement for item in severity.weighed):
            names = tuple(sorted((*names, IMPROVEMENT)))
        return Codes(severity, self._mask(severity.categories), stated, names, markers, floor, told)

    def is_about_health(self, place: int, categories: int) -> bool:
        """Whether a row with these categories is about a child's health: by its category, or by who records it."""
        if categories & self._health:
            return True
        agency = self._agencies[self._agency[place]]
        about = self._about[place]
        if about.adults_only or not any(word in agency for word in self._lexicon.weights.health_agencies):
            return agency == _HEALTH and not about.adults_only and not categories & self._administrative
        return True

    def _read(self, pieces: list[str], part: str, about: About) -> list[Said]:
        """What each of these sentences says. The same sentence about the same children is read once."""
        key = (part, about.subjects, about.unborn, about.adults_only)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = {}
        found: list[Said] = []
        for sentence in pieces:
            said = known.get(sentence)
            if said is None:
                said = self._read_anew(sentence, part, about)
                if is_dated(self._scan(sentence)):
                    self._by_year[sentence, key, about.year] = said
                    known[sentence] = _DATED
                else:
                    known[sentence] = said
            elif said is _DATED:
                said = self._by_year.get((sentence, key, about.year))
                if said is None:
                    said = self._by_year[sentence, key, about.year] = self._read_anew(sentence, part, about)
            if said is not _NOTHING:
                found.append(said)
        return found

    def _scan(self, sentence: str) -> Scan | None:
        try:
            return self._scans[sentence]
        except KeyError:
            found = self._scans[sentence] = scan(sentence, self._lexicon)
            return found

    def _read_anew(self, sentence: str, part: str, about: About) -> Said:
        """What a sentence says. One that names no child and no year says the same whomever its row is about."""
        found = self._scan(sentence)
        if found is None:
            return _NOTHING
        alone = (sentence, part, about.adults_only)
        said = self._shared.get(alone)
        if said is not None:
            return said
        subjects, unborn, year, adults_only = about
        named: Sequence[Mention] = ()
        if found.levels or (part == "text" and found.concerns):
            named = self._names.mentions(found.text, sentence, subjects, unborn)
        said = Said(
            weighed_concerns(found, named, subjects, year, adults_only) if part == "text" and found.concerns else (),
            level_hits(found, named, part, year, self._ranks) if found.levels else (),
            marker_hits(found, part, year) if found.markers else (),
        )
        if not named and not is_dated(found) and not self._names.groups_in(found.text):
            self._shared[alone] = said
        return said

    def _severity(self, weighed: list[Weighed], about: About, day: int) -> RowSeverity:
        ages = _NO_AGES
        if any(item.severity >= 2 for item in weighed):
            known = ((child, self._names.age_years(child, day)) for child in about.subjects)
            ages = {child: age for child, age in known if age is not None}
        return row_severity(weighed, about.subjects, ages, self._lexicon.weights)

    def _raised(
        self,
        severity: RowSeverity,
        stated: dict[int, LevelHit],
        markers: tuple[tuple[str, MarkerHit], ...],
        limit: int,
    ) -> tuple[RowSeverity, Floor | None]:
        """The row's severity, not below what the steps weigh that it records; a step that was told weighs ``limit``."""
        named = any(item.counts and item.severity for item in severity.weighed)
        floors = [Floor(min(hit.entry.severity, limit), hit.entry.id, hit.words) for hit in stated.values()]
        for rule in self._lexicon.weights.floors:
            for marker, hit in markers:
                if marker.partition(":")[0] == rule.marker:
                    floors.append(Floor(rule.least if named else rule.alone, rule.id, hit.words))
        if not floors:
            return severity, None
        floor = max(floors, key=lambda floor: floor.severity)
        rank = min(floor.severity, self._highest)
        if rank <= severity.severity:
            return severity, None
        own = {child: max(own, rank) for child, own in severity.by_child.items()}
        own = {child: value for child, value in own.items() if value != rank}
        return severity._replace(severity=rank, by_child=own), floor

    def _mask(self, categories: frozenset[str]) -> int:
        bits = self._masks.get(categories)
        if bits is None:
            bits = self._masks[categories] = sum(self._bits.get(category, 0) for category in categories)
        return bits


def _abouts(case: Case, names: ChildNames) -> list[About]:
    """Whom each row is about and when it was; rows alike share one value."""
    events = case.events
    kinds, which = np.unique(events.subjects, axis=0, return_inverse=True)
    groups = [frozenset(np.flatnonzero(kind).tolist()) for kind in kinds]
    attributed = np.isin(events.source, events.source[events.subjects.any(axis=1)])
    years = events.day.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
    known: dict[tuple[int, frozenset[int], int, bool], About] = {}
    found: list[About] = []
    rows = zip(which.ravel().tolist(), events.day.tolist(), years.tolist(), attributed.tolist(), strict=True)
    for group, day, year, told in rows:
        unborn = names.unborn_on(day)
        key = (group, unborn, year, told)
        about = known.get(key)
        if about is None:
            subjects = groups[group]
            if not subjects and not told:
                subjects = frozenset(range(len(case.children))) - unborn
            about = known[key] = About(subjects, unborn, year if year > 0 else None, told and not subjects)
        found.append(about)
    return found


def _is_one(agency: str, hit: MarkerHit) -> bool:
    return any(word in agency for word in hit.entry.except_agencies)
