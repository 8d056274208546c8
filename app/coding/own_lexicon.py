"""A panel's own file of the lexicon, tried before it is used: what means nothing, or fails its own tests, is told.

The shipped files are held to the same by the tests that ship with them.
"""

from collections.abc import Sequence
from pathlib import Path

from app.case.scheme import Scheme, default_scheme, shipped_names, shipped_scheme
from app.coding.context import meaning_of
from app.coding.entries import Concern, Cue, Ignored, LevelWords, LexiconFile, MarkerWords, Modifier, Shared
from app.coding.lexicon import AnyEntry, Lexicon, default_lexicon, entries_of, layered, read_lexicon
from app.coding.phrases import Phrase, read_pattern, read_phrase
from app.coding.scanning import plain, scan, sentences
from app.errors import DataError
from app.language import tr

_ANY_YEAR = 2014
"""The year of a test sentence whose words mean the same in every year."""


def load_lexicon(path: Path, scheme: Scheme | None = None) -> Lexicon:
    """The shipped lexicon with a panel's own file over it, for cases of that scheme (None for the default).

    Raises:
        DataError: when the file cannot be read or does not hold together, or an entry of it fails a test of its own.
    """
    own = read_own_file(path)
    lexicon = layered(own, path.name)
    fault = fault_in(own, lexicon, scheme or default_scheme())
    if fault:
        raise DataError(f"{path.name}: {fault}")
    return lexicon


def read_own_file(path: Path) -> LexiconFile:
    """The entries of a lexicon file, not yet tried.

    Raises:
        DataError: when it cannot be read or does not hold together.
    """
    try:
        return read_lexicon(path.read_text("utf-8"), path.name)
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(tr("The lexicon {file} cannot be read.").format(file=path.name)) from error


def fault_in(own: LexiconFile, lexicon: Lexicon, scheme: Scheme) -> str:
    """The first thing that is wrong with the entries of a panel's own file, as a sentence; empty for nothing.

    ``lexicon`` is the shipped one with the file over it.
    """
    for entry in entries_of(own):
        fault = _ranks(entry, scheme) or _names(entry, scheme) or _years(entry) or _tests(entry, lexicon)
        if fault:
            return fault
    return ""


def _ranks(entry: AnyEntry, scheme: Scheme) -> str:
    most = len(scheme.severity) - 1
    for field in ("severity", "caps", "caps_from", "limit"):
        value: object = getattr(entry, field, 0)
        if isinstance(value, int) and not 0 <= value <= most:
            told = tr("entry {entry}: {field} is {value}; the ranks of severity run from 0 to {most}.")
            return told.format(entry=entry.id, field=field, value=value, most=most)
    return ""


def _names(entry: AnyEntry, scheme: Scheme) -> str:
    """Categories, states and markers that nothing knows."""
    unknown = [key for key in _categories(entry) if key not in scheme.category_bits]
    if unknown:
        told = tr("entry {entry} names the category {name}, which the scheme {scheme} does not have.")
        return told.format(entry=entry.id, name=unknown[0], scheme=tr(scheme.name))  # from resources
    if isinstance(entry, LevelWords) and entry.state not in _states(scheme):
        told = tr("entry {entry} is about the state {name}, which no level of a scheme lists among its words.")
        return told.format(entry=entry.id, name=entry.state)
    if isinstance(entry, MarkerWords):
        known = _markers(default_lexicon().of(MarkerWords))
        unknown = sorted(_markers([entry]) - known)
        if unknown:
            told = tr("entry {entry} records {name}, which is no marker; there are {markers}.")
            markers = ", ".join(sorted(name for name in known if "/" not in name))
            return told.format(entry=entry.id, name=unknown[0], markers=markers)
    return ""


def _categories(entry: AnyEntry) -> tuple[str, ...]:
    if isinstance(entry, Concern):
        return (*entry.categories, *entry.gives_way, *sorted(entry.hides))
    return tuple(sorted(entry.categories)) if isinstance(entry, Modifier | Shared) else ()


def _states(scheme: Scheme) -> set[str]:
    schemes = (scheme, *map(shipped_scheme, shipped_names()))
    return {word for one in schemes for level in one.levels for word in level.words}


def _markers(entries: Sequence[AnyEntry]) -> set[str]:
    return {name for one in entries if isinstance(one, MarkerWords) for name in (one.marker, one.negated) if name}


def _years(entry: AnyEntry) -> str:
    if entry.valid_from is None or entry.valid_to is None or entry.valid_from <= entry.valid_to:
        return ""
    told = tr("entry {entry} would hold in no year: valid_from {first} comes after valid_to {last}.")
    return told.format(entry=entry.id, first=entry.valid_from, last=entry.valid_to)


def _tests(entry: AnyEntry, lexicon: Lexicon) -> str:
    for text in entry.matches:
        if not is_found(entry, text, lexicon):
            told = tr("entry {entry} does not find “{text}”, which its “matches” say it must find.")
            return told.format(entry=entry.id, text=text)
    for text in entry.misses:
        if is_found(entry, text, lexicon):
            told = tr("entry {entry} finds “{text}”, which its “misses” say it must not find.")
            return told.format(entry=entry.id, text=text)
    return ""


def is_found(entry: AnyEntry, text: str, lexicon: Lexicon) -> bool:
    """Whether an entry's words stand in a text and mean it, in a year in which they hold."""
    if isinstance(entry, Cue | Ignored | Modifier | Shared):
        return any(phrase.pattern.search(plain(text)) for phrase in phrases_of(entry))
    year = entry.valid_from or entry.valid_to or _ANY_YEAR
    what = "concerns" if isinstance(entry, Concern) else "steps"
    for sentence in sentences(text):
        found = scan(sentence, lexicon)
        if found is None:
            continue
        for other, start, end in (*found.concerns, *found.levels, *found.markers):
            if other.id == entry.id and meaning_of(found, start, end, year, what).meant in ("affirmed", "queried"):
                return True
            if _says_as_much(other, entry):
                spans = [match.span() for phrase in phrases_of(entry) for match in phrase.pattern.finditer(found.text)]
                if any(start <= first and last <= end and last - first < end - start for first, last in spans):
                    return True
    return False


def _says_as_much(longer: AnyEntry, entry: AnyEntry) -> bool:
    """Whether longer words that stand in a shorter entry's place say the same and weigh no less."""
    if isinstance(entry, LevelWords) and isinstance(longer, LevelWords):
        return (longer.state, longer.does) == (entry.state, entry.does)
    if not isinstance(entry, Concern) or not isinstance(longer, Concern):
        return False
    return longer.severity >= entry.severity and set(entry.categories) <= set(longer.categories)


def phrases_of(entry: AnyEntry) -> list[Phrase]:
    """An entry's phrases, ready to be looked for in ``plain`` text.

    Raises:
        PhraseError: for one that cannot be read.
    """
    return [*map(read_phrase, entry.phrases), *(read_pattern(one, entry.marks) for one in entry.patterns)]
