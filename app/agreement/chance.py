"""Agreement beyond chance: Cohen's weighted kappa and Krippendorff's alpha, each with a range by bootstrap.

The coefficients are NLTK's (``nltk.metrics.agreement``, after Artstein and Poesio 2008). The ranges come from 1,000
draws of the rows with replacement, computed from the table of how often which pair of labels occurs.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

_DRAWS = 1000
_SEED = 20080101
_WIDEST = 400
"""Labels that differ (as sets of categories do) up to which a range is drawn: the table grows with their square."""

_L = TypeVar("_L", bound=Hashable)

Distance = Callable[[_L, _L], float]
Kind = Literal["kappa", "alpha"]


class _Task(Protocol):
    def alpha(self) -> float: ...
    def weighted_kappa_pairwise(self, cA: str, cB: str) -> float: ...  # noqa: N803 - the library's names


@dataclass(frozen=True, slots=True)
class Coefficient:
    """Agreement beyond chance, 1 for perfect, 0 for chance; None where it has no meaning, as when all labels are one.

    ``low`` and ``high`` hold 95 of 100 draws of the rows; None where no range was drawn.
    """

    value: float | None
    low: float | None = None
    high: float | None = None


def squared(left: int, right: int) -> float:
    """The distance of two ranks for quadratic weights, and for alpha with interval data."""
    return float((left - right) ** 2)


def apart(left: Hashable, right: Hashable) -> float:
    """The nominal distance: 0 for the same label, 1 for another."""
    return float(left != right)


def masi(left: frozenset[str], right: frozenset[str]) -> float:
    """The distance of two sets (Passonneau 2006): 0 the same, 1 nothing in common. Two empty sets are the same."""
    shared, either = len(left & right), len(left | right)
    if shared == either:
        return 0.0
    within = 2 / 3 if shared == min(len(left), len(right)) else 1 / 3 if shared else 0.0
    return 1 - shared / either * within


def weighted_kappa(pairs: Sequence[tuple[_L, _L]], distance: Distance[_L]) -> Coefficient:
    """Cohen's kappa (1968) of two readers' labels, weighted by their distance."""
    return _coefficient(pairs, distance, "kappa")


def alpha(pairs: Sequence[tuple[_L, _L]], distance: Distance[_L]) -> Coefficient:
    """Krippendorff's alpha (1980) of two readers' labels with that distance."""
    return _coefficient(pairs, distance, "alpha")


def _coefficient(pairs: Sequence[tuple[_L, _L]], distance: Distance[_L], kind: Kind) -> Coefficient:
    if len({label for pair in pairs for label in pair}) < 2:
        return Coefficient(None)
    places: dict[_L, int] = {label: 0 for pair in pairs for label in pair}
    for place, label in enumerate(places):
        places[label] = place
    task = _task(pairs, places, distance)
    value = task.alpha() if kind == "alpha" else task.weighted_kappa_pairwise("one", "other")
    if len(places) > _WIDEST:
        return Coefficient(value)
    drawn = _drawn(pairs, places, distance, kind)
    if not len(drawn):
        return Coefficient(value)
    low, high = np.quantile(drawn, (0.025, 0.975)).tolist()
    return Coefficient(value, low, high)


def _task(pairs: Sequence[tuple[_L, _L]], places: dict[_L, int], distance: Distance[_L]) -> _Task:
    from nltk.metrics.agreement import AnnotationTask  # noqa: PLC0415 # pyright: ignore[reportMissingTypeStubs] - it takes a second to load, and states no types

    known = list(places)
    data = [
        (reader, row, places[label])
        for row, pair in enumerate(pairs)
        for reader, label in zip(("one", "other"), pair, strict=True)
    ]

    def between(left: int, right: int) -> float:
        return distance(known[left], known[right])

    make = cast("Callable[..., _Task]", AnnotationTask)
    return make(data=data, distance=between)


def _drawn(
    pairs: Sequence[tuple[_L, _L]], places: dict[_L, int], distance: Distance[_L], kind: Kind
) -> NDArray[np.float64]:
    """The coefficient of each draw that has one."""
    counted, known = Counter(pairs), list(places)
    left, right = (np.zeros((len(counted), len(known))) for _ in range(2))
    for row, (one, other) in enumerate(counted):
        left[row, places[one]] = right[row, places[other]] = 1
    weights = np.array([[distance(one, other) for other in known] for one in known])
    far = np.array([distance(one, other) for one, other in counted])
    share = np.array(list(counted.values())) / len(pairs)
    counts = np.random.default_rng(_SEED).multinomial(len(pairs), share, size=_DRAWS).astype(np.float64)
    lefts, rights, total = counts @ left, counts @ right, len(pairs)
    observed = counts @ far / total
    if kind == "kappa":
        expected = np.einsum("dk,dk->d", lefts @ weights, rights) / total**2
    else:
        both = lefts + rights
        expected = np.einsum("dk,dk->d", both @ weights, both) / (2 * total * (2 * total - 1))
    drawn: NDArray[np.float64] = 1 - observed[expected > 0] / expected[expected > 0]
    return drawn
