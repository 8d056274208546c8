"""What moves over the chart: cursor, hover, selection, the finding in front, the lane with the focus."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt

from app.analysis.finding import Finding
from app.case.dates import day_number, known_date, spoken
from app.lanes.layout import Layout
from app.lanes.room import Measure
from widgets.lanes.brush import Brush

CURSOR_REACH = 170
"""Pixels on both sides of the pointer within which its date and levels are written."""


@dataclass
class Front:
    """What is in front: the chosen event and finding, the event and the point under the pointer, the focused lane."""

    event: int | None = None
    finding: str | None = None
    hovered: int | None = None
    pointer: QPointF | None = None
    lane: int | None = None


def paint_overlay(brush: Brush, layout: Layout, front: Front, measure: Measure) -> None:
    """Draw the layers that change without the chart changing."""
    brush.painter.setBrush(Qt.BrushStyle.NoBrush)
    if front.finding is not None:
        _finding(brush, layout, front.finding)
    if front.event is not None:
        _rings(brush, layout, front.event, (("paper", 5.0, 3.0), ("ink", 3.2, 2.0)))
    if front.hovered is not None and front.hovered != front.event:
        _rings(brush, layout, front.hovered, (("ink", 3.0, 2.0),))
    if front.lane is not None and front.lane < len(layout.frames):
        frame = layout.frames[front.lane]
        brush.painter.setPen(brush.pen("focus", 2.5))
        brush.line(4, frame.top + 2, 4, frame.bottom - 2)
    pointer = front.pointer
    if pointer is not None and layout.left <= pointer.x() <= layout.right and layout.frames:
        _cursor(brush, layout, pointer, measure)


def _rings(brush: Brush, layout: Layout, event: int, rings: tuple[tuple[str, float, float], ...]) -> None:
    r = layout.sizes.r
    brush.painter.setBrush(Qt.BrushStyle.NoBrush)
    for at in places_of(layout, event):
        if layout.left - r <= at.x() <= layout.right + r:
            for role, more, width in rings:
                brush.painter.setPen(brush.pen(role, width))
                brush.painter.drawEllipse(at, r + more, r + more)


def places_of(layout: Layout, event: int) -> list[QPointF]:
    """Where the marks of an event stand, one for each lane it is in; where a column stands for it, on its rank."""
    table = layout.scene.case.events
    if not table.has(event):
        return []
    day = float(table.day[table.position(event)])
    found: list[QPointF] = []
    for lane, frame, placed in zip(layout.scene.lanes, layout.frames, layout.placed, strict=True):
        near = placed.marks.window(day, day)
        drawn = np.flatnonzero(placed.marks.event[near] == event) + near.start
        if len(drawn):
            found.append(QPointF(float(placed.x[drawn[0]]), float(placed.y[drawn[0]])))
            continue
        window = lane.marks.window(day, day)
        mine = np.flatnonzero(lane.marks.event[window] == event) + window.start
        if len(mine):
            rank = int(lane.marks.severity[mine[0]])
            found.append(QPointF(layout.x(int(lane.marks.start[mine[0]])), frame.concern_y(rank)))
    return found


def _finding(brush: Brush, layout: Layout, finding_id: str) -> None:
    for place, lane in enumerate(layout.scene.lanes):
        for finding in (*lane.cycles, *lane.held, *lane.runs, *lane.unseen):
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


def _cursor(brush: Brush, layout: Layout, pointer: QPointF, measure: Measure) -> None:
    """A line through all lanes with the date, and each child's level on that day."""
    day, size = int(layout.day_at(pointer.x())), layout.sizes.body
    brush.painter.setPen(brush.pen("ink2", 1.0, alpha=150))
    brush.line(pointer.x(), layout.frames[0].top, pointer.x(), layout.frames[-1].bottom)
    leftward = pointer.x() > (layout.left + layout.right) / 2
    x = pointer.x() + (-6 if leftward else 6)
    _tag(brush, x, layout.frames[0].top - 7, spoken(known_date(day)), size, leftward, measure)
    for lane, frame in zip(layout.scene.lanes, layout.frames, strict=True):
        level = lane.state_days.on(day)
        words = "level not known" if level is None else f"level {level}"
        _tag(brush, x, frame.strips_bottom - 4, words, size, leftward, measure)


def _tag(brush: Brush, x: float, y: float, words: str, size: int, leftward: bool, measure: Measure) -> None:
    wide = measure(words, size, False) + 6
    left = x - wide if leftward else x
    brush.painter.fillRect(QRectF(left - 1, y - size, wide, 1.35 * size), brush.colour("paper", 225))
    brush.text(left + 2, y, words, size, "ink")
