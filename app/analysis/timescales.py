"""Timescales that are not shown as met, by the edition of the guidance in force on the day and by nation.

A clock is told only where the record shows the step that started it, where the return that would show the step due
reaches past its end, and where that step is not shown in time. Even then the return may simply not hold it, hence "not
shown in this chronology".
"""

from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from app.analysis.child_record import ChildRecord, child_record, finding_of, settings_of
from app.analysis.clocks import Clock, Clocks, Edition, Step, clocks_of, months_after
from app.analysis.finding import TIMESCALE, Finding
from app.analysis.levels import LevelState, LevelStates, starts_and_levels
from app.analysis.remembered import Remembered
from app.analysis.severity import ConcernPoints
from app.analysis.steps_shown import Shown, Started, StepsShown
from app.analysis.words_read import WordsRead, looks_for, words_read
from app.case.dates import day_number, known_date, spoken
from app.case.model import Case
from app.language import tr, trn


@dataclass(frozen=True, slots=True)
class Unmet:
    """A clock that ran out: what started it, its last day in time, and the first later showing, if any.

    ``since`` is the day it ran from: of a step that falls due again, the day of the one before, and ``months`` in how
    many (0 of one due for the first time). ``times`` counts how often it ran out before the level gave way.
    """

    clock: Clock
    edition: Edition
    started: Started
    since: int
    end: int
    times: int
    later: Started | None
    months: int = 0


def find_timescales_not_shown(
    case: Case, child: int, states: tuple[LevelState, ...], _points: ConcernPoints
) -> tuple[Finding, ...]:
    """The child's clocks that ran out with the step due not shown, those of one plan and kind as one finding."""
    clocks = clocks_of(case.scheme.nation)
    if clocks is None:
        return ()
    record = child_record(case, child)
    if not len(record):
        return ()
    reading = _Reading(record, states, clocks)
    unmet = [found for clock in clocks.timescales for found in reading.unmet(clock)]
    unmet.sort(key=lambda found: (found.started.day, found.end, found.clock.id))
    made = Remembered(record, TIMESCALE)
    return tuple([_once(record, clocks, found, number, made) for number, found in enumerate(unmet, start=1)])


def _once(record: ChildRecord, clocks: Clocks, unmet: Unmet, number: int, made: Remembered) -> Finding:
    """The finding, put into words once for the same days and rows."""
    events, later = record.case.events, unmet.later.events if unmet.later else ()
    places = [events.position(event) for event in (*unmet.started.events, *later)]
    doubtful = any(events.suggested[place] for place in places)
    order = tuple(np.argsort(places).tolist())
    facts = (
        clocks.nation, unmet.clock.id, unmet.edition.key, unmet.started, unmet.since, unmet.end, unmet.times,
        unmet.later, unmet.months, order, doubtful,
    )  # fmt: skip
    return made.finding(number, facts, lambda: _finding(record, clocks, unmet, number))


