"""resolve(case, findings) -> LanesScene: everything the chart says, in days and ranks, ready to be placed."""

from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from app.analysis.coverage import coverage
from app.analysis.finding import ESCALATION, RELAPSE, SUSTAINED, Finding
from app.analysis.levels import LevelState, level_states, record_span
from app.analysis.severity import Steps, concern_points, running_highest
from app.case.birth_order import oldest_first
from app.case.dates import day_number
from app.case.distinct import distinct
from app.case.model import Case, Child
from app.case.practice import Episode
from app.lanes.ages import age_words, birth_of, birthdays, born_words
from app.lanes.deaths import Death, ended, rows_drawn
from app.lanes.detail import Countable, countable_of
from app.lanes.marks import LOOKS, Marks, marks_of
from app.lanes.rails import NO_CONTACT, UNCLEAR_REFERRAL, RailMarks, Told, rails_of, told_in
from app.lanes.runs import RunLevels, RunPoints, RunShapes, run_levels, run_points, run_shapes
from app.lanes.spans import FindingDays, StateDays, finding_days, state_days
from app.lanes.stack import Stack, same_levels, stack_of, with_rows_left
from app.language import tr, trn

DRAWN = (RELAPSE, SUSTAINED, ESCALATION, NO_CONTACT, UNCLEAR_REFERRAL)
"""The kinds of finding that the chart draws; the others stand in the list of findings alone."""

NOTHING_TOLD = RailMarks(np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0, np.uint8))


