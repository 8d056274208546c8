"""Neglect at a high severity for long, with no assessment tool shown as used.

Told only of a record that was read for what its rows record beside the concern: where no row about the child has any
marker, nobody has looked for tools.
"""

from bisect import bisect_right
from collections.abc import Sequence

import numpy as np

from app.analysis.child_record import ChildRecord, child_record, finding_of, settings_of, stretches
from app.analysis.finding import NO_TOOLS, Finding
from app.analysis.levels import LevelState
from app.analysis.severity import ConcernPoints
from app.case.dates import known_date, spoken
from app.case.model import Case

_USED = "tool_use:used"
_SPOKEN_OF = ("tool_use:planned", "tool_use:incomplete", "tool_use:available_not_used")


def find_neglect_without_tools(
    case: Case, child: int, _states: tuple[LevelState, ...], _points: ConcernPoints
) -> tuple[Finding, ...]:
    """Runs of neglect over the scheme's days in which no tool is shown as used, one finding each."""
    rule = case.scheme.rules.tools_not_shown
    record = child_record(case, child)
    if not case.events.marked_at_all[record.place].any():
        return ()
    neglect = record.counted & record.among(case.scheme.mask("neglect")) & (record.severity >= rule.severity)
    rows = np.flatnonzero(neglect).tolist()
    used = record.day[record.marked(_USED)]
    found: list[Finding] = []
    for group in stretches(record.day[rows].tolist(), rule.gap_days):
        for run in _apart([rows[item] for item in group], record, used.tolist()):
            days = int(record.day[run[-1]]) - int(record.day[run[0]])
            if days >= rule.days and len(run) >= rule.rows:
                found.append(_finding(record, run, len(found) + 1))
    return tuple(found)


def _apart(rows: Sequence[int], record: ChildRecord, used: Sequence[int]) -> list[list[int]]:
    """The rows in runs between the days on which a tool was used."""
    runs: dict[int, list[int]] = {}
    ordered = sorted(used)
    for row, day in zip(rows, record.day[rows].tolist(), strict=True):
        runs.setdefault(bisect_right(ordered, day), []).append(row)
    return list(runs.values())


def _finding(record: ChildRecord, rows: Sequence[int], number: int) -> Finding:
    rule = record.case.scheme.rules.tools_not_shown
    first, last = int(record.day[rows[0]]), int(record.day[rows[-1]])
    spoken_of = record.marked(*_SPOKEN_OF) & (record.day >= first) & (record.day <= last)
    named = record.once(np.flatnonzero(spoken_of).tolist())
    also = ", though rows speak of one planned, begun or at hand" if named else ""
    says = (
        f"{record.name}: {len(rows)} concerns of neglect at severity {rule.severity} or more over {last - first} days "
        f"from {spoken(known_date(first))} to {spoken(known_date(last))}, and no assessment tool is shown as used in "
        f"this chronology{also}."
    )
    return finding_of(record, NO_TOOLS, number, (first, last), [*rows, *named], says, settings_of(rule))
