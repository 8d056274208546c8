"""Which words stand where in the lanes, so that no two overlap and no mark is covered.

Words are placed in order of who wins: run words, cycle words, held words, level names, ends and births,
stretches without contact, ages, evidence. One that finds no room shortens, then moves, then goes. It never
shrinks or turns.
"""

import numpy as np

from app.analysis.cycle_words import cycle_wordings, moment_told
from app.analysis.finding import Finding
from app.case.dates import day_number, known_date, spoken_month
from app.lanes.evidence_words import place_ages, place_evidence
from app.lanes.frames import ROWS_APART, WORDS_ON_LOW_RAIL, LaneFrame, above_bracket
from app.lanes.kept_words import KeptWords
from app.lanes.layout import Layout, badge_radius
from app.lanes.life_words import place_born, place_died, place_unscored
from app.lanes.rails import CONTACT, ON_WALL
from app.lanes.room import ABOVE, BELOW, Box, Label, Measure, Room
from app.lanes.scene import LaneScene
from app.lanes.sizes import Tier
from app.lanes.spans import FADES
from app.language import tr, trn

HALO = 2.5
"""Pixels that the halo of a word reaches beyond its letters."""

SHORTEST = 3.0
"""Pixels under which a bracket has no words, however short."""

FEW, AS_WIDE_AS_WORDS = 10, 40.0
"""So many runs all get words; of more those that are so many pixels wide."""

TIGHT = 1.25
"""How deep a block of level is, in sizes of its words, for them to fit in at all."""

MOMENTS = (
    ("trigger", tr("Concern")),
    ("step_up", tr("Step-up")),
    ("improvement", tr("Improvement recorded")),
    ("step_down", tr("Step-down")),
    ("relapse", tr("Return of concern")),
)
"""The five moments of a cycle that are named when there is room."""


def place_labels(
    layout: Layout, measure: Measure, kept: KeptWords | None = None, moving: bool = False
) -> tuple[Label, ...]:
    """Every label of every lane; those of levels and findings as they are ``kept``, if nothing about them changed.

    Of a picture that is ``moving`` only what had words in the one before it has them, where there still is room.
    """
    kept = kept or KeptWords()
    found: list[Label] = []
    for place in range(len(layout.frames)):
        room = None if moving else kept.room(layout, place)
        only = kept.named(place) if moving else None
        words = _LaneWords(layout, place, room or Room(measure, layout.left, layout.right, only), kept)
        if room is None:
            words.place_levels()
        if room is None and not moving:
            kept.keep(layout, place, words.room)
        found.extend(words.placed())
        kept.keep_named(place, words.room)
    return tuple(found)


