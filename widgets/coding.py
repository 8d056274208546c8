"""What a reviewer's gestures mean for the codes: each becomes one step that can be undone."""

from collections.abc import Callable, Sequence
from functools import partial
from operator import ne

from PySide6.QtCore import QObject, Signal, Slot

from app.case.edits import Reviewer, set_categories, set_level, set_severity
from app.case.event_table import CodeFrom, Event
from app.case.model import Edit
from app.errors import UserError
from app.language import tr, trn
from widgets import late
from widgets.case_bridge import CaseBridge
from widgets.events.category_letters import letters_of
from widgets.events.detail_pane import DetailPane
from widgets.events.event_table import EventTableView
from widgets.jobs import Jobs
from widgets.parts.chained import chained
from widgets.parts.wording import row_in_step, rows_in_words


class Coding(QObject):
    """Applies codes to records in the name of the reviewer: to those chosen in the table, or to the one shown.

    ``failed`` (UserError) when one cannot be; ``told`` (words) when several were coded at once;
    ``coded`` (words) when one record was; ``stepped`` (words) when a step was taken back or done again.
    """

    failed = Signal(object)
    told = Signal(str)
    stepped = Signal(str)
    coded = Signal(str)

    def __init__(
        self, bridge: CaseBridge, jobs: Jobs, reviewer: Callable[[], Reviewer | None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._bridge, self._jobs = bridge, jobs
        self._reviewer = reviewer
        self._table: EventTableView | None = None

    def take_from(self, table: EventTableView, record: DetailPane) -> None:
        """Code what is chosen in this table, and what this pane asks for."""
        self._table = table
        table.letter_typed.connect(self.toggle_letter)
        record.severity_asked.connect(self.score)
        record.categories_asked.connect(self.sort_into)
        record.level_asked.connect(self.set_level)
        record.confirm_asked.connect(self.confirm)

    @property
    def chosen(self) -> tuple[int, ...]:
        """The records that a key codes: all that are chosen in the table, where the one shown is among them."""
        event = self._bridge.looking.event
        if event is None:
            return ()
        several = self._table.selected if self._table is not None else ()
        return several if event in several else (event,)

    def score_chosen(self, rank: int | None) -> None:
        """Record a severity (None: not scored) for the records that are chosen."""
        events = self.chosen
        if not events or (rank is not None and rank >= len(self._bridge.case.scheme.severity)):
            return
        self._apply(lambda by: set_severity(events, rank, by), self._label(events, _scored(rank)), events)

    def confirm_chosen(self) -> None:
        """Take every suggested code of the records that are chosen as the reviewer's, in one step."""
        events = self.chosen
        if events:
            label = tr("Confirm the codes of {rows}").format(rows=self._rows(events))
            self._apply(
                lambda by: chained([step for event in events for step in self._confirmed(event, by)]), label, events
            )

    @Slot(str)
    def toggle_letter(self, letter: str) -> None:
        """Put the records that are chosen in the category of that letter, or take them out where all are in it."""
        case, events = self._bridge.case, self.chosen
        key = letters_of(case.scheme).get(letter)
        if key is None or not events:
            return
        bit = case.scheme.category_bits[key]
        bits = {event: int(case.events.categories[case.events.position(event)]) for event in events}
        leave = all(held & bit for held in bits.values())
        wanted: dict[int, list[int]] = {}
        for event, held in bits.items():
            wanted.setdefault(held & ~bit if leave else held | bit, []).append(event)

        def edit(by: Reviewer) -> Edit:
            return chained([set_categories(ids, case.scheme.categories_in(held), by) for held, ids in wanted.items()])

        name = tr(case.scheme.category_names[key])  # from resources
        words = tr("not {category}").format(category=name) if leave else name
        self._apply(edit, self._label(events, words), events)

    def score(self, event: int, rank: int | None, child: int | None) -> None:
        """Record a severity for a record, or for one child in it."""
        self._apply(lambda by: set_severity([event], rank, by, child), self._label([event], _scored(rank), child))

    def sort_into(self, event: int, keys: tuple[str, ...]) -> None:
        """Record the categories of a record."""
        self._apply(lambda by: set_categories([event], keys, by), self._label([event], tr("categories")))

    def set_level(self, event: int, child: int, level: int | None) -> None:
        """Record the level of intervention that a record states for a child."""
        words = tr("no level") if level is None else tr("level {rank}").format(rank=level)
        self._apply(lambda by: set_level([event], child, level, by), self._label([event], words, child))

    def confirm(self, event: int) -> None:
        """Take every suggested code of a record as the reviewer's, in one step."""
        label = tr("Confirm the codes of {rows}").format(rows=self._rows([event]))
        self._apply(lambda by: chained(self._confirmed(event, by)), label)

    def mark_stated(self) -> None:
        """Suggest markers for the rows whose codes their sheet states; such rows get none unasked."""
        case, label = self._bridge.case, tr("Suggest markers for rows with codes of their own")

        def done(edit: Edit) -> None:
            before = self._bridge.case.events.markers
            if self._try(lambda: self._bridge.session.apply(edit, label)):
                gained = sum(map(ne, before, self._bridge.case.events.markers))
                self.told.emit(_gained_words(gained))

        if self._bridge.session.sealed:
            self.failed.emit(UserError(self._bridge.session.sealed))
            return
        work = partial(late.coder.mark_stated_rows, case, None)
        self._jobs.start(tr("Looking for markers"), work, done, self.failed.emit)

    def undo(self) -> None:
        """Take back the last step."""
        step = self._bridge.session.undo_label
        if self._try(self._bridge.session.undo):
            self.stepped.emit(tr("Taken back: {step}").format(step=step))

    def redo(self) -> None:
        """Do the step again that was taken back last."""
        step = self._bridge.session.redo_label
        if self._try(self._bridge.session.redo):
            self.stepped.emit(tr("Done again: {step}").format(step=step))

    def _confirmed(self, event: int, by: Reviewer) -> list[Edit]:
        case = self._bridge.case
        record = case.event(event)
        return _confirmations(record, case.scheme.categories_in(record.categories), by)

    def _rows(self, events: Sequence[int]) -> str:
        if len(events) > 1:
            return rows_in_words(len(events))
        return tr("row {row}").format(row=row_in_step(self._bridge.case, events[0]))

    def _label(self, events: Sequence[int], words: str, child: int | None = None) -> str:
        """The step that records these words for these rows, or for one child in them."""
        rows = self._rows(events)
        if child is None:
            return tr("Code {rows}: {words}").format(rows=rows, words=words)
        name = self._bridge.case.children[child].name
        return tr("Code {rows}: {words} for {child}").format(rows=rows, words=words, child=name)

    def _apply(self, edit: Callable[[Reviewer], Edit], label: str, events: Sequence[int] = ()) -> None:
        if self._bridge.session.sealed:
            self.failed.emit(UserError(self._bridge.session.sealed))
            return
        by = self._reviewer()
        if by is None or not self._try(lambda: self._bridge.session.apply(late.following.following(edit(by)), label)):
            return
        if len(events) > 1:
            self.told.emit(tr("{step}. Ctrl+Z takes it back.").format(step=label))
        else:
            self.coded.emit(label)

    def _try(self, deed: Callable[[], object]) -> bool:
        try:
            deed()
        except UserError as error:
            self.failed.emit(error)
            return False
        return True


def _scored(rank: int | None) -> str:
    return tr("not scored") if rank is None else tr("severity {rank}").format(rank=rank)


def _gained_words(rows: int) -> str:
    if not rows:
        return tr("No row with codes of its own tells of anything that has a marker.")
    return trn(
        "{count:,} row gained markers. Ctrl+Z takes it back.",
        "{count:,} rows gained markers. Ctrl+Z takes it back.",
        rows,
    ).format(count=rows)


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
