"""Rows by a reviewer's hand: added, corrected, or mended where the importer had to reject them.

The row as its agency wrote it stays in its source for ever, whatever is done to the event it became.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

import numpy as np

from app.case.code_edits import Reviewer
from app.case.dates import PRECISION_CODES, ChronologyDate, day_number
from app.case.difference import Column, column_differs
from app.case.edit_parts import must_know_child, places_of, set_at, set_words_at, source_words
from app.case.event_table import UNSCORED, EventTable
from app.case.model import Case, Cell, Changes, Correction, Edit, RowKind, SheetRow, Source
from app.case.new_rows import NewRow, added, next_id, source_by_hand, with_agency, with_source, words_of_event
from app.case.redating import redated
from app.case.who_is_who import cell_of, children_said, flags_of, is_born, plain
from app.errors import UserError
from app.language import tr

LONGEST_AGENCY = 60
"""A longer cell of an agency column says more than a name."""


def add_event(
    when: ChronologyDate,
    text: str,
    subjects: Collection[int],
    by: Reviewer,
    agency: str = "",
    response: str = "",
    author: str = "",
) -> Edit:
    """Add a row of the reviewer's own, in a source of its own that names who added it.

    ``subjects`` are children (ids). An agency of a new name is added to the case; "" is not known.

    Raises:
        UserError: for a row without words, or an unknown child.
    """
    about = tuple(sorted(set(subjects)))

    def edit(case: Case) -> tuple[Case, Changes]:
        words = words_of_event(text)
        for child in about:
            must_know_child(case, child)
        after, owner = with_agency(case, agency)
        after, source = source_by_hand(after)
        number = source.rows[-1].number + 1
        names = ", ".join(case.children[child].name for child in about)
        cells: tuple[Cell, ...] = (
            when.words, names, after.agency_name(owner), words, response.strip(), author.strip(), by.name,
        )  # fmt: skip
        told = SheetRow(number, RowKind.EVENT, cells)
        after = with_source(after, replace(source, rows=(*source.rows, told)))
        row = NewRow(source.id, number, when, words, about, owner, response.strip() or None, author.strip() or None)
        return added(case, after, [row])

    return edit


def correct_event(
    event_id: int,
    by: Reviewer,
    when: ChronologyDate | None = None,
    text: str | None = None,
    subjects: Collection[int] | None = None,
    agency: str | None = None,
    response: str | None = None,
    author: str | None = None,
) -> Edit:
    """Correct what an event says. None leaves a field as it is; "" clears an agency, a response or an author.

    Each field that differs is marked as corrected by the reviewer (``Case.corrections``).

    Raises:
        UserError: for an unknown event or child, or a text without words.
    """

    def edit(case: Case) -> tuple[Case, Changes]:
        place = places_of(case, (event_id,))
        for child in subjects or ():
            must_know_child(case, child)
        after, columns = case, dict[str, dict[str, Column]]()
        events = case.events
        if when is not None:
            columns["date"] = _date_columns(events, int(place[0]), when)
        if text is not None:
            columns["text"] = {"text": set_words_at(events.text, place, words_of_event(text))}
        if subjects is not None:
            columns["subjects"] = _subject_columns(events, int(place[0]), subjects)
        if agency is not None:
            after, owner = with_agency(case, agency)
            columns["agency"] = {"agency": set_at(events.agency, place, owner)}
        if response is not None:
            columns["response"] = {"response": set_words_at(events.response, place, response.strip() or None)}
        if author is not None:
            columns["author"] = {"author": set_words_at(events.author, place, author.strip() or None)}
        return _corrected(case, after, int(place[0]), columns, by)

    return edit


def _corrected(
    before: Case, case: Case, place: int, columns: dict[str, dict[str, Column]], by: Reviewer
) -> tuple[Case, Changes]:
    """The case with these columns of the corrected fields, where they differ, and the marks of who did it."""
    events, event_id = case.events, int(case.events.id[place])
    differing = {field: parts for field, parts in columns.items() if _differ(events, parts, place)}
    if not differing:
        return before, Changes()
    taken = {name: column for parts in differing.values() for name, column in parts.items()}
    dates = {name: taken.pop(name) for name in differing.get("date", ())}
    after = events.recoded(taken) if taken else events
    after = redated(after, dates, place) if dates else after
    others = tuple(item for item in case.corrections if item.event != event_id or item.field not in differing)
    marks = tuple(Correction(event_id, field, by.name) for field in sorted(differing))
    changes = Changes(
        events=frozenset((event_id,)),
        all_events=not np.array_equal(after.id, events.id),
        agencies=case.agencies != before.agencies,
    )
    return replace(case, events=after, corrections=(*others, *marks)), changes


def _differ(events: EventTable, columns: dict[str, Column], place: int) -> bool:
    one = slice(place, place + 1)
    return any(bool(column_differs(getattr(events, name)[one], column[one])[0]) for name, column in columns.items())


def _date_columns(events: EventTable, place: int, when: ChronologyDate) -> dict[str, Column]:
    at = np.array([place])
    return {
        "start": set_at(events.start, at, day_number(when.earliest)),
        "end": set_at(events.end, at, day_number(when.latest)),
        "precision": set_at(events.precision, at, PRECISION_CODES[when.precision]),
        "date_words": set_words_at(events.date_words, at, when.words),
        "time": set_words_at(events.time, at, when.time),
    }


def _subject_columns(events: EventTable, place: int, children: Collection[int]) -> dict[str, Column]:
    about = flags_of(events.subjects.shape[1], children)
    own = events.child_severity.copy()
    own[place] = np.where(about, own[place], UNSCORED)
    return {"subjects": set_at(events.subjects, np.array([place]), about), "child_severity": own}


def mend_rejected_row(
    source_id: int,
    row: int,
    when: ChronologyDate,
    by: Reviewer,
    text: str | None = None,
    subjects: Collection[int] | None = None,
    agency: str | None = None,
    response: str | None = None,
) -> Edit:
    """Make an event of a row that was rejected, with the date it should have. Its cells and the reason stay.

    What is None is taken from the row's own cells: text and response from their columns, the agency from
    its column or its sheet, the subjects from whom their cell means (``subjects_like``).

    Raises:
        UserError: for an unknown or withdrawn source, a row that was not rejected, a row without words, or an
            unknown child.
    """

    def edit(case: Case) -> tuple[Case, Changes]:
        source, told = _rejected_row(case, source_id, row)
        words = words_of_event(cell_of(source, told.cells, "text") if text is None else text)
        about = subjects_like(case, source_id, row, when.day) if subjects is None else tuple(sorted(set(subjects)))
        for child in about:
            must_know_child(case, child)
        after, owner = _with_agency_like(case, source, told) if agency is None else with_agency(case, agency)
        answer = cell_of(source, told.cells, "response") if response is None else response.strip()
        author = cell_of(source, told.cells, "author") or None
        rows = tuple(replace(item, kind=RowKind.EVENT) if item.number == row else item for item in source.rows)
        after = with_source(after, replace(source, rows=rows))
        given = {"text": text, "subjects": subjects, "agency": agency, "response": response}
        corrected = ["date", *(field for field, value in given.items() if value is not None)]
        marks = tuple(Correction(next_id(case), field, by.name) for field in sorted(corrected))
        after = replace(after, corrections=case.corrections + marks)
        return added(case, after, [NewRow(source_id, row, when, words, about, owner, answer or None, author)])

    return edit


def subjects_like(case: Case, source_id: int, row: int, day: date) -> tuple[int, ...]:
    """The children (ids) whom a row's subject cell means on a day, for a dialog to start from.

    Decisions, names and aliases come first; then the row of that source nearest in the sheet whose cell says the
    same, without children not born by then; the only child of a case where the sheet says nothing.

    Raises:
        KeyError: when the source has no such row.
    """
    source = case.sources[source_id]
    cell = cell_of(source, case.sheet_row(source_id, row).cells, "subjects")
    if not plain(cell):
        return (0,) if len(case.children) == 1 and not isinstance(source.columns.get("subjects"), str) else ()
    known = children_said(case, cell, day)
    if known is not None:
        return tuple(sorted(known))
    place = _nearest_like(case, source, row, "subjects", cell)
    if place is None:
        return ()
    return tuple(child for child in case.events.event(place).subjects if is_born(case.children[child], day))


def agency_like(case: Case, source_id: int, row: int) -> str:
    """The name of the agency that a rejected row of a source is from, as rows that say the same have it; "" for none.

    Raises:
        UserError: when no such row was rejected.
    """
    source, told = _rejected_row(case, source_id, row)
    known, agency = _with_agency_like(case, source, told)
    return "" if agency < 0 else known.agency_name(agency)


def _nearest_like(case: Case, source: Source, row: int, field: str, cell: str) -> int | None:
    """The place of the event of a source, nearest to a row, whose cell of that field says the same; None for none."""
    same = [
        item.number
        for item in source.rows
        if item.kind is RowKind.EVENT and plain(cell_of(source, item.cells, field)) == plain(cell)
    ]
    places = np.flatnonzero((case.events.source == source.id) & np.isin(case.events.row, same)).tolist()
    return min(places, key=lambda place: abs(int(case.events.row[place]) - row), default=None)


def _with_agency_like(case: Case, source: Source, told: SheetRow) -> tuple[Case, int]:
    """The case with the agency that a row's own cell names, and its id: as rows that say the same have it.

    Where none does, an agency column names one itself; without a word it is the agency of the sheet.
    """
    for field in ("agency", "source"):
        cell = cell_of(source, told.cells, field)
        place = _nearest_like(case, source, told.number, field, cell) if plain(cell) else None
        if place is not None:
            return case, int(case.events.agency[place])
        if field == "agency" and plain(cell) and len(cell) <= LONGEST_AGENCY:
            return with_agency(case, cell)
    return case, -1 if source.agency is None else source.agency


def _rejected_row(case: Case, source_id: int, row: int) -> tuple[Source, SheetRow]:
    if not 0 <= source_id < len(case.sources):
        raise UserError(tr("The case has no source {source}.").format(source=source_id))
    source = case.sources[source_id]
    if source.withdrawn:
        raise UserError(
            tr("{source} is withdrawn.").format(source=source_words(case, source_id)),
            tr("Restore the source first."),
        )
    told = next((item for item in source.rows if item.number == row), None)
    if told is None or told.kind is not RowKind.REJECTED:
        raise UserError(
            tr("Row {row} of {source} was not rejected.").format(row=row, source=source_words(case, source_id))
        )
    return source, told
