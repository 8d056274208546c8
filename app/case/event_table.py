"""The events of a case as columns.

A chronology has thousands of rows and every question asked of it (level on a day, highest concern
in 90 days, what a pixel column holds) is a question about columns. So each field is one array,
shared unchanged between one case and the next; people, agencies and sources are integers.

Columns are plain numpy rather than a pandas frame: types check strictly, a redraw needs no index
alignment, and the window opens without importing pandas.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from enum import IntEnum
from functools import cached_property
from typing import cast

import numpy as np
from numpy.typing import NDArray

from app.case.canonical import (
    FOLLOWS_FROM,
    IN_ORDER,
    by_rank,
    in_order_of,
    marked_again,
    marked_rows,
    orders_again,
    other_words,
    places_that_differ,
    ranked_again,
)
from app.case.dates import NO_DAY, PRECISIONS, ChronologyDate, from_day_number

UNSCORED = -1
"""Severity of an event nobody has scored, and level that a row does not state. Not 0."""

NO_DUPLICATE = -1


class CodeFrom(IntEnum):
    """Where a code comes from. Only LEXICON codes are suggestions; the others are confirmed."""

    NOBODY = 0
    STATED = 1
    LEXICON = 2
    CARRIED = 3
    REVIEWER = 4


@dataclass(frozen=True, slots=True)
class Event:
    """One event, taken out of the table for reading. Severity and level -1 mean not stated."""

    id: int
    source: int
    row: int
    when: ChronologyDate
    entry_day: int
    agency: int
    author: str | None
    text: str
    response: str | None
    subjects: tuple[int, ...]
    severity: int
    severity_by_child: dict[int, int]
    severity_from: CodeFrom
    severity_by: str | None
    categories: int
    categories_from: CodeFrom
    levels: dict[int, int]
    levels_from: dict[int, CodeFrom]
    markers: tuple[str, ...]
    duplicate_of: int
    withdrawn: bool


@dataclass(frozen=True)
class EventTable:
    """``n`` events over ``k`` children, ordered by day, source, row.

    ``start`` and ``end`` are day numbers (days since 1970-01-01, NO_DAY where a bound is open).
    ``severity`` is the row's (0-5, -1 unscored); ``child_severity`` (n, k) holds a value only where a
    child's differs. ``categories`` is a bit set over the scheme's categories. ``level`` (n, k) is the
    level of intervention that the row states for a child (0-5, -1 none), whether subject or not.
    """

    id: NDArray[np.int32]
    source: NDArray[np.int32]
    row: NDArray[np.int32]
    start: NDArray[np.int32]
    end: NDArray[np.int32]
    precision: NDArray[np.uint8]
    entry_day: NDArray[np.int32]
    agency: NDArray[np.int32]
    severity: NDArray[np.int8]
    severity_from: NDArray[np.uint8]
    categories: NDArray[np.int64]
    categories_from: NDArray[np.uint8]
    duplicate_of: NDArray[np.int32]
    withdrawn: NDArray[np.bool_]
    subjects: NDArray[np.bool_]
    child_severity: NDArray[np.int8]
    level: NDArray[np.int8]
    level_from: NDArray[np.uint8]
    time: tuple[str | None, ...]
    date_words: tuple[str, ...]
    author: tuple[str | None, ...]
    text: tuple[str, ...]
    response: tuple[str | None, ...]
    severity_by: tuple[str | None, ...]
    markers: tuple[tuple[str, ...], ...]

    def __len__(self) -> int:
        return len(self.id)

    @cached_property
    def day(self) -> NDArray[np.int32]:
        """The day used for order and findings: the earliest known one."""
        return np.where(self.start == NO_DAY, self.end, self.start).astype(np.int32)

    @cached_property
    def counted(self) -> NDArray[np.bool_]:
        """Which events count: not withdrawn, and no twin of another; for a withdrawn one its first twin counts."""
        twin = self.duplicate_of != NO_DUPLICATE
        counts = ~self.withdrawn & ~twin
        heirs = np.flatnonzero(~self.withdrawn & twin & np.isin(self.duplicate_of, self.id[self.withdrawn]))
        counts[heirs[np.unique(self.duplicate_of[heirs], return_index=True)[1]]] = True
        return counts

    @cached_property
    def severity_for(self) -> NDArray[np.int8]:
        """(n, k): each subject child's severity, -1 where unscored or not a subject."""
        return _severity_at(self, slice(None))

    @cached_property
    def suggested(self) -> NDArray[np.bool_]:
        """Whether an event's severity is a suggestion that nobody has confirmed."""
        return self.severity_from == CodeFrom.LEXICON

    @cached_property
    def _marked(self) -> dict[str, NDArray[np.bool_]]:
        return marked_rows(self.markers)

    @cached_property
    def marked_at_all(self) -> NDArray[np.bool_]:
        """Which events have any marker."""
        return np.logical_or.reduce([np.zeros(len(self), np.bool_), *self._marked.values()])

    def marked(self, *markers: str) -> NDArray[np.bool_]:
        """Which events have any of those markers; one that ends in ":" stands for all that begin so."""
        rows = np.zeros(len(self), np.bool_)
        for marker, column in self._marked.items():
            if marker in markers or f"{marker.partition(':')[0]}:" in markers:
                rows |= column
        return rows

    @cached_property
    def canonical(self) -> NDArray[np.intp]:
        """Each event's rank by what it says alone: day, codes, words; so choices are the same however rows came in."""
        order = self.in_order_of_codes(np.arange(len(self)))
        rank = np.empty(len(order), np.intp)
        rank[order] = np.arange(len(order))
        return rank

    def in_order_of_codes(self, places: NDArray[np.intp]) -> NDArray[np.intp]:
        """The numbers 0, 1 … of these places, in the order of what their events say."""
        columns = (self.categories, self.end, -self.severity.astype(np.int16), self.day)
        return in_order_of([column[places] for column in columns], lambda one: self._what_it_says(int(places[one])))

    def _what_it_says(self, place: int) -> tuple[str, str, tuple[str, ...], bytes, bytes, bytes]:
        codes = self.level[place].tobytes(), self.child_severity[place].tobytes(), self.subjects[place].tobytes()
        return (self.text[place], self.response[place] or "", self.markers[place], *codes)

    @cached_property
    def kept(self) -> dict[object, object]:
        """What was worked out for an earlier coding of the rows, by a key of who did; they see if it still holds."""
        return {}

    @cached_property
    def kept_here(self) -> dict[object, object]:
        """What was worked out from what these rows say and which count, by a key of who did."""
        return {}

    def rows_about(self, child: int) -> NDArray[np.intp]:
        """The places of the events about that child by ``canonical``, twins among them and withdrawn ones not."""
        places = self.kept_here.get(child)
        if not isinstance(places, np.ndarray):
            known = self.kept_here.get(IN_ORDER)
            if not isinstance(known, np.ndarray):
                ranked = by_rank(self.canonical)
                known = self.kept_here[IN_ORDER] = ranked[~self.withdrawn[ranked]]
            order = cast("NDArray[np.intp]", known)
            places = self.kept_here[child] = order[self.subjects[order, child]]
        return cast("NDArray[np.intp]", places)

    @cached_property
    def _position(self) -> dict[int, int]:
        return {int(event_id): place for place, event_id in enumerate(self.id)}

    def position(self, event_id: int) -> int:
        """Where the event of that id stands in the columns; KeyError where there is no such event."""
        return self._position[event_id]

    def has(self, event_id: int) -> bool:
        """Whether there is an event of that id."""
        return event_id in self._position

    def when(self, place: int) -> ChronologyDate:
        """The date of the event at that place."""
        return ChronologyDate(
            from_day_number(int(self.start[place])),
            from_day_number(int(self.end[place])),
            PRECISIONS[int(self.precision[place])],
            self.date_words[place],
            self.time[place],
        )

    def event(self, place: int) -> Event:
        """The event at that place, as one value."""
        stated = np.flatnonzero(self.level[place] >= 0).tolist()
        own = np.flatnonzero(self.child_severity[place] >= 0).tolist()
        return Event(
            id=int(self.id[place]),
            source=int(self.source[place]),
            row=int(self.row[place]),
            when=self.when(place),
            entry_day=int(self.entry_day[place]),
            agency=int(self.agency[place]),
            author=self.author[place],
            text=self.text[place],
            response=self.response[place],
            subjects=tuple(np.flatnonzero(self.subjects[place]).tolist()),
            severity=int(self.severity[place]),
            severity_by_child={child: int(self.child_severity[place, child]) for child in own},
            severity_from=CodeFrom(int(self.severity_from[place])),
            severity_by=self.severity_by[place],
            categories=int(self.categories[place]),
            categories_from=CodeFrom(int(self.categories_from[place])),
            levels={child: int(self.level[place, child]) for child in stated},
            levels_from={child: CodeFrom(int(self.level_from[place, child])) for child in stated},
            markers=self.markers[place],
            duplicate_of=int(self.duplicate_of[place]),
            withdrawn=bool(self.withdrawn[place]),
        )

    def take(self, places: NDArray[np.intp]) -> "EventTable":
        """The events at those places, in that order."""
        chosen: dict[str, object] = {}
        listed: list[int] = places.tolist()
        for column in fields(self):
            value = getattr(self, column.name)
            numbers = isinstance(value, np.ndarray)
            chosen[column.name] = value[places] if numbers else tuple([value[place] for place in listed])
        return replace(self, **chosen)

    def recoded(self, columns: Mapping[str, object]) -> "EventTable":
        """The same rows with other columns of codes (any but id, start, end).

        What follows from columns that stay is shared: a long history stays small, and asking again is quick.
        """
        table = replace(self, **columns)
        for derived, follows_from in FOLLOWS_FROM.items():
            if derived in self.__dict__ and follows_from.isdisjoint(columns):
                table.__dict__[derived] = self.__dict__[derived]
        if "_marked" in self.__dict__ and "_marked" not in table.__dict__:
            table.__dict__["_marked"] = marked_again(self._marked, self.markers, table.markers)
        if "canonical" in self.__dict__ and "canonical" not in table.__dict__:
            places = self._say_something_else(table)
            table.__dict__["canonical"] = ranked_again(self.day, self.canonical, places, table.in_order_of_codes)
            if "severity_for" in self.__dict__ and "severity_for" not in table.__dict__:
                again = table.__dict__["severity_for"] = self.severity_for.copy()
                again[places] = _severity_at(table, places)
        if "canonical" in table.__dict__ and "kept_here" not in table.__dict__ and "withdrawn" not in columns:
            orders: Mapping[object, object] = self.kept_here
            if self.subjects is not table.subjects:
                orders = {IN_ORDER: orders[IN_ORDER]} if IN_ORDER in orders else {}
            table.__dict__["kept_here"] = orders_again(orders, self.canonical, table.canonical)
        return table

    def _say_something_else(self, other: "EventTable") -> NDArray[np.intp]:
        """The places of rows that say something else in another table of the same events with the same dates."""
        words = [other_words(getattr(self, name), getattr(other, name)) for name in ("markers", "text", "response")]
        codes = ("categories", "severity", "child_severity", "level", "subjects")
        mine, theirs = ([getattr(table, name) for name in codes] for table in (self, other))
        return places_that_differ(mine, theirs, [place for places in words for place in places])

    def in_order(self) -> "EventTable":
        """The same events ordered by day, source and row; parts of one row by id."""
        order = np.lexsort((self.id, self.row, self.source, self.day))
        return self if bool(np.all(order[1:] > order[:-1])) else self.take(order)

    def widened(self, children: int) -> "EventTable":
        """The same events with room for more children, who are in none of them."""
        more = children - self.subjects.shape[1]
        if more <= 0:
            return self
        pad = ((0, 0), (0, more))
        return replace(
            self,
            subjects=np.pad(self.subjects, pad),
            child_severity=np.pad(self.child_severity, pad, constant_values=UNSCORED),
            level=np.pad(self.level, pad, constant_values=UNSCORED),
            level_from=np.pad(self.level_from, pad),
        )

    def joined(self, other: "EventTable") -> "EventTable":
        """Both tables' events, ordered. Both must know the same number of children."""
        if not len(self):
            return other.in_order()
        both: dict[str, object] = {}
        for column in fields(self):
            mine: NDArray[np.generic] | tuple[object, ...] = getattr(self, column.name)
            theirs: NDArray[np.generic] | tuple[object, ...] = getattr(other, column.name)
            if isinstance(mine, tuple) and isinstance(theirs, tuple):
                both[column.name] = mine + theirs
            else:
                both[column.name] = np.concatenate((np.asarray(mine), np.asarray(theirs)))
        return replace(self, **both).in_order()


def _severity_at(table: EventTable, places: slice | NDArray[np.intp]) -> NDArray[np.int8]:
    """Each subject child's severity at these places, -1 where unscored or not a subject."""
    theirs = table.child_severity[places]
    own = np.where(theirs >= 0, theirs, table.severity[places, None])
    return np.where(table.subjects[places], own, UNSCORED).astype(np.int8)
