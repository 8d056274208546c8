"""The lower layers of a lane: ground, grid, 90-day area, level blocks. Nothing here lies above a mark."""

from itertools import pairwise

import numpy as np
from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QBrush, QLinearGradient

from app.analysis.finding import Finding
from app.case.dates import day_number
from app.lanes.labels import flat_level
from app.lanes.layout import LaneFrame, Layout
from app.lanes.marks import MarkKind
from app.lanes.scene import LaneScene
from app.lanes.timeaxis import ticks
from widgets.lanes.brush import Brush
from widgets.lanes.shapes import ROLES


def paint_ground(brush: Brush, layout: Layout, lane: LaneScene, frame: LaneFrame) -> None:
    """The lane's ground from birth onward, and the line of a birth inside the record."""
    brush.crisp()
    left = layout.left if lane.born is None else max(layout.left, layout.x(lane.born))
    if left < layout.right:
        brush.fill(left, frame.rail_bottom, layout.right, frame.level_base + 4, "lane")
    if lane.born is not None and layout.left <= layout.x(lane.born) <= layout.right:
        brush.painter.setPen(brush.pen("axis", 1.5))
        brush.line(left, frame.rail_bottom, left, frame.level_base + 4)


def paint_run_tint(brush: Brush, layout: Layout, run: Finding, frame: LaneFrame) -> None:
    """The tint of an unanswered run, from its first concern to its end."""
    x0, x1 = layout.x(day_number(run.start)), layout.x(day_number(run.end))
    brush.fill(max(x0, layout.left), frame.rail_bottom, min(x1, layout.right), frame.level_base, "run_tint")


def paint_return_columns(brush: Brush, layout: Layout, lane: LaneScene, frame: LaneFrame) -> None:
    """The columns from step-down to return, each stretch filled once however many overlap."""
    spans = sorted((layout.x(day_number(c.moments["step_down"])), layout.x(day_number(c.end))) for c in lane.cycles)
    filled = layout.left
    for x0, x1 in spans:
        start, end = max(x0, filled), min(x1, layout.right)
        if end > start:
            brush.fill(start, frame.rail_y, end, frame.level_base + 2, "return_column")
            filled = end


def paint_column_edges(brush: Brush, layout: Layout, lane: LaneScene, frame: LaneFrame) -> None:
    """A column's edges: dashed where the level was stepped down, solid where concern returned."""
    for cycle in lane.cycles:
        down, back = layout.x(day_number(cycle.moments["step_down"])), layout.x(day_number(cycle.end))
        for x, pen in ((down, brush.pen("column_edge", 1.4, (4, 2.5))), (back, brush.pen("column_edge", 1.8))):
            if layout.left <= x <= layout.right:
                brush.painter.setPen(pen)
                brush.line(x, frame.rail_y, x, frame.level_base + 2)


def paint_grid(brush: Brush, layout: Layout, frame: LaneFrame) -> None:
    """Year lines and rank lines, meant to recede; both baselines."""
    brush.crisp()
    brush.painter.setPen(brush.pen("grid", 1.0))
    lines = [
        QLineF(layout.left, round(frame.concern_y(rank)), layout.right, round(frame.concern_y(rank)))
        for rank in range(1, 6)
    ]
    for tick in ticks(layout)[1:]:
        lines.append(QLineF(round(tick.start), frame.rail_bottom, round(tick.start), frame.level_base))
    brush.painter.drawLines(lines)
    brush.painter.setPen(brush.pen("axis", 1.0))
    for y in (frame.concern_base, frame.level_base):
        brush.line(layout.left, y, layout.right, y)


def paint_area(brush: Brush, layout: Layout, lane: LaneScene, frame: LaneFrame) -> None:
    """The highest concern of the last 90 days. Rises have an edge, falls have none."""
    area = lane.area
    starts, ends = layout.xs(area.start), layout.xs(area.end)
    seen = np.flatnonzero((ends >= layout.left) & (starts <= layout.right)).tolist()
    edges: list[QLineF] = []
    for item in seen:
        value = int(area.value[item])
        x0, x1 = max(float(starts[item]), layout.left), min(float(ends[item]), layout.right)
        if value == 0:
            brush.fill(x0, frame.concern_base - 2, x1, frame.concern_base, "improvement")
            continue
        y = round(frame.concern_y(value))
        brush.fill(x0, y, x1, frame.concern_base, "area")
        edges.append(QLineF(x0, y, x1, y))
        joined = item > 0 and area.end[item - 1] == area.start[item]
        below = int(area.value[item - 1]) if joined else 0
        if below < value and starts[item] >= layout.left:
            edges.append(QLineF(x0, y, x0, round(frame.concern_y(below))))
    brush.painter.setPen(brush.pen("area_edge", 1.2))
    brush.painter.drawLines(edges)


def paint_levels(brush: Brush, layout: Layout, lane: LaneScene, frame: LaneFrame) -> None:
    """Level blocks, then their edges: solid to the last mention, dashed past it, dashed where only suggested."""
    width = max(1.6, 0.45 * layout.sizes.r)
    for state in lane.states:
        x0, x1 = max(layout.x(state.start), layout.left), min(layout.x(state.end), layout.right)
        if state.level == 0 or x1 <= x0 or not state.confirmed:
            continue
        top = round(frame.level_y(state.level))
        solid = min(max(layout.x(state.solid_until), x0), x1)
        fill = brush.theme.level_fill(state.level)
        unborn = lane.born is not None and layout.x(lane.born) > x0
        brush.fill(x0, top, solid, frame.level_base, fill)
        if unborn and lane.born is not None:
            _hatch(brush, x0, top, min(layout.x(lane.born), x1), frame.level_base)
        if solid < x1:
            _fade(brush, solid, top, x1, frame.level_base, fill)
    _level_edges(brush, layout, lane, frame, width)


