"""What is written into a cell of the table becomes a step of the case; and how the table's columns are arranged."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal

from app.case.edits import Reviewer, correct_event
from app.case.event_table import Event
from app.case.model import Edit
from app.errors import UserError
from app.language import tr
from widgets import late
from widgets.applying import Applying, MakeEdit
from widgets.case_bridge import CaseBridge
from widgets.coding import Coding
from widgets.events.columns import Field
from widgets.events.event_table import EventTableView
from widgets.kept_settings import KeptSettings
from widgets.parts.wording import row_in_step


class InPlace(QObject):
    """Takes what the table's cells are given. ``failed`` (UserError) where it cannot be; the cell then stays."""

    failed = Signal(object)

    def __init__(
        self, bridge: CaseBridge, coding: Coding, reviewer: Callable[[], Reviewer | None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._coding = coding
        self._applying = Applying(bridge, reviewer)

    def take_from(self, table: EventTableView, settings: KeptSettings) -> None:
        """Take what this table's cells are given, and keep how its columns are arranged."""
        # An editor is still closing while its cell is told, and the table may be made anew by what follows.
        table.edited.connect(self._take, Qt.ConnectionType.QueuedConnection)
        table.arrange(settings.now.table_columns)
        table.arranged.connect(lambda: settings.change(table_columns=table.arrangement))

    def _take(self, event: int, field: Field, value: object) -> None:
        case = self._bridge.case
        if not case.events.has(event):
            return
        try:
            self._edit(case.event(event), field, value)
        except UserError as error:
            self.failed.emit(error)

    def _edit(self, record: Event, field: Field, value: object) -> None:
        if field is Field.SEVERITY and (value is None or isinstance(value, int)):
            if (record.severity if record.severity >= 0 else None) != value:
                self._coding.score(record.id, value, None)
        elif isinstance(value, tuple):
            self._tick(record, field, tuple(str(key) for key in value))
        elif isinstance(value, str) and value != self._said(record, field):
            self._correct(record, self._corrected(record, field, value))

    def _tick(self, record: Event, field: Field, keys: tuple[str, ...]) -> None:
        if field is Field.CATEGORIES:
            if set(keys) != set(self._bridge.case.scheme.categories_in(record.categories)):
                self._coding.sort_into(record.id, keys)
        elif {int(key) for key in keys} != set(record.subjects):
            children = tuple(int(key) for key in keys)
            self._correct(record, lambda by: correct_event(record.id, by, subjects=children))

    @staticmethod
    def _said(record: Event, field: Field) -> str:
        said = {Field.DATE: record.when.words, Field.TEXT: record.text, Field.RESPONSE: record.response}
        return said.get(field, record.author) or ""

    @staticmethod
    def _corrected(record: Event, field: Field, words: str) -> MakeEdit:
        """The edit that makes this field say these words.

        Raises:
            UserError: for a date that cannot be read.
        """
        if field is Field.DATE:
            when = late.date_words.read_date(words)
            if isinstance(when, late.date_words.Problem):
                told = tr("“{words}” cannot be read as a date: {reason}.").format(words=words, reason=when.reason)
                raise UserError(told, tr("Write it as 14/03/2009."))
            return lambda by: correct_event(record.id, by, when=when)
        if field is Field.TEXT:
            return lambda by: correct_event(record.id, by, text=words)
        if field is Field.RESPONSE:
            return lambda by: correct_event(record.id, by, response=words)
        return lambda by: correct_event(record.id, by, author=words)

    def _correct(self, record: Event, make: Callable[[Reviewer], Edit]) -> None:
        label = tr("Correct row {row}").format(row=row_in_step(self._bridge.case, record.id))
        self._applying.apply(lambda by: late.coding_by_hand.suggesting_anew(make(by), record.id), label)
