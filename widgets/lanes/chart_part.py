"""The part of the lanes that is to be drawn: a layer is drawn for all lanes at once."""

from dataclasses import dataclass
from functools import cached_property

from app.lanes.frames import FrameRows
from app.lanes.layout import Layout
from app.lanes.placing import Drawn
from app.lanes.stack import Stack

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

    @property
    def first(self) -> float:
        """The first day that may reach into the part."""
        return self.layout.day_at(self.left - SLACK)

    @property
    def last(self) -> float:
        """The last day that may reach into the part."""
        return self.layout.day_at(self.right + SLACK)
