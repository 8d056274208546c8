"""Finding and filtering in the window: what is asked for is looked at through the workspace, and shown everywhere."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.case.edits import Reviewer
from app.case.model import Changes
from app.case.narrowing import Filter
from app.language import tr
from app.search.facets import CHILD, child_called
from app.search.narrowed import DAYS, WORDS, Narrowed, narrowed, parts_of, words_of
from app.search.query import parse
from app.workspace import Looking
from widgets import late
from widgets.case_bridge import CaseBridge
from widgets.events.detail_pane import DetailPane
from widgets.events.event_table import EventTableView
from widgets.filtering.strips import FilterBar, FilterStrip
from widgets.findings.findings_panel import FindingsPanel
from widgets.jobs import Jobs
from widgets.kept_filters import KeptFilters
from widgets.lanes.lanes_view import LanesView
from widgets.searching import Searching

if TYPE_CHECKING:
    from widgets.filtering.filter_page import FilterPage

MAKING_READY = tr("Reading every record…")

AFTER_A_KEY = 60
"""Milliseconds that the chart of a very large case waits for the next key, so that no key waits for the chart."""

DRAWN_AT_ONCE = 100_000
"""Up to so many records the chart is drawn between one key and the next; whoever types never notices."""


@dataclass(frozen=True, slots=True)
class Panels:
    """What shows the records that are left."""

    chart: LanesView
    table: EventTableView
    findings: FindingsPanel
    record: DetailPane


class Narrowing(QObject):
    """Keeps the filter in force in all panels, and the search in step with the case. ``failed`` (UserError)."""

    failed = Signal(object)

    def __init__(
        self,
        bridge: CaseBridge,
        jobs: Jobs,
        reviewer: Callable[[], Reviewer | None],
        panels: Panels,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._bridge, self._panels, self._window = bridge, panels, window
        self._kept = KeptFilters(bridge, reviewer, self)
        self.searching = Searching(jobs, self)
        self.left: Narrowed | None = None
        self.bar, self.strip = FilterBar(window), FilterStrip(window)
        self.page: FilterPage | None = None
        # The chart follows once the keys that wait have been taken, so that typing never waits for it.
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._show_on_chart)
        self._last = QTimer(self)
        self._last.setSingleShot(True)
        self._last.timeout.connect(self._show_findings)
        self._connect()

    def _connect(self) -> None:
        bar = self.bar
        self.searching.became_ready.connect(self._on_ready)
        self.searching.failed.connect(self.failed)
        bar.typed.connect(lambda words: self._narrow(self._wanted.with_words(words)))
        bar.step_asked.connect(self.step)
        bar.table_asked.connect(lambda: self._panels.table.setFocus(Qt.FocusReason.OtherFocusReason))
        bar.kept_chosen.connect(self._kept.use)
        self._kept.failed.connect(self.failed)
        for strip in (self.bar, self.strip):
            strip.taken_away.connect(self.take_away)
            strip.clear_asked.connect(self.clear)
            strip.change_asked.connect(self.choose)

    def listen(self) -> None:
        """Follow the case and what is looked at; to be called once the panels themselves do."""
        self._bridge.session_opened.connect(self._on_session_opened)
        self._bridge.case_changed.connect(self._on_case_changed)
        self._bridge.findings_changed.connect(self._show_at_once)
        self._bridge.looking_changed.connect(self._on_looking_changed)
        self._on_session_opened()

    @property
    def _wanted(self) -> Filter:
        return self._bridge.looking.filter

    def find(self) -> None:
        """Give the search field the keyboard, and make the search ready."""
        self.searching.make_ready(self._bridge.case)
        self.bar.begin()

    def choose(self) -> None:
        """Show the page on which filters are chosen."""
        if self.page is None:
            page = self.page = late.filter_page.FilterPage(self._window)
            page.changed.connect(self._narrow)
            page.clear_asked.connect(self.clear)
            page.keep_asked.connect(self._kept.keep)
            page.forget_asked.connect(self._kept.forget)
            page.use_asked.connect(self._kept.use)
            page.finished.connect(lambda _code: self._let_go(page))
            self._show_words()
            page.show()
        self.page.activateWindow()

    def _let_go(self, page: "FilterPage") -> None:
        self.page = None
        page.deleteLater()

    def clear(self) -> None:
        """Filter by nothing any more."""
        self._narrow(Filter())

    def take_away(self, part: str) -> None:
        """Filter by this facet, by words or by days no longer."""
        now = self._wanted
        if part == WORDS:
            now = now.with_words("")
        elif part == DAYS:
            now = now.with_days(None, None)
        else:
            now = now.with_keys(part, ())
        self._narrow(now)

    def step(self, step: int) -> None:
        """Choose the next record that is left, or the one before; none where nothing is left."""
        event = self._panels.table.neighbour(step)
        if event is not None:
            self._bridge.workspace.choose_event(event)

    def _narrow(self, wanted: Filter) -> None:
        self._bridge.workspace.narrow(wanted)

    def _on_session_opened(self) -> None:
        self.searching.forget()
        if self.page is not None:
            self.page.close()
        self.bar.show_kept([kept.name for kept in self._bridge.case.filters])
        self._panels.table.set_editable(self._bridge.seen is None)
        self._show_at_once()

    def _on_case_changed(self, changes: Changes) -> None:
        self.searching.follow(self._bridge.case)
        if changes.filters:
            self.bar.show_kept([kept.name for kept in self._bridge.case.filters])
        self._show_at_once()

    def _on_looking_changed(self, before: Looking, now: Looking) -> None:
        if before.filter != now.filter:
            typing = before.filter.words != now.filter.words
            large = len(self._bridge.case.events) > DRAWN_AT_ONCE
            self._show(AFTER_A_KEY if typing and large else 0)

    def _on_ready(self) -> None:
        self.searching.follow(self._bridge.case)
        if self._wanted.words:
            self._show(0)

    @property
    def chart_waiting(self) -> bool:
        """Whether the chart has still to follow the table."""
        return self._later.isActive()

    @property
    def waiting(self) -> bool:
        """Whether the chart or the findings have still to follow the table."""
        return self._later.isActive() or self._last.isActive()

    def _show_at_once(self) -> None:
        """Show everywhere what is left of a case that has changed, before it is painted with all its records."""
        self._show(0)
        if self._later.isActive():
            self._later.stop()
            self._show_on_chart()
            self._last.stop()
            self._show_findings()

    def _show(self, chart_after: int) -> None:
        """Show what the filter in force leaves: in the table now, on the chart after so many milliseconds."""
        wanted, case = self._wanted, self._bridge.case
        query = parse(wanted.words)
        was = self.left
        self.left = (
            None
            if wanted.empty
            else narrowed(case, self._bridge.findings, wanted, self.searching.matching(case, query))
        )
        self._panels.table.show_only(self.left.rows if self.left else None, query)
        if was is not None or self.left is not None:
            self._later.start(chart_after)
        self._panels.record.show_found(query)
        self._show_words()

    def _show_on_chart(self) -> None:
        case, wanted, left = self._bridge.case, self._wanted, self.left
        if left is not None and len(left.rows) != len(case.events):
            return
        named = [child_called(case, name) for name in wanted.keys(CHILD)]
        lanes = [child.id for child in named if child is not None]
        self._show_strip()
        self._panels.chart.show_only(left.rows if left else None, words_of(case, wanted), lanes)
        self._last.start(0)

    def _show_findings(self) -> None:
        """List the findings that are left, once the chart is drawn: a long list takes as long as the chart."""
        self._panels.findings.show_among(self.left.findings if self.left else None)

    def _show_strip(self) -> None:
        """Show the strip over the chart, and give the chart its new height at once, so that it is painted once."""
        self.strip.show_parts(parts_of(self._bridge.case, self._wanted), self._count_words())
        _lay_out_at_once(self.strip.parentWidget())

    def _show_words(self) -> None:
        wanted, case = self._wanted, self._bridge.case
        parts = parts_of(case, wanted)
        count = self._count_words()
        self.bar.show_words(wanted.words)
        self.bar.show_parts([part for part in parts if part.key != WORDS], count)
        _lay_out_at_once(self.bar)
        if self.page is not None:
            self.page.show_filter(case, self._bridge.findings, wanted, count)

    def _count_words(self) -> str:
        if self.left is None:
            return ""
        if self.searching.making_ready and self._wanted.words:
            return MAKING_READY
        return tr("{count:,} of {total:,} records").format(count=self.left.count, total=self.left.total)


def _lay_out_at_once(widget: QWidget | None) -> None:
    """Lay out what has changed in a widget. Laid out between one painting and the next, all of it is painted twice."""
    layout = widget.layout() if widget is not None else None
    if layout is not None:
        layout.activate()
