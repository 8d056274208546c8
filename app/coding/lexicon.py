"""The lexicon: what agencies write and what it means, as data, checked and made ready to look for.

It ships in ``resources/lexicon``. A panel's own file may add entries, replace one by its id, or remove some.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from pathlib import Path

import msgspec
import tomli

from app.coding.entries import Concern, Cue, Entry, Ignored, LevelWords, LexiconFile, MarkerWords, Modifier
from app.coding.phrases import Phrase, PhraseError, Trigger, read_pattern, read_phrase, triggers_of
from app.coding.weights import Weights
from app.errors import DataError

AnyEntry = Concern | Ignored | Cue | Modifier | LevelWords | MarkerWords
_LAYERS = ("concerns", "ignored", "cues", "modifiers", "levels", "markers")


@dataclass(frozen=True, slots=True, eq=False)
class Unit:
    """One phrase of one entry, ready to be looked for. ``need`` has a bit for each set of words it needs one of."""

    entry: AnyEntry
    phrase: Phrase
    need: int = 0


@dataclass(frozen=True, eq=False)
class Lexicon:
    """Entries by id and the units that scanning uses."""

    entries: dict[str, AnyEntry]
    units: tuple[Unit, ...]
    weights: Weights
    marked: tuple[Unit, ...] = ()
    _bits: dict[Trigger, int] = field(default_factory=dict[Trigger, int], repr=False)
    _first: dict[Trigger, list[Unit]] = field(default_factory=dict[Trigger, list[Unit]], repr=False)
    _known: dict[str, tuple[int, tuple[Unit, ...]]] = field(
        default_factory=dict[str, tuple[int, tuple[Unit, ...]]], repr=False
    )

    def of_word(self, word: str) -> tuple[int, tuple[Unit, ...]]:
        """The bits of the sets of words that a word belongs to, and the units whose rarest set it is of."""
        found = self._known.get(word)
        if found is None:
            bits = 0
            units: list[Unit] = []
            for trigger in triggers_of(word):
                bits |= self._bits.get(trigger, 0)
                units += self._first.get(trigger, ())
            found = self._known[word] = (bits, tuple(dict.fromkeys(units)))
        return found

    def of(self, kind: type[Entry]) -> tuple[AnyEntry, ...]:
        """The entries of one kind."""
        return tuple(entry for entry in self.entries.values() if isinstance(entry, kind))


def made_ready(entries: Iterable[AnyEntry], weights: Weights, where: str) -> Lexicon:
    """A lexicon of these entries.

    Raises:
        DataError: naming the entry whose phrase cannot be read, or that has none.
    """
    kept = {entry.id: entry for entry in entries}
    units: list[Unit] = []
    sets: dict[frozenset[Trigger], int] = {}
    for entry in kept.values():
        try:
            found = [
                *map(read_phrase, entry.phrases),
                *(read_pattern(pattern, entry.marks) for pattern in entry.patterns),
            ]
        except PhraseError as error:
            raise DataError(f"{where}: entry {entry.id}: {error}.") from error
        if entry.patterns and not entry.marks:
            raise DataError(f"{where}: entry {entry.id} has patterns but no marks to try them at.")
        if not found:
            raise DataError(f"{where}: entry {entry.id} has no phrase.")
        units += [Unit(entry, phrase, _need(phrase, sets)) for phrase in found]
    bits: dict[Trigger, int] = {}
    for words, bit in sets.items():
        for trigger in words:
            bits[trigger] = bits.get(trigger, 0) | bit
    first: dict[Trigger, list[Unit]] = {}
    for unit in units:
        for trigger in unit.phrase.needs[0] if unit.phrase.needs else ():
            first.setdefault(trigger, []).append(unit)
    marked = tuple(unit for unit in units if not unit.phrase.needs)
    return Lexicon(kept, tuple(units), weights, marked, bits, first)


def _need(phrase: Phrase, sets: dict[frozenset[Trigger], int]) -> int:
    """The bits of the sets of words that a phrase needs; sets that are new get a bit."""
    need = 0
    for words in phrase.needs:
        need |= sets.setdefault(words, 1 << len(sets))
    return need


def read_lexicon(text: str, where: str) -> LexiconFile:
    """One file of a lexicon from TOML text; ``where`` names it in errors.

    Raises:
        DataError: naming the entry that is wrong.
    """
    try:
        read = msgspec.convert(tomli.loads(text), LexiconFile)
    except tomli.TOMLDecodeError as error:
        raise DataError(f"{where} is not valid TOML: {error}.") from error
    except msgspec.ValidationError as error:
        raise DataError(f"{where} is not a lexicon: {error}.") from error
    ids = [entry.id for entry in entries_of(read)]
    for entry_id in ids:
        if ids.count(entry_id) > 1:
            raise DataError(f"{where}: entry {entry_id} stands there twice.")
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
                raise DataError(f"{item.name}: entry {entry.id} stands in another file as well.")
            found[entry.id] = entry
    if weights is None:
        raise DataError("No file of the lexicon holds the weights.")
    return tuple(found.values()), weights


@cache
def default_lexicon() -> Lexicon:
    """The lexicon that ships with the product."""
    return made_ready(*_shipped(), "the lexicon")


def load_lexicon(path: Path) -> Lexicon:
    """The shipped lexicon with a panel's own file over it.

    Raises:
        DataError: when the file cannot be read or does not hold together.
    """
    try:
        read = read_lexicon(path.read_text("utf-8"), path.name)
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"The lexicon {path.name} cannot be read.") from error
    shipped, weights = _shipped()
    return layered(shipped, weights, read, path.name)


def layered(shipped: Sequence[AnyEntry], weights: Weights, own: LexiconFile, where: str) -> Lexicon:
    """These entries with those of a panel's own file in place of, or beside, them.

    Raises:
        DataError: for an entry to remove that does not exist, or a phrase that cannot be read.
    """
    found = {entry.id: entry for entry in shipped}
    for entry_id in own.remove:
        if found.pop(entry_id, None) is None:
            raise DataError(f"{where}: there is no entry {entry_id} to remove.")
    found.update((entry.id, entry) for entry in entries_of(own))
    return made_ready(found.values(), own.weights or weights, where)
