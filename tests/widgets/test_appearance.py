"""What the window looks like: our font, readable colours, light and dark, and a layout that is remembered."""

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDockWidget, QLineEdit, QStyle, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from app.lanes.sizes import Tier
from app.settings import load
from app.theme import WINDOW_THEMES, SystemColours, contrast, load_theme
from tests.widgets.driver import Driver
from widgets.appearance import dress, in_colours_of, palette_of, theme_for
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


def findings_dock(driver: Driver) -> QDockWidget:
    """The panel that the findings stand in."""
    dock = driver.window.findChild(QDockWidget, "Findings")
    assert isinstance(dock, QDockWidget)
    return dock


def test_the_layout_comes_back(driver: Driver) -> None:
    driver.opens_sample()
    driver.window.resizeDocks([findings_dock(driver)], [400], Qt.Orientation.Horizontal)
    driver.leaves()
    assert load()[0].window_state
    driver.comes_back()
    driver.opens_sample()
    assert findings_dock(driver).width() == 400


def small_laptop(driver: Driver, text_percent: int = 100) -> None:
    """The sample case on a screen of 1280 x 720, laid out as for the first time, with words that large."""
    driver.opens_sample()
    driver.window.message_bar.dismiss()
    driver.window.settings.change(text_percent=text_percent)
    driver.gives("look.panels.first")
    driver.settles()


def test_at_1280_by_720_lanes_and_findings_can_both_be_read(driver: Driver) -> None:
    small_laptop(driver)
    chart, layout = driver.window.chart, driver.window.chart.layout_now()
    assert layout is not None
    assert layout.tier >= Tier.COMPACT and layout.frames[0].bottom - layout.frames[0].top >= 80
    assert chart.width() >= 960 and chart.verticalScrollBar().maximum() == 0
    assert driver.window.findings.isVisible() and driver.window.findings.height() >= 400
    assert driver.window.events.folded and not driver.window.events.records.isVisible()


@pytest.mark.parametrize("command", ["look.table", "look.panels.tables"])
def test_the_tables_unfold_when_they_are_asked_for(driver: Driver, command: str) -> None:
    small_laptop(driver)
    assert not driver.window.events.records.isVisible()
    driver.gives(command)
    driver.settles()
    assert driver.window.events.records.isVisible() and driver.window.events.height() > 100


def test_what_is_typed_into_the_search_unfolds_the_tables(driver: Driver) -> None:
    small_laptop(driver)
    driver.gives("look.find")
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, "school")
    driver.settles()
    assert driver.window.events.records.isVisible()


def test_a_chosen_record_comes_to_the_front_and_a_chosen_finding_too(driver: Driver) -> None:
    small_laptop(driver)
    driver.gives("look.next_record")
    driver.settles()
    assert in_sight(driver.window.record) and not in_sight(driver.window.findings)
    assert not driver.window.findings.isEnabled(), "the Tab key would lead out of sight"
    driver.gives("look.next_finding")
    driver.settles()
    assert in_sight(driver.window.findings) and not in_sight(driver.window.record)
    driver.gives("look.record")
    driver.settles()
    focused = QApplication.focusWidget()
    assert focused is not None and in_sight(driver.window.record)
    assert driver.window.record is focused or driver.window.record.isAncestorOf(focused)


def in_sight(panel: QWidget) -> bool:
    """Whether any of a panel can be seen."""
    return not panel.visibleRegion().isEmpty()


def test_on_a_large_screen_findings_and_record_stand_below_each_other(driver: Driver) -> None:
    small_laptop(driver)
    driver.window.resize(1920, 1080)
    driver.gives("look.panels.first")
    driver.settles()
    assert in_sight(driver.window.findings) and in_sight(driver.window.record)
    assert driver.window.events.records.isVisible()


def test_panels_are_made_wider_and_higher_by_key(driver: Driver) -> None:
    small_laptop(driver)
    wide = findings_dock(driver).width()
    driver.gives("look.panels.wider")
    driver.settles()
    assert findings_dock(driver).width() > wide
    driver.gives("look.panels.higher")
    driver.settles()
    assert driver.window.events.records.isVisible()


def test_folded_tables_are_folded_the_next_time(driver: Driver) -> None:
    small_laptop(driver)
    driver.leaves()
    driver.comes_back()
    driver.opens_sample()
    assert driver.window.events.folded


def test_text_size_applies_to_the_window_and_to_the_lanes(driver: Driver) -> None:
    small_laptop(driver)
    before = driver.window.chart.layout_now()
    for _time in range(9):
        driver.gives("look.text.larger")
    driver.settles()
    after = driver.window.chart.layout_now()
    assert before is not None and after is not None
    assert load()[0].text_percent == 200
    assert after.sizes.body == 2 * before.sizes.body and after.sizes.years == 2 * before.sizes.years
    assert after.sizes.name >= after.sizes.body and after.sizes.gutter > before.sizes.gutter
    assert not after.sizes.sparse, "large words for a person are no wall: nothing is left out"
    assert after.tier >= Tier.COMPACT
    driver.gives("look.text.smaller")
    assert load()[0].text_percent == 175
    driver.gives("look.text.usual")
    driver.settles()
    again = driver.window.chart.layout_now()
    assert again is not None and again.sizes == before.sizes


def test_nothing_moves_by_itself(driver: Driver) -> None:
    driver.opens_sample()
    style = driver.window.style()
    assert style.styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) == 0
    assert not driver.window.isAnimated()
    assert not QApplication.isEffectEnabled(Qt.UIEffect.UI_AnimateMenu)


