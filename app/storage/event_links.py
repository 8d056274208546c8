"""What a case knows between events and rows, and whom words mean, as rows of the case file: decisions and links."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import msgspec

from app.case.model import (
    Case,
    Correction,
    DuplicateDecision,
    EarlierRow,
    EventPart,
    FindingDecision,
    Verdict,
    WhoIsWho,
)
from app.case.narrowing import Filter, NamedFilter
from app.storage.event_rows import SqlRow

DECISION_COLUMNS = ("place", "kept", "twin", "accepted", "by")
EARLIER_COLUMNS = ("place", "event", "source", "row")
PART_COLUMNS = ("place", "event", "whole")
CORRECTION_COLUMNS = ("place", "event", "field", "by")
WHO_COLUMNS = ("place", "words", "children", "by", "before_birth")
FINDING_COLUMNS = (
    "place", "kind", "child", "start", "state", "by", "decided", "reason", "note", "evidence", "rows",
)  # fmt: skip

FILTER_COLUMNS = ("place", "name", "filter")


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


class _FindingRow(NamedTuple):
    place: int
    kind: str
    child: int
    start: str
    state: str
    by: str
    decided: str
    reason: str
    note: str
    evidence: str
    rows: str


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


def finding_rows(case: Case) -> list[SqlRow]:
    """The decisions on findings in the order of ``FINDING_COLUMNS``."""
    return [
        (
            place, item.kind, item.child, item.start.isoformat(), item.state.value, item.by, item.on, item.reason,
            item.note, msgspec.json.encode(item.evidence).decode(), item.rows,
        )
        for place, item in enumerate(case.finding_decisions)
    ]  # fmt: skip


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


def read_finding_decisions(rows: Sequence[SqlRow]) -> tuple[FindingDecision, ...]:
    """The decisions on findings, in order.

    Raises:
        msgspec.MsgspecError, ValueError: for what no version wrote.
    """
    return tuple(
        FindingDecision(
            kind=row.kind,
            child=row.child,
            start=date.fromisoformat(row.start),
            state=Verdict(row.state),
            by=row.by,
            on=row.decided,
            reason=row.reason,
            note=row.note,
            evidence=msgspec.json.decode(row.evidence, type=tuple[int, ...]),
            rows=row.rows,
        )
        for row in msgspec.convert(rows, list[_FindingRow])
    )


def filter_rows(case: Case) -> list[SqlRow]:
    """The filters kept with the case, in the order of ``FILTER_COLUMNS``."""
    told = ((kept.name, msgspec.json.encode(kept.filter).decode()) for kept in case.filters)
    return [(place, *row) for place, row in enumerate(told)]


def read_filters(rows: Sequence[SqlRow]) -> tuple[NamedFilter, ...]:
    """The kept filters in these rows of the file."""
    told = msgspec.convert(rows, list[tuple[int, str, str]])
    return tuple(NamedFilter(name, msgspec.json.decode(value, type=Filter)) for _, name, value in told)
