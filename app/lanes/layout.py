"""Where everything stands: time to x, ranks to y, marks to points, and a point back to its mark."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from app.lanes.marks import MarkKind, Marks
from app.lanes.scene import LaneScene, LanesScene
from app.lanes.sizes import Sizes, Tier, lane_height, sizes_for, tier_of

PAD = 8
"""Pixels between the frame and the first and last day, so that a mark there does not sit on the ranks."""

REACH = 12
"""How far from a mark a pointer may be and still mean it (a target of 24 x 24 pixels)."""

RAIL_WITH_MOMENTS = 84

CROWDED, COLUMNS = 25.0, 60.0
"""Marks in view per 100 pixels of lane above which nothing fans out, and above which marks share columns."""

COLUMN_WIDTH = 8

ROOM_FOR_LARGE_MARKS, LARGE_MARK = 400, 8.0
"""A single lane that high is drawn with marks of this radius."""


@dataclass(frozen=True, slots=True)
class LaneFrame:
    """The parts of one lane, as y from the top of the canvas."""

    top: float
    bottom: float
    rail_bottom: float
    concern_base: float
    concern_rank: float
    level_base: float
    level_rank: float
    moments: bool

    def concern_y(self, severity: float) -> float:
        """The y of a severity on the concern strip."""
        return self.concern_base - severity * self.concern_rank

    def level_y(self, level: float) -> float:
        """The y of the top of a level's block."""
        return self.level_base - level * self.level_rank

    @property
    def rail_y(self) -> float:
        """The y of the brackets: 52 % down the rail, or near its foot where moments are named above."""
        rail = self.rail_bottom - self.top
        return self.rail_bottom - 18 if self.moments else self.top + 0.52 * rail

    @property
    def door_top(self) -> float:
        """The y just under the concern baseline."""
        return self.concern_base


@dataclass(frozen=True)
class PlacedMarks:
    """A lane's marks in pixels: the middle ``x``, ``y`` of each, its span ``x0``-``x1``, and how it is drawn."""

    marks: Marks
    x: NDArray[np.float64]
    y: NDArray[np.float64]
    x0: NDArray[np.float64]
    x1: NDArray[np.float64]
    capsule: NDArray[np.bool_]
    shown: NDArray[np.bool_]
    count: NDArray[np.int32]
    joined: bool = False


@dataclass(frozen=True)
class Layout:
    """A scene placed on a canvas of ``width`` x ``height`` logical pixels, showing ``first`` to ``last`` day."""

    scene: LanesScene
    width: int
    height: int
    sizes: Sizes
    tier: Tier
    first: float
    last: float
    frames: tuple[LaneFrame, ...]

    @cached_property
    def left(self) -> float:
        """The x where the lanes begin, right of the gutter."""
        return float(self.sizes.gutter)

    @cached_property
    def right(self) -> float:
        """The x where the lanes end."""
        return float(self.width - self.sizes.right)

    @cached_property
    def per_day(self) -> float:
        """Pixels per day."""
        return (self.right - self.left - 2 * PAD) / max(1.0, self.last - self.first + 1)

    def x(self, day: float) -> float:
        """The x of the start of a day."""
        return self.left + PAD + (day - self.first) * self.per_day

    def xs(self, days: NDArray[np.int32]) -> NDArray[np.float64]:
        """The x of the start of each of these days."""
        return (self.left + PAD + (days - self.first) * self.per_day).astype(np.float64)

    def day_at(self, x: float) -> float:
        """The day at that x, with its fraction."""
        return self.first + (x - self.left - PAD) / self.per_day

    @cached_property
    def placed(self) -> tuple[PlacedMarks, ...]:
        """Each lane's marks in pixels."""
        return tuple(self._place(lane, frame) for lane, frame in zip(self.scene.lanes, self.frames, strict=True))

    def _place(self, lane: LaneScene, frame: LaneFrame) -> PlacedMarks:
        marks, r = lane.marks, self.sizes.r
        x0, x1 = self.xs(marks.start), self.xs(marks.end + 1)
        capsule = marks.imprecise & (x1 - x0 >= 2.2 * r) & ~marks.twin
        x = np.where(capsule, (x0 + x1) / 2, x0)
        y = frame.concern_base - marks.severity * frame.concern_rank
        y = np.where(marks.kind == MarkKind.UNSCORED, frame.door_top + 0.8 * r + 1, y)
        seen = (x1 >= self.left) & (x0 <= self.right)
        density = float(seen.sum()) / max(1.0, (self.right - self.left) / 100)
        crowded = density >= CROWDED
        offset, shown, count = _apart(len(marks)) if crowded else _fanned(marks, r)
        shown &= seen
        if crowded or self.tier < Tier.FULL:
            shown &= ~marks.twin
        if crowded:
            shown &= marks.kind != MarkKind.UNSCORED
        if density > COLUMNS:
            shown &= _one_a_column(marks, self.per_day, shown) | np.isin(marks.event, list(lane.evidence))
        return PlacedMarks(marks, x + offset, y, x0, x1, capsule, shown, count, joined=density > COLUMNS)

    def event_at(self, x: float, y: float) -> int | None:
        """The id of the event whose mark is nearest to that point, within reach; None if there is none."""
        best, nearest = None, float(REACH)
        for placed in self.placed:
            if not len(placed.marks):
                continue
            along = np.where(placed.capsule, np.clip(x, placed.x0, placed.x1), placed.x)
            distance = np.hypot(along - x, placed.y - y)
            distance[~placed.shown] = np.inf
            closest = int(np.argmin(distance))
            if distance[closest] < nearest:
                best, nearest = int(placed.marks.event[closest]), float(distance[closest])
        return best

    def lane_at(self, y: float) -> int | None:
        """Which lane is at that y; None between lanes."""
        for place, frame in enumerate(self.frames):
            if frame.top <= y <= frame.bottom:
                return place
        return None

    def finding_at(self, x: float, y: float) -> str | None:
        """The id of the finding whose bracket, held line or run bar is at that point."""
        place = self.lane_at(y)
        if place is None or y > self.frames[place].rail_bottom + 2 or not self.left <= x <= self.right:
            return None
        lane = self.scene.lanes[place]
        day = self.day_at(x)
        slack = 6 / self.per_day
        for finding in (*lane.runs, *lane.cycles, *lane.held):
            start, end = finding.start.toordinal() - 719163, finding.end.toordinal() - 719163
            if start - slack <= day <= end + slack:
                return finding.id
        return None


