"""The window that the panel sees: the chart, the strip with the stop, and what lies over both for a moment."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
    QScreen,
    QShortcut,
)
from PySide6.QtWidgets import QApplication, QToolTip, QVBoxLayout, QWidget

from app import PRODUCT
from app.theme import Theme
from widgets.panel.keys import DEEDS, PANEL_KEYS, Deed
from widgets.panel.looks import dress_panel
from widgets.panel.sheets import Black, KeySheet, Ring, TextSheet
from widgets.panel.stop_strip import Reading, StopStrip

COPY = "Ctrl+Shift+C"
"""The keys that put the chart on the clipboard, in every window."""


class PanelWindow(QWidget):
    """Says nothing of a case but what it is given. ``asked`` (Deed) for what it cannot do by itself; ``left`` when it
    was closed."""

    asked = Signal(object)
    left = Signal()

    def __init__(self, chart: QWidget) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setWindowTitle(PRODUCT)
        self.setAccessibleName(PRODUCT)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMouseTracking(True)
        chart.setParent(self)
        chart.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.strip = StopStrip(self)
        self.text, self.keys = TextSheet(self), KeySheet(PANEL_KEYS, self)
        self.ring, self.black = Ring(self), Black(self)
        QShortcut(QKeySequence(COPY), self).activated.connect(lambda: self.asked.emit(Deed.COPY))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(chart, 1)
        column.addWidget(self.text)  # not over the chart: the lane that the words are about stays in sight
        column.addWidget(self.strip)

    def show_on(self, screen: QScreen) -> None:
        """Fill a screen."""
        self.setScreen(screen)
        self.setGeometry(screen.geometry())
        self.showFullScreen()
        self._take_keyboard()

    def show_apart(self, size: tuple[int, int] = (1280, 720)) -> None:
        """Stand in a window of its own, to be shared in a meeting held by video."""
        self.resize(*size)
        self.showNormal()
        self._take_keyboard()

    def dress(self, theme: Theme) -> None:
        """Wear these colours."""
        dress_panel(self, theme)

    @property
    def blank(self) -> bool:
        """Whether the screen is black."""
        return not self.black.isHidden()

    def set_blank(self, blank: bool) -> None:
        """Make the whole screen black, or show it again."""
        QToolTip.hideText()
        self.black.setGeometry(self.rect())
        self.black.setVisible(blank)
        self.black.raise_()
        self.setCursor(Qt.CursorShape.BlankCursor if blank else Qt.CursorShape.ArrowCursor)

    @property
    def pointing(self) -> bool:
        """Whether the ring follows the pointer."""
        return not self.ring.isHidden()

    def set_pointing(self, wanted: bool) -> None:
        """Draw a ring around the pointer, or none."""
        if wanted == self.pointing:
            return
        self.ring.setGeometry(self.rect())
        self.ring.setVisible(wanted)
        self.ring.raise_()
        self.black.raise_()
        app = QApplication.instance()
        if app is not None and wanted:
            app.installEventFilter(self)
            self.ring.follow(QPointF(self.mapFromGlobal(self.cursor().pos())))
        elif app is not None:
            app.removeEventFilter(self)

    def show_reading(self, reading: Reading) -> None:
        """Show what the panel reads of a stop; what was shown for a moment goes."""
        self.put_sheets_away()
        self.strip.show_reading(reading)

    def show_text(self, rows: Sequence[tuple[str, str]]) -> None:
        """Show what rows say, for this moment."""
        self.keys.hide()
        self.text.show_rows(rows, self.width(), self.height())
        self.ring.raise_()
        self.black.raise_()

    def toggle_keys(self) -> None:
        """Show the sheet of keys, or put it away."""
        wanted = self.keys.isHidden()
        self.put_sheets_away()
        self.keys.grow_for(self.width(), self.height())
        self.keys.setVisible(wanted)
        self.keys.raise_()

    def put_sheets_away(self) -> bool:
        """Put away the text and the keys; whether one of them was shown."""
        shown = not (self.text.isHidden() and self.keys.isHidden())
        self.text.put_away()
        self.keys.hide()
        return shown

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what a key, or the button of a clicker, asks for; other keys do nothing."""
        modifiers = event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        deed = DEEDS.get(event.key()) if modifiers == Qt.KeyboardModifier.NoModifier else None
        if deed is not None:
            self.do(deed)
        event.accept()

    def do(self, deed: Deed) -> None:
        """Do it here, or ask for it."""
        if deed is Deed.BLACK:
            self.set_blank(not self.blank)
        elif deed is Deed.POINTER:
            self.set_pointing(not self.pointing)
        elif deed is Deed.HELP:
            self.toggle_keys()
        elif deed is Deed.TEXT and not self.text.isHidden():
            self.text.put_away()
        elif deed in (Deed.RECORD_AFTER, Deed.RECORD_BEFORE) and not self.text.isHidden():
            self.text.scroll(1 if deed is Deed.RECORD_AFTER else -1)
        elif deed is Deed.LEAVE and not self.blank and self.put_sheets_away():
            return
        else:
            self.asked.emit(deed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the ring follow the pointer, over whatever part of the window it is."""
        if event.type() == QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
            self.ring.follow(QPointF(self.mapFromGlobal(event.globalPosition().toPoint())))
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let everything grow with the window."""
        super().resizeEvent(event)
        self.strip.grow_for(self.height())
        for cover in (self.ring, self.black):
            cover.setGeometry(self.rect())
        if not self.keys.isHidden():
            self.keys.grow_for(self.width(), self.height())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Forget every word and tell that it is over."""
        self.put_sheets_away()
        self.set_pointing(False)
        self.set_blank(False)
        super().closeEvent(event)
        self.hide()
        self.left.emit()

    def _take_keyboard(self) -> None:
        self.activateWindow()
        self.setFocus(Qt.FocusReason.ActiveWindowFocusReason)


def other_screen(than: QScreen | None) -> QScreen | None:
    """A screen that is not the one given and does not mirror it; None where there is none."""
    corner = None if than is None else than.geometry().topLeft()
    return next((screen for screen in QGuiApplication.screens() if screen.geometry().topLeft() != corner), None)
