"""Pens, colours and words of the phase view, by the roles of the theme."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPaintEngine, QPainter, QPen

from app.theme import Theme


class Ink:
    """Draws on a painter in a theme's colours; on a raster, straight lines stand on whole device pixels."""

    def __init__(self, painter: QPainter, theme: Theme, family: str) -> None:
        self.painter, self.theme, self._family = painter, theme, family
        self._raster = painter.paintEngine().type() == QPaintEngine.Type.Raster

    def colour(self, role: str) -> QColor:
        """The colour of a role ("concern")."""
        return QColor(getattr(self.theme.roles, role))

    def pen(self, role: str, width: float, dashes: tuple[float, ...] = ()) -> QPen:
        """A pen with square ends, so that corners close; ``dashes`` are in pixels and have flat ends."""
        pen = QPen(self.colour(role), width)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap if dashes else Qt.PenCapStyle.SquareCap)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        if dashes:
            pen.setDashPattern([length / width for length in dashes])
        return pen

    def crisp(self, crisp: bool = True) -> None:
        """Draw what follows on whole pixels, or with smooth edges."""
        self.painter.setRenderHint(QPainter.RenderHint.Antialiasing, not (crisp and self._raster))

    def font(self, size: int, bold: bool = False, italic: bool = False) -> QFont:
        """The product's font at a pixel size."""
        return font_of(self._family, size, bold, italic)

    def box(self, x: float, y: float, wide: float, high: float, role: str) -> None:
        """A filled box."""
        self.painter.fillRect(QRectF(x, y, wide, high), self.colour(role))

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: int,
        role: str = "ink",
        *,
        bold: bool = False,
        italic: bool = False,
        align: str = "left",
    ) -> None:
        """Words on a baseline, left of, right of or centred on ``x``."""
        font = self.font(size, bold, italic)
        if align != "left":
            wide = QFontMetricsF(font).horizontalAdvance(words)
            x -= wide if align == "right" else wide / 2
        self.painter.setFont(font)
        self.painter.setPen(self.colour(role))
        self.painter.drawText(QPointF(x, y), words)


def font_of(family: str, size: int, bold: bool = False, italic: bool = False) -> QFont:
    """A font of the view; hinting off, so that a picture is the same at every scale."""
    font = QFont(family)
    font.setPixelSize(max(size, 1))
    font.setBold(bold)
    font.setItalic(italic)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


class Words:
    """Measures words in the product's font."""

    def __init__(self, family: str) -> None:
        self._family = family

    def __call__(self, words: str, size: int, bold: bool) -> float:
        """The width of these words in pixels."""
        return QFontMetricsF(font_of(self._family, size, bold)).horizontalAdvance(words)
