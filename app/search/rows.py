"""The words of each row that a search looks through: all that its agency wrote, and what reviewers noted with it."""

from collections.abc import Iterator
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from app.case.model import Case, Source
from app.search.index import FIELD_ENDS

_CODED = frozenset(
    (
        "date",
        "end_date",
        "time",
        "entry_date",
        "agency",
        "subjects",
        "severity",
        "level",
        "category",
        "child_seen",
        "age",
    )
)
"""Fields of a sheet that have a filter or a column of their own, so that their cells are no free text."""


def texts_of(case: Case, places: NDArray[np.intp]) -> list[str]:
    """The text of the events at those places, field by field: text, response, author, other cells, notes."""
    notes, chosen = _notes(case), {source.id: _other_columns(source) for source in case.sources}
    events = case.events
    texts: list[str] = []
    for place in places.tolist():
        said: list[str] = [events.text[place], events.response[place] or "", events.author[place] or ""]
        source, row = int(events.source[place]), int(events.row[place])
        said += _other_cells(case, source, row, chosen[source], said)
        said += notes.get(int(events.id[place]), ())
        texts.append(FIELD_ENDS.join(filter(None, said)))
    return texts


def noted(case: Case) -> dict[int, tuple[str, ...]]:
    """Notes and reasons of reviewers by the event (id) whose finding they are about."""
    return _notes(case)


def _notes(case: Case) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    for decision in case.finding_decisions:
        words = tuple(filter(None, (decision.note, decision.reason)))
        for event in decision.evidence if words else ():
            found[event] = (*found.get(event, ()), *words)
    return found


@lru_cache(maxsize=256)
def _coded_headings(columns: tuple[tuple[str, str | tuple[tuple[str, str], ...]], ...]) -> frozenset[str]:
    found: set[str] = set()
    for field, heading in columns:
        if field in _CODED:
            found.update((heading,) if isinstance(heading, str) else (name for _, name in heading))
    return frozenset(found)


def _other_columns(source: Source) -> frozenset[int]:
    """The places of columns that are codes; every other column is searched."""
    coded = _coded_headings(tuple(source.columns.items()))
    return frozenset(place for place, heading in enumerate(source.headings) if heading in coded)


def _other_cells(case: Case, source: int, row: int, coded: frozenset[int], said: list[str]) -> Iterator[str]:
    known = frozenset(word.strip() for word in said)
    for place, cell in enumerate(case.sheet_row(source, row).cells):
        if cell is not None and cell != "" and place not in coded:
            words = str(cell)
            if words.strip() not in known:
                yield words
