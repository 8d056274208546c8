"""The page of a case's own words: what they are, what each would do here, and the file that the command line reads."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from app.case.model import Case
from app.case.own_words import OwnEntry
from app.coding.case_words import entry_of, own_entry
from app.coding.lexicon import AnyEntry
from app.coding.trying_words import Fault, Tried
from app.errors import DataError
from app.language import tr, trn
from widgets.knowledge.own_words_form import KINDS, OwnWordsForm
from widgets.parts.empty_words import EmptyWords
from widgets.parts.flow_row import FlowRow
from widgets.parts.headings import section_label, text_label
from widgets.parts.keyboard import keyboard_order
from widgets.parts.marker_words import markers_in_words
from widgets.parts.message_bar import MessageBar
from widgets.parts.own_entry_words import deed_of_own, words_of_own, years_in_words
from widgets.parts.plain_table import plain_table
from widgets.parts.room import open_over
from widgets.parts.rows_model import RowsModel
from widgets.parts.wording import NOTHING, categories_in_words, date_in_words, levels_in_words, severity_in_words

NONE_YET = tr("None yet. An example: “left at soft play”, a concern of supervision, severity 2.")
_WAIT = 350
"""Milliseconds without a key after which the words are tried."""


class OwnWordsPage(QDialog):
    """``try_asked`` (entry, id it takes the place of), ``keep_asked`` (the same), ``forget_asked`` (own entry),
    ``anew_asked``, ``file_asked``, ``save_asked``, ``undo_asked``."""

    try_asked = Signal(object, str)
    keep_asked = Signal(object, str)
    forget_asked = Signal(object)
    anew_asked = Signal()
    file_asked = Signal()
    save_asked = Signal()
    undo_asked = Signal()

    def __init__(self, case: Case, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Your own words"))
        self._case, self._chosen = case, ""
        self.tried: Tried | None = None
        """What the words in the form would do; None while that is not known."""
        self.bar = MessageBar(self)
        self.model = RowsModel((tr("Words"), tr("What they are"), tr("Years"), tr("Who says so")), self)
        self.table = plain_table(self.model, tr("Your own words"), (22, 22, 12, 16), self)
        EmptyWords(self.table, lambda: NONE_YET)
        self.form = OwnWordsForm(self)
        self.found = text_label(self, tr("Records that hold these words"))
        self.records = RowsModel((tr("Date"), tr("Record"), tr("Now"), tr("Would be")), self)
        self.records_table = plain_table(
            self.records, tr("The first records that hold these words"), (11, 24, 20, 20), self
        )
        self.keep_button = QPushButton(tr("&Keep"), self)
        self.not_yet = text_label(self, tr("Why these words cannot be kept yet"))
        self.new_button = QPushButton(tr("&New words"), self)
        self.forget_button = QPushButton(tr("&Delete"), self)
        self.file_button = QPushButton(tr("From a f&ile…"), self)
        self.save_button = QPushButton(tr("Save &as a file…"), self)
        self.anew_button = QPushButton(tr("Su&ggest codes anew"), self)
        self.close_button = QPushButton(tr("Close"), self)
        self._waiting = QTimer(self)
        self._lay_out()
        self._connect()
        open_over(self, parent, 0.94)
        self._across.setSizes([self.width() * 11 // 20, self.width() * 9 // 20])
        self.show_case(case)

    def _lay_out(self) -> None:
        self.keep_button.setToolTip(tr("Keep these words with the case, or what was changed of them"))
        self.anew_button.setToolTip(tr("New suggestions for all that is only suggested; codes that were given stay"))
        left, right = QWidget(self), QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table, 2)
        column.addLayout(FlowRow(self.new_button, self.forget_button, self.file_button, self.save_button))
        column.addWidget(section_label(tr("In this case"), left))
        column.addWidget(self.found)
        column.addWidget(self.records_table, 2)
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.form, 1)
        keep = QHBoxLayout()
        keep.addWidget(self.keep_button)
        keep.addWidget(self.not_yet, 1)
        column.addLayout(keep)
        across = self._across = QSplitter(Qt.Orientation.Horizontal, self)
        across.addWidget(left)
        across.addWidget(right)
        across.setChildrenCollapsible(False)
        foot = QHBoxLayout()
        foot.addWidget(self.anew_button)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        whole = QVBoxLayout(self)
        whole.addWidget(self.bar)
        whole.addWidget(across, 1)
        whole.addLayout(foot)

    def _connect(self) -> None:
        buttons = (self.new_button, self.forget_button, self.file_button, self.save_button)
        keyboard_order(self.table, *buttons, self.records_table, *self.form.fields, self.keep_button)
        keyboard_order(self.keep_button, self.anew_button, self.close_button)
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)
        self._waiting.setSingleShot(True)
        self._waiting.setInterval(_WAIT)
        self._waiting.timeout.connect(self._try)
        self.form.changed.connect(self._on_changed)
        self.table.selectionModel().currentRowChanged.connect(lambda now, _before: self._on_row(now.row()))
        self.new_button.clicked.connect(self.begin)
        self.keep_button.clicked.connect(lambda: self.keep_asked.emit(self._entry(), self._chosen))
        self.forget_button.clicked.connect(self._on_forget)
        self.file_button.clicked.connect(self.file_asked)
        self.save_button.clicked.connect(self.save_asked)
        self.anew_button.clicked.connect(self.anew_asked)
        self.close_button.clicked.connect(self.close)
        QShortcut(QKeySequence.StandardKey.Undo, self, self.undo_asked.emit)

    def show_case(self, case: Case, chosen: str | None = None) -> None:
        """Show the own words of a case as it now is; ``chosen`` is the id of those to show in the form.

        Without it what is being written stays there: the case may be worked on beside the page.
        """
        draft = self.form.draft if chosen is None else None
        if case.scheme is not self._case.scheme or not self.form.kind.count():
            self.form.use_scheme(case.scheme)
        self._case = case
        wanted = self._chosen if chosen is None else chosen
        self.model.show_rows([self._row(own) for own in case.own_words])
        self.save_button.setEnabled(bool(case.own_words))
        self.anew_button.setEnabled(bool(len(case.events)))
        ids = [own.id for own in case.own_words]
        if wanted in ids:
            self.table.setCurrentIndex(self.model.index(ids.index(wanted), 0))
        elif wanted or draft is None:
            self.begin()
        if draft is not None and wanted in ("", *ids):
            self.form.resume(draft)
            self._on_changed()

    def _row(self, own: OwnEntry) -> tuple[str, ...]:
        entry = _readable(own)
        years, source = (years_in_words(entry), entry.source) if entry else ("", "")
        return words_of_own(own), deed_of_own(own, self._case.scheme), years, source

    def begin(self) -> None:
        """Begin an entry that is new."""
        self.table.clearSelection()
        self.table.setCurrentIndex(self.model.index(-1, -1))
        self._show(None, "")
        self.form.phrases.setFocus()

    def _on_row(self, row: int) -> None:
        if 0 <= row < len(self._case.own_words):
            own = self._case.own_words[row]
            self._show(_readable(own), own.id)

    def _show(self, entry: AnyEntry | None, chosen: str) -> None:
        self._chosen = chosen
        here = not chosen or type(entry) in KINDS
        self.form.setEnabled(here)
        self.form.show_entry(entry if here else None)
        self.forget_button.setEnabled(bool(chosen))
        self._on_changed()

    def _on_changed(self) -> None:
        self.tried = None
        self.keep_button.setEnabled(False)
        self._waiting.start()
        if not self.form.isEnabled():
            self.found.setText(tr("These come from a file. They count here, and are changed in the file."))
        elif self.form.is_empty:
            self.found.setText(tr("Write some words to see which records hold them."))
        else:
            return
        self._show_fault(None)
        self.records.show_rows([])

    def _try(self) -> None:
        if self.form.isEnabled() and not self.form.is_empty:
            self.try_asked.emit(self._entry(), self._chosen)

    def _entry(self) -> AnyEntry:
        return self.form.entry(self._chosen or self._free_id())

    def _free_id(self) -> str:
        """A name for a new entry that none has: its first phrase, in letters."""
        words = "".join(c if c.isalnum() else " " for c in "".join(self.form.phrases.lines[:1]).casefold()).split()
        name, taken = f"ours.{'_'.join(words[:5]) or 'words'}", {own.id for own in self._case.own_words}
        return next(one for one in (name, *(f"{name}_{n}" for n in range(2, 10_000))) if one not in taken)

    def show_tried(self, tried: Tried, entry: AnyEntry) -> None:
        """Show what the words would do; an answer for words that were changed since says nothing any more."""
        if self.form.is_empty or not self.form.isEnabled() or self._entry() != entry:
            return
        self.tried = tried
        self._show_fault(tried.fault)
        known = next((own for own in self._case.own_words if own.id == self._chosen), None)
        self.keep_button.setEnabled(tried.fault is None and known != own_entry(entry))
        if tried.after is None:
            self.found.setText(tr("Which records hold them is told once the words can be read."))
            self.records.show_rows([])
            return
        self.found.setText(_held_words(tried.holding, len(self._case.events)))
        self.records.show_rows([self._record(event, tried.after) for event in tried.first])

    def _show_fault(self, fault: Fault | None) -> None:
        """Under its field, and beside the button too: the field may be out of sight."""
        self.form.show_fault(fault)
        self.not_yet.setText(fault.says if fault else "")

    def _record(self, event: int, after: Case) -> tuple[str, ...]:
        place = self._case.events.position(event)
        record = self._case.events.event(place)
        now, then = _codes(self._case, place), _codes(after, after.events.position(event))
        return date_in_words(record.when), record.text, now, tr("stays as it is") if now == then else then

    def _on_forget(self) -> None:
        for own in self._case.own_words:
            if own.id == self._chosen:
                self.forget_asked.emit(own)
                return


def _readable(own: OwnEntry) -> AnyEntry | None:
    try:
        return entry_of(own)
    except DataError:
        return None


def _codes(case: Case, place: int) -> str:
    """The codes of a record in few words."""
    events = case.events
    told = (
        severity_in_words(case, place),
        categories_in_words(case, int(events.categories[place])),
        levels_in_words(case, place),
        markers_in_words(events.markers[place]),
    )
    return "; ".join(part for part in told if part and part != NOTHING) or tr("no codes")


def _held_words(count: int, of: int) -> str:
    if not count:
        return tr("No record of this case holds these words.")
    return trn(
        "{count:,} of {of:,} records holds them. The first, with its codes:",
        "{count:,} of {of:,} records hold them. The first, with their codes:",
        count,
    ).format(count=count, of=of)
