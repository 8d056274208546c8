"""Every finding of a case. Each finder is a pure function; FINDERS lists them all."""

from collections.abc import Callable

from app.analysis.escalation import find_escalations
from app.analysis.finding import Finding
from app.analysis.levels import LevelState, level_states
from app.analysis.relapse import find_relapses, find_sustained
from app.analysis.severity import ConcernPoints, concern_points
from app.case.model import Case

Finder = Callable[[Case, int, tuple[LevelState, ...], ConcernPoints], tuple[Finding, ...]]

FINDERS: tuple[Finder, ...] = (find_relapses, find_sustained, find_escalations)


def find_all(case: Case) -> tuple[Finding, ...]:
    """All findings of the case, by child and then by date."""
    return tuple(finding for child in case.children for finding in findings_of(case, child.id))


def findings_of(case: Case, child: int) -> tuple[Finding, ...]:
    """One child's findings by date; another child's rows play no part in them."""
    states, points = level_states(case, child), concern_points(case, child)
    found = [finding for finder in FINDERS for finding in finder(case, child, states, points)]
    return tuple(sorted(found, key=lambda finding: (finding.start, finding.end, finding.kind)))
