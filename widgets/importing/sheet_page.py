"""One sheet before its rows join the case: as the file looks, what its columns are, what its first rows become."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QSpinBox,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from app.case.model import Case
from app.language import tr
from importers.choices import NOT_USED, SheetChoice, scales_for
from importers.scales import NO_SCALE
from importers.vocabulary import agency_words
from widgets.importing.becoming import BECOMING_HEADINGS, BECOMING_WIDTHS, ORDERS, becoming_rows, look_in_words
from widgets.importing.colour_choice import answers_of, colours_in_words
from widgets.importing.mapping_bar import MappingBar
from widgets.importing.preview_table import PreviewModel, preview_table, widen_columns
from widgets.importing.understanding import USUAL_ORDER, Look
from widgets.parts.headings import section_label, text_label
from widgets.parts.plain_table import plain_table
from widgets.parts.room import grown
from widgets.parts.rows_model import RowsModel

UNSAID = tr("Choose which end is worse")
NO_SEVERITY = tr("It is no severity: keep it as it is")
NO_AGENCY = tr("Not known")


LARGE = 130
"""From this size of text on (per cent) what is said of a sheet stands on two lines."""


class SheetPage(QWidget):
    """Shows one look at a sheet. ``choice_made`` (SheetChoice) whenever a person says something of it."""

    choice_made = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choice = SheetChoice()
        self._shown: tuple[str, str, int] | None = None
        self._headed: int | None = None
        self._agency_shown = NO_AGENCY
        self.title = section_label("", self)
        self.words = text_label(self, tr("What was found"))
        self.taken = QCheckBox(tr("Import &this sheet"), self)
        self.header_row = QSpinBox(self)
        self.agency = QComboBox(self)
        self.order = QComboBox(self)
        self.turned = QCheckBox(self)
        self.question = QLabel(self)
        self.scale = QComboBox(self)
        self.coloured, self.colours = QLabel(self), QComboBox(self)
        self.model = PreviewModel(self)
        self.table = preview_table(self.model, self)
        self.bar = MappingBar(self.table, self)
        self.becoming = RowsModel(BECOMING_HEADINGS, self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.header_row.setPrefix(tr("row "))
        self.header_row.setAccessibleName(tr("Row of the headings"))
        self.header_row.setKeyboardTracking(False)
        self.agency.setEditable(True)
        self.agency.setAccessibleName(tr("Agency"))
        self.agency.setMinimumContentsLength(22)
        self.order.setAccessibleName(tr("Order of day and month in dates"))
        for order, name in ORDERS.items():
            self.order.addItem(name, order)
        self.scale.setAccessibleName(tr("Which end of the severity scale is worse"))
        self.question.setBuddy(self.scale)
        # Where words are large one line would be wider than a small screen.
        lines = [QHBoxLayout(), QHBoxLayout()] if grown(self, 100) > LARGE else [QHBoxLayout()]
        lines[0].addWidget(self.taken)
        for words, field in (
            (tr("&Headings in"), self.header_row),
            (tr("&Agency"), self.agency),
            (tr("&Dates"), self.order),
        ):
            label = QLabel(words, self)
            label.setBuddy(field)
            line = lines[0 if field is self.header_row else -1]
            line.addWidget(label)
            line.addWidget(field)
        for line in lines:
            line.setSpacing(12)
            line.addStretch(1)
        asked = QFormLayout()
        asked.addRow(self.question, self.scale)
        self.colours.setAccessibleName(tr("What the colours of the rows mean"))
        self.coloured.setBuddy(self.colours)
        asked.addRow(self.coloured, self.colours)
        asked.addRow(self.turned)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 0, 0, 0)
        column.addWidget(self.title)
        column.addWidget(self.words)
        for line in lines:
            column.addLayout(line)
        column.addLayout(asked)
        column.addWidget(self._splitter(), 1)

    def _splitter(self) -> QSplitter:
        upper, lower = QWidget(self), QWidget(self)
        sheet, becomes = QVBoxLayout(upper), QVBoxLayout(lower)
        for box in (sheet, becomes):
            box.setContentsMargins(0, 0, 0, 0)
            box.setSpacing(2)
        sheet.addWidget(self.bar)
        sheet.addWidget(self.table, 1)
        becomes.addWidget(section_label(tr("What the first rows become"), lower))
        becomes.addWidget(plain_table(self.becoming, tr("What the first rows become"), BECOMING_WIDTHS, lower), 1)
        splitter = QSplitter(Qt.Orientation.Vertical, self)
        splitter.addWidget(upper)
        splitter.addWidget(lower)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        splitter.setChildrenCollapsible(False)
        return splitter

    def _connect(self) -> None:
        self.taken.clicked.connect(lambda on: self._say(replace(self._choice, taken=on)))
        self.header_row.valueChanged.connect(self._on_header_row)
        self.agency.activated.connect(self.take_agency)
        editor = self.agency.lineEdit()
        if editor is not None:
            editor.editingFinished.connect(self.take_agency)
        self.order.activated.connect(lambda _index: self._say(replace(self._choice, order=self.order.currentData())))
        self.turned.clicked.connect(lambda on: self._say(replace(self._choice, turned=on)))
        self.scale.activated.connect(lambda _index: self._say(replace(self._choice, scale=self.scale.currentData())))
        self.colours.activated.connect(lambda _index: self._say(self.colours.currentData().taken_by(self._choice)))
        self.bar.field_chosen.connect(self._on_field)

    def show_look(self, look: Look, case: Case) -> None:
        """Show a sheet as it would be taken in."""
        self._choice = look.choice
        self.title.setText(look.table.sheet.place)
        self.words.setText(look_in_words(look))
        self.taken.setChecked(look.choice.taken)
        self._show_header_row(look)
        self._show_agency(look, case)
        self.order.setCurrentIndex(self.order.findData(look.choice.order or USUAL_ORDER))
        self._show_question(look)
        self._show_colours(look)
        self._show_turned(look)
        before = (*look.place, self.model.columnCount())
        self.model.show_look(look)
        now = (*look.place, self.model.columnCount())
        if self._shown != now or before != now:
            widen_columns(self.table, look)
        self._shown = now
        self.bar.show_table(look.table, self.model.columnCount() - 1)
        self.becoming.show_rows(becoming_rows(look, case))

    def _show_header_row(self, look: Look) -> None:
        wanted = 0 if look.table.header is None else look.table.header + 1
        self._headed = None
        self.header_row.setRange(0, max(1, len(look.table.sheet.rows)))
        self.header_row.setSpecialValueText(tr("none"))
        self.header_row.setValue(wanted)
        self._headed = wanted

    def _show_agency(self, look: Look, case: Case) -> None:
        agencies = (*case.agencies, *look.batch.agencies)
        names = dict.fromkeys([*(agency.name for agency in agencies), *(word.name for word in agency_words())])
        own = look.source.agency
        known = next((agency.name for agency in agencies if agency.id == own), "")
        self.agency.clear()
        self.agency.addItems([NO_AGENCY, *sorted(names)])
        self._agency_shown = look.choice.agency or known or NO_AGENCY
        self.agency.setCurrentText(self._agency_shown)

    def _show_question(self, look: Look) -> None:
        asks = bool(look.unknown)
        self.question.setVisible(asks)
        self.scale.setVisible(asks)
        if not asks:
            return
        headings = tr(" and ").join(f"“{look.table.mapping.headings[column]}”" for column in look.unknown)
        self.question.setText(tr("&Which end of {headings} is worse?").format(headings=headings.replace("&", "&&")))
        self.scale.clear()
        self.scale.addItem(UNSAID, "")
        for scale in scales_for(look.table, look.unknown):
            self.scale.addItem(tr(scale.name), scale.key)  # from resources
        self.scale.addItem(NO_SEVERITY, NO_SCALE)
        self.scale.setCurrentIndex(max(0, self.scale.findData(look.choice.scale)))

    def _show_colours(self, look: Look) -> None:
        """Ask what the colours of the rows mean, where they may mean something."""
        for part in (self.coloured, self.colours):
            part.setVisible(bool(look.colours))
        self.colours.clear()
        for offer in look.colours:
            told = colours_in_words(offer).replace("&", "&&")
            self.coloured.setText(tr("Rows have c&olours: {colours}. They mean").format(colours=told))
            for answer in answers_of(offer):
                self.colours.addItem(answer.words, answer)
                if answer.is_of(look.choice):
                    self.colours.setCurrentIndex(self.colours.count() - 1)

    def _show_turned(self, look: Look) -> None:
        """Offer to exchange day and month in dates that were typed with the month first."""
        self.turned.setVisible(look.turnable)
        self.turned.setChecked(look.choice.turned)
        column = look.table.mapping.column("date")
        heading = look.table.mapping.headings[column] if column >= 0 else ""
        words = tr("The dates of “{heading}” were t&yped with the month first: exchange day and month")
        self.turned.setText(words.format(heading=heading.replace("&", "&&")))

    def _on_header_row(self, row: int) -> None:
        if self._headed is not None and row not in (0, self._headed):
            self._say(replace(self._choice, header=row, columns={}, scale=""))

    def _on_field(self, column: int, field: str) -> None:
        columns = {other: name for other, name in self._choice.columns.items() if name != field or field == NOT_USED}
        self._say(replace(self._choice, columns={**columns, column: field}, taken=True))

    def take_agency(self) -> None:
        """Take the agency that stands in its field, as when the keyboard leaves it."""
        said = self.agency.currentText().strip()
        wanted = None if said in ("", NO_AGENCY) else said
        if said != self._agency_shown:
            self._say(replace(self._choice, agency=wanted))

    def _say(self, choice: SheetChoice) -> None:
        if choice != self._choice:
            self._choice = choice
            self.choice_made.emit(choice)
