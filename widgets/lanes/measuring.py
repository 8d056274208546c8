"""How long it is from one record to another: a line between both marks and the days in words, over the chart."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from app.case.dates import known_date, spoken
from app.lanes.layout import Layout
from app.lanes.room import Measure
from app.language import tr, trn
from widgets.lanes.brush import Brush
from widgets.lanes.places import places_of

WEEKS_FROM = 28
"""Days from which weeks are told as well."""


@dataclass(frozen=True, slots=True)
class Measured:
    """The events (ids) between which is measured, as far as they are chosen."""

    one: int | None = None
    other: int | None = None

    def choosing(self, event: int) -> "Measured":
        """With another event chosen: the first of two, or the second, which may be chosen again and again."""
        if self.one is None:
            return Measured(event)
        return Measured(self.one, event if event != self.one else self.other)


def measured_in_words(layout: Layout, measured: Measured) -> str:
    """ "105 days (15 weeks), 5 June to 18 September 2013"; what is to be chosen next where a record is missing."""
    events = layout.scene.case.events
    known = [event for event in (measured.one, measured.other) if event is not None and events.has(event)]
    if not known:
        return tr("Measure: choose a record")
    if len(known) == 1:
        return tr("Measure: choose the record to measure to; Esc ends")
    days = sorted(int(events.day[events.position(event)]) for event in known)
    between = days[1] - days[0]
    told = trn("{count} day", "{count} days", between).format(count=between)
    if between >= WEEKS_FROM:
        weeks = between // 7
        told = trn("{days} ({count} week)", "{days} ({count} weeks)", weeks).format(days=told, count=weeks)
    first, last = (spoken(known_date(day)) for day in days)
    return tr("{length}, {first} to {last}").format(length=told, first=first, last=last)


def paint_measured(brush: Brush, layout: Layout, measured: Measured, measure: Measure) -> None:
    """A dimension line between both marks with its words, or the words that ask for a mark."""
    words, size = measured_in_words(layout, measured), layout.sizes.body + 1
    ends = [_mark(layout, event) for event in (measured.one, measured.other) if event is not None]
    at = [end for end in ends if end is not None]
    middle = QPointF((layout.left + layout.right) / 2, layout.frames[0].top - 7) if layout.frames else QPointF()
    if len(at) == 2:
        _line(brush, layout, at[0], at[1])
        middle = QPointF((at[0].x() + at[1].x()) / 2, min(at[0].y(), at[1].y()) - 1.6 * size)
    wide = measure(words, size, True) + 12
    left = min(max(middle.x() - wide / 2, layout.left), max(layout.left, layout.right - wide))
    box = QRectF(left, middle.y() - 1.15 * size, wide, 1.6 * size)
    brush.painter.fillRect(box, brush.colour("ink"))
    brush.text(left + 6, middle.y(), words, size, "paper", bold=True)


def _mark(layout: Layout, event: int) -> QPointF | None:
    found = places_of(layout, event)
    return found[0] if found else None


def _line(brush: Brush, layout: Layout, one: QPointF, other: QPointF) -> None:
    """Horizontal, with an upright from each mark: a slope between ranks would say what is not so."""
    y = min(one.y(), other.y()) - 1.1 * layout.sizes.body
    for role, width in (("paper", 4.0), ("ink", 2.0)):
        brush.painter.setPen(brush.pen(role, width))
        brush.line(one.x(), one.y(), one.x(), y - 4)
        brush.line(other.x(), other.y(), other.x(), y - 4)
        brush.line(one.x(), y, other.x(), y)
