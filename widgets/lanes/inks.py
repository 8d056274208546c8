"""Colours, pens, fonts and small pictures of the chart, each made once and kept from one frame to the next."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap

from app.theme import Theme

MOST_STAMPS, MOST_WIDTHS = 1500, 20000
"""Pictures and widths of words that are kept; past that they are made anew."""


_LIGATURES = QFont.Tag("liga")


def chart_font(family: str, size: int, bold: bool = False, italic: bool = False) -> QFont:
    """A font of the chart; hinting off, so that a picture is the same at every scale, and no ligatures, so that words
    in a PDF are found by their letters."""
    font = QFont(family)
    font.setPixelSize(size)
    font.setBold(bold)
    font.setItalic(italic)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setFeature(_LIGATURES, 0)
    return font


class Measurer:
    """Measures words in the product's font, each only once."""

    def __init__(self, family: str) -> None:
        self._family = family
        self._metrics: dict[tuple[int, bool], QFontMetricsF] = {}
        self._widths: dict[tuple[str, int, bool], float] = {}

    def __call__(self, words: str, size: int, bold: bool) -> float:
        """The width of these words in pixels."""
        key = (words, size, bold)
        wide = self._widths.get(key)
        if wide is None:
            metrics = self._metrics.get((size, bold))
            if metrics is None:
                metrics = self._metrics[(size, bold)] = QFontMetricsF(chart_font(self._family, size, bold))
            if len(self._widths) > MOST_WIDTHS:
                self._widths.clear()
            wide = self._widths[key] = metrics.horizontalAdvance(words)
        return wide


class Inks:
    """What a theme's chart is drawn with. With a ``scale`` (device pixels to a logical one) shapes and words are
    drawn once as pictures and then placed; without one each is drawn as itself, as a file needs it.
    """

    def __init__(self, theme: Theme, family: str, scale: float | None = None) -> None:
        self.theme, self.family, self.scale = theme, family, scale
        self._colours: dict[tuple[str, int], QColor] = {}
        self._pens: dict[tuple[str, float, tuple[float, ...], int, bool], QPen] = {}
        self._fonts: dict[tuple[int, bool, bool], QFont] = {}
        self._stamps: dict[object, QPixmap] = {}
        self.measure = Measurer(family)
        """How wide words are in the product's font."""

    def colour(self, role: str, alpha: int = 255) -> QColor:
        """The colour of a role ("concern") or of "#RRGGBB"."""
        found = self._colours.get((role, alpha))
        if found is None:
            found = QColor(role if role.startswith("#") else getattr(self.theme.roles, role))
            found.setAlpha(alpha)
            self._colours[(role, alpha)] = found
        return found

    def pen(self, role: str, width: float, dashes: tuple[float, ...], alpha: int, round_joins: bool) -> QPen:
        """A pen with flat ends; ``dashes`` are in pixels."""
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

    def font(self, size: int, bold: bool, italic: bool) -> QFont:
        """The product's font at a pixel size."""
        key = (size, bold, italic)
        found = self._fonts.get(key)
        if found is None:
            found = self._fonts[key] = chart_font(self.family, size, bold, italic)
        return found

    def known(self, key: object) -> QPixmap | None:
        """The picture of that key, where there is one."""
        return self._stamps.get(key)

    def sheet(self, key: object, half: int, looks: int, draw: Callable[[QPainter, int], None]) -> QPixmap:
        """One picture of so many shapes side by side, each in a cell of 2 ``half``; ``draw`` draws one in its cell."""

        def shapes(painter: QPainter) -> None:
            for look in range(looks):
                draw(painter, look)
                painter.translate(2 * half, 0)

        return self.stamp(key, 2 * half * looks, 2 * half, shapes)

    def stamp(self, key: object, width: float, height: float, draw: Callable[[QPainter], None]) -> QPixmap:
        """The picture of that key, drawn from its own top left corner on nothing."""
        found = self._stamps.get(key)
        if found is None:
            scale = self.scale or 1.0
            found = QPixmap(max(1, round(width * scale)), max(1, round(height * scale)))
            found.setDevicePixelRatio(scale)
            found.fill(Qt.GlobalColor.transparent)
            painter = QPainter(found)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
            draw(painter)
            painter.end()
            if len(self._stamps) > MOST_STAMPS:
                self._stamps.clear()
            self._stamps[key] = found
        return found
