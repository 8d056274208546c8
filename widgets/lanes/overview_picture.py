"""The overview strip's picture: rows of area and level, columns, runs, admissions, names and years."""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPixmap, QPolygonF

from app.lanes.overview import YEARS_HIGH, Overview
from app.theme import Theme
from widgets.lanes.brush import Brush, Measurer
from widgets.lanes.inks import Inks

NAMED_FROM = 11
"""Rows lower than this have no room for a name."""

PALE = 0.42
"""How much of its colour the area keeps where concern is below the severity of a return."""

SQUARE, ARROW = 8.0, 4.0


def overview_picture(
    overview: Overview, size: tuple[int, int], theme: Theme, family: str, measure: Measurer, scale: float
) -> QPixmap:
    """The strip without its window, ``size`` (width, height) in logical pixels, ``scale`` device pixels to each."""
    picture = QPixmap(round(size[0] * scale), round(size[1] * scale))
    picture.setDevicePixelRatio(scale)
    painter = QPainter(picture)
    brush = Brush(painter, theme, family, Inks(theme, family, scale))
    brush.fill(0, 0, size[0], size[1], "paper")
    _years(brush, overview, measure)
    for place, lane in enumerate(overview.scene.lanes):
        _row(brush, overview, place)
        if overview.row >= NAMED_FROM:
            type_size = max(10, min(max(11, round(0.42 * overview.row)), overview.row - 3))
            name = _shortened(lane.name, type_size, overview.left - 20, measure)
            middle = overview.top(place) + overview.row / 2 + 0.36 * type_size
            brush.text(overview.left - 10, middle, name, type_size, "ink", align="right")
    painter.end()
    return picture


def _years(brush: Brush, overview: Overview, measure: Measurer) -> None:
    bottom = overview.bottom
    for start, end, words in overview.years():
        brush.crisp()
        if start > overview.left:
            brush.fill(start, YEARS_HIGH, start + 1, bottom, "grid")
        if words:
            half = measure(words, 10, False) / 2
            middle = min(max((start + end) / 2, overview.left + half), overview.right - half)
            brush.text(middle, YEARS_HIGH - 5, words, 10, "ink2", align="centre")


def _row(brush: Brush, overview: Overview, place: int) -> None:
    top, base = overview.top(place), overview.top(place) + overview.row - 1
    columns = overview.columns(place)
    brush.boxes(columns[:, 0], columns[:, 1], columns[:, 2], columns[:, 3], "return_column")
    for strong in (False, True):
        area = overview.area(place, strong=strong)
        alpha = 255 if strong else round(255 * PALE)
        brush.boxes(area[:, 0], area[:, 1], area[:, 2], area[:, 3], "area_edge", alpha)
    for level in range(1, overview.scene.case.scheme.highest_level + 1):
        blocks = overview.blocks(place, level)
        brush.boxes(blocks[:, 0], blocks[:, 1], blocks[:, 2], blocks[:, 3], brush.theme.level_fill(level))
    brush.crisp()
    born = overview.born(place)
    brush.fill(overview.left if born is None else born, base, overview.right, base + 1, "axis")
    runs = overview.runs(place)
    brush.boxes(runs[:, 0], runs[:, 1], runs[:, 2], runs[:, 3], "run_line")
    _edges(brush, overview, place)
    brush.smooth()
    brush.painter.setPen(brush.pen("paper", 1.0))
    brush.painter.setBrush(brush.colour("ink"))
    half = min(SQUARE, overview.row - 3) / 2
    for x in overview.squares(place).tolist():
        at = min(max(x, overview.left + half), overview.right - half)
        middle = top + overview.row / 2
        brush.painter.drawRect(round(at - half), round(middle - half), round(2 * half), round(2 * half))


def _edges(brush: Brush, overview: Overview, place: int) -> None:
    """The edges of each column, and the arrow down onto the return."""
    columns = overview.columns(place)
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
