"""The phase view drawn: one function for the window and for files."""

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPolygonF

from app.language import tr
from app.phase.course import Course, Segment
from app.phase.layout import LINE, MARGIN, Measure, PhaseLayout, PlacedCell, told_lines
from app.phase.scene import Ending
from app.phase.words import TITLES, filter_words, subtitles
from app.theme import Theme
from widgets.phase.ink import Ink

THICK, CLIMB, PALE = 3.0, 4.5, 2.0
"""Widths in pixels: the way of a cell, its climb in an unanswered run, the whole record behind it."""

THINNER = 2.0
"""The way in small cells, so that passes stay apart."""

ARROW, MARK = 6.5, 5.0
DASHES = (4.0, 3.0)


def paint_phase(
    painter: QPainter, layout: PhaseLayout, theme: Theme, family: str, measure: Measure, part: QRectF | None = None
) -> None:
    """Draw the view on its canvas, ground included; only the cells that a ``part`` of it touches."""
    ink = Ink(painter, theme, family)
    ink.box(0, 0, layout.width, layout.height, "paper")
    paint_phase_over(ink, layout, measure, part)


def paint_phase_over(ink: Ink, layout: PhaseLayout, measure: Measure, part: QRectF | None = None) -> None:
    """Draw the view on a ground that is there."""
    _heading(ink, layout, measure)
    for row, y in zip(layout.scene.rows, layout.rows, strict=False):
        name = _shortened(row.name, layout.sizes.name, layout.gutter - MARGIN, measure)
        ink.text(MARGIN, y + 1.1 * layout.sizes.name, name, layout.sizes.name, bold=True)
    if not layout.scene.rows:
        ink.text(MARGIN, 7 * layout.sizes.title, tr("No child is shown."), layout.sizes.body, "ink2")
    for placed in layout.cells:
        if part is not None and not part.intersects(QRectF(*placed.outline).adjusted(-8, -8, 8, 20)):
            continue
        _grid(ink, placed, layout.sizes.body)
        if placed.course is None:
            middle = (placed.left + placed.right) / 2
            words, size = placed.cell.words, layout.sizes.body
            ink.text(middle, (placed.top + placed.zero) / 2 + 4, words, size, "ink2", italic=True, align="centre")
            continue
        _behind(ink, placed)
        _course(ink, placed, placed.course)
        _beside(ink, placed, layout.sizes.body, measure)
    if layout.scene.rows:
        _key(ink, layout, measure)


def _heading(ink: Ink, layout: PhaseLayout, measure: Measure) -> None:
    sizes, room = layout.sizes, layout.heading_wide - 2 * MARGIN
    y = MARGIN + 0.82 * sizes.title
    ink.text(MARGIN, y, _fitting(TITLES, sizes.title, True, room, measure), sizes.title, bold=True)
    filtered = bool(layout.scene.filters)
    wordings = filter_words(layout.scene.filters) if filtered else subtitles(layout.scene.case.scheme)
    told = _fitting(wordings, sizes.subtitle, filtered, room, measure)
    ink.text(MARGIN, y + 1.75 * sizes.subtitle + 2, told, sizes.subtitle, "ink" if filtered else "ink2", bold=filtered)
    if layout.rows:
        for words, x in zip(layout.scene.headings, layout.columns, strict=True):
            ink.text(x, layout.rows[0] - 0.75 * sizes.body, words, sizes.body, bold=True)


def _fitting(wordings: tuple[str, ...], size: int, bold: bool, room: float, measure: Measure) -> str:
    """The fullest wording that fits; the last one where none does."""
    return next((words for words in wordings if measure(words, size, bold) <= room), wordings[-1])


def _shortened(words: str, size: int, room: float, measure: Measure) -> str:
    while len(words) > 2 and measure(words, size, True) > room:
        words = words[:-2].rstrip() + "…"
    return words


