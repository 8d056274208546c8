"""The words by which headings, agencies, people and rows are known: data in ``resources/headings``, checked on load."""

import re
import unicodedata
from functools import cache, cached_property
from itertools import filterfalse
from typing import Literal

import msgspec

from app.case.dates import Precision
from app.knowledge_files import knowledge

Holds = Literal["date", "text", "short", "grade", "mixed", "any"]

# A table is several times as fast as a pattern, and this is asked of every text of a case.
_PLAIN = {code: chr(code).lower() if chr(code).isalnum() else " " for code in range(128)}
_NOT_WORD = re.compile(r"[^\w]+|_+")
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


_LATIN = [chr(number) for number in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))]
CAPITALS = "A-Z" + "".join(filter(str.isupper, _LATIN))
SMALLS = "a-z" + "".join(filter(str.islower, _LATIN))
"""The letters of Latin names, Welsh and Polish ones too, as they stand in a class of a regular expression."""


def normal(words: str) -> str:
    """Words for comparing: lower case, without accents, punctuation and doubled spaces."""
    if words.isascii():
        return " ".join(words.translate(_PLAIN).split())
    words = unicodedata.normalize("NFKD", words)
    words = "".join(filterfalse(unicodedata.combining, words))
    return _NOT_WORD.sub(" ", words.lower()).strip()


def without_brackets(words: str) -> str:
    """Words without what stands in brackets."""
    return _BRACKETED.sub(" ", words)


class FieldWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The headings that mean a field. Names that start with "_" only help to read a sheet."""

    name: str
    holds: Holds
    words: tuple[str, ...]
    weak: tuple[str, ...]
    source: str


class TogetherWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """Headings that mean other fields where ``least`` of them stand together, one of the ``sure`` among them.

    ``means`` has the headings of each field; those of "none" serve no field.
    """

    kind: str
    least: int
    sure: tuple[str, ...]
    means: dict[str, tuple[str, ...]]
    source: str

    @cached_property
    def known(self) -> frozenset[str]:
        """Every one of the headings, for comparing."""
        return frozenset(normal(word) for group in self.means.values() for word in group)

    @cached_property
    def known_sure(self) -> frozenset[str]:
        """The headings without which the others mean what they always mean."""
        return frozenset(map(normal, self.sure))


class _Fields(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    fields: tuple[FieldWords, ...]
    together: tuple[TogetherWords, ...]


class AgencyWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An agency's one name and the words, roles and abbreviations for it.

    ``file_words`` mean it only at the end of a file's or a sheet's name: its record system, or a word too common.
    """

    name: str
    words: tuple[str, ...]
    source: str
    file_words: tuple[str, ...] = ()


