"""Filters kept with the case under a name: kept, used again, and forgotten, each a step that can be undone."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.case.edits import Reviewer
from app.case.narrowing_edits import forget_filter, keep_filter
from app.language import tr
from widgets.applying import Applying, MakeEdit
from widgets.case_bridge import CaseBridge


class KeptFilters(QObject):
    """Acts on the filters of the open case. ``failed`` (UserError) where one cannot be kept."""

    failed = Signal(object)

    def __init__(self, bridge: CaseBridge, reviewer: Callable[[], Reviewer | None], parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._applying = Applying(bridge, reviewer)

    def keep(self, name: str) -> None:
        """Keep what is filtered by with the case, under this name."""
        wanted = self._bridge.looking.filter
        self._apply(lambda _by: keep_filter(name, wanted), tr("Keep the filter “{name}”").format(name=name.strip()))

    def forget(self, name: str) -> None:
        """Keep the filter of this name no longer."""
        self._apply(lambda _by: forget_filter(name), tr("Forget the filter “{name}”").format(name=name.strip()))

    def use(self, name: str) -> None:
        """Filter by what is kept under this name."""
        kept = next((kept for kept in self._bridge.case.filters if kept.name == name), None)
        if kept is not None:
            self._bridge.workspace.narrow(kept.filter)

    def _apply(self, make: MakeEdit, label: str) -> None:
        self._applying.attempt(make, label, self.failed.emit)
