"""The findings rail above each lane: numbered cycles, step-downs that held, unanswered runs."""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath, QPolygonF

from app.analysis.finding import Finding
from app.case.dates import day_number
from app.lanes.labels import MOMENTS, badge_radius, badge_xs
from app.lanes.layout import LaneFrame, Layout
from app.lanes.scene import LaneScene
from widgets.lanes.brush import Brush


def paint_rail(brush: Brush, layout: Layout, lane: LaneScene, frame: LaneFrame) -> None:
    """Brackets, held lines and run bars of one lane."""
    brush.smooth()
    for held in lane.held:
        _held(brush, layout, held, frame)
    for run in lane.runs:
        brush.painter.setPen(brush.pen("run_line", 5.0))
        x0, x1 = layout.x(day_number(run.start)), layout.x(day_number(run.end))
        brush.line(x0, frame.rail_y, x1, frame.rail_y)
    badges = badge_xs(layout, lane, frame)
    for cycle in lane.cycles:
        _cycle(brush, layout, cycle, frame)
    for cycle in lane.cycles:
        _badge(brush, layout, cycle, frame, badges[cycle.id])


def _cycle(brush: Brush, layout: Layout, cycle: Finding, frame: LaneFrame) -> None:
    y = frame.rail_y
    start = layout.x(day_number(cycle.moments["trigger"]))
    down = layout.x(day_number(cycle.moments["step_down"]))
    back = layout.x(day_number(cycle.end))
    brush.painter.setPen(brush.pen("ink", 1.6))
    brush.line(start, y, down, y)
    brush.line(start, y - 0.8, start, min(y + 6, frame.rail_bottom))
    brush.painter.setPen(brush.pen("ink", 1.4))
    brush.line(down, y, down, frame.rail_bottom + 1.4)
    if frame.moments:
        for key, _words in MOMENTS:
            x = layout.x(day_number(cycle.moments[key]))
            brush.line(x, y - 8, x, y + 5)
    brush.painter.setPen(brush.pen("ink", 5.0))
    brush.line(down, y, back, y)
    half = min(5.5, 0.2 * (frame.rail_bottom - frame.top) + 1.5)
    arrow = QPolygonF([QPointF(back - half, y), QPointF(back + half, y), QPointF(back, y + 2.0 * half)])
    brush.shape(arrow, "ink", brush.pen("paper", 0.6))


def _badge(brush: Brush, layout: Layout, cycle: Finding, frame: LaneFrame, x: float) -> None:
    radius = badge_radius(layout, frame)
    path = QPainterPath()
    path.addEllipse(QPointF(x, frame.rail_y), radius, radius)
    open_badge = not cycle.confirmed
    brush.shape(path, "paper" if open_badge else "ink", brush.pen("ink" if open_badge else "paper", 1.4))
    size = max(layout.sizes.body, round(1.5 * radius))
    size = min(size, round(1.7 * radius))
    brush.text(x, frame.rail_y + 0.36 * size, str(cycle.number), size, "ink" if open_badge else "paper", True, "centre")


def _held(brush: Brush, layout: Layout, held: Finding, frame: LaneFrame) -> None:
    y = frame.rail_y
    x0, x1 = layout.x(day_number(held.start)), layout.x(day_number(held.end))
    role = "improvement" if held.settled else "axis"
    brush.painter.setPen(brush.pen(role, 1.6))
    brush.line(x0, y, x1 - 3, y)
    brush.line(x0, y, x0, y + 6)
    if held.settled:
        ring = QPainterPath()
        ring.addEllipse(QPointF(x1, y), 3.2, 3.2)
        brush.shape(ring, "paper", brush.pen(role, 1.6))
