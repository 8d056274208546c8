"""Severity that rises over several days with a concern, outside health.

Health has a rule of its own. Rows without concern end a rise, unless they are administrative only and so say nothing
of how the child was. A day counts once, at its highest, so that the order of its rows plays no part.
"""

from collections.abc import Iterator, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from app.analysis.child_record import ChildRecord, child_record, finding_of, settings_of
from app.analysis.finding import RISING, Finding
from app.analysis.levels import LevelState
from app.analysis.remembered import Remembered
from app.analysis.severity import ConcernPoints
from app.case.dates import known_date, spoken
from app.case.model import Case
from app.case.rules import RisingConcern
from app.language import tr


def find_rising_concern(
    case: Case, child: int, _states: tuple[LevelState, ...], _points: ConcernPoints
) -> tuple[Finding, ...]:
    """Stretches in which severity never falls and rises as far as the scheme asks, one finding each."""
    rule = case.scheme.rules.rising_concern
    record = child_record(case, child)
    categories = record.categories
    nothing_said = (categories & ~case.scheme.mask("administrative")) == 0
    scored = record.counted & (record.severity >= 0) & ~record.among(case.scheme.mask("health", "missed"))
    rows = np.flatnonzero(scored & ~((record.severity == 0) & nothing_said))
    worst = rows[_first_of_the_worst(record.day[rows], record.severity[rows])]
    severity, days = record.severity[worst], record.day[worst]
    told = np.stack((case.events.id[record.place[worst]], days, severity), axis=1)
    doubtful = np.append(0, np.cumsum(case.events.suggested[record.place[worst]]))
    made = Remembered(record, RISING)
    found: list[Finding] = []
    for mine in _rising(severity, days, rule):
        facts = bool(doubtful[mine.stop] > doubtful[mine.start]), told[mine].tobytes()
        rows, number = worst[mine], len(found) + 1
        found.append(made.finding(number, facts, partial(_finding, record, rule, rows, number)))
    return tuple(found)


def _rising(severity: NDArray[np.int8], days: NDArray[np.int32], rule: RisingConcern) -> Iterator[slice]:
    """The runs of severities that never fall, in so many days, which rise as far and in as many steps as is asked."""
    steps = np.cumsum(np.append(0, severity[1:] != severity[:-1]))

    def rises(first: int, after: int) -> bool:
        low, high = int(severity[first]), int(severity[after - 1])
        enough = after - first >= rule.rows and high - low >= rule.rise and high >= rule.severity
        return enough and int(steps[after - 1] - steps[first]) >= rule.steps

    for first, after in _stretches(severity, steps, rule):
        for run in _runs(severity[first:after].tolist(), days[first:after].tolist(), rule.days):
            if rises(first + run.start, first + run.stop):
                yield slice(first + run.start, first + run.stop)


def _finding(record: ChildRecord, rule: RisingConcern, rows: NDArray[np.intp], number: int) -> Finding:
    first, last = int(record.day[rows[0]]), int(record.day[rows[-1]])
    says = tr(
        "{child}: concern outside health rose from severity {low} on {first} to {high} on {last}, "
        "over {count} days with a concern in {days} days, with no lower one between."
    ).format(
        child=record.name,
        low=int(record.severity[rows[0]]),
        first=spoken(known_date(first)),
        high=int(record.severity[rows[-1]]),
        last=spoken(known_date(last)),
        count=len(rows),
        days=last - first,
    )
    return finding_of(record, RISING, number, (first, last), rows, says, settings_of(rule))


def _stretches(severity: NDArray[np.int8], steps: NDArray[np.int64], rule: RisingConcern) -> list[tuple[int, int]]:
    """The stretches of severities above 0, none lower than the one before, that are as long and rise as far as asked.

    ``steps`` counts the steps up to each. Each goes from a number to before another; where a run is found it is a part
    of one.
    """
    if not len(severity):
        return []
    first = np.flatnonzero(np.concatenate(([True], (severity[1:] < severity[:-1]) | (severity[:-1] <= 0))))
    after = np.append(first[1:], len(severity))
    low, high = severity[first], severity[after - 1]
    chosen = (low > 0) & (after - first >= rule.rows) & (high >= rule.severity) & (high - low >= rule.rise)
    chosen &= steps[after - 1] - steps[first] >= rule.steps
    return list(zip(first[chosen].tolist(), after[chosen].tolist(), strict=True))


def _first_of_the_worst(days: NDArray[np.int32], severity: NDArray[np.int8]) -> NDArray[np.intp]:
    """The number of the first row of each day's highest severity, of rows by day."""
    if not len(days):
        return np.zeros(0, np.intp)
    new = np.concatenate(([True], days[1:] != days[:-1]))
    day = np.cumsum(new) - 1
    highest = np.flatnonzero(severity == np.maximum.reduceat(severity, np.flatnonzero(new))[day])
    return highest[np.concatenate(([True], np.diff(day[highest]) > 0))]


def _runs(severity: Sequence[int], day: Sequence[int], days: int) -> list[range]:
    """The runs (numbers 0, 1 …), apart, of severities that never fall which fit in so many days."""
    if day and day[-1] - day[0] <= days:
        return [range(len(day))]
    found: list[range] = []
    first = 0
    for row in range(len(day)):
        while first < row and day[row] - day[first] > days:
            if severity[row - 1] > severity[first]:
                found.append(range(first, row))
                first = row
            else:
                first += 1
    return [*found, range(first, len(day))]
