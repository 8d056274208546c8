"""Pictures come out of one function: paint_chart draws a layout for the window and for a file alike.

The window asks for its parts one by one, to keep what a gesture does not change.
"""

from dataclasses import replace

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from app.lanes.labels import place_labels
from app.lanes.layout import Layout
from app.lanes.room import Label, Measure
from app.lanes.timeaxis import Tick, ticks
from app.theme import Theme
from widgets.lanes.brush import Brush
from widgets.lanes.chart_part import ChartPart
from widgets.lanes.episode_layer import paint_day_zero, paint_episode_edges, paint_episodes
from widgets.lanes.levels import paint_levels
from widgets.lanes.mark_layer import paint_columns, paint_marks, paint_squares
from widgets.lanes.rail import paint_rails
from widgets.lanes.side_rails import paint_side_rails
from widgets.lanes.strips import (
    paint_area,
    paint_column_edges,
    paint_flat_lines,
    paint_grid,
    paint_ground,
    paint_return_columns,
    paint_run_lines,
    paint_run_threads,
    paint_run_tint,
    paint_stems,
    paint_washes,
)
from widgets.lanes.surround import paint_footer, paint_gutter, paint_heading, paint_key, paint_years

RAIL_REACH = 12.0
"""Badges and arrows of the findings rail may stand so far outside the lanes."""


def paint_chart(painter: QPainter, layout: Layout, theme: Theme, family: str, measure: Measure) -> None:
    """Draw the whole chart, back to front, in logical pixels from (0, 0), on any kind of painter."""
    brush = Brush(painter, theme, family)
    axis = ticks(layout)
    paint_surround(brush, layout, measure)
    paint_lanes(brush, layout, layout.left, layout.right, axis)
    paint_words(brush, layout, place_labels(layout, measure), measure, axis)


def paint_surround(brush: Brush, layout: Layout, measure: Measure) -> None:
    """What stands still while the days in view change: paper, heading, gutters, key."""
    brush.fill(0, 0, layout.width, layout.height, "paper")
    brush.painter.setRenderHint(QPainter.RenderHint.TextAntialiasing, True)
    paint_heading(brush, layout, measure)
    for lane, frame in zip(layout.scene.lanes, layout.frames, strict=True):
        paint_gutter(brush, layout, lane, frame, measure)
    paint_key(brush, layout, measure)


def paint_lanes(brush: Brush, layout: Layout, left: float, right: float, axis: tuple[Tick, ...]) -> None:
    """What the lanes show between two x, words and findings rails apart."""
    paint_stretch(brush, layout, QRectF(left, 0, right - left, layout.height), axis)


def paint_stretch(brush: Brush, layout: Layout, box: QRectF, axis: tuple[Tick, ...]) -> None:
    """The same, as far as it stands in a box."""
    if layout.frames:
        with brush.clipped(box.left(), box.top(), box.right(), box.bottom()):
            _paint_layers(brush, ChartPart(layout, box.left(), box.right()), axis)


def paint_words(
    brush: Brush, layout: Layout, labels: tuple[Label, ...], measure: Measure, axis: tuple[Tick, ...]
) -> None:
    """What is placed anew for the days in view: findings rails, these labels, years, footer."""
    _paint_placed(brush, layout, labels, measure)
    paint_across(brush, layout, measure, axis)


def paint_labels(brush: Brush, layout: Layout, measure: Measure) -> None:
    """What is said inside the lanes: findings rails, then labels."""
    _paint_placed(brush, layout, place_labels(layout, measure), measure)


def _paint_placed(brush: Brush, layout: Layout, labels: tuple[Label, ...], measure: Measure) -> None:
    paint_episode_edges(brush, layout, measure)
    with brush.clipped(layout.left - RAIL_REACH, 0, layout.right + RAIL_REACH, layout.height):
        paint_rails(brush, ChartPart(layout, layout.left, layout.right))
    brush.smooth()
    for label in on_hatching(layout, labels, measure) if brush.theme.hatched_returns else labels:
        brush.write(label)


def on_hatching(layout: Layout, labels: tuple[Label, ...], measure: Measure) -> tuple[Label, ...]:
    """The labels, those on the hatching of a return with a box of lane ground: no halo makes them easy to read."""
    lane, start, end = layout.scene.stack.returns.seen(layout.day_at(layout.left), layout.day_at(layout.right))
    boxes = [
        (left, layout.frames[place].top, right, layout.frames[place].bottom)
        for place, left, right in zip(lane.tolist(), layout.xs(start).tolist(), layout.xs(end).tolist(), strict=True)
    ]

    def hatched(label: Label) -> bool:
        right = label.x + measure(label.words, label.size, label.bold)
        return any(x0 < right and label.x < x1 and top <= label.y <= foot for x0, top, x1, foot in boxes)

    return tuple(
        replace(label, backing="lane")
        if label.level is None and label.backing in ("", "halo") and hatched(label)
        else label
        for label in labels
    )


def paint_across(brush: Brush, layout: Layout, measure: Measure, axis: tuple[Tick, ...]) -> None:
    """What belongs to all lanes together and lies over them: years, episodes, day 0, footer."""
    paint_years(brush, layout, measure, axis)
    paint_episodes(brush, layout, measure)
    paint_day_zero(brush, layout, measure)
    paint_footer(brush, layout, measure)


def _paint_layers(brush: Brush, part: ChartPart, axis: tuple[Tick, ...]) -> None:
    paint_ground(brush, part)
    paint_run_tint(brush, part)
    paint_return_columns(brush, part)
    paint_grid(brush, part, axis)
    paint_area(brush, part)
    paint_levels(brush, part)
    paint_washes(brush, part)
    paint_stems(brush, part)
    paint_column_edges(brush, part)
    paint_run_lines(brush, part)
    paint_columns(brush, part)
    paint_marks(brush, part)
    paint_side_rails(brush, part)
    paint_run_threads(brush, part)
    paint_squares(brush, part)
    paint_flat_lines(brush, part)
