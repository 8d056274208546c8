"""The lexicon: what agencies write and what it means, as data, checked and made ready to look for.

It ships in ``resources/lexicon``. A panel's own file may add entries, replace one by its id, or remove some.
"""

import re
from collections.abc import Iterable, Set
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib import resources

import msgspec
import tomli

from app.coding.entries import Concern, Cue, Entry, Ignored, LevelWords, LexiconFile, MarkerWords, Modifier, Shared
from app.coding.phrases import AnyOf, Phrase, PhraseError, Trigger, read_pattern, read_phrase, triggers_of
from app.coding.weights import Weights
from app.errors import DataError
from app.language import tr
from app.memory import nothing_let_go

AnyEntry = Concern | Ignored | Cue | Modifier | LevelWords | MarkerWords | Shared
MOST_REMEMBERED = 50_000
"""So many kinds of sentences are remembered with the phrases to try in them."""

_LAYERS = ("concerns", "ignored", "cues", "modifiers", "levels", "markers", "shared")


class WordSet:
    """Words of which a phrase needs one. ``met`` are the turns of those that answer, met in texts so far."""

    __slots__ = ("met",)

    def __init__(self) -> None:
        self.met: set[int] = set()


@dataclass(frozen=True, slots=True, eq=False)
class Unit:
    """One phrase of one entry, ready to be looked for. Matches begin with one of ``starts``, where that is known."""

    entry: AnyEntry
    phrase: Phrase
    starts: WordSet | None = None


Candidate = tuple[Unit, tuple[WordSet, ...]]
"""A phrase that a word calls for, and the sets of words of which it needs one each beside that word."""


Wanted = tuple[Unit, tuple[int, ...] | None]
"""A phrase to try, and the turns of the words of the sentence with which it may begin, where that is known."""


class Turns(dict[str, int]):
    """The words met in texts so far, with a number that is equal for words that call for the same and answer the same.

    It is 0 for words that do neither. ``called`` are the phrases to try where a word of a turn stands.
    """

    def __init__(self, called: dict[Trigger, list[Candidate]], sets: dict[Trigger, list[WordSet]]) -> None:
        super().__init__()
        self.called: dict[int, tuple[Candidate, ...]] = {}
        self._by_trigger, self._sets = called, sets
        self._turns: dict[tuple[tuple[int, ...], tuple[int, ...]], int] = {((), ()): 0}

    def __missing__(self, word: str) -> int:
        turn = self[word] = self._turn_of(triggers_of(word))
        return turn

    def _turn_of(self, triggers: Iterable[Trigger]) -> int:
        called: list[Candidate] = []
        answers: list[WordSet] = []
        for trigger in triggers:
            answers += self._sets.get(trigger, ())
            called += self._by_trigger.get(trigger, ())
        key = tuple(map(id, called)), tuple(map(id, answers))
        turn = self._turns.setdefault(key, len(self._turns))
        for needed in answers:
            needed.met.add(turn)
        self.called[turn] = tuple(called)
        return turn


class SharedWords:
    """The lexicon's words of what a family's children share, ready to be looked for in a clause in lower case."""

    def __init__(self, entries: Iterable[Shared]) -> None:
        self._sets = [
            (entry.categories, [read_phrase(phrase) for phrase in entry.phrases], entry.patterns) for entry in entries
        ]
        self._ready: dict[int, list[re.Pattern[str]]] = {}

    def says(self, text: str, first: int, last: int, concern: Concern) -> bool:
        """Whether words between two places make that concern one of all."""
        return any(
            (not categories or not categories.isdisjoint(concern.categories)) and self._stand(number, text, first, last)
            for number, (categories, *_words) in enumerate(self._sets)
        )

    def household(self, text: str, first: int, last: int) -> bool:
        """Whether words of the home or the household stand between two places."""
        return any(
            not categories and self._stand(number, text, first, last)
            for number, (categories, *_words) in enumerate(self._sets)
        )

    def _stand(self, number: int, text: str, first: int, last: int) -> bool:
        if number not in self._ready:
            _categories, phrases, patterns = self._sets[number]
            self._ready[number] = [*(phrase.pattern for phrase in phrases), *map(re.compile, patterns)]
        return any(pattern.search(text, first, last) for pattern in self._ready[number])


