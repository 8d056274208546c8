"""What a reviewer does with the chart itself: its arrangement, day 0, measuring, choosing many records at once."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QObject

from app.case.dates import known_date, spoken
from app.lanes.aligned import first_days_at
from app.lanes.scene import LanesScene
from app.language import tr, trn
from widgets.case_bridge import CaseBridge
from widgets.events.event_table import EventTableView
from widgets.kept_settings import KeptSettings
from widgets.lanes.lanes_view import LanesView
from widgets.parts.message_bar import Tone

Tell = Callable[[str, Tone], None]


class Charting(QObject):
    """Does what the commands of the chart say; ``tell`` says in the window what came of it."""

    def __init__(
        self,
        bridge: CaseBridge,
        settings: KeptSettings,
        chart: LanesView,
        table: EventTableView,
        tell: Tell,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._bridge, self._settings = bridge, settings
        self._chart, self._table, self._tell = chart, table, tell
        self._selecting = False
        chart.set_facing(settings.now.facing)
        chart.set_lane_height(settings.now.lane_height)
        chart.set_opening(settings.now.open_lane)
        chart.height_dragged.connect(lambda high: settings.change(lane_height=high))
        chart.events_brushed.connect(self.choose_events)
        table.selectionModel().selectionChanged.connect(self._on_selected)
        settings.changed.connect(self._follow_settings)
        bridge.session_opened.connect(self._by_date_quietly)

    @property
    def deeds(self) -> Mapping[str, Callable[[], None]]:
        """What each of its commands does."""
        return {
            "chart.facing": self.turn,
            "chart.fit": self.fit,
            "chart.measure": self.measure,
            "chart.to_cycle": self._chart.open_cycle,
            "chart.to_year": self._chart.open_year,
            "chart.align_plan": self.align_on_plan,
            "chart.align_record": self.align_on_record,
            "chart.align_none": self.by_date,
        }

    def turn(self) -> None:
        """Give both strips of a lane one baseline, or each its own again; kept for the next time."""
        self._settings.change(facing=not self._chart.facing)

    def fit(self) -> None:
        """Make lanes as high as fit."""
        self._settings.change(lane_height=0)

    def _follow_settings(self) -> None:
        self._chart.set_facing(self._settings.now.facing)
        self._chart.set_lane_height(self._settings.now.lane_height)
        self._chart.set_opening(self._settings.now.open_lane)

    def measure(self) -> None:
        """Begin to measure from the chosen record; where something is being measured, begin anew."""
        self._chart.measure(True)

    def align_on_plan(self) -> None:
        """Make the first child protection plan of each child its day 0."""
        rank = self._bridge.case.scheme.ranks.plan
        level = tr(self._bridge.case.scheme.levels[rank].label).lower()  # from resources
        words = tr("each child’s first {level}").format(level=level)
        if not self._chart.align(lambda scene: first_days_at(scene, rank), words):
            none = tr("No child of this chart has a {level}, so there is nothing to align on.").format(level=level)
            self._tell(none, Tone.NOTE)

    def align_on_record(self) -> None:
        """Make the day of the chosen record day 0 of every lane."""
        event, case = self._bridge.looking.event, self._bridge.case
        if event is None or not case.events.has(event):
            return
        day = int(case.events.day[case.events.position(event)])

        def zero(scene: LanesScene) -> dict[int, int]:
            return {lane.child: day for lane in scene.lanes}

        self._chart.align(zero, tr("the record of {day}").format(day=spoken(known_date(day))))

    def by_date(self) -> None:
        """Put every lane back on its dates."""
        self._chart.align(None)
        view = self._bridge.looking.view
        self._chart.show_days(view.first_day, view.last_day)

    def _by_date_quietly(self) -> None:
        if self._chart.aligned:
            self._chart.align(None)

    def choose_events(self, events: Sequence[int]) -> None:
        """Choose these records (ids) in the table, the first as the one that is shown, and say what rests on them."""
        if not events:
            return
        chosen = frozenset(events)
        resting = [finding for finding in self._bridge.findings if chosen.intersection(finding.evidence)]
        self._bridge.workspace.choose_event(min(events))
        self._select_rows(events)
        self._chart.select_events(tuple(events))
        self._tell(_chosen_words(len(events), len(resting)), Tone.NOTE)

    def _select_rows(self, events: Sequence[int]) -> None:
        indexes = (self._table.index_of(event, 0) for event in events)
        rows = sorted(index.row() for index in indexes if index.isValid())
        selection, model = QItemSelection(), self._table.model()
        for first, last in _stretches(rows):
            selection.select(model.index(first, 0), model.index(last, model.columnCount() - 1))
        flags = QItemSelectionModel.SelectionFlag
        self._selecting = True
        self._table.selectionModel().select(selection, flags.ClearAndSelect)
        self._selecting = False

    def _on_selected(self) -> None:
        """Several rows chosen in the table are ringed in the chart."""
        if not self._selecting:
            events = self._table.selected
            self._chart.select_events(events if len(events) > 1 else ())


def _chosen_words(records: int, findings: int) -> str:
    if records == 1:
        rest = trn("{count:,} finding rests on it", "{count:,} findings rest on it", findings)
    else:
        rest = trn("{count:,} finding rests on them", "{count:,} findings rest on them", findings)
    chosen = trn("{count:,} record chosen; {rest}.", "{count:,} records chosen; {rest}.", records)
    return chosen.format(count=records, rest=rest.format(count=findings))


def _stretches(rows: Sequence[int]) -> list[tuple[int, int]]:
    """The first and last of each stretch of rows without a gap."""
    found: list[tuple[int, int]] = []
    for row in rows:
        if found and row == found[-1][1] + 1:
            found[-1] = (found[-1][0], row)
        else:
            found.append((row, row))
    return found
