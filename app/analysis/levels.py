"""The level of intervention as a state per child, read from the rows that state it.

A state lasts until another is recorded. A row that repeats it is a mention. Where rows of one day
disagree, the one that changes something counts, and of several that do, the highest: so the order
in which rows were typed changes nothing. Before the first statement the level is not known; it is
drawn as nothing, and a first statement above 0 counts as a rise from universal services.
"""

from bisect import bisect_right
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.case.event_table import CodeFrom
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


def record_span(case: Case) -> tuple[int, int] | None:
    """The first and last day of the record; None when there is no event."""
    events = case.events
    shown = ~events.withdrawn
    if not bool(shown.any()):
        return None
    last = np.maximum(events.end, events.day)
    return int(events.day[shown].min()), int(last[shown].max())


def level_states(case: Case, child: int) -> tuple[LevelState, ...]:
    """Every state of that child in order of time. The scheme's ``not_mentioned_days`` decides what is solid."""
    span = record_span(case)
    if span is None:
        return ()
    statements = _statements_by_day(case, child)
    opened: list[tuple[int, int, list[int], list[tuple[int, list[int]]]]] = []
    for day, stated in statements:
        now = opened[-1][1] if opened else None
        others = [level for level in stated if level != now]
        if others:
            level = max(others)
            opened.append((day, level, stated[level], [(day, stated[level])]))
        else:
            opened[-1][3].append((day, stated[opened[-1][1]]))
    return tuple(_as_states(case, child, opened, span[1]))


def _statements_by_day(case: Case, child: int) -> list[tuple[int, dict[int, list[int]]]]:
    """[(day, {level: event ids})] in order of day, over rows that are not withdrawn."""
    events = case.events
    places = np.flatnonzero((events.level[:, child] >= 0) & ~events.withdrawn)
    by_day: dict[int, dict[int, list[int]]] = {}
    for place in places.tolist():
        stated = by_day.setdefault(int(events.day[place]), {})
        stated.setdefault(int(events.level[place, child]), []).append(int(events.id[place]))
    return sorted(by_day.items())


def _as_states(
    case: Case,
    child: int,
    opened: list[tuple[int, int, list[int], list[tuple[int, list[int]]]]],
    last_day: int,
) -> list[LevelState]:
    states: list[LevelState] = []
    patience = case.scheme.windows.not_mentioned_days
    for place, (day, level, stated_by, mentions) in enumerate(opened):
        following = opened[place + 1] if place + 1 < len(opened) else None
        end = following[0] if following else last_day
        table = case.events
        spoken_of = [table.position(event) for _day, ids in mentions for event in ids]
        last_mention = max(day, min(end, max(int(table.end[row]) for row in spoken_of)))
        closed = following is not None and following[1] < level
        solid = end if closed or level == 0 or end - last_mention <= patience else last_mention
        states.append(
            LevelState(
                child=child,
                level=level,
                start=day,
                end=end,
                last_mention=last_mention,
                solid_until=solid,
                recorded_end=following is not None,
                stated_by=tuple(stated_by),
                mentioned_by=tuple(event for _day, ids in mentions for event in ids),
                confirmed=_confirmed(case, child, stated_by),
            )
        )
    return states


def _confirmed(case: Case, child: int, events: list[int]) -> bool:
    table = case.events
    return any(table.level_from[table.position(event), child] != CodeFrom.LEXICON for event in events)


def level_changes(states: tuple[LevelState, ...]) -> tuple[LevelChange, ...]:
    """The rises and falls between a child's states; a first state above 0 is a rise from 0."""
    changes: list[LevelChange] = []
    before = 0
    for state in states:
        if state.level != before:
            changes.append(LevelChange(state.start, before, state.level, state.stated_by))
        before = state.level
    return tuple(changes)


def levels_on(states: tuple[LevelState, ...], days: NDArray[np.int32]) -> NDArray[np.int32]:
    """The level in force on each of those days; -1 before the first statement."""
    starts = np.array([state.start for state in states], np.int32)
    levels = np.array([-1, *(state.level for state in states)], np.int32)
    return levels[np.searchsorted(starts, days, side="right")]


def level_on(states: tuple[LevelState, ...], day: int) -> int | None:
    """The level in force on that day; None before the first statement."""
    place = bisect_right(states, day, key=_start) - 1
    return states[place].level if place >= 0 else None


def _start(state: LevelState) -> int:
    return state.start
