"""A case as rows in an open database: the whole of it read, and what differs between two cases written."""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import msgspec

from app.case.difference import EventDifference, event_difference
from app.case.event_table import EventTable
from app.case.history import Step, StepKind
from app.case.model import Case, Source
from app.storage import (
    case_rows,
    disagreement_rows,
    event_links,
    event_rows,
    own_words_rows,
    panel_rows,
    practice_rows,
)
from app.storage.audit import Entry
from app.storage.event_rows import SqlRow

STEP_COLUMNS = ("at", "by", "kind", "label", "what")


def write_new(connection: sqlite3.Connection, case: Case) -> None:
    """Write a whole case into a database that holds none.

    Raises:
        sqlite3.Error, UnicodeEncodeError: when it cannot be written.
    """
    _put(connection, "case_record", case_rows.CASE_COLUMNS, [case_rows.case_row(case)])
    empty = Case(case.scheme, case.name, case.marking, scope=case.scope)
    write_difference(connection, empty, case, event_difference(empty.events, case.events))


def write_difference(connection: sqlite3.Connection, before: Case, after: Case, events: EventDifference) -> None:
    """Write what differs, so that the database, which holds ``before``, holds ``after``; ``events`` is theirs.

    Raises:
        sqlite3.Error, UnicodeEncodeError: when it cannot be written.
    """
    if _itself(before) != _itself(after):
        _put(connection, "case_record", case_rows.CASE_COLUMNS, [case_rows.case_row(after)])
    if before.children != after.children:
        rows = [case_rows.child_row(child) for child in after.children]
        _put_instead(connection, "child", case_rows.CHILD_COLUMNS, rows)
    if before.adults != after.adults:
        rows = [case_rows.adult_row(adult) for adult in after.adults]
        _put_instead(connection, "adult", case_rows.ADULT_COLUMNS, rows)
    if before.agencies != after.agencies:
        rows = [case_rows.agency_row(agency) for agency in after.agencies]
        _put_instead(connection, "agency", case_rows.AGENCY_COLUMNS, rows)
    if before.unread != after.unread:
        _put_instead(connection, "unread_file", case_rows.UNREAD_COLUMNS, list(enumerate(after.unread)))
    _write_sources(connection, before.sources, after.sources)
    _write_events(connection, before.events, after, events)
    _write_links(connection, before, after)


def _itself(case: Case) -> tuple[object, ...]:
    return case.name, case.marking, case.scheme, case.scope


def _write_links(connection: sqlite3.Connection, before: Case, after: Case) -> None:
    for part in _WRITTEN_WHOLE:
        if part.of(before) != part.of(after):
            _put_instead(connection, part.table, part.columns, part.rows(after))


@dataclass(frozen=True, slots=True)
class _Whole:
    """A part of a case whose rows are all written anew where anything in it differs."""

    of: Callable[[Case], object]
    table: str
    columns: Sequence[str]
    rows: Callable[[Case], Iterable[SqlRow]]


_WRITTEN_WHOLE = (
    _Whole(lambda case: case.decisions, "duplicate_decision", event_links.DECISION_COLUMNS, event_links.decision_rows),
    _Whole(lambda case: case.earlier, "earlier_row", event_links.EARLIER_COLUMNS, event_links.earlier_rows),
    _Whole(lambda case: case.parts, "event_part", event_links.PART_COLUMNS, event_links.part_rows),
    _Whole(lambda case: case.corrections, "correction", event_links.CORRECTION_COLUMNS, event_links.correction_rows),
    _Whole(lambda case: case.who_is_who, "who_is_who", event_links.WHO_COLUMNS, event_links.who_rows),
    _Whole(
        lambda case: case.finding_decisions, "finding_decision", event_links.FINDING_COLUMNS, event_links.finding_rows
    ),
    _Whole(lambda case: case.filters, "kept_filter", event_links.FILTER_COLUMNS, event_links.filter_rows),
    _Whole(lambda case: case.episodes, "episode", practice_rows.EPISODE_COLUMNS, practice_rows.episode_rows),
    _Whole(lambda case: case.bookmarks, "bookmark", practice_rows.BOOKMARK_COLUMNS, practice_rows.bookmark_rows),
    _Whole(lambda case: case.bookmarks, "bookmark_note", practice_rows.NOTE_COLUMNS, practice_rows.note_rows),
    _Whole(lambda case: case.panel, "pseudonym", panel_rows.PSEUDONYM_COLUMNS, panel_rows.pseudonym_rows),
    _Whole(lambda case: case.panel, "panel_stop", panel_rows.STOP_COLUMNS, panel_rows.stop_rows),
    _Whole(lambda case: case.own_words, "own_entry", own_words_rows.OWN_COLUMNS, own_words_rows.own_rows),
    _Whole(
        lambda case: case.disagreements,
        "disagreement",
        disagreement_rows.DISAGREEMENT_COLUMNS,
        disagreement_rows.disagreement_rows,
    ),
)


