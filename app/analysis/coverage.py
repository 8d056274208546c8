"""Which time each agency's return covers, so that silence can be told from a return that is missing.

A return that says its period covers that, whatever its rows. One that does not covers the time of its own
rows: before the first and after the last nobody knows.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from app.case.dates import NO_DAY, day_number, known_date
from app.case.model import Case, Source

Days = tuple[date, date]
"""A first and a last day, both inclusive."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Coverage:
    """The times (``periods``, ordered and apart) that an agency's returns cover; none where it returned nothing.

    ``agency`` is an id, -1 for rows of an agency that is not known. ``stated`` says that every return of it
    says its own period.
    """

    agency: int
    periods: tuple[Days, ...]
    stated: bool


class Stillness(StrEnum):
    """What there is of an agency in a stretch of time."""

    TOLD = "told"
    SILENT = "silent"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days, both inclusive: covered by a return with rows in them, covered without a row, or covered by no return."""

    first: date
    last: date
    what: Stillness


def coverage(case: Case) -> tuple[Coverage, ...]:
    """What the returns of each agency cover, in the order of the agencies; last rows of no known agency.

    A source that belongs to no single agency, as an integrated chronology does, covers its stated period for
    every agency in it, and without one only the time of that agency's own rows.
    """
    of_none = bool((case.events.agency[~case.events.withdrawn] < 0).any())
    agencies = [*range(len(case.agencies)), *([-1] if of_none else [])]
    returns = [source for source in case.sources if not source.withdrawn and not source.by_hand and source.why is None]
    return tuple(_coverage(case, agency, returns) for agency in agencies)


def _coverage(case: Case, agency: int, returns: Sequence[Source]) -> Coverage:
    periods: list[Days] = []
    stated = True
    for source in returns:
        mine = (case.events.source == source.id) & (case.events.agency == agency) & ~case.events.withdrawn
        whole = source.agency == agency
        if whole or mine.any():
            days = returned_days(case, source.id) if whole or source.period else _span(case, mine)
            periods += [days] if days else []
            stated = stated and source.period is not None
    return Coverage(agency, _joined(periods), stated and bool(periods))


def returned_days(case: Case, source_id: int) -> Days | None:
    """The time that a source covers: as it says, else from its first row to its last; None where it has neither.

    A row that says that there was no contact for a time counts as a row.
    """
    source = case.sources[source_id]
    span = _with_silences(_span(case, (case.events.source == source_id) & ~case.events.withdrawn), source)
    if source.period is None:
        return span
    first = source.period.first or (span[0] if span else source.period.last)
    last = source.period.last or (span[1] if span else source.period.first)
    return (min(first, last), max(first, last)) if first and last else None


def no_contact(case: Case, agency: int) -> tuple[Days, ...]:
    """The times, ordered and apart, for which that agency's own returns say that there was no contact.

    -1 is for the returns of which nobody knows the agency.

    A bound that is open is the first or last day that the return covers.
    """
    found: list[Days] = []
    for source in case.sources:
        if source.withdrawn or (-1 if source.agency is None else source.agency) != agency:
            continue
        whole = returned_days(case, source.id)
        for item in source.no_contact:
            first = item.period.first or (whole[0] if whole else item.period.last)
            last = item.period.last or (whole[1] if whole else item.period.first)
            if first and last and first <= last:
                found.append((first, last))
    return _joined(found)


def _with_silences(span: Days | None, source: Source) -> Days | None:
    """A time with those for which a source says that there was no contact."""
    days = [*(span or ()), *(day for item in source.no_contact for day in (item.period.first, item.period.last) if day)]
    return (min(days), max(days)) if days else None


def _span(case: Case, rows: NDArray[np.bool_]) -> Days | None:
    """The first and last day on which these rows stand; an open bound counts as the other."""
    start, end = case.events.start[rows], case.events.end[rows]
    if not len(start):
        return None
    first = np.where(start == NO_DAY, end, start).min()
    return known_date(int(first)), known_date(int(np.where(end == NO_DAY, start, end).max()))


def _joined(periods: Iterable[Days]) -> tuple[Days, ...]:
    """The same days in as few periods as they take, in order."""
    joined: list[Days] = []
    for first, last in sorted(periods):
        if joined and _after(joined[-1][1]) >= first:
            joined[-1] = (joined[-1][0], max(joined[-1][1], last))
        else:
            joined.append((first, last))
    return tuple(joined)


def _after(day: date) -> date:
    return day + _DAY if day < date.max else day


def silence_or_missing(case: Case, agency: int, first: date, last: date) -> tuple[Stretch, ...]:
    """The days from first to last, in order and without a gap, each told, silent or missing for that agency.

    Days that a return covers are one stretch: told where any row of the agency falls in it, else silent.

    Raises:
        ValueError: when the first day comes after the last.
    """
    if first > last:
        raise ValueError("the first day comes after the last")
    known = next((item.periods for item in coverage(case) if item.agency == agency), ())
    found: list[Stretch] = []
    at = first
    for start, end in known:
        if end < at or start > last:
            continue
        if start > at:
            found.append(Stretch(at, start - _DAY, Stillness.MISSING))
        start, end = max(start, at), min(end, last)
        told = _has_rows(case, agency, start, end)
        found.append(Stretch(start, end, Stillness.TOLD if told else Stillness.SILENT))
        if end == last:
            return tuple(found)
        at = end + _DAY
    return (*found, Stretch(at, last, Stillness.MISSING))


def _has_rows(case: Case, agency: int, first: date, last: date) -> bool:
    events = case.events
    return bool((_touch(case, first, last) & (events.agency == agency) & ~events.withdrawn).any())


def _touch(case: Case, first: date | None, last: date | None) -> NDArray[np.bool_]:
    """(n,): which events may lie, in part at least, from first to last; None for an open bound."""
    events = case.events
    late_enough = (events.end == NO_DAY) | (events.end >= (NO_DAY if first is None else day_number(first)))
    early_enough = np.ones(len(events), np.bool_) if last is None else events.start <= day_number(last)
    return late_enough & early_enough


def scope_days(case: Case) -> Days | None:
    """The time under review; a bound that is not set is that of the rows. None for a case without either."""
    span = _span(case, ~case.events.withdrawn)
    first = case.scope.first or (span[0] if span else case.scope.last)
    last = case.scope.last or (span[1] if span else case.scope.first)
    return (first, last) if first and last and first <= last else None


def missing_returns(case: Case) -> dict[int, tuple[Days, ...]]:
    """For each agency (id) that misses any the times under review that none of its returns covers."""
    days = scope_days(case)
    if days is None:
        return {}
    missing = {
        item.agency: tuple(
            (stretch.first, stretch.last)
            for stretch in silence_or_missing(case, item.agency, *days)
            if stretch.what is Stillness.MISSING
        )
        for item in coverage(case)
    }
    return {agency: stretches for agency, stretches in missing.items() if stretches}
