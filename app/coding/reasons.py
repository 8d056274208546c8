"""Why a row has its codes, in sentences that a person can check against the row."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.case.model import Case
from app.coding.levels import LevelHit, rank_stated
from app.coding.lexicon import Lexicon
from app.coding.markers import MarkerHit
from app.coding.reading import Codes
from app.coding.row import Said
from app.coding.weighing import Weighed
from app.language import tr

_SET_ASIDE = {
    "negated": tr("says that it is not so"),
    "historic": tr("tells of an earlier time"),
    "hypothetical": tr("tells of what may be or is planned"),
    "someone else": tr("tells of someone else"),
}
_DEEDS = {
    "opens": tr("opens it"),
    "confirms": tr("says that it is in force"),
    "falls to": tr("says that it comes down to it"),
    "ends": tr("ends what was in force"),
    "closes": tr("closes the case"),
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason. ``field`` is what it decides ("severity", "severity of a child", "category", "health", "level",
    "marker"), or how words that decide nothing are meant ("negated", "historic", "hypothetical", "someone else").

    ``rule`` is the lexicon's entry, several joined by "+", ``source`` where that comes from, ``words`` what stands in
    the row's ``part`` ("text" or "response") from ``start`` to ``end``. ``says`` is a sentence.
    """

    field: str
    value: str
    rule: str
    words: str
    start: int
    end: int
    part: str
    says: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where words stand in a row."""

    part: str
    start: int
    end: int


NOWHERE = Place("text", 0, 0)
BUSINESS = "weights.business"
"""The rule that a row without a concern is an agency's business."""

_BALANCES = ("weights.outweighed", "weights.improvement")


