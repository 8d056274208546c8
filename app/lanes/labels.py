"""Which words stand where in the lanes, so that no two overlap and no mark is covered.

Words are placed in order of who wins: run words, cycle words, held words, level names, ends and
births, evidence. One that finds no room shortens, then moves, then goes. It never shrinks or turns.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import numpy as np

from app.analysis.finding import Finding
from app.analysis.levels import LevelState
from app.case.dates import day_number, known_date, spoken, spoken_month
from app.lanes.layout import LaneFrame, Layout, PlacedMarks
from app.lanes.marks import MarkKind
from app.lanes.scene import LaneScene
from app.lanes.sizes import Tier

Measure = Callable[[str, int, bool], float]
"""The width in pixels of words at a pixel size, bold or not."""

CLEAR = 4.0
"""Pixels each label keeps from any other."""

EVIDENCE_PER_DAY = 0.9
EVIDENCE_LENGTH = 40


@dataclass(frozen=True, slots=True)
class Label:
    """Words at ``x`` (left edge) and ``y`` (baseline). ``role`` names a colour role; ``level`` a level's text colour.

    ``backing`` is "paper" for a filled box, "halo" for an outline of lane ground, "" for none.
    """

    x: float
    y: float
    words: str
    size: int
    role: str = "ink"
    bold: bool = False
    italic: bool = False
    backing: str = "halo"
    level: int | None = None


@dataclass
class _Room:
    """What is taken in one lane, as boxes (x0, y0, x1, y1)."""

    measure: Measure
    left: float
    right: float
    boxes: list[tuple[float, float, float, float]] = field(default_factory=list[tuple[float, float, float, float]])
    labels: list[Label] = field(default_factory=list[Label])

    def free(self, x0: float, y0: float, x1: float, y1: float) -> bool:
        """Whether nothing stands there, and it is inside the lane."""
        if x0 < self.left or x1 > self.right:
            return False
        return all(x1 + CLEAR <= a or x0 - CLEAR >= c or y1 <= b or y0 >= d for a, b, c, d in self.boxes)

    def take(self, label: Label) -> None:
        """Put the label there."""
        self.labels.append(label)
        self.boxes.append(self.box(label))

    def box(self, label: Label) -> tuple[float, float, float, float]:
        """The box that a label fills."""
        wide = self.measure(label.words, label.size, label.bold)
        return label.x, label.y - 0.95 * label.size, label.x + wide, label.y + 0.28 * label.size

    def offer(self, labels: Iterable[Label]) -> bool:
        """Place the first of these that finds room."""
        for label in labels:
            if self.free(*self.box(label)):
                self.take(label)
                return True
        return False


def place_labels(layout: Layout, measure: Measure) -> tuple[Label, ...]:
    """Every label of every lane."""
    found: list[Label] = []
    for lane, frame, placed in zip(layout.scene.lanes, layout.frames, layout.placed, strict=True):
        room = _Room(measure, layout.left, layout.right)
        _take_brackets(layout, lane, frame, room)
        _run_words(layout, lane, frame, room)
        for cycle in lane.cycles:
            _cycle_words(layout, cycle, frame, room)
        for held in lane.held:
            _held_words(layout, held, frame, room)
        for state in lane.states:
            _level_words(layout, state, frame, room)
        _birth_words(layout, lane, frame, room)
        _evidence_words(layout, lane, placed, room)
        found.extend(room.labels)
    return tuple(found)


def _span(layout: Layout, finding: Finding) -> tuple[float, float]:
    return layout.x(day_number(finding.start)), layout.x(day_number(finding.end))


def badge_radius(layout: Layout, frame: LaneFrame) -> float:
    """The radius of a cycle's numbered badge."""
    rail = min(frame.rail_bottom - frame.top, 30.0)
    return max(0.62 * layout.sizes.body, min(0.42 * rail, 0.58 * layout.sizes.name))


def badge_xs(layout: Layout, lane: LaneScene, frame: LaneFrame) -> dict[str, float]:
    """The x of each cycle's badge by finding id; one that would sit on a return moves right of it."""
    radius = badge_radius(layout, frame)
    places: dict[str, float] = {}
    taken = -1e9
    for cycle in lane.cycles:
        x = layout.x(day_number(cycle.moments["trigger"]))
        if x < taken:
            x = taken
        places[cycle.id] = x
        taken = layout.x(day_number(cycle.end)) + 2.1 * radius
    return places


