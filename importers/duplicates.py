"""The same event told by two agencies, in other words and up to three days apart.

Two rows are compared only where they stand close in time, share a child and come from different
agencies, so that the work grows with the rows and not with their square. What is suggested changes
nothing; a person accepts or rejects it.
"""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from app.case.duplicate_edits import mark_twins
from app.case.event_table import NO_DUPLICATE
from app.case.model import Case, Changes, Edit
from app.progress import Progress
from importers.duplicate_pairs import MOST_DAYS, PairTable, Rows, find_pairs, read_rows
from importers.duplicate_words import why

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
    rows = read_rows(case, progress)
    pairs = find_pairs(rows, progress)
    groups = _Groups(case, rows)
    order = np.lexsort((pairs.twin, pairs.kept, -pairs.likeness))
    for place in order[pairs.likeness[order] >= LIKELY].tolist():
        groups.join(pairs, place)
    progress.at(1.0)
    return tuple(groups.suggestions(case, pairs))


def mark_suggested(
    case: Case, likeness: float = SURE, among: Container[int] | None = None, progress: Progress | None = None
) -> Edit:
    """Take every pair of at least that likeness for one event, as an import does. No decision is recorded.

    Only pairs with one of ``among`` (event ids) are taken, so that what was undone earlier stays undone; None for all.
    The edit is for that case; with another it is refused where the events are not there.

    Raises:
        Cancelled: when the progress was cancelled.
    """
    pairs = {
        item.twin: item.kept
        for item in suggest_duplicates(case, progress)
        if item.likeness >= likeness and (among is None or item.twin in among or item.kept in among)
    }
    if not pairs:
        return _nothing
    return mark_twins(pairs)


def _nothing(case: Case) -> tuple[Case, Changes]:
    return case, Changes()


class _Groups:
    """Which rows tell one event. The first-hand row of a group is kept, every other is its twin."""

    def __init__(self, case: Case, rows: Rows) -> None:
        events = case.events
        self._rows = rows
        self._leader: dict[int, int] = {}
        self._link: dict[int, int] = {}
        self._members: dict[int, list[int]] = {}
        self._settled = set(np.flatnonzero(events.duplicate_of != NO_DUPLICATE).tolist())
        for twin in self._settled:
            kept = events.position(int(events.duplicate_of[twin]))
            self._leader[twin] = kept
            self._members.setdefault(kept, [kept]).append(twin)
        self._apart = {frozenset((item.kept, item.twin)) for item in case.decisions if not item.accepted}

    def _first(self, place: int) -> int:
        while place in self._leader:
            place = self._leader[place]
        return place

    def join(self, pairs: PairTable, link: int) -> None:
        """Take the pair for one event, unless what was taken before speaks against it."""
        kept, twin = self._first(int(pairs.kept[link])), int(pairs.twin[link])
        if twin in self._leader or kept == twin:
            return
        one, other = self._members.get(kept, [kept]), self._members.get(twin, [twin])
        if not self._may_be_one(one, other):
            return
        self._leader[twin] = kept
        self._link[twin] = link
        self._members[kept] = [*one, *other]

    def _may_be_one(self, one: Sequence[int], other: Sequence[int]) -> bool:
        days = [int(self._rows.start[place]) for place in (*one, *other)]
        if max(days) - min(days) > MOST_DAYS and not self._rows.vague[[*one, *other]].any():
            return False
        tellers = [(int(self._rows.source[place]), int(self._rows.owner[place])) for place in (*one, *other)]
        ids = self._rows.id
        return len(set(tellers)) == len(tellers) and not any(
            frozenset((int(ids[mine]), int(ids[theirs]))) in self._apart for mine in one for theirs in other
        )

    def suggestions(self, case: Case, pairs: PairTable) -> Iterable[DuplicateSuggestion]:
        """What was found, in the order of the twins."""
        for twin in sorted(self._link):
            link, kept = self._link[twin], self._first(twin)
            yield DuplicateSuggestion(
                kept=int(self._rows.id[kept]),
                twin=int(self._rows.id[twin]),
                likeness=round(float(pairs.likeness[link]), 3),
                why=why(case, self._rows, pairs, link, kept),
            )
