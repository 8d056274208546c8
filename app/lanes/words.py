"""What the chart says in sentences: title, subtitle, footer, key, and what a screen reader hears."""

from collections import Counter
from datetime import date

from app.analysis.finding import ESCALATION, RELAPSE, Finding
from app.case.dates import known_date, spoken
from app.lanes.detail import Stage
from app.lanes.layout import Layout
from app.lanes.scene import LaneScene, LanesScene
from app.lanes.timeaxis import from_zero
from app.language import listed, tr, trn

_TIMES = {1: tr("once"), 2: tr("twice")}


def _times(count: int) -> str:
    return _TIMES.get(count) or trn("{number} time", "{number} times", count).format(number=_number(count))


_NUMBERS = {
    2: tr("two"), 3: tr("three"), 4: tr("four"), 5: tr("five"), 6: tr("six"), 7: tr("seven"), 8: tr("eight"),
    9: tr("nine"),
}  # fmt: skip


def _number(count: int) -> str:
    return _NUMBERS.get(count, f"{count:,}")


def _records(count: int) -> str:
    return trn("{count} record", "{count} records", count).format(count=f"{count:,}")


def titles(scene: LanesScene) -> tuple[str, ...]:
    """The finding in one sentence, from the fullest wording to the shortest."""
    scene = scene.by_date or scene
    if scene.empty:
        return (tr("No dated records yet. Add a chronology."),)
    if not scene.shown and scene.filters:
        return (
            tr("None of {records} passes the filter").format(records=_records(scene.total)),
            tr("No record passes the filter"),
        )
    if not scene.shown:
        return (tr("{records}, and no child is named").format(records=_records(scene.total)), _records(scene.total))
    findings = scene.findings()
    cycles = [finding for finding in findings if finding.kind == RELAPSE]
    runs = [finding for finding in findings if finding.kind == ESCALATION]
    if not findings and scene.unscored == scene.shown:
        return (tr("{records}, none scored yet").format(records=_records(scene.shown)),)
    parts = [part for part in (_cycles_words(scene, cycles, full=True), _runs_words(scene, runs)) if part]
    short = [part for part in (_cycles_words(scene, cycles, full=False), _runs_words(scene, runs)) if part]
    if not parts:
        return (tr("No return of concern and no unanswered run is shown in this chronology"),)
    brief = [part for part in (returns_told(len(cycles)), _runs_words(scene, runs)) if part]
    wordings = ("; ".join(parts), "; ".join(short), "; ".join(brief), brief[0])
    return tuple(dict.fromkeys(_sentence(words) for words in wordings))


def _sentence(words: str) -> str:
    return words[0].upper() + words[1:]


def _cycles_words(scene: LanesScene, cycles: list[Finding], full: bool) -> str:
    if not cycles:
        return ""
    counts = Counter(finding.child for finding in cycles)
    base = tr("concern returned within a year of step-down")
    if scene.case.scheme.windows.relapse_days != 365:
        base = tr("concern returned within {days} days of step-down").format(
            days=scene.case.scheme.windows.relapse_days
        )
    if not full or len(counts) > 5:
        return tr("{what} {times} in {count} of {total} children").format(
            what=base, times=_times(len(cycles)), count=len(counts), total=len(scene.lanes)
        )
    by_count: dict[int, list[str]] = {}
    for lane in scene.lanes:
        if lane.child in counts:
            by_count.setdefault(counts[lane.child], []).append(lane.name)
    told = [f"{listed(names)} {_times(count)}" for count, names in sorted(by_count.items(), reverse=True)]
    return f"{base}: {', '.join(told)}"


def returns_told(cycles: int) -> str:
    """How often concern returned, for the middle of a sentence; empty for never."""
    if not cycles:
        return ""
    return trn("concern returned once", "{number} returns of concern", cycles).format(number=_number(cycles))


TOLD_RUNS = 2
"""So many years of runs are told one by one in the title."""


def _runs_words(scene: LanesScene, runs: list[Finding]) -> str:
    """The first two years of runs, each once, and how many runs there are besides."""
    told: dict[str, None] = {}
    for run in runs:
        name = scene.case.children[run.child].name
        years = str(run.end.year) if run.start.year == run.end.year else f"{run.start.year}–{run.end.year}"
        words = tr("in {years} {name}’s health concerns rose with no rise in level").format(years=years, name=name)
        if len(told) == TOLD_RUNS:
            break
        told[words] = None
    more = len(runs) - len(told)
    besides = [trn("{count:,} more such run", "{count:,} more such runs", more).format(count=more)] if more else []
    return "; ".join((*told, *besides))


def subtitle(scene: LanesScene, facing: bool = False) -> str:
    """How to read the chart, and the scheme it uses; where no record names a child, what to do about it.

    ``facing`` strips share a baseline from which level hangs, which has to be said.
    """
    if not scene.shown and not scene.filters:
        return tr("A lane is drawn for each child. Say under “Who is who” whom these records are about.")
    scheme = scene.case.scheme
    named = tr(scheme.name)  # from resources
    hanging = tr(", hanging: deeper = higher level") if facing else ""
    if scene.aligned_on:
        moved = tr("Day 0 is {event}: every lane is moved to it, and one date stands in different places.").format(
            event=scene.aligned_on
        )
        last = (
            tr("Level hangs: deeper = higher.")
            if facing
            else tr("Scheme: {scheme}, version {version}.").format(scheme=named, version=scheme.version)
        )
        return f"{moved} {last}"
    return tr(
        "Each child: severity of concern (0–{highest_severity}, one mark per record) above level of "
        "intervention (0–{highest_level}, lasts until changed){hanging}. Ranks, not amounts. "
        "Scheme: {scheme}, version {version}."
    ).format(
        highest_severity=len(scheme.severity) - 1,
        highest_level=scheme.highest_level,
        hanging=hanging,
        scheme=named,
        version=scheme.version,
    )


