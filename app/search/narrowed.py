"""What a filter leaves of a case: which rows, which findings, and what is said of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import compress, groupby
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.analysis.finding import Finding
from app.case.dates import NO_DAY, day_number, spoken
from app.case.model import Case
from app.case.narrowing import Filter
from app.language import tr
from app.search.facets import CHILD, FACETS, IN_USE, KIND, NOT_SCORED, SEVERITY, child_called

Rows = NDArray[np.bool_]


@dataclass(frozen=True)
class Narrowed:
    """``rows`` (n,) pass the filter; ``total`` counts the rows in use, ``findings`` are ids of those that are left."""

    rows: Rows
    count: int
    total: int
    findings: frozenset[str]


def narrowed(case: Case, findings: Sequence[Finding], wanted: Filter, found: Rows | None) -> Narrowed:
    """What the filter leaves. ``found`` (n,) are the rows that have its words; None where it asks for no words."""
    rows = _rows(case, findings, wanted)
    if found is not None:
        rows &= found
    left = _findings(case, tuple(findings), wanted, rows)
    return Narrowed(rows, int(rows.sum()), int((~case.events.withdrawn).sum()), left)


def _rows(case: Case, findings: Sequence[Finding], wanted: Filter) -> Rows:
    rows = ~case.events.withdrawn if not wanted.keys(IN_USE) else np.ones(len(case.events), np.bool_)
    for key, keys in wanted.ticked:
        facet = FACETS.get(key)
        if facet is not None:
            rows &= facet.passing(case, findings, keys)
    return rows & _within(case, wanted)


def _within(case: Case, wanted: Filter) -> Rows:
    """Rows of which some day lies in the days asked for."""
    events = case.events
    rows = np.ones(len(events), np.bool_)
    if wanted.first is not None:
        rows &= (events.end >= day_number(wanted.first)) | (events.end == NO_DAY)
    if wanted.last is not None:
        rows &= (events.start <= day_number(wanted.last)) | (events.start == NO_DAY)
    return rows


class _Resting(NamedTuple):
    """Findings as columns: the ids of the events that each rests on one after the other, and where those of each that
    rests on any begin."""

    findings: tuple[Finding, ...]
    event: NDArray[np.int64]
    rests: NDArray[np.bool_]
    begins: NDArray[np.intp]

    def on(self, events: NDArray[np.int32]) -> NDArray[np.bool_]:
        """(findings,): which rest on any of these events."""
        is_left = np.zeros(max(self.event.max(initial=0), events.max(initial=0)) + 1, np.bool_)
        is_left[events] = True
        found = np.zeros(len(self.findings), np.bool_)
        if len(self.begins):
            found[self.rests] = np.logical_or.reduceat(is_left[self.event], self.begins)
        return found


def _resting(case: Case, findings: tuple[Finding, ...]) -> _Resting:
    """The columns of these findings, made once for all the keys of a search."""
    kept, key = case.events.kept_here, "resting"
    known = kept.get(key)
    if not isinstance(known, _Resting) or known.findings is not findings:
        count = np.array([len(finding.evidence) for finding in findings], np.intp)
        event = np.array([event for finding in findings for event in finding.evidence], np.int64)
        known = kept[key] = _Resting(findings, event, count > 0, (np.cumsum(count) - count)[count > 0])
    return known


def _findings(case: Case, findings: tuple[Finding, ...], wanted: Filter, rows: Rows) -> frozenset[str]:
    """Findings (ids) about the children and of the kinds asked for, in the days, that rest on a row that is left.

    One that rests on no row is left while neither words nor anything else is asked that only a row can have.
    """
    names, asked = wanted.keys(CHILD), wanted.keys(KIND)
    children = {child.id for name in names if (child := child_called(case, name)) is not None}
    of_rows = bool(wanted.words.strip()) or bool({key for key, _ in wanted.ticked} - {CHILD, KIND})
    resting = _resting(case, findings)
    left = resting.on(case.events.id[rows]) | (np.False_ if of_rows else ~resting.rests)

    those = compress(findings, left.tolist())

    def fits(finding: Finding) -> bool:
        asked_for = (not names or finding.child in children) and (not asked or finding.kind in asked)
        begun = wanted.last is None or finding.start <= wanted.last
        return asked_for and begun and (wanted.first is None or finding.end >= wanted.first)

    if names or asked or wanted.first is not None or wanted.last is not None:
        those = filter(fits, those)
    return frozenset(finding.id for finding in those)


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that a filter asks for, in words for a chip; ``key`` is its facet, or WORDS or DAYS."""

    key: str
    words: str


WORDS, DAYS = "words", "days"


def parts_of(case: Case, wanted: Filter) -> tuple[Part, ...]:
    """What a filter asks for, part by part, as a person reads it."""
    parts = [Part(WORDS, tr("Words: {words}").format(words=wanted.words.strip()))] if wanted.words.strip() else []
    for key, facet in FACETS.items():
        keys = wanted.keys(key)
        if keys:
            brief = {choice.key: choice.brief for choice in facet.choices(case)}
            told = _runs(keys) if key == SEVERITY else [brief.get(item, item) for item in keys]
            parts.append(Part(key, f"{facet.name}: {', '.join(told)}"))
    if wanted.first or wanted.last:
        parts.append(Part(DAYS, tr("Days: {days}").format(days=_days_words(wanted.first, wanted.last))))
    return tuple(parts)


def words_of(case: Case, wanted: Filter) -> str:
    """A filter in one line: "Agency: School; Severity: 3–5"; empty for one that lets everything pass."""
    return "; ".join(part.words for part in parts_of(case, wanted))


def _runs(keys: Sequence[str]) -> list[str]:
    """Ranks that follow one another as one: 3–5."""
    ranks = sorted(int(key) for key in keys if key.isdecimal())
    told: list[str] = []
    for _, group in groupby(enumerate(ranks), key=lambda pair: pair[1] - pair[0]):
        run = [rank for _, rank in group]
        told.append(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}")
    return [*told, *([tr("not scored")] if NOT_SCORED in keys else [])]


def _days_words(first: date | None, last: date | None) -> str:
    if first and last:
        return tr("{first} to {last}").format(first=spoken(first), last=spoken(last))
    return (
        tr("from {day}").format(day=spoken(first)) if first else tr("to {day}").format(day=spoken(last)) if last else ""
    )
