"""Stepping from record to record in one lane."""

import numpy as np

from app.lanes.marks import Marks


def next_event(marks: Marks, chosen: int | None, direction: int | None, last: bool) -> int | None:
    """The record before (-1) or after (1) the chosen one; with no direction the first, or the last.

    A record that is not in this lane counts as none chosen. None when the lane is empty.
    """
    if not len(marks):
        return None
    at = np.flatnonzero(marks.event == chosen) if chosen is not None else np.zeros(0, np.intp)
    if direction is None or not len(at):
        return int(marks.event[-1 if last else 0])
    return int(marks.event[min(max(int(at[0]) + direction, 0), len(marks) - 1)])
