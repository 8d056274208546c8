"""What stands around the lanes: title, years, gutter, key and footer."""

import numpy as np
from PySide6.QtCore import QLineF, QRectF

from app.lanes.detail import Stage
from app.lanes.frames import LaneFrame
from app.lanes.layout import Layout
from app.lanes.marks import MarkKind
from app.lanes.rails import RailKind
from app.lanes.room import Measure
from app.lanes.scene import LaneScene
from app.lanes.sizes import Tier
from app.lanes.timeaxis import Tick
from app.lanes.words import footer, longest_footer, rank_words, subtitle, titles
from widgets.lanes.brush import Brush
from widgets.lanes.hatching import hatch
from widgets.lanes.shapes import draw_capsule, draw_mark, draw_rail_mark, draw_twin

MARGIN = 16


def paint_heading(brush: Brush, layout: Layout, measure: Measure) -> None:
    """The finding in one sentence, and how to read the chart."""
    sizes, room = layout.sizes, layout.width - 2 * MARGIN
    offered = titles(layout.scene)
    fitting = [words for words in offered if measure(words, sizes.title, True) <= room]
    words = fitting[0] if fitting else shortened(offered[-1], sizes.title, True, room, measure)
    y = MARGIN + 0.82 * sizes.title
    brush.text(MARGIN, y, words, sizes.title, "ink", bold=True)
    if sizes.subtitle and not layout.scene.empty:
        below = y + 1.75 * sizes.subtitle + 2
        told = shortened(subtitle(layout.scene, layout.facing), sizes.subtitle, False, room, measure)
        brush.text(MARGIN, below, told, sizes.subtitle, "ink2")


def shortened(words: str, size: int, bold: bool, room: float, measure: Measure) -> str:
    """The words, cut at a whole word with an ellipsis where they are too long."""
    while measure(words, size, bold) > room and " " in words:
        words = words.rstrip("…").rsplit(" ", 1)[0] + "…"
    return words


def paint_years(brush: Brush, layout: Layout, measure: Measure, axis: tuple[Tick, ...]) -> None:
    """The words of the time axis, centred in their stretch, above and below the lanes."""
    if layout.scene.empty or not layout.frames:
        return
    size = layout.sizes.years
    above, below = layout.frames[0].top - 6, layout.frames[-1].bottom + size + 2
    for tick in axis:
        if tick.words and measure(tick.words, size, False) <= tick.end - tick.start + 8:
            for y in (above, below):
                brush.text((tick.start + tick.end) / 2, y, tick.words, size, "ink2", align="centre")


def paint_gutter(brush: Brush, layout: Layout, lane: LaneScene, frame: LaneFrame, measure: Measure) -> None:
    """Name, what was found, the names of both strips and the numbers of their ranks."""
    sizes, micro = layout.sizes, layout.tier == Tier.MICRO
    size, strip_x = sizes.body, layout.left - 25
    words_room = strip_x - MARGIN - measure("Concern", size, True) - 6
    top = frame.rail_bottom if not frame.moments else frame.concern_y(5)
    y = top + 0.7 * sizes.name
    name = shortened(lane.name, sizes.name, True, words_room + (0 if micro else 40), measure)
    brush.text(MARGIN, y, name, sizes.name, "ink", bold=True)
    for place, words in enumerate(_sub_lines(layout, lane)):
        below = y + (place + 1) * 1.42 * size + 2
        if below < frame.bottom:
            role = "ink2" if words not in lane.lines[-2:] else "ink"
            brush.text(MARGIN, below, shortened(words, size, False, words_room, measure), size, role)
    _strip_names(brush, layout, frame, strip_x)


def _sub_lines(layout: Layout, lane: LaneScene) -> tuple[str, ...]:
    """The lines under a name that the tier leaves room for."""
    most = {Tier.FULL: 3, Tier.STANDARD: 2, Tier.COMPACT: 1, Tier.MICRO: 1}[layout.tier]
    return lane.lines[:3] if layout.tier == Tier.FULL else lane.lines[-most:]


