"""The chart in the window: shows a case's lanes, takes wheel, drag, keyboard and click."""

from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip, QWidget

from app.analysis.finding import Finding
from app.case.model import Case
from app.lanes.layout import Layout, lay_out
from app.lanes.scene import LanesScene, resolve
from app.lanes.words import spoken_lane, titles
from app.theme import Theme, load_theme
from widgets.fonts import load_fonts
from widgets.lanes.brush import Brush, Measurer
from widgets.lanes.hints import hint_for_event, hint_for_finding
from widgets.lanes.keys import next_event
from widgets.lanes.overlay import paint_overlay
from widgets.lanes.painter import paint_chart
from widgets.lanes.span import Span, fitted, panned, zoomed

WHEEL_ZOOM = 1.2
DRAG_STARTS = 4


class LanesView(QAbstractScrollArea):
    """Draws the lanes of a case and tells what was chosen on them."""

    event_chosen = Signal(int)
    finding_chosen = Signal(str)
    days_changed = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._family = load_fonts()
        self._measure = Measurer(self._family)
        self._theme: Theme = load_theme()
        self._scene: LanesScene | None = None
        self._layout: Layout | None = None
        self._picture: QPixmap | None = None
        self._days: Span | None = None
        self._event: int | None = None
        self._finding: str | None = None
        self._lane = 0
        self._pointer: QPointF | None = None
        self._pressed: QPointF | None = None
        self._dragged_from: Span | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.viewport().setMouseTracking(True)
        self.setAccessibleName("Lanes")
        self.verticalScrollBar().valueChanged.connect(self.viewport().update)

    def minimumSizeHint(self) -> QSize:
        """Room for a lane and its words."""
        return QSize(480, 220)

    def show_case(self, case: Case, findings: tuple[Finding, ...], children: tuple[int, ...] | None = None) -> None:
        """Draw this case and these findings, in the days now shown; ``children`` None for all."""
        self._scene = resolve(case, findings, children)
        if self._days is not None:
            self._days = fitted(self._days, self._whole())
        told = [titles(self._scene)[0], *(spoken_lane(self._scene, lane) for lane in self._scene.lanes)]
        self.setAccessibleDescription("\n".join(told))
        self._changed()

    def set_theme(self, theme: Theme) -> None:
        """Draw with these colours from now on."""
        self._theme = theme
        self._changed()

    def show_days(self, first: int | None, last: int | None) -> None:
        """Show these days (day numbers); None for the whole record. Emits nothing."""
        wanted = None if first is None or last is None else fitted(Span(first, last), self._whole())
        if wanted != self._days:
            self._days = wanted
            self._changed()

    def select_event(self, event: int | None) -> None:
        """Ring the marks of this event, or none. Emits nothing."""
        if event != self._event:
            self._event = event
            self.viewport().update()

    def select_finding(self, finding: str | None) -> None:
        """Mark this finding and its evidence, or none. Emits nothing."""
        if finding != self._finding:
            self._finding = finding
            self.viewport().update()

    def zoom(self, factor: float) -> None:
        """Show fewer days (factor above 1) or more, about the middle; emits ``days_changed``."""
        now = self._now()
        self._look_at(zoomed(now, self._whole(), factor, (now.first + now.last) / 2))

    def layout_now(self) -> Layout | None:
        """Where everything stands at this moment; None without a case."""
        if self._scene is None:
            return None
        if self._layout is None:
            size = self.viewport().size()
            first, last = (self._days.first, self._days.last) if self._days else (None, None)
            self._layout = lay_out(self._scene, max(size.width(), 320), max(size.height(), 160), first, last)
            extra = max(0, self._layout.height - size.height())
            self.verticalScrollBar().setPageStep(size.height())
            self.verticalScrollBar().setSingleStep(40)
            self.verticalScrollBar().setRange(0, extra)
        return self._layout

    def _whole(self) -> Span:
        return Span(self._scene.first_day, self._scene.last_day) if self._scene else Span(0, 0)

    def _now(self) -> Span:
        return self._days or self._whole()

    def _look_at(self, span: Span) -> None:
        wanted = None if span == self._whole() else span
        if wanted != self._days:
            self._days = wanted
            self._changed()
            self.days_changed.emit(int(span.first), int(span.last))

    def _changed(self) -> None:
        self._layout = self._picture = None
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew for the new size."""
        super().resizeEvent(event)
        self._changed()

    def changeEvent(self, event: QEvent) -> None:
        """Draw anew when the screen's resolution changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._changed()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Blit the picture of the chart and draw what moves over it."""
        layout = self.layout_now()
        if layout is None:
            return
        painter = QPainter(self.viewport())
        if self._picture is None:
            self._picture = self._drawn(layout)
        painter.translate(0, -self.verticalScrollBar().value())
        painter.drawPixmap(0, 0, self._picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        pointer = None if self._pointer is None else self._on_chart(self._pointer)
        lane = self._lane if self.hasFocus() else None
        paint_overlay(Brush(painter, self._theme, self._family), layout, self._event, self._finding, pointer, lane)
        painter.end()

    def _drawn(self, layout: Layout) -> QPixmap:
        scale = self.devicePixelRatioF()
        picture = QPixmap(round(layout.width * scale), round(layout.height * scale))
        picture.setDevicePixelRatio(scale)
        painter = QPainter(picture)
        paint_chart(painter, layout, self._theme, self._family, self._measure)
        painter.end()
        return picture

    def _on_chart(self, point: QPointF) -> QPointF:
        return QPointF(point.x(), point.y() + self.verticalScrollBar().value())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Wheel: zoom about the pointer. Shift or a sideways wheel: pan. Alt: scroll the lanes."""
        layout = self.layout_now()
        if layout is None:
            return
        down, along = event.angleDelta().y(), event.angleDelta().x()
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier or abs(along) > abs(down):
            days = -(down if abs(down) > abs(along) else along) / 120 * 0.1 * (layout.last - layout.first)
            self._look_at(panned(self._now(), self._whole(), days))
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier and self.verticalScrollBar().maximum():
            self.verticalScrollBar().setValue(self.verticalScrollBar().value() - down)
        else:
            about = layout.day_at(min(max(event.position().x(), layout.left), layout.right))
            self._look_at(zoomed(self._now(), self._whole(), WHEEL_ZOOM ** (down / 120), about))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a click or a drag began."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed, self._dragged_from = event.position(), self._now()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the days along, or follow the pointer."""
        layout = self.layout_now()
        self._pointer = event.position()
        if layout is not None and self._pressed is not None and self._dragged_from is not None:
            moved = event.position().x() - self._pressed.x()
            if abs(moved) >= DRAG_STARTS:
                self._look_at(panned(self._dragged_from, self._whole(), -moved / layout.per_day))
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A press that did not move is a click."""
        if self._pressed is not None and (event.position() - self._pressed).manhattanLength() < DRAG_STARTS:
            self._on_clicked(self._on_chart(event.position()))
        self._pressed = self._dragged_from = None

    def _on_clicked(self, at: QPointF) -> None:
        layout = self.layout_now()
        if layout is None:
            return
        lane = layout.lane_at(at.y())
        self._lane = self._lane if lane is None else lane
        chosen = layout.event_at(at.x(), at.y())
        finding = layout.finding_at(at.x(), at.y()) if chosen is None else None
        if chosen is not None:
            self.event_chosen.emit(chosen)
        elif finding is not None:
            self.finding_chosen.emit(finding)

    def leaveEvent(self, event: QEvent) -> None:
        """Without a pointer there is no cursor line."""
        self._pointer = None
        self.viewport().update()
        super().leaveEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Say the record or the finding under the pointer in full."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self._tell(event.pos(), event.globalPos())
            return True
        return super().viewportEvent(event)

    def _tell(self, at: QPoint, on_screen: QPoint) -> None:
        layout, point = self.layout_now(), self._on_chart(QPointF(at))
        if layout is None:
            return
        chosen, finding = layout.event_at(point.x(), point.y()), layout.finding_at(point.x(), point.y())
        words = "" if chosen is None else hint_for_event(layout.scene.case, chosen)
        if not words and finding is not None:
            words = hint_for_finding(layout.scene, finding)
        QToolTip.showText(on_screen, words, self.viewport())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right: records of the lane. Up and down: lanes. Plus, minus, 0: zoom. Shift: pan."""
        key, layout = event.key(), self.layout_now()
        if layout is None or not layout.frames:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(1.5)
        elif key == Qt.Key.Key_Minus:
            self.zoom(1 / 1.5)
        elif key == Qt.Key.Key_0:
            self._look_at(self._whole())
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._lane = (self._lane + (1 if key == Qt.Key.Key_Down else -1)) % len(layout.frames)
            self.viewport().update()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End):
            self._step(key, bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier), layout)
        else:
            super().keyPressEvent(event)

    def _step(self, key: int, shift: bool, layout: Layout) -> None:
        if shift and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            by = 0.2 * (layout.last - layout.first) * (1 if key == Qt.Key.Key_Right else -1)
            self._look_at(panned(self._now(), self._whole(), by))
            return
        directions = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        chosen = next_event(
            layout.scene.lanes[self._lane].marks, self._event, directions.get(Qt.Key(key)), key == Qt.Key.Key_End
        )
        if chosen is not None:
            self._show_event(chosen, layout)
            self.event_chosen.emit(chosen)

    def _show_event(self, event: int, layout: Layout) -> None:
        table = layout.scene.case.events
        day = int(table.day[table.position(event)])
        now = self._now()
        if not now.first <= day <= now.last:
            self._look_at(panned(now, self._whole(), day - (now.first + now.last) / 2))
