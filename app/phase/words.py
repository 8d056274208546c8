"""What the phase view says: beside a cell, to a screen reader, and about how to read it."""

from collections.abc import Sequence
from datetime import date

from app.analysis.finding import Finding
from app.case.dates import known_date, spoken
from app.case.scheme import Scheme
from app.phase.stops import NOTHING_SCORED, Stop

TITLES = (
    "Phase view: a loop is one cycle; a straight climb is concern rising with no rise in level",
    "A loop is one cycle; a straight climb is concern rising with no rise in level",
    "A loop is one cycle; a straight climb is concern with no rise in level",
    "A loop is one cycle",
)
"""The title, from the fullest wording to the shortest."""


def days_words(days: int) -> str:
    """ "133 days"."""
    return "1 day" if days == 1 else f"{days} days"


def run_words(run: Finding) -> str:
    """What an unanswered run is, in the words of its lane."""
    return f"no rise in level for {days_words(run.days)}"


def subtitles(scheme: Scheme) -> tuple[str, ...]:
    """How to read it, from the fullest wording to the shortest."""
    days, levels, ranks = scheme.windows.concern_area_days, scheme.highest_level, len(scheme.severity) - 1
    across = f"Across: level of intervention (0–{levels}). Up: highest concern in the last {days} days (0–{ranks})"
    none = f"“none”: nothing scored in {days} days"
    along = (
        "The way runs along the grid in order of time; of each stay at a level it keeps entry, highest, lowest after"
    )
    return (
        f"{across}; {none}. {along}, exit. Thick: the time named; pale: the child’s whole record. No durations: see "
        "the lanes.",
        f"{across}; {none}. Thick: the time named; pale: the whole record. No durations: see the lanes.",
        f"{across}; {none}. No durations: see the lanes.",
        f"Across: level (0–{levels}). Up: highest concern in {days} days (0–{ranks}). No durations.",
        f"Across: level (0–{levels}). Up: concern (0–{ranks}).",
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
    unsure = "" if finding is None or finding.confirmed else " It rests on codes that are only suggested."
    return f"{what}, {spoken(days[0])} to {spoken(days[1])}. Way: {way_in_words(stops)}; {ending}.{found}{unsure}"


def way_in_words(stops: Sequence[Stop]) -> str:
    """ "level 0, nothing scored, then concern 3, then level 2"."""
    if not stops:
        return "nothing known"
    first = stops[0]
    level = f"level {first.level}" if first.stated else "level not stated"
    parts = [f"{level}, {concern_words(first.concern)}"]
    for before, stop in zip(stops, stops[1:], strict=False):
        if stop.level != before.level or stop.stated != before.stated:
            parts.append(f"level {stop.level}")
        if stop.concern != before.concern:
            parts.append(concern_words(stop.concern))
    return ", then ".join(parts)


def concern_words(concern: int) -> str:
    """A rank of concern, or that nothing was scored."""
    return "nothing scored" if concern == NOTHING_SCORED else f"concern {concern}"


def stop_words(stop: Stop) -> str:
    """A place on the way for a tooltip: its day, level and concern."""
    level = f"level {stop.level}" if stop.stated else "level not stated yet"
    return f"{spoken(known_date(stop.day))}: {level}, {concern_words(stop.concern)}"
