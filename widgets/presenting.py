"""The panel view: shown on a second screen or in place, and led from the reviewer's page.

What is shown is made of a case that holds neither names nor text (``app.panel.veiling``), by a chart and a window of
their own. What a row says is fetched when it is asked for, and forgotten with the next step.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QApplication, QMainWindow, QToolTip, QWidget

from app.case.edits import Reviewer
from app.case.model import Case
from app.lanes.scene import LanesScene, resolve
from app.language import tr
from app.progress import Progress
from app.theme import load_theme
from widgets import late
from widgets.case_bridge import QUICK_EVENTS, CaseBridge
from widgets.dialogs import ask_to_show_names
from widgets.jobs import Job, Jobs
from widgets.panel.keys import Deed
from widgets.panel_firmness import PanelFirmness
from widgets.panel_lead import PanelLead
from widgets.parts.message_bar import Tone

if TYPE_CHECKING:
    from app.panel.veiling import PanelCase
    from widgets.chart_leaves import Shown
    from widgets.panel_show import PanelShow

Tell = Callable[[str, Tone], None]
NOTHING = tr("There is nothing to show a panel yet: no record has a date.")
SCREEN_GONE = tr("The second screen is gone, so the panel view was left.")
ON_SECOND, IN_PLACE, APART = (
    tr("The panel sees the second screen."),
    tr("The panel sees this screen."),
    tr("The panel sees a window of its own."),
)


class Presenting(QObject):
    """``failed`` (UserError) for what could not be kept; ``changed`` when the panel view was shown or left;
    ``copy_asked`` where its window asks for the chart on the clipboard."""

    failed = Signal(object)
    changed = Signal()
    copy_asked = Signal()

    def __init__(
        self, bridge: CaseBridge, jobs: Jobs, reviewer: Callable[[], Reviewer | None], tell: Tell, window: QMainWindow
    ) -> None:
        super().__init__(window)
        self._bridge, self._jobs, self._tell, self._window = bridge, jobs, tell, window
        self.lead = PanelLead(bridge, reviewer, window)
        self._firm = PanelFirmness(bridge, jobs, self)
        self._firm.known.connect(self._say_again)
        self.show: PanelShow | None = None
        self.known: PanelCase | None = None
        self._made_of: Case = bridge.case
        self._job: Job | None = None
        self._hidden: list[QWidget] = []
        self._where, self.names_shown = "", False
        self._connect_lead()
        bridge.case_changed.connect(lambda _changes: self._follow())
        bridge.findings_changed.connect(self._follow)
        bridge.session_opened.connect(self._on_session_opened)
        app = QApplication.instance()
        if isinstance(app, QGuiApplication):
            app.screenRemoved.connect(self._on_screen_removed)

    def _connect_lead(self) -> None:
        lead = self.lead
        lead.asked.connect(self.do)
        lead.present_asked.connect(self.toggle)
        lead.go_asked.connect(self._go)
        lead.names_asked.connect(self._ask_about_names)
        lead.all_children_asked.connect(lambda wanted: self._panel_show().set_all_children(wanted))
        lead.refused.connect(self._refresh)
        lead.failed.connect(self.failed)

    @property
    def deeds(self) -> Mapping[str, Callable[[], None]]:
        """What each of its commands does."""
        moves = (("next", Deed.NEXT), ("before", Deed.BEFORE), ("black", Deed.BLACK), ("text", Deed.TEXT))
        return {
            "panel.show": self.toggle,
            "panel.apart": partial(self.toggle, apart=True),
            "panel.page": self.show_page,
            **{f"panel.{name}": partial(self.do, deed) for name, deed in moves},
        }

    @property
    def active(self) -> bool:
        """Whether the panel view is shown."""
        return self.show is not None and self.show.window.isVisible()

    def toggle(self, *, apart: bool = False) -> None:
        """Show the panel view, on a second screen if there is one or ``apart`` in a window of its own; or leave it."""
        if self.active:
            self.leave()
        elif not self._bridge.case.events.day.size:
            self._tell(NOTHING, Tone.NOTE)
        else:
            self._prepare(partial(self._open, apart))

    def leave(self) -> None:
        """Leave the panel view, and show the reviewer's windows again."""
        if self.show is not None:
            self.show.window.close()

    def do(self, deed: Deed) -> None:
        """What a key or a button of the reviewer's own window asks of the panel's."""
        if self.show is not None and self.active:
            if deed in (Deed.BLACK, Deed.POINTER, Deed.HELP):
                self.show.window.do(deed)
            else:
                self.show.do(deed)

    def going_out(self) -> "Shown | None":
        """What goes out while the panel view is shown: its lanes and days, always with pseudonyms."""
        layout = self.show.chart.layout_now() if self.show is not None else None
        if self.known is None or layout is None or layout.scene.empty:
            return None
        children = tuple(lane.child for lane in layout.scene.lanes)
        scene = resolve(self.known.case, self.known.findings, children)
        whole = layout.first <= scene.first_day and layout.last >= scene.last_day
        days = (None, None) if whole else (layout.first, layout.last)
        names = tr("pseudonyms in place of names")
        return _as_it_stands(scene, days, layout.facing, names)

    def close_page(self) -> None:
        """Put everything away, as the program ends."""
        show, self.show = self.show, None
        if show is not None:
            show.window.left.disconnect()
            show.window.close()
            show.window.deleteLater()
            show.deleteLater()
        for window in self._hidden:
            window.close()
        self._hidden = []

    def show_page(self) -> None:
        """Show the reviewer's page of the panel view, beside the chart."""
        self.lead.open()
        self._prepare(self._refresh)

    def _open(self, apart: bool) -> None:
        if self.known is None:
            return
        show = self._panel_show()
        self.names_shown = False
        QToolTip.hideText()
        _empty_clipboard()
        self._refresh()
        show.go(-1)
        second = None if apart else late.panel_window.other_screen(self._window.screen())
        self._where = APART if apart else ON_SECOND if second else IN_PLACE
        if apart:
            show.window.show_apart()
        else:
            show.window.show_on(second or self._window.screen())
        if self._where == IN_PLACE:
            self._hide_others(show.window)
        else:
            self.show_page()
        self._refresh()
        self.changed.emit()

    def _hide_others(self, panel: QWidget) -> None:
        """Where the panel looks at the only screen, no other window of ours may stand there or in its task bar."""
        self._hidden = [
            window
            for window in QApplication.topLevelWidgets()
            if window.isVisible() and window.isWindow() and window is not panel
        ]
        for window in self._hidden:
            window.hide()
        panel.activateWindow()

    def _on_left(self) -> None:
        self.names_shown = False
        for window in self._hidden:
            window.show()
        self._hidden = []
        if self.show is not None:
            self.show.chart.hide()
            self.show.chart.show()
        self._window.activateWindow()
        self._refresh()
        self.changed.emit()

    def _on_screen_removed(self, _screen: QScreen) -> None:
        if self.active and self._where == ON_SECOND and late.panel_window.other_screen(self._window.screen()) is None:
            self.leave()
            self._tell(SCREEN_GONE, Tone.ADVICE)

    def _on_session_opened(self) -> None:
        self.known = None
        if self.active and self._bridge.case.events.day.size:
            self._prepare(self._refresh)
        elif self.active:
            self.leave()
        else:
            self.lead.put_away()

    def _follow(self) -> None:
        """Keep what is shown in step with the case."""
        if self.active or self.lead.visible:
            self._prepare(self._refresh)
        else:
            self.known = None

    def _prepare(self, then: Callable[[], None]) -> None:
        """Make the case that the panel may see: at once where that is quick, else on the worker; then go on."""
        case, whole = self._bridge.case, self._bridge.whole_case

        def made(known: "PanelCase") -> None:
            self._job = None
            self.known, self._made_of = known, case
            then()

        if self._job is not None:
            self._jobs.cancel(self._job)
            self._job = None
        if len(case.events) <= QUICK_EVENTS:
            made(late.veiling.for_panel(case, whole))
            return

        def work(_progress: Progress) -> "PanelCase":
            return late.veiling.for_panel(case, whole)

        self._job = self._jobs.start(tr("Making the panel view ready"), work, made, self.failed.emit, quiet=True)

    def _refresh(self) -> None:
        """Show everything as it now is."""
        known, case = self.known, self._made_of
        if known is None:
            return
        shown = late.veiling.with_names(known, case, self._bridge.findings) if self.names_shown else known
        stops = late.panel_stops.stops_of(shown.case, case.panel, case, shown.findings)
        led = [stop for stop in stops if stop.shown]
        if self.show is not None:
            self.show.show_case(shown, led, lambda stop: late.panel_stops.firm_words(self._firm.of(stop.finding)))
            self.show.window.strip.show_state(tr("Names shown") if self.names_shown else "")
        self._firm.ask([stop.finding for stop in led if stop.finding])
        self.lead.show_stops(case, stops, known.names)
        self.lead.show_state(self._where if self.active else "", self.names_shown)

    def _say_again(self) -> None:
        if self.show is not None:
            self.show.say_again()

    def _panel_show(self) -> "PanelShow":
        if self.show is None:
            self.show = late.panel_show.PanelShow(self._texts, self)
            self.show.left.connect(self._on_left)
            self.show.names_asked.connect(lambda: self._ask_about_names(not self.names_shown))
            self.show.went.connect(self.lead.show_place)
            self.show.copy_asked.connect(self.copy_asked)
        return self.show

    def _go(self, place: int) -> None:
        """Lead the panel to a stop, or, where nobody looks on, the reviewer's own chart."""
        stops = self.lead.stops
        if not 0 <= place < len(stops):
            return
        stop = stops[place]
        if self.active and self.show is not None and stop.shown:
            self.show.go(sum(other.shown for other in stops[:place]))
            return
        workspace = self._bridge.workspace
        workspace.choose_finding(stop.finding)
        workspace.choose_event(stop.event)
        workspace.show_days(*(stop.days or (None, None)))

    def _texts(self, events: Sequence[int]) -> Sequence[tuple[str, str]]:
        known = self.known
        if known is None:
            return ()
        seen = self.show.chart.scene_now.case if self.show and self.show.chart.scene_now else known.case
        return [
            (told.about, told.words) for told in late.told_text.told_texts(seen, self._bridge.case, events, known.veil)
        ]

    def _ask_about_names(self, wanted: bool) -> None:
        """Show real names only to who was asked and said so."""
        parent = self.show.window if self.show and self._where == IN_PLACE and self.active else self._window
        self.names_shown = wanted and self.active and ask_to_show_names(parent)
        self._refresh()


def _as_it_stands(scene: LanesScene, days: tuple[float | None, float | None], facing: bool, names: str) -> "Shown":
    family = late.chart_export.get_ready()
    return late.chart_export.dated(
        late.chart_leaves.Shown(scene, load_theme(), family, *days, facing=facing, names=names)
    )


def _empty_clipboard() -> None:
    """Take back what was copied from here before: it may have names, and be pasted where the panel can see it."""
    clipboard = QGuiApplication.clipboard()
    held = clipboard.mimeData()
    if clipboard.ownsClipboard() or (held is not None and held.hasFormat(late.clipboard.SVG_TYPE)):
        clipboard.clear()
