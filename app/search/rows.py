"""The words of each row that a search looks through: all that its agency wrote, and what reviewers noted with it."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from app.case.model import Case, Cell, Source
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


def texts_of(case: Case, places: NDArray[np.intp]) -> Iterator[str]:
    """The text of the events at those places, field by field: text, response, author, other cells, notes.

    One by one as they are asked for: together they are as large as the case.
    """
    notes, chosen = noted(case), {source.id: _coded_columns(source) for source in case.sources}
    events = case.events
    for place in places.tolist():
        said: list[str] = [events.text[place], events.response[place] or "", events.author[place] or ""]
        source, row = int(events.source[place]), int(events.row[place])
        said += _other_cells(_cells(case, source, row), chosen.get(source, frozenset()), said)
        said += notes.get(int(events.id[place]), ())
        yield FIELD_ENDS.join(filter(None, said))


def noted(case: Case) -> dict[int, tuple[str, ...]]:
    """Notes and reasons of reviewers by the event (id) whose finding they are about."""
    found: dict[int, tuple[str, ...]] = {}
    for decision in case.finding_decisions:
        words = tuple(filter(None, (decision.note, decision.reason)))
        for event in decision.evidence if words else ():
            found[event] = (*found.get(event, ()), *words)
    return found


def _coded_columns(source: Source) -> frozenset[int]:
    """The places of columns that are codes; every other column is searched."""
    coded: set[str] = set()
    for field, heading in source.columns.items():
        if field in _CODED:
            coded.update((heading,) if isinstance(heading, str) else (name for _, name in heading))
    return frozenset(place for place, heading in enumerate(source.headings) if heading in coded)


def _cells(case: Case, source: int, row: int) -> tuple[Cell, ...]:
    """The cells of a row as its agency wrote it; none where the case lacks that row, whose words are searched still."""
    try:
        return case.sheet_row(source, row).cells
    except (KeyError, IndexError):
        return ()


def _other_cells(cells: tuple[Cell, ...], coded: frozenset[int], said: list[str]) -> Iterator[str]:
    known = frozenset(word.strip() for word in said)
    for place, cell in enumerate(cells):
        if cell is not None and cell != "" and place not in coded:
            words = str(cell)
            if words.strip() not in known:
                yield words
