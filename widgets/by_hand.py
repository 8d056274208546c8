"""Rows by a reviewer's hand: added, corrected, split, withdrawn, and mended where the importer had to reject them."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from app.case.dates import Precision
from app.case.edits import (
    Part,
    Reviewer,
    add_event,
    correct_event,
    join_parts,
    mend_rejected_row,
    restore_events,
    split_event,
    withdraw_events,
)
from app.case.event_table import Event
from app.case.model import Edit
from app.case.row_edits import agency_like, subjects_like
from app.case.who_is_who import cell_of
from app.errors import UserError
from app.language import tr
from widgets import late
from widgets.applying import Applying, MakeEdit
from widgets.case_bridge import CaseBridge
from widgets.events.events_panel import rejected_places
from widgets.parts.wording import row_in_step

if TYPE_CHECKING:
    from widgets.rows.row_form import RowWords, Start


class ByHand(QObject):
    """Opens a form for each deed on a row. ``failed`` (UserError) for what no form can say."""

    failed = Signal(object)

    def __init__(
        self,
        bridge: CaseBridge,
        reviewer: Callable[[], Reviewer | None],
        rejected_row: Callable[[], tuple[int, int] | None],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._bridge = bridge
        self._window = window
        self._applying = Applying(bridge, reviewer)
        self._rejected_row = rejected_row

    def add(self) -> None:
        """Add a row of the reviewer's own."""
        chosen = self._chosen()
        start = late.row_form.Start(
            tr("Add a record"),
            tr("A record of your own, which no agency sent. It is kept apart, under your name."),
            date=late.days.day_words(chosen.when.day) if chosen else "",
            subjects=chosen.subjects if chosen else (),
        )

        def take(given: "RowWords") -> None:
            rest = (given.agency, given.response, given.author)
            self._apply_and_choose(
                lambda by: late.coding_by_hand.suggesting(add_event(given.when, given.text, given.subjects, by, *rest)),
                tr("Add a record by hand"),
            )

        self._open(late.row_form.RowForm(start, self._bridge.case, take, self._window))

    def correct(self) -> None:
        """Correct what the chosen record says."""
        event, case = self._chosen(), self._bridge.case
        if event is None:
            return
        start = late.row_form.Start(
            tr("Correct row {row}").format(row=self._row(event)),
            tr("What the agency wrote stays with the record; what you correct is marked with your name."),
            late.days.day_words(event.when.day) if event.when.precision is Precision.DAY else event.when.words,
            event.text,
            event.subjects,
            case.agency_name(event.agency),
            event.response or "",
            event.author or "",
        )
        self._open(late.row_form.RowForm(start, case, lambda given: self._correct(event, start, given), self._window))

    def split(self) -> None:
        """Split the chosen record into several; one that was split is put together again."""
        event = self._chosen()
        if event is None:
            return
        if any(link.whole == event.id for link in self._bridge.case.parts) and event.withdrawn:
            self._try(
                lambda _by: join_parts(event.id), tr("Put the parts of row {row} together").format(row=self._row(event))
            )
            return

        def take(parts: Sequence[str]) -> None:
            made = [Part(words, response=event.response if at == 0 else None) for at, words in enumerate(parts)]
            self._apply_and_choose(
                lambda by: late.coding_by_hand.suggesting(split_event(event.id, made, by)),
                tr("Split row {row}").format(row=self._row(event)),
            )

        self._open(late.row_form.SplitForm(event.text, take, self._window))

    def withdraw(self) -> None:
        """Withdraw the chosen record, or let it count again where it is withdrawn."""
        event = self._chosen()
        if event is not None and event.withdrawn:
            self._try(
                lambda _by: restore_events([event.id]), tr("Let row {row} count again").format(row=self._row(event))
            )
        elif event is not None:
            self._try(lambda _by: withdraw_events([event.id]), tr("Withdraw row {row}").format(row=self._row(event)))

    def mend_chosen(self) -> None:
        """Mend the rejected row that is chosen in its table, or the first one."""
        row = self._rejected_row() or next(iter(rejected_places(self._bridge.case)), None)
        if row is None:
            self.failed.emit(UserError(tr("No row was rejected.")))
        else:
            self.mend(*row)

    def mend(self, source: int, number: int) -> None:
        """Make a record of a row that was rejected."""
        case = self._bridge.case
        sheet, row = case.sources[source], case.sheet_row(source, number)
        first = next((event for event in self._around(source, number)), None)
        day = first.when.day if first else None
        start = late.row_form.Start(
            tr("Mend row {row} of {file}").format(row=number, file=sheet.file),
            tr("It was rejected: {reason}. Its cells stay as the agency wrote them.").format(reason=row.reason),
            cell_of(sheet, row.cells, "date"),
            cell_of(sheet, row.cells, "text"),
            subjects_like(case, source, number, day) if day else (),
            agency_like(case, source, number),
            cell_of(sheet, row.cells, "response"),
            has_author=False,
        )

        def take(given: "RowWords") -> None:
            rest = (given.text, given.subjects, given.agency, given.response)
            self._apply_and_choose(
                lambda by: late.coding_by_hand.suggesting(mend_rejected_row(source, number, given.when, by, *rest)),
                tr("Mend row {row} of {file}").format(row=number, file=sheet.file),
            )

        self._open(late.row_form.RowForm(start, case, take, self._window))

    def _correct(self, event: Event, start: "Start", given: "RowWords") -> None:
        when = None if given.when.words == start.date else given.when

        def make(by: Reviewer) -> Edit:
            edit = correct_event(
                event.id,
                by,
                when,
                given.text if given.text != start.text else None,
                given.subjects if set(given.subjects) != set(start.subjects) else None,
                given.agency if given.agency != start.agency else None,
                given.response if given.response != start.response else None,
                given.author if given.author != start.author else None,
            )
            return late.coding_by_hand.suggesting_anew(edit, event.id)

        self._applying.apply(make, tr("Correct row {row}").format(row=self._row(event)))

    def _row(self, event: Event) -> str:
        return row_in_step(self._bridge.case, event.id)

    def _around(self, source: int, number: int) -> list[Event]:
        """The events of a sheet, those nearest to a row of it first."""
        events = self._bridge.case.events
        places = [at for at, own in enumerate(events.source.tolist()) if own == source]
        return [events.event(at) for at in sorted(places, key=lambda at: abs(int(events.row[at]) - number))[:1]]

    def _chosen(self) -> Event | None:
        chosen, case = self._bridge.looking.event, self._bridge.case
        return case.event(chosen) if chosen is not None and case.events.has(chosen) else None

    def _apply_and_choose(self, make: MakeEdit, label: str) -> None:
        """Change the case and choose the first record that is new, for it is what is looked at and coded next."""
        before = set(self._bridge.case.events.id.tolist())
        self._applying.apply(make, label)
        new = [event for event in self._bridge.case.events.id.tolist() if event not in before]
        if new:
            self._bridge.workspace.choose_event(min(new))

    def _try(self, make: MakeEdit, label: str) -> None:
        self._applying.attempt(make, label, self.failed.emit)

    @staticmethod
    def _open(form: QDialog) -> None:
        form.finished.connect(form.deleteLater)
        form.open()
