"""What the real window says, wherever it says it: to whoever sees it, points at it, or hears it."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QFontComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QMenu,
    QTabBar,
    QTextEdit,
    QWidget,
)

from app.settings import load
from widgets.appearance import dress
from widgets.commands import COMMANDS
from widgets.main_window import MainWindow, make_window
from widgets.qt_words import speak

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

Said = tuple[str, str]

MOST_ROWS = 30
"""Rows of each list or table that are read."""

LEAVES = frozenset(
    ("window.quit", "case.close", "case.new", "case.open", "case.import", "case.sample", "case.save_as", "case.paste")
)
"""Commands that would end or change what is looked at."""

QTS = frozenset(("chart.print", "chart.export"))
"""Commands that show dialogs of Qt's, which has words of its own."""

LOOKS = ("look.theme.", "look.text.", "look.language.")
"""Commands that say nothing but their names and dress the whole window anew, which takes seconds."""


def of_the_window(sample: Path) -> Iterator[Said]:
    """Open the sample and go through every command; whatever comes up is read and put away."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    speak(app)
    dress(app, "light", 100)
    window = make_window(None, load()[0])
    window.resize(1600, 1000)
    window.show()
    yield from _of("start", window)
    window.filing.take_files([sample])
    _wait(window)
    yield from _of("sample", window)
    table = window.events.records
    table.setCurrentIndex(table.model().index(3, 1))
    _wait(window)
    yield from _of("record", window)
    for tab in range(window.events.count()):
        window.events.setCurrentIndex(tab)
        _wait(window)
        yield from _of("tab", window)
    for command in COMMANDS:
        if (
            command.id not in LEAVES | QTS
            and not command.id.startswith(LOOKS)
            and window.actions_by_id[command.id].isEnabled()
        ):
            yield from _given(window, command.id)
    window.bridge.close()
    window.jobs.stop()
    window.hide()
    app.processEvents()


def _given(window: MainWindow, command: str) -> list[Said]:
    """What is said once the command is given; dialogs are read and rejected."""
    said: list[Said] = []

    def put_away() -> None:
        dialog = QApplication.activeModalWidget() or QApplication.activePopupWidget()
        if dialog is None:
            return
        if not isinstance(dialog, QFileDialog):
            said.extend(_of(command, dialog))
        if isinstance(dialog, QDialog):
            dialog.reject()
        else:
            dialog.close()

    timer = QTimer()
    timer.timeout.connect(put_away)
    timer.start(20)
    window.actions_by_id[command].trigger()
    _wait(window)
    timer.stop()
    put_away()
    said += _of(command, window)
    return said


def _wait(window: MainWindow) -> None:
    for _ in range(1500):
        QTest.qWait(20)
        if not window.jobs.running:
            break
    QApplication.processEvents()


def _of(where: str, top: QWidget) -> Iterator[Said]:
    """Everything that this widget and those in it say."""
    for part in (top, *top.findChildren(QWidget)):
        if part.isVisibleTo(top) and not isinstance(part, QFontComboBox):
            name = f"{where}/{type(part).__name__}"
            yield from ((name, text) for text in _told(part) if text)
    for action in top.findChildren(QAction):
        yield from ((f"{where}/action", text) for text in (action.text(), action.toolTip(), action.statusTip()) if text)


def _told(part: QWidget) -> Iterator[str]:
    yield from (part.windowTitle(), part.toolTip(), part.statusTip(), part.whatsThis())
    yield from (part.accessibleName(), part.accessibleDescription())
    if isinstance(part, QLabel | QAbstractButton):
        yield part.text()
    elif isinstance(part, QLineEdit):
        yield part.placeholderText()
    elif isinstance(part, QGroupBox | QMenu):
        yield part.title()
    elif isinstance(part, QTabBar):
        for tab in range(part.count()):
            yield from (part.tabText(tab), part.tabToolTip(tab), part.accessibleTabName(tab))
    elif isinstance(part, QComboBox):
        yield from (part.itemText(item) for item in range(part.count()))
    elif isinstance(part, QAbstractSpinBox):
        yield part.text()
    elif isinstance(part, QTextEdit):
        yield part.toPlainText()
    elif isinstance(part, QAbstractItemView):
        with contextlib.suppress(RuntimeError):
            yield from _cells(part.model())


def _cells(model: QAbstractItemModel | None) -> Iterator[str]:
    if model is None:
        return
    nowhere = QModelIndex()
    for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount(nowhere)):
        for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            yield str(model.headerData(column, Qt.Orientation.Horizontal, role) or "")
        for row in range(min(model.rowCount(nowhere), MOST_ROWS)):
            for role in (
                Qt.ItemDataRole.DisplayRole,
                Qt.ItemDataRole.ToolTipRole,
                Qt.ItemDataRole.AccessibleTextRole,
                Qt.ItemDataRole.AccessibleDescriptionRole,
            ):
                value = model.index(row, column, nowhere).data(role)
                yield value if isinstance(value, str) else ""
