"""The chart laid out for where it goes: a picture of so many pixels, or pages of paper.

Each leaf is laid out at its own size and painted by the functions that paint the window's chart. Its parts are the
surround and the lanes, one by one, so that a file can name them. Below the chart stands what was used to draw it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QPainter

from app import PRODUCT, VERSION
from app.case.dates import known_date, spoken
from app.case.distinct import distinct
from app.lanes.deaths import rows_drawn
from app.lanes.layout import Layout, lay_out
from app.lanes.room import Measure
from app.lanes.scene import LaneScene, LanesScene
from app.lanes.sizes import PRINT, Sizes, enlarged, sizes_for
from app.lanes.spoken import spoken_chart, spoken_in_full
from app.lanes.timeaxis import ticks
from app.language import tr, trn
from app.theme import Theme
from widgets import late
from widgets.going_out.leaf import Leaf, Part, Told
from widgets.lanes.brush import Brush
from widgets.lanes.full_key import full_key_height, paint_full_key, wrapped
from widgets.lanes.inks import Inks, Measurer
from widgets.lanes.painter import paint_across, paint_labels, paint_lanes
from widgets.lanes.surround import MARGIN, paint_gutter, paint_heading, paint_key

if TYPE_CHECKING:
    from app.phase.scene import PhaseScene

LINE = 1.5
"""From one line of small words to the next, in sizes of the words."""

BETWEEN = " · "
_SMOOTH = QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing


@dataclass(frozen=True, slots=True)
class Shown:
    """What is to be drawn: a scene, the days in view (day numbers, None for all), one baseline or two, the filters
    in force in words, and which theme and font. ``names`` says what the children go by,
    ``drawn`` is when, ``phase`` the phase view to go below the lanes.
    """

    scene: LanesScene
    theme: Theme
    family: str
    first: float | None = None
    last: float | None = None
    facing: bool = False
    filters: tuple[str, ...] = ()
    names: str = tr("names as recorded")
    drawn: datetime = datetime.min
    phase: "PhaseScene | None" = None

    @property
    def days(self) -> tuple[float, float]:
        """The first and the last day in view."""
        first = self.scene.first_day if self.first is None else self.first
        return first, max(first, self.scene.last_day if self.last is None else self.last)


def told_of(shown: Shown) -> Told:
    """What the picture says in words."""
    scene, (first, last) = shown.scene, shown.days
    count = len(scene.lanes)
    children = trn("{count} child", "{count} children", count).format(count=count)
    title = tr("{product} chart of {children}").format(product=PRODUCT, children=children)
    if scene.aligned_on:
        title = tr("{chart}, moved to a day they share").format(chart=title)
    elif not scene.empty:
        title = tr("{chart}, {first} to {last}").format(chart=title, first=_day(first), last=_day(last))
    told = spoken_chart(scene, shown.days)
    if shown.phase is not None:
        told = f"{told}\n{late.phase_leaf.spoken_phase(shown.phase)}"
    return Told(title, told, f"{PRODUCT} {VERSION}", shown.drawn)


def screen_leaf(shown: Shown, width: int, height: int) -> Leaf:
    """The chart as a picture of so many logical pixels; higher than asked where the lanes need it."""
    measure = Measurer(shown.family)
    sizes = enlarged(sizes_for(width, height), shown.theme.type_scale, width)
    lines = wrapped(_origin(shown), BETWEEN, sizes.body, width - 2 * MARGIN, measure)
    strip = round(len(lines) * LINE * sizes.body)
    layout = _laid_out(shown, width, height - strip, sizes)
    painted = _Painted(shown, layout, measure, 0)

    def surround(brush: Brush) -> None:
        paint_key(brush, layout, measure)
        painted.strip(brush, lines, layout.height)

    return Leaf(width, layout.height + strip, painted.parts(surround, layout.height + strip))


def paper_leaves(shown: Shown, canvas: tuple[int, int], most: int) -> list[Leaf]:
    """The chart as pages of ``canvas`` logical pixels, up to ``most`` children on each, each with axis and key.

    Where so many do not go on a page of that height there are fewer on each.
    """
    leaves = _pages(shown, canvas, most)
    if most > 1 and any(leaf.height > canvas[1] for leaf in leaves):
        return paper_leaves(shown, canvas, most - 1)
    return leaves


def _pages(shown: Shown, canvas: tuple[int, int], most: int) -> list[Leaf]:
    lanes = shown.scene.lanes
    pages = max(1, -(-len(lanes) // most))
    each = max(1, -(-len(lanes) // pages))
    scenes = [with_lanes(shown.scene, lanes[begin : begin + each]) for begin in range(0, max(1, len(lanes)), each)]
    return [
        _page(replace(shown, scene=scene), canvas, tr("page {page} of {pages}").format(page=number, pages=len(scenes)))
        for number, scene in enumerate(scenes, 1)
    ]


def with_lanes(scene: LanesScene, lanes: tuple[LaneScene, ...]) -> LanesScene:
    """The scene with some of its lanes, and the records that are about those children."""
    if len(lanes) == len(scene.lanes):
        return scene
    part = replace(scene, lanes=lanes)
    places = _records(part)
    return replace(part, shown=len(places), unscored=int((scene.case.events.severity[places] < 0).sum()))


def _records(scene: LanesScene) -> NDArray[np.intp]:
    """The places of the records about the children of a scene; where they are filtered, of those that are drawn."""
    if scene.filters:
        return distinct(np.concatenate([np.zeros(0, np.intp), *(lane.marks.place for lane in scene.lanes)]))
    return np.flatnonzero(rows_drawn(scene.case, scene.lanes))


def _page(shown: Shown, canvas: tuple[int, int], number: str) -> Leaf:
    width, height = canvas
    measure, size = Measurer(shown.family), PRINT.body
    lines = wrapped(_origin(shown), BETWEEN, size, width - 2 * MARGIN, measure)
    head, strip = round(LINE * size), round((len(lines) + 1) * LINE * size)
    room = height - head - strip
    layout = _laid_out(shown, width, room, PRINT)
    key = full_key_height(layout, measure)
    axis = round(layout.sizes.years + 0.9 * size)
    layout = _laid_out(shown, width, room, replace(PRINT, bottom=axis + round(key + LINE * size)))
    painted = _Painted(shown, layout, measure, head)

    def surround(brush: Brush) -> None:
        if layout.frames:
            paint_full_key(brush, layout, layout.frames[-1].bottom + axis, measure)
        painted.head(brush)
        painted.strip(brush, lines, layout.height)
        painted.foot(brush, strip + layout.height, number)

    return Leaf(width, max(height, head + layout.height + strip), painted.parts(surround, height))


def _laid_out(shown: Shown, width: int, height: int, sizes: Sizes) -> Layout:
    return lay_out(shown.scene, width, height, shown.first, shown.last, facing=shown.facing, sizes=sizes)


def _origin(shown: Shown) -> list[str]:
    """What was used to draw the picture, piece by piece."""
    scene, (first, last) = shown.scene, shown.days
    scheme = scene.case.scheme
    drawn = tr("{product} {version}, drawn {day}")
    pieces = [
        drawn.format(product=PRODUCT, version=VERSION, day=spoken(shown.drawn.date())),
        tr("scheme: {name}, version {version}").format(name=tr(scheme.name), version=scheme.version),  # from resources
    ]
    whole = first <= scene.first_day and last >= scene.last_day
    if not whole and not scene.empty and not scene.aligned_on:
        within = tr("{count} of {total} records lie in the days shown")
        pieces.append(within.format(count=_within(shown), total=scene.total))
    filters = (
        tr("filters: {filters}").format(filters="; ".join(shown.filters)) if shown.filters else tr("filters: none")
    )
    pieces += [filters, shown.names]
    return pieces


def _within(shown: Shown) -> int:
    """How many of the records of these children reach into the days in view."""
    events, (first, last), places = shown.scene.case.events, shown.days, _records(shown.scene)
    return int(((events.end[places] >= int(first)) & (events.day[places] <= int(last))).sum())


def _day(day: float) -> str:
    return spoken(known_date(int(day)))


class _Painted:
    """Paints one leaf: the chart ``down`` pixels below its top, and the lines around it."""

    def __init__(self, shown: Shown, layout: Layout, measure: Measure, down: int) -> None:
        self._shown, self._layout, self._measure, self._down = shown, layout, measure, down
        self._inks = Inks(shown.theme, shown.family)
        self._axis = ticks(layout)

    def parts(self, surround: Callable[[Brush], None], height: int) -> tuple[Part, ...]:
        """The ground with what stands around the lanes, then each lane, then what goes across them."""

        def around(brush: Brush) -> None:
            layout = self._layout
            brush.fill(0, -self._down, layout.width, max(height, layout.height), "paper")
            paint_heading(brush, layout, self._measure)
            surround(brush)

        def across(brush: Brush) -> None:
            paint_across(brush, self._layout, self._measure, self._axis)

        lanes = tuple(self._lane(place) for place in range(len(self._layout.frames)))
        return (Part("", "", self._with_brush(around)), *lanes, Part("", "", self._with_brush(across)))

    def _lane(self, place: int) -> Part:
        layout, scene = self._layout, self._layout.scene
        lane, frame = scene.lanes[place], layout.frames[place]
        alone = replace(layout, scene=replace(scene, lanes=(lane,)), frames=(frame,), stages=(layout.stages[place],))

        def paint(brush: Brush) -> None:
            paint_gutter(brush, alone, lane, frame, self._measure)
            paint_lanes(brush, alone, layout.left, layout.right, self._axis)
            paint_labels(brush, alone, self._measure)

        return Part(lane.name, spoken_in_full(scene, lane), self._with_brush(paint))

    def _with_brush(self, paint: Callable[[Brush], None]) -> Callable[[QPainter], None]:
        def painted(painter: QPainter) -> None:
            painter.setRenderHints(_SMOOTH)
            painter.translate(0, self._down)
            paint(Brush(painter, self._shown.theme, self._shown.family, self._inks))

        return painted

    def strip(self, brush: Brush, lines: Sequence[str], y: float) -> None:
        """What was used to draw the picture, in lines from ``y`` down."""
        size = self._layout.sizes.body
        for place, words in enumerate(lines):
            brush.text(MARGIN, y + (place + 0.75) * LINE * size, words, size, "ink2")

    def head(self, brush: Brush) -> None:
        """The marking, above the chart."""
        self._marking(brush, self._layout.sizes.body - self._down)

    def foot(self, brush: Brush, bottom: float, number: str) -> None:
        """The same and the page's number, at the foot of the page."""
        size, layout = self._layout.sizes.body, self._layout
        y = bottom - 0.4 * size
        self._marking(brush, y)
        brush.text(layout.width - MARGIN, y, number, size, "ink2", align="right")

    def _marking(self, brush: Brush, y: float) -> None:
        brush.text(MARGIN, y, self._layout.scene.case.marking, self._layout.sizes.body, "ink", bold=True)
