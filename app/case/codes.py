"""Which events still lack codes."""

import numpy as np
from numpy.typing import NDArray

from app.case.event_table import CodeFrom, EventTable
from app.case.model import Case


def uncoded(case: Case) -> NDArray[np.bool_]:
    """Which events nobody has given both a severity and categories, suggestions counting as given."""
    events = case.events
    return (events.severity_from == CodeFrom.NOBODY) | (events.categories_from == CodeFrom.NOBODY)


def needs_codes(case: Case) -> bool:
    """Whether any event lacks a severity or categories."""
    return bool(uncoded(case).any())


def unmarked(case: Case) -> NDArray[np.bool_]:
    """Which events have codes from their sheet and no markers: no sheet has a column for those."""
    events = case.events
    stated = (events.severity_from == CodeFrom.STATED) | (events.categories_from == CodeFrom.STATED)
    return stated & np.array([not markers for markers in events.markers], np.bool_)


def has_suggestion(events: EventTable) -> NDArray[np.bool_]:
    """(n,): which events have a code that is only suggested: severity, categories, or a child's level."""
    suggested = np.array(CodeFrom.LEXICON, np.uint8)
    levels = ((events.level_from == suggested) & (events.level >= 0)).any(axis=1)
    return (events.severity_from == suggested) | (events.categories_from == suggested) | levels