def _write_sources(connection: sqlite3.Connection, before: Sequence[Source], after: Sequence[Source]) -> None:
    gone = [(source.id,) for source in before[len(after) :]]
    connection.executemany("DELETE FROM source WHERE id = ?", gone)
    connection.executemany("DELETE FROM sheet_row WHERE source = ?", gone)
    connection.executemany("DELETE FROM no_contact WHERE source = ?", gone)
    for place, source in enumerate(after):
        old = before[place] if place < len(before) else None
        if source == old:
            continue
        _put(connection, "source", case_rows.SOURCE_COLUMNS, [case_rows.source_row(source)])
        if (() if old is None else old.no_contact) != source.no_contact:
            connection.execute("DELETE FROM no_contact WHERE source = ?", (source.id,))
            _put(connection, "no_contact", case_rows.NO_CONTACT_COLUMNS, case_rows.no_contact_rows(source))
        if old is None or source.rows != old.rows:
            connection.execute("DELETE FROM sheet_row WHERE source = ?", (source.id,))
            _put(connection, "sheet_row", case_rows.SHEET_ROW_COLUMNS, case_rows.sheet_rows(source))


def _write_events(connection: sqlite3.Connection, before: EventTable, after: Case, difference: EventDifference) -> None:
    gone = [(number,) for number in before.id[difference.gone].tolist()]
    stale = gone + [(number,) for number in before.id[difference.was].tolist()]
    connection.executemany("DELETE FROM event WHERE id = ?", gone)
    connection.executemany("DELETE FROM event_child WHERE event = ?", stale)
    places = difference.written
    if len(places):
        rows = event_rows.event_rows(after.events, places, after.scheme)
        _put(connection, "event", event_rows.EVENT_COLUMNS, rows)
        rows = event_rows.event_child_rows(after.events, places)
        _put(connection, "event_child", event_rows.EVENT_CHILD_COLUMNS, rows)


