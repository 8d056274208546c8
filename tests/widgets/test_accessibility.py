"""The window for whoever does not see it, sees less colour, or has no mouse."""

from itertools import combinations

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QPushButton,
)
from pytestqt.qtbot import QtBot

from app.lanes.marks import MarkKind
from app.settings import load
from app.theme import WINDOW_THEMES, Theme, load_theme
from tests.widgets.driver import Driver
from widgets.appearance import dress, system_theme
from widgets.fonts import load_fonts
from widgets.lanes.brush import Brush
from widgets.lanes.shapes import draw_mark

CONTROLS = (QPushButton, QComboBox, QLineEdit, QAbstractSpinBox, QAbstractItemView)


def test_marks_differ_in_shape_where_all_ink_is_one(qtbot: QtBot) -> None:
    light = load_theme("light")
    roles = dict.fromkeys(light.roles.__struct_fields__, "#000000") | {"paper": "#FFFFFF"}
    theme = msgspec.structs.replace(light, roles=type(light.roles)(**roles))
    pictures = {kind: _drawn(theme, kind) for kind in MarkKind}
    assert [pair for pair in combinations(MarkKind, 2) if pictures[pair[0]] == pictures[pair[1]]] == []


def _drawn(theme: Theme, kind: MarkKind) -> QImage:
    image = QImage(60, 60, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    draw_mark(Brush(painter, theme, load_fonts()), kind, 30, 30, 8, hollow=False)
    painter.end()
    return image


def test_every_control_of_the_window_has_a_name_and_can_have_the_keyboard(driver: Driver) -> None:
    driver.opens_sample()
    found = [
        control
        for kind in CONTROLS
        for control in driver.window.findChildren(kind)
        if control.isVisible() and not control.objectName().startswith("qt_")
    ]
    assert found
    unnamed = [part for part in found if not (part.accessibleName() or getattr(part, "text", str)())]
    assert [type(part).__name__ for part in unnamed if not isinstance(part.parent(), QAbstractSpinBox)] == []
    out_of_reach = [part for part in found if not part.focusPolicy() & Qt.FocusPolicy.TabFocus]
    # A heading takes no keyboard in Qt.
    out_of_reach = [part for part in out_of_reach if not isinstance(part, QHeaderView)]
    assert [part.accessibleName() or type(part).__name__ for part in out_of_reach] == []


def test_a_theme_is_chosen_in_the_menu_and_kept(driver: Driver) -> None:
    driver.opens_sample()
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    for name in (*reversed(WINDOW_THEMES), "light"):
        driver.gives(f"look.theme.{name}")
        assert load()[0].theme == name
        assert app.palette().window().color().name().upper() == load_theme(name).roles.paper
    dress(app, "light", 100)


def test_high_contrast_follows_the_system() -> None:
    more, usual = Qt.ContrastPreference.HighContrast, Qt.ContrastPreference.NoPreference
    assert system_theme(Qt.ColorScheme.Light, more) == system_theme(Qt.ColorScheme.Dark, more) == "high-contrast"
    assert system_theme(Qt.ColorScheme.Dark, usual) == "dark"
    assert system_theme(Qt.ColorScheme.Unknown, usual) == "light"
