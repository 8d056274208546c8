"""Everything that came in, in three tables: records, rejected rows, and the sheets they came from."""

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QTabWidget, QToolButton, QWidget

from app.case.model import Case, Cell, Changes, RowKind, Source
from app.case.sheet_rows import count_of, rows_of
from app.language import tr
from widgets.events.event_table import EventTableView
from widgets.parts.empty_words import EmptyWords
from widgets.parts.plain_table import plain_table
from widgets.parts.rows_model import RowsModel

REJECTED_HEADINGS = (
    tr("File"),
    tr("Sheet"),
    tr("Row"),
    tr("Why it was rejected"),
    tr("What the row says"),
)
SHEET_HEADINGS = (tr("File"), tr("Sheet"), tr("Agency"), tr("Records"), tr("Rejected"), tr("What it is"))

ALL_FILTERED = tr("No record passes the filter. Shift+Esc shows every record again.")
NO_RECORDS = tr("No record to show. Ctrl+I adds chronologies, Ctrl+Shift+A a record of your own.")
NONE_REJECTED = tr("No row was rejected: every row that tells of something was read.")

LEAST_TARGET = 24
"""The least width and height of what is clicked, in pixels (WCAG 2.2, 2.5.8)."""

UNLIMITED = 16_777_215
"""Qt's own limit of a widget's height, which is none."""


