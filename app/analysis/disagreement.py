"""Disagreements between agencies with no escalation procedure shown."""

from collections.abc import Sequence

import numpy as np

from app.analysis.child_record import ChildRecord, child_record, finding_of, settings_of, stretches
from app.analysis.finding import DISAGREEMENT, Finding
from app.analysis.levels import LevelState
from app.analysis.severity import ConcernPoints
from app.case.dates import known_date, spoken
from app.case.model import Case
from app.language import tr, trn

_DISAGREED = ("disagreement", "escalation_procedure:not_used")
_USED = "escalation_procedure:used"


def find_disagreements_not_escalated(
    case: Case, child: int, _states: tuple[LevelState, ...], _points: ConcernPoints
) -> tuple[Finding, ...]:
    """Disagreements after which no escalation is shown within the scheme's days; near ones are one finding."""
    record = child_record(case, child)
    disagreed = record.marked(*_DISAGREED)
    if not disagreed.any():
        return ()
    rule = case.scheme.rules.disagreement_not_escalated
    used = record.day[record.marked(_USED)]
    rows = [
        row
        for row in np.flatnonzero(disagreed).tolist()
        if int(record.last[row]) + rule.days <= record.until
        and not bool(((used >= record.day[row]) & (used <= record.last[row] + rule.days)).any())
    ]
    rows = record.once(rows)
    groups = stretches([int(record.day[row]) for row in rows], rule.gap_days)
    return tuple(
        _finding(record, [rows[item] for item in group], number) for number, group in enumerate(groups, start=1)
    )


def _finding(record: ChildRecord, rows: Sequence[int], number: int) -> Finding:
    rule = record.case.scheme.rules.disagreement_not_escalated
    first, last = int(record.day[rows[0]]), int(record.day[rows[-1]])
    told = trn(
        "a disagreement between agencies is recorded on {first}",
        "disagreement between agencies is recorded {count} times from {first} to {last}",
        len(rows),
    ).format(count=len(rows), first=spoken(known_date(first)), last=spoken(known_date(last)))
    says = tr(
        "{child}: {told}, and the use of an escalation procedure within {days} days is not shown in this chronology."
    ).format(child=record.name, told=told, days=rule.days)
    end = int(record.last[rows[-1]]) + rule.days
    return finding_of(record, DISAGREEMENT, number, (first, end), rows, says, settings_of(rule))
