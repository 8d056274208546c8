"""Words that say what somebody is and name nobody, and names that are words as well: resources/panel/words.toml."""

from functools import cache
from typing import Literal

import msgspec

from app.knowledge_files import knowledge


class _Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    key: Literal["roles", "names", "months", "titles", "small"]
    words: tuple[str, ...]
    source: str


class _PlainWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    words: tuple[_Words, ...]


def roles() -> frozenset[str]:
    """Words for what somebody is in a family, in small letters: "mother", "baby", "the"."""
    return _known()["roles"]


def names_that_are_words() -> frozenset[str]:
    """Names that are words as well, in small letters: in small letters they name nobody ("may", "grace")."""
    return _known()["names"]


def names_that_are_months() -> frozenset[str]:
    """Names that are months as well, in small letters: beside a number they name nobody ("May 2012")."""
    return _known()["months"]


def titles() -> frozenset[str]:
    """Titles that a surname follows, in small letters: "mr", "dr"."""
    return _known()["titles"]


def small_words() -> frozenset[str]:
    """Words of two letters that stand in every text, in small letters: "an", "he", "so"."""
    return _known()["small"]


@cache
def _known() -> dict[str, frozenset[str]]:
    read = knowledge(_PlainWords, "panel", "words.toml")
    return {group.key: frozenset(group.words) for group in read.words}
