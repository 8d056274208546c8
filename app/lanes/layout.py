"""Where everything stands: time to x, ranks to y, marks to points, and a point back to its mark."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from app.analysis.finding import Finding
from app.lanes.detail import Stage, stage_of
from app.lanes.frames import FrameRows, LaneFrame, frame_of, frame_rows
from app.lanes.placing import REACH, Drawn, PlacedMarks, Ruler, drawn_of, events_near, place_marks
from app.lanes.rails import ON_WALL, RailKind
from app.lanes.scene import LaneScene, LanesScene
from app.lanes.sizes import (
    TALLEST,
    Sizes,
    Tier,
    lane_height,
    least_height,
    sizes_for,
    tier_in,
    with_banner,
    with_marks,
)

PAD = 8
"""Pixels between the frame and the first and last day, so that a mark there does not sit on the ranks."""


@dataclass(frozen=True)
class Layout:
    """A scene placed on a canvas of ``width`` x ``height`` logical pixels, showing ``first`` to ``last`` day.

    ``stages`` says how much detail each lane shows. Layouts of one scale place a day a whole number of pixels
    apart, so that a picture of one can be moved along to be a part of the other.
    """

    scene: LanesScene
    width: int
    height: int
    sizes: Sizes
    tier: Tier
    first: float
    last: float
    frames: tuple[LaneFrame, ...]
    stages: tuple[Stage, ...]
    facing: bool = False

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
        return scale_of(self.sizes, self.width, self.first, self.last)

    @cached_property
    def origin(self) -> float:
        """The x of day 0, on a whole pixel."""
        return self.left + PAD - float(np.floor(self.first * self.per_day + 0.5))

    @cached_property
    def ruler(self) -> Ruler:
        """Days to pixels."""
        return Ruler(self.origin, self.per_day, self.left, self.right)

    def x(self, day: float) -> float:
        """The x of the start of a day."""
        return self.origin + day * self.per_day

    def xs(self, days: NDArray[np.int32] | NDArray[np.int64]) -> NDArray[np.float64]:
        """The x of the start of each of these days."""
        return self.ruler.xs(days)

    def day_at(self, x: float) -> float:
        """The day at that x, with its fraction."""
        return self.ruler.day_at(x)

    @cached_property
    def placed(self) -> tuple[PlacedMarks, ...]:
        """Each lane's marks in view, in pixels."""
        return tuple(
            place_marks(lane, frame, self.ruler, self.sizes.r, self.tier, stage, self.sizes.sparse)
            for lane, frame, stage in zip(self.scene.lanes, self.frames, self.stages, strict=True)
        )

    @cached_property
    def drawn(self) -> Drawn:
        """The marks of all lanes in view, in pixels."""
        return drawn_of(self.placed)

    @cached_property
    def rows(self) -> FrameRows:
        """The frames of all lanes as columns."""
        return frame_rows(self.frames)

    @cached_property
    def badges(self) -> tuple[list[tuple[Finding, float]], ...]:
        """For each lane the cycles in view that have a badge, and its x."""
        pairs = zip(self.scene.lanes, self.frames, strict=True)
        return tuple(self._badges(lane, badge_radius(self.sizes, frame)) for lane, frame in pairs)

    def _badges(self, lane: LaneScene, radius: float) -> list[tuple[Finding, float]]:
        """A badge that would sit on a return moves right of it; one without room on its own bracket is left out."""
        days, reach = lane.cycle_days, 8 * radius / self.per_day
        seen = days.seen(self.day_at(self.left) - reach, self.day_at(self.right) + reach)
        places: list[int] = seen.tolist()
        starts: list[float] = self.xs(days.start[seen]).tolist()
        ends: list[float] = self.xs(days.end[seen]).tolist()
        found: list[tuple[Finding, float]] = []
        taken = -1e9
        for item, start, end in zip(places, starts, ends, strict=True):
            if end > taken:
                x = max(start, taken)
                found.append((days.findings[item], x))
                taken = max(end, x) + 2.1 * radius
        return found

    def event_at(self, x: float, y: float) -> int | None:
        """The id of the event whose mark is nearest to that point, within reach; None if there is none."""
        found = self.events_at(x, y)
        return found[0] if found else None

    def events_at(self, x: float, y: float) -> list[int]:
        """The ids of the events whose mark is at that point: one, several where a column stands for them, or none."""
        if not self.left - REACH <= x <= self.right + REACH:
            return []
        for lane, frame, placed in zip(self.scene.lanes, self.frames, self.placed, strict=True):
            if frame.top - REACH <= y <= frame.bottom + REACH:
                found = events_near(lane, frame, placed, self.ruler, x, y) or self._on_rails(lane, frame, x, y)
                if found:
                    return found
        return []

    def _on_rails(self, lane: LaneScene, frame: LaneFrame, x: float, y: float) -> list[int]:
        near = lane.rails.between(self.day_at(x - REACH), self.day_at(x + REACH))
        if self.sizes.sparse:
            near = near.only(ON_WALL)
        if not len(near):
            return []
        ys = [rail_y(RailKind(kind), frame, self.sizes.r) for kind in near.kind.tolist()]
        distance = np.hypot(self.xs(near.day) - x, np.asarray(ys) - y)
        closest = int(np.argmin(distance))
        return [int(near.event[closest])] if distance[closest] < REACH else []

    def lane_at(self, y: float) -> int | None:
        """Which lane is at that y; None between lanes."""
        for place, frame in enumerate(self.frames):
            if frame.top <= y <= frame.bottom:
                return place
        return None

    def finding_at(self, x: float, y: float) -> str | None:
        """The id of the finding whose bracket, held line, run bar or stretch without contact is at that point."""
        place = self.lane_at(y)
        if place is None or not self.left <= x <= self.right:
            return None
        lane, frame = self.scene.lanes[place], self.frames[place]
        day, slack = self.day_at(x), 6 / self.per_day
        if y >= frame.contact_top - 1 and not self.sizes.sparse:
            found = lane.unseen_days.shown(day - slack, day + slack)
            return found[0].id if found else None
        if y > frame.rail_bottom + 2:
            return None
        for days in (lane.run_days, lane.cycle_days, lane.held_days):
            found = days.shown(day - slack, day + slack)
            if found:
                return found[0].id
        return None


