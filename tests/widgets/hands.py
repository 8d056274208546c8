"""A reviewer's hands on the table and the record: choosing, scoring, ticking."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.widgets.answers import answering, name_reviewer
from tests.widgets.eyes import Eyes
from widgets.events.event_model import COLUMNS
from widgets.parts.check_list import CheckList
from widgets.parts.rank_combo import RankCombo


class Hands(Eyes):
    """Works on the records of one window, under a name."""

    name = "A. Reviewer"

    def gives(self, command: str) -> None:
        """Chooses a command from the menu; it has to be there and enabled."""
        action = self.window.actions_by_id[command]
        assert action.isEnabled(), f"{command} cannot be chosen now"
        action.trigger()

    def presses(self, keys: str) -> None:
        """Presses keys, wherever the keyboard is."""
        if QApplication.activeModalWidget() is None:
            self.window.activateWindow()
            QTest.qWaitForWindowActive(self.window)
        QTest.keySequence(QApplication.focusWidget() or self.window, QKeySequence(keys))

    def chooses_record(self, event: int) -> None:
        """Clicks the row of that event in the table."""
        table = self.window.events.records
        index = table.index_of(event, 1)
        table.scrollTo(index)
        middle = table.visualRect(index).center()
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=middle)

    def scores(self, rank: int) -> None:
        """Scores the chosen record with a digit in the table, giving a name where one is asked for."""
        self.window.events.records.setFocus()
        with answering(lambda dialog: name_reviewer(dialog, self.name), needed=False):
            self.presses(str(rank))

    def names_self(self) -> None:
        """Gives a name before it is asked for."""
        with answering(lambda dialog: name_reviewer(dialog, self.name)):
            self.gives("case.reviewer")

    def refuses_name(self) -> None:
        """Scores the chosen record, but cancels the question for a name."""
        with answering(lambda dialog: dialog.reject()):
            self.gives("code.severity.3")

    def picks(self, kind: type[RankCombo], name: str, rank: int) -> None:
        """Picks a rank in the box of that name beside the record, with the keyboard."""
        boxes = [box for box in self.window.record.findChildren(kind) if box.accessibleName() == name]
        assert len(boxes) == 1 and boxes[0].isVisibleTo(self.window.record), f"no box {name}"
        QTest.keyClick(boxes[0], Qt.Key.Key_Home)
        for _ in range(rank + 1):
            QTest.keyClick(boxes[0], Qt.Key.Key_Down)

    def ticks(self, category: str) -> None:
        """Ticks or unticks a category beside the record with the space bar."""
        ticks = self.window.record.findChild(CheckList)
        assert isinstance(ticks, CheckList)
        model = ticks.model()
        row = next(row for row in range(model.rowCount()) if model.index(row, 0).data().startswith(category))
        ticks.setCurrentIndex(model.index(row, 0))
        QTest.keyClick(ticks, Qt.Key.Key_Space)

    def sorts_by(self, heading: str) -> None:
        """Clicks the heading of a column."""
        column = next(number for number, column in enumerate(COLUMNS) if column.heading == heading)
        self.window.events.records.sortByColumn(column, Qt.SortOrder.DescendingOrder)
