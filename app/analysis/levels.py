"""The level of intervention as a state per child, read from the rows that state it.

A state lasts until another is recorded. A row that repeats it is a mention. Where rows of one day
disagree, the one that changes something counts, and of several that do, the highest: so the order
in which rows were typed changes nothing. Before the first statement the level is not known; it is
drawn as nothing, and a first statement above 0 counts as a rise from universal services.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

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
    def kept(self) -> dict[object, object]:
        """What was worked out from these states, by a key of who did."""
        return {}

    @cached_property
    def starts(self) -> list[int]:
        """The day on which each begins."""
        return [state.start for state in self]


def record_span(case: Case) -> tuple[int, int] | None:
    """The first and last day of the record; None when there is no event."""
    events = case.events
    shown = ~events.withdrawn
    if not bool(shown.any()):
        return None
    last = np.maximum(events.end, events.day)
    return int(events.day[shown].min()), int(last[shown].max())


def level_states(case: Case, child: int) -> LevelStates:
    """Every state of that child in order of time. The scheme's ``not_mentioned_days`` decides what is solid."""
    return _held(case, child).states


@dataclass(frozen=True)
class _Held:
    """A child's states, kept with the table while no level of the child changes: what they were read from."""

    level: NDArray[np.int8]
    level_from: NDArray[np.uint8]
    withdrawn: NDArray[np.bool_]
    states: LevelStates

    def holds_for(self, events: EventTable, child: int) -> bool:
        """Whether the table says the same of the child's levels, as one does that was coded otherwise elsewhere."""
        same = self.withdrawn is events.withdrawn and np.array_equal(self.level, events.level[:, child])
        return same and np.array_equal(self.level_from, events.level_from[:, child])


def _held(case: Case, child: int) -> _Held:
    patience = case.scheme.windows.not_mentioned_days
    key = "level states", child, patience  # not words: a key
    events = case.events
    held = events.kept.get(key)
    if not isinstance(held, _Held) or not held.holds_for(events, child):
        own = events.level[:, child].copy(), events.level_from[:, child].copy()
        held = events.kept[key] = _Held(*own, events.withdrawn, LevelStates(_states(case, child, patience)))
    return held


class _Opened:
    """A state as it is read: the day it opens on, its level, the rows that open it and those that mention it."""

    __slots__ = ("day", "level", "mentioned_by", "stated_by")

    def __init__(self, day: int, level: int, rows: list[int]) -> None:
        self.day, self.level, self.stated_by = day, level, rows
        self.mentioned_by = list(rows)


def _states(case: Case, child: int, patience: int) -> Iterator[LevelState]:
    span = record_span(case)
    if span is None:
        return
    table = case.events
    places = np.flatnonzero((table.level[:, child] >= 0) & ~table.withdrawn)
    places = places[np.argsort(table.day[places], kind="stable")]
    opened = _opened(table.day[places], table.level[places, child])
    event: list[int] = table.id[places].tolist()
    ends: list[int] = table.end[places].tolist()
    confirmed: list[bool] = (table.level_from[places, child] != CodeFrom.LEXICON).tolist()
    for now, following in zip(opened, [*opened[1:], None][: len(opened)], strict=True):
        end = following.day if following else span[1]
        last_mention = max(now.day, min(end, max([ends[row] for row in now.mentioned_by])))
        closed = following is not None and following.level < now.level
        yield LevelState(
            child=child,
            level=now.level,
            start=now.day,
            end=end,
            last_mention=last_mention,
            solid_until=end if closed or now.level == 0 or end - last_mention <= patience else last_mention,
            recorded_end=following is not None,
            stated_by=tuple([event[row] for row in now.stated_by]),
            mentioned_by=tuple([event[row] for row in now.mentioned_by]),
            confirmed=any(confirmed[row] for row in now.stated_by),
        )


def _opened(days: NDArray[np.int32], levels: NDArray[np.int8]) -> list[_Opened]:
    """The states that rows in order of day open, of which of each day's the highest new one counts."""
    firsts = np.flatnonzero(np.concatenate(([True], days[1:] != days[:-1]))) if len(days) else np.zeros(0, np.intp)
    day: list[int] = days[firsts].tolist()
    level: list[int] = levels.tolist()
    found: list[_Opened] = []
    for at, first, after in zip(day, firsts.tolist(), [*firsts[1:].tolist(), len(levels)], strict=False):
        now = found[-1].level if found else None
        new = [level[row] for row in range(first, after) if level[row] != now]
        if new:
            highest = max(new)
            found.append(_Opened(at, highest, [row for row in range(first, after) if level[row] == highest]))
        else:
            found[-1].mentioned_by += range(first, after)
    return found


def level_changes(states: tuple[LevelState, ...]) -> tuple[LevelChange, ...]:
    """The rises and falls between a child's states; a first state above 0 is a rise from 0."""
    return states.changes if isinstance(states, LevelStates) else tuple(_changes(states))


def level_rises(states: tuple[LevelState, ...]) -> tuple[LevelChange, ...]:
    """The rises between a child's states, a first state above 0 among them."""
    if isinstance(states, LevelStates):
        return states.rises
    return tuple([change for change in level_changes(states) if change.rise])


def _changes(states: tuple[LevelState, ...]) -> Iterator[LevelChange]:
    before = 0
    for state in states:
        if state.level != before:
            yield LevelChange(state.start, before, state.level, state.stated_by)
        before = state.level


def _starts(states: tuple[LevelState, ...]) -> list[int]:
    return states.starts if isinstance(states, LevelStates) else [state.start for state in states]


def levels_on(states: tuple[LevelState, ...], days: NDArray[np.int32]) -> NDArray[np.int32]:
    """The level in force on each of those days; -1 before the first statement."""
    starts = np.array(_starts(states), np.int32)
    levels = np.array([-1, *(state.level for state in states)], np.int32)
    return levels[np.searchsorted(starts, days, side="right")]


def level_on(states: tuple[LevelState, ...], day: int) -> int | None:
    """The level in force on that day; None before the first statement."""
    place = bisect_right(_starts(states), day) - 1
    return states[place].level if place >= 0 else None
