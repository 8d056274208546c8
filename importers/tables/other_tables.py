"""Tables with dates and words that are no chronologies: known by their headings, and by being mostly numbers."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import msgspec

from app.knowledge_files import knowledge
from app.language import tr
from importers.headings import FIRST_LINE, WEAK, match_heading, variants
from importers.vocabulary import normal

_FILE = "other_tables.toml"
_EVENT_COUNTS = 3
"""For how many columns a text speaks that is headed as an event."""

_FOR_A_CHRONOLOGY = ("subjects", "response", "outcome", "source", "agency", "child_seen", "child_voice", "significance")
_MARKS = ".,;:!?()'\"-–"
_MOSTLY = 0.5
_AGAIN = 0.6
_SOME_NUMBERS = 2
_SENTENCE, _NARRATIVE = 4, 0.4
_NARRATIVE_COUNTS = 5
"""For how many columns a text speaks that tells what has happened."""

_PROSE_WORDS, _DIFFERENT = 6, 0.34


class OtherTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A kind of table that is no chronology: ``least`` of its columns are headed by one of its headings."""

    kind: str
    least: int
    headings: frozenset[str]
    source: str


class OtherTables(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Every such kind, and the words by which a chronology is told from them."""

    event_words: frozenset[str]
    contact_words: frozenset[str]
    past_words: frozenset[str]
    noted_words: frozenset[str]
    planned_words: frozenset[str]
    source: str
    tables: tuple[OtherTable, ...]


@cache
def other_tables() -> OtherTables:
    """The kinds of tables that are no chronologies, with their words as ``normal`` gives them.

    Raises:
        DataError: when the file does not hold together.
    """
    found = knowledge(OtherTables, "headings", _FILE)
    return OtherTables(
        _normal(found.event_words),
        _normal(found.contact_words),
        found.past_words,
        found.noted_words,
        found.planned_words,
        found.source,
        tuple(OtherTable(item.kind, item.least, _normal(item.headings), item.source) for item in found.tables),
    )


def _normal(words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(normal, words))


@dataclass(frozen=True, slots=True)
class Held:
    """What the cells of a column hold on average: the share of numbers (0 to 1), words a cell, and how many differ.

    ``filled`` counts the cells looked at that are not blank, ``past`` is the share that tells what has happened.
    """

    filled: int
    numbers: float
    words: float
    distinct: int
    past: float = 0.0

    @property
    def is_different(self) -> bool:
        """Whether the cells are seldom the same."""
        return self.distinct > _DIFFERENT * self.filled

    @property
    def is_prose(self) -> bool:
        """Whether the cells tell something: several words each, seldom the same."""
        return self.words >= _PROSE_WORDS and self.is_different


def tells_the_past(words: str) -> bool:
    """Whether a cell says that something has happened: with a verb of the past, or as a log notes a contact."""
    tokens = [token.strip(_MARKS) for token in words.lower().split()]
    if len(tokens) >= _SENTENCE and not other_tables().past_words.isdisjoint(tokens):
        return True
    return _noted().match(words) is not None and other_tables().planned_words.isdisjoint(tokens)


@cache
def _noted() -> re.Pattern[str]:
    """Words with which a worker's note of a contact begins: "TC to", "HV - no reply", "Strategy discussion held"."""
    words = sorted(other_tables().noted_words, key=len, reverse=True)
    begun = "|".join(re.escape(word).replace(r"\ ", r"[\s/]+") for word in words)
    return re.compile(rf"\s*(?:{begun})(?!\w)", re.IGNORECASE)


def why_no_chronology(
    headings: Sequence[str], fields: Mapping[str, Sequence[int]], people: int, held: Sequence[Held]
) -> str | None:
    """Why a table with dates and a text is no chronology all the same; None where it may well be one.

    ``people`` counts the columns that belong to one child each, ``held`` has what each column holds.
    """
    if not fields.get("text") or not fields.get("date"):
        return None
    column = fields["text"][0]
    score = match_heading(headings[column]).get("text", 0.0)
    speaks = _speaks_for(headings, fields, people, headings[column])
    speaks += _come_again(headings, fields, held)
    speaks += _NARRATIVE_COUNTS if held[column].is_prose and held[column].past >= _NARRATIVE else 0
    telling = score >= FIRST_LINE or held[column].is_prose
    said_so = score >= WEAK and held[column].words >= _SENTENCE and held[column].is_different
    own = {at for name in ("date", "end_date", "text") for at in fields.get(name, ())}
    others = [heading for at, heading in enumerate(headings) if at not in own]
    said = [words for heading in others if (words := {name for name, _ in variants(heading)})]
    counts = [(sum(bool(words & table.headings) for words in said), table) for table in other_tables().tables]
    counts = [(count, table) for count, table in counts if count >= max(1, table.least - (not telling and not said_so))]
    most, table = max(counts, key=lambda found: found[0] - found[1].least, default=(0, None))
    if table is not None and most >= speaks:
        return tr("its headings are those of {table}").format(table=tr(table.kind))  # from resources
    blank = held[column].filled < _MOSTLY * max(item.filled for item in held)
    if telling or (speaks and not blank):
        return None
    left = {at for name in ("date", "time", "reference") for at in fields.get(name, ())}
    filled = [item.numbers > _MOSTLY for at, item in enumerate(held) if item.filled and at not in left]
    if sum(filled) >= _SOME_NUMBERS and sum(filled) > _MOSTLY * len(filled):
        return tr("most of its columns hold numbers")
    known = speaks or match_heading(headings[column])
    return None if known else tr("no column holds the text of events")


def names_events(heading: str) -> bool:
    """Whether a heading speaks of events."""
    return any(f" {word} " in f" {name} " for name, _ in variants(heading) for word in other_tables().event_words)


def _come_again(headings: Sequence[str], fields: Mapping[str, Sequence[int]], held: Sequence[Held]) -> bool:
    """Whether those whom rows are about come again and again under a heading that only may mean them ("Case")."""
    return any(
        match_heading(headings[at]).get("subjects", 0.0) < FIRST_LINE and held[at].distinct <= _AGAIN * held[at].filled
        for at in fields.get("subjects", ())
    )


def _speaks_for(headings: Sequence[str], fields: Mapping[str, Sequence[int]], people: int, text: str) -> int:
    """How many columns speak for a chronology."""
    told = names_events(text)
    strong = sum(
        any(match_heading(headings[column]).get(name, 0.0) >= FIRST_LINE for column in fields.get(name, ()))
        for name in _FOR_A_CHRONOLOGY
    )
    return strong + people + (_EVENT_COUNTS if told else 0)
