"""phase_scene(case, findings) -> PhaseScene: a row for each child, a cell for each cycle and for what came after.

A loop is a cycle: up, to a higher level, down, to a lower level, up again. A straight climb is concern that rises with
no rise in level. It shows no durations, so a picture of it goes out only together with the child's lane.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from app.analysis.cycle_words import returned_after
from app.analysis.finding import ESCALATION, RELAPSE, Finding
from app.analysis.levels import LevelState, level_changes, level_states, record_span
from app.analysis.severity import Steps, concern_points, running_highest
from app.analysis.stepping_down import grouped
from app.case.birth_order import oldest_first
from app.case.dates import SHORT_MONTHS, day_number, known_date
from app.case.model import Case, Child
from app.language import tr
from app.phase.stops import Concern, Step, Stop, concern_of, split_days, steps_of, stops_between
from app.phase.words import run_words, spoken_cell, spoken_row

LONGEST_DAYS = 730
"""A stretch after the last cycle that is longer is cut at each step-down, or its way tangles (chart specification,
section 15)."""


class Ending(Enum):
    """How the way of a cell ends: concern returned, the record ends, or it goes on in the next cell."""

    RETURN = "return of concern"
    RECORD = "end of record"
    ON = "goes on"


ENDINGS = {Ending.RETURN: tr("return of concern"), Ending.RECORD: tr("end of record"), Ending.ON: tr("goes on")}
"""What a screen reader hears of each ending."""


@dataclass(frozen=True)
class PhaseCell:
    """One small picture: a child's way from ``first`` to ``last`` (day numbers, inclusive).

    ``finding`` is the cycle, or where there is none the unanswered run that lies in it. ``dates`` and ``words`` stand
    beside it, the words in bold. ``confirmed`` is False where the finding rests on a suggested code. ``spoken`` is
    what a screen reader hears. A cell without ``course`` is empty; its ``words`` say why.
    """

    child: int
    column: int
    first: int
    last: int
    ending: Ending
    finding: Finding | None
    stops: tuple[Stop, ...]
    runs: tuple[tuple[int, int], ...]
    dates: tuple[str, ...]
    words: str
    confirmed: bool
    spoken: str


@dataclass(frozen=True)
class PhaseRow:
    """A child's cells, and the steps of its whole record, the pale way behind each of them; ``spoken`` is for a screen
    reader.
    """

    child: int
    name: str
    behind: tuple[Step, ...]
    cells: tuple[PhaseCell, ...]
    spoken: str


@dataclass(frozen=True)
class PhaseScene:
    """The whole view. ``highest_level`` and ``highest_concern`` are the ranks that a cell reaches to.

    ``filters`` say which rows are left of a filter; empty where every row counts.
    """

    case: Case
    headings: tuple[str, ...]
    rows: tuple[PhaseRow, ...]
    highest_level: int
    highest_concern: int
    filters: str = ""

    @property
    def empty(self) -> bool:
        """Whether there is no child with a dated record."""
        return not any(cell.stops for row in self.rows for cell in row.cells)

    def cell_of(self, finding: str | None) -> PhaseCell | None:
        """The cell that shows the finding of that id; None where none does."""
        cells = (cell for row in self.rows for cell in row.cells)
        return next((cell for cell in cells if cell.finding and cell.finding.id == finding), None)


@dataclass(frozen=True)
class _Way:
    """What the cells of a child are made from. ``first`` is the day before the first of which anything is known."""

    case: Case
    child: Child
    states: tuple[LevelState, ...]
    concern: Concern
    runs: tuple[Finding, ...]
    first: int
    last: int


def phase_scene(
    case: Case,
    findings: Sequence[Finding],
    children: Sequence[int] | None = None,
    areas: Mapping[int, Steps] | None = None,
    filters: str = "",
) -> PhaseScene:
    """The phase view of these children (None for all), the oldest first, as ``oldest_first`` has them.

    ``areas`` are the highest concern of the last days by child id, of the rows that a filter leaves, as ``filters``
    says; None for that of every row. Levels, and the cycles that make the cells, rest on every row.
    """
    chosen = case.children if children is None else tuple(case.children[child] for child in children)
    ordered = oldest_first(case, chosen)
    cycles = [sorted(_of(findings, child, RELAPSE), key=lambda item: item.number) for child in ordered]
    most = max((cycle.number for each in cycles for cycle in each), default=0)
    ways = [_way(case, child, _of(findings, child, ESCALATION), (areas or {}).get(child.id)) for child in ordered]
    rows = tuple(_row(case, child, way, each, most) for child, way, each in zip(ordered, ways, cycles, strict=True))
    after = max((cell.column for row in rows for cell in row.cells), default=most) - most
    ranks = case.scheme.highest_level, len(case.scheme.severity) - 1
    return PhaseScene(case, _headings(most, after, all(cycles)), rows, *ranks, filters)


def _of(findings: Sequence[Finding], child: Child, kind: str) -> list[Finding]:
    return [finding for finding in findings if finding.child == child.id and finding.kind == kind]


def _headings(cycles: int, after: int, each_has: bool) -> tuple[str, ...]:
    """What stands over the columns; under the last are the whole records of children who have no cycle."""
    rest = tr("Whole record") if not cycles else tr("Since last cycle") if each_has else tr("Rest of the record")
    further = [tr("{heading}, part {part}").format(heading=rest, part=part) for part in range(2, after + 2)]
    return (*(tr("Cycle {number}").format(number=number) for number in range(1, cycles + 1)), rest, *further)


def _row(case: Case, child: Child, way: _Way | None, cycles: list[Finding], most: int) -> PhaseRow:
    if way is None:
        cells = (_empty(child, most, _nothing_known(case, child)),)
        return PhaseRow(child.id, child.name, (), cells, spoken_row(child.name, cells_spoken=(cells[0].spoken,)))
    known = {cycle.number - 1: cycle for cycle in cycles}
    found = [
        _cycle(way, known[column], column) if column in known else _empty(child, column, tr("no cycle found"))
        for column in range(most)
    ]
    found += _since(way, day_number(cycles[-1].end) if cycles else way.first, most, bool(cycles))
    behind = steps_of(stops_between(way.states, way.concern, way.first, way.last))
    spoken = spoken_row(child.name, tuple(cell.spoken for cell in found if cell.stops))
    return PhaseRow(child.id, child.name, behind, tuple(found), spoken)


def _nothing_known(case: Case, child: Child) -> str:
    """Why there is no way to draw: nobody has scored what is recorded, or nothing is recorded of the child."""
    recorded = case.events.subjects[:, child.id] & ~case.events.withdrawn
    return tr("nothing scored, no level stated") if recorded.any() else tr("no dated record")


def _way(case: Case, child: Child, runs: list[Finding], area: Steps | None) -> _Way | None:
    """What is known of the child from the day before its first scored row or level on; None where there is neither."""
    span, points, states = record_span(case), concern_points(case, child.id), level_states(case, child.id)
    known = [*points.day[:1].tolist(), *(state.start for state in states[:1])]
    if span is None or not known:
        return None
    if area is None:
        area = running_highest(points, case.scheme.windows.concern_area_days, span[1])
    return _Way(case, child, states, concern_of(area), tuple(runs), min(known) - 1, span[1])


def _cycle(way: _Way, cycle: Finding, column: int) -> PhaseCell:
    days = (day_number(cycle.start) - 1, day_number(cycle.end))
    words = tr("cycle {number}").format(number=cycle.number), returned_after(cycle)
    return _cell(way, column, days, Ending.RETURN, cycle, words)


def _since(way: _Way, since: int, column: int, after_cycle: bool) -> list[PhaseCell]:
    """What came after the last cycle, cut at each step-down where it is long; the whole record where there was none."""
    downs = grouped(level_changes(way.states), way.case.scheme.ranks).downs
    parts = split_days([down.last.day for down in downs], since, way.last, LONGEST_DAYS)
    found: list[PhaseCell] = []
    for place, (first, last) in enumerate(parts):
        ending = Ending.RECORD if place == len(parts) - 1 else Ending.ON
        run = next((run for run in way.runs if first <= day_number(run.start) < last), None)
        words = run_words(run) if run else "" if after_cycle or place else tr("no cycle found")
        title = tr("since the last cycle") if after_cycle else tr("whole record")
        found.append(_cell(way, column + place, (first, last), ending, run, (title, words)))
    return found


def _cell(
    way: _Way, column: int, days: tuple[int, int], ending: Ending, finding: Finding | None, told: tuple[str, str]
) -> PhaseCell:
    """``told`` is what the cell is, and what is written beside it in bold."""
    runs = tuple((day_number(run.start), day_number(run.end)) for run in way.runs)
    stops = stops_between(way.states, way.concern, *days, runs)
    name, first, last = way.child.name, known_date(days[0]), known_date(days[1])
    return PhaseCell(
        child=way.child.id,
        column=column,
        first=days[0],
        last=days[1],
        ending=ending,
        finding=finding,
        stops=stops,
        runs=runs,
        dates=_dates(first, last),
        words=told[1],
        confirmed=finding is None or finding.confirmed,
        spoken=spoken_cell(f"{name}, {told[0]}", (first, last), stops, ENDINGS[ending], finding),
    )


def _empty(child: Child, column: int, words: str) -> PhaseCell:
    return PhaseCell(
        child.id, column, 0, 0, Ending.RECORD, None, (), (), (), words, True, f"{child.name}: {words}."
    )  # fmt: skip


def _dates(first: date, last: date) -> tuple[str, str]:
    """Two lines: "Mar 2008 –" and "Oct 2009"."""
    return f"{SHORT_MONTHS[first.month - 1]} {first.year} –", f"{SHORT_MONTHS[last.month - 1]} {last.year}"