def _take_brackets(layout: Layout, lane: LaneScene, frame: LaneFrame, room: _Room) -> None:
    radius, y = badge_radius(layout, frame), frame.rail_y
    badges = badge_xs(layout, lane, frame)
    for cycle in lane.cycles:
        x = badges[cycle.id]
        room.boxes.append((x - radius, y - radius, x + radius, y + radius))
        room.boxes.append((layout.x(day_number(cycle.moments["step_down"])), y - 4, _span(layout, cycle)[1] + 6, y + 6))
    for run in lane.runs:
        x0, x1 = _span(layout, run)
        room.boxes.append((x0, y - 3, x1, y + 3))


def _baseline(frame: LaneFrame, size: int) -> float:
    return frame.rail_y + 0.36 * size


def _run_words(layout: Layout, lane: LaneScene, frame: LaneFrame, room: _Room) -> None:
    size = layout.sizes.body
    for run in lane.runs:
        x0, x1 = max(_span(layout, run)[0], layout.left), min(_span(layout, run)[1], layout.right)
        if x1 <= x0:
            continue
        y = frame.level_y(flat_level(layout, lane, run)) - 6
        variants = (f"no rise in level for {run.days} days", f"no rise in level, {run.days} days", f"{run.days} days")
        inside = [words for words in variants[:2] if room.measure(words, size, True) <= x1 - x0 - 12]
        offers = [
            Label((x0 + x1 - room.measure(words, size, True)) / 2, y, words, size, "ink", True) for words in inside
        ]
        offers += [Label(x1 - 4 - room.measure(words, size, True), y, words, size, "ink", True) for words in variants]
        room.offer(offers)
        count = f"{len(run.evidence)} health concerns"
        wide = room.measure(count, size, True)
        rail = _baseline(frame, size)
        room.offer(
            (
                Label(x0 - wide - 6, rail, count, size, "ink", True, backing="paper"),
                Label(x1 + 8, rail, count, size, "ink", True, backing="paper"),
            )
        )


def flat_level(layout: Layout, lane: LaneScene, run: Finding) -> int:
    """The highest level held during a run: where its flat line begins."""
    start, end = day_number(run.start), day_number(run.end)
    held = [state.level for state in lane.states if state.start < end and state.end > start]
    return max(held, default=0) if layout.scene.lanes else 0


def _cycle_words(layout: Layout, cycle: Finding, frame: LaneFrame, room: _Room) -> None:
    size, y = layout.sizes.body, _baseline(frame, layout.sizes.body)
    down, back = layout.x(day_number(cycle.moments["step_down"])), layout.x(day_number(cycle.end))
    if frame.moments:
        _moment_words(layout, cycle, frame, room)
    if back < layout.left or layout.x(day_number(cycle.start)) > layout.right:
        return
    variants = (f"concern returned after {cycle.days} days", f"returned after {cycle.days} days", f"{cycle.days} days")
    start = layout.x(day_number(cycle.start))
    end = min(down, layout.right) - 5
    within = [(words, end - room.measure(words, size, True)) for words in variants]
    offers = [
        Label(x, y, words, size, "ink", True, backing="paper")
        for words, x in within
        if x > max(start, layout.left) + 14
    ]
    offers += [Label(back + 10, y, words, size, "ink", True, backing="paper") for words in variants]
    room.offer(offers)


MOMENTS = (
    ("trigger", "Concern"),
    ("step_up", "Step-up"),
    ("improvement", "Improvement recorded"),
    ("step_down", "Step-down"),
    ("relapse", "Return of concern"),
)
"""The five moments of a cycle that are named when there is room."""


def _moment_words(layout: Layout, cycle: Finding, frame: LaneFrame, room: _Room) -> None:
    size = layout.sizes.body
    for key, words in MOMENTS:
        x = layout.x(day_number(cycle.moments[key]))
        if not layout.left <= x <= layout.right:
            continue
        when = spoken(cycle.moments[key])
        wide = max(room.measure(words, size, True), room.measure(when, size, False))
        left = min(max(x - wide / 2, layout.left), layout.right - wide)
        for top in (frame.rail_y - 34, frame.rail_y - 34 - 2.6 * size):
            box = (left, top - size, left + wide, top + 1.5 * size)
            if room.free(*box) and top - size >= frame.top - 2:
                room.labels.append(Label(left, top, words, size, "ink", True))
                room.labels.append(Label(left, top + 1.25 * size, when, size, "ink2"))
                room.boxes.append(box)
                break


def _held_words(layout: Layout, held: Finding, frame: LaneFrame, room: _Room) -> None:
    size, y = layout.sizes.body, _baseline(frame, layout.sizes.body)
    x0, x1 = _span(layout, held)
    x0, x1 = max(x0, layout.left), min(x1, layout.right)
    year = layout.scene.case.scheme.windows.relapse_days == 365
    span = "a year" if year else f"{held.days} days"
    variants = (f"step-down held {span}", f"held {span}") if held.settled else ("not yet known",)
    role = "improvement" if held.settled else "ink2"
    offers: list[Label] = []
    for words in variants:
        wide = room.measure(words, size, True)
        if wide <= x1 - x0 - 16:
            offers.append(Label((x0 + x1 - wide) / 2, y, words, size, role, True, backing="paper"))
    room.offer(offers)