def _grid(ink: Ink, placed: PlacedCell, body: int) -> None:
    """The ground of the ranks, its lines in the colour of paper, and what each level and rank is called."""
    ink.crisp()
    painter = ink.painter
    painter.setBrush(Qt.BrushStyle.NoBrush)
    ink.box(placed.left, placed.top, placed.right - placed.left, placed.zero - placed.top, "lane")
    plain = ink.theme.roles.lane == ink.theme.roles.paper
    painter.setPen(ink.pen("grid", 0.8) if plain else ink.pen("paper", 2.0))
    if plain:
        painter.drawRect(QRectF(placed.left, placed.top, placed.right - placed.left, placed.zero - placed.top))
    for column in range(1, placed.levels):
        x = round(placed.left + column * placed.unit_x)
        painter.drawLine(QPointF(x, placed.top), QPointF(x, placed.zero))
    for rank in range(1, placed.ranks):
        y = round(placed.zero - rank * placed.unit_y)
        painter.drawLine(QPointF(placed.left, y), QPointF(placed.right, y))
    ink.crisp(False)
    step = 1 if placed.unit_y >= 1.05 * body else 2
    for rank in range(0, placed.ranks, step):
        y = placed.at((0, rank))[1] + 0.36 * body
        ink.text(placed.left - 6, y, str(rank), body, "ink2", align="right")
    none = placed.at((0, -1))[1] + 0.36 * body
    ink.text(placed.left - 6, none, tr("none"), max(body - 1, 1), "ink2", italic=True, align="right")
    for level in range(placed.levels):
        ink.text(placed.at((level, 0))[0], placed.bottom + 1.1 * body, str(level), body, "ink2", align="centre")


def _behind(ink: Ink, placed: PlacedCell) -> None:
    """The child's whole record on the lines of the grid, pale."""
    ink.crisp()
    ink.painter.setPen(ink.pen("grid", PALE * placed.scale))
    ink.painter.drawLines([QLineF(_whole(placed, one), _whole(placed, other)) for one, other in placed.row.behind])


def _whole(placed: PlacedCell, point: tuple[float, float]) -> QPointF:
    """A place on the grid in whole pixels, so that strokes are as thick everywhere."""
    x, y = placed.at(point)
    return QPointF(round(x), round(y))


def _course(ink: Ink, placed: PlacedCell, course: Course) -> None:
    for segment in course.segments:
        _segment(ink, placed, segment)
    ink.crisp(False)
    for segment in course.segments:
        if segment.arrow is not None:
            _arrow(ink, placed, segment)
    mark = (0.8 * MARK if placed.small else MARK) * placed.scale
    _start(ink, _whole(placed, course.start), mark)
    _end(ink, _ending(placed), _whole(placed, course.end), mark)


def _segment(ink: Ink, placed: PlacedCell, segment: Segment) -> None:
    ink.crisp()
    scale = placed.scale
    thick = (THINNER if placed.small else THICK) * scale
    if segment.climbs:
        ink.painter.setPen(ink.pen("run_line", thick + (CLIMB - THICK) * scale))
    else:
        ink.painter.setPen(ink.pen("ink", thick, () if segment.stated else (DASHES[0] * scale, DASHES[1] * scale)))
    ink.painter.drawLine(_whole(placed, segment.start), _whole(placed, segment.end))


def _arrow(ink: Ink, placed: PlacedCell, segment: Segment) -> None:
    start, end = _whole(placed, segment.start), _whole(placed, segment.end)
    at = _whole(placed, segment.arrow or segment.end)
    across, down = _sign(end.x() - start.x()), _sign(end.y() - start.y())
    length = (0.75 * ARROW if placed.small else ARROW) * placed.scale
    half = 0.78 * length
    tip = QPointF(at.x() + across * length, at.y() + down * length)
    foot = QPointF(at.x() - across * half, at.y() - down * half)
    side = QPointF(down * half, across * half)
    ink.painter.setPen(ink.pen("lane", 1.0) if not placed.small else Qt.PenStyle.NoPen)
    ink.painter.setBrush(ink.colour("run_line" if segment.climbs else "ink"))
    ink.painter.drawPolygon(QPolygonF([tip, foot + side, foot - side]))


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)


def _ending(placed: PlacedCell) -> str:
    """Which mark stands at the end of a cell's way."""
    cell = placed.cell
    if cell.ending is Ending.RETURN:
        return "return" if cell.confirmed else "suggested"
    return "record" if cell.ending is Ending.RECORD else "on"


