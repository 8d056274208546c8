"""Concerns of likely significant harm with no strategy discussion shown.

Where an enquiry, a plan or proceedings are open already, agencies meet about the child as it is, and nothing is
told. A record that never states a level nor was read for what else its rows record cannot show a discussion.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from app.analysis.child_record import ChildRecord, child_record, finding_of, settings_of, stretches
from app.analysis.finding import NO_STRATEGY, Finding
from app.analysis.levels import LevelState, levels_on, starts_and_levels
from app.analysis.severity import ConcernPoints
from app.analysis.working_days import working_days_after
from app.case.dates import known_date, spoken
from app.case.model import Case
from app.language import tr, trn

_SHOWN = ("strategy_discussion:held", "conference")


def find_missing_strategy_discussions(
    case: Case, child: int, states: tuple[LevelState, ...], points: ConcernPoints
) -> tuple[Finding, ...]:
    """Grave concerns with no strategy discussion within the scheme's working days; near ones are one finding."""
    rule = case.scheme.rules.no_strategy_discussion
    grave = points.severity >= rule.severity
    record = child_record(case, child)
    if not grave.any() or not (
        states or record.marked("strategy_discussion:", "referral:", "conference").any()
    ):  # not words: markers
        return ()
    held = _discussions(record, states)
    waiting = np.flatnonzero(record.counted & (record.severity >= rule.severity))
    asked = waiting[levels_on(states, record.day[waiting]) < case.scheme.ranks.enquiry]
    ends = _ends(record, asked)
    inside = np.searchsorted(held, ends, side="right") > np.searchsorted(held, record.day[asked])
    rows: list[int] = asked[~inside & (ends <= record.until)].tolist()
    groups = _groups(record, held, rows)
    return tuple(_finding(record, held, group, number) for number, group in enumerate(groups, start=1))


def _discussions(record: ChildRecord, states: tuple[LevelState, ...]) -> NDArray[np.int32]:
    """The ordered days on which a strategy discussion is shown, by its marker or by the level that it opens."""
    starts, levels = starts_and_levels(states)
    opened = starts[levels >= record.case.scheme.ranks.enquiry]
    return np.sort(np.concatenate((record.day[record.marked(*_SHOWN)], opened)))


def _ends(record: ChildRecord, rows: NDArray[np.intp]) -> NDArray[np.int32]:
    """The last day on which a discussion about each row would be in time."""
    rule = record.case.scheme.rules.no_strategy_discussion
    return working_days_after(record.last[rows], rule.working_days, record.case.scheme.nation)


def _groups(record: ChildRecord, held: NDArray[np.int32], rows: Sequence[int]) -> list[list[int]]:
    """Rows that lie near each other with no discussion between them."""
    rule = record.case.scheme.rules.no_strategy_discussion
    found: list[list[int]] = []
    for near in stretches(record.day[rows].tolist(), rule.gap_days):
        begun = len(found)
        for item in near:
            row, before = rows[item], found[-1][-1] if len(found) > begun else None
            between = before is not None and bool(((held > record.day[before]) & (held <= record.day[row])).any())
            if before is None or between:
                found.append([row])
            else:
                found[-1].append(row)
    return found


def _finding(record: ChildRecord, held: NDArray[np.int32], rows: Sequence[int], number: int) -> Finding:
    rule = record.case.scheme.rules.no_strategy_discussion
    first, last = int(record.day[rows[0]]), int(record.day[rows[-1]])
    later = held[(held > last) & (held <= last + rule.gap_days)]
    start = spoken(known_date(first))
    then = ""
    if len(later):
        then = tr("; the next one shown is on {day}").format(day=spoken(known_date(int(later[0]))))
    says = trn(
        "{child}: a concern at severity {severity} on {first}, and no strategy discussion "
        "within {days} working days of it is shown in this chronology{then}.",
        "{child}: {count} concerns at severity {severity} or more from {first} to {last}, and no strategy discussion "
        "within {days} working days of any of them is shown in this chronology{then}.",
        len(rows),
    ).format(
        child=record.name,
        count=len(rows),
        severity=int(record.severity[rows[0]]) if len(rows) == 1 else rule.severity,
        first=start,
        last=spoken(known_date(last)),
        days=rule.working_days,
        then=then,
    )
    return finding_of(
        record, NO_STRATEGY, number, (first, int(_ends(record, np.array(rows[-1:]))[0])), rows, says, settings_of(rule)
    )
