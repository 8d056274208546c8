"""The audit trail: for every step who, when, the words for it, and what became what."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeVar

import msgspec
import numpy as np
from numpy.typing import NDArray

from app.case.difference import EventDifference, event_difference
from app.case.event_table import EventTable
from app.case.history import Step
from app.case.model import (
    Adult,
    Case,
    Child,
    Disagreement,
    DuplicateDecision,
    EarlierRow,
    EventPart,
    FindingDecision,
    Period,
    RowKind,
    Source,
    WhoIsWho,
)
from app.case.narrowing import NamedFilter
from app.case.own_words import OwnEntry
from app.case.practice import Bookmark, Episode
from app.case.pseudonyms import PanelPlan
from app.case.scheme import Scheme
from app.storage.event_rows import ORIGIN_NAMES, known_numbers

_T = TypeVar("_T")

CodeValue = bool | int | str | tuple[str | int, ...] | None
"""A code in words or numbers; None where there is none."""


class CodeChange(msgspec.Struct, frozen=True, omit_defaults=True):
    """One code that became another on these events; ``child`` where it was that child's own. None: not known."""

    code: str
    before: CodeValue
    after: CodeValue
    events: tuple[int, ...]
    child: int | None = None


class ChildChange(msgspec.Struct, frozen=True):
    """A child as it was known before and after; None where it was not in the case."""

    before: Child | None
    after: Child | None


class FieldChange(msgspec.Struct, frozen=True):
    """A field of an event that a reviewer corrected: what it said before and after, a date with its ISO days."""

    event: int
    field: str
    before: str
    after: str
    by: str


class PeriodChange(msgspec.Struct, frozen=True):
    """The time that a source is said to cover, before and after."""

    source: int
    before: Period | None
    after: Period | None


