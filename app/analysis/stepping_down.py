"""Steppings-down: falls in a child's level that follow each other without a rise between them."""

from bisect import bisect_left
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.analysis.levels import LevelChange, LevelState, LevelStates, level_changes
from app.case.model import Case
from app.case.rules import Ranks


@dataclass(frozen=True, slots=True)
class SteppingDown:
    """Falls without a rise between them, and the rises since the stepping-down before."""

    rises: tuple[LevelChange, ...]
    falls: tuple[LevelChange, ...]

    @property
    def last(self) -> LevelChange:
        """The fall that windows count from."""
        return self.falls[-1]


class SteppingsDown(NamedTuple):
    """A child's steppings-down in order of time, and the last ``day`` of each.

    They were grouped from ``changes``, among which each ``begins`` at a number; the scheme's ``ranks`` say what is no
    fall that counts.
    """

    downs: tuple[SteppingDown, ...]
    day: NDArray[np.int32]
    changes: tuple[LevelChange, ...]
    begins: list[int]
    ranks: Ranks


def steppings_down(case: Case, child: int, states: tuple[LevelState, ...]) -> SteppingsDown:
    """Those of a child, worked out once for the same states; of other states, where they differ from the last ones."""
    ranks = case.scheme.ranks
    if not isinstance(states, LevelStates):
        return grouped(level_changes(states), ranks)
    found = states.kept.get(ranks)
    if not isinstance(found, SteppingsDown):
        key = "steppings down", child  # not words: a key
        last = case.events.kept.get(key)
        known = last if isinstance(last, SteppingsDown) and last.ranks == ranks else None
        found = case.events.kept[key] = states.kept[ranks] = grouped(states.changes, ranks, known)
    return found


def grouped(changes: tuple[LevelChange, ...], ranks: Ranks, known: SteppingsDown | None = None) -> SteppingsDown:
    """A child's changes as steppings-down; ``known`` are those of changes that are the same in part."""
    downs: list[SteppingDown] = []
    begins: list[int] = []
    begun, settled, ahead = 0, len(changes), 0
    if known is not None and known.begins:
        head, tail = alike_at_ends(changes, known.changes)
        # One that a rise among the same changes closes stands as it stood.
        closed = max(bisect_left(known.begins, head) - 1, 0)
        downs, begins, begun = list(known.downs[:closed]), known.begins[:closed], known.begins[closed]
        settled, ahead = len(changes) - tail, len(changes) - len(known.changes)
    rises: list[LevelChange] = []
    falls: list[LevelChange] = []
    for at in range(begun, len(changes)):
        change = changes[at]
        if change.after > change.before:
            if falls:
                downs.append(SteppingDown(tuple(rises), tuple(falls)))
                begins.append(begun)
                begun, rises, falls = at, [], []
                same = bisect_left(known.begins, at - ahead) if known is not None and at >= settled else None
                if known is not None and same is not None and known.begins[same : same + 1] == [at - ahead]:
                    downs += known.downs[same:]
                    begins += [begins_at + ahead for begins_at in known.begins[same:]]
                    break
            rises.append(change)
        elif change.withdrawal(ranks):
            falls.append(change)
    if falls:
        downs.append(SteppingDown(tuple(rises), tuple(falls)))
        begins.append(begun)
    days = np.array([down.falls[-1].day for down in downs], np.int32)
    return SteppingsDown(tuple(downs), days, changes, begins, ranks)


def alike_at_ends(one: tuple[object, ...], other: tuple[object, ...]) -> tuple[int, int]:
    """How many items are the same at the beginning, and of the rest at the end."""
    shorter = min(len(one), len(other))
    head = _alike(one[:shorter], other[:shorter])
    ends = slice(None, -1 - (shorter - head), -1)
    return head, _alike(one[ends], other[ends])


def _alike(one: tuple[object, ...], other: tuple[object, ...]) -> int:
    """How many items are the same at the beginning of two as long."""
    first, last = 0, len(one)
    # Whole stretches are compared at once: most items are one object in both.
    while first < last:
        middle = (first + last + 1) // 2
        if one[first:middle] == other[first:middle]:
            first = middle
        else:
            last = middle - 1
    return first
