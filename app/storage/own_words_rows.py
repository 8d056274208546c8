"""A case's own words as rows of the case file."""

from collections.abc import Sequence

import msgspec

from app.case.model import Case
from app.case.own_words import OwnEntry
from app.storage.event_rows import SqlRow

OWN_COLUMNS = ("place", "id", "layer", "entry")


def own_rows(case: Case) -> list[SqlRow]:
    """The entries in the order of ``OWN_COLUMNS``."""
    return [(place, item.id, item.layer, item.entry) for place, item in enumerate(case.own_words)]


def read_own_words(rows: Sequence[SqlRow]) -> tuple[OwnEntry, ...]:
    """The entries in these rows of the file.

    Raises:
        msgspec.MsgspecError: for what no version wrote.
    """
    return tuple(OwnEntry(*told) for _place, *told in msgspec.convert(rows, list[tuple[int, str, str, str]]))