class WhatChanged(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a step changed. Runs of event ids are pairs of first and last; ``reworded`` says where old words stand.

    ``rows_mended`` are (source, row) pairs; ``parts_made`` and what follows read as in the case. ``findings_were`` are
    decisions on findings that are no longer so.
    """

    codes: tuple[CodeChange, ...] = ()
    events_added: tuple[tuple[int, int], ...] = ()
    events_gone: tuple[tuple[int, int], ...] = ()
    sources_added: tuple[int, ...] = ()
    sources_gone: tuple[int, ...] = ()
    sources_withdrawn: tuple[int, ...] = ()
    sources_restored: tuple[int, ...] = ()
    children: tuple[ChildChange, ...] = ()
    name: tuple[str, str] | None = None
    marking: tuple[str, str] | None = None
    decisions_made: tuple[DuplicateDecision, ...] = ()
    decisions_gone: tuple[DuplicateDecision, ...] = ()
    reworded: tuple[EarlierRow, ...] = ()
    corrected: tuple[FieldChange, ...] = ()
    rows_mended: tuple[tuple[int, int], ...] = ()
    rows_rejected_again: tuple[tuple[int, int], ...] = ()
    parts_made: tuple[EventPart, ...] = ()
    parts_gone: tuple[EventPart, ...] = ()
    words_decided: tuple[WhoIsWho, ...] = ()
    words_forgotten: tuple[WhoIsWho, ...] = ()
    adults_gained: tuple[Adult, ...] = ()
    adults_gone: tuple[Adult, ...] = ()
    scope: tuple[Period, Period] | None = None
    periods: tuple[PeriodChange, ...] = ()
    findings_decided: tuple[FindingDecision, ...] = ()
    findings_were: tuple[FindingDecision, ...] = ()
    unread: tuple[str, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    disagreements_were: tuple[Disagreement, ...] = ()
    scheme: tuple[str, str] | None = None
    filters_kept: tuple[NamedFilter, ...] = ()
    filters_gone: tuple[NamedFilter, ...] = ()
    episodes: tuple[Episode, ...] = ()
    episodes_gone: tuple[Episode, ...] = ()
    bookmarks: tuple[Bookmark, ...] = ()
    bookmarks_gone: tuple[Bookmark, ...] = ()
    panel: tuple[PanelPlan, PanelPlan] | None = None
    own_words: tuple[OwnEntry, ...] = ()
    own_words_gone: tuple[OwnEntry, ...] = ()


class Entry(NamedTuple):
    """One line of the trail: the step, and what it changed as JSON (``WhatChanged``)."""

    step: Step
    what: str


def entry(before: Case, after: Case, step: Step, difference: EventDifference | None = None) -> Entry:
    """The line that tells of a step between two cases; ``difference`` that of their events, if it is known."""
    known = difference or event_difference(before.events, after.events)
    return Entry(step, msgspec.json.encode(what_changed(before, after, known)).decode())


def what_changed(before: Case, after: Case, difference: EventDifference) -> WhatChanged:
    """Everything that differs between two cases and that a reader of the trail asks for."""
    was, now = before.sources, after.sources
    both = list(zip(was, now, strict=False))
    return WhatChanged(
        codes=tuple(_codes(before, after, difference)),
        events_added=_runs(after.events.id[difference.added]),
        events_gone=_runs(before.events.id[difference.gone]),
        sources_added=tuple(source.id for source in now[len(was) :]),
        sources_gone=tuple(source.id for source in was[len(now) :]),
        sources_withdrawn=tuple(new.id for old, new in both if new.withdrawn and not old.withdrawn),
        sources_restored=tuple(new.id for old, new in both if old.withdrawn and not new.withdrawn),
        children=tuple(_children(before.children, after.children)),
        name=None if before.name == after.name else (before.name, after.name),
        marking=None if before.marking == after.marking else (before.marking, after.marking),
        decisions_made=_only_in(after.decisions, before.decisions),
        decisions_gone=_only_in(before.decisions, after.decisions),
        reworded=_only_in(after.earlier, before.earlier),
        corrected=tuple(_corrected(before, after, difference)),
        rows_mended=tuple(_mended(was, now)),
        rows_rejected_again=tuple(_mended(now, was)),
        parts_made=_only_in(after.parts, before.parts),
        parts_gone=_only_in(before.parts, after.parts),
        words_decided=_only_in(after.who_is_who, before.who_is_who),
        words_forgotten=_only_in(before.who_is_who, after.who_is_who),
        adults_gained=_only_in(after.adults, before.adults),
        adults_gone=_only_in(before.adults, after.adults),
        scope=None if before.scope == after.scope else (before.scope, after.scope),
        periods=tuple(PeriodChange(new.id, old.period, new.period) for old, new in both if old.period != new.period),
        findings_decided=_only_in(after.finding_decisions, before.finding_decisions),
        findings_were=_only_in(before.finding_decisions, after.finding_decisions),
        unread=_only_in(after.unread, before.unread),
        disagreements=_only_in(after.disagreements, before.disagreements),
        disagreements_were=_only_in(before.disagreements, after.disagreements),
        scheme=None if before.scheme == after.scheme else (before.scheme.name, after.scheme.name),
        filters_kept=_only_in(after.filters, before.filters),
        filters_gone=_only_in(before.filters, after.filters),
        episodes=_only_in(after.episodes, before.episodes),
        episodes_gone=_only_in(before.episodes, after.episodes),
        bookmarks=_only_in(after.bookmarks, before.bookmarks),
        bookmarks_gone=_only_in(before.bookmarks, after.bookmarks),
        panel=None if before.panel == after.panel else (before.panel, after.panel),
        own_words=_only_in(after.own_words, before.own_words),
        own_words_gone=_only_in(before.own_words, after.own_words),
    )


def _children(before: Sequence[Child], after: Sequence[Child]) -> Iterator[ChildChange]:
    for place in range(max(len(before), len(after))):
        old = before[place] if place < len(before) else None
        new = after[place] if place < len(after) else None
        if old != new:
            yield ChildChange(old, new)


def _corrected(before: Case, after: Case, difference: EventDifference) -> Iterator[FieldChange]:
    """Corrected fields that read otherwise now; taken back they read as before."""
    reviewer = {(item.event, item.field): item.by for item in (*before.corrections, *after.corrections)}
    touched = set(after.events.id[difference.now].tolist())
    for (event, field), by in reviewer.items():
        if event in touched and field in _SAID:
            was, now = _SAID[field](before, event), _SAID[field](after, event)
            if was != now:
                yield FieldChange(event, field, was, now, by)


def _date_said(case: Case, event: int) -> str:
    when = case.event(event).when
    days = " to ".join(
        day.isoformat() if day else "" for day in (when.earliest, when.latest)
    )  # not words: the trail reads alike in every language
    return f"{when.words} {when.time or ''} ({when.precision.value}: {days})"


_SAID: Mapping[str, Callable[[Case, int], str]] = {
    "date": _date_said,
    "text": lambda case, event: case.event(event).text,
    "response": lambda case, event: case.event(event).response or "",
    "author": lambda case, event: case.event(event).author or "",
    "agency": lambda case, event: case.agency_name(case.event(event).agency),
}
"""What a field of an event says in words. Subjects are told among the codes."""


def _mended(was: Sequence[Source], now: Sequence[Source]) -> Iterator[tuple[int, int]]:
    """(source, row) of every row that was rejected and is an event."""
    for old, new in zip(was, now, strict=False):
        if old.rows is not new.rows:
            for mine, theirs in zip(old.rows, new.rows, strict=False):
                if mine.kind is RowKind.REJECTED and theirs.kind is RowKind.EVENT:
                    yield old.id, mine.number


def _only_in(items: Sequence[_T], others: Sequence[_T]) -> tuple[_T, ...]:
    if items == others:
        return ()
    known = frozenset(others)
    return tuple(item for item in items if item not in known)


def _runs(ids: NDArray[np.int32]) -> tuple[tuple[int, int], ...]:
    if not len(ids):
        return ()
    ordered = np.sort(ids)
    edges = [0, *(np.flatnonzero(np.diff(ordered) > 1) + 1).tolist(), len(ordered)]
    return tuple((int(ordered[first]), int(ordered[end - 1])) for first, end in pairwise(edges))


def _codes(before: Case, after: Case, difference: EventDifference) -> Iterator[CodeChange]:
    if not len(difference.now):
        return
    width = max(len(before.children), len(after.children))
    old = before.events.widened(width).take(difference.was)
    new = after.events.widened(width).take(difference.now)
    ids, groups = new.id.tolist(), dict[tuple[str, int | None, CodeValue, CodeValue], list[int]]()
    for (code, child, mine), (_, _, theirs) in zip(
        _readable(old, before.scheme), _readable(new, after.scheme), strict=True
    ):
        for event, was, now in zip(ids, mine, theirs, strict=True):
            if was != now:
                groups.setdefault((code, child, was, now), []).append(event)
    for (code, child, was, now), events in groups.items():
        yield CodeChange(code, was, now, tuple(events), child)


def _readable(events: EventTable, scheme: Scheme) -> Iterator[tuple[str, int | None, Sequence[CodeValue]]]:
    """Every code as a column of values that a reader understands, with its child where it is a child's own."""

    def origins(column: NDArray[np.uint8]) -> list[str]:
        return [ORIGIN_NAMES[code] for code in column.tolist()]

    yield "severity", None, known_numbers(events.severity)
    yield "severity_from", None, origins(events.severity_from)
    yield "severity_by", None, events.severity_by
    yield "categories", None, [scheme.categories_in(bits) for bits in events.categories.tolist()]
    yield "categories_from", None, origins(events.categories_from)
    yield "duplicate_of", None, known_numbers(events.duplicate_of)
    yield "withdrawn", None, events.withdrawn.tolist()
    about = [tuple(child for child, is_about in enumerate(row) if is_about) for row in events.subjects.tolist()]
    yield "subjects", None, about
    for child in range(events.subjects.shape[1]):
        yield "severity", child, known_numbers(events.child_severity[:, child])
        yield "level", child, known_numbers(events.level[:, child])
        yield "level_from", child, origins(events.level_from[:, child])
