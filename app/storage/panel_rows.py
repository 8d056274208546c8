"""What a reviewer chose for the panel, as rows of the case file: pseudonyms, and the order of stops."""

from collections.abc import Sequence

import msgspec

from app.case.model import Case
from app.case.pseudonyms import PanelPlan, Pseudonym, StopChoice, StopKind, Whose
from app.storage.event_rows import SqlRow

PSEUDONYM_COLUMNS = ("place", "whose", "name", "words", "by")
STOP_COLUMNS = ("place", "kind", "key", "shown")


def pseudonym_rows(case: Case) -> list[SqlRow]:
    """The reviewer's own pseudonyms in the order of ``PSEUDONYM_COLUMNS``."""
    return [
        (place, item.whose.value, item.name, item.words, item.by) for place, item in enumerate(case.panel.pseudonyms)
    ]


def stop_rows(case: Case) -> list[SqlRow]:
    """The stops that were put in an order, in that of ``STOP_COLUMNS``."""
    return [(place, item.kind.value, item.key, int(item.shown)) for place, item in enumerate(case.panel.stops)]


def read_plan(pseudonyms: Sequence[SqlRow], stops: Sequence[SqlRow]) -> PanelPlan:
    """The plan in these rows of the file.

    Raises:
        msgspec.ValidationError: for what no version wrote.
    """
    people = msgspec.convert(pseudonyms, list[tuple[int, Whose, str, str, str]])
    chosen = msgspec.convert(stops, list[tuple[int, StopKind, str, int]])
    return PanelPlan(
        tuple(Pseudonym(whose, name, words, by) for _, whose, name, words, by in people),
        tuple(StopChoice(kind, key, bool(shown)) for _, kind, key, shown in chosen),
    )
