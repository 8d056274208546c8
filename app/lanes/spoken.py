"""What the chart says to somebody who does not see it: the whole of it in sentences, lane by lane.

The order is that of a lane (lanes specification, section 16): name, records, level, highest concern, what was found,
what is not recorded, what is not yet confirmed. Children go by the names of the scene, and by no others.
"""

import numpy as np

from app.analysis.cycle_words import length_told, moment_told
from app.analysis.finding import Finding
from app.case.dates import Precision, day_number, known_date, spoken, spoken_month
from app.lanes.aligned import in_dates
from app.lanes.marks import MarkKind
from app.lanes.scene import LaneScene, LanesScene
from app.lanes.words import rank_words, titles
from app.language import tr, trn

Days = tuple[float, float]
"""The first and the last day (day numbers) that a picture shows."""


def spoken_chart(scene: LanesScene, days: Days | None = None) -> str:
    """The chart in full: its title, then a paragraph for each lane; ``days`` where only a part of it is shown."""
    told = [f"{titles(scene)[0].rstrip('.')}."]
    if scene.aligned_on:
        told.append(
            tr("The lanes are moved so that {event} stands at day 0; what follows gives dates.").format(
                event=scene.aligned_on
            )
        )
    elif days is not None and (days[0] > scene.first_day or days[1] < scene.last_day):
        told.append(
            tr("The picture shows {first} to {last}; what follows tells all days.").format(
                first=_day(int(days[0])), last=_day(int(days[1]))
            )
        )
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
        *_missing(lane),
        _death(lane),
        _unconfirmed(lane),
    ]
    return " ".join(part for part in parts if part)


def _born(scene: LanesScene, lane: LaneScene) -> str:
    born = scene.case.children[lane.child].born
    if born is None:
        return ""
    return tr("born {month}").format(
        month=spoken_month(born.day) if born.precision in (Precision.DAY, Precision.MONTH) else born.words
    )


def _records(lane: LaneScene) -> str:
    marks = lane.marks
    once = ~marks.twin
    count = int(once.sum())
    if not count:
        return tr("No records.")
    told = trn("{count} record from {first} to {last}.", "{count} records from {first} to {last}.", count).format(
        count=f"{count:,}", first=_day(int(marks.start[once].min())), last=_day(int(marks.end[once].max()))
    )
    unscored = int((once & marks.under).sum())
    if not unscored:
        return told
    return f"{told} {trn('{count} is not scored.', '{count} are not scored.', unscored).format(count=f'{unscored:,}')}"


def _levels(scene: LanesScene, lane: LaneScene) -> str:
    if not lane.states:
        return tr("No level of intervention is recorded.")
    levels, told = scene.case.scheme.levels, list[str]()
    for state in lane.states:
        suggested = "" if state.confirmed else tr(" (suggested)")
        told.append(
            tr("{level} from {day}{suggested}").format(
                level=tr(levels[state.level].label),  # from resources
                day=_day(state.start),
                suggested=suggested,
            )
        )
        if state.solid_until < state.end:
            told.append(tr("not mentioned since {month}").format(month=spoken_month(known_date(state.last_mention))))
    return tr("Level of intervention: {levels}.").format(levels="; ".join(told))


def _highest(lane: LaneScene) -> str:
    marks = lane.marks
    scored = np.flatnonzero(~marks.twin & (marks.kind >= MarkKind.CONCERN))
    if not len(scored):
        return tr("No concern is scored.")
    highest = int(marks.severity[scored].max())
    days = marks.start[scored][marks.severity[scored] == highest]
    more = tr(", and {count} more at that severity").format(count=f"{len(days) - 1:,}") if len(days) > 1 else ""
    return tr("Highest concern {highest}, on {day}{more}.").format(highest=highest, day=_day(int(days[0])), more=more)


