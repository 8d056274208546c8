"""Reading rows: what a row's sentences say, put together."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from app.case.model import Case
from app.coding.abouts import abouts_of
from app.coding.alike import NOTHING
from app.coding.floors import Floor, Floors, Marked
from app.coding.levels import LevelHit, enquiries_within, levels_of, levels_said, means_it
from app.coding.lexicon import Lexicon
from app.coding.markers import SUPPOSED, MarkerHit, chosen_markers
from app.coding.naming import ChildNames
from app.coding.row import About, Said
from app.coding.scanning import sentence_places, sentences
from app.coding.sentence_memory import SentenceMemory
from app.coding.states import LevelRanks
from app.coding.weighing import RowSeverity, Weighed, row_severity
from app.coding.writers import Writers

IMPROVEMENT = "improvement"
NOT_BROUGHT = "was_not_brought"
MISSED = "missed_health"
"""Only a health appointment is one that a child was not brought to: where the words are about no health care, no such
marker stands."""

REPORTED = "step/reported"
"""The part of a marker that says that a step was told to the agency that writes: its weight is another agency's."""

REPORTED_WEIGHS = 1

_SOMEBODY = frozenset((0,))
_NO_CHILDREN = frozenset[int]()
_NO_AGES: dict[int, float] = {}


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


class Steps(NamedTuple):
    """What a row records beside its concerns.

    ``stated`` holds the statement of a level that stands for each child, ``weighing`` those that the row's severity
    rests on: none that brings a child down from a higher level, and in a case without children what it says of them.
    ``told`` says that they were told to the agency that writes. ``parts`` are what weighs though it is no marker.
    """

    stated: dict[int, LevelHit] = {}
    markers: Marked = ()
    told: bool = False
    weighing: tuple[LevelHit, ...] = ()
    parts: Marked = ()


