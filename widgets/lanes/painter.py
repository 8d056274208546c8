"""Pictures come out of one function: paint_chart draws a layout for the window and for a file alike."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPixmap

from app.lanes.labels import Measure, place_labels
from app.lanes.layout import LaneFrame, Layout
from app.lanes.marks import MarkKind
from app.lanes.scene import LaneScene
from app.theme import Theme
from widgets.lanes.brush import Brush
from widgets.lanes.rail import paint_rail
from widgets.lanes.shapes import draw_capsule, draw_mark, draw_twin, stamp_mark
from widgets.lanes.strips import (
    paint_area,
    paint_column_edges,
    paint_flat_lines,
    paint_grid,
    paint_ground,
    paint_levels,
    paint_return_columns,
    paint_run_lines,
    paint_run_tint,
    paint_stems,
    paint_washes,
)
from widgets.lanes.surround import paint_footing, paint_gutter, paint_heading, paint_years

DRAWN_ONE_BY_ONE = 400
"""Up to so many marks of a lane are drawn as shapes; more are placed from pictures of them."""


def paint_chart(painter: QPainter, layout: Layout, theme: Theme, family: str, measure: Measure) -> None:
    """Draw the whole chart, back to front, in logical pixels from (0, 0)."""
    brush = Brush(painter, theme, family)
    brush.fill(0, 0, layout.width, layout.height, "paper")
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing, True)
    painter.save()
    painter.setClipRect(QRectF(layout.left, 0, layout.right - layout.left, layout.height))
    for place, (lane, frame) in enumerate(zip(layout.scene.lanes, layout.frames, strict=True)):
        _paint_lane(brush, layout, place, lane, frame)
    painter.restore()
    _paint_rails(brush, layout)
    brush.smooth()
    for label in place_labels(layout, measure):
        brush.write(label)
    paint_heading(brush, layout, measure)
    paint_years(brush, layout, measure)
    for lane, frame in zip(layout.scene.lanes, layout.frames, strict=True):
        paint_gutter(brush, layout, lane, frame, measure)
    paint_footing(brush, layout, measure)


def picture_of(layout: Layout, theme: Theme, family: str, measure: Measure, scale: float) -> QPixmap:
    """The whole chart as a picture for the screen, with ``scale`` device pixels to a logical one."""
    picture = QPixmap(round(layout.width * scale), round(layout.height * scale))
    picture.setDevicePixelRatio(scale)
    painter = QPainter(picture)
    paint_chart(painter, layout, theme, family, measure)
    painter.end()
    return picture


def _paint_lane(brush: Brush, layout: Layout, place: int, lane: LaneScene, frame: LaneFrame) -> None:
    paint_ground(brush, layout, lane, frame)
    for run in lane.runs:
        paint_run_tint(brush, layout, run, frame)
    paint_return_columns(brush, layout, lane, frame)
    paint_grid(brush, layout, frame)
    paint_area(brush, layout, lane, frame)
    paint_levels(brush, layout, lane, frame)
    paint_washes(brush, layout, place, frame)
    paint_stems(brush, layout, place, frame)
    paint_column_edges(brush, layout, lane, frame)
    brush.smooth()
    _paint_marks(brush, layout, place, frame)
    brush.crisp()
    paint_run_lines(brush, layout, lane, place, frame)
    brush.smooth()
    _paint_squares(brush, layout, place)
    brush.crisp()
    paint_flat_lines(brush, layout, lane, frame)


def _paint_marks(brush: Brush, layout: Layout, place: int, frame: LaneFrame) -> None:
    """Confirmed marks before suggested ones, so that a hollow mark is never hidden; each group by date."""
    placed, r = layout.placed[place], layout.sizes.r
    marks = placed.marks
    ordered = np.lexsort((marks.start, marks.kind, marks.suggested))
    ordered = ordered[placed.shown[ordered] & ~_square(marks.kind[ordered])]
    draw = draw_mark if len(ordered) <= DRAWN_ONE_BY_ONE else stamp_mark
    for item in ordered.tolist():
        x, y, kind = float(placed.x[item]), float(placed.y[item]), int(marks.kind[item])
        if marks.twin[item]:
            draw_twin(brush, x, y, frame.concern_base, r, kind)
            continue
        if placed.capsule[item] and kind >= MarkKind.CONCERN:
            draw_capsule(brush, float(placed.x0[item]), float(placed.x1[item]), y, r, kind)
        draw(brush, kind, x, y, r, bool(marks.suggested[item]))
        if placed.count[item] > 1:
            brush.text(x + 1.4 * r, y - 0.6 * r, f"×{placed.count[item]}", layout.sizes.body, "ink")


def _square(kind: NDArray[np.uint8]) -> NDArray[np.bool_]:
    return (kind == MarkKind.HARM) | (kind == MarkKind.ADMISSION)


def _paint_squares(brush: Brush, layout: Layout, place: int) -> None:
    """Admissions and serious harm, in front of everything. Where harm is told of on several days so near
    that squares would cover each other, the first stands for them until the chart is zoomed."""
    placed, r = layout.placed[place], layout.sizes.r
    marks = placed.marks
    last = -1e9
    for item in np.flatnonzero(_square(marks.kind) & placed.shown & ~marks.twin).tolist():
        x, kind = float(placed.x[item]), int(marks.kind[item])
        if kind == MarkKind.ADMISSION or x - last >= 3.4 * r:
            draw_mark(brush, kind, x, float(placed.y[item]), r, bool(marks.suggested[item]))
            last = x


def _paint_rails(brush: Brush, layout: Layout) -> None:
    painter = brush.painter
    painter.save()
    reach = 12.0
    painter.setClipRect(QRectF(layout.left - reach, 0, layout.right - layout.left + 2 * reach, layout.height))
    for lane, frame in zip(layout.scene.lanes, layout.frames, strict=True):
        paint_rail(brush, layout, lane, frame)
    painter.restore()
