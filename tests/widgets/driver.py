"""A reviewer at the real window: what they do and what they see, in their words."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QMessageBox,
    QPushButton,
)
from pytestqt.qtbot import QtBot

from app.case.edits import Reviewer
from app.case.model import Case
from app.session import Session
from app.settings import load
from tests.widgets.answers import answering, choose_files, drop_files, leave, press_button
from tests.widgets.hands import Hands
from widgets.appearance import dress
from widgets.main_window import MainWindow, make_window

PATIENCE = 30_000
"""Milliseconds that a job may take on a busy machine."""


class Driver(Hands):
    """Sits at one window after another; what is open at the end is discarded."""

    def __init__(self, qtbot: QtBot, samples: dict[str, Path]) -> None:
        self._qtbot = qtbot
        self._samples = samples
        self.window = self._new_window()

    def _new_window(self) -> MainWindow:
        settings, _ = load()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        dress(app, settings.theme, settings.text_percent)
        window = make_window(None, settings)
        self._qtbot.addWidget(window, before_close_func=leave)
        window.resize(1280, 720)
        window.show()
        window.activateWindow()
        self._qtbot.waitExposed(window)
        return window

    def opens_sample(self) -> None:
        """Opens the sample case from the start page."""
        self.gives("case.sample")
        self.waits()

    def imports(self, *files: str | Path) -> None:
        """Chooses files in the import dialog, by the sample's file names or by path."""
        with answering(lambda dialog: choose_files(dialog, [self._path(file) for file in files])):
            self.gives("case.import")
        self.waits()

    def opens(self, *files: str | Path) -> None:
        """Chooses files in the open dialog."""
        with answering(lambda dialog: choose_files(dialog, [self._path(file) for file in files])):
            self.gives("case.open")
        self.waits()

    def drops(self, *files: str | Path) -> None:
        """Drags files over the window and lets go."""
        drop_files(self.window, [self._path(file) for file in files])
        self.waits()

    def starts_dropping(self, *files: str | Path) -> None:
        """Drops files and does not wait for them."""
        drop_files(self.window, [self._path(file) for file in files])

    def cancels(self) -> None:
        """Presses Cancel beside the progress."""
        self.window.progress_strip.cancel_asked.emit()

    def is_given(self, case: Case) -> None:
        """Finds another case open."""
        self.window.bridge.take_session(Session(case, Reviewer(self.name)))

    def clicks_on_start_page(self, words: str) -> None:
        """Clicks the button with these words on the start page."""
        buttons = [button for button in self.window.start_page.findChildren(QPushButton) if button.text() == words]
        assert len(buttons) == 1, f"no button {words}"
        QTest.mouseClick(buttons[0], Qt.MouseButton.LeftButton)
        self.waits()

    def opens_tab(self, words: str) -> None:
        """Brings one of the tables below the chart to the front."""
        tabs = self.window.events
        tabs.setCurrentIndex(next(n for n in range(tabs.count()) if tabs.tabText(n).startswith(words)))

    def saves_as(self, path: Path) -> None:
        """Keeps the case in that file."""
        with answering(lambda dialog: choose_files(dialog, [path])):
            self.gives("case.save_as")

    def closes(self, answer: QMessageBox.StandardButton | None = None) -> bool:
        """Closes the window, answering the question about an unsaved case. Whether it closed."""
        with answering(lambda dialog: press_button(dialog, answer), needed=answer is not None):
            return self.window.close()

    def closes_saving(self, path: Path) -> bool:
        """Closes the window, and saves the case in that file when asked."""

        def answer(dialog: QDialog) -> None:
            if isinstance(dialog, QMessageBox):
                press_button(dialog, QMessageBox.StandardButton.Save)
            else:
                choose_files(dialog, [path])

        with answering(answer):
            return self.window.close()

    def leaves(self) -> None:
        """Closes the window and discards what is in no file."""
        leave(self.window)

    def settles(self) -> None:
        """Waits until the window is laid out and drawn."""
        QApplication.processEvents()

    def comes_back(self) -> None:
        """Starts the program anew."""
        self.window = self._new_window()

    def waits(self) -> None:
        """Waits until no work is running."""
        self._qtbot.waitUntil(lambda: not self.window.jobs.running, timeout=PATIENCE)

    def _path(self, file: str | Path) -> Path:
        return file if isinstance(file, Path) else self._samples[file]
