"""Where the panels of the window stand: docks around the chart, what each gets at first, and how they were left."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QByteArray, Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDockWidget,
    QLineEdit,
    QMainWindow,
    QTabBar,
    QToolButton,
    QWidget,
)

from app.case.model import Case
from app.language import tr
from app.settings import Settings
from app.workspace import Looking
from widgets.events.detail_pane import DetailPane
from widgets.events.events_panel import EventsPanel
from widgets.findings.findings_panel import FindingsPanel
from widgets.fonts import SMALLEST_POINTS
from widgets.parts.keyboard import keyboard_order

TITLE_HIGH = 40
"""Pixels that the title of a window may take of the screen."""

SMALL_SCREEN = 1400
SHARE_OF_SCREEN = 0.92
LOW_WINDOW, LOWER_WINDOW = 900, 780
"""Windows lower than this many pixels have findings and record in one place, and their tables folded up."""

MOST_SIDE = 0.36
"""The greatest share of the window's width that the panels at the side get at first."""

SLACK = 12
"""Pixels by which the side may differ from what it was given and still be as nobody has changed it."""

SETTLED_MS = 1000
"""For so long after words became larger or smaller Qt may still lay out the window, and the side have its old width."""

_RIGHT, _BELOW = Qt.DockWidgetArea.RightDockWidgetArea, Qt.DockWidgetArea.BottomDockWidgetArea
_STEP, _LEAST = 40, 60
SIDE, TABLE, FINDINGS = (0.235, 290, 400), (0.19, 130, 300), (0.46, 220, 1000)
"""What a panel gets of the window at first: its share, and between which limits in pixels."""


