"""Boxes filled with lines at 45 degrees, for paper: lines and no pattern, so that a page keeps them sharp."""

from math import ceil

import numpy as np
from PySide6.QtCore import QLineF

from widgets.lanes.batches import Floats
from widgets.lanes.brush import Brush
from widgets.lanes.chart_part import ChartPart

EVERY, THICK = 7.0, 0.8
"""Pixels from one line to the next across, and how thick they are (lanes specification, section 15)."""


def hatch(
    brush: Brush, x0: Floats, y0: Floats | float, x1: Floats, y1: Floats | float, role: str, origin: float = 0.0
) -> None:
    """Lines rising to the right, inside each box from ``x0`` to ``x1``; they run on from one box into the next.

    One of them goes through x ``origin`` at y 0, so that they stay where they are when the chart is panned.
    """
    lines: list[QLineF] = []
    for left, top, right, bottom in np.column_stack(np.broadcast_arrays(x0, y0, x1, y1)).tolist():
        at = origin + ceil((left + top - origin) / EVERY) * EVERY
        while at < right + bottom:
            from_x, to_x = max(left, at - bottom), min(right, at - top)
            lines.append(QLineF(from_x, at - from_x, to_x, at - to_x))
            at += EVERY
    brush.smooth()
    brush.painter.setPen(brush.pen(role, THICK))
    brush.lines(lines)


def hatch_part(brush: Brush, part: ChartPart, x0: Floats, y0: Floats, x1: Floats, y1: Floats, role: str) -> None:
    """Lines in boxes of which only those in a part are drawn. They go on beyond its edges, where it is clipped: an end
    of a line at the edge would be a seam once the chart is panned."""
    near = (x1 > part.left) & (x0 < part.right)
    x0, x1 = np.maximum(x0[near], part.left - EVERY), np.minimum(x1[near], part.right + EVERY)
    hatch(brush, x0, y0[near], x1, y1[near], role, part.layout.origin)
