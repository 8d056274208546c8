"""The level of intervention as a state per child, read from the rows that state it.

A state lasts until another is recorded. A row that repeats it is a mention. Where rows of one day
disagree, the one that changes something counts, and of several that do, the highest: so the order
in which rows were typed changes nothing. The level of a day is the highest state open, so an enquiry while a plan or
an order is in force neither lowers nor ends it. Before the first statement the level is not known; it is
drawn as nothing, and a first statement above 0 counts as a rise from universal services.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import is_
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.case.dates import day_number
from app.case.distinct import distinct, same_at_ends
from app.case.event_table import CodeFrom, EventTable
from app.case.model import Case
from app.case.rules import Ranks


@dataclass(frozen=True, slots=True)
class LevelState:
    """A level held by a child from ``start`` to ``end`` (day numbers; the end is the first day of the next state).

    ``last_mention`` is the last day on which a row states it. ``recorded_end`` is False where the record
    stops first. ``solid_until`` is the day up to which it is drawn solid: past it nothing mentions it.
    ``stated_by`` and ``mentioned_by`` are event ids. ``confirmed`` is False where only a suggestion opens it.
    """

    child: int
    level: int
    start: int
    end: int
    last_mention: int
    solid_until: int
    recorded_end: bool
    stated_by: tuple[int, ...]
    mentioned_by: tuple[int, ...]
    confirmed: bool


@dataclass(frozen=True, slots=True)
class LevelChange:
    """A change of a child's level on ``day``, and the event ids that state the new level."""

    day: int
    before: int
    after: int
    stated_by: tuple[int, ...]

    @property
    def rise(self) -> bool:
        """Whether the level went up."""
        return self.after > self.before

    def withdrawal(self, ranks: Ranks) -> bool:
        """Whether the level fell and support was withdrawn with it.

        An enquiry that ends in a social worker's support is no withdrawal (scales, relapse cycle).
        """
        return self.after < self.before and not (self.before == ranks.enquiry and self.after >= ranks.in_need)


class LevelStates(tuple[LevelState, ...]):
    """A child's states in order of time, with what follows from them worked out once."""

    @cached_property
    def changes(self) -> tuple[LevelChange, ...]:
        """The rises and falls between them."""
        return tuple(_changes(self))

    @cached_property
    def rises(self) -> tuple[LevelChange, ...]:
        """The changes that are rises."""
        return tuple([change for change in self.changes if change.rise])

    @cached_property
    def columns(self) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """The day on which each begins, and its level."""
        return np.array(self.starts, np.int32), np.array([state.level for state in self], np.int32)

    @cached_property
    def rise_days(self) -> NDArray[np.int32]:
        """The day of each of the rises, in order."""
        starts, levels = self.columns
        return starts[levels > np.append(np.int32(0), levels[:-1])]

    def with_others(self, first: int, others: Sequence[LevelState], last: int) -> "LevelStates":
        """The same up to the first, then others, then again those from the last on; what follows is taken over."""
        after = LevelStates((*self[:first], *others, *self[last:]))
        if first:
            # A first state of no level is no change: each other state is one.
            begun = first - (self[0].level == 0)
            again = after[first - 1 : first + len(others) + 1]
            told = _changes(again, again[0].level)
            rest = self.changes[begun + last - first + 1 :]
            after.__dict__["changes"] = (*self.changes[:begun], *told, *rest)
        starts = [*self.starts[:first], *[state.start for state in others], *self.starts[last:]]
        levels = np.array([state.level for state in others], np.int32)
        mine = self.columns[1]
        after.__dict__["starts"] = starts
        after.__dict__["columns"] = np.array(starts, np.int32), np.concatenate((mine[:first], levels, mine[last:]))
        return after

    @cached_property
    def kept(self) -> dict[object, object]:
        """What was worked out from these states, by a key of who did."""
        return {}

    @cached_property
    def starts(self) -> list[int]:
        """The day on which each begins."""
        return [state.start for state in self]


class _Span(NamedTuple):
    """The first and last day of the record, and the columns of the events that they were read from."""

    columns: tuple[NDArray[np.generic], ...]
    days: tuple[int, int] | None


def record_span(case: Case) -> tuple[int, int] | None:
    """The first and last day of the record; None when there is no event. Seen on a day, it reaches up to that day."""
    events, key = case.events, "span"
    known = events.kept_here.get(key)
    if not isinstance(known, _Span):
        columns = events.start, events.end, events.withdrawn
        known = events.kept.get(key)
        if not isinstance(known, _Span) or not all(map(is_, known.columns, columns)):
            shown = ~events.withdrawn
            days, last = events.day[shown], np.maximum(events.end, events.day)[shown]
            known = _Span(columns, (int(days.min()), int(last.max())) if len(days) else None)
        events.kept_here[key] = events.kept[key] = known
    if known.days is None or case.known_on is None:
        return known.days
    return known.days[0], max(known.days[1], day_number(case.known_on))