@dataclass(frozen=True)
class LaneScene:
    """One child's lane. ``born`` is a day number inside the record, else None; ``lines`` stand under the name.

    The last of them count findings, the weightiest first; ``brief`` are those in few words.
    ``unseen`` are stretches without contact. ``birthdays`` are (day number, age) inside the record. ``missing`` are
    stretches (first and last day, words) for which an agency has returned no chronology. ``shift`` is by how many
    days everything in the lane is moved, where lanes are aligned on a day; a date is a day of the lane less that.
    ``birth`` is the day number of the child's birth, which is never moved, where it is known to the month. ``death``
    is the child's, where one is told; after one that is confirmed nothing is in the lane.
    """

    child: int
    name: str
    lines: tuple[str, ...]
    brief: tuple[str, ...]
    born: int | None
    born_words: str
    marks: Marks
    area: Steps
    states: tuple[LevelState, ...]
    cycles: tuple[Finding, ...]
    held: tuple[Finding, ...]
    runs: tuple[Finding, ...]
    evidence: frozenset[int]
    rails: RailMarks = field(default=NOTHING_TOLD)
    unseen: tuple[Finding, ...] = ()
    birthdays: tuple[tuple[int, int], ...] = ()
    missing: tuple[tuple[int, int, str], ...] = ()
    shift: int = 0
    birth: int | None = None
    death: Death | None = None

    def age_on(self, day: float) -> str:
        """The child's age on a day of the lane, in words; empty where no birth is known, or before it."""
        dead = self.death is not None and self.death.firm and int(day) > self.death.day
        return "" if self.birth is None or dead else age_words(self.birth, int(day) - self.shift)

    def unborn_on(self, day: float) -> bool:
        """Whether a day of the lane lies before the child's birth, as far as that is known to the month."""
        return self.birth is not None and int(day) - self.shift < self.birth

    @cached_property
    def state_days(self) -> StateDays:
        """The states as columns."""
        return state_days(self.states)

    @cached_property
    def cycle_days(self) -> FindingDays:
        """The returns of concern as columns."""
        return finding_days(self.cycles)

    @cached_property
    def held_days(self) -> FindingDays:
        """The step-downs that held as columns."""
        return finding_days(self.held)

    @cached_property
    def run_days(self) -> FindingDays:
        """The unanswered runs as columns."""
        return finding_days(self.runs)

    @cached_property
    def unseen_days(self) -> FindingDays:
        """The stretches without contact as columns."""
        return finding_days(self.unseen)

    @cached_property
    def run_levels(self) -> RunLevels:
        """The levels under the unanswered runs, in the order of ``run_days``."""
        return run_levels(self.run_days, self.state_days)

    @cached_property
    def run_points(self) -> RunPoints:
        """The marks through which the stairs of the unanswered runs rise."""
        return run_points(self.run_days, self.marks)

    @property
    def run_shapes(self) -> RunShapes:
        """The lines of the unanswered runs as rows."""
        return run_shapes(self.run_days, self.run_levels, self.run_points, self.marks)

    @cached_property
    def is_evidence(self) -> NDArray[np.bool_]:
        """Which marks a finding that is drawn rests on."""
        return np.isin(self.marks.event, np.fromiter(self.evidence, np.int64, len(self.evidence)))

    def take_over(self, whole: "LaneScene", marks: NDArray[np.bool_], places: NDArray[np.intp]) -> None:
        """Take over what a lane that has all of the marks knows already, this one having some of them (n,), which stand
        at these places: levels and findings are the same, and a filter is asked for with every key."""
        for name in ("state_days", "cycle_days", "held_days", "run_days", "unseen_days", "run_levels"):
            self.__dict__[name] = getattr(whole, name)
        self.__dict__["run_points"] = whole.run_points.left(marks, places)
        self.__dict__["is_evidence"] = whole.is_evidence[places]
        self.__dict__["countable"] = whole.countable.left(marks)
        by_look, look = whole.always_drawn
        left = marks[by_look]
        self.__dict__["always_drawn"] = np.searchsorted(places, by_look[left]), look[left]

    @cached_property
    def kept(self) -> Marks:
        """The marks that nothing else ever stands for: evidence, serious harm, admissions. Of those that look the
        same on the same day it is the first."""
        places, look = self.always_drawn
        first = np.ones(len(look), np.bool_)
        np.not_equal(look[1:], look[:-1], out=first[1:])
        return self.marks.take(np.sort(places[first]))

    @cached_property
    def kept_looks(self) -> tuple[NDArray[np.int64], int]:
        """What each of the kept marks looks like, as a number among the looks there are, and how many those are."""
        looks, there = self.kept.looks, np.zeros(LOOKS, np.bool_)
        there[looks] = True
        return (np.cumsum(there) - 1)[looks], int(there.sum())

    @cached_property
    def always_drawn(self) -> tuple[NDArray[np.intp], NDArray[np.int64]]:
        """The places of the marks that nothing stands for, in order of day and of looks, and a number for both."""
        places = np.flatnonzero(self._is_always_drawn)
        look = self.marks.start[places].astype(np.int64) * LOOKS + self.marks.looks[places]
        order = np.argsort(look, kind="stable")
        return places[order], look[order]

    @property
    def _is_always_drawn(self) -> NDArray[np.bool_]:
        return (self.marks.square | self.is_evidence) & ~self.marks.twin

    @cached_property
    def countable(self) -> Countable:
        """The marks that columns may stand for."""
        return countable_of(self.marks, ~self.marks.twin & ~self._is_always_drawn)

    @cached_property
    def any_suggested(self) -> bool:
        """Whether a severity is only suggested."""
        return bool(self.marks.suggested.any())

    @cached_property
    def any_disputed(self) -> bool:
        """Whether two give a record another severity."""
        return bool((self.marks.disputed & ~self.marks.twin).any())

    @cached_property
    def any_imprecise(self) -> bool:
        """Whether a date is known to less than the day."""
        return bool(self.marks.imprecise.any())

    @cached_property
    def any_twin(self) -> bool:
        """Whether an event is told twice."""
        return bool(self.marks.twin.any())

    @cached_property
    def kinds(self) -> frozenset[int]:
        """The kinds of mark in the lane."""
        return frozenset(distinct(self.marks.kind).tolist())