class _Generic(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    words: tuple[str, ...]
    source: str


class _Agencies(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    agencies: tuple[AgencyWords, ...]
    generic: tuple[_Generic, ...]


CueKind = Literal[
    "home",
    "family contact",
    "children",
    "other children",
    "antenatal",
    "antenatal care",
    "birth",
    "adult matter",
]


class TextCue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words in a row's text that say whom it is about where no column does."""

    kind: CueKind
    words: tuple[str, ...]
    source: str


class AwayWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a note says that a child lives elsewhere."""

    before: tuple[str, ...]
    since: tuple[str, ...]
    source: str


class PeopleWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """Words by which a row says who it is about."""

    source: str
    everyone: tuple[str, ...]
    counts: tuple[str, ...]
    ranked_youngest: tuple[str, ...]
    ranked_eldest: tuple[str, ...]
    absent_children: tuple[str, ...]
    kin_elsewhere: tuple[str, ...]
    boys: tuple[str, ...]
    girls: tuple[str, ...]
    twins: tuple[str, ...]
    unborn: tuple[str, ...]
    youngest: tuple[str, ...]
    eldest: tuple[str, ...]
    adults: tuple[str, ...]
    numbered: tuple[str, ...]
    decorations: tuple[str, ...]
    also: tuple[str, ...]
    not_names: tuple[str, ...]
    involved: tuple[str, ...]
    titles: tuple[str, ...]
    text_cues: tuple[TextCue, ...]
    away: tuple[AwayWords, ...]

    @cached_property
    def cues(self) -> dict[CueKind, re.Pattern[str]]:
        """One pattern for each kind of cue, to search in text as written."""
        return {cue.kind: any_of(cue.words) for cue in self.text_cues}

    @cached_property
    def known_adults(self) -> frozenset[str]:
        """The words for grown-ups, for comparing."""
        return frozenset(map(normal, self.adults))

    @cached_property
    def known_involved(self) -> frozenset[str]:
        """The headings of columns that list whoever was involved, for comparing."""
        return frozenset(map(normal, self.involved))

    @cached_property
    def known_numbered(self) -> frozenset[str]:
        """The words that children are numbered with ("child 2"), for comparing."""
        return frozenset(map(normal, self.numbered))


class RowWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words by which rows that tell no event are known."""

    source: str
    totals: tuple[str, ...]
    notes: tuple[str, ...]
    no_contact: tuple[str, ...]
    periods: tuple[str, ...]
    keys: tuple[str, ...]
    banners: tuple[str, ...]
    key_code: tuple[str, ...]
    key_name: tuple[str, ...]
    key_born: tuple[str, ...]
    key_notes: tuple[str, ...]
    key_relation: tuple[str, ...]
    key_sex: tuple[str, ...]
    markings: tuple[str, ...]
    references: tuple[str, ...]
    week_headings: tuple[str, ...]
    placeholders: tuple[str, ...]


class _Accuracy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    precision: Precision
    words: tuple[str, ...]
    source: str


class StatusWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """How to read a Status cell, and words for how well a date is known."""

    source: str
    no_level: tuple[str, ...]
    closed: tuple[str, ...]
    ended: tuple[str, ...]
    progress: tuple[str, ...]
    accuracy: tuple[_Accuracy, ...]

    @cached_property
    def known_progress(self) -> frozenset[str]:
        """The words that tell how far a piece of work has come, for comparing."""
        return frozenset(map(normal, self.progress))

    @cached_property
    def precisions(self) -> dict[str, Precision]:
        """Each word for accuracy, normalised, and the precision it means."""
        return {normal(word): row.precision for row in self.accuracy for word in row.words}


def any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern that finds any of these words as whole words, longest first, in text as written."""
    longest_first = sorted(set(words), key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(_spaced, longest_first)) + r")(?!\w)", re.IGNORECASE)


def _spaced(words: str) -> str:
    return r"[\s\-]+".join(re.escape(word) for word in words.split())


@cache
def field_words() -> tuple[FieldWords, ...]:
    """What column headings mean."""
    return knowledge(_Fields, "headings", "fields.toml").fields


@cache
def together_words() -> tuple[TogetherWords, ...]:
    """Which headings mean something else beside certain others."""
    return knowledge(_Fields, "headings", "fields.toml").together


@cache
def agency_words() -> tuple[AgencyWords, ...]:
    """The agencies and how they are called."""
    return knowledge(_Agencies, "headings", "agencies.toml").agencies


@cache
def generic_sheet_names() -> frozenset[str]:
    """Names of sheets that name no agency, normalised."""
    return frozenset(
        normal(word) for row in knowledge(_Agencies, "headings", "agencies.toml").generic for word in row.words
    )


@cache
def people_words() -> PeopleWords:
    """Words about people."""
    return knowledge(PeopleWords, "headings", "people.toml")


@cache
def row_words() -> RowWords:
    """Words about rows."""
    return knowledge(RowWords, "headings", "rows.toml")


@cache
def status_words() -> StatusWords:
    """Words about levels and accuracy."""
    return knowledge(StatusWords, "headings", "status.toml")
