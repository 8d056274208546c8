"""The part of the lanes that is to be drawn: a layer is drawn for all lanes at once."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from app.lanes.frames import FrameRows
from app.lanes.layout import Layout
from app.lanes.placing import Drawn
from app.lanes.stack import Stack
from widgets.lanes.batches import Floats

SLACK = 48.0
"""How far beyond the part something may stand that reaches into it: a mark, a count beside it."""


@dataclass(frozen=True)
class ChartPart:
    """All lanes of a layout, from x ``left`` to ``right``."""

    layout: Layout
    left: float
    right: float

    @property
    def stack(self) -> Stack:
        """What the lanes hold, as columns."""
        return self.layout.scene.stack

    @property
    def rows(self) -> FrameRows:
        """Where the parts of each lane stand."""
        return self.layout.rows

    @cached_property
    def drawn(self) -> Drawn:
        """The marks that reach into the part."""
        return self.layout.drawn.between(self.left - SLACK, self.right + SLACK)

    @cached_property
    def ground(self) -> tuple[Floats, Floats]:
        """From which x to which the ground of each lane lies in the part: from birth onward, and where lanes are moved
        as far as the record reaches. Of a lane with none the first is not left of the second."""
        layout = self.layout
        born = [self.left if lane.born is None else layout.x(lane.born) for lane in layout.scene.lanes]
        left, right = np.maximum(self.left, born), np.full(len(born), self.right)
        dated = layout.scene.by_date
        if dated is not None:
            shift = np.array([lane.shift for lane in layout.scene.lanes])
            left = np.maximum(left, layout.xs(dated.first_day + shift))
            right = np.minimum(right, layout.xs(dated.last_day + 1 + shift))
        return left, right

    @property
    def first(self) -> float:
        """The first day that may reach into the part."""
        return self.layout.day_at(self.left - SLACK)

    @property
    def last(self) -> float:
        """The last day that may reach into the part."""
        return self.layout.day_at(self.right + SLACK)
