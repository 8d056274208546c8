"""How the window looks: our font, the theme's colours, light or dark as the system or the user says."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from app.theme import HIGH_CONTRAST, WINDOW_THEMES, SystemColours, Theme, load_theme, with_system_colours
from widgets.fonts import SMALLEST_POINTS, load_fonts
from widgets.kept_settings import KeptSettings
from widgets.parts.house_style import EDGE_ROLE, HouseStyle

LARGEST = 2.0
"""How many times as large as usual words get."""

SYSTEM = "system"
"""The setting that leaves light or dark, and high contrast, to the system."""

TEXT_SIZES = (100, 115, 130, 150, 175, 200)
"""The sizes that commands lead to, in per cent."""

TICK_PIXELS = 13
"""The side of a box to tick beside words of the usual size; it grows with them."""

_STYLED = "styled"
_MOVING = (
    Qt.UIEffect.UI_AnimateMenu, Qt.UIEffect.UI_FadeMenu, Qt.UIEffect.UI_AnimateCombo,
    Qt.UIEffect.UI_AnimateTooltip, Qt.UIEffect.UI_FadeTooltip, Qt.UIEffect.UI_AnimateToolBox,
)  # fmt: skip
"""What slides or fades in Qt; nothing does here, so nobody has to ask for less motion."""

_DARK, _LIGHT = Qt.ColorScheme.Dark, Qt.ColorScheme.Light
_SCHEMES = {"light": _LIGHT, "dark": _DARK, "high-contrast": _DARK, "projector": _LIGHT}
"""What Qt's own parts have to be for each theme."""

_STYLE = """
QLabel#heading {{ font-size: {large}pt; font-weight: bold; }}
QLabel#title {{ font-size: {title}pt; font-weight: bold; }}
QLabel#section {{ font-weight: bold; padding-top: 6px; }}
QLabel#origin, QLabel#empty, QLabel#soft {{ color: {ink2}; }}
QFrame#message-bar {{ background: {lane}; border-left: 5px solid {focus}; border-bottom: 1px solid {grid}; }}
QFrame#message-bar[tone="problem"] {{ border-left: 5px solid {concern}; }}
QLabel#message-sign {{ font-weight: bold; border: 1px solid {ink}; border-radius: 10px; }}
QToolBar#seen-bar {{ background: {focus}; padding: 2px 8px; }}
QToolBar#seen-bar QLabel {{ color: {paper}; font-weight: bold; }}
QToolBar#seen-bar QToolButton {{ color: {paper}; border: 1px solid {paper}; margin-left: 6px; }}
QToolBar#seen-bar QToolButton:hover, QToolBar#seen-bar QToolButton:focus {{ background: {paper}; color: {focus}; }}
QDockWidget {{ font-weight: bold; }}
QDockWidget::title {{ background: {lane}; padding: 3px 8px; border-bottom: 1px solid {grid}; }}
QDockWidget > QWidget {{ font-weight: normal; }}
QToolBar {{ border: none; border-bottom: 1px solid {grid}; spacing: 1px; padding: 0px 4px; }}
QToolBar QToolButton {{ padding: 1px 6px; border: 2px solid transparent; border-radius: 3px; }}
QToolBar QToolButton#qt_toolbar_ext_button {{ padding: 0px; }}
QToolBar QToolButton:hover {{ background: {lane}; border-color: {grid}; }}
QToolBar QToolButton:focus {{ border-color: {focus}; }}
QAbstractItemView, QScrollArea {{ border: 2px solid transparent; }}
QHeaderView {{ border: none; }}
QTextEdit, QPlainTextEdit {{ border: 1px solid {axis}; border-radius: 3px; }}
QTextEdit:focus, QPlainTextEdit:focus {{ border: 2px solid {focus}; }}
QAbstractItemView:focus, QScrollArea:focus {{ border: 2px solid {focus}; }}
QMainWindow::separator {{ background: {grid}; width: 3px; height: 3px; }}
QMainWindow::separator:hover {{ background: {focus}; }}
QPushButton#recent {{ padding: 0px 4px; text-align: left; border: 2px solid transparent; border-radius: 3px; }}
QPushButton#recent:hover {{ background: {lane}; }}
QPushButton#recent:focus {{ border-color: {focus}; }}
QCheckBox::indicator, QRadioButton::indicator {{ width: {tick}px; height: {tick}px; }}
QPushButton#begin {{ padding: 8px 14px; text-align: left; }}
"""


def dress(app: QApplication, wanted: str, text_percent: int) -> None:
    """Give the whole program our font at that size, and the theme wanted: one of WINDOW_THEMES, or "system"."""
    _take_style(app)
    app.styleHints().setColorScheme(_SCHEMES.get(wanted, Qt.ColorScheme.Unknown))
    theme = theme_for(app, wanted)
    font = QFont(load_fonts())
    font.setPointSizeF(SMALLEST_POINTS * _text_share(text_percent, theme))
    app.setFont(font)
    _colour(app, theme)


def _take_style(app: QApplication) -> None:
    """Draw controls in the style of the house, from the first time on; and let nothing slide or fade."""
    if app.property(_STYLED):
        return
    app.setStyle(HouseStyle())
    app.setProperty(_STYLED, True)
    for moving in _MOVING:
        QApplication.setEffectEnabled(moving, False)


