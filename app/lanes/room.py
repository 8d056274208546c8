"""Labels, and the room they find: no two overlap, and none stands on what is taken."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

_NONE = np.zeros(0)

Measure = Callable[[str, int, bool], float]
"""The width in pixels of words at a pixel size, bold or not."""

CLEAR = 4.0
"""Pixels each label keeps from any other."""

_BAND = 96

Box = tuple[float, float, float, float]
"""x0, y0, x1, y1."""


@dataclass(frozen=True, slots=True)
class Label:
    """Words at ``x`` (left edge) and ``y`` (baseline). ``role`` names a colour role; ``level`` a level's text colour.

    ``backing`` is "paper" or "lane" for a filled box, "halo" for an outline of lane ground, "" for none.
    """

    x: float
    y: float
    words: str
    size: int
    role: str = "ink"
    bold: bool = False
    italic: bool = False
    backing: str = "halo"
    level: int | None = None


@dataclass
class Room:
    """What is taken in one lane. Boxes are kept in bands of x, so that only those nearby are asked."""

    measure: Measure
    left: float
    right: float
    labels: list[Label] = field(default_factory=list[Label])
    _bands: dict[int, list[Box]] = field(default_factory=dict[int, list[Box]])
    _points: tuple[NDArray[np.float64], NDArray[np.float64], float] = (_NONE, _NONE, 0.0)

    def free(self, x0: float, y0: float, x1: float, y1: float) -> bool:
        """Whether nothing stands there, and it is inside the lane."""
        if x0 < self.left or x1 > self.right:
            return False
        x0, x1 = x0 - CLEAR, x1 + CLEAR
        for band in range(int(x0 // _BAND), int(x1 // _BAND) + 1):
            for a, b, c, d in self._bands.get(band, ()):
                if x1 > a and x0 < c and y1 > b and y0 < d:
                    return False
        return not len(self._points[0]) or not self._on_points(x0, y0, x1, y1)

    def block(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Take this box, as far as it lies in the lane."""
        x0, x1 = max(x0, self.left), min(x1, self.right)
        if x1 > x0:
            for band in range(int(x0 // _BAND), int(x1 // _BAND) + 1):
                self._bands.setdefault(band, []).append((x0, y0, x1, y1))

    def block_points(self, xs: NDArray[np.float64], ys: NDArray[np.float64], half: float) -> None:
        """Take a square around each of these points, instead of those taken so until now."""
        order = np.argsort(xs, kind="stable")
        self._points = xs[order], ys[order], half

    def _on_points(self, x0: float, y0: float, x1: float, y1: float) -> bool:
        xs, ys, half = self._points
        near = ys[slice(*np.searchsorted(xs, (x0 - half, x1 + half)).tolist())]
        return bool(((near > y0 - half) & (near < y1 + half)).any())

    def take(self, label: Label) -> None:
        """Put the label there."""
        self.labels.append(label)
        self.block(*self.box(label))

    def box(self, label: Label) -> Box:
        """The box that a label fills."""
        wide = self.measure(label.words, label.size, label.bold)
        return label.x, label.y - 0.95 * label.size, label.x + wide, label.y + 0.28 * label.size

    def offer_one_of(self, labels: Sequence[Label]) -> bool:
        """Place the longest of these wordings that finds room. They are in order of length, and the last stands
        inside all others: where it has no room none has."""
        return bool(labels) and self.free(*self.box(labels[-1])) and self.offer(labels)

    def offer(self, labels: Iterable[Label]) -> bool:
        """Place the first of these that finds room."""
        for label in labels:
            if self.free(*self.box(label)):
                self.take(label)
                return True
        return False
