"""The rows about one child as columns, and how far they reach: what is asked where something is not shown.

A finding about one child rests on that child's rows alone. So does the question up to which day the record
speaks of the child: other children's rows do not answer it, a return that states its period does.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple, TypeVar, cast

import msgspec
import numpy as np
from numpy.typing import NDArray

from app.analysis.finding import Finding, Setting
from app.case.dates import day_number, known_date
from app.case.distinct import distinct
from app.case.event_table import NO_DUPLICATE, EventTable
from app.case.model import Case

_N = TypeVar("_N", bound=np.generic)

_FIRST, _LAST = int(np.iinfo(np.int32).min), int(np.iinfo(np.int32).max)


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
    kept: dict[object, "_Column"]
    """What was worked out of these rows, by a key of who did: all who ask of the same table share it."""

    def __len__(self) -> int:
        return len(self.place)

    def once_for_all(self, key: object, work: Callable[[], NDArray[_N]], *read: str) -> NDArray[_N]:
        """A column worked out once for these rows; ``key`` names all that it follows from but the rows.

        It stands for as long as those of ``_COLUMNS`` stand that it was ``read`` from: any, where none is named.
        """
        known = self.kept.get(key)
        if known is None:
            known = self.kept[key] = _Column(work(), frozenset(read) or _COLUMNS)
            known.values.flags.writeable = False
        return cast("NDArray[_N]", known.values)

    @cached_property
    def name(self) -> str:
        """The child's name."""
        return self.case.children[self.child].name

    @property
    def told(self) -> NDArray[np.int32]:
        """(m,): the event (id) that each row tells; twins tell the same one."""
        return self.once_for_all("told", self._told, "duplicate_of")

    def _told(self) -> NDArray[np.int32]:
        events = self.case.events
        same = events.duplicate_of[self.place]
        return np.where(same == NO_DUPLICATE, events.id[self.place], same)

    @cached_property
    def told_twice(self) -> bool:
        """Whether any row of the case is a twin of another."""
        return bool((self.case.events.duplicate_of != NO_DUPLICATE).any())

    def marked(self, *markers: str) -> NDArray[np.bool_]:
        """(m,): rows with any of these markers; one that ends in ":" stands for all that begin so."""
        return self.once_for_all(("marked", markers), lambda: self.case.events.marked(*markers)[self.place], "markers")

    def among(self, bits: int) -> NDArray[np.bool_]:
        """(m,): rows with any of these categories."""
        return self.once_for_all(("among", bits), lambda: (self.categories & bits) != 0, "categories")

    @property
    def categories(self) -> NDArray[np.int64]:
        """(m,): each row's categories, as bits of the scheme."""
        return self.once_for_all("categories", lambda: self.case.events.categories[self.place], "categories")

    @property
    def agency(self) -> NDArray[np.int32]:
        """(m,): each row's agency by id, -1 where it is not known."""
        return self.once_for_all("agency", lambda: self.case.events.agency[self.place], "agency")

    def by(self, agencies: Sequence[int] | NDArray[np.integer]) -> NDArray[np.bool_]:
        """(m,): rows of these agencies, by id; -1 is that of rows whose agency is not known."""
        chosen = np.zeros(len(self.case.agencies) + 1, np.bool_)
        chosen[agencies] = True
        return self.once_for_all(("by", chosen.tobytes()), lambda: chosen[self.agency], "agency")

    def level(self) -> NDArray[np.int8]:
        """(m,): the child's level as the row states it, -1 where it does not."""
        return self.case.events.level[self.place, self.child]

    def between(self, first: int, last: int) -> slice:
        """The rows from one day to another, both inclusive."""
        # Of another type a day would have all days copied to be compared.
        begin, end = (np.int32(min(max(day, _FIRST), _LAST)) for day in (first, last))
        return slice(int(self.day.searchsorted(begin)), int(self.day.searchsorted(end, side="right")))

    def once(self, rows: Sequence[int]) -> list[int]:
        """The same rows, of those that tell one event only the first."""
        if not self.told_twice:
            return list(rows)
        told = self.told[np.asarray(rows, np.intp)]
        by_event = np.argsort(told, kind="stable")
        first = np.append(True, np.diff(told[by_event]) != 0)[: len(told)]
        return [rows[at] for at in np.sort(by_event[first]).tolist()]


