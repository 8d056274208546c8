"""Reading rows: each sentence looked up once, and what a row's sentences say put together."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from app.case.model import Case
from app.coding.alike import NOTHING, Alike, Gist, apart
from app.coding.levels import LevelHit, level_hits, levels_of, levels_said, rank_stated, ranks_of
from app.coding.lexicon import Lexicon
from app.coding.markers import MarkerHit, chosen_markers, marker_hits
from app.coding.naming import ChildNames, Mention
from app.coding.row import About, Said
from app.coding.scanning import Scan, is_dated, scan, sentence_places, sentences
from app.coding.weighing import RowSeverity, row_severity, weighed_concerns

IMPROVEMENT = "improvement"
NOT_BROUGHT = "was_not_brought"
MISSED = "missed_health"
"""Only a health appointment is one that a child was not brought to: where the words are about no health care, no such
marker stands."""

REPORTED = "step/reported"
"""The part of a marker that says that a step was told to the agency that writes: its weight is another agency's."""

REPORTED_WEIGHS = 1

_DATED = Gist(Said(), 0, frozenset(), 0)
"""Stands for a sentence that says something else in another year."""

_Key = tuple[str, frozenset[int], frozenset[int], bool]
_Like = tuple[tuple[int, ...], frozenset[int], int, bool]
_UNSAID = RowSeverity(-1, {}, frozenset(), ())
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
    agency that writes it, or are not its to take.
    """

    severity: RowSeverity
    categories: int
    levels: dict[int, LevelHit]
    markers: tuple[str, ...]
    marker_hits: tuple[tuple[str, MarkerHit], ...]
    floor: Floor | None
    told: bool


Steps = tuple[dict[int, LevelHit], tuple[tuple[str, MarkerHit], ...], bool]
"""The statement of a level that stands for each child, the markers, and whether they were told to who writes."""


class Outline(NamedTuple):
    """What a row comes to, without its reasons. ``number`` counts those of one reader from 0.

    ``levels`` hold the rank that the row states for each child.
    """

    number: int
    severity: int
    by_child: dict[int, int]
    categories: int
    levels: dict[int, int]
    markers: tuple[str, ...]
    told: bool


def outline_of(codes: Codes, number: int) -> Outline:
    """Codes without their reasons, under that number."""
    return Outline(
        number,
        codes.severity.severity,
        codes.severity.by_child,
        codes.categories,
        {child: rank_stated(hit) for child, hit in codes.levels.items()},
        codes.markers,
        codes.told,
    )


class _Responses(dict[str, list[str]]):
    """The sentences of responses: agencies answer in few words, and in the same ones."""

    def __missing__(self, response: str) -> list[str]:
        found = self[response] = sentences(response)
        return found


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
        self._floored = frozenset(rule.marker for rule in lexicon.weights.floors)
        self._highest = len(case.scheme.severity) - 1
        self._scans: dict[str, tuple[Scan | None, bool]] = {}
        self._responses = _Responses()
        self._alike = Alike(self._names, lexicon.weights)
        self._like_known: dict[_Like, RowSeverity] = {}
        self._steps_known: dict[tuple[tuple[int, ...], int, frozenset[int], frozenset[int]], tuple[int, Steps]] = {}
        self._outlines: dict[tuple[int, int, int], Outline] = {}
        self._choices: dict[tuple[tuple[str, str], ...], tuple[tuple[str, int], ...]] = {}
        self._known: dict[_Key, dict[str, Gist]] = {}
        self._shared: dict[tuple[str, str, bool], Said] = {}
        self._by_year: dict[tuple[str, _Key, int | None], Gist] = {}
        events = case.events
        self._text, self._response = events.text, events.response
        self._days: list[int] = events.day.tolist()
        self._agency: list[int] = events.agency.tolist()
        self._agencies = [*(agency.name.lower() for agency in case.agencies), ""]
        self._clinical = [not name or _has_one(f" {name} ", lexicon.weights.clinics) for name in self._agencies]
        self._deciding = [not name or _has_one(f" {name} ", lexicon.weights.deciding) for name in self._agencies]
        self._about = _abouts(case, self._names)

    def about(self, place: int) -> About:
        """Whom the row at that place is about, and when it was."""
        return self._about[place]

    def said(self, place: int) -> tuple[list[Said], list[Said]]:
        """What each sentence of a row's text and of its response says."""
        text, response = self._gists(place)
        return [gist.said for gist in text], [gist.said for gist in response]

    def _gists(self, place: int) -> tuple[list[Gist], list[Gist]]:
        about, response = self._about[place], self._response[place]
        return (
            self._read(sentences(self._text[place]), "text", about),
            self._read(self._responses[response], "response", about) if response else [],
        )

    def placed(self, place: int) -> list[tuple[str, int, Said]]:
        """What a row's sentences say: the part of the row, where the sentence begins in it, and what it says."""
        about = self._about[place]
        found: list[tuple[str, int, Said]] = []
        for part, text in (("text", self._text[place]), ("response", self._response[place] or "")):
            for at, sentence in zip(sentence_places(text), sentences(text), strict=True):
                found += [(part, at, gist.said) for gist in self._read([sentence], part, about)]
        return found

    def codes(self, place: int) -> Codes:
        """What the row at that place comes to."""
        text, response = self.said(place)
        about, by = self._about[place], self._agency[place]
        severity = self._severity(text, about, self._days[place], self._clinical[by])
        return self._together(severity, self._steps([*text, *response], about, by), by)

    def _together(self, severity: RowSeverity, steps: Steps, by: int) -> Codes:
        """What a row's severity and its steps come to together, written by that agency."""
        stated, markers, told = steps
        floor: Floor | None = None
        if stated or markers:
            severity, floor = self._raised(severity, stated, markers, REPORTED_WEIGHS if told else self._highest)
        if MISSED not in severity.categories:
            markers = tuple([marked for marked in markers if marked[0] != NOT_BROUGHT])
        names = tuple([name for name, _hit in markers])
        if IMPROVEMENT not in names and any(item.counts and item.entry.improvement for item in severity.weighed):
            names = tuple(sorted((*names, IMPROVEMENT)))
        told = told or not self._deciding[by]
        return Codes(severity, self._mask(severity.categories), stated, names, markers, floor, told)

    def outline(self, place: int) -> Outline:
        """What ``codes`` comes to, without its reasons. Rows that say the same things get the same value."""
        text, response = self._gists(place)
        about, by, alike = self._about[place], self._agency[place], self._alike
        severity = self._like([gist for gist in text if gist.kind], about, self._days[place], self._clinical[by])
        key = (
            tuple([gist.steps for gist in (*text, *response) if gist.steps]),
            by,
            about.subjects,
            about.unborn,
        )
        known = self._steps_known.get(key)
        if known is None:
            steps = self._steps([gist.said for gist in (*text, *response)], about, by)
            known = self._steps_known[key] = alike.number_of(*steps), steps
        both = (alike.weight_of(severity), known[0], by)
        found = self._outlines.get(both)
        if found is None:
            found = outline_of(self._together(severity, known[1], by), len(self._outlines))
            self._outlines[both] = found
        return found

    def is_about_health(self, place: int, categories: int) -> bool:
        """Whether a row with these categories is about a child's health: by its category, or by who records it."""
        if categories & self._health:
            return True
        by, about = self._agency[place], self._about[place]
        agency = self._agencies[by]
        if about.adults_only or not any(word in agency for word in self._lexicon.weights.health_agencies):
            often = agency == _HEALTH or _has_one(agency, self._lexicon.weights.often_health)
            return often and not about.adults_only and not categories & self._administrative
        return True

    def _read(self, pieces: list[str], part: str, about: About) -> list[Gist]:
        """What each of these sentences says. The same sentence about the same children is read once."""
        key = (part, about.subjects, about.unborn, about.adults_only)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = {}
        found: list[Gist] = []
        for sentence in pieces:
            said = known.get(sentence)
            if said is None:
                said = self._alike.of(self._read_anew(sentence, part, about))
                if self._heard(sentence)[1]:
                    self._by_year[sentence, key, about.year] = said
                    known[sentence] = _DATED
                else:
                    known[sentence] = said
            elif said is _DATED:
                said = self._by_year.get((sentence, key, about.year))
                if said is None:
                    said = self._alike.of(self._read_anew(sentence, part, about))
                    self._by_year[sentence, key, about.year] = said
            if said is not NOTHING:
                found.append(said)
        return found

    def _heard(self, sentence: str) -> tuple[Scan | None, bool]:
        """What stands in a sentence, and whether what it says depends on the year of its row."""
        found = self._scans.get(sentence)
        if found is None:
            scanned = scan(sentence, self._lexicon)
            found = self._scans[sentence] = scanned, is_dated(scanned)
        return found

    def _read_anew(self, sentence: str, part: str, about: About) -> Said:
        """What a sentence says. One that names no child and no year says the same whomever its row is about."""
        found, dated = self._heard(sentence)
        if found is None:
            return NOTHING.said
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
        if not named and not dated and not self._names.groups_in(found.text, sentence):
            self._shared[alone] = said
        return said

    def _severity(self, text: list[Said], about: About, day: int, clinical: bool) -> RowSeverity:
        weighed = [item for said in text for item in said.weighed if clinical or not item.entry.clinical]
        ages = _NO_AGES
        if any(item.severity >= 2 for item in weighed):
            known = ((child, self._names.age_years(child, day)) for child in about.subjects)
            ages = {child: age for child, age in known if age is not None}
        return row_severity(weighed, about.subjects, ages, self._lexicon.weights)

    def _like(self, said: list[Gist], about: About, day: int, clinical: bool) -> RowSeverity:
        """The severity of a row that says the same, be it in another order, of children of the same age group."""
        if not said:
            return _UNSAID
        kinds = [gist.kind for gist in said]
        if len(said) > 1:
            kinds.sort()
        key = (tuple(kinds), about.subjects, self._alike.ages_on(day), clinical)
        known = self._like_known.get(key)
        if len(said) > 1 and not apart(said):
            known = self._severity([gist.said for gist in said], about, day, clinical)
        elif known is None:
            known = self._like_known[key] = self._severity([gist.said for gist in said], about, day, clinical)
        return known

    def _steps(self, row: list[Said], about: About, by: int) -> Steps:
        """What the sentences of a row say of levels and record, and whether it was told to the agency that writes."""
        hits: list[LevelHit] = []
        recorded: list[MarkerHit] = []
        for said in row:
            hits += said.levels
            recorded += said.markers
        agency = self._agencies[by]
        stated: dict[int, LevelHit] = {}
        if hits:
            stated = levels_of(levels_said(hits, about.subjects, about.unborn, agency))
        if recorded:
            recorded = [hit for hit in recorded if not hit.entry.except_agencies or not _is_one(agency, hit)]
        markers = self._chosen(recorded) if recorded else ()
        told = REPORTED in [hit.marker for hit in recorded]
        return stated, markers, told

    def _raised(
        self,
        severity: RowSeverity,
        stated: dict[int, LevelHit],
        markers: tuple[tuple[str, MarkerHit], ...],
        limit: int,
    ) -> tuple[RowSeverity, Floor | None]:
        """The row's severity, not below what the steps weigh that it records; a step that was told weighs ``limit``."""
        floored = [marked for marked in markers if marked[0].partition(":")[0] in self._floored]
        if not floored and not stated:
            return severity, None
        named = any(item.counts and item.severity for item in severity.weighed)
        floors = [Floor(min(hit.entry.severity, limit), hit.entry.id, hit.words) for hit in stated.values()]
        for rule in self._lexicon.weights.floors:
            for marker, hit in floored:
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

    def _chosen(self, recorded: list[MarkerHit]) -> tuple[tuple[str, MarkerHit], ...]:
        """The markers that stand. Which do follows from the markers and their entries, and few come together."""
        key = tuple([(hit.marker, hit.entry.id) for hit in recorded])
        found = self._choices.get(key)
        if found is None:
            places = {id(hit): place for place, hit in enumerate(recorded)}
            chosen = chosen_markers(recorded)
            found = self._choices[key] = tuple((marker, places[id(hit)]) for marker, hit in chosen)
        return tuple([(marker, recorded[place]) for marker, place in found])

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
    return _has_one(agency, hit.entry.except_agencies)


def _has_one(agency: str, words: tuple[str, ...]) -> bool:
    return any(word in agency for word in words)
