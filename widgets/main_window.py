"""The window: lays out the chart and the panels around it, and hands every gesture to whom it concerns."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from app import PRODUCT
from app.analysis.decisions import not_dismissed
from app.analysis.finding import Finding
from app.case.edits import Reviewer
from app.case.model import Case, Changes
from app.errors import UserError
from app.memory import look_when_told
from app.session import Session
from app.settings import Settings, load, settings_file
from app.storage.record_history import changes_of
from app.workspace import Looking, Workspace
from widgets.actions import Actions, Deed
from widgets.appearance import dress, follow_system, stay_dressed, taste_deeds, theme_for
from widgets.bookmarking import Bookmarking
from widgets.by_hand import ByHand
from widgets.case_bridge import CaseBridge
from widgets.case_pages import CasePages
from widgets.chart_area import ChartArea
from widgets.charting import Charting
from widgets.choosing_scheme import ChoosingScheme
from widgets.coding import Coding
from widgets.crash import catch_faults
from widgets.deciding import Deciding
from widgets.deeds import deeds_of, give_keyboard
from widgets.docks import SMALL_SCREEN, Docks
from widgets.exporting import Exporting
from widgets.filing import Filing, empty_session
from widgets.firming import Firming
from widgets.helping import Helping
from widgets.in_place import InPlace
from widgets.jobs import Jobs
from widgets.joining import Joining
from widgets.kept_settings import KeptSettings
from widgets.looking_back import LookingBack
from widgets.moving import Moving
from widgets.narrowing import Narrowing, Panels
from widgets.own_words import OwnWords
from widgets.parts.message_bar import MessageBar, Tone
from widgets.parts.progress_strip import ProgressStrip
from widgets.parts.short_line import ShortLine
from widgets.practising import Practising
from widgets.presenting import Presenting
from widgets.protecting import Protecting
from widgets.qt_words import speak
from widgets.receiving import ReceivingWindow
from widgets.rescuing import rescue
from widgets.reviewing import Reviewing
from widgets.search_ahead import SearchAhead
from widgets.seeing import Seeing
from widgets.speaking import language_deeds
from widgets.standing import counts_in_words, standing_of
from widgets.start.start_page import StartPage
from widgets.tidying import Tidying
from widgets.warming import Warming, WordsAhead
from widgets.working import Working

STEP_SHOWN = 6000
"""For how many milliseconds the foot of the window says which step was taken back."""


class MainWindow(ReceivingWindow):
    """One case at a time: the lanes in the middle, records below, findings and the chosen record at the side."""

    def __init__(self, bridge: CaseBridge, jobs: Jobs, settings: KeptSettings) -> None:
        super().__init__()
        self.bridge, self.jobs, self.settings = bridge, jobs, settings
        self._left = False
        self._drawn: tuple[Case, tuple[Finding, ...]] | None = None
        self._make_panels(bridge.case)
        self.filing = Filing(bridge, jobs, settings, self)
        self.reviewing = Reviewing(bridge, settings, self)
        self.coding = Coding(bridge, jobs, self.reviewing.reviewer, self)
        self.pages = CasePages(bridge, jobs, settings, self.reviewing.reviewer, self)
        self.by_hand = ByHand(bridge, self.reviewing.reviewer, lambda: self.events.rejected_row, self)
        self.deciding = Deciding(bridge, self.reviewing.reviewer, self)
        self.moving = Moving(bridge, self.chart, self.events, self.findings, self)
        panels = Panels(self.chart, self.events.records, self.findings_panel, self.record)
        self.narrowing = Narrowing(bridge, jobs, self.reviewing.reviewer, panels, self)
        self.in_place = InPlace(bridge, self.coding, self.reviewing.reviewer, self)
        self.seeing = Seeing(bridge, jobs, self)
        self.joining = Joining(bridge, jobs, self.reviewing.reviewer, self)
        self.choosing = ChoosingScheme(bridge, self.reviewing.reviewer, self)
        self.protecting = Protecting(bridge, self.reviewing.reviewer, self)
        self.own_words = OwnWords(bridge, jobs, self.reviewing.reviewer, self)
        self.exporting = Exporting(bridge, jobs, settings, self.chart, self.message_bar.tell, self)
        self.looking_back = LookingBack(bridge, self)
        records, tell = self.events.records, self.message_bar.tell
        self.charting = Charting(bridge, settings, self.chart, records, tell, self)
        self.practising = Practising(bridge, self.reviewing.reviewer, self.chart, tell, self)
        self.bookmarking = Bookmarking(bridge, self.reviewing.reviewer, self.practising.go_to, self)
        self.presenting = Presenting(bridge, jobs, self.reviewing.reviewer, tell, self)
        self.helping = Helping(self)
        self.actions_by_id = Actions(self, self._deeds())
        self.actions_by_id.bind_keys(self.area, (self.events.records, self.record), self.findings)
        self.firming = Firming(bridge, jobs, self.findings, self)
        self._lay_out()
        self._connect_panels()
        self._connect_case()
        self._docks.restore(settings.now)
        self._on_session_opened()

    def _make_panels(self, case: Case) -> None:
        """Each is made where it stands: what moves into another part is dressed anew with all that is in it."""
        self._middle = QWidget(self)
        self._stack = QStackedWidget(self._middle)
        self.area = ChartArea(self._stack)
        self.chart = self.area.lanes
        self._docks = Docks(self, case)
        self.events, self.record, self.findings_panel = self._docks.events, self._docks.record, self._docks.findings
        self.findings = self.findings_panel.list
        self.start_page = StartPage(self._stack)
        self.message_bar = MessageBar(self._middle)
        self.progress_strip = ProgressStrip(self)

    def _deeds(self) -> Mapping[str, Deed]:
        """The deed of every command: those of the hands that name their own, and the others."""
        hands = (self.filing, self.coding, self.moving, self.reviewing, self.pages, self.by_hand)
        places = {
            "look.chart": self.area,
            "look.table": self.events.records,
            "look.record": self.record,
            "look.findings": self.findings,
        }
        own = (self.joining, self.choosing, self.looking_back, self.exporting, self.charting, self.practising)
        own = (*own, self.helping, self._docks, self.bookmarking, self.presenting, self.protecting, self.own_words)
        named = {command: deed for hand in (*own, self.area) for command, deed in hand.deeds.items()}
        named.update({**taste_deeds(self.settings), **language_deeds(self.settings, self.message_bar.tell)})
        return {**deeds_of(*hands, self.deciding, self.seeing, self.narrowing, places, self), **named}

    def _lay_out(self) -> None:
        self.counts = ShortLine(self)
        self._stack.addWidget(self.start_page)
        self._stack.addWidget(self.area)
        self.actions_by_id.put_in_corner(self.area.tabs)
        column = QVBoxLayout(self._middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.message_bar)
        column.addWidget(self._stack, 1)
        self.setCentralWidget(self._middle)
        self.area.place_on_top(self.narrowing.strip)
        self.events.put_beside_tabs(self.narrowing.bar)
        self._docks.order_keys((self.area.tabs, self.message_bar, self.chart, self.area.overview), self.narrowing.bar)
        self.counts.setContentsMargins(8, 0, 8, 0)
        self.statusBar().addWidget(self.counts)
        self.statusBar().addPermanentWidget(self.progress_strip)
        self.statusBar().addPermanentWidget(self.reviewing.button)

    def _connect_panels(self) -> None:
        workspace = self.bridge.workspace
        self.working = Working(self.jobs, self.progress_strip, self.message_bar.tell, self)
        self.record.history_of = lambda event: changes_of(self.bridge.session.trail, event)
        self.chart.event_chosen.connect(workspace.choose_event)
        self.area.finding_chosen.connect(workspace.choose_finding)
        self.area.days_wanted.connect(workspace.show_days)
        self.chart.days_changed.connect(workspace.show_days)
        self.chart.event_opened.connect(lambda _event: give_keyboard(self.record))
        self.events.event_chosen.connect(self.moving.go_to_event)
        self.findings.finding_chosen.connect(self.moving.go_to_finding)
        self.record.finding_chosen.connect(self.moving.go_to_finding)
        self.record.event_chosen.connect(self.moving.go_to_event)
        self.in_place.take_from(self.events.records, self.settings)
        self.coding.take_from(self.events.records, self.record)
        self.start_page.command_asked.connect(lambda command: self.actions_by_id[command].trigger())
        self.start_page.file_asked.connect(lambda file: self.filing.open_files([file]))
        self.helping.listen()

    def _connect_case(self) -> None:
        self.bridge.session_opened.connect(self._on_session_opened)
        self.bridge.case_changed.connect(self._on_case_changed)
        self.bridge.looking_changed.connect(self._on_looking_changed)
        self.bridge.looking_changed.connect(self._docks.follow)
        self.bridge.findings_changed.connect(self._on_findings_changed)
        self.bridge.search_failed.connect(self.tell_error)
        self.jobs.changed.connect(self._refresh_commands)
        self.filing.told.connect(self.message_bar.tell)
        self.files_dropped.connect(self.filing.take_files)
        self.filing.duplicates_asked.connect(self.pages.show_duplicates)
        self.filing.rejected_asked.connect(self.events.show_rejected)
        self.filing.markers_asked.connect(self.coding.mark_stated)
        self.events.mend_asked.connect(self.by_hand.mend)
        self.coding.told.connect(self.message_bar.tell)
        self.coding.stepped.connect(self._tell_step)
        self.coding.coded.connect(lambda words: self.statusBar().showMessage(words, STEP_SHOWN))
        self.joining.told.connect(self.message_bar.tell)
        hands = (self.deciding, self.narrowing, self.in_place, self.looking_back, self.joining, self.practising)
        hands = (*hands, self.pages, self.by_hand, self.coding, self.settings, self.presenting, self.protecting)
        for hand in (*hands, self.own_words, self.seeing):
            hand.failed.connect(self.tell_error)
        self.settings.changed.connect(self._show_recent)
        self.presenting.changed.connect(self._show_title)
        self.presenting.copy_asked.connect(self.exporting.copy)
        self.exporting.in_panel, self.exporting.panel_shown = lambda: self.presenting.active, self.presenting.going_out
        self.pages.in_panel = self.exporting.in_panel
        self.narrowing.listen()

    @Slot(object)
    def tell_error(self, error: UserError) -> None:
        """Say in the bar what could not be done."""
        self.message_bar.tell(str(error), Tone.PROBLEM)

    def _tell_step(self, words: str) -> None:
        """Say at the foot of the window what was taken back: a bar above would move the chart with every Ctrl+Z."""
        if self.message_bar.tone is not Tone.PROBLEM:
            self.message_bar.dismiss()
        self.statusBar().showMessage(words, STEP_SHOWN)

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
        self.statusBar().clearMessage()
        self._draw()
        self.events.show_case(case, changes)
        self.record.show_case(case, changes)
        none = changes.all_events and not self.bridge.findings
        if changes.findings or none or (changes.events and case.finding_decisions):
            self.findings.show_findings(case, self.bridge.findings)
        self.counts.tell(counts_in_words(case) if case.sources else "")
        self._show_title()
        self._show_stage()
        self._refresh_commands()

    def _draw(self) -> None:
        drawn = (self.bridge.case, self.bridge.findings)
        if self._drawn is None or any(old is not new for old, new in zip(self._drawn, drawn, strict=True)):
            self._drawn = drawn
            self.area.show_case(drawn[0], not_dismissed(*drawn))

    def _on_findings_changed(self) -> None:
        case, findings = self.bridge.case, self.bridge.findings
        self._draw()
        self.record.show_findings(findings)
        self.findings.show_findings(case, findings)
        self.findings.select_finding(self.bridge.looking.finding)
        # Every code looks for the findings anew, and the table stays at the row that is being coded.
        self._show_evidence(reveal=False)
        self._refresh_commands()

    @Slot(object, object)
    def _on_looking_changed(self, before: Looking, now: Looking) -> None:
        self.message_bar.go_on()
        self._show_looking(now)
        if now.event is not None and before.event != now.event and before.view == now.view:
            self.moving.go_to_event(now.event)
        if before.finding != now.finding:
            self._show_evidence(reveal=True)
        if len({(one.event is None, one.finding is None, one.filter.empty) for one in (before, now)}) > 1:
            self._refresh_commands()

    def _show_looking(self, now: Looking) -> None:
        self.area.show_days(now.view.first_day, now.view.last_day)
        self.area.select_event(now.event)
        self.area.select_finding(now.finding)
        self.findings.select_finding(now.finding)
        self.events.records.select_event(now.event)
        if self.record.event_id != now.event:
            self.record.show_event(now.event)

    def _show_evidence(self, *, reveal: bool) -> None:
        finding = self.bridge.finding(self.bridge.looking.finding)
        self.events.records.show_evidence(finding.evidence if finding else (), reveal=reveal)

    def _show_title(self) -> None:
        case = self.bridge.case
        self.setWindowTitle(case.name if case.sources and not self.presenting.active else PRODUCT)

    def _show_stage(self) -> None:
        has_case = bool(self.bridge.case.sources) or self.bridge.seen is not None
        _turn_to(self._stack, self.area if has_case else self.start_page, self.chart if has_case else None)
        self.actions_by_id.toolbar.setVisible(has_case)
        self.area.tabs.setVisible(has_case)
        self._docks.set_visible(has_case)

    def _show_recent(self) -> None:
        self.start_page.show_recent([Path(name) for name in self.settings.now.recent])

    def _refresh_commands(self) -> None:
        self.actions_by_id.refresh(standing_of(self.bridge, self.jobs))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask about a case that no file holds, keep the layout, and end all work."""
        if self._left:
            return
        if not self.filing.may_go():
            event.ignore()
            return
        self._left = True
        self.helping.close()
        self.pages.close_all()
        self.joining.close_page()
        self.choosing.close_page()
        self.presenting.close_page()
        self.settings.change(
            window_geometry=self.saveGeometry().toBase64().toStdString(),
            window_state=self.saveState().toBase64().toStdString(),
            tables_folded=self.events.folded,
        )
        self.hide()
        self.jobs.stop()
        self.bridge.close()
        event.accept()


