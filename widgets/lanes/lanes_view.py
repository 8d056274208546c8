"""The chart in the window: shows a case's lanes, goes by keyboard, and tells what was chosen."""

from collections.abc import Callable, Collection, Mapping

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from app.analysis.finding import Finding
from app.case.model import Case
from app.lanes.aligned import aligned
from app.lanes.filtered import filtered
from app.lanes.layout import Layout
from app.lanes.meant import child_year
from app.lanes.scene import LaneScene, LanesScene, resolve
from app.lanes.words import spoken_lane, titles
from app.language import tr
from widgets.lanes.focus import Depth
from widgets.lanes.keys import (
    LANES,
    OPEN,
    PAN_SHARE,
    RECORDS,
    ZOOM,
    findings_in,
    nearest_event,
    next_event,
    next_finding,
)
from widgets.lanes.measuring import Measured
from widgets.lanes.span import Span
from widgets.lanes.spoken_lanes import SpokenLanes

ZeroDays = Callable[[LanesScene], Mapping[int, int]]
"""Which day of each child's record (by child id) is day 0; asked again whenever the case has changed."""


class LanesView(SpokenLanes):
    """Draws the lanes of a case and tells what was chosen on them; ``event_opened`` where Enter was pressed on it."""

    event_opened = Signal(int)
    alignment_changed = Signal()
    scene_shown = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole: LanesScene | None = None
        self._shown: LanesScene | None = None
        self._zero: tuple[ZeroDays, str] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setAccessibleName(tr("Lanes"))
        self.verticalScrollBar().valueChanged.connect(self.viewport().update)

    def show_case(self, case: Case, findings: tuple[Finding, ...], children: tuple[int, ...] | None = None) -> None:
        """Draw this case and these findings, in the days now shown; ``children`` None for all."""
        self._whole = resolve(case, findings, children)
        self._show_scene(self._whole)

    def show_only(self, rows: NDArray[np.bool_] | None, words: str = "", children: Collection[int] = ()) -> None:
        """Draw only these events (n,) of the case, and lanes of these children; None for all. ``words`` say which."""
        if self._whole is not None:
            self._show_scene(self._whole if rows is None else filtered(self._whole, rows, words, children))

    def align(self, zero: ZeroDays | None, words: str = "") -> bool:
        """Move every lane so that its day of ``zero`` is day 0, which ``words`` describe; None puts dates back.

        Returns whether any lane is left: where no child has such a day nothing changes.
        """
        if self._shown is None or (zero is not None and not zero(self._shown)):
            return False
        self._zero = None if zero is None else (zero, words)
        shown, self._shown = self._shown, None
        self._camera.look_at(None)
        self._show_scene(shown)
        self.alignment_changed.emit()
        return True

    def _show_scene(self, scene: LanesScene) -> None:
        if scene is self._shown:
            return
        self._shown = scene
        if self._zero is not None:
            zero = self._zero[0](scene)
            scene = aligned(scene, zero, self._zero[1]) if zero else scene
        self._keep_child(scene)
        self._camera.point_at(scene)
        dated = scene.by_date or scene
        told = [titles(scene)[0], *(spoken_lane(dated, lane) for lane in dated.lanes)]
        self.setAccessibleDescription("\n".join(told))
        self._draw_anew()
        self._tell_other_scene()
        self.scene_shown.emit()

    def _keep_child(self, scene: LanesScene) -> None:
        """Let the child whose lane had the keyboard have it in another scene too, wherever its lane stands there."""
        before = self._camera.scene
        if before is not None and self._lane < len(before.lanes):
            child = before.lanes[self._lane].child
            places = [place for place, lane in enumerate(scene.lanes) if lane.child == child]
            self._lane = places[0] if places else min(self._lane, max(len(scene.lanes) - 1, 0))

    def show_days(self, first: int | None, last: int | None) -> None:
        """Show these days (day numbers); None for the whole record. Emits nothing.

        Days that are shown but for their fractions stay as they are. Aligned lanes have days of their own.
        """
        now = self._camera.now()
        if self.aligned or (first, last) == (int(now.first), int(now.last)):
            return
        if self._camera.look_at(None if first is None or last is None else Span(first, last)):
            self._draw_anew()

    def look_at(self, first: float | None, last: float | None) -> None:
        """Show these days of the lanes as they stand, aligned or not; emits ``days_changed`` where they are dates."""
        self._moved(self._camera.look_at(None if first is None or last is None else Span(first, last)))

    def select_event(self, event: int | None) -> None:
        """Ring the marks of this event, or none. Emits nothing."""
        if event != self._front.event:
            self._front.event = event
            if event is not None and self._front.measured is not None:
                self._front.measured = self._front.measured.choosing(event)
            self.viewport().update()
            self._tell_focus()

    def select_events(self, events: Collection[int]) -> None:
        """Ring the marks of these events, as those that are chosen together. Emits nothing."""
        if tuple(events) != self._front.events:
            self._front.events = tuple(events)
            self.viewport().update()

    def select_finding(self, finding: str | None) -> None:
        """Mark this finding and its evidence, or none. Emits nothing."""
        if finding != self._front.finding:
            self._front.finding = finding
            self.viewport().update()
            self._tell_focus()

    @property
    def measured(self) -> Measured | None:
        """What is being measured; None while nothing is."""
        return self._front.measured

    def measure(self, on: bool) -> None:
        """Measure from the chosen record, or from the one chosen next, to the one chosen after it; or end that."""
        self._front.measured = Measured(self._front.event) if on else None
        self.viewport().update()

    def zoom(self, factor: float) -> None:
        """Show fewer days (factor above 1) or more, about the middle; emits ``days_changed``."""
        self._moved(self._camera.zoom(factor))

    def open_year(self) -> None:
        """Zoom to the year of the child's life around the chosen record, or around the middle of what is shown."""
        layout = self.layout_now()
        if layout is None or not layout.frames:
            return
        lane = min(self._lane, len(layout.frames) - 1)
        day, table, event = (layout.first + layout.last) / 2, layout.scene.case.events, self._front.event
        if event is not None and table.has(event):
            day = float(table.day[table.position(event)]) + layout.scene.lanes[lane].shift
        self._open_days(*child_year(layout, lane, day))

    def open_cycle(self) -> None:
        """Zoom to the next return of concern of the lane that has the keyboard, round and round."""
        layout = self.layout_now()
        if layout is None or not layout.frames:
            return
        cycles = layout.scene.lanes[min(self._lane, len(layout.frames) - 1)].cycle_days.findings
        chosen = [place for place, cycle in enumerate(cycles) if cycle.id == self._front.finding]
        if cycles:
            self.finding_opened.emit(cycles[(chosen[0] + 1) % len(cycles) if chosen else 0].id)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes from the lane to its findings to its records, and then on to the next panel; with Shift back."""
        depth, layout = self._depth + (1 if forward else -1), self.layout_now()
        if layout is None or not layout.frames or not Depth.LANE <= depth <= Depth.RECORDS:
            self._depth = Depth.LANE
            return super().focusNextPrevChild(forward)
        self._depth = Depth(depth)
        if self._depth == Depth.FINDINGS and not findings_in(self._focused_lane(layout)):
            return self.focusNextPrevChild(forward)
        self._say_focus(layout)
        return True

    def _focused_lane(self, layout: Layout) -> LaneScene:
        return layout.scene.lanes[min(self._lane, len(layout.scene.lanes) - 1)]

    def _say_focus(self, layout: Layout) -> None:
        """Choose the first of what has got the keyboard, where none of it is chosen."""
        lane = self._focused_lane(layout)
        if self._depth == Depth.FINDINGS and self._front.finding not in [item.id for item in findings_in(lane)]:
            self._step(Qt.Key.Key_Home, layout)
        if self._depth == Depth.RECORDS and self._front.event not in lane.marks.event:
            self._choose_near(lane, layout)
        self.viewport().update()
        self._tell_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right: records or findings of the lane. Up and down: lanes. Enter: open. Plus, minus, 0: zoom.
        Shift: pan."""
        key, layout = Qt.Key(event.key()), self.layout_now()
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if layout is None or not layout.frames:
            super().keyPressEvent(event)
        elif key in ZOOM:
            self.zoom(ZOOM[key])
        elif key == Qt.Key.Key_0:
            self._moved(self._camera.look_at(None))
        elif key in LANES:
            self._lane = (self._lane + LANES[key]) % len(layout.frames)
            self._say_focus(layout)
        elif shift and RECORDS.get(key):
            self._moved(self._camera.pan(PAN_SHARE * (layout.last - layout.first) * (RECORDS[key] or 0)))
        elif key in RECORDS:
            self._step(key, layout)
        elif key in OPEN:
            self._open()
        else:
            super().keyPressEvent(event)

    def _open(self) -> None:
        if self._depth == Depth.FINDINGS and self._front.finding is not None:
            self.finding_opened.emit(self._front.finding)
        elif self._front.event is not None:
            self.event_opened.emit(self._front.event)

    def _choose_near(self, lane: LaneScene, layout: Layout) -> None:
        """Choose the record of a lane that is nearest in time to the chosen one; the first in view where none is."""
        table, event = layout.scene.case.events, self._front.event
        day = layout.first
        if event is not None and table.has(event):
            day = float(table.day[table.position(event)]) + lane.shift
        chosen = nearest_event(lane.marks, day)
        if chosen is not None:
            self._choose(chosen, lane, layout)

    def _choose(self, event: int, lane: LaneScene, layout: Layout) -> None:
        table = layout.scene.case.events
        self._moved(self._camera.bring_in(int(table.day[table.position(event)]) + lane.shift))
        self.event_chosen.emit(event)

    def _step(self, key: Qt.Key, layout: Layout) -> None:
        lane = self._focused_lane(layout)
        if self._depth == Depth.FINDINGS:
            finding = next_finding(findings_in(lane), self._front.finding, key)
            if finding is not None:
                self.finding_chosen.emit(finding.id)
            return
        chosen = next_event(lane.marks, self._front.event, key)
        if chosen is not None:
            self._depth = Depth.RECORDS
            self._choose(chosen, lane, layout)
            self._tell_focus()