def _hatch(brush: Brush, x0: float, y0: float, x1: float, y1: float) -> None:
    brush.fill(x0, y0, x1, y1, "paper", 140)
    brush.painter.fillRect(
        QRectF(x0, y0, x1 - x0, y1 - y0), QBrush(brush.colour("level_edge", 110), Qt.BrushStyle.BDiagPattern)
    )


def _fade(brush: Brush, x0: float, y0: float, x1: float, y1: float, fill: str) -> None:
    gradient = QLinearGradient(x0, 0, min(x1, x0 + 48), 0)
    gradient.setColorAt(0, brush.colour(fill))
    gradient.setColorAt(1, brush.colour(fill, 0))
    brush.painter.fillRect(QRectF(x0, y0, x1 - x0, y1 - y0), QBrush(gradient))


def _level_edges(brush: Brush, layout: Layout, lane: LaneScene, frame: LaneFrame, width: float) -> None:
    solid_pen, dashed = brush.pen("level_edge", width), brush.pen("level_edge", width, (2 * width, 1.4 * width))
    for state in lane.states:
        x0, x1 = layout.x(state.start), layout.x(state.end)
        if x1 < layout.left or x0 > layout.right or state.level == 0:
            continue
        y = round(frame.level_y(state.level))
        middle = min(max(layout.x(state.solid_until), x0), x1)
        for start, end, pen in ((x0, middle, solid_pen if state.confirmed else dashed), (middle, x1, dashed)):
            start, end = max(start, layout.left), min(end, layout.right)
            if end > start:
                brush.painter.setPen(pen)
                brush.line(start, y, end, y)
    brush.painter.setPen(solid_pen)
    edges = [(0, 0), *((state.start, state.level) for state in lane.states)]
    for (_before, low), (day, high) in pairwise(edges):
        x = round(layout.x(day))
        if low != high and layout.left <= x <= layout.right:
            brush.line(x, round(frame.level_y(low)) - width / 2, x, round(frame.level_y(high)) - width / 2)


def paint_stems(brush: Brush, layout: Layout, place: int, frame: LaneFrame) -> None:
    """Stems from the baseline to each mark, faint so that marks stay in front."""
    placed, r = layout.placed[place], layout.sizes.r
    kind = placed.marks.kind
    stemmed = placed.shown & (placed.marks.severity > 0) & ~placed.capsule & ~placed.marks.twin
    for role, width in (("concern", 1.4), ("health", 2.0)):
        kinds = [item for item, name in ROLES.items() if name == role]
        chosen = np.flatnonzero(stemmed & np.isin(kind, kinds)).tolist()
        brush.painter.setPen(brush.pen(role, width * min(1.0, r / 4.0 + 0.1), alpha=190))
        brush.painter.drawLines(
            [QLineF(float(placed.x[i]), float(placed.y[i]), float(placed.x[i]), frame.concern_base) for i in chosen]
        )


def paint_run_lines(brush: Brush, layout: Layout, lane: LaneScene, place: int, frame: LaneFrame) -> None:
    """The stair of an unanswered run: the highest concern within the run so far, rising through its marks."""
    placed, r = layout.placed[place], layout.sizes.r
    width = max(3.0, 0.72 * r)
    for run in lane.runs:
        inside = np.flatnonzero(np.isin(placed.marks.event, run.evidence) & ~placed.marks.twin)
        if not len(inside):
            continue
        severity = np.maximum.accumulate(placed.marks.severity[inside])
        xs = layout.xs(placed.marks.start[inside])
        lines: list[QLineF] = []
        for (x0, low), (x1, high) in pairwise(zip(xs.tolist(), severity.tolist(), strict=True)):
            y0, y1 = frame.concern_y(low), frame.concern_y(high)
            lines.append(QLineF(x0, y0, x1, y0))
            if high > low:
                lines.append(QLineF(x1, y0 + width / 2, x1, y1 - width / 2))
        end = layout.x(day_number(run.end))
        lines.append(QLineF(float(xs[-1]), frame.concern_y(int(severity[-1])), end, frame.concern_y(int(severity[-1]))))
        for role, thick in (("paper", width + 2.0), ("run_line", width)):
            brush.painter.setPen(brush.pen(role, thick))
            brush.painter.drawLines(lines)


def paint_flat_lines(brush: Brush, layout: Layout, lane: LaneScene, frame: LaneFrame) -> None:
    """The flat line of an unanswered run along the level, stepping down where the level falls in it."""
    width = max(3.0, 0.72 * layout.sizes.r)
    for run in lane.runs:
        start, end = day_number(run.start), day_number(run.end)
        brush.painter.setPen(brush.pen("run_line", width))
        level = flat_level(layout, lane, run)
        edges = [start, *(s.start for s in lane.states if start < s.start < end), end]
        for first, last in pairwise(edges):
            held = [state.level for state in lane.states if state.start <= first < state.end]
            now = held[-1] if held else level
            y = frame.level_y(now)
            brush.line(layout.x(first), y, layout.x(last), y)
        y = frame.level_y(level)
        for x in (layout.x(start), layout.x(end)):
            brush.line(x, y - 4.5, x, y + 4.5)


def paint_washes(brush: Brush, layout: Layout, place: int, frame: LaneFrame) -> None:
    """A wash down to the baseline under each imprecise date."""
    placed = layout.placed[place]
    for item in np.flatnonzero(placed.capsule & placed.shown & (placed.marks.kind >= MarkKind.CONCERN)).tolist():
        role = ROLES[MarkKind(int(placed.marks.kind[item]))]
        brush.fill(float(placed.x0[item]), float(placed.y[item]), float(placed.x1[item]), frame.concern_base, role, 26)
