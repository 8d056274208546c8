"""Falls in level with no improvement recorded before them."""

import numpy as np

from app.analysis.child_record import child_record, finding_of, settings_of
from app.analysis.finding import NO_IMPROVEMENT, Finding
from app.analysis.levels import LevelState
from app.analysis.severity import ConcernPoints
from app.analysis.stepping_down import steppings_down
from app.case.dates import known_date, spoken
from app.case.model import Case
from app.language import tr


def find_step_downs_without_improvement(
    case: Case, child: int, states: tuple[LevelState, ...], _points: ConcernPoints
) -> tuple[Finding, ...]:
    """Every fall in level with no row that records improvement in the scheme's days up to it.

    A row records improvement at a low severity, in a protective category or marked so; the row that tells of the
    fall may be it.
    """
    falls = [fall for down in steppings_down(case, child, states).downs for fall in down.falls]
    if not falls:
        return ()
    rule, ranks = case.scheme.rules.step_down_without_improvement, case.scheme.ranks
    record = child_record(case, child)
    better = record.among(case.scheme.mask("protective")) | record.marked("improvement")
    better &= (record.severity <= ranks.improved_severity) & (record.severity >= 0)
    known = record.day[better]
    found: list[Finding] = []
    days = np.array([fall.day for fall in falls], np.int32)
    recorded = np.searchsorted(known, days, side="right") > np.searchsorted(known, days - rule.days)
    for fall in [falls[at] for at in np.flatnonzero(~recorded).tolist()]:
        places = [case.events.position(event) for event in fall.stated_by]
        before = known[known < fall.day]
        last = _last_before(int(before[-1])) if len(before) else ""
        says = tr(
            "{child}: the level fell to {level} on {day}, and no improvement is recorded "
            "in the {days} days before it{before}."
        ).format(
            child=record.name,
            level=tr(case.scheme.levels[fall.after].label),  # from resources
            day=spoken(known_date(fall.day)),
            days=rule.days,
            before=last,
        )
        earlier = np.flatnonzero(better & (record.day < fall.day))[-1:].tolist()
        day = (fall.day, fall.day)
        found.append(
            finding_of(record, NO_IMPROVEMENT, len(found) + 1, day, earlier, says, settings_of(rule), places=places)
        )
    return tuple(found)


def _last_before(day: int) -> str:
    return tr("; the last one before is on {day}").format(day=spoken(known_date(day)))
