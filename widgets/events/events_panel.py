"""Everything that came in, in three tables: records, rejected rows, and the sheets they came from."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QTabWidget, QWidget

from app.case.model import Case, Cell, Changes, RowKind, Source
from app.case.sheet_rows import count_of, rows_of
from widgets.events.event_table import EventTableView
from widgets.parts.plain_table import plain_table
from widgets.parts.rows_model import RowsModel

REJECTED_HEADINGS = ("File", "Sheet", "Row", "Why it was rejected", "What the row says")
SHEET_HEADINGS = ("File", "Sheet", "Agency", "Records", "Rejected", "What it is")


class EventsPanel(QTabWidget):
    """Tabs with a count each. ``event_chosen`` (id) comes from the table of records.

    ``mend_asked`` (source, row) when a rejected row is double-clicked, or Enter pressed on it.
    """

    event_chosen = Signal(int)
    mend_asked = Signal(int, int)

    def __init__(self, case: Case, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDocumentMode(True)
        self._beside: QWidget | None = None
        self.records = EventTableView(case, self)
        self._rejected = RowsModel(REJECTED_HEADINGS, self)
        self._sheets = RowsModel(SHEET_HEADINGS, self)
        self.addTab(self.records, "Records")
        self.rejected_table = plain_table(self._rejected, "Rejected rows", (24, 16, 5, 46, 40), self)
        self.rejected_table.activated.connect(self._on_rejected_activated)
        self._rejected_places: list[tuple[int, int]] = []
        self.addTab(self.rejected_table, "Rejected rows")
        self.addTab(plain_table(self._sheets, "Sheets", (26, 18, 26, 8, 8, 40), self), "Sheets")
        self.records.event_chosen.connect(self.event_chosen)
        self.records.model().modelReset.connect(self._count_records)
        self._show_sources(case)

    def put_beside_tabs(self, bar: QWidget) -> None:
        """Put a bar into the room that the tabs leave on their line, so that it takes no row from the tables."""
        self._beside = bar
        bar.setParent(self)
        self.tabBar().setMinimumHeight(bar.sizeHint().height())
        self._place_bar()
        bar.show()

    def _place_bar(self) -> None:
        if self._beside is not None:
            left = self.tabBar().sizeHint().width() + 8
            wide = max(self.width() - left, self._beside.minimumSizeHint().width())
            high = max(self.tabBar().height(), self._beside.sizeHint().height())
            self._beside.setGeometry(self.width() - wide, 0, wide, high)
            self._beside.raise_()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the bar beside the tabs."""
        super().resizeEvent(event)
        self._place_bar()

    def show_case(self, case: Case, changes: Changes) -> None:
        """Show the case as it now is."""
        self.records.show_case(case, changes)
        if changes.sources or changes.all_events or changes.agencies:
            self._show_sources(case)
        self._count_records()

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
        self._rejected.show_rows(rejected)
        self._rejected_places = rejected_places(case)
        self._sheets.show_rows(sheets)
        self._count_records()
        self.setTabText(1, f"Rejected rows ({len(rejected):,})")
        self.setTabText(2, f"Sheets ({len(sheets):,})")

    def _count_records(self) -> None:
        self.setTabText(0, f"Records ({self.records.model().rowCount():,})")
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
        what = "withdrawn"
    elif source.why:
        what = source.why
    else:
        what = f"chronology, headings in row {source.header_row}" if source.header_row else "chronology"
    counts = tuple(f"{count_of(source.rows, kind):,}" for kind in (RowKind.EVENT, RowKind.REJECTED))
    return (source.file, source.sheet or "–", agency, *counts, what)


def cells_in_words(cells: tuple[Cell, ...]) -> str:
    """The filled cells of a row in one line."""
    return " | ".join(" ".join(str(cell).split()) for cell in cells if cell not in (None, ""))