def rank_words(scene: LanesScene) -> tuple[str, str]:
    """What the ranks of concern and of level mean, written out."""
    scheme = scene.case.scheme
    concern = " · ".join(f"{item.rank} {tr(item.label)}" for item in scheme.severity[1:])  # from resources
    level = " · ".join(f"{item.rank} {tr(item.label)}" for item in scheme.levels)  # from resources
    return tr("Concern: {concern}").format(concern=concern), tr("Level: {level}").format(level=level)


def brief_level_words(scene: LanesScene) -> str:
    """What the ranks of level mean, in the shortest names that the scheme has; for a scheme of many levels."""
    level = " · ".join(f"{item.rank} {tr(item.names[-1])}" for item in scene.case.scheme.levels)  # from resources
    return tr("Level: {level}").format(level=level)


def footer(layout: Layout) -> str:
    """Marking, records shown of total, children, span: what every picture carries, at its fullest."""
    return footers(layout)[0]


def footers(layout: Layout) -> tuple[str, ...]:
    """The footer from its fullest wording to its shortest, for where a filter and an alignment make it long."""
    first, last = from_zero(int(layout.first)), from_zero(int(layout.last))
    days = f"{spoken(known_date(int(layout.first)))} – {spoken(known_date(int(layout.last)))}"
    return _footers(layout, layout.scene.shown_between(int(layout.first), int(layout.last)), days, (first, last))


def _footers(layout: Layout, counts: tuple[int, int], dates: str, from_day: tuple[str, str]) -> tuple[str, ...]:
    """``counts`` are records shown and those not scored; ``dates`` and ``from_day`` the span by date and from day 0."""
    scene, event = layout.scene, layout.scene.aligned_on
    if scene.empty:
        return (_counted(scene, *counts, False, ""),)
    joined = any(stage == Stage.COLUMNS for stage in layout.stages)
    spans = (dates,)
    if event:
        spans = (
            tr("aligned on {event}, {first} to {last}").format(event=event, first=from_day[0], last=from_day[1]),
            tr("aligned on {event}").format(event=event),
        )
    arrangement = tr(", both strips on one baseline") if layout.facing else ""
    told = [(filters, span) for filters in _filter_wordings(scene.filters) for span in spans]
    return tuple(f"{_counted(scene, *counts, joined, filters)}, {span}{arrangement}" for filters, span in told)


BRIEF_FILTER = 40
"""Letters of a filter that a footer has where there is little room."""


def _filter_wordings(filters: str) -> tuple[str, ...]:
    """What a footer says of a filter, from the fullest words to the fewest; empty words without one."""
    if not filters:
        return ("",)
    brief = filters if len(filters) <= BRIEF_FILTER else f"{filters[:BRIEF_FILTER].rstrip()}…"
    full = tr(" (filter: {filters}; levels and findings rest on every record)")
    short = tr(" (filter: {filters})")
    return full.format(filters=filters), full.format(filters=brief), short.format(filters=brief), tr(" (filtered)")


_LONG_DAY = spoken(date(2008, 9, 28))
"""As long as a date gets."""


def longest_footers(layout: Layout) -> tuple[str, ...]:
    """The same with dates as long as they get, so that what keeps clear of it need not move as days change."""
    some = max(layout.scene.total - 1, 0)
    span = from_zero(-4880), from_zero(4880)
    return _footers(layout, (some, layout.scene.unscored), f"{_LONG_DAY} – {_LONG_DAY}", span)


def _counted(scene: LanesScene, shown: int, unscored: int, joined: bool, filters: str) -> str:
    children = tr("{count} of {total} children").format(count=len(scene.lanes), total=len(scene.case.children))
    if len(scene.lanes) == len(scene.case.children):
        children = trn("{count} child", "{count} children", len(scene.lanes)).format(count=len(scene.lanes))
    records = (
        tr("{shown} of {total} records shown").format(shown=f"{shown:,}", total=f"{scene.total:,}")
        if shown != scene.total
        else _records(scene.total)
    )
    records += tr(" (near ones share a mark; zoom in for each)") if joined else ""
    more = tr(", {unscored} not scored").format(unscored=f"{unscored:,}") if unscored else ""
    more += filters
    marking = f"{scene.case.marking} · " if scene.case.marking else ""
    return f"{marking}{records}{more}, {children}"


def spoken_lane(scene: LanesScene, lane: LaneScene) -> str:
    """What a screen reader hears of a lane: name, what, findings."""
    levels = scene.case.scheme.levels
    states = "; ".join(
        tr("{level} from {day}").format(
            level=tr(levels[state.level].label),  # from resources
            day=spoken(known_date(state.start)),
        )
        for state in lane.states
    )
    count = len(lane.marks)
    told = trn("{child}. {count} records.", "{child}. {count} records.", count)
    parts = [told.format(child=lane.name, count=f"{count:,}")]
    if states:
        parts.append(tr("Level of intervention: {states}.").format(states=states))
    parts.extend(finding.says for finding in (*lane.cycles, *lane.held, *lane.runs))
    return " ".join(parts)
