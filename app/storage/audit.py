"""The audit trail: for every step who, when, the words for it, and what became what."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeVar

import msgspec
import numpy as np
from numpy.typing import NDArray

from app.case.difference import EventDifference, event_difference
from app.case.event_table import EventTable
from app.case.history import Step
from app.case.model import Case, Child, DuplicateDecision, EarlierRow
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


class WhatChanged(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a step changed. Runs of event ids are pairs of first and last; ``reworded`` says where old words stand."""

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
    )


def _children(before: Sequence[Child], after: Sequence[Child]) -> Iterator[ChildChange]:
    for place in range(max(len(before), len(after))):
        old = before[place] if place < len(before) else None
        new = after[place] if place < len(after) else None
        if old != new:
            yield ChildChange(old, new)


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
