"""Every finding of a case. Each finder is a pure function; FINDERS_BY_KIND lists them all."""

from collections.abc import Callable, Collection, Mapping
from operator import attrgetter
from types import MappingProxyType

from app.analysis.appointments import find_missed_appointments
from app.analysis.confirming import told_whether_confirmed
from app.analysis.contact import find_times_without_contact
from app.analysis.disagreement import find_disagreements_not_escalated
from app.analysis.escalation import find_escalations
from app.analysis.finding import (
    DISAGREEMENT,
    ESCALATION,
    MISSED,
    NO_CONTACT,
    NO_IMPROVEMENT,
    NO_STRATEGY,
    NO_TOOLS,
    RELAPSE,
    REPEATED_NFA,
    RISING,
    SIBLINGS,
    SUSTAINED,
    TIMESCALE,
    UNANSWERED,
    UNCLEAR,
    Finding,
)
from app.analysis.inexact_days import told_of_inexact_days
from app.analysis.levels import LevelState, level_states
from app.analysis.referrals import find_repeated_no_further_action, find_unclear_referrals
from app.analysis.relapse import find_relapses, find_sustained
from app.analysis.responses import find_unanswered_concerns
from app.analysis.rising import find_rising_concern
from app.analysis.severity import ConcernPoints, concern_points
from app.analysis.siblings import find_siblings_who_differ
from app.analysis.step_downs import find_step_downs_without_improvement
from app.analysis.strategy import find_missing_strategy_discussions
from app.analysis.timescales import find_timescales_not_shown
from app.analysis.tools import find_neglect_without_tools
from app.case.model import Case
from app.memory import nothing_let_go

Finder = Callable[[Case, int, tuple[LevelState, ...], ConcernPoints], tuple[Finding, ...]]

FINDERS_BY_KIND: Mapping[str, Finder] = MappingProxyType(
    {
        RELAPSE: find_relapses,
        SUSTAINED: find_sustained,
        ESCALATION: find_escalations,
        NO_IMPROVEMENT: find_step_downs_without_improvement,
        UNANSWERED: find_unanswered_concerns,
        UNCLEAR: find_unclear_referrals,
        REPEATED_NFA: find_repeated_no_further_action,
        NO_STRATEGY: find_missing_strategy_discussions,
        NO_CONTACT: find_times_without_contact,
        MISSED: find_missed_appointments,
        TIMESCALE: find_timescales_not_shown,
        SIBLINGS: find_siblings_who_differ,
        DISAGREEMENT: find_disagreements_not_escalated,
        NO_TOOLS: find_neglect_without_tools,
        RISING: find_rising_concern,
    }
)
"""The finder of each kind, in the order in which lists name them."""


def find_all(case: Case, kinds: Collection[str] = FINDERS_BY_KIND) -> tuple[Finding, ...]:
    """All findings of the case, by child and then by date; those of some ``kinds`` alone where only they are wanted."""
    without: Mapping[str, tuple[Finding, ...]] = {kind: () for kind in FINDERS_BY_KIND if kind not in kinds}
    with nothing_let_go():
        return tuple([finding for child in case.children for finding in findings_of(case, child.id, without)])


def findings_of(
    case: Case, child: int, known: Mapping[str, tuple[Finding, ...]] = MappingProxyType({})
) -> tuple[Finding, ...]:
    """One child's findings by date; rows about another child alone play no part in them.

    ``known`` are those of kinds that need no search, told already of inexact days and whether they are confirmed.
    """
    states, points = level_states(case, child), concern_points(case, child)
    anew: list[Finding] = []
    for kind, finder in FINDERS_BY_KIND.items():
        if kind not in known:
            anew += finder(case, child, states, points)
    found = told_of_inexact_days(case, told_whether_confirmed(case.events, anew))
    for same in known.values():
        found += same
    return tuple(sorted(found, key=_BY_DATE))


_BY_DATE = attrgetter("start", "end", "kind")