class _LaneWords:
    """Places the words of one lane."""

    def __init__(self, layout: Layout, place: int, room: Room, kept: KeptWords) -> None:
        self.layout, self.measure, self.place, self.room, self.kept = layout, room.measure, place, room, kept
        self.lane, self.frame = layout.scene.lanes[place], layout.frames[place]
        self.size = layout.sizes.body
        self.first, self.last = layout.day_at(layout.left), layout.day_at(layout.right)
        self.rail = self.frame.rail_y + 0.36 * self.size

    def place_levels(self) -> None:
        """Place what levels and findings say, those that win first; but on a wall no record has a part in it."""
        days = SHORTEST / self.layout.per_day
        runs = self.lane.run_days.places(self.first, self.last, days)
        self._take_brackets(runs)
        wants = self.room.wants
        for item in self._spoken(runs):
            run = self.lane.run_days.findings[item]
            if wants("run", run.id):
                self._run_words(run, self.lane.run_levels.highest[item])
        for cycle in self.lane.cycle_days.shown(self.first, self.last, days):
            if wants("cycle", cycle.id):
                self._cycle_words(cycle)
        if self.layout.sizes.sparse:
            self._take_door()
        for held in self.lane.held_days.shown(self.first, self.last, days):
            if wants("held", held.id):
                self._held_words(held)
        self._level_words()
        wants("life", 0)  # a birth and a death are said at every moment
        place_born(self.layout, self.lane, self.frame, self.room)
        place_died(self.layout, self.lane, self.frame, self.room)

    def placed(self) -> list[Label]:
        """All labels, once those of levels and findings stand."""
        self._unseen_words()
        _missing_words(self.layout, self.lane, self.frame, self.room)
        self.room.wants("life", 0)
        place_unscored(self.layout, self.lane, self.frame, self.room)
        place_ages(self.layout, self.lane, self.frame, self.room)
        place_evidence(self.layout, self.place, self.room)
        return self.room.labels

    def _spoken(self, runs: list[int]) -> list[int]:
        """Those of the runs in view that get words: all of a few, of many only those as wide as words are."""
        if len(runs) <= FEW:
            return runs
        return self.lane.run_days.places(self.first, self.last, AS_WIDE_AS_WORDS / self.layout.per_day)

    def _span(self, finding: Finding) -> tuple[float, float]:
        return self.layout.x(day_number(finding.start)), self.layout.x(day_number(finding.end))

    def _seen_span(self, finding: Finding) -> tuple[float, float]:
        x0, x1 = self._span(finding)
        return max(x0, self.layout.left), min(x1, self.layout.right)

    def _take_brackets(self, places: list[int]) -> None:
        """Keep words off the findings rail: its badges, its returns and the runs at these places."""
        radius, y = badge_radius(self.layout.sizes, self.frame), self.frame.rail_y
        for _cycle, x in self.layout.badges[self.place]:
            self.room.block(x - radius, y - radius, x + radius, y + radius)
        cycles, xs = self.lane.cycle_days, self.layout.xs
        seen = cycles.seen(self.first, self.last)
        for down, back in zip(xs(cycles.turn[seen]).tolist(), xs(cycles.end[seen]).tolist(), strict=True):
            self.room.block(down, y - 4, back + 6, y + 6)
        runs = self.lane.run_days
        for x0, x1 in zip(xs(runs.start[places]).tolist(), xs(runs.end[places]).tolist(), strict=True):
            self.room.block(x0, y - 3, x1, y + 3)

    def _take_door(self) -> None:
        """Keep words off the marks between the strips, of which there are few on a wall."""
        r, size, y = self.layout.sizes.r, self.size, self.frame.door_y
        for kind in ON_WALL.intersection(self.lane.rails.days_of):
            for x in self.layout.xs(self.lane.rails.seen(kind, self.first, self.last)).tolist():
                self.room.block(x - r, y - 0.5 * size, x + r, y + 0.5 * size)

    def _run_words(self, run: Finding, highest: int) -> None:
        x0, x1 = self._seen_span(run)
        if x1 <= x0:
            return
        size, frame, measure = self.size, self.frame, self.measure
        line = frame.level_y(highest)
        y = line + 6 + 0.95 * size if frame.facing else line - max(6.0, 0.3 * size + 3)
        *variants, count = self.kept.said(run, _run_wordings)
        self._take_run_words(variants[3:] if self.layout.tier == Tier.MICRO else variants, (x0, x1, y))
        left = x0 - measure(count, size, True) - 6
        # A cycle that begins with the run has its badge there.
        places = (left, left - badge_radius(self.layout.sizes, frame), x1 + 8)
        self.room.offer_words(((x, count) for x in places), self.rail, size, "ink", "paper")

    def _take_run_words(self, variants: list[str], span: tuple[float, float, float]) -> None:
        """The words over the flat line of a run from x to x, on a baseline: in its middle, else right-aligned."""
        size, room, (x0, x1, y) = self.size, self.room, span
        top, bottom = y - ABOVE * size, y + BELOW * size
        for words in variants[:2]:
            wide = self.measure(words, size, True)
            middle = (x0 + x1 - wide) / 2
            if wide <= x1 - x0 - 12 and room.free(middle, top, middle + wide, bottom):
                room.take(Label(middle, y, words, size, "ink", True))
                return
        end = x1 - 4
        wides = [(words, self.measure(words, size, True)) for words in variants]
        least = min(wide for _words, wide in wides)
        if not room.free(end - least, top, end, bottom):
            return  # the shortest stand inside all others
        free = [(words, wide) for words, wide in wides if room.free(end - wide, top, end, bottom)]
        # What would hide a level or the edge of a return comes after shorter words that hide neither.
        clear = (item for item in free if not _hides(self.layout, self.place, (end - item[1], top, end, bottom), x0))
        words, wide = next(clear, free[0])
        room.take(Label(end - wide, y, words, size, "ink", True, backing="lane"))

    def _cycle_words(self, cycle: Finding) -> None:
        layout, size = self.layout, self.size
        if self.frame.moments:
            self._moment_words(cycle)
        down, back = layout.x(day_number(cycle.moments["step_down"])), layout.x(day_number(cycle.end))
        start = max(layout.x(day_number(cycle.start)), layout.left) + 14
        end, words = min(down, layout.right) - 5, self.wordings(cycle)
        wides = [(variant, self.measure(variant, size, True)) for variant in words]
        before = [(end - wide, variant) for variant, wide in wides if end - wide > start]
        if not self._offer_one_of(before):
            self._offer_one_of([(back + 10, variant) for variant in words])

    def _offer_one_of(self, wordings: list[tuple[float, str]]) -> bool:
        """Place the longest of these bold words on the rail, each at its x, that finds room. They are in order of
        length, and the last stands inside all others: where it has no room none has."""
        y, size = self.rail, self.size
        if not wordings or not self.room.has_room(*wordings[-1], y, size, bold=True):
            return False
        return self.room.offer_words(wordings, y, size, "ink", "paper")

    def wordings(self, cycle: Finding) -> tuple[str, ...]:
        """What a return of concern is called, from the longest words to the shortest."""
        words = self.kept.said(cycle, cycle_wordings)
        return words[2:] if self.layout.tier == Tier.MICRO else words

    def _moment_words(self, cycle: Finding) -> None:
        size, layout, room = self.size, self.layout, self.room
        # The return of one cycle that is the trigger of the next is named once.
        named = MOMENTS[1:] if day_number(cycle.start) in self.lane.cycle_days.end else MOMENTS
        for key, usual in named:
            words = usual if key != "improvement" or cycle.improvement_recorded else tr("Less concern")
            x = layout.x(day_number(cycle.moments[key]))
            if not layout.left <= x <= layout.right:
                continue
            when = moment_told(cycle, key, known_date(day_number(cycle.moments[key]) - self.lane.shift))
            wide = max(self.measure(words, size, True), self.measure(when, size, False))
            left = min(max(x - wide / 2, layout.left), layout.right - wide)
            lower = self.frame.rail_y - above_bracket(size)
            for top in (lower, lower - ROWS_APART * size):
                box = (left, top - size, left + wide, top + 1.5 * size)
                if room.free(*box) and top - size >= self.frame.top - 2:
                    room.put(Label(left, top, words, size, "ink", True))
                    room.put(Label(left, top + 1.25 * size, when, size, "ink2"))
                    room.block(*box)
                    break

    def _held_words(self, held: Finding) -> None:
        size = self.size
        x0, x1 = self._seen_span(held)
        year = self.layout.scene.case.scheme.windows.relapse_days == 365
        span = tr("a year") if year else trn("{days} day", "{days} days", held.days).format(days=held.days)
        wordings = (tr("step-down held {span}"), tr("held {span}")) if held.settled else (tr("not yet known"),)
        variants = tuple(words.format(span=span) for words in wordings)
        role = "improvement" if held.settled else "ink2"
        wides = ((words, self.measure(words, size, True)) for words in variants)
        fitting = (((x0 + x1 - wide) / 2, words) for words, wide in wides if wide <= x1 - x0 - 16)
        self.room.offer_words(fitting, self.rail, size, role, "paper")

    def _level_words(self) -> None:
        if self.layout.tier == Tier.MICRO:
            return
        days, layout = self.lane.state_days, self.layout
        seen = days.seen(self.first, self.last)
        x0 = np.maximum(layout.xs(days.start[seen]), layout.left)
        x1 = np.minimum(layout.xs(days.end[seen]), layout.right)
        for item in np.flatnonzero((x1 - x0 > 8 + 0.5 * self.size) & (days.level[seen] > 0)).tolist():
            if self.room.wants("level", int(seen[item])):
                self._name_level(int(seen[item]), float(x0[item]), float(x1[item]))

    def _name_level(self, item: int, x0: float, x1: float) -> None:
        state, size, frame = self.lane.states[item], self.size, self.frame
        deep = state.level * frame.level_rank
        edge = frame.level_y(state.level)
        inside = deep >= 1.5 * size and self.layout.tier >= Tier.STANDARD
        if not inside and not _fits_outside(frame, edge, size):
            inside = deep >= TIGHT * size
            if not inside:
                return
        y = _inside(frame, edge, deep, size) if inside else _outside(frame, edge, size)
        scheme = self.layout.scene.case.scheme
        names = [tr(name) for name in scheme.levels[state.level].names]  # from resources
        if not state.confirmed:
            # The dashed edge says it too, so the last word goes before the name does.
            names = [*(name + tr(", suggested") for name in names), *names]
        before = -1.0 if self.lane.born is None else self.layout.x(self.lane.born) - x0 - 8
        if before > 0:
            unborn = (tr("unborn: {level}").format(level=_within(name)) for name in names)
            names = [*(words for words in unborn if self.measure(words, size, False) <= before), *names]
        filled = x1 if state.solid_until >= state.end else self.layout.x(state.solid_until) - FADES

        def label(words: str, wide: float) -> Label:
            """Dark words with a halo where a block fades under them: light ones would be lost."""
            over = inside and x0 + 5 + wide <= filled
            level = state.level if over and state.confirmed else None
            role, backing = ("ink", "" if over else "halo") if inside else ("ink2", "halo")
            return Label(x0 + 5, y, words, size, role, backing=backing, level=level, highest=scheme.highest_level)

        wides = ((words, self.measure(words, size, False)) for words in (*names, *([str(state.level)] * inside)))
        self.room.offer(label(words, wide) for words, wide in wides if wide <= x1 - x0 - 8)
        if state.solid_until < state.end:
            self._faded_words(state.solid_until, state.last_mention, edge, x1)

    def _faded_words(self, solid_until: int, last_mention: int, edge: float, x1: float) -> None:
        x0 = max(self.layout.x(solid_until), self.layout.left)
        words = tr("not mentioned since {month}").format(month=spoken_month(known_date(last_mention)))
        if self.measure(words, self.size, False) <= x1 - x0 - 6 and _fits_outside(self.frame, edge, self.size):
            y = _outside(self.frame, edge, self.size)
            self.room.offer((Label(x0 + 4, y, words, self.size, "ink2", italic=True),))

    def _unseen_words(self) -> None:
        """How long a child was not recorded as seen, left of the stretch, else right of it; without room nothing."""
        if self.layout.tier <= Tier.COMPACT or self.frame.contact_bottom - self.frame.contact_top < 4:
            return
        y = _on_contact_rail(self.frame, self.size)
        spans = [(gap, *self._seen_span(gap)) for gap in self.lane.unseen]
        wide = [(gap, x0, x1) for gap, x0, x1 in spans if x1 - x0 >= SHORTEST]
        for _gap, x0, x1 in wide:
            self.room.block(x0, self.frame.contact_top, x1, self.frame.contact_bottom)
        for gap, x0, x1 in wide:
            if not self.room.wants("gap", gap.id):
                continue
            days = gap.days or day_number(gap.end) - day_number(gap.start)
            unseen = trn("not recorded as seen, {days} day", "not recorded as seen, {days} days", days)
            wordings = unseen.format(days=days), trn("{days} day", "{days} days", days).format(days=days)
            wides = [(words, self.measure(words, self.size, False)) for words in wordings]
            places = [
                *((words, x0 - wide - 6, wide) for words, wide in wides),
                *((words, x1 + 6, w) for words, w in wides),
            ]
            self.room.offer(
                Label(x, y, words, self.size, "ink2", backing="lane")
                for words, x, wide in places
                if not _seen_there(self.layout, self.lane, x - 4, x + wide + 4)
            )


