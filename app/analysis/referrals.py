"""Information given to children's social care whose outcome is not shown, and referrals refused again and again."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from app.analysis.child_record import ChildRecord, child_record, finding_of, settings_of, stretches
from app.analysis.finding import REPEATED_NFA, UNCLEAR, Finding
from app.analysis.levels import LevelState, rise_days
from app.analysis.severity import ConcernPoints
from app.analysis.working_days import working_days_after
from app.case.dates import known_date, spoken
from app.case.distinct import distinct
from app.case.event_table import NO_DUPLICATE
from app.case.model import Case
from app.language import tr, trn

_OPEN = ("referral:unclear", "referral:no_reply")
_OUTCOMES = ("referral:accepted", "referral:nfa", "strategy_discussion:held", "conference")
_REFUSED = "referral:nfa"


def find_unclear_referrals(
    case: Case, child: int, states: tuple[LevelState, ...], _points: ConcernPoints
) -> tuple[Finding, ...]:
    """Times that information was given and no outcome is shown within the scheme's days, near ones as one finding."""
    record = child_record(case, child)
    waiting = record.marked(*_OPEN)
    if not waiting.any():
        return ()
    rule = case.scheme.rules.unclear_referral
    settled = record.marked(*_OUTCOMES)
    known = np.sort(np.concatenate((record.day[settled], rise_days(states))))
    told = set(record.told[settled].tolist())
    asked = np.flatnonzero(waiting)
    ends = working_days_after(record.last[asked], rule.working_days, case.scheme.nation)
    shown = np.searchsorted(known, ends, side="right") > np.searchsorted(known, record.day[asked])
    asked = asked[~shown & (ends <= record.until)]
    events: list[int] = record.told[asked].tolist()
    rows = record.once([row for row, event in zip(asked.tolist(), events, strict=True) if event not in told])
    groups = stretches(record.day[rows].tolist(), rule.gap_days)
    return tuple(
        _unclear(record, [rows[item] for item in group], number) for number, group in enumerate(groups, start=1)
    )


def _end(record: ChildRecord, row: int) -> int:
    rule = record.case.scheme.rules.unclear_referral
    return int(working_days_after(record.last[[row]], rule.working_days, record.case.scheme.nation)[0])


def _unclear(record: ChildRecord, rows: Sequence[int], number: int) -> Finding:
    rule = record.case.scheme.rules.unclear_referral
    first, last = int(record.day[rows[0]]), int(record.day[rows[-1]])
    says = trn(
        "{child}: information was given to children's social care on {first}; its outcome within {days} working days "
        "is not shown in this chronology: accepted, advice, or no further action.",
        "{child}: information was given to children's social care {count} times from {first} to {last}; an outcome "
        "within {days} working days is not shown in this chronology: accepted, advice, or no further action.",
        len(rows),
    ).format(
        child=record.name,
        count=len(rows),
        first=spoken(known_date(first)),
        last=spoken(known_date(last)),
        days=rule.working_days,
    )
    return finding_of(record, UNCLEAR, number, (first, _end(record, rows[-1])), rows, says, settings_of(rule))


def find_repeated_no_further_action(
    case: Case, child: int, _states: tuple[LevelState, ...], _points: ConcernPoints
) -> tuple[Finding, ...]:
    """Referrals refused so often within the scheme's days, one concern in them all; one finding for each stretch."""
    record = child_record(case, child)
    rule = case.scheme.rules.repeated_no_further_action
    refused = record.once(np.flatnonzero(record.marked(_REFUSED)).tolist())
    if len(refused) < rule.referrals:
        return ()
    concerns = case.scheme.mask("neglect", "health", "missed", "other")
    rows = np.array(refused, np.intp)
    bits = _categories(record)[rows] & concerns
    runs: list[tuple[list[NDArray[np.intp]], list[str]]] = []
    # The number of the first run that holds each row; one of several concerns may be in more.
    held = np.full(len(record), np.iinfo(np.intp).max, np.intp)
    for key, bit in case.scheme.category_bits.items():
        name = tr(case.scheme.category_names[key]).lower()  # from resources
        for run in _crowded(rows[(bits & bit) != 0], record):
            joined = min(int(held[run].min()), len(runs))
            if joined == len(runs):
                runs.append(([], []))
            runs[joined][0].append(run)
            runs[joined][1].append(name)
            held[run] = np.minimum(held[run], joined)
    found = sorted([(distinct(np.concatenate(some)), names) for some, names in runs], key=lambda told: int(told[0][0]))
    return tuple(_repeated(record, rows, names, number) for number, (rows, names) in enumerate(found, start=1))


def _categories(record: ChildRecord) -> NDArray[np.int64]:
    """(m,): what each row's event is about, its twins included: a refusal often stands in a row of few words."""
    if not record.told_twice:
        return record.categories
    events, told, held = record.case.events, record.told, record.categories.copy()
    twins = np.isin(told, told[events.duplicate_of[record.place] != NO_DUPLICATE])
    _, event = np.unique(told[twins], return_inverse=True)
    shared = np.zeros(len(event), np.int64)
    np.bitwise_or.at(shared, event, held[twins])
    held[twins] = shared[event]
    return held


def _crowded(rows: NDArray[np.intp], record: ChildRecord) -> list[NDArray[np.intp]]:
    """The runs of rows in which every one lies in some window that holds enough of them."""
    rule = record.case.scheme.rules.repeated_no_further_action
    days, last = record.day[rows], rule.referrals - 1
    if len(days) <= last:
        return []
    crowded = np.flatnonzero(days[last:] - days[: len(days) - last] <= rule.days)
    if not len(crowded):
        return []
    opens = np.flatnonzero(np.concatenate(([True], np.diff(crowded) > last)))
    closes = [*(opens[1:] - 1).tolist(), len(crowded) - 1]
    firsts, lasts = crowded[opens].tolist(), crowded[closes].tolist()
    return [rows[first : end + last + 1] for first, end in zip(firsts, lasts, strict=True)]


def _repeated(record: ChildRecord, rows: NDArray[np.intp], names: Sequence[str], number: int) -> Finding:
    rule = record.case.scheme.rules.repeated_no_further_action
    first, last = int(record.day[rows[0]]), int(record.day[rows[-1]])
    says = tr(
        "{child}: {count} referrals from {first} to {last} are recorded as no further action or advice, "
        "with the same concern in them ({concerns})."
    ).format(
        child=record.name,
        count=len(rows),
        first=spoken(known_date(first)),
        last=spoken(known_date(last)),
        concerns=", ".join(names),
    )
    return finding_of(record, REPEATED_NFA, number, (first, last), rows, says, settings_of(rule))
