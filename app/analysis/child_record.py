"""The rows about one child as columns, and how far they reach: what is asked where something is not shown.

A finding about one child rests on that child's rows alone. So does the question up to which day the record
speaks of the child: other children's rows do not answer it, a return that states its period does.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from app.analysis.finding import Finding, Setting
from app.case.dates import day_number, known_date
from app.case.event_table import NO_DUPLICATE, EventTable
from app.case.model import Case


@dataclass(frozen=True)
class ChildRecord:
    """Every row about ``child`` that is not withdrawn, twins among them, by day; within a day by what it says.

    ``place`` in the event table, ``day`` and ``last`` (day numbers, earliest and latest), ``severity`` (-1 unscored)
    and ``counted`` (one of each event told twice) are (m,). ``until`` is the last day of which the record speaks of
    the child.
    """

    case: Case
    child: int
    place: NDArray[np.intp]
    day: NDArray[np.int32]
    last: NDArray[np.int32]
    severity: NDArray[np.int8]
    counted: NDArray[np.bool_]
    until: int

    def __len__(self) -> int:
        return len(self.place)

    @cached_property
    def name(self) -> str:
        """The child's name."""
        return self.case.children[self.child].name

    @cached_property
    def told(self) -> NDArray[np.int32]:
        """(m,): the event (id) that each row tells; twins tell the same one."""
        events = self.case.events
        same = events.duplicate_of[self.place]
        return np.where(same == NO_DUPLICATE, events.id[self.place], same)

    @property
    def told_twice(self) -> bool:
        """Whether any row of the case is a twin of another."""
        return bool((self.case.events.duplicate_of != NO_DUPLICATE).any())

    def marked(self, *markers: str) -> NDArray[np.bool_]:
        """(m,): rows with any of these markers; one that ends in ":" stands for all that begin so."""
        return self.case.events.marked(*markers)[self.place]

    def among(self, bits: int) -> NDArray[np.bool_]:
        """(m,): rows with any of these categories."""
        return (self.case.events.categories[self.place] & bits) != 0

    def by(self, agencies: Sequence[int] | NDArray[np.integer]) -> NDArray[np.bool_]:
        """(m,): rows of these agencies, by id; -1 is that of rows whose agency is not known."""
        case = self.case
        chosen = np.zeros(len(case.agencies) + 1, np.bool_)
        chosen[agencies] = True
        return chosen[case.events.agency[self.place]]

    def level(self) -> NDArray[np.int8]:
        """(m,): the child's level as the row states it, -1 where it does not."""
        return self.case.events.level[self.place, self.child]

    def between(self, first: int, last: int) -> slice:
        """The rows from one day to another, both inclusive."""
        return slice(int(np.searchsorted(self.day, first)), int(np.searchsorted(self.day, last, side="right")))

    def once(self, rows: Sequence[int]) -> list[int]:
        """The same rows, of those that tell one event only the first."""
        first: dict[int, int] = {}
        for row, event in zip(rows, self.told[rows].tolist() if len(rows) else (), strict=True):
            first.setdefault(event, row)
        return list(first.values())


def child_record(case: Case, child: int) -> ChildRecord:
    """The record of that child, by id."""
    rows = _rows(case.events, child)
    return ChildRecord(
        case, child, rows.place, rows.day, rows.last, rows.severity, rows.counted, known_until(case, child)
    )


class _Rows(NamedTuple):
    """The columns of a child's record, and the last day of its rows and of those that state its level."""

    place: NDArray[np.intp]
    day: NDArray[np.int32]
    last: NDArray[np.int32]
    severity: NDArray[np.int8]
    counted: NDArray[np.bool_]
    until: int


def _rows(events: EventTable, child: int) -> _Rows:
    """The columns of that child's record, worked out once for all the kinds of finding that read them."""
    key = "child record", child  # not words: a key
    rows = events.kept_here.get(key)
    if not isinstance(rows, _Rows):
        place = events.rows_about(child)
        day = events.day[place]
        last = np.maximum(events.end[place], day)
        until = int(last.max()) if len(place) else -(2**31)
        levels = np.flatnonzero((events.level[:, child] >= 0) & ~events.withdrawn)
        if len(levels):
            until = max(until, int(events.day[levels].max()))
        rows = _Rows(place, day, last, events.severity_for[place, child], events.counted[place], until)
        events.kept_here[key] = rows
    return rows


def known_until(case: Case, child: int) -> int:
    """The last day of which the record speaks of that child: of its rows, or of the time that a return states.

    A day number; -2**31 where there is neither.
    """
    last = _rows(case.events, child).until
    stated = (source.period.last for source in case.sources if source.period and not source.withdrawn)
    return max([last, *(day_number(day) for day in stated if day)])


def stretches(days: Sequence[int], gap: int) -> list[list[int]]:
    """The numbers 0, 1 … of ordered days in groups, a new one where more than ``gap`` days lie between two."""
    breaks = np.flatnonzero(np.diff(np.array(days, np.int64)) > gap) + 1
    return _runs(breaks, len(days))


def _runs(breaks: NDArray[np.intp], count: int) -> list[list[int]]:
    """The numbers 0, 1 … up to a count in runs, a new one at each of these."""
    if not count:
        return []
    edges: list[int] = [0, *breaks.tolist(), count]
    return [list(range(first, last)) for first, last in pairwise(edges)]


@lru_cache(maxsize=64)
def settings_of(rule: msgspec.Struct) -> Mapping[str, Setting]:
    """The settings of a rule of the scheme by name, without where they come from."""
    values: Mapping[str, Setting] = msgspec.structs.asdict(rule)
    return {name: value for name, value in values.items() if name != "source"}


def window_settings(case: Case, *names: str) -> Mapping[str, Setting]:
    """Those windows and thresholds of the scheme by name."""
    return _chosen_settings(case.scheme.windows, names)


@lru_cache(maxsize=64)
def _chosen_settings(rule: msgspec.Struct, names: tuple[str, ...]) -> Mapping[str, Setting]:
    every = settings_of(rule)
    return {name: every[name] for name in names}


def finding_of(
    record: ChildRecord,
    kind: str,
    number: int,
    days: tuple[int, int],
    rows: Sequence[int],
    says: str,
    settings: Mapping[str, Setting],
    *,
    places: Sequence[int] = (),
    figure: int | None = None,
) -> Finding:
    """A finding from these rows of the child's record, and from further ``places`` of the event table.

    ``days`` are its first and its last (day numbers), ``figure`` the days it speaks of if they are not those between.
    """
    events = record.case.events
    evidence = sorted({*record.place[np.array(rows, np.intp)].tolist(), *places})
    start, end = known_date(days[0]), known_date(days[1])
    return Finding(
        id=f"{kind}:{record.child}:{start.isoformat()}",
        kind=kind,
        child=record.child,
        number=number,
        start=start,
        end=end,
        evidence=tuple(events.id[evidence].tolist()),
        says=says,
        days=days[1] - days[0] if figure is None else figure,
        confirmed=not bool(events.suggested[evidence].any()),
        settings=settings,
    )
