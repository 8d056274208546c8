"""Severity that rises over several days with a concern, outside health.

Health has a rule of its own. Rows without concern end a rise, unless they are administrative only and so say nothing
of how the child was. A day counts once, at its highest, so that the order of its rows plays no part.
"""

from collections.abc import Sequence

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
    told = record.counted & (record.severity >= 0) & ~record.among(case.scheme.mask("health", "missed"))
    rows = np.flatnonzero(told & ~((record.severity == 0) & nothing_said))
    worst = rows[_first_of_the_worst(record.day[rows], record.severity[rows])]
    severity, days = record.severity[worst], record.day[worst]
    made = Remembered(record, RISING)
    found: list[Finding] = []
    for first, after in _stretches(severity, rule):
        for run in _runs(severity[first:after].tolist(), days[first:after].tolist(), rule.days):
            mine = slice(first + run.start, first + run.stop)
            if len(run) >= rule.rows and _rises(severity[mine], rule):
                found.append(_once(record, rule, worst[mine], len(found) + 1, made))
    return tuple(found)


def _rises(severity: NDArray[np.int8], rule: RisingConcern) -> bool:
    """Whether severities that never fall rise as far, and in as many steps, as the scheme asks."""
    low, high = int(severity[0]), int(severity[-1])
    if high - low < rule.rise or high < rule.severity:
        return False
    return int(np.count_nonzero(severity[1:] != severity[:-1])) >= rule.steps


def _once(record: ChildRecord, rule: RisingConcern, rows: NDArray[np.intp], number: int, made: Remembered) -> Finding:
    """The finding of these rows of the record, put into words once."""
    events, places = record.case.events, record.place[rows]
    doubtful = bool(events.suggested[places].any())
    told = events.id[places].tobytes(), record.day[rows].tobytes(), record.severity[rows].tobytes()
    return made.finding(number, (doubtful, told), lambda: _finding(record, rule, rows.tolist(), number))


def _finding(record: ChildRecord, rule: RisingConcern, rows: list[int], number: int) -> Finding:
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


def _stretches(severity: NDArray[np.int8], rule: RisingConcern) -> list[tuple[int, int]]:
    """The stretches of severities above 0, none lower than the one before, that are as long and rise as far as asked.

    Each from a number to before another; where a run is found it is a part of one.
    """
    if not len(severity):
        return []
    first = np.flatnonzero(np.concatenate(([True], (severity[1:] < severity[:-1]) | (severity[:-1] <= 0))))
    after = np.append(first[1:], len(severity))
    low, high = severity[first], severity[after - 1]
    chosen = (low > 0) & (after - first >= rule.rows) & (high >= rule.severity) & (high - low >= rule.rise)
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
