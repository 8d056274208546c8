"""Levels that rows say and that others outweigh: what was only told of a step, and the end of what is not in force.

Rows that are withdrawn, and what is proposed for rows that keep the levels of their sheet or of a reviewer, weigh
nothing.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.case.edit_parts import Places
from app.case.event_table import UNSCORED, CodeFrom
from app.case.model import Case
from app.coding.levels import NOTHING_ENDED, changes_nothing, ends_of_others, outdone_reports
from app.coding.outlines import Outline

_OPEN = (CodeFrom.NOBODY, CodeFrom.LEXICON)
_BROUGHT = (CodeFrom.STATED, CodeFrom.CARRIED)


class Said(NamedTuple):
    """What (m) rows say of (k) children's levels, whatever others say: the level that each states, -1 for none, and the
    rank that it ends (m, k; see ``rank_ended``), and whether it was told to the agency that writes (m)."""

    level: NDArray[np.int8]
    ended: NDArray[np.int8]
    told: NDArray[np.bool_]

    @property
    def outweighed(self) -> NDArray[np.bool_]:
        """(m, k): which of them may be outweighed by what other rows say."""
        return (self.level >= 0) & (self.told[:, None] | (self.ended != NOTHING_ENDED))

    def at(self, rows: NDArray[np.intp]) -> "Said":
        """What those rows of them say."""
        return Said(self.level[rows], self.ended[rows], self.told[rows])


def said_by(outlines: Sequence[Outline], children: int) -> Said:
    """What rows of these outlines say, of so many children."""
    shape = len(outlines), children
    level, ended = np.full(shape, UNSCORED, np.int8), np.full(shape, NOTHING_ENDED, np.int8)
    for number, outline in enumerate(outlines):
        for child, rank in outline.levels.items():
            level[number, child] = rank
        for child, rank in outline.ended.items():
            ended[number, child] = rank
    return Said(level, ended, np.array([outline.told for outline in outlines], np.bool_))


def no_level_columns(case: Case) -> NDArray[np.bool_]:
    """Rows of sheets that do not state every child's level in a column of its own."""
    stated = [source.id for source in case.sources if isinstance(source.columns.get("level"), tuple)]
    return ~np.isin(case.events.source, stated)


def open_to_levels(case: Case, places: Places) -> NDArray[np.bool_]:
    """(m, k): whether the level of each child may be suggested for the rows at those places.

    Neither what a sheet states nor what a reviewer gave is; nor is any of a row whose sheet brought its codes.
    """
    events = case.events
    stated = [source.id for source in case.sources if isinstance(source.columns.get("level"), tuple)]
    apart = np.isin(events.source[places], stated) | events.withdrawn[places]
    severity, categories = events.severity_from[places], events.categories_from[places]
    brought = (np.isin(severity, _BROUGHT) | np.isin(categories, _BROUGHT)) & ~(
        np.isin(severity, _OPEN) | np.isin(categories, _OPEN)
    )
    level_from = events.level_from[places]
    free = (level_from == CodeFrom.LEXICON) | ((level_from == CodeFrom.NOBODY) & ~brought[:, None])
    return free & ~apart[:, None]


def levels_in_force(case: Case) -> NDArray[np.int8]:
    """(n, k): the level that each row states for each child; -1 for none, and of rows that are withdrawn."""
    events = case.events
    return (
        np.where(events.withdrawn[:, None], np.int8(UNSCORED), events.level) if events.withdrawn.any() else events.level
    )


def not_outweighed(case: Case, said: Said, places: Places) -> NDArray[np.int8]:
    """(m, k): the levels that the rows at those places say and no other row outweighs, -1 for none.

    Rows that have a level in the case have it there; only what is not stated yet may be outweighed.
    """
    level = said.level.copy()
    asked = said.outweighed & open_to_levels(case, places) & (case.events.level[places] < 0)
    if asked.any():
        stated = levels_in_force(case).copy()
        counts = open_to_levels(case, places) & (stated[places] < 0)
        stated[places] = np.where(counts, level, stated[places])
        for outweighed in (_outdone, _of_others):
            for place, child in outweighed(case, stated, said, places, asked):
                stated[place, child] = UNSCORED
                level[np.searchsorted(places, place), child] = UNSCORED
    return level


def _outdone(
    case: Case, stated: NDArray[np.int8], said: Said, places: Places, asked: NDArray[np.bool_]
) -> list[tuple[int, int]]:
    """What was told to an agency and others state otherwise about then, by place and child."""
    rows, children = np.nonzero(asked & said.told[:, None])
    pairs: list[tuple[int, int]] = list(zip(places[rows].tolist(), children.tolist(), strict=True))
    return outdone_reports(case.events.day, stated, pairs, case.scheme.ranks.enquiry) if pairs else []


def _of_others(
    case: Case, stated: NDArray[np.int8], said: Said, places: Places, asked: NDArray[np.bool_]
) -> list[tuple[int, int]]:
    """Ends of what is not in force, such as an enquiry within a plan, by place and child."""
    rows, children = np.nonzero(asked & (said.ended != NOTHING_ENDED) & (stated[places] >= 0))
    ranks: list[int] = said.ended[rows, children].tolist()
    ends = dict(zip(zip(places[rows].tolist(), children.tolist(), strict=True), ranks, strict=True))
    scheme = case.scheme
    return ends_of_others(case.events.day, stated, ends, scheme.ranks.enquiry, scheme.contract_ranks) if ends else []


def in_force_after(now: int, told: Sequence[int], enquiry: int) -> int:
    """The level in force after a day on which rows state these levels, ``now`` being in force before it; -1 is none.

    An enquiry within a higher level opens none.
    """
    new = [rank for rank in told if rank >= 0 and rank != now and not rank == enquiry < now]
    return max(new, default=now)


def in_force_before(days: NDArray[np.int32], levels: NDArray[np.int8], first: int, enquiry: int) -> int:
    """The level in force before that day for one child, of whom rows of these ordered days state these levels (n,).

    A day on which one level alone is stated, and no enquiry, leaves that one: days before it make no difference.
    """
    until = int(days.searchsorted(np.int32(first)))
    rows = np.flatnonzero(levels[:until] >= 0)
    back: list[list[int]] = []
    last: int | None = None
    for row in rows[::-1]:
        day = int(days[row])
        if day == last:
            back[-1].append(int(levels[row]))
            continue
        if back and len({*back[-1]}) == 1 and back[-1][0] != enquiry:
            break
        back.append([int(levels[row])])
        last = day
    now = UNSCORED
    for told in reversed(back):
        now = in_force_after(now, told, enquiry)
    return now


def held_back(case: Case, place: int, outline: Outline) -> frozenset[int]:
    """The children for whom what the row at that place says of their level is outweighed by what other rows say."""
    events, places = case.events, np.array([place])
    said = said_by([outline], events.subjects.shape[1])
    asked = said.outweighed & open_to_levels(case, places) & (events.level[places] < 0)
    found: set[int] = set()
    for child in np.flatnonzero(asked[0]).tolist():
        levels = levels_in_force(case)[:, child].copy()
        ended, day = int(said.ended[0, child]), int(events.day[place])
        if ended != NOTHING_ENDED:
            now = in_force_before(events.day, levels, day, case.scheme.ranks.enquiry)
            if changes_nothing(ended, int(said.level[0, child]), now, case.scheme.contract_ranks):
                found.add(child)
        levels[place] = said.level[0, child]
        if outline.told and outdone_reports(events.day, levels[:, None], [(place, 0)], case.scheme.ranks.enquiry):
            found.add(child)
    return frozenset(found)
