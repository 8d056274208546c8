"""A reviewer at the real window: what they do and what they see, in their words."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QInputDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QTableView,
)
from pytestqt.qtbot import QtBot

from app.case.edits import Reviewer
from app.case.model import Case
from app.session import Session
from app.settings import load
from widgets.appearance import dress
from widgets.events.event_model import COLUMNS, EVIDENCE
from widgets.main_window import MainWindow, make_window
from widgets.parts.check_list import CheckList
from widgets.parts.rank_combo import RankCombo

PATIENCE = 30_000
"""Milliseconds that a job may take on a busy machine."""


class Driver:
    """Sits at one window after another; what is open at the end is discarded."""

    def __init__(self, qtbot: QtBot, samples: dict[str, Path], name: str = "A. Reviewer") -> None:
        self._qtbot = qtbot
        self._samples = samples
        self._name = name
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

    # --- what a reviewer does -------------------------------------------------------------------------------------

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
        self.window.bridge.take_session(Session(case, Reviewer(self._name)))

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

    def gives(self, command: str) -> None:
        """Chooses a command from the menu; it has to be there and enabled."""
        action = self.window.actions_by_id[command]
        assert action.isEnabled(), f"{command} cannot be chosen now"
        action.trigger()

    def presses(self, keys: str) -> None:
        """Presses keys, wherever the keyboard is."""
        if QApplication.activeModalWidget() is None:
            self.window.activateWindow()
            self._qtbot.waitUntil(self.window.isActiveWindow)
        place = QApplication.focusWidget() or self.window
        QTest.keySequence(place, QKeySequence(keys))

    def chooses_record(self, event: int) -> None:
        """Clicks the row of that event in the table."""
        table = self.window.events.records
        index = table.index_of(event, 1)
        table.scrollTo(index)
        middle = table.visualRect(index).center()
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=middle)

    def scores(self, rank: int) -> None:
        """Scores the chosen record with a digit in the table, giving a name where one is asked for."""
        self.window.events.records.setFocus()
        with answering(lambda dialog: name_reviewer(dialog, self._name), needed=False):
            self.presses(str(rank))

    def names_self(self) -> None:
        """Gives a name before it is asked for."""
        with answering(lambda dialog: name_reviewer(dialog, self._name)):
            self.gives("case.reviewer")

    def refuses_name(self) -> None:
        """Scores the chosen record, but cancels the question for a name."""
        with answering(lambda dialog: dialog.reject()):
            self.gives("code.severity.3")

    def picks(self, kind: type[RankCombo], name: str, rank: int) -> None:
        """Picks a rank in the box of that name beside the record, with the keyboard."""
        boxes = [box for box in self.window.record.findChildren(kind) if box.accessibleName() == name]
        assert len(boxes) == 1 and boxes[0].isVisibleTo(self.window.record), f"no box {name}"
        QTest.keyClick(boxes[0], Qt.Key.Key_Home)
        for _ in range(rank + 1):
            QTest.keyClick(boxes[0], Qt.Key.Key_Down)

    def ticks(self, category: str) -> None:
        """Ticks or unticks a category beside the record with the space bar."""
        ticks = self.window.record.findChild(CheckList)
        assert isinstance(ticks, CheckList)
        model = ticks.model()
        row = next(row for row in range(model.rowCount()) if model.index(row, 0).data() == category)
        ticks.setCurrentIndex(model.index(row, 0))
        QTest.keyClick(ticks, Qt.Key.Key_Space)

    def sorts_by(self, heading: str) -> None:
        """Clicks the heading of a column."""
        column = next(number for number, column in enumerate(COLUMNS) if column.heading == heading)
        self.window.events.records.sortByColumn(column, Qt.SortOrder.DescendingOrder)

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

    # --- what a reviewer sees -------------------------------------------------------------------------------------

    @property
    def case(self) -> Case:
        """The case that is open."""
        return self.window.bridge.case

    @property
    def title(self) -> str:
        """The title bar."""
        return self.window.windowTitle()

    @property
    def message(self) -> str:
        """What the bar at the top says."""
        return self.window.message_bar.words

    @property
    def status(self) -> str:
        """What the status bar counts."""
        return self.window.counts.text()

    @property
    def table_shown(self) -> QTableView:
        """The table at the front below the chart."""
        table = self.window.events.currentWidget()
        assert isinstance(table, QTableView)
        return table

    @property
    def children(self) -> list[str]:
        """The names of the children with a lane."""
        return [child.name for child in self.case.children]

    @property
    def record_shown(self) -> int | None:
        """The event whose record stands beside the chart."""
        return self.window.record.event_id

    @property
    def row_chosen(self) -> int | None:
        """The event whose row is chosen in the table."""
        return self.window.events.records.chosen

    @property
    def finding_chosen(self) -> str | None:
        """The finding chosen in the list."""
        return self.window.findings.chosen

    def cell(self, event: int, heading: str) -> str:
        """What a row of the table says under a heading."""
        column = next(number for number, column in enumerate(COLUMNS) if column.heading == heading)
        return self.window.events.records.index_of(event, column).data()

    def is_marked(self, event: int) -> bool:
        """Whether the table marks that event as evidence."""
        return bool(self.window.events.records.index_of(event, EVIDENCE).data())

    @property
    def rows_in_order(self) -> list[int]:
        """The ids of the events from the top of the table to its end."""
        table = self.window.events.records
        places = {table.index_of(event, 0).row(): event for event in self.case.events.id.tolist()}
        return [places[row] for row in sorted(places) if row >= 0]

    def words_on_record(self) -> str:
        """Everything the record pane says."""
        page = self.window.record.widget()
        assert page is not None
        return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page))

    def _path(self, file: str | Path) -> Path:
        return file if isinstance(file, Path) else self._samples[file]


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
