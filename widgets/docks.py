"""Where the panels of the window stand: docks around the chart, what each gets at first, and how they were left."""

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtWidgets import QDockWidget, QMainWindow, QWidget

from app.settings import Settings

SMALL_SCREEN = 1400
SHARE_OF_SCREEN = 0.92
SIDE, TABLE, FINDINGS = (0.235, 290, 400), (0.19, 130, 300), (0.46, 220, 460)
"""What a panel gets of the window at first: its share, and between which limits in pixels."""


class Docks:
    """Findings and the chosen record at the right, what came in below."""

    def __init__(self, window: QMainWindow, findings: QWidget, record: QWidget, events: QWidget) -> None:
        self._window = window
        sides = Qt.DockWidgetArea
        window.setCorner(Qt.Corner.BottomRightCorner, sides.RightDockWidgetArea)
        self._docks = [
            self._dock("Findings", findings, sides.RightDockWidgetArea),
            self._dock("Record", record, sides.RightDockWidgetArea),
            self._dock("What came in", events, sides.BottomDockWidgetArea),
        ]
        self._docks[2].setTitleBarWidget(QWidget(window))

    def _dock(self, title: str, panel: QWidget, area: Qt.DockWidgetArea) -> QDockWidget:
        dock = QDockWidget(title, self._window)
        dock.setObjectName(title)
        dock.setFeatures(QDockWidget.DockWidgetFeature.DockWidgetMovable)
        dock.setWidget(panel)
        self._window.addDockWidget(area, dock)
        return dock

    def set_visible(self, visible: bool) -> None:
        """Show or hide them all."""
        for dock in self._docks:
            dock.setVisible(visible)

    def restore(self, now: Settings) -> None:
        """Give the window its first size and each panel its share, or put all back as they were left."""
        window = self._window
        room = window.screen().availableSize()
        window.resize(room if room.width() <= SMALL_SCREEN else room * SHARE_OF_SCREEN)
        across, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
        findings = part_of(window.height(), *FINDINGS)
        window.resizeDocks([self._docks[0]], [part_of(window.width(), *SIDE)], across)
        window.resizeDocks(self._docks[:2], [findings, window.height() - findings], down)
        window.resizeDocks([self._docks[2]], [part_of(window.height(), *TABLE)], down)
        window.restoreGeometry(QByteArray.fromBase64(now.window_geometry.encode()))
        window.restoreState(QByteArray.fromBase64(now.window_state.encode()))


def part_of(whole: int, share: float, least: int, most: int) -> int:
    """A share of a length in pixels, within limits."""
    return min(max(round(whole * share), least), most)