def level_states(case: Case, child: int) -> LevelStates:
    """Every state of that child in order of time. The scheme's ``not_mentioned_days`` decides what is solid."""
    return _held(case, child).states


class _Stated(NamedTuple):
    """The rows that state a child's level, in order of day: all that its states are read from but the record's end."""

    event: NDArray[np.int32]
    day: NDArray[np.int32]
    end: NDArray[np.int32]
    level: NDArray[np.int8]
    confirmed: NDArray[np.bool_]


class _Held(NamedTuple):
    """A child's states, what they were read from, and the last day of the record and the enquiry's rank then."""

    stated: _Stated
    until: int
    enquiry: int
    states: LevelStates


def _held(case: Case, child: int) -> _Held:
    patience = case.scheme.windows.not_mentioned_days
    key = "level states", child, patience  # not words: a key
    kept = case.events.kept
    known = kept.get(key)
    held = _read(case, child, patience, known if isinstance(known, _Held) else None)
    kept[key] = held
    return held


def _read(case: Case, child: int, patience: int, known: _Held | None) -> _Held:
    """The states of a child. Those that nothing has touched since they were ``known`` are taken over."""
    span, stated, enquiry = record_span(case), _rows_that_state(case.events, child), case.scheme.ranks.enquiry
    until = span[1] if span else 0
    reading = _Reading(stated, child, patience, until, enquiry)
    if known is None or known.enquiry != enquiry:
        return _Held(stated, until, enquiry, LevelStates(reading.states(0, len(stated.event), None)))
    same = stated is known.stated
    head, tail = (len(stated.event), 0) if same else same_at_ends(stated, known.stated)
    if until == known.until and head == len(stated.event) == len(known.stated.event):
        return known
    return _Held(stated, until, enquiry, reading.again(known, head, tail))


class _Stating(NamedTuple):
    """The places of the rows that state a level for anybody, and the column they were read from."""

    level: NDArray[np.int8]
    places: NDArray[np.intp]


