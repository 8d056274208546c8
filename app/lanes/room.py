"""Labels, and the room they find: no two overlap, and none stands on what is taken."""

from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Measure = Callable[[str, int, bool], float]
"""The width in pixels of words at a pixel size, bold or not."""

CLEAR = 4.0
"""Pixels each label keeps from any other."""

ABOVE, BELOW = 0.95, 0.28
"""What a label fills over its baseline and under it, of its size."""

_BAND = 96

About = tuple[str, str | int]
"""What words are about: its kind and which of them."""

Box = tuple[float, float, float, float]
"""x0, y0, x1, y1."""


@dataclass(frozen=True, slots=True)
class Label:
    """Words at ``x`` (left edge) and ``y`` (baseline). ``role`` names a colour role; ``level`` a level's text colour,
    in a scheme whose highest level is ``highest``.

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
    highest: int = 5


class Points:
    """A square of twice ``half`` around each of many points, where no label may stand."""

    def __init__(self, xs: NDArray[np.float64], ys: NDArray[np.float64], half: float) -> None:
        order = np.argsort(xs, kind="stable")
        self._xs: list[float] = xs[order].tolist()
        self._ys: list[float] = ys[order].tolist()
        self._half = half

    def touch(self, x0: float, y0: float, x1: float, y1: float) -> bool:
        """Whether one of them stands in that box, or nearer beside it than labels stand to each other."""
        half, xs = self._half, self._xs
        top, bottom = y0 - half, y1 + half
        near = slice(bisect_left(xs, x0 - CLEAR - half), bisect_left(xs, x1 + CLEAR + half))
        # Most slices are short: numpy would take longer to begin than this to end.
        return any(top < y < bottom for y in self._ys[near])


@dataclass
class Room:
    """What is taken in one lane. Boxes are kept in bands of x, so that only those nearby are asked.

    Where there is room for ``only`` some things, no words are placed for others; ``named`` are those that have words.
    """

    measure: Measure
    left: float
    right: float
    only: frozenset[About] | None = None
    labels: list[Label] = field(default_factory=list[Label])
    named: set[About] = field(default_factory=set[About])
    _about: About = ("", 0)
    _bands: dict[int, list[Box]] = field(default_factory=dict[int, list[Box]])

    def copy(self) -> "Room":
        """The same room, of which more can be taken without this one's being taken."""
        taken = {band: boxes.copy() for band, boxes in self._bands.items()}
        return Room(
            self.measure, self.left, self.right, self.only, self.labels.copy(), self.named.copy(), self._about, taken
        )

    def wants(self, kind: str, which: str | int) -> bool:
        """Whether words are to be placed for this; those placed from now on are for it."""
        self._about = kind, which
        return self.only is None or self._about in self.only

    def free(self, x0: float, y0: float, x1: float, y1: float) -> bool:
        """Whether nothing stands there, and it is inside the lane."""
        if x0 < self.left or x1 > self.right:
            return False
        x0, x1 = x0 - CLEAR, x1 + CLEAR
        for band in range(int(x0 // _BAND), int(x1 // _BAND) + 1):
            for a, b, c, d in self._bands.get(band, ()):
                if x1 > a and x0 < c and y1 > b and y0 < d:
                    return False
        return True

    def block(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Take this box, as far as it lies in the lane."""
        x0, x1 = max(x0, self.left), min(x1, self.right)
        if x1 > x0:
            for band in range(int(x0 // _BAND), int(x1 // _BAND) + 1):
                self._bands.setdefault(band, []).append((x0, y0, x1, y1))

    def take(self, label: Label) -> None:
        """Put the label there."""
        self.put(label)
        self.block(*self.box(label))

    def put(self, label: Label) -> None:
        """Put the label into room that has been taken for it."""
        self.labels.append(label)
        self.named.add(self._about)

    def box(self, label: Label) -> Box:
        """The box that a label fills."""
        wide = self.measure(label.words, label.size, label.bold)
        return label.x, label.y - ABOVE * label.size, label.x + wide, label.y + BELOW * label.size

    def has_room(self, x: float, words: str, y: float, size: int, bold: bool) -> bool:
        """Whether these words find room there."""
        wide = self.measure(words, size, bold)
        return self.free(x, y - ABOVE * size, x + wide, y + BELOW * size)

    def offer(self, labels: Iterable[Label]) -> bool:
        """Place the first of these that finds room."""
        for label in labels:
            if self.free(*self.box(label)):
                self.take(label)
                return True
        return False

    def offer_words(self, wordings: Iterable[tuple[float, str]], y: float, size: int, role: str, backing: str) -> bool:
        """Place the first of these bold words, each at its x on the baseline ``y``, that finds room."""
        for x, words in wordings:
            if self.has_room(x, words, y, size, bold=True):
                self.take(Label(x, y, words, size, role, bold=True, backing=backing))
                return True
        return False
