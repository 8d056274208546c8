"""What must always hold of a case. Asked on load, when files are added, and by the tests.

Each check looks at whole columns and says its first offender, so 50,000 rows take milliseconds.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields

import numpy as np
from numpy.typing import NDArray

from app.case.dates import NO_DAY, PRECISION_CODES, PRECISIONS, Precision
from app.case.difference import equal_cases as equal_cases
from app.case.event_table import NO_DUPLICATE, UNSCORED, CodeFrom, EventTable
from app.case.model import Adult, Agency, Case, Child, Source
from app.case.sheet_rows import numbers_of

Flags = NDArray[np.bool_]


def find_problems(case: Case) -> list[str]:
    """What does not hold, one sentence each; an empty list for a sound case. Names ids, never the text of a case."""
    shape = list(_shape(case))
    if shape:
        return shape
    return [problem for check in _CHECKS for problem in check(case)]


def _shape(case: Case) -> Iterator[str]:
    events, count = case.events, len(case.events)
    for column in fields(EventTable):
        values = getattr(events, column.name)
        if len(values) != count:
            yield f"The column {column.name} has {len(values)} values for {count} events."
    for name in ("subjects", "child_severity", "level", "level_from"):
        shape = getattr(events, name).shape
        if len(shape) != 2 or shape[1] != len(case.children):
            yield f"The column {name} does not have a place for each of {len(case.children)} children."


def _numbered(case: Case) -> Iterator[str]:
    kinds: tuple[tuple[str, Sequence[Child] | Sequence[Adult] | Sequence[Agency] | Sequence[Source]], ...] = (
        ("child", case.children),
        ("adult", case.adults),
        ("agency", case.agencies),
        ("source", case.sources),
    )
    for word, things in kinds:
        for place, thing in enumerate(things):
            if thing.id != place:
                yield f"The {word} in place {place} has the number {thing.id}."
    names = [child.name for child in case.children]
    if len(set(names)) != len(names) or not all(name.strip() for name in names):
        yield "Each child needs a name of its own."
    for source in case.sources:
        if source.agency is not None and not 0 <= source.agency < len(case.agencies):
            yield f"Source {source.id} names agency {source.agency}, which is not there."


def _first(case: Case, wrong: Flags, says: str) -> Iterator[str]:
    if wrong.any():
        yield f"Event e{int(case.events.id[int(np.argmax(wrong))])} {says}."


def _order(case: Case) -> Iterator[str]:
    events = case.events
    yield from _first(case, events.id < 0, "has a number below 0")
    ids, counts = np.unique(events.id, return_counts=True)
    if (counts > 1).any():
        yield f"Event e{int(ids[int(np.argmax(counts > 1))])} is there more than once."
    order = np.lexsort((events.id, events.row, events.source, events.day))
    if not np.array_equal(order, np.arange(len(order))):
        yield "The events are not in the order of their days, sources and rows."


def _dates(case: Case) -> Iterator[str]:
    events = case.events
    no_start, no_end = events.start == NO_DAY, events.end == NO_DAY
    yield from _first(case, events.precision >= len(PRECISIONS), "has a precision that does not exist")
    yield from _first(case, no_start & no_end, "has no day at all")
    yield from _first(case, no_start & (events.precision != PRECISION_CODES[Precision.BEFORE]), "lacks its first day")
    yield from _first(case, no_end & (events.precision != PRECISION_CODES[Precision.AFTER]), "lacks its last day")
    yield from _first(case, ~no_start & ~no_end & (events.start > events.end), "ends before it starts")


def _within(column: NDArray[np.signedinteger], lowest: int, count: int) -> Flags:
    outside = (column < lowest) | (column >= count)
    return outside if outside.ndim == 1 else np.logical_or.reduce(outside, axis=1)


def _codes(case: Case) -> Iterator[str]:
    events, scheme = case.events, case.scheme
    every_bit = (1 << len(scheme.categories)) - 1
    outside = "outside the scheme"
    yield from _first(case, _within(events.severity, UNSCORED, len(scheme.severity)), f"has a severity {outside}")
    wrong = _within(events.child_severity, UNSCORED, len(scheme.severity))
    yield from _first(case, wrong, f"has a child's severity {outside}")
    yield from _first(case, _within(events.level, UNSCORED, len(scheme.levels)), f"states a level {outside}")
    yield from _first(case, (events.categories & ~np.int64(every_bit)) != 0, f"has a category {outside}")
    kinds = len(CodeFrom)
    origin = (events.severity_from >= kinds) | (events.categories_from >= kinds)
    yield from _first(case, origin | (events.level_from >= kinds).any(axis=1), "has a code from nowhere")
    yield from _first(case, _within(events.agency, -1, len(case.agencies)), "names an agency that is not there")


def _twins(case: Case) -> Iterator[str]:
    events = case.events
    twin = events.duplicate_of != NO_DUPLICATE
    if not twin.any():
        return
    yield from _first(
        case, twin & ~np.isin(events.duplicate_of, events.id), "is the twin of an event that is not there"
    )
    yield from _first(case, twin & (events.duplicate_of == events.id), "is its own twin")
    yield from _first(case, twin & np.isin(events.duplicate_of, events.id[twin]), "is the twin of a twin")


def _evidence(case: Case) -> Iterator[str]:
    events = case.events
    wrong = _within(events.source, 0, len(case.sources))
    if wrong.any():
        yield from _first(case, wrong, "names a source that is not there")
        return
    known: list[NDArray[np.int64]] = []
    for source in case.sources:
        numbers = np.fromiter(numbers_of(source.rows), np.int64, len(source.rows))
        if len(set(numbers.tolist())) != len(numbers):
            yield f"Source {source.id} has a row number twice."
        known.append(_place_of(source.id, numbers))
    keys = _place_of(events.source.astype(np.int64), events.row.astype(np.int64))
    rows = np.concatenate(known) if known else np.zeros(0, np.int64)
    yield from _first(case, ~np.isin(keys, rows), "names a row that its source does not have")
    withdrawn = np.array([source.withdrawn for source in case.sources], np.bool_)
    if withdrawn.any():
        yield from _first(case, withdrawn[events.source] & ~events.withdrawn, "counts although its source is withdrawn")


def _links(case: Case) -> Iterator[str]:
    ids = case.events.id
    decided = np.array([(item.kept, item.twin) for item in case.decisions], np.int64).reshape(-1, 2)
    if not np.isin(decided, ids).all() or (decided[:, 0] == decided[:, 1]).any():
        yield "A duplicate decision does not name two events that are there."
    if len({frozenset(pair) for pair in decided.tolist()}) != len(decided):
        yield "There are two duplicate decisions about the same two events."
    earlier = np.array([(item.event, item.source, item.row) for item in case.earlier], np.int64).reshape(-1, 3)
    if not np.isin(earlier[:, 0], ids).all() or not ((earlier[:, 1] >= 0) & (earlier[:, 1] < len(case.sources))).all():
        yield "Where an event stood before names an event or a source that is not there."


def _by_reviewers(case: Case) -> Iterator[str]:
    """What reviewers decided by hand names what is there, once."""
    ids = case.events.id
    parts = np.array([(item.event, item.whole) for item in case.parts], np.int64).reshape(-1, 2)
    if not np.isin(parts, ids).all() or len(set(parts[:, 0].tolist())) != len(parts):
        yield "A part of an event does not name two events that are there, or is a part twice."
    marks = [(item.event, item.field) for item in case.corrections]
    if len(set(marks)) != len(marks) or not np.isin(np.array([event for event, _ in marks], np.int64), ids).all():
        yield "A correction names an event that is not there, or a field twice."
    words = [item.words for item in case.who_is_who]
    known = range(len(case.children))
    if len(set(words)) != len(words) or any(set(item.children) - set(known) for item in case.who_is_who):
        yield "Who is who names a child that is not there, or the same words twice."
    if not {item.child for item in case.finding_decisions} <= set(known):
        yield "A decision on a finding names a child that is not there."
    if len(set(case.finding_decisions)) != len(case.finding_decisions):
        yield "A decision on a finding is there twice."
    differing = np.array([item.event for item in case.disagreements if item.event is not None], np.int64)
    if not np.isin(differing, ids).all():
        yield "What two reviewers gave otherwise names an event that is not there."


def _place_of(source: int | NDArray[np.int64], row: NDArray[np.int64]) -> NDArray[np.int64]:
    return (row & 0xFFFFFFFF) | (np.asarray(source, np.int64) << 32)


_CHECKS: tuple[Callable[[Case], Iterator[str]], ...] = (
    _numbered,
    _order,
    _dates,
    _codes,
    _twins,
    _evidence,
    _links,
    _by_reviewers,
)
