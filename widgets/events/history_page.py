"""Every step that the case has gone through, in words: who, when and what, to be searched and stepped through."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.case.dates import spoken
from app.case.history import Step, StepKind
from app.language import tr, trn
from app.search.query import parse, suits
from app.storage.audit import Entry
from widgets.parts.column_share import Sharing
from widgets.parts.empty_words import EmptyWords
from widgets.parts.headings import text_label
from widgets.parts.plain_table import plain_table
from widgets.parts.room import open_at
from widgets.parts.rows_model import RowsModel

HEADINGS = (tr("Now"), tr("When"), tr("Who"), tr("What was done"))
HERE, TAKEN_BACK, IN_FORCE = tr("▶ here"), tr("taken back"), ""
_DEEDS = {
    StepKind.DONE: "{step}",
    StepKind.UNDONE: tr("Taken back: {step}"),
    StepKind.REDONE: tr("Done again: {step}"),
}
NO_STEPS = tr("Nothing was done to this case yet.")
NONE_FOUND = tr("No step has these words.")
ABOUT = tr(
    "Every step of the case, the latest first. The steps of this sitting can be taken back and done again; "
    "going to one takes back all that came after it."
)


@dataclass(frozen=True, slots=True)
class Told:
    """A line of the history. ``go`` steps are to be redone (below 0: undone) to stand there; None: that cannot be."""

    words: tuple[str, str, str, str]
    go: int | None


def told(trail: Sequence[Entry], behind: Sequence[Step], ahead: Sequence[Step]) -> list[Told]:
    """Every line of the trail in words, the latest first.

    ``behind`` are the steps that undo would take back, the last first to go; ``ahead`` those that redo would do,
    the first first to come.
    """
    way = {id(step): place + 1 - len(behind) for place, step in enumerate(behind)}
    way |= {id(step): place + 1 for place, step in enumerate(ahead)}
    lines: list[Told] = []
    for step, _what in reversed(trail):
        go = way.get(id(step)) if step.kind is StepKind.DONE else None
        now = "" if go is None else HERE if go == 0 else TAKEN_BACK if go > 0 else IN_FORCE
        when = datetime.fromisoformat(step.at).astimezone()
        lines.append(
            Told((now, f"{spoken(when.date())}, {when:%H:%M}", step.by, _DEEDS[step.kind].format(step=step.label)), go)
        )
    return lines


class HistoryPage(QDialog):
    """``go_asked`` (steps; below 0 to take back, above to do again) by its buttons, Enter or a double click."""

    go_asked = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("History of the case"))
        self._lines: list[Told] = []
        self._shown: list[Told] = []
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(tr("Search the history"))
        self.field.setAccessibleName(tr("Search the history"))
        self.field.setClearButtonEnabled(True)
        self.model = RowsModel(HEADINGS, self)
        self.table = plain_table(self.model, tr("Steps"), (11, 24, 18, 30), self, Sharing(0.45, whole=(1,)))
        EmptyWords(self.table, lambda: NONE_FOUND if self.field.text() else NO_STEPS)
        self.count = text_label(self, tr("How many steps"))
        self.back = QPushButton(tr("Take &back one step"), self)
        self.forward = QPushButton(tr("Do one &again"), self)
        self.go = QPushButton(tr("&Go to this step"), self)
        self.close_button = QPushButton(tr("Close"), self)
        self._lay_out()
        self.field.textChanged.connect(self._list)
        self.table.selectionModel().currentRowChanged.connect(lambda _now, _before: self._offer())
        self.table.activated.connect(lambda _index: self._go())
        self.back.clicked.connect(lambda: self.go_asked.emit(-1))
        self.forward.clicked.connect(lambda: self.go_asked.emit(1))
        self.go.clicked.connect(self._go)
        self.close_button.clicked.connect(self.close)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        about = text_label(self, tr("What this is"))
        about.setText(ABOUT)
        for part in (about, self.field):
            column.addWidget(part)
        column.addWidget(self.table, 1)
        column.addWidget(self.count)
        row = QHBoxLayout()
        for button in (self.back, self.forward, self.go):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.close_button)
        for button in (self.back, self.forward, self.go, self.close_button):
            button.setAutoDefault(False)
        column.addLayout(row)
        open_at(self, 860, 520)
        self.table.setFocus()

    def show_steps(self, lines: Sequence[Told], can_go_back: bool, can_go_on: bool) -> None:
        """Show these lines, and which way one can step."""
        self._lines = list(lines)
        self.back.setEnabled(can_go_back)
        self.forward.setEnabled(can_go_on)
        self._list()

    @property
    def steps_shown(self) -> tuple[tuple[str, ...], ...]:
        """The lines that are listed, in words."""
        return tuple(line.words for line in self._shown)

    def _list(self) -> None:
        query, chosen = parse(self.field.text()), self.table.currentIndex().row()
        self._shown = [line for line in self._lines if suits(query, "; ".join(line.words))]
        self.model.show_rows([line.words for line in self._shown])
        self.count.setText(_counted(len(self._shown), len(self._lines)))
        if self._shown:
            self.table.selectRow(min(max(chosen, 0), len(self._shown) - 1))
        self._offer()

    def _way(self) -> int | None:
        row = self.table.currentIndex().row()
        return self._shown[row].go if 0 <= row < len(self._shown) else None

    def _offer(self) -> None:
        self.go.setEnabled(bool(self._way()))

    def _go(self) -> None:
        way = self._way()
        if way:
            self.go_asked.emit(way)


def _counted(shown: int, every: int) -> str:
    if shown == every:
        return trn("{count:,} step", "{count:,} steps", shown).format(count=shown)
    return trn("{count:,} step of {every:,}", "{count:,} steps of {every:,}", shown).format(count=shown, every=every)
