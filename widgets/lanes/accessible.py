"""The chart as a screen reader finds it: a tree of lanes, and in each lane its findings and its marks in view.

Qt knows nothing of what is painted, so each lane and each item in it is an interface of its own. They are made when
a reader first asks for them, keep their identity as long as the scene stands, and work out what they say when asked.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface, QColor, QPalette, QWindow
from PySide6.QtWidgets import QAccessibleWidget, QWidget
from shiboken6 import isValid

from app.lanes.layout import Layout
from app.lanes.scene import LaneScene
from app.lanes.spoken import spoken_in_full
from app.lanes.spoken_marks import spoken_finding, spoken_mark
from app.language import tr, trn
from widgets.lanes.focus import Depth, Focus, box_of
from widgets.lanes.keys import findings_in

_ROLE, _TEXT, _EVENT = QAccessible.Role, QAccessible.Text, QAccessible.Event


@dataclass(frozen=True, slots=True)
class Part:
    """What an interface stands for: a lane (its child), or a finding (id) or an event (id) in it."""

    child: int
    finding: str | None = None
    event: int | None = None


class Readable(Protocol):
    """What the tree needs to know of the chart."""

    def layout_now(self) -> Layout | None:
        """Where everything stands at this moment."""
        ...

    def focus_now(self) -> Focus:
        """What has the keyboard, or would have it."""
        ...

    def chosen_event(self) -> int | None:
        """The event that is chosen."""
        ...

    def on_screen(self, box: QRect) -> QRect:
        """A box of the chart in the pixels of the screen."""
        ...


class AccessibleChart(QAccessibleWidget):
    """The root of the tree; ``chart`` is the widget that draws it, as what the tree asks it."""

    def __init__(self, widget: QWidget, chart: Readable) -> None:
        super().__init__(widget, _ROLE.Tree, widget.accessibleName())
        self.chart = chart
        self._widget = widget
        self._parts: dict[Part, AccessiblePart] = {}
        self._items: tuple[Layout, dict[int, list[Part]]] | None = None
        widget.destroyed.connect(self._forget_all)

    @property
    def palette(self) -> QPalette:
        """The colours of the widget."""
        return self._widget.palette() if self.alive else QPalette()

    @property
    def alive(self) -> bool:
        """Whether the chart is still there."""
        return isValid(self._widget)

    def part(self, part: Part) -> "AccessiblePart":
        """The interface that stands for this part of the chart, the same one each time."""
        known = self._parts.get(part)
        if known is None:
            known = self._parts[part] = AccessiblePart(self, part)
            QAccessible.registerAccessibleInterface(known)
        return known

    def forget(self) -> None:
        """Let go of every part: another scene is drawn. Never while a reader is asking."""
        gone, self._parts, self._items = self._parts, {}, None
        for part in gone.values():
            if isValid(part):
                QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(part))

    def _forget_all(self, _gone: QObject | None = None) -> None:
        self.forget()

    def lanes(self) -> tuple[LaneScene, ...]:
        """The lanes that are drawn."""
        layout = self.chart.layout_now() if self.alive else None
        return layout.scene.lanes if layout is not None else ()

    def items_of(self, child: int) -> list[Part]:
        """The findings of a lane, by their first day, and then its marks in view, by theirs."""
        layout = self.chart.layout_now() if self.alive else None
        if layout is None:
            return []
        if self._items is None or self._items[0] is not layout:
            self._items = (layout, {lane.child: _items_in(layout, lane) for lane in layout.scene.lanes})
        return self._items[1].get(child, [])

    def focused(self) -> Part | None:
        """What of the chart has the keyboard."""
        lanes, focus = self.lanes(), self.chart.focus_now()
        if not lanes:
            return None
        lane = lanes[min(focus.lane, len(lanes) - 1)]
        event = self.chart.chosen_event()
        if focus.depth == Depth.FINDINGS and focus.finding in [item.id for item in findings_in(lane)]:
            return Part(lane.child, finding=focus.finding)
        if focus.depth == Depth.RECORDS and event is not None and event in lane.marks.event:
            return Part(lane.child, event=event)
        return Part(lane.child)

    def childCount(self) -> int:
        """A lane each."""
        return len(self.lanes())

    def child(self, index: int) -> QAccessibleInterface | None:
        """The lane at that place."""
        lanes = self.lanes()
        return self.part(Part(lanes[index].child)) if 0 <= index < len(lanes) else None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """The place of a lane; -1 for anything else."""
        places = [lane.child for lane in self.lanes()]
        return places.index(child.stands_for.child) if isinstance(child, AccessiblePart) else -1

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:
        """The lane at that point of the screen."""
        for lane in self.lanes():
            part = self.part(Part(lane.child))
            if part.rect().contains(x, y):
                return part
        return None

    def focusChild(self) -> QAccessibleInterface | None:
        """The lane, finding or mark that has the keyboard."""
        part = self.focused() if self.alive and self._widget.hasFocus() else None
        return self.part(part) if part is not None else None


class AccessiblePart(QAccessibleInterface):
    """A lane, or a finding or a mark in it."""

    def __init__(self, chart: AccessibleChart, stands_for: Part) -> None:
        super().__init__()
        self._chart, self.stands_for = chart, stands_for

    def isValid(self) -> bool:
        """Whether it is still drawn."""
        return self._chart.alive and self._lane() is not None

    def object(self) -> QObject | None:
        """It is painted, so no object of Qt stands behind it."""
        return None

    def window(self) -> QWindow:
        """The window that the chart is in."""
        return self._chart.window()

    @property
    def _is_lane(self) -> bool:
        return self.stands_for == Part(self.stands_for.child)

    def _lane(self) -> LaneScene | None:
        return next((lane for lane in self._chart.lanes() if lane.child == self.stands_for.child), None)

    def parent(self) -> QAccessibleInterface | None:
        """The chart for a lane, the lane for what is in it."""
        return self._chart if self._is_lane else self._chart.part(Part(self.stands_for.child))

    def childCount(self) -> int:
        """How many findings and marks in view a lane has."""
        return len(self._chart.items_of(self.stands_for.child)) if self._is_lane else 0

    def child(self, index: int) -> QAccessibleInterface | None:
        """The finding or mark at that place of a lane."""
        items = self._chart.items_of(self.stands_for.child) if self._is_lane else []
        return self._chart.part(items[index]) if 0 <= index < len(items) else None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """The place of a finding or mark in its lane; -1 for anything else."""
        items = self._chart.items_of(self.stands_for.child) if self._is_lane else []
        if not isinstance(child, AccessiblePart) or child.stands_for not in items:
            return -1
        return items.index(child.stands_for)

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:
        """The finding or mark of a lane at that point of the screen."""
        layout = self._chart.chart.layout_now()
        lane = self._lane()
        if layout is None or lane is None or not self._is_lane:
            return None
        origin = self._chart.chart.on_screen(QRect(0, 0, 1, 1)).topLeft()
        at = QPoint(x, y) - origin
        events = [event for event in layout.events_at(at.x(), at.y()) if event in lane.marks.event]
        finding = layout.finding_at(at.x(), at.y())
        if events:
            return self._chart.part(Part(lane.child, event=events[0]))
        return self._chart.part(Part(lane.child, finding=finding)) if finding is not None else None

    def focusChild(self) -> QAccessibleInterface | None:
        """What in a lane has the keyboard."""
        part = self._chart.focused()
        inside = part is not None and self._is_lane and part.child == self.stands_for.child
        return self._chart.part(part) if inside and part is not None else None

    def text(self, kind: QAccessible.Text) -> str:
        """Its name; a lane also tells all of itself as its description."""
        layout, lane = self._chart.chart.layout_now(), self._lane()
        if layout is None or lane is None or kind not in (_TEXT.Name, _TEXT.Description):
            return ""
        if kind == _TEXT.Description:
            return spoken_in_full(layout.scene.by_date or layout.scene, lane) if self._is_lane else ""
        return self._name(layout, lane)

    def _name(self, layout: Layout, lane: LaneScene) -> str:
        part = self.stands_for
        if part.finding is not None:
            known = layout.scene.finding(part.finding)
            return "" if known is None else spoken_finding(lane, known[1])
        if part.event is not None:
            places: list[int] = (lane.marks.event == part.event).nonzero()[0].tolist()
            return spoken_mark(layout.scene, lane, places[0]) if places else ""
        found, marks = len(findings_in(lane)), len(self._chart.items_of(lane.child)) - len(findings_in(lane))
        told = trn("{count} finding", "{count} findings", found).format(count=found)
        view = trn("{count} record in view", "{count} records in view", marks).format(count=marks)
        return tr("{child}: {findings}, {records}").format(child=lane.name, findings=told, records=view)

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """Nothing of the chart is renamed by a reader."""

    def rect(self) -> QRect:
        """Where it stands on the screen."""
        layout, lane = self._chart.chart.layout_now(), self._lane()
        if layout is None or lane is None:
            return QRect()
        part = self.stands_for
        depth = Depth.FINDINGS if part.finding else Depth.LANE if part.event is None else Depth.RECORDS
        place = next(n for n, one in enumerate(layout.scene.lanes) if one.child == part.child)
        box = box_of(layout, Focus(place, depth, part.finding), part.event)
        return self._chart.chart.on_screen(box.toAlignedRect())

    def role(self) -> QAccessible.Role:
        """Lanes and what is in them are items of a tree."""
        return _ROLE.TreeItem

    def state(self) -> QAccessible.State:
        """What a reader may know of it: whether it can have the keyboard, and has it."""
        state = QAccessible.State()
        here = self._chart.focused() == self.stands_for
        marked = {
            "focusable": True,
            "selectable": True,
            "focused": here and self._chart.state().focused,
            "selected": here,
            "expandable": self._is_lane,
            "expanded": self._is_lane,
        }
        for name, on in marked.items():
            setattr(state, name, bool(on))
        return state

    def foregroundColor(self) -> QColor:
        """The colour of words; marks have several."""
        return self._chart.palette.color(QPalette.ColorRole.WindowText)

    def backgroundColor(self) -> QColor:
        """The colour of the chart's ground."""
        return self._chart.palette.color(QPalette.ColorRole.Window)


