"""What a row's words show of other agencies' rows: who told it, whom it told, which meeting, which day, which things.

The words are data in ``resources/headings/duplicate_cues.toml``. Nothing here decides anything.
"""

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Literal, NamedTuple

import msgspec

from app.case.dates import day_number, known_date
from app.errors import DataError
from app.knowledge_files import knowledge
from app.language import tr
from importers.vocabulary import agency_words, normal

CUES = "duplicate_cues.toml"

Relation = Literal["from", "tells", "to", "is told"]

_REACH = 2
"""How many words may stand between an agency and the word that says what it did ("Letter received from the GP")."""

_STATED = re.compile(r"(?<![\d./])(\d{1,2})[./](\d{1,2})(?:[./](\d{4}|\d{2}))?(?![\d/]|\.\d)")
_MAY_STATE = re.compile(r"\d[./]\d")
_ENDINGS = ("ings", "ing", "ies", "ed", "es", "s")


class _Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    whole: str
    parts: tuple[str, ...]
    source: str


class _Relations(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    kind: Relation
    words: tuple[str, ...]
    source: str


class _Papers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    agency: str
    words: tuple[str, ...]
    source: str


class _Occasion(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    words: tuple[str, ...]
    source: str


class _Weekday(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    day: int
    words: tuple[str, ...]
    source: str


class _Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    words: tuple[str, ...]
    source: str


class DuplicateCues(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words by which one row shows that it tells what another tells."""

    part_of: tuple[_Part, ...]
    relations: tuple[_Relations, ...]
    papers: tuple[_Papers, ...]
    occasions: tuple[_Occasion, ...]
    alike: tuple[_Words, ...]
    day_before: tuple[_Words, ...]
    weekdays: tuple[_Weekday, ...]
    later_papers: tuple[_Words, ...]
    common: tuple[_Words, ...]


@cache
def duplicate_cues() -> DuplicateCues:
    """The cues, loaded and checked.

    Raises:
        DataError: when the data file does not hold together.
    """
    cues = knowledge(DuplicateCues, "headings", CUES)
    if len(cues.occasions) > _MOST_BITS or any(not 0 <= row.day <= 6 for row in cues.weekdays):
        raise DataError(
            tr("{file}: a weekday is 0 to 6, and there may be {most} occasions.").format(
                file=f"resources/headings/{CUES}", most=_MOST_BITS
            )
        )
    return cues


_MOST_BITS = 62


class _Hit(NamedTuple):
    first: int
    end: int
    value: str


_Kind = Literal["agency", "paper", "occasion", "day before", "weekday", "later paper", "alike"] | Relation


class _Phrases:
    """Phrases of whole words of several kinds, found in one go: of each kind the longest at each place."""

    def __init__(self) -> None:
        self._words: dict[str, list[tuple[_Kind, str]]] = {}
        self._longer: dict[str, dict[str, list[tuple[_Kind, list[str], str]]]] = {}

    def add(self, kind: _Kind, phrases: Iterable[tuple[str, str]]) -> None:
        """Add phrases, each with the value that a hit shall have. Of phrases alike the first counts."""
        for phrase, value in phrases:
            words = normal(phrase).split()
            if len(words) == 1:
                self._words.setdefault(words[0], []).append((kind, value))
            elif words:
                listed = self._longer.setdefault(words[0], {}).setdefault(words[1], [])
                listed.append((kind, words, value))
                listed.sort(key=lambda item: -len(item[1]))

    def find(self, words: Sequence[str]) -> dict[_Kind, list[_Hit]]:
        """Every phrase found, by kind and in order; none inside another of its kind."""
        hits: dict[_Kind, list[_Hit]] = {}
        ends: dict[_Kind, int] = {}
        alone, longer = self._words, self._longer
        last = len(words) - 1
        for place, word in enumerate(words):
            if place < last and word in longer:
                for kind, phrase, value in longer[word].get(words[place + 1], ()):
                    end = place + len(phrase)
                    if ends.get(kind, 0) <= place and words[place:end] == phrase:
                        hits.setdefault(kind, []).append(_Hit(place, end, value))
                        ends[kind] = end
            if word in alone:
                for kind, value in alone[word]:
                    if ends.get(kind, 0) <= place:
                        hits.setdefault(kind, []).append(_Hit(place, place + 1, value))
                        ends[kind] = place + 1
        return hits


@dataclass(frozen=True, slots=True)
class RowCues:
    """What one row's words show. Agencies, occasions and weekdays are bit sets; ``dates`` are day numbers."""

    told_by: int
    told_to: int
    named: int
    occasions: int
    weekdays: int
    day_before: bool
    later_paper: bool
    dates: tuple[int, ...]
    things: frozenset[str]


class CueReader:
    """Reads rows' words for a case with these agencies, one bit each in their order, and these people's names."""

    def __init__(self, agencies: Sequence[str], people: Iterable[str] = ()) -> None:
        cues = duplicate_cues()
        self._bits = _agency_bits(agencies, cues)
        names = (word for name in people for word in normal(name).split())
        self._common = frozenset((*names, *(normal(word) for row in cues.common for word in row.words)))
        self._stems: dict[str, str] = {}
        self._known: dict[str, RowCues] = {}
        phrases = self._phrases = _Phrases()
        known = {row.name for row in agency_words()}
        phrases.add("agency", ((name, name) for name in agencies if name not in known))
        phrases.add("agency", ((word, row.name) for row in agency_words() for word in (row.name, *row.words)))
        phrases.add("paper", ((word, row.agency) for row in cues.papers for word in row.words))
        for row in cues.relations:
            phrases.add(row.kind, ((word, "") for word in row.words))
        for bit, row in enumerate(cues.occasions):
            phrases.add("occasion", ((word, str(bit)) for word in row.words))
        phrases.add("weekday", ((word, str(row.day)) for row in cues.weekdays for word in row.words))
        phrases.add("day before", ((word, "") for row in cues.day_before for word in row.words))  # not words: a key
        phrases.add("later paper", ((word, "") for row in cues.later_papers for word in row.words))  # not words: a key
        phrases.add("alike", ((word, f"~{row.words[0]}") for row in cues.alike for word in row.words))

    def read(self, text: str, said: str, day: int) -> RowCues:
        """What the words of a row of that day (number) show; ``said`` is its text made ``normal``."""
        known = self._known.get(said)
        if known is None:
            known = self._known[said] = self._read(said.split())
        dates = _stated_days(text, day)
        return replace(known, dates=dates) if dates else known

    def _read(self, words: Sequence[str]) -> RowCues:
        hits = self._phrases.find(words)
        agencies = [hit for hit in hits.get("agency", ()) if hit.value in self._bits]
        papers = self._bits_of(hits.get("paper", ()))
        told_by, told_to = self._told(hits, agencies)
        return RowCues(
            told_by=told_by | papers,
            told_to=told_to,
            named=self._bits_of(agencies) | papers,
            occasions=_numbered_bits(hits.get("occasion", ())),
            weekdays=_numbered_bits(hits.get("weekday", ())),
            day_before="day before" in hits,
            later_paper="later paper" in hits,
            dates=(),
            things=self._things(words, hits.get("alike", ()), agencies),
        )

    def _bits_of(self, hits: Iterable[_Hit]) -> int:
        bits = 0
        for hit in hits:
            bits |= self._bits.get(hit.value, 0)
        return bits

    def _told(self, hits: Mapping[_Kind, Sequence[_Hit]], agencies: Sequence[_Hit]) -> tuple[int, int]:
        """The agencies that told this row, and those that it told."""
        by = to = 0
        for hit in agencies:
            from_them = _last_before(hits.get("from", ()), hit.first)
            to_them = _last_before(hits.get("to", ()), hit.first)
            they_tell = _first_after(hits.get("tells", ()), hit.end)
            they_hear = _first_after(hits.get("is told", ()), hit.end)  # not words: a key
            # "HV rang" tells, but "HV rung by the ward" is told: the longer phrase is the truer one.
            tells = they_tell is not None and (they_hear is None or _longer(they_tell, they_hear))
            if from_them is not None or (tells and to_them is None):
                by |= self._bits[hit.value]
            elif to_them is not None or they_hear is not None:
                to |= self._bits[hit.value]
        return by, to

    def _things(self, words: Sequence[str], alike: Sequence[_Hit], agencies: Sequence[_Hit]) -> frozenset[str]:
        """The words that a row could share with another, without agencies and everyday words."""
        left = list(words)
        for hit in (*agencies, *alike):
            for place in range(hit.first, hit.end):
                left[place] = ""
        stems = self._stems
        things = {hit.value for hit in alike}
        for word in set(left).difference(self._common):
            stem = stems.get(word)
            if stem is None:
                stem = stems[word] = _stem(word)
            things.add(stem)
        things.discard("")
        return frozenset(things)


def _numbered_bits(hits: Iterable[_Hit]) -> int:
    bits = 0
    for hit in hits:
        bits |= 1 << int(hit.value)
    return bits


def _longer(one: _Hit, other: _Hit) -> bool:
    return one.end - one.first >= other.end - other.first


def _last_before(hits: Sequence[_Hit], first: int) -> _Hit | None:
    for hit in reversed(hits):
        if 0 <= first - hit.end <= _REACH:
            return hit
    return None


def _first_after(hits: Sequence[_Hit], end: int) -> _Hit | None:
    for hit in hits:
        if 0 <= hit.first - end <= _REACH:
            return hit
    return None


def _agency_bits(agencies: Sequence[str], cues: DuplicateCues) -> Mapping[str, int]:
    """Of each name that words may mean: the bits of the case's agencies that it stands for."""
    whole_of = {part: row.whole for row in cues.part_of for part in row.parts}
    bits: dict[str, int] = {}
    for place, name in enumerate(agencies[:_MOST_BITS]):
        for meant in (name, *(part for part, whole in whole_of.items() if whole == name)):
            bits[meant] = bits.get(meant, 0) | 1 << place
    return bits


def _stem(word: str) -> str:
    if word.isalpha():
        for ending in _ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) >= 4:
                return word[: -len(ending)]
    return word


def _stated_days(text: str, day: int) -> tuple[int, ...]:
    """The days that a text names in figures, read day first; a year left out is the one nearest to the row's day."""
    found: list[int] = []
    if not _MAY_STATE.search(text):
        return ()
    for match in _STATED.finditer(text):
        here = known_date(day).year
        said = int(match[3]) if match[3] else None
        years = (here - 1, here, here + 1) if said is None else (said if said > 99 else 100 * (here // 100) + said,)
        days = [stated for year in years if (stated := _day_of(year, int(match[2]), int(match[1]))) is not None]
        if days:
            found.append(min(days, key=lambda stated: abs(stated - day)))
    return tuple(found)


def _day_of(year: int, month: int, day: int) -> int | None:
    """The day's number; None where the calendar has no such day ("2.30", "3/52")."""
    if not (1 <= year <= 9998 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
        return None
    return day_number(date(year, month, day))