@dataclass(frozen=True, slots=True)
class EpisodeDays:
    """A key practice episode over the lanes: its first day and the day after its last (day numbers), its title."""

    start: int
    end: int
    title: str
    episode: Episode


@dataclass(frozen=True)
class LanesScene:
    """The whole picture. ``first_day`` and ``last_day`` span the record (day numbers).

    ``filters`` says in words what the records shown were filtered by; empty where they were not. ``aligned_on`` says
    what day 0 is where lanes are moved so that they share one; days are then counted from it, and ``by_date`` is the
    scene of the same lanes on their dates. ``left`` (n,) are the events that a filter has left of ``whole``; None for
    all.
    """

    case: Case
    lanes: tuple[LaneScene, ...]
    first_day: int
    last_day: int
    shown: int
    total: int
    unscored: int
    filters: str = ""
    aligned_on: str = ""
    episodes: tuple[EpisodeDays, ...] = ()
    by_date: "LanesScene | None" = None
    left: NDArray[np.bool_] | None = None
    whole: "LanesScene | None" = None

    @property
    def empty(self) -> bool:
        """Whether there is no dated record to show."""
        return self.total == 0

    @cached_property
    def stack(self) -> Stack:
        """All lanes as one set of columns."""
        whole = self.whole
        if whole is None or not same_levels(self.lanes, whole.lanes):
            return stack_of(self.lanes)
        return with_rows_left(whole.stack, self.lanes)

    @cached_property
    def rows_about(self) -> NDArray[np.bool_]:
        """(n,): the events that are about a child of these lanes, whether or not a filter has left them."""
        return rows_drawn(self.case, self.lanes)

    def shown_between(self, first: int, last: int) -> tuple[int, int]:
        """How many of the records shown may have been on these days (day numbers, both ends included), and how many
        of those are not scored.

        Where lanes are aligned on an event no one date is in view: all that are shown are counted.
        """
        if self.aligned_on or (first <= self.first_day and last >= self.last_day):
            return self.shown, self.unscored
        shown, unscored = (
            int(np.searchsorted(starts, last, "right") - np.searchsorted(ends, first, "left"))
            for starts, ends in self._ordered_days
        )
        return shown, unscored

    @cached_property
    def _ordered_days(self) -> tuple[tuple[NDArray[np.int32], NDArray[np.int32]], ...]:
        """The first days and the last days, each in order, of the records shown and of those not scored."""
        events = self.case.events
        rows = self.rows_about if self.left is None else self.rows_about & self.left
        kinds = rows, rows & (events.severity < 0)
        return tuple((np.sort(events.start[kind]), np.sort(events.end[kind])) for kind in kinds)

    def findings(self) -> tuple[Finding, ...]:
        """Every finding drawn, lane by lane."""
        return tuple(item for lane in self.lanes for item in (*lane.cycles, *lane.held, *lane.runs))

    def finding(self, finding_id: str) -> tuple[int, Finding] | None:
        """The finding of that id as it is drawn, and the place of its lane; None where it is not drawn."""
        for place, lane in enumerate(self.lanes):
            for item in (*lane.cycles, *lane.held, *lane.runs, *lane.unseen):
                if item.id == finding_id:
                    return place, item
        return None


def resolve(case: Case, findings: tuple[Finding, ...], children: tuple[int, ...] | None = None) -> LanesScene:
    """The scene of these children (None for all), the oldest first, as ``oldest_first`` has them."""
    span = record_span(case) or (0, 0)
    chosen = case.children if children is None else tuple(case.children[child] for child in children)
    ordered = oldest_first(case, chosen)
    told, missing = told_in(case), _missing(case, span)
    lanes = tuple(ended(replace(_lane(case, child, findings, span, told), missing=missing)) for child in ordered)
    about, live = rows_drawn(case, lanes), ~case.events.withdrawn
    shown, unscored = int(about.sum()), int((about & (case.events.severity < 0)).sum())
    episodes = _episodes(case, {lane.name for lane in lanes})
    return LanesScene(case, lanes, span[0], span[1], shown, int(live.sum()), unscored, episodes=episodes)


