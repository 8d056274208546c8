"""Relapse cycles and step-downs that held, per child.

A cycle is: concerns at the trigger severity, a rise in level, improvement, a fall in level, and
within the scheme's window after the *last* fall a concern at the relapse severity. Falls that
follow each other without a rise between them are one stepping-down; only what comes after its last
fall is a return, because what comes before it happened inside an open plan. The step-up named is
the first rise to a level above the one the child fell back to: a rise to early help before a plan
that ends in early help withdrew nothing.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.analysis.child_record import known_until, window_settings
from app.analysis.finding import RELAPSE, SUSTAINED, Finding
from app.analysis.last_search import Days, PointsRead, changed_days, points_read
from app.analysis.levels import LevelChange, LevelState
from app.analysis.severity import ConcernPoints
from app.analysis.stepping_down import SteppingDown, SteppingsDown, alike_at_ends, steppings_down
from app.case.dates import known_date, spoken
from app.case.model import Case, Child
from app.case.scheme import Scheme
from app.language import tr, trn


def find_relapses(case: Case, child: int, states: tuple[LevelState, ...], points: ConcernPoints) -> tuple[Finding, ...]:
    """The child's relapse cycles in date order."""
    search = _Search(case, child, steppings_down(case, child, states), points)
    key = RELAPSE, child
    earlier = case.events.kept.get(key)
    steps = search.steps(earlier if isinstance(earlier, _Searched) else None)
    case.events.kept[key] = steps
    return tuple([step.finding for step in steps.steps if step.finding is not None])


def _returns(case: Case, points: ConcernPoints, downs: SteppingsDown) -> NDArray[np.intp]:
    """For each stepping-down the first concern at the relapse severity within the window after it; -1 for none."""
    windows = case.scheme.windows
    return points.firsts_of(windows.relapse_severity, downs.day, windows.relapse_days)


class _Step(NamedTuple):
    """What a stepping-down comes to: a cycle or none.

    That follows from ``since``, the day on which the cycle before ended, ``behind``, over how many steppings-down
    before it rises count, the ``number`` of the cycle, and what the record ``read`` on some days says, the earliest of
    them the ``first``. ``last`` is the day of the return, or the last on which one would count. One that ``held`` is
    over: the rises before it led to no return, and count for no later cycle. ``says`` are the words of its finding, in
    which ``_NUMBER`` stands for its number.
    """

    since: int
    behind: int
    number: int
    read: tuple[Days, ...]
    first: int
    last: int
    finding: Finding | None
    held: bool = False
    says: str = ""

    def touched(self, changed: tuple[Days, ...]) -> bool:
        """Whether it was read on any of these days."""
        for begin, end in changed:
            if self.first <= end and begin <= self.last:
                for first, last in self.read:
                    if first <= end and begin <= last:
                        return True
        return False

    def numbered(self, number: int) -> "_Step":
        """The same of another number."""
        if self.number == number or self.finding is None:
            return self._replace(number=number)
        says = self.says.replace(_NUMBER, str(number))
        return self._replace(number=number, finding=replace(self.finding, number=number, says=says))


_NUMBER = "\ue000\ue001"
"""Two characters that no words hold: they have no meaning but that which is agreed on."""


def _suspect(steps: Sequence[_Step | None], changed: tuple[Days, ...]) -> list[int]:
    """The numbers of those that are not known, or were read on any of these days, which are in order."""
    if not changed:
        return [at for at, step in enumerate(steps) if step is None]
    begin, end = changed[0][0], changed[-1][1]
    return [
        at
        for at, step in enumerate(steps)
        if step is None or (step.first <= end and step.last >= begin and step.touched(changed))
    ]


class _Searched(NamedTuple):
    """A search: of what, and what each stepping-down came to."""

    scheme: Scheme
    children: tuple[Child, ...]
    downs: tuple[SteppingDown, ...]
    read: PointsRead
    steps: list[_Step]


