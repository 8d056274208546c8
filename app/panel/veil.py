"""Names of people whom a case knows, found in free text and put behind their pseudonyms.

A text may still tell who somebody is: by a nickname nobody noted, a street, a rare illness. So whoever shows one says
so. What is found: full names, their parts, what else somebody is called, workers who wrote rows, whoever follows a
title ("Dr Hale"), agencies that go by a name of their own, and numbers by which somebody can be reached or looked up.
A name is found however it is written (``app.panel.spellings``).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.case.model import Case
from app.case.plain_words import names_that_are_months, names_that_are_words, roles, small_words, titles
from app.case.pseudonyms import Pseudonyms
from app.language import tr
from app.panel.agencies import agency_kinds, is_agency_word, names_an_agency
from app.panel.spellings import as_one_writes, key_of, letters_of, parts_of, pattern_of, without_accents

_SHORT = 2
"""Letters up to which a name counts only as it was written: "M" is somebody, "m" is a metre."""

_NAME = r"[A-ZÀ-ÖØ-Þ][\w'’-]+"
_REACHED = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"  # e-mail
    r"|(?<![\w/])(?:\+44|0)(?:[ -]?\d){9,10}(?!\w)"  # telephone
    r"|(?<!\w)\d{3}[ -]\d{3}[ -]\d{4}(?!\w)"  # NHS number
    r"|(?<!\w)[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}(?!\w)"  # postcode
    r"|(?<!\w)[A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D](?!\w)"  # National Insurance number
)
_BESIDE_NUMBER = re.compile(r"\d(?:st|nd|rd|th)?[\s,./-]*$")
_NUMBER_AFTER = re.compile(r"^[\s,./'’-]*\d")


@dataclass(frozen=True)
class _Known:
    """Words as they were given and what stands for them."""

    words: str
    instead: str


class Veil:
    """Puts pseudonyms in place of the names that a case knows."""

    def __init__(self, case: Case, names: Pseudonyms) -> None:
        self._known = _by_words(case, names)
        written = sorted((known.words for known in self._known.values()), key=len, reverse=True)
        patterns = "|".join(map(pattern_of, written))
        self._names = re.compile(rf"(?<![^\W_])(?:{patterns})(?![^\W_])", re.IGNORECASE) if patterns else None
        spoken = "|".join(sorted(titles(), key=len, reverse=True))
        self._titled = re.compile(
            rf"(?<!\w)(?i:{spoken})\.? +(?!of |and )(?:[A-Z]\.? ?){{0,3}}(?<!\w){_NAME}(?: {_NAME})?"
        )

    def over(self, text: str) -> str:
        """The text with a pseudonym in place of every known name."""
        if not text:
            return text
        text = self._without_names(_REACHED.sub(tr("[number withheld]"), as_one_writes(text)))
        return self._titled.sub(self._title_alone, text)

    def names_in(self, text: str) -> tuple[str, ...]:
        """The known names that stand in a text, as they are written there."""
        return tuple(said for _from, said, instead in self._found(as_one_writes(text)) if instead != said)

    def _without_names(self, text: str) -> str:
        told: list[str] = []
        done = 0
        for start, said, instead in self._found(text):
            told += (text[done:start], instead)
            done = start + len(said)
        return "".join((*told, text[done:]))

    def _found(self, text: str) -> Iterator[tuple[int, str, str]]:
        """Where a known name stands, how it is written there, and what stands for it."""
        for found in self._names.finditer(without_accents(text)) if self._names else ():
            said = text[found.start() : found.end()]
            yield found.start(), said, self._instead(said, found)

    def _instead(self, said: str, found: re.Match[str]) -> str:
        known = self._known.get(key_of(said))
        if known is None:
            return tr("[name]")
        if len(said) <= _SHORT and letters_of(said) != letters_of(known.words):
            return said
        if len(said) == 1 and _NUMBER_AFTER.match(found.string[found.end() :][:3]):
            return said
        if said.islower() and said in names_that_are_words():
            return said
        if said.casefold() in names_that_are_months() and _beside_a_number(found):
            return said
        return known.instead

    def _title_alone(self, found: re.Match[str]) -> str:
        if any(instead in found[0] for instead in {known.instead for known in self._known.values()}):
            return found[0]
        words = found[0].split()
        if all(is_agency_word(word) for word in words[1:]):
            return found[0]
        return f"{words[0]} {tr('[name]')}"


def _beside_a_number(found: re.Match[str]) -> bool:
    before, after = found.string[: found.start()][-8:], found.string[found.end() :][:8]
    return bool(_BESIDE_NUMBER.search(before) or _NUMBER_AFTER.match(after))


def _by_words(case: Case, names: Pseudonyms) -> dict[str, _Known]:
    """What stands for each name, by what all ways to write it share. Whole names go before parts several share."""
    known: dict[str, _Known] = {}
    for words, instead in _whole_names(case, names):
        known.setdefault(key_of(words), _Known(words, instead))
    parts: dict[str, set[str]] = {}
    written: dict[str, str] = {}
    for words, instead in _parts(case, names):
        parts.setdefault(key_of(words), set()).add(instead)
        written.setdefault(key_of(words), words)
    for key, said in parts.items():
        known.setdefault(key, _Known(written[key], said.pop() if len(said) == 1 else tr("[name]")))
    for words, instead in _agencies(case):
        known.setdefault(key_of(words), _Known(words, instead))
    return {key: item for key, item in known.items() if key}


def _whole_names(case: Case, names: Pseudonyms) -> Iterator[tuple[str, str]]:
    people = [(child, names.children[child.id]) for child in case.children]
    people += [(adult, names.adults[adult.id]) for adult in case.adults]
    for person, instead in people:
        yield person.name, instead
        yield from ((alias, instead) for alias in person.aliases if alias.strip() and not _is_role(alias))
    yield from ((author, tr("[worker]")) for author in _workers(case))


def _parts(case: Case, names: Pseudonyms) -> Iterator[tuple[str, str]]:
    for words, instead in _whole_names(case, names):
        for word in parts_of(words):
            if _may_be_a_name(word):
                yield word, instead
                if len(word) > _SHORT:
                    yield f"{word}s", tr("[name]")
    for child in case.children:
        yield from ((letters, names.children[child.id]) for letters in _initials(child.name))


def _may_be_a_name(word: str) -> bool:
    """Whether a part of a name tells who is meant. One of two letters does as "Jo", not as "JO" or "SW"."""
    if not word[0].isupper() or _is_role(word) or is_agency_word(word) or word.casefold() in titles():
        return False
    return len(word) > _SHORT or (len(word) == _SHORT and word[1].islower() and word.casefold() not in small_words())


def _agencies(case: Case) -> Iterator[tuple[str, str]]:
    """Agencies that have a name of their own, and what they go by; so too where the words of its kind are left out."""
    for agency, kind in zip(case.agencies, agency_kinds(case), strict=True):
        if not agency.name or names_an_agency(agency.name):
            continue
        yield agency.name, kind
        own = [word for word in agency.name.split() if not is_agency_word(word)]
        if len(own) > 1 and " ".join(own) in agency.name:
            yield " ".join(own), kind


def _initials(name: str) -> tuple[str, ...]:
    """How rows shorten a name: "P", and "PW" where it has two parts. A and I are words of their own."""
    firsts = "".join(part[0] for part in name.split()).upper()
    return tuple(
        letters for letters in dict.fromkeys((firsts[:1], firsts)) if letters.isalpha() and letters not in "AI"
    )


def _workers(case: Case) -> list[str]:
    """Who wrote rows, by name; roles ("School nurse") name nobody."""
    told = {author.strip() for author in case.events.author if author} | {item.by for item in case.corrections}
    return sorted(author for author in told if len(author) > _SHORT and not names_an_agency(author))


def _is_role(words: str) -> bool:
    return all(word in roles() for word in re.findall(r"\w+", words.casefold()))
