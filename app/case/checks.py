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
from app.errors import UserError
from app.language import tr

Flags = NDArray[np.bool_]


def find_problems(case: Case) -> list[str]:
    """What does not hold, one sentence each; an empty list for a sound case. Names ids, never the text of a case."""
    shape = list(_shape(case))
    if shape:
        return shape
    return [problem for check in _CHECKS for problem in check(case)]


def must_be_sound(case: Case, says: str) -> None:
    """Stop an edit that would make a case which does not hold together; ``says`` has a place for the ``{problem}``.

    Raises:
        UserError: when it does not, which is never a person's fault.
    """
    problems = find_problems(case)
    if problems:
        raise UserError(says.format(problem=problems[0]), tr("This is a fault of Lifelanes."))


def _shape(case: Case) -> Iterator[str]:
    events, count = case.events, len(case.events)
    for column in fields(EventTable):
        values = getattr(events, column.name)
        if len(values) != count:
            yield tr("The column {column} has {count} values for {events} events.").format(
                column=column.name, count=len(values), events=count
            )
    for name in ("subjects", "child_severity", "level", "level_from"):
        shape = getattr(events, name).shape
        if len(shape) != 2 or shape[1] != len(case.children):
            yield tr("The column {name} does not have a place for each of {count} children.").format(
                name=name, count=len(case.children)
            )


def _numbered(case: Case) -> Iterator[str]:
    kinds: tuple[tuple[str, Sequence[Child] | Sequence[Adult] | Sequence[Agency] | Sequence[Source]], ...] = (
        (tr("child"), case.children),
        (tr("adult"), case.adults),
        (tr("agency"), case.agencies),
        (tr("source"), case.sources),
    )
    for word, things in kinds:
        for place, thing in enumerate(things):
            if thing.id != place:
                yield tr("The {word} in place {place} has the number {id}.").format(word=word, place=place, id=thing.id)
    names = [child.name for child in case.children]
    if len(set(names)) != len(names) or not all(name.strip() for name in names):
        yield tr("Each child needs a name of its own.")
    for source in case.sources:
        if source.agency is not None and not 0 <= source.agency < len(case.agencies):
            yield tr("Source {id} names agency {agency}, which is not there.").format(
                id=source.id, agency=source.agency
            )


def _first(case: Case, wrong: Flags, says: str) -> Iterator[str]:
    if wrong.any():
        yield tr("Event e{id} {says}.").format(id=int(case.events.id[int(np.argmax(wrong))]), says=says)


def _order(case: Case) -> Iterator[str]:
    events = case.events
    yield from _first(case, events.id < 0, tr("has a number below 0"))
    ids, counts = np.unique(events.id, return_counts=True)
    if (counts > 1).any():
        yield tr("Event e{id} is there more than once.").format(id=int(ids[int(np.argmax(counts > 1))]))
    order = np.lexsort((events.id, events.row, events.source, events.day))
    if not np.array_equal(order, np.arange(len(order))):
        yield tr("The events are not in the order of their days, sources and rows.")


def _dates(case: Case) -> Iterator[str]:
    events = case.events
    no_start, no_end = events.start == NO_DAY, events.end == NO_DAY
    yield from _first(case, events.precision >= len(PRECISIONS), tr("has a precision that does not exist"))
    yield from _first(case, no_start & no_end, tr("has no day at all"))
    yield from _first(
        case, no_start & (events.precision != PRECISION_CODES[Precision.BEFORE]), tr("lacks its first day")
    )
    yield from _first(case, no_end & (events.precision != PRECISION_CODES[Precision.AFTER]), tr("lacks its last day"))
    yield from _first(case, ~no_start & ~no_end & (events.start > events.end), tr("ends before it starts"))


def _within(column: NDArray[np.signedinteger], lowest: int, count: int) -> Flags:
    outside = (column < lowest) | (column >= count)
    return outside if outside.ndim == 1 else np.logical_or.reduce(outside, axis=1)


