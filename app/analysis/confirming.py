"""Whether all that a finding rests on is a reviewer's, or stated in the sheet, and nothing only suggested."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.analysis.finding import (
    DISAGREEMENT,
    ESCALATION,
    MISSED,
    NO_CONTACT,
    NO_IMPROVEMENT,
    NO_STRATEGY,
    NO_TOOLS,
    RELAPSE,
    REPEATED_NFA,
    RISING,
    SIBLINGS,
    SUSTAINED,
    TIMESCALE,
    UNANSWERED,
    UNCLEAR,
    Finding,
)
from app.case.event_table import CodeFrom, EventTable


class _ById(NamedTuple):
    """The ids of a table's rows in order, where each stands, and the column that they were read from."""

    column: NDArray[np.int32]
    ids: NDArray[np.int32]
    places: NDArray[np.intp]


def _positions(events: EventTable, ids: NDArray[np.int32]) -> NDArray[np.intp]:
    """Where the events of those ids stand, of which there are many: each is one of the table's."""
    known = events.kept.get(_BY_ID)
    if not isinstance(known, _ById) or known.column is not events.id:
        places = np.argsort(events.id, kind="stable")
        known = events.kept[_BY_ID] = _ById(events.id, events.id[places], places)
    return known.places[known.ids.searchsorted(ids)]


_BY_ID = "places by id"  # not words: a key


class _Behind:
    """The rows behind some findings, one after the other: each method tells of which (m,) a code is only suggested.

    ``place`` is where each row stands in the table, ``owner`` the number of its finding, ``child`` whom that is about.
    """

    def __init__(
        self, events: EventTable, place: NDArray[np.intp], owner: NDArray[np.intp], child: NDArray[np.intp]
    ) -> None:
        self._events, self.place, self.owner, self._child = events, place, owner, child

    @classmethod
    def of(cls, events: EventTable, findings: Sequence[Finding]) -> "_Behind":
        sizes = [len(told.evidence) for told in findings]
        ids = np.fromiter(chain.from_iterable(told.evidence for told in findings), np.int32, sum(sizes))
        owner = np.repeat(np.arange(len(findings)), sizes)
        return cls(events, _positions(events, ids), owner, np.array([told.child for told in findings], np.intp)[owner])

    def those_of(self, findings: NDArray[np.bool_]) -> "_Behind":
        """The rows behind some of the findings."""
        kept = findings[self.owner]
        return _Behind(self._events, self.place[kept], self.owner[kept], self._child[kept])

    def severity(self) -> NDArray[np.bool_]:
        return self._events.severity_from[self.place] == CodeFrom.LEXICON

    def categories(self) -> NDArray[np.bool_]:
        return self._events.categories_from[self.place] == CodeFrom.LEXICON

    def level(self) -> NDArray[np.bool_]:
        return self._level_of(self._child)

    def levels_of_all(self) -> NDArray[np.bool_]:
        children = range(self._events.level.shape[1])
        return np.logical_or.reduce([self._level_of(np.full_like(self._child, child)) for child in children])

    def markers(self) -> NDArray[np.bool_]:
        """Markers have no origin of their own: who confirms the codes of a row has looked at them."""
        marked = self._events.marked_at_all[self.place]
        coded = self.severity() | self.categories()
        return marked & (coded if coded[marked].all() else coded | self.levels_of_all())

    def _level_of(self, child: NDArray[np.intp]) -> NDArray[np.bool_]:
        """A level of one day that several rows state is doubtful where all of them only suggest it, as in the lane."""
        events, place = self._events, self.place
        level = events.level[place, child].astype(np.int64)
        doubtful = (level >= 0) & (events.level_from[place, child] == CodeFrom.LEXICON)
        if doubtful.any():
            stated = (self.owner * _LEVELS + level) * _DAYS + events.day[place]
            doubtful &= ~np.isin(stated, stated[(level >= 0) & ~doubtful])
        return doubtful


_LEVELS, _DAYS = 64, 2**33
"""More than there are levels, and than there are numbers of days, so that a number stands for both."""

Doubts = Callable[[_Behind], NDArray[np.bool_]]

RESTS_ON: Mapping[str, tuple[Doubts, ...]] = MappingProxyType(
    {
        RELAPSE: (_Behind.severity, _Behind.level),
        SUSTAINED: (_Behind.level,),
        ESCALATION: (_Behind.severity, _Behind.categories),
        NO_IMPROVEMENT: (_Behind.level,),
        UNANSWERED: (_Behind.severity,),
        UNCLEAR: (_Behind.markers,),
        REPEATED_NFA: (_Behind.markers, _Behind.categories),
        NO_STRATEGY: (_Behind.severity,),
        NO_CONTACT: (_Behind.severity, _Behind.level, _Behind.markers),
        MISSED: (_Behind.markers, _Behind.categories),
        TIMESCALE: (_Behind.level, _Behind.markers),
        SIBLINGS: (_Behind.severity, _Behind.levels_of_all),
        DISAGREEMENT: (_Behind.markers,),
        NO_TOOLS: (_Behind.severity, _Behind.categories),
        RISING: (_Behind.severity,),
    }
)
"""Of which codes of the rows behind it each kind of finding is made. What it only looks for and does not find, such as
a concern after a step-down that held, stands in no row behind it."""

_RESTING = tuple(
    (doubts, frozenset(kind for kind, on in RESTS_ON.items() if doubts in on))
    for doubts in (_Behind.severity, _Behind.categories, _Behind.markers, _Behind.level, _Behind.levels_of_all)
)
"""Each code with the kinds that rest on it, the dearest to ask last: what is in doubt already is not asked again."""


def told_whether_confirmed(events: EventTable, findings: Sequence[Finding]) -> list[Finding]:
    """The findings, in this order, each ``confirmed`` where nothing that it rests on is only suggested."""
    if not findings:
        return []
    rows, doubtful = _Behind.of(events, findings), np.zeros(len(findings), np.bool_)
    for doubts, kinds in _RESTING:
        asked = np.array([told.kind in kinds for told in findings], np.bool_) & ~doubtful
        if asked.any():
            those = rows.those_of(asked)
            doubtful[those.owner[doubts(those)]] = True
    confirmed: list[bool] = (~doubtful).tolist()
    return [
        told if told.confirmed == firm else replace(told, confirmed=firm)
        for told, firm in zip(findings, confirmed, strict=True)
    ]