def _returns(lane: LaneScene) -> str:
    if not lane.cycles:
        return ""
    told = [
        tr("cycle {number}, stepped down {stepped_down}, concern returned {returned}, {days}{unsure}").format(
            number=cycle.number,
            stepped_down=moment_told(cycle, "step_down", cycle.moments["step_down"]),
            returned=moment_told(cycle, "relapse", cycle.end),
            days=length_told(cycle),
            unsure=_open(cycle),
        )
        for cycle in lane.cycles
    ]
    return trn("{count} return of concern: {cycles}.", "{count} returns of concern: {cycles}.", len(told)).format(
        count=f"{len(told):,}", cycles="; ".join(told)
    )


def _held(lane: LaneScene) -> str:
    held = [finding for finding in lane.held if finding.settled]
    waiting = [finding for finding in lane.held if not finding.settled]
    told: list[str] = []
    if held:
        words = trn("{count} step-down held: from {days}.", "{count} step-downs held: from {days}.", len(held))
        told.append(words.format(count=f"{len(held):,}", days=_all(held)))
    if waiting:
        told.append(tr("Not yet known whether it held: step-down of {days}.").format(days=_all(waiting)))
    return " ".join(told)


def _all(findings: list[Finding]) -> str:
    return "; ".join(spoken(finding.start) for finding in findings)


def _run(lane: LaneScene, run: Finding) -> str:
    levels = [
        state.level for state in lane.states if state.start < day_number(run.end) and state.end > day_number(run.start)
    ]
    through = tr(", level {level} throughout").format(level=levels[0]) if len(set(levels)) == 1 else ""
    admission = (lane.marks.kind == MarkKind.ADMISSION) & (lane.marks.start == day_number(run.end))
    ending = tr(", then hospital admission") if bool(admission.any()) else ""
    return trn(
        "A run of health concerns without a rise in level: {count} concern, "
        "{first} to {last}{through}{ending}{unsure}.",
        "A run of health concerns without a rise in level: {count} concerns, "
        "{first} to {last}{through}{ending}{unsure}.",
        len(run.evidence),
    ).format(
        count=f"{len(run.evidence):,}",
        first=spoken(run.start),
        last=spoken(run.end),
        through=through,
        ending=ending,
        unsure=_open(run),
    )


def _unseen(lane: LaneScene) -> str:
    told = [
        tr("{first} to {last}, {days}").format(
            first=spoken(gap.start), last=spoken(gap.end), days=_days(gap.days or (gap.end - gap.start).days)
        )
        for gap in lane.unseen
    ]
    return tr("Not recorded as seen: {told}.").format(told="; ".join(told)) if told else ""


def _missing(lane: LaneScene) -> list[str]:
    """For which stretches an agency has returned nothing, so that silence there says nothing."""
    return [
        tr("{what}: {first} to {last}.").format(
            what=f"{words[0].upper()}{words[1:]}", first=_day(first), last=_day(last)
        )
        for first, last, words in lane.missing
    ]


def _death(lane: LaneScene) -> str:
    if lane.death is None:
        return ""
    day, firm, after = lane.death
    if not firm:
        return tr("A record of {day} may tell of the child’s death (suggested).").format(day=_day(day))
    died = tr("Died {day}.").format(day=_day(day))
    later = trn("{count} later record is not drawn.", "{count} later records are not drawn.", after)
    return f"{died} {later.format(count=f'{after:,}')}" if after else died


def _unconfirmed(lane: LaneScene) -> str:
    waiting = int((lane.marks.suggested & ~lane.marks.twin).sum())
    if not waiting:
        return ""
    words = trn("{count} code not yet confirmed.", "{count} codes not yet confirmed.", waiting)
    return words.format(count=f"{waiting:,}")


def _open(finding: Finding) -> str:
    return "" if finding.confirmed else tr(" (rests on a suggested code)")


def _day(number: int) -> str:
    return spoken(known_date(number))


def _days(count: int) -> str:
    return trn("{count} day", "{count} days", count).format(count=f"{count:,}")