class _Search:
    """Looks for one child's cycles, one stepping-down after another."""

    def __init__(self, case: Case, child: int, downs: SteppingsDown, points: ConcernPoints) -> None:
        self._case, self._child, self._downs, self._points = case, child, downs.downs, points
        self._windows = case.scheme.windows
        self._read = points_read(case.events, points, _better(case, points))
        self._better = np.flatnonzero(self._read.flag)
        self._returns = _returns(case, points, downs)

    def steps(self, earlier: _Searched | None) -> _Searched:
        """What the steppings-down come to, those of an earlier search of the same that nothing has touched as then."""
        since, begun, number = -(2**31), 0, 1
        known, changed = self._standing(earlier)
        suspect = [*_suspect(known, changed), len(known)]
        steps: list[_Step] = []
        while len(steps) < len(self._downs):
            at = len(steps)
            until = suspect[bisect_left(suspect, at)] if at < len(known) else at
            first = known[at] if at < until else None
            if first is not None and (first.since, first.behind, first.number) == (since, at - begun, number):
                # What follows one that stands stands, up to the next that something has touched.
                steps += [step for step in known[at:until] if step is not None]
            elif first is not None and (first.since, first.behind) == (since, at - begun):
                steps.append(first.numbered(number))
            else:
                steps.append(self._step(at, since, begun, number))
            step, at = steps[-1], len(steps) - 1
            since, begun, number = step.since, at - step.behind, step.number
            if step.finding is not None:
                since, begun, number = step.last, len(steps), number + 1
            elif step.held:
                begun = len(steps)
        case = self._case
        return _Searched(case.scheme, case.children, self._downs, self._read, steps)

    def _standing(self, earlier: _Searched | None) -> tuple[Sequence[_Step | None], tuple[Days, ...]]:
        """The steps of an earlier search of the same states and scheme, and the days that are not as they were."""
        case = self._case
        if earlier is None or earlier.scheme is not case.scheme or earlier.children is not case.children:
            return [], ()
        known = earlier.steps if earlier.downs is self._downs else self._aligned(earlier)
        return known, changed_days(earlier.read, self._read)

    def _aligned(self, earlier: _Searched) -> list[_Step | None]:
        """The earlier steps of the same steppings-down: those up to the first other one, and from the last on."""
        head, tail = alike_at_ends(self._downs, earlier.downs)
        others: list[_Step | None] = [None] * (len(self._downs) - head - tail)
        last = earlier.steps[len(earlier.steps) - tail :]
        # One whose rises count from before the last of them may have followed others then.
        return [
            *earlier.steps[:head],
            *others,
            *[step if 0 < at >= step.behind else None for at, step in enumerate(last)],
        ]

    def _step(self, at: int, since: int, begun: int, number: int) -> _Step:
        fall, points = self._downs[at].last, self._points
        back = int(self._returns[at])
        if back < 0:
            last = fall.day + self._windows.relapse_days
            return _Step(since, at - begun, number, ((fall.day, last),), fall.day, last, None, held=True)
        returned = int(points.day[back])
        step_up = self._step_up(begun, at)
        if step_up is None:
            return _Step(since, at - begun, number, ((fall.day, returned),), fall.day, returned, None)
        first = max(step_up.day - self._windows.trigger_days, since)
        trigger = self._trigger(since, step_up.day, fall.day)
        improvement = None if trigger is None else self._improvement(trigger, step_up.day, fall.day)
        if trigger is None or improvement is None:
            # Improvement is looked for since the step-up, which may lie before the cycle before ended.
            begin = min(first, step_up.day)
            return _Step(since, at - begun, number, ((begin, returned),), begin, returned, None)
        better = int(points.day[improvement]) if self._read.flag[improvement] else fall.day
        falls = [(change.day, change.day) for change in (step_up, *self._downs[at].falls)]
        read = (first, int(points.day[trigger])), (step_up.day + 1, better), (fall.day + 1, returned), *falls
        finding, says = self._finding(at, step_up, (trigger, improvement, back), number)
        return _Step(since, at - begun, number, read, min(first, step_up.day), returned, finding, says=says)

    def _step_up(self, begun: int, at: int) -> LevelChange | None:
        """The first rise, of those that count, to a level above the one the child fell back to."""
        level = self._downs[at].last.after
        for down in self._downs[begun : at + 1]:
            for rise in down.rises:
                if rise.after > level:
                    return rise
        return None

    def _trigger(self, since: int, step_up: int, fall: int) -> int | None:
        """The first concern at the trigger severity that led to the step-up, not before the cycle before ended."""
        windows, first_of = self._windows, self._points.first_of
        hit = first_of(windows.trigger_severity, max(step_up - windows.trigger_days, since), step_up)
        if hit is None:
            hit = first_of(windows.trigger_severity, max(step_up + 1, since), fall - 1)
        return hit

    def _improvement(self, trigger: int, step_up: int, fall: int) -> int | None:
        """The first row between step-up and step-down that records improvement, or else is less severe than before."""
        inside, better = self._points.between(step_up + 1, fall), self._better
        at = int(better.searchsorted(inside.start))
        if at < len(better) and better[at] < inside.stop:
            return int(better[at])
        worst = int(self._points.severity[trigger])
        severity: list[int] = self._points.severity[inside.start : inside.stop].tolist()
        for item, rank in zip(inside, severity, strict=True):
            if rank < worst:
                return item
            worst = max(worst, rank)
        return None

    def _finding(
        self, at: int, step_up: LevelChange, moments: tuple[int, int, int], number: int
    ) -> tuple[Finding, str]:
        """The cycle whose trigger, improvement and relapse are these points, and its words for any number."""
        case, points, falls = self._case, self._points, self._downs[at].falls
        events = case.events
        rows = {int(points.place[item]) for item in moments}
        for change in (step_up, *falls):
            rows.update([events.position(event) for event in change.stated_by])
        ordered = sorted(rows)
        trigger, improvement, returned = [known_date(int(points.day[item])) for item in moments]
        fell = known_date(falls[-1].day)
        days = (returned - fell).days
        name, severity = case.children[self._child].name, int(points.severity[moments[2]])
        says = trn(
            "{child}, cycle {number}: concern at severity {severity} returned on {returned}, "
            "{days} day after the step-down to {level} on {fell}.",
            "{child}, cycle {number}: concern at severity {severity} returned on {returned}, "
            "{days} days after the step-down to {level} on {fell}.",
            days,
        ).format(
            child=name,
            number=_NUMBER,
            severity=severity,
            returned=spoken(returned),
            days=days,
            level=tr(case.scheme.levels[falls[-1].after].label),  # from resources
            fell=spoken(fell),
        )
        finding = Finding(
            id=f"{RELAPSE}:{self._child}:{fell.isoformat()}",
            kind=RELAPSE,
            child=self._child,
            number=number,
            start=trigger,
            end=returned,
            evidence=tuple([int(events.id[row]) for row in ordered]),
            says=says.replace(_NUMBER, str(number)),
            days=days,
            moments={
                "trigger": trigger,
                "step_up": known_date(step_up.day),
                "improvement": improvement,
                "step_down": fell,
                "relapse": returned,
            },
            falls=tuple([known_date(fall.day) for fall in falls]),
            improvement_recorded=moments[1] in self._better,
            confirmed=not any(events.suggested[row] for row in ordered),
            settings=window_settings(case, "relapse_days", "relapse_severity", "trigger_severity", "trigger_days"),
        )
        return finding, says


