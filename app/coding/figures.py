"""Sentences that differ in their figures alone, and say the same where no phrase tells those figures apart.

Weights, times and dates make sentences new that agencies write again and again: such a sentence need not be read
anew. ``tests/app/coding/test_figures.py`` holds that it says what it would say if it were.
"""

import re
from typing import NamedTuple

from app.coding.lexicon import AnyEntry, Lexicon, Unit
from app.coding.row import Said
from app.coding.scanning import Place, Scan, look_for, plain

_WITH_FIGURE = re.compile(r"(?<!\w)[^\W\d]*\d\w*")
_WORDS = re.compile(r"\w+")
_FIGURE = re.compile(r"[0-9]")
_MASK = bytes.maketrans(b"123456789", b"000000000")


def has_figure(words: str) -> bool:
    """Whether a figure from 0 to 9 stands in these words."""
    return _FIGURE.search(words) is not None


class _Kind(NamedTuple):
    """What sentences have in common that differ in their figures alone.

    ``spelt`` are the turns of their words without figures, ``figured`` the places of those with some, ``marked`` the
    phrases that a sign may call for in one of them, with the sign.
    """

    spelt: frozenset[int]
    figured: tuple[tuple[int, int], ...]
    marked: tuple[tuple[str, tuple[Unit, ...]], ...]


class ButForFigures:
    """Tells which sentences have the same words of the lexicon at the same places, and differ in their figures alone.

    Of phrases that tell figures apart ("85%") it looks which match; all others match alike.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._kinds: dict[bytes, _Kind] = {}
        self._telling: dict[frozenset[int], tuple[Unit, ...]] = {}
        marked = [(mark, tuple([unit for unit in units if unit.phrase.tells_figures or has_figure(mark)]))
                  for mark, units in lexicon.marked.items()]  # fmt: skip
        self._marked = [(mark, _masked(mark), units) for mark, units in marked if units]

    def key(self, sentence: str) -> str:
        """What such sentences share; empty for one without figures. It is no sentence: those have no line's end."""
        masked = _masked(sentence)
        if b"0" not in masked:
            return ""
        text = plain(sentence)
        kind = self._kinds.get(masked)
        if kind is None:
            kind = self._kinds[masked] = self._kind_of(text)
        turn_of = self._lexicon.turns
        turns = kind.spelt.union([turn_of[text[first:last]] for first, last in kind.figured])
        telling = self._telling.get(turns)
        if telling is None:
            telling = self._telling[turns] = self._told_apart_by(turns)
        found: dict[Place, AnyEntry] = {}
        for unit in telling:
            look_for(unit, text, found)
        for mark, units in kind.marked:
            if mark in text:
                for unit in units:
                    look_for(unit, text, found)
        return f"{masked.decode('utf-8', 'surrogatepass')}\n{sorted(found) if found else ''}"

    def _kind_of(self, text: str) -> _Kind:
        turns, masked = self._lexicon.turns, _masked(text)
        places = tuple([match.span() for match in _WITH_FIGURE.finditer(text)])
        figured = {first for first, _last in places}
        spelt = [turns[word[0]] for word in _WORDS.finditer(text) if word.start() not in figured]
        marked = tuple([(mark, units) for mark, shape, units in self._marked if shape in masked])
        return _Kind(frozenset(spelt), places, marked)

    def _told_apart_by(self, turns: frozenset[int]) -> tuple[Unit, ...]:
        """The phrases that tell figures apart among those to try in a sentence whose words have these turns."""
        wanted = self._lexicon.wanted(turns - {0})
        return tuple([unit for unit, begins in wanted if begins != () and unit.phrase.tells_figures])


def _masked(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass").translate(_MASK)


def figures_within(found: Scan | None) -> tuple[bool, bool]:
    """Whether figures are part of words that say how others are meant or weigh, and whether of words that are told."""
    if found is None:
        return False, False
    text = found.text
    beside = any(
        _FIGURE.search(text, start, end) for some in (found.cues, found.modifiers) for _one, start, end in some
    )
    told = (found.concerns, found.levels, found.markers)
    return beside, any(_FIGURE.search(text, start, end) for some in told for _one, start, end in some)


def reworded(said: Said, sentence: str) -> Said:
    """The same, said in the words that stand at those places of a sentence."""
    return Said(
        tuple([item._replace(words=sentence[item.start : item.end]) for item in said.weighed]),
        tuple([hit._replace(words=sentence[hit.start : hit.end]) for hit in said.levels]),
        tuple([hit._replace(words=sentence[hit.start : hit.end]) for hit in said.markers]),
    )