NOTHING_SHARED = SharedWords(())


@dataclass(frozen=True, eq=False)
class Lexicon:
    """Entries by id, and which phrases each word of a text calls for. ``marked`` are phrases that a sign calls for."""

    entries: dict[str, AnyEntry]
    units: tuple[Unit, ...]
    weights: Weights
    marked: dict[str, list[Unit]]
    turns: Turns = field(repr=False)
    _wanted: dict[frozenset[int], tuple[Wanted, ...]] = field(
        default_factory=dict[frozenset[int], tuple[Wanted, ...]], repr=False
    )

    def wanted(self, turns: Set[int]) -> tuple[Wanted, ...]:
        """The phrases to try in a sentence whose words have these ``turns``, but for 0: those called for and whose
        other words stand there too.

        Sentences that differ in words that no phrase tells apart, as in numbers and names, share the answer.
        """
        key = frozenset(turns)
        found = self._wanted.get(key)
        if found is None:
            if len(self._wanted) > MOST_REMEMBERED:
                self._wanted.clear()
            units: dict[Unit, None] = {}
            for turn in key:
                for unit, needs in self.turns.called[turn]:
                    if unit not in units and not any(key.isdisjoint(needed.met) for needed in needs):
                        units[unit] = None
            found = self._wanted[key] = tuple(
                [(unit, None if unit.starts is None else tuple(key & unit.starts.met)) for unit in units]
            )
        return found

    @cached_property
    def shared(self) -> SharedWords:
        """The words of what a family's children share."""
        return SharedWords(entry for entry in self.entries.values() if isinstance(entry, Shared))

    def of(self, kind: type[Entry]) -> tuple[AnyEntry, ...]:
        """The entries of one kind."""
        return tuple(entry for entry in self.entries.values() if isinstance(entry, kind))


def made_ready(entries: Iterable[AnyEntry], weights: Weights, where: str) -> Lexicon:
    """A lexicon of these entries.

    Raises:
        DataError: naming the entry whose phrase cannot be read, or that has none.
    """
    kept = {entry.id: entry for entry in entries}
    index = _Index()
    with nothing_let_go():
        units = [
            index.unit(entry, phrase)
            for entry in kept.values()
            for phrase in _phrases_of(entry, where)
            if not isinstance(entry, Shared)
        ]
    return Lexicon(kept, tuple(units), weights, index.marked, Turns(index.called, index.sets))


def _phrases_of(entry: AnyEntry, where: str) -> list[Phrase]:
    if entry.patterns and not entry.marks:
        raise DataError(
            tr("{file}: entry {entry} has patterns but no marks to try them at.").format(file=where, entry=entry.id)
        )
    try:
        found = [*map(read_phrase, entry.phrases), *(read_pattern(pattern, entry.marks) for pattern in entry.patterns)]
    except PhraseError as error:
        raise DataError(
            tr("{file}: entry {entry}: {error}.").format(file=where, entry=entry.id, error=error)
        ) from error
    if not found:
        raise DataError(tr("{file}: entry {entry} has no phrase.").format(file=where, entry=entry.id))
    return found