class EventsPanel(QTabWidget):
    """Tabs with a count each. ``event_chosen`` (id) comes from the table of records.

    ``folded_changed`` when only the line of the tabs is left to see, or all again.
    ``mend_asked`` (source, row) when a rejected row is double-clicked, or Enter pressed on it.
    ``words_resized`` once there is room for words of another size.
    """

    event_chosen = Signal(int)
    mend_asked = Signal(int, int)
    folded_changed = Signal(bool)
    words_resized = Signal()

    def __init__(self, case: Case, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDocumentMode(True)
        # A bar is put into a widget of its own: were it right in the panel, the panel would paint all of itself anew
        # whenever a part of the bar appears.
        self._line = QWidget(self)
        self._beside: QWidget | None = None
        self._tabs_wide = 0
        self.fold_button = self._fold_button()
        self.folded = False
        # Made where they will stand: what moves into another part is dressed anew with all that is in it.
        pages = self.findChildren(QStackedWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)[0]
        self.records = EventTableView(case, pages)
        self._rejected = RowsModel(REJECTED_HEADINGS, self)
        self._sheets = RowsModel(SHEET_HEADINGS, self)
        self.addTab(self.records, tr("Records"))
        self.rejected_table = plain_table(self._rejected, tr("Rejected rows"), (24, 16, 5, 46, 40), pages)
        self.rejected_table.activated.connect(self._on_rejected_activated)
        self._rejected_places: list[tuple[int, int]] = []
        self.addTab(self.rejected_table, tr("Rejected rows"))
        self.addTab(plain_table(self._sheets, tr("Sheets"), (26, 18, 26, 8, 8, 40), pages), tr("Sheets"))
        self.records.event_chosen.connect(self.event_chosen)
        self.records.model().modelReset.connect(self._count_records)
        self.set_folded(False)
        self._has_records = len(case.events) > 0
        self._empty = (
            EmptyWords(self.records, self._no_records),
            EmptyWords(self.rejected_table, lambda: NONE_REJECTED),
        )
        self._show_sources(case)

    def _no_records(self) -> str:
        return ALL_FILTERED if self._has_records else NO_RECORDS

    def _fold_button(self) -> QToolButton:
        button = QToolButton(self)
        button.setAutoRaise(True)
        button.setMinimumSize(LEAST_TARGET, LEAST_TARGET)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(lambda: self.set_folded(not self.folded))
        self.setCornerWidget(button, Qt.Corner.TopLeftCorner)
        self.tabBarClicked.connect(lambda _tab: self.set_folded(False))
        return button

    def set_folded(self, folded: bool) -> None:
        """Leave only the line of the tabs to see, with the search in it; or show the tables again."""
        self.fold_button.setArrowType(Qt.ArrowType.UpArrow if folded else Qt.ArrowType.DownArrow)
        words = tr("Show the tables") if folded else tr("Fold the tables up")
        self.fold_button.setAccessibleName(words)
        self.fold_button.setToolTip(words)
        if folded == self.folded:
            return
        self.folded = folded
        for part in self.findChildren(QStackedWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            part.setVisible(not folded)
        self._limit_height()
        self.folded_changed.emit(folded)

    def _limit_height(self) -> None:
        high = max(self.tabBar().sizeHint().height(), self._beside.sizeHint().height() if self._beside else 0)
        self.setMaximumHeight(high + 2 if self.folded else UNLIMITED)

    def put_beside_tabs(self, bar: QWidget) -> None:
        """Put a bar into the room that the tabs leave on their line, so that it takes no row from the tables."""
        self._beside = bar
        bar.setParent(self._line)
        for field in bar.findChildren(QLineEdit):
            field.textEdited.connect(lambda _words: self.set_folded(False))
        self._place_bar()
        self._limit_height()
        bar.show()

    def _place_bar(self) -> None:
        if self._beside is not None:
            button = self.fold_button.sizeHint().width()
            least = self._beside.minimumSizeHint().width()
            high = max(self.tabBar().sizeHint().height(), self._beside.sizeHint().height())
            self._tabs_wide = max(self._tabs_wide, self.tabBar().sizeHint().width())
            # Where the tabs do not fit beside the bar they are scrolled, and none is hidden behind it. They have a
            # size of their own: else the count in a tab has the whole panel laid out and painted anew with every key.
            tabs = min(self._tabs_wide, max(self.width() - least - button - 8, 80))
            self.tabBar().setFixedSize(tabs, high)
            left = button + tabs + 8
            wide = max(self.width() - left, least)
            self._line.setGeometry(self.width() - wide, 0, wide, high)
            self._beside.resize(wide, high)
            self._line.raise_()

    def changeEvent(self, event: QEvent) -> None:
        """Make room for words of another size, once every part of the line has taken it."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            QTimer.singleShot(0, self, self._take_size_of_words)

    def _take_size_of_words(self) -> None:
        self._tabs_wide = 0
        self._place_bar()
        self._limit_height()
        self.words_resized.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the bar beside the tabs."""
        super().resizeEvent(event)
        self._place_bar()

    def show_case(self, case: Case, changes: Changes) -> None:
        """Show the case as it now is."""
        self._has_records = len(case.events) > 0
        self.records.show_case(case, changes)
        if changes.sources or changes.all_events or changes.agencies:
            self._show_sources(case)
        self._count_records()

    def show_rejected(self) -> None:
        """Bring the rejected rows to the front and give them the keyboard; the first is chosen where none is."""
        self.set_folded(False)
        self.setCurrentWidget(self.rejected_table)
        if self._rejected_places and not self.rejected_table.currentIndex().isValid():
            self.rejected_table.setCurrentIndex(self._rejected.index(0, 0))
        self.rejected_table.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def rejected_row(self) -> tuple[int, int] | None:
        """The rejected row (source, number) that is chosen in its table; None for none."""
        row = self.rejected_table.currentIndex().row()
        return self._rejected_places[row] if 0 <= row < len(self._rejected_places) else None

    def _on_rejected_activated(self) -> None:
        if self.rejected_row is not None:
            self.mend_asked.emit(*self.rejected_row)

    def _show_sources(self, case: Case) -> None:
        rejected = rejected_rows(case)
        sheets = sheet_rows(case)
        chosen = self.rejected_table.currentIndex().row()
        self._rejected.show_rows(rejected)
        if chosen >= 0 and rejected:
            self.rejected_table.setCurrentIndex(self._rejected.index(min(chosen, len(rejected) - 1), 0))
        self._rejected_places = rejected_places(case)
        self._sheets.show_rows(sheets)
        self.setTabText(1, tr("Rejected rows ({count:,})").format(count=len(rejected)))
        self.setTabText(2, tr("Sheets ({count:,})").format(count=len(sheets)))
        self._tabs_wide = 0
        self._count_records()

    def _count_records(self) -> None:
        # Told to the bar, not to the panel, which would paint all of itself anew.
        self.tabBar().setTabText(0, tr("Records ({count:,})").format(count=self.records.model().rowCount()))
        self._place_bar()


def rejected_rows(case: Case) -> list[tuple[str, ...]]:
    """Each rejected row of a source in use: file, sheet, row number, reason and its cells in one line."""
    return [
        (source.file, source.sheet or "–", str(row.number), row.reason, cells_in_words(row.cells))
        for source in case.sources
        if not source.withdrawn
        for row in rows_of(source.rows, RowKind.REJECTED)
    ]


def rejected_places(case: Case) -> list[tuple[int, int]]:
    """Where each rejected row stands (source, row number), in the order of ``rejected_rows``."""
    return [
        (source.id, row.number)
        for source in case.sources
        if not source.withdrawn
        for row in rows_of(source.rows, RowKind.REJECTED)
    ]


def sheet_rows(case: Case) -> list[tuple[str, ...]]:
    """Each sheet taken in: what was read from it, or why it is no chronology."""
    return [_sheet_row(case, source) for source in case.sources]


def _sheet_row(case: Case, source: Source) -> tuple[str, ...]:
    agency = "" if source.agency is None else case.agency_name(source.agency)
    if source.withdrawn:
        what = tr("withdrawn")
    elif source.why:
        what = source.why
    else:
        what = tr("chronology, headings in row {row}") if source.header_row else tr("chronology")
        what = what.format(row=source.header_row)
    counts = tuple(f"{count_of(source.rows, kind):,}" for kind in (RowKind.EVENT, RowKind.REJECTED))
    return (source.file, source.sheet or "–", agency, *counts, what)


def cells_in_words(cells: tuple[Cell, ...]) -> str:
    """The filled cells of a row in one line."""
    return " | ".join(" ".join(str(cell).split()) for cell in cells if cell not in (None, ""))
