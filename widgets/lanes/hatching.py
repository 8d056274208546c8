"""Boxes filled with lines at 45 degrees, for paper: lines and no pattern, so that a page keeps them sharp."""

from math import ceil

import numpy as np
from PySide6.QtCore import QLineF

from widgets.lanes.batches import Floats
from widgets.lanes.brush import Brush

EVERY, THICK = 7.0, 0.8
"""Pixels from one line to the next across, and how thick they are (lanes specification, section 15)."""


def hatch(brush: Brush, x0: Floats, y0: Floats | float, x1: Floats, y1: Floats | float, role: str) -> None:
    """Lines rising to the right, inside each box from ``x0`` to ``x1``; they run on from one box into the next."""
    lines: list[QLineF] = []
    for left, top, right, bottom in np.column_stack(np.broadcast_arrays(x0, y0, x1, y1)).tolist():
        at = ceil((left + top) / EVERY) * EVERY
        while at < right + bottom:
            from_x, to_x = max(left, at - bottom), min(right, at - top)
            lines.append(QLineF(from_x, at - from_x, to_x, at - to_x))
            at += EVERY
    brush.smooth()
    brush.painter.setPen(brush.pen(role, THICK))
    brush.lines(lines)
