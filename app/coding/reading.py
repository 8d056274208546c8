"""Reading rows: each sentence looked up once, and what a row's sentences say put together."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from app.case.model import Case
from app.coding.abouts import abouts_of
from app.coding.alike import NOTHING, Alike
from app.coding.figures import ButForFigures, figures_within, has_figure, reworded
from app.coding.levels import LevelHit, level_hits, levels_of, levels_said, ranks_of
from app.coding.lexicon import Lexicon
from app.coding.markers import MarkerHit, chosen_markers, marker_hits
from app.coding.naming import ChildNames, Mention
from app.coding.row import About, Said
from app.coding.scanning import Scan, is_dated, plain, scan, sentence_places, sentences
from app.coding.weighing import RowSeverity, row_severity, weighed_concerns
from app.coding.weights import Weights

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
_NOTHING_SAID: list[int] = []
_FEW = 50
"""In few rows sentences hardly come again: telling which are alike would take longer than reading them."""
_NAMED, _FOR_ADULTS = 1, 2


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


class _Heard(NamedTuple):
    """What stands in a sentence, whether what it says depends on the year of its row, and whether on its figures.

    ``worded`` says that figures are part of its words.
    """

    scan: Scan | None
    dated: bool
    by_figures: bool
    worded: bool


class _Part(NamedTuple):
    """What is remembered of a part of rows alike: whomever they are about, of these children, and in that year.

    ``whole`` are responses by their words. ``theirs`` holds what is in ``always`` as well, once it was asked for.
    """

    always: dict[str, int]
    theirs: dict[str, int]
    then: dict[str, int]
    whole: dict[str, list[int]]


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
        self._scans: dict[str, _Heard] = {}
        self._kin: dict[str, str] = {}
        self._worded: set[str] = set()
        self._but_for_figures = ButForFigures(lexicon)
        self._by_figures = any(map(has_figure, lexicon.weights.child_words))
        self._choices: dict[tuple[tuple[str, str], ...], tuple[tuple[str, int], ...]] = {}
        self._always: dict[tuple[str, bool], dict[str, int]] = {}
        self._theirs: dict[_Key, dict[str, int]] = {}
        self._parts: dict[tuple[str, int], _Part] = {}
        self.alike = Alike(self._names, lexicon.weights)
        events = case.events
        self._text, self._response = events.text, events.response
        self._days: list[int] = events.day.tolist()
        self._agency: list[int] = events.agency.tolist()
        self._agencies = [*(agency.name.lower() for agency in case.agencies), ""]
        clinics = [not name or _has_one(f" {name} ", lexicon.weights.clinics) for name in self._agencies]
        deciding = [not name or _has_one(f" {name} ", lexicon.weights.deciding) for name in self._agencies]
        adults = [bool(name) and _has_one(f" {name} ", lexicon.weights.adult_services) for name in self._agencies]
        self.clinical = [clinics[by] for by in self._agency]
        self.deciding = [deciding[by] for by in self._agency]
        named = [bool(name) for name in self._agencies]
        self.agency_kind = [_FOR_ADULTS * adults[by] | _NAMED * named[by] for by in self._agency]
        self.abouts = abouts_of(case, self._names)

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
        return self._read(sentences(response), "response", self.abouts[place]) if response else []

    def placed(self, place: int) -> list[tuple[str, int, Said]]:
        """What a row's sentences say: the part of the row, where the sentence begins in it, and what it says."""
        about = self.abouts[place]
        found: list[tuple[str, int, Said]] = []
        for part, text in (("text", self._text[place]), ("response", self._response[place] or "")):
            for at, sentence in zip(sentence_places(text), sentences(text), strict=True):
                said = self._read([sentence], part, about)
                found += [(part, at, self.alike.gists[one].said) for one in said if one != NOTHING]
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
            severity, floor = _raised(
                self._lexicon.weights,
                self._floored,
                self._highest,
                severity,
                stated,
                markers,
                REPORTED_WEIGHS if told else self._highest,
            )
        severity = self._filed(severity, place, stated, markers)
        if MISSED not in severity.categories:
            markers = tuple([marked for marked in markers if marked[0] != NOT_BROUGHT])
        names = tuple([name for name, _hit in markers])
        if IMPROVEMENT not in names and any(item.counts and item.entry.improvement for item in severity.weighed):
            names = tuple(sorted((*names, IMPROVEMENT)))
        told = told or not self.deciding[place]
        return Codes(severity, _mask(self._masks, self._bits, severity.categories), stated, names, markers, floor, told)

    def _filed(
        self,
        severity: RowSeverity,
        place: int,
        stated: dict[int, LevelHit],
        markers: tuple[tuple[str, MarkerHit], ...],
    ) -> RowSeverity:
        """The severity with its categories as this kind of agency means them: whose business a bare step is."""
        weights, categories = self._lexicon.weights, severity.categories
        if self.agency_kind[place] & _FOR_ADULTS and not categories.isdisjoint(weights.instead):
            categories = frozenset([weights.instead.get(name, name) for name in categories])
        if not categories and weights.business:
            floored = any(marker.partition(":")[0] in self._floored for marker, _hit in markers)
            decides = self.deciding[place] and self.agency_kind[place] & _NAMED
            if stated or floored or decides:
                categories = frozenset((weights.business,))
        return severity if categories is severity.categories else severity._replace(categories=categories)

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

    def rows(self, first: int, last: int) -> Iterator[tuple[list[int], list[int]]]:
        """What the sentences of the text and of the response say of each row from one place up to another."""
        parts: dict[int, tuple[_Part, _Part]] = {}
        chosen = slice(first, last)
        for text, response, about in zip(self._text[chosen], self._response[chosen], self.abouts[chosen], strict=True):
            both = parts.get(id(about))
            if both is None:
                both = parts[id(about)] = self._part("text", about), self._part("response", about)
            pieces = sentences(text)
            try:
                said = list(map(both[0].theirs.__getitem__, pieces))
            except KeyError:
                said = self._read(pieces, "text", about)
            answer = both[1].whole.get(response) if response else _NOTHING_SAID
            if answer is None:
                answer = both[1].whole[response or ""] = self._read(sentences(response or ""), "response", about)
            yield said, answer

    def _read(self, pieces: list[str], part: str, about: About) -> list[int]:
        """What each of these sentences says. The same sentence about the same children is read once."""
        known = self._part(part, about)
        found: list[int] = []
        for sentence in pieces:
            said = known.theirs.get(sentence)
            if said is None:
                said = known.then.get(sentence)
            found.append(self._read_anew(sentence, part, about, known) if said is None else said)
        return found

    def _part(self, part: str, about: About) -> _Part:
        """What is remembered for this part of rows about these children. The rows keep what is known of them alive."""
        known = self._parts.get((part, id(about)))
        if known is None:
            always = self._always.setdefault((part, about.adults_only), {})
            theirs = self._theirs.setdefault((part, about.subjects, about.unborn, about.adults_only), {})
            known = self._parts[part, id(about)] = _Part(always, theirs, {}, {})
        return known

    def _heard(self, sentence: str) -> _Heard:
        found = self._scans.get(sentence)
        if found is None:
            scanned = scan(sentence, self._lexicon)
            beside, worded = figures_within(scanned)
            by_figures = beside or self._by_figures or self._names.may_read_figures(plain(sentence))
            found = self._scans[sentence] = _Heard(scanned, is_dated(scanned), by_figures, worded)
        return found

    def _read_anew(self, sentence: str, part: str, about: About, known: _Part) -> int:
        """What a sentence says. One that names no child and no year says the same whomever its row is about."""
        number = known.always.get(sentence)
        if number is None:
            number = self._read_but_for_figures(sentence, part, about, known)
        else:
            known.theirs[sentence] = number
        return number

    def _read_but_for_figures(self, sentence: str, part: str, about: About, known: _Part) -> int:
        kin = self._kin.get(sentence) if len(self._text) > _FEW else ""
        if kin is None:
            kin = self._kin[sentence] = self._but_for_figures.key(sentence)
        if kin:
            for memory in (known.always, known.theirs):
                number = memory.get(kin)
                if number is not None:
                    if kin in self._worded and number != NOTHING:
                        number = self.alike.of(reworded(self.alike.gists[number].said, sentence))
                    memory[sentence] = known.theirs[sentence] = number
                    return number
        heard = self._heard(sentence)
        number, theirs = self._number(heard.scan, sentence, part, about)
        if heard.dated:
            known.then[sentence] = number
            return number
        memory = known.theirs if theirs else known.always
        memory[sentence] = known.theirs[sentence] = number
        if kin and not heard.by_figures:
            memory[kin] = number
            if heard.worded:
                self._worded.add(kin)
        return number

    def _number(self, found: Scan | None, sentence: str, part: str, about: About) -> tuple[int, bool]:
        """What a sentence says, by number in ``alike.gists``, and whether it speaks of children."""
        if found is None:
            return NOTHING, False
        subjects, unborn, year, adults_only = about
        weighs = part == "text" and bool(found.concerns)
        named: Sequence[Mention] = ()
        theirs = False
        if found.levels or weighs:
            named = self._names.mentions(found.text, sentence, subjects, unborn)
            theirs = bool(named) or self._names.groups_in(found.text, sentence)
        said = Said(
            weighed_concerns(found, named, subjects, year, adults_only, self._lexicon.weights.child_words)
            if weighs
            else (),
            level_hits(found, named, part, year, self._ranks) if found.levels else (),
            marker_hits(found, part, year) if found.markers else (),
        )
        return self.alike.of(said) if any(said) else NOTHING, theirs

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
        markers = _chosen(self._choices, recorded) if recorded else ()
        told = REPORTED in [hit.marker for hit in recorded]
        return stated, markers, told


