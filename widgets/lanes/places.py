"""Where on the chart an event or a finding stands."""

from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QPointF

from app.analysis.finding import Finding
from app.case.dates import day_number
from app.lanes.layout import Layout
from app.lanes.placing import unscored_y


class Stand(NamedTuple):
    """Where the mark of an event stands in a lane (its place among the lanes), and what it looks like.

    ``drawn`` is whether the chart draws it there itself: a low lane leaves plain records out, and a column stands
    for many.
    """

    lane: int
    at: QPointF
    kind: int
    suggested: bool
    drawn: bool


def places_of(layout: Layout, event: int) -> list[QPointF]:
    """Where the marks of an event stand, one for each lane it is in; where a column stands for it, on its rank."""
    return [stand.at for stand in stands_of(layout, event)]


def stands_of(layout: Layout, event: int) -> list[Stand]:
    """The same, with the lane and the looks of each."""
    table = layout.scene.case.events
    if not table.has(event):
        return []
    told = float(table.day[table.position(event)])
    found: list[Stand] = []
    for place, (lane, frame) in enumerate(zip(layout.scene.lanes, layout.frames, strict=True)):
        placed, day = layout.placed[place], told + lane.shift
        near = placed.marks.window(day, day)
        drawn = np.flatnonzero(placed.marks.event[near] == event) + near.start
        if len(drawn):
            at, marks = int(drawn[0]), placed.marks
            point = QPointF(float(placed.x[at]), float(placed.y[at]))
            shown = bool(placed.shown[at])
            found.append(Stand(place, point, int(marks.kind[at]), bool(marks.suggested[at]), shown))
            continue
        window = lane.marks.window(day, day)
        mine = np.flatnonzero(lane.marks.event[window] == event) + window.start
        if len(mine):
            at, marks = int(mine[0]), lane.marks
            kind = int(marks.kind[at])
            unscored = bool(marks.under[at])
            y = unscored_y(frame, layout.sizes.r) if unscored else frame.concern_y(int(marks.severity[at]))
            point = QPointF(layout.x(int(marks.start[at])), y)
            found.append(Stand(place, point, kind, bool(marks.suggested[at]), False))
    return found


def finding_box(layout: Layout, finding: Finding) -> tuple[float, float]:
    """The x where a finding as it is drawn begins and ends."""
    return layout.x(day_number(finding.start)), layout.x(day_number(finding.end))


def lane_foot(layout: Layout, place: int, most: float) -> float:
    """The y down to which a box round a lane reaches: below the words of its contact rail, which hang a little out of
    it, by at most so many pixels, and clear of the next lane."""
    return layout.frames[place].bottom + min(max(layout.sizes.gap - 4.0, 0.0), most)