def open_window(session: Session | None = None, files: Sequence[Path] = (), *, sample: bool = False) -> int:
    """Show the window on this session, or on an empty case, read these files into it, and run until it is closed.

    ``sample`` opens the example case, as the start page does.

    Returns:
        The exit status: 0.
    """
    known = QApplication.instance()
    app = known if isinstance(known, QApplication) else QApplication([PRODUCT])
    app.setApplicationName(PRODUCT)
    settings, amiss = load()
    speak(app)
    dress(app, settings.theme, settings.text_percent)
    window = make_window(session, settings)
    follow_system(app, window.settings, window.area.set_theme)
    catch_faults(settings_file().with_name("faults.log"), lambda words: window.message_bar.tell(words, Tone.PROBLEM))
    if settings.window_geometry or app.primaryScreen().availableSize().width() > SMALL_SCREEN:
        window.show()
    else:
        window.showMaximized()
    if amiss:
        window.message_bar.tell(amiss, Tone.PROBLEM)
    if files:
        window.filing.take_files([*files])
    elif sample:
        window.filing.open_sample()
    Warming(window.jobs, window)
    SearchAhead(window.bridge, window.jobs, window.narrowing.searching, window)
    WordsAhead(window.bridge, window.jobs, window)
    Tidying(window.bridge, window.jobs, window)
    rescuing = rescue(window.bridge, window.jobs, window.filing, window.start_page, window.message_bar.tell)
    # The entry starts without looking for garbage; a window lives for hours.
    look_when_told()
    status = app.exec()
    rescuing.end()
    return status


def make_window(session: Session | None, settings: Settings) -> MainWindow:
    """A window with everything it needs, not yet shown; the application is already dressed."""
    jobs = Jobs()
    opened = session or empty_session(Reviewer(settings.reviewer))
    bridge = CaseBridge(opened, Workspace(opened.looking()), jobs)
    kept = KeptSettings(settings)
    window = MainWindow(bridge, jobs, kept)
    for part in (bridge, jobs):
        part.setParent(window)
    app = QApplication.instance()
    if isinstance(app, QApplication):
        window.area.set_theme(theme_for(app, settings.theme))
        stay_dressed(app, kept, window.area.set_theme)
    return window


def _turn_to(stack: QStackedWidget, page: QWidget, field: QWidget | None) -> None:
    """Show a page, and give its field the keyboard; Qt would give it to what comes next, at the window's foot."""
    turned = stack.currentWidget() is not page
    stack.setCurrentWidget(page)
    if turned and field is not None:
        field.setFocus(Qt.FocusReason.OtherFocusReason)