@pytest.mark.parametrize("name", WINDOW_THEMES)
def test_the_edges_of_fields_and_the_focus_stand_out(driver: Driver, name: str) -> None:
    """WCAG 2.2, 1.4.11: 3:1 between a control's edge, or its focus, and its ground; measured on what is drawn."""
    driver.opens_sample()
    driver.gives(f"look.theme.{name}")
    ground = driver.window.palette().color(ROLE.Window).name()
    driver.window.chart.setFocus()
    driver.settles()
    fields = driver.window.findChildren(QLineEdit) + driver.window.findChildren(QComboBox)
    seen = [field for field in fields if field.isVisible() and field.isEnabled() and field.width() > 40]
    assert len(seen) >= 2
    for field in seen:
        assert edge_contrast(field, ground) >= 3, (name, field.accessibleName())
        field.setFocus(Qt.FocusReason.TabFocusReason)
        driver.settles()
        assert edge_contrast(field, ground) >= 3, (name, field.accessibleName())
    driver.gives("look.theme.light")


def edge_contrast(field: QWidget, ground: str) -> float:
    """The contrast of the strongest line along the left edge of a control, half way up, with its ground."""
    picture = field.grab().toImage()
    middle = picture.height() // 2
    return max(contrast(picture.pixelColor(x, middle).name(), ground) for x in range(3))


SYSTEMS = (
    SystemColours("#000000", "#FFFFFF", "#1AEBFF", "#000000"),
    SystemColours("#FFFFFF", "#000000", "#37006E", "#FFFFFF"),
    SystemColours("#2D3236", "#FFFFFF", "#A6D8FF", "#263B50"),
    SystemColours("#FFFAEF", "#3D3D3D", "#903909", "#FFF5E3"),
    SystemColours("#202020", "#FFFFFF", "#D6B4FD", "#2B2B2B"),
    SystemColours("#000000", "#FFFF00", "#101010", "#FFFF00"),
)
"""As systems in high contrast have them, and one whose highlight cannot be seen."""


@pytest.mark.parametrize("system", SYSTEMS)
def test_high_contrast_takes_the_colours_of_the_system(system: SystemColours) -> None:
    palette = QPalette()
    for role, colour in zip((ROLE.Window, ROLE.WindowText, ROLE.Highlight, ROLE.HighlightedText), system, strict=True):
        palette.setColor(role, QColor(colour))
    theme = in_colours_of(palette, load_theme("high-contrast"))
    assert (theme.roles.paper, theme.roles.ink) == (system.window, system.text)
    roles = msgspec.structs.asdict(theme.roles)
    grounds = {"paper", "lane", "area", "return_column", "run_tint", "grid"}
    faint = [role for role, colour in roles.items() if role not in grounds and contrast(colour, system.window) < 3]
    assert faint == []
    assert all(contrast(theme.level_text(rank), theme.level_fill(rank)) >= 4.5 for rank in range(6))
    assert [rank for rank in range(6) if theme.level_fill(rank) != system.window] == [4, 5]


def test_a_system_without_contrast_leaves_our_colours() -> None:
    theme = load_theme("high-contrast")
    assert in_colours_of(palette_of(load_theme("light")), theme) != theme
    grey = QPalette(QColor("#777777"), QColor("#888888"))
    assert in_colours_of(grey, theme) == theme


@pytest.mark.parametrize("rest", [0, 150, 1200], ids=["at once", "soon", "after a while"])
def test_words_made_larger_and_smaller_again_leave_the_window_as_it_was(
    driver: Driver, qtbot: QtBot, rest: int
) -> None:
    driver.opens_sample()
    driver.settles()
    dock = findings_dock(driver)
    side = dock.width()
    driver.window.settings.change(text_percent=200)
    if rest:
        qtbot.waitUntil(lambda: dock.width() > side + 100)
    QTest.qWait(rest)
    driver.window.settings.change(text_percent=100)
    QTest.qWait(rest + 50)
    qtbot.waitUntil(lambda: abs(dock.width() - side) <= 20)


def test_in_large_words_no_part_of_the_line_of_tabs_lies_over_another(driver: Driver) -> None:
    driver.opens_sample()
    driver.settles()
    driver.window.settings.change(text_percent=200)
    QTest.qWait(60)
    events = driver.window.events
    tabs, bar = events.tabBar(), driver.window.narrowing.bar
    assert tabs.geometry().right() <= bar.mapTo(events, bar.rect().topLeft()).x()
    events.set_folded(True)
    QTest.qWait(60)
    assert events.height() >= max(tabs.height(), bar.height())
    driver.window.settings.change(text_percent=100)


def test_tools_without_room_are_behind_a_button_that_can_be_seen_and_hit(driver: Driver) -> None:
    driver.opens_sample()
    driver.window.settings.change(text_percent=200)
    QTest.qWait(60)
    more = driver.window.actions_by_id.toolbar.findChild(QToolButton, "qt_toolbar_ext_button")
    assert isinstance(more, QToolButton) and more.isVisible() and more.width() >= 24
    picture = more.grab().toImage()
    colours = {picture.pixelColor(x, y).name() for x in range(more.width()) for y in range(more.height())}
    assert len(colours) > 1, "an arrow is drawn on it"
    assert more.geometry().right() < driver.window.width()
    driver.window.settings.change(text_percent=100)
