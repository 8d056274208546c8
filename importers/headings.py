"""What a heading means by its words alone: exact, weak, contained, or nearly so spelt."""

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from rapidfuzz import fuzz

from importers.vocabulary import field_words, normal, people_words, without_brackets

EXACT, FIRST_LINE, BEGINS, NEARLY, WEAK, HOLDS = 1.0, 0.95, 0.8, 0.75, 0.6, 0.5
"""How much a match counts, by its kind."""

_NEAR_ENOUGH = 88
_GUIDANCE = 60
_NAME_LIKE = re.compile(r"[^\W\d_][\w'’-]*(?:\s+[^\W_][\w'’-]*){0,2}|(?:[A-Z]\.\s?){1,3}[A-Z]\.?")

_JOINED_WORDS = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])|(?<=[a-z])(?=ID\b)")
"""Where a heading such as "EventDate" or "CaseID" leaves out a space."""

_NUMBER_SIGNS = frozenset(("#", "№", "Nº", "N°"))

_LANGUAGES = frozenset(("en", "cy", "de", "es", "fr", "ko", "kr", "ka", "ja", "jp", "nl", "pl", "ru", "sv", "uk", "zh"))
"""Codes of languages and lands at the end of a heading, "title_en"; those that are words of a heading too are not."""

_HOME_LANGUAGES = frozenset(("en", "cy"))

_SPLIT_FIELDS = ("level", "severity")


@cache
def match_heading(heading: str) -> Mapping[str, float]:
    """The fields a heading may mean, each with how well its words fit (0 to 1).

    Headings with guidance in the cell are known by their first line, their first characters, or without brackets.
    """
    found: dict[str, float] = {}
    for words, most in variants(heading):
        for field, score in _scores(words).items():
            found[field] = max(found.get(field, 0.0), min(score, most))
    return MappingProxyType(found)


@cache
def variants(heading: str) -> tuple[tuple[str, float], ...]:
    """The ways to say a heading in normal words, each with how much a match of it may count."""
    stripped = _JOINED_WORDS.sub(" ", heading.strip())
    if stripped in _NUMBER_SIGNS:
        return (("number", EXACT),)
    lines = stripped.splitlines()
    found = [(normal(heading), EXACT), (normal(stripped), EXACT)]
    for words, most in (
        (without_brackets(stripped), EXACT),
        (lines[0] if lines else "", FIRST_LINE),
        (re.split(r"[:?(\[]|\s-\s|\s–\s", stripped, maxsplit=1)[0], FIRST_LINE),
    ):
        found.append((normal(words), most))
    found += [(words, FIRST_LINE) for words in _dates_turned(found[1][0])]
    rest, _, code = found[1][0].rpartition(" ")
    if code in _LANGUAGES and rest:
        found.append((rest, FIRST_LINE if code in _HOME_LANGUAGES else WEAK))
    return tuple({words: (words, most) for words, most in reversed(found) if words}.values())


def _dates_turned(words: str) -> tuple[str, ...]:
    """A heading of a date said the other way round: "closed date" is "date closed" and "date of closed"."""
    for begin in ("date of ", "date "):  # not words: headings looked for
        if words.startswith(begin):
            return (f"{words.removeprefix(begin)} date",)  # not words: as above
    if words.endswith(" date"):
        rest = words.removesuffix(" date")
        return (f"date {rest}", f"date of {rest}")  # not words: as above
    return ()


@cache
def _exact() -> dict[str, tuple[tuple[str, float], ...]]:
    table: dict[str, list[tuple[str, float]]] = {}
    for field in field_words():
        for word in field.words:
            table.setdefault(normal(word), []).append((field.name, EXACT))
        for word in field.weak:
            table.setdefault(normal(word), []).append((field.name, WEAK))
    return {word: tuple(found) for word, found in table.items()}


@cache
def _strong() -> tuple[tuple[str, str], ...]:
    return tuple((normal(word), field.name) for field in field_words() for word in field.words)


def _scores(words: str) -> dict[str, float]:
    exact = _exact().get(words)
    if exact:
        return dict(exact)
    found: dict[str, float] = {}
    head = words[:_GUIDANCE]
    spaced = f" {head} "
    for known, field in _strong():
        score = 0.0
        if head.startswith(f"{known} ") and (" " in known or len(known) > 3):
            score = BEGINS if " " in known else WEAK
        elif len(known) > 4 and f" {known} " in spaced:
            score = HOLDS
        elif abs(len(known) - len(words)) <= 2 and len(known) > 4 and fuzz.ratio(known, words) >= _NEAR_ENOUGH:
            score = NEARLY
        if score > found.get(field, 0.0):
            found[field] = score
    return found


def split_heading(heading: str) -> tuple[str, str] | None:
    """The field and the person of a heading such as "Level Perry" or "Robin - severity (0-5)"; None for others."""
    bare = without_brackets(heading).strip()
    if max(match_heading(heading).values(), default=0.0) >= FIRST_LINE and normal(bare) in _exact():
        return None
    tokens = [token for token in re.split(r"[\s:–—/-]+", bare) if token]
    lowered = [normal(token) for token in tokens]
    for parts, field in _split_words():
        count = len(parts)
        for rest, met in ((tokens[count:], lowered[:count]), (tokens[:-count], lowered[-count:])):
            if met == parts and rest and is_name_like(" ".join(rest)):
                return field, " ".join(rest)
    return None


@cache
def _split_words() -> tuple[tuple[list[str], str], ...]:
    """The words of each heading that may stand beside a person's name, longest first, and the field they mean."""
    longest_first = sorted(_strong(), key=lambda item: -len(item[0]))
    return tuple((known.split(), name) for field in _SPLIT_FIELDS for known, name in longest_first if name == field)


def is_name_like(words: str) -> bool:
    """Whether words look like what a person is called: capitals, few words, none that is never a name.

    Of any script; one that has no small letters has no capitals either.
    """
    if not _NAME_LIKE.fullmatch(words.strip()) or any(word[0].islower() for word in words.split()):
        return False
    return not {normal(word) for word in words.split()} & _never_names()


@cache
def _never_names() -> frozenset[str]:
    return frozenset(normal(word) for word in people_words().not_names)
