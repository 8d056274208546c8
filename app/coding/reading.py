"""Reading rows: each sentence looked up once, and what a row's sentences say put together."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.case.model import Case
from app.coding.alike import NOTHING, Alike
from app.coding.levels import LevelHit, level_hits, levels_of, levels_said, ranks_of
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


class _Memory(NamedTuple):
    """What sentences of rows alike say: whomever and whenever those are about, of these children, in that year."""

    always: dict[str, int]
    theirs: dict[str, int]
    then: dict[str, int]


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
        self._choices: dict[tuple[tuple[str, str], ...], tuple[tuple[str, int], ...]] = {}
        self._always: dict[tuple[str, bool], dict[str, int]] = {}
        self._theirs: dict[_Key, dict[str, int]] = {}
        self._memories: dict[tuple[str, int], _Memory] = {}
        self.alike = Alike(self._names, lexicon.weights)
        events = case.events
        self._text, self._response = events.text, events.response
        self._days: list[int] = events.day.tolist()
        self._agency: list[int] = events.agency.tolist()
        self._agencies = [*(agency.name.lower() for agency in case.agencies), ""]
        clinics = [not name or _has_one(f" {name} ", lexicon.weights.clinics) for name in self._agencies]
        deciding = [not name or _has_one(f" {name} ", lexicon.weights.deciding) for name in self._agencies]
        self.clinical = [clinics[by] for by in self._agency]
        self.deciding = [deciding[by] for by in self._agency]
        self.abouts = _abouts(case, self._names)

    def about(self, place: int) -> About:
        """Whom the row at that place is about, and when it was."""
        return self.abouts[place]

    def said(self, place: int) -> tuple[list[Said], list[Said]]:
        """What each sentence of a row's text and of its response says."""
        gists = self.alike.gists
        return [gists[one].said for one in self.text(place)], [gists[one].said for one in self.response(place)]

    def text(self, place: int) -> list[int]:
        """What the sentences of a row's text say, by number in ``alike.gists``."""
        return self._read(sentences(self._text[place]), "text", self.abouts[place])

    def response(self, place: int) -> list[int]:
        """What the sentences of a row's response say, by number in ``alike.gists``."""
        response = self._response[place]
        return self._read(self._responses[response], "response", self.abouts[place]) if response else []

    def placed(self, place: int) -> list[tuple[str, int, Said]]:
        """What a row's sentences say: the part of the row, where the sentence begins in it, and what it says."""
        about = self.abouts[place]
        found: list[tuple[str, int, Said]] = []
        for part, text in (("text", self._text[place]), ("response", self._response[place] or "")):
            for at, sentence in zip(sentence_places(text), sentences(text), strict=True):
                found += [(part, at, self.alike.gists[one].said) for one in self._read([sentence], part, about)]
        return found

    def codes(self, place: int) -> Codes:
        """What the row at that place comes to."""
        text, response = self.said(place)
        return self.together(self.severity(text, place), self.steps([*text, *response], place), place)

    def together(self, severity: RowSeverity, steps: Steps, place: int) -> Codes:
        """What this severity and these steps come to together in the row at that place."""
        stated, markers, told = steps
        floor: Floor | None = None
        if stated or markers:
            severity, floor = self._raised(severity, stated, markers, REPORTED_WEIGHS if told else self._highest)
        if MISSED not in severity.categories:
            markers = tuple([marked for marked in markers if marked[0] != NOT_BROUGHT])
        names = tuple([name for name, _hit in markers])
        if IMPROVEMENT not in names and any(item.counts and item.entry.improvement for item in severity.weighed):
            names = tuple(sorted((*names, IMPROVEMENT)))
        told = told or not self.deciding[place]
        return Codes(severity, self._mask(severity.categories), stated, names, markers, floor, told)

    def is_about_health(self, place: int, categories: int) -> bool:
        """Whether a row with these categories is about a child's health: by its category, or by who records it."""
        if categories & self._health:
            return True
        by, about = self._agency[place], self.abouts[place]
        agency = self._agencies[by]
        if about.adults_only or not any(word in agency for word in self._lexicon.weights.health_agencies):
            often = agency == _HEALTH or _has_one(agency, self._lexicon.weights.often_health)
            return often and not about.adults_only and not categories & self._administrative
        return True

    def _read(self, pieces: list[str], part: str, about: About) -> list[int]:
        """What each of these sentences says. The same sentence about the same children is read once."""
        memory = self._memories.get((part, id(about))) or self._memory(part, about)
        found = list(map(memory.always.get, pieces))
        if None in found:
            return [
                self._read_for(sentence, part, about, memory) if said is None else said
                for sentence, said in zip(pieces, found, strict=True)
            ]
        return [said for said in found if said]

    def _read_for(self, sentence: str, part: str, about: About, memory: _Memory) -> int:
        said = memory.theirs.get(sentence)
        if said is None:
            said = memory.then.get(sentence)
        return self._read_anew(sentence, part, about, memory) if said is None else said

    def _memory(self, part: str, about: About) -> _Memory:
        """What is remembered for this part of rows about these children. The rows keep what is known of them alive."""
        theirs = part, about.subjects, about.unborn, about.adults_only
        always = part, about.adults_only
        found = _Memory(self._always.setdefault(always, {}), self._theirs.setdefault(theirs, {}), {})
        self._memories[part, id(about)] = found
        return found

    def _heard(self, sentence: str) -> tuple[Scan | None, bool]:
        """What stands in a sentence, and whether what it says depends on the year of its row."""
        found = self._scans.get(sentence)
        if found is None:
            scanned = scan(sentence, self._lexicon)
            found = self._scans[sentence] = scanned, is_dated(scanned)
        return found

    def _read_anew(self, sentence: str, part: str, about: About, memory: _Memory) -> int:
        """What a sentence says. One that names no child and no year says the same whomever its row is about."""
        found, dated = self._heard(sentence)
        if found is None:
            memory.always[sentence] = NOTHING
            return NOTHING
        subjects, unborn, year, adults_only = about
        weighs = part == "text" and bool(found.concerns)
        named: Sequence[Mention] = ()
        theirs = False
        if found.levels or weighs:
            named = self._names.mentions(found.text, sentence, subjects, unborn)
            theirs = bool(named) or self._names.groups_in(found.text, sentence)
        said = Said(
            weighed_concerns(found, named, subjects, year, adults_only) if weighs else (),
            level_hits(found, named, part, year, self._ranks) if found.levels else (),
            marker_hits(found, part, year) if found.markers else (),
        )
        number = self.alike.of(said) if any(said) else NOTHING
        (memory.then if dated else memory.theirs if theirs else memory.always)[sentence] = number
        return number

    def severity(self, text: Sequence[Said], place: int) -> RowSeverity:
        """What these sentences weigh together in the row at that place."""
        about, day, clinical = self.abouts[place], self._days[place], self.clinical[place]
        weighed = [item for said in text for item in said.weighed if clinical or not item.entry.clinical]
        ages = _NO_AGES
        if any(item.severity >= 2 for item in weighed):
            known = ((child, self._names.age_years(child, day)) for child in about.subjects)
            ages = {child: age for child, age in known if age is not None}
        return row_severity(weighed, about.subjects, ages, self._lexicon.weights)

    def steps(self, row: Sequence[Said], place: int) -> Steps:
        """What the sentences of a row say of levels and record, and whether it was told to the agency that writes."""
        about = self.abouts[place]
        hits: list[LevelHit] = []
        recorded: list[MarkerHit] = []
        for said in row:
            hits += said.levels
            recorded += said.markers
        agency = self._agencies[self._agency[place]]
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
    alike = np.unique(_as_one(events.subjects.T, len(events)), return_index=True, return_inverse=True)
    which = alike[2].ravel()
    groups = [frozenset(np.flatnonzero(events.subjects[place]).tolist()) for place in alike[1].tolist()]
    attributed = np.isin(events.source, events.source[events.subjects.any(axis=1)])
    years = events.day.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
    born = np.array(sorted({day for day in map(names.born, range(len(case.children))) if day is not None}), np.int64)
    keys = (which, years, attributed, np.searchsorted(born, events.day, side="right"))
    _kinds, first, number = np.unique(_as_one(keys, len(events)), return_index=True, return_inverse=True)
    found: list[About] = []
    for place in first.tolist():
        subjects, unborn = groups[which[place]], names.unborn_on(int(events.day[place]))
        told, year = bool(attributed[place]), int(years[place])
        if not subjects and not told:
            subjects = frozenset(range(len(case.children))) - unborn
        found.append(About(subjects, unborn, year if year > 0 else None, told and not subjects))
    return [found[one] for one in number.ravel().tolist()]


def _as_one(columns: Iterable[NDArray[np.integer] | NDArray[np.bool_]], rows: int) -> NDArray[np.int64]:
    """One number for each row that is equal where all its columns are."""
    numbers = np.zeros(rows, np.int64)
    for column in columns:
        values = column.astype(np.int64)
        size = int(np.ptp(values)) + 1 if rows else 1
        if int(numbers.max(initial=0)) >= (1 << 62) // size:
            numbers = np.unique(numbers, return_inverse=True)[1].ravel()
        numbers = numbers * size + (values - int(values.min()) if rows else values)
    return numbers


def _is_one(agency: str, hit: MarkerHit) -> bool:
    return _has_one(agency, hit.entry.except_agencies)


def _has_one(agency: str, words: tuple[str, ...]) -> bool:
    return any(word in agency for word in words)
