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
from app.case.model import Case, Disagreement
from app.case.scheme import Scheme
from app.lanes.disputed import disputed


class MarkKind(IntEnum):
    """The shapes of the chart, in the order in which they are painted where all else is equal."""

    UNSCORED = 0
    HYPOTHETICAL = 1
    NO_CONCERN = 2
    IMPROVEMENT = 3
    CONCERN = 4
    MISSED_HEALTH = 5
    HEALTH = 6
    HARM = 7
    ADMISSION = 8
    DEATH = 9


LOOKS = 16 * 16 * 4
"""How many looks of a mark there may be: kinds, severities, suggested or not, disputed or not."""


def a_day(day: float) -> np.int32:
    """A day as columns of days hold it: searching one for a number of another kind would copy all of it."""
    return np.int32(min(max(day, -(2**31)), 2**31 - 1))


@dataclass(frozen=True)
class Marks:
    """One child's marks in order of day, as columns. ``severity`` is 0 for what stands on the baseline.

    ``place`` is the event's place in the event table. ``imprecise`` marks cover ``start`` to ``end``
    (day numbers, inclusive). ``suggested`` marks are drawn hollow, ``twin`` marks small, ``disputed`` ones split.
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
    disputed: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.place)

    @cached_property
    def latest(self) -> NDArray[np.int32]:
        """The last day that any mark up to each one covers; it never falls, so it can be bisected."""
        return np.maximum.accumulate(self.end)

    @cached_property
    def under(self) -> NDArray[np.bool_]:
        """Which marks nobody has scored: they stand just under the ranks of concern."""
        return self.kind <= MarkKind.HYPOTHETICAL

    @cached_property
    def square(self) -> NDArray[np.bool_]:
        """Which marks are squares: serious harm, admission, death."""
        return self.kind >= MarkKind.HARM

    @cached_property
    def looks(self) -> NDArray[np.int64]:
        """What each mark looks like, as a number under LOOKS: its kind, severity, whether suggested, and disputed."""
        return (self.kind.astype(np.int64) * 16 + self.severity) * 4 + 2 * self.disputed + self.suggested

    @cached_property
    def drawable(self) -> NDArray[np.int64]:
        """How many of the marks before each place, and before the end, are scored and told once."""
        return np.concatenate(([0], np.cumsum(~self.under & ~self.twin)))

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
            self.disputed[chosen],
        )


class _MarksFrom(NamedTuple):
    """Marks, and what they were made from that may change while what the rows say stays."""

    scheme: Scheme
    severity_from: NDArray[np.uint8]
    disagreements: tuple[Disagreement, ...]
    marks: Marks


def marks_of(case: Case, child: int) -> Marks:
    """The marks of every shown event about that child; a scene that only gains findings needs them no second time."""
    kept, key = case.events.kept_here, ("marks", child)  # not words: a key
    known = kept.get(key)
    if (
        not isinstance(known, _MarksFrom)
        or known.scheme is not case.scheme
        or known.severity_from is not case.events.severity_from
        or known.disagreements is not case.disagreements
    ):
        marks = _marks_of(case, child)
        known = kept[key] = _MarksFrom(case.scheme, case.events.severity_from, case.disagreements, marks)
    return known.marks


def _marks_of(case: Case, child: int) -> Marks:
    events = case.events
    place = np.flatnonzero(events.subjects[:, child] & ~events.withdrawn)
    place = place[np.argsort(events.day[place], kind="stable")]
    severity = events.severity_for[place, child]
    kind = _kinds(case, place, severity, _died(case, place, child))
    died = kind == MarkKind.DEATH
    precision = events.precision[place]
    day, end = events.day[place], np.maximum(events.end[place], events.day[place])
    precise = (PRECISION_CODES[Precision.DAY], PRECISION_CODES[Precision.BEFORE], PRECISION_CODES[Precision.AFTER])
    return Marks(
        place=place,
        event=events.id[place],
        start=day,
        end=end,
        severity=np.where(died, len(case.scheme.severity) - 1, np.maximum(severity, 0)).astype(np.int8),
        kind=kind,
        suggested=_suggested(case, place, severity, died),
        imprecise=~np.isin(precision, precise) & (end > day),
        circa=precision == PRECISION_CODES[Precision.CIRCA],
        twin=~events.counted[place],
        disputed=disputed(case, place, child),
    )


def _suggested(
    case: Case, place: NDArray[np.intp], severity: NDArray[np.int8], died: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Which marks nobody has confirmed. A death is confirmed where a reviewer gives it its severity: that a row tells
    of one is always read from its words, whatever its sheet states, and no sheet has a column for it."""
    origin = case.events.severity_from[place]
    unsure = (origin != CodeFrom.REVIEWER) | (severity < case.scheme.ranks.serious_harm)
    return (died & unsure) | (~died & (origin == CodeFrom.LEXICON))


def _kinds(
    case: Case, place: NDArray[np.intp], severity: NDArray[np.int8], died: NDArray[np.bool_]
) -> NDArray[np.uint8]:
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
    kind[_told_of(case, place, "admission") & (severity > 0)] = MarkKind.ADMISSION
    kind[severity == 0] = MarkKind.NO_CONCERN
    kind[(severity == 0) & improved] = MarkKind.IMPROVEMENT
    kind[severity < 0] = MarkKind.UNSCORED
    kind[(severity < 0) & _marked(case, place, "hypothetical")] = MarkKind.HYPOTHETICAL
    kind[died & (severity != 0)] = MarkKind.DEATH
    return kind


def _died(case: Case, place: NDArray[np.intp], child: int) -> NDArray[np.bool_]:
    """Which of these records tell the death of this child. A record about several tells it of those alone whose own
    severity stands out as serious harm; where none stands out nobody can say whose death it is."""
    told = _told_of(case, place, "death")
    if not told.any():
        return told
    events, harm = case.events, case.scheme.ranks.serious_harm
    grave = events.severity_for[place] >= harm
    several = events.subjects[place].sum(axis=1) > 1
    stands_out = grave[:, child] & (grave.sum(axis=1) < events.subjects[place].sum(axis=1))
    return told & (~several | stands_out)


def _told_of(case: Case, place: NDArray[np.intp], marker: str) -> NDArray[np.bool_]:
    """Which of these records have that marker, or are the kept record of one in which another agency tells it."""
    events = case.events
    told = events.marked(marker) & ~events.withdrawn
    twins = events.duplicate_of[told]
    twins = twins[twins != NO_DUPLICATE]
    return told[place] | np.isin(events.id[place], twins) if len(twins) else told[place]


def _marked(case: Case, place: NDArray[np.intp], marker: str) -> NDArray[np.bool_]:
    return case.events.marked(marker)[place]
