"""Severity that rises over several days with a concern, outside health.

Health has a rule of its own. Rows without concern end a rise, unless they are administrative only and so say nothing
of how the child was. A day counts once, at its highest, so that the order of its rows plays no part.
"""

from collections.abc import Sequence

import numpy as np

from app.analysis.child_record import child_record, finding_of, settings_of
from app.analysis.finding import RISING, Finding
from app.analysis.levels import LevelState
from app.analysis.severity import ConcernPoints
from app.case.dates import known_date, spoken
from app.case.model import Case


def find_rising_concern(
    case: Case, child: int, _states: tuple[LevelState, ...], _points: ConcernPoints
) -> tuple[Finding, ...]:
    """Stretches in which severity never falls and rises as far as the scheme asks, one finding each."""
    rule = case.scheme.rules.rising_concern
    record = child_record(case, child)
    categories = case.events.categories[record.place]
    nothing_said = (categories & ~case.scheme.mask("administrative")) == 0
    told = record.counted & (record.severity >= 0) & ~record.among(case.scheme.mask("health", "missed"))
    rows = np.flatnonzero(told & ~((record.severity == 0) & nothing_said))
    severity, days = record.severity.tolist(), record.day.tolist()
    worst: dict[int, int] = {}
    for row in rows.tolist():
        day = days[row]
        if day not in worst or severity[row] > severity[worst[day]]:
            worst[day] = row
    runs = [run for run in _runs(list(worst.values()), severity, days, rule.days) if len(run) >= rule.rows]
    found: list[Finding] = []
    for run in runs:
        low, high = severity[run[0]], severity[run[-1]]
        ranks = len({severity[row] for row in run})
        if high - low >= rule.rise and ranks > rule.steps and high >= rule.severity:
            first, last = int(record.day[run[0]]), int(record.day[run[-1]])
            says = (
                f"{record.name}: concern outside health rose from severity {low} on {spoken(known_date(first))} to "
                f"{high} on {spoken(known_date(last))}, over {len(run)} days with a concern in {last - first} days, "
                "with no lower one between."
            )
            found.append(finding_of(record, RISING, len(found) + 1, (first, last), run, says, settings_of(rule)))
    return tuple(found)


def _runs(rows: Sequence[int], severity: Sequence[int], day: Sequence[int], days: int) -> list[list[int]]:
    """The runs, apart from each other, in which severity never falls and which fit in so many days."""
    found: list[list[int]] = []
    current: list[int] = []
    for row in rows:
        if current and severity[row] < severity[current[-1]]:
            found.append(current)
            current = []
        while current and day[row] - day[current[0]] > days:
            if severity[current[-1]] > severity[current[0]]:
                found.append(current)
                current = []
            else:
                current = current[1:]
        current = [*current, row] if severity[row] > 0 else []
    return [run for run in [*found, current] if run]
