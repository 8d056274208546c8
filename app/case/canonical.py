"""The order of events by what they say alone, and its change where a few codes change."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

CODES = frozenset(("categories", "severity", "child_severity", "level")) | {
    "categories_from", "severity_from", "severity_by", "level_from", "markers",
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
    "kept": frozenset(),
    "canonical": _SAID,
    "kept_here": _SAID | {"withdrawn", "duplicate_of", "agency"},
}
"""What is worked out from columns once, and from which, beside the dates."""

_AT_A_TIME = 512
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


def by_rank(rank: NDArray[np.intp]) -> NDArray[np.intp]:
    """The places 0, 1 … of rows in the order of their ranks, of which each has one of its own."""
    order = np.empty(len(rank), np.intp)
    order[rank] = np.arange(len(rank))
    return order


def other_words(
    before: Sequence[object], after: Sequence[object], first: int = 0, last: int | None = None
) -> list[int]:
    """The places from the first to before the last at which a column of words holds another value than before."""
    found: list[int] = []
    until = len(after) if last is None else last
    if before is not after:
        for at in range(first, until, _AT_A_TIME):
            some = slice(at, min(at + _AT_A_TIME, until))
            one, other = before[some], after[some]
            # Whole stretches are compared at once, and what both share is not looked into.
            if one != other:
                found += [at + number for number, word in enumerate(one) if word != other[number]]
    return found


def marked_rows(markers: Sequence[tuple[str, ...]]) -> dict[str, NDArray[np.bool_]]:
    """Which rows have each marker that any has."""
    found: dict[str, list[int]] = {}
    for place, mine in enumerate(markers):
        for marker in mine:
            found.setdefault(marker, []).append(place)
    columns = {marker: np.zeros(len(markers), np.bool_) for marker in found}
    for marker, places in found.items():
        columns[marker][places] = True
    return columns


def marked_again(
    known: Mapping[str, NDArray[np.bool_]], before: Sequence[tuple[str, ...]], after: Sequence[tuple[str, ...]]
) -> dict[str, NDArray[np.bool_]]:
    """Which rows have each marker, now that some rows have others; ``known`` is that before."""
    columns = dict(known)
    mine: set[str] = set()
    for place in other_words(before, after):
        for marker in {*before[place], *after[place]}:
            if marker not in mine:
                mine.add(marker)
                columns[marker] = columns[marker].copy() if marker in columns else np.zeros(len(after), np.bool_)
            columns[marker][place] = marker in after[place]
    return columns


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
