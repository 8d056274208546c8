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
_MASK = str.maketrans("123456789", "000000000")


def has_figure(words: str) -> bool:
    """Whether a figure from 0 to 9 stands in these words."""
    return _FIGURE.search(words) is not None


class _Telling(NamedTuple):
    """Phrases that tell figures apart and may match in sentences alike: some only where figures begin them."""

    always: tuple[Unit, ...]
    by_figure: tuple[Unit, ...]


class ButForFigures:
    """Tells which sentences have the same words of the lexicon at the same places, and differ in their figures alone.

    Of phrases that tell figures apart ("85%") it looks which match; all others match alike.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._telling: dict[str, _Telling] = {}
        marked = [(mark, [unit for unit in units if unit.phrase.tells_figures or has_figure(mark)])
                  for mark, units in lexicon.marked.items()]  # fmt: skip
        self._marked = [(mark, units) for mark, units in marked if units]

    def key(self, sentence: str) -> str:
        """What such sentences share; empty for one without figures. It is no sentence: those have no line's end."""
        if _FIGURE.search(sentence) is None:
            return ""
        text, masked = plain(sentence), sentence.translate(_MASK)
        telling = self._telling.get(masked)
        if telling is None:
            telling = self._telling[masked] = self._told_apart_in(text)
        found: dict[Place, AnyEntry] = {}
        for unit in telling.always:
            look_for(unit, text, found)
        if telling.by_figure:
            turns = {self._lexicon.turns[word] for word in _WITH_FIGURE.findall(text)}
            for unit in telling.by_figure:
                if unit.starts is not None and not unit.starts.met.isdisjoint(turns):
                    look_for(unit, text, found)
        for mark, units in self._marked:
            if mark in text:
                for unit in units:
                    look_for(unit, text, found)
        return f"{masked}\n{sorted(found) if found else ''}"

    def _told_apart_in(self, text: str) -> _Telling:
        """The phrases that might match in a text were its figures others."""
        turns = self._lexicon.turns
        figured = frozenset(_WITH_FIGURE.findall(text))
        words = {turns[word] for word in _WORDS.findall(text)}
        spelt = {turns[word] for word in _WORDS.findall(text) if word not in figured}
        always: list[Unit] = []
        by_figure: list[Unit] = []
        for unit, _begins in self._lexicon.wanted((words | {turns.any_figure}) - {0}):
            if unit.phrase.tells_figures:
                begins = unit.starts is None or not unit.starts.met.isdisjoint(spelt)
                (always if begins else by_figure).append(unit)
        return _Telling(tuple(always), tuple(by_figure))


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
