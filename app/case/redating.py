"""An event that gets another date: it alone moves, and what was worked out of the others is kept."""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import fields, replace
from typing import NamedTuple, TypeVar, cast, overload

import numpy as np
from numpy.typing import NDArray

from app.case.difference import keep_difference
from app.case.event_table import NO_DUPLICATE, EventTable

_N = TypeVar("_N", bound=np.generic)

_TURNED = ("severity_for", "suggested", "marked_at_all")
"""What follows from one row alone, and from no date."""


def redated(events: EventTable, dates: Mapping[str, object], place: int) -> EventTable:
    """The events with these columns of dates, in which that of the event at ``place`` alone is another; in order.

    It comes to the same as putting them all in order, and shares what does not change.
    """
    changed = replace(events, **dates)
    day = changed.day
    if bool((events.day[1:] < events.day[:-1]).any()):
        return changed.in_order()
    turn = _Turn(place, _place_by_day(changed, events.day, place))
    table = changed if turn.still else replace(changed, **{
        column.name: turn.of(cast("NDArray[np.generic] | tuple[object, ...]", getattr(changed, column.name)))
        for column in fields(EventTable)
    })  # fmt: skip
    known, now = events.__dict__, table.__dict__
    now["day"] = turn.of(day)
    for name in _TURNED:
        if name in known:
            now[name] = turn.of(known[name])
    if "counted" in known and not (events.counted & (events.duplicate_of != NO_DUPLICATE)).any():
        now["counted"] = turn.of(events.counted)
    if "_marked" in known:
        marked: dict[str, NDArray[np.bool_]] = known["_marked"]
        now["_marked"] = {marker: turn.of(column) for marker, column in marked.items()}
    if "_position" in known:
        now["_position"] = _places_again(known["_position"], table, turn)
    if "canonical" in known:
        now["canonical"] = _ranks_again(events, table, turn)
    if "kept" in known:
        now["kept"] = known["kept"]
    if any(getattr(events, name)[place] != getattr(table, name)[turn.after] for name in dates):
        keep_difference(events, table, np.array([place]), np.array([turn.after]))
    return table


class _Turn(NamedTuple):
    """A row that goes from one place to another: those between move up by one."""

    before: int
    after: int

    @property
    def still(self) -> bool:
        """Whether it stays where it is."""
        return self.before == self.after

    @property
    def span(self) -> slice:
        """The places at which other rows stand than before."""
        return slice(min(self), max(self) + 1)

    @overload
    def of(self, column: NDArray[_N]) -> NDArray[_N]: ...
    @overload
    def of(self, column: tuple[object, ...]) -> tuple[object, ...]: ...
    @overload
    def of(self, column: NDArray[_N] | tuple[object, ...]) -> NDArray[_N] | tuple[object, ...]: ...
    def of(self, column: NDArray[_N] | tuple[object, ...]) -> NDArray[_N] | tuple[object, ...]:
        """The column as it then is; itself where it says the same."""
        span = self.span
        part = column[span]
        if isinstance(column, tuple) or isinstance(part, tuple):
            told = cast("tuple[object, ...]", part)
            other = (*told[1:], told[0]) if self.before < self.after else (told[-1], *told[:-1])
            if other == told:
                return column
            every = list(cast("tuple[object, ...]", column))
            every[span] = other
            return tuple(every)
        turned = np.concatenate((part[1:], part[:1]) if self.before < self.after else (part[-1:], part[:-1]))
        if np.array_equal(turned, part):
            return column
        again = column.copy()
        again[span] = turned
        return again


def _place_by_day(events: EventTable, ordered: NDArray[np.int32], place: int) -> int:
    """Where the event at a place belongs, all others being in order; ``ordered`` are the days as they were."""
    day: np.int32 = events.day[place]
    # Without the event itself those after it stand one place before.
    first, last = (int(ordered.searchsorted(day, side=side)) for side in ("left", "right"))
    same = np.arange(first, last)
    same = same[same != place]
    first -= place < first
    keys = [column[same].tolist() for column in (events.source, events.row, events.id)]
    mine = int(events.source[place]), int(events.row[place]), int(events.id[place])
    return first + bisect_left(list(zip(*keys, strict=True)), mine)


class _Places(dict[int, int]):
    """Places by id of which a few are others than in a whole mapping, which is not copied for them."""

    def __init__(self, whole: dict[int, int], others: dict[int, int]) -> None:
        super().__init__(others)
        self.whole = whole

    def __missing__(self, event_id: int) -> int:
        return self.whole[event_id]

    def __contains__(self, event_id: object) -> bool:
        return event_id in self.whole

    def __eq__(self, other: object) -> bool:
        return {**self.whole, **self} == other

    __hash__ = None


_OTHERS = 2000
"""With more other places than this the whole mapping is made anew."""


def _places_again(known: dict[int, int], table: EventTable, turn: _Turn) -> dict[int, int]:
    span = turn.span
    moved = dict(zip(table.id[span].tolist(), range(span.start, span.stop), strict=True))
    whole, others = (known.whole, {**known, **moved}) if isinstance(known, _Places) else (known, moved)
    return _Places(whole, others) if len(others) <= _OTHERS else {**whole, **others}


def _ranks_again(before: EventTable, after: EventTable, turn: _Turn) -> NDArray[np.intp]:
    """Each event's rank by what it says: those of a day take the ranks of its places."""
    rank = before.canonical.copy()
    rank[turn.span] = np.roll(rank[turn.span], -1 if turn.before < turn.after else 1)
    rank[turn.span] += -1 if turn.before < turn.after else 1
    for day in {int(before.day[turn.before]), int(after.day[turn.after])}:
        first, last = int(np.searchsorted(after.day, day)), int(np.searchsorted(after.day, day, side="right"))
        rank[first:last] = first + np.argsort(after.in_order_of_codes(np.arange(first, last)))
    return rank
