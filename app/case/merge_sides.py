"""Whose value stands where two copies of a case differ in what is no code of a row."""

from collections.abc import Hashable, Mapping
from typing import TypeVar

from app.case.merge_rows import Merging, Side

_K = TypeVar("_K", bound=Hashable)
_V = TypeVar("_V")


def side_of(merging: Merging, ours: bool, their: bool, mine_there: bool, theirs_there: bool) -> Side:
    """Whose stands of two values that differ, as ``Merging.judged``."""
    if merging.ours.known and merging.their_touch.known and ours != their:
        return "mine" if ours else "theirs"
    if mine_there and theirs_there:
        return "waiting"
    return "mine" if mine_there else "theirs"


def keyed(
    mine: Mapping[_K, _V], theirs: Mapping[_K, _V], ours: frozenset[_K], their: frozenset[_K], merging: Merging
) -> tuple[dict[_K, _V], list[tuple[_K, Side]]]:
    """What stands of decisions under keys, and the keys under which the copies differ, with whose stands."""
    kept, differing = dict(mine), list[tuple[_K, Side]]()
    known = merging.ours.known and merging.their_touch.known
    for key in (*mine, *(key for key in theirs if key not in mine)):
        if mine.get(key) == theirs.get(key):
            continue
        if key in mine and key in theirs:
            side = side_of(merging, key in ours, key in their, True, True)
            differing.append((key, side))
        elif key in mine:
            side: Side = "theirs" if known and key in their and key not in ours else "mine"
            if side == "theirs":
                differing.append((key, side))
        else:
            side = "mine" if known and key in ours and key not in their else "theirs"
            if side == "mine":
                differing.append((key, side))
        if side == "theirs":
            kept.pop(key, None)
            if key in theirs:
                kept[key] = theirs[key]
    return kept, differing
