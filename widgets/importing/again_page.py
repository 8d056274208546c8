"""A file that came before comes again: what is new, changed, gone and the same, and what is to become of it."""

from enum import Enum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton, QTabWidget, QVBoxLayout, QWidget

from app.case.again_edits import Again, ChangedRow
from app.case.model import Case, ImportBatch
from app.language import tr, trn
from widgets.parts.headings import text_label
from widgets.parts.plain_table import plain_table
from widgets.parts.room import open_over
from widgets.parts.rows_model import RowsModel
from widgets.parts.wording import date_in_words

_HEADINGS = (tr("Row"), tr("Date"), tr("What happened"))
_CHANGED = (tr("Row"), tr("Date"), tr("What changed"), tr("What it said"), tr("What it says now"))
_WIDTHS = (5, 18, 60)
_CHANGED_WIDTHS = (5, 18, 24, 50, 50)
_MOST_SHOWN = 2000
_FIELDS = {
    "date": tr("date"),
    "end_date": tr("end date"),
    "entry_date": tr("entry date"),
    "time": tr("time"),
    "subjects": tr("subjects"),
    "text": tr("text"),
    "response": tr("response"),
    "outcome": tr("outcome"),
    "agency": tr("agency"),
    "source": tr("source"),
    "author": tr("author"),
    "severity": tr("severity"),
    "level": tr("level"),
    "category": tr("category"),
    "child_seen": tr("child seen"),
    "child_voice": tr("child voice"),
    "significance": tr("significance"),
    "analysis": tr("analysis"),
    "age": tr("age"),
    "reference": tr("reference"),
}
"""What the fields of a row are called in a sentence; a column that serves none goes by its heading."""


class Wish(Enum):
    """What to do with a file that came before."""

    REPLACE = "replace"
    ADD = "add"
    CANCEL = "cancel"


class AgainPage(QDialog):
    """Shows how the files differ. ``answered`` (Wish) once, when it closes."""

    answered = Signal(object)

    def __init__(self, again: Again, batch: ImportBatch, case: Case, parent: QWidget) -> None:
        super().__init__(parent)
        self._wish = Wish.CANCEL
        files = sorted({case.sources[number].file for number in again.sources})
        self.setWindowTitle(tr("This file came before"))
        self.words = text_label(self, tr("What differs"))
        self.words.setText(_summary(again, files))
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        for title, headings, widths, rows in _tables(again, batch, case):
            model = RowsModel(headings, self)
            model.show_rows(rows[:_MOST_SHOWN])
            self.tabs.addTab(plain_table(model, title, widths, self), title)
        self.buttons = QDialogButtonBox(self)
        self.replace_button = self._button(tr("&Take the corrected file"), Wish.REPLACE)
        self.replace_button.setDefault(True)
        self.add_button = self._button(tr("&Add it as another file"), Wish.ADD)
        self.buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for part in (self.words, self.tabs, self.buttons):
            column.addWidget(part)
        self.finished.connect(lambda _code: self.answered.emit(self._wish))
        open_over(self, parent, 0.85)

    def _button(self, words: str, wish: Wish) -> QPushButton:
        button = QPushButton(words, self)
        self.buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        button.clicked.connect(lambda: self._choose(wish))
        return button

    def _choose(self, wish: Wish) -> None:
        self._wish = wish
        self.accept()


def _summary(again: Again, files: list[str]) -> str:
    counts = trn(
        "{new:,} new row, {changed:,} changed, {gone:,} gone, {same:,} the same",
        "{new:,} new rows, {changed:,} changed, {gone:,} gone, {same:,} the same",
        len(again.new),
    ).format(
        new=len(again.new),
        changed=len(again.changed),
        gone=len(again.gone),
        same=len(again.same) + len(again.mended),
    )
    return tr(
        "{files} is in the case already. Compared with it: {counts}. Taking the corrected file keeps every "
        "code, note and decision on rows that did not change; rows that are gone are withdrawn, and stay in the case."
    ).format(files=", ".join(files), counts=counts)


def _tables(
    again: Again, batch: ImportBatch, case: Case
) -> list[tuple[str, tuple[str, ...], tuple[int, ...], list[tuple[str, ...]]]]:
    new, old = batch.events, case.events

    def brought(place: int) -> tuple[str, ...]:
        return str(int(new.row[place])), date_in_words(new.when(place)), _line(new.text[place])

    def known(event: int) -> tuple[str, ...]:
        place = old.position(event)
        return str(int(old.row[place])), date_in_words(old.when(place)), _line(old.text[place])

    same = [*(event for event, _ in again.same), *(row.event for row in again.mended)]
    changed = [
        (
            *brought(row.place)[:2],
            _what_changed(row, case),
            known(row.event)[2],
            brought(row.place)[2],
        )
        for row in again.changed
    ]
    return [
        (
            tr("New ({count:,})").format(count=len(again.new)),
            _HEADINGS,
            _WIDTHS,
            [brought(place) for place in again.new],
        ),
        (tr("Changed ({count:,})").format(count=len(again.changed)), _CHANGED, _CHANGED_WIDTHS, changed),
        (
            tr("Gone ({count:,})").format(count=len(again.gone)),
            _HEADINGS,
            _WIDTHS,
            [known(event) for event in again.gone],
        ),
        (tr("The same ({count:,})").format(count=len(same)), _HEADINGS, _WIDTHS, [known(event) for event in same]),
    ]


def _what_changed(row: ChangedRow, case: Case) -> str:
    """The fields that read otherwise, and what that means for what a reviewer did by hand."""
    corrected = {item.field for item in case.corrections if item.event == row.event}
    by_hand = tr("{field} (in place of your correction)")
    fields = [
        (by_hand if field in corrected else "{field}").format(field=_FIELDS.get(field, field.replace("_", " ")))
        for field in row.fields
    ]
    split = any(link.whole == row.event for link in case.parts)
    changed = ", ".join(fields)
    return tr("{fields}; it was split, and its parts keep their words").format(fields=changed) if split else changed


def _line(text: str) -> str:
    return " ".join(text.split())