class RowReader:
    """Reads the rows of one case by one lexicon, and says what the sentences of a row come to together."""

    def __init__(self, case: Case, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._names = ChildNames(case)
        self._bits = case.scheme.category_bits
        self._health = case.scheme.mask("health", "missed")
        self._administrative = case.scheme.mask("administrative")
        self._masks: dict[frozenset[str], int] = {}
        self._floors = Floors(lexicon.weights, len(case.scheme.severity) - 1)
        self._enquiry = case.scheme.ranks.enquiry
        self._choices: dict[tuple[tuple[str, str], ...], tuple[tuple[str, int], ...]] = {}
        events = case.events
        self._text, self._response = events.text, events.response
        self._days: list[int] = events.day.tolist()
        self._memory = SentenceMemory(self._names, LevelRanks(case.scheme), lexicon, len(events))
        self.alike = self._memory.alike
        self.abouts = abouts_of(case, self._names)
        self.writers = Writers(case, lexicon.weights, self.abouts)

    def about(self, place: int) -> About:
        """Whom the row at that place is about, and when it was."""
        return self.abouts[place]

    def said(self, place: int) -> tuple[list[Said], list[Said]]:
        """What each sentence of a row's text and of its response says."""
        gists = self.alike.gists
        return [gists[one].said for one in self.text(place)], [gists[one].said for one in self.response(place)]

    def text(self, place: int) -> list[int]:
        """What the sentences of a row's text say, by number in ``alike.gists``."""
        return self._memory.read(sentences(self._text[place]), "text", self.abouts[place])

    def response(self, place: int) -> list[int]:
        """What the sentences of a row's response say, by number in ``alike.gists``."""
        response = self._response[place]
        return self._memory.read(sentences(response), "response", self.abouts[place]) if response else []

    def placed(self, place: int) -> list[tuple[str, int, Said]]:
        """What a row's sentences say: the part of the row, where the sentence begins in it, and what it says."""
        about = self.abouts[place]
        found: list[tuple[str, int, Said]] = []
        for part, text in (("text", self._text[place]), ("response", self._response[place] or "")):
            for at, sentence in zip(sentence_places(text), sentences(text), strict=True):
                said = self._memory.read([sentence], part, about)
                found += [(part, at, self.alike.gists[one].said) for one in said if one != NOTHING]
        return found

    def codes(self, place: int) -> Codes:
        """What the row at that place comes to."""
        text, response = self.said(place)
        return self.together(self.severity(text, place), self.steps([*text, *response], place), place)

    def together(self, severity: RowSeverity, steps: Steps, place: int) -> Codes:
        """What this severity and these steps come to together in the row at that place."""
        stated, markers, told, weighing, parts = steps
        floor: Floor | None = None
        weighty = (*markers, *parts)
        if weighing or weighty:
            decides = self.writers.deciding[place] and not stated
            limit = REPORTED_WEIGHS if told else None
            severity, floor = self._floors.raised(severity, weighing, weighty, limit, decides)
        severity = self.writers.filed(severity, place, self._is_step(steps))
        if MISSED not in severity.categories:
            markers = tuple([marked for marked in markers if marked[0] != NOT_BROUGHT])
        if severity.severity >= 0:
            markers = tuple([marked for marked in markers if marked[0] != SUPPOSED])
        names = tuple([name for name, _hit in markers])
        if IMPROVEMENT not in names and any(item.counts and item.entry.improvement for item in severity.weighed):
            names = tuple(sorted((*names, IMPROVEMENT)))
        told = told or not self.writers.deciding[place]
        return Codes(severity, _mask(self._masks, self._bits, severity.categories), stated, names, markers, floor, told)

    def filed(self, severity: RowSeverity, steps: Steps, place: int) -> frozenset[str]:
        """The categories of that row with this severity and these steps."""
        return self.writers.categories(severity, place, self._is_step(steps))

    def _is_step(self, steps: Steps) -> bool:
        return bool(steps.stated or steps.weighing) or self._floors.any_of(steps.markers)

    def is_about_health(self, place: int, categories: int, read: bool = False) -> bool:
        """Whether a row with these categories is about a child's health: by its category, or by who records it.

        With ``read`` its words count as well, such as those of an illness that an injury brought.
        """
        if categories & self._health or self.writers.writes_of_health(place, bool(categories & self._administrative)):
            return True
        return read and not self.writers.serves_adults(place) and self.health_words(place) is not None

    def health_words(self, place: int) -> Weighed | None:
        """What the row's words say of health, be it left out beside something else; None where they say nothing."""
        weighed = self.severity(self.said(place)[0], place).weighed
        return next((item for item in weighed if item.counts and self._tells_health(item)), None)

    def _tells_health(self, item: Weighed) -> bool:
        return any(self._bits.get(category, 0) & self._health for category in item.entry.categories)

    def rows(self, first: int, last: int) -> Iterator[tuple[list[int], list[int]]]:
        """What the sentences of the text and of the response say of each row from one place up to another."""
        chosen = slice(first, last)
        return self._memory.rows(self._text[chosen], self._response[chosen], self.abouts[chosen])

    def severity(self, text: Sequence[Said], place: int) -> RowSeverity:
        """What these sentences weigh together in the row at that place."""
        about, day, clinical = self.abouts[place], self._days[place], self.writers.clinical[place]
        weighed = [item for said in text for item in said.weighed if clinical or not item.entry.clinical]
        ages = _NO_AGES
        if self._names.knows_ages and [item for item in weighed if item.severity >= 2]:
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
        if recorded and hits:
            hits = _but_of_contacts(hits, recorded)
        agency = self.writers.name(place)
        stated: dict[int, LevelHit] = {}
        weighing: list[LevelHit] = []
        if hits:
            household = (
                frozenset(range(len(self._names.children))) - about.unborn if about.adults_only else _NO_CHILDREN
            )
            meant = levels_said(hits, about.subjects, about.unborn, agency, household)
            stated = levels_of(meant)
            weighing = [hit for child, hit in stated.items() if not _comes_down(child, hit, meant, self._enquiry)]
            weighing += enquiries_within(stated, meant)
            if not self._names.children:
                weighing = [*levels_of(levels_said(hits, _SOMEBODY, about.unborn, agency)).values()]
        if recorded:
            recorded = [hit for hit in recorded if means_it(hit.entry, agency)]
        markers = _chosen(self._choices, recorded) if recorded else ()
        told = REPORTED in [hit.marker for hit in recorded]
        parts = self._floors.parts(recorded, markers) if recorded else ()
        return Steps(stated, markers, told, tuple(weighing), parts)


def _but_of_contacts(hits: list[LevelHit], recorded: Sequence[MarkerHit]) -> list[LevelHit]:
    """The statements without those whose words mean something else beside what the row records: a contact is closed."""
    markers = {hit.marker for hit in recorded}
    return [hit for hit in hits if markers.isdisjoint(hit.entry.except_markers)]


def _comes_down(child: int, hit: LevelHit, said: Sequence[LevelHit], enquiry: int | None) -> bool:
    """Whether the row ends a higher level for the child than it states. An enquiry that ends so brings it up."""
    return any(
        other.entry.does == "ends"
        and other.rank > hit.rank
        and other.rank != enquiry
        and child in (other.children or ())
        for other in said
    )


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
