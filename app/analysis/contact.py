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
from app.analysis.levels import LevelState, level_on, starts_and_levels
from app.analysis.severity import ConcernPoints
from app.case.dates import known_date, spoken
from app.case.model import Case
from app.language import tr, trn

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
    between = np.diff(record.day.astype(np.int64))
    between = between[between > 0]
    return not len(between) or float(np.median(between)) >= days / 2


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
    starts, levels = starts_and_levels(states)
    starts, asking = starts.astype(np.int64), levels >= rule.level
    lasting = np.minimum(np.append(starts[1:], until), until)[: len(starts)]
    high = points.day[points.severity >= rule.severity].astype(np.int64)
    opens = np.concatenate((starts[asking], high))
    closes = np.concatenate((lasting[asking], np.minimum(high + window, until)))
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
    rule, (first, last) = record.case.scheme.rules.no_contact, days
    meanwhile = _meanwhile(record, states, days)
    says = _unseen_words(last - first, after).format(
        child=record.name,
        days=last - first,
        first=spoken(known_date(first)),
        last=spoken(known_date(last)),
        meanwhile=meanwhile,
    )
    return finding_of(
        record,
        NO_CONTACT,
        number,
        days,
        _rows(record, days),
        says,
        settings_of(rule),
        places=_opened(record, states, days),
    )


def _meanwhile(record: ChildRecord, states: tuple[LevelState, ...], days: tuple[int, int]) -> str:
    """Why the child was to be seen: the level at the start of these days or high concern, and each level after it."""
    scheme, (first, last) = record.case.scheme, days
    level = level_on(states, first)
    later = [state for state in states if first < state.start < last]
    if level is not None and level >= scheme.rules.no_contact.level:
        words = tr("the level was {level}").format(level=tr(scheme.levels[level].label))  # from resources
    else:
        words = _high(record)
        rise = _rise_in(record, states, days)
        if rise is None:
            return words
        later = [state for state in later if state.start > rise.start]
        level, label = rise.level, tr(scheme.levels[rise.level].label)  # from resources
        told = tr("{concern}, and the level was {level} from {day}")
        words = told.format(concern=words, level=label, day=spoken(known_date(rise.start)))
    for state in later:
        if state.level != level:
            level, label = state.level, tr(scheme.levels[state.level].label)  # from resources
            told = tr("{levels}, then {level} from {day}")
            words = told.format(levels=words, level=label, day=spoken(known_date(state.start)))
    return words


def _unseen_words(days: int, after: bool) -> str:
    if after:
        return trn(
            "{child}: no row in this chronology shows the child as seen in the {days} day after "
            "{first} to {last}, while {meanwhile}.",
            "{child}: no row in this chronology shows the child as seen in the {days} days after "
            "{first} to {last}, while {meanwhile}.",
            days,
        )
    return trn(
        "{child}: no row in this chronology shows the child as seen in the {days} day from "
        "{first} to {last}, while {meanwhile}.",
        "{child}: no row in this chronology shows the child as seen in the {days} days from "
        "{first} to {last}, while {meanwhile}.",
        days,
    )


def _high(record: ChildRecord) -> str:
    severity = record.case.scheme.rules.no_contact.severity
    return tr("concern stood at severity {severity} or more").format(severity=severity)


def _rise_in(record: ChildRecord, states: tuple[LevelState, ...], days: tuple[int, int]) -> LevelState | None:
    """The first level that asks for seeing the child and was opened between these days."""
    least = record.case.scheme.rules.no_contact.level
    return next((state for state in states if days[0] < state.start < days[1] and state.level >= least), None)


def _rows(record: ChildRecord, days: tuple[int, int]) -> Sequence[int]:
    """What the finding rests on: the rows at its two ends, and those between that say the child was not seen."""
    unseen = record.marked(*_UNSEEN) & record.counted
    inside = np.flatnonzero(unseen & (record.day > days[0]) & (record.day < days[1])).tolist()
    ends = np.flatnonzero(record.counted & ((record.last == days[0]) | (record.day == days[1]))).tolist()
    return sorted({*inside, *ends})


def _opened(record: ChildRecord, states: tuple[LevelState, ...], days: tuple[int, int]) -> list[int]:
    """The places of the rows that opened the level in force on the first of the days, where it asks for seeing the
    child; else of those that opened such a level before the last."""
    now = next((state for state in reversed(states) if state.start <= days[0]), None)
    if now is None or now.level < record.case.scheme.rules.no_contact.level:
        now = _rise_in(record, states, days)
    if now is None:
        return []
    return [record.case.events.position(event) for event in now.stated_by]
