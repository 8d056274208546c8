"""What rows speak of, and how much of it two rows share: words that are rare in this case weigh most."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from app.progress import Progress
from importers.duplicates.cues import RowCues
from importers.duplicates.near import Numbers

_FEW_ROWS: Final = 100
_AT_A_TIME: Final = 500_000
_ROWS_AT_A_TIME: Final = 4096
_UNIT: Final = 2**40
"""Weights are added up as whole numbers of this part, which come out the same in whatever order they are added."""


@dataclass(frozen=True, slots=True)
class Things:
    """The words of every row that it could share with another, as numbers.

    Those of row ``n`` are ``ids[first[n]:first[n + 1]]``. ``weights`` are theirs as whole
    numbers; ``sizes`` are the sums for each row, from 0 up. ``weight`` gives a word's, from 0 to 1.
    """

    weight: Mapping[str, float]
    first: Numbers
    ids: Numbers
    weights: NDArray[np.float64]
    sizes: NDArray[np.float64]

    def shared(self, one: Numbers, other: Numbers) -> NDArray[np.float64]:
        """What the words that two rows share weigh, for pairs of places that lie near each other."""
        rows, at = np.unique(np.concatenate((one, other)), return_inverse=True)
        counts = self.first[rows + 1] - self.first[rows]
        begins = np.cumsum(counts) - counts
        known, thing = np.unique(self.ids[_runs(self.first[rows], counts)], return_inverse=True)
        holds = np.zeros((len(rows), len(known)), np.bool_)
        holds[np.repeat(np.arange(len(rows)), counts), thing] = True
        weights = self.weights[known]
        mine, theirs = at[: len(one)], at[len(one) :]
        fewer = counts[mine] <= counts[theirs]
        mine, theirs = np.where(fewer, mine, theirs), np.where(fewer, theirs, mine)
        sums = np.zeros(len(one))
        step = max(_AT_A_TIME // max(int(counts.max(initial=0)), 1), 1)
        for begin in range(0, len(one), step):
            some = slice(begin, begin + step)
            lengths = counts[mine[some]]
            spoken = thing[_runs(begins[mine[some]], lengths)]
            pair = np.repeat(np.arange(len(lengths)), lengths)
            told = np.where(holds[theirs[some][pair], spoken], weights[spoken], 0.0)
            sums[some] = np.bincount(pair, told, minlength=len(lengths))
        return sums / _UNIT


def _runs(first: Numbers, lengths: Numbers) -> Numbers:
    """The numbers ``first``, ``first + 1`` … of each run, one run after the other."""
    return np.arange(int(lengths.sum())) + np.repeat(first - (np.cumsum(lengths) - lengths), lengths)


def things_of(cues: Sequence[RowCues], progress: Progress) -> Things:
    """The words of these rows with their weights.

    Raises:
        Cancelled: when the progress was cancelled.
    """
    numbers: dict[str, int] = {}
    listed = [np.zeros(0, np.int64)]
    for begin in range(0, len(cues), _ROWS_AT_A_TIME):
        progress.at(0.5)
        some = cues[begin : begin + _ROWS_AT_A_TIME]
        told = [numbers.setdefault(thing, len(numbers)) for row in some for thing in row.things]
        listed.append(np.array(told, np.int64))
    ids = np.concatenate(listed)
    lengths = np.fromiter((len(row.things) for row in cues), np.int64, len(cues))
    first = np.concatenate((np.zeros(1, np.int64), np.cumsum(lengths)))
    # In a case of a few rows no word is common, however often it comes.
    weight = 1.0 - np.log(np.bincount(ids, minlength=len(numbers))) / np.log(max(len(cues), _FEW_ROWS))
    weights: NDArray[np.float64] = np.rint(weight * _UNIT)
    rows = np.repeat(np.arange(len(cues)), lengths)
    return Things(
        weight=dict(zip(numbers, weight.tolist(), strict=True)),
        first=first,
        ids=ids,
        weights=weights,
        sizes=np.bincount(rows, weights[ids], minlength=len(cues)) / _UNIT,
    )
