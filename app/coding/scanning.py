"""Looking for the lexicon's words in a sentence: its words tell which phrases are worth trying."""

import re
from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

from app.coding.entries import Concern, Cue, Ignored, LevelWords, MarkerWords, Modifier
from app.coding.lexicon import AnyEntry, Lexicon, Unit

_WORDS = re.compile(r"\w+")
_PLAIN = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\xa0": " "})
_ENDS = re.compile(r"[.!?\n]+(?:(?<=\n)|(?<=\.)(?=[A-Z])|(?!\s*[-–]?\s*no\b)(?=[\s\"'’”)]|$))")

_FULL_STOPS = re.compile(r"\.\.*(?=[A-Z\s\"'’”)]|\Z)(?!\s*[-–]?\s*no\b)")
"""The same in a text with no other ends: looking for one sign is several times as fast as for one of four."""

MOST_CHARACTERS = 20_000
"""A text is read up to here; a cell that is longer is a document, not a row."""

_BUSINESS = ("administrative",)
_GRAVE = 4
_BRIEF = 3
"""Words with fewer spaces are one phrase; in longer ones other things may stand between."""

Place = tuple[int, int, str]
"""Where an entry's words stand: their start, their end (negative, so that longer words come first), its id."""


class Scan(NamedTuple):
    """What stands in a sentence, by kind and in order. ``text`` is in lower case and as long as what was written.

    ``clauses`` are the places at which clauses end. Concerns that stand within longer ones are left out.
    """

    text: str
    written: str
    clauses: tuple[int, ...] = ()
    concerns: Sequence[tuple[Concern, int, int]] = ()
    cues: Sequence[tuple[Cue, int, int]] = ()
    modifiers: Sequence[tuple[Modifier, int, int]] = ()
    levels: Sequence[tuple[LevelWords, int, int]] = ()
    markers: Sequence[tuple[MarkerWords, int, int]] = ()


def sentences(text: str) -> list[str]:
    """The sentences of a text, as they were written."""
    read = text[:MOST_CHARACTERS]
    others = "!" in read or "?" in read or "\n" in read
    return (_ENDS if others else _FULL_STOPS).split(read)


def sentence_places(text: str) -> list[int]:
    """Where each of ``sentences`` begins in its text."""
    return [0, *(match.end() for match in _ENDS.finditer(text[:MOST_CHARACTERS]))]


def plain(text: str) -> str:
    """The text with plain quotes and dashes and in lower case, every character where it was."""
    if text.isascii():
        return text.lower().replace("`", "'")
    straight = text.translate(_PLAIN)
    lower = straight.lower()
    # A few letters (İ) grow when made small; they are left as they are, so that places stay true.
    return lower if len(lower) == len(straight) else "".join(c.lower() if len(c.lower()) == 1 else c for c in straight)


def scan(written: str, lexicon: Lexicon) -> Scan | None:
    """What stands in a sentence; None where nothing of the lexicon does."""
    sentence = plain(written)
    found = found_in(sentence, lexicon)
    return _sorted_out(sentence, written, found) if found else None


def found_in(sentence: str, lexicon: Lexicon) -> dict[Place, AnyEntry]:
    """Every entry whose words stand in a sentence in lower case, by where they stand.

    Only phrases are tried that the sentence's words call for, so that it takes no longer for a larger lexicon.
    """
    places: dict[int, list[int]] = {}
    turns = lexicon.turns
    for word in _WORDS.finditer(sentence):
        turn = turns[word[0]]
        if turn:
            places.setdefault(turn, []).append(word.start())
    found: dict[Place, AnyEntry] = {}
    for unit, begins in lexicon.wanted(places.keys()):
        if begins is None:
            look_for(unit, sentence, found)
        elif begins:
            starts = places[begins[0]]
            if len(begins) > 1:
                starts = sorted(chain.from_iterable([places[turn] for turn in begins]))
            _look_at(unit, sentence, starts, found)
    for mark, units in lexicon.marked.items():
        if mark in sentence:
            for unit in units:
                look_for(unit, sentence, found)
    return found


def look_for(unit: Unit, sentence: str, found: dict[Place, AnyEntry]) -> None:
    """Enter every match of a phrase, from left to right and apart."""
    entry = unit.entry
    for match in unit.phrase.pattern.finditer(sentence):
        found[match.start(), -match.end(), entry.id] = entry


def _look_at(unit: Unit, sentence: str, starts: Sequence[int], found: dict[Place, AnyEntry]) -> None:
    """As ``look_for``, of a phrase that says with which words it begins: they stand at ``starts``, in order."""
    match_at, end = unit.phrase.pattern.match, 0
    for at in starts:
        if at >= end:
            match = match_at(sentence, at)
            if match is not None:
                end = match.end()
                found[at, -end, unit.entry.id] = unit.entry


def is_dated(scan: Scan | None) -> bool:
    """Whether what a sentence says depends on the year of its row."""
    if scan is None:
        return False
    if any(cue.kind == "historic" for cue, _start, _end in scan.cues):
        return True
    found = (*scan.concerns, *scan.cues, *scan.modifiers, *scan.levels, *scan.markers)
    return any(entry.valid_from is not None or entry.valid_to is not None for entry, _start, _end in found)


