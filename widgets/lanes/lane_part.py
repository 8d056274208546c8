"""A lane and the part of it that is to be drawn."""

from dataclasses import dataclass

from app.lanes.frames import LaneFrame
from app.lanes.layout import Layout
from app.lanes.placing import PlacedMarks
from app.lanes.scene import LaneScene

SLACK = 48.0
"""How far beyond the part something may stand that reaches into it: a mark, a count beside it."""


@dataclass(frozen=True, slots=True)
class LanePart:
    """The lane at ``place`` of a layout, from x ``left`` to ``right``."""

    layout: Layout
    place: int
    left: float
    right: float

    @property
    def lane(self) -> LaneScene:
        """What the lane holds."""
        return self.layout.scene.lanes[self.place]

    @property
    def frame(self) -> LaneFrame:
        """Where its parts stand."""
        return self.layout.frames[self.place]

    @property
    def placed(self) -> PlacedMarks:
        """Its marks in pixels."""
        return self.layout.placed[self.place]

    @property
    def first(self) -> float:
        """The first day that may reach into the part."""
        return self.layout.day_at(self.left - SLACK)

    @property
    def last(self) -> float:
        """The last day that may reach into the part."""
        return self.layout.day_at(self.right + SLACK)
