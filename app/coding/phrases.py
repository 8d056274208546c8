"""The small language in which the lexicon writes its phrases, made into regular expressions.

A phrase is words in lower case. ``*`` stands for any ending of a word, ``#`` for a number, ``..`` for up to four
words and ``...`` for up to eight words of the same sentence, none of them a "not", "against" or "but", ``(a|b c)``
for one of several, ``?`` after such a group for one that may be missing, and ``*`` for one that may also come more
than once. A hyphen matches a hyphen, a space or nothing; an apostrophe may be missing.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import NamedTuple

from app.language import tr

_TOKEN = re.compile(r"\((?!\.\.)[^\s()|]++(?:\|(?!\.\.)[^\s()|]++)*+\)[?*]?|\(|\)[?*]?|\||\.{2,3}|[^\s()|]+")
_PIECE = re.compile(r"\w+")
_JOIN = r"['\"]?[\s\-]+['\"]?"
_ENDS_IN_WORD = re.compile(r"[\w*#)?']")
_SIGNS = "?+<"
_STEP = r"(?:[^\w.;!?\n]+(?!(?:not|no|nil|never|without|but|against)\b)[\w'/&+%\-]+)"
_CLOSING = (")", ")?", ")*")
_AFTER_OPTION = frozenset(("|", *_CLOSING))
_SIGNIFICANT = frozenset(("(", "..", "...", *_AFTER_OPTION))
_ANY_FIGURE = re.compile(r"\\d|\{\d*,?\d*\}|(?<=\[)0-9|(?<=\[\^)0-9")
_AT_A_WORD = r"(?<!\w)(?<!\bde-)(?<!\bnon[\s-])"
"""Where a phrase may begin: "registered" is not in "de-registered", nor "accidental" in "non-accidental"."""

_GAPS = {"..": 4, "...": 8}
_LETTERS = {"*": r"\w*", "#": r"\d+(?:\.\d+)?", "-": r"[\s\-]?", "'": "'?"}
_COMMON = frozenset((
    "a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "has", "he", "her", "his", "i", "in", "is", "it",
    "no", "not", "of", "off", "on", "or", "out", "she", "the", "them", "they", "to", "was", "were", "with", "up",
    "down", "all", "very", "too", "so", "re", "had", "have", "been", "mum", "mother", "mo", "m", "dad", "father",
    "child", "children",
))  # fmt: skip


class PhraseError(ValueError):
    """A phrase that cannot be read."""


class Trigger(NamedTuple):
    """A word as phrases ask for it: exactly, or as the beginning of a word."""

    word: str
    opens: bool


AnyOf = frozenset[Trigger]
"""Triggers one of which must be answered."""

_NONE: AnyOf = frozenset()


Way = tuple[Trigger, tuple[AnyOf, ...]]
"""A way in which a phrase may come to match: a word that calls for a look, and words that must stand there too."""


@dataclass(frozen=True, slots=True, eq=False)
class _Group:
    options: tuple[tuple["_Item", ...], ...]
    optional: bool
    repeats: bool = False
    triggers: tuple[int, AnyOf] = (0, _NONE)
    """How telling its words are, and the triggers one of which every match answers."""


_Item = str | _Group


@dataclass(frozen=True)
class Phrase:
    """A phrase ready to be looked for in text in lower case.

    Every match answers one of ``ways``, or where there are none, holds one of ``marks``, which are signs. Where
    ``starts`` are known, it begins with a word that answers one of them.
    """

    written: str
    ways: tuple[Way, ...] = ()
    marks: tuple[str, ...] = ()
    starts: AnyOf = _NONE
    _items: tuple[_Item, ...] = ()

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The phrase as an expression, made when a text first calls for it: most phrases are in no row of a case."""
        if not self._items:
            return re.compile(self.written)
        before = "" if self.written[0] in _SIGNS else _AT_A_WORD
        after = r"(?!\w)" if _ENDS_IN_WORD.match(self.written[-1]) else ""
        return re.compile(before + _sequence_pattern(self._items) + after)

    @cached_property
    def tells_figures(self) -> bool:
        """Whether it may match with one figure where it does not with another: only where it writes figures out."""
        return any(map(str.isdecimal, self.written if self._items else _ANY_FIGURE.sub("", self.written)))


