"""When the steps of the timescales are shown in one child's record: by levels that are risen to, and by markers."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.analysis.child_record import ChildRecord
from app.analysis.clocks import Clock, Clocks, Step
from app.analysis.levels import LevelChange, LevelState, LevelStates, level_rises
from app.analysis.words_read import looks_for, words_read
from app.case.rules import Nation

_SAME_DAYS = 30
"""Rows that tell of a referral within so many days of each other are taken as one referral.

A step whose day is not known to so many days starts no clock.
"""


class Started(NamedTuple):
    """A step that is shown: its earliest and its latest day (day numbers), and the events (ids) that show it."""

    day: int
    last: int
    events: tuple[int, ...]


class Shown:
    """The times that a step is shown, in order, and the last day in time of the clocks that they start."""

    def __init__(self, starts: list[Started]) -> None:
        self.starts = starts
        self.days = np.array([started.day for started in starts], np.int64)
        self._lasts = np.array([started.last for started in starts], np.int32)
        self._ends: dict[str, NDArray[np.int32]] = {}

    def ends(self, clock: Clock, nation: Nation) -> NDArray[np.int32]:
        """The last day in time of each, worked out once."""
        ends = self._ends.get(clock.id)
        if ends is None:
            ends = self._ends[clock.id] = clock.ends(self._lasts, nation)
        return ends


_NEVER = Shown([])


class _Opened(NamedTuple):
    """Where a step's level is risen to, and the texts and responses in which words beside it were looked for."""

    text: tuple[str, ...]
    response: tuple[str | None, ...]
    shown: Shown


class _Marked(NamedTuple):
    """Where a step is shown by its level or by rows with its markers: ids, earliest and latest days of those rows."""

    opened: Shown
    told: tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]
    shown: Shown

    def says(self, opened: Shown, told: tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]) -> bool:
        """Whether it follows from these."""
        return self.opened is opened and all(map(np.array_equal, self.told, told))


class _Rises(NamedTuple):
    """The rises of a child to one level: the day of each, and where in ``events`` (ids) those that state it begin."""

    rises: list[LevelChange]
    day: NDArray[np.int64]
    events: list[int]
    first: NDArray[np.intp]


class StepsShown:
    """When each step is shown, of one child's record and levels. What they share with the last search is kept."""

    def __init__(self, record: ChildRecord, states: tuple[LevelState, ...], clocks: Clocks) -> None:
        self._record, self._states, self._clocks = record, states, clocks
        self.marked = {step.key: record.marked(*step.markers) for step in clocks.steps if step.markers}
        self._shown: dict[str, Shown] = {}

    def rank(self, name: str | None) -> int | None:
        """The rank of the scheme that a step's level stands for; None for none."""
        ranks = self._record.case.scheme.ranks
        return {"enquiry": ranks.enquiry, "plan": ranks.plan, "care": ranks.care}.get(name or "")

    def starts(self, step: Step) -> Shown:
        """Every time that the step is shown, in order; of markers one a stretch of thirty days."""
        if step.key not in self._shown:
            self._shown[step.key] = self._all_shown(step)
        return self._shown[step.key]

    def _all_shown(self, step: Step) -> Shown:
        opened = self._opened(step)
        if not step.markers:
            return opened
        record, kept = self._record, self._record.case.events.kept
        rows = np.array(record.once(np.flatnonzero(self.marked[step.key]).tolist()), np.intp)
        rows = rows[record.last[rows] - record.day[rows] <= _SAME_DAYS]
        told = record.case.events.id[record.place[rows]], record.day[rows], record.last[rows]
        key = "shown", self._clocks.nation, step.key, record.child  # not words: a key
        known = kept.get(key)
        if not isinstance(known, _Marked) or not known.says(opened, told):
            known = kept[key] = _Marked(opened, told, Shown([*opened.starts, *_marked_after(opened.starts, told)]))
        return known.shown

    def _opened(self, step: Step) -> Shown:
        """Every time that the step's level is risen to, beside the words that it asks for.

        Looked for once for the same words and states, which are others where a row that states them has another date.
        """
        rank = self.rank(step.level)
        if rank is None:
            return _NEVER
        events, states, pattern = self._record.case.events, self._states, step.beside_pattern
        if not isinstance(states, LevelStates):
            return self._risen_to(step, rank)
        words = (events.text, events.response) if pattern else ((), ())
        key = "opened", self._clocks.nation, step.key, rank  # not words: a key
        known = states.kept.get(key)
        if not isinstance(known, _Opened) or known.text is not words[0] or known.response is not words[1]:
            shown = self._risen_to(step, rank)
            if isinstance(known, _Opened) and known.shown.starts == shown.starts:
                shown = known.shown
            known = states.kept[key] = _Opened(*words, shown)
        return known.shown

    def _risen_to(self, step: Step, rank: int) -> Shown:
        rises = self._rises_to(rank)
        if not rises.rises:
            return _NEVER
        events = self._record.case.events
        places = [events.position(event) for event in rises.events]
        last = np.maximum(rises.day, np.maximum.reduceat(events.end[places].astype(np.int64), rises.first))
        near = np.flatnonzero(last - rises.day <= _SAME_DAYS)
        if step.beside_pattern is not None:
            near = near[self._stand_beside(step, places, rises.first)[near]]
        days, lasts = rises.day[near].tolist(), last[near].tolist()
        stated = [rises.rises[number].stated_by for number in near.tolist()]
        return Shown([Started(*shown) for shown in zip(days, lasts, stated, strict=True)])

    def _rises_to(self, rank: int) -> _Rises:
        """The rises to that level, worked out once for the same states."""
        states, key = self._states, ("rises to", rank)  # not words: a key
        known = states.kept.get(key) if isinstance(states, LevelStates) else None
        if not isinstance(known, _Rises):
            rises = [rise for rise in level_rises(states) if rise.after == rank]
            sizes = np.array([0, *[len(rise.stated_by) for rise in rises]], np.intp)
            known = _Rises(
                rises,
                np.array([rise.day for rise in rises], np.int64),
                [event for rise in rises for event in rise.stated_by],
                np.cumsum(sizes)[:-1],
            )
            if isinstance(states, LevelStates):
                states.kept[key] = known
        return known

    def _stand_beside(self, step: Step, places: Sequence[int], first: NDArray[np.intp]) -> NDArray[np.bool_]:
        """For each rise, whether one of the rows that state it holds the words; its rows begin at ``first``."""
        events, pattern = self._record.case.events, step.beside_pattern
        says = words_read(events, pattern, looks_for(step.beside, pattern))
        held = [says[events.text[place]] or says[events.response[place] or ""] for place in places]
        return np.logical_or.reduceat(np.array(held, np.bool_), first)


def _marked_after(
    opened: Sequence[Started], told: tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]
) -> Iterator[Started]:
    """One row (its id, earliest and latest day) of each stretch of thirty days after the last of those opened."""
    event, days, last = told[0].tolist(), told[1].tolist(), told[2].tolist()
    at = bisect_right(days, opened[-1].day + _SAME_DAYS) if opened else 0
    while at < len(days):
        yield Started(days[at], last[at], (event[at],))
        at = bisect_right(days, days[at] + _SAME_DAYS)
