"""What a person types to search, and where in a text it is found.

Words, "words in a row", the beginning of a word with a star (head*), and what must not be there (-police).
The word being typed, the last one with nothing after it, stands for every word that begins so. Letters
are alike whatever their case and their accents.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

_ASKED = re.compile(r'(-?)(?:"([^"]*)("?)|(\S+))')
_WORD = re.compile(r"\w+")


class _Plain(dict[int, str]):
    """Each character as the one it is compared by. Never longer than the character, so that places stay."""

    def __missing__(self, code: int) -> str:
        lower = chr(code).lower()[0]
        plain = self[code] = unicodedata.normalize("NFD", lower)[0]
        return plain


_PLAIN = _Plain()


def fold(text: str) -> str:
    """The text in lower case and without accents, character for character."""
    return text.lower() if text.isascii() else text.translate(_PLAIN)


@dataclass(frozen=True, slots=True)
class Term:
    """Words (folded) that follow one another; ``open`` where the last is only the beginning of a word.

    Rows that have an unwanted term are left out.
    """

    words: tuple[str, ...]
    open: bool = False
    wanted: bool = True


@dataclass(frozen=True, slots=True)
class Query:
    """Terms, all of which a row has or, where unwanted, has not. None at all: every row is meant."""

    terms: tuple[Term, ...] = ()


@lru_cache(maxsize=64)
def parse(typed: str) -> Query:
    """What was typed, as terms. Nothing that can be typed is an error."""
    return Query(tuple(_terms(typed)))


def _terms(typed: str) -> Iterator[Term]:
    for found in _ASKED.finditer(typed):
        minus, phrase, closed, bare = found.groups()
        text = bare if phrase is None else phrase
        words = tuple(_WORD.findall(fold(text)))
        unfinished = found.end() == len(typed) and not closed and not text.endswith(" ")
        if words:
            yield Term(words, open=unfinished or text.endswith("*"), wanted=not minus)


@lru_cache(maxsize=64)
def _pattern(query: Query) -> re.Pattern[str] | None:
    wanted = [_regular(term) for term in query.terms if term.wanted]
    return re.compile("|".join(wanted)) if wanted else None


def _regular(term: Term) -> str:
    words = r"\W+".join(map(re.escape, term.words))
    return r"(?<!\w)" + words + (r"\w*" if term.open else "") + r"(?!\w)"


def found_in(query: Query, text: str) -> tuple[tuple[int, int], ...]:
    """Where the wanted words stand in a text: first character and the one after the last, in order."""
    pattern = _pattern(query)
    if pattern is None or not text:
        return ()
    return tuple(found.span() for found in pattern.finditer(fold(text)))


def suits(query: Query, text: str) -> bool:
    """Whether a text has every wanted term and no unwanted one; for the odd text that no index holds."""
    return all(bool(found_in(Query((replace(term, wanted=True),)), text)) is term.wanted for term in query.terms)
