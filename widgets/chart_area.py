"""The middle of the window: the lanes with the overview strip under them, and the phase view on a second tab."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from app.analysis.finding import Finding
from app.case.model import Case
from app.lanes.layout import Layout
from app.lanes.scene import LaneScene, LanesScene
from app.language import tr
from app.theme import Theme
from widgets import late
from widgets.lanes.lanes_view import LanesView
from widgets.lanes.overview_strip import OverviewStrip

if TYPE_CHECKING:
    from app.phase.scene import PhaseScene
    from widgets.phase.phase_view import PhaseView

LANES, PHASE = 0, 1
"""The tabs."""

_Shown = tuple[Case, tuple[Finding, ...], tuple[LaneScene, ...]]
"""A case, the findings that are drawn, and the lanes there are."""


class ChartArea(QWidget):
    """Keeps lanes, overview and phase view in step.

    ``days_wanted`` (first and last day number; None for the whole record) where the overview or a cell of the phase
    view asks for days; ``finding_chosen`` (id) from lanes and phase view. ``tabs`` stand in the window's toolbar,
    where they take no height from the lanes.
    """

    days_wanted = Signal(object, object)
    finding_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages = QStackedWidget(self)
        below = QWidget(self._pages)
        self.lanes, self.overview = LanesView(below), OverviewStrip(below)
        self.tabs = QTabBar(self)
        self._case: tuple[Case, tuple[Finding, ...]] | None = None
        self._phase_of: _Shown | None = None
        self._phase: PhaseView | None = None
        self._theme: Theme | None = None
        self._finding: str | None = None
        self._followed: Layout | None = None
        self._lay_out(below)
        self.tabs.currentChanged.connect(self._on_tab)
        self.overview.days_wanted.connect(self._want_days)
        self.lanes.days_changed.connect(self._follow)
        self.lanes.scene_shown.connect(self._follow)
        self.lanes.finding_chosen.connect(self.finding_chosen)
        self.lanes.viewport().installEventFilter(self)

    @property
    def phase(self) -> "PhaseView":
        """The phase view; it is made, on its page, when it is first wanted."""
        if self._phase is None:
            view = self._phase = late.phase_view.PhaseView(self)
            view.finding_chosen.connect(self.finding_chosen)
            view.days_chosen.connect(self._on_cell_days)
            if self._theme is not None:
                view.set_theme(self._theme)
            view.select_finding(self._finding)
            self._pages.addWidget(view)
        return self._phase

    def _lay_out(self, below: QWidget) -> None:
        self.tabs.setDocumentMode(True)
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName(tr("Views of the case"))
        self.tabs.addTab(tr("Lanes"))
        self.tabs.addTab(tr("Phase view"))
        self.tabs.setTabToolTip(LANES, tr("Each child’s record as a lane, over time"))
        self.tabs.setTabToolTip(PHASE, tr("Each cycle as a loop of level and concern, without time"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._pages, 1)
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.lanes, 1)
        column.addWidget(self.overview)
        self._pages.addWidget(below)

    def place_on_top(self, widget: QWidget) -> None:
        """Put a bar (of filters, say) over both views."""
        self._column.insertWidget(self._column.count() - 1, widget)

    @property
    def deeds(self) -> Mapping[str, Callable[[], None]]:
        """What its own commands do."""
        return {"look.phase": self.toggle_phase, "look.overview": self.focus_overview}

    @property
    def phase_shown(self) -> bool:
        """Whether the phase view is in front."""
        return self.tabs.currentIndex() == PHASE

    def show_phase(self, wanted: bool) -> None:
        """Bring the phase view, or the lanes, to the front."""
        self.tabs.setCurrentIndex(PHASE if wanted else LANES)

    def toggle_phase(self) -> None:
        """From the lanes to the phase view and back, the keyboard with it."""
        self.show_phase(not self.phase_shown)
        self.give_keyboard()

    def focus_overview(self) -> None:
        """Give the overview the keyboard; it is under the lanes."""
        self.show_phase(False)
        self.overview.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def give_keyboard(self) -> None:
        """Give the view in front the keyboard."""
        if self.phase_shown:
            self.phase.focus_cell()
        else:
            self.lanes.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Pass the keyboard on. A focus proxy would lead the Tab key from the overview back to the lanes for ever."""
        self.give_keyboard()

    def show_case(self, case: Case, findings: tuple[Finding, ...], children: Sequence[int] | None = None) -> None:
        """Draw this case and these findings, in the days now shown; ``children`` (ids) None for all."""
        self._case = (case, findings)
        self.lanes.show_case(case, findings, None if children is None else tuple(children))
        self._follow()

    def show_days(self, first: int | None, last: int | None) -> None:
        """Show these days (day numbers); None for the whole record. Emits nothing."""
        self.lanes.show_days(first, last)
        self._follow()

    def select_event(self, event: int | None) -> None:
        """Ring the marks of this event, or none. Emits nothing."""
        self.lanes.select_event(event)

    def select_finding(self, finding: str | None) -> None:
        """Mark this finding in lanes and phase view, or none. Emits nothing."""
        self.lanes.select_finding(finding)
        self._finding = finding
        if self._phase is not None:
            self._phase.select_finding(finding)

    def set_theme(self, theme: Theme) -> None:
        """Draw with these colours from now on."""
        self.lanes.set_theme(theme)
        self.overview.set_theme(theme)
        self._theme = theme
        if self._phase is not None:
            self._phase.set_theme(theme)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The overview's rows depend on how high the chart is."""
        super().resizeEvent(event)
        self._follow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whatever makes the lanes show something else, the overview follows."""
        if event.type() == QEvent.Type.Paint and self.lanes.layout_now() is not self._followed:
            self._follow()
        return super().eventFilter(watched, event)

    def _follow(self) -> None:
        """Bring the overview to what the lanes show, so that both are painted in one go."""
        layout = self._followed = self.lanes.layout_now()
        if layout is not None:
            self.overview.show_scene(layout.scene, (layout.left, layout.right), self.height())
            self.overview.show_days(layout.first, layout.last)
            self._bring_phase_up_to_date()

    def _want_days(self, first: float, last: float) -> None:
        """Aligned lanes have days of their own, which are no dates; so the lanes are asked, not the window."""
        layout = self.lanes.layout_now()
        if layout is None:
            return
        whole = (first, last) == (layout.scene.first_day, layout.scene.last_day)
        if whole and not layout.scene.aligned_on:
            self.days_wanted.emit(None, None)
        else:
            self.lanes.look_at(first, last)
        self._follow()

    def _on_cell_days(self, first: int, last: int) -> None:
        """A cell without a finding leads to its days in the lanes."""
        self.days_wanted.emit(first, last)
        self.show_phase(False)
        self.give_keyboard()

    def _on_tab(self, tab: int) -> None:
        focused = QApplication.focusWidget()
        inside = focused is not None and self.isAncestorOf(focused)
        if tab == PHASE:
            self._pages.setCurrentWidget(self.phase)
        else:
            self._pages.setCurrentIndex(tab)
        self._bring_phase_up_to_date()
        if inside:
            self.give_keyboard()

    def _bring_phase_up_to_date(self) -> None:
        """The phase view is worked out once it is seen, of the children who have a lane and the concern in it.

        It rests on levels and findings, which a filter of records leaves as they are.
        """
        layout = self.lanes.layout_now()
        if not self.phase_shown or self._case is None or layout is None:
            return
        scene = layout.scene.by_date or layout.scene
        now = (*self._case, scene.lanes)
        before, self._phase_of = self._phase_of, now
        if before is None or any(old is not new for old, new in zip(before, now, strict=True)):
            self.phase.show_scene(phase_of(*self._case, scene))


def phase_of(case: Case, findings: tuple[Finding, ...], scene: LanesScene) -> "PhaseScene":
    """The phase view of what the lanes show: their children, and the concern that a filter leaves."""
    scene = scene.by_date or scene
    areas = {lane.child: lane.area for lane in scene.lanes} if scene.filters else None
    children = tuple(lane.child for lane in scene.lanes)
    return late.phase_scene.phase_scene(case, findings, children, areas, scene.filters)
