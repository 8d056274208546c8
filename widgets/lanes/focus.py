"""What of the chart has the keyboard: a lane, its findings or its records; and the box that shows it."""

from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QRectF, Qt

from app.lanes.layout import Layout, badge_radius
from widgets.lanes.brush import Brush
from widgets.lanes.places import finding_box, lane_foot, stands_of


class Depth(IntEnum):
    """How deep the keyboard is in the chart."""

    LANE = 0
    FINDINGS = 1
    RECORDS = 2


@dataclass(frozen=True, slots=True)
class Focus:
    """The lane (its place), how deep, and the finding that has the keyboard where it is among findings."""

    lane: int
    depth: Depth = Depth.LANE
    finding: str | None = None


def paint_focus(brush: Brush, layout: Layout, focus: Focus, event: int | None) -> None:
    """A box 2 px clear of what has the keyboard, with a thin one of paper inside it: seen on any ground."""
    if focus.lane >= len(layout.frames):
        return
    brush.painter.setBrush(Qt.BrushStyle.NoBrush)
    for role, width, more in (("paper", 4.5, 3.2), ("focus", 2.5, 3.2)):
        brush.painter.setPen(brush.pen(role, width))
        brush.painter.drawRect(box_of(layout, focus, event).adjusted(-more, -more, more, more))


def box_of(layout: Layout, focus: Focus, event: int | None) -> QRectF:
    """Where what has the keyboard stands; its whole lane where the finding or the event is not in view."""
    frame, r = layout.frames[focus.lane], layout.sizes.r
    if focus.depth == Depth.FINDINGS and focus.finding is not None:
        known = layout.scene.finding(focus.finding)
        if known is not None and known[0] == focus.lane:
            x0, x1 = finding_box(layout, known[1])
            around = badge_radius(layout.sizes, frame)
            left, right = max(x0, layout.left) - around, min(x1, layout.right) + 4
            return QRectF(left, frame.top + 4, max(right - left, 8.0), frame.rail_bottom - frame.top - 6)
    if focus.depth == Depth.RECORDS and event is not None:
        for place, at, *_looks in stands_of(layout, event):
            if place == focus.lane and layout.left <= at.x() <= layout.right:
                return QRectF(at.x() - r - 2, at.y() - r - 2, 2 * r + 4, 2 * r + 4)
    return QRectF(4, frame.top + 2, layout.right - 4, lane_foot(layout, focus.lane, 6.0) - 2 - frame.top - 2)
