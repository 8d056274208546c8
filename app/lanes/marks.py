"""Which mark each event has in a child's lane."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from app.case.dates import PRECISION_CODES, Precision
from app.case.event_table import CodeFrom
from app.case.model import Case

SERIOUS_HARM = 5


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


def marks_of(case: Case, child: int) -> Marks:
    """The marks of every shown event about that child."""
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
    kind[among("missed")] = MarkKind.MISSED_HEALTH
    kind[among("health")] = MarkKind.HEALTH
    kind[severity == SERIOUS_HARM] = MarkKind.HARM
    kind[_marked(case, place, "admission") & (severity > 0)] = MarkKind.ADMISSION
    kind[severity == 0] = MarkKind.NO_CONCERN
    kind[(severity == 0) & improved] = MarkKind.IMPROVEMENT
    kind[severity < 0] = MarkKind.UNSCORED
    return kind


def _marked(case: Case, place: NDArray[np.intp], marker: str) -> NDArray[np.bool_]:
    markers = case.events.markers
    return np.fromiter((marker in markers[item] for item in place.tolist()), np.bool_, len(place))
