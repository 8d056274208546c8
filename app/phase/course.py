"""A way drawn along the grid: strokes that keep apart where the way passes a second time, and their arrows.

Lengths are in cells: x counts levels from the middle of column 0, y counts ranks of concern upward from the middle of
row 0, and the row of what nothing was scored for is -1.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from app.phase.stops import Stop

MOST_APART = 0.14
"""The share of a cell by which strokes move aside at most, so that passes part (chart specification, section 15)."""

ARROW_FROM = 0.5
"""A stroke that is longer than this, in cells, has an arrow."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Segment:
    """A straight piece from one point to another. ``stated`` is False where the level was not stated yet.

    ``climbs`` marks rising concern in an unanswered run; ``arrow`` is where its arrow stands, None for none.
    """

    start: Point
    end: Point
    stated: bool = True
    climbs: bool = False
    arrow: Point | None = None


@dataclass(slots=True)
class _Stroke:
    """A piece in one direction: along levels, or ``upright`` along concern, on a ``line`` of the grid."""

    upright: bool
    line: int
    start: int
    end: int
    stated: bool
    climbs: bool
    slot: int = 0

    @property
    def rising(self) -> bool:
        return self.end > self.start

    def meets(self, other: "_Stroke") -> bool:
        """Whether both lie on one line and touch."""
        low, high = sorted((self.start, self.end))
        their_low, their_high = sorted((other.start, other.end))
        same_line = self.upright == other.upright and self.line == other.line
        return same_line and low <= their_high and their_low <= high


@dataclass(frozen=True)
class Course:
    """A way ready to be drawn: its pieces in order of time, where it starts and where it ends."""

    segments: tuple[Segment, ...]
    start: Point
    end: Point


@dataclass
class _Slots:
    """Gives each stroke the first place beside its line that no stroke which it meets has."""

    taken: list[_Stroke] = field(default_factory=list[_Stroke])

    def give(self, stroke: _Stroke) -> None:
        used = {other.slot for other in self.taken if stroke.meets(other)}
        stroke.slot = next(slot for slot in _sides(len(used) + 1) if slot not in used)
        self.taken.append(stroke)


def _sides(count: int) -> list[int]:
    """0, 1, -1, 2, -2 …: places beside a line, the nearest first."""
    return [(place + 1) // 2 * (1 if place % 2 else -1) for place in range(count)]


def course_of(
    stops: Sequence[Stop], runs: Sequence[tuple[int, int]] = (), apart: Point = (MOST_APART, MOST_APART)
) -> Course:
    """The course of these stops; ``runs`` are the days (first, last) of unanswered runs.

    ``apart`` is how far strokes move aside at most, in cells, across and up.

    Raises:
        ValueError: without a stop.
    """
    if not stops:
        raise ValueError("a way needs a place to start from")
    strokes = _strokes(stops, runs)
    slots = _Slots()
    for stroke in strokes:
        slots.give(stroke)
    if not strokes:
        here = (float(stops[0].level), float(stops[0].concern))
        return Course((), (here[0] - apart[0], here[1]), (here[0] + apart[0], here[1]))
    widest = max(1, max(abs(stroke.slot) for stroke in strokes))
    segments = tuple(_segments(strokes, (apart[0] / widest, apart[1] / widest)))
    return Course(segments, segments[0].start, segments[-1].end)


def _strokes(stops: Sequence[Stop], runs: Sequence[tuple[int, int]]) -> list[_Stroke]:
    """Moves in order of time; those that go on in the same direction are one stroke."""
    found: list[_Stroke] = []
    for one, other in pairwise(stops):
        if one.place == other.place:
            continue
        upright = one.level == other.level
        climbs = upright and other.concern > one.concern and any(a <= other.day <= b for a, b in runs)
        line, start, end = (one.level, one.concern, other.concern) if upright else (one.concern, one.level, other.level)
        move = _Stroke(upright, line, start, end, one.stated, climbs)
        if found and _goes_on(found[-1], move):
            found[-1].end = move.end
        else:
            found.append(move)
    return found


def _goes_on(stroke: _Stroke, move: _Stroke) -> bool:
    return (stroke.upright, stroke.line, stroke.rising, stroke.stated, stroke.climbs) == (
        move.upright, move.line, move.rising, move.stated, move.climbs
    )  # fmt: skip


def _segments(strokes: list[_Stroke], apart: Point) -> list[Segment]:
    """Strokes joined at corners; where a stroke turns back on its own line, or goes on in another look, a short
    piece joins both."""
    aside = [stroke.line + stroke.slot * apart[0 if stroke.upright else 1] for stroke in strokes]
    found: list[Segment] = []
    here = _point(strokes[0], aside[0], strokes[0].start)
    for place, stroke in enumerate(strokes):
        following = strokes[place + 1] if place + 1 < len(strokes) else None
        crosses = following is not None and following.upright != stroke.upright
        there = _point(stroke, aside[place], aside[place + 1] if crosses else stroke.end)
        found.append(_with_arrow(Segment(here, there, stroke.stated, stroke.climbs), stroke))
        here = there
        if following is not None and not crosses:
            there = _point(following, aside[place + 1], stroke.end)
            if there != here:
                found.append(Segment(here, there, following.stated))
                here = there
    return found


def _point(stroke: _Stroke, aside: float, along: float) -> Point:
    return (aside, along) if stroke.upright else (along, aside)


def _with_arrow(segment: Segment, stroke: _Stroke) -> Segment:
    """Arrows of strokes on one line stand at different heights, so that they do not hide each other."""
    (x0, y0), (x1, y1) = segment.start, segment.end
    if abs(x1 - x0) + abs(y1 - y0) <= ARROW_FROM:
        return segment
    share = 0.5 + 0.11 * stroke.slot
    at = (x0 + (x1 - x0) * share, y0 + (y1 - y0) * share)
    return Segment(segment.start, segment.end, segment.stated, segment.climbs, at)