def _missing_words(layout: Layout, lane: LaneScene, frame: LaneFrame, room: Room) -> None:
    """Which agency has returned nothing for the hatched stretches of the contact rail."""
    if layout.tier <= Tier.COMPACT or frame.contact_bottom - frame.contact_top < 4:
        return
    size = layout.sizes.body
    y = _on_contact_rail(frame, size)
    for first, last, words in lane.missing:
        x0 = max(layout.x(first), layout.left)
        wide = room.measure(words, size, False)
        if room.wants("missing", first) and wide + 8 <= min(layout.x(last + 1), layout.right) - x0:
            room.offer((Label(x0 + 4, y, words, size, "ink2", backing="lane"),))


def _seen_there(layout: Layout, lane: LaneScene, x0: float, x1: float) -> bool:
    """Whether a mark stands there on the contact rail, which words must not cover."""
    first, last = layout.day_at(x0), layout.day_at(x1)
    return any(len(lane.rails.seen(kind, first, last)) > 0 for kind in CONTACT if kind in lane.rails.days_of)


def _on_contact_rail(frame: LaneFrame, size: int) -> float:
    """The baseline of words on that rail: large ones a little higher, so that none goes below the lane."""
    middle = (frame.contact_top + frame.contact_bottom) / 2
    return middle + (0.30 if size > WORDS_ON_LOW_RAIL else 0.36) * size