def rows_stating(table: EventTable, least: int) -> NDArray[np.intp]:
    """The places of the rows that state that level or a higher one for any child; read once for the same levels."""
    key = "rows stating", least  # not words: a key
    known = table.kept.get(key)
    if not isinstance(known, _Stating) or known.level is not table.level:
        # Of a row of the column (n, k) each child's level is a number of its own in one long column.
        places = distinct(np.flatnonzero(table.level.ravel() >= least) // max(table.level.shape[1], 1))
        known = table.kept[key] = _Stating(table.level, places)
    return known.places


class _StatedFrom(NamedTuple):
    """What rows state, and the columns of the events that it was read from."""

    columns: tuple[NDArray[np.generic], ...]
    stated: _Stated


def _rows_that_state(table: EventTable, child: int) -> _Stated:
    """What a child's rows state, read once for the same columns."""
    columns = table.id, table.start, table.end, table.withdrawn, table.level, table.level_from
    key = "stated", child  # not words: a key
    known = table.kept.get(key)
    if isinstance(known, _StatedFrom) and all(map(is_, known.columns, columns)):
        return known.stated
    places = np.flatnonzero((table.level[:, child] >= 0) & ~table.withdrawn)
    places = places[np.argsort(table.day[places], kind="stable")]
    confirmed = table.level_from[places, child] != CodeFrom.LEXICON
    stated = _Stated(table.id[places], table.day[places], table.end[places], table.level[places, child], confirmed)
    table.kept[key] = _StatedFrom(columns, stated)
    return stated


class _Opened:
    """A state as it is read: the day it opens on, its level, the rows that open it and those that mention it."""

    __slots__ = ("day", "level", "mentioned_by", "stated_by")

    def __init__(self, day: int, level: int, rows: list[int]) -> None:
        self.day, self.level, self.stated_by = day, level, rows
        self.mentioned_by = list(rows)


_AHEAD = 64
"""So many rows past a change are read before the states are looked for that stand as they stood."""


class _Reading(NamedTuple):
    """Reads a child's states from rows. What a day comes to follows from its rows and the level before it alone."""

    stated: _Stated
    child: int
    patience: int
    until: int
    enquiry: int

    def again(self, known: _Held, head: int, tail: int) -> LevelStates:
        """All states, where so many rows at the beginning and at the end are those that others are ``known`` of."""
        rows, were = len(self.stated.event), known.states
        changed = [table.day[head : len(table.day) - tail] for table in (self.stated, known.stated)]
        days = np.concatenate(changed)
        states = self._spliced(were, int(days.min()), int(days.max()), rows - tail) if len(days) else were
        if self.until != known.until and states:
            first = int(np.searchsorted(self.stated.day, states[-1].start))
            last = self.states(first, rows, states[-2].level if len(states) > 1 else None)
            states = LevelStates((*states[:-1], *last))
        return states

    def _spliced(self, were: LevelStates, first: int, last: int, row: int) -> LevelStates:
        """The states where the rows from one day to another have changed, and those from ``row`` on have not."""
        days: list[int] = self.stated.day.tolist()
        rows = len(days)
        begun = max(bisect_left(were.starts, first) - 1, 0)
        begin = bisect_left(days, were.starts[begun]) if begun else 0
        before = were[begun - 1].level if begun else None
        ahead = _AHEAD
        while True:
            until = min(max(row, begin) + ahead, rows)
            until = bisect_right(days, days[until - 1]) if until else 0
            read = self.states(begin, until, before)
            for number, state in enumerate(read):
                same = bisect_left(were.starts, state.start)
                if state.start > last and same < len(were) and _alike(state, were[same]):
                    return were.with_others(begun, read[:number], same)
            if until == rows:
                return were.with_others(begun, read, len(were))
            ahead *= 4

    def states(self, first: int, after: int, before: int | None) -> list[LevelState]:
        """The states that these rows open, ``before`` being the level before the first; the last lasts to the end."""
        table = self.stated
        opened = _opened(table.day[first:after], table.level[first:after], self.enquiry, before)
        event: list[int] = table.event[first:after].tolist()
        ends: list[int] = table.end[first:after].tolist()
        confirmed: list[bool] = table.confirmed[first:after].tolist()
        found: list[LevelState] = []
        for now, following in zip(opened, [*opened[1:], None][: len(opened)], strict=True):
            end = following.day if following else self.until
            last_mention = max(now.day, min(end, max([ends[row] for row in now.mentioned_by])))
            closed = following is not None and following.level < now.level
            solid = closed or now.level == 0 or end - last_mention <= self.patience
            found.append(LevelState(
                child=self.child,
                level=now.level,
                start=now.day,
                end=end,
                last_mention=last_mention,
                solid_until=end if solid else last_mention,
                recorded_end=following is not None,
                stated_by=tuple([event[row] for row in now.stated_by]),
                mentioned_by=tuple([event[row] for row in now.mentioned_by]),
                confirmed=any(confirmed[row] for row in now.stated_by),
            ))  # fmt: skip
        return found


def _alike(state: LevelState, other: LevelState) -> bool:
    return state.start == other.start and state.level == other.level


def _opened(days: NDArray[np.int32], levels: NDArray[np.int8], enquiry: int, before: int | None) -> list[_Opened]:
    """The states that rows in order of day open, of which of each day's the highest new one counts.

    An enquiry inside a higher state opens none and does not mention it.
    """
    firsts = np.flatnonzero(np.concatenate(([True], days[1:] != days[:-1]))) if len(days) else np.zeros(0, np.intp)
    day: list[int] = days[firsts].tolist()
    level: list[int] = levels.tolist()
    found: list[_Opened] = []
    for at, first, after in zip(day, firsts.tolist(), [*firsts[1:].tolist(), len(levels)], strict=False):
        now = found[-1].level if found else before
        inside = enquiry if now is not None and now > enquiry else None
        new = [level[row] for row in range(first, after) if level[row] not in (now, inside)]
        if new:
            highest = max(new)
            found.append(_Opened(at, highest, [row for row in range(first, after) if level[row] == highest]))
        else:
            found[-1].mentioned_by += [row for row in range(first, after) if level[row] == now]
    return found


def level_changes(states: tuple[LevelState, ...]) -> tuple[LevelChange, ...]:
    """The rises and falls between a child's states; a first state above 0 is a rise from 0."""
    return states.changes if isinstance(states, LevelStates) else tuple(_changes(states))


def level_rises(states: tuple[LevelState, ...]) -> tuple[LevelChange, ...]:
    """The rises between a child's states, a first state above 0 among them."""
    if isinstance(states, LevelStates):
        return states.rises
    return tuple([change for change in level_changes(states) if change.rise])


def rise_days(states: tuple[LevelState, ...]) -> NDArray[np.int32]:
    """The ordered days of the rises between a child's states."""
    return states.rise_days if isinstance(states, LevelStates) else np.array(
        [rise.day for rise in level_rises(states)], np.int32
    )  # fmt: skip


def _changes(states: Sequence[LevelState], before: int = 0) -> Iterator[LevelChange]:
    for state in states:
        if state.level != before:
            yield LevelChange(state.start, before, state.level, state.stated_by)
        before = state.level


def _starts(states: tuple[LevelState, ...]) -> list[int]:
    return states.starts if isinstance(states, LevelStates) else [state.start for state in states]


def levels_on(states: tuple[LevelState, ...], days: NDArray[np.int32]) -> NDArray[np.int32]:
    """The level in force on each of those days; -1 before the first statement."""
    starts, levels = starts_and_levels(states)
    return np.append(np.int32(-1), levels)[np.searchsorted(starts, days, side="right")]


def starts_and_levels(states: tuple[LevelState, ...]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """The day on which each state begins, and its level."""
    return states.columns if isinstance(states, LevelStates) else LevelStates(states).columns


def level_on(states: tuple[LevelState, ...], day: int) -> int | None:
    """The level in force on that day; None before the first statement."""
    place = bisect_right(_starts(states), day) - 1
    return states[place].level if place >= 0 else None