def _codes(case: Case) -> Iterator[str]:
    events, scheme = case.events, case.scheme
    every_bit = (1 << len(scheme.categories)) - 1
    outside = tr("outside the scheme")
    yield from _first(
        case,
        _within(events.severity, UNSCORED, len(scheme.severity)),
        tr("has a severity {outside}").format(outside=outside),
    )
    wrong = _within(events.child_severity, UNSCORED, len(scheme.severity))
    yield from _first(case, wrong, tr("has a child's severity {outside}").format(outside=outside))
    yield from _first(
        case,
        _within(events.level, UNSCORED, len(scheme.levels)),
        tr("states a level {outside}").format(outside=outside),
    )
    yield from _first(
        case, (events.categories & ~np.int64(every_bit)) != 0, tr("has a category {outside}").format(outside=outside)
    )
    kinds = len(CodeFrom)
    origin = (events.severity_from >= kinds) | (events.categories_from >= kinds)
    yield from _first(case, origin | (events.level_from >= kinds).any(axis=1), tr("has a code from nowhere"))
    yield from _first(case, _within(events.agency, -1, len(case.agencies)), tr("names an agency that is not there"))


def _twins(case: Case) -> Iterator[str]:
    events = case.events
    twin = events.duplicate_of != NO_DUPLICATE
    if not twin.any():
        return
    yield from _first(
        case, twin & ~np.isin(events.duplicate_of, events.id), tr("is the twin of an event that is not there")
    )
    yield from _first(case, twin & (events.duplicate_of == events.id), tr("is its own twin"))
    yield from _first(case, twin & np.isin(events.duplicate_of, events.id[twin]), tr("is the twin of a twin"))


def _evidence(case: Case) -> Iterator[str]:
    events = case.events
    wrong = _within(events.source, 0, len(case.sources))
    if wrong.any():
        yield from _first(case, wrong, tr("names a source that is not there"))
        return
    lost = np.zeros(len(events), np.bool_)
    for source in case.sources:
        numbers = np.fromiter(numbers_of(source.rows), np.int64, len(source.rows))
        if not (np.diff(numbers) > 0).all() and len(np.unique(numbers)) != len(numbers):
            yield tr("Source {id} has a row number twice.").format(id=source.id)
        here = np.flatnonzero(events.source == source.id)
        lost[here] = ~np.isin(events.row[here], numbers)
    yield from _first(case, lost, tr("names a row that its source does not have"))
    withdrawn = np.array([source.withdrawn for source in case.sources], np.bool_)
    if withdrawn.any():
        yield from _first(
            case, withdrawn[events.source] & ~events.withdrawn, tr("counts although its source is withdrawn")
        )


def _links(case: Case) -> Iterator[str]:
    ids = case.events.id
    decided = np.array([(item.kept, item.twin) for item in case.decisions], np.int64).reshape(-1, 2)
    if not np.isin(decided, ids).all() or (decided[:, 0] == decided[:, 1]).any():
        yield tr("A duplicate decision does not name two events that are there.")
    if len({frozenset(pair) for pair in decided.tolist()}) != len(decided):
        yield tr("There are two duplicate decisions about the same two events.")
    earlier = np.array([(item.event, item.source, item.row) for item in case.earlier], np.int64).reshape(-1, 3)
    if not np.isin(earlier[:, 0], ids).all() or not ((earlier[:, 1] >= 0) & (earlier[:, 1] < len(case.sources))).all():
        yield tr("Where an event stood before names an event or a source that is not there.")


def _by_reviewers(case: Case) -> Iterator[str]:
    """What reviewers decided by hand names what is there, once."""
    ids = case.events.id
    parts = np.array([(item.event, item.whole) for item in case.parts], np.int64).reshape(-1, 2)
    if not np.isin(parts, ids).all() or len(set(parts[:, 0].tolist())) != len(parts):
        yield tr("A part of an event does not name two events that are there, or is a part twice.")
    marks = [(item.event, item.field) for item in case.corrections]
    if len(set(marks)) != len(marks) or not np.isin(np.array([event for event, _ in marks], np.int64), ids).all():
        yield tr("A correction names an event that is not there, or a field twice.")
    words = [item.words for item in case.who_is_who]
    known = range(len(case.children))
    if len(set(words)) != len(words) or any(set(item.children) - set(known) for item in case.who_is_who):
        yield tr("Who is who names a child that is not there, or the same words twice.")
    if not {item.child for item in case.finding_decisions} <= set(known):
        yield tr("A decision on a finding names a child that is not there.")
    if len(set(case.finding_decisions)) != len(case.finding_decisions):
        yield tr("A decision on a finding is there twice.")
    differing = np.array([item.event for item in case.disagreements if item.event is not None], np.int64)
    if not np.isin(differing, ids).all():
        yield tr("What two reviewers gave otherwise names an event that is not there.")


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
