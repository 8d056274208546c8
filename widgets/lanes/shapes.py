"""The shapes of marks: each told from the others in greyscale, by form and place."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QBrush, QLinearGradient, QPainterPath, QPen, QPolygonF

from app.lanes.marks import MarkKind
from app.lanes.rails import RailKind
from widgets.lanes.brush import Brush

ROLES = {
    MarkKind.UNSCORED: "axis",
    MarkKind.HYPOTHETICAL: "axis",
    MarkKind.NO_CONCERN: "axis",
    MarkKind.IMPROVEMENT: "improvement",
    MarkKind.CONCERN: "concern",
    MarkKind.MISSED_HEALTH: "health",
    MarkKind.HEALTH: "health",
    MarkKind.HARM: "ink",
    MarkKind.ADMISSION: "ink",
    MarkKind.DEATH: "ink",
}
"""The colour role of each kind of mark."""


def plus(x: float, y: float, r: float, turned: bool = False) -> QPainterPath:
    """A plus with arms of 1.3 r and bars of 1.0 r; turned by 45 degrees it is a missed appointment."""
    arm, half = 1.3 * r, 0.5 * r
    corners = (
        (-half, -arm), (half, -arm), (half, -half), (arm, -half), (arm, half), (half, half),
        (half, arm), (-half, arm), (-half, half), (-arm, half), (-arm, -half), (-half, -half),
    )  # fmt: skip
    turn = 0.70710678 if turned else 1.0
    side = 0.70710678 if turned else 0.0
    path = QPainterPath()
    path.addPolygon(QPolygonF([QPointF(x + turn * a - side * b, y + side * a + turn * b) for a, b in corners]))
    path.closeSubpath()
    return path


def triangle_down(x: float, base: float, r: float) -> QPolygonF:
    """An improvement: a triangle standing on its point, on the baseline."""
    return QPolygonF([QPointF(x - 1.15 * r, base - 1.9 * r), QPointF(x + 1.15 * r, base - 1.9 * r), QPointF(x, base)])


def mark_half(r: float) -> float:
    """Half the width of a picture that holds any mark, its outline included."""
    return 1.9 * r + 2


def draw_mark(brush: Brush, kind: int, x: float, y: float, r: float, hollow: bool, split: bool = False) -> None:
    """One mark at its point. ``hollow`` marks are suggestions that nobody has confirmed; the score of ``split`` ones
    is disputed."""
    _draw_whole(brush, kind, x, y, r, hollow)
    if split:
        brush.painter.setPen(brush.pen("paper", max(1.4, 0.32 * r)))
        for top, foot in _split_at(kind, r):
            brush.line(x, y + top, x, y + foot)


def _split_at(kind: int, r: float) -> tuple[tuple[float, float], ...]:
    """From where to where the line runs that splits a mark; in a square it leaves the letter alone."""
    if kind >= MarkKind.HARM:
        return (-1.8 * r, -1.1 * r), (1.1 * r, 1.8 * r)
    if kind == MarkKind.IMPROVEMENT:
        return ((-1.9 * r, 0.0),)
    reach = r if kind == MarkKind.CONCERN else 1.3 * r
    return ((-reach, reach),)


def _draw_whole(brush: Brush, kind: int, x: float, y: float, r: float, hollow: bool) -> None:
    role = ROLES[MarkKind(kind)]
    painter = brush.painter
    if kind == MarkKind.UNSCORED:
        painter.setPen(brush.pen("axis", 1.3))
        brush.line(x, y - 0.8 * r, x, y + 0.8 * r)
        return
    if kind == MarkKind.HYPOTHETICAL:
        brush.shape(_circle(x, y, r), "paper", brush.pen("axis", 1.3, (1.2, 1.6)))
        return
    if kind == MarkKind.DEATH:
        wide = max(2.0, 0.42 * r)
        pen = brush.pen("ink", wide, (1.4 * wide, 1.1 * wide)) if hollow else brush.pen("ink", wide)
        brush.shape(_box(x, y, 1.7 * r, 1.7 * r), "paper", pen)
        return
    if kind == MarkKind.NO_CONCERN:
        brush.shape(_circle(x, y, 0.38 * r), "axis", brush.pen("paper", 0.6))
        return
    if kind in (MarkKind.HARM, MarkKind.ADMISSION):
        _letter_square(brush, x, y, r, "H" if kind == MarkKind.ADMISSION else "!", hollow)
        return
    outline = (role, 1.5) if hollow else ("paper", 1.0)
    pen, fill = brush.pen(*outline, round_joins=True), "paper" if hollow else role
    if kind == MarkKind.IMPROVEMENT:
        brush.shape(triangle_down(x, y, r), fill, pen)
    elif kind == MarkKind.CONCERN:
        brush.shape(_circle(x, y, r), fill, pen)
    else:
        brush.shape(plus(x, y, r, turned=kind == MarkKind.MISSED_HEALTH), fill, pen)


def _circle(x: float, y: float, r: float) -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(QPointF(x, y), r, r)
    return path


def _letter_square(brush: Brush, x: float, y: float, r: float, letter: str, hollow: bool) -> None:
    half = 1.7 * r
    box = QPainterPath()
    box.addRect(QRectF(x - half, y - half, 2 * half, 2 * half))
    brush.shape(box, "paper" if hollow else "ink", brush.pen("ink" if hollow else "paper", 1.2))
    size = max(8, round(2.8 * r))
    brush.text(x, y + 0.36 * size, letter, size, "ink" if hollow else "paper", bold=True, align="centre")


def draw_twin(brush: Brush, x: float, y: float, base: float, r: float, kind: int) -> None:
    """The twin of a record that is drawn elsewhere: a small ring on a dotted stem."""
    role = ROLES[MarkKind(kind)]
    if base > y:
        brush.painter.setPen(brush.pen(role, 1.0, (1.5, 2.0), 150))
        brush.line(x, y, x, base)
    brush.shape(_circle(x, y, 0.55 * r), "paper", brush.pen(role, 1.0))


def draw_capsule(brush: Brush, x0: float, x1: float, y: float, r: float, kind: int, circa: bool = False) -> None:
    """The body of a date that is only known to the week, month, season or year; "circa" fades at both ends."""
    role = ROLES[MarkKind(kind)]
    path = QPainterPath()
    wide = max(x1 - x0, 1)
    path.addRoundedRect(QRectF(x0, y - 0.42 * r, wide, 0.84 * r), 0.42 * r, 0.42 * r)
    pen = brush.pen(role, 1.3)
    if circa:
        gradient = QLinearGradient(x0, 0, x0 + wide, 0)
        for place, alpha in ((0.0, 0), (0.2, 255), (0.8, 255), (1.0, 0)):
            gradient.setColorAt(place, brush.colour(role, alpha))
        pen = QPen(QBrush(gradient), 1.3)
    brush.shape(path, "paper", pen)


def draw_rail_mark(brush: Brush, kind: int, x: float, y: float, r: float, size: int) -> None:
    """One mark of a rail at its point; ``size`` is that of the labels."""
    painter = brush.painter
    if kind == RailKind.SEEN:
        painter.setPen(brush.pen("axis", 1.1))
        brush.line(x, y - 0.8 * r, x, y + 0.8 * r)
    elif kind == RailKind.TOOL:
        brush.shape(_box(x, y, 0.95 * r, 0.95 * r), "paper", brush.pen("ink", 1.1))
        brush.line(x - 0.95 * r, y, x + 0.95 * r, y)
    elif kind == RailKind.CONFERENCE:
        brush.shape(_box(x, y, 0.7 * r, 0.7 * r), "level_edge", brush.pen("paper", 1.0))
    elif kind == RailKind.STRATEGY:
        reach = 1.35 * r
        corners = [QPointF(x, y - reach), QPointF(x + reach, y), QPointF(x, y + reach), QPointF(x - reach, y)]
        brush.shape(QPolygonF(corners), "level_edge", brush.pen("paper", 1.0))
    elif kind == RailKind.ACCEPTED:
        painter.setPen(brush.pen("level_edge", max(1.6, 0.25 * r)))
        brush.line(x, y - 1.3 * r, x, y + 0.4 * r)
        head = [QPointF(x - 0.75 * r, y + 0.2 * r), QPointF(x + 0.75 * r, y + 0.2 * r), QPointF(x, y + 1.3 * r)]
        brush.shape(QPolygonF(head), "level_edge", brush.pen("level_edge", 0.4))
    elif kind == RailKind.REFUSED:
        painter.setPen(brush.pen("ink", max(1.8, 0.28 * r)))
        brush.line(x, y - 1.3 * r, x, y + r)
        brush.line(x - r, y + r, x + r, y + r)
    else:
        _letters(brush, x, y, "?" if kind == RailKind.UNCLEAR else "≠", size, ticked=kind == RailKind.ESCALATED)


def _box(x: float, y: float, across: float, down: float) -> QPainterPath:
    path = QPainterPath()
    path.addRect(QRectF(x - across, y - down, 2 * across, 2 * down))
    return path


def _letters(brush: Brush, x: float, y: float, words: str, size: int, ticked: bool) -> None:
    """A bold sign; a small tick beside it where the procedure was used."""
    brush.text(x, y + 0.38 * size, words, size + 1, "ink", bold=True, align="centre")
    if ticked:
        brush.painter.setPen(brush.pen("ink", 1.4))
        at = x + 0.38 * size
        brush.line(at, y - 0.1 * size, at + 0.15 * size, y + 0.1 * size)
        brush.line(at + 0.15 * size, y + 0.1 * size, at + 0.42 * size, y - 0.4 * size)
