"""How many days a child was at each level of intervention, as far as the record tells.

A level holds from the day that states it to the day that states another. Where nothing mentions it for longer than
the scheme's ``not_mentioned_days`` its end is not known: those days are counted apart, never as if they were certain.
Days before the first statement belong to no level.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.analysis.levels import LevelState, level_states, record_span
from app.case.dates import day_number
from app.case.model import Case


@dataclass(frozen=True, slots=True)
class TimeAtLevel:
    """Days of a child at a level: ``mentioned`` and, after its last mention, ``unsure``. ``times`` counts the stays.

    ``open_end`` is True where the record ends in this level, so that it may have lasted longer.
    """

    child: int
    level: int
    mentioned: int
    unsure: int
    times: int
    open_end: bool

    @property
    def days(self) -> int:
        """All days, those that are not certain among them."""
        return self.mentioned + self.unsure


@dataclass(frozen=True, slots=True)
class ChildTimes:
    """A child's days at each level, and ``not_stated``: days from the first looked at, or birth, to a first statement.

    ``first`` and ``last`` are the day numbers counted, both inclusive.
    """

    child: int
    first: int
    last: int
    not_stated: int
    levels: tuple[TimeAtLevel, ...]

    @property
    def counted(self) -> int:
        """All days of the child that are counted: at a level, or before the first one that is stated."""
        return self.not_stated + sum(time.days for time in self.levels)


def times_at_levels(
    case: Case, children: Sequence[int] | None = None, days: tuple[int, int] | None = None
) -> tuple[ChildTimes, ...]:
    """The days at each level of these children (ids; None for all) from one day to another (None: the whole record).

    Nothing where there is no record.
    """
    span = record_span(case)
    if span is None:
        return ()
    first, last = span if days is None else (max(days[0], span[0]), min(days[1], span[1]))
    about = range(len(case.children)) if children is None else children
    return tuple(_times(case, child, first, last) for child in about)


def _times(case: Case, child: int, first: int, last: int) -> ChildTimes:
    states, born = level_states(case, child), case.children[child].born
    begin = max(first, day_number(born.day)) if born is not None else first
    opened = states[0].start if states else last + 1
    levels = tuple(_time(child, level.rank, states, first, last) for level in case.scheme.levels)
    return ChildTimes(child, first, last, max(0, min(opened, last + 1) - begin), levels)


def _time(child: int, level: int, states: tuple[LevelState, ...], first: int, last: int) -> TimeAtLevel:
    mentioned = unsure = times = 0
    open_end = False
    for state in states:
        # A state that nothing ended holds on the last day of the record too.
        end = state.end if state.recorded_end else state.end + 1
        if state.level != level or end <= first or state.start > last:
            continue
        solid = end if state.solid_until >= state.end else state.solid_until + 1
        begin, stop = max(state.start, first), min(end, last + 1)
        sure = max(0, min(solid, stop) - begin)
        mentioned, unsure, times = mentioned + sure, unsure + stop - begin - sure, times + 1
        open_end = open_end or (not state.recorded_end and state.end <= last)
    return TimeAtLevel(child, level, mentioned, unsure, times, open_end)
