"""A window that takes what is dropped on it, and on whose buttons Enter does what the space bar does."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QMainWindow

from widgets.parts.keyboard import pressed_by_enter


class ReceivingWindow(QMainWindow):
    """``files_dropped`` (paths) when files of this computer are dropped anywhere on it."""

    files_dropped = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the keyboard."""
        if not pressed_by_enter(self, event):
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped anywhere."""
        if files_in(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Say which files came."""
        files = files_in(event)
        if files:
            event.acceptProposedAction()
            self.files_dropped.emit(files)


def files_in(event: QDropEvent) -> list[Path]:
    """The files on this computer that a drag carries."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
