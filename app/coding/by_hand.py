"""Rows that a reviewer adds, splits or mends get suggested codes like rows that an import brings."""

from dataclasses import replace

import numpy as np

from app.case.difference import Column
from app.case.edit_parts import recoded, set_at
from app.case.model import Case, Changes, Edit
from app.coding.coder import suggest_codes

_NUMBERS = (
    "severity", "severity_from", "child_severity", "categories", "categories_from", "level", "level_from",
)  # fmt: skip


def suggesting(edit: Edit) -> Edit:
    """The edit, and as a part of the same step suggested codes for the events that it adds; no other row is touched."""

    def whole(case: Case) -> tuple[Case, Changes]:
        after, changes = edit(case)
        places = np.flatnonzero(~np.isin(after.events.id, case.events.id))
        if not len(places):
            return after, changes
        few = replace(after, events=after.events.take(places))
        coded, _ = suggest_codes(few)(few)
        columns: dict[str, Column] = {
            name: set_at(getattr(after.events, name), places, getattr(coded.events, name)) for name in _NUMBERS
        }
        markers = list(after.events.markers)
        for place, told in zip(places.tolist(), coded.events.markers, strict=True):
            markers[place] = told
        done, told = recoded(after, {**columns, "markers": tuple(markers)})
        return done, changes | told

    return whole