class _Index:
    """Which phrases a word calls for, and which sets of words it belongs to. Equal sets are kept once."""

    def __init__(self) -> None:
        self.marked: dict[str, list[Unit]] = {}
        self.called: dict[Trigger, list[Candidate]] = {}
        self.sets: dict[Trigger, list[WordSet]] = {}
        self._shared: dict[AnyOf, WordSet] = {}

    def unit(self, entry: AnyEntry, phrase: Phrase) -> Unit:
        """The phrase made ready and entered under the words, or else the signs, that call for it."""
        unit = Unit(entry, phrase, self._set(phrase.starts) if phrase.starts else None)
        candidates: dict[int, Candidate] = {}
        for trigger, needs in phrase.ways:
            # The ways of a phrase mostly share their needs.
            candidate = candidates.get(id(needs))
            if candidate is None:
                candidate = candidates[id(needs)] = unit, tuple([self._set(needed) for needed in needs])
            self.called.setdefault(trigger, []).append(candidate)
        for mark in phrase.marks:
            self.marked.setdefault(mark, []).append(unit)
        return unit

    def _set(self, triggers: AnyOf) -> WordSet:
        known = self._shared.get(triggers)
        if known is None:
            known = self._shared[triggers] = WordSet()
            for trigger in triggers:
                self.sets.setdefault(trigger, []).append(known)
        return known


def read_lexicon(text: str, where: str) -> LexiconFile:
    """One file of a lexicon from TOML text; ``where`` names it in errors.

    Raises:
        DataError: naming the entry that is wrong.
    """
    try:
        read = msgspec.convert(tomli.loads(text), LexiconFile)
    except tomli.TOMLDecodeError as error:
        raise DataError(tr("{where} is not valid TOML: {error}.").format(where=where, error=error)) from error
    except msgspec.ValidationError as error:
        raise DataError(tr("{file} is not a lexicon: {error}.").format(file=where, error=error)) from error
    ids = [entry.id for entry in entries_of(read)]
    for entry_id in ids:
        if ids.count(entry_id) > 1:
            raise DataError(tr("{file}: entry {entry} stands there twice.").format(file=where, entry=entry_id))
    return read


def entries_of(read: LexiconFile) -> list[AnyEntry]:
    """Every entry of a file, in its order."""
    found: list[AnyEntry] = []
    for layer in _LAYERS:
        found += getattr(read, layer)
    return found


@cache
def _shipped() -> tuple[tuple[AnyEntry, ...], Weights]:
    found: dict[str, AnyEntry] = {}
    weights: Weights | None = None
    folder = resources.files("resources").joinpath("lexicon")
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        if not item.name.endswith(".toml"):
            continue
        read = read_lexicon(item.read_text("utf-8"), item.name)
        weights = read.weights or weights
        for entry in entries_of(read):
            if entry.id in found:
                raise DataError(
                    tr("{file}: entry {entry} stands in another file as well.").format(file=item.name, entry=entry.id)
                )
            found[entry.id] = entry
    if weights is None:
        raise DataError(tr("No file of the lexicon holds the weights."))
    return tuple(found.values()), weights


@cache
def default_lexicon() -> Lexicon:
    """The lexicon that ships with the product."""
    return made_ready(*_shipped(), tr("the lexicon"))


@cache
def default_marker_lexicon() -> Lexicon:
    """What of the shipped lexicon tells markers."""
    entries, weights = _shipped()
    return made_ready(filter(_tells_markers, entries), weights, tr("the lexicon"))


def marker_lexicon(lexicon: Lexicon) -> Lexicon:
    """What of a lexicon tells markers: all that rows need whose severity and categories are stated, in a tenth of the
    time."""
    return made_ready(filter(_tells_markers, lexicon.entries.values()), lexicon.weights, tr("the lexicon"))


def _tells_markers(entry: AnyEntry) -> bool:
    if isinstance(entry, Concern):
        return entry.good or "missed_health" in entry.categories or "missed_health" in entry.hides
    return not isinstance(entry, Modifier | LevelWords)


def layered(own: LexiconFile, where: str) -> Lexicon:
    """The shipped lexicon with the entries of a panel's own file in place of, or beside, its own.

    Raises:
        DataError: for an entry to remove that does not exist, or a phrase that cannot be read.
    """
    shipped, weights = _shipped()
    found = {entry.id: entry for entry in shipped}
    for entry_id in own.remove:
        if found.pop(entry_id, None) is None:
            raise DataError(tr("{file}: there is no entry {entry} to remove.").format(file=where, entry=entry_id))
    found.update((entry.id, entry) for entry in entries_of(own))
    return made_ready(found.values(), own.weights or weights, where)
