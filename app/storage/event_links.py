"""What a case knows between events and rows, as rows of the case file: duplicate decisions, earlier rows."""

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from app.case.model import Case, DuplicateDecision, EarlierRow
from app.storage.event_rows import SqlRow

DECISION_COLUMNS = ("place", "kept", "twin", "accepted", "by")
EARLIER_COLUMNS = ("place", "event", "source", "row")


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


def decision_rows(case: Case) -> list[SqlRow]:
    """The decisions in the order of ``DECISION_COLUMNS``."""
    return [(place, item.kept, item.twin, int(item.accepted), item.by) for place, item in enumerate(case.decisions)]


def earlier_rows(case: Case) -> list[SqlRow]:
    """Where corrected events stood before, in the order of ``EARLIER_COLUMNS``."""
    return [(place, item.event, item.source, item.row) for place, item in enumerate(case.earlier)]


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
