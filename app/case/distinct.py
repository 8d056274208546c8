"""The different values of an array."""

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
