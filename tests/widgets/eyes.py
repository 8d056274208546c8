"""What a reviewer sees of the real window, in their words."""

from PySide6.QtWidgets import QLabel, QTableView

from app.case.model import Case
from widgets.events.event_model import COLUMNS, EVIDENCE
from widgets.main_window import MainWindow


class Eyes:
    """Sees one window."""

    window: MainWindow

    @property
    def case(self) -> Case:
        """The case that is open."""
        return self.window.bridge.case

    @property
    def title(self) -> str:
        """The title bar."""
        return self.window.windowTitle()

    @property
    def message(self) -> str:
        """What the bar at the top says."""
        return self.window.message_bar.words

    @property
    def status(self) -> str:
        """What the status bar counts."""
        return self.window.counts.text()

    @property
    def table_shown(self) -> QTableView:
        """The table at the front below the chart."""
        table = self.window.events.currentWidget()
        assert isinstance(table, QTableView)
        return table

    @property
    def children(self) -> list[str]:
        """The names of the children with a lane."""
        return [child.name for child in self.case.children]

    @property
    def record_shown(self) -> int | None:
        """The event whose record stands beside the chart."""
        return self.window.record.event_id

    @property
    def row_chosen(self) -> int | None:
        """The event whose row is chosen in the table."""
        return self.window.events.records.chosen

    @property
    def finding_chosen(self) -> str | None:
        """The finding chosen in the list."""
        return self.window.findings.chosen

    def cell(self, event: int, heading: str) -> str:
        """What a row of the table says under a heading."""
        column = next(number for number, column in enumerate(COLUMNS) if column.heading == heading)
        return self.window.events.records.index_of(event, column).data()

    def is_marked(self, event: int) -> bool:
        """Whether the table marks that event as evidence."""
        return bool(self.window.events.records.index_of(event, EVIDENCE).data())

    @property
    def rows_in_order(self) -> list[int]:
        """The ids of the events from the top of the table to its end."""
        table = self.window.events.records
        places = {table.index_of(event, 0).row(): event for event in self.case.events.id.tolist()}
        return [places[row] for row in sorted(places) if row >= 0]

    def words_on_record(self) -> str:
        """Everything the record pane says."""
        page = self.window.record.widget()
        assert page is not None
        return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page))
