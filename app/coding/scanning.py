"""Looking for the lexicon's words in a text: one pass over its words finds which phrases are worth trying."""

import re
from dataclasses import dataclass, field

from app.coding.entries import Concern, Cue, Ignored, LevelWords, MarkerWords, Modifier
from app.coding.lexicon import AnyEntry, Lexicon, Unit

_WORDS = re.compile(r"\w+")
_PLAIN = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\xa0": " "})
_ENDS = re.compile(r"[.!?]+(?!\s*-?\s*no\b)(?=[\s\"')]|$)|[\n;]|\.(?=[A-Z])")

MOST_CHARACTERS = 20_000
"""A text is read up to here; a cell that is longer is a document, not a row."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry's words at a place in a text."""

    entry: AnyEntry
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Scan:
    """What stands in a text, by kind and in order. ``text`` is in lower case and as long as what was written.

    ``ends`` are the places at which sentences and clauses end. Concerns within longer ones are left out.
    """

    text: str
    written: str
    ends: tuple[int, ...] = ()
    concerns: tuple[tuple[Concern, int, int], ...] = ()
    cues: tuple[tuple[Cue, int, int], ...] = ()
    modifiers: tuple[tuple[Modifier, int, int], ...] = ()
    levels: tuple[tuple[LevelWords, int, int], ...] = ()
    markers: tuple[tuple[MarkerWords, int, int], ...] = ()


NOTHING = Scan("", "")


def plain(text: str) -> str:
    """The text with plain quotes and dashes and in lower case, every character where it was."""
    straight = text[:MOST_CHARACTERS].translate(_PLAIN)
    lower = straight.lower()
    # A few letters (İ) grow when made small; they are left as they are, so that places stay true.
    return lower if len(lower) == len(straight) else "".join(c.lower() if len(c.lower()) == 1 else c for c in straight)


@dataclass
class Scanner:
    """Scans texts by one lexicon and remembers what it found in each."""

    lexicon: Lexicon
    known: dict[str, Scan] = field(default_factory=dict[str, Scan])

    def scan(self, text: str | None) -> Scan:
        """What stands in a text."""
        if not text:
            return NOTHING
        found = self.known.get(text)
        if found is None:
            found = self.known[text] = self._scan(text)
        return found

    def _scan(self, written: str) -> Scan:
        text = plain(written)
        units_for = self.lexicon.units_for
        units: set[Unit] = set(self.lexicon.always)
        for word in set(_WORDS.findall(text)):
            units.update(units_for(word))
        hits = [
            Hit(unit.entry, match.start(), match.end())
            for unit in units
            for match in unit.phrase.pattern.finditer(text)
            if match.end() > match.start()
        ]
        ends = tuple(match.start() for match in _ENDS.finditer(written[: len(text)]))
        return _sorted_out(text, written, ends, hits)


def _sorted_out(text: str, written: str, ends: tuple[int, ...], hits: list[Hit]) -> Scan:
    concerns: list[tuple[Concern, int, int]] = []
    covers: list[tuple[int, int]] = []
    cues: list[tuple[Cue, int, int]] = []
    modifiers: list[tuple[Modifier, int, int]] = []
    levels: list[tuple[LevelWords, int, int]] = []
    markers: list[tuple[MarkerWords, int, int]] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end, hit.entry.id)):
        entry = hit.entry
        if isinstance(entry, Concern):
            concerns.append((entry, hit.start, hit.end))
        elif isinstance(entry, Ignored):
            covers.append((hit.start, hit.end))
        elif isinstance(entry, Cue):
            cues.append((entry, hit.start, hit.end))
        elif isinstance(entry, Modifier):
            modifiers.append((entry, hit.start, hit.end))
        elif isinstance(entry, LevelWords):
            levels.append((entry, hit.start, hit.end))
        else:
            markers.append((entry, hit.start, hit.end))
    kept = _uncovered(concerns, covers)
    return Scan(
        text,
        written,
        ends,
        kept,
        _real_cues(cues, [(start, end) for _entry, start, end in kept]),
        tuple(modifiers),
        _longest_levels(levels),
        tuple(markers),
    )


def _uncovered(
    concerns: list[tuple[Concern, int, int]], covers: list[tuple[int, int]]
) -> tuple[tuple[Concern, int, int], ...]:
    """The concerns that stand in no longer words: "no food in the house" says more than "no food"."""
    if not concerns or (len(concerns) == 1 and not covers):
        return tuple(concerns)
    kept: list[tuple[Concern, int, int]] = []
    seen: set[tuple[str, int, int]] = set()
    for entry, start, end in concerns:
        inside = any(s < end and start < e for s, e in covers) or any(
            s <= start and end <= e and e - s > end - start and _alike(entry, other) for other, s, e in concerns
        )
        if not inside and (entry.id, start, end) not in seen:
            seen.add((entry.id, start, end))
            kept.append((entry, start, end))
    return tuple(kept)


def _alike(one: Concern, other: Concern) -> bool:
    """Whether the longer words speak of the same thing as the shorter ones, or turn them from bad to good."""
    return one.good != other.good or one.severity <= 1 or any(key in other.categories for key in one.categories)


def _real_cues(cues: list[tuple[Cue, int, int]], used: list[tuple[int, int]]) -> tuple[tuple[Cue, int, int], ...]:
    """The cues that are not part of words that only look like one, nor of a longer cue, nor of a concern ("no food")."""
    spans = [(start, end) for _cue, start, end in cues]
    return tuple(
        (cue, start, end)
        for cue, start, end in cues
        if cue.kind != "pseudo"
        and not any(s <= start and end <= e and e - s > end - start for s, e in spans)
        and not (cue.kind == "negated" and any(s <= start and end <= e for s, e in used))
    )


def _longest_levels(levels: list[tuple[LevelWords, int, int]]) -> tuple[tuple[LevelWords, int, int], ...]:
    spans = [(start, end) for _entry, start, end in levels]
    return tuple(
        (entry, start, end)
        for entry, start, end in levels
        if not any(s <= start and end <= e and e - s > end - start for s, e in spans)
    )