class _Reading:
    """What of one child's record shows the steps of the clocks."""

    def __init__(self, record: ChildRecord, states: tuple[LevelState, ...], clocks: Clocks) -> None:
        self.record, self._states, self._clocks = record, states, clocks
        self._steps = StepsShown(record, states, clocks)
        self._keeping = record.by(_keepers(record.case, clocks))
        kept = record.last[self._keeping]
        self._until = -(2**31)
        if len(kept):
            seen_on = record.case.known_on
            self._until = max(int(kept.max()), day_number(seen_on) if seen_on else self._until)
        self._shown_ever: dict[str, bool] = {}
        self._words: dict[str, WordsRead[str]] = {}
        self._known: dict[str, NDArray[np.int32]] = {}
        self._starts_of_states, self._levels = starts_and_levels(states)
        self._opens: list[int] = states.starts if isinstance(states, LevelStates) else self._starts_of_states.tolist()
        self._grace = record.case.scheme.rules.timescale_not_shown.grace_days

    def unmet(self, clock: Clock) -> Iterator[Unmet]:
        """The times that the clock ran out, one at most for each time it was started."""
        nation, due = self._clocks.nation, self._clocks.by_key[clock.due]
        shown = self._steps.starts(self._clocks.by_key[clock.start])
        chosen, ends = np.arange(len(shown.starts)), shown.ends(clock, nation)
        if not clock.again:
            chosen = self._not_met(clock, shown, ends)
        ends, closings = ends[chosen], self._closings(clock, shown.days[chosen])
        over = np.flatnonzero(ends + self._grace <= np.minimum(closings, self._until))
        numbers: list[int] = chosen[over].tolist()
        for number, last, closes in zip(numbers, ends[over].tolist(), closings[over].tolist(), strict=True):
            started = shown.starts[number]
            edition = self._clocks.edition(clock, started.day)
            if edition is None:
                continue
            end: int = last
            missed: list[Unmet] = []
            at, seen, months = started.day, 0, 0
            while end + self._grace <= min(closes, self._until):
                first = self._first(due, at, closes)
                if first is None or first.day > end + self._grace:
                    missed.append(Unmet(clock, edition, started, at, end, 1, first, months))
                if not clock.again or first is None:
                    break
                at, seen = first.day, seen + 1
                months = clock.months_to_next(seen)
                end = months_after(first.last, months)
            if not missed or (clock.late_only and not self._soon(missed[0].end, missed[0].later)):
                continue
            if self._is_recorded(due, started.day, missed[0].end):
                yield missed[0] if len(missed) == 1 else replace(missed[0], times=len(missed))

    def _not_met(self, clock: Clock, started: Shown, ends: NDArray[np.int32]) -> NDArray[np.intp]:
        """The numbers of those after which no level or marker shows the step due in time.

        Words are looked for in what is left. ``ends`` are the last days in time.
        """
        known = self._known_days(self._clocks.by_key[clock.due])
        before = np.searchsorted(known, started.days.astype(np.int32), side="right")
        shown = np.searchsorted(known, ends + self._grace, side="right") > before
        return np.flatnonzero(~shown & (ends + self._grace <= self._until))

    def _known_days(self, step: Step) -> NDArray[np.int32]:
        """The ordered days on which a level or a marker shows the step."""
        known = self._known.get(step.key)
        if known is None:
            rank = self._steps.rank(step.level)
            opens = self._starts_of_states
            if not step.change:
                opens = opens[:0] if rank is None else opens[self._levels >= rank]
            marked = self.record.day[self._steps.marked[step.key]] if step.markers else self.record.day[:0]
            known = self._known[step.key] = np.sort(np.concatenate((marked, opens)))
        return known

    def _is_recorded(self, step: Step, day: int, end: int) -> bool:
        """Whether the record tells of such steps: somewhere of this one, or of anything by who keeps it in that time.

        A summary that holds a row now and then never tells of core groups, and shows none as missing.
        """
        inside = self.record.between(day + 1, end)
        return bool(self._keeping[inside].any()) or self._ever(step)

    def _ever(self, step: Step) -> bool:
        if step.key not in self._shown_ever:
            says, texts = self._says(step), self.record.case.events.text
            shown = bool(len(self._known_days(step)))
            self._shown_ever[step.key] = shown or any(says[texts[at]] for at in self.record.place.tolist())
        return self._shown_ever[step.key]

    def _says(self, step: Step) -> WordsRead[str]:
        """Which texts hold the step's words; none does where it has none."""
        known = self._words.get(step.key)
        if known is None:
            rule = looks_for(step.words, step.pattern)
            known = self._words[step.key] = words_read(self.record.case.events, step.pattern, rule)
        return known

    def _soon(self, end: int, later: Started | None) -> bool:
        """Whether the step is shown, late; where it is not at all, another finding tells of it."""
        return later is not None and later.day - end <= self.record.case.scheme.rules.unclear_referral.working_days

    def _showing(self, places: Sequence[int]) -> Started:
        events = self.record.case.events
        shown = tuple([int(events.id[place]) for place in places])
        if len(places) == 1:
            day = int(events.day[places[0]])
            return Started(day, max(day, int(events.end[places[0]])), shown)
        first, last = min(events.day[place] for place in places), max(events.end[place] for place in places)
        return Started(int(first), max(int(first), int(last)), shown)

    def _closings(self, clock: Clock, days: NDArray[np.int64]) -> NDArray[np.int64]:
        """The days from which a clock started on each day no longer runs: its level has given way to another.

        Before all days where the clock lapsed.
        """
        rank, until = self._steps.rank(clock.open_level), self.record.until
        if rank is None or not len(self._states):
            return np.full(len(days), until, np.int64)
        levels, count = self._levels, len(self._levels)
        other = np.where(levels != rank, np.arange(count), count)
        following = np.append(np.minimum.accumulate(other[::-1])[::-1], count)
        came = following[np.searchsorted(self._starts_of_states, days, side="right")]
        closings = np.append(self._starts_of_states, until).astype(np.int64)
        if clock.unless_falls:
            closings[:-1][levels < rank] = -(2**31)
        return closings[came]

    def _first(self, step: Step, after: int, until: int) -> Started | None:
        """The first showing of a step after a day, up to another; of an imprecise row its earliest day counts."""
        found: list[Started] = []
        rank = self._steps.rank(step.level)
        events = self.record.case.events
        if rank is not None or step.change:
            for at in range(bisect_right(self._opens, after), bisect_right(self._opens, until)):
                if rank is None or self._states[at].level >= rank:
                    found.append(self._showing([events.position(event) for event in self._states[at].stated_by]))
                    break
        inside = self.record.between(after + 1, found[0].day if found else until)
        says = self._says(step)
        # A few rows at a time: the first one that shows it is seldom far.
        for first in range(inside.start, inside.stop, _AT_A_TIME):
            some = slice(first, min(first + _AT_A_TIME, inside.stop))
            marked = self._steps.marked[step.key][some].tolist() if step.markers else ()
            places: list[int] = self.record.place[some].tolist()
            for number, place in enumerate(places):
                if (marked and marked[number]) or says[events.text[place]]:
                    return min([*found, self._showing([place])], key=lambda shown: shown.day)
        return found[0] if found else None


