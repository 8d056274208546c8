"""What the phase view says: beside a cell, to a screen reader, and about how to read it."""

from collections.abc import Sequence
from datetime import date

from app.analysis.finding import Finding
from app.case.dates import spoken
from app.case.scheme import Scheme
from app.language import tr, trn
from app.phase.stops import NOTHING_SCORED, Stop

TITLES = (
    tr("Phase view: a loop is one cycle; a straight climb is concern rising with no rise in level"),
    tr("A loop is one cycle; a straight climb is concern rising with no rise in level"),
    tr("A loop is one cycle; a straight climb is concern with no rise in level"),
    tr("A loop is one cycle"),
)
"""The title, from the fullest wording to the shortest."""


def days_words(days: int) -> str:
    """ "133 days"."""
    return trn("{days} day", "{days} days", days).format(days=days)


def run_words(run: Finding) -> str:
    """What an unanswered run is, in the words of its lane."""
    return tr("no rise in level for {days}").format(days=days_words(run.days))


def filter_words(filters: str) -> tuple[str, ...]:
    """What a filter leaves, from the fullest wording to the shortest."""
    return (
        tr("Filter: {filters}. Concern is that of the rows it leaves; levels and returns rest on every record.").format(
            filters=filters
        ),
        tr("Filter: {filters}. Levels and returns rest on every record.").format(filters=filters),
        tr("Filtered. Levels and returns rest on every record."),
    )


def subtitles(scheme: Scheme) -> tuple[str, ...]:
    """How to read it, from the fullest wording to the shortest."""
    days, levels, ranks = scheme.windows.concern_area_days, scheme.highest_level, len(scheme.severity) - 1
    across = tr(
        "Across: level of intervention (0–{levels}). Up: highest concern in the last {days} days (0–{ranks})"
    ).format(levels=levels, days=days, ranks=ranks)
    none = tr("“none”: nothing scored in {days} days").format(days=days)
    along = tr(
        "The way runs along the grid in order of time; of each stay at a level it keeps entry, highest, lowest after"
    )
    return (
        tr(
            "{across}; {none}. {along}, exit. Thick: the time named; pale: the child’s whole record. "
            "No durations: see the lanes."
        ).format(across=across, none=none, along=along),
        tr("{across}; {none}. Thick: the time named; pale: the whole record. No durations: see the lanes.").format(
            across=across, none=none
        ),
        tr("{across}; {none}. No durations: see the lanes.").format(across=across, none=none),
        tr("Across: level (0–{levels}). Up: highest concern in {days} days (0–{ranks}). No durations.").format(
            levels=levels, days=days, ranks=ranks
        ),
        tr("Across: level (0–{levels}). Up: concern (0–{ranks}).").format(levels=levels, ranks=ranks),
    )


def spoken_row(name: str, cells_spoken: Sequence[str]) -> str:
    """A child's row for a screen reader."""
    return f"{name}. {' '.join(cells_spoken)}"


def spoken_cell(
    what: str,
    days: tuple[date, date],
    stops: Sequence[Stop],
    ending: str,
    finding: Finding | None,
) -> str:
    """A cell for a screen reader: whose and ``what`` it is, from when to when, the way in words, what was found."""
    found = f" {finding.says}" if finding is not None else ""
    unsure = "" if finding is None or finding.confirmed else tr(" It rests on codes that are only suggested.")
    return tr("{what}, {first} to {last}. Way: {way}; {ending}.{found}{unsure}").format(
        what=what,
        first=spoken(days[0]),
        last=spoken(days[1]),
        way=way_in_words(stops),
        ending=ending,
        found=found,
        unsure=unsure,
    )


def way_in_words(stops: Sequence[Stop]) -> str:
    """ "level 0, nothing scored, then concern 3, then level 2"."""
    if not stops:
        return tr("nothing known")
    first = stops[0]
    level = tr("level {level}").format(level=first.level) if first.stated else tr("level not stated")
    parts = [f"{level}, {concern_words(first.concern)}"]
    for before, stop in zip(stops, stops[1:], strict=False):
        if stop.level != before.level or stop.stated != before.stated:
            parts.append(tr("level {level}").format(level=stop.level))
        if stop.concern != before.concern:
            parts.append(concern_words(stop.concern))
    return tr(", then ").join(parts)


def concern_words(concern: int) -> str:
    """A rank of concern, or that nothing was scored."""
    return tr("nothing scored") if concern == NOTHING_SCORED else tr("concern {concern}").format(concern=concern)
