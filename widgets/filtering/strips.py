"""The two places where a filter in force is seen: the bar over the table, and the strip over the chart."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QMenu, QToolButton, QWidget

from app.language import tr
from app.search.narrowed import Part
from widgets.filtering.chips import Chips
from widgets.filtering.count_label import CountLabel
from widgets.parts.room import grown

HINT = tr("Search: words, “words in a row”, begin*, -without")


class FilterStrip(QFrame):
    """Over the chart while something is filtered: how many records that leaves, by what, and the way back."""

    taken_away = Signal(str)
    clear_asked = Signal()
    change_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("filter-strip")
        self.count = CountLabel(self)
        self.count.setObjectName("filter-count")
        self.chips = Chips(self)
        self.clear = QToolButton(self)
        self.clear.setText(tr("Show everything (Esc)"))
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 2, 8, 2)
        row.addWidget(self.count)
        row.addWidget(self.chips, 1)
        row.addWidget(self.clear)
        self.chips.taken_away.connect(self.taken_away)
        self.chips.more_asked.connect(self.change_asked)
        self.clear.clicked.connect(self.clear_asked)
        self.setAccessibleName(tr("Filters in force"))
        self.hide()

    def show_parts(self, parts: Sequence[Part], count: str) -> None:
        """Say what is filtered by and how much that leaves; nothing filtered puts the strip away."""
        self.count.show_count(count)
        self.chips.show_parts(parts)
        self.setAccessibleDescription("; ".join((count, *(part.words for part in parts))))
        self.setVisible(bool(parts))


class FilterBar(QWidget):
    """Over the table: a field to search in, a way to filter, and what is in force.

    ``typed`` (words) with every key; ``step_asked`` (1 or -1) for the next or the last match, ``table_asked`` to go
    on in the table. ``kept_chosen`` (name) for a filter kept with the case.
    """

    typed = Signal(str)
    step_asked = Signal(int)
    table_asked = Signal()
    change_asked = Signal()
    clear_asked = Signal()
    taken_away = Signal(str)
    kept_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(HINT)
        self.field.setAccessibleName(tr("Search the records"))
        self.field.setToolTip(tr("{hint} (Ctrl+F)").format(hint=HINT))
        self.field.setClearButtonEnabled(True)
        self.field.setMinimumWidth(min(grown(self.field, 150), 220))
        self.count = CountLabel(self)
        self.count.setAccessibleName(tr("Records left"))
        self.previous = self._button("◀", tr("Match before (Shift+F3)"))
        self.next = self._button("▶", tr("Next match (F3)"))
        self.change = self._button(tr("Filter…"), tr("Filter by child, agency, category and more (Ctrl+Shift+L)"))
        self.kept = self._button(tr("Kept filters"), tr("Filters kept with the case"))
        self.kept.setMenu(QMenu(self.kept))
        self._any_kept = False
        # Its arrow has a place of its own beside the words; the words open the menu as well.
        self.kept.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        self.kept.clicked.connect(self.kept.showMenu)
        self.chips = Chips(self)
        self.clear = self._button(tr("Clear"), tr("Show every record (Shift+Esc)"))
        self._lay_out()
        self.show_parts((), "")
        self.field.textEdited.connect(self.typed)
        self.field.installEventFilter(self)
        self.previous.clicked.connect(lambda: self.step_asked.emit(-1))
        self.next.clicked.connect(lambda: self.step_asked.emit(1))
        self.change.clicked.connect(self.change_asked)
        self.clear.clicked.connect(self.clear_asked)
        self.chips.taken_away.connect(self.taken_away)
        self.chips.more_asked.connect(self.change_asked)

    def _button(self, words: str, tip: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(words)
        button.setToolTip(tip)
        button.setAccessibleName(tip.partition(" (")[0])
        return button

    def _lay_out(self) -> None:
        row = self._line = QHBoxLayout(self)
        row.setContentsMargins(6, 1, 6, 1)
        row.setSpacing(4)
        row.addWidget(self.field, 2)
        for part in (self.previous, self.next, self.count, self.change, self.kept):
            row.addWidget(part)
        row.addWidget(self.chips, 3)
        row.addWidget(self.clear)

    def show_words(self, words: str) -> None:
        """Show what is searched for. Emits nothing."""
        if self.field.text() != words:
            self.field.setText(words)

    def show_parts(self, parts: Sequence[Part], count: str) -> None:
        """Say what is filtered by besides the words in the field, and how much that leaves."""
        self.count.show_count(count)
        self.count.setVisible(bool(count))
        self.chips.show_parts(parts)
        self.chips.setVisible(bool(parts))
        self.clear.setEnabled(bool(parts) or bool(self.field.text()))
        for button in (self.previous, self.next):
            button.setEnabled(bool(self.field.text().strip()))

    def show_kept(self, names: Sequence[str]) -> None:
        """Offer the filters that are kept with the case."""
        menu = self.kept.menu()
        menu.clear()
        for name in names:
            menu.addAction(name.replace("&", "&&")).triggered.connect(lambda _on=False, name=name: self._choose(name))
        self._any_kept = bool(names)
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What keys do as well gives way where large type leaves the field no room."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        lay, margins = self._line, self._line.contentsMargins()
        always = [self.field.minimumWidth(), self.change.sizeHint().width(), self.clear.sizeHint().width()]
        room = self.width() - margins.left() - margins.right() - sum(always) - 2 * lay.spacing()
        for buttons, wanted in (((self.previous, self.next), True), ((self.kept,), self._any_kept)):
            wide = sum(button.sizeHint().width() + lay.spacing() for button in buttons)
            shown = wanted and (room >= wide or not self.isVisible())
            for button in buttons:
                button.setVisible(shown)
            room -= wide if shown else 0

    def _choose(self, name: str) -> None:
        self.kept_chosen.emit(name)

    def begin(self) -> None:
        """Give the field the keyboard, what stands in it ready to be written over."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the field: Enter goes to the next match, with Shift to the last, Down on to the table.

        Esc goes on to the table as well where nothing is left to clear.
        """
        if watched is self.field and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            if self.clear.isEnabled():
                return False
            event.accept()  # else the window takes the key for itself
            if event.type() == QEvent.Type.KeyPress:
                self.table_asked.emit()
            return True
        if watched is self.field and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.step_asked.emit(-1 if back else 1)
                return True
            if event.key() == Qt.Key.Key_Down:
                self.table_asked.emit()
                return True
        return super().eventFilter(watched, event)
