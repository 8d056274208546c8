"""The findings rail above each lane: numbered cycles, step-downs that held, unanswered runs."""

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath, QPolygonF

from app.case.dates import day_number
from app.case.distinct import distinct
from app.lanes.labels import MOMENTS
from app.lanes.layout import badge_radius
from widgets.lanes.batches import Floats
from widgets.lanes.brush import Brush
from widgets.lanes.chart_part import ChartPart

LEAST_HELD = 6.0
"""Pixels under which a step-down of which nothing is known yet has no line, but would have a tick alone."""

HELD_ROLES = ((1, "improvement"), (0, "axis"))
"""A step-down that held, and one of which the record ends first."""


def paint_rails(brush: Brush, part: ChartPart) -> None:
    """Brackets, held lines and run bars of all lanes."""
    _held(brush, part)
    lane, start, end = part.stack.runs.seen(part.first, part.last)
    wide = 5.0 * part.layout.sizes.stroke
    _bars(brush, part.layout.xs(start), part.layout.xs(end), part.rows.rail_y[lane], wide, "run_line")
    _cycles(brush, part)
    for place, badges in enumerate(part.layout.badges):
        for cycle, x in badges:
            _badge(brush, part, place, cycle.number, cycle.confirmed, x)


def _bars(brush: Brush, x0: Floats, x1: Floats, y: Floats, thick: float, role: str) -> None:
    wide = brush.thick(thick)
    top = brush.snapped(y - wide / 2)
    brush.boxes(x0, top, x1, top + wide, role)


def _cycles(brush: Brush, part: ChartPart) -> None:
    rows = part.rows
    lane, *days = part.stack.cycles.seen(part.first, part.last)
    start, back, down = (part.layout.xs(day) for day in days)
    y, bottom, stroke = rows.rail_y[lane], rows.rail_bottom[lane], part.layout.sizes.stroke
    _bars(brush, start, down, y, 1.6 * stroke, "ink")
    brush.uprights(start, y - 0.8, np.minimum(y + 6, bottom), 1.6 * stroke, "ink")
    brush.uprights(down, y, bottom + 1.4, 1.4 * stroke, "ink")
    _moments(brush, part)
    _bars(brush, down, back, y, 5.0 * stroke, "ink")
    for place in distinct(lane).tolist():
        frame, mine = part.layout.frames[place], lane == place
        most = max(5.5 * stroke, 1.2 * part.layout.sizes.r)
        _arrows(brush, distinct(brush.snapped(back[mine])), frame.rail_y, frame.rail_bottom - frame.top, most)


def _moments(brush: Brush, part: ChartPart) -> None:
    """Ticks at the five moments of each cycle, where there is room to name them."""
    for lane, frame in zip(part.layout.scene.lanes, part.layout.frames, strict=True):
        if frame.moments:
            for cycle in lane.cycle_days.shown(part.first, part.last):
                xs = np.array([part.layout.x(day_number(cycle.moments[key])) for key, _words in MOMENTS])
                brush.uprights(xs, frame.rail_y - 8, frame.rail_y + 5, 1.4, "ink")


def _arrows(brush: Brush, backs: Floats, y: float, rail: float, most: float) -> None:
    """An arrow down onto each concern that returned, at most twice that wide."""
    half = min(most, 0.2 * rail + 1.5)

    def arrow(own: Brush, x: float, at: float) -> None:
        corners = [QPointF(x - half, at), QPointF(x + half, at), QPointF(x, at + 2.0 * half)]
        own.shape(QPolygonF(corners), "ink", own.pen("paper", 0.6))

    brush.stamp(("return", half), 2 * half + 1, backs, np.full(len(backs), y), arrow)


def _badge(brush: Brush, part: ChartPart, place: int, number: int, confirmed: bool, x: float) -> None:
    frame = part.layout.frames[place]
    radius = badge_radius(part.layout.sizes, frame)
    size = min(max(part.layout.sizes.body, round(1.5 * radius)), round(1.7 * radius))

    def badge(own: Brush, at: float, y: float) -> None:
        path = QPainterPath()
        path.addEllipse(QPointF(at, y), radius, radius)
        own.shape(path, "ink" if confirmed else "paper", own.pen("paper" if confirmed else "ink", 1.4))
        small = size if number < 100 else round(0.75 * size)
        own.text(at, y + 0.36 * small, str(number), small, "paper" if confirmed else "ink", True, "centre")

    brush.place(("badge", number, confirmed, radius), radius + 2, x, frame.rail_y, badge)


def _held(brush: Brush, part: ChartPart) -> None:
    held = part.stack.held.seen(part.first, part.last)
    # A step-down at the very end of the record: nothing is known yet of how it went, and no line could be seen.
    lane, start, end, settled = held[:, (held[3] == 1) | ((held[2] - held[1]) * part.layout.per_day >= LEAST_HELD)]
    x0, x1, y = part.layout.xs(start), part.layout.xs(end), part.rows.rail_y[lane]
    wide = 1.6 * part.layout.sizes.stroke
    for sure, role in HELD_ROLES:
        chosen = settled == sure
        _bars(brush, x0[chosen], x1[chosen] - 3, y[chosen], wide, role)
        brush.uprights(x0[chosen], y[chosen], y[chosen] + 6, wide, role)

    def ring(own: Brush, x: float, at: float) -> None:
        path = QPainterPath()
        path.addEllipse(QPointF(x, at), 3.2, 3.2)
        own.shape(path, "paper", own.pen("improvement", 1.6))

    brush.stamp(("held",), 5.0, x1[settled == 1], y[settled == 1], ring)
