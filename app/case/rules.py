"""What each kind of finding asks of a record: days, counts and ranks that belong to the scheme.

A scheme file states them; one that leaves a table out, as those of earlier versions do, has the values here,
which are those of the scheme that ships with the product. Severities and levels are ranks, days are calendar
days unless their name says working days.
"""

from typing import Literal

import msgspec

from app.language import tr

Nation = Literal["england", "wales", "scotland", "northern_ireland"]

_OURS = "Lifelanes scheme, version 1"  # not words: a source, as in the scheme files


class Ranks(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which ranks of the scheme mean what: levels of intervention, and two ranks of severity.

    ``in_need`` is support by a social worker, ``enquiry`` a recorded enquiry: its end in support or in a plan
    withdraws nothing. ``plan`` is a protection plan, ``care`` proceedings or being looked after. A row at or under
    ``improved_severity`` may record improvement; ``serious_harm`` is actual serious harm.
    """

    in_need: int = 2
    enquiry: int = 3
    plan: int = 4
    care: int = 5
    improved_severity: int = 1
    serious_harm: int = 5
    source: str = _OURS


class StepDownWithoutImprovement(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A fall in level with no improvement recorded in the ``days`` before it."""

    days: int = 90
    source: str = _OURS


class UnansweredConcern(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A concern at ``severity`` with no response recorded within ``working_days``."""

    severity: int = 3
    working_days: int = 10
    source: str = _OURS


class UnclearReferral(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Information given whose outcome is not shown within ``working_days``; told together up to ``gap_days`` apart."""

    working_days: int = 10
    gap_days: int = 90
    source: str = _OURS


class RepeatedNoFurtherAction(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``referrals`` refused within ``days``, the same concern in them."""

    referrals: int = 3
    days: int = 365
    source: str = _OURS


class NoStrategyDiscussion(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Severity at ``severity``, no strategy discussion within ``working_days``; told together up to ``gap_days``."""

    severity: int = 4
    working_days: int = 5
    gap_days: int = 90
    source: str = _OURS


class NoContact(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``days`` without a row in which the child was seen, at ``level`` or within the concern window of ``severity``.

    A row with one of ``seen_categories`` describes the child, so whoever wrote it saw the child.
    """

    days: int = 60
    level: int = 2
    severity: int = 3
    seen_categories: tuple[str, ...] = (
        "hygiene",
        "nutrition",
        "physical_health",
        "emotional",
        "development",
        "education",
        "physical_injury",
        "protective",
    )
    source: str = _OURS


class MissedAppointments(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``appointments`` missed in a row, each within ``gap_days`` of the one before."""

    appointments: int = 3
    gap_days: int = 183
    source: str = _OURS


class SiblingsDiffer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A concern at ``severity`` about both that a row about both answers within ``days`` for one of them."""

    severity: int = 3
    days: int = 28
    source: str = _OURS


class DisagreementNotEscalated(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A disagreement with no escalation procedure within ``days``; told together up to ``gap_days`` apart."""

    days: int = 28
    gap_days: int = 90
    source: str = _OURS


class ToolsNotShown(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Neglect at ``severity``, ``rows`` of it over ``days``, none over ``gap_days`` after another, and no tool used."""

    severity: int = 3
    days: int = 365
    gap_days: int = 183
    rows: int = 3
    source: str = _OURS


class RisingConcern(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Severity that never falls over ``rows`` days with a concern within ``days``, to ``severity`` or more.

    It rises by ``rise`` ranks at least, in ``steps`` steps or more.
    """

    rows: int = 4
    days: int = 180
    rise: int = 2
    steps: int = 2
    severity: int = 3
    source: str = _OURS


class TimescaleNotShown(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``grace_days`` after a timescale's end before it is told."""

    grace_days: int = 1
    source: str = _OURS


class Rules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The rule of every kind of finding but those of ``Windows`` (relapse, step-downs that held, health runs)."""

    step_down_without_improvement: StepDownWithoutImprovement = StepDownWithoutImprovement()
    unanswered_concern: UnansweredConcern = UnansweredConcern()
    unclear_referral: UnclearReferral = UnclearReferral()
    repeated_no_further_action: RepeatedNoFurtherAction = RepeatedNoFurtherAction()
    no_strategy_discussion: NoStrategyDiscussion = NoStrategyDiscussion()
    no_contact: NoContact = NoContact()
    missed_appointments: MissedAppointments = MissedAppointments()
    timescale_not_shown: TimescaleNotShown = TimescaleNotShown()
    siblings_differ: SiblingsDiffer = SiblingsDiffer()
    disagreement_not_escalated: DisagreementNotEscalated = DisagreementNotEscalated()
    tools_not_shown: ToolsNotShown = ToolsNotShown()
    rising_concern: RisingConcern = RisingConcern()


def fault_in_rules(
    ranks: Ranks, rules: Rules, highest_level: int, highest_severity: int, categories: frozenset[str]
) -> str | None:
    """What does not hold together in these, as words that end a sentence; None where all does."""
    for name in ("in_need", "enquiry", "plan", "care"):
        if not 0 < getattr(ranks, name) <= highest_level:
            return tr("ranks.{name} must be a level from 1 to {highest_level}").format(
                name=name, highest_level=highest_level
            )
    for name in ("improved_severity", "serious_harm"):
        if not 0 <= getattr(ranks, name) <= highest_severity:
            return tr("ranks.{name} must be a severity from 0 to {highest_severity}").format(
                name=name, highest_severity=highest_severity
            )
    for kind, rule in msgspec.structs.asdict(rules).items():
        for name, value in msgspec.structs.asdict(rule).items():
            if isinstance(value, int) and value < 1:
                return tr("rules.{kind}.{name} must be 1 or more").format(kind=kind, name=name)
            if name == "severity" and value > highest_severity:
                return tr("rules.{kind}.severity is above the highest severity").format(kind=kind)
    unknown = set(rules.no_contact.seen_categories) - categories
    if unknown:
        return tr("rules.no_contact.seen_categories names no category: {unknown}").format(
            unknown=", ".join(sorted(unknown))
        )
    return None
