"""Measures of each child over time: counts, highest ranks and days, as of any day.

Severity is a rank, so there are counts and highest values here and no mean. Rows told twice count
once, withdrawn rows not at all, and an unscored row is no concern. A window of 90 days on a day takes
in that day and the 90 before it, as the chart's area does. Nothing later than a day plays a part in
its measures, but for the response to a concern, which is looked for up to the day asked about.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from app.analysis.appointments import missed_and_kept
from app.analysis.child_record import ChildRecord, child_record
from app.analysis.contact import seen_rows
from app.analysis.levels import level_states, record_span
from app.analysis.responses import answer_days
from app.analysis.severity import Steps, concern_points, running_highest
from app.case.event_table import UNSCORED
from app.case.model import Case

SHORT, LONG = 90, 365
"""The windows of the measures, in days."""

NONE = -1
"""Stands for days, or a rank, where there is none: no contact recorded, nothing scored. Never a count."""

_NO_ANSWER = np.iinfo(np.int32).max

Days = NDArray[np.int32]


@dataclass(frozen=True)
class Answers:
    """A child's concerns at the rule's severity or more, by day, and the first response recorded after each.

    ``event`` ids, ``day`` (day numbers), ``severity`` (ranks) and ``days`` to the response (NONE where none is
    recorded) are (m,).
    """

    event: NDArray[np.int32]
    day: Days
    severity: NDArray[np.int8]
    days: Days


@dataclass(frozen=True)
class DayMeasures:
    """Measures on ``day`` (day numbers, (n,)); every other field is (n,), ``by_category`` (n, categories).

    ``worst_short`` and ``worst_long`` are the highest severity in 90 and 365 days, NONE where nothing was scored.
    ``since_seen`` is NONE where no contact is recorded. ``answered`` and ``unanswered`` count the concerns so
    far with and without a response by then; ``last_answer`` is the days from the latest such concern to its
    response, NONE where none is recorded by then. ``longest_answer`` is the longest time to a response among
    those answered, NONE where none was.
    """

    day: Days
    concerns_short: Days
    concerns_long: Days
    worst_short: NDArray[np.int8]
    worst_long: NDArray[np.int8]
    seen_long: Days
    since_seen: Days
    missed_run: Days
    answered: Days
    unanswered: Days
    longest_answer: Days
    last_answer: Days
    by_category: NDArray[np.int32]


@dataclass(frozen=True)
class Measures:
    """One child's measures, from which those of any day follow.

    ``concern`` are the days of scored concerns above 0, ``seen`` those of contacts with the child seen, both
    ordered; ``missed`` the length of the run of missed appointments from each day in ``missed_day`` on.
    """

    case: Case
    child: int
    concern: Days
    concern_bits: NDArray[np.int64]
    seen: Days
    missed_day: Days
    missed: Days
    worst_short: Steps
    worst_long: Steps
    answers: Answers

    def at(self, days: Sequence[int] | Days) -> DayMeasures:
        """The measures on each of these days (day numbers)."""
        day = np.asarray(days, np.int32)
        opened, waits = self._answers_at(day)
        return DayMeasures(
            day=day,
            concerns_short=_within(self.concern, day, SHORT),
            concerns_long=_within(self.concern, day, LONG),
            worst_short=_value_on(self.worst_short, day),
            worst_long=_value_on(self.worst_long, day),
            seen_long=_within(self.seen, day, LONG),
            since_seen=_since(self.seen, day),
            missed_run=_latest(self.missed_day, self.missed, day, 0),
            answered=waits,
            unanswered=opened - waits,
            longest_answer=self._longest(day),
            last_answer=self._last(day, opened),
            by_category=self.cumulative[np.searchsorted(self.concern, day, side="right")],
        )

    @cached_property
    def cumulative(self) -> NDArray[np.int32]:
        """(concerns + 1, categories): how many concerns of each category there were after so many concerns."""
        bits = np.array(list(self.case.scheme.category_bits.values()), np.int64)
        among = (self.concern_bits[:, None] & bits) != 0
        none = np.zeros((1, len(bits)), np.int32)
        return np.concatenate((none, np.cumsum(among, axis=0, dtype=np.int32)))

    @cached_property
    def change_days(self) -> Days:
        """The days on which any measure but the days since a contact may change, in order: steps for a chart."""
        answered = self.answers.day + self.answers.days
        days = [
            self.concern, self.concern + SHORT + 1, self.concern + LONG + 1, self.seen, self.seen + LONG + 1,
            self.worst_short.start, self.worst_short.end, self.worst_long.start, self.worst_long.end,
            self.missed_day, self.answers.day, answered[self.answers.days != NONE],
        ]  # fmt: skip
        return np.unique(np.concatenate(days)).astype(np.int32)

    def steps(self) -> DayMeasures:
        """The measures on every day on which one may change; each holds until the next."""
        return self.at(self.change_days)

    @cached_property
    def _answer_day(self) -> Days:
        return np.where(self.answers.days == NONE, _NO_ANSWER, self.answers.day + self.answers.days).astype(np.int32)

    def _answers_at(self, day: Days) -> tuple[Days, Days]:
        """How many concerns there had been, and how many of them were answered, by each day."""
        opened = np.searchsorted(self.answers.day, day, side="right")
        answered = np.searchsorted(np.sort(self._answer_day), day, side="right")
        return opened.astype(np.int32), answered.astype(np.int32)

    def _longest(self, day: Days) -> Days:
        order = np.argsort(self._answer_day, kind="stable")
        highest = np.concatenate(([NONE], np.maximum.accumulate(self.answers.days[order])))
        return highest[np.searchsorted(self._answer_day[order], day, side="right")].astype(np.int32)

    def _last(self, day: Days, opened: Days) -> Days:
        days = np.concatenate(([NONE], self.answers.days))[opened]
        known = np.concatenate(([_NO_ANSWER], self._answer_day))[opened] <= day
        return np.where(known, days, NONE).astype(np.int32)


def measures_of(case: Case, child: int) -> Measures:
    """The measures of that child, by id."""
    record, points = child_record(case, child), concern_points(case, child)
    kept = points.severity > 0
    span = record_span(case) or (0, 0)
    last = span[1] + LONG + 1
    missed_day, missed = _missed_runs(record)
    return Measures(
        case=case,
        child=child,
        concern=points.day[kept],
        concern_bits=case.events.categories[points.place[kept]],
        seen=record.day[record.counted & seen_rows(record)],
        missed_day=missed_day,
        missed=missed,
        worst_short=running_highest(points, SHORT, last),
        worst_long=running_highest(points, LONG, last),
        answers=_answers(record),
    )


def measures_of_all(case: Case) -> tuple[Measures, ...]:
    """The measures of every child, in the order of the case."""
    return tuple(measures_of(case, child.id) for child in case.children)


def last_day(case: Case) -> int | None:
    """The last day of the record as a day number, the day that measures are of unless another is asked for."""
    span = record_span(case)
    return span[1] if span else None


def days_between(first: int, last: int, step: int = 1) -> Days:
    """Every day, or every so many days, from the first to the last (day numbers), which is always there."""
    days = np.arange(first, last + 1, step, dtype=np.int32)
    return days if len(days) and days[-1] == last else np.append(days, np.int32(last))


def _missed_runs(record: ChildRecord) -> tuple[Days, Days]:
    """From which days on how many health appointments had been missed in a row, as the finding of that kind counts."""
    rule = record.case.scheme.rules.missed_appointments
    missed, kept = missed_and_kept(record)
    days: list[int] = []
    runs: list[int] = []
    run, before = 0, 0
    for place in np.flatnonzero(missed | kept).tolist():
        day = int(record.day[place])
        if run and day - before > rule.gap_days:
            days.append(before + rule.gap_days + 1)
            runs.append(0)
            run = 0
        run, before = (run + 1 if missed[place] else 0), day
        days.append(day)
        runs.append(run)
    if run:
        days.append(before + rule.gap_days + 1)
        runs.append(0)
    return np.array(days, np.int32), np.array(runs, np.int32)


def _answers(record: ChildRecord) -> Answers:
    case = record.case
    serious = np.flatnonzero(record.counted & (record.severity >= case.scheme.rules.unanswered_concern.severity))
    day = record.day[serious]
    told = answer_days(record, level_states(case, record.child))
    after = np.searchsorted(told, day)
    found = after < len(told)
    first = told[np.minimum(after, max(len(told) - 1, 0))] if len(told) else np.zeros(len(day), np.int32)
    days = np.where(found, first - day, NONE).astype(np.int32)
    return Answers(case.events.id[record.place[serious]], day, record.severity[serious], days)


def _within(days: Days, day: Days, window: int) -> Days:
    upto, before = np.searchsorted(days, day, side="right"), np.searchsorted(days, day - window, side="left")
    return (upto - before).astype(np.int32)


def _since(days: Days, day: Days) -> Days:
    at = np.searchsorted(days, day, side="right")
    last = np.concatenate(([0], days))[at]
    return np.where(at > 0, day - last, NONE).astype(np.int32)


def _latest(days: Days, values: Days, day: Days, none: int) -> Days:
    return np.concatenate(([none], values))[np.searchsorted(days, day, side="right")].astype(np.int32)


def _value_on(steps: Steps, day: Days) -> NDArray[np.int8]:
    if not len(steps.start):
        return np.full(len(day), UNSCORED, np.int8)
    at = np.maximum(np.searchsorted(steps.start, day, side="right") - 1, 0)
    inside = (steps.start[at] <= day) & (day < steps.end[at])
    return np.where(inside, steps.value[at], UNSCORED).astype(np.int8)
