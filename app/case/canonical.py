"""The order of events by what they say alone, and its change where a few codes change."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from typing import cast

import numpy as np
from numpy.typing import NDArray

from app.case.distinct import distinct

IN_ORDER = "in order"  # not words: a key
"""The key of the order of all rows among what a table keeps; that of a child's rows is the child."""

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


def places_that_differ(
    before: Sequence[NDArray[np.generic]], after: Sequence[NDArray[np.generic]], others: Sequence[int]
) -> NDArray[np.intp]:
    """The places at which columns, (n,) or (n, k), hold another value than before, and those ``others``, in order."""
    found = [np.array(others, np.intp)]
    for one, other in zip(before, after, strict=True):
        if one is not other:
            # Of a row of a column (n, k) each child's value is one of its own in a long column.
            found.append(np.flatnonzero(one.ravel() != other.ravel()) // max(one.size // max(len(one), 1), 1))
    return distinct(np.concatenate(found))


def orders_again(
    orders: Mapping[object, object], before: NDArray[np.intp], after: NDArray[np.intp]
) -> dict[object, object]:
    """The orders of places by rank that a table keeps, of all and of each child, by the ranks ``after``."""
    # A copy at one go: whoever looks for findings on another thread may add to them meanwhile.
    known = {key: order for key, order in tuple(orders.items()) if key == IN_ORDER or isinstance(key, int)}
    moved = np.flatnonzero(before != after)
    if not len(moved):
        return known
    first, last = int(before[moved].min()), int(before[moved].max())
    for key, value in known.items():
        order = cast("NDArray[np.intp]", value)
        begin = bisect_left(order, first, key=before.__getitem__)
        end = bisect_right(order, last, begin, key=before.__getitem__)
        # Other rows have kept their ranks, and these have changed theirs with each other.
        known[key] = again = order.copy()
        again[begin:end] = order[begin:end][np.argsort(after[order[begin:end]])]
    return known


def ranked_again(
    day: NDArray[np.int32],
    rank: NDArray[np.intp],
    changed: NDArray[np.intp],
    in_order: Callable[[NDArray[np.intp]], NDArray[np.intp]],
) -> NDArray[np.intp]:
    """Each event's rank, by day first, now that some at places say something else: others of their days may move.

    ``rank`` is that before, ``in_order`` puts places in the order of what their events say now.
    """
    days = np.unique(day[changed])
    if not len(days):
        return rank
    again = rank.copy()
    for places in [np.flatnonzero(day == one) for one in days] if len(days) <= _FEW_DAYS else [np.arange(len(day))]:
        again[places] = rank[places].min() + np.argsort(in_order(places))
    return again
