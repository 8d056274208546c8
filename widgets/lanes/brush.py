"""Pens, fonts and small shapes that every layer of the chart draws with."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from app.lanes.labels import Label
from app.theme import Theme


class Brush:
    """A painter with the theme's colours and the product's font at hand."""

    def __init__(self, painter: QPainter, theme: Theme, family: str) -> None:
        self.painter, self.theme, self.family = painter, theme, family
        self._colours: dict[tuple[str, int], QColor] = {}
        self._pens: dict[tuple[str, float, tuple[float, ...], int, bool], QPen] = {}
        self._sprites: dict[tuple[int, float, bool], QPixmap] = {}
        self._fonts: dict[tuple[int, bool, bool], QFont] = {}

    def colour(self, role: str, alpha: int = 255) -> QColor:
        """The colour of a role ("concern") or of "#RRGGBB"."""
        found = self._colours.get((role, alpha))
        if found is None:
            found = QColor(role if role.startswith("#") else getattr(self.theme.roles, role))
            found.setAlpha(alpha)
            self._colours[(role, alpha)] = found
        return found

    def pen(
        self, role: str, width: float, dashes: tuple[float, ...] = (), alpha: int = 255, round_joins: bool = False
    ) -> QPen:
        """A pen with flat ends, made once; ``dashes`` are in pixels."""
        key = (role, width, dashes, alpha, round_joins)
        pen = self._pens.get(key)
        if pen is None:
            pen = QPen(self.colour(role, alpha), width)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin if round_joins else Qt.PenJoinStyle.MiterJoin)
            if dashes:
                pen.setDashPattern([length / max(width, 0.1) for length in dashes])
            self._pens[key] = pen
        return pen

    def stamp(self, key: tuple[int, float, bool], half: float, x: float, y: float, draw: "Drawing") -> None:
        """A small shape drawn once as a picture and then only placed, for charts with thousands of them."""
        sprite = self._sprites.get(key)
        if sprite is None:
            scale = self.painter.device().devicePixelRatioF()
            sprite = QPixmap(round(2 * half * scale), round(2 * half * scale))
            sprite.setDevicePixelRatio(scale)
            sprite.fill(Qt.GlobalColor.transparent)
            own = QPainter(sprite)
            own.setRenderHint(QPainter.RenderHint.Antialiasing, True)
            draw(Brush(own, self.theme, self.family), half, half)
            own.end()
            self._sprites[key] = sprite
        self.painter.drawPixmap(QPointF(x - half, y - half), sprite)

    def font(self, size: int, bold: bool = False, italic: bool = False) -> QFont:
        """The product's font at a pixel size."""
        return self._fonts.setdefault((size, bold, italic), chart_font(self.family, size, bold, italic))

    def crisp(self) -> None:
        """Draw what follows on whole pixels: fills, axis-parallel lines."""
        self.painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def smooth(self) -> None:
        """Draw what follows with smooth edges: marks, brackets."""
        self.painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """A line in the current pen."""
        self.painter.drawLine(QPointF(x0, y0), QPointF(x1, y1))

    def fill(self, x0: float, y0: float, x1: float, y1: float, role: str, alpha: int = 255) -> None:
        """A filled box without an outline."""
        self.painter.fillRect(QRectF(x0, y0, x1 - x0, y1 - y0), self.colour(role, alpha))

    def shape(self, path: QPainterPath | QPolygonF, fill: str | None, pen: QPen) -> None:
        """A path or polygon, filled and outlined."""
        self.painter.setPen(pen)
        self.painter.setBrush(self.colour(fill) if fill else Qt.BrushStyle.NoBrush)
        if isinstance(path, QPainterPath):
            self.painter.drawPath(path)
        else:
            self.painter.drawPolygon(path)

    def write(self, label: Label) -> None:
        """Words with their backing: a halo of lane ground, a box of paper, or nothing."""
        painter = self.painter
        font = self.font(label.size, label.bold, label.italic)
        colour = self.colour(label.role if label.level is None else self.theme.level_text(label.level))
        if label.backing == "halo":
            path = QPainterPath()
            path.addText(QPointF(label.x, label.y), font, label.words)
            self.smooth()
            painter.strokePath(path, self.pen("lane", 4.0, round_joins=True))
        elif label.backing == "paper":
            box = QFontMetricsF(font).horizontalAdvance(label.words)
            self.fill(label.x - 3, label.y - 0.9 * label.size, label.x + box + 3, label.y + 0.3 * label.size, "paper")
        painter.setFont(font)
        painter.setPen(colour)
        painter.drawText(QPointF(label.x, label.y), label.words)

    def text(
        self, x: float, y: float, words: str, size: int, role: str, bold: bool = False, align: str = "left"
    ) -> None:
        """Plain words on a baseline, left, right or centred on ``x``."""
        font = self.font(size, bold)
        if align != "left":
            wide = QFontMetricsF(font).horizontalAdvance(words)
            x -= wide if align == "right" else wide / 2
        self.painter.setFont(font)
        self.painter.setPen(self.colour(role))
        self.painter.drawText(QPointF(x, y), words)


Drawing = Callable[[Brush, float, float], None]
"""Draws one shape with a brush, its middle at x and y."""


def chart_font(family: str, size: int, bold: bool = False, italic: bool = False) -> QFont:
    """A font of the chart; hinting off, so that a picture is the same at every scale."""
    font = QFont(family)
    font.setPixelSize(size)
    font.setBold(bold)
    font.setItalic(italic)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


class Measurer:
    """Measures words in the product's font, each pair of size and weight set up once."""

    def __init__(self, family: str) -> None:
        self._family = family
        self._metrics: dict[tuple[int, bool], QFontMetricsF] = {}

    def __call__(self, words: str, size: int, bold: bool) -> float:
        """The width of these words in pixels."""
        metrics = self._metrics.get((size, bold))
        if metrics is None:
            metrics = QFontMetricsF(chart_font(self._family, size, bold))
            self._metrics[(size, bold)] = metrics
        return metrics.horizontalAdvance(words)
