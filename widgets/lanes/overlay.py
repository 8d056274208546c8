"""What moves over the chart: cursor, hover, selection, brush, measure, the finding in front, what has the focus."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QMarginsF, QPointF, QRectF, Qt

from app.analysis.finding import Finding
from app.case.dates import known_date, spoken
from app.lanes.frames import LaneFrame
from app.lanes.layout import Layout, badge_radius
from app.lanes.room import Measure
from app.lanes.scene import LaneScene
from app.lanes.timeaxis import from_zero
from app.language import tr
from widgets.lanes.brush import Brush
from widgets.lanes.focus import Focus, paint_focus
from widgets.lanes.measuring import Measured, paint_measured
from widgets.lanes.places import finding_box, lane_foot, stands_of
from widgets.lanes.shapes import draw_mark, mark_half

CURSOR_REACH = 170
"""Pixels on both sides of the pointer within which its date and levels are written."""

MOST_RINGED = 400
"""So many chosen records are ringed; more would hide the chart."""

RING_REACH = 6.0
"""Pixels beyond a mark within which the ring round it ends, with its smooth edge."""

VEIL = 166
"""How opaque the veil over what a hovered finding does not rest on is, of 255: 35 % of it shows through."""


@dataclass(frozen=True, slots=True)
class Brushed:
    """What a brush covers: days (day numbers of the lanes), and lanes from a place to a place."""

    first: float
    last: float
    lanes: range

    @staticmethod
    def between(layout: Layout, one: QPointF, other: QPointF) -> "Brushed":
        """What lies between two points, in every lane that the brush touches."""
        days = sorted(layout.day_at(min(max(x, layout.left), layout.right)) for x in (one.x(), other.x()))
        top, bottom = sorted((one.y(), other.y()))
        touched = [place for place, frame in enumerate(layout.frames) if frame.bottom >= top and frame.top <= bottom]
        return Brushed(days[0], days[1], range(touched[0], touched[-1] + 1) if touched else range(0))

    def events(self, layout: Layout) -> list[int]:
        """The ids of the events whose marks begin in it, in order of lane and day."""
        found: dict[int, None] = {}
        for place in self.lanes:
            marks = layout.scene.lanes[place].marks
            inside = (marks.start >= self.first) & (marks.start <= self.last)
            found.update(dict.fromkeys(marks.event[inside].tolist()))
        return [*found]


@dataclass
class Front:
    """What is in front: chosen event, events and finding, what the pointer is over, what has the focus, what is
    being brushed or measured."""

    event: int | None = None
    events: tuple[int, ...] = ()
    finding: str | None = None
    hovered: int | None = None
    over: str | None = None
    pointer: QPointF | None = None
    focus: Focus | None = None
    brushed: Brushed | None = None
    measured: Measured | None = None


def paint_overlay(brush: Brush, layout: Layout, front: Front, measure: Measure) -> None:
    """Draw the layers that change without the chart changing."""
    brush.painter.setBrush(Qt.BrushStyle.NoBrush)
    if front.over is not None:
        _lift(brush, layout, front.over)
    if front.finding is not None:
        _finding(brush, layout, front.finding)
    for event in front.events[:MOST_RINGED]:
        _mark_left_out(brush, layout, event)
        _rings(brush, layout, event, (("focus", 2.6, 1.4),))
    if front.event is not None:
        _mark_left_out(brush, layout, front.event)
        _rings(brush, layout, front.event, (("paper", 5.0, 3.0), ("ink", 3.2, 2.0)))
    if front.hovered is not None and front.hovered != front.event:
        _rings(brush, layout, front.hovered, (("ink", 3.0, 2.0),))
    if front.focus is not None:
        paint_focus(brush, layout, front.focus, front.event)
    if front.brushed is not None:
        _brushed(brush, layout, front.brushed)
    pointer = front.pointer
    if pointer is not None and layout.left <= pointer.x() <= layout.right and layout.frames:
        _cursor(brush, layout, pointer, measure)
    if front.measured is not None:
        # Last, so that no date at the pointer stands on what it asks for.
        paint_measured(brush, layout, front.measured, measure)


def pointed_boxes(layout: Layout, event: int | None, finding: str | None) -> list[QRectF]:
    """What the ring round a hovered event and the veil round a hovered finding may cover."""
    reach = mark_half(layout.sizes.r) + RING_REACH
    around = QMarginsF(reach, reach, reach, reach)
    marks = [] if event is None else [stand.at for stand in stands_of(layout, event)]
    boxes = [QRectF(at, at).marginsAdded(around) for at in marks]
    known = None if finding is None else layout.scene.finding(finding)
    if known is not None:
        frame = layout.frames[known[0]]
        boxes.append(QRectF(0, frame.top, layout.width, frame.bottom - frame.top).marginsAdded(around))
    return boxes


def _mark_left_out(brush: Brush, layout: Layout, event: int) -> None:
    """Draw the mark of a chosen event where the chart does not: no ring stands around nothing."""
    r = layout.sizes.r
    for stand in stands_of(layout, event):
        if not stand.drawn and layout.left - r <= stand.at.x() <= layout.right + r:
            draw_mark(brush, stand.kind, stand.at.x(), stand.at.y(), r, stand.suggested)


def _rings(brush: Brush, layout: Layout, event: int, rings: tuple[tuple[str, float, float], ...]) -> None:
    r = layout.sizes.r
    brush.painter.setBrush(Qt.BrushStyle.NoBrush)
    for _lane, at, *_looks in stands_of(layout, event):
        if layout.left - r <= at.x() <= layout.right + r:
            for role, more, width in rings:
                brush.painter.setPen(brush.pen(role, width))
                brush.painter.drawEllipse(at, r + more, r + more)


def _lift(brush: Brush, layout: Layout, finding_id: str) -> None:
    """Veil the finding's lane but for the days of the finding and its evidence; siblings stay as they are."""
    known = layout.scene.finding(finding_id)
    if known is None:
        return
    place, finding = known
    frame, placed, r = layout.frames[place], layout.placed[place], layout.sizes.r
    x0, x1 = finding_box(layout, finding)
    x0, x1 = x0 - badge_radius(layout.sizes, frame) - 2, x1 + 6
    veil = brush.colour("lane", VEIL)
    for left, right in ((layout.left, max(x0, layout.left)), (min(x1, layout.right), layout.right)):
        if right > left:
            brush.painter.fillRect(QRectF(left, frame.top, right - left, frame.bottom - frame.top), veil)
    inside = QRectF(max(x0, layout.left), frame.rail_bottom, 0, frame.strips_bottom - frame.rail_bottom)
    inside.setRight(min(x1, layout.right))
    if inside.width() > 0:
        brush.painter.fillRect(inside, veil)
    marks = placed.marks
    for item in np.flatnonzero(np.isin(marks.event, finding.evidence) & placed.shown).tolist():
        x, y = float(placed.x[item]), float(placed.y[item])
        if layout.left <= x <= layout.right:
            hollow, split = bool(marks.suggested[item]), bool(marks.disputed[item])
            draw_mark(brush, int(marks.kind[item]), x, y, r, hollow, split)


