"""How long one changed row takes in a coded case: applied with the levels of other rows that follow from it, suggested
anew and findings found anew.

The edits are of every kind that changes what findings rest on, on rows spread over the case; one row in five is about
all children, as one in five of all rows is.
"""

import time
from collections.abc import Callable
from datetime import timedelta
from statistics import median, quantiles

from app.analysis.findings import find_all
from app.analysis.refinding import find_again
from app.case.dates import exactly, known_date
from app.case.edit_parts import recoded
from app.case.edits import Reviewer, correct_event, set_categories, set_level, set_severity
from app.case.model import Case, Changes, Edit
from app.coding.coder import suggest_rows
from app.coding.following import following
from app.session import Session
from tests.app.case_builder import afresh

EACH = 10
"""So many edits of each kind; with the fifth, a row about all children, in its turn."""

BY = Reviewer("Benchmark")
CATEGORIES = (("hygiene",), ("physical_health", "missed_health"), ("protective",), ("emotional", "nutrition"))
MARKERS = ("referral:nfa", "child_seen", "strategy_discussion:held", "improvement")


def _severity(case: Case, event: int, turn: int) -> Edit:
    return set_severity([event], (int(case.events.severity[case.events.position(event)]) + 1 + turn) % 5, BY)


def _one_childs_severity(case: Case, event: int, turn: int) -> Edit:
    child = next(iter(case.events.event(case.events.position(event)).subjects))
    return set_severity([event], turn % 5, BY, child)


def _categories(_case: Case, event: int, turn: int) -> Edit:
    return set_categories([event], CATEGORIES[turn % len(CATEGORIES)], BY)


def _level(case: Case, event: int, turn: int) -> Edit:
    child = next(iter(case.events.event(case.events.position(event)).subjects))
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


EDITS: dict[str, Callable[[Case, int, int], Edit]] = {
    "severity": _severity,
    "one child's severity": _one_childs_severity,
    "categories": _categories,
    "level": _level,
    "marker": _marker,
    "date": _date,
}


def changed_rows(coded: Case) -> dict[str, float]:
    """Milliseconds for one changed row: the median, the 95th percentile and the longest, and what they are made of."""
    session = Session(coded, BY)
    found = find_all(coded)
    took: dict[str, list[float]] = {kind: [] for kind in EDITS}
    parts: dict[str, list[float]] = {"apply": [], "suggest": [], "find": []}
    busy = 0.0
    for turn in range(EACH):
        for number, (kind, edit_of) in enumerate(EDITS.items()):
            # The first of five rows is about all children.
            row = (turn * len(EDITS) + number) * len(coded.events) // (EACH * len(EDITS)) // 5 * 5 + turn % 5
            event = int(coded.events.id[row])
            before, edit = session.case, edit_of(session.case, event, turn)
            begun, working = time.perf_counter(), time.process_time()
            changes = session.apply(following(edit), kind)
            applied = time.perf_counter()
            suggest_rows(session.case, [event])
            suggested = time.perf_counter()
            found = find_again(before, found, session.case, changes)
            done = time.perf_counter()
            busy += time.process_time() - working
            took[kind].append(done - begun)
            for part, seconds in zip(parts, (applied - begun, suggested - applied, done - suggested), strict=True):
                parts[part].append(seconds)
    if found != find_all(afresh(session.case)):
        raise AssertionError("what was found again is not what is found")
    every = [seconds for some in took.values() for seconds in some]
    return {
        "single row ms": 1000 * median(every),
        "single row p95 ms": 1000 * quantiles(every, n=20)[-1],
        "single row at most ms": 1000 * max(every),
        "single row mean processor ms": 1000 * busy / len(every),
        **{f"single row {part} ms": 1000 * median(some) for part, some in parts.items()},
        **{f"single row {kind} ms": 1000 * median(some) for kind, some in took.items()},
        **{f"single row {kind} at most ms": 1000 * max(some) for kind, some in took.items()},
    }
