"""resolve(case, findings) -> LanesScene: everything the chart says, in days and ranks, ready to be placed."""

from dataclasses import dataclass

from app.analysis.finding import ESCALATION, RELAPSE, SUSTAINED, Finding
from app.analysis.levels import LevelState, level_states, record_span
from app.analysis.severity import Steps, concern_points, running_highest
from app.case.dates import Precision, day_number, from_day_number, spoken_month
from app.case.model import Case, Child
from app.lanes.marks import Marks, marks_of


@dataclass(frozen=True)
class LaneScene:
    """One child's lane. ``born`` is a day number inside the record, else None; ``lines`` stand under the name."""

    child: int
    name: str
    lines: tuple[str, ...]
    born: int | None
    born_words: str
    marks: Marks
    area: Steps
    states: tuple[LevelState, ...]
    cycles: tuple[Finding, ...]
    held: tuple[Finding, ...]
    runs: tuple[Finding, ...]
    evidence: frozenset[int]


@dataclass(frozen=True)
class LanesScene:
    """The whole picture. ``first_day`` and ``last_day`` span the record (day numbers)."""

    case: Case
    lanes: tuple[LaneScene, ...]
    first_day: int
    last_day: int
    shown: int
    total: int
    unscored: int

    @property
    def empty(self) -> bool:
        """Whether there is no dated record to show."""
        return self.total == 0

    def findings(self) -> tuple[Finding, ...]:
        """Every finding drawn, lane by lane."""
        return tuple(item for lane in self.lanes for item in (*lane.cycles, *lane.held, *lane.runs))


def resolve(case: Case, findings: tuple[Finding, ...], children: tuple[int, ...] | None = None) -> LanesScene:
    """The scene of these children (None for all), the oldest first, those without a birth date after them."""
    span = record_span(case) or (0, 0)
    chosen = case.children if children is None else tuple(case.children[child] for child in children)
    ordered = sorted(chosen, key=lambda child: (day_number(child.born.day) if child.born else 2**31, child.id))
    lanes = tuple(_lane(case, child, findings, span) for child in ordered)
    about = case.events.subjects[:, [lane.child for lane in lanes]].any(axis=1) if lanes else None
    live = ~case.events.withdrawn
    shown = int((about & live).sum()) if about is not None else 0
    unscored = int((about & live & (case.events.severity < 0)).sum()) if about is not None else 0
    return LanesScene(case, lanes, span[0], span[1], shown, int(live.sum()), unscored)


def _lane(case: Case, child: Child, findings: tuple[Finding, ...], span: tuple[int, int]) -> LaneScene:
    mine = [finding for finding in findings if finding.child == child.id]
    cycles, held, runs = (
        tuple(finding for finding in mine if finding.kind == kind) for kind in (RELAPSE, SUSTAINED, ESCALATION)
    )
    points = concern_points(case, child.id)
    born = day_number(child.born.day) if child.born else None
    inside = born is not None and span[0] < born <= span[1]
    return LaneScene(
        child=child.id,
        name=child.name,
        lines=_lines(child, cycles, held, runs),
        born=born if inside else None,
        born_words=_born_words(child) if inside else "",
        marks=marks_of(case, child.id),
        area=running_highest(points, case.scheme.windows.concern_area_days, span[1]),
        states=level_states(case, child.id),
        cycles=cycles,
        held=held,
        runs=runs,
        evidence=frozenset(event for finding in mine for event in finding.evidence),
    )


def _born_words(child: Child) -> str:
    if child.born is None:
        return ""
    if child.born.precision is Precision.DAY:
        return f"born {spoken_month(child.born.day)}"
    day = from_day_number(day_number(child.born.day))
    return f"born {spoken_month(day) if child.born.precision is Precision.MONTH and day else child.born.words}"


def _lines(
    child: Child, cycles: tuple[Finding, ...], held: tuple[Finding, ...], runs: tuple[Finding, ...]
) -> tuple[str, ...]:
    settled = [finding for finding in held if finding.settled]
    lines = [*child.vulnerabilities[:1]]
    for count, one, more in (
        (len(cycles), "return of concern", "returns of concern"),
        (len(settled), "step-down held", "step-downs held"),
        (len(runs), "unanswered run", "unanswered runs"),
    ):
        if count:
            lines.append(f"{count} {one if count == 1 else more}")
    return tuple(lines)
