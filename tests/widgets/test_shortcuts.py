"""The sheet of shortcuts, and that every command can be given without a mouse and by a key of its own."""

from collections import Counter

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QMenu

from tests.widgets.answers import answering
from tests.widgets.driver import Driver
from widgets.actions import plain_title, shortcut_groups
from widgets.commands import COMMANDS
from widgets.shortcut_sheet import ShortcutSheet


def test_the_sheet_tells_the_keys_of_the_real_actions(driver: Driver) -> None:
    told = dict(row for _group, rows in shortcut_groups() for row in rows)
    for command in COMMANDS:
        keys = driver.window.actions_by_id[command.id].shortcuts()
        words = told.get(plain_title(command), "")
        spoken = [key.strip() for part in words.split(";") for key in part.split(" or ")]
        bound = {key.toString() for key in keys}
        assert bound <= {QKeySequence(key).toString() for key in spoken}, command.id


def test_no_two_actions_of_the_window_share_a_shortcut(driver: Driver) -> None:
    driver.opens_sample()
    used = Counter(
        key.toString() for action in driver.window.findChildren(QAction) for key in action.shortcuts() if key.toString()
    )
    assert [key for key, times in used.items() if times > 1] == []


def test_no_key_of_a_place_is_one_of_the_whole_window() -> None:
    """A key that works in the chart alone must not be one that works everywhere, unless it is the same command."""
    everywhere = {QKeySequence(key).toString(): command.id for command in COMMANDS for key in command.keys}
    for command in COMMANDS:
        for key in (*command.chart_keys, *command.table_keys, *command.finding_keys):
            assert everywhere.get(QKeySequence(key).toString(), command.id) == command.id, (command.id, key)


def test_every_command_stands_in_a_menu_that_a_key_opens(driver: Driver) -> None:
    driver.opens_sample()
    bar = driver.window.menuBar()
    assert all("&" in action.text() for action in bar.actions())
    listed = {action for menu in bar.findChildren(QMenu) for action in menu.actions()}
    assert [command.id for command in COMMANDS if driver.window.actions_by_id[command.id] not in listed] == []


def test_a_menu_shows_the_key_of_a_command_that_works_in_one_place_alone(driver: Driver) -> None:
    said = driver.window.actions_by_id["chart.to_finding"].text()
    assert said.split("\t")[1] == "Z in the chart"
    assert all("\t" not in driver.window.actions_by_id[c.id].text() for c in COMMANDS if c.keys)


def test_the_sheet_is_searched_by_deed_and_by_key(driver: Driver) -> None:
    seen: list[list[tuple[str, str]]] = []

    def search(dialog: QDialog) -> None:
        assert isinstance(dialog, ShortcutSheet)
        whole = len(dialog.shown)
        field = dialog.focusWidget()
        assert field is dialog.search
        for words in ("undo", "f3", "nothing like this"):
            dialog.search.clear()
            QTest.keyClicks(field, words)
            seen.append(dialog.shown)
        dialog.search.clear()
        assert len(dialog.shown) == whole > 50
        QTest.keyClick(dialog, Qt.Key.Key_Escape)

    with answering(search):
        driver.presses("Ctrl+?")
    undo, match, none = seen
    assert ("Undo", "Ctrl+Z") in undo
    assert [deed for deed, _keys in match][:2] == ["Next match", "Previous match"]
    assert none == []
