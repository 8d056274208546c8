"""Where the marks of a lane stand: each on its own, fanned out, or in columns; and which mark a point means."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from app.lanes.detail import COLUMN_WIDTH, Columns, Stage, columns_of
from app.lanes.frames import LaneFrame
from app.lanes.marks import MarkKind, Marks
from app.lanes.scene import LaneScene
from app.lanes.sizes import Tier

REACH = 12
"""How far from a mark a pointer may be and still mean it (a target of 24 x 24 pixels)."""

BEYOND = 240.0
"""So many pixels beyond the view on both sides are placed too, so that a picture can reach ahead of a pan."""

FANNED = 3
"""So many marks of one day and severity stand side by side; more become one with a count."""

SQUARE_APART = 3.4
"""How many radii serious harm told of again has to be away to get a square of its own."""

CHUNK_PIXELS = 1024

ALIKE = 3.0
"""Marks that look the same within so many pixels, or within a radius, are one to the eye and are drawn as one."""

_Kind = TypeVar("_Kind", bound=np.generic)


@dataclass(frozen=True)
class Ruler:
    """Days to pixels: day 0 stands at ``origin``. ``left`` and ``right`` bound the lanes."""

    origin: float
    per_day: float
    left: float
    right: float

    def xs(self, days: NDArray[np.int32] | NDArray[np.int64]) -> NDArray[np.float64]:
        """The x of the start of each of these days."""
        return self.origin + days.astype(np.float64) * self.per_day

    def day_at(self, x: float) -> float:
        """The day at that x, with its fraction."""
        return (x - self.origin) / self.per_day


@dataclass(frozen=True)
class PlacedMarks:
    """The marks of a lane that are drawn one by one, in pixels, and the columns that stand for the others.

    The middle ``x``, ``y`` of each, its span ``x0``-``x1``, whether it is ``shown``, and for how many of one day
    and severity it stands. ``joined`` says that columns stand for some.
    """

    marks: Marks
    x: NDArray[np.float64]
    y: NDArray[np.float64]
    x0: NDArray[np.float64]
    x1: NDArray[np.float64]
    capsule: NDArray[np.bool_]
    shown: NDArray[np.bool_]
    count: NDArray[np.int32]
    stage: Stage
    columns: Columns | None = None

    @property
    def joined(self) -> bool:
        """Whether columns stand for some of the marks."""
        return self.columns is not None


@dataclass(frozen=True)
class Drawn:
    """The marks of all lanes that are drawn one by one, in order of lane and day; ``apart`` where nothing crowds."""

    lane: NDArray[np.intp]
    x: NDArray[np.float64]
    y: NDArray[np.float64]
    x0: NDArray[np.float64]
    x1: NDArray[np.float64]
    capsule: NDArray[np.bool_]
    count: NDArray[np.int32]
    apart: NDArray[np.bool_]
    severity: NDArray[np.int8]
    kind: NDArray[np.uint8]
    suggested: NDArray[np.bool_]
    circa: NDArray[np.bool_]
    twin: NDArray[np.bool_]
    disputed: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.x)

    def between(self, left: float, right: float) -> "Drawn":
        """Those that reach into the canvas from x ``left`` to ``right``."""
        near = (self.x1 >= left) & (self.x0 <= right)
        return self if bool(near.all()) else self.chosen(near)

    def chosen(self, which: NDArray[np.bool_] | NDArray[np.intp]) -> "Drawn":
        """Some of them, in their order."""
        return Drawn(
            self.lane[which], self.x[which], self.y[which], self.x0[which], self.x1[which], self.capsule[which],
            self.count[which], self.apart[which], self.severity[which], self.kind[which], self.suggested[which],
            self.circa[which], self.twin[which], self.disputed[which],
        )  # fmt: skip


def drawn_of(placed: Sequence[PlacedMarks]) -> Drawn:
    """The marks of these lanes that are shown."""
    shown = [np.flatnonzero(part.shown) for part in placed]
    lanes = np.repeat(np.arange(len(placed)), [len(part) for part in shown])
    pairs = list(zip(placed, shown, strict=True))

    def joined(column: Callable[[PlacedMarks], NDArray[_Kind]]) -> NDArray[_Kind]:
        parts = [column(part)[which] for part, which in pairs]
        return np.concatenate(parts)

    return Drawn(
        lane=lanes,
        x=joined(lambda part: part.x),
        y=joined(lambda part: part.y),
        x0=joined(lambda part: part.x0),
        x1=joined(lambda part: part.x1),
        capsule=joined(lambda part: part.capsule),
        count=joined(lambda part: part.count),
        apart=np.array([part.stage == Stage.APART for part in placed], np.bool_)[lanes],
        severity=joined(lambda part: part.marks.severity),
        kind=joined(lambda part: part.marks.kind),
        suggested=joined(lambda part: part.marks.suggested),
        circa=joined(lambda part: part.marks.circa),
        twin=joined(lambda part: part.marks.twin),
        disputed=joined(lambda part: part.marks.disputed),
    )


def place_marks(
    lane: LaneScene, frame: LaneFrame, ruler: Ruler, r: float, tier: Tier, stage: Stage, sparse: bool = False
) -> PlacedMarks:
    """The marks in view, placed; on a ``sparse`` canvas without twins and without those that nobody has scored."""
    reach = BEYOND + 4 * r
    first, last = ruler.day_at(ruler.left - reach), ruler.day_at(ruler.right + reach)
    if stage == Stage.COLUMNS:
        window = lane.kept.window(first, last)
        looks, different = lane.kept_looks
        chosen = _apart_enough(lane.kept.start[window], looks[window], different, ruler.per_day, r) + window.start
        marks = lane.kept.take(chosen)
        placed = _placed(marks, frame, ruler, r, stage, columns_of(lane.countable, ruler.per_day, first, last))
        _spread_harm(marks, placed.shown, ruler.per_day, r)
        return placed
    window = lane.marks.window(first, last)
    marks = lane.marks.take(window)
    placed = _placed(marks, frame, ruler, r, stage, None)
    if stage == Stage.APART:
        _fan(placed, r)
    if stage == Stage.CROWDED or tier < Tier.FULL or sparse:
        placed.shown[marks.twin] = False
    if (stage == Stage.CROWDED or sparse) and not bool(marks.under.all()):
        placed.shown[marks.under] = False
    if tier == Tier.MICRO:
        plain = np.isin(marks.kind, (MarkKind.CONCERN, MarkKind.NO_CONCERN)) | marks.under
        placed.shown[plain & ~lane.is_evidence[window]] = False
    placed.shown[(placed.x1 < ruler.left - reach) | (placed.x0 > ruler.right + reach)] = False
    _spread_harm(marks, placed.shown, ruler.per_day, r)
    return placed


def _placed(
    marks: Marks, frame: LaneFrame, ruler: Ruler, r: float, stage: Stage, columns: Columns | None
) -> PlacedMarks:
    x0, x1 = ruler.xs(marks.start), ruler.xs(marks.end + 1)
    capsule = marks.imprecise & (x1 - x0 >= 2.2 * r) & ~marks.twin & (columns is None)
    y = frame.concern_base - marks.severity * frame.concern_rank
    y = np.where(marks.under, unscored_y(frame, r), y)
    n = len(marks)
    x = np.where(capsule, (x0 + x1) / 2, x0)
    return PlacedMarks(marks, x, y, x0, x1, capsule, np.ones(n, np.bool_), np.ones(n, np.int32), stage, columns)


def unscored_y(frame: LaneFrame, r: float) -> float:
    """The y of a mark of radius ``r`` that nobody has scored: just under the ranks of concern."""
    return frame.door_top + 0.8 * r + 1


def _fan(placed: PlacedMarks, r: float) -> None:
    """Move marks of one day and severity apart, sideways: upward would mean worse."""
    marks = placed.marks
    full = np.flatnonzero(~marks.twin)
    if len(full) < 2:
        return
    base = marks.start[full].astype(np.int64) * 8 + marks.severity[full]
    unscored = marks.under[full].astype(np.int64)
    order = np.lexsort((marks.kind[full], base * 2 + unscored))
    full, key = full[order], (base * 2 + unscored)[order]
    opens = np.flatnonzero(np.append(True, np.diff(key) != 0))
    size = np.diff(np.append(opens, len(full)))
    several, many = np.repeat(size > 1, size), np.repeat(size > FANNED, size)
    turn = np.arange(len(full)) - np.repeat(opens, size)
    fanned = several & ~many
    placed.x[full[fanned]] += (turn[fanned] - (np.repeat(size, size)[fanned] - 1) / 2) * 1.8 * r
    placed.shown[full[many]] = False
    last = (opens + size - 1)[size > FANNED]
    placed.shown[full[last]] = True
    placed.count[full[last]] = size[size > FANNED]


def _apart_enough(
    start: NDArray[np.int32], looks: NDArray[np.int64], different: int, per_day: float, r: float
) -> NDArray[np.intp]:
    """The places of the marks that are not covered by one that looks the same (of so many ``different`` looks); slots
    are fixed to the calendar."""
    if not len(start):
        return np.zeros(0, np.intp)
    slot = np.floor(start * (per_day / max(ALIKE, r))).astype(np.int64)
    slot -= slot[0]
    key = slot * different + looks
    first = np.full((int(slot[-1]) + 1) * different, len(start), np.intp)
    first[key[::-1]] = np.arange(len(start) - 1, -1, -1)
    chosen = np.zeros(len(start) + 1, np.bool_)
    chosen[first] = True
    return np.flatnonzero(chosen[:-1])


def _spread_harm(marks: Marks, shown: NDArray[np.bool_], per_day: float, r: float) -> None:
    """Where harm is told of on days so near that squares would cover each other, the first stands for them."""
    harm = np.flatnonzero(shown & (marks.kind == MarkKind.HARM) & ~marks.twin)
    shown[harm] = False
    shown[harm[_spread(marks.start[harm] * per_day, SQUARE_APART * r)]] = True


def _spread(x: NDArray[np.floating], apart: float) -> list[int]:
    """The places of ascending ``x`` that are so far apart, begun anew at fixed places so that panning changes none."""
    chosen: list[int] = []
    places: list[float] = x.tolist()
    place = 0
    while place < len(places):
        chosen.append(place)
        at = places[place]
        following = min(at + apart, (at // CHUNK_PIXELS + 1) * CHUNK_PIXELS)
        place = bisect_left(places, following, place + 1)
    return chosen


def events_near(lane: LaneScene, frame: LaneFrame, placed: PlacedMarks, ruler: Ruler, x: float, y: float) -> list[int]:
    """The events whose mark a point means: the nearest one's, or all of a column's rank, those that are new first.

    Only marks whose days lie near the point are looked at.
    """
    nearest, event = float(REACH), -1
    near = placed.marks.window(ruler.day_at(x - 3 * REACH), ruler.day_at(x + 3 * REACH))
    if near.stop > near.start:
        along = np.where(placed.capsule[near], np.clip(x, placed.x0[near], placed.x1[near]), placed.x[near])
        distance = np.hypot(along - x, placed.y[near] - y)
        distance[~placed.shown[near]] = np.inf
        closest = int(np.argmin(distance))
        if distance[closest] < nearest:
            nearest, event = float(distance[closest]), int(placed.marks.event[near][closest])
    if event >= 0:
        return [event]
    return [] if placed.columns is None else _in_column(lane, frame, ruler, x, y)


def _in_column(lane: LaneScene, frame: LaneFrame, ruler: Ruler, x: float, y: float) -> list[int]:
    column = np.floor((x - ruler.origin) / COLUMN_WIDTH)
    edges = np.ceil(np.array((column, column + 1)) * (COLUMN_WIDTH / ruler.per_day))
    part = slice(*np.searchsorted(lane.marks.start, edges).tolist())
    away = np.abs(frame.concern_base - lane.marks.severity[part] * frame.concern_rank - y)
    drawn = ~lane.marks.under[part] & ~lane.marks.twin[part]
    near = np.flatnonzero(drawn & (away < REACH))
    order = np.lexsort((-lane.marks.severity[part][near].astype(np.int64), np.round(away[near])))
    return lane.marks.event[part][near[order]].tolist()
