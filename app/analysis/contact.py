"""Times in which the child is not shown as seen, while a plan was open or concern was high.

A child counts as seen where a row says so, where the child was admitted, and where a row describes the child in a
way that asks for seeing it: whoever wrote of a wound or a hungry child saw the child. Where no row about the child
says either way, the record was not read for it, and nothing is told. Nor is it of a time without any row in a record
that is a summary, with a row now and then.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from app.analysis.child_record import ChildRecord, child_record, finding_of, settings_of
from app.analysis.finding import NO_CONTACT, Finding
from app.analysis.levels import LevelState, level_on
from app.analysis.severity import ConcernPoints
from app.case.dates import known_date, spoken
from app.case.model import Case

_UNSEEN = ("child_not_seen", "was_not_brought")


def find_times_without_contact(
    case: Case, child: int, states: tuple[LevelState, ...], points: ConcernPoints
) -> tuple[Finding, ...]:
    """Every time of the scheme's days or more without a row in which the child was seen, one finding each."""
    rule = case.scheme.rules.no_contact
    record = child_record(case, child)
    watched = _watched(case, states, points, record.until)
    if not watched or not record.marked("child_seen", "child_not_seen").any():
        return ()
    sparse = _is_sparse(record, rule.days)
    found: list[Finding] = []
    for start, end, after in _unseen(_seen_spans(record), watched, rule.days):
        inside = record.between(start + 1, end - 1)
        if not (sparse and inside.start == inside.stop):
            found.append(_finding(record, states, (start, end), after, len(found) + 1))
    return tuple(found)


def _is_sparse(record: ChildRecord, days: int) -> bool:
    """Whether the record's days lie so far apart, by half of them, that days without a row say nothing of contact."""
    told = np.array(sorted(set(record.day.tolist())), np.int64)
    return len(told) < 2 or float(np.median(np.diff(told))) >= days / 2


def _unseen(seen: NDArray[np.int32], watched: list[tuple[int, int]], days: int) -> Iterator[tuple[int, int, bool]]:
    """The watched times of so many days that no span of ``seen`` (n, 2) covers, and whether it begins with one."""
    never = np.iinfo(np.int32)
    opens = np.concatenate(([never.min], np.maximum.accumulate(seen[:, 1])))
    closes = np.concatenate((seen[:, 0], [never.max]))
    long = closes.astype(np.int64) - opens >= days
    gaps = list(zip(opens[long].tolist(), closes[long].tolist(), strict=True))
    at = 0
    for first, last in watched:
        while at < len(gaps) and gaps[at][1] <= first:
            at += 1
        for start, end in gaps[at:]:
            if start >= last:
                break
            inside = max(start, first), min(end, last)
            if inside[1] - inside[0] >= days:
                yield *inside, start >= first


def _watched(case: Case, states: tuple[LevelState, ...], points: ConcernPoints, until: int) -> list[tuple[int, int]]:
    """The days, joined and in order, on which the child was to be seen: a level that asks for it, or high concern.

    A level lasts until another is recorded, the last one to the end of the record about the child.
    """
    rule, window = case.scheme.rules.no_contact, case.scheme.windows.concern_area_days
    spans = [
        (state.start, min(after.start if after else until, until))
        for state, after in zip(states, [*states[1:], None][: len(states)], strict=True)
        if state.level >= rule.level
    ]
    high = points.day[points.severity >= rule.severity].astype(np.int64)
    opens = np.concatenate((np.array([first for first, _last in spans], np.int64), high))
    closes = np.concatenate((np.array([last for _first, last in spans], np.int64), np.minimum(high + window, until)))
    if not len(opens):
        return []
    order = np.argsort(opens, kind="stable")
    opens, reached = opens[order], np.maximum.accumulate(closes[order])
    new = np.flatnonzero(np.concatenate(([True], opens[1:] > reached[:-1])))
    ends = reached[np.append(new[1:] - 1, len(reached) - 1)]
    return list(zip(opens[new].tolist(), ends.tolist(), strict=True))


def _seen_spans(record: ChildRecord) -> NDArray[np.int32]:
    """(n, 2), in order: first and last day of each row in which the child was seen; "in March" counts for all of it."""
    seen = seen_rows(record)
    return np.column_stack((record.day[seen], record.last[seen]))


def seen_rows(record: ChildRecord) -> NDArray[np.bool_]:
    """(m,): rows whose writer saw the child: they say so, tell of an admission, or describe the child."""
    scheme = record.case.scheme
    told = record.marked("child_seen", "admission")
    described = record.among(scheme.bits_of(scheme.rules.no_contact.seen_categories))
    unseen = record.marked(*_UNSEEN) | record.among(scheme.mask("missed"))
    return told | (described & ~unseen)


def _finding(
    record: ChildRecord, states: tuple[LevelState, ...], days: tuple[int, int], after: bool, number: int
) -> Finding:
    scheme = record.case.scheme
    rule, (first, last) = scheme.rules.no_contact, days
    level = level_on(states, first)
    open_level = level if level is not None and level >= rule.level else None
    while_ = f"the level was {scheme.levels[open_level].label}" if open_level is not None else _high(record)
    since = "after" if after else "from"
    says = (
        f"{record.name}: no row in this chronology shows the child as seen in the {last - first} days {since} "
        f"{spoken(known_date(first))} to {spoken(known_date(last))}, while {while_}."
    )
    return finding_of(
        record,
        NO_CONTACT,
        number,
        days,
        _rows(record, days),
        says,
        settings_of(rule),
        places=_opened(record, states, first),
    )


def _high(record: ChildRecord) -> str:
    return f"concern stood at severity {record.case.scheme.rules.no_contact.severity} or more"


def _rows(record: ChildRecord, days: tuple[int, int]) -> Sequence[int]:
    """What the finding rests on: the rows at its two ends, and those between that say the child was not seen."""
    unseen = record.marked(*_UNSEEN) & record.counted
    inside = np.flatnonzero(unseen & (record.day > days[0]) & (record.day < days[1])).tolist()
    ends = np.flatnonzero(record.counted & ((record.last == days[0]) | (record.day == days[1]))).tolist()
    return sorted({*inside, *ends})


def _opened(record: ChildRecord, states: tuple[LevelState, ...], day: int) -> list[int]:
    """The places of the rows that opened the level in force on that day, where it asks for seeing the child."""
    now = next((state for state in reversed(states) if state.start <= day), None)
    if now is None or now.level < record.case.scheme.rules.no_contact.level:
        return []
    return [record.case.events.position(event) for event in now.stated_by]
