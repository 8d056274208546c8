"""Which decision stands for which finding, now that the findings have been searched anew.

A decision belongs to the finding of its kind and child that starts on its day or rests on at least
half of its rows. Where rows were added, moved or coded otherwise the finding may have other dates
and the decision still stands; that its rows have changed since is then said.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.analysis.finding import Finding
from app.case.finding_edits import rows_digest
from app.case.model import Case, FindingDecision, Verdict

SHARED = 0.5
"""The least share of rows that a finding and a decision about it have in common where their days differ."""


@dataclass(frozen=True, slots=True)
class Decided:
    """The decision that stands for a finding; ``changed`` where its rows read otherwise than when it was decided."""

    decision: FindingDecision
    changed: bool

    @property
    def dismissed(self) -> bool:
        """Whether the finding was dismissed."""
        return self.decision.state is Verdict.DISMISSED


def decided(case: Case, findings: Sequence[Finding]) -> Mapping[str, Decided]:
    """The decision of each finding that has one, by the finding's id. A decision stands for one finding at most."""
    if not case.finding_decisions:
        return {}
    fits = sorted(_fits(case, findings), key=lambda fit: (-fit[0], fit[1], fit[2]))
    taken: dict[int, int] = {}
    spent: set[int] = set()
    for _, place, number in fits:
        if place not in spent and number not in taken:
            taken[number] = place
            spent.add(place)
    return {
        findings[number].id: Decided(decision, _has_changed(case, findings[number], decision))
        for number, place in taken.items()
        for decision in (case.finding_decisions[place],)
    }


def no_longer_found(case: Case, findings: Sequence[Finding]) -> tuple[FindingDecision, ...]:
    """The decisions on findings that the record no longer shows."""
    standing = {id(item.decision) for item in decided(case, findings).values()}
    return tuple(decision for decision in case.finding_decisions if id(decision) not in standing)


def not_dismissed(case: Case, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The findings that a chart shows: all but those that were dismissed."""
    standing = decided(case, findings)
    if not any(item.dismissed for item in standing.values()):
        return findings
    return tuple(item for item in findings if item.id not in standing or not standing[item.id].dismissed)


def _fits(case: Case, findings: Sequence[Finding]) -> Iterator[tuple[float, int, int]]:
    """(how well, place of the decision, number of the finding) of every pair that may belong together."""
    alike: dict[tuple[str, int], list[int]] = {}
    for number, finding in enumerate(findings):
        alike.setdefault((finding.kind, finding.child), []).append(number)
    for place, decision in enumerate(case.finding_decisions):
        rows = set(decision.evidence)
        for number in alike.get((decision.kind, decision.child), ()):
            finding = findings[number]
            both = rows | set(finding.evidence)
            shared = len(rows & set(finding.evidence)) / len(both) if both else 1.0
            same_day = finding.start == decision.start
            if same_day or shared >= SHARED:
                yield shared + same_day, place, number


def _has_changed(case: Case, finding: Finding, decision: FindingDecision) -> bool:
    if set(finding.evidence) != set(decision.evidence):
        return True
    return rows_digest(case, finding.evidence, finding.child) != decision.rows
