"""The help in the window: the page for where one is, contents, search, the way back, and nothing from outside."""

import subprocess
import sys

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

import widgets
from app.helping.pages import PAGES, page
from tests.conftest import ROOT
from tests.widgets.answers import answering
from tests.widgets.driver import Driver
from widgets.help.help_window import HelpWindow
from widgets.help.places import PAGE_OF, page_for


def opened(driver: Driver) -> HelpWindow:
    """The help as the key opens it where the keyboard is."""
    driver.presses("F1")
    found = driver.window.helping.help
    assert found is not None and found.isVisible()
    assert QTest.qWaitForWindowActive(found)
    return found


def test_f1_opens_the_page_of_where_the_keyboard_is(driver: Driver) -> None:
    assert opened(driver).view.key == "first-case"
    driver.opens_sample()
    for command, key in (("look.chart", "chart"), ("look.findings", "findings"), ("look.record", "coding")):
        driver.window.activateWindow()
        driver.gives(command)
        assert opened(driver).view.key == key


def test_every_page_opens_from_the_contents_with_its_pictures(driver: Driver) -> None:
    help_window = opened(driver)
    assert help_window.contents.count() == len(PAGES)
    for row, key in enumerate(PAGES):
        help_window.contents.setCurrentRow(row)
        assert help_window.view.key == key
        QApplication.processEvents()
        assert help_window.view.toPlainText().count(f"{page(key).title}\n") == 1, "a page is shown once"
        for name in page(key).pictures:
            image = help_window.view.loadResource(2, QUrl(f"help:/{name}"))
            assert isinstance(image, QImage) and not image.isNull()


def test_there_is_a_way_back_and_forward(driver: Driver) -> None:
    help_window = opened(driver)
    assert not help_window.back.isEnabled()
    help_window.open_page("people")
    help_window.open_page("coding")
    QTest.mouseClick(help_window.back, Qt.MouseButton.LeftButton)
    assert help_window.view.key == "people" and page("people").title in help_window.windowTitle()
    QTest.mouseClick(help_window.forward, Qt.MouseButton.LeftButton)
    assert help_window.view.key == "coding"


def test_words_are_found_as_they_are_typed(driver: Driver) -> None:
    help_window = opened(driver)
    QTest.keyClicks(help_window.looked_for, "stair")
    assert 0 < help_window.contents.count() < len(PAGES)
    QTest.keyClick(help_window.looked_for, Qt.Key.Key_Return)
    assert help_window.view.key == "chart"
    QTest.keyClicks(help_window.looked_for, "zzz")
    assert help_window.contents.count() == 1 and "No page" in help_window.contents.item(0).text()


def test_nothing_is_fetched_from_elsewhere(driver: Driver) -> None:
    view = opened(driver).view
    for address in ("https://example.org/", "file:///etc/hostname", "help:/../../pyproject.toml", "help:/nowhere"):
        assert view.loadResource(1, QUrl(address)) is None
    assert not view.openExternalLinks()


def test_the_help_of_a_dialog_that_waits_can_be_read_beside_it(driver: Driver, qtbot: QtBot) -> None:
    driver.opens_sample()
    seen: list[str] = []

    def read(dialog: QDialog) -> None:
        qtbot.waitUntil(lambda: dialog.isActiveWindow())
        QTest.keyClick(dialog, Qt.Key.Key_F1)
        help_window = driver.window.helping.help
        assert help_window is not None
        seen.append(help_window.view.key)
        qtbot.keyClicks(help_window.looked_for, "print")
        dialog.reject()

    with answering(read):
        driver.gives("chart.export")
    assert seen == ["export"]
    help_window = driver.window.helping.help
    assert help_window is not None and help_window.isVisible() and help_window.parentWidget() is None


def test_the_question_mark_explains_the_kind_of_finding(driver: Driver) -> None:
    driver.opens_sample()
    driver.gives("look.next_finding")
    QTest.mouseClick(driver.window.findings_panel.explain, Qt.MouseButton.LeftButton)
    help_window = driver.window.helping.help
    assert help_window is not None
    assert help_window.view.source().toString() == "help:/findings#return-of-concern"


def test_every_control_of_the_help_has_a_name(driver: Driver) -> None:
    help_window = opened(driver)
    parts: list[QWidget] = [help_window.back, help_window.forward, help_window.view, help_window.contents]
    parts += help_window.findChildren(QLineEdit)
    assert all(part.accessibleName() for part in parts)
    assert all(part.focusPolicy() & Qt.FocusPolicy.TabFocus for part in parts)


def test_esc_closes_the_help_and_the_window_takes_it_along(driver: Driver) -> None:
    help_window = opened(driver)
    QTest.keyClick(help_window.view, Qt.Key.Key_Escape)
    assert not help_window.isVisible()
    opened(driver)
    driver.leaves()
    assert not help_window.isVisible()


@pytest.mark.parametrize("name", sorted(PAGE_OF))
def test_the_parts_that_pages_are_for_are_there(name: str) -> None:
    folder = ROOT / widgets.__name__
    assert any(f"class {name}(" in path.read_text("utf-8") for path in folder.rglob("*.py"))
    assert PAGE_OF[name] in PAGES


def test_what_stands_nowhere_gets_the_first_page(qtbot: QtBot) -> None:
    assert page_for(None) == "first-case"


def test_opening_the_window_loads_no_help() -> None:
    code = (
        "import sys; from PySide6.QtWidgets import QApplication; app = QApplication([]); "
        "from widgets.main_window import make_window; from app.settings import Settings; "
        "window = make_window(None, Settings()); window.show(); app.processEvents(); "
        "print([name for name in sys.modules if name.startswith(('widgets.help.', 'app.helping'))]); "
        "window.close()"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_help_follows_the_size_of_its_window(driver: Driver) -> None:
    help_window = opened(driver)
    help_window.open_page("chart")
    for wide in (980, 520):
        help_window.resize(wide, 600)
        QApplication.processEvents()
        assert help_window.view.horizontalScrollBar().maximum() == 0
