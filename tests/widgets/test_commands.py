"""Menus, keys and the page of shortcuts come from one table of commands."""

from collections import Counter

import pytest
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox, QDialog, QMenu, QWidget

from tests.widgets.answers import answering
from tests.widgets.driver import Driver
from widgets.actions import shortcuts_page
from widgets.commands import COMMANDS, MENUS


def menu_actions(driver: Driver, title: str) -> list[QAction]:
    """What stands in a menu of the window, and in the menus inside it."""
    menu = next(menu for menu in driver.window.menuBar().findChildren(QMenu) if menu.title() == title)
    return commands_in(menu)


def commands_in(menu: QMenu) -> list[QAction]:
    """What can be chosen from a menu and from those inside it."""
    found: list[QAction] = []
    for action in menu.actions():
        inner = next((part for part in menu.findChildren(QMenu) if part.menuAction() is action), None)
        found += commands_in(inner) if inner is not None else [] if action.isSeparator() else [action]
    return found


def test_every_command_stands_in_its_menu(driver: Driver) -> None:
    for title in MENUS:
        ids = [action.objectName() for action in menu_actions(driver, title)]
        assert ids == [command.id for command in COMMANDS if command.menu == title]


def test_no_two_commands_share_a_key_in_one_place() -> None:
    for field in ("keys", "chart_keys", "table_keys"):
        used = Counter(QKeySequence(key).toString() for command in COMMANDS for key in getattr(command, field))
        assert [key for key, times in used.items() if times > 1] == []


def test_no_two_titles_of_a_menu_share_a_letter() -> None:
    for menu in MENUS:
        letters = Counter(
            command.title[command.title.index("&") + 1].lower()
            for command in COMMANDS
            if command.menu == menu and "&" in command.title and not command.submenu
        )
        assert [letter for letter, times in letters.items() if times > 1] == [], menu


def test_the_page_of_shortcuts_names_every_key() -> None:
    page = shortcuts_page()
    for command in COMMANDS:
        for key in (*command.keys, *command.chart_keys, *command.table_keys):
            assert key in page, command.id


def test_a_key_shows_the_page(driver: Driver) -> None:
    seen: list[str] = []

    def read(dialog: QDialog) -> None:
        seen.append(dialog.windowTitle())
        dialog.reject()

    with answering(read):
        driver.presses("Ctrl+F1")
    assert seen == ["Keyboard shortcuts"]


@pytest.mark.parametrize("command", ["code.severity.3", "look.next_finding", "edit.undo", "case.save_as", "look.whole"])
def test_on_the_start_page_only_what_makes_sense_can_be_chosen(driver: Driver, command: str) -> None:
    assert not driver.window.actions_by_id[command].isEnabled()
    assert driver.window.actions_by_id["case.import"].isEnabled()


def test_zoom_keys_change_the_days_shown(driver: Driver) -> None:
    driver.opens_sample()
    driver.presses("Ctrl+=")
    near = driver.window.bridge.looking.view
    assert near.first_day is not None and near.last_day is not None
    driver.presses("Ctrl+-")
    far = driver.window.bridge.looking.view
    assert far.first_day is not None and far.last_day is not None
    assert far.last_day - far.first_day > near.last_day - near.first_day
    driver.presses("Ctrl+0")
    assert driver.window.bridge.looking.view.first_day is None


def test_every_control_says_what_it_is(driver: Driver) -> None:
    driver.opens_sample()
    driver.gives("look.next_record")
    controls = [
        control
        for kind in (QAbstractButton, QComboBox, QAbstractItemView)
        for control in driver.window.findChildren(kind)
        if control.isVisible() and not control.objectName().startswith("qt_")
    ]
    assert [type(control).__name__ for control in controls if not said_of(control)] == []


def said_of(control: QWidget) -> str:
    """What a screen reader would call a control."""
    return control.accessibleName() or (control.text() if isinstance(control, QAbstractButton) else "")
