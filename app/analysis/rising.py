"""Severity that rises over several days with a concern, outside health.

Health has a rule of its own. Rows without concern end a rise, unless they are administrative only and so say nothing
of how the child was. A day counts once, at its highest, so that the order of its rows plays no part.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from app.analysis.child_record import child_record, finding_of, settings_of
from app.analysis.finding import RISING, Finding
from app.analysis.levels import LevelState
from app.analysis.severity import ConcernPoints
from app.case.dates import known_date, spoken
from app.case.model import Case
from app.language import tr


def find_rising_concern(
    case: Case, child: int, _states: tuple[LevelState, ...], _points: ConcernPoints
) -> tuple[Finding, ...]:
    """Stretches in which severity never falls and rises as far as the scheme asks, one finding each."""
    rule = case.scheme.rules.rising_concern
    record = child_record(case, child)
    categories = record.categories
    nothing_said = (categories & ~case.scheme.mask("administrative")) == 0
    told = record.counted & (record.severity >= 0) & ~record.among(case.scheme.mask("health", "missed"))
    rows = np.flatnonzero(told & ~((record.severity == 0) & nothing_said))
    worst = rows[_first_of_the_worst(record.day[rows], record.severity[rows])]
    severity, days = record.severity[worst].tolist(), record.day[worst].tolist()
    runs = [run for run in _runs(severity, days, rule.days) if len(run) >= rule.rows]
    found: list[Finding] = []
    for rise in runs:
        low, high = severity[rise[0]], severity[rise[-1]]
        ranks = len({severity[at] for at in rise})
        if high - low >= rule.rise and ranks > rule.steps and high >= rule.severity:
            run: list[int] = worst[rise.start : rise.stop].tolist()
            first, last = int(record.day[run[0]]), int(record.day[run[-1]])
            says = tr(
                "{child}: concern outside health rose from severity {low} on {first} to {high} on {last}, "
                "over {count} days with a concern in {days} days, with no lower one between."
            ).format(
                child=record.name,
                low=low,
                first=spoken(known_date(first)),
                high=high,
                last=spoken(known_date(last)),
                count=len(run),
                days=last - first,
            )
            found.append(finding_of(record, RISING, len(found) + 1, (first, last), run, says, settings_of(rule)))
    return tuple(found)


def _first_of_the_worst(days: NDArray[np.int32], severity: NDArray[np.int8]) -> NDArray[np.intp]:
    """The number of the first row of each day's highest severity, of rows by day."""
    if not len(days):
        return np.zeros(0, np.intp)
    new = np.concatenate(([True], days[1:] != days[:-1]))
    day = np.cumsum(new) - 1
    highest = np.flatnonzero(severity == np.maximum.reduceat(severity, np.flatnonzero(new))[day])
    return highest[np.concatenate(([True], np.diff(day[highest]) > 0))]


def _runs(severity: Sequence[int], day: Sequence[int], days: int) -> list[range]:
    """The runs (numbers 0, 1 …), apart, in which severity never falls and which fit in so many days."""
    found: list[range] = []
    first = 0
    for row in range(len(day)):
        if first < row and severity[row] < severity[row - 1]:
            found.append(range(first, row))
            first = row
        while first < row and day[row] - day[first] > days:
            if severity[row - 1] > severity[first]:
                found.append(range(first, row))
                first = row
            else:
                first += 1
        if severity[row] <= 0:
            first = row + 1
    return [run for run in [*found, range(first, len(day))] if run]