def read_case(connection: sqlite3.Connection) -> Case:
    """The whole case that the database holds.

    Raises:
        sqlite3.Error: when the database is damaged.
        msgspec.MsgspecError, ValueError, KeyError, IndexError, OverflowError: for what no version wrote.
    """
    case = case_rows.read_case(_all(connection, "case_record", case_rows.CASE_COLUMNS, "one"))
    children = case_rows.read_children(_all(connection, "child", case_rows.CHILD_COLUMNS, "id"))
    return replace(
        case,
        children=children,
        adults=case_rows.read_adults(_all(connection, "adult", case_rows.ADULT_COLUMNS, "id")),
        agencies=case_rows.read_agencies(_all(connection, "agency", case_rows.AGENCY_COLUMNS, "id")),
        sources=case_rows.read_sources(
            _all(connection, "source", case_rows.SOURCE_COLUMNS, "id"),
            _all(connection, "sheet_row", case_rows.SHEET_ROW_COLUMNS, "source, place"),  # not words: SQL
            _all(connection, "no_contact", case_rows.NO_CONTACT_COLUMNS, "source, row"),  # not words: SQL
        ),
        events=event_rows.read_events(
            _all(connection, "event", event_rows.EVENT_COLUMNS, "id"),
            _all(connection, "event_child", event_rows.EVENT_CHILD_COLUMNS, "event, child"),  # not words: SQL
            len(children),
            case.scheme,
        ),
        decisions=event_links.read_decisions(
            _all(connection, "duplicate_decision", event_links.DECISION_COLUMNS, "place")
        ),
        earlier=event_links.read_earlier(_all(connection, "earlier_row", event_links.EARLIER_COLUMNS, "place")),
        parts=event_links.read_parts(_all(connection, "event_part", event_links.PART_COLUMNS, "place")),
        corrections=event_links.read_corrections(
            _all(connection, "correction", event_links.CORRECTION_COLUMNS, "place")
        ),
        filters=event_links.read_filters(_all(connection, "kept_filter", event_links.FILTER_COLUMNS, "place")),
        unread=case_rows.read_unread(_all(connection, "unread_file", case_rows.UNREAD_COLUMNS, "place")),
        who_is_who=event_links.read_who_is_who(_all(connection, "who_is_who", event_links.WHO_COLUMNS, "place")),
        finding_decisions=event_links.read_finding_decisions(
            _all(connection, "finding_decision", event_links.FINDING_COLUMNS, "place")
        ),
        episodes=practice_rows.read_episodes(_all(connection, "episode", practice_rows.EPISODE_COLUMNS, "place")),
        bookmarks=practice_rows.read_bookmarks(
            _all(connection, "bookmark", practice_rows.BOOKMARK_COLUMNS, "place"),
            _all(connection, "bookmark_note", practice_rows.NOTE_COLUMNS, "place"),
        ),
        panel=panel_rows.read_plan(
            _all(connection, "pseudonym", panel_rows.PSEUDONYM_COLUMNS, "place"),
            _all(connection, "panel_stop", panel_rows.STOP_COLUMNS, "place"),
        ),
        own_words=own_words_rows.read_own_words(_all(connection, "own_entry", own_words_rows.OWN_COLUMNS, "place")),
        disagreements=disagreement_rows.read_disagreements(
            _all(connection, "disagreement", disagreement_rows.DISAGREEMENT_COLUMNS, "place")
        ),
    )


def add_steps(connection: sqlite3.Connection, trail: Iterable[Entry]) -> None:
    """Write lines at the end of the audit trail.

    Raises:
        sqlite3.Error: when they cannot be written.
    """
    rows = [(step.at, step.by, step.kind.value, step.label, what) for step, what in trail]
    _put(connection, "step", STEP_COLUMNS, rows)


def read_steps(connection: sqlite3.Connection) -> tuple[Entry, ...]:
    """The audit trail, oldest line first. Its steps say in words and JSON what changed; their ``changes`` are empty.

    Raises:
        sqlite3.Error, msgspec.ValidationError, ValueError: for what no version wrote.
    """
    rows = msgspec.convert(_all(connection, "step", STEP_COLUMNS, "number"), list[tuple[str, str, str, str, str]])
    return tuple(Entry(Step(label, by, at, kind=StepKind(kind)), what) for at, by, kind, label, what in rows)


def _put(connection: sqlite3.Connection, table: str, columns: Sequence[str], rows: Iterable[SqlRow]) -> None:
    marks = ", ".join("?" * len(columns))
    connection.executemany(f"INSERT OR REPLACE INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)


def _put_instead(connection: sqlite3.Connection, table: str, columns: Sequence[str], rows: Iterable[SqlRow]) -> None:
    connection.execute(f"DELETE FROM {table}")
    _put(connection, table, columns, rows)


def _all(connection: sqlite3.Connection, table: str, columns: Sequence[str], order: str) -> list[SqlRow]:
    return connection.execute(f"SELECT {', '.join(columns)} FROM {table} ORDER BY {order}").fetchall()
