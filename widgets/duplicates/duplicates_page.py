"""The page of possible duplicates: each pair side by side, decided with one key."""

from collections import Counter

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from app.case.model import Case
from app.language import tr, trn
from importers.duplicates.suggesting import crowded_in_words
from widgets.duplicates.pairs import Pair, Stand, Stands, stand_of
from widgets.parts.column_share import Sharing
from widgets.parts.flow_row import FlowRow
from widgets.parts.headings import section_label, text_label
from widgets.parts.message_bar import MessageBar
from widgets.parts.plain_table import plain_table
from widgets.parts.room import open_over
from widgets.parts.rows_model import RowsModel
from widgets.parts.wording import NOTHING, children_in_words, date_in_words, row_in_words, severity_spelt_out

_HEADINGS = (tr("Decision"), tr("Likeness"), tr("Date"), tr("Agencies"))
_WIDTHS = (13, 8, 12, 30)
_NONE = tr("No two records seem to tell the same event.")
CANCELLED = tr("The search was cancelled. Close this page and open it again to look anew.")
WAITING = (Stand.OPEN, Stand.ASSUMED)
"""Pairs of which nobody has said what they are."""

_DECIDED = {
    Stand.OPEN: "",
    Stand.ASSUMED: tr("Taken for one event when they came in; nobody has looked yet."),
    Stand.SAME: tr("Decided: the same event."),
    Stand.TWO: tr("Decided: not the same."),
}
_STANDS = {
    Stand.OPEN: tr("to decide"),
    Stand.ASSUMED: tr("taken for one"),
    Stand.SAME: tr("the same event"),
    Stand.TWO: tr("not the same"),
}
LOOKING = tr("Looking for events that are told twice…")


