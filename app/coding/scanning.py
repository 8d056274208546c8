"""Looking for the lexicon's words in a sentence: its words tell which phrases are worth trying."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from app.coding.entries import Concern, Cue, LevelWords, MarkerWords, Modifier
from app.coding.lexicon import AnyEntry, Lexicon, Unit

_WORDS = re.compile(r"\w+")
_PLAIN = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\xa0": " "})
_ENDS = re.compile(r"[.!?\n]+(?:(?<=\n)|(?<=\.)(?=[A-Z])|(?!\s*[-–]?\s*no\b)(?=[\s\"'’”)]|$))")

MOST_CHARACTERS = 20_000
"""A text is read up to here; a cell that is longer is a document, not a row."""

Found = tuple[AnyEntry, int, int]
"""An entry's words and where they stand."""


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
    return _ENDS.split(text[:MOST_CHARACTERS])


def sentence_places(text: str) -> list[int]:
    """Where each of ``sentences`` begins in its text."""
    return [0, *(match.end() for match in _ENDS.finditer(text[:MOST_CHARACTERS]))]


def plain(text: str) -> str:
    """The text with plain quotes and dashes and in lower case, every character where it was."""
    straight = text.translate(_PLAIN)
    lower = straight.lower()
    # A few letters (İ) grow when made small; they are left as they are, so that places stay true.
    return lower if len(lower) == len(straight) else "".join(c.lower() if len(c.lower()) == 1 else c for c in straight)


def scan(written: str, lexicon: Lexicon) -> Scan | None:
    """What stands in a sentence; None where nothing of the lexicon does."""
    sentence = plain(written)
    have = 0
    candidates: set[Unit] = set()
    for word in set(_WORDS.findall(sentence)):
        bits, units = lexicon.of_word(word)
        if bits:
            have |= bits
            if units:
                candidates.update(units)
    found: list[Found] = []
    for unit in candidates:
        if unit.need & have == unit.need:
            for match in unit.phrase.pattern.finditer(sentence):
                found.append((unit.entry, match.start(), match.end()))
    for unit in lexicon.marked:
        if _stands(unit.phrase.marks, sentence):
            for match in unit.phrase.pattern.finditer(sentence):
                found.append((unit.entry, match.start(), match.end()))
    return _sorted_out(sentence, written, found) if found else None


def is_dated(scan: Scan | None) -> bool:
    """Whether what a sentence says depends on the year of its row."""
    if scan is None:
        return False
    if any(cue.kind == "historic" for cue, _start, _end in scan.cues):
        return True
    found = (*scan.concerns, *scan.cues, *scan.modifiers, *scan.levels, *scan.markers)
    return any(entry.valid_from is not None or entry.valid_to is not None for entry, _start, _end in found)


def _stands(marks: tuple[str, ...], sentence: str) -> bool:
    return any(mark in sentence for mark in marks)


def _sorted_out(text: str, written: str, found: list[Found]) -> Scan:
    concerns: list[tuple[Concern, int, int]] = []
    covers: list[tuple[bool, int, int]] = []
    cues: list[tuple[Cue, int, int]] = []
    modifiers: list[tuple[Modifier, int, int]] = []
    levels: list[tuple[LevelWords, int, int]] = []
    markers: list[tuple[MarkerWords, int, int]] = []
    for entry, start, end in sorted(set(found), key=_place):
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
        else:
            covers.append((entry.good, start, end))
    kept = _uncovered(concerns, covers)
    used = [(start, end) for _entry, start, end in kept]
    clauses = tuple(place for place, letter in enumerate(text) if letter == ";")
    return Scan(text, written, clauses, kept, _real_cues(cues, used), modifiers, _longest_levels(levels), markers)


def _place(found: Found) -> tuple[int, int, str]:
    entry, start, end = found
    return start, -end, entry.id


def _uncovered(
    concerns: list[tuple[Concern, int, int]], covers: list[tuple[bool, int, int]]
) -> list[tuple[Concern, int, int]]:
    """The concerns that stand in no longer words: "no food in the house" says more than "no food"."""
    if not concerns or (len(concerns) == 1 and not covers):
        return concerns
    kept: list[tuple[Concern, int, int]] = []
    seen: set[tuple[str, int, int]] = set()
    for entry, start, end in concerns:
        inside = any(s < end and start < e and (entry.good or not good) for good, s, e in covers) or any(
            s <= start and end <= e and e - s > end - start and _alike(entry, other) for other, s, e in concerns
        )
        if not inside and (entry.id, start, end) not in seen:
            seen.add((entry.id, start, end))
            kept.append((entry, start, end))
    return kept


def _alike(one: Concern, other: Concern) -> bool:
    """Whether the longer words speak of the same thing as the shorter ones, or turn them from bad to good."""
    return one.good != other.good or one.severity <= 1 or any(key in other.categories for key in one.categories)


def _real_cues(cues: list[tuple[Cue, int, int]], used: list[tuple[int, int]]) -> list[tuple[Cue, int, int]]:
    """The cues that are part neither of words that look like one, nor of a longer one, nor of a concern ("no food")."""
    spans = [(start, end) for _cue, start, end in cues]
    return [
        (cue, start, end)
        for cue, start, end in cues
        if cue.kind != "pseudo"
        and not any(s <= start and end <= e and e - s > end - start for s, e in spans)
        and not (cue.kind == "negated" and any(s <= start and end <= e for s, e in used))
    ]


def _longest_levels(levels: list[tuple[LevelWords, int, int]]) -> list[tuple[LevelWords, int, int]]:
    spans = [(start, end) for _entry, start, end in levels]
    return [
        (entry, start, end)
        for entry, start, end in levels
        if not any(s <= start and end <= e and e - s > end - start for s, e in spans)
    ]
