"""What the chart says to somebody who does not see it: the whole of it in sentences, lane by lane.

The order is that of a lane (lanes specification, section 16): name, records, level, highest concern, what was found,
what is not recorded, what is not yet confirmed. Children go by the names of the scene, and by no others.
"""

import numpy as np

from app.analysis.finding import Finding
from app.case.dates import Precision, day_number, known_date, spoken, spoken_month
from app.lanes.aligned import in_dates
from app.lanes.marks import MarkKind
from app.lanes.scene import LaneScene, LanesScene
from app.lanes.words import rank_words, titles

Days = tuple[float, float]
"""The first and the last day (day numbers) that a picture shows."""


def spoken_chart(scene: LanesScene, days: Days | None = None) -> str:
    """The chart in full: its title, then a paragraph for each lane; ``days`` where only a part of it is shown."""
    told = [f"{titles(scene)[0].rstrip('.')}."]
    if scene.aligned_on:
        told.append(f"The lanes are moved so that {scene.aligned_on} stands at day 0; what follows gives dates.")
    elif days is not None and (days[0] > scene.first_day or days[1] < scene.last_day):
        told.append(f"The picture shows {_day(int(days[0]))} to {_day(int(days[1]))}; what follows tells all days.")
    told += [spoken_in_full(scene, lane) for lane in scene.lanes]
    if scene.lanes:
        told += [f"{words}." for words in rank_words(scene)]
    return "\n".join(told)


def spoken_in_full(scene: LanesScene, lane: LaneScene) -> str:
    """One lane, as a screen reader hears it; its days are dates, moved or not."""
    lane = in_dates(lane)
    born = _born(scene, lane)
    parts = [
        f"{lane.name}, {born}." if born else f"{lane.name}.",
        _records(lane),
        _levels(scene, lane),
        _highest(lane),
        _returns(lane),
        _held(lane),
        *(_run(lane, run) for run in lane.runs),
        _unseen(lane),
        _unconfirmed(lane),
    ]
    return " ".join(part for part in parts if part)


def _born(scene: LanesScene, lane: LaneScene) -> str:
    born = scene.case.children[lane.child].born
    if born is None:
        return ""
    return f"born {spoken_month(born.day) if born.precision in (Precision.DAY, Precision.MONTH) else born.words}"


def _records(lane: LaneScene) -> str:
    marks = lane.marks
    once = ~marks.twin
    count = int(once.sum())
    if not count:
        return "No records."
    return (
        f"{_number(count, 'record')} from {_day(int(marks.start[once].min()))} to {_day(int(marks.end[once].max()))}."
    )


def _levels(scene: LanesScene, lane: LaneScene) -> str:
    if not lane.states:
        return "No level of intervention is recorded."
    levels, told = scene.case.scheme.levels, list[str]()
    for state in lane.states:
        suggested = "" if state.confirmed else " (suggested)"
        told.append(f"{levels[state.level].label} from {_day(state.start)}{suggested}")
        if state.solid_until < state.end:
            told.append(f"not mentioned since {spoken_month(known_date(state.last_mention))}")
    return f"Level of intervention: {'; '.join(told)}."


def _highest(lane: LaneScene) -> str:
    marks = lane.marks
    scored = np.flatnonzero(~marks.twin & (marks.kind >= MarkKind.CONCERN))
    if not len(scored):
        return "No concern is scored."
    highest = int(marks.severity[scored].max())
    days = marks.start[scored][marks.severity[scored] == highest]
    more = f", and {len(days) - 1} more at that severity" if len(days) > 1 else ""
    return f"Highest concern {highest}, on {_day(int(days[0]))}{more}."


def _returns(lane: LaneScene) -> str:
    if not lane.cycles:
        return ""
    told = [
        f"cycle {cycle.number}, stepped down {spoken(cycle.moments['step_down'])}, concern returned "
        f"{spoken(cycle.end)}, {_number(cycle.days, 'day')}{_open(cycle)}"
        for cycle in lane.cycles
    ]
    return f"{_number(len(told), 'return')} of concern: {'; '.join(told)}."


def _held(lane: LaneScene) -> str:
    held = [finding for finding in lane.held if finding.settled]
    waiting = [finding for finding in lane.held if not finding.settled]
    told = [f"{_number(len(held), 'step-down')} held: from {_all(held)}."] if held else []
    if waiting:
        told.append(f"Not yet known whether it held: step-down of {_all(waiting)}.")
    return " ".join(told)


def _all(findings: list[Finding]) -> str:
    return "; ".join(spoken(finding.start) for finding in findings)


def _run(lane: LaneScene, run: Finding) -> str:
    levels = [
        state.level for state in lane.states if state.start < day_number(run.end) and state.end > day_number(run.start)
    ]
    through = f", level {levels[0]} throughout" if len(set(levels)) == 1 else ""
    admission = (lane.marks.kind == MarkKind.ADMISSION) & (lane.marks.start == day_number(run.end))
    ending = ", then hospital admission" if bool(admission.any()) else ""
    return (
        f"A run of health concerns without a rise in level: {_number(len(run.evidence), 'concern')}, "
        f"{spoken(run.start)} to {spoken(run.end)}{through}{ending}{_open(run)}."
    )


def _unseen(lane: LaneScene) -> str:
    told = [
        f"{spoken(gap.start)} to {spoken(gap.end)}, {_number(gap.days or (gap.end - gap.start).days, 'day')}"
        for gap in lane.unseen
    ]
    return f"Not recorded as seen: {'; '.join(told)}." if told else ""


def _unconfirmed(lane: LaneScene) -> str:
    waiting = int((lane.marks.suggested & ~lane.marks.twin).sum())
    return f"{_number(waiting, 'code')} not yet confirmed." if waiting else ""


def _open(finding: Finding) -> str:
    return "" if finding.confirmed else " (rests on a suggested code)"


def _day(number: int) -> str:
    return spoken(known_date(number))


def _number(count: int, word: str) -> str:
    return f"1 {word}" if count == 1 else f"{count} {word}s"
