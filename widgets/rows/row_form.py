"""The form of one row by a reviewer's hand: added, corrected, or mended where the importer had to reject it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.case.dates import ChronologyDate
from app.case.model import Case
from app.errors import UserError
from app.language import tr
from importers.dates.date_words import Problem, read_date
from widgets.dialogs import ask_to_drop
from widgets.parts.headings import text_label
from widgets.parts.keyboard import keyboard_order
from widgets.parts.message_bar import MessageBar, Tone
from widgets.parts.room import open_at, scrolled
from widgets.parts.tick_list import TickList
from widgets.parts.wording import date_reading

NO_DATE = tr("Say when it was, as the chronology would: 14/03/2009, March 2009, early 2010.")

MOST_LINES = 6
"""So many children are shown without scrolling."""


@dataclass(frozen=True, slots=True)
class RowWords:
    """What a row says. ``subjects`` are children (ids)."""

    when: ChronologyDate
    text: str
    subjects: tuple[int, ...]
    agency: str
    response: str
    author: str


@dataclass(frozen=True, slots=True)
class Start:
    """What a form begins with."""

    title: str
    words: str
    date: str = ""
    text: str = ""
    subjects: tuple[int, ...] = ()
    agency: str = ""
    response: str = ""
    author: str = ""
    has_author: bool = True


class RowForm(QDialog):
    """``take`` gets what was given and raises UserError where it cannot be; the form stays open then."""

    def __init__(self, start: Start, case: Case, take: Callable[[RowWords], None], parent: QWidget) -> None:
        super().__init__(parent)
        self._take = take
        self.setWindowTitle(start.title)
        self.bar = MessageBar(self)
        self.date, self.author = QLineEdit(start.date, self), QLineEdit(start.author, self)
        self.reading = QLabel(self)
        self.agency = QComboBox(self)
        self.children_list = TickList(self)
        self.text, self.response = QPlainTextEdit(start.text, self), QPlainTextEdit(start.response, self)
        self.keep, self.cancel = QPushButton(tr("&Keep"), self), QPushButton(tr("Cancel"), self)
        self._fill(start, case)
        self._lay_out(start)
        self.date.textChanged.connect(self._read_date)
        self.keep.clicked.connect(self._on_keep)
        self.cancel.clicked.connect(self.reject)
        self._read_date()
        self._first = self._given

    def reject(self) -> None:
        """Leave; where something was typed, only once that may go."""
        if self._given == self._first or ask_to_drop(self):
            super().reject()

    @property
    def _given(self) -> tuple[object, ...]:
        """What stands in the form."""
        lines = (self.date.text(), self.agency.currentText(), self.author.text())
        return (*lines, self.text.toPlainText(), self.response.toPlainText(), self.children_list.children_ticked)

    def _fill(self, start: Start, case: Case) -> None:
        self.agency.setEditable(True)
        self.agency.addItems(["", *sorted(agency.name for agency in case.agencies)])
        self.agency.setCurrentText(start.agency)
        self.children_list.show_children(case.children, start.subjects)
        for editor in (self.text, self.response):
            editor.setTabChangesFocus(True)

    def _lay_out(self, start: Start) -> None:
        words = text_label(self, tr("What this is for"))
        words.setText(start.words)
        self.reading.setObjectName("soft")
        self.reading.setWordWrap(True)
        page = QWidget(self)
        form = QFormLayout(page)
        form.setContentsMargins(0, 0, 0, 0)
        for label, field in (
            (tr("&Date"), self.date),
            ("", self.reading),
            (tr("&Agency"), self.agency),
            (tr("C&hildren"), self.children_list),
            (tr("&What happened"), self.text),
            (tr("&Response"), self.response),
            (tr("A&uthor"), self.author),
        ):
            form.addRow(label, field)
            if label:
                field.setAccessibleName(label.replace("&", ""))
        form.setRowVisible(self.author, start.has_author)
        self.children_list.ensurePolished()  # so that it knows how large its type and its ticks are
        line = max(self.children_list.sizeHintForRow(0), self.fontMetrics().height())
        shown = min(max(self.children_list.count(), 2), MOST_LINES)
        self.children_list.setFixedHeight(line * shown + 2 * self.children_list.frameWidth() + 6)
        self.response.setMaximumHeight(self.fontMetrics().height() * 5)
        foot = QHBoxLayout()
        foot.addStretch(1)
        for button in (self.keep, self.cancel):
            button.setAutoDefault(False)
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.addWidget(self.bar)
        column.addWidget(words)
        column.addWidget(scrolled(page), 1)
        column.addLayout(foot)
        fields = (self.date, self.agency, self.children_list, self.text, self.response, self.author)
        keyboard_order(*fields, self.keep, self.cancel)
        open_at(self, 640, 560)

    def _read_date(self) -> None:
        said = self.date.text().strip()
        found = read_date(said) if said else None
        if found is None:
            self.reading.setText(NO_DATE)
        elif isinstance(found, Problem):
            self.reading.setText(tr("This cannot be read as a date: {why}.").format(why=found.reason))
        else:
            self.reading.setText(tr("Read as {reading}.").format(reading=date_reading(found)))

    def _on_keep(self) -> None:
        said = self.date.text().strip()
        found = read_date(said) if said else None
        if found is None or isinstance(found, Problem):
            none = tr("“{words}” is no date: {why}.")
            told = NO_DATE if found is None else none.format(words=said, why=found.reason)
            self.bar.tell(told, Tone.PROBLEM)
            self.date.setFocus()
            return
        words = RowWords(
            found,
            self.text.toPlainText(),
            self.children_list.children_ticked,
            self.agency.currentText().strip(),
            self.response.toPlainText(),
            self.author.text(),
        )
        try:
            self._take(words)
        except UserError as error:
            self.bar.tell(str(error), Tone.PROBLEM)
        else:
            self.accept()


class SplitForm(QDialog):
    """A record's words, to be divided by lines of dashes. ``take`` gets the parts, as ``RowForm``'s does."""

    LINE = "-----"

    def __init__(self, text: str, take: Callable[[Sequence[str]], None], parent: QWidget) -> None:
        super().__init__(parent)
        self._take = take
        self.setWindowTitle(tr("Split the record"))
        self.bar = MessageBar(self)
        self.text = QPlainTextEdit(text, self)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(tr("The words of the record"))
        self.count = QLabel(self)
        self.here, self.keep = QPushButton(tr("Split &here"), self), QPushButton(tr("&Keep"), self)
        self.cancel = QPushButton(tr("Cancel"), self)
        words = text_label(self, tr("What this is for"))
        words.setText(
            tr(
                "Put the cursor where another event begins and press “Split here”. Every part keeps the date, the "
                "children and the confirmed codes, and can be corrected afterwards; the whole stays in the case, "
                "withdrawn."
            )
        )
        foot = QHBoxLayout()
        foot.addWidget(self.here)
        foot.addWidget(self.count, 1)
        for button in (self.keep, self.cancel):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        for part in (self.bar, words, self.text):
            column.addWidget(part)
        column.addLayout(foot)
        open_at(self, 640, 460)
        self._connect()
        self._first = self.parts

    def reject(self) -> None:
        """Leave; where a split was begun or words were changed, only once that may go."""
        if self.parts == self._first or ask_to_drop(self):
            super().reject()

    def _connect(self) -> None:
        for button in (self.here, self.keep, self.cancel):
            button.setAutoDefault(False)
        self.here.clicked.connect(self._on_here)
        self.keep.clicked.connect(self._on_keep)
        self.cancel.clicked.connect(self.reject)
        self.text.textChanged.connect(self._count)
        self._count()

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts as they stand."""
        parts = f"\n{self.text.toPlainText()}\n".split(f"\n{self.LINE}\n")
        return tuple(part.strip() for part in parts if part.strip())

    def _on_here(self) -> None:
        self.text.insertPlainText(f"\n{self.LINE}\n")
        self.text.setFocus()

    def _count(self) -> None:
        number = len(self.parts)
        self.count.setText(tr("one record, not split yet") if number < 2 else tr("{count} parts").format(count=number))
        self.keep.setEnabled(number > 1)

    def _on_keep(self) -> None:
        try:
            self._take(self.parts)
        except UserError as error:
            self.bar.tell(str(error), Tone.PROBLEM)
        else:
            self.accept()