def keep_steps(case: Case, clocks: Clocks, agencies: Collection[int]) -> bool:
    """Whether rows of any of these agencies (ids), in showing nothing, tell that a step was not taken."""
    return not set(agencies).isdisjoint(_keepers(case, clocks))


def _keepers(case: Case, clocks: Clocks) -> list[int]:
    """The agencies (ids) whose rows would show the steps; -1 stands for those that are not known."""
    return [-1, *(agency.id for agency in case.agencies if agency.name in clocks.kept_by)]


_AT_A_TIME = 32


def _finding(record: ChildRecord, clocks: Clocks, unmet: Unmet, number: int) -> Finding:
    clock, due = unmet.clock, clocks.by_key[unmet.clock.due]
    start, end = spoken(known_date(unmet.started.day)), spoken(known_date(unmet.end))
    name = tr(clock.name or due.name)  # from resources
    edition = tr(unmet.edition.name)  # from resources
    if not unmet.months:
        step = tr(clocks.by_key[clock.start].name)  # from resources
        begun = tr("{step} on {day}").format(step=step, day=start)
    else:
        begun = tr("the one on {day}").format(day=spoken(known_date(unmet.since)))
    months = trn("{count} month", "{count} months", unmet.months).format(count=unmet.months)
    within = months if unmet.months else clock.said
    then = ""
    if unmet.later:
        then = tr("; the first one shown is on {day}").format(day=spoken(known_date(unmet.later.day)))
    says = tr(
        "{child}: the {step} within {time} of {start} ({edition}), by {last}, "
        "is not shown in this chronology{again}{then}."
    ).format(
        child=record.name,
        step=name,
        time=within,
        start=begun,
        edition=edition,
        last=end,
        again=_more(unmet.times - 1),
        then=then,
    )
    settings = {
        "timescale": clock.id,
        "within": clock.words,
        "edition": unmet.edition.name,
        "nation": clocks.nation,
        "source": clock.source,
        **_doubtful(unmet),
        **settings_of(record.case.scheme.rules.timescale_not_shown),
    }
    shown = [*unmet.started.events, *(unmet.later.events if unmet.later else ())]
    places = [record.case.events.position(event) for event in shown]
    found = finding_of(record, TIMESCALE, number, (unmet.started.day, unmet.end), (), says, settings, places=places)
    return replace(found, id=f"{found.id}:{clock.id}")


def _doubtful(unmet: Unmet) -> dict[str, str]:
    """What is doubtful of the timescale and of the days of its edition, where anything is."""
    note = " ".join(filter(None, (unmet.clock.note, unmet.edition.note)))
    return {"note": note} if note else {}


def _more(later: int) -> str:
    if later < 1:
        return ""
    return trn(", nor one later one in time", ", nor {count} later ones in time", later).format(count=later)