class Docks:
    """Findings and the chosen record at the right, what came in below.

    Where the window is low, findings and record share one place as two tabs, and the tables are folded up to the
    line of their tabs, so that lanes and findings can both be read.
    """

    def __init__(self, window: QMainWindow, case: Case) -> None:
        self._window = window
        window.setCorner(Qt.Corner.BottomRightCorner, _RIGHT)
        window.setAnimated(False)
        self._findings = self._dock("Findings", tr("Findings"))  # not words: names that are kept
        self._record = self._dock("Record", tr("Record"))  # not words: as above
        self._tables = self._dock("What came in", tr("What came in"))  # not words: as above
        self._docks = [self._findings, self._record, self._tables]
        # Each panel is made where it stands: one that is moved there is dressed anew with all that is in it.
        self.findings = FindingsPanel(self._findings)
        self.record = DetailPane(case, self._record)
        self.events = EventsPanel(case, self._tables)
        for dock, panel in zip(self._docks, (self.findings, self.record, self.events), strict=True):
            dock.setWidget(panel)
        self._tables.setTitleBarWidget(QWidget(window))
        # Qt puts a panel behind another out of sight, but not out of reach of the Tab key.
        self._findings.visibilityChanged.connect(self.findings.setEnabled)
        self._record.visibilityChanged.connect(self.record.setEnabled)
        self._given = (0, 0.0)
        self._settling = QTimer(window, singleShot=True, interval=SETTLED_MS)
        self._settling.timeout.connect(self._note_side)
        self._put_in_place()
        self.events.folded_changed.connect(self._on_folded)
        self.events.words_resized.connect(self.fit_words)

    def _dock(self, name: str, title: str) -> QDockWidget:
        """A dock whose place is kept under ``name``, whatever language its title is in."""
        dock = QDockWidget(title, self._window)
        dock.setObjectName(name)
        dock.setFeatures(QDockWidget.DockWidgetFeature.DockWidgetMovable)
        return dock

    def _put_in_place(self) -> None:
        for dock, area in ((self._findings, _RIGHT), (self._record, _RIGHT), (self._tables, _BELOW)):
            if self._window.dockWidgetArea(dock) != area:
                self._window.addDockWidget(area, dock)

    @property
    def deeds(self) -> Mapping[str, Callable[[], None]]:
        """What the commands about panels do, by their ids."""
        return {
            "look.panels.tables": lambda: self.events.set_folded(not self.events.folded),
            "look.panels.wider": lambda: self._resize(self._findings, _STEP),
            "look.panels.narrower": lambda: self._resize(self._findings, -_STEP),
            "look.panels.higher": lambda: self._resize(self._tables, _STEP),
            "look.panels.lower": lambda: self._resize(self._tables, -_STEP),
            "look.panels.first": self.put_as_at_first,
        }

    def set_visible(self, visible: bool) -> None:
        """Show or hide them all."""
        for dock in self._docks:
            dock.setVisible(visible)
        # Qt makes the tabs of panels in one place when it lays them out, which is later.
        QTimer.singleShot(0, self._window, self._name_tabs)

    def order_keys(self, above: Sequence[QWidget], search: QWidget) -> None:
        """Let the Tab key go through the window as it is read: these parts, the tables with their search, the side."""
        tables = (self.events, self.events.fold_button, *_fields_in(search), self.events.records)
        parts = [field for part in above for field in (_fields_in(part) or [part])]
        keyboard_order(*parts, *tables, *_fields_in(self._findings))

    def follow(self, before: Looking, now: Looking) -> None:
        """Bring to the front the panel of what was chosen last, but never hide the one that has the keyboard."""
        if now.event is not None and now.event != before.event:
            _bring_forward(self._record, self._findings)
        elif now.finding is not None and now.finding != before.finding:
            _bring_forward(self._findings, self._record)

    def restore(self, now: Settings) -> None:
        """Give the window its first size and each panel its share, or put all back as they were left."""
        window = self._window
        room = window.screen().availableSize()
        window.resize(room if room.width() <= SMALL_SCREEN else room * SHARE_OF_SCREEN)
        self._share_out()
        window.restoreGeometry(QByteArray.fromBase64(now.window_geometry.encode()))
        too_large = window.width() > room.width() or window.height() > room.height() - TITLE_HIGH
        if now.window_geometry and too_large:
            # It was left on a larger screen: its frame would stand outside this one.
            window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)
        window.restoreState(QByteArray.fromBase64(now.window_state.encode()))
        if now.tables_folded is not None:
            self.events.set_folded(now.tables_folded)
        self._name_tabs()

    def put_as_at_first(self) -> None:
        """Every panel where it stood at first, with the share of the window that it had."""
        self._put_in_place()
        self._share_out()
        self._name_tabs()

    def fit_words(self) -> None:
        """Where words have become larger or smaller, share out the side anew, unless somebody gave it a width."""
        wide, points = self._given
        if points == self._window.font().pointSizeF():
            return
        untouched = self._settling.isActive() or abs(self._findings.width() - wide) <= SLACK
        self._given = (self._side_wide() if untouched else wide, self._window.font().pointSizeF())
        if untouched:
            self._window.resizeDocks([self._findings], [self._side_wide()], Qt.Orientation.Horizontal)
            self._settling.start()

    def _note_side(self) -> None:
        """The side may have got more than it was given: what stands in it needs room."""
        self._given = (self._findings.width(), self._window.font().pointSizeF())

    def _side_wide(self) -> int:
        text = self._window.font().pointSizeF() / SMALLEST_POINTS
        least, most = round(SIDE[1] * text), round(SIDE[2] * text)
        return min(part_of(self._window.width(), SIDE[0], least, most), round(self._window.width() * MOST_SIDE))

    def _share_out(self) -> None:
        window, text = self._window, self._window.font().pointSizeF() / SMALLEST_POINTS
        across, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
        low = window.height() < LOW_WINDOW * text
        together = self._record in window.tabifiedDockWidgets(self._findings)
        if low and not together:
            window.tabifyDockWidget(self._findings, self._record)
            self._findings.raise_()
        elif together and not low:
            window.removeDockWidget(self._record)
            window.addDockWidget(_RIGHT, self._record, down)
            self._record.setVisible(not self._findings.isHidden())
        self.events.set_folded(window.height() < LOWER_WINDOW * text)
        self._given = (self._side_wide(), window.font().pointSizeF())
        window.resizeDocks([self._findings], [self._side_wide()], across)
        if not low:
            findings = part_of(window.height(), *FINDINGS)
            window.resizeDocks([self._findings, self._record], [findings, window.height() - findings], down)
        window.resizeDocks([self._tables], [self._high_enough()], down)

    def _high_enough(self) -> int:
        """How high the tables are at first: with a few rows to see, whatever the size of the words."""
        text = min(self._window.font().pointSizeF() / SMALLEST_POINTS, 1.5)
        return part_of(self._window.height(), TABLE[0], round(TABLE[1] * text), TABLE[2])

    def _name_tabs(self) -> None:
        """The tabs that Qt makes for panels in one place have no name of their own."""
        for bar in self._window.findChildren(QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly):
            bar.setAccessibleName(tr("Panels"))
            if not self._window.tabifiedDockWidgets(self._findings):
                bar.hide()
            # Where the panels are hidden, Qt keeps the tabs out of sight, but would let the Tab key stop there.
            shown = not self._tables.isHidden()
            bar.setFocusPolicy(Qt.FocusPolicy.TabFocus if shown else Qt.FocusPolicy.NoFocus)

    def _resize(self, dock: QDockWidget, step: int) -> None:
        if dock is self._tables:
            self.events.set_folded(False)
            self._window.resizeDocks([dock], [max(dock.height() + step, _LEAST)], Qt.Orientation.Vertical)
        else:
            self._settling.stop()
            self._window.resizeDocks([dock], [max(dock.width() + step, _LEAST)], Qt.Orientation.Horizontal)

    def _on_folded(self, folded: bool) -> None:
        if not folded:
            self._window.resizeDocks([self._tables], [self._high_enough()], Qt.Orientation.Vertical)


def _fields_in(part: QWidget) -> list[QWidget]:
    """What the Tab key goes to inside a part: as a list of findings stands under the choice of their kind."""
    kinds = (QLineEdit, QComboBox, QToolButton, QAbstractItemView, QAbstractButton)
    fields = [field for field in part.findChildren(QWidget) if isinstance(field, kinds)]
    return sorted(
        (one for one in fields if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.window() is part.window()),
        key=lambda field: isinstance(field, QAbstractItemView),
    )


def _bring_forward(dock: QDockWidget, other: QDockWidget) -> None:
    focused = QApplication.focusWidget()
    if focused is None or not other.isAncestorOf(focused):
        dock.raise_()


def part_of(whole: int, share: float, least: int, most: int) -> int:
    """A share of a length in pixels, within limits."""
    return min(max(round(whole * share), least), most)
