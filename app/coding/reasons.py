"""Why a row has its codes, in sentences that a person can check against the row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.case.model import Case
from app.coding.levels import LevelHit, rank_stated
from app.coding.reading import Codes
from app.coding.row import Said
from app.coding.weighing import Weighed

_SET_ASIDE = {
    "negated": "says that it is not so",
    "historic": "tells of an earlier time",
    "hypothetical": "tells of what may be or is planned",
    "someone else": "tells of someone else",
}
_DEEDS = {
    "opens": "opens it",
    "confirms": "says that it is in force",
    "falls to": "says that it comes down to it",
    "ends": "ends what was in force",
    "closes": "closes the case",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason. ``field`` is what it decides ("severity", "category", "level", "marker"), or how words that decide
    nothing are meant ("negated", "historic", "hypothetical", "someone else").

    ``rule`` is the lexicon's entry, ``words`` what stands in the row's ``part`` ("text" or "response") from
    ``start`` to ``end``. ``says`` is a sentence.
    """

    field: str
    value: str
    rule: str
    words: str
    start: int
    end: int
    part: str
    says: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where words stand in a row."""

    part: str
    start: int
    end: int


NOWHERE = Place("text", 0, 0)


class Reasons:
    """Finds where the words of a row's codes stand, and says what they decide."""

    def __init__(self, case: Case, codes: Codes, said: Sequence[tuple[str, int, Said]]) -> None:
        """``said`` are (part, where the sentence begins, what it says)."""
        self._case, self._codes = case, codes
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
            *self._categories(),
            *self._levels(),
            *self._markers(),
            *self._improvement(),
            *self._set_aside(),
        )

    def _reason(self, field: str, value: str, rule: str, words: str, says: str, place: Place) -> Reason:
        return Reason(field, value, rule, words, place.start, place.end, place.part, says)

    def _severity(self) -> Iterator[Reason]:
        codes = self._codes
        if codes.floor is not None:
            rank, rule, words = codes.floor
            place = next((place for (_id, said), place in self._by_words.items() if said == words), NOWHERE)
            says = f'Severity {rank}, because "{words}" is a step that is taken for such a concern.'
            yield self._reason("severity", str(rank), rule, words, says, place)
        for item in sorted(_counted(codes), key=lambda item: -item.severity):
            raised = "".join(f', with "{said}"' for _rule, said in item.raised)
            queried = ", with a question mark" if item.meaning.meant == "queried" else ""
            rule = "+".join((item.entry.id, *(rule for rule, _said in item.raised)))
            says = f'"{item.words}"{raised}{queried} weighs {item.severity}.'
            yield self._reason("severity", str(item.severity), rule, item.words, says, self._place(item))
        for rule, said in codes.severity.rules:
            total = str(codes.severity.severity)
            yield self._reason("severity", total, rule, said, f"All together weighs {total} ({rule}: {said}).", NOWHERE)

    def _categories(self) -> Iterator[Reason]:
        scheme = self._case.scheme
        for key in scheme.categories_in(self._codes.categories):
            with_it = [item for item in _counted(self._codes) if key in item.entry.categories]
            item = max(with_it, key=lambda item: item.severity)
            says = f'{scheme.category_names[key]}, because of "{item.words}".'
            yield self._reason("category", key, item.entry.id, item.words, says, self._place(item))

    def _levels(self) -> Iterator[Reason]:
        for child, hit in sorted(self._codes.levels.items()):
            rank, name = rank_stated(hit), self._case.children[child].name
            says = f'{name}: {self._case.scheme.levels[rank].label}, because "{hit.words}" {_deed(hit)}.'
            place = self._by_words.get((hit.entry.id, hit.words), NOWHERE)
            yield self._reason("level", f"{name}={rank}", hit.entry.id, hit.words, says, place)

    def _markers(self) -> Iterator[Reason]:
        for marker, hit in self._codes.marker_hits:
            says = f'{marker.replace("_", " ").replace(":", ": ")}, because of "{hit.words}".'
            yield self._reason("marker", marker, hit.entry.id, hit.words, says, self._place(hit))

    def _improvement(self) -> Iterator[Reason]:
        better = next((item for item in _counted(self._codes) if item.entry.improvement), None)
        if better is not None:
            says = f'improvement, because of "{better.words}".'
            yield self._reason("marker", "improvement", better.entry.id, better.words, says, self._place(better))

    def _set_aside(self) -> Iterator[Reason]:
        for item in self._codes.severity.weighed:
            if not item.counts:
                meant = item.meaning
                says = f'"{item.words}" does not count: "{meant.words}" {_SET_ASIDE[meant.meant]}.'
                yield self._reason(meant.meant, item.entry.id, meant.rule, item.words, says, self._place(item))

    def _place(self, item: object) -> Place:
        return self._places.get(id(item), NOWHERE)


def _counted(codes: Codes) -> list[Weighed]:
    return [item for item in codes.severity.weighed if item.counts]


def _deed(hit: LevelHit) -> str:
    return _DEEDS[hit.entry.does]
