"""The overview strip's picture: rows of area and level, columns, runs, admissions, names and years."""

from collections.abc import Sequence
from math import ceil

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPixmap, QPolygonF

from app.case.distinct import distinct
from app.lanes.overview import FOOT, SMALLEST_WORDS, Boxes, Overview
from app.theme import Theme
from widgets.lanes.brush import Brush, Measurer
from widgets.lanes.inks import Inks

NAMED_FROM = 11
"""Rows lower than this have no room for names one below the other: those of neighbours stand in columns."""

CLEAR_FROM = 16
"""In rows lower than this the area may reach down into the blocks of level, which lie over it."""

PALE = 0.42
"""How much of its colour the area keeps where concern is below the severity of a return."""

SQUARE, ARROW = 8.0, 4.0


class OverviewPictures:
    """Draws the strip without its window. What rests on levels and findings is kept for the keys of a search, which
    change only which rows are left."""

    def __init__(self) -> None:
        self._ground: QPixmap | None = None
        self._made_from: tuple[object, ...] = ()

    def picture(
        self, overview: Overview, size: tuple[int, int], theme: Theme, family: str, measure: Measurer, inks: Inks
    ) -> QPixmap:
        """The strip, ``size`` (width, height) in logical pixels; ``inks`` keep pictures for a scale."""
        made_from = (overview.scene.case.scheme, inks, *_of_levels(overview))
        where = (size, overview.left, overview.right, overview.row, overview.text)
        days = (overview.scene.first_day, overview.scene.last_day, overview.scene.aligned_on)
        if self._ground is None or self._made_from[:2] != (where, days) or not _same(self._made_from[2:], made_from):
            self._ground = _ground(overview, size, theme, family, measure, inks)
            self._made_from = where, days, *made_from
        picture = self._ground.copy()
        painter = QPainter(picture)
        brush = Brush(painter, theme, family, inks)
        if overview.scene.lanes:
            _rows_of(brush, overview)
        painter.end()
        return picture


def _of_levels(overview: Overview) -> list[object]:
    """What the lanes hold of which a filter of rows changes nothing."""
    lanes = overview.scene.lanes
    return [part for lane in lanes for part in (lane.name, lane.born, lane.state_days, lane.cycle_days)]


def _same(some: Sequence[object], others: Sequence[object]) -> bool:
    return len(some) == len(others) and all(one is other for one, other in zip(some, others, strict=True))


def _ground(
    overview: Overview, size: tuple[int, int], theme: Theme, family: str, measure: Measurer, inks: Inks
) -> QPixmap:
    """Years, names, columns of returns and levels."""
    scale = inks.scale or 1.0
    picture = QPixmap(round(size[0] * scale), round(size[1] * scale))
    picture.setDevicePixelRatio(scale)
    painter = QPainter(picture)
    brush = Brush(painter, theme, family, inks)
    brush.fill(0, 0, size[0], size[1], "paper")
    _years(brush, overview, measure)
    for place, lane in enumerate(overview.scene.lanes):
        columns = overview.columns(place)
        brush.boxes(columns[:, 0], columns[:, 1], columns[:, 2], columns[:, 3], "return_column")
        _levels(brush, overview, place)
        _name(brush, overview, place, lane.name, measure)
    painter.end()
    return picture


def _name(brush: Brush, overview: Overview, place: int, name: str, measure: Measurer) -> None:
    """The name before its row; in low rows in one of several columns, so that neighbours do not cover each other."""
    size = max(round(10 * overview.text), min(max(11, round(0.42 * overview.row)), overview.row - 3))
    columns = ceil(NAMED_FROM * overview.text / overview.row)
    wide = (overview.left - 20) / columns
    right = overview.left - 10 - place % columns * wide
    words = _shortened(name, size, wide - (6 if columns > 1 else 0), measure)
    middle = overview.top(place) + overview.row / 2
    # The last row may be too near the edge of the strip for letters that reach below the line.
    base = min(middle + 0.36 * size, overview.bottom + FOOT - 0.25 * size)
    brush.text(right, base, words, size, "ink", align="right")


def _years(brush: Brush, overview: Overview, measure: Measurer) -> None:
    bottom, size = overview.bottom, round(SMALLEST_WORDS * overview.text)
    for start, end, words in overview.years():
        brush.crisp()
        if start > overview.left:
            brush.fill(start, overview.head, start + 1, bottom, "grid")
        if words:
            half = measure(words, size, False) / 2
            middle = min(max((start + end) / 2, overview.left + half), overview.right - half)
            brush.text(middle, overview.head - 5, words, size, "ink2", align="centre")


def _levels(brush: Brush, overview: Overview, place: int) -> None:
    base, highest = overview.top(place) + overview.row - 1, overview.scene.case.scheme.highest_level
    for level in overview.levels(place):
        blocks = overview.blocks(place, level)
        brush.boxes(blocks[:, 0], blocks[:, 1], blocks[:, 2], blocks[:, 3], brush.theme.level_fill(level, highest))
    brush.crisp()
    born = overview.born(place)
    brush.fill(overview.left if born is None else born, base, overview.right, base + 1, "axis")


def _rows_of(brush: Brush, overview: Overview) -> None:
    """What rows say, and what lies over it. No lane reaches into another's row, so all are drawn layer by layer."""
    lanes = range(len(overview.scene.lanes))
    for strong in (False, True):
        area = np.concatenate([overview.area(place, strong=strong) for place in lanes])
        alpha = 255 if strong else round(255 * PALE)
        brush.boxes(area[:, 0], area[:, 1], area[:, 2], area[:, 3], "area_edge", alpha)
    if overview.row < CLEAR_FROM:
        for place in lanes:
            _levels(brush, overview, place)
    runs = np.concatenate([overview.runs(place) for place in lanes])
    brush.boxes(runs[:, 0], runs[:, 1], runs[:, 2], runs[:, 3], "run_line")
    for place in lanes:
        _edges(brush, overview, overview.columns(place))
    brush.smooth()
    brush.painter.setPen(brush.pen("paper", 1.0))
    brush.painter.setBrush(brush.colour("ink"))
    half = min(SQUARE, overview.row - 3) / 2
    side = round(2 * half)
    for place in lanes:
        middle = round(overview.top(place) + overview.row / 2 - half)
        squares = np.clip(overview.squares(place), overview.left + half, overview.right - half)
        # A long record has many on one pixel.
        for x in distinct(np.rint(squares - half).astype(np.int64)).tolist():
            brush.painter.drawRect(x, middle, side, side)


def _edges(brush: Brush, overview: Overview, columns: Boxes) -> None:
    """The edges of each column, and the arrow down onto the return."""
    for left, top, right, bottom in columns.tolist():
        brush.crisp()
        brush.painter.setPen(brush.pen("column_edge", 1.0, (2, 2)))
        brush.line(left, top, left, bottom)
        brush.painter.setPen(brush.pen("column_edge", 1.0))
        brush.line(right, top, right, bottom)
        brush.smooth()
        half = min(ARROW, 0.2 * overview.row)
        arrow = [QPointF(right - half, top), QPointF(right + half, top), QPointF(right, top + 1.6 * half)]
        brush.shape(QPolygonF(arrow), "ink", brush.pen("ink", 0.5))


def _shortened(words: str, size: int, room: float, measure: Measurer) -> str:
    while len(words) > 2 and measure(words, size, False) > room:
        words = words[:-2].rstrip() + "…"
    return words
