"""The strip under the chart: the whole record, and a window on the days shown that can be dragged."""

from math import floor

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.lanes.overview import (
    HANDLE_HIGH,
    HANDLE_WIDE,
    ROOMY_HEIGHT,
    Overview,
    row_height,
    spoken_overview,
    spoken_window,
)
from app.lanes.overview import strip_height as height_of
from app.lanes.scene import LanesScene
from app.language import tr
from app.theme import Theme, load_theme
from widgets.fonts import SMALLEST_POINTS, load_fonts
from widgets.lanes.brush import Brush
from widgets.lanes.inks import Inks, Measurer
from widgets.lanes.overview_picture import OverviewPictures
from widgets.lanes.span import LEAST_DAYS, Span, fitted, panned, zoomed

VEIL = 140
"""How opaque the paper over what the chart does not show is, of 255: 55 %."""

WINDOW_TOP = 1.5

WHEEL_ZOOM, KEY_ZOOM, KEY_SHARE = 1.2, 1.5, 0.1
REST_MS = 150
_ZOOM_KEYS = {Qt.Key.Key_Plus: KEY_ZOOM, Qt.Key.Key_Equal: KEY_ZOOM, Qt.Key.Key_Minus: 1 / KEY_ZOOM}
_STEP_KEYS = {Qt.Key.Key_Left: -1.0, Qt.Key.Key_Right: 1.0, Qt.Key.Key_PageUp: -1 / KEY_SHARE,
              Qt.Key.Key_PageDown: 1 / KEY_SHARE}  # fmt: skip
_ABOUT = tr(
    "Left and right move the days shown; with Shift their end, with Control their beginning. "
    "Plus and minus zoom, Home and End go to the first and last days."
)


