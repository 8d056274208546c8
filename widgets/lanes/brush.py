"""A painter with the theme's inks at hand, for every layer of the chart."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from math import ceil, cos, floor, pi, sin

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPaintEngine,
    QPainter,
    QPainterPath,
    QPen,
    QPolygonF,
    QTransform,
)

from app.lanes.room import Label
from app.theme import Theme
from widgets.lanes.batches import BOXES, WHOLE_BOXES, Floats, draw_boxes, draw_stamps, draw_whole_boxes
from widgets.lanes.inks import Inks, Measurer, chart_font

__all__ = ["Brush", "Drawing", "Measurer", "chart_font"]

LOOKS = 64
"""How many looks a family of shapes may have."""

_NO_PEN, _SMOOTH_EDGES = Qt.PenStyle.NoPen, QPainter.RenderHint.Antialiasing
_MOVED = (QTransform.TransformationType.TxNone, QTransform.TransformationType.TxTranslate)
"""Looked up once: an enumeration's members are slow to reach."""

_HALF = 0.5 + 1e-6
"""What stands half-way between two pixels goes to the right one wherever the chart has been panned to; at exactly a
half it would be what is lost in adding fractions that decides."""

_FAR = 1e6
"""So many pixels away is outside every picture; what stands farther off is cut there, so that it can be counted."""

_HALO = 4.0
_PAD = 4.0
_AROUND = tuple((2.0 * cos(turn * pi / 6), 2.0 * sin(turn * pi / 6)) for turn in range(12)) + (
    (1.0, 0.0),
    (-1.0, 0.0),
    (0.0, 1.0),
    (0.0, -1.0),
)
"""Where the words of a quick halo are drawn: around them, as wide as a stroked halo is."""