def _apart(count: int) -> tuple[NDArray[np.float64], NDArray[np.bool_], NDArray[np.int32]]:
    """Every mark where it is, on its own."""
    return np.zeros(count), np.ones(count, np.bool_), np.ones(count, np.int32)


def _one_a_column(marks: Marks, per_day: float, shown: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """One mark a column, severity and kind. Columns are fixed to the calendar, so that panning does not shimmer."""
    kept = (marks.kind == MarkKind.HARM) | (marks.kind == MarkKind.ADMISSION)
    item = np.flatnonzero(shown)
    column = np.floor(marks.start[item] * per_day / COLUMN_WIDTH).astype(np.int64)
    look = marks.severity[item].astype(np.int64) * 32 + marks.kind[item] * 2 + marks.suggested[item]
    _values, first = np.unique(column * 512 + look, return_index=True)
    kept[item[first]] = True
    return kept


def _fanned(marks: Marks, r: float) -> tuple[NDArray[np.float64], NDArray[np.bool_], NDArray[np.int32]]:
    """Sideways offsets of marks of one day and severity: up to three fan out, more become one with a count."""
    n = len(marks)
    offset, shown, count = np.zeros(n), np.ones(n, np.bool_), np.ones(n, np.int32)
    if not n:
        return offset, shown, count
    order = np.lexsort((marks.kind, marks.severity, marks.start))
    same = (
        (np.diff(marks.start[order]) == 0)
        & (np.diff(marks.severity[order]) == 0)
        & ((marks.kind[order][1:] == MarkKind.UNSCORED) == (marks.kind[order][:-1] == MarkKind.UNSCORED))
    )
    for group in np.split(order, np.flatnonzero(~same) + 1):
        full = group[~marks.twin[group]]
        if len(full) > 3:
            shown[full[:-1]], count[full[-1]] = False, len(full)
        elif len(full) > 1:
            offset[full] = (np.arange(len(full)) - (len(full) - 1) / 2) * 0.9 * 2 * r
    return offset, shown, count


def lay_out(
    scene: LanesScene,
    width: int,
    height: int,
    first: float | None = None,
    last: float | None = None,
) -> Layout:
    """Place a scene on a canvas. The layout is higher than ``height`` when the lanes need more room."""
    sizes = sizes_for(width, height)
    each = lane_height(sizes, height, len(scene.lanes))
    if len(scene.lanes) == 1 and each >= ROOM_FOR_LARGE_MARKS:
        sizes = replace(sizes, r=LARGE_MARK)
    tier = tier_of(each)
    frames = tuple(
        _frame(
            sizes.top + place * (each + sizes.gap),
            each,
            sizes,
            few=len(scene.lanes) <= 2 and any(lane.cycles for lane in scene.lanes),
        )
        for place in range(len(scene.lanes))
    )
    needed = int(frames[-1].bottom + sizes.bottom) if frames else height
    start = scene.first_day if first is None else first
    end = scene.last_day if last is None else last
    return Layout(scene, width, max(height, needed), sizes, tier, start, max(end, start), frames)


def _frame(top: float, height: float, sizes: Sizes, few: bool) -> LaneFrame:
    moments = few and height >= 250
    rail = RAIL_WITH_MOMENTS if moments else max(sizes.body + 8.0, 0.10 * height)
    door = max(2.6 * sizes.r, 0.07 * height) if not moments else 26.0
    contact = 4.0
    body = height - rail - door - contact - 4
    concern_base = round(top + rail + 0.57 * body)
    level_base = round(concern_base + door + 0.43 * body)
    return LaneFrame(
        top=top,
        bottom=top + height,
        rail_bottom=round(top + rail),
        concern_base=concern_base,
        concern_rank=0.57 * body / 5,
        level_base=level_base,
        level_rank=0.43 * body / 5,
        moments=moments,
    )
