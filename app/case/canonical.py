"""The order of events by what they say alone, and its change where a few codes change."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

CODES = frozenset(("categories", "severity", "child_severity", "level")) | {
    "categories_from", "severity_from", "severity_by", "level_from",
}  # fmt: skip
"""Columns whose change moves a row within its day at most."""

_SAID = frozenset(("categories", "severity", "child_severity", "level", "text", "response", "markers", "subjects"))
FOLLOWS_FROM: Mapping[str, frozenset[str]] = {
    "day": frozenset(),
    "_position": frozenset(),
    "counted": frozenset(("duplicate_of", "withdrawn")),
    "severity_for": frozenset(("severity", "child_severity", "subjects")),
    "suggested": frozenset(("severity_from",)),
    "_marked": frozenset(("markers",)),
    "marked_at_all": frozenset(("markers",)),
    "kept": frozenset(("level", "level_from", "withdrawn")),
    "canonical": _SAID,
    "_about": _SAID | {"withdrawn"},
}
"""What is worked out from columns once, and from which, beside the dates."""

_FEW_DAYS = 50
"""Up to so many days are put in order one by one."""

Said = tuple[str, str, tuple[str, ...], bytes, bytes, bytes]


def in_order_of(keys: Sequence[NDArray[np.integer]], says: Callable[[int], Said]) -> NDArray[np.intp]:
    """The numbers 0, 1 … of rows in the order of these columns, the last first; of rows alike, of what each says."""
    order = np.lexsort(tuple(keys))
    same = np.ones(max(len(order) - 1, 0), np.bool_)
    for key in keys:
        same &= key[order[1:]] == key[order[:-1]]
    starts = np.flatnonzero(np.concatenate(([True], ~same, [True])))
    long = np.flatnonzero(np.diff(starts) > 1)
    for first, last in zip(starts[long].tolist(), starts[long + 1].tolist(), strict=True):
        alike: list[int] = order[first:last].tolist()
        order[first:last] = sorted(alike, key=says)
    return order


def ranked_again(
    day: NDArray[np.int32],
    rank: NDArray[np.intp],
    changed: NDArray[np.bool_],
    in_order: Callable[[NDArray[np.intp]], NDArray[np.intp]],
) -> NDArray[np.intp]:
    """Each event's rank, by day first, now that those ``changed`` say something else: others of their days may move.

    ``rank`` is that before, ``in_order`` puts places in the order of what their events say now.
    """
    days = np.unique(day[changed])
    if not len(days):
        return rank
    again = rank.copy()
    for places in [np.flatnonzero(day == one) for one in days] if len(days) <= _FEW_DAYS else [np.arange(len(day))]:
        again[places] = rank[places].min() + np.argsort(in_order(places))
    return again
