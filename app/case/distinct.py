"""The different values of an array, and where two columns begin and cease to differ."""

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

_N = TypeVar("_N", bound=np.generic)


def distinct(values: NDArray[_N]) -> NDArray[_N]:
    """Each value once, in order, as a row; as ``np.unique``, which first loads all of numpy's masked arrays."""
    ordered = np.sort(values, axis=None)
    first = np.ones(len(ordered), np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    return ordered[first]


def same_at_ends(one: tuple[NDArray[np.generic], ...], other: tuple[NDArray[np.generic], ...]) -> tuple[int, int]:
    """How many rows of these columns are the same at the beginning, and of the rest at the end."""
    head = tail = shorter = min(len(one[0]), len(other[0]))
    for mine, theirs in zip(one, other, strict=True):
        if mine is theirs:
            continue
        first = np.flatnonzero(mine[:head] != theirs[:head])
        head = int(first[0]) if len(first) else head
        last = np.flatnonzero(mine[len(mine) - tail :] != theirs[len(theirs) - tail :])
        tail = tail - 1 - int(last[-1]) if len(last) else tail
    return head, min(tail, shorter - head)
