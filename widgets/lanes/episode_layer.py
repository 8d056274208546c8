"""Key practice episodes: a bar above the lanes for each, and its first and last day as fine lines through them."""

import numpy as np

from app.lanes.episodes import INSET, EpisodeBar, banner_span, episode_bars
from app.lanes.layout import Layout
from app.lanes.room import Measure
from app.language import tr
from widgets.lanes.batches import Floats
from widgets.lanes.brush import Brush

EDGE = (2.0, 4.0)
"""Dash and gap of an episode's edges."""

CAPITALS = 0.72
"""How high a capital is, for words of size 1."""


def paint_episode_edges(brush: Brush, layout: Layout, measure: Measure) -> None:
    """The first and the last day of each episode that are in view, down through each lane; words go over them."""
    for bar in episode_bars(layout, measure):
        for frame in layout.frames:
            brush.uprights(_edges(bar), frame.top, frame.bottom, 1.0, "focus", EDGE)


def _edges(bar: EpisodeBar) -> Floats:
    return np.array([x for x, inside in ((bar.x0, bar.begins), (bar.x1, bar.ends)) if inside])


def paint_episodes(brush: Brush, layout: Layout, measure: Measure) -> None:
    """The bars with their titles, and their edges down to the lanes."""
    size = layout.sizes.body
    for bar in episode_bars(layout, measure):
        brush.uprights(_edges(bar), bar.bottom, layout.frames[0].top, 1.0, "focus", EDGE)
        brush.crisp()
        brush.fill(bar.x0, bar.top, bar.x1, bar.bottom, "paper")
        brush.fill(bar.x0, bar.top, bar.x1, bar.bottom, "focus", 40)
        brush.fill(bar.x0, bar.bottom - 2, bar.x1, bar.bottom, "focus")
        brush.uprights(_edges(bar), bar.top, bar.bottom, 2.0, "focus")
        if bar.words:
            brush.text(bar.x0 + INSET, _middle(bar.top, bar.bottom, size), bar.words, size, "ink", bold=True)
    brush.smooth()


def paint_day_zero(brush: Brush, layout: Layout, measure: Measure) -> None:
    """The day that all lanes share, where they are moved to one, and over it a banner that says so."""
    if not layout.scene.aligned_on or not layout.frames:
        return
    size, x, (top, bottom) = layout.sizes.body, layout.x(0), banner_span(layout)
    if layout.left <= x <= layout.right:
        brush.uprights(np.array([x]), bottom, layout.frames[-1].bottom, 2.0, "focus")
    words = tr("Day 0: {what}").format(what=layout.scene.aligned_on)
    wide = measure(words, size, True) + 2 * INSET
    left = min(max(x - wide / 2, layout.left), layout.right - wide)
    brush.crisp()
    brush.fill(left, top, left + wide, bottom, "focus")
    brush.text(left + INSET, _middle(top, bottom, size), words, size, "paper", bold=True)
    brush.smooth()


def _middle(top: float, bottom: float, size: int) -> float:
    """Where words of that size stand so that their capitals are half-way between two heights."""
    return (top + bottom + CAPITALS * size) / 2
