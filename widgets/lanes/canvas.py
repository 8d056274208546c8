"""The surface of the chart: its camera, its picture, and what is in front of it. Gestures are made on top of this."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from app.lanes.layout import Layout
from app.lanes.scene import LanesScene
from app.theme import Theme, load_theme
from widgets.fonts import load_fonts, text_share
from widgets.lanes.brush import Brush
from widgets.lanes.camera import Camera
from widgets.lanes.focus import Depth, Focus
from widgets.lanes.inks import Measurer
from widgets.lanes.overlay import Front, paint_overlay
from widgets.lanes.picture import ChartPicture


class LanesCanvas(QAbstractScrollArea):
    """Shows what the camera looks at, sharp at every moment."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._family = load_fonts()
        self._measure = Measurer(self._family)
        self._theme: Theme = load_theme()
        self._camera = Camera()
        self._picture = ChartPicture(self._theme, self._family, self._measure)
        self._front = Front()
        self._laid_out: tuple[Layout | None, int] = (None, 0)
        self._moving = False
        self._lane, self._depth = 0, Depth.LANE
        # The chart covers all of it, so that nothing need be painted under it.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def minimumSizeHint(self) -> QSize:
        """Room for a lane and its words."""
        return QSize(480, 220)

    def set_theme(self, theme: Theme) -> None:
        """Draw with these colours from now on."""
        self._theme = theme
        self._camera.enlarge(theme.type_scale)
        self._take_text_size()
        self._picture.set_theme(theme)
        self._draw_anew()

    @property
    def facing(self) -> bool:
        """Whether both strips of a lane share a baseline from which level hangs."""
        return self._camera.facing

    def set_facing(self, facing: bool) -> None:
        """Give both strips of a lane one baseline, or each its own. Emits nothing."""
        if self._camera.face(facing):
            self._draw_anew()

    @property
    def scene_now(self) -> LanesScene | None:
        """What is drawn; None before there is a case."""
        return self._camera.scene

    @property
    def aligned(self) -> bool:
        """Whether lanes are moved so that they share a day 0; days are then counted from it."""
        return self._camera.scene is not None and bool(self._camera.scene.aligned_on)

    def set_lane_height(self, high: int) -> None:
        """Make lanes that many pixels high, 0 for what fits. Emits nothing."""
        if self._camera.make_lanes(high):
            self._draw_anew()

    def layout_now(self) -> Layout | None:
        """Where everything stands at this moment; None without a case."""
        size, bar = self.viewport().size(), self.verticalScrollBar()
        layout = self._camera.layout(size.width(), size.height())
        laid_out, high = self._laid_out
        if layout is not None and (layout is not laid_out or size.height() != high):
            self._laid_out = (layout, size.height())
            bar.setPageStep(size.height())
            bar.setSingleStep(40)
            bar.setRange(0, max(0, layout.height - size.height()))
        return layout

    def _draw_anew(self) -> None:
        self._moving = False
        self._front.hovered = self._front.over = None
        self.viewport().update()

    def _take_text_size(self) -> None:
        self._camera.want_text(text_share(self.font(), self._theme))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew for the new size."""
        super().resizeEvent(event)
        self._draw_anew()

    def changeEvent(self, event: QEvent) -> None:
        """Draw anew when the screen's resolution or the size of the program's text changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._take_text_size()
            self._draw_anew()
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._draw_anew()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Blit the picture of the chart, where it has to be seen anew, and draw what moves over it."""
        layout = self.layout_now()
        if layout is None:
            paper = self.viewport()
            QPainter(paper).fillRect(event.rect(), paper.palette().brush(paper.backgroundRole()))
            return
        scroll, scale = self.verticalScrollBar().value(), self.devicePixelRatioF()
        painter = QPainter(self.viewport())
        moving = self._moving and self._on_screen(painter)
        self._picture.paint(painter, layout, scale, QRectF(event.rect()), scroll, moving)
        painter.translate(0, -scroll)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        self._front.focus = Focus(self._lane, self._depth, self._front.finding) if self.hasFocus() else None
        self._paint_front(painter, layout)
        painter.end()

    def _on_screen(self, painter: QPainter) -> bool:
        """Whether that is painted to the window itself, and not to a picture that somebody keeps."""
        store = self.window().backingStore()
        return store is not None and store.paintDevice() is painter.paintEngine().paintDevice()

    def _paint_front(self, painter: QPainter, layout: Layout) -> None:
        """What moves over the chart."""
        brush = Brush(painter, self._theme, self._family, self._picture.inks)
        paint_overlay(brush, layout, self._front, self._measure)

    def _on_chart(self, point: QPointF) -> QPointF:
        return QPointF(point.x(), point.y() + self.verticalScrollBar().value())
