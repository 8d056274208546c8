"""How long each child was at each level: a small table to read and to copy."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QTabWidget, QVBoxLayout, QWidget

from app.analysis.time_at_levels import ChildTimes, TimeAtLevel, times_at_levels
from app.case.dates import known_date, spoken
from app.case.model import Case
from widgets.parts.headings import text_label
from widgets.parts.message_bar import MessageBar, Tone
from widgets.parts.plain_table import plain_table
from widgets.parts.rows_model import RowsModel

ABOUT = (
    "Days from the record that states a level to the record that states another. “+ 60 unsure”: days after the last "
    "mention of a level whose end is not recorded. “still open”: the record ends in this level, so it may have lasted "
    "longer. “in 3 stays”: the child came to this level so many times."
)


class TimesPage(QDialog):
    """Shows a child in each row and a level in each column, for the whole record and for the days that were shown."""

    def __init__(
        self, case: Case, children: Sequence[int] | None, days: tuple[int, int] | None, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Time at each level")
        self._children, self._days = children, days
        self._grids: list[list[tuple[str, ...]]] = []
        self.bar = MessageBar(self)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        about = text_label(self, "What this is")
        about.setText(ABOUT)
        self.copy, self.close_button = QPushButton("&Copy the table", self), QPushButton("Close", self)
        foot = QHBoxLayout()
        for button in (self.copy, self.close_button):
            button.setAutoDefault(False)
        foot.addWidget(self.copy)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.addWidget(self.bar)
        column.addWidget(about)
        column.addWidget(self.tabs, 1)
        column.addLayout(foot)
        self.resize(round(parent.width() * 0.8), round(parent.height() * 0.5))
        self.copy.clicked.connect(self.copy_table)
        self.close_button.clicked.connect(self.close)
        QShortcut(QKeySequence.StandardKey.Copy, self.tabs, self.copy_table)
        self.show_case(case)

    def show_case(self, case: Case) -> None:
        """Show the times of a case as it now is."""
        chosen = max(self.tabs.currentIndex(), 0)
        while self.tabs.count():
            gone = self.tabs.widget(0)
            self.tabs.removeTab(0)
            if gone is not None:
                gone.deleteLater()
        self._grids = []
        known = None if self._children is None else [child for child in self._children if child < len(case.children)]
        for title, days in (("Whole record", None), ("Days shown", self._days)):
            if days is None and title == "Days shown":
                continue
            times = times_at_levels(case, known, days)
            if times:
                self._add(case, title, times)
        self.tabs.setCurrentIndex(chosen)

    def copy_table(self) -> None:
        """Put the table in front on the clipboard, as spreadsheet programs take it."""
        if self._grids:
            lines = self._grids[self.tabs.currentIndex()]
            QGuiApplication.clipboard().setText("\n".join("\t".join(line) for line in lines))
            self.bar.tell("The table is on the clipboard.", Tone.NOTE)

    def _add(self, case: Case, title: str, times: tuple[ChildTimes, ...]) -> None:
        grid = grid_of(case, times)
        first, last = (spoken(known_date(day)) for day in (times[0].first, times[0].last))
        model = RowsModel(grid[0], self.tabs)
        model.show_rows(grid[1:])
        table = plain_table(model, f"{title}, {first} to {last}", _widths(grid), self.tabs)
        table.horizontalHeader().setStretchLastSection(False)
        table.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        model.setParent(table)
        self._grids.append(grid)
        self.tabs.addTab(table, f"{title}: {first} – {last}")


def grid_of(case: Case, times: Sequence[ChildTimes]) -> list[tuple[str, ...]]:
    """Headings, then a row for each child, in words."""
    levels = case.scheme.levels
    headings = ("Child", *(f"{level.rank} {level.label}" for level in levels), "Level not stated")
    rows = [
        (case.children[child.child].name, *(time_words(time) for time in child.levels), days_words(child.not_stated))
        for child in times
    ]
    return [headings, *rows]


def time_words(time: TimeAtLevel) -> str:
    """ "412 days + 60 unsure, still open, in 3 stays"; empty for a level that the child never was at."""
    if not time.times:
        return ""
    unsure = f" + {time.unsure:,} unsure" if time.unsure else ""
    still = ", still open" if time.open_end else ""
    stays = f", in {time.times} stays" if time.times > 1 else ""
    return f"{days_words(time.mentioned) or '0 days'}{unsure}{still}{stays}"


def days_words(days: int) -> str:
    """ "1,402 days"; empty for none."""
    return "" if not days else "1 day" if days == 1 else f"{days:,} days"


def _widths(grid: Sequence[Sequence[str]]) -> tuple[int, ...]:
    return tuple(max(len(row[column]) for row in grid) + 2 for column in range(len(grid[0])))
