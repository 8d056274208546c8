"""What agencies go by before a panel: by their kind, which is a role ("School"), never by a name of their own."""

import re
from collections import Counter
from functools import cache

import msgspec

from app.case.model import Case
from app.knowledge_files import knowledge
from app.language import tr

_NO_WORD = re.compile(r"[\W_]+")


class _Agency(msgspec.Struct, frozen=True):
    name: str
    words: tuple[str, ...]


class _Agencies(msgspec.Struct, frozen=True):
    agencies: tuple[_Agency, ...]


def agency_kinds(case: Case) -> tuple[str, ...]:
    """What each agency (by id) goes by: the kind that its name says, numbered where several are of one kind.

    One whose name says no kind that we know goes by a number alone.
    """
    said = [_kind(agency.name) or tr("Agency") for agency in case.agencies]
    several, so_far = Counter(said), Counter[str]()
    found: list[str] = []
    for agency, kind in zip(case.agencies, said, strict=True):
        so_far[kind] += 1
        plain = several[kind] == 1 and agency.name and kind != tr("Agency")
        found.append(kind if plain else f"{kind} {so_far[kind]}")
    return tuple(found)


def names_an_agency(words: str) -> bool:
    """Whether these words are a role or the name of a kind of agency, and so no person's: "School nurse"."""
    return _plain(words) in _vocabulary()


def is_agency_word(word: str) -> bool:
    """Whether this one word stands in the name of a kind of agency or role: "nurse"."""
    return word.casefold() in _single_words()


def _kind(name: str) -> str:
    """The kind whose longest words stand in a name; empty where there is none."""
    plain = f" {_plain(name)} "
    fits = [words for words in _vocabulary() if f" {words} " in plain]
    return _vocabulary()[max(fits, key=len)] if fits else ""


def _plain(words: str) -> str:
    return _NO_WORD.sub(" ", words.casefold()).strip()


@cache
def _vocabulary() -> dict[str, str]:
    """Each kind's name and words, plain, and the kind they say."""
    known = knowledge(_Agencies, "headings", "agencies.toml").agencies
    return {_plain(words): agency.name for agency in known for words in (*agency.words, agency.name)}


@cache
def _single_words() -> frozenset[str]:
    return frozenset(word for words in _vocabulary() for word in words.split())
