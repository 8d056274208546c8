"""What moves over the chart: cursor, selection, the finding in front, the lane with the focus."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt

from app.analysis.finding import Finding
from app.analysis.levels import level_on
from app.case.dates import day_number, known_date, spoken
from app.lanes.layout import Layout
from widgets.lanes.brush import Brush


def paint_overlay(
    brush: Brush,
    layout: Layout,
    event: int | None,
    finding: str | None,
    pointer: QPointF | None,
    focused_lane: int | None,
) -> None:
    """Draw the layers that change without the chart changing."""
    brush.painter.setBrush(Qt.BrushStyle.NoBrush)
    if finding is not None:
        _finding(brush, layout, finding)
    if event is not None:
        _rings(brush, layout, event)
    if focused_lane is not None and focused_lane < len(layout.frames):
        frame = layout.frames[focused_lane]
        brush.painter.setPen(brush.pen("focus", 2.5))
        brush.line(4, frame.top + 2, 4, frame.bottom - 2)
    if pointer is not None and layout.left <= pointer.x() <= layout.right and layout.frames:
        _cursor(brush, layout, pointer)


def _rings(brush: Brush, layout: Layout, event: int) -> None:
    r = layout.sizes.r
    for placed in layout.placed:
        for item in np.flatnonzero(placed.marks.event == event).tolist():
            at = QPointF(float(placed.x[item]), float(placed.y[item]))
            if layout.left - r <= at.x() <= layout.right + r:
                for role, more, width in (("paper", 5.0, 3.0), ("ink", 3.2, 2.0)):
                    brush.painter.setPen(brush.pen(role, width))
                    brush.painter.drawEllipse(at, r + more, r + more)


def _finding(brush: Brush, layout: Layout, finding_id: str) -> None:
    for place, lane in enumerate(layout.scene.lanes):
        for finding in (*lane.cycles, *lane.held, *lane.runs):
            if finding.id == finding_id:
                _box(brush, layout, place, finding)
                _dots(brush, layout, place, finding)


def _box(brush: Brush, layout: Layout, place: int, finding: Finding) -> None:
    frame = layout.frames[place]
    x0 = max(layout.x(day_number(finding.start)) - 14, layout.left - 12)
    x1 = min(layout.x(day_number(finding.end)) + 10, layout.right + 8)
    if x1 > x0:
        brush.painter.setPen(brush.pen("focus", 2.0))
        brush.painter.drawRoundedRect(QRectF(x0, frame.top - 1, x1 - x0, frame.bottom - frame.top + 2), 4, 4)


def _dots(brush: Brush, layout: Layout, place: int, finding: Finding) -> None:
    placed, r = layout.placed[place], layout.sizes.r
    brush.painter.setPen(brush.pen("paper", 1.0))
    brush.painter.setBrush(brush.colour("focus"))
    for item in np.flatnonzero(np.isin(placed.marks.event, finding.evidence) & placed.shown).tolist():
        brush.painter.drawEllipse(QPointF(float(placed.x[item]), float(placed.y[item]) - 2.2 * r), 2.4, 2.4)
    brush.painter.setBrush(Qt.BrushStyle.NoBrush)


def _cursor(brush: Brush, layout: Layout, pointer: QPointF) -> None:
    """A line through all lanes with the date, and each child's level on that day."""
    day, size = int(layout.day_at(pointer.x())), layout.sizes.body
    brush.painter.setPen(brush.pen("ink2", 1.0, alpha=150))
    brush.line(pointer.x(), layout.frames[0].top, pointer.x(), layout.frames[-1].bottom)
    metrics_side = "right" if pointer.x() > (layout.left + layout.right) / 2 else "left"
    x = pointer.x() + (-6 if metrics_side == "right" else 6)
    _tag(brush, x, layout.frames[0].top - 7, spoken(known_date(day)), size, metrics_side)
    for lane, frame in zip(layout.scene.lanes, layout.frames, strict=True):
        level = level_on(lane.states, day)
        words = "level not known" if level is None else f"level {level}"
        _tag(brush, x, frame.level_base - 4, words, size, metrics_side)


def _tag(brush: Brush, x: float, y: float, words: str, size: int, align: str) -> None:
    wide = 0.56 * size * len(words) + 6
    left = x - wide if align == "right" else x
    brush.painter.fillRect(QRectF(left - 1, y - size, wide, 1.35 * size), brush.colour("paper", 225))
    brush.text(left + 2, y, words, size, "ink")
