"""How the window looks: our font, the theme's colours, light or dark as the system or the user says."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from app.theme import Theme, load_theme
from widgets.fonts import load_fonts

SMALLEST_POINTS = 10.0
SYSTEM = "system"
"""The setting that leaves light or dark to the system."""

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
QToolBar QToolButton:hover {{ background: {lane}; border-color: {grid}; }}
QToolBar QToolButton:focus {{ border-color: {focus}; }}
QAbstractItemView, QScrollArea {{ border: 2px solid transparent; }}
QAbstractItemView:focus, QScrollArea:focus {{ border: 2px solid {focus}; }}
QMainWindow::separator {{ background: {grid}; width: 3px; height: 3px; }}
QMainWindow::separator:hover {{ background: {focus}; }}
QPushButton#recent {{ padding: 2px 6px; text-align: left; }}
QPushButton#begin {{ padding: 8px 14px; text-align: left; }}
"""


def dress(app: QApplication, wanted: str, text_percent: int) -> None:
    """Give the whole program our font at that size, and the theme wanted ("light", "dark", or "system")."""
    app.setStyle("Fusion")
    schemes = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
    app.styleHints().setColorScheme(schemes.get(wanted, Qt.ColorScheme.Unknown))
    font = QFont(load_fonts())
    font.setPointSizeF(SMALLEST_POINTS * max(text_percent, 50) / 100)
    app.setFont(font)
    _colour(app, theme_for(app, wanted))


def follow_system(app: QApplication, wanted: str, then: Callable[[Theme], None]) -> None:
    """Change colours when the system goes from light to dark or back, and ``then`` whatever is drawn by hand."""

    def changed(_scheme: Qt.ColorScheme) -> None:
        theme = theme_for(app, wanted)
        _colour(app, theme)
        then(theme)

    app.styleHints().colorSchemeChanged.connect(changed)


def theme_for(app: QApplication, wanted: str) -> Theme:
    """The theme wanted; where it is "system", the one that goes with what the system asks for.

    Raises:
        DataError: when there is no theme of that name.
    """
    if wanted != SYSTEM:
        return load_theme(wanted)
    return load_theme("dark" if app.styleHints().colorScheme() is Qt.ColorScheme.Dark else "light")


def _colour(app: QApplication, theme: Theme) -> None:
    app.setPalette(palette_of(theme))
    points = app.font().pointSizeF()
    roles = theme.roles
    app.setStyleSheet(
        _STYLE.format(
            large=points * 1.15,
            title=points * 1.8,
            ink=roles.ink,
            ink2=roles.ink2,
            lane=roles.lane,
            grid=roles.grid,
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
        (role.Link, roles.focus),
        (role.Highlight, roles.focus),
        (role.Accent, roles.focus),
        (role.HighlightedText, roles.paper if chosen.lightness() > 128 else "#FFFFFF"),
    ):
        palette.setColor(place, QColor(colour))
    for place in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, place, QColor(roles.axis))
    return palette