def child_record(case: Case, child: int) -> ChildRecord:
    """The record of that child, by id."""
    rows = _rows(case.events, child)
    return ChildRecord(
        case, child, rows.place, rows.day, rows.last, rows.severity, rows.counted, known_until(case, child), rows.kept
    )


_COLUMNS = frozenset(("day", "last", "severity", "counted", "categories", "markers", "agency", "duplicate_of"))
"""What columns of a child's record are worked out of, beside which rows it holds."""


class _Column(NamedTuple):
    """A column of a child's record, and which of ``_COLUMNS`` it follows from."""

    values: NDArray[np.generic]
    read: frozenset[str]


class _Rows(NamedTuple):
    """The columns of a child's record, and the last day of its rows and of those that state its level."""

    place: NDArray[np.intp]
    day: NDArray[np.int32]
    last: NDArray[np.int32]
    severity: NDArray[np.int8]
    counted: NDArray[np.bool_]
    until: int
    kept: dict[object, _Column]
    events: Mapping[str, object]
    """The columns of the events of which ``kept`` was worked out, and their ids."""

    def standing(self, earlier: "_Rows") -> dict[object, _Column]:
        """What was worked out of earlier rows and holds for these."""
        if self.events["id"] is not earlier.events["id"] or not np.array_equal(self.place, earlier.place):
            return {}
        other = {name for name, column in self.events.items() if column is not earlier.events[name]}
        columns = ("day", self.day, earlier.day), ("last", self.last, earlier.last)
        columns += ("severity", self.severity, earlier.severity), ("counted", self.counted, earlier.counted)
        other |= {name for name, mine, theirs in columns if not np.array_equal(mine, theirs)}
        if not other:
            return earlier.kept
        # A copy at one go: whoever looks for findings on another thread may add to them meanwhile.
        return {key: column for key, column in tuple(earlier.kept.items()) if column.read.isdisjoint(other)}


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
        columns = place, events.severity_for[place, child], events.counted[place]
        read = {name: getattr(events, name) for name in ("id", "categories", "markers", "agency", "duplicate_of")}
        rows = _Rows(place, day, last, *columns[1:], until, {}, read)
        earlier = events.kept.get(key)
        if isinstance(earlier, _Rows):
            rows = rows._replace(kept=rows.standing(earlier))
        events.kept_here[key] = events.kept[key] = rows
    return rows


def known_until(case: Case, child: int) -> int:
    """The last day of which the record speaks of that child: of its rows, or of the time that a return states.

    Seen on a day, it speaks up to that day. A day number; -2**31 where there is none of these.
    """
    last = _rows(case.events, child).until
    stated = (source.period.last for source in case.sources if source.period and not source.withdrawn)
    return max([last, *(day_number(day) for day in (*stated, case.known_on) if day)])


class _Alone(NamedTuple):
    subjects: NDArray[np.bool_]
    alone: NDArray[np.bool_]


def about_one(events: EventTable) -> NDArray[np.bool_]:
    """(n,): which events are about one child and no other; worked out once while no event is about others."""
    known = events.kept.get("about one")  # not words: a key
    if not isinstance(known, _Alone) or known.subjects is not events.subjects:
        known = events.kept["about one"] = _Alone(events.subjects, events.subjects.sum(axis=1) == 1)
    return known.alone


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


def runs_of(rows: NDArray[np.intp], apart: NDArray[np.bool_], least: int) -> list[NDArray[np.intp]]:
    """The rows in runs of no fewer than ``least``, a new one where ``apart`` (one shorter) says so."""
    edges = np.concatenate(([0], np.flatnonzero(apart) + 1, [len(rows)]))
    long = np.flatnonzero(np.diff(edges) >= max(least, 1))
    return [rows[first:after] for first, after in zip(edges[long].tolist(), edges[long + 1].tolist(), strict=True)]


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
    rows: Sequence[int] | NDArray[np.intp],
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
    evidence = np.asarray(_evidence(record, rows, places), np.intp)
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


_FEW = 64


def _evidence(
    record: ChildRecord, rows: Sequence[int] | NDArray[np.intp], places: Sequence[int]
) -> Sequence[int] | NDArray[np.intp]:
    """The places of these rows and those further ones in order, each once."""
    if len(rows) < _FEW:
        return sorted({*[int(record.place[row]) for row in rows], *places})
    every = np.concatenate((record.place[np.asarray(rows, np.intp)], np.array(places, np.intp)))
    return distinct(every)