class OverviewStrip(QWidget):
    """Draws the overview and tells which days are wanted (``days_wanted``: first and last, with fractions)."""

    days_wanted = Signal(float, float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._family = load_fonts()
        self._measure = Measurer(self._family)
        self._theme: Theme = load_theme()
        self._scene: LanesScene | None = None
        self._overview: Overview | None = None
        self._pictures = OverviewPictures()
        self._picture: QPixmap | None = None
        self._veiled: QPixmap | None = None
        self._sides, self._chart_height, self._text = (0.0, 0.0), 0, 1.0
        self.window_shown = Span(0, 0)
        self._pressed: tuple[str, float, Span] | None = None
        # A screen reader hears where the window came to rest, not each step of the way there.
        self._saying = QTimer(self, singleShot=True, interval=REST_MS)
        self._saying.timeout.connect(self._say)
        self._inks = self._stamped = Inks(self._theme, self._family)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setAccessibleName(tr("Overview of the whole record"))
        self.setToolTip(tr("Drag the window or its handles; click to go there; the wheel zooms"))

    @property
    def overview(self) -> Overview | None:
        """Where everything stands; None before there is a scene."""
        return self._overview

    def show_scene(self, scene: LanesScene, sides: tuple[float, float], chart_height: int) -> None:
        """Show this scene between the x where the chart's lanes begin and end, beside a chart of that height."""
        text = min(max(self.font().pointSizeF() / SMALLEST_POINTS, chart_height / ROOMY_HEIGHT, 1.0), 2.0)
        known = (sides, chart_height, text) == (self._sides, self._chart_height, self._text)
        if scene is self._scene and known:
            return
        self._scene, self._sides, self._chart_height, self._text = scene, sides, chart_height, text
        self.setFixedHeight(height_of(len(scene.lanes), chart_height, text))
        self.setVisible(bool(scene.lanes) and not scene.empty)
        self._lay_out()
        self._say()

    def show_days(self, first: float, last: float) -> None:
        """Place the window on these days. Emits nothing."""
        if Span(first, last) != self.window_shown:
            self.window_shown = Span(first, last)
            self._saying.start()
            self.update()

    def set_theme(self, theme: Theme) -> None:
        """Draw with these colours from now on."""
        self._theme, self._picture = theme, None
        self._inks = Inks(theme, self._family)
        self.update()

    def sizeHint(self) -> QSize:
        """As high as its rows."""
        return QSize(480, self.height())

    def _lay_out(self) -> None:
        if self._scene is not None:
            row = row_height(len(self._scene.lanes), self._chart_height)
            self._overview = Overview(self._scene, self._sides[0], self._sides[1], row, self._text)
            self._picture = None
            self.update()

    def _say(self) -> None:
        """Say to a screen reader which days the window is on."""
        if self._scene is not None:
            now = spoken_window(self._scene, self.window_shown.first, self.window_shown.last)
            self.setAccessibleDescription(f"{now} {spoken_overview(self._scene)} {_ABOUT}")

    def _whole(self) -> Span:
        return Span(self._scene.first_day, self._scene.last_day) if self._scene else Span(0, 0)

    def _want(self, span: Span) -> None:
        if span != self.window_shown:
            self.days_wanted.emit(span.first, span.last)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw anew for the new size."""
        super().resizeEvent(event)
        self._picture = None

    def changeEvent(self, event: QEvent) -> None:
        """Draw anew when the screen's resolution changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._picture = None
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Blit the picture, then the veil over what the chart does not show, and the window."""
        overview, scale = self._overview, self.devicePixelRatioF()
        if overview is None:
            return
        start, end = overview.window(self.window_shown.first, self.window_shown.last)
        start, end = floor(start * scale + 0.5) / scale, floor(end * scale + 0.5) / scale
        picture = veiled = self._picture_of(overview, scale)
        if start > overview.left or end < overview.right:
            veiled = self._veil_over(picture, overview)
        painter = QPainter(self)
        box = QRectF(event.rect())
        for left, right, part in (
            (box.left(), start, veiled),
            (start, end, picture),
            (end, box.right(), veiled),
        ):
            left, right = max(left, box.left()), min(right, box.right())
            if right > left:
                seen = QRectF(left, box.y(), right - left, box.height())
                painter.drawPixmap(seen, part, QRectF(seen.topLeft() * scale, seen.size() * scale))
        brush = Brush(painter, self._theme, self._family, self._inks)
        _paint_window(brush, overview, self.window_shown, focused=self.hasFocus())
        painter.end()

    def _picture_of(self, overview: Overview, scale: float) -> QPixmap:
        """The strip without its window."""
        if self._picture is None or self._picture.devicePixelRatio() != scale:
            size = (self.width(), self.height())
            if self._stamped.scale != scale or self._stamped.theme is not self._theme:
                self._stamped = Inks(self._theme, self._family, scale)
            self._picture = self._pictures.picture(
                overview, size, self._theme, self._family, self._measure, self._stamped
            )
            self._veiled = None
        return self._picture

    def _veil_over(self, picture: QPixmap, overview: Overview) -> QPixmap:
        """The same under the veil: laid over it anew, it would take most of a frame's time here."""
        if self._veiled is None:
            self._veiled = picture.copy()
            painter = QPainter(self._veiled)
            brush = Brush(painter, self._theme, self._family, self._inks)
            brush.fill(overview.left, WINDOW_TOP, overview.right, overview.bottom + 2, "paper", VEIL)
            painter.end()
        return self._veiled

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take a handle or the window; beside it, bring the window there and take it."""
        overview, at = self._overview, event.position()
        if overview is None or event.button() != Qt.MouseButton.LeftButton:
            return
        now = self.window_shown
        taken = overview.taken_at(at.x(), at.y(), now.first, now.last)
        if not taken:
            now = panned(now, self._whole(), overview.day_at(at.x()) - (now.first + now.last) / 2)
            self._want(now)
            taken = "window"
        self._pressed = (taken, overview.day_at(at.x()), now)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag what was taken; otherwise show what could be."""
        overview, at = self._overview, event.position()
        if overview is None:
            return
        if self._pressed is None:
            self._point_at(overview, at)
            return
        taken, day, start = self._pressed
        self._want(dragged(taken, start, self._whole(), overview.day_at(at.x()) - day))

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let go. A click on the window itself brings its middle there."""
        self._pressed = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Bring the middle of the window to the pointer."""
        overview = self._overview
        if overview is not None:
            now = self.window_shown
            day = overview.day_at(event.position().x())
            self._want(panned(now, self._whole(), day - (now.first + now.last) / 2))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom about the pointer; sideways, or with Shift, pan."""
        overview, now = self._overview, self.window_shown
        if overview is None:
            return
        down, along = event.angleDelta().y(), event.angleDelta().x()
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier or abs(along) > abs(down):
            turned = down if abs(down) > abs(along) else along
            self._want(panned(now, self._whole(), -turned / 120 * KEY_SHARE * (now.last - now.first)))
        else:
            about = overview.day_at(event.position().x())
            self._want(zoomed(now, self._whole(), WHEEL_ZOOM ** (down / 120), about))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the window, its beginning (Control) or its end (Shift); zoom; go to the first or last days."""
        key, now, whole = Qt.Key(event.key()), self.window_shown, self._whole()
        days = (now.last - now.first) * KEY_SHARE
        if key in _STEP_KEYS:
            shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            taken = "last" if shift else "first" if control else "window"
            self._want(dragged(taken, now, whole, _STEP_KEYS[key] * max(days, 1.0)))
        elif key in _ZOOM_KEYS:
            self._want(zoomed(now, whole, _ZOOM_KEYS[key], (now.first + now.last) / 2))
        elif key == Qt.Key.Key_0:
            self._want(whole)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            end = whole.first - now.first if key == Qt.Key.Key_Home else whole.last - now.last
            self._want(panned(now, whole, end))
        else:
            super().keyPressEvent(event)

    def _point_at(self, overview: Overview, at: QPointF) -> None:
        now = self.window_shown
        taken = overview.taken_at(at.x(), at.y(), now.first, now.last)
        sideways = taken in ("first", "last")
        shape = Qt.CursorShape.SizeHorCursor if sideways else Qt.CursorShape.OpenHandCursor
        self.setCursor(shape if taken else Qt.CursorShape.PointingHandCursor)


def dragged(taken: str, start: Span, whole: Span, days: float) -> Span:
    """The window once a handle ("first", "last") or all of it was moved by some days; never under a week."""
    least = min(LEAST_DAYS, whole.last - whole.first)
    if taken == "first":
        return fitted(Span(min(max(start.first + days, whole.first), start.last - least), start.last), whole)
    if taken == "last":
        return fitted(Span(start.first, max(min(start.last + days, whole.last), start.first + least)), whole)
    return panned(start, whole, days)


def _paint_window(brush: Brush, overview: Overview, shown: Span, *, focused: bool) -> None:
    start, end = overview.window(shown.first, shown.last)
    top, bottom = WINDOW_TOP, overview.bottom + 2
    brush.crisp()
    brush.painter.setBrush(Qt.BrushStyle.NoBrush)
    brush.painter.setPen(brush.pen("focus", 2.5))
    brush.painter.drawRect(QRectF(start, top, max(end - start, 2.0), bottom - top))
    if focused:
        brush.painter.setPen(brush.pen("focus", 1.0, (2, 2)))
        brush.painter.drawRect(QRectF(start + 4, top + 4, max(end - start - 8, 1.0), bottom - top - 8))
    brush.smooth()
    high = min(HANDLE_HIGH, bottom - top)
    middle = (top + bottom) / 2
    for x in (start, end):
        brush.painter.setPen(brush.pen("paper", 1.0))
        brush.painter.setBrush(brush.colour("focus"))
        box = QRectF(x - HANDLE_WIDE / 2, middle - high / 2, HANDLE_WIDE, high)
        brush.painter.drawRoundedRect(box, 2, 2)