def _episodes(case: Case, names: set[str]) -> tuple[EpisodeDays, ...]:
    """The episodes that are about any of these children, or about all."""
    return tuple(
        EpisodeDays(day_number(item.first), day_number(item.last) + 1, item.title, item)
        for item in case.episodes
        if not item.children or names.intersection(item.children)
    )


def _missing(case: Case, span: tuple[int, int]) -> tuple[tuple[int, int, str], ...]:
    """The stretches of the record for which an agency that says what its returns cover has returned nothing."""
    if not case.sources or span[0] == span[1]:
        return ()
    found: list[tuple[int, int, str]] = []
    for known in coverage(case):
        if known.stated and known.agency >= 0:
            at = span[0]
            for first, last in known.periods:
                start, end = day_number(first), day_number(last)
                if start > at:
                    found.append((at, min(start - 1, span[1]), case.agency_name(known.agency)))
                at = max(at, end + 1)
            if at <= span[1]:
                found.append((at, span[1], case.agency_name(known.agency)))
    return tuple(
        (first, last, tr("no return from {name} for this period").format(name=name))
        for first, last, name in found
        if last > first
    )


def _lane(case: Case, child: Child, findings: tuple[Finding, ...], span: tuple[int, int], told: Told) -> LaneScene:
    mine = [finding for finding in findings if finding.child == child.id]
    cycles, held, runs = (
        tuple(finding for finding in mine if finding.kind == kind) for kind in (RELAPSE, SUSTAINED, ESCALATION)
    )
    born = day_number(child.born.day) if child.born else None
    inside = born is not None and span[0] < born <= span[1]
    lines, brief = _lines(child, cycles, held, runs)
    return LaneScene(
        child=child.id,
        name=child.name,
        lines=lines,
        brief=brief,
        born=born if inside else None,
        born_words=born_words(child) if inside else "",
        marks=marks_of(case, child.id),
        area=_area(case, child.id, span[1]),
        states=level_states(case, child.id),
        cycles=cycles,
        held=held,
        runs=runs,
        evidence=frozenset(event for finding in (*cycles, *held, *runs) for event in finding.evidence),
        rails=rails_of(case, told, child.id, mine),
        unseen=tuple(finding for finding in mine if finding.kind == NO_CONTACT),
        birthdays=birthdays(child, span),
        birth=birth_of(child),
    )


def _area(case: Case, child: int, last_day: int) -> Steps:
    """The highest severity of the last days; a scene that only gains findings needs it no second time."""
    window = case.scheme.windows.concern_area_days
    key = "area", child, window, last_day  # not words: a key
    area = case.events.kept_here.get(key)
    if not isinstance(area, Steps):
        area = case.events.kept_here[key] = running_highest(concern_points(case, child), window, last_day)
    return area


def _lines(
    child: Child, cycles: tuple[Finding, ...], held: tuple[Finding, ...], runs: tuple[Finding, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The lines under a name, and those that count in few words."""
    returns, unanswered, settled = len(cycles), len(runs), len([finding for finding in held if finding.settled])
    told = [
        (count, full.format(count=f"{count:,}"), brief.format(count=f"{count:,}"))
        for count, full, brief in (
            (
                returns,
                trn("{count} return of concern", "{count} returns of concern", returns),
                trn("{count} return", "{count} returns", returns),
            ),
            (
                unanswered,
                trn("{count} unanswered run", "{count} unanswered runs", unanswered),
                trn("{count} run", "{count} runs", unanswered),
            ),
            (
                settled,
                trn("{count} step-down held", "{count} step-downs held", settled),
                trn("{count} held", "{count} held", settled),
            ),
        )
        if count
    ]
    return (*child.vulnerabilities[:1], *(full for _count, full, _brief in told)), tuple(brief for *_, brief in told)
