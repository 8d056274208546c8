"""The columns that the table of events can show: words for a cell, a key to sort by, and what is edited in place."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from app.case.dates import ChronologyDate, Precision, from_day_number
from app.case.event_table import NO_DUPLICATE, CodeFrom
from app.case.model import Case
from app.language import tr
from widgets.parts.marker_words import markers_in_words
from widgets.parts.wording import (
    NOTHING,
    SUGGESTED,
    categories_in_words,
    children_in_words,
    date_in_words,
    level_suggested,
    levels_in_words,
    severity_in_words,
)

Keys = NDArray[np.signedinteger] | NDArray[np.floating]
LAST = "\U0010ffff"
"""Sorts after every word, so that empty cells come last."""


class Field(StrEnum):
    """What of a record can be edited in its cell."""

    DATE = "date"
    CHILDREN = "children"
    SEVERITY = "severity"
    CATEGORIES = "categories"
    TEXT = "text"
    RESPONSE = "response"
    AUTHOR = "author"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its words for the event at a place, its sort key for every event, its width in letters.

    ``rests_on`` is what of a case the key follows from; while that is the same object, the key is. ``shown`` is
    False for a column that is there to be chosen. ``prose`` is text in which what was searched for is marked.
    """

    heading: str
    words: Callable[[Case, int], str]
    key: Callable[[Case], Keys]
    width: int
    suggested: Callable[[Case, int], bool] | None = None
    rests_on: Callable[[Case], object] = lambda case: case.events
    field: Field | None = None
    shown: bool = True
    prose: bool = False


def one_line(text: str | None) -> str:
    """A text without its line breaks."""
    return " ".join(text.split()) if text else ""


def _children(case: Case, place: int) -> str:
    return children_in_words(case, tuple(np.flatnonzero(case.events.subjects[place]).tolist()))


def _categories(case: Case, place: int) -> str:
    words = categories_in_words(case, int(case.events.categories[place]))
    if not words:
        return NOTHING
    return f"{words} {SUGGESTED}" if _categories_suggested(case, place) else words


def _categories_suggested(case: Case, place: int) -> bool:
    return bool(case.events.categories_from[place] == CodeFrom.LEXICON)


def _ranks_of(words: list[str]) -> Keys:
    """The place each string would take among them all, ignoring case; empty ones last."""
    folded = np.array([word.casefold() or LAST for word in words], dtype=object)
    return np.unique(folded, return_inverse=True)[1] if len(folded) else np.zeros(0, np.intp)


def _agency_key(case: Case) -> Keys:
    ranks = _ranks_of([agency.name for agency in case.agencies] + [""])
    return ranks[case.events.agency]


def _children_key(case: Case) -> Keys:
    weights = 0.5 ** np.arange(1, case.events.subjects.shape[1] + 1)
    return -(case.events.subjects @ weights)


def _highest_severity(case: Case) -> Keys:
    events = case.events
    return np.maximum(events.severity, events.child_severity.max(axis=1, initial=-1))


def _read_from(case: Case, place: int) -> str:
    events = case.events
    source = case.sources[int(events.source[place])]
    sheet = f", {source.sheet}" if source.sheet else ""
    return tr("{place}, row {row}").format(place=f"{source.file}{sheet}", row=int(events.row[place]))


def _read_from_key(case: Case) -> Keys:
    return case.events.source.astype(np.int64) << 32 | case.events.row.astype(np.int64)


def _entered(case: Case, place: int) -> str:
    day = from_day_number(int(case.events.entry_day[place]))
    return "" if day is None else date_in_words(ChronologyDate(day, day, Precision.DAY, ""))


def _repeats(case: Case, place: int) -> str:
    twin = int(case.events.duplicate_of[place])
    if twin == NO_DUPLICATE or not case.events.has(twin):
        return ""
    return tr("repeats {place}").format(place=_read_from(case, case.events.position(twin)))


COLUMNS: tuple[Column, ...] = (
    Column(tr("Date"), lambda case, at: date_in_words(case.events.when(at)), lambda case: np.arange(len(case.events)),
           13, rests_on=lambda case: case.events.id, field=Field.DATE),
    Column(tr("Children"), _children, _children_key, 13, rests_on=lambda case: case.events.subjects,
           field=Field.CHILDREN),
    Column(tr("Agency"), lambda case, at: case.agency_name(int(case.events.agency[at])), _agency_key, 15),
    Column(tr("Severity"), severity_in_words, _highest_severity, 12, lambda case, at: bool(case.events.suggested[at]),
           field=Field.SEVERITY),
    Column(tr("Text"), lambda case, at: one_line(case.events.text[at]), lambda case: _ranks_of(list(case.events.text)),
           52, rests_on=lambda case: case.events.text, field=Field.TEXT, prose=True),
    Column(tr("Level"), levels_in_words, lambda case: case.events.level.max(axis=1, initial=-1), 20,
           lambda case, at: level_suggested(case.events, at)),
    Column(tr("Categories"), _categories, lambda case: case.events.categories & -case.events.categories, 22,
           _categories_suggested, field=Field.CATEGORIES),
    Column(tr("Response"), lambda case, at: one_line(case.events.response[at]),
           lambda case: _ranks_of([text or "" for text in case.events.response]), 40,
           rests_on=lambda case: case.events.response, field=Field.RESPONSE, prose=True),
    Column(tr("Author"), lambda case, at: case.events.author[at] or "",
           lambda case: _ranks_of([name or "" for name in case.events.author]), 16,
           rests_on=lambda case: case.events.author, field=Field.AUTHOR, shown=False, prose=True),
    Column(tr("Read from"), _read_from, _read_from_key, 30, shown=False),
    Column(tr("Entered"), _entered, lambda case: case.events.entry_day, 13, shown=False),
    Column(tr("Also noted"), lambda case, at: markers_in_words(case.events.markers[at]),
           lambda case: _ranks_of([" ".join(told) for told in case.events.markers]), 26,
           rests_on=lambda case: case.events.markers, shown=False),
    Column(tr("Told twice"), _repeats, lambda case: case.events.duplicate_of, 30, shown=False),
)  # fmt: skip
EVIDENCE = len(COLUMNS)
SEVERITY = next(number for number, column in enumerate(COLUMNS) if column.field is Field.SEVERITY)
