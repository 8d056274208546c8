"""What a press on the chart takes hold of: the days, a brush, or the height of the lanes."""

from enum import Enum

from PySide6.QtCore import QPointF, Qt

from app.lanes.layout import Layout

NEAR_BORDER = 5.0
"""Pixels from the foot of a lane within which its height is taken hold of, in the gutter."""


class Grip(Enum):
    """What a drag moves."""

    DAYS = "days"
    BRUSH = "brush"
    HEIGHT = "height"


def grip_at(layout: Layout, at: QPointF, keys: Qt.KeyboardModifier) -> Grip:
    """What a press at that point of the chart takes hold of."""
    if at.x() < layout.left and lane_of_border(layout, at) >= 0:
        return Grip.HEIGHT
    return Grip.BRUSH if keys & Qt.KeyboardModifier.ShiftModifier else Grip.DAYS


def lane_of_border(layout: Layout, at: QPointF) -> int:
    """The lane whose foot is at that y; -1 where there is none."""
    reach = NEAR_BORDER + layout.sizes.gap / 2
    near = [place for place, frame in enumerate(layout.frames) if -NEAR_BORDER <= at.y() - frame.bottom <= reach]
    return near[0] if near else -1
