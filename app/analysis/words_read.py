"""What a rule makes of words, kept while the case is open: most rows' words are the same at the next search."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Generic, TypeVar, cast

from app.case.event_table import EventTable

_W = TypeVar("_W", str, str | None)


class WordsRead(dict[_W, bool], Generic[_W]):
    """Whether a rule holds of each text, asked once for each."""

    def __init__(self, rule: Callable[[_W], bool]) -> None:
        super().__init__()
        self._rule = rule

    def __missing__(self, words: _W) -> bool:
        held = self[words] = self._rule(words)
        return held


def words_read(events: EventTable, key: object, rule: Callable[[_W], bool]) -> WordsRead[_W]:
    """What that rule, which follows from the words and its ``key`` alone, makes of the words of these events."""
    known = events.kept.get(("words read", key))  # not words: a key
    if not isinstance(known, WordsRead):
        known = events.kept["words read", key] = WordsRead(rule)
    return cast("WordsRead[_W]", known)


@lru_cache(maxsize=256)
def looks_for(words: tuple[str, ...], pattern: re.Pattern[str] | None) -> Callable[[str], bool]:
    """Whether a text holds the pattern of these words, each a regular expression; none does without a pattern.

    Most texts hold none, and a part of each word that must stand in the text is found many times as fast.
    """
    if pattern is None:
        return lambda _text: False
    parts = [needed_part(word) for word in words]
    if not all(parts):
        return lambda text: pattern.search(text) is not None

    def holds(text: str) -> bool:
        # Outside ASCII capitals and small letters are not always pairs.
        if text.isascii():
            small = text.lower()
            if not any(part in small for part in parts):
                return False
        return pattern.search(text) is not None

    return holds


_SHORTEST = 2
_FLAGS = re.compile(r"\(\?[a-zA-Z-]")


def needed_part(word: str) -> str:
    """The longest run of plain small characters that stands in all that a regular expression matches; "" for none."""
    runs, depth, at = [""], 0, 0
    if _FLAGS.search(word):
        return ""
    while at < len(word):
        char = word[at]
        if char in "\\[()":
            runs.append("")
            depth += (char == "(") - (char == ")")
            at = at + (char == "\\") if char != "[" else word.find("]", at + 2)
            if at < 0:
                return ""
        elif depth:
            # What stands in a group may be one of several.
            pass
        elif char in "|{" or char.isupper() or not char.isascii():
            return ""
        elif char in "?*":
            # The character before may not be there at all.
            runs[-1] = runs[-1][:-1]
            runs.append("")
        elif char in ".+^$":
            runs.append("")
        else:
            runs[-1] += char
        at += 1
    longest = max(runs, key=len)
    return longest if len(longest) >= _SHORTEST else ""