class SideOfPair(QScrollArea):
    """One record of a pair, in full."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setAccessibleName(name)
        page = QWidget(self)
        self.place = section_label("", page)
        self.about = text_label(page, tr("{record}: date, agency and children").format(record=name))
        self.words = text_label(page, tr("{record}: what happened").format(record=name))
        column = QVBoxLayout(page)
        for part in (self.place, self.about, self.words):
            column.addWidget(part)
        column.addStretch(1)
        self.setWidget(page)

    def show_event(self, case: Case, event: int) -> None:
        """Show this event."""
        told = case.event(event)
        source = case.sources[told.source]
        self.place.setText(row_in_words(source, told.row))
        lines = (
            (tr("Date"), date_in_words(told.when)),
            (tr("Agency"), case.agency_name(told.agency) or NOTHING),
            (tr("Children"), children_in_words(case, told.subjects) or NOTHING),
            (tr("Severity"), severity_spelt_out(case, case.events.position(event))),
        )
        self.about.setText("\n".join(f"{name}: {value}" for name, value in lines))
        response = "\n\n" + tr("Response: {response}").format(response=told.response) if told.response else ""
        self.words.setText(f"{told.text}{response}")

    def clear(self) -> None:
        """Show nothing."""
        for label in (self.place, self.about, self.words):
            label.setText("")


class DuplicatesPage(QDialog):
    """Lists pairs. ``decided`` (Pair, Stand) when a person decides; ``undo_asked`` to take the last step back.

    ``apart_asked`` when all that an import took for one is to count separately.
    """

    decided = Signal(object, object)
    apart_asked = Signal()
    undo_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Possible duplicates"))
        self.pairs: list[Pair] = []
        self._case: Case | None = None
        self._crowded = ""
        self.bar = MessageBar(self)
        self.summary = text_label(self, tr("How many pairs are to be decided"))
        self.model = RowsModel(_HEADINGS, self)
        self.table = plain_table(self.model, tr("Possible duplicates"), _WIDTHS, self, Sharing(spare=(1,)))
        self.why = text_label(self, tr("Why they seem to be one event"))
        self.kept = SideOfPair(tr("The record that is kept"), self)
        self.twin = SideOfPair(tr("The other record"), self)
        self.same = self._button(tr("&Same event  (S)"), Stand.SAME, "S", self)
        self.two = self._button(tr("&Not the same  (N)"), Stand.TWO, "N", self)
        # Elsewhere the space bar presses the button that has the keyboard.
        later = tr("&Later  (Space)")
        self.later = self._button(later, Stand.OPEN, "Space", self.table)  # not words: a key
        self.apart = QPushButton(tr("&Count all these separately"), self)
        self.apart.setAutoDefault(False)
        self.apart.clicked.connect(self.apart_asked)
        self.close_button = QPushButton(tr("Close"), self)
        self.close_button.setAutoDefault(False)
        self.close_button.clicked.connect(self.close)
        QShortcut(QKeySequence.StandardKey.Undo, self, self.undo_asked.emit)
        self.table.selectionModel().currentRowChanged.connect(lambda now, _before: self._show_pair(now.row()))
        self._lay_out()
        open_over(self, parent, 0.9)
        self.summary.setText(LOOKING)
        self._show_pair(-1)

    def _lay_out(self) -> None:
        right = QWidget(self)
        sides = QHBoxLayout()
        sides.addWidget(self.kept)
        sides.addWidget(self.twin)
        buttons = QHBoxLayout()
        buttons.addLayout(FlowRow(self.same, self.two, self.later), 1)
        buttons.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(right)
        column.setContentsMargins(8, 0, 0, 0)
        column.addWidget(self.why)
        column.addLayout(sides, 1)
        column.addLayout(buttons)
        across = QSplitter(self)
        across.addWidget(self.table)
        across.addWidget(right)
        across.setChildrenCollapsible(False)
        across.setSizes([470, 660])
        whole = QVBoxLayout(self)
        head = QHBoxLayout()
        head.addWidget(self.summary, 1)
        head.addWidget(self.apart, 0, Qt.AlignmentFlag.AlignTop)
        whole.addWidget(self.bar)
        whole.addLayout(head)
        whole.addWidget(across, 1)

    def _button(self, words: str, stand: Stand, key: str, place: QWidget) -> QPushButton:
        button = QPushButton(words, self)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: self._decide(stand))
        shortcut = QShortcut(QKeySequence(key), place, lambda: self._decide(stand))
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        return button

    def show_pairs(self, case: Case, pairs: list[Pair]) -> None:
        """List these pairs; the first that is to be decided is chosen."""
        self.pairs = pairs
        self._crowded = crowded_in_words(case)
        self.show_case(case)
        stands = Stands(case)
        self._choose(next((n for n, pair in enumerate(pairs) if stands.of(pair) in WAITING), 0))
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def tell_cancelled(self) -> None:
        """Say that the search was stopped."""
        self.summary.setText(CANCELLED)

    def show_case(self, case: Case) -> None:
        """Show how the pairs stand now; the chosen one stays chosen."""
        chosen = self.table.currentIndex().row()
        self._case = case
        self.pairs = [pair for pair in self.pairs if case.events.has(pair.kept) and case.events.has(pair.twin)]
        stood = Stands(case)
        standing = [stood.of(pair) for pair in self.pairs]
        self.model.show_rows([_row(case, *each) for each in zip(self.pairs, standing, strict=True)])
        stands = Counter(standing)
        told = _summary(stands) if self.pairs else _NONE
        self.summary.setText(f"{told} {self._crowded}" if self._crowded else told)
        self.apart.setVisible(stands[Stand.ASSUMED] > 0)
        self._choose(chosen)

    @property
    def chosen(self) -> Pair | None:
        """The pair that is shown; None where there is none."""
        row = self.table.currentIndex().row()
        return self.pairs[row] if 0 <= row < len(self.pairs) else None

    def show_pair(self, pair: Pair) -> None:
        """Choose this pair, which is listed."""
        self._choose(self.pairs.index(pair))

    def _choose(self, row: int) -> None:
        if self.pairs:
            self.table.setCurrentIndex(self.model.index(min(max(row, 0), len(self.pairs) - 1), 0))
        self._show_pair(self.table.currentIndex().row())

    def _show_pair(self, row: int) -> None:
        pair = self.pairs[row] if 0 <= row < len(self.pairs) else None
        for button in (self.same, self.two, self.later):
            button.setEnabled(pair is not None)
        if pair is None or self._case is None:
            self.why.setText("")
            self.kept.clear()
            self.twin.clear()
            return
        stand = stand_of(self._case, pair)
        decided = _DECIDED[stand]
        likeness = "" if pair.likeness is None else tr("Likeness {share:.0%}.").format(share=pair.likeness)
        self.why.setText(" ".join(filter(None, (likeness, pair.why, decided))))
        self.later.setText(tr("&Later  (Space)") if stand in WAITING else tr("Take the decision &back  (Space)"))
        self.kept.show_event(self._case, pair.kept)
        self.twin.show_event(self._case, pair.twin)

    def _decide(self, stand: Stand) -> None:
        pair, case = self.chosen, self._case
        if pair is None or case is None:
            return
        row, before = self.table.currentIndex().row(), stand_of(case, pair)
        waits = before in WAITING
        left = waits and stand is Stand.OPEN
        if before is not stand and not left:
            self.decided.emit(pair, stand)
        if waits and self._case is not None and (left or stand_of(self._case, pair) is stand):
            self._choose(self._next_waiting(row))

    def _next_waiting(self, row: int) -> int:
        after = [*range(row + 1, len(self.pairs)), *range(row)]
        stands = Stands(self._case) if self._case is not None else None
        return next((n for n in after if stands and stands.of(self.pairs[n]) in WAITING), row)


def _summary(stands: Counter[Stand]) -> str:
    """How many pairs stand how, and what being taken for one means."""
    waiting, assumed = stands[Stand.OPEN], stands[Stand.ASSUMED]
    left = trn("{count:,} pair of {total:,} to decide.", "{count:,} pairs of {total:,} to decide.", waiting)
    told = [left.format(count=waiting, total=stands.total())] if waiting or not assumed else []
    if assumed:
        came = trn(
            "{count:,} pair was taken for one event when it came in: say whether that is right.",
            "{count:,} pairs were taken for one event when they came in: say whether that is right.",
            assumed,
        )
        told.append(came.format(count=assumed))
    told.append(tr("Such records are drawn and counted once; both stay in the case, and all can be taken back."))
    return " ".join(told)


def _row(case: Case, pair: Pair, stand: Stand) -> tuple[str, ...]:
    events = case.events
    kept, twin = events.position(pair.kept), events.position(pair.twin)
    agencies = " / ".join(case.agency_name(int(events.agency[place])) or NOTHING for place in (kept, twin))
    likeness = NOTHING if pair.likeness is None else f"{pair.likeness:.0%}"
    return _STANDS[stand], likeness, date_in_words(events.when(kept)), agencies