def _start(ink: Ink, at: QPointF, half: float) -> None:
    ink.painter.setPen(ink.pen("ink", 2.0))
    ink.painter.setBrush(ink.colour("paper"))
    ink.painter.drawEllipse(at, half, half)


def _end(ink: Ink, glyph: str, at: QPointF, half: float) -> None:
    """Return: a triangle, hollow where it is only suggested. End of record: a square. Goes on: a hollow square."""
    painter = ink.painter
    hollow = glyph in ("suggested", "on")
    role = "concern" if glyph in ("return", "suggested") else "ink"
    painter.setPen(ink.pen(role, 1.8) if hollow else ink.pen("paper", 1.0))
    painter.setBrush(ink.colour("paper" if hollow else role))
    if role == "concern":
        painter.drawPolygon(_triangle(at, 1.25 * half))
    else:
        side = 0.8 * half if hollow else half
        painter.drawRect(QRectF(at.x() - side, at.y() - side, 2 * side, 2 * side))


def _triangle(at: QPointF, half: float) -> QPolygonF:
    return QPolygonF(
        [
            QPointF(at.x(), at.y() - half),
            QPointF(at.x() + half, at.y() + 0.8 * half),
            QPointF(at.x() - half, at.y() + 0.8 * half),
        ]
    )


def _beside(ink: Ink, placed: PlacedCell, body: int, measure: Measure) -> None:
    """The days, and in bold what was found, in lines as long as there is room."""
    days, words = told_lines(placed.cell, placed.words_wide, body, measure)
    y = placed.words_y
    for line in days:
        ink.text(placed.words_x, y, line, body, "ink2")
        y += LINE * body
    for line in words:
        ink.text(placed.words_x, y, line, body, bold=True)
        y += LINE * body
    if not placed.cell.confirmed:
        ink.text(placed.words_x, y, tr("suggested"), body, "ink2", italic=True)


def _key(ink: Ink, layout: PhaseLayout, measure: Measure) -> None:
    """What the marks mean; only those that are drawn."""
    body, x, scale = layout.sizes.body, MARGIN, layout.sizes.scale
    first = next(iter(layout.cells), None)
    y = layout.rows[-1] + (first.bottom - first.top + first.below if first else 0) + 3.2 * body
    for glyph, words in _entries(layout):
        wide = 38 * scale + measure(words, body, False)
        if x + wide > layout.width:
            return
        _glyph(ink, glyph, QPointF(x + 7 * scale, y - 0.36 * body), scale)
        ink.text(x + 20 * scale, y, words, body)
        x += wide


def _entries(layout: PhaseLayout) -> list[tuple[str, str]]:
    drawn = [placed.cell for placed in layout.cells if placed.course]
    endings = {cell.ending for cell in drawn}
    pieces = [segment for placed in layout.cells if placed.course for segment in placed.course.segments]
    offered = [
        ("start", tr("start"), bool(drawn)),
        ("return", tr("return of concern"), any(cell.ending is Ending.RETURN and cell.confirmed for cell in drawn)),
        ("suggested", tr("return, on suggested codes"), any(not cell.confirmed for cell in drawn)),
        ("record", tr("end of record"), Ending.RECORD in endings),
        ("on", tr("step-down; goes on in the next cell"), Ending.ON in endings),
        ("climb", tr("concern rises, no rise in level"), any(piece.climbs for piece in pieces)),
        ("unstated", tr("level not stated yet"), any(not piece.stated for piece in pieces)),
        ("pale", tr("whole record"), bool(drawn)),
    ]
    return [(glyph, words) for glyph, words, wanted in offered if wanted]


def _glyph(ink: Ink, glyph: str, at: QPointF, scale: float) -> None:
    painter, half = ink.painter, QPointF(7 * scale, 0)
    ink.crisp(False)
    if glyph == "start":
        _start(ink, at, MARK * scale)
    elif glyph in ("return", "suggested", "record", "on"):
        _end(ink, glyph, at, MARK * scale)
    else:
        pens = {"climb": ("run_line", CLIMB, ()), "unstated": ("ink", THICK, DASHES), "pale": ("grid", PALE, ())}
        role, width, dashes = pens[glyph]
        painter.setPen(ink.pen(role, width * scale, dashes))
        painter.drawLine(at - half, at + half)
