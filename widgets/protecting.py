"""The protective marking of a case, which its chart, exports and panel view carry: asked for and set."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.case.edits import Reviewer, set_marking
from app.language import tr
from widgets.actions import Deed
from widgets.applying import Applying
from widgets.case_bridge import CaseBridge
from widgets.dialogs import ask_marking


class Protecting(QObject):
    """``failed`` (UserError) where the marking cannot be set."""

    failed = Signal(object)

    def __init__(self, bridge: CaseBridge, reviewer: Callable[[], Reviewer | None], window: QWidget) -> None:
        super().__init__(window)
        self._bridge, self._window = bridge, window
        self._applying = Applying(bridge, reviewer)

    @property
    def deeds(self) -> Mapping[str, Deed]:
        """The deed of the command about the marking."""
        return {"case.marking": self.ask}

    def ask(self) -> None:
        """Ask what the case is to be marked with, and set it."""
        before = self._bridge.case.marking
        wanted = ask_marking(self._window, before)
        if wanted is not None and wanted != before:
            label = tr("Mark the case {marking}").format(marking=wanted) if wanted else tr("Take the marking away")
            self._applying.attempt(lambda _by: set_marking(wanted), label, self.failed.emit)
