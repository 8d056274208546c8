"""Which agency a word, a role, a title or a file's name stands for."""

import re
from collections.abc import Iterable
from functools import cache

from importers.vocabulary import agency_words, generic_sheet_names, normal


@cache
def _phrases() -> dict[str, str]:
    return {normal(word): agency.name for agency in agency_words() for word in (agency.name, *agency.words)}


@cache
def _longest_phrase() -> int:
    return max(len(phrase.split()) for phrase in _phrases())


@cache
def agency_named(words: str) -> str | None:
    """The agency that a cell names: the whole cell, else its longest known words, the first of equals; None if none."""
    said = normal(words)
    phrases = _phrases()
    if said in phrases:
        return phrases[said]
    tokens = said.split()
    for size in range(min(_longest_phrase(), len(tokens)), 0, -1):
        for start in range(len(tokens) - size + 1):
            name = phrases.get(" ".join(tokens[start : start + size]))
            if name is not None:
                return name
    return None


def owner_of(sheet: str, titles: Iterable[str], file: str) -> str | None:
    """The agency a sheet comes from: by its name, then its title rows, then its file's name; None if none tells."""
    above = tuple(_ADDRESS.sub(" ", _NUMBERS_OF.sub(" ", line)) for line in titles)
    named = {name for line in above if (name := _phrases().get(normal(line))) is not None}
    # Several agencies above a table, each in a cell of its own, are a key to it.
    for words in (sheet, *(above if len(named) < 2 else ()), file.rpartition(".")[0]):
        name = agency_named(words) if len(words) <= 200 else None
        if name is not None and name not in _NO_OWNERS:
            return name
    return _named_at_the_end(sheet) or _named_at_the_end(file.rpartition(".")[0])


def _named_at_the_end(words: str) -> str | None:
    """The agency whose word for files a name ends in: "keira_care", "CPOMS export 2015"; None for others."""
    tokens = normal(words).split()
    while tokens and (tokens[-1] in generic_sheet_names() or tokens[-1].isdecimal()):
        tokens.pop()
    return _file_words().get(tokens[-1]) if tokens else None


@cache
def _file_words() -> dict[str, str]:
    return {normal(word): agency.name for agency in agency_words() for word in agency.file_words}


def is_generic(sheet: str) -> bool:
    """Whether a sheet's name says nothing of where it comes from ("Sheet1", "Chronology")."""
    tokens = normal(sheet).split()
    return (
        not tokens
        or normal(sheet) in generic_sheet_names()
        or all(t in generic_sheet_names() or t.isdecimal() for t in tokens)
    )


_NUMBERS_OF = re.compile(
    r"\b(?:NHS|police|hospital|school|social care)\s+(?:no|num(?:ber)?|id|ref(?:erence)?)\b", re.IGNORECASE
)
"""A patient's number names nobody who sent a file: "NHS No: 943 476 5919" stands above a GP's record too."""

_ADDRESS = re.compile(
    r"(?<!\w)(?!(?:Family|County|Crown|High|Youth|Magistrates|Sheriff|The)\b)[A-Z][\w’']+ Court\b"  # not words
)
"""Where somebody lives: "Elm Court" is no court."""

# A title that speaks of the family or the public does not say that the family wrote it.
_NO_OWNERS = frozenset(("Family", "Public"))  # not words: names of agencies.toml
