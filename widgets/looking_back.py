"""The history of the case: read on a page of its own, and stepped through."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.errors import UserError
from widgets import late
from widgets.actions import Deed
from widgets.case_bridge import CaseBridge

if TYPE_CHECKING:
    from widgets.events.history_page import HistoryPage


class LookingBack(QObject):
    """Opens the page once and keeps it in step with the case. ``failed`` (UserError) where a step cannot be taken."""

    failed = Signal(object)

    def __init__(self, bridge: CaseBridge, window: QWidget) -> None:
        super().__init__(window)
        self._bridge = bridge
        self._window = window
        self.page: HistoryPage | None = None
        bridge.case_changed.connect(lambda _changes: self._show_steps())
        bridge.session_opened.connect(self._close)

    @property
    def deeds(self) -> Mapping[str, Deed]:
        """Its commands."""
        return {"edit.history": self.show}

    def show(self) -> None:
        """Show every step of the case."""
        if self.page is None:
            page = self.page = late.history_page.HistoryPage(self._window)
            page.go_asked.connect(self.go)
            page.finished.connect(lambda _code: self._let_go(page))
            self._show_steps()
            page.show()
        self.page.activateWindow()

    def go(self, steps: int) -> None:
        """Take so many steps back (below 0), or do so many again."""
        session = self._bridge.session
        try:
            for _ in range(abs(steps)):
                if steps < 0:
                    session.undo()
                else:
                    session.redo()
        except UserError as error:
            self.failed.emit(error)

    def _show_steps(self) -> None:
        if self.page is not None:
            session = self._bridge.session
            lines = late.history_page.told(session.trail, session.steps, session.steps_ahead)
            self.page.show_steps(lines, session.can_undo, session.can_redo)

    def _close(self) -> None:
        if self.page is not None:
            self.page.close()

    def _let_go(self, page: "HistoryPage") -> None:
        self.page = None
        page.deleteLater()