def _level_words(layout: Layout, state: LevelState, frame: LaneFrame, room: _Room) -> None:
    if state.level == 0:
        return
    size, names = layout.sizes.body, layout.scene.case.scheme.levels[state.level].names
    x0, x1 = max(layout.x(state.start), layout.left), min(layout.x(state.end), layout.right)
    top = frame.level_y(state.level)
    inside = state.level * frame.level_rank >= 1.5 * size and layout.tier >= Tier.STANDARD
    label_y = top + 0.85 * size + 5 if inside else top - 4
    suggested = "" if state.confirmed else ", suggested"
    offers: list[Label] = []
    for words in (*(name + suggested for name in names), str(state.level)):
        if not inside and words == str(state.level):
            continue
        if room.measure(words, size, False) <= x1 - x0 - 8:
            role = "ink" if inside else "ink2"
            level = state.level if inside and state.confirmed else None
            backing = "" if inside else "halo"
            offers.append(Label(x0 + 5, label_y, words, size, role, backing=backing, level=level))
    placed = room.offer(offers)
    if state.solid_until < state.end:
        _faded_words(layout, state, frame, room, after=placed)


def _faded_words(layout: Layout, state: LevelState, frame: LaneFrame, room: _Room, after: bool) -> None:
    size = layout.sizes.body
    x0, x1 = max(layout.x(state.solid_until), layout.left), min(layout.x(state.end), layout.right)
    since = spoken_month(known_date(state.last_mention))
    y = frame.level_y(state.level) - 4 if after else frame.level_y(state.level) - 5
    room.offer(
        Label(x0 + 4, y, words, size, "ink2", italic=True)
        for words in (f"not mentioned since {since}", "not mentioned since")[:1]
        if room.measure(words, size, False) <= x1 - x0 - 6
    )


def _birth_words(layout: Layout, lane: LaneScene, frame: LaneFrame, room: _Room) -> None:
    if lane.born is None:
        return
    x = layout.x(lane.born)
    size = layout.sizes.body
    wide = room.measure(lane.born_words, size, False)
    y = frame.concern_y(4)
    room.offer(Label(at, y, lane.born_words, size, "ink2") for at in (x - wide - 6, x + 6))


def _evidence_words(layout: Layout, lane: LaneScene, placed: PlacedMarks, room: _Room) -> None:
    if layout.per_day < EVIDENCE_PER_DAY or layout.tier < Tier.FULL:
        return
    marks, r, size = placed.marks, layout.sizes.r, layout.sizes.body
    visible = placed.shown & (placed.x >= layout.left) & (placed.x <= layout.right)
    for item in np.flatnonzero(visible).tolist():
        x, y = float(placed.x[item]), float(placed.y[item])
        room.boxes.append((x - 1.4 * r, y - 1.4 * r, x + 1.4 * r, y + 1.4 * r))
    spoken_of = np.flatnonzero(visible & (marks.kind >= MarkKind.CONCERN))
    evidence = np.fromiter((int(event) in lane.evidence for event in marks.event[spoken_of]), np.bool_, len(spoken_of))
    health = np.isin(marks.kind[spoken_of], (MarkKind.HEALTH, MarkKind.MISSED_HEALTH))
    order = np.lexsort((marks.start[spoken_of], ~health, -marks.severity[spoken_of], ~evidence))
    for item in spoken_of[order].tolist():
        words = evidence_words(layout, int(marks.place[item]))
        wide = room.measure(words, size, False)
        x, y = float(placed.x[item]), float(placed.y[item]) + 0.36 * size
        room.offer(Label(at, y, words, size, "ink") for at in (x + 1.4 * r + 6, x - 1.4 * r - 6 - wide))


def evidence_words(layout: Layout, place: int) -> str:
    """ "School: sores on scalp": who said it and its first words, 40 characters at most, whole words."""
    case = layout.scene.case
    agency = case.agency_name(int(case.events.agency[place]))
    text = f"{agency}: {case.events.text[place]}" if agency else case.events.text[place]
    text = " ".join(text.split())
    if len(text) <= EVIDENCE_LENGTH:
        return text
    cut = text[: EVIDENCE_LENGTH - 1]
    return f"{cut.rsplit(' ', 1)[0].rstrip(',;:.-')}…"
