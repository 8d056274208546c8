"""The page of the scheme: which one the case uses, what its levels mean, and a panel's own."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.case.model import Case
from app.case.scheme import Scheme, shipped_names, shipped_scheme
from app.case.scheme_files import own_scheme, settings_of
from app.case.scheme_ladder import NEW_LEVEL, with_level, without_level
from app.errors import UserError
from app.language import tr
from widgets.parts.column_share import ColumnShare
from widgets.parts.headings import section_label, text_label
from widgets.parts.message_bar import MessageBar, Tone
from widgets.parts.plain_table import RowsView, dress_table
from widgets.parts.room import open_over
from widgets.scheme.levels_model import NAME, LevelsModel
from widgets.scheme.settings_form import SettingsForm

_WIDTHS = (2, 20, 28, 22, 7, 24)
_NATIONS = {
    "england": tr("England"),
    "wales": tr("Wales"),
    "scotland": tr("Scotland"),
    "northern_ireland": tr("Northern Ireland"),
}


class SchemePage(QDialog):
    """``chosen`` (Scheme) to use it for the case, ``save_asked`` (Scheme) to keep it in a file, ``file_asked``."""

    chosen = Signal(object)
    save_asked = Signal(object)
    file_asked = Signal()

    def __init__(self, case: Case, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Scheme"))
        self._used = self._shown = case.scheme
        self._others: list[Scheme] = []
        self.bar = MessageBar(self)
        self.choice = QComboBox(self)
        self.open_button = QPushButton(tr("From a &file…"), self)
        self.about = text_label(self, tr("About the scheme"))
        self.model = LevelsModel(self)
        self.table = RowsView(self)
        self.table.setModel(self.model)
        self.add_button = QPushButton(tr("&Add a higher level"), self)
        self.remove_button = QPushButton(tr("&Remove the level"), self)
        self.form = SettingsForm(self)
        self.name = QLineEdit(self)
        self.use_button = QPushButton(tr("&Use for this case"), self)
        self.save_button = QPushButton(tr("&Save as a file…"), self)
        self.close_button = QPushButton(tr("Close"), self)
        self._lay_out()
        self._connect()
        open_over(self, parent, 0.9)
        self.show_case(case)
        form = min(self.form.wanted_width, self.width() // 2)
        self._across.setSizes([self.width() - form, form])

    def _lay_out(self) -> None:
        self.choice.setAccessibleName(tr("Scheme"))
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.choice.setMinimumWidth(1)  # in a narrow window it gives way
        self.name.setAccessibleName(tr("Name of the scheme"))
        dress_table(self.table, tr("Levels of intervention"), _WIDTHS)
        self.table.setWordWrap(True)
        self.columns = ColumnShare(self.table, _WIDTHS)
        self.table.setEditTriggers(QTableView.EditTrigger.DoubleClicked | QTableView.EditTrigger.EditKeyPressed)
        top = QHBoxLayout()
        for part in (QLabel(tr("Scheme:"), self), self.choice, self.open_button):
            top.addWidget(part)
        top.addStretch(1)
        left, right = QWidget(self), QWidget(self)
        for place, title, part in (
            (left, tr("Levels of intervention (a name may be changed: double click, or F2)"), self.table),
            (right, tr("Windows and thresholds"), self.form),
        ):
            column = QVBoxLayout(place)
            column.setContentsMargins(0, 0, 0, 0)
            column.addWidget(section_label(title, place))
            column.addWidget(part, 1)
            if part is self.table:
                column.addLayout(self._below_the_levels())
        across = self._across = QSplitter(Qt.Orientation.Horizontal, self)
        across.addWidget(left)
        across.addWidget(right)
        across.setChildrenCollapsible(False)
        foot = QHBoxLayout()
        foot.addWidget(QLabel(tr("Name:"), self))
        foot.addWidget(self.name, 1)
        for button in (self.use_button, self.save_button, self.close_button):
            button.setAutoDefault(False)
            foot.addWidget(button)
        self.open_button.setAutoDefault(False)
        whole = QVBoxLayout(self)
        whole.addWidget(self.bar)
        whole.addLayout(top)
        whole.addWidget(self.about)
        whole.addWidget(across, 1)
        whole.addLayout(foot)

    def _below_the_levels(self) -> QHBoxLayout:
        self.add_button.setToolTip(tr("One more level, between the chosen one and the next higher"))
        self.remove_button.setToolTip(tr("The ladder without the chosen level"))
        buttons = QHBoxLayout()
        for button in (self.add_button, self.remove_button):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addStretch(1)
        return buttons

    def _connect(self) -> None:
        self.choice.activated.connect(lambda place: self.show_scheme(self._others[place]))
        self.open_button.clicked.connect(self.file_asked)
        self.close_button.clicked.connect(self.close)
        self.use_button.clicked.connect(lambda: self._with_own(self.chosen.emit))
        self.save_button.clicked.connect(lambda: self._with_own(self.save_asked.emit))
        self.add_button.clicked.connect(self._on_add)
        self.remove_button.clicked.connect(self._on_remove)
        self.model.named.connect(self._on_changed)
        self.form.changed.connect(self._on_changed)

    def show_case(self, case: Case) -> None:
        """Show the scheme that the case uses now."""
        self._used = case.scheme
        shipped = [shipped_scheme(name) for name in shipped_names()]
        self._others = shipped if case.scheme in shipped else [case.scheme, *shipped]
        self.choice.clear()
        for scheme in self._others:
            name = tr(scheme.name)  # from resources
            self.choice.addItem(tr("{scheme}  (this case)").format(scheme=name) if scheme == case.scheme else name)
        self.show_scheme(case.scheme)

    def show_scheme(self, scheme: Scheme) -> None:
        """Show a scheme, to look at, change or choose."""
        self._shown = scheme
        if scheme in self._others:
            self.choice.setCurrentIndex(self._others.index(scheme))
        else:
            self._others.append(scheme)
            self.choice.addItem(tr(scheme.name))  # from resources
            self.choice.setCurrentIndex(len(self._others) - 1)
        self.about.setText(
            tr("Version {version}. {source}. Timescales and bank holidays of {nation}.").format(
                version=scheme.version, source=scheme.source, nation=_NATIONS[scheme.nation]
            )
        )
        self._show_ladder(scheme)
        self.name.setText(scheme.name)
        self._refresh()

    def _show_ladder(self, scheme: Scheme) -> None:
        self.model.show_levels(scheme.levels)
        self.columns.share()
        self.form.show_scheme(scheme)

    def _on_add(self) -> None:
        below = self._chosen_rank()
        if self._change_ladder(lambda scheme: with_level(scheme, below, NEW_LEVEL)):
            added = self.model.index(below + 1, NAME)
            self.table.setCurrentIndex(added)
            self.table.edit(added)

    def _on_remove(self) -> None:
        rank = self._chosen_rank()
        self._change_ladder(lambda scheme: without_level(scheme, rank))

    def _chosen_rank(self) -> int:
        """The rank of the level that is chosen in the table; the highest where none is."""
        chosen = self.table.currentIndex()
        return chosen.row() if chosen.isValid() else len(self.model.names) - 1

    def _change_ladder(self, change: Callable[[Scheme], Scheme]) -> bool:
        """Show what is in the page with another ladder, still to be used or kept; whether that can be done."""
        try:
            self._shown = change(own_scheme(self._shown, self.name.text(), self.model.names, self.form.settings))
        except UserError as error:
            self.bar.tell(str(error), Tone.PROBLEM)
            return False
        self.bar.dismiss()
        self._show_ladder(self._shown)
        self._on_changed()
        return True

    def _on_changed(self) -> None:
        shipped = {shipped_scheme(name).name for name in shipped_names()}
        if self.name.text() in shipped:
            # What is changed is no longer what ships under that name, and charts print the name.
            self.name.setText(tr("{scheme}, changed").format(scheme=self.name.text()))
        self._refresh()

    def _refresh(self) -> None:
        renamed = self.model.names != [level.name for level in self._shown.levels]
        changed = renamed or self.form.settings != settings_of(self._shown)
        self.use_button.setEnabled(changed or self._shown != self._used)

    def _with_own(self, emit: Callable[[Scheme], None]) -> None:
        try:
            scheme = own_scheme(self._shown, self.name.text(), self.model.names, self.form.settings)
        except UserError as error:
            self.bar.tell(str(error), Tone.PROBLEM)
            return
        self.bar.dismiss()
        emit(scheme)