def _items_in(layout: Layout, lane: LaneScene) -> list[Part]:
    view = lane.marks.window(layout.first, layout.last)
    marks: list[int] = lane.marks.event[view].tolist()
    found = [Part(lane.child, finding=finding.id) for finding in findings_in(lane)]
    return [*found, *(Part(lane.child, event=event) for event in marks)]


def offer_charts(kind: type[QWidget], chart_of: Callable[[QObject], Readable | None]) -> None:
    """Let screen readers find the tree in every widget of that kind, from now on and for the whole program."""

    def make(_key: str, found: QObject) -> QAccessibleInterface | None:
        chart = chart_of(found) if isinstance(found, kind) else None
        return AccessibleChart(found, chart) if isinstance(found, QWidget) and chart is not None else None

    QAccessible.installFactory(make)


def tree_of(widget: QWidget) -> AccessibleChart | None:
    """The tree of a chart, where somebody is listening; None where nobody is."""
    if not QAccessible.isActive():
        return None
    found = QAccessible.queryAccessibleInterface(widget)
    return found if isinstance(found, AccessibleChart) else None


def tell_focus(widget: QWidget) -> None:
    """Tell whoever listens that the keyboard has gone to another lane, finding or mark of the chart."""
    tree = tree_of(widget)
    part = tree.focused() if tree is not None and widget.hasFocus() else None
    if tree is not None and part is not None:
        QAccessible.updateAccessibility(QAccessibleEvent(tree.part(part), _EVENT.Focus))


def tell_other_parts(widget: QWidget, *, other_scene: bool) -> None:
    """Tell whoever listens that other items are in view; ``other_scene`` where those until now are no more."""
    tree = tree_of(widget)
    if tree is not None:
        if other_scene:
            tree.forget()
        QAccessible.updateAccessibility(QAccessibleEvent(widget, _EVENT.ObjectReorder))
