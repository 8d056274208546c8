"""What can be told of any window: who has no name, where the Tab key leads, which words are cut."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QScrollBar,
    QSizeGrip,
    QTabBar,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from tests.widgets.answers import answering
from tests.widgets.driver import Driver

CONTROLS = (QAbstractButton, QComboBox, QLineEdit, QAbstractSpinBox, QAbstractItemView, QTabBar, QTextEdit)
MOST_TABS = 300
MOST_STOPS = 60
"""How often the Tab key may stop inside one part: at its lanes and findings, or at the links of a page."""

SLACK = 3
"""Pixels by which words may seem not to fit, for the rounding of widths."""

Look = Callable[[QWidget], None]


def open_and_look(driver: Driver, command: str, look: Look) -> None:
    """Give a command that opens a page, let ``look`` see it, and close it."""
    seen: list[int] = []
    kept: list[QWidget] = []

    def once(dialog: QWidget) -> None:
        if id(dialog) not in seen:
            seen.append(id(dialog))
            QApplication.processEvents()
            look(dialog)
            dialog.close()
            # So that no later page comes to stand where this one is remembered.
            kept.append(dialog)

    with answering(once, needed=False):
        driver.gives(command)
        driver.waits()
    for dialog in QApplication.topLevelWidgets():
        if (
            isValid(dialog)
            and dialog.isVisible()
            and dialog is not driver.window
            and dialog.isWindow()
            and _is_page(dialog)
        ):
            dialog.activateWindow()
            QApplication.processEvents()
            once(dialog)
    assert seen, f"{command} opened nothing"


def _is_page(window: QWidget) -> bool:
    return window.windowType() in (Qt.WindowType.Window, Qt.WindowType.Dialog)


def controls_in(window: QWidget) -> Iterator[QWidget]:
    """Every control that is to be seen, but for parts that Qt makes for others."""
    for kind in CONTROLS:
        for control in window.findChildren(kind):
            inner = isinstance(control.parent(), QComboBox | QAbstractSpinBox | QAbstractItemView | QTabBar)
            if control.isVisible() and not inner and not control.objectName().startswith("qt_"):
                yield control


def unnamed(window: QWidget) -> list[str]:
    """The controls for which a screen reader has no name."""
    found: list[str] = []
    for control in controls_in(window):
        said = QAccessible.queryAccessibleInterface(control)
        if isinstance(control, QHeaderView) or control.accessibleName():
            continue
        if said is not None and said.text(QAccessible.Text.Name).strip():
            continue
        found.append(told(control))
    return found


def told(widget: QWidget) -> str:
    """A widget in words, for a failing test."""
    text = widget.text() if isinstance(widget, QAbstractButton | QLabel | QLineEdit) else ""
    name = widget.accessibleName() or text or widget.objectName()
    above = widget.parentWidget()
    return f"{type(widget).__name__} “{name[:50]}” in {type(above).__name__ if above else 'nothing'}"


def wants_tab(window: QWidget) -> list[QWidget]:
    """Every widget of a window that the Tab key should come to."""
    return [
        part
        for part in window.findChildren(QWidget)
        if part.isVisible() and part.isEnabled() and part.window() is window
        and part.focusPolicy() & Qt.FocusPolicy.TabFocus and part.focusProxy() is None
        and not part.visibleRegion().isEmpty()
        and not isinstance(part, QScrollBar | QSizeGrip) and not part.objectName().startswith("qt_")
    ]  # fmt: skip


def walk(window: QWidget, key: Qt.Key = Qt.Key.Key_Tab) -> list[QWidget]:
    """Where the Tab key leads from the first part of a window, each place once, until it comes round again."""
    visited: list[QWidget] = []
    still, wanted = 0, {id(part) for part in wants_tab(window)}
    first: QWidget | None = window.nextInFocusChain()
    while first is not None and first is not window and id(first) not in wanted:
        first = first.nextInFocusChain()
    if first is not None and key == Qt.Key.Key_Tab:
        first.setFocus(Qt.FocusReason.TabFocusReason)
    for _press in range(MOST_TABS):
        now = QApplication.focusWidget()
        if now is None or now.window() is not window:
            break
        if now not in visited:
            visited.append(now)
        elif now is visited[0] and len(visited) > 1:
            break
        QTest.keyClick(now, key)
        still = still + 1 if QApplication.focusWidget() is now else 0
        if still > MOST_STOPS and len(wanted) > 1:
            raise AssertionError(f"the Tab key does not leave {told(now)}")
    return visited


def missed(window: QWidget, visited: list[QWidget]) -> list[str]:
    """What the Tab key did not come to. Of buttons that exclude each other it comes to one."""
    reached = {id(part) for part in visited} | {id(part.focusProxy()) for part in visited if part.focusProxy()}
    return [
        told(part)
        for part in wants_tab(window)
        if id(part) not in reached and not (isinstance(part, QAbstractButton) and part.autoExclusive())
        and not any(part.isAncestorOf(one) for one in visited if isinstance(part, QComboBox | QAbstractSpinBox))
        and not (isinstance(part, QAbstractButton) and part.group() is not None and part.group().exclusive())
    ]  # fmt: skip


def out_of_order(visited: list[QWidget]) -> list[str]:
    """Where the Tab key goes back up among the parts of one box: the next one is wholly above the last."""
    found: list[str] = []
    for before, after in zip(visited, visited[1:], strict=False):
        if before.parentWidget() is after.parentWidget():
            above = before.mapToGlobal(QPoint(0, 0)).y() >= after.mapToGlobal(QPoint(0, after.height())).y()
            if above:
                found.append(f"{told(before)} → {told(after)}")
    return found


def cut_words(window: QWidget) -> list[str]:
    """Labels and buttons whose words do not fit, and parts that stick out of what holds them and cannot be scrolled."""
    found: list[str] = []
    for part in (*window.findChildren(QLabel), *window.findChildren(QAbstractButton)):
        if part.isVisible() and part.width() > 0 and not part.visibleRegion().isEmpty() and _is_cut(part):
            found.append(f"cut: {told(part)} {part.size().toTuple()} wants {part.sizeHint().toTuple()}")
    for part in window.findChildren(QLineEdit):
        if part.isVisible() and not part.visibleRegion().isEmpty() and _is_short_and_cut(part):
            found.append(f"cut: {told(part)} holds “{part.text()}”")
    for part in controls_in(window):
        if not part.visibleRegion().isEmpty() and _sticks_out(part, window):
            found.append(f"sticks out: {told(part)}")
    return found


def _is_cut(part: QWidget) -> bool:
    if part.objectName().startswith("qt_") or isinstance(part.parent(), QAbstractItemView | QTabBar | QAbstractSlider):
        return False
    if isinstance(part, QLabel):
        if not part.text():
            return False
        if part.wordWrap():
            return part.heightForWidth(part.width()) > part.height() + SLACK
    wanted = part.minimumSizeHint() if isinstance(part, QLabel) else part.sizeHint()
    return wanted.width() > part.width() + SLACK or wanted.height() > part.height() + SLACK


def _is_short_and_cut(field: QLineEdit) -> bool:
    """Whether a field does not show all of a date or a number; longer words may be gone through."""
    text = field.text()
    return 0 < len(text) <= 10 and field.fontMetrics().horizontalAdvance(text) + 6 > field.width()


def _sticks_out(part: QWidget, window: QWidget) -> bool:
    """Whether it reaches over the edge of a parent in which nothing can be scrolled."""
    above = part.parentWidget()
    box = QRect(part.mapToGlobal(QPoint(0, 0)), part.size())
    while above is not None:
        if isinstance(above, QAbstractScrollArea) or isinstance(above.parentWidget(), QAbstractScrollArea):
            return False
        edges = QRect(above.mapToGlobal(QPoint(0, 0)), above.size()).adjusted(-SLACK, -SLACK, SLACK, SLACK)
        if not edges.contains(box):
            return True
        if above is window:
            return False
        above = above.parentWidget()
    return False