def _strip_names(brush: Brush, layout: Layout, frame: LaneFrame, strip_x: float) -> None:
    size = layout.sizes.body
    concern, level = frame.highest
    middle = frame.concern_y(concern / 2) + 0.36 * size
    level_middle = frame.level_y(level / 2) + 0.36 * size
    if level_middle - middle < size:
        return
    brush.text(strip_x, middle, "Concern", size, "concern", bold=True, align="right")
    brush.text(strip_x, level_middle, "Level", size, "level_edge", bold=True, align="right")
    if layout.tier == Tier.MICRO:
        return
    full = layout.tier == Tier.FULL
    every = range(1, concern + 1)
    concern_ranks = every if full and frame.concern_rank >= 1.05 * size else (1, (1 + concern) // 2, concern)
    has_room = frame.level_rank * level >= 5 * 0.62 * size
    level_ranks = (1, (1 + level) // 2, level) if has_room else (1, level)
    for rank in concern_ranks:
        brush.text(layout.left - 6, frame.concern_y(rank) + 0.36 * size, str(rank), size, "ink2", align="right")
    for rank in level_ranks:
        brush.text(layout.left - 6, frame.level_y(rank) + 0.36 * size, str(rank), size, "ink2", align="right")


def paint_footer(brush: Brush, layout: Layout) -> None:
    """What every picture carries: marking, records shown of all, children, days."""
    told = footer(layout)
    brush.text(layout.width - MARGIN, layout.height - 8, told, layout.sizes.body, "ink2", align="right")


def paint_key(brush: Brush, layout: Layout, measure: Measure) -> None:
    """The words of the ranks and the key, which leaves the footer its room."""
    if layout.scene.empty:
        return
    size = layout.sizes.body
    bottom = layout.height - 8
    wide = max(measure(words, size, False) for words in longest_footer(layout))
    y = (layout.frames[-1].bottom if layout.frames else 0) + layout.sizes.years + 1.9 * size
    if layout.sizes.rank_words:
        x = float(MARGIN)
        for words in rank_words(layout.scene):
            if x + measure(words, size, False) <= layout.width - MARGIN:
                brush.text(x, y, words, size, "ink")
                x += measure(words, size, False) + 24
        y += 1.75 * size
    _key(brush, layout, y, measure, (bottom, layout.width - MARGIN - wide - 16))


def standing_words(layout: Layout) -> tuple[object, ...]:
    """What the surroundings say that may change with the days in view: where it is the same, so is their picture."""
    return tuple(key_entries(layout)), longest_footer(layout)


def _key(brush: Brush, layout: Layout, y: float, measure: Measure, last: tuple[float, float]) -> None:
    """Entries in rows; on the footer's row they stop short of it, and what finds no room is left out."""
    size, x = layout.sizes.body, float(MARGIN)
    entries = key_entries(layout)
    short = not layout.sizes.rank_words
    for glyph, words, brief in entries:
        told = brief if short else words
        wide = 26 + measure(told, size, False) + 16
        edge = layout.width - MARGIN if y < last[0] - size else last[1]
        if x + wide > edge:
            x, y = float(MARGIN), y + 1.65 * size
            edge = layout.width - MARGIN if y < last[0] - size else last[1]
        if y > last[0] + 1 or x + wide > edge:
            return
        draw_key_glyph(brush, layout, glyph, x + 11, y - 0.36 * size)
        brush.text(x + 26, y, told, size, "ink")
        x += wide


def key_entries(layout: Layout) -> list[tuple[str, str, str]]:
    """(glyph, words, short words) of what this chart draws, in order of how much a reader needs them."""
    lanes = layout.scene.lanes
    kinds = {kind for lane in lanes for kind in lane.kinds}
    rails = {kind for lane in lanes for kind in lane.rails.days_of}
    days = layout.scene.case.scheme.windows.concern_area_days
    columns = any(stage == Stage.COLUMNS for stage in layout.stages)
    offered = [
        ("concern", "concern", "concern", MarkKind.CONCERN in kinds),
        ("classes", "1–2, 3–7, 8 or more concerns together", "1–2, 3–7, 8+ together", columns),
        ("health", "physical health concern", "physical health", MarkKind.HEALTH in kinds),
        ("missed", "health appointment: was not brought", "was not brought", MarkKind.MISSED_HEALTH in kinds),
        ("admission", "hospital admission", "admission", MarkKind.ADMISSION in kinds),
        ("harm", "actual serious harm", "serious harm", MarkKind.HARM in kinds),
        ("improvement", "improvement recorded", "improvement", MarkKind.IMPROVEMENT in kinds),
        ("column", "from step-down to return of concern", "step-down to return", any(lane.cycles for lane in lanes)),
        ("run", "run of health concerns with no rise in level", "health run, no rise", any(x.runs for x in lanes)),
        ("held", "step-down held", "step-down held", any(lane.held for lane in lanes)),
        ("area", f"highest concern in the last {days} days", f"highest in {days} days", len(kinds) > 0),
        ("suggested", "hollow = suggested code, not yet confirmed", "suggested", _any_suggested(layout)),
        *((glyph, words, brief, kind in rails) for glyph, words, brief, kind in _RAIL_ENTRIES),
        ("unseen", "not recorded as seen", "not seen", any(lane.unseen for lane in lanes)),
        ("missing", "an agency has returned nothing", "no return", any(lane.missing for lane in lanes)),
        ("imprecise", "date known only to the week, month or season", "imprecise date", _any_wide(layout)),
        ("unscored", "not scored", "not scored", MarkKind.UNSCORED in kinds),
        ("twin", "same event, told by another agency", "told twice", _any_twin(layout)),
        ("quiet", "recorded, no concern", "no concern", MarkKind.NO_CONCERN in kinds),
        ("faded", "level not mentioned since", "level not mentioned", _any_faded(layout)),
    ]
    return [(glyph, words, brief) for glyph, words, brief, wanted in offered if wanted]


_RAIL_ENTRIES = (
    ("accepted", "referral accepted", "accepted", RailKind.ACCEPTED),
    ("refused", "referral: no further action", "no further action", RailKind.REFUSED),
    ("unclear", "referral: outcome unclear", "outcome unclear", RailKind.UNCLEAR),
    ("disagreement", "disagreement between agencies", "disagreement", RailKind.DISAGREEMENT),
    ("escalated", "escalation procedure used", "escalated", RailKind.ESCALATED),
    ("strategy", "strategy discussion", "strategy discussion", RailKind.STRATEGY),
    ("conference", "conference", "conference", RailKind.CONFERENCE),
    ("tool", "assessment tool used", "tool used", RailKind.TOOL),
    ("seen", "child recorded as seen", "seen", RailKind.SEEN),
)


def _any_suggested(layout: Layout) -> bool:
    return any(lane.any_suggested for lane in layout.scene.lanes)


def _any_wide(layout: Layout) -> bool:
    return any(lane.any_imprecise for lane in layout.scene.lanes)


def _any_twin(layout: Layout) -> bool:
    apart = any(stage == Stage.APART for stage in layout.stages)
    return apart and layout.tier == Tier.FULL and any(lane.any_twin for lane in layout.scene.lanes)


def _any_faded(layout: Layout) -> bool:
    return any(bool((lane.state_days.solid < lane.state_days.end).any()) for lane in layout.scene.lanes)


_KEY_MARKS = {
    "concern": MarkKind.CONCERN,
    "health": MarkKind.HEALTH,
    "missed": MarkKind.MISSED_HEALTH,
    "admission": MarkKind.ADMISSION,
    "harm": MarkKind.HARM,
    "improvement": MarkKind.IMPROVEMENT,
    "unscored": MarkKind.UNSCORED,
    "quiet": MarkKind.NO_CONCERN,
}


_KEY_RAILS = {glyph: kind for glyph, _words, _brief, kind in _RAIL_ENTRIES}


def draw_key_glyph(brush: Brush, layout: Layout, glyph: str, x: float, y: float) -> None:
    """What an entry of the key shows beside its words, its middle at x and y."""
    r, painter = min(layout.sizes.r, 4.6), brush.painter
    brush.smooth()
    if glyph in _KEY_MARKS:
        kind = _KEY_MARKS[glyph]
        draw_mark(brush, kind, x, y + r if kind == MarkKind.IMPROVEMENT else y, r, hollow=False)
    elif glyph in _KEY_RAILS:
        draw_rail_mark(brush, _KEY_RAILS[glyph], x, y, r, layout.sizes.body)
    elif glyph == "classes":
        for place, thick in enumerate((2.0, 4.0, 6.5)):
            brush.fill(x - 11 + 8 * place, y - thick / 2, x - 4 + 8 * place, y + thick / 2, "concern")
    elif glyph == "twin":
        draw_twin(brush, x, y, y + 5, r, MarkKind.CONCERN)
    elif glyph == "suggested":
        draw_mark(brush, MarkKind.CONCERN, x, y, r, hollow=True)
    elif glyph == "imprecise":
        draw_capsule(brush, x - 11, x + 11, y, r, MarkKind.CONCERN)
        draw_mark(brush, MarkKind.CONCERN, x, y, r, hollow=False)
    elif glyph == "column":
        brush.crisp()
        brush.fill(x - 8, y - 6, x + 8, y + 5, "return_column")
        if brush.theme.hatched_returns:
            hatch(brush, np.array([x - 8]), y - 6, np.array([x + 8]), y + 5, "column_edge")
            brush.crisp()
        painter.setPen(brush.pen("column_edge", 1.4, (3, 2)))
        brush.line(x - 8, y - 6, x - 8, y + 5)
        painter.setPen(brush.pen("column_edge", 1.8))
        brush.line(x + 8, y - 6, x + 8, y + 5)
    elif glyph == "area":
        brush.fill(x - 10, y - 4, x + 10, y + 5, "area")
        painter.setPen(brush.pen("area_edge", 1.2))
        brush.line(x - 10, y - 4, x + 10, y - 4)
    else:
        _line_glyph(brush, glyph, x, y)


def _line_glyph(brush: Brush, glyph: str, x: float, y: float) -> None:
    painter = brush.painter
    if glyph == "run":
        painter.setPen(brush.pen("run_line", 3.0))
        painter.drawLines(
            [
                QLineF(x - 10, y + 4, x - 2, y + 4),
                QLineF(x - 2, y + 5.5, x - 2, y - 1.5),
                QLineF(x - 3.5, y, x + 5, y),
                QLineF(x + 5, y + 1.5, x + 5, y - 5.5),
                QLineF(x + 3.5, y - 4, x + 11, y - 4),
            ]  # fmt: skip
        )
    elif glyph == "missing":
        hatch(brush, np.array([x - 10]), y - 4, np.array([x + 10]), y + 4, "axis")
    elif glyph == "unseen":
        painter.setPen(brush.pen("ink", 1.6, (1.6, 2.2)))
        brush.line(x - 10, y, x + 10, y)
        painter.setPen(brush.pen("ink", 1.6))
        for at in (x - 10, x + 10):
            brush.line(at, y - 3.5, at, y + 3.5)
    elif glyph == "held":
        painter.setPen(brush.pen("improvement", 1.6))
        brush.line(x - 10, y, x + 6, y)
        painter.drawEllipse(QRectF(x + 5, y - 3, 6, 6))
    else:
        painter.setPen(brush.pen("level_edge", 2.0, (4, 2.8)))
        brush.line(x - 10, y, x + 10, y)
