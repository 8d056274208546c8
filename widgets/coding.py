"""What a reviewer's gestures mean for the codes: each becomes one step that can be undone."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.case.edits import Reviewer, set_categories, set_level, set_severity
from app.case.event_table import CodeFrom, Event
from app.case.model import Edit
from app.errors import UserError
from widgets.case_bridge import CaseBridge
from widgets.parts.chained import chained


class Coding(QObject):
    """Applies codes to records in the name of the reviewer. ``failed`` (UserError) when one cannot be."""

    failed = Signal(object)

    def __init__(self, bridge: CaseBridge, reviewer: Callable[[], Reviewer | None], parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._reviewer = reviewer

    def score_chosen(self, rank: int | None) -> None:
        """Record a severity (None: not scored) for the record that is chosen, if one is."""
        event = self._bridge.looking.event
        if event is not None:
            self.score(event, rank, None)

    def confirm_chosen(self) -> None:
        """Take the suggested codes of the record that is chosen as the reviewer's."""
        event = self._bridge.looking.event
        if event is not None:
            self.confirm(event)

    def score(self, event: int, rank: int | None, child: int | None) -> None:
        """Record a severity for a record, or for one child in it."""
        if child is None and rank is not None and rank >= len(self._bridge.case.scheme.severity):
            return
        words = "not scored" if rank is None else f"severity {rank}"
        whom = "" if child is None else f" for {self._bridge.case.children[child].name}"
        self._apply(lambda by: set_severity([event], rank, by, child), f"Code {self._row(event)}: {words}{whom}")

    def sort_into(self, event: int, keys: tuple[str, ...]) -> None:
        """Record the categories of a record."""
        self._apply(lambda by: set_categories([event], keys, by), f"Code {self._row(event)}: categories")

    def set_level(self, event: int, child: int, level: int | None) -> None:
        """Record the level of intervention that a record states for a child."""
        words = "no level" if level is None else f"level {level}"
        name = self._bridge.case.children[child].name
        self._apply(lambda by: set_level([event], child, level, by), f"Code {self._row(event)}: {words} for {name}")

    def confirm(self, event: int) -> None:
        """Take every suggested code of a record as the reviewer's, in one step."""
        scheme = self._bridge.case.scheme
        known = self._bridge.case.events
        record = known.event(known.position(event))
        self._apply(
            lambda by: chained(_confirmations(record, scheme.categories_in(record.categories), by)),
            f"Confirm the codes of {self._row(event)}",
        )

    def undo(self) -> None:
        """Take back the last step."""
        self._try(self._bridge.session.undo)

    def redo(self) -> None:
        """Do the step again that was taken back last."""
        self._try(self._bridge.session.redo)

    def _row(self, event: int) -> str:
        events = self._bridge.case.events
        return f"row {int(events.row[events.position(event)])}"

    def _apply(self, edit: Callable[[Reviewer], Edit], label: str) -> None:
        by = self._reviewer()
        if by is not None:
            self._try(lambda: self._bridge.session.apply(edit(by), label))

    def _try(self, deed: Callable[[], object]) -> None:
        try:
            deed()
        except UserError as error:
            self.failed.emit(error)


def _confirmations(record: Event, keys: tuple[str, ...], by: Reviewer) -> list[Edit]:
    edits: list[Edit] = []
    if record.severity_from is CodeFrom.LEXICON:
        edits.append(set_severity([record.id], record.severity if record.severity >= 0 else None, by))
        edits += [set_severity([record.id], rank, by, child) for child, rank in record.severity_by_child.items()]
    if record.categories_from is CodeFrom.LEXICON:
        edits.append(set_categories([record.id], keys, by))
    edits += [
        set_level([record.id], child, record.levels[child], by)
        for child, origin in record.levels_from.items()
        if origin is CodeFrom.LEXICON
    ]
    return edits
