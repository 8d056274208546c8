"""Where on the chart an event or a finding stands."""

import numpy as np
from PySide6.QtCore import QPointF

from app.analysis.finding import Finding
from app.case.dates import day_number
from app.lanes.layout import Layout


def places_of(layout: Layout, event: int) -> list[QPointF]:
    """Where the marks of an event stand, one for each lane it is in; where a column stands for it, on its rank."""
    return [at for _lane, at in lane_places_of(layout, event)]


def lane_places_of(layout: Layout, event: int) -> list[tuple[int, QPointF]]:
    """The same, with the place of each lane."""
    table = layout.scene.case.events
    if not table.has(event):
        return []
    told = float(table.day[table.position(event)])
    found: list[tuple[int, QPointF]] = []
    for place, (lane, frame) in enumerate(zip(layout.scene.lanes, layout.frames, strict=True)):
        placed, day = layout.placed[place], told + lane.shift
        near = placed.marks.window(day, day)
        drawn = np.flatnonzero(placed.marks.event[near] == event) + near.start
        if len(drawn):
            found.append((place, QPointF(float(placed.x[drawn[0]]), float(placed.y[drawn[0]]))))
            continue
        window = lane.marks.window(day, day)
        mine = np.flatnonzero(lane.marks.event[window] == event) + window.start
        if len(mine):
            rank = int(lane.marks.severity[mine[0]])
            found.append((place, QPointF(layout.x(int(lane.marks.start[mine[0]])), frame.concern_y(rank))))
    return found


def finding_box(layout: Layout, finding: Finding) -> tuple[float, float]:
    """The x where a finding as it is drawn begins and ends."""
    return layout.x(day_number(finding.start)), layout.x(day_number(finding.end))