class Reasons:
    """Finds where the words of a row's codes stand, and says what they decide."""

    def __init__(
        self, case: Case, codes: Codes, said: Sequence[tuple[str, int, Said]], sources: Mapping[str, str]
    ) -> None:
        """``said`` are (part, where the sentence begins, what it says), ``sources`` those of ``sources_of``."""
        self._case, self._codes, self._sources = case, codes, sources
        self._places: dict[int, Place] = {}
        self._by_words: dict[tuple[str, str], Place] = {}
        for part, at, sentence in said:
            for item in (*sentence.weighed, *sentence.levels, *sentence.markers):
                place = Place(part, at + item.start, at + item.end)
                self._places[id(item)] = place
                self._by_words.setdefault((item.entry.id, item.words), place)

    def all(self) -> tuple[Reason, ...]:
        """Every reason for the codes, the weightiest first in each field, then what was set aside."""
        return (
            *self._severity(),
            *self._severity_of_children(),
            *self._categories(),
            *self._health(),
            *self._levels(),
            *self._markers(),
            *self._improvement(),
            *self._set_aside(),
        )

    def _reason(self, field: str, value: str, rule: str, words: str, says: str, place: Place) -> Reason:
        known = dict.fromkeys(self._sources[part] for part in rule.split("+") if part in self._sources)
        return Reason(field, value, rule, words, place.start, place.end, place.part, says, "; ".join(known))

    def _severity(self) -> Iterator[Reason]:
        codes = self._codes
        if codes.floor is not None:
            rank, rule, words = codes.floor
            place = next((place for (_id, said), place in self._by_words.items() if said == words), NOWHERE)
            says = tr('Severity {rank}, because "{words}" is a step that is taken for such a concern.')
            says = says.format(rank=rank, words=words)
            yield self._reason("severity", str(rank), rule, words, says, place)
        for item in sorted(_counted(codes), key=lambda item: -item.severity):
            raised = "".join(tr(', with "{words}"').format(words=said) for _rule, said in item.raised)
            queried = tr(", with a question mark") if item.meaning.meant == "queried" else ""
            rule = "+".join((item.entry.id, *(rule for rule, _said in item.raised)))
            says = tr('"{words}"{raised}{queried}: severity {severity}.').format(
                words=item.words, raised=raised, queried=queried, severity=item.severity
            )
            yield self._reason("severity", str(item.severity), rule, item.words, says, self._place(item))
        for rule, said in codes.severity.rules:
            total = str(codes.severity.severity)
            says = tr("All together: severity {total} ({rule}: {words}).").format(total=total, rule=rule, words=said)
            yield self._reason("severity", total, rule, said, says, NOWHERE)

    def _severity_of_children(self) -> Iterator[Reason]:
        """For whom the row weighs otherwise than as a whole: what its words say of that child, or of all."""
        for child, rank in sorted(self._codes.severity.by_child.items()):
            name = self._case.children[child].name
            said = sorted(_counted(self._codes), key=lambda item: -item.severity)
            theirs = [item for item in said if item.children is None or child in item.children]
            says = tr("Severity {rank} for {child}, because of “{words}”.")
            if not theirs:
                says = tr("Severity {rank} for {child}: “{words}” is said of someone else.")
            item = (theirs or said)[0]
            rule = "+".join((item.entry.id, *(rule for rule, _said in item.raised)))
            says = says.format(rank=rank, child=name, words=item.words)
            value = f"{name}={rank}"
            yield self._reason(
                "severity of a child", value, rule, item.words, says, self._place(item)
            )  # not words: a key

    def _categories(self) -> Iterator[Reason]:
        scheme = self._case.scheme
        said = set(scheme.categories_in(self._codes.categories))
        for key in scheme.categories_in(self._codes.categories):
            counted = _counted(self._codes)
            # Words of a category that the row does not have stand for another one from this kind of agency.
            with_it = [item for item in counted if key in item.entry.categories] or [
                item for item in counted if not said.issuperset(item.entry.categories)
            ]
            if not with_it:
                yield self._business(key, tr(scheme.category_names[key]))  # from resources
                continue
            item = max(with_it, key=lambda item: item.severity)
            named = tr(scheme.category_names[key])  # from resources
            says = tr('{category}, because of "{words}".').format(category=named, words=item.words)
            if key not in item.entry.categories:
                says = tr('{category}, because of "{words}", given who writes it or whom it is about.').format(
                    category=named, words=item.words
                )
            yield self._reason("category", key, item.entry.id, item.words, says, self._place(item))

    def _business(self, key: str, name: str) -> Reason:
        """Why a row without a concern is an agency's business: the step that it records, or who writes it."""
        steps: list[LevelHit | MarkerHit] = [
            *self._codes.levels.values(),
            *(hit for _name, hit in self._codes.marker_hits),
        ]
        if not steps:
            says = tr("{category}, because an agency that decides writes it and no concern is named.")
            return self._reason("category", key, BUSINESS, "", says.format(category=name), NOWHERE)
        hit = steps[0]
        says = tr('{category}, because "{words}" is a step and no concern is named.')
        place = self._by_words.get((hit.entry.id, hit.words), NOWHERE)
        return self._reason(
            "category",
            key,
            f"{BUSINESS}+{hit.entry.id}",
            hit.words,
            says.format(category=name, words=hit.words),
            place,
        )

    def _health(self) -> Iterator[Reason]:
        """What a row that is about something weightier says of health: the illness that an injury brought."""
        health = self._case.scheme.mask("health", "missed")
        if self._codes.categories & health:
            return
        bits = self._case.scheme.category_bits
        for item in _counted(self._codes):
            if not any(bits.get(category, 0) & health for category in item.entry.categories):
                continue
            says = tr('About health as well, because of "{words}".').format(words=item.words)
            yield self._reason("health", "yes", item.entry.id, item.words, says, self._place(item))
            return

    def _levels(self) -> Iterator[Reason]:
        for child, hit in sorted(self._codes.levels.items()):
            rank, name = rank_stated(hit), self._case.children[child].name
            label = tr(self._case.scheme.levels[rank].label)  # from resources
            says = tr('{child}: {level}, because "{words}" {deed}.').format(
                child=name, level=label, words=hit.words, deed=_deed(hit)
            )
            place = self._by_words.get((hit.entry.id, hit.words), NOWHERE)
            yield self._reason("level", f"{name}={rank}", hit.entry.id, hit.words, says, place)

    def _markers(self) -> Iterator[Reason]:
        for marker, hit in self._codes.marker_hits:
            words = marker.replace("_", " ").replace(":", ": ")
            says = tr('{marker}, because of "{words}".').format(marker=words, words=hit.words)
            yield self._reason("marker", marker, hit.entry.id, hit.words, says, self._place(hit))

    def _improvement(self) -> Iterator[Reason]:
        better = next((item for item in _counted(self._codes) if item.entry.improvement), None)
        if better is not None:
            says = tr('improvement, because of "{words}".').format(words=better.words)
            yield self._reason("marker", "improvement", better.entry.id, better.words, says, self._place(better))

    def _set_aside(self) -> Iterator[Reason]:
        for item in self._codes.severity.weighed:
            if not item.counts:
                meant = item.meaning
                says = tr('"{words}" does not count: "{others}" {deed}.').format(
                    words=item.words, others=meant.words, deed=_SET_ASIDE[meant.meant]
                )
                yield self._reason(meant.meant, item.entry.id, meant.rule, item.words, says, self._place(item))

    def _place(self, item: object) -> Place:
        return self._places.get(id(item), NOWHERE)


def sources_of(lexicon: Lexicon) -> dict[str, str]:
    """Where each entry of the lexicon and each of its rules of weight comes from, by its id."""
    weights = lexicon.weights
    rules = (*weights.several, *weights.many, *weights.young, *weights.floors)
    found = {entry.id: entry.source for entry in lexicon.entries.values()}
    found |= {rule.id: rule.source for rule in rules}
    return {**dict.fromkeys((BUSINESS, *_BALANCES), weights.source), **found}


def _counted(codes: Codes) -> list[Weighed]:
    return [item for item in codes.severity.weighed if item.counts]


def _deed(hit: LevelHit) -> str:
    return _DEEDS[hit.entry.does]
