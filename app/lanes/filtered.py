"""A scene of which a filter has left some rows.

Marks, flags and the area show the rows that are left. Levels and findings stay as they are: they rest on every
row, and would say something else of the child if some were not counted.
"""

from collections.abc import Collection
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from app.analysis.severity import ConcernPoints, Steps, concern_points, running_highest
from app.lanes.deaths import rows_drawn, steps_until
from app.lanes.rails import RailMarks
from app.lanes.scene import LaneScene, LanesScene

LONGEST_FILTER = 100
"""Letters of a filter that a footer has room for; the rest is counted by dots."""


def filtered(scene: LanesScene, rows: NDArray[np.bool_], words: str, children: Collection[int] = ()) -> LanesScene:
    """The scene with only the events (n,) of its case that are left, and lanes of these children, or of all.

    ``words`` say what is filtered by, for the footer that every picture carries.
    """
    told = words if len(words) <= LONGEST_FILTER else f"{words[:LONGEST_FILTER].rstrip()}…"
    if not children and bool((rows | scene.case.events.withdrawn).all()):
        return replace(scene, filters=told, whole=scene)
    chosen = [lane for lane in scene.lanes if not children or lane.child in children]
    events = scene.case.events
    left_by_id = np.zeros(int(events.id.max(initial=0)) + 1, np.bool_)
    left_by_id[events.id[rows]] = True
    lanes = tuple(_lane(scene, lane, rows, left_by_id) for lane in chosen)
    about = scene.rows_about if len(lanes) == len(scene.lanes) else rows_drawn(scene.case, lanes)
    left = about & rows
    unscored = int((left & (events.severity < 0)).sum())
    return replace(scene, lanes=lanes, shown=int(left.sum()), unscored=unscored, filters=told, left=rows, whole=scene)


def _lane(scene: LanesScene, lane: LaneScene, rows: NDArray[np.bool_], left_by_id: NDArray[np.bool_]) -> LaneScene:
    points = concern_points(scene.case, lane.child)
    kept = np.flatnonzero(rows[points.place])
    left = ConcernPoints(points.place[kept], points.day[kept], points.severity[kept])
    flags, marks = left_by_id[lane.rails.event], rows[lane.marks.place]
    places = np.flatnonzero(marks)
    narrower = replace(
        lane,
        marks=lane.marks.take(places),
        area=_until_death(lane, running_highest(left, scene.case.scheme.windows.concern_area_days, scene.last_day)),
        rails=RailMarks(lane.rails.day[flags], lane.rails.event[flags], lane.rails.kind[flags]),
    )
    narrower.take_over(lane, marks, places)
    return narrower


def _until_death(lane: LaneScene, area: Steps) -> Steps:
    return steps_until(area, lane.death.day) if lane.death is not None and lane.death.firm else area