def read_phrase(written: str) -> Phrase:
    """A phrase of the lexicon.

    Raises:
        PhraseError: when its brackets do not match, an option is empty, or a gap stands at an edge.
    """
    tokens: list[str] = _TOKEN.findall(written)
    items, place = _sequence(tokens, 0, written)
    if place != len(tokens):
        raise PhraseError(tr('"{phrase}" has brackets that do not match').format(phrase=written))
    starts = _NONE if written[0] in _SIGNS else _starts(items)
    return Phrase(written, _ways(items), (), starts, items)


def triggers_of(word: str) -> list[Trigger]:
    """Every trigger that a word of a text would answer."""
    found = [Trigger(word, False), *(Trigger(word[:size], True) for size in range(1, len(word) + 1))]
    return [*found, Trigger("#", True)] if word[:1].isdigit() else found


def read_pattern(written: str, marks: tuple[str, ...] = ()) -> Phrase:
    """A plain regular expression over text in lower case; it is looked for where one of ``marks`` stands.

    A mark of letters is the beginning of a word, ``#`` a word that begins with a figure, and any other a sign.

    Raises:
        PhraseError: when it is no regular expression.
    """
    words = [Trigger(mark, True) for mark in marks if mark == "#" or mark.isalnum()]
    ways: tuple[Way, ...] = tuple([(word, ()) for word in words]) if len(words) == len(marks) else ()
    try:
        re.compile(written)
    except re.error as error:
        raise PhraseError(
            tr('"{phrase}" is no regular expression ({error})').format(phrase=written, error=error)
        ) from error
    return Phrase(written, ways, () if ways else marks)


def _sequence(tokens: Sequence[str], place: int, written: str) -> tuple[tuple[_Item, ...], int]:
    """The items up to a bar, a closing bracket or the end, and the place at which that stands."""
    items: list[_Item] = []
    while place < len(tokens) and (token := tokens[place]) not in _AFTER_OPTION:
        if token != "(":
            items.append(_word_group(token) if token[0] == "(" else token)
            place += 1
            continue
        options: list[tuple[_Item, ...]] = []
        while place < len(tokens) and tokens[place] in ("(", "|"):
            word = tokens[place + 1 : place + 3]
            if len(word) == 2 and word[1] in _AFTER_OPTION and word[0] not in _SIGNIFICANT and word[0][0] != "(":
                # Most options are a single word.
                options.append((word[0],))
                place += 2
                continue
            option, place = _sequence(tokens, place + 1, written)
            options.append(option)
        if place >= len(tokens):
            raise PhraseError(tr('"{phrase}" has brackets that do not match').format(phrase=written))
        optional = tokens[place] != ")"
        triggers = (0, _NONE) if optional else _options_triggers(options)
        items.append(_Group(tuple(options), optional, tokens[place] == ")*", triggers))
        place += 1
    if not items:
        raise PhraseError(tr('"{phrase}" is empty, or has an option that is').format(phrase=written))
    if items[0] in _GAPS or items[-1] in _GAPS:
        raise PhraseError(tr('"{phrase}" has a gap at an edge').format(phrase=written))
    return tuple(items), place


@cache
def _word_group(token: str) -> _Group:
    """A group whose options are single words, as most are, from its brackets and the sign behind them."""
    words, _bracket, sign = token[1:].rpartition(")")
    options: list[tuple[_Item, ...]] = [(word,) for word in words.split("|")]
    return _Group(tuple(options), bool(sign), sign == "*", (0, _NONE) if sign else _options_triggers(options))


def _sequence_pattern(items: Sequence[_Item]) -> str:
    """The items as one expression. What may be missing takes the space beside it along."""
    parts: list[str] = []
    wants_space = False
    for place, item in enumerate(items):
        if isinstance(item, str) and item in _GAPS:
            parts.append(rf"{_STEP}{{0,{_GAPS[item]}}}?[^\w.;!?\n]+")
            wants_space = False
        elif isinstance(item, _Group) and item.optional:
            body = _group_pattern(item)
            trailing = _JOIN if place + 1 < len(items) else ""
            times = "*" if item.repeats else "?"
            parts.append(rf"(?:{_JOIN}{body}){times}" if wants_space else rf"(?:{body}{trailing}){times}")
        else:
            body = _group_pattern(item) if isinstance(item, _Group) else _word_pattern(item)
            parts.append((_JOIN if wants_space else "") + body)
            wants_space = True
    return "".join(parts)


