"""What two reviewers gave otherwise, as rows of the case file."""

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from app.case.model import Case, Disagreement, Settled
from app.storage.event_rows import SqlRow

DISAGREEMENT_COLUMNS = (
    "place", "event", "field", "about", "mine", "mine_by", "theirs", "theirs_by", "settled", "own", "by", "decided",
)  # fmt: skip


class _Row(NamedTuple):
    place: int
    event: int | None
    field: str
    about: str
    mine: str
    mine_by: str
    theirs: str
    theirs_by: str
    settled: str
    own: str
    by: str
    decided: str


def disagreement_rows(case: Case) -> list[SqlRow]:
    """The disagreements in the order of ``DISAGREEMENT_COLUMNS``."""
    return [
        (
            place, item.event, item.field, item.about, item.mine, item.mine_by, item.theirs, item.theirs_by,
            item.settled.value, item.own, item.by, item.on,
        )
        for place, item in enumerate(case.disagreements)
    ]  # fmt: skip


def read_disagreements(rows: Sequence[SqlRow]) -> tuple[Disagreement, ...]:
    """The disagreements, in order.

    Raises:
        msgspec.MsgspecError, ValueError: for what no version wrote.
    """
    return tuple(
        Disagreement(
            row.event, row.field, row.about, row.mine, row.mine_by, row.theirs, row.theirs_by,
            Settled(row.settled), row.own, row.by, row.decided,
        )
        for row in msgspec.convert(rows, list[_Row])
    )  # fmt: skip
