"""What a cell of the table of events is edited with: a line, a text, a rank, or a list to tick."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from app.case.event_table import EventTable
from app.case.model import Case
from app.language import tr
from widgets.events.columns import Field
from widgets.parts.rank_combo import RankCombo
from widgets.parts.tick_list import TickList

LINES_OF_TEXT, MOST_TICKS = 7, 12


class TextCell(QPlainTextEdit):
    """Some lines of text; Ctrl+Enter keeps it, Tab leaves it."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self.setTabChangesFocus(True)
        self.setToolTip(tr("Ctrl+Enter keeps the text, Esc leaves it as it was"))

    def sizeHint(self) -> QSize:
        """Room for some lines."""
        return QSize(420, self.fontMetrics().lineSpacing() * LINES_OF_TEXT)


class TicksCell(TickList):
    """Things to tick with the space bar; Enter keeps them."""

    def __init__(self, items: Sequence[tuple[str, str]], ticked: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.show_items(items, ticked)
        self.setCurrentRow(0)
        self.setToolTip(tr("Space ticks, Enter keeps, Esc leaves it as it was"))

    def sizeHint(self) -> QSize:
        """All of it, up to so many."""
        rows = min(self.count(), MOST_TICKS)
        return QSize(self.sizeHintForColumn(0) + 30, self.sizeHintForRow(0) * rows + 2 * self.frameWidth() + 6)


CellEditor = QLineEdit | TextCell | TicksCell | RankCombo


def editor_for(field: Field, case: Case, place: int, parent: QWidget) -> CellEditor:
    """The editor of a field of the event at that place, filled."""
    events = case.events
    if field is Field.SEVERITY:
        ranks = [tr(rank.name) for rank in case.scheme.severity]  # from resources
        combo = RankCombo(tr("Severity"), ranks, tr("–  Not scored"), parent)
        combo.show_rank(int(events.severity[place]))
        return combo
    if field is Field.CHILDREN:
        about = [str(child) for child in np.flatnonzero(events.subjects[place]).tolist()]
        return TicksCell([(str(child.id), child.name) for child in case.children], about, parent)
    if field is Field.CATEGORIES:
        keys = case.scheme.categories_in(int(events.categories[place]))
        items = [(item.key, tr(item.name)) for item in case.scheme.categories]  # from resources
        return TicksCell(items, keys, parent)
    words = words_of(field, events, place)
    return QLineEdit(words, parent) if field in (Field.DATE, Field.AUTHOR) else TextCell(words, parent)


def words_of(field: Field, events: EventTable, place: int) -> str:
    """What a field of words now says."""
    if field is Field.DATE:
        return events.date_words[place]
    column = {Field.TEXT: events.text, Field.RESPONSE: events.response, Field.AUTHOR: events.author}[field]
    return column[place] or ""


def value_of(editor: QWidget) -> object:
    """What was given: words, a rank or None, or the keys that are ticked."""
    if isinstance(editor, TicksCell):
        return editor.keys
    if isinstance(editor, RankCombo):
        return editor.rank
    if isinstance(editor, TextCell):
        return editor.toPlainText()
    return editor.text() if isinstance(editor, QLineEdit) else None
