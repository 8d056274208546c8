"""Going about in a case: from finding to finding, from record to record, nearer and further."""

from PySide6.QtCore import QItemSelectionModel, QObject, Slot

from app.analysis.finding import Finding
from app.case.codes import has_suggestion
from app.case.dates import day_number
from app.case.narrowing import Filter
from app.workspace import Looking, View
from widgets.case_bridge import CaseBridge
from widgets.events.events_panel import EventsPanel
from widgets.findings.findings_list import FindingsList
from widgets.lanes.lanes_view import LanesView
from widgets.trail import Trail

PAD_SHARE = 0.1
LEAST_PAD_DAYS = 14
LEAST_SHOWN_DAYS = 183
"""A finding is shown with as many days around it at least: half a year tells what came before it and after."""
STEP_OF_ZOOM = 1.5

_ONE_ROW = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows


class Moving(QObject):
    """Turns commands and choices into what the workspace looks at."""

    def __init__(
        self, bridge: CaseBridge, lanes: LanesView, events: EventsPanel, findings: FindingsList, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._workspace = bridge.workspace
        self._lanes = lanes
        self._events = events
        self._findings = findings
        self._trail, self._returning = Trail(), False
        bridge.looking_changed.connect(self._note)
        bridge.session_opened.connect(self._trail.forget)
        lanes.finding_opened.connect(self.go_to_finding)
        lanes.days_opened.connect(self._workspace.show_days)
        findings.none_chosen.connect(lambda: self._workspace.choose_finding(None))

    @Slot(str)
    def go_to_finding(self, key: str) -> None:
        """Choose a finding and show the days of its evidence, with a tenth more on either side."""
        finding = self._bridge.finding(key)
        if finding is not None:
            self._workspace.choose_finding(key)
            self._show_around(finding)

    def _show_around(self, finding: Finding) -> None:
        scene = self._lanes.scene_now if self._lanes.aligned else None
        known = scene.finding(finding.id) if scene is not None else None
        if known is not None:
            self._lanes.look_at(*days_around(known[1]))
        else:
            self._workspace.show_days(*days_around(finding))

    def zoom_to_finding(self) -> None:
        """Show the days of the chosen finding."""
        finding = self._bridge.finding(self._workspace.now.finding)
        if finding is not None:
            self._show_around(finding)

    def step_finding(self, step: int) -> None:
        """Go that many findings on, in the order of the list, round and round."""
        key = self._findings.neighbour(step)
        if key is not None:
            self.go_to_finding(key)

    @Slot(int)
    def go_to_event(self, event: int) -> None:
        """Choose a record; where the chart shows other days, move it there without changing its zoom."""
        events = self._bridge.case.events
        if not events.has(event):
            return
        self._workspace.choose_event(event)
        day = int(events.day[events.position(event)])
        view = self._workspace.now.view
        if view.first_day is not None and view.last_day is not None and not view.first_day <= day <= view.last_day:
            self._workspace.show_days(*_moved_to(view, day))

    def step_record(self, step: int) -> None:
        """Choose the record that many rows on, in the order of the table."""
        event = self._events.records.neighbour(step)
        if event is not None:
            self.go_to_event(event)

    def go_to_waiting(self) -> bool:
        """Choose the next record with a suggested code, in the order of the table; whether there is one."""
        events = self._bridge.case.events
        waiting = has_suggestion(events) & ~events.withdrawn
        event = self._events.records.next_among(frozenset(events.id[waiting].tolist()))
        if event is not None:
            self.go_to_event(event)
        return event is not None

    def show_whole(self) -> None:
        """Show the whole record."""
        self._workspace.show_days(None, None)

    def zoom_in(self) -> None:
        """Show fewer days."""
        self._lanes.zoom(STEP_OF_ZOOM)

    def zoom_out(self) -> None:
        """Show more days."""
        self._lanes.zoom(1 / STEP_OF_ZOOM)

    def go_back(self) -> None:
        """One step back: end measuring; let go of all records but the one that is shown; show every record; show what
        was shown before the last zoom or move; let go of the finding and show the whole case; let go of the record."""
        now = self._workspace.now
        if self._lanes.measured is not None:
            self._lanes.measure(False)
            return
        records = self._events.records
        if len(records.selected) > 1:
            records.selectionModel().select(records.currentIndex(), _ONE_ROW)
            return
        if not now.filter.empty:
            self._workspace.narrow(Filter())
            return
        step = self._trail.back(now)
        if step is not None:
            self._go_to(step)
            return
        if now.finding is None and now.view.first_day is None:
            self._workspace.choose_event(None)
        self._workspace.choose_finding(None)
        self.show_whole()

    def _go_to(self, step: Looking) -> None:
        self._returning = True
        self._workspace.choose_finding(step.finding)
        self._workspace.show_days(step.view.first_day, step.view.last_day)
        self._returning = False

    def _note(self, before: Looking, now: Looking) -> None:
        if not self._returning:
            self._trail.note(before, now)


def days_around(finding: Finding) -> tuple[int, int]:
    """The days of a finding's evidence, with a tenth more on either side, and half a year in all at least."""
    first, last = day_number(finding.start), day_number(finding.end)
    pad = max(round((last - first) * PAD_SHARE), LEAST_PAD_DAYS, (LEAST_SHOWN_DAYS - (last - first) + 1) // 2)
    return first - pad, last + pad


def _moved_to(view: View, day: int) -> tuple[int, int]:
    half = ((view.last_day or 0) - (view.first_day or 0)) // 2
    return day - half, day + half
