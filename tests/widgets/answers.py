"""Answering the dialogs of the real window, and other gestures that Qt has no one function for."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QInputDialog,
    QLineEdit,
    QMessageBox,
    QPushButton,
)

from widgets.main_window import MainWindow


def leave(window: MainWindow) -> None:
    """End a sitting at this window, saving nothing."""
    asked = QMessageBox.StandardButton.Discard
    with answering(lambda dialog: press_button(dialog, asked), needed=False):
        window.close()


@contextmanager
def answering(answer: Callable[[QDialog], None], *, needed: bool = True) -> Iterator[None]:
    """Answer the dialog that comes up inside the block; complain where one was needed and none came."""
    met: list[QDialog] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog) and dialog not in met:
            met.append(dialog)
            answer(dialog)

    timer = QTimer()
    timer.setInterval(10)
    timer.timeout.connect(look)
    timer.start()
    try:
        yield
    finally:
        timer.stop()
    assert met or not needed, "no dialog came up"


def choose_files(dialog: QDialog, files: Sequence[Path]) -> None:
    """Type these paths in a file dialog and accept it."""
    assert isinstance(dialog, QFileDialog)
    box = dialog.findChild(QLineEdit, "fileNameEdit")
    assert isinstance(box, QLineEdit)
    box.setText(str(files[0]) if len(files) == 1 else " ".join(f'"{file}"' for file in files))
    button = dialog.findChild(QDialogButtonBox)
    assert isinstance(button, QDialogButtonBox)
    which = QDialogButtonBox.StandardButton
    (button.button(which.Open) or button.button(which.Save)).click()


def name_reviewer(dialog: QDialog, name: str) -> None:
    """Give a name where the program asks for the reviewer's."""
    assert isinstance(dialog, QInputDialog)
    dialog.setTextValue(name)
    dialog.accept()


def press_button(dialog: QDialog, which: QMessageBox.StandardButton | None) -> None:
    """Press a button of a message box."""
    assert isinstance(dialog, QMessageBox)
    assert which is not None, f"nobody expected to be asked: {dialog.text()}"
    button = dialog.button(which)
    assert isinstance(button, QPushButton)
    button.click()


def drop_files(window: MainWindow, files: Sequence[Path]) -> None:
    """What Qt sends to a window on which files are dropped."""
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPoint(200, 200), copy, carried, left, none)
    QApplication.sendEvent(window, entering)
    assert entering.isAccepted(), "the window does not take these files"
    QApplication.sendEvent(window, QDropEvent(QPointF(200, 200), copy, carried, left, none))
