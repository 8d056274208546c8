"""What rows by a reviewer's hand become: events, in a source that says who added them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from app.case.dates import PRECISION_CODES, ChronologyDate, day_number
from app.case.event_columns import EventColumns, table_of
from app.case.event_table import EventTable
from app.case.model import Agency, Case, Changes, RowKind, SheetRow, Source
from app.case.who_is_who import flags_of
from app.errors import UserError
from app.language import tr

BY_HAND = tr("Added by hand")
"""What the source of rows that a reviewer added is called, in the place of a file."""

_HEADINGS = (tr("Date"), tr("Child(ren)"), tr("Agency"), tr("Event"), tr("Response"), tr("Author"), tr("Added by"))
_FIELDS = ("date", "subjects", "agency", "text", "response", "author")


@dataclass(frozen=True, slots=True)
class NewRow:
    """What one new event says, and the row it stands in. ``agency`` is an id."""

    source: int
    row: int
    when: ChronologyDate
    text: str
    subjects: tuple[int, ...]
    agency: int
    response: str | None
    author: str | None


def words_of_event(text: str) -> str:
    """The words of an event without blanks round them.

    Raises:
        UserError: where there are none.
    """
    if not text.strip():
        raise UserError(tr("An event needs words that say what happened."))
    return text.strip()


def with_agency(case: Case, name: str) -> tuple[Case, int]:
    """The case with an agency of that name, and its id; -1 for no name."""
    wanted = " ".join(name.split())
    if not wanted:
        return case, -1
    for agency in case.agencies:
        if agency.name.casefold() == wanted.casefold():
            return case, agency.id
    return replace(case, agencies=(*case.agencies, Agency(len(case.agencies), wanted))), len(case.agencies)


def source_by_hand(case: Case) -> tuple[Case, Source]:
    """The case with a source for rows added by hand, which is made where there is none that counts."""
    for source in case.sources:
        if source.by_hand and not source.withdrawn:
            return case, source
    made = Source(
        id=len(case.sources),
        file=BY_HAND,
        sheet="",
        header_row=1,
        headings=_HEADINGS,
        columns=MappingProxyType(dict(zip(_FIELDS, _HEADINGS, strict=False))),
        confidence=1.0,
        rows=(SheetRow(1, RowKind.HEADER, _HEADINGS),),
        by_hand=True,
    )
    return replace(case, sources=(*case.sources, made)), made


def with_source(case: Case, source: Source) -> Case:
    """The case with that source in the place of the one with its id."""
    return replace(case, sources=tuple(source if item.id == source.id else item for item in case.sources))


def next_id(case: Case) -> int:
    """The number that the next event gets."""
    return int(case.events.id.max()) + 1 if len(case.events) else 0


def table_of_rows(case: Case, rows: Sequence[NewRow], first: int) -> EventTable:
    """These rows as events in their own order, with ids from ``first`` and no codes."""
    width = len(case.children)
    table = table_of(
        EventColumns(
            source=[row.source for row in rows],
            row=[row.row for row in rows],
            start=[day_number(row.when.earliest) for row in rows],
            end=[day_number(row.when.latest) for row in rows],
            precision=[PRECISION_CODES[row.when.precision] for row in rows],
            text=[row.text for row in rows],
            date_words=[row.when.words for row in rows],
            subjects=np.array([flags_of(width, row.subjects) for row in rows], np.bool_),
            agency=[row.agency for row in rows],
            time=[row.when.time for row in rows],
            author=[row.author for row in rows],
            response=[row.response for row in rows],
        )
    )
    return replace(table, id=(table.id + first).astype(np.int32))


def added(before: Case, case: Case, rows: Sequence[NewRow]) -> tuple[Case, Changes]:
    """The case with these rows as new events, and what that touches of the case before."""
    new = table_of_rows(case, rows, next_id(case))
    after = replace(case, events=case.events.widened(len(case.children)).joined(new))
    touched = frozenset(
        source.id for source in after.sources if source.id >= len(before.sources) or source != before.sources[source.id]
    )
    return after, Changes(
        events=frozenset(new.id.tolist()),
        all_events=True,
        agencies=after.agencies != before.agencies,
        sources=touched,
    )
