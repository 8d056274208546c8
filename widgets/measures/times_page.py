"""How long each child was at each level: a small table to read and to copy."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app.analysis.time_at_levels import ChildTimes, TimeAtLevel, times_at_levels
from app.case.dates import known_date, spoken
from app.case.model import Case
from app.export.import_report import ReportSheet
from app.language import tr, trn
from widgets.parts.headings import text_label
from widgets.parts.message_bar import MessageBar, Tone
from widgets.parts.plain_table import plain_table
from widgets.parts.rows_model import RowsModel

ABOUT = tr(
    "Days from the record that states a level to the record that states another. “+ 60 unsure”: days after the last "
    "mention of a level whose end is not recorded. “still open”: the record ends in this level, so it may have lasted "
    "longer. “in 3 stays”: the child came to this level so many times. Per cent are of all days of the child that are "
    "counted here."
)


class TimesPage(QDialog):
    """Shows a child in each row and a level in each column, for the whole record and for the days that were shown;
    ``save_asked`` (sheets) for the workbook."""

    save_asked = Signal(object)

    def __init__(
        self, case: Case, children: Sequence[int] | None, days: tuple[int, int] | None, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Time at each level"))
        self._children, self._days = children, days
        self._grids: list[list[tuple[str, ...]]] = []
        self._sheets: list[ReportSheet] = []
        self.bar = MessageBar(self)
        about = text_label(self, tr("What this is"))
        about.setText(ABOUT)
        above = _shrinking(about)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self.copy, self.save, self.close_button = (
            QPushButton(words, self) for words in (tr("&Copy the table"), tr("&Save as a workbook…"), tr("Close"))
        )
        foot = QHBoxLayout()
        for button in (self.copy, self.save, self.close_button):
            button.setAutoDefault(False)
        foot.addWidget(self.copy)
        foot.addWidget(self.save)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.addWidget(self.bar)
        column.addWidget(above)
        column.addWidget(self.tabs, 1)
        column.addLayout(foot)
        self.resize(round(parent.width() * 0.8), round(parent.height() * 0.5))
        self.copy.clicked.connect(self.copy_table)
        self.save.clicked.connect(lambda: self.save_asked.emit(tuple(self._sheets)))
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
        self._grids, self._sheets = [], []
        known = None if self._children is None else [child for child in self._children if child < len(case.children)]
        spans: list[tuple[str, tuple[int, int] | None]] = [(tr("Whole record"), None)]
        spans += [(tr("Days shown"), self._days)] if self._days is not None else []
        for title, days in spans:
            times = times_at_levels(case, known, days)
            if times:
                self._add(case, title, times)
        self.tabs.setCurrentIndex(chosen)

    def copy_table(self) -> None:
        """Put the table in front on the clipboard, as spreadsheet programs take it."""
        if self._grids:
            lines = self._grids[self.tabs.currentIndex()]
            QGuiApplication.clipboard().setText("\n".join("\t".join(line) for line in lines))
            self.bar.tell(tr("The table is on the clipboard."), Tone.NOTE)

    def _add(self, case: Case, title: str, times: tuple[ChildTimes, ...]) -> None:
        grid = grid_of(case, times)
        first, last = (spoken(known_date(day)) for day in (times[0].first, times[0].last))
        model = RowsModel(grid[0], self.tabs)
        model.show_rows(grid[1:])
        name = tr("{title}, {first} to {last}").format(title=title, first=first, last=last)
        table = plain_table(model, name, _widths(grid), self.tabs)
        table.horizontalHeader().setStretchLastSection(False)
        table.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        model.setParent(table)
        self._grids.append(grid)
        self._sheets.append(sheet_of(case, title, times))
        self.tabs.addTab(table, f"{title}: {first} – {last}")


def _shrinking(about: QLabel) -> QScrollArea:
    """Words that leave the table its room in a low window, and are then scrolled."""
    area = QScrollArea(about.parentWidget())
    area.setWidget(about)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setAccessibleName(about.accessibleName())
    area.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
    return area


def grid_of(case: Case, times: Sequence[ChildTimes]) -> list[tuple[str, ...]]:
    """Headings, then a row for each child, in words."""
    levels = case.scheme.levels
    named = (f"{level.rank} {tr(level.label)}" for level in levels)  # from resources
    headings = (tr("Child"), *named, tr("Level not stated"))
    rows = [
        (
            case.children[child.child].name,
            *(time_words(time, child.counted) for time in child.levels),
            days_words(child.not_stated) + percent_words(child.not_stated, child.counted),
        )
        for child in times
    ]
    return [headings, *rows]


def sheet_of(case: Case, title: str, times: Sequence[ChildTimes]) -> ReportSheet:
    """A row for each child and level that the child was at, as numbers."""
    headings = (
        tr("Child"), tr("Level"), tr("Name of the level"), tr("Days"), tr("Of these after the last mention"),
        tr("Per cent of the child’s days"), tr("Stays"), tr("Still open"), tr("From"), tr("To"),
    )  # fmt: skip
    rows = tuple(
        (
            case.children[child.child].name,
            time.level,
            tr(case.scheme.levels[time.level].label),  # from resources
            time.days,
            time.unsure,
            round(100 * time.days / child.counted, 1),
            time.times,
            tr("yes") if time.open_end else tr("no"),
            known_date(child.first),
            known_date(child.last),
        )
        for child in times
        for time in child.levels
        if time.times
    )
    return ReportSheet(title, headings, rows)


def time_words(time: TimeAtLevel, counted: int) -> str:
    """ "412 days + 60 unsure, 14%, still open, in 3 stays"; empty for a level that the child never was at.

    ``counted`` are all days of the child.
    """
    if not time.times:
        return ""
    days = days_words(time.mentioned) or tr("0 days")
    if time.unsure:
        days = tr("{days} + {count:,} unsure").format(days=days, count=time.unsure)
    days += percent_words(time.days, counted)
    still = [tr("still open")] if time.open_end else []
    stays = [trn("in {count} stay", "in {count} stays", time.times).format(count=time.times)] if time.times > 1 else []
    return ", ".join([days, *still, *stays])


def percent_words(days: int, counted: int) -> str:
    """ ", 14%" of the days that are counted; empty for none."""
    return tr(", {share:.0f}%").format(share=100 * days / counted) if days and counted else ""


def days_words(days: int) -> str:
    """ "1,402 days"; empty for none."""
    return trn("{count:,} day", "{count:,} days", days).format(count=days) if days else ""


def _widths(grid: Sequence[Sequence[str]]) -> tuple[int, ...]:
    return tuple(max(len(row[column]) for row in grid) + 2 for column in range(len(grid[0])))
