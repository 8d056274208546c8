"""What the keyboard does on the chart: records, lanes, zoom."""

import numpy as np
from PySide6.QtCore import Qt

from app.lanes.marks import Marks

ZOOM = {Qt.Key.Key_Plus: 1.5, Qt.Key.Key_Equal: 1.5, Qt.Key.Key_Minus: 1 / 1.5}
"""Keys that zoom, and by how much."""

LANES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
"""Keys that go to another lane."""

RECORDS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Home: None, Qt.Key.Key_End: None}
"""Keys that go to another record of the lane; with Shift, left and right pan instead."""

PAN_SHARE = 0.2


def next_event(marks: Marks, chosen: int | None, key: Qt.Key) -> int | None:
    """The record that a key of RECORDS leads to from the chosen one; None when the lane is empty.

    A record that is not in this lane counts as none chosen.
    """
    if not len(marks):
        return None
    direction = RECORDS[key]
    at = np.flatnonzero(marks.event == chosen) if chosen is not None else np.zeros(0, np.intp)
    if direction is None or not len(at):
        return int(marks.event[-1 if key == Qt.Key.Key_End else 0])
    return int(marks.event[min(max(int(at[0]) + direction, 0), len(marks) - 1)])
