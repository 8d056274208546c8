"""Rows that a reviewer adds, splits, mends or corrects get suggested codes like rows that an import brings."""

from dataclasses import replace

import numpy as np

from app.case.difference import Column
from app.case.edit_parts import recoded, set_at
from app.case.model import Case, Changes, Edit
from app.coding.coder import recode_rows, suggest_codes

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


def suggesting_anew(edit: Edit, event_id: int) -> Edit:
    """The edit, and as a part of the same step codes suggested anew for the event, where what it says is corrected.

    What was suggested for other words, other children or another agency says nothing of these. What a sheet states or
    a reviewer gave stays.
    """

    def whole(case: Case) -> tuple[Case, Changes]:
        after, changes = edit(case)
        if after is case or _says(case, event_id) == _says(after, event_id):
            return after, changes
        done, told = recode_rows([event_id])(after)
        return done, changes | told

    return whole


def _says(case: Case, event_id: int) -> tuple[object, ...]:
    event = case.event(event_id)
    return event.text, event.response, event.subjects, event.agency
