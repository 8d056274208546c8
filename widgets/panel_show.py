"""What the panel sees, step by step: the chart at a stop, what is read below it, and what rows say when asked."""

from collections.abc import Callable, Sequence

import msgspec
from PySide6.QtCore import QObject, Signal

from app.case.model import Case
from app.language import tr, trn
from app.panel.stops import Stop, days_in_words, record_words
from app.panel.veiling import PanelCase
from app.theme import Theme, load_theme
from widgets.panel.keys import Deed
from widgets.panel.stop_strip import Reading
from widgets.panel.window import PanelWindow
from widgets.panel_chart import PanelChart

OVERVIEW = -1
"""The place before the first stop: the whole case."""

ZOOM = 1.6

Texts = Callable[[Sequence[int]], Sequence[tuple[str, str]]]
"""What these rows (ids) say, behind the veil: a line about each, and its words."""


class PanelShow(QObject):
    """``went`` (place) with each step; ``names_asked`` and ``left`` from the window; ``copy_asked`` by its keys."""

    went = Signal(int)
    names_asked = Signal()
    copy_asked = Signal()
    left = Signal()

    def __init__(self, texts: Texts, parent: QObject) -> None:
        super().__init__(parent)
        self._texts = texts
        self.chart = PanelChart()
        self.window = PanelWindow(self.chart)
        self._known: PanelCase | None = None
        self._stops: tuple[Stop, ...] = ()
        self._at, self._event = OVERVIEW, None
        self._all_children = self._white_on_black = False
        self._firm: Callable[[Stop], str] = lambda _stop: ""
        self.window.asked.connect(self.do)
        self.window.left.connect(self.left)
        self.chart.event_chosen.connect(self.choose_record)
        self.chart.days_opened.connect(self.chart.show_days)
        self._dress()

    @property
    def stop(self) -> Stop | None:
        """The stop that is shown; None for the whole case."""
        return self._stops[self._at] if 0 <= self._at < len(self._stops) else None

    @property
    def place(self) -> int:
        """Its place among the stops that are shown, from 0; ``OVERVIEW`` for the whole case."""
        return self._at

    @property
    def event(self) -> int | None:
        """The record that is marked; None for none."""
        return self._event

    def show_case(self, known: PanelCase, stops: Sequence[Stop], firm: Callable[[Stop], str]) -> None:
        """Show this case with these stops, where it was. ``firm`` says how firm the finding of a stop is."""
        before = self.stop
        self._known, self._stops, self._firm = known, tuple(stops), firm
        keys = [(stop.kind, stop.key) for stop in stops]
        key = None if before is None else (before.kind, before.key)
        self._at = keys.index(key) if key in keys else min(self._at, OVERVIEW)
        if self._event is not None and not known.case.events.has(self._event):
            self._event = None
        self.window.strip.show_marking(known.case.marking)
        self._show(moved=before is not None and self._at == OVERVIEW)

    def go(self, place: int) -> None:
        """Go to that stop; before the first is the whole case, after the last there is nothing."""
        wanted = min(max(place, OVERVIEW), len(self._stops) - 1)
        if wanted != self._at:
            self._at, self._event = wanted, None
            stop = self.stop
            self._event = stop.event if stop is not None else None
        self._show()
        self.went.emit(self._at)

    def say_again(self) -> None:
        """Read again what is known of the stop; nothing else changes."""
        self.window.strip.show_reading(self._reading())

    def set_all_children(self, wanted: bool) -> None:
        """Show all children at every stop, or only the one that a stop is about."""
        self._all_children = wanted
        self._show(moved=False)

    @property
    def all_children(self) -> bool:
        """Whether all children are shown at every stop."""
        return self._all_children

    def do(self, deed: Deed) -> None:
        """What a key or a button asks for."""
        moves = {Deed.NEXT: self._at + 1, Deed.BEFORE: self._at - 1, Deed.FIRST: OVERVIEW, Deed.LAST: len(self._stops)}
        if deed in moves:
            self.window.set_blank(False)
            self.go(moves[deed])
        elif deed in (Deed.RECORD_AFTER, Deed.RECORD_BEFORE):
            self._step_record(1 if deed is Deed.RECORD_AFTER else -1)
        elif deed in (Deed.CLOSER, Deed.WIDER):
            self.chart.zoom(ZOOM if deed is Deed.CLOSER else 1 / ZOOM)
        elif deed is Deed.WHOLE:
            self.chart.look_at(None, None)
        elif deed is Deed.LANES:
            self.set_all_children(not self._all_children)
        elif deed is Deed.CONTRAST:
            self._white_on_black = not self._white_on_black
            self._dress()
        elif deed is Deed.TEXT:
            self.show_text()
        elif deed is Deed.NAMES:
            self.names_asked.emit()
        elif deed is Deed.COPY:
            self.copy_asked.emit()
        elif deed is Deed.LEAVE:
            self.window.close()
        else:
            self.window.do(deed)

    def show_text(self) -> None:
        """Show for this moment what the marked record says, or all those that the stop's finding rests on."""
        if not self.window.text.isHidden():
            self.window.text.put_away()
            return
        self.window.show_text(self._texts(self._rows()))

    def choose_record(self, event: int) -> None:
        """Mark a record, and say its codes below the chart."""
        self._event = event
        self.chart.select_event(event)
        self.window.show_reading(self._reading())

    def _rows(self) -> tuple[int, ...]:
        """The records that the text is asked of."""
        return self._evidence() if self._event is None else (self._event,)

    def _evidence(self) -> tuple[int, ...]:
        stop, known = self.stop, self._known
        if stop is None or known is None:
            return ()
        found = next((item for item in known.findings if item.id == stop.finding), None)
        return found.evidence if found else ()

    def _step_record(self, step: int) -> None:
        """Mark the next record that the stop rests on; where it rests on none, the next in the days shown."""
        rows = self._evidence() or self._in_view()
        if not rows:
            return
        at = rows.index(self._event) + step if self._event in rows else (0 if step > 0 else -1)
        self.choose_record(rows[at % len(rows)])

    def _in_view(self) -> tuple[int, ...]:
        layout = self.chart.layout_now()
        if layout is None:
            return ()
        events = layout.scene.case.events
        seen = events.counted & (events.day >= layout.first) & (events.day <= layout.last)
        return tuple(events.id[seen].tolist())

    def _show(self, *, moved: bool = True) -> None:
        known, stop = self._known, self.stop
        if known is None:
            return
        alone = stop is not None and stop.child is not None and not self._all_children
        children = (stop.child,) if alone and stop is not None and stop.child is not None else None
        self.chart.show_case(known.case, known.findings, children)
        if moved:
            days = stop.days if stop is not None else None
            self.chart.look_at(*(days or (None, None)))
        self.chart.select_finding(stop.finding if stop is not None else None)
        self.chart.select_event(self._event)
        self.window.show_reading(self._reading())

    def _reading(self) -> Reading:
        known, stop, count = self._known, self.stop, len(self._stops)
        if known is None:
            return Reading()
        record = record_words(known.case, self._event) if self._event is not None else ""
        if stop is None:
            place = trn("{count} stop", "{count} stops", count).format(count=count) if count else ""
            return Reading(tr("Whole case"), record, self._whole_facts(known.case), place)
        told = (fact for fact in stop.facts if fact != record)
        facts = " · ".join(filter(None, (*told, self._firm(stop))))
        place = tr("{place} of {count}").format(place=self._at + 1, count=count)
        return Reading(stop.heading, record or stop.says, facts, place)

    def _whole_facts(self, case: Case) -> str:
        scene = self.chart.scene_now
        if scene is None or scene.empty:
            return ""
        children = trn("{count} child", "{count} children", len(case.children)).format(count=len(case.children))
        return f"{days_in_words((scene.first_day, scene.last_day))} · {children}"

    def _dress(self) -> None:
        theme = wall_theme(self._white_on_black)
        self.window.dress(theme)
        self.chart.set_theme(theme)


def wall_theme(white_on_black: bool) -> Theme:
    """The colours of the panel's window: the projector's, or high contrast in type as large."""
    wall = load_theme("projector")
    if not white_on_black:
        return wall
    return msgspec.structs.replace(load_theme("high-contrast"), type_scale=wall.type_scale)
