"""What the chart says in sentences: title, subtitle, footer, key, and what a screen reader hears."""

from collections import Counter

from app.analysis.finding import ESCALATION, RELAPSE, Finding
from app.case.dates import known_date, spoken
from app.lanes.detail import Stage
from app.lanes.layout import Layout
from app.lanes.scene import LaneScene, LanesScene
from app.lanes.timeaxis import from_zero

_TIMES = {1: "once", 2: "twice"}


def _times(count: int) -> str:
    return _TIMES.get(count, f"{_NUMBERS.get(count, str(count))} times")


_NUMBERS = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine"}


def _records(count: int) -> str:
    return "1 record" if count == 1 else f"{count} records"


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def titles(scene: LanesScene) -> tuple[str, ...]:
    """The finding in one sentence, from the fullest wording to the shortest."""
    scene = scene.by_date or scene
    if scene.empty:
        return ("No dated records yet. Add a chronology.",)
    if not scene.shown and scene.filters:
        return (f"None of {_records(scene.total)} passes the filter", "No record passes the filter")
    if not scene.shown:
        return (f"{_records(scene.total)}, and no child is named", _records(scene.total))
    findings = scene.findings()
    cycles = [finding for finding in findings if finding.kind == RELAPSE]
    runs = [finding for finding in findings if finding.kind == ESCALATION]
    if not findings and scene.unscored == scene.shown:
        return (f"{_records(scene.shown)}, none scored yet",)
    parts = [part for part in (_cycles_words(scene, cycles, full=True), _runs_words(scene, runs)) if part]
    short = [part for part in (_cycles_words(scene, cycles, full=False), _runs_words(scene, runs)) if part]
    if not parts:
        return ("No return of concern and no unanswered run is shown in this chronology",)
    brief = [part for part in (_count_words(len(cycles)), _runs_words(scene, runs)) if part]
    wordings = ("; ".join(parts), "; ".join(short), "; ".join(brief), brief[0])
    return tuple(dict.fromkeys(_sentence(words) for words in wordings))


def _sentence(words: str) -> str:
    return words[0].upper() + words[1:]


def _cycles_words(scene: LanesScene, cycles: list[Finding], full: bool) -> str:
    if not cycles:
        return ""
    counts = Counter(finding.child for finding in cycles)
    base = "concern returned within a year of step-down"
    if scene.case.scheme.windows.relapse_days != 365:
        base = f"concern returned within {scene.case.scheme.windows.relapse_days} days of step-down"
    if not full or len(counts) > 5:
        return f"{base} {_times(len(cycles))} in {len(counts)} of {len(scene.lanes)} children"
    by_count: dict[int, list[str]] = {}
    for lane in scene.lanes:
        if lane.child in counts:
            by_count.setdefault(counts[lane.child], []).append(lane.name)
    told = [f"{_listed(names)} {_times(count)}" for count, names in sorted(by_count.items(), reverse=True)]
    return f"{base}: {', '.join(told)}"


def _count_words(cycles: int) -> str:
    if not cycles:
        return ""
    return "concern returned once" if cycles == 1 else f"{_NUMBERS.get(cycles, str(cycles))} returns of concern"


def _runs_words(scene: LanesScene, runs: list[Finding]) -> str:
    told: list[str] = []
    for run in runs[:2]:
        name = scene.case.children[run.child].name
        years = str(run.end.year) if run.start.year == run.end.year else f"{run.start.year}–{run.end.year}"
        told.append(f"in {years} {name}’s health concerns rose with no rise in level")
    return "; ".join(told)


def subtitle(scene: LanesScene, facing: bool = False) -> str:
    """How to read the chart, and the scheme it uses; where no record names a child, what to do about it.

    ``facing`` strips share a baseline from which level hangs, which has to be said.
    """
    if not scene.shown and not scene.filters:
        return "A lane is drawn for each child. Say under “Who is who” whom these records are about."
    scheme = scene.case.scheme
    hanging = ", hanging: deeper = higher level" if facing else ""
    if scene.aligned_on:
        return f"Day 0 is {scene.aligned_on}: every lane is moved to it, and one date stands in different places. " + (
            "Level hangs: deeper = higher." if facing else f"Scheme: {scheme.name}, version {scheme.version}."
        )
    return (
        f"Each child: severity of concern (0–{len(scheme.severity) - 1}, one mark per record) above level of "
        f"intervention (0–{scheme.highest_level}, lasts until changed){hanging}. Ranks, not amounts. "
        f"Scheme: {scheme.name}, version {scheme.version}."
    )


def rank_words(scene: LanesScene) -> tuple[str, str]:
    """What the ranks of concern and of level mean, written out."""
    scheme = scene.case.scheme
    concern = " · ".join(f"{item.rank} {item.label}" for item in scheme.severity[1:])
    level = " · ".join(f"{item.rank} {item.label}" for item in scheme.levels)
    return f"Concern: {concern}", f"Level: {level}"


def footer(layout: Layout) -> str:
    """Marking, records shown of total, children, span: what every picture carries."""
    joined = any(stage == Stage.COLUMNS for stage in layout.stages)
    days = f"{spoken(known_date(int(layout.first)))} – {spoken(known_date(int(layout.last)))}"
    if layout.scene.aligned_on:
        days = f"aligned on {layout.scene.aligned_on}, {from_zero(int(layout.first))} to {from_zero(int(layout.last))}"
    arrangement = ", both strips on one baseline" if layout.facing else ""
    return f"{_counted(layout.scene, joined)}, {days}{arrangement}"


_LONG_DAY, _LONG_SPAN = "28 September 2008", "4880 days before (160 months) to 4880 days after (160 months)"
"""As long as a date gets, and as long as days counted from day 0."""


def longest_footer(layout: Layout) -> tuple[str, ...]:
    """The footer with dates as long as they get, so that what keeps clear of it need not move as days change."""
    arrangement = ", both strips on one baseline" if layout.facing else ""
    joined = any(stage == Stage.COLUMNS for stage in layout.stages)
    if layout.scene.aligned_on:
        return (f"{_counted(layout.scene, joined)}, aligned on {layout.scene.aligned_on}, {_LONG_SPAN}{arrangement}",)
    return (f"{_counted(layout.scene, joined)}, {_LONG_DAY} – {_LONG_DAY}{arrangement}",)


def _counted(scene: LanesScene, joined: bool) -> str:
    children = f"{len(scene.lanes)} of {len(scene.case.children)} children"
    if len(scene.lanes) == len(scene.case.children):
        children = f"{len(scene.lanes)} {'child' if len(scene.lanes) == 1 else 'children'}"
    records = f"{scene.shown} of {scene.total} records shown" if scene.shown != scene.total else _records(scene.total)
    records += " (near ones share a mark; zoom in for each)" if joined else ""
    unscored = f", {scene.unscored} not scored" if scene.unscored else ""
    unscored += f" (filter: {scene.filters}; levels and findings rest on every record)" if scene.filters else ""
    marking = f"{scene.case.marking} · " if scene.case.marking else ""
    return f"{marking}{records}{unscored}, {children}"


def spoken_lane(scene: LanesScene, lane: LaneScene) -> str:
    """What a screen reader hears of a lane: name, what, findings."""
    levels = scene.case.scheme.levels
    states = "; ".join(f"{levels[state.level].label} from {spoken(known_date(state.start))}" for state in lane.states)
    parts = [f"{lane.name}. {len(lane.marks)} records."]
    if states:
        parts.append(f"Level of intervention: {states}.")
    parts.extend(finding.says for finding in (*lane.cycles, *lane.held, *lane.runs))
    return " ".join(parts)