def _sorted_out(text: str, written: str, found: dict[Place, AnyEntry]) -> Scan:
    concerns: list[tuple[Concern, int, int]] = []
    covers: list[tuple[bool, int, int]] = []
    cues: list[tuple[Cue, int, int]] = []
    modifiers: list[tuple[Modifier, int, int]] = []
    levels: list[tuple[LevelWords, int, int]] = []
    markers: list[tuple[MarkerWords, int, int]] = []
    for place in sorted(found):
        entry, start, end = found[place], place[0], -place[1]
        if isinstance(entry, Concern):
            concerns.append((entry, start, end))
        elif isinstance(entry, Cue):
            cues.append((entry, start, end))
        elif isinstance(entry, MarkerWords):
            markers.append((entry, start, end))
        elif isinstance(entry, LevelWords):
            levels.append((entry, start, end))
        elif isinstance(entry, Modifier):
            modifiers.append((entry, start, end))
        elif isinstance(entry, Ignored):
            covers.append((entry.good, start, end))
    kept = _uncovered(text, concerns, covers)
    clauses = tuple(place for place, letter in enumerate(text) if letter == ";") if ";" in text else ()
    return Scan(text, written, clauses, kept, _real_cues(cues, kept), modifiers, _longest_levels(levels), markers)


def _uncovered(
    text: str, concerns: list[tuple[Concern, int, int]], covers: list[tuple[bool, int, int]]
) -> list[tuple[Concern, int, int]]:
    """The concerns that stand in no longer words: "no food in the house" says more than "no food"."""
    if not concerns or (len(concerns) == 1 and not covers):
        return concerns
    kept = [found for found in concerns if not _is_covered(text, found, concerns, covers)]
    hiding = [(other.hides, first, last) for other, first, last in kept if other.hides]
    return [found for found in kept if not _is_hidden(found, hiding)] if hiding else kept


def _is_hidden(found: tuple[Concern, int, int], hiding: list[tuple[frozenset[str], int, int]]) -> bool:
    """Whether words overlap with others that say of what they do not tell."""
    entry, start, end = found
    return any(first < end and start < last and not hides.isdisjoint(entry.categories) for hides, first, last in hiding)


def _is_covered(
    text: str,
    found: tuple[Concern, int, int],
    concerns: list[tuple[Concern, int, int]],
    covers: list[tuple[bool, int, int]],
) -> bool:
    entry, start, end = found
    for good, first, last in covers:
        # What looks like a concern and is none may well be business: "hearing adjourned" is not about ears.
        if first < end and start < last and (entry.good or (not good and entry.categories != _BUSINESS)):
            return True
    if entry.hides and not entry.categories:
        # Words that only say what others do not mean are no less true within longer ones.
        return False
    size = end - start
    for other, first, last in concerns:
        if first > start:
            break
        if other.gives_way and not entry.gives_way:
            # What is left out where others speak must not take their words away.
            continue
        if end <= last and last - first > size and _gives_way(entry, other, text.count(" ", first, last)):
            return True
    return False


def _gives_way(one: Concern, other: Concern, gaps: int) -> bool:
    """Whether shorter words say nothing beside the longer ones that they stand in, which have so many spaces.

    They do where the longer ones speak of the same thing, turn them from bad to good, or are a brief and fixed phrase
    ("consent withdrawn" is about no withdrawn child). Grave words are not hidden by longer ones that weigh less.
    """
    if one.good != other.good or one.severity <= 1:
        return True
    if one.severity > other.severity:
        mild = one.severity < _GRAVE or other.fixed or bool(other.caps)
        return mild and not set(other.categories).isdisjoint(one.categories)
    return gaps < _BRIEF or not set(other.categories).isdisjoint(one.categories)


def _real_cues(cues: list[tuple[Cue, int, int]], used: list[tuple[Concern, int, int]]) -> list[tuple[Cue, int, int]]:
    """The cues that are part neither of words that look like one, nor of a longer one, nor of a concern ("no food")."""
    return [
        (cue, start, end)
        for cue, start, end in cues
        if cue.kind != "pseudo"
        and not (len(cues) > 1 and _says_less(cue, start, end, cues))
        and not (cue.kind == "negated" and cue.governs != "steps" and used and _within(start, end, used))
    ]


def _says_less(cue: Cue, start: int, end: int, cues: list[tuple[Cue, int, int]]) -> bool:
    """Whether a cue is part of a longer one that works on all that it works on, or that takes it back."""
    for other, first, last in cues:
        if first > start:
            break
        longer = end <= last and last - first > end - start
        if longer and (other.governs in ("all", cue.governs) or other.kind in ("pseudo", "stops")):
            return True
    return False


def _longest_levels(levels: list[tuple[LevelWords, int, int]]) -> list[tuple[LevelWords, int, int]]:
    if len(levels) < 2:
        return levels
    return [
        (entry, start, end)
        for entry, start, end in levels
        if (entry.meeting and entry.does == "nothing") or not _within_longer(start, end, levels)
    ]


def _within_longer(start: int, end: int, others: Sequence[tuple[AnyEntry, int, int]]) -> bool:
    for _entry, first, last in others:
        if first > start:
            break
        if end <= last and last - first > end - start:
            return True
    return False


def _within(start: int, end: int, others: Sequence[tuple[AnyEntry, int, int]]) -> bool:
    for _entry, first, last in others:
        if first > start:
            break
        if end <= last:
            return True
    return False
