"""What a case knows between events and rows, and whom words mean, as rows of the case file: decisions and links."""

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from app.case.model import Case, Correction, DuplicateDecision, EarlierRow, EventPart, WhoIsWho
from app.storage.event_rows import SqlRow

DECISION_COLUMNS = ("place", "kept", "twin", "accepted", "by")
EARLIER_COLUMNS = ("place", "event", "source", "row")
PART_COLUMNS = ("place", "event", "whole")
CORRECTION_COLUMNS = ("place", "event", "field", "by")
WHO_COLUMNS = ("place", "words", "children", "by", "before_birth")


class _DecisionRow(NamedTuple):
    place: int
    kept: int
    twin: int
    accepted: int
    by: str


class _EarlierRow(NamedTuple):
    place: int
    event: int
    source: int
    row: int


class _PartRow(NamedTuple):
    place: int
    event: int
    whole: int


class _CorrectionRow(NamedTuple):
    place: int
    event: int
    field: str
    by: str


class _WhoRow(NamedTuple):
    place: int
    words: str
    children: str
    by: str
    before_birth: int


def decision_rows(case: Case) -> list[SqlRow]:
    """The decisions in the order of ``DECISION_COLUMNS``."""
    return [(place, item.kept, item.twin, int(item.accepted), item.by) for place, item in enumerate(case.decisions)]


def earlier_rows(case: Case) -> list[SqlRow]:
    """Where corrected events stood before, in the order of ``EARLIER_COLUMNS``."""
    return [(place, item.event, item.source, item.row) for place, item in enumerate(case.earlier)]


def part_rows(case: Case) -> list[SqlRow]:
    """The parts of split events in the order of ``PART_COLUMNS``."""
    return [(place, item.event, item.whole) for place, item in enumerate(case.parts)]


def correction_rows(case: Case) -> list[SqlRow]:
    """The corrected fields in the order of ``CORRECTION_COLUMNS``."""
    return [(place, item.event, item.field, item.by) for place, item in enumerate(case.corrections)]


def who_rows(case: Case) -> list[SqlRow]:
    """Who is who in the order of ``WHO_COLUMNS``."""
    return [
        (place, item.words, msgspec.json.encode(item.children).decode(), item.by, int(item.before_birth))
        for place, item in enumerate(case.who_is_who)
    ]


def read_decisions(rows: Sequence[SqlRow]) -> tuple[DuplicateDecision, ...]:
    """The decisions, in order.

    Raises:
        msgspec.MsgspecError: for what no version wrote.
    """
    return tuple(
        DuplicateDecision(row.kept, row.twin, bool(row.accepted), row.by)
        for row in msgspec.convert(rows, list[_DecisionRow])
    )


def read_earlier(rows: Sequence[SqlRow]) -> tuple[EarlierRow, ...]:
    """Where corrected events stood before, in order.

    Raises:
        msgspec.MsgspecError: for what no version wrote.
    """
    return tuple(EarlierRow(row.event, row.source, row.row) for row in msgspec.convert(rows, list[_EarlierRow]))


def read_parts(rows: Sequence[SqlRow]) -> tuple[EventPart, ...]:
    """The parts of split events, in order.

    Raises:
        msgspec.MsgspecError: for what no version wrote.
    """
    return tuple(EventPart(row.event, row.whole) for row in msgspec.convert(rows, list[_PartRow]))


def read_corrections(rows: Sequence[SqlRow]) -> tuple[Correction, ...]:
    """The corrected fields, in order.

    Raises:
        msgspec.MsgspecError: for what no version wrote.
    """
    return tuple(Correction(row.event, row.field, row.by) for row in msgspec.convert(rows, list[_CorrectionRow]))


def read_who_is_who(rows: Sequence[SqlRow]) -> tuple[WhoIsWho, ...]:
    """Who is who, in order.

    Raises:
        msgspec.MsgspecError: for what no version wrote.
    """
    return tuple(
        WhoIsWho(row.words, msgspec.json.decode(row.children, type=tuple[int, ...]), row.by, bool(row.before_birth))
        for row in msgspec.convert(rows, list[_WhoRow])
    )
