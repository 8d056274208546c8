"""What a lane's thin rails carry: referrals and their outcome, enquiries, conferences, tools, when a child was seen."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from math import ceil, floor
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.analysis.finding import Finding
from app.case.distinct import distinct
from app.case.model import Case
from app.lanes.marks import a_day

UNCLEAR_REFERRAL, NO_CONTACT = "unclear_referral", "no_contact"
"""Kinds of finding that are drawn on a rail."""


class RailKind(IntEnum):
    """The shapes of the rails, in the order in which they are painted."""

    SEEN = 0
    TOOL = 1
    CONFERENCE = 2
    ACCEPTED = 3
    STRATEGY = 4
    DISAGREEMENT = 5
    ESCALATED = 6
    REFUSED = 7
    UNCLEAR = 8


KINDS = {
    "child_seen": RailKind.SEEN,
    "tool_use:used": RailKind.TOOL,
    "tool_use:incomplete": RailKind.TOOL,
    "conference": RailKind.CONFERENCE,
    "strategy_discussion:held": RailKind.STRATEGY,
    "strategy_discussion:late": RailKind.STRATEGY,
    "referral:accepted": RailKind.ACCEPTED,
    "referral:nfa": RailKind.REFUSED,
    "referral:unclear": RailKind.UNCLEAR,
    "referral:no_reply": RailKind.UNCLEAR,
    "disagreement": RailKind.DISAGREEMENT,
    "escalation_procedure:used": RailKind.ESCALATED,
}
"""Which marker of a record has which shape; the others have none."""

DOOR = (RailKind.ACCEPTED, RailKind.REFUSED, RailKind.UNCLEAR, RailKind.DISAGREEMENT, RailKind.ESCALATED)
CONTACT = (RailKind.SEEN, RailKind.TOOL)
ON_WALL = frozenset({RailKind.REFUSED, RailKind.UNCLEAR})
"""What is drawn of the rails on a canvas that is read from four metres."""

NEVER_MERGED = (RailKind.REFUSED, RailKind.UNCLEAR, RailKind.STRATEGY)


def days_between(days: NDArray[np.int32], first: float, last: float) -> slice:
    """Where the days from the first to the last stand among ascending ones."""
    return slice(
        int(np.searchsorted(days, a_day(floor(first)), side="left")),
        int(np.searchsorted(days, a_day(ceil(last)), side="right")),
    )


@dataclass(frozen=True)
class RailMarks:
    """One child's marks on the rails in order of day: the day (day number), event id and kind of each."""

    day: NDArray[np.int32]
    event: NDArray[np.int32]
    kind: NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.day)

    @cached_property
    def days_of(self) -> dict[RailKind, NDArray[np.int32]]:
        """The days of each kind that there is, in the order in which kinds are painted."""
        kinds = distinct(self.kind).tolist()
        return {RailKind(kind): self.day[self.kind == kind] for kind in kinds}

    def seen(self, kind: RailKind, first: float, last: float) -> NDArray[np.int32]:
        """The days of that kind from the first to the last day."""
        days = self.days_of[kind]
        return days[days_between(days, first, last)]

    def between(self, first: float, last: float) -> "RailMarks":
        """Those from the first to the last day."""
        part = days_between(self.day, first, last)
        return RailMarks(self.day[part], self.event[part], self.kind[part])

    def only(self, kinds: Collection[RailKind]) -> "RailMarks":
        """Those of these kinds."""
        wanted = np.isin(self.kind, [kind.value for kind in kinds])
        return RailMarks(self.day[wanted], self.event[wanted], self.kind[wanted])


@dataclass(frozen=True)
class Told:
    """Every marker of a case that has a shape: the event's place and its kind, in order of place."""

    place: NDArray[np.intp]
    kind: NDArray[np.uint8]


class _ToldBy(NamedTuple):
    markers: tuple[tuple[str, ...], ...]
    told: Told


def told_in(case: Case) -> Told:
    """What the rows of a case tell that the rails show; found once for all its children and while no marker changes."""
    events = case.events
    known = events.kept.get("rails")
    if not isinstance(known, _ToldBy) or known.markers is not events.markers:
        known = events.kept["rails"] = _ToldBy(events.markers, _told_by(events.markers))
    return known.told


def _told_by(markers_of_events: tuple[tuple[str, ...], ...]) -> Told:
    shapes: dict[tuple[str, ...], tuple[RailKind, ...]] = {(): ()}
    place: list[int] = []
    kind: list[int] = []
    for at, markers in enumerate(markers_of_events):
        if markers:
            found = shapes.get(markers)
            if found is None:
                found = shapes[markers] = _shapes(markers)
            place += [at] * len(found)
            kind += found
    return Told(np.asarray(place, np.intp), np.asarray(kind, np.uint8))


def _shapes(markers: tuple[str, ...]) -> tuple[RailKind, ...]:
    found = sorted({KINDS[marker] for marker in markers if marker in KINDS})
    if RailKind.ESCALATED in found and RailKind.DISAGREEMENT in found:
        found.remove(RailKind.DISAGREEMENT)
    return tuple(found)


def rails_of(case: Case, told: Told, child: int, findings: list[Finding]) -> RailMarks:
    """One child's marks on the rails; a referral whose outcome a finding calls unclear is among them."""
    events = case.events
    mine = events.subjects[told.place, child] & events.counted[told.place]
    place, kind = told.place[mine], told.kind[mine]
    unclear = [event for item in findings if item.kind == UNCLEAR_REFERRAL for event in item.evidence[:1]]
    told_of = (kind == RailKind.UNCLEAR) | (kind == RailKind.REFUSED) | (kind == RailKind.ACCEPTED)
    known = set(events.id[place[told_of]].tolist())
    more = [events.position(event) for event in dict.fromkeys(unclear) if event not in known and events.has(event)]
    place = np.concatenate((place, np.asarray(more, np.intp)))
    kind = np.concatenate((kind, np.full(len(more), RailKind.UNCLEAR, np.uint8)))
    order = np.lexsort((kind, events.day[place]))
    return RailMarks(events.day[place[order]], events.id[place[order]], kind[order])
