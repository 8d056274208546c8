"""How long each child was at each level: a small table to read and to copy."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHeaderView, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.analysis.time_at_levels import ChildTimes, TimeAtLevel, times_at_levels
from app.case.dates import known_date, spoken
from app.case.model import Case
from app.export.import_report import ReportSheet
from app.language import tr, trn
from widgets.measures.tables_page import Shown, TablesPage
from widgets.parts.headings import text_label
from widgets.parts.keyboard import keyboard_order
from widgets.parts.plain_table import plain_table
from widgets.parts.room import grown
from widgets.parts.rows_model import RowsModel

ABOUT = tr(
    "Days from the record that states a level to the record that states another. “+ 60 unsure”: days after the last "
    "mention of a level whose end is not recorded. “still open”: the record ends in this level, so it may have lasted "
    "longer. “in 3 stays”: the child came to this level so many times. Per cent are of all days of the child that are "
    "counted here."
)


WIDEST = 15
"""Letters to a column, beyond which its words go on in the next line."""


WRAPPED = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
"""How the names of levels stand over their columns."""

ROUNDING = 6
"""Pixels more than the words ask for, so that no bar stands beside words that need none."""


class TimesPage(TablesPage):
    """Shows a child in each row and a level in each column, for the whole record and for the days that were shown."""

    def __init__(
        self, case: Case, children: Sequence[int] | None, days: tuple[int, int] | None, parent: QWidget
    ) -> None:
        super().__init__(tr("Time at each level"), parent)
        self._children, self._days = children, days
        self._case = case
        about = text_label(self, tr("What this is"))
        about.setText(ABOUT)
        column = QVBoxLayout(self)
        column.addWidget(self.bar)
        explanation = _Explanation(about)
        column.addWidget(explanation)
        column.addWidget(self.tabs, 1)
        column.addLayout(self.foot())
        self._open_over(parent)
        self.pseudonyms.toggled.connect(lambda: self.show_case(self._case))
        keyboard_order(explanation, *self.foot_fields)
        self.show_case(case)
        self.tabs.setFocus(Qt.FocusReason.OtherFocusReason)  # the times come before what explains them

    def _open_over(self, window: QWidget) -> None:
        """As high as few lanes want, and higher in large words."""
        room = window.size()
        high = min(grown(self, round(room.height() * 0.6)), round(room.height() * 0.95))
        self.resize(round(room.width() * 0.8), high)

    def show_case(self, case: Case) -> None:
        """Show the times of a case as it now is."""
        self._case = case
        known = None if self._children is None else [child for child in self._children if child < len(case.children)]
        spans: list[tuple[str, tuple[int, int] | None]] = [(tr("Whole record"), None)]
        spans += [(tr("Days shown"), self._days)] if self._days is not None else []
        counted = [(title, times_at_levels(case, known, days)) for title, days in spans]
        told = [(title, times) for title, times in counted if times]
        sheets = self.pseudonyms.over([sheet_of(case, title, times) for title, times in told], case)
        self.put([self._shown(case, title, times) for title, times in told], sheets)

    def _shown(self, case: Case, title: str, times: tuple[ChildTimes, ...]) -> Shown:
        grid = self.pseudonyms.over_grid(grid_of(case, times), case)
        first, last = (spoken(known_date(day)) for day in (times[0].first, times[0].last))
        model = RowsModel(grid[0], self.tabs)
        model.show_rows(grid[1:])
        name = tr("{title}, {first} to {last}").format(title=title, first=first, last=last)
        table = plain_table(model, name, _widths(grid), self.tabs)
        table.horizontalHeader().setDefaultAlignment(WRAPPED)
        table.setWordWrap(True)
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        model.setParent(table)
        return Shown(f"{title}: {first} – {last}", table, grid)


class _Explanation(QScrollArea):
    """Words as high as they are, which leave a table its room in a low window and are then scrolled."""

    def __init__(self, about: QLabel) -> None:
        super().__init__(about.parentWidget())
        self._about = about
        self.setWidget(about)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(about.accessibleName())
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """Words that are wrapped are lower in a wider window."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height (pixels) at which nothing is scrolled."""
        return self._about.heightForWidth(width) + ROUNDING


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
    """In characters: no wider than the longest words, and narrow enough for all columns to be seen at once."""
    return tuple(min(max(len(row[column]) for row in grid) + 2, WIDEST) for column in range(len(grid[0])))
