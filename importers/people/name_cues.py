"""What stands round a child's name in texts and titles where no column names one: data, checked on load."""

import re
from functools import cache
from typing import Literal

import msgspec

from app.knowledge_files import knowledge
from importers.vocabulary import any_of

CueKind = Literal[
    "kin",
    "not kin",
    "child has",
    "child does",
    "done to a child",
    "adult has",
    "adult does",
    "adult before",
    "place after",
    "place before",
    "not a name",
    "before a letter",
    "title word",
    "topic",
    "leads to a name",
    "life of a child",
    "of the young",
]


class _Cue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    kind: CueKind
    words: tuple[str, ...]
    source: str


class _Cues(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    cues: tuple[_Cue, ...]


@cache
def cue_words(kind: CueKind) -> frozenset[str]:
    """The words of a kind of cue, in lower case.

    Raises:
        DataError: when the file does not hold together.
    """
    rows = knowledge(_Cues, "headings", "unnamed.toml").cues
    return frozenset(word.lower() for row in rows if row.kind == kind for word in row.words)


@cache
def one_of(kind: CueKind) -> str:
    """A pattern, without flags, of any of the words of a kind, longest first, for use within another."""
    longest_first = sorted(cue_words(kind), key=len, reverse=True)
    return "(?i:" + "|".join(r"\s+".join(map(re.escape, word.split())) for word in longest_first) + ")"


@cache
def finds(kind: CueKind) -> re.Pattern[str]:
    """A pattern that finds a word of a kind in a text."""
    return any_of(tuple(cue_words(kind)))
