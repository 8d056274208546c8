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
from app.lanes.timeaxis import Tick, axis_words
from app.lanes.words import brief_level_words, footers, longest_footers, rank_words, subtitle, titles
from app.language import tr, trn
from widgets.lanes.brush import Brush
from widgets.lanes.hatching import hatch
from widgets.lanes.shapes import draw_capsule, draw_mark, draw_rail_mark, draw_twin

MARGIN = 16
RANKS_APART = 0.85
"""How far apart the numbers of two ranks are at least, in sizes of their words."""

GLYPH_WORDS = 12.0
"""The size of words, in pixels, beside which the shapes of the key are drawn as they are."""

NOT_ON_WALL = frozenset(
    ("accepted", "disagreement", "escalated", "strategy", "conference", "tool", "seen", "unseen", "missing",
     "unscored", "hypothetical", "twin", "classes", "imprecise", "faded")
)  # fmt: skip
"""What has no entry in the key of a canvas that is read from four metres, since it is not drawn there or speaks for
itself."""

_CONCERN, _LEVEL = tr("Concern"), tr("Level")


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
    """The words, cut with an ellipsis where they are too long: at a whole word, a single word within it."""
    while measure(words, size, bold) > room and len(words) > 2:
        kept = words.rstrip("…")
        words = (kept.rsplit(" ", 1)[0] if " " in kept else kept[:-1]) + "…"
    return words


def paint_years(brush: Brush, layout: Layout, measure: Measure, axis: tuple[Tick, ...]) -> None:
    """The words of the time axis, centred in their stretch, above and below the lanes."""
    if layout.scene.empty or not layout.frames:
        return
    size = layout.sizes.years
    above, below = layout.frames[0].top - 6, layout.frames[-1].bottom + size + 2
    for x, words in axis_words(axis, measure, size, layout.left, layout.right):
        for y in (above, below):
            brush.text(x, y, words, size, "ink2", align="centre")


def strip_names_end(layout: Layout) -> float:
    """The x where the names of both strips end, left of the numbers of their ranks."""
    return layout.left - max(25.0, 6 + 0.9 * layout.sizes.body)


def paint_gutter(brush: Brush, layout: Layout, lane: LaneScene, frame: LaneFrame, measure: Measure) -> None:
    """Name, what was found, the names of both strips and the numbers of their ranks."""
    sizes, micro = layout.sizes, layout.tier == Tier.MICRO
    size, strip_x = sizes.body, strip_names_end(layout)
    words_room = strip_x - MARGIN - measure(_CONCERN, size, True) - 6
    top = frame.rail_bottom if not frame.moments else frame.concern_y(5)
    top = frame.top + 4 if micro else top  # else the line under the name would run out of so low a lane
    y = top + 0.7 * sizes.name
    # A long name goes up, where the lane has room over its strips, before it is cut beside "Concern".
    lifted = frame.concern_y(frame.highest[0] / 2) - 0.61 * size - 0.3 * sizes.name
    if measure(lane.name, sizes.name, True) > words_room and lifted >= frame.top + 0.8 * sizes.name:
        y = min(y, lifted)
    above_strips = frame.concern_y(frame.highest[0] / 2) - 0.6 * size > y + 0.3 * sizes.name
    ranks = 0.0 if micro else measure(str(frame.highest[0]), size, False) + 8
    name_room = layout.left - 6 - ranks - MARGIN if above_strips else words_room
    brush.text(MARGIN, y, shortened(lane.name, sizes.name, True, name_room, measure), sizes.name, "ink", bold=True)
    for place, (words, role) in enumerate(_sub_lines(layout, lane, words_room, measure)):
        below = y + (place + 1) * 1.42 * size + 2
        if below < frame.bottom:
            brush.text(MARGIN, below, shortened(words, size, False, words_room, measure), size, role)
    _strip_names(brush, layout, frame, strip_x)


