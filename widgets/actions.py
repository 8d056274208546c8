"""Menus, toolbar, shortcuts and the page of shortcuts, all made from COMMANDS."""

from collections.abc import Callable, Mapping, Sequence
from html import escape

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow, QMenu, QSizePolicy, QStyle, QToolBar, QToolButton, QWidget

from app.language import tr
from widgets.commands import CHART_KEYS, COMMANDS, GO_TO, MENUS, TABLE_KEYS, Command, Standing
from widgets.panel.keys import PANEL_KEYS

LEAST_TARGET = 24
"""The least width of what is pressed with the mouse, in pixels (WCAG 2.2, 2.5.8)."""

_EXTENT = QStyle.PixelMetric.PM_ToolBarExtensionExtent

Deed = Callable[[], object]
"""What a command does; what it answers concerns nobody here."""


class Actions(QObject):
    """One QAction for each command, in the window's menus and toolbar, each bound to its deed."""

    def __init__(self, window: QMainWindow, deeds: Mapping[str, Deed]) -> None:
        super().__init__(window)
        self._window = window
        self._actions = {command.id: self._action(window, command, deeds[command.id]) for command in COMMANDS}
        self._fill_menus(window)
        self.toolbar = self._toolbar(window)

    def __getitem__(self, command: str) -> QAction:
        return self._actions[command]

    def refresh(self, standing: Standing) -> None:
        """Enable the commands that make sense now, and name the step that undo and redo would take."""
        for command in COMMANDS:
            self._actions[command.id].setEnabled(command.makes_sense(standing))
        self._say_step("edit.undo", tr("&Undo"), standing.undo_label)
        self._say_step("edit.redo", tr("&Redo"), standing.redo_label)

    def bind_keys(self, chart: QWidget, tables: Sequence[QWidget], findings: QWidget) -> None:
        """Make the keys work that belong to the chart, the table and the record, or the findings, alone."""
        for command in COMMANDS:
            of_places = ((command.chart_keys, (chart,)), (command.table_keys, tables))
            for keys, places in (*of_places, (command.finding_keys, (findings,))):
                for key in keys:
                    for place in places:
                        self._bind(place, key, self._actions[command.id])

    def put_in_corner(self, part: QWidget) -> None:
        """Put a part at the right end of the line of menus; of the toolbar, where the system has the menus elsewhere.

        In the toolbar it would be out of reach as soon as words are large or the window is narrow.
        """
        menus = self._window.menuBar()
        if not menus.isNativeMenuBar():
            menus.setCornerWidget(part, Qt.Corner.TopRightCorner)
            return
        between = QWidget(self.toolbar)
        between.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.toolbar.addWidget(between)
        self.toolbar.addWidget(part)

    def _say_step(self, command: str, title: str, label: str) -> None:
        action = self._actions[command]
        action.setText(f"{title}: {label.replace('&', '&&')}" if label else title)
        action.setIconText(title.replace("&", ""))

    @staticmethod
    def _bind(place: QWidget, key: str, action: QAction) -> None:
        shortcut = QShortcut(QKeySequence(key), place)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(action.trigger)

    @staticmethod
    def _action(window: QMainWindow, command: Command, deed: Deed) -> QAction:
        # What stands behind the tab is shown where a menu has its keys: Qt knows those of one place alone not.
        beside = "" if command.keys else _keys_in_words(command)
        action = QAction(f"{command.title}\t{beside}" if beside else command.title, window)
        action.setObjectName(command.id)
        action.setStatusTip(command.tip)
        keys = ", ".join(command.keys)
        action.setToolTip(f"{command.tip} ({keys})" if keys else command.tip)
        action.setShortcuts([QKeySequence(key) for key in command.keys])
        action.triggered.connect(lambda _checked=False: deed())
        return action

    def _fill_menus(self, window: QMainWindow) -> None:
        for title in MENUS:
            menu, below = window.menuBar().addMenu(title), dict[str, QMenu]()
            for command in COMMANDS:
                if command.menu == title:
                    if command.section:
                        menu.addSeparator()
                    if command.submenu and command.submenu not in below:
                        below[command.submenu] = menu.addMenu(command.submenu)
                    below.get(command.submenu, menu).addAction(self._actions[command.id])

    def _toolbar(self, window: QMainWindow) -> QToolBar:
        bar = QToolBar(tr("Tools"), window)
        bar.setObjectName("toolbar")
        bar.setMovable(False)
        menu = ""
        for command in COMMANDS:
            if command.toolbar:
                if menu and command.menu != menu:
                    bar.addSeparator()
                menu = command.menu
                bar.addAction(self._actions[command.id])
        window.addToolBar(bar)
        _show_overflow(bar)
        return bar


def _show_overflow(bar: QToolBar) -> None:
    """Make the button for tools that have no room as wide as a target has to be; Qt gives it 12 pixels."""
    more = bar.findChild(QToolButton, "qt_toolbar_ext_button")
    if more is not None:
        more.setMinimumWidth(LEAST_TARGET)
        more.setAccessibleName(tr("More tools"))
        more.setToolTip(tr("More tools"))
        bar.setContentsMargins(0, 0, LEAST_TARGET - bar.style().pixelMetric(_EXTENT), 0)


def shortcut_groups() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every command that has keys, by menu, and what chart and table do with keys: group, then (deed, keys)."""
    groups = [
        (
            menu.replace("&", ""),
            [(plain_title(command), _keys_in_words(command)) for command in COMMANDS
             if command.menu == menu and _keys_in_words(command)],
        )
        for menu in MENUS
    ]  # fmt: skip
    own = (
        (tr("In the table"), TABLE_KEYS),
        (tr("In the chart"), CHART_KEYS),
        (tr("In the panel view"), PANEL_KEYS),
    )
    return [*groups, *((place, [(deed, keys) for keys, deed in known]) for place, known in own)]


def plain_title(command: Command) -> str:
    """What a command is called, with its menu where the title alone would not tell ("Text size: Larger")."""
    title = command.title.replace("&", "").rstrip("…")
    return f"{command.submenu.replace('&', '')}: {title}" if command.submenu not in ("", GO_TO) else title


def shortcuts_page() -> str:
    """Every command with its keys, as HTML."""
    rows: list[str] = []
    for group, known in shortcut_groups():
        rows.append(f"<tr><td colspan=2><b>{escape(group)}</b></td></tr>")
        rows += [f"<tr><td>{escape(deed)}&nbsp;&nbsp;&nbsp;</td><td>{escape(keys)}</td></tr>" for deed, keys in known]
    return f"<table cellspacing=0 cellpadding=2>{''.join(rows)}</table>"


def _keys_in_words(command: Command) -> str:
    parts = [_either(command.keys)] if command.keys else []
    if command.chart_keys:
        parts.append(tr("{keys} in the chart").format(keys=_either(command.chart_keys)))
    if command.table_keys:
        parts.append(tr("{keys} in the table and the record").format(keys=_either(command.table_keys)))
    if command.finding_keys:
        parts.append(tr("{keys} in the list of findings").format(keys=_either(command.finding_keys)))
    return "; ".join(parts)


def _either(keys: Sequence[str]) -> str:
    """Keys that do the same: "Ctrl+S or Ctrl+Shift+S"."""
    told = keys[0]
    for key in keys[1:]:
        told = tr("{key} or {other}").format(key=told, other=key)
    return told
