"""A finding: what the record shows about one child, and the rows it rests on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from app.case.dates import Precision

_NO_MOMENTS: Mapping[str, date] = MappingProxyType({})
_NO_SETTINGS: "Mapping[str, Setting]" = MappingProxyType({})

Setting = int | str | tuple[str, ...]
"""A setting that a rule used: days, a count, a rank, words, or the keys of categories."""


@dataclass(frozen=True, slots=True)
class InexactDay:
    """A day that stands in a finding's words for a date that the record gives less exactly.

    ``first`` and ``last`` are the bounds of that date, both inclusive; None where the record sets none.
    """

    day: date
    first: date | None
    last: date | None
    precision: Precision

    @property
    def is_earliest(self) -> bool:
        """Whether it can have been later, and not earlier."""
        return self.first is not None and self.precision is not Precision.CIRCA and self.first != self.last


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. It says what the record shows, never whose fault it is.

    ``id`` is stable while its dates are ("relapse:0:2009-09-08"). ``child`` is a child's id. ``number``
    counts a child's findings of this kind in date order, from 1. ``moments`` are its dated moments
    (trigger, step_up, improvement, step_down, relapse; dates), ``falls`` every fall in level in it;
    ``improvement_recorded`` is False where the improvement is no more than a row less severe than those before it.
    ``evidence`` are event ids in date order. ``confirmed`` is False where a code that it rests on is only suggested.
    ``days`` is the figure it speaks of (days to the return, days without a rise). ``settled`` is False
    where the record ends before its window does. ``settings`` are those of its rule, by their name in the scheme.
    ``inexact`` are days in ``says`` that the record does not give exactly, in order of time; ``says`` tells of them.
    """

    id: str
    kind: str
    child: int
    number: int
    start: date
    end: date
    evidence: tuple[int, ...]
    says: str
    days: int = 0
    moments: Mapping[str, date] = field(default_factory=lambda: _NO_MOMENTS)
    falls: tuple[date, ...] = ()
    improvement_recorded: bool = True
    confirmed: bool = True
    settled: bool = True
    settings: Mapping[str, Setting] = field(default_factory=lambda: _NO_SETTINGS)
    inexact: tuple[InexactDay, ...] = ()


RELAPSE = "relapse"
SUSTAINED = "sustained_step_down"
ESCALATION = "unanswered_health_escalation"
NO_IMPROVEMENT = "step_down_without_improvement"
UNANSWERED = "unanswered_concern"
UNCLEAR = "unclear_referral"
REPEATED_NFA = "repeated_no_further_action"
NO_STRATEGY = "no_strategy_discussion"
NO_CONTACT = "no_contact"
MISSED = "missed_appointments"
TIMESCALE = "timescale_not_shown"
SIBLINGS = "siblings_differ"
DISAGREEMENT = "disagreement_not_escalated"
NO_TOOLS = "tools_not_shown"
RISING = "rising_concern"