def _group_pattern(group: _Group) -> str:
    return "(?:" + "|".join(map(_sequence_pattern, group.options)) + ")"


def _word_pattern(word: str) -> str:
    return "".join(_LETTERS.get(letter) or re.escape(letter) for letter in word)


def _ways(items: Sequence[_Item]) -> tuple[Way, ...]:
    """The ways in which these items may match: each way of the least common one, the others standing there too."""
    found = [_item_triggers(item) for item in items]
    best = max(range(len(items)), key=lambda place: found[place][0])
    if not found[best][0]:
        return ()
    others = tuple(triggers for place, (worth, triggers) in enumerate(found) if worth and place != best)
    chosen = items[best]
    own = _word_ways(chosen) if isinstance(chosen, str) else _group_ways(chosen)
    return tuple([(trigger, needs + others if needs else others) for trigger, needs in own])


def _group_ways(group: _Group) -> Sequence[Way]:
    found: list[Way] = []
    for option in group.options:
        first = option[0]
        found += _word_ways(first) if len(option) == 1 and isinstance(first, str) else _ways(option)
    return found


@cache
def _word_ways(word: str) -> Sequence[Way]:
    """The ways of a word: a hyphen may be left out, or its two parts may stand apart."""
    bare, star, _rest = word.partition("*")
    pieces: list[str] = _PIECE.findall(bare)
    triggers = _word_triggers(word)[1]
    if len(pieces) != 2 or len(triggers) != 2:
        return [(trigger, ()) for trigger in sorted(triggers)]
    first, last = Trigger(pieces[0], False), Trigger(pieces[1], bool(star))
    return [(Trigger("".join(pieces), bool(star)), ()), (first, (frozenset({last}),))]


def _starts(items: Sequence[_Item]) -> AnyOf:
    """The triggers one of which every match begins with; none where that cannot be told."""
    found: set[Trigger] = set()
    for item in items:
        if isinstance(item, str):
            first = _word_triggers(item)[1] if item[0].isalnum() or item == "#" else _NONE
            return _NONE if not first else frozenset(found | first)
        for option in item.options:
            first = option[0]
            simple = isinstance(first, str) and (first[0].isalnum() or first == "#")
            opens = _word_triggers(first)[1] if simple and isinstance(first, str) else _starts(option)
            if not opens:
                return _NONE
            found |= opens
        if not item.optional:
            return frozenset(found)
    return _NONE


def _triggers(items: Sequence[_Item]) -> tuple[int, frozenset[Trigger]]:
    """The triggers of the item that is least common, and how telling they are (0: there are none)."""
    best: tuple[int, frozenset[Trigger]] = (0, frozenset())
    for item in items:
        found = _item_triggers(item)
        if found[0] > best[0]:
            best = found
    return best


def _item_triggers(item: _Item) -> tuple[int, frozenset[Trigger]]:
    return _word_triggers(item) if isinstance(item, str) else item.triggers


def _options_triggers(alternatives: Sequence[tuple[_Item, ...]]) -> tuple[int, frozenset[Trigger]]:
    least, found = 0, _NONE
    told: list[AnyOf] = []
    for option in alternatives:
        worth, found = _item_triggers(option[0]) if len(option) == 1 else _triggers(option)
        if not worth:
            return 0, _NONE
        least = min(least or worth, worth)
        told.append(found)
    return least, _NONE.union(*told)


@cache
def _word_triggers(word: str) -> tuple[int, frozenset[Trigger]]:
    """What must stand in a text for a word to match: itself, or where it may be written apart, its first part."""
    bare, star, rest = word.partition("*")
    pieces: list[str] = _PIECE.findall(bare)
    if word == "#":
        return 1, frozenset({Trigger("#", True)})
    if word in _GAPS or "#" in word or rest or not pieces:
        return 0, frozenset()
    if len(pieces) == 1 and pieces[0] == bare:
        return _worth(bare), frozenset({Trigger(bare, bool(star))})
    if re.fullmatch(r"[\w'\-]+", bare) is None:
        return _worth(pieces[0]), frozenset({Trigger(pieces[0], bool(star) and len(pieces) == 1)})
    together = Trigger("".join(pieces), bool(star))
    return _worth(pieces[0]), frozenset({together, Trigger(pieces[0], False)})


def _worth(word: str) -> int:
    return 1 if word in _COMMON else 1 + len(word)