def _finding(brush: Brush, layout: Layout, finding_id: str) -> None:
    known = layout.scene.finding(finding_id)
    if known is not None:
        _box(brush, layout, *known)
        _dots(brush, layout, *known)


def _box(brush: Brush, layout: Layout, place: int, finding: Finding) -> None:
    frame = layout.frames[place]
    x0, x1 = finding_box(layout, finding)
    x0, x1 = max(x0 - 14, layout.left - 12), min(x1 + 10, layout.right + 8)
    if x1 > x0:
        brush.painter.setPen(brush.pen("focus", 2.0))
        top = frame.rail_bottom - 4 if frame.moments else frame.top - 1
        brush.painter.drawRoundedRect(QRectF(x0, top, x1 - x0, lane_foot(layout, place, 4.0) - top), 4, 4)


def _dots(brush: Brush, layout: Layout, place: int, finding: Finding) -> None:
    placed, r = layout.placed[place], layout.sizes.r
    brush.painter.setPen(brush.pen("paper", 1.0))
    brush.painter.setBrush(brush.colour("focus"))
    seen = placed.shown & (placed.x >= layout.left) & (placed.x <= layout.right)
    for item in np.flatnonzero(np.isin(placed.marks.event, finding.evidence) & seen).tolist():
        brush.painter.drawEllipse(QPointF(float(placed.x[item]), float(placed.y[item]) - 2.2 * r), 2.4, 2.4)
    brush.painter.setBrush(Qt.BrushStyle.NoBrush)