def badge_radius(sizes: Sizes, frame: LaneFrame) -> float:
    """The radius of a cycle's numbered badge."""
    rail = min(frame.rail_bottom - frame.top, 30.0)
    return max(0.62 * sizes.body, min(0.42 * rail, 0.58 * sizes.name))


def rail_y(kind: RailKind, frame: LaneFrame, r: float) -> float:
    """The y of marks of that kind on the rails of a lane."""
    if kind in (RailKind.SEEN, RailKind.TOOL):
        return (frame.contact_top + frame.contact_bottom) / 2
    if kind == RailKind.CONFERENCE:
        return frame.level_base + (1.1 * r if frame.facing else -1.1 * r)
    return frame.level_y(3) if kind == RailKind.STRATEGY else frame.door_y


def scale_of(sizes: Sizes, width: int, first: float, last: float) -> float:
    """Pixels per day where these days fill the lanes of a canvas."""
    # Days moved along are as many as before but for what is lost in adding fractions; a scale that differed by so
    # little would still move some lines by a pixel.
    return (width - sizes.right - sizes.gutter - 2 * PAD) / max(1.0, round(last - first, 6) + 1)


def lay_out(
    scene: LanesScene,
    width: int,
    height: int,
    first: float | None = None,
    last: float | None = None,
    *,
    facing: bool = False,
    before: Layout | None = None,
    sizes: Sizes | None = None,
    high: int = 0,
) -> Layout:
    """Place a scene on a canvas. The layout is higher than ``height`` when the lanes need more room.

    ``facing`` gives both strips of a lane one baseline, from which level hangs. ``before`` is the layout until
    now, whose detail holds on a little. ``sizes`` are those of paper; a screen's follow from its size.
    ``high`` is the height of a lane that is wanted, 0 for what fits.
    """
    sizes = with_banner(sizes or sizes_for(width, height), bool(scene.episodes or scene.aligned_on))
    lanes = len(scene.lanes)
    each = lane_height(sizes, height, lanes) if not high else float(min(max(high, least_height(sizes)), TALLEST))
    sizes, tier = with_marks(sizes, lanes, each), tier_in(sizes, each)
    few = lanes <= 2 and any(lane.cycles for lane in scene.lanes)
    ranks = len(scene.case.scheme.severity) - 1, scene.case.scheme.highest_level
    frames = tuple(
        frame_of(sizes.top + place * (each + sizes.gap), each, sizes, tier, few, facing, ranks)
        for place in range(lanes)
    )
    needed = int(frames[-1].bottom + sizes.bottom) if frames else height
    start = scene.first_day if first is None else first
    end = max(scene.last_day if last is None else last, start)
    known = before.stages if before is not None and before.scene is scene else (None,) * lanes
    wide = (width - sizes.right - sizes.gutter) / 100
    stages = tuple(_stage(lane, start, end, wide, stage) for lane, stage in zip(scene.lanes, known, strict=True))
    return Layout(scene, width, max(height, needed), sizes, tier, start, end, frames, stages, facing)


def _stage(lane: LaneScene, first: float, last: float, hundreds: float, before: Stage | None) -> Stage:
    """How much detail the marks of these days leave room for, on so many hundred pixels."""
    part = lane.marks.window(first, last)
    drawable = lane.marks.drawable
    return stage_of(
        (part.stop - part.start) / max(1.0, hundreds),
        float(drawable[part.stop] - drawable[part.start]) / max(1.0, hundreds),
        before,
    )
