"""How long it is from one record to another: a line between both marks and the days in words, over the chart."""

from dataclasses import dataclass
from weakref import ReferenceType, ref

from PySide6.QtCore import QPointF, QRectF

from app.case.dates import known_date, spoken
from app.lanes.labels import place_labels
from app.lanes.layout import Layout
from app.lanes.room import Measure
from app.language import tr, trn
from widgets.lanes.brush import Brush
from widgets.lanes.places import places_of

MOST_STEPS = 8
"""So many lines above and below its own the words of a measure are moved to cover no others."""

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
    wide = measure(words, size, True) + 12
    if len(at) == 2:
        across = _height_of_line(layout, at[0], at[1])
        _line(brush, at[0], at[1], across)
        middle = QPointF((at[0].x() + at[1].x()) / 2, across)
    left = min(max(middle.x() - wide / 2, layout.left), max(layout.left, layout.right - wide))
    y = middle.y()
    if len(at) == 2:
        below = y > max(at[0].y(), at[1].y())
        y = _beside_words(layout, measure, (left, left + wide), y, size, below)
    brush.painter.fillRect(QRectF(left, y - 1.15 * size, wide, 1.6 * size), brush.colour("ink"))
    brush.text(left + 6, y, words, size, "paper", bold=True)


def _height_of_line(layout: Layout, one: QPointF, other: QPointF) -> float:
    """The y of the line between both marks: above them, but under them where the words of a findings rail would be
    crossed."""
    above = min(one.y(), other.y()) - 1.1 * layout.sizes.body
    if any(frame.top <= above <= frame.rail_bottom for frame in layout.frames):
        return max(one.y(), other.y()) + 2.2 * layout.sizes.r + 4
    return above


def _beside_words(
    layout: Layout, measure: Measure, across: tuple[float, float], line: float, size: int, below: bool
) -> float:
    """The baseline nearest to the line on which its words cover neither words nor marks of the chart, or no words;
    beside the line, away from both marks, where all do."""
    boxes, r = _words_now(layout, measure), 1.5 * layout.sizes.r
    x, y = layout.drawn.x, layout.drawn.y
    sides = (1, -1) if below else (-1, 1)
    steps = [side * step for step in range(1, MOST_STEPS) for side in sides]
    bases = [
        line + (0.45 + 0.9 * (step + 1)) * size - size if step < 0 else line + (0.6 + 0.9 * step) * size
        for step in steps
    ]
    free: list[float] = []
    for base in bases:
        covered = QRectF(across[0], base - 1.15 * size, across[1] - across[0], 1.6 * size)
        if any(covered.intersects(box) for box in boxes):
            continue
        free.append(base)
        wide = (x > covered.left() - r) & (x < covered.right() + r)
        if not (wide & (y > covered.top() - r) & (y < covered.bottom() + r)).any():
            return base
    return (free or bases)[0]


@dataclass
class _Words:
    layout: ReferenceType[Layout] | None = None
    boxes: tuple[QRectF, ...] = ()


_words = _Words()
"""Where the words of the layout that was measured last stand: found once, not with each move of the pointer. The layout
itself goes with its chart, and with it the case."""


def _words_now(layout: Layout, measure: Measure) -> tuple[QRectF, ...]:
    if _words.layout is None or _words.layout() is not layout:
        labels = place_labels(layout, measure)
        _words.layout = ref(layout)
        _words.boxes = tuple(
            QRectF(label.x, label.y - label.size, measure(label.words, label.size, label.bold), 1.3 * label.size)
            for label in labels
        )
    return _words.boxes


def _mark(layout: Layout, event: int) -> QPointF | None:
    found = places_of(layout, event)
    return found[0] if found else None


def _line(brush: Brush, one: QPointF, other: QPointF, y: float) -> None:
    """Horizontal, with an upright from each mark: a slope between ranks would say what is not so."""
    beyond = 4.0 if y > max(one.y(), other.y()) else -4.0
    for role, width in (("paper", 4.0), ("ink", 2.0)):
        brush.painter.setPen(brush.pen(role, width))
        brush.line(one.x(), one.y(), one.x(), y + beyond)
        brush.line(other.x(), other.y(), other.x(), y + beyond)
        brush.line(one.x(), y, other.x(), y)
