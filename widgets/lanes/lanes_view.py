"""The chart in the window: shows a case's lanes, takes wheel, drag, keyboard and click."""

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip, QWidget

from app.analysis.finding import Finding
from app.case.model import Case
from app.lanes.layout import Layout
from app.lanes.scene import resolve
from app.lanes.words import spoken_lane, titles
from widgets.lanes.canvas import LanesCanvas
from widgets.lanes.hints import hint_for_events, hint_for_finding
from widgets.lanes.keys import LANES, PAN_SHARE, RECORDS, ZOOM, next_event
from widgets.lanes.overlay import CURSOR_REACH
from widgets.lanes.span import Span

WHEEL_ZOOM = 1.2
DRAG_STARTS = 4


class LanesView(LanesCanvas):
    """Draws the lanes of a case and tells what was chosen on them."""

    event_chosen = Signal(int)
    finding_chosen = Signal(str)
    days_changed = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pressed: tuple[QPointF, Span] | None = None
        self._dragged = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.viewport().setMouseTracking(True)
        self.setAccessibleName("Lanes")
        self.verticalScrollBar().valueChanged.connect(self.viewport().update)

    def show_case(self, case: Case, findings: tuple[Finding, ...], children: tuple[int, ...] | None = None) -> None:
        """Draw this case and these findings, in the days now shown; ``children`` None for all."""
        scene = resolve(case, findings, children)
        self._camera.point_at(scene)
        told = [titles(scene)[0], *(spoken_lane(scene, lane) for lane in scene.lanes)]
        self.setAccessibleDescription("\n".join(told))
        self._draw_anew()

    def show_days(self, first: int | None, last: int | None) -> None:
        """Show these days (day numbers); None for the whole record. Emits nothing.

        Days that are shown but for their fractions stay as they are.
        """
        now = self._camera.now()
        if (first, last) == (int(now.first), int(now.last)):
            return
        if self._camera.look_at(None if first is None or last is None else Span(first, last)):
            self._draw_anew()

    def select_event(self, event: int | None) -> None:
        """Ring the marks of this event, or none. Emits nothing."""
        if event != self._front.event:
            self._front.event = event
            self.viewport().update()

    def select_finding(self, finding: str | None) -> None:
        """Mark this finding and its evidence, or none. Emits nothing."""
        if finding != self._front.finding:
            self._front.finding = finding
            self.viewport().update()

    def zoom(self, factor: float) -> None:
        """Show fewer days (factor above 1) or more, about the middle; emits ``days_changed``."""
        self._moved(self._camera.zoom(factor))

    def _moved(self, changed: bool) -> None:
        if changed:
            self._draw_anew()
            now = self._camera.now()
            self.days_changed.emit(int(now.first), int(now.last))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Wheel: zoom about the pointer. Shift or a sideways wheel: pan. Control: scroll the lanes."""
        layout, bar = self.layout_now(), self.verticalScrollBar()
        if layout is None:
            return
        down, along = event.angleDelta().y(), event.angleDelta().x()
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier or abs(along) > abs(down):
            turned = down if abs(down) > abs(along) else along
            self._moved(self._camera.pan(-turned / 120 * 0.1 * (layout.last - layout.first)))
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier and bar.maximum():
            bar.setValue(bar.value() - down)
        else:
            about = layout.day_at(min(max(event.position().x(), layout.left), layout.right))
            self._moved(self._camera.zoom(WHEEL_ZOOM ** (down / 120), about))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a click or a drag began."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed, self._dragged = (event.position(), self._camera.now()), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the days along, or follow the pointer."""
        layout, before = self.layout_now(), self._front.pointer
        self._front.pointer = self._on_chart(event.position())
        if layout is not None and self._pressed is not None:
            moved = event.position().x() - self._pressed[0].x()
            self._dragged = self._dragged or abs(moved) >= DRAG_STARTS
            if self._dragged:
                self._moved(self._camera.pan(-moved / layout.per_day, self._pressed[1]))
                return
        self._follow(layout, before)

    def _follow(self, layout: Layout | None, before: QPointF | None) -> None:
        """Draw anew only what the pointer has left and where it is now."""
        pointer, hovered = self._front.pointer, self._front.hovered
        if layout is not None and pointer is not None:
            self._front.hovered = layout.event_at(pointer.x(), pointer.y()) if self._pressed is None else None
        if hovered != self._front.hovered:
            self.viewport().update()
        for point in (before, pointer):
            if point is not None:
                reach = CURSOR_REACH
                self.viewport().update(round(point.x()) - reach, 0, 2 * reach, self.viewport().height())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A press that did not move is a click."""
        if self._pressed is not None and not self._dragged:
            self._on_clicked(self._on_chart(event.position()))
        self._pressed = None

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
        self._front.pointer, self._front.hovered = None, None
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
        found, finding = layout.events_at(point.x(), point.y()), layout.finding_at(point.x(), point.y())
        words = hint_for_events(layout.scene.case, found)
        if not words and finding is not None:
            words = hint_for_finding(layout.scene, finding)
        QToolTip.showText(on_screen, words, self.viewport())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right: records of the lane. Up and down: lanes. Plus, minus, 0: zoom. Shift: pan."""
        key, layout = Qt.Key(event.key()), self.layout_now()
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if layout is None or not layout.frames:
            super().keyPressEvent(event)
        elif key in ZOOM:
            self.zoom(ZOOM[key])
        elif key == Qt.Key.Key_0:
            self._moved(self._camera.look_at(None))
        elif key in LANES:
            self._lane = (self._lane + LANES[key]) % len(layout.frames)
            self.viewport().update()
        elif shift and RECORDS.get(key):
            self._moved(self._camera.pan(PAN_SHARE * (layout.last - layout.first) * (RECORDS[key] or 0)))
        elif key in RECORDS:
            self._step(key, layout)
        else:
            super().keyPressEvent(event)

    def _step(self, key: Qt.Key, layout: Layout) -> None:
        lane = layout.scene.lanes[min(self._lane, len(layout.scene.lanes) - 1)]
        chosen = next_event(lane.marks, self._front.event, key)
        if chosen is not None:
            table = layout.scene.case.events
            self._moved(self._camera.bring_in(int(table.day[table.position(chosen)])))
            self.event_chosen.emit(chosen)
