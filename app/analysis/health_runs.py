"""Runs of health concerns: where they begin, and what ends them. All of a child's at once, as columns.

What ends a run is the first of these after a concern: a rise in level or an assessment, a day too late to belong to
it, a health row that records recovery, or actual serious harm. At one row they are asked in that order.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.analysis.responses import only_kept, responding
from app.analysis.severity import ConcernPoints
from app.case.model import Case


class Answers(NamedTuple):
    """The steps that may answer a run, in order: the day of each, and whether the level rose (else an assessment)."""

    day: NDArray[np.int32]
    rise: NDArray[np.bool_]


class HealthRuns(NamedTuple):
    """``c`` health concerns in ``r`` runs, in order.

    ``item`` (c,) is each concern's number among the child's points. A run holds the concerns from ``first`` to before
    ``after`` (r,), ended on the day ``ended``, by the ``answer`` of that number (-1 none). Where it was ``overtaken``
    its last concern is the serious harm that ended it.
    """

    item: NDArray[np.intp]
    day: NDArray[np.int32]
    severity: NDArray[np.int8]
    first: NDArray[np.intp]
    after: NDArray[np.intp]
    ended: NDArray[np.int32]
    answer: NDArray[np.intp]
    overtaken: NDArray[np.bool_]

    def where(self, chosen: NDArray[np.bool_]) -> "HealthRuns":
        """Those runs alone."""
        return self._replace(
            first=self.first[chosen],
            after=self.after[chosen],
            ended=self.ended[chosen],
            answer=self.answer[chosen],
            overtaken=self.overtaken[chosen],
        )


class _Health(NamedTuple):
    """The health points (h,): each one's number among the points, its day, and whether it ends a run as a row does.

    ``harm`` is serious harm, ``closes`` that or recovery, in a row that is no concern itself.
    """

    item: NDArray[np.intp]
    day: NDArray[np.int32]
    concern: NDArray[np.bool_]
    harm: NDArray[np.bool_]
    closes: NDArray[np.bool_]


def health_runs(case: Case, points: ConcernPoints, answers: Answers) -> HealthRuns:
    """Every run of the child whose points these are, however short."""
    gap = np.int32(case.scheme.windows.health_run_gap_days)
    health = _health_points(case, points)
    at = np.flatnonzero(health.concern)
    item, count = health.item[at], len(health.item)
    day, severity = points.day[item], points.severity[item]
    # A row of a month or a season tells of its whole length, as far as a run may have gaps.
    last = np.clip(case.events.end[points.place[item]], day, day + gap)
    answer = np.searchsorted(answers.day, day, side="right")
    by_answer = np.searchsorted(health.day, np.append(answers.day, np.iinfo(np.int32).max)[answer])
    by_gap = np.searchsorted(health.day, last + gap, side="right")
    closing = np.append(np.flatnonzero(health.closes), count)
    by_row = closing[np.searchsorted(closing, at)]
    follows = np.append(at[1:], count)[: len(at)]
    closed = np.minimum(np.minimum(by_answer, by_gap), by_row)
    ends = health.harm[at] | (closed <= follows)
    ends[-1:] = True
    run_last = np.flatnonzero(ends)
    first = np.append(0, run_last[:-1] + 1)[: len(run_last)]
    runs = HealthRuns(item, day, severity, first, run_last + 1, day[run_last], answer[run_last], np.zeros(0, np.bool_))
    return _ended(case, points, health, answers, runs, (by_answer[run_last], by_gap[run_last], by_row[run_last]))


def _health_points(case: Case, points: ConcernPoints) -> _Health:
    windows, harm = case.scheme.windows, case.scheme.ranks.serious_harm
    categories = case.events.categories[points.place]
    item = np.flatnonzero((categories & case.scheme.mask("health", "missed")) != 0)
    severity = points.severity[item]
    concern, harmed = severity >= windows.trigger_severity, severity >= harm
    good = ((categories[item] & case.scheme.mask("protective")) != 0) & ~concern & ~harmed
    good &= ~responding(case.events, only_kept)[points.place[item]]
    return _Health(item, points.day[item], concern, harmed, good | (harmed & ~concern))


def _ended(
    case: Case,
    points: ConcernPoints,
    health: _Health,
    answers: Answers,
    runs: HealthRuns,
    by: tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]],
) -> HealthRuns:
    """The runs with the day on which each ended, by an answer or by harm where it was that.

    ``by`` are the health points at which an answer, a gap and a row would end each; as many as there are for none.
    """
    by_answer, by_gap, by_row = by
    count, gap = len(health.item), case.scheme.windows.health_run_gap_days
    last = np.array(runs.after, np.intp) - 1
    at = np.flatnonzero(health.concern)[last]
    harmed = health.harm[at]
    reached = np.append(answers.day, np.iinfo(np.int32).max)[runs.answer]
    open_still = (by_answer == count) & (by_gap == count) & (by_row == count)
    near = open_still & (reached.astype(np.int64) - runs.day[last] <= gap)
    answered = ~harmed & (near | ((by_answer < count) & (by_answer <= by_gap) & (by_answer <= by_row)))
    by_a_row = ~harmed & ~answered & (by_row < by_gap)
    ended = np.where(answered, reached, runs.day[last])
    ended[by_a_row] = health.day[by_row[by_a_row]]
    overtaken = harmed.copy()
    overtaken[by_a_row] = health.harm[by_row[by_a_row]]
    for run in np.flatnonzero(overtaken).tolist():
        ended[run] = _harm_day(case, points, int(health.item[at[run] if harmed[run] else by_row[run]]))
    return runs._replace(ended=ended, answer=np.where(answered, runs.answer, -1), overtaken=overtaken)


def _harm_day(case: Case, points: ConcernPoints, item: int) -> int:
    """The admission that follows serious harm within days, if one is recorded; else the day of the harm."""
    day = int(points.day[item])
    for later in points.between(day, day + case.scheme.windows.answer_days):
        if later >= item and "admission" in case.events.markers[int(points.place[later])]:
            return int(points.day[later])
    return day
