"""Neglect at a high severity for long, with no assessment tool shown as used.

Told only of a record that was read for what its rows record beside the concern: where no row about the child has any
marker, nobody has looked for tools.
"""

import numpy as np
from numpy.typing import NDArray

from app.analysis.child_record import ChildRecord, child_record, finding_of, runs_of, settings_of
from app.analysis.finding import NO_TOOLS, Finding
from app.analysis.levels import LevelState
from app.analysis.severity import ConcernPoints
from app.case.dates import known_date, spoken
from app.case.model import Case
from app.language import tr

_USED = "tool_use:used"
_SPOKEN_OF = ("tool_use:planned", "tool_use:incomplete", "tool_use:available_not_used")


def find_neglect_without_tools(
    case: Case, child: int, _states: tuple[LevelState, ...], _points: ConcernPoints
) -> tuple[Finding, ...]:
    """Runs of neglect over the scheme's days in which no tool is shown as used, one finding each."""
    rule = case.scheme.rules.tools_not_shown
    if not marked_ever(case, child):
        return ()
    record = child_record(case, child)
    neglect = record.counted & record.among(case.scheme.mask("neglect")) & (record.severity >= rule.severity)
    rows = np.flatnonzero(neglect)
    used = np.sort(record.day[record.marked(_USED)])
    found: list[Finding] = []
    for run in runs_of(rows, _apart(record.day[rows], used, rule.gap_days), rule.rows):
        days = int(record.day[run[-1]]) - int(record.day[run[0]])
        if days >= rule.days:
            found.append(_finding(record, run, len(found) + 1))
    return tuple(found)


def marked_ever(case: Case, child: int) -> bool:
    """Whether any row about the child has a marker: the record was read for what its rows record."""
    return bool(case.events.marked_at_all[case.events.rows_about(child)].any())


def _apart(days: NDArray[np.int32], used: NDArray[np.int32], gap: int) -> NDArray[np.bool_]:
    """Between which rows of these days more than ``gap`` days lie, or a day on which a tool was used."""
    return (np.diff(days) > gap) | (np.diff(np.searchsorted(used, days, side="right")) > 0)


def _finding(record: ChildRecord, rows: NDArray[np.intp], number: int) -> Finding:
    rule = record.case.scheme.rules.tools_not_shown
    first, last = int(record.day[rows[0]]), int(record.day[rows[-1]])
    spoken_of = record.marked(*_SPOKEN_OF) & (record.day >= first) & (record.day <= last)
    named = record.once(np.flatnonzero(spoken_of).tolist())
    also = tr(", though rows speak of one planned, begun or at hand") if named else ""
    says = tr(
        "{child}: {count} concerns of neglect at severity {severity} or more over {days} days from {first} to {last}, "
        "and no assessment tool is shown as used in this chronology{also}."
    ).format(
        child=record.name,
        count=len(rows),
        severity=rule.severity,
        days=last - first,
        first=spoken(known_date(first)),
        last=spoken(known_date(last)),
        also=also,
    )
    evidence = np.concatenate((rows, np.array(named, np.intp)))
    return finding_of(record, NO_TOOLS, number, (first, last), evidence, says, settings_of(rule))
