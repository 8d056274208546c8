"""Where key practice episodes stand: bars above the lanes, the later one shortened by none but cut where it ends."""

from dataclasses import dataclass

from app.lanes.layout import Layout
from app.lanes.room import Measure
from app.lanes.scene import EpisodeDays
from app.lanes.sizes import BANNER_MARGIN

INSET = 5.0
"""Pixels between the edge of a bar and its words."""


@dataclass(frozen=True, slots=True)
class EpisodeBar:
    """A bar from ``x0`` to ``x1`` in view, between ``top`` and ``bottom``, with the words that have room in it.

    ``begins`` and ``ends`` say whether its own ends are in view.
    """

    episode: EpisodeDays
    x0: float
    x1: float
    top: float
    bottom: float
    words: str
    begins: bool
    ends: bool


def banner_span(layout: Layout) -> tuple[float, float]:
    """The y between which the row above the years stands."""
    bottom = layout.frames[0].top - 6 - layout.sizes.years - 3
    return bottom - layout.sizes.body - BANNER_MARGIN + 8, bottom


def episode_bars(layout: Layout, measure: Measure) -> tuple[EpisodeBar, ...]:
    """The bars of the episodes in view, in order of their first day."""
    if not layout.frames:
        return ()
    size = layout.sizes.body
    top, bottom = banner_span(layout)
    found: list[EpisodeBar] = []
    for item in layout.scene.episodes:
        start, end = layout.x(item.start), layout.x(item.end)
        x0, x1 = max(start, layout.left), min(end, layout.right)
        if x1 - x0 >= 1:
            words = cut_to(item.title, x1 - x0 - 2 * INSET, size, measure)
            found.append(EpisodeBar(item, x0, x1, top, bottom, words, start >= layout.left, end <= layout.right))
    return tuple(found)


def cut_to(words: str, room: float, size: int, measure: Measure) -> str:
    """The words as far as they have room, whole words and an ellipsis; nothing where not one has."""
    if measure(words, size, True) <= room:
        return words
    parts = words.split()
    for count in range(len(parts) - 1, 0, -1):
        told = " ".join(parts[:count]) + "…"
        if measure(told, size, True) <= room:
            return told
    return ""


def episode_at(layout: Layout, measure: Measure, x: float, y: float) -> EpisodeDays | None:
    """The episode whose bar is at that point, the one that begins last where several are."""
    found = [bar for bar in episode_bars(layout, measure) if bar.x0 <= x <= bar.x1 and bar.top <= y <= bar.bottom]
    return found[-1].episode if found else None
