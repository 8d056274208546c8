"""The page of rows that two reviewers gave otherwise: side by side, decided with one key."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from app.case.disagreements import gravest_first, to_decide, waiting
from app.case.model import Case, Disagreement, Settled
from app.language import tr, trc, trn
from widgets.agreement.own_value import OwnValue
from widgets.agreement.values import DECISIONS, field_in_words, value_in_words
from widgets.parts.column_share import Sharing
from widgets.parts.flow_row import FlowRow
from widgets.parts.headings import section_label, text_label
from widgets.parts.keyboard import keyboard_order
from widgets.parts.message_bar import MessageBar, Tone
from widgets.parts.plain_table import plain_table
from widgets.parts.room import open_over
from widgets.parts.rows_model import RowsModel
from widgets.parts.wording import NOTHING, children_in_words, date_in_words, row_in_words

_HEADINGS = (tr("Decision"), tr("What"), trc("side", "Left"), trc("side", "Right"), tr("Date"))
_WIDTHS = (9, 12, 13, 13, 11)
UNKNOWN = tr("The scheme has no category called: {words}. Nothing was set.")
NONE = tr(
    "No two reviewers differ. Once a colleague’s copy of this case is joined (Case, Join a colleague’s copy), "
    "what the two of you coded differently stands here."
)


class AgreementPage(QDialog):
    """Lists what differs, grave differences first.

    ``decided`` (place in the case's disagreements, Settled, own value as JSON); ``undo_asked`` to undo.
    """

    decided = Signal(int, object, str)
    undo_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Where two reviewers differ"))
        self._case: Case | None = None
        self.places: list[int] = []
        self.bar = MessageBar(self)
        self.summary = text_label(self, tr("How much is decided"))
        self.measured = text_label(self, tr("How far the two agree"))
        self.model = RowsModel(_HEADINGS, self)
        self.table = plain_table(
            self.model, tr("Where two reviewers differ"), _WIDTHS, self, Sharing(whole=(4,), spare=(4,))
        )
        self.left, self.left_value = self._side(trc("side", "Left"))
        self.right, self.right_value = self._side(trc("side", "Right"))
        self.where, self.about = section_label("", self), text_label(self, tr("The record"))
        self.own = OwnValue(self)
        self.take_left = self._button(tr("Take &left  (L)"), Settled.MINE, "L", self)
        self.take_right = self._button(tr("Take &right  (R)"), Settled.THEIRS, "R", self)
        back = tr("Take &back  (Backspace)")
        self.take_back = self._button(back, Settled.WAITING, "Backspace", self.table)  # not words: a key
        self.later = QPushButton(tr("&Next  (Space)"), self)
        self.close_button = QPushButton(tr("Close"), self)
        self._lay_out()
        self._connect()
        open_over(self, parent, 0.9)
        self.measured.hide()

    def _side(self, name: str) -> tuple[QGroupBox, QLabel]:
        box = QGroupBox(name, self)
        words = text_label(box, tr("{side}: what was given").format(side=name))
        QVBoxLayout(box).addWidget(words)
        return box, words

    def _button(self, words: str, choice: Settled, key: str, place: QWidget) -> QPushButton:
        button = QPushButton(words, self)
        button.clicked.connect(lambda: self._decide(choice))
        shortcut = QShortcut(QKeySequence(key), place, lambda: self._decide(choice))
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        return button

    def _lay_out(self) -> None:
        right = QWidget(self)
        sides = QHBoxLayout()
        for box in (self.left, self.right):
            sides.addWidget(box, 1)
        buttons = QHBoxLayout()
        decisions = (self.take_left, self.take_right, self.later, self.take_back)
        for button in (*decisions, self.close_button):
            button.setAutoDefault(False)
        buttons.addLayout(FlowRow(*decisions), 1)
        buttons.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(right)
        column.setContentsMargins(8, 0, 0, 0)
        column.addWidget(self.where)
        column.addLayout(sides)
        column.addWidget(self.own)
        reading = QScrollArea(right)
        reading.setWidgetResizable(True)
        reading.setFrameShape(QScrollArea.Shape.NoFrame)
        reading.setWidget(self.about)
        column.addWidget(reading, 1)
        column.addLayout(buttons)
        self.about.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        across = QSplitter(self)
        across.addWidget(self.table)
        across.addWidget(right)
        across.setChildrenCollapsible(False)
        across.setSizes([520, 600])
        whole = QVBoxLayout(self)
        for part in (self.bar, self.summary, self.measured):
            whole.addWidget(part)
        whole.addWidget(across, 1)
        keyboard_order(self.table, reading, *decisions, self.close_button)

    def _connect(self) -> None:
        self.close_button.clicked.connect(self.close)
        self.later.clicked.connect(self._go_on)
        QShortcut(QKeySequence("Space"), self.table, self._go_on)  # not words: a key
        QShortcut(QKeySequence("O"), self, self.own.take.click)
        QShortcut(QKeySequence.StandardKey.Undo, self, self.undo_asked.emit)
        self.own.chosen.connect(lambda value: self._decide(Settled.OWN, value))
        self.own.unknown.connect(lambda words: self.bar.tell(UNKNOWN.format(words=words), Tone.PROBLEM))
        self.table.selectionModel().currentRowChanged.connect(lambda now, _before: self._show(now.row()))

    def tell_agreement(self, words: str) -> None:
        """Say how far the two reviewers agree."""
        self.measured.setText(words)
        self.measured.setVisible(bool(words))

    def show_case(self, case: Case) -> None:
        """Show how everything stands now; what was chosen stays chosen, at first what waits first."""
        first, before, chosen = self._case is None, self._case, self.chosen
        self._case = case
        known = set(self.places)
        fresh = [place for place in to_decide(case) if place not in known]
        self.places = [place for place in self.places if place in to_decide(case)] + gravest_first(case, fresh)
        self.model.show_rows([_row(case, case.disagreements[place]) for place in self.places])
        left, total = len(waiting(case)), len(self.places)
        alone = len(case.disagreements) - total
        told = tr("{done:,} of {total:,} decided.").format(done=total - left, total=total) if total else NONE
        if alone:
            settled = trn(
                "{count:,} other difference settled itself: one side had changed it later.",
                "{count:,} other differences settled themselves: one side had changed them later.",
                alone,
            )
            told = f"{told} {settled.format(count=alone)}"
        self.summary.setText(told)
        undone = _taken_back(before, case)
        place = chosen if undone is None else undone
        self._choose(self.places.index(place) if place in self.places else self._next_waiting(-1))
        if first:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def chosen(self) -> int | None:
        """The place of the disagreement that is shown; None where there is none."""
        row = self.table.currentIndex().row()
        return self.places[row] if 0 <= row < len(self.places) else None

    def _choose(self, row: int) -> None:
        if self.places:
            self.table.setCurrentIndex(self.model.index(min(max(row, 0), len(self.places) - 1), 0))
        self._show(self.table.currentIndex().row())

    def _show(self, row: int) -> None:
        case = self._case
        there = case is not None and 0 <= row < len(self.places)
        for part in (self.take_left, self.take_right, self.take_back, self.later, self.left, self.right):
            part.setEnabled(there)
        if case is None or not there:
            self.own.show_nothing()
            return
        item = case.disagreements[self.places[row]]
        self.take_back.setEnabled(item.settled is not Settled.WAITING)
        for box, name, value, by, side in (
            (self.left, trc("side", "Left"), item.mine, item.mine_by, Settled.MINE),
            (self.right, trc("side", "Right"), item.theirs, item.theirs_by, Settled.THEIRS),
        ):
            who = tr("{side}: {reviewer}").format(side=name, reviewer=by or tr("not known who"))
            box.setTitle(f"{who}  ✓" if item.settled is side else who)
            words = self.left_value if side is Settled.MINE else self.right_value
            words.setText(value_in_words(case, item, value))
        self.own.show_item(case, item)
        self.where.setText(_where(case, item))
        self.about.setText(_about(case, item))

    def _decide(self, choice: Settled, own: str = "") -> None:
        place, case, row = self.chosen, self._case, self.table.currentIndex().row()
        if place is None or case is None:
            return
        self.bar.dismiss()
        if case.disagreements[place].settled is not choice or choice is Settled.OWN:
            self.decided.emit(place, choice, own)
        now = self._case
        if choice is not Settled.WAITING and now is not None and now.disagreements[place].settled is choice:
            self._choose(self._next_waiting(row))
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_on(self) -> None:
        self._choose(self._next_waiting(self.table.currentIndex().row()))

    def _next_waiting(self, row: int) -> int:
        left = set(waiting(self._case)) if self._case else set[int]()
        after = [*range(row + 1, len(self.places)), *range(max(row, 0))]
        return next((at for at in after if self.places[at] in left), max(row, 0))


def _taken_back(before: Case | None, now: Case) -> int | None:
    """The place of what was decided before and waits again, as after an undo; None where there is none."""
    if before is None:
        return None
    again = set(waiting(now)) - set(waiting(before))
    known = range(min(len(before.disagreements), len(now.disagreements)))
    return next((place for place in known if place in again), None)


def _row(case: Case, item: Disagreement) -> tuple[str, ...]:
    day = NOTHING
    if item.event is not None and case.events.has(item.event):
        day = date_in_words(case.events.when(case.events.position(item.event)))
    values = (value_in_words(case, item, value) for value in (item.mine, item.theirs))
    return (DECISIONS[item.settled], field_in_words(item), *values, day)


def _where(case: Case, item: Disagreement) -> str:
    if item.event is None or not case.events.has(item.event):
        return field_in_words(item)
    told = case.event(item.event)
    source = case.sources[told.source]
    return f"{field_in_words(item)}  –  {row_in_words(source, told.row)}"


def _about(case: Case, item: Disagreement) -> str:
    decided = ""
    if item.by:
        own = value_in_words(case, item, item.own) if item.own else ""
        said = tr("Decided by {reviewer}: {value}.") if own else tr("Decided by {reviewer}.")
        decided = "\n\n" + said.format(reviewer=item.by, value=own)
    if item.event is None or not case.events.has(item.event):
        return decided.strip()
    told = case.event(item.event)
    lines = [
        tr("Date: {date}").format(date=date_in_words(told.when)),
        tr("Agency: {agency}").format(agency=case.agency_name(told.agency) or NOTHING),
        tr("Children: {children}").format(children=children_in_words(case, told.subjects) or NOTHING),
        "",
        told.text,
    ]
    response = "\n\n" + tr("Response: {response}").format(response=told.response) if told.response else ""
    return "\n".join(lines) + response + decided