def _raised(
    weights: Weights,
    floored_by: frozenset[str],
    highest: int,
    severity: RowSeverity,
    stated: dict[int, LevelHit],
    markers: tuple[tuple[str, MarkerHit], ...],
    limit: int,
) -> tuple[RowSeverity, Floor | None]:
    """The row's severity, not below what the steps weigh that it records; a step that was told weighs ``limit``."""
    floored = [marked for marked in markers if marked[0].partition(":")[0] in floored_by]
    if not floored and not stated:
        return severity, None
    named = any(item.counts and item.severity for item in severity.weighed)
    floors = [Floor(min(hit.entry.severity, limit), hit.entry.id, hit.words) for hit in stated.values()]
    for rule in weights.floors:
        for marker, hit in floored:
            if marker.partition(":")[0] == rule.marker:
                floors.append(Floor(rule.least if named else rule.alone, rule.id, hit.words))
    if not floors:
        return severity, None
    floor = max(floors, key=lambda floor: floor.severity)
    rank = min(floor.severity, highest)
    if rank <= severity.severity:
        return severity, None
    own = {child: max(own, rank) for child, own in severity.by_child.items()}
    own = {child: value for child, value in own.items() if value != rank}
    return severity._replace(severity=rank, by_child=own), floor


def _chosen(
    choices: dict[tuple[tuple[str, str], ...], tuple[tuple[str, int], ...]], recorded: list[MarkerHit]
) -> tuple[tuple[str, MarkerHit], ...]:
    """The markers that stand. Which do follows from the markers and their entries, and few come together."""
    key = tuple([(hit.marker, hit.entry.id) for hit in recorded])
    found = choices.get(key)
    if found is None:
        places = {id(hit): place for place, hit in enumerate(recorded)}
        chosen = chosen_markers(recorded)
        found = choices[key] = tuple((marker, places[id(hit)]) for marker, hit in chosen)
    return tuple([(marker, recorded[place]) for marker, place in found])


def _mask(masks: dict[frozenset[str], int], bits_of: Mapping[str, int], categories: frozenset[str]) -> int:
    bits = masks.get(categories)
    if bits is None:
        bits = masks[categories] = sum(bits_of.get(category, 0) for category in categories)
    return bits


def _is_one(agency: str, hit: MarkerHit) -> bool:
    return _has_one(agency, hit.entry.except_agencies)


def _has_one(agency: str, words: tuple[str, ...]) -> bool:
    return any(word in agency for word in words)
