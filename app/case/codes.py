"""Which events still lack codes."""

import numpy as np
from numpy.typing import NDArray

from app.case.event_table import CodeFrom
from app.case.model import Case


def uncoded(case: Case) -> NDArray[np.bool_]:
    """Which events nobody has given both a severity and categories, suggestions counting as given."""
    events = case.events
    return (events.severity_from == CodeFrom.NOBODY) | (events.categories_from == CodeFrom.NOBODY)


def needs_codes(case: Case) -> bool:
    """Whether any event lacks a severity or categories."""
    return bool(uncoded(case).any())
