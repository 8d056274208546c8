"""The window: lays out the chart and the panels around it, and hands every gesture to whom it concerns."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QByteArray, Qt, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QDockWidget, QLabel, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from app import PRODUCT
from app.analysis.decisions import not_dismissed
from app.analysis.finding import Finding
from app.case.edits import Reviewer
from app.case.model import Case, Changes
from app.errors import UserError
from app.session import Session
from app.settings import Settings, load, settings_file
from app.storage.record_history import changes_of
from app.workspace import Looking, Workspace
from widgets.actions import Actions
from widgets.appearance import dress, follow_system, theme_for
from widgets.by_hand import ByHand
from widgets.case_bridge import CaseBridge
from widgets.case_pages import CasePages
from widgets.coding import Coding
from widgets.crash import catch_faults
from widgets.deciding import Deciding
from widgets.deeds import deeds_of
from widgets.events.detail_pane import DetailPane
from widgets.events.events_panel import EventsPanel
from widgets.filing import Filing, empty_session
from widgets.findings.findings_panel import FindingsPanel
from widgets.firming import Firming
from widgets.jobs import Jobs
from widgets.kept_settings import KeptSettings
from widgets.lanes.lanes_view import LanesView
from widgets.moving import Moving
from widgets.parts.message_bar import MessageBar, Tone
from widgets.parts.progress_strip import ProgressStrip
from widgets.reviewing import Reviewing
from widgets.seeing import Seeing
from widgets.standing import counts_in_words, standing_of
from widgets.start.start_page import StartPage

SMALL_SCREEN = 1400
SHARE_OF_SCREEN = 0.92
SIDE, TABLE, FINDINGS = (0.235, 290, 400), (0.25, 180, 300), (0.46, 220, 460)
"""What a panel gets of the window at first: its share, and between which limits in pixels."""


class MainWindow(QMainWindow):
    """One case at a time: the lanes in the middle, records below, findings and the chosen record at the side."""

    def __init__(self, bridge: CaseBridge, jobs: Jobs, settings: KeptSettings) -> None:
        super().__init__()
        self.bridge, self.jobs, self._settings = bridge, jobs, settings
        self._left = False
        self._drawn: tuple[Case, tuple[Finding, ...]] | None = None
        self.chart = LanesView(self)
        self.events = EventsPanel(bridge.case, self)
        self.record = DetailPane(bridge.case, self)
        self.findings_panel = FindingsPanel(self)
        self.findings = self.findings_panel.list
        self.start_page = StartPage(self)
        self.message_bar = MessageBar(self)
        self.progress_strip = ProgressStrip(self)
        self.filing = Filing(bridge, jobs, settings, self)
        self.reviewing = Reviewing(bridge, settings, self)
        self.coding = Coding(bridge, self.reviewing.reviewer, self)
        self.pages = CasePages(bridge, jobs, settings, self.reviewing.reviewer, self)
        self.by_hand = ByHand(bridge, self.reviewing.reviewer, lambda: self.events.rejected_row, self)
        self.deciding = Deciding(bridge, self.reviewing.reviewer, self)
        self.moving = Moving(bridge, self.chart, self.events, self.findings, self)
        places = {
            "look.chart": self.chart,
            "look.table": self.events.records,
            "look.record": self.record,
            "look.findings": self.findings,
        }
        self.seeing = Seeing(bridge, self)
        hands = (self.filing, self.coding, self.moving, self.reviewing, self.pages, self.by_hand)
        self.actions_by_id = Actions(self, deeds_of(*hands, self.deciding, self.seeing, places, self))
        self.actions_by_id.bind_keys(self.chart, (self.events.records, self.record), self.findings)
        self.record.history_of = lambda event: changes_of(bridge.session.trail, event)
        self.firming = Firming(bridge, jobs, self.findings, self)
        self._lay_out()
        self._connect_panels()
        self._connect_case()
        self._restore_layout()
        self._on_session_opened()

    def _lay_out(self) -> None:
        self.counts = QLabel(self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.start_page)
        self._stack.addWidget(self.chart)
        middle = QWidget(self)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.message_bar)
        column.addWidget(self._stack, 1)
        self.setCentralWidget(middle)
        sides = Qt.DockWidgetArea
        self.setCorner(Qt.Corner.BottomRightCorner, sides.RightDockWidgetArea)
        self._docks = [
            self._dock("Findings", self.findings_panel, sides.RightDockWidgetArea),
            self._dock("Record", self.record, sides.RightDockWidgetArea),
            self._dock("What came in", self.events, sides.BottomDockWidgetArea),
        ]
        self._docks[2].setTitleBarWidget(QWidget(self))
        self.counts.setContentsMargins(8, 0, 8, 0)
        self.statusBar().addWidget(self.counts)
        self.statusBar().addPermanentWidget(self.progress_strip)
        self.statusBar().addPermanentWidget(self.reviewing.button)
        self.setAcceptDrops(True)

    def _dock(self, title: str, panel: QWidget, area: Qt.DockWidgetArea) -> QDockWidget:
        dock = QDockWidget(title, self)
        dock.setObjectName(title)
        dock.setFeatures(QDockWidget.DockWidgetFeature.DockWidgetMovable)
        dock.setWidget(panel)
        self.addDockWidget(area, dock)
        return dock

    def _connect_panels(self) -> None:
        workspace = self.bridge.workspace
        self.chart.event_chosen.connect(workspace.choose_event)
        self.chart.finding_chosen.connect(workspace.choose_finding)
        self.chart.days_changed.connect(workspace.show_days)
        self.events.event_chosen.connect(self.moving.go_to_event)
        self.findings.finding_chosen.connect(self.moving.go_to_finding)
        self.record.finding_chosen.connect(self.moving.go_to_finding)
        self.coding.take_from(self.events.records, self.record)
        self.start_page.command_asked.connect(lambda command: self.actions_by_id[command].trigger())
        self.start_page.file_asked.connect(lambda file: self.filing.open_files([file]))
        self.progress_strip.cancel_asked.connect(self._cancel_work)

    def _connect_case(self) -> None:
        self.bridge.session_opened.connect(self._on_session_opened)
        self.bridge.case_changed.connect(self._on_case_changed)
        self.bridge.looking_changed.connect(self._on_looking_changed)
        self.bridge.findings_changed.connect(self._on_findings_changed)
        self.bridge.search_failed.connect(self.tell_error)
        self.jobs.changed.connect(self._on_jobs_changed)
        self.filing.told.connect(self.message_bar.tell)
        self.filing.duplicates_asked.connect(self.pages.show_duplicates)
        self.pages.failed.connect(self.tell_error)
        self.by_hand.failed.connect(self.tell_error)
        self.events.mend_asked.connect(self.by_hand.mend)
        self.coding.failed.connect(self.tell_error)
        self.coding.told.connect(self.message_bar.tell)
        self.deciding.failed.connect(self.tell_error)
        self._settings.failed.connect(self.tell_error)
        self._settings.changed.connect(self._show_recent)

    @Slot(object)
    def tell_error(self, error: UserError) -> None:
        """Say in the bar what could not be done."""
        self.message_bar.tell(str(error), Tone.PROBLEM)

    def _on_session_opened(self) -> None:
        everything = Changes(all_events=True, people=True, agencies=True, scheme=True, name=True)
        self.message_bar.dismiss()
        self.record.set_sealed(self.bridge.seen is not None)
        self._on_case_changed(everything)
        self._on_findings_changed()
        self._show_looking(self.bridge.looking)
        self._show_recent()

    @Slot(object)
    def _on_case_changed(self, changes: Changes) -> None:
        case = self.bridge.case
        self._draw()
        self.events.show_case(case, changes)
        self.record.show_case(case, changes)
        if changes.findings or (changes.events and case.finding_decisions):
            self.findings.show_findings(case, self.bridge.findings)
        self.counts.setText(counts_in_words(case) if case.sources else "")
        self._show_title()
        self._show_stage()
        self._refresh_commands()

    def _draw(self) -> None:
        drawn = (self.bridge.case, self.bridge.findings)
        if self._drawn is None or any(old is not new for old, new in zip(self._drawn, drawn, strict=True)):
            self._drawn = drawn
            self.chart.show_case(drawn[0], not_dismissed(*drawn))

    def _on_findings_changed(self) -> None:
        case, findings = self.bridge.case, self.bridge.findings
        self._draw()
        self.record.show_findings(findings)
        self.findings.show_findings(case, findings)
        self.findings.select_finding(self.bridge.looking.finding)
        self._show_evidence()
        self._refresh_commands()

    @Slot(object, object)
    def _on_looking_changed(self, before: Looking, now: Looking) -> None:
        self.message_bar.go_on()
        self._show_looking(now)
        if before.finding != now.finding:
            self._show_evidence()
        if (before.event is None, before.finding is None) != (now.event is None, now.finding is None):
            self._refresh_commands()

    def _show_looking(self, now: Looking) -> None:
        self.chart.show_days(now.view.first_day, now.view.last_day)
        self.chart.select_event(now.event)
        self.chart.select_finding(now.finding)
        self.findings.select_finding(now.finding)
        self.events.records.select_event(now.event)
        if self.record.event_id != now.event:
            self.record.show_event(now.event)

    def _show_evidence(self) -> None:
        finding = self.bridge.finding(self.bridge.looking.finding)
        self.events.records.show_evidence(finding.evidence if finding else ())

    def _show_title(self) -> None:
        case = self.bridge.case
        self.setWindowTitle(case.name if case.sources else PRODUCT)

    def _show_stage(self) -> None:
        has_case = bool(self.bridge.case.sources) or self.bridge.seen is not None
        self._stack.setCurrentWidget(self.chart if has_case else self.start_page)
        self.actions_by_id.toolbar.setVisible(has_case)
        for dock in self._docks:
            dock.setVisible(has_case)

    def _show_recent(self) -> None:
        self.start_page.show_recent([Path(name) for name in self._settings.now.recent])

    def _refresh_commands(self) -> None:
        self.actions_by_id.refresh(standing_of(self.bridge, self.jobs))

    def _on_jobs_changed(self) -> None:
        asked = [job for job in self.jobs.running if not job.quiet]
        if asked:
            job = asked[0]
            self.progress_strip.show_progress(job.words or f"{job.title}…", job.share)
        else:
            self.progress_strip.hide()
        self._refresh_commands()

    def _cancel_work(self) -> None:
        asked = [job for job in self.jobs.running if not job.quiet]
        for job in asked:
            self.jobs.cancel(job)
        if asked:
            self.message_bar.tell("Cancelled. The case is as it was.", Tone.NOTE)

    def _restore_layout(self) -> None:
        room = self.screen().availableSize()
        self.resize(room if room.width() <= SMALL_SCREEN else room * SHARE_OF_SCREEN)
        across, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
        findings = part_of(self.height(), *FINDINGS)
        self.resizeDocks([self._docks[0]], [part_of(self.width(), *SIDE)], across)
        self.resizeDocks(self._docks[:2], [findings, self.height() - findings], down)
        self.resizeDocks([self._docks[2]], [part_of(self.height(), *TABLE)], down)
        now = self._settings.now
        self.restoreGeometry(QByteArray.fromBase64(now.window_geometry.encode()))
        self.restoreState(QByteArray.fromBase64(now.window_state.encode()))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped anywhere."""
        if files_in(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """A case file is opened, chronologies are added to the case."""
        files = files_in(event)
        if files:
            event.acceptProposedAction()
            self.filing.take_files(files)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask about a case that no file holds, keep the layout, and end all work."""
        if self._left:
            return
        if not self.filing.may_go():
            event.ignore()
            return
        self._left = True
        self.pages.close_all()
        self._settings.change(
            window_geometry=self.saveGeometry().toBase64().toStdString(),
            window_state=self.saveState().toBase64().toStdString(),
        )
        self.hide()
        self.jobs.stop()
        self.bridge.close()
        event.accept()


def part_of(whole: int, share: float, least: int, most: int) -> int:
    """A share of a length in pixels, within limits."""
    return min(max(round(whole * share), least), most)


def files_in(event: QDropEvent) -> list[Path]:
    """The files on this computer that a drag carries."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]


def open_window(session: Session | None = None, files: Sequence[Path] = ()) -> int:
    """Show the window on this session, or on an empty case, read these files into it, and run until it is closed.

    Returns:
        The exit status: 0.
    """
    known = QApplication.instance()
    app = known if isinstance(known, QApplication) else QApplication([PRODUCT])
    app.setApplicationName(PRODUCT)
    settings, amiss = load()
    dress(app, settings.theme, settings.text_percent)
    window = make_window(session, settings)
    follow_system(app, settings.theme, window.chart.set_theme)
    catch_faults(settings_file().with_name("faults.log"), lambda words: window.message_bar.tell(words, Tone.PROBLEM))
    if settings.window_geometry or app.primaryScreen().availableSize().width() > SMALL_SCREEN:
        window.show()
    else:
        window.showMaximized()
    if amiss:
        window.message_bar.tell(amiss, Tone.PROBLEM)
    if files:
        window.filing.take_files([*files])
    return app.exec()


def make_window(session: Session | None, settings: Settings) -> MainWindow:
    """A window with everything it needs, not yet shown; the application is already dressed."""
    jobs = Jobs()
    opened = session or empty_session(Reviewer(settings.reviewer))
    bridge = CaseBridge(opened, Workspace(opened.looking()), jobs)
    window = MainWindow(bridge, jobs, KeptSettings(settings))
    for part in (bridge, jobs):
        part.setParent(window)
    app = QApplication.instance()
    if isinstance(app, QApplication):
        window.chart.set_theme(theme_for(app, settings.theme))
    return window