def _within(name: str) -> str:
    """A name as it stands within a phrase: with a small first letter, unless it is letters of an abbreviation."""
    return name if name[:2].isupper() else f"{name[:1].lower()}{name[1:]}"


def _inside(frame: LaneFrame, edge: float, deep: float, size: int) -> float:
    """The baseline of words in a block of level: near its edge, or in its middle where they only just go in."""
    middle = 0.5 * deep + 0.36 * size
    if frame.facing:
        return edge - 6 if deep >= 1.5 * size else edge - deep + middle
    return edge + min(0.85 * size + 5, middle)


def _outside(frame: LaneFrame, edge: float, size: int) -> float:
    """The baseline of words beside a block's edge, which no letter reaches, nor its halo where there is room."""
    if frame.facing:
        return edge + 0.95 * size + 3
    nearest = edge - max(4.0, 0.28 * size)
    return min(nearest, max(nearest - HALO, frame.concern_base + ABOVE * size))


def _fits_outside(frame: LaneFrame, edge: float, size: int) -> bool:
    """Whether words beside a level's edge end inside the lane, and begin clear of the marks of concern."""
    y = _outside(frame, edge, size)
    return y + BELOW * size <= frame.bottom if frame.facing else y - ABOVE * size >= frame.concern_base


def _run_wordings(run: Finding) -> tuple[str, ...]:
    """What a run is called, from the longest words to the shortest, and how many concerns are in it."""
    days = run.days
    wordings = (
        trn("no rise in level for {days} day", "no rise in level for {days} days", days),
        trn("no rise in level, {days} day", "no rise in level, {days} days", days),
        trn("no rise, {days} day", "no rise, {days} days", days),
        trn("{days} day", "{days} days", days),
    )
    return *(words.format(days=days) for words in wordings), _counted(len(run.evidence))


def _counted(concerns: int) -> str:
    return trn("{count} health concern", "{count} health concerns", concerns).format(count=concerns)


def _hides(layout: Layout, place: int, box: Box, before: float) -> bool:
    """Whether words in a box that begins left of a run, at x ``before``, would hide a level or a return there."""
    left, top, _right, bottom = box
    first, last = layout.day_at(left - 3), layout.day_at(before)
    if first >= last:
        return False
    lane, frame = layout.scene.lanes[place], layout.frames[place]
    states, cycles = lane.state_days, lane.cycle_days
    if cycles.any_between(first, last):
        return True
    edges = (frame.level_y(rank) for rank in states.levels_between(first, last) if rank > 0)
    return any(top - 2 < edge < bottom + 2 for edge in edges)
