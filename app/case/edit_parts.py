"""What edits share: finding the events they name, and the case with some columns in place of its own."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from app.case.difference import Column, column_differs, keep_difference
from app.case.model import Case, Changes
from app.errors import UserError
from app.language import tr

_T = TypeVar("_T")
_N = TypeVar("_N", bound=np.generic)

Places = NDArray[np.intp]
"""Places in the columns of the event table."""


def places_of(case: Case, event_ids: Collection[int]) -> Places:
    """The places of the events of those ids, in the table's order.

    Raises:
        UserError: for an id that no event has.
    """
    wanted = np.sort(np.fromiter(set(event_ids), np.int64))
    places = np.flatnonzero(np.isin(case.events.id, wanted))
    if len(places) != len(wanted):
        missing = np.setdiff1d(wanted, case.events.id)
        raise UserError(tr("Event e{missing} is not in this case.").format(missing=int(missing[0])))
    return places


def recoded(case: Case, columns: Mapping[str, Column]) -> tuple[Case, Changes]:
    """The case with these columns of its events in place of its own, and which events that touches.

    Only columns that differ are taken, so that what did not change stays shared with the case before.
    """
    touched = np.zeros(len(case.events), np.bool_)
    taken: dict[str, Column] = {}
    for name, column in columns.items():
        differs = column_differs(getattr(case.events, name), column)
        if differs.any():
            taken[name] = column
            touched |= differs
    if not taken:
        return case, Changes()
    events = case.events.recoded(taken)
    places = np.flatnonzero(touched)
    keep_difference(case.events, events, places, places)
    return replace(case, events=events), Changes(events=frozenset(events.id[places].tolist()))


def set_at(column: NDArray[_N], places: Places, value: ArrayLike) -> NDArray[_N]:
    """A copy of the column that holds ``value`` at those places."""
    changed = column.copy()
    changed[places] = value
    return changed


def set_words_at(column: tuple[_T, ...], places: Places, value: _T) -> tuple[_T, ...]:
    """A copy of a column of words that holds ``value`` at those places."""
    changed = list(column)
    for place in places.tolist():
        changed[place] = value
    return tuple(changed)


def must_know_child(case: Case, child: int) -> None:
    """Raises UserError unless the case has a child of that id."""
    if not 0 <= child < len(case.children):
        raise UserError(tr("The case has no child {child}.").format(child=child))


def source_words(case: Case, number: int) -> str:
    """A source as sentences name it: its file, and its sheet where it has one."""
    source = case.sources[number]
    return tr("{file}, sheet {sheet},").format(file=source.file, sheet=source.sheet) if source.sheet else source.file
