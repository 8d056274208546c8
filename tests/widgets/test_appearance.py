"""What the window looks like: our font, readable colours, light and dark, and a layout that is remembered."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QDockWidget
from pytestqt.qtbot import QtBot

from app.settings import load
from app.theme import contrast, load_theme
from tests.widgets.driver import Driver
from widgets.appearance import dress, palette_of, theme_for
from widgets.fonts import load_fonts

ROLE = QPalette.ColorRole


def test_the_font_is_the_one_that_ships(qtbot: QtBot) -> None:
    assert load_fonts() == "Noto Sans"


@pytest.mark.parametrize("name", ["light", "dark"])
def test_text_can_be_read_on_every_ground(name: str) -> None:
    palette = palette_of(load_theme(name))
    for text, ground in (
        (ROLE.WindowText, ROLE.Window),
        (ROLE.Text, ROLE.Base),
        (ROLE.Text, ROLE.AlternateBase),
        (ROLE.ButtonText, ROLE.Button),
        (ROLE.HighlightedText, ROLE.Highlight),
        (ROLE.Link, ROLE.Base),
        (ROLE.ToolTipText, ROLE.ToolTipBase),
    ):
        assert contrast(palette.color(text).name(), palette.color(ground).name()) >= 4.5, (text, ground)


@pytest.mark.parametrize("name", ["light", "dark"])
def test_the_chart_is_drawn_in_the_colours_of_the_window(qtbot: QtBot, name: str) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    dress(app, name, 100)
    assert theme_for(app, name) == load_theme(name)
    assert app.palette().color(ROLE.Window).name() == load_theme(name).roles.paper.lower()
    dress(app, "light", 100)


def test_text_grows_with_the_setting(qtbot: QtBot) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    dress(app, "light", 200)
    assert app.font().pointSizeF() == 20
    dress(app, "light", 100)


def test_the_layout_comes_back(driver: Driver) -> None:
    driver.opens_sample()
    docks = driver.window.findChildren(QDockWidget)
    driver.window.resizeDocks([docks[0]], [400], Qt.Orientation.Horizontal)
    driver.leaves()
    assert load()[0].window_state
    driver.comes_back()
    driver.opens_sample()
    assert driver.window.findChildren(QDockWidget)[0].width() == 400


def test_at_1280_by_720_the_chart_has_most_of_the_window(driver: Driver) -> None:
    driver.opens_sample()
    driver.window.message_bar.dismiss()
    driver.settles()
    chart = driver.window.chart.size()
    assert chart.width() >= 960
    assert chart.height() >= 400
