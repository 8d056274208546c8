"""The findings rail above each lane: numbered cycles, step-downs that held, unanswered runs."""

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath, QPolygonF

from app.case.dates import day_number
from app.lanes.labels import MOMENTS
from app.lanes.layout import badge_radius
from widgets.lanes.batches import Floats
from widgets.lanes.brush import Brush
from widgets.lanes.lane_part import LanePart

HELD_ROLES = ((True, "improvement"), (False, "axis"))
"""A step-down that held, and one of which the record ends first."""


def paint_rail(brush: Brush, part: LanePart) -> None:
    """Brackets, held lines and run bars of one lane."""
    _held(brush, part)
    days, y = part.lane.run_days, part.frame.rail_y
    seen = days.seen(part.first, part.last)
    _bars(brush, part.layout.xs(days.start[seen]), part.layout.xs(days.end[seen]), y, 5.0, "run_line")
    _cycles(brush, part)
    for cycle, x in part.layout.badges[part.place]:
        _badge(brush, part, cycle.number, cycle.confirmed, x)


def _bars(brush: Brush, x0: Floats, x1: Floats, y: float, thick: float, role: str) -> None:
    wide = brush.thick(thick)
    top = brush.snap(y - wide / 2)
    brush.boxes(x0, top, x1, top + wide, role)


def _cycles(brush: Brush, part: LanePart) -> None:
    days, layout, frame, y = part.lane.cycle_days, part.layout, part.frame, part.frame.rail_y
    seen = days.seen(part.first, part.last)
    start, down, back = (layout.xs(column[seen]) for column in (days.start, days.turn, days.end))
    _bars(brush, start, down, y, 1.6, "ink")
    brush.uprights(start, y - 0.8, min(y + 6, frame.rail_bottom), 1.6, "ink")
    brush.uprights(down, y, frame.rail_bottom + 1.4, 1.4, "ink")
    if frame.moments:
        for item in seen.tolist():
            moments = days.findings[item].moments
            xs = np.array([layout.x(day_number(moments[key])) for key, _words in MOMENTS])
            brush.uprights(xs, y - 8, y + 5, 1.4, "ink")
    _bars(brush, down, back, y, 5.0, "ink")
    half = min(5.5, 0.2 * (frame.rail_bottom - frame.top) + 1.5)
    backs = np.unique(brush.snapped(back))

    def arrow(own: Brush, x: float, at: float) -> None:
        corners = [QPointF(x - half, at), QPointF(x + half, at), QPointF(x, at + 2.0 * half)]
        own.shape(QPolygonF(corners), "ink", own.pen("paper", 0.6))

    brush.stamp(("return", half), 2 * half + 1, backs, np.full(len(backs), y), arrow)


def _badge(brush: Brush, part: LanePart, number: int, confirmed: bool, x: float) -> None:
    radius = badge_radius(part.layout.sizes, part.frame)
    size = min(max(part.layout.sizes.body, round(1.5 * radius)), round(1.7 * radius))

    def badge(own: Brush, at: float, y: float) -> None:
        path = QPainterPath()
        path.addEllipse(QPointF(at, y), radius, radius)
        own.shape(path, "ink" if confirmed else "paper", own.pen("paper" if confirmed else "ink", 1.4))
        small = size if number < 100 else round(0.75 * size)
        own.text(at, y + 0.36 * small, str(number), small, "paper" if confirmed else "ink", True, "centre")

    brush.place(("badge", number, confirmed, radius), radius + 2, x, part.frame.rail_y, badge)


def _held(brush: Brush, part: LanePart) -> None:
    days, y = part.lane.held_days, part.frame.rail_y
    seen = days.seen(part.first, part.last)
    settled = np.array([days.findings[item].settled for item in seen.tolist()], np.bool_)
    x0, x1 = part.layout.xs(days.start[seen]), part.layout.xs(days.end[seen])
    for sure, role in HELD_ROLES:
        chosen = settled == sure
        _bars(brush, x0[chosen], x1[chosen] - 3, y, 1.6, role)
        brush.uprights(x0[chosen], y, y + 6, 1.6, role)

    def ring(own: Brush, x: float, at: float) -> None:
        path = QPainterPath()
        path.addEllipse(QPointF(x, at), 3.2, 3.2)
        own.shape(path, "paper", own.pen("improvement", 1.6))

    brush.stamp(("held",), 5.0, x1[settled], np.full(int(settled.sum()), y), ring)
