"""Sitting at the real window for pictures of it: opening things, waiting for them, and looking."""

import sys
import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from app.analysis.finding import Finding
from app.settings import load
from tests.looks.saving import ROOT
from widgets.appearance import dress
from widgets.main_window import MainWindow, make_window

SAMPLES = ROOT / "resources" / "examples" / "perry"
PATIENCE_SECONDS = 60.0


class Sitting:
    """One window, from the start page on. Whatever was done in it goes with it."""

    def __init__(self, app: QApplication, size: QSize) -> None:
        self._app = app
        settings, _told = load()
        dress(app, settings.theme, settings.text_percent)
        self.window: MainWindow = make_window(None, settings)
        self.window.resize(size)
        self.window.show()
        self.settle()

    def opens(self, *names: str) -> None:
        """Take in files of the example."""
        self.window.filing.import_files([SAMPLES / name for name in names])
        self.waits(lambda: bool(self.window.bridge.case.sources) and not self.window.jobs.running)
        self.window.message_bar.hide()
        self.settle()

    def opens_sample(self) -> None:
        """Open the sample case."""
        self.gives("case.sample")
        self.waits(lambda: bool(self.window.bridge.case.sources) and not self.window.jobs.running)
        self.window.message_bar.hide()
        self.settle()

    def first(self, kind: str) -> Finding:
        """The first finding of that kind."""
        return next(finding for finding in self.window.bridge.findings if finding.kind == kind)

    def gives(self, command: str) -> None:
        """Give a command of the menus."""
        self.window.actions_by_id[command].trigger()
        self.waits(lambda: not self.window.jobs.running)

    def waits(self, done: Callable[[], bool]) -> None:
        """Wait until that is so, and then until all is drawn."""
        until = time.monotonic() + PATIENCE_SECONDS
        while not done():
            self._app.processEvents()
            if time.monotonic() > until:
                sys.exit("what a picture waits for did not come in time")
        self.settle()

    def settle(self) -> None:
        """Wait until everything is laid out and drawn."""
        for _turn in range(10):
            self._app.processEvents()

    def looks(self, *pages: QWidget) -> QPixmap:
        """The window with these pages over it, in its middle, as a person sees them."""
        self.settle()
        picture = self.window.grab()
        scale = picture.devicePixelRatio()
        painter = QPainter(picture)
        for page in pages:
            shown = page.grab()
            room = self.window.size() - page.size()
            corner = QPoint(max(room.width() // 2, 0), max(room.height() // 2, 0))
            painter.drawPixmap(corner, shown)
            painter.setPen(QPen(QColor("#5F6770"), 2))
            painter.drawRect(corner.x(), corner.y(), round(shown.width() / scale), round(shown.height() / scale))
        painter.end()
        return picture

    def page(self, name: str) -> QWidget:
        """The open page or dialog of that class."""
        self.settle()
        found: Sequence[QWidget] = [
            part for part in self._app.topLevelWidgets() if type(part).__name__ == name and part.isVisible()
        ]
        if not found:
            sys.exit(f"{name} did not open")
        return found[0]

    def leaves(self) -> None:
        """End the sitting."""
        self.window.jobs.stop()
        self.window.bridge.close()
        self.window.hide()
        self.window.deleteLater()
        self.settle()