def _better(case: Case, points: ConcernPoints) -> NDArray[np.bool_]:
    """The points that record improvement: in a protective category or marked so, at a low severity."""
    protective = (case.events.categories[points.place] & case.scheme.mask("protective")) != 0
    better = protective | case.events.marked("improvement")[points.place]
    return better & (points.severity <= case.scheme.ranks.improved_severity)


def find_sustained(
    case: Case, child: int, states: tuple[LevelState, ...], points: ConcernPoints
) -> tuple[Finding, ...]:
    """Steppings-down after which no concern at the relapse severity was recorded within the window.

    ``settled`` is False where the record ends before the window does: whether it held is then not yet known.
    """
    until = known_until(case, child)
    window = case.scheme.windows.relapse_days
    found: list[Finding] = []
    downs = steppings_down(case, child, states)
    for at in np.flatnonzero(_returns(case, points, downs) < 0).tolist():
        found.append(_held(case, child, downs.downs[at], window, until, len(found) + 1))
    return tuple(found)


def _held_words(settled: bool, days: int) -> str:
    if settled:
        return trn(
            "{child}: no concern of severity {severity} or more is recorded in the {days} day after "
            "the step-down to {level} on {fell}.",
            "{child}: no concern of severity {severity} or more is recorded in the {days} days after "
            "the step-down to {level} on {fell}.",
            days,
        )
    return trn(
        "{child}: the record ends {days} day after the step-down to {level} on {fell}; "
        "whether it held is not yet known.",
        "{child}: the record ends {days} days after the step-down to {level} on {fell}; "
        "whether it held is not yet known.",
        days,
    )


def _held(case: Case, child: int, down: SteppingDown, window: int, record_end: int, number: int) -> Finding:
    name, fell = case.children[child].name, known_date(down.last.day)
    settled = down.last.day + window <= record_end
    end = min(down.last.day + window, record_end)
    days = window if settled else end - down.last.day
    says = _held_words(settled, days).format(
        child=name,
        severity=case.scheme.windows.relapse_severity,
        days=days,
        level=tr(case.scheme.levels[down.last.after].label),  # from resources
        fell=spoken(fell),
    )
    return Finding(
        id=f"{SUSTAINED}:{child}:{fell.isoformat()}",
        kind=SUSTAINED,
        child=child,
        number=number,
        start=fell,
        end=known_date(end),
        evidence=tuple(event for fall in down.falls for event in fall.stated_by),
        says=says,
        days=end - down.last.day,
        moments={"step_down": fell},
        falls=tuple(known_date(fall.day) for fall in down.falls),
        settled=settled,
        settings=window_settings(case, "relapse_days", "relapse_severity"),
    )
