"""Who reviews: asked once, shown in the status bar, noted with every code."""

from getpass import getuser

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QToolButton, QWidget

from app.case.edits import Reviewer
from app.language import tr
from app.settings import Settings
from widgets.case_bridge import CaseBridge
from widgets.dialogs import ask_reviewer
from widgets.kept_settings import KeptSettings


class Reviewing(QObject):
    """Keeps the reviewer's name alike in the settings and in the session."""

    def __init__(self, bridge: CaseBridge, settings: KeptSettings, window: QWidget) -> None:
        super().__init__(window)
        self._bridge = bridge
        self._settings = settings
        self._window = window
        self.button = QToolButton(window)
        self.button.setAutoRaise(True)
        self.button.setToolTip(tr("Change the name that is noted with every code you set"))
        self.button.clicked.connect(self.ask)
        bridge.session_opened.connect(self._show)
        settings.changed.connect(self._show)
        self._show()

    @property
    def named(self) -> bool:
        """Whether a person has given a name."""
        return self._settings.now.reviewer != Settings().reviewer

    def reviewer(self) -> Reviewer | None:
        """Who codes; asks for the name the first time. None where it was not given."""
        if not self.named:
            self.ask()
        return Reviewer(self._settings.now.reviewer) if self.named else None

    def ask(self) -> None:
        """Ask for the reviewer's name; the name of the login is offered at first."""
        name = ask_reviewer(self._window, self._settings.now.reviewer if self.named else login_name())
        if name is not None:
            self._settings.change(reviewer=name)

    def _show(self) -> None:
        reviewer = Reviewer(self._settings.now.reviewer)
        self._bridge.session.reviewer = reviewer
        named = tr("Reviewer: {name}").format(name=reviewer.name)
        self.button.setText(named if self.named else tr("Reviewer: not named yet"))


def login_name() -> str:
    """The name of the login; empty where the system knows none."""
    try:
        return getuser()
    except (KeyError, OSError):
        return ""
