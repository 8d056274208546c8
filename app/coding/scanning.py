"""Looking for the lexicon's words in a text: one pass over its words finds which phrases are worth trying."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from app.coding.entries import Concern, Cue, LevelWords, MarkerWords, Modifier
from app.coding.lexicon import AnyEntry, Lexicon, Unit

_WORDS = re.compile(r"\w+")
_PLAIN = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\xa0": " "})
_ENDS = re.compile(r"[.!?]+(?!\s*-?\s*no\b)(?=[\s\"')]|$)|[\n;]|\.(?=[A-Z])")

MOST_CHARACTERS = 20_000
"""A text is read up to here; a cell that is longer is a document, not a row."""


@dataclass(frozen=True, slots=True)
class Scan:
    """What stands in a text, by kind and in order. ``text`` is in lower case and as long as what was written.

    ``ends`` are the places at which sentences and clauses end. Concerns within longer ones are left out.
    """

    text: str
    written: str
    ends: tuple[int, ...] = ()
    concerns: Sequence[tuple[Concern, int, int]] = ()
    cues: Sequence[tuple[Cue, int, int]] = ()
    modifiers: Sequence[tuple[Modifier, int, int]] = ()
    levels: Sequence[tuple[LevelWords, int, int]] = ()
    markers: Sequence[tuple[MarkerWords, int, int]] = ()


NOTHING = Scan("", "")


def plain(text: str) -> str:
    """The text with plain quotes and dashes and in lower case, every character where it was."""
    straight = text[:MOST_CHARACTERS].translate(_PLAIN)
    lower = straight.lower()
    # A few letters (İ) grow when made small; they are left as they are, so that places stay true.
    return lower if len(lower) == len(straight) else "".join(c.lower() if len(c.lower()) == 1 else c for c in straight)


Found = tuple[AnyEntry, int, int]
"""An entry's words and where they stand."""

Piece = tuple[
    list[tuple[Concern, int, int]],
    list[tuple[Cue, int, int]],
    list[tuple[Modifier, int, int]],
    list[tuple[LevelWords, int, int]],
    list[tuple[MarkerWords, int, int]],
]
"""What stands in one sentence, by kind and in order, counted from its beginning."""


@dataclass
class Scanner:
    """Scans texts by one lexicon, sentence by sentence, and remembers what it found in each: agencies repeat themselves."""

    lexicon: Lexicon
    known: dict[str, Piece | None] = field(default_factory=dict[str, Piece | None])

    def scan(self, written: str | None) -> Scan:
        """What stands in a text."""
        if not written:
            return NOTHING
        text = plain(written)
        ends = [match.start() for match in _ENDS.finditer(written, 0, len(text))]
        concerns: list[tuple[Concern, int, int]] = []
        cues: list[tuple[Cue, int, int]] = []
        modifiers: list[tuple[Modifier, int, int]] = []
        levels: list[tuple[LevelWords, int, int]] = []
        markers: list[tuple[MarkerWords, int, int]] = []
        first = 0
        for end in (*ends, len(text)):
            sentence = text[first:end].lstrip()
            at = end - len(sentence)
            first = end + 1
            if not sentence:
                continue
            try:
                piece = self.known[sentence]
            except KeyError:
                piece = self.known[sentence] = self._read(sentence)
            if piece is None:
                continue
            concerns += [(entry, start + at, stop + at) for entry, start, stop in piece[0]]
            cues += [(entry, start + at, stop + at) for entry, start, stop in piece[1]]
            modifiers += [(entry, start + at, stop + at) for entry, start, stop in piece[2]]
            levels += [(entry, start + at, stop + at) for entry, start, stop in piece[3]]
            markers += [(entry, start + at, stop + at) for entry, start, stop in piece[4]]
        return Scan(text, written, tuple(ends), concerns, cues, modifiers, levels, markers)

    def _read(self, sentence: str) -> Piece | None:
        of_word = self.lexicon.of_word
        have = 0
        candidates: set[Unit] = set()
        for word in set(_WORDS.findall(sentence)):
            bits, units = of_word(word)
            if bits:
                have |= bits
                if units:
                    candidates.update(units)
        found: list[Found] = []
        for unit in candidates:
            if unit.need & have == unit.need:
                for match in unit.phrase.pattern.finditer(sentence):
                    found.append((unit.entry, match.start(), match.end()))
        for unit in self.lexicon.marked:
            if _stands(unit.phrase.marks, sentence):
                for match in unit.phrase.pattern.finditer(sentence):
                    found.append((unit.entry, match.start(), match.end()))
        return _sorted_out(found) if found else None


def _stands(marks: tuple[str, ...], sentence: str) -> bool:
    for mark in marks:
        if mark in sentence:
            return True
    return False


def _sorted_out(found: list[Found]) -> Piece:
    concerns: list[tuple[Concern, int, int]] = []
    covers: list[tuple[int, int]] = []
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
            covers.append((start, end))
    kept = _uncovered(concerns, covers)
    used = [(start, end) for _entry, start, end in kept]
    return kept, _real_cues(cues, used), modifiers, _longest_levels(levels), markers


def _place(found: Found) -> tuple[int, int, str]:
    entry, start, end = found
    return start, -end, entry.id


def _uncovered(
    concerns: list[tuple[Concern, int, int]], covers: list[tuple[int, int]]
) -> list[tuple[Concern, int, int]]:
    """The concerns that stand in no longer words: "no food in the house" says more than "no food"."""
    if not concerns or (len(concerns) == 1 and not covers):
        return concerns
    kept: list[tuple[Concern, int, int]] = []
    seen: set[tuple[str, int, int]] = set()
    for entry, start, end in concerns:
        inside = any(s < end and start < e for s, e in covers) or any(
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
    """The cues that are not part of words that only look like one, nor of a longer cue, nor of a concern ("no food")."""
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
