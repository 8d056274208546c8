"""The same event told by two agencies, in other words and up to three days apart.

Two rows are compared only where they stand close in time, share a child and come from different
agencies, so that the work grows with the rows and not with their square. What is suggested changes
nothing; a person accepts or rejects it.
"""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from app.case.duplicate_edits import mark_twins
from app.case.event_table import NO_DUPLICATE
from app.case.model import Case, Changes, Edit
from app.language import trn
from app.progress import Progress
from importers.duplicates.near import MOST_DAYS, MOST_NEAR, Standing, crowded
from importers.duplicates.pairs import PairTable, Rows, find_pairs, read_rows, standing_of
from importers.duplicates.words import why

LIKELY = 0.4
"""The likeness from which a pair is suggested."""

SURE = 0.5
"""The likeness from which an import takes a pair for one event until a person says otherwise."""


@dataclass(frozen=True, slots=True)
class DuplicateSuggestion:
    """Two events that seem to be one. ``kept`` and ``twin`` are event ids: the twin tells it second-hand or later.

    ``likeness`` runs from 0 to 1. ``why`` is one sentence for a person; it may hold words of the rows.
    """

    kept: int
    twin: int
    likeness: float
    why: str


def suggest_duplicates(case: Case, progress: Progress | None = None) -> tuple[DuplicateSuggestion, ...]:
    """Which events seem to be told twice, in the order of the case; each event is the twin of one other at most.

    Withdrawn events, twins already accepted and pairs already decided are left out.

    Raises:
        Cancelled: when the progress was cancelled.
    """
    progress = progress or Progress()
    rows, pairs, groups = _grouped(case, progress)
    found: list[DuplicateSuggestion] = []
    for number, (twin, kept, link) in enumerate(groups.taken()):
        if number % _STEP == 0:
            progress.at(0.95 + 0.05 * number / groups.size)
        found.append(
            DuplicateSuggestion(
                kept=int(case.events.id[kept]),
                twin=int(case.events.id[twin]),
                likeness=round(float(pairs.likeness[link]), 3),
                why=why(case, rows, pairs, link, kept),
            )
        )
    progress.at(1.0)
    return tuple(found)


_STEP: Final = 512


def _grouped(case: Case, progress: Progress) -> "tuple[Rows, PairTable, _Groups]":
    """What was compared, the pairs that are like enough, and what they make one."""
    rows = read_rows(case, progress)
    pairs = find_pairs(rows, progress, LIKELY)
    progress.at(0.9)
    groups = _Groups(case, rows.standing)
    progress.at(0.9)
    order = np.lexsort((pairs.twin, pairs.kept, -pairs.likeness))
    for first in range(0, len(order), _STEP):
        progress.at(0.9 + 0.05 * first / len(order))
        links = order[first : first + _STEP]
        for kept, twin, link in zip(
            pairs.kept[links].tolist(), pairs.twin[links].tolist(), links.tolist(), strict=True
        ):
            groups.join(kept, twin, link)
    return rows, pairs, groups


def crowded_in_words(case: Case) -> str:
    """What is told of rows near which too many stand for all to be compared; empty where there are none."""
    count = crowded(standing_of(case))
    if not count:
        return ""
    return trn(
        "{count:,} row has more than {most} other rows within {days} days: it was compared with the nearest "
        "of them only, so an event told twice may be missed.",
        "{count:,} rows have more than {most} other rows within {days} days: each was compared with the nearest "
        "of them only, so an event told twice may be missed.",
        count,
    ).format(count=count, most=MOST_NEAR, days=MOST_DAYS)


def mark_suggested(
    case: Case, likeness: float = SURE, among: Container[int] | None = None, progress: Progress | None = None
) -> Edit:
    """Take every pair of at least that likeness for one event, as an import does. No decision is recorded.

    Only pairs with one of ``among`` (event ids) are taken, so that what was undone earlier stays undone; None for all.
    The edit is for that case; with another it is refused where the events are not there.

    Raises:
        Cancelled: when the progress was cancelled.
    """
    progress = progress or Progress()
    _rows, table, groups = _grouped(case, progress)
    ids: list[int] = case.events.id.tolist()
    pairs = {
        ids[twin]: ids[kept]
        for twin, kept, link in groups.taken()
        if round(float(table.likeness[link]), 3) >= likeness
        and (among is None or ids[twin] in among or ids[kept] in among)
    }
    progress.at(1.0)
    if not pairs:
        return _nothing
    return mark_twins(pairs)


def _nothing(case: Case) -> tuple[Case, Changes]:
    return case, Changes()


class _Groups:
    """Which rows tell one event. The first-hand row of a group is kept, every other is its twin."""

    def __init__(self, case: Case, standing: Standing) -> None:
        events = case.events
        self._ids: list[int] = standing.id.tolist()
        self._days: list[int] = standing.start.tolist()
        self._vague: list[bool] = standing.vague.tolist()
        self._tellers = list(zip(standing.source.tolist(), standing.owner.tolist(), strict=True))
        self._leader: dict[int, int] = {}
        self._link: dict[int, int] = {}
        self._members: dict[int, list[int]] = {}
        for twin in np.flatnonzero(events.duplicate_of != NO_DUPLICATE).tolist():
            kept = events.position(int(events.duplicate_of[twin]))
            self._leader[twin] = kept
            self._members.setdefault(kept, [kept]).append(twin)
        self._apart = {frozenset((item.kept, item.twin)) for item in case.decisions if not item.accepted}

    def _first(self, place: int) -> int:
        while place in self._leader:
            place = self._leader[place]
        return place

    def join(self, kept: int, twin: int, link: int) -> None:
        """Take a pair of places for one event, unless what was taken before speaks against it."""
        if twin in self._leader:
            return
        kept = self._first(kept)
        if kept == twin:
            return
        one, other = self._members.get(kept, [kept]), self._members.get(twin, [twin])
        if not self._may_be_one(one, other):
            return
        self._leader[twin] = kept
        self._link[twin] = link
        self._members[kept] = [*one, *other]

    def _may_be_one(self, one: Sequence[int], other: Sequence[int]) -> bool:
        both = [*one, *other]
        days = [self._days[place] for place in both]
        if max(days) - min(days) > MOST_DAYS and not any(self._vague[place] for place in both):
            return False
        ids = self._ids
        return len({self._tellers[place] for place in both}) == len(both) and not (
            self._apart and any(frozenset((ids[mine], ids[theirs])) in self._apart for mine in one for theirs in other)
        )

    @property
    def size(self) -> int:
        """How many rows were taken for twins."""
        return len(self._link)

    def taken(self) -> Iterator[tuple[int, int, int]]:
        """What was taken for one, in the order of the twins: the places of twin and row kept, and their pair."""
        for twin in sorted(self._link):
            yield twin, self._first(twin), self._link[twin]