def _sub_lines(layout: Layout, lane: LaneScene, room: float, measure: Measure) -> list[tuple[str, str]]:
    """The lines under a name that the tier leaves room for, and their roles; none on a wall, where they would be cut.

    Where there are fewer lines than counts of findings, the last line tells several in few words.
    """
    if layout.sizes.sparse:
        return []
    most = {Tier.FULL: 4, Tier.STANDARD: 2, Tier.COMPACT: 1, Tier.MICRO: 1}[layout.tier]
    about, counts = lane.lines[: len(lane.lines) - len(lane.brief)], lane.lines[len(lane.lines) - len(lane.brief) :]
    size = layout.sizes.body
    told = [
        full if measure(full, size, False) <= room else brief for full, brief in zip(counts, lane.brief, strict=True)
    ]
    if len(told) > most:
        rest = lane.brief[most - 1 :]
        joined = [" · ".join(rest[:count]) for count in range(len(rest), 0, -1)]
        told = [*told[: most - 1], next((words for words in joined if measure(words, size, False) <= room), rest[0])]
    shown = about[: most - len(told)]
    return [*((words, "ink2") for words in shown), *((words, "ink") for words in told)]


def _strip_names(brush: Brush, layout: Layout, frame: LaneFrame, strip_x: float) -> None:
    size = layout.sizes.body
    concern, level = frame.highest
    middle = frame.concern_y(concern / 2) + 0.36 * size
    level_middle = frame.level_y(level / 2) + 0.36 * size
    if level_middle - middle < size:
        return
    brush.text(strip_x, middle, _CONCERN, size, "concern", bold=True, align="right")
    brush.text(strip_x, level_middle, _LEVEL, size, "level_edge", bold=True, align="right")
    if layout.tier == Tier.MICRO:
        return
    full = layout.tier == Tier.FULL
    every = range(1, concern + 1)
    concern_ranks = every if full and frame.concern_rank >= 1.05 * size else (1, (1 + concern) // 2, concern)
    if frame.concern_rank * (concern - 1) < 2 * size:
        concern_ranks = (1, concern)
    has_room = frame.level_rank * level >= 5 * 0.62 * size
    level_ranks = (1, (1 + level) // 2, level) if has_room else (1, level)
    numbers = [(frame.concern_y(rank), rank) for rank in reversed(concern_ranks)]
    numbers += [(frame.level_y(rank), rank) for rank in (level_ranks if frame.facing else reversed(level_ranks))]
    above = -1e9
    for y, rank in numbers:
        # Where words are large the lowest number of one strip would lie on the highest of the next.
        if y - above >= RANKS_APART * size:
            brush.text(layout.left - 6, y + 0.36 * size, str(rank), size, "ink2", align="right")
            above = y


def paint_footer(brush: Brush, layout: Layout, measure: Measure) -> None:
    """What every picture carries: marking, records shown of all, children, days; in fewer words where it must be."""
    place, _wide = _footer_room(layout, measure)
    told = shortened(footers(layout)[place], layout.sizes.body, False, layout.width - 2 * MARGIN, measure)
    brush.text(layout.width - MARGIN, layout.height - 8, told, layout.sizes.body, "ink2", align="right")


def _footer_room(layout: Layout, measure: Measure) -> tuple[int, float]:
    """Which of its wordings the footer has, the fullest that goes between the margins, and how wide it may get."""
    room = layout.width - 2 * MARGIN
    wides = [measure(words, layout.sizes.body, False) for words in longest_footers(layout)]
    fitting = [place for place, wide in enumerate(wides) if wide <= room]
    place = fitting[0] if fitting else len(wides) - 1
    return place, min(wides[place], room)


def paint_key(brush: Brush, layout: Layout, measure: Measure) -> None:
    """The words of the ranks and the key, which leaves the footer its room."""
    size = layout.sizes.body
    for glyph, words, x, y in key_places(layout, measure):
        if glyph:
            large = _glyph_scale(layout)
            draw_key_glyph(brush, layout, glyph, x + 11 * large, y - 0.36 * size)
            x += 26 * large
        brush.text(x, y, words, size, "ink")


KeyPlace = tuple[str, str, float, float]
"""A glyph of the key ("" for words alone), its words, and where both begin (x, and y of the baseline)."""


def key_places(layout: Layout, measure: Measure) -> tuple[KeyPlace, ...]:
    """What stands where under the lanes: the words of the ranks, then the key."""
    if layout.scene.empty:
        return ()
    size = layout.sizes.body
    bottom = layout.height - 8
    _place, wide = _footer_room(layout, measure)
    y = (layout.frames[-1].bottom if layout.frames else 0) + layout.sizes.years + 1.9 * size
    found: list[KeyPlace] = []
    if layout.sizes.rank_words:
        x = float(MARGIN)
        concern, level = rank_words(layout.scene)
        for wordings in ((concern,), (level, brief_level_words(layout.scene))):
            fitting = [words for words in wordings if x + measure(words, size, False) <= layout.width - MARGIN]
            if fitting:
                found.append(("", fitting[0], x, y))
                x += measure(fitting[0], size, False) + 24
        y += 1.75 * size
    return (*found, *_key(layout, y, measure, (bottom, layout.width - MARGIN - wide - 16)))


def said_around(layout: Layout) -> tuple[object, ...]:
    """What heading and gutters say: where that, and the room they have, is the same, so is their picture."""
    lanes = tuple((lane.name, lane.lines, lane.brief) for lane in layout.scene.lanes)
    return titles(layout.scene), subtitle(layout.scene, layout.facing), layout.scene.empty, lanes


def _key(layout: Layout, y: float, measure: Measure, last: tuple[float, float]) -> list[KeyPlace]:
    """Entries in rows; on the footer's row they stop short of it, and what finds no room is left out."""
    size, x = layout.sizes.body, float(MARGIN)
    short, large = not layout.sizes.rank_words, _glyph_scale(layout)
    found: list[KeyPlace] = []
    for glyph, words, brief in key_entries(layout):
        told = brief if short else words
        wide = 26 * large + measure(told, size, False) + 16
        edge = layout.width - MARGIN if y < last[0] - size else last[1]
        if x + wide > edge:
            x, y = float(MARGIN), y + 1.65 * size
            edge = layout.width - MARGIN if y < last[0] - size else last[1]
        if y > last[0] + 1 or x + wide > edge:
            break
        found.append((glyph, told, x, y))
        x += wide
    return found


def _glyph_scale(layout: Layout) -> float:
    """How many times as large the shapes of the key are drawn: as its words are, where they are read from afar."""
    return layout.sizes.body / GLYPH_WORDS if layout.sizes.sparse else 1.0


def key_entries(layout: Layout) -> list[tuple[str, str, str]]:
    """(glyph, words, short words) of what this chart draws, in order of how much a reader needs them."""
    lanes = layout.scene.lanes
    kinds = {kind for lane in lanes for kind in lane.kinds}
    rails = {kind for lane in lanes for kind in lane.rails.days_of}
    days = layout.scene.case.scheme.windows.concern_area_days
    columns = any(stage == Stage.COLUMNS for stage in layout.stages)
    returns = tr("from step-down to return of concern"), tr("step-down to return")
    runs = tr("run of health concerns with no rise in level"), tr("health run, no rise")
    offered = [
        ("concern", tr("concern"), tr("concern"), MarkKind.CONCERN in kinds),
        ("classes", tr("1–2, 3–7, 8 or more concerns together"), tr("1–2, 3–7, 8+ together"), columns),
        ("health", tr("physical health concern"), tr("physical health"), MarkKind.HEALTH in kinds),
        ("missed", tr("health appointment: was not brought"), tr("was not brought"), MarkKind.MISSED_HEALTH in kinds),
        ("admission", tr("hospital admission"), tr("admission"), MarkKind.ADMISSION in kinds),
        ("harm", tr("actual serious harm"), tr("serious harm"), MarkKind.HARM in kinds),
        ("death", tr("death of the child"), tr("death"), MarkKind.DEATH in kinds),
        ("improvement", tr("improvement recorded"), tr("improvement"), MarkKind.IMPROVEMENT in kinds),
        ("column", *returns, any(lane.cycles for lane in lanes)),
        ("run", *runs, any(x.runs for x in lanes)),
        ("held", tr("step-down held"), tr("step-down held"), any(lane.held for lane in lanes)),
        ("area", *_area_words(days), len(kinds) > 0),
        ("suggested", tr("hollow = suggested code, not yet confirmed"), tr("suggested"), _any_suggested(layout)),
        ("disputed", tr("disputed score"), tr("disputed"), any(lane.any_disputed for lane in lanes)),
        *((glyph, words, brief, kind in rails) for glyph, words, brief, kind in _RAIL_ENTRIES),
        ("unseen", tr("not recorded as seen"), tr("not seen"), any(lane.unseen for lane in lanes)),
        ("missing", tr("an agency has returned nothing"), tr("no return"), any(lane.missing for lane in lanes)),
        ("imprecise", tr("date known only to the week, month or season"), tr("imprecise date"), _any_wide(layout)),
        ("unscored", tr("not scored"), tr("not scored"), MarkKind.UNSCORED in kinds),
        ("hypothetical", tr("hypothetical, not scored"), tr("hypothetical"), MarkKind.HYPOTHETICAL in kinds),
        ("twin", tr("same event, told by another agency"), tr("told twice"), _any_twin(layout)),
        ("quiet", tr("recorded, no concern"), tr("no concern"), MarkKind.NO_CONCERN in kinds),
        ("faded", tr("level not mentioned since"), tr("level not mentioned"), _any_faded(layout)),
    ]
    left_out = NOT_ON_WALL if layout.sizes.sparse else frozenset[str]()
    return [(glyph, words, brief) for glyph, words, brief, wanted in offered if wanted and glyph not in left_out]


def _area_words(days: int) -> tuple[str, str]:
    long = trn("highest concern in the last {days} day", "highest concern in the last {days} days", days)
    brief = trn("highest in {days} day", "highest in {days} days", days)
    return long.format(days=days), brief.format(days=days)


_RAIL_ENTRIES = (
    ("accepted", tr("referral accepted"), tr("accepted"), RailKind.ACCEPTED),
    ("refused", tr("referral: no further action"), tr("no further action"), RailKind.REFUSED),
    ("unclear", tr("referral: outcome unclear"), tr("outcome unclear"), RailKind.UNCLEAR),
    ("disagreement", tr("disagreement between agencies"), tr("disagreement"), RailKind.DISAGREEMENT),
    ("escalated", tr("escalation procedure used"), tr("escalated"), RailKind.ESCALATED),
    ("strategy", tr("strategy discussion"), tr("strategy discussion"), RailKind.STRATEGY),
    ("conference", tr("conference"), tr("conference"), RailKind.CONFERENCE),
    ("tool", tr("assessment tool used"), tr("tool used"), RailKind.TOOL),
    ("seen", tr("child recorded as seen"), tr("seen"), RailKind.SEEN),
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
    "death": MarkKind.DEATH,
    "improvement": MarkKind.IMPROVEMENT,
    "unscored": MarkKind.UNSCORED,
    "hypothetical": MarkKind.HYPOTHETICAL,
    "quiet": MarkKind.NO_CONCERN,
}


_KEY_RAILS = {glyph: kind for glyph, _words, _brief, kind in _RAIL_ENTRIES}


def draw_key_glyph(brush: Brush, layout: Layout, glyph: str, x: float, y: float) -> None:
    """What an entry of the key shows beside its words, its middle at x and y."""
    large = _glyph_scale(layout)
    if large == 1.0:
        _key_glyph(brush, layout, glyph, x, y, layout.sizes.body)
        return
    brush.painter.save()
    brush.painter.translate(x, y)
    brush.painter.scale(large, large)
    _key_glyph(brush, layout, glyph, 0.0, 0.0, round(layout.sizes.body / large))
    brush.painter.restore()
    # What the painter was told of smooth edges inside is forgotten with the rest; the brush has to know.
    brush.crisp()
    brush.smooth()


def _key_glyph(brush: Brush, layout: Layout, glyph: str, x: float, y: float, size: int) -> None:
    r, painter = min(layout.sizes.r, 4.6), brush.painter
    brush.smooth()
    if glyph in _KEY_MARKS:
        kind = _KEY_MARKS[glyph]
        draw_mark(brush, kind, x, y + r if kind == MarkKind.IMPROVEMENT else y, r, hollow=False)
    elif glyph in _KEY_RAILS:
        draw_rail_mark(brush, _KEY_RAILS[glyph], x, y, r, size)
    elif glyph == "classes":
        for place, thick in enumerate((2.0, 4.0, 6.5)):
            brush.fill(x - 11 + 8 * place, y - thick / 2, x - 4 + 8 * place, y + thick / 2, "concern")
    elif glyph == "twin":
        draw_twin(brush, x, y, y + 5, r, MarkKind.CONCERN)
    elif glyph in ("suggested", "disputed"):
        draw_mark(brush, MarkKind.CONCERN, x, y, r, hollow=glyph == "suggested", split=glyph == "disputed")
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
        painter.setPen(brush.pen("level_edge", 2.0, (2, 2)))
        brush.line(x - 10, y, x + 10, y)
