"""The children of the case: what each is called, when born, and which two are one."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from app.case.dates import ChronologyDate, Precision
from app.case.edits import (
    add_child,
    change_child,
    child_is_adult,
    merge_children,
    not_about,
    remove_child,
    rename_child,
    set_aliases,
    set_birth,
)
from app.case.model import Case, Changes, Child, Edit
from app.case.people_edits import rows_about, rows_before_birth
from app.errors import UserError
from app.language import tr, trn
from importers.dates.date_words import Problem, read_date
from widgets.parts.chained import chained
from widgets.parts.empty_words import EmptyWords
from widgets.parts.headings import section_label, text_label
from widgets.parts.keyboard import keyboard_order
from widgets.parts.plain_table import plain_table
from widgets.parts.room import scrolled
from widgets.parts.rows_model import RowsModel
from widgets.parts.wording import NOTHING

_HEADINGS = (tr("Name"), tr("Born"), tr("Sex"), tr("Also called"), tr("Records"))
_WIDTHS = (14, 16, 7, 20, 7)
_HERE = Qt.ShortcutContext.WidgetShortcut
NO_CHILDREN = tr("No child is named yet. Add one, or say in Words in the sheets whom the rows mean.")
_SEXES = ((tr("Not known"), None), (tr("Girl"), "F"), (tr("Boy"), "M"))
_SEX_WORDS = {"F": tr("girl"), "M": tr("boy")}


class ChildrenTab(QWidget):
    """``change_asked`` (maker of an edit, label) for each change; ``failed`` (UserError) for what cannot be read."""

    change_asked = Signal(object, str)
    failed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._case: Case | None = None
        self._child: int | None = None
        self.model = RowsModel(_HEADINGS, self)
        self.table = plain_table(self.model, tr("Children"), _WIDTHS, self)
        EmptyWords(self.table, lambda: NO_CHILDREN)
        self.name, self.born, self.aliases = QLineEdit(self), QLineEdit(self), QLineEdit(self)
        self.sex, self.same_as = QComboBox(self), QComboBox(self)
        self.save = QPushButton(tr("&Save changes"), self)
        self.merge = QPushButton(tr("&Merge into that child"), self)
        self.adult = QPushButton(tr("Is a grown-&up"), self)
        self.add = QPushButton(tr("&Add a child"), self)
        self.delete = QPushButton(tr("Dele&te this child"), self)
        self.withdrawn = text_label(self, tr("Withdrawn records about this child"))
        self.early = text_label(self, tr("Records before the birth"))
        self.not_about = QPushButton(tr("Those are not about this &one"), self)
        self._lay_out()
        self.table.selectionModel().currentRowChanged.connect(lambda now, _before: self._show_child(now.row()))
        self.save.clicked.connect(self._on_save)
        for field in (self.name, self.born, self.aliases):
            field.returnPressed.connect(self._on_save)
        self.merge.clicked.connect(self._on_merge)
        self.adult.clicked.connect(self._on_adult)
        self.add.clicked.connect(self._on_add)
        self.delete.clicked.connect(self._on_delete)
        QShortcut(QKeySequence.StandardKey.Delete, self.table, self._on_delete, context=_HERE)
        self.not_about.clicked.connect(self._on_not_about)

    def _lay_out(self) -> None:
        for words, key in _SEXES:
            self.sex.addItem(words, key)
        self.born.setPlaceholderText(tr("for example 14/03/2009 or March 2009"))
        self.aliases.setPlaceholderText(tr("other names, initials and codes, with ; between"))
        form = QFormLayout()
        for words, field in (
            (tr("&Name"), self.name),
            (tr("&Born"), self.born),
            (tr("Se&x"), self.sex),
            (tr("Also ca&lled"), self.aliases),
            (tr("The same c&hild as"), self.same_as),
        ):
            form.addRow(words, field)
            field.setAccessibleName(words.replace("&", ""))
        form.insertRow(4, self.save)
        form.addRow(self.merge)
        side = QWidget(self)
        column = QVBoxLayout(side)
        column.addWidget(section_label(tr("The chosen child"), side))
        column.addLayout(form)
        foot = QHBoxLayout()
        foot.addWidget(self.adult)
        foot.addWidget(self.delete)
        foot.addWidget(self.add)
        column.addLayout(foot)
        column.addWidget(self.withdrawn)
        column.addWidget(self.early)
        column.addWidget(self.not_about)
        column.addStretch(1)
        for button in (self.not_about, self.save, self.merge, self.adult, self.delete, self.add):
            button.setAutoDefault(False)
        across = QSplitter(self)
        across.addWidget(self.table)
        across.addWidget(scrolled(side))
        across.setSizes([560, 420])
        across.setChildrenCollapsible(False)
        QVBoxLayout(self).addWidget(across)
        fields = (self.table, self.name, self.born, self.sex, self.aliases, self.save, self.same_as, self.merge)
        keyboard_order(*fields, self.adult, self.delete, self.add, self.not_about)

    def show_case(self, case: Case) -> None:
        """List the children of a case; the chosen one stays so where there still is one in that place."""
        row = max(self.table.currentIndex().row(), 0)
        self._case = case
        counts = case.events.subjects[case.events.counted].sum(axis=0).tolist() if len(case.events) else []
        self.model.show_rows(
            [_row(child, int(counts[child.id]) if child.id < len(counts) else 0) for child in case.children]
        )
        if case.children:
            self.table.setCurrentIndex(self.model.index(min(row, len(case.children) - 1), 0))
        self._show_child(self.table.currentIndex().row())

    def _show_child(self, row: int) -> None:
        case = self._case
        self._child = row if case is not None and 0 <= row < len(case.children) else None
        there = self._child is not None
        fields = (self.name, self.born, self.aliases, self.sex, self.same_as)
        for part in (*fields, self.save, self.merge, self.adult, self.delete):
            part.setEnabled(there)
        for part in (self.early, self.not_about, self.withdrawn):
            part.hide()
        if case is None or self._child is None:
            return
        child = case.children[self._child]
        self.name.setText(child.name)
        self.born.setText(_born_words(child.born))
        self.aliases.setText("; ".join(child.aliases))
        self.sex.setCurrentIndex(max(0, self.sex.findData(child.sex)))
        self.same_as.clear()
        for other in case.children:
            if other.id != child.id:
                self.same_as.addItem(other.name, other.id)
        self.merge.setEnabled(self.same_as.count() > 0)
        self._tell_early(case, child)
        self._tell_withdrawn(case, child)

    def _tell_early(self, case: Case, child: Child) -> None:
        early = rows_before_birth(case, child.id)
        told = trn(
            "{count:,} record about {child} stand before the birth.",
            "{count:,} records about {child} stand before the birth.",
            len(early),
        )
        self.early.setText(told.format(count=len(early), child=child.name))
        self.early.setVisible(bool(early))
        self.not_about.setVisible(bool(early))

    def _tell_withdrawn(self, case: Case, child: Child) -> None:
        """Say what deleting the child would take with it: records that may be brought back, and then lack the child."""
        gone = () if rows_about(case, child.id) else rows_about(case, child.id, withdrawn=True)
        told = trn(
            "Deleting {child} takes this child off {count:,} withdrawn record as well.",
            "Deleting {child} takes this child off {count:,} withdrawn records as well.",
            len(gone),
        )
        self.withdrawn.setText(told.format(count=len(gone), child=child.name))
        self.withdrawn.setVisible(bool(gone))

    def _on_save(self) -> None:
        case, number = self._case, self._child
        if case is None or number is None:
            return
        child = case.children[number]
        try:
            born = read_birth(self.born.text(), child.born)
        except UserError as error:
            self.failed.emit(error)
            return
        edits = [rename_child(number, self.name.text())]
        aliases = tuple(word.strip() for word in self.aliases.text().split(";") if word.strip())
        if aliases != child.aliases:
            edits.append(set_aliases(number, aliases))
        if born != child.born:
            edits.append(set_birth(number, born))
        if self.sex.currentData() != child.sex:
            edits.append(_with_sex(number, self.sex.currentData()))
        label = tr("Change what is known of {child}").format(child=child.name)
        self.change_asked.emit(lambda _by: chained(edits), label)

    def _on_merge(self) -> None:
        case, number = self._case, self._child
        keep = self.same_as.currentData()
        if case is not None and number is not None and keep is not None:
            names = case.children[number].name, case.children[keep].name
            label = tr("Merge {child} into {other}").format(child=names[0], other=names[1])
            self.change_asked.emit(lambda by: merge_children(keep, number, by), label)

    def _on_not_about(self) -> None:
        case, number = self._case, self._child
        if case is not None and number is not None:
            early = rows_before_birth(case, number)
            label = tr("Records before the birth are not about {child}").format(child=case.children[number].name)
            self.change_asked.emit(lambda _by: not_about(early, number), label)

    def _on_adult(self) -> None:
        case, number = self._case, self._child
        if case is not None and number is not None:
            label = tr("{person} is a grown-up").format(person=case.children[number].name)
            self.change_asked.emit(lambda _by: child_is_adult(number), label)

    def _on_delete(self) -> None:
        case, number = self._case, self._child
        if case is not None and number is not None:
            label = tr("Delete {child} from the case").format(child=case.children[number].name)
            self.change_asked.emit(lambda _by: remove_child(number), label)

    def _on_add(self) -> None:
        if self._case is not None:
            taken = {child.name for child in self._case.children}
            called = tr("New child {number}")
            name = next(name for n in range(1, len(taken) + 2) if (name := called.format(number=n)) not in taken)
            place = len(self._case.children)
            self.change_asked.emit(lambda _by: add_child(Child(place, name)), tr("Add a child"))
            self.table.selectRow(place)
            self.name.setFocus()
            self.name.selectAll()


def read_birth(words: str, before: ChronologyDate | None) -> ChronologyDate | None:
    """The date of birth that was typed; None for none. What was not touched stays as it is.

    Raises:
        UserError: when it cannot be read as a date.
    """
    said = words.strip()
    if not said:
        return None
    if said == _born_words(before):
        return before
    found = read_date(said)
    if isinstance(found, Problem):
        raise UserError(
            tr("“{words}” cannot be read as a date: {why}.").format(words=said, why=found.reason),
            tr("Write it as 14/03/2009 or March 2009."),
        )
    return found


def _with_sex(number: int, sex: str | None) -> Edit:
    def edit(case: Case) -> tuple[Case, Changes]:
        return change_child(replace(case.children[number], sex=sex))(case)

    return edit


def _born_words(born: ChronologyDate | None) -> str:
    if born is None:
        return ""
    # A day in one way, however its sheet has it; anything less exact in its own words.
    return f"{born.day:%d/%m/%Y}" if born.precision is Precision.DAY or not born.words else born.words


def _row(child: Child, records: int) -> tuple[str, ...]:
    born = _born_words(child.born) or NOTHING
    return child.name, born, _SEX_WORDS.get(child.sex or "", NOTHING), "; ".join(child.aliases), f"{records:,}"