def _brushed(brush: Brush, layout: Layout, brushed: Brushed) -> None:
    """The days that a brush covers, in the lanes that it touches."""
    if not len(brushed.lanes):
        return
    top, bottom = layout.frames[brushed.lanes[0]].top, layout.frames[brushed.lanes[-1]].bottom
    box = QRectF(QPointF(layout.x(brushed.first), top), QPointF(layout.x(brushed.last), bottom))
    brush.painter.fillRect(box, brush.colour("focus", 36))
    brush.painter.setPen(brush.pen("focus", 1.5))
    brush.painter.setBrush(Qt.BrushStyle.NoBrush)
    brush.painter.drawRect(box)


def _cursor(brush: Brush, layout: Layout, pointer: QPointF, measure: Measure) -> None:
    """A line through all lanes with the date, and each child's age and level on that day."""
    day, size = int(layout.day_at(pointer.x())), layout.sizes.body
    # A box: a line, smoothed over the whole height of a large screen, takes ten times as long.
    across = brush.snap(pointer.x())
    brush.fill(across, layout.frames[0].top, across + brush.thick(1.0), layout.frames[-1].bottom, "ink2", 150)
    leftward = pointer.x() > (layout.left + layout.right) / 2
    x = pointer.x() + (-6 if leftward else 6)
    moved = bool(layout.scene.aligned_on)
    _tag(brush, x, layout.frames[0].top - 7, from_zero(day) if moved else _date(day), size, leftward, measure)
    for lane, frame in zip(layout.scene.lanes, layout.frames, strict=True):
        words = _told_on(lane, day)
        words = f"{_date(day - lane.shift)}: {words}" if moved else words
        _tag(brush, x, clear_of_level(frame, lane.state_days.on(day), size), words, size, leftward, measure)


def clear_of_level(frame: LaneFrame, level: int | None, size: int) -> float:
    """The baseline of the pointer's words in a lane: at that end of the level strip where its level has no name."""
    highest = frame.highest[1]
    named_low = level is not None and (2 * level > highest + 1 if frame.facing else 2 * level <= highest + 1)
    if not named_low:
        return frame.strips_bottom - 4
    return frame.level_y(0 if frame.facing else highest) + 0.9 * size


def _told_on(lane: LaneScene, day: int) -> str:
    """A child's age and level on a day of its lane; before the birth that it is not born, and a level only if known."""
    level, unborn = lane.state_days.on(day), lane.unborn_on(day)
    words = "" if level is None else tr("level {rank}").format(rank=level)
    if level is None and not unborn:
        words = tr("level not known")
    return ", ".join(filter(None, (tr("not yet born") if unborn else lane.age_on(day), words)))


def _date(day: int) -> str:
    return spoken(known_date(day))


def _tag(brush: Brush, x: float, y: float, words: str, size: int, leftward: bool, measure: Measure) -> None:
    wide = measure(words, size, False) + 6
    left = x - wide if leftward else x
    brush.painter.fillRect(QRectF(left - 1, y - size, wide, 1.35 * size), brush.colour("paper", 225))
    brush.text(left + 2, y, words, size, "ink")