def _text_share(text_percent: int, theme: Theme) -> float:
    """How many times as large as usual words are: as set, and half of what the theme's chart adds, 200 % at most."""
    wanted = max(text_percent, 50) / 100
    return max(wanted, min(wanted * (1 + theme.type_scale) / 2, LARGEST))


def taste_deeds(settings: KeptSettings) -> Mapping[str, Callable[[], None]]:
    """What each command that chooses a theme or a size of text does, by its id."""

    def step(places: int) -> None:
        """To the next size that is larger or smaller than the one now."""
        now = settings.now.text_percent
        beyond = [size for size in TEXT_SIZES if (size > now if places > 0 else size < now)]
        if beyond:
            settings.change(text_percent=min(beyond) if places > 0 else max(beyond))

    themes = {f"look.theme.{name}": partial(settings.change, theme=name) for name in (SYSTEM, *WINDOW_THEMES)}
    return {
        **themes,
        "look.text.larger": lambda: step(1),
        "look.text.smaller": lambda: step(-1),
        "look.text.usual": lambda: settings.change(text_percent=TEXT_SIZES[0]),
    }


def stay_dressed(app: QApplication, settings: KeptSettings, then: Callable[[Theme], None]) -> None:
    """Dress the program anew whenever the settings ask for other colours, and ``then`` whatever is drawn by hand."""
    worn = [(settings.now.theme, settings.now.text_percent)]

    def changed() -> None:
        wanted = (settings.now.theme, settings.now.text_percent)
        if wanted != worn[0]:
            worn[0] = wanted
            dress(app, *wanted)
            then(theme_for(app, settings.now.theme))

    settings.changed.connect(changed)


def follow_system(app: QApplication, settings: KeptSettings, then: Callable[[Theme], None]) -> None:
    """Change colours when the system goes from light to dark, or asks for more contrast; and ``then`` whatever is
    drawn by hand."""

    def changed(_now: object) -> None:
        if settings.now.theme == SYSTEM:
            theme = theme_for(app, SYSTEM)
            _colour(app, theme)
            then(theme)

    hints = app.styleHints()
    hints.colorSchemeChanged.connect(changed)
    hints.accessibility().contrastPreferenceChanged.connect(changed)


def theme_for(app: QApplication, wanted: str) -> Theme:
    """The theme wanted; where it is "system", the one that goes with what the system asks for.

    High contrast of the system brings the system's own colours.

    Raises:
        DataError: when there is no theme of that name.
    """
    return _system_wants(app) if wanted == SYSTEM else load_theme(wanted)


def _system_wants(app: QApplication) -> Theme:
    hints = app.styleHints()
    theme = load_theme(system_theme(hints.colorScheme(), hints.accessibility().contrastPreference()))
    return in_colours_of(_system_palette(app), theme) if theme.name == HIGH_CONTRAST else theme


def _system_palette(app: QApplication) -> QPalette:
    """The colours that the system would give a window, were it not for ours."""
    ours = app.palette()
    app.setPalette(QPalette())
    theirs = app.palette()
    app.setPalette(ours)
    return theirs


def in_colours_of(palette: QPalette, theme: Theme) -> Theme:
    """The high-contrast theme in a system's own colours, where they are of high contrast indeed."""
    role = QPalette.ColorRole
    colours = SystemColours(
        *(
            palette.color(place).name().upper()
            for place in (role.Window, role.WindowText, role.Highlight, role.HighlightedText)
        )
    )
    return with_system_colours(theme, colours)


def system_theme(scheme: Qt.ColorScheme, contrast: Qt.ContrastPreference) -> str:
    """The name of the theme for what a system asks for; high contrast goes before dark."""
    if contrast is Qt.ContrastPreference.HighContrast:
        return HIGH_CONTRAST
    return "dark" if scheme is Qt.ColorScheme.Dark else "light"


def _colour(app: QApplication, theme: Theme) -> None:
    app.setPalette(palette_of(theme))
    points = app.font().pointSizeF()
    roles = theme.roles
    app.setStyleSheet(
        _STYLE.format(
            large=points * 1.15,
            title=points * 1.8,
            tick=round(TICK_PIXELS * max(points / SMALLEST_POINTS, 1.0)),
            ink=roles.ink,
            ink2=roles.ink2,
            lane=roles.lane,
            grid=roles.grid,
            axis=roles.axis,
            focus=roles.focus,
            paper=roles.paper,
            concern=roles.concern,
        )
    )


def palette_of(theme: Theme) -> QPalette:
    """The widgets' colours, taken from the roles the chart is drawn with."""
    roles = theme.roles
    chosen = QColor(roles.focus)
    role = QPalette.ColorRole
    palette = QPalette(QColor(roles.lane))
    for place, colour in (
        (role.Window, roles.paper),
        (role.Base, roles.paper),
        (role.AlternateBase, roles.lane),
        (role.WindowText, roles.ink),
        (role.Text, roles.ink),
        (role.ButtonText, roles.ink),
        (role.ToolTipBase, roles.paper),
        (role.ToolTipText, roles.ink),
        (role.PlaceholderText, roles.ink2),
        (EDGE_ROLE, roles.axis),
        (role.Link, roles.focus),
        (role.Highlight, roles.focus),
        (role.Accent, roles.focus),
        (role.HighlightedText, roles.paper if chosen.lightness() > 128 else "#FFFFFF"),
    ):
        palette.setColor(place, QColor(colour))
    for place in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, place, QColor(roles.axis))
    return palette
