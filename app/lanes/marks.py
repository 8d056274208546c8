"""Which mark each event has in a child's lane."""

from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from math import ceil, floor
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.case.dates import PRECISION_CODES, Precision
from app.case.event_table import NO_DUPLICATE, CodeFrom
from app.case.model import Case
from app.case.scheme import Scheme


class MarkKind(IntEnum):
    """The shapes of the chart, in the order in which they are painted where all else is equal."""

    UNSCORED = 0
    NO_CONCERN = 1
    IMPROVEMENT = 2
    CONCERN = 3
    MISSED_HEALTH = 4
    HEALTH = 5
    HARM = 6
    ADMISSION = 7


LOOKS = 16 * 16 * 2
"""How many looks of a mark there may be: kinds, severities, suggested or not."""


def a_day(day: float) -> np.int32:
    """A day as columns of days hold it: searching one for a number of another kind would copy all of it."""
    return np.int32(min(max(day, -(2**31)), 2**31 - 1))


@dataclass(frozen=True)
class Marks:
    """One child's marks in order of day, as columns. ``severity`` is 0 for what stands on the baseline.

    ``place`` is the event's place in the event table. ``imprecise`` marks cover ``start`` to ``end``
    (day numbers, inclusive). ``suggested`` marks are drawn hollow, ``twin`` marks small.
    """

    place: NDArray[np.intp]
    event: NDArray[np.int32]
    start: NDArray[np.int32]
    end: NDArray[np.int32]
    severity: NDArray[np.int8]
    kind: NDArray[np.uint8]
    suggested: NDArray[np.bool_]
    imprecise: NDArray[np.bool_]
    circa: NDArray[np.bool_]
    twin: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.place)

    @cached_property
    def latest(self) -> NDArray[np.int32]:
        """The last day that any mark up to each one covers; it never falls, so it can be bisected."""
        return np.maximum.accumulate(self.end)

    @cached_property
    def looks(self) -> NDArray[np.int64]:
        """What each mark looks like, as a number under LOOKS: its kind, severity and whether it is suggested."""
        return (self.kind.astype(np.int64) * 16 + self.severity) * 2 + self.suggested

    @cached_property
    def drawable(self) -> NDArray[np.int64]:
        """How many of the marks before each place, and before the end, are scored and told once."""
        return np.concatenate(([0], np.cumsum((self.kind != MarkKind.UNSCORED) & ~self.twin)))

    def window(self, first: float, last: float) -> slice:
        """The marks from the first that reaches the day ``first`` to the last that starts by the day ``last``."""
        return slice(
            int(np.searchsorted(self.latest, a_day(floor(first)), side="left")),
            int(np.searchsorted(self.start, a_day(ceil(last)), side="right")),
        )

    def take(self, chosen: slice | NDArray[np.intp]) -> "Marks":
        """Some of the marks, in their order."""
        return Marks(
            self.place[chosen],
            self.event[chosen],
            self.start[chosen],
            self.end[chosen],
            self.severity[chosen],
            self.kind[chosen],
            self.suggested[chosen],
            self.imprecise[chosen],
            self.circa[chosen],
            self.twin[chosen],
        )


class _MarksFrom(NamedTuple):
    """Marks, and what they were made from that may change while what the rows say stays."""

    scheme: Scheme
    severity_from: NDArray[np.uint8]
    marks: Marks


def marks_of(case: Case, child: int) -> Marks:
    """The marks of every shown event about that child; a scene that only gains findings needs them no second time."""
    kept, key = case.events.kept_here, ("marks", child)  # not words: a key
    known = kept.get(key)
    if (
        not isinstance(known, _MarksFrom)
        or known.scheme is not case.scheme
        or known.severity_from is not case.events.severity_from
    ):
        known = kept[key] = _MarksFrom(case.scheme, case.events.severity_from, _marks_of(case, child))
    return known.marks


def _marks_of(case: Case, child: int) -> Marks:
    events = case.events
    place = np.flatnonzero(events.subjects[:, child] & ~events.withdrawn)
    place = place[np.argsort(events.day[place], kind="stable")]
    severity = events.severity_for[place, child]
    precision = events.precision[place]
    day, end = events.day[place], np.maximum(events.end[place], events.day[place])
    precise = (PRECISION_CODES[Precision.DAY], PRECISION_CODES[Precision.BEFORE], PRECISION_CODES[Precision.AFTER])
    return Marks(
        place=place,
        event=events.id[place],
        start=day,
        end=end,
        severity=np.maximum(severity, 0).astype(np.int8),
        kind=_kinds(case, place, severity),
        suggested=events.severity_from[place] == CodeFrom.LEXICON,
        imprecise=~np.isin(precision, precise) & (end > day),
        circa=precision == PRECISION_CODES[Precision.CIRCA],
        twin=~events.counted[place],
    )


def _kinds(case: Case, place: NDArray[np.intp], severity: NDArray[np.int8]) -> NDArray[np.uint8]:
    categories = case.events.categories[place]

    def among(*groups: str) -> NDArray[np.bool_]:
        bits = sum(case.scheme.category_bits[item.key] for item in case.scheme.categories if item.group in groups)
        return (categories & bits) != 0

    improved = among("protective") | _marked(case, place, "improvement")
    kind = np.full(len(place), MarkKind.CONCERN, np.uint8)
    missed = among("missed")
    # Care that was not given to a child who was there is no appointment to which nobody came.
    seen = _marked(case, place, "child_seen") & ~_marked(case, place, "was_not_brought")
    kind[missed] = MarkKind.MISSED_HEALTH
    kind[among("health") | (missed & seen)] = MarkKind.HEALTH
    kind[severity >= case.scheme.ranks.serious_harm] = MarkKind.HARM
    kind[_admitted(case, place) & (severity > 0)] = MarkKind.ADMISSION
    kind[severity == 0] = MarkKind.NO_CONCERN
    kind[(severity == 0) & improved] = MarkKind.IMPROVEMENT
    kind[severity < 0] = MarkKind.UNSCORED
    return kind


def _admitted(case: Case, place: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Which of these records tell an admission, or are the kept record of one that another agency calls so."""
    events = case.events
    told = events.marked("admission") & ~events.withdrawn
    twins = events.duplicate_of[told]
    twins = twins[twins != NO_DUPLICATE]
    return told[place] | np.isin(events.id[place], twins) if len(twins) else told[place]


def _marked(case: Case, place: NDArray[np.intp], marker: str) -> NDArray[np.bool_]:
    return case.events.marked(marker)[place]