class Brush:
    """Draws with a painter. On a raster, what is crisp stands on whole device pixels; elsewhere where it is."""

    def __init__(self, painter: QPainter, theme: Theme, family: str, inks: Inks | None = None) -> None:
        self.painter, self.theme, self.family = painter, theme, family
        self.inks = inks or Inks(theme, family)
        self.raster = painter.paintEngine().type() == QPaintEngine.Type.Raster
        self._scale = painter.device().devicePixelRatioF() if self.raster else 1.0
        # Where a pixel is a pixel of the picture, boxes on whole ones are given to it as whole numbers.
        self._whole = self.raster and self._scale == 1.0 and _moved_by_whole_pixels(painter)
        self._smooth: bool | None = None

    def colour(self, role: str, alpha: int = 255) -> QColor:
        """The colour of a role ("concern") or of "#RRGGBB"."""
        return self.inks.colour(role, alpha)

    def mixed(self, role: str, other: str, share: float) -> str:
        """So much of a role's colour and the rest of another's, as "#RRGGBB"."""
        one, two = self.colour(role), self.colour(other)
        pairs = ((one.red(), two.red()), (one.green(), two.green()), (one.blue(), two.blue()))
        return "#" + "".join(f"{round(share * a + (1 - share) * b):02x}" for a, b in pairs)

    def pen(
        self, role: str, width: float, dashes: tuple[float, ...] = (), alpha: int = 255, round_joins: bool = False
    ) -> QPen:
        """A pen with flat ends, made once; ``dashes`` are in pixels."""
        return self.inks.pen(role, width, dashes, alpha, round_joins)

    def font(self, size: int, bold: bool = False, italic: bool = False) -> QFont:
        """The product's font at a pixel size."""
        return self.inks.font(size, bold, italic)

    def crisp(self) -> None:
        """Draw what follows on whole pixels: fills, axis-parallel lines."""
        if self._smooth is not False:
            self.painter.setRenderHint(_SMOOTH_EDGES, False)
            self._smooth = False

    def smooth(self) -> None:
        """Draw what follows with smooth edges: marks, brackets."""
        if self._smooth is not True:
            self.painter.setRenderHint(_SMOOTH_EDGES, True)
            self._smooth = True

    @contextmanager
    def clipped(self, x0: float, y0: float, x1: float, y1: float) -> Iterator[None]:
        """Draw only inside this box."""
        self.painter.save()
        self.painter.setClipRect(QRectF(x0, y0, x1 - x0, y1 - y0))
        yield
        self.painter.restore()
        self._smooth = None

    def snap(self, at: float) -> float:
        """The nearest whole device pixel, on a raster."""
        return floor(at * self._scale + _HALF) / self._scale if self.raster else at

    def snapped(self, at: Floats) -> Floats:
        """The nearest whole device pixels, on a raster."""
        return np.floor(at * self._scale + _HALF) / self._scale if self.raster else at

    def thick(self, width: float) -> float:
        """A width in whole device pixels, one at least, on a raster."""
        return max(1.0, floor(width * self._scale + 0.5)) / self._scale if self.raster else width

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """A line in the current pen."""
        self.painter.drawLine(QPointF(x0, y0), QPointF(x1, y1))

    def lines(self, lines: list[QLineF]) -> None:
        """Lines in the current pen."""
        if lines:
            self.painter.drawLines(lines)

    def fill(self, x0: float, y0: float, x1: float, y1: float, role: str, alpha: int = 255) -> None:
        """A filled box without an outline."""
        self.painter.fillRect(QRectF(x0, y0, x1 - x0, y1 - y0), self.colour(role, alpha))

    def boxes(
        self, x0: Floats, y0: Floats | float, x1: Floats | float, y1: Floats | float, role: str, alpha: int = 255
    ) -> None:
        """Many filled boxes, crisp; each at least one device pixel wide and high."""
        count = len(x0)
        if not count:
            return
        held = BOXES.rows(count)
        held[:, 0], held[:, 1], held[:, 2], held[:, 3] = x0, y0, x1, y1
        self.crisp()
        self.painter.setPen(_NO_PEN)
        self.painter.setBrush(self.colour(role, alpha))
        if self._whole:
            self._fill_whole(held)
        else:
            self._fill_parts(held)

    def _fill_whole(self, held: NDArray[np.float64]) -> None:
        """Fill the rows of BOXES, on a raster of one device pixel to a logical one."""
        held += _HALF
        np.floor(held, out=held)
        held.clip(-_FAR, _FAR, out=held)
        held[:, 2:] -= 1.0
        np.maximum(held[:, 2:], held[:, :2], out=held[:, 2:])
        WHOLE_BOXES.rows(len(held))[:] = held
        draw_whole_boxes(self.painter, len(held))

    def _fill_parts(self, held: NDArray[np.float64]) -> None:
        """Fill the rows of BOXES, where a logical pixel is some device pixels, or none at all."""
        if self.raster:
            np.floor(held * self._scale + _HALF, out=held)
            held /= self._scale
        held[:, 2:] -= held[:, :2]
        np.maximum(held[:, 2:], 1.0 / self._scale if self.raster else 0.0, out=held[:, 2:])
        draw_boxes(self.painter, len(held))

    def uprights(
        self,
        xs: Floats,
        y0: Floats | float,
        y1: Floats | float,
        width: float,
        role: str,
        dash: tuple[float, float] | None = None,
    ) -> None:
        """Vertical lines from ``y0`` down to ``y1``, crisp; ``dash`` is what is drawn and what is left out."""
        if not len(xs):
            return
        wide = self.thick(width)
        left = self.snapped(xs - wide / 2)
        if dash is None:
            self.boxes(left, y0, left + wide, y1, role)
            return
        top, bottom = np.broadcast_to(y0, left.shape), np.broadcast_to(y1, left.shape)
        counts = np.maximum(np.ceil((bottom - top) / sum(dash)), 0).astype(np.int64)
        owner = np.repeat(np.arange(len(counts)), counts)
        turn = np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts, counts)
        tops: Floats = top[owner] + turn.astype(np.float64) * sum(dash)
        self.boxes(left[owner], tops, left[owner] + wide, np.minimum(tops + dash[0], bottom[owner]), role)

    def shape(self, path: QPainterPath | QPolygonF, fill: str | None, pen: QPen) -> None:
        """A path or polygon, filled and outlined."""
        self.painter.setPen(pen)
        self.painter.setBrush(self.colour(fill) if fill else Qt.BrushStyle.NoBrush)
        if isinstance(path, QPainterPath):
            self.painter.drawPath(path)
        else:
            self.painter.drawPolygon(path)

    def stamp(self, key: object, half: float, xs: Floats, ys: Floats, draw: "Drawing") -> None:
        """The same small shape at each of these points: as a picture of it where inks keep pictures."""
        if self.inks.scale is None:
            self.smooth()
            for x, y in zip(xs.tolist(), ys.tolist(), strict=True):
                draw(self, x, y)
            return
        half = ceil(half)

        def picture(painter: QPainter) -> None:
            draw(Brush(painter, self.theme, self.family), half, half)

        sprite = self.inks.stamp((key, half), 2 * half, 2 * half, picture)
        draw_stamps(self.painter, self.snapped(xs), self.snapped(ys), sprite)

    def place(self, key: object, half: float, x: float, y: float, draw: "Drawing") -> None:
        """A small shape at one point: as a picture of it where inks keep pictures."""
        if self.inks.scale is None:
            self.smooth()
            draw(self, x, y)
            return
        half = ceil(half)
        sprite = self.inks.stamp(
            (key, half), 2 * half, 2 * half, lambda own: draw(Brush(own, self.theme, self.family), half, half)
        )
        self.painter.drawPixmap(QPointF(self.snap(x) - half, self.snap(y) - half), sprite)

    def stamps(self, key: object, half: float, looks: NDArray[np.int64], xs: Floats, ys: Floats, draw: "Look") -> None:
        """Shapes of one family, each its own look (0 to 63) at its own point, in the order given."""
        if self.inks.scale is None:
            self.smooth()
            for look, x, y in zip(looks.tolist(), xs.tolist(), ys.tolist(), strict=True):
                draw(self, look, x, y)
            return
        middle = ceil(half)
        sheet = self.inks.sheet(
            (key, middle),
            middle,
            LOOKS,
            lambda painter, look: draw(Brush(painter, self.theme, self.family), look, middle, middle),
        )
        side = sheet.height()
        sources = np.empty((len(looks), 4))
        sources[:, 0] = looks * (2 * middle * self.inks.scale)
        sources[:, 1], sources[:, 2], sources[:, 3] = 0.0, side, side
        draw_stamps(self.painter, self.snapped(xs), self.snapped(ys), sheet, sources)

    def write(self, label: Label) -> None:
        """Words with their backing: a halo of lane ground, a box of paper or lane ground, or nothing."""
        if self.inks.scale is None:
            self._write(label)
            return
        key = (label.words, label.size, label.role, label.bold, label.italic, label.backing, label.level, label.highest)
        sprite = self.inks.known(key)
        if sprite is None:
            font = self.font(label.size, label.bold, label.italic)
            wide = QFontMetricsF(font).horizontalAdvance(label.words) + 2 * _PAD
            moved = replace(label, x=_PAD, y=1.2 * label.size)
            sprite = self.inks.stamp(
                key, wide, 1.75 * label.size, lambda own: Brush(own, self.theme, self.family)._write(moved, quick=True)
            )
        self.painter.drawPixmap(QPointF(self.snap(label.x - _PAD), self.snap(label.y - 1.2 * label.size)), sprite)

    def _write(self, label: Label, quick: bool = False) -> None:
        """``quick`` halos are the words drawn all around themselves, which is ten times as fast as an outline."""
        painter = self.painter
        font = self.font(label.size, label.bold, label.italic)
        colour = self.colour(label.role if label.level is None else self.theme.level_text(label.level, label.highest))
        if label.backing == "halo" and quick:
            painter.setFont(font)
            painter.setPen(self.colour("lane"))
            for across, down in _AROUND:
                painter.drawText(QPointF(label.x + across, label.y + down), label.words)
        elif label.backing == "halo":
            path = QPainterPath()
            path.addText(QPointF(label.x, label.y), font, label.words)
            self.smooth()
            painter.strokePath(path, self.pen("lane", _HALO, round_joins=True))
        elif label.backing:
            box = QFontMetricsF(font).horizontalAdvance(label.words)
            top, bottom = label.y - 0.9 * label.size, label.y + 0.3 * label.size
            self.fill(label.x - 3, top, label.x + box + 3, bottom, label.backing)
        painter.setFont(font)
        painter.setPen(colour)
        painter.drawText(QPointF(label.x, label.y), label.words)

    def text(
        self, x: float, y: float, words: str, size: int, role: str, bold: bool = False, align: str = "left"
    ) -> None:
        """Plain words on a baseline, left, right or centred on ``x``."""
        if align != "left":
            wide = self.inks.measure(words, size, bold)
            x -= wide if align == "right" else wide / 2
        self.write(Label(x, y, words, size, role, bold, backing=""))


def _moved_by_whole_pixels(painter: QPainter) -> bool:
    """Whether what the painter draws is at most moved, and that by whole pixels."""
    turned = painter.transform()
    return turned.type() in _MOVED and turned.dx().is_integer() and turned.dy().is_integer()


Drawing = Callable[[Brush, float, float], None]
"""Draws one shape with a brush, its middle at x and y."""

Look = Callable[[Brush, int, float, float], None]
"""Draws one of a family of shapes with a brush, its middle at x and y."""
