"""The one place where it is said who is who: children, words of the sheets, and grown-ups."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QTabWidget, QVBoxLayout, QWidget

from app.case.edits import adult_is_child
from app.case.model import Case
from app.language import tr
from widgets.parts.empty_words import EmptyWords
from widgets.parts.message_bar import MessageBar, Tone
from widgets.parts.plain_table import plain_table
from widgets.parts.room import open_over
from widgets.parts.rows_model import RowsModel
from widgets.people.children_tab import ChildrenTab
from widgets.people.words_tab import WordsTab

NO_GROWN_UPS = tr("Nobody is listed as a grown-up yet. Under “Children”, “Is a grown-up” moves a person here.")


class PeoplePage(QDialog):
    """``change_asked`` (maker of an edit, label) for each change; ``undo_asked`` to take the last step back."""

    change_asked = Signal(object, str)
    undo_asked = Signal()

    def __init__(self, case: Case, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Who is who"))
        self._case = case
        self.bar = MessageBar(self)
        self.children_tab, self.words_tab = ChildrenTab(self), WordsTab(self)
        self.adults = RowsModel((tr("Name"), tr("Also called")), self)
        self.adults_table = plain_table(self.adults, tr("Grown-ups"), (30, 40), self)
        EmptyWords(self.adults_table, lambda: NO_GROWN_UPS)
        self.is_child = QPushButton(tr("Is a chil&d"), self)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.children_tab, tr("&Children"))
        self.tabs.addTab(self.words_tab, tr("&Words in the sheets"))
        self.tabs.addTab(self._adults_tab(), tr("&Grown-ups"))
        self.close_button = QPushButton(tr("Close"), self)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.addWidget(self.bar)
        column.addWidget(self.tabs, 1)
        column.addLayout(foot)
        open_over(self, parent, 0.9)
        self._connect()
        self.show_case(case)

    def _connect(self) -> None:
        for button in (self.is_child, self.close_button):
            button.setAutoDefault(False)
        self.close_button.clicked.connect(self.close)
        self.is_child.clicked.connect(self._on_is_child)
        self.children_tab.change_asked.connect(self.change_asked)
        self.words_tab.change_asked.connect(self.change_asked)
        self.children_tab.failed.connect(lambda error: self.bar.tell(str(error), Tone.PROBLEM))
        QShortcut(QKeySequence.StandardKey.Undo, self, self.undo_asked.emit)

    def _adults_tab(self) -> QWidget:
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.addWidget(self.adults_table, 1)
        row = QHBoxLayout()
        row.addWidget(self.is_child)
        row.addStretch(1)
        column.addLayout(row)
        return page

    def show_case(self, case: Case) -> None:
        """Show the people of a case as it now is."""
        self._case = case
        self.children_tab.show_case(case)
        self.words_tab.show_case(case)
        row = self.adults_table.currentIndex().row()
        self.adults.show_rows([(adult.name, "; ".join(adult.aliases)) for adult in case.adults])
        if case.adults:
            self.adults_table.setCurrentIndex(self.adults.index(min(max(row, 0), len(case.adults) - 1), 0))
        self.is_child.setEnabled(bool(case.adults))

    def _on_is_child(self) -> None:
        row = self.adults_table.currentIndex().row()
        if 0 <= row < len(self._case.adults):
            name = self._case.adults[row].name
            self.change_asked.emit(lambda _by: adult_is_child(row), tr("{person} is a child").format(person=name))
