"""What the keyboard does on the chart: records, lanes, findings, zoom."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import Qt

from app.analysis.finding import Finding
from app.lanes.marks import Marks
from app.lanes.scene import LaneScene

ZOOM = {Qt.Key.Key_Plus: 1.5, Qt.Key.Key_Equal: 1.5, Qt.Key.Key_Minus: 1 / 1.5}
"""Keys that zoom, and by how much."""

LANES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
"""Keys that go to another lane."""

RECORDS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Home: None, Qt.Key.Key_End: None}
"""Keys that go to another record of the lane, or to another of its findings; with Shift, left and right pan."""

OPEN = frozenset((Qt.Key.Key_Return, Qt.Key.Key_Enter))

PAN_SHARE = 0.2


def next_event(marks: Marks, chosen: int | None, key: Qt.Key) -> int | None:
    """The record that a key of RECORDS leads to from the chosen one; None when the lane is empty.

    A record that is not in this lane counts as none chosen.
    """
    if not len(marks):
        return None
    at = np.flatnonzero(marks.event == chosen) if chosen is not None else np.zeros(0, np.intp)
    return int(marks.event[_next(len(marks), int(at[0]) if len(at) else None, key)])


def nearest_event(marks: Marks, day: float) -> int | None:
    """The record of a lane that is nearest to a day of it; None when the lane is empty."""
    if not len(marks):
        return None
    return int(marks.event[int(np.argmin(np.abs(marks.start.astype(np.float64) - day)))])


def findings_in(lane: LaneScene) -> tuple[Finding, ...]:
    """What the findings of a lane are gone through by: those that are drawn, by their first day."""
    return tuple(sorted((*lane.cycles, *lane.held, *lane.runs, *lane.unseen), key=lambda item: (item.start, item.id)))


def next_finding(findings: Sequence[Finding], chosen: str | None, key: Qt.Key) -> Finding | None:
    """The finding that a key of RECORDS leads to from the chosen one; None when there is none."""
    if not findings:
        return None
    at = next((place for place, item in enumerate(findings) if item.id == chosen), None)
    return findings[_next(len(findings), at, key)]


def _next(count: int, at: int | None, key: Qt.Key) -> int:
    direction = RECORDS[key]
    if direction is None or at is None:
        return count - 1 if key == Qt.Key.Key_End else 0
    return min(max(at + direction, 0), count - 1)
