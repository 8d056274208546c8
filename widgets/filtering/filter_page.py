"""The page to choose what is filtered by: a question on the left, its answers on the right, each with its count."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.analysis.finding import Finding
from app.case.model import Case
from app.case.narrowing import Filter
from app.errors import UserError
from app.language import tr
from app.search.facets import FACETS, IN_USE, Facet
from widgets.parts.days import day_words, first_day, last_day
from widgets.parts.headings import section_label, text_label
from widgets.parts.room import open_at

ABOUT = tr("A record is shown where it has one of the answers ticked of every question. Nothing ticked: all of them.")
KEY = Qt.ItemDataRole.UserRole


class FilterPage(QDialog):
    """``changed`` (Filter) with every tick; ``keep_asked`` and ``forget_asked`` (name), ``use_asked`` (name)
    when a name under which one is kept is picked."""

    changed = Signal(object)
    keep_asked = Signal(str)
    forget_asked = Signal(str)
    use_asked = Signal(str)
    clear_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Filter the records"))
        self._case: Case | None = None
        self._findings: Sequence[Finding] = ()
        self._filter = Filter()
        self._filling = False
        self.facets, self.choices = QListWidget(self), QListWidget(self)
        self.first, self.last = QLineEdit(self), QLineEdit(self)
        self.count = text_label(self, tr("Records left"))
        self.name = QComboBox(self)
        self.name.setEditable(True)
        self.keep, self.forget = QPushButton(tr("&Keep"), self), QPushButton(tr("&Forget"), self)
        self.clear, self.close_button = QPushButton(tr("Show &everything"), self), QPushButton(tr("Close"), self)
        self._lay_out()
        for facet in FACETS.values():
            item = QListWidgetItem(facet.name, self.facets)
            item.setData(KEY, facet.key)
        self.facets.setCurrentRow(0)
        self.facets.currentRowChanged.connect(self._show_choices)
        self.choices.itemChanged.connect(self._on_ticked)
        for line in (self.first, self.last):
            line.editingFinished.connect(self._on_days)
        self.keep.clicked.connect(lambda: self.keep_asked.emit(self.name.currentText()))
        self.forget.clicked.connect(lambda: self.forget_asked.emit(self.name.currentText()))
        self.name.editTextChanged.connect(self._know_name)
        self.name.textActivated.connect(self._pick)
        self.clear.clicked.connect(self.clear_asked)
        self.close_button.clicked.connect(self.close)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        about = text_label(self, tr("How this works"))
        about.setText(ABOUT)
        column.addWidget(about)
        lists = QHBoxLayout()
        for name, listed, share in ((tr("Filter by"), self.facets, 2), (tr("Answers"), self.choices, 3)):
            listed.setAccessibleName(name)
            lists.addWidget(listed, share)
        column.addLayout(lists, 1)
        column.addLayout(_row((tr("&From"), self.first), (tr("&to"), self.last)))
        column.addWidget(self.count)
        column.addWidget(section_label(tr("Keep these filters with the case"), self))
        named = _row((tr("&Name"), self.name))
        named.addWidget(self.keep)
        named.addWidget(self.forget)
        column.addLayout(named)
        buttons = QHBoxLayout()
        buttons.addWidget(self.clear)
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        column.addLayout(buttons)
        for button in (self.keep, self.forget, self.clear, self.close_button):
            button.setAutoDefault(False)
        self.first.setPlaceholderText(tr("14/03/2009 or 2009"))
        self.last.setPlaceholderText(tr("the end of the record"))
        self.name.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        open_at(self, 640, 520)

    def show_filter(self, case: Case, findings: Sequence[Finding], wanted: Filter, count: str) -> None:
        """Show what is filtered by and how much that leaves."""
        self.count.setText(count)
        fresh = case is not self._case or findings is not self._findings or wanted.ticked != self._filter.ticked
        if self._case is None or [kept.name for kept in self._case.filters] != [kept.name for kept in case.filters]:
            self._offer_names(case)
        self._case, self._findings, self._filter = case, findings, wanted
        if not self.first.hasFocus() and not self.last.hasFocus():
            self.first.setText(day_words(wanted.first))
            self.last.setText(day_words(wanted.last))
        self.keep.setEnabled(not wanted.empty)
        self.clear.setEnabled(not wanted.empty)
        if fresh:
            self._mark_facets()
            self._show_choices()

    def _offer_names(self, case: Case) -> None:
        typed = self.name.currentText()
        self.name.clear()
        self.name.addItems([kept.name for kept in case.filters])
        self.name.setCurrentIndex(self.name.findText(typed))
        self.name.setEditText(typed)
        self._know_name(typed)

    def _pick(self, name: str) -> None:
        if self._case is not None and any(kept.name == name for kept in self._case.filters):
            self.use_asked.emit(name)

    def _know_name(self, typed: str) -> None:
        self.forget.setEnabled(self.name.findText(typed) >= 0)

    def _mark_facets(self) -> None:
        for row, facet in enumerate(FACETS.values()):
            ticked = len(self._filter.keys(facet.key))
            self.facets.item(row).setText(f"{facet.name} ({ticked})" if ticked else facet.name)

    @property
    def _facet(self) -> Facet:
        return list(FACETS.values())[max(0, self.facets.currentRow())]

    def _show_choices(self) -> None:
        if self._case is None:
            return
        facet, case = self._facet, self._case
        ticked, here = self._filter.keys(facet.key), self.choices.currentRow()
        self._filling = True
        choices = facet.choices(case)
        # A list that is being ticked is written over, not made anew under the hand that ticks it.
        if [item.data(KEY) for item in self._items()] != [choice.key for choice in choices]:
            self.choices.clear()
            for choice in choices:
                item = QListWidgetItem("", self.choices)
                item.setData(KEY, choice.key)
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        for choice, item in zip(choices, self._items(), strict=True):
            rows = facet.rows(case, self._findings, choice.key)
            count = int(rows.sum()) if facet.key == IN_USE else int((rows & ~case.events.withdrawn).sum())
            item.setText(f"{choice.name}  ({count:,})")
            item.setCheckState(Qt.CheckState.Checked if choice.key in ticked else Qt.CheckState.Unchecked)
        self.choices.setCurrentRow(min(max(here, 0), self.choices.count() - 1))
        self._filling = False

    def _items(self) -> list[QListWidgetItem]:
        return [self.choices.item(row) for row in range(self.choices.count())]

    def _on_ticked(self) -> None:
        if self._filling:
            return
        items = self._items()
        keys = tuple(item.data(KEY) for item in items if item.checkState() is Qt.CheckState.Checked)
        self._ask(lambda now: now.with_keys(self._facet.key, keys))

    def _on_days(self) -> None:
        try:
            first, last = self._day(self.first, first_day), self._day(self.last, last_day)
        except UserError as error:
            self.count.setText(str(error))
            return
        if first and last and first > last:
            self.count.setText(tr("The first day comes after the last."))
            return
        self._ask(lambda now: now.with_days(first, last))

    @staticmethod
    def _day(line: QLineEdit, read: Callable[[str], date | None]) -> date | None:
        return read(line.text())

    def _ask(self, change: Callable[[Filter], Filter]) -> None:
        wanted = change(self._filter)
        if wanted != self._filter:
            self.changed.emit(wanted)


def _row(*pairs: tuple[str, QWidget]) -> QHBoxLayout:
    row = QHBoxLayout()
    for words, field in pairs:
        label = QLabel(words)
        label.setBuddy(field)
        row.addWidget(label)
        row.addWidget(field, 1)
    return row
