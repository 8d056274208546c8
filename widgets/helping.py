"""Help where it is asked for: the page that explains what has the keyboard, and a tour. Loads both on first use."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut, QWindow
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from app.analysis.kinds import kinds
from app.language import tr

if TYPE_CHECKING:
    from widgets.help.help_window import HelpWindow
    from widgets.help.tour import Tour
    from widgets.main_window import MainWindow

HELP_KEY = "F1"


class Helping(QObject):
    """Opens the help, and begins and ends the tour. ``window`` is the whole of the program's window."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self.help: HelpWindow | None = None
        self.tour: Tour | None = None
        app = QApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._give_key)

    @property
    def deeds(self) -> Mapping[str, Callable[[], None]]:
        """What each of its commands does."""
        return {
            "help.contents": self.show_here,
            "help.tour": self.begin_tour,
            "look.back": self._go_back,
        }

    def listen(self) -> None:
        """Answer what the parts of the window ask for once they are all there."""
        self._window.findings_panel.help_asked.connect(self.explain)
        self._window.start_page.forget_asked.connect(self._window.filing.forget_recent)

    def show_here(self) -> None:
        """Open the page that explains the part of the window that has the keyboard."""
        from widgets.help.places import page_for  # noqa: PLC0415 - a start needs no help

        self.show_page(page_for(QApplication.focusWidget() or QApplication.activeWindow() or self._window))

    def explain(self, kind: str) -> None:
        """Open what is said of that kind of finding; of all kinds where none is named."""
        from app.helping.html import anchor_of  # noqa: PLC0415 - as above

        known = kinds().get(kind)
        self.show_page("findings", anchor_of(tr(known.name)) if known else "")  # from resources

    def show_page(self, key: str, anchor: str = "") -> None:
        """Open a page of the help, from its top or from the heading of that anchor."""
        from widgets.help.help_window import HelpWindow  # noqa: PLC0415 - as above

        if self.help is None:
            self.help = HelpWindow()
        asking = QApplication.activeModalWidget()
        if asking is not None and self.help.parentWidget() is not asking:
            # A dialog that waits for an answer shuts out every window but its own.
            self.help.setParent(asking, Qt.WindowType.Window)
            if isinstance(asking, QDialog):
                asking.finished.connect(self._take_back)
        self.help.open_page(key, anchor)

    def begin_tour(self) -> None:
        """Lead through the sample case, once the case that is open may go; begin anew where a tour is under way."""
        from widgets.help.tour import Tour  # noqa: PLC0415 - as above

        if self.tour is not None:
            self.tour.end()
        tour = self.tour = Tour(self._window)
        tour.ended.connect(self._forget_tour)
        tour.begin()

    def close(self) -> None:
        """Put the help away and end the tour; the window closes."""
        if self.tour is not None:
            self.tour.leave()
        if self.help is not None:
            self.help.close()
            self.help.deleteLater()
            self.help = None

    def _go_back(self) -> None:
        if self.tour is not None:
            self.tour.end()
        else:
            self._window.moving.go_back()

    def _forget_tour(self) -> None:
        self.tour = None

    def _take_back(self) -> None:
        """The dialog that help was asked in goes: the help stays open."""
        if self.help is not None and self.help.parentWidget() is not None:
            was_open = self.help.isVisible()
            self.help.setParent(None, Qt.WindowType.Window)
            self.help.setVisible(was_open)

    def _give_key(self, focused: QWindow | None) -> None:
        """Make the help key work in a page or a dialog that has come to the front."""
        dialogs = (part for part in QApplication.topLevelWidgets() if isinstance(part, QDialog))
        front = next((part for part in dialogs if focused is not None and part.windowHandle() == focused), None)
        if front is not None and self._is_ours(front) and front.findChild(QShortcut, HELP_KEY) is None:
            shortcut = QShortcut(QKeySequence(HELP_KEY), front)
            shortcut.setObjectName(HELP_KEY)
            shortcut.activated.connect(self.show_here)

    def _is_ours(self, part: QWidget | None) -> bool:
        while part is not None and part is not self._window:
            part = part.parentWidget()
        return part is not None
