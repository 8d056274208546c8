"""How long one changed row takes in a coded case: applied with the levels of other rows that follow from it, suggested
anew and findings found anew.

The edits are of every kind that changes what findings rest on, on rows spread over the case; one row in five is about
all children, as one in five of all rows is.
"""

import time
from collections.abc import Callable
from datetime import timedelta
from statistics import median, quantiles

from app.analysis.finding import Finding
from app.analysis.findings import find_all
from app.analysis.refinding import find_again
from app.case.dates import exactly, known_date
from app.case.edit_parts import recoded
from app.case.edits import (
    Reviewer,
    correct_event,
    set_categories,
    set_duplicates,
    set_level,
    set_severity,
    set_subjects,
    withdraw_events,
)
from app.case.model import Case, Changes, Edit
from app.coding.coder import suggest_rows
from app.coding.following import following
from app.session import Session
from tests.app.case_builder import afresh

EACH = 10
"""So many edits of each kind; with the fifth, a row about all children, in its turn."""

BY = Reviewer("Benchmark")
CATEGORIES = (("hygiene",), ("physical_health", "missed_health"), ("protective",), ("emotional", "nutrition"))
TEXTS = ("Core group held, weight falling.", "Seen at home, kitchen clean.", "Referred again, no further action.")
MARKERS = ("referral:nfa", "child_seen", "strategy_discussion:held", "improvement")


def _severity(case: Case, event: int, turn: int) -> Edit:
    return set_severity([event], (int(case.events.severity[case.events.position(event)]) + 1 + turn) % 5, BY)


def _one_childs_severity(case: Case, event: int, turn: int) -> Edit:
    child = next(iter(case.event(event).subjects))
    return set_severity([event], turn % 5, BY, child)


def _categories(_case: Case, event: int, turn: int) -> Edit:
    return set_categories([event], CATEGORIES[turn % len(CATEGORIES)], BY)


def _level(case: Case, event: int, turn: int) -> Edit:
    child = next(iter(case.event(event).subjects))
    return set_level([event], child, turn % 5, BY)


def _marker(_case: Case, event: int, turn: int) -> Edit:
    def edit(case: Case) -> tuple[Case, Changes]:
        places = case.events.position(event)
        told = (*case.events.markers[places], MARKERS[turn % len(MARKERS)])
        column = list(case.events.markers)
        column[places] = tuple(sorted(set(told)))
        return recoded(case, {"markers": tuple(column)})

    return edit


def _date(case: Case, event: int, turn: int) -> Edit:
    day = known_date(int(case.events.day[case.events.position(event)])) + timedelta(days=1 + turn % 3)
    return correct_event(event, BY, when=exactly(day))


def _subjects(_case: Case, event: int, turn: int) -> Edit:
    return set_subjects([event], (turn % 3, 3), BY)


def _text(_case: Case, event: int, turn: int) -> Edit:
    return correct_event(event, BY, text=TEXTS[turn % len(TEXTS)])


def _withdrawal(_case: Case, event: int, _turn: int) -> Edit:
    return withdraw_events([event])


def _duplicate(case: Case, event: int, _turn: int) -> Edit:
    return set_duplicates({event: int(case.events.id[case.events.position(event) + 1])})


EDITS: dict[str, Callable[[Case, int, int], Edit]] = {
    "severity": _severity,
    "one child's severity": _one_childs_severity,
    "categories": _categories,
    "level": _level,
    "marker": _marker,
    "date": _date,
}
"""Codes and dates, of which the figures of all kinds together tell."""

OTHERS: dict[str, Callable[[Case, int, int], Edit]] = {
    "subjects": _subjects,
    "text": _text,
    "withdrawal": _withdrawal,
    "duplicate": _duplicate,
}
"""What a reviewer changes now and then; each kind has figures of its own alone."""


class _Figures:
    """Seconds that edits took, by kind; of all of them by part, and of the processor."""

    def __init__(self) -> None:
        self.by_kind: dict[str, list[float]] = {}
        self.by_part: dict[str, list[float]] = {"apply": [], "suggest": [], "find": []}
        self.busy: list[float] = []

    @property
    def every(self) -> list[float]:
        """Those of all kinds."""
        return [seconds for some in self.by_kind.values() for seconds in some]


def _timed(
    session: Session, found: tuple[Finding, ...], edits: dict[str, Callable[[Case, int, int], Edit]]
) -> tuple[_Figures, tuple[Finding, ...]]:
    """How long edits of those kinds take, on rows spread over the case, and the findings after them."""
    figures, events = _Figures(), session.case.events.id
    for turn in range(EACH):
        for number, (kind, edit_of) in enumerate(edits.items()):
            # The first of five rows is about all children.
            row = (turn * len(edits) + number) * len(events) // (EACH * len(edits)) // 5 * 5 + turn % 5
            event = int(events[row])
            before, edit = session.case, edit_of(session.case, event, turn)
            begun, working = time.perf_counter(), time.process_time()
            changes = session.apply(following(edit), kind)
            applied = time.perf_counter()
            suggest_rows(session.case, [event])
            suggested = time.perf_counter()
            found = find_again(before, found, session.case, changes)
            done = time.perf_counter()
            figures.busy.append(time.process_time() - working)
            figures.by_kind.setdefault(kind, []).append(done - begun)
            for part, seconds in zip(
                figures.by_part, (applied - begun, suggested - applied, done - suggested), strict=True
            ):
                figures.by_part[part].append(seconds)
    return figures, found


def changed_rows(coded: Case) -> dict[str, float]:
    """Milliseconds for one changed row: the median, the 95th percentile and the longest, and what they are made of."""
    session = Session(coded, BY)
    figures, found = _timed(session, find_all(coded), EDITS)
    others, found = _timed(session, found, OTHERS)
    if found != find_all(afresh(session.case)):
        raise AssertionError("what was found again is not what is found")
    every, by_kind = figures.every, {**figures.by_kind, **others.by_kind}
    return {
        "single row ms": 1000 * median(every),
        "single row p95 ms": 1000 * quantiles(every, n=20)[-1],
        "single row at most ms": 1000 * max(every),
        "single row mean processor ms": 1000 * sum(figures.busy) / len(every),
        **{f"single row {part} ms": 1000 * median(some) for part, some in figures.by_part.items()},
        **{f"single row {kind} ms": 1000 * median(some) for kind, some in by_kind.items()},
        **{f"single row {kind} at most ms": 1000 * max(some) for kind, some in by_kind.items()},
    }
