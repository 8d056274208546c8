"""The chart under a pointer: wheel, drag, pinch, click, double click, brushing, and dragging the height of lanes."""

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QNativeGestureEvent, QWheelEvent
from PySide6.QtWidgets import QGestureEvent, QPinchGesture, QToolTip, QWidget

from app.lanes.episodes import episode_at
from app.lanes.layout import Layout
from app.lanes.meant import days_meant
from widgets.lanes.grips import Grip, grip_at, lane_of_border
from widgets.lanes.hints import hint_at
from widgets.lanes.opening import OpeningLanes
from widgets.lanes.overlay import CURSOR_REACH, Brushed, pointed_boxes
from widgets.lanes.span import Span

WHEEL_ZOOM = 1.2
DRAG_STARTS = 4
HAND_RESTS_MS = 100
"""Turns of a wheel and spreads of a pinch that follow one another within that time are one gesture."""


class PointedLanes(OpeningLanes):
    """Takes gestures of wheel, mouse and touch pad, and tells what was chosen.

    ``events_brushed`` (ids) after a drag with Shift over marks. ``finding_opened`` and ``days_opened`` (first and last
    day) after a double click: on a bracket, on the time axis, on a lane's ground.
    """

    event_chosen = Signal(int)
    finding_chosen = Signal(str)
    days_changed = Signal(int, int)
    events_brushed = Signal(list)
    finding_opened = Signal(str)
    days_opened = Signal(int, int)
    height_dragged = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pressed: tuple[QPointF, Span] | None = None
        self._grip = Grip.DAYS
        self._dragged = False
        self._telling = QTimer(self, singleShot=True, interval=0)
        self._telling.timeout.connect(self._tell_days)
        self._turning = QTimer(self, singleShot=True, interval=HAND_RESTS_MS)
        self._turning.timeout.connect(self._come_to_rest)
        self.viewport().setMouseTracking(True)
        self.viewport().grabGesture(Qt.GestureType.PinchGesture)

    def _wanted(self) -> int | None:
        return None if self._pressed is not None else super()._wanted()

    def _moved(self, changed: bool) -> None:
        """Draw anew and tell, where the days in view have changed."""
        if changed:
            self._draw_anew()
            self._tell_days()

    def _tell_days(self) -> None:
        self._telling.stop()
        now = self._camera.now()
        if not self.aligned:
            self.days_changed.emit(int(now.first), int(now.last))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Wheel: zoom about the pointer. Shift or a sideways wheel: pan. Control: scroll the lanes."""
        bar, now = self.verticalScrollBar(), self._camera.now()
        if self._camera.scene is None:
            return
        down, along = event.angleDelta().y(), event.angleDelta().x()
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier or abs(along) > abs(down):
            turned = down if abs(down) > abs(along) else along
            self._turned(self._camera.pan(-turned / 120 * 0.1 * (now.last - now.first)))
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier and bar.maximum():
            bar.setValue(bar.value() - down)
        else:
            self._zoom_at(event.position().x(), WHEEL_ZOOM ** (down / 120))
        event.accept()

    def _zoom_at(self, x: float, factor: float) -> None:
        """Change the scale about an x. From the second turn of a gesture on, words come to what has none when the hand
        rests: until then they would come and go with each scale."""
        following = self._turning.isActive()
        changed = self._camera.zoom(factor, self._camera.day_at(x))
        self._turned(changed)
        if changed:
            self._moving = following
            self._turning.start()

    def _come_to_rest(self) -> None:
        if self._moving:
            self._moving = False
            self.viewport().update()

    def _turned(self, changed: bool) -> None:
        """Draw anew at once, but tell only when all turns that have come in are taken: a wheel or a pinch makes many
        of them to a frame, and whatever follows the chart need follow it once."""
        if changed:
            self._draw_anew()
            self._telling.start()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a click or a drag began, and what it takes hold of."""
        layout = self.layout_now()
        if event.button() == Qt.MouseButton.LeftButton and layout is not None:
            self._pressed, self._dragged = (event.position(), self._camera.now()), False
            self._grip = self._grip_at(layout, self._on_chart(event.position()), event.modifiers())

    def _grip_at(self, layout: Layout, at: QPointF, modifiers: Qt.KeyboardModifier) -> Grip:
        """What a press takes hold of: an open lane has no border that sets how high lanes are."""
        grip = grip_at(layout, at, modifiers)
        return Grip.DAYS if grip == Grip.HEIGHT and self.layout_at(at) is not layout else grip

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag what was taken hold of, or follow the pointer."""
        layout, before = self.layout_now(), self._front.pointer
        at = self._front.pointer = self._on_chart(event.position())
        if layout is not None and self._pressed is not None:
            moved = event.position() - self._pressed[0]
            self._dragged = self._dragged or max(abs(moved.x()), abs(moved.y())) >= DRAG_STARTS
            if self._dragged:
                self._drag(layout, at, moved)
                return
        if layout is not None and self._pressed is None:
            border = self._grip_at(layout, at, event.modifiers()) == Grip.HEIGHT
            self.viewport().setCursor(Qt.CursorShape.SizeVerCursor if border else Qt.CursorShape.ArrowCursor)
        self._wait_to_open(by_keys=False)
        self._follow(layout, before)

    def _drag(self, layout: Layout, at: QPointF, moved: QPointF) -> None:
        pressed, start = self._pressed or (at, self._camera.now())
        if self._grip == Grip.DAYS:
            self._moved(self._camera.pan(-moved.x() / layout.per_day, start))
        elif self._grip == Grip.BRUSH:
            self._front.brushed = Brushed.between(layout, self._on_chart(pressed), at)
            self.viewport().update()
        else:
            place = lane_of_border(layout, self._on_chart(pressed))
            high = (at.y() - layout.frames[0].top - place * layout.sizes.gap) / (place + 1)
            if self._camera.make_lanes(round(high)):
                self._draw_anew()

    def _follow(self, layout: Layout | None, before: QPointF | None) -> None:
        """Draw anew only what the pointer has left and where it is now."""
        front, known = self._front, (self._front.hovered, self._front.over)
        pointer = front.pointer
        if pointer is not None:
            layout = self.layout_at(pointer)
        if layout is not None and pointer is not None:
            free = self._pressed is None
            front.hovered = layout.event_at(pointer.x(), pointer.y()) if free else None
            over = front.hovered is None and free
            front.over = layout.finding_at(pointer.x(), pointer.y()) if over else None
        if known != (front.hovered, front.over):
            self._show_pointed(*known)
            self._show_pointed(front.hovered, front.over)
        for point in (before, pointer):
            if point is not None:
                reach = CURSOR_REACH
                self.viewport().update(round(point.x()) - reach, 0, 2 * reach, self.viewport().height())

    def _show_pointed(self, event: int | None, finding: str | None) -> None:
        """Draw anew where the ring round that event and the veil round that finding are, or were."""
        layout = self.layout_now()
        if layout is None or self.open_lane is not None:
            self.viewport().update()
            return
        for box in pointed_boxes(layout, event, finding):
            self.viewport().update(box.translated(0, -self.verticalScrollBar().value()).toAlignedRect())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A press that did not move is a click; the end of a drag takes what was brushed."""
        pressed, self._pressed = self._pressed, None
        if pressed is None:
            return
        if not self._dragged:
            self._on_clicked(self._on_chart(event.position()))
        elif self._grip == Grip.BRUSH:
            self._take_brushed()
        elif self._grip == Grip.HEIGHT:
            self.height_dragged.emit(self._camera.high)

    def _take_brushed(self) -> None:
        layout, brushed, self._front.brushed = self.layout_now(), self._front.brushed, None
        if layout is not None and brushed is not None:
            self.events_brushed.emit(brushed.events(layout))
        self.viewport().update()

    def _on_clicked(self, at: QPointF) -> None:
        layout, lane = self.layout_at(at), self.lane_at(at)
        if layout is None:
            return
        self._lane = self._lane if lane is None else lane
        chosen = layout.event_at(at.x(), at.y())
        finding = layout.finding_at(at.x(), at.y()) if chosen is None else None
        episode = episode_at(layout, self._measure, at.x(), at.y())
        if episode is not None:
            self.days_opened.emit(episode.start, episode.end - 1)
        elif chosen is not None:
            self.event_chosen.emit(chosen)
        elif finding is not None:
            self.finding_chosen.emit(finding)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Zoom to what is there: a finding, a stretch of the axis, or the year of the child's life."""
        at = self._on_chart(event.position())
        layout = self.layout_at(at)
        if layout is None or event.button() != Qt.MouseButton.LeftButton:
            return
        finding = layout.finding_at(at.x(), at.y())
        episode = episode_at(layout, self._measure, at.x(), at.y())
        days = (episode.start, episode.end - 1) if episode else days_meant(layout, at.x(), at.y())
        if finding is not None:
            self.finding_opened.emit(finding)
        elif layout.event_at(at.x(), at.y()) is None and days is not None:
            self._open_days(*days)

    def _open_days(self, first: int, last: int) -> None:
        if self.aligned:
            self._moved(self._camera.look_at(Span(first, last)))
        else:
            self.days_opened.emit(first, last)

    def leaveEvent(self, event: QEvent) -> None:
        """Without a pointer there is no cursor line."""
        self._front.pointer, self._front.hovered, self._front.over = None, None, None
        self._wait_to_open()
        self.viewport().update()
        super().leaveEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Say the record or the finding under the pointer in full; zoom by a pinch of touch pad or screen."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self._tell(event.pos(), event.globalPos())
            return True
        if isinstance(event, QNativeGestureEvent):
            return self._pinch(event.gestureType(), event.position().x(), 1.0 + event.value())
        if isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                at = self.viewport().mapFromGlobal(pinch.centerPoint())
                return self._pinch(Qt.NativeGestureType.ZoomNativeGesture, at.x(), pinch.scaleFactor())
        return super().viewportEvent(event)

    def _pinch(self, kind: Qt.NativeGestureType, x: float, factor: float) -> bool:
        if kind != Qt.NativeGestureType.ZoomNativeGesture or self._camera.scene is None or factor <= 0:
            return False
        self._zoom_at(x, factor)
        return True

    def _tell(self, at: QPoint, on_screen: QPoint) -> None:
        point = self._on_chart(QPointF(at))
        layout = self.layout_at(point)
        if layout is not None:
            QToolTip.showText(on_screen, hint_at(layout, self._measure, point.x(), point.y()), self.viewport())
