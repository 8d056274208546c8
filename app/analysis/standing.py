"""Which kinds of finding an edit of rows leaves as they are, by what each kind reads of a row.

A kind that reads the same of the changed rows as before, in the same order where order counts, finds the same. What
each reads is said here in a few words, and may be more than it needs, never less; edits drawn by lot test that.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from app.analysis.child_record import known_until
from app.analysis.clocks import clocks_of
from app.analysis.confirming import told_whether_confirmed
from app.analysis.finding import (
    DISAGREEMENT,
    ESCALATION,
    MISSED,
    NO_CONTACT,
    NO_IMPROVEMENT,
    NO_STRATEGY,
    NO_TOOLS,
    RELAPSE,
    REPEATED_NFA,
    RISING,
    SIBLINGS,
    SUSTAINED,
    TIMESCALE,
    UNANSWERED,
    UNCLEAR,
    Finding,
)
from app.analysis.inexact_days import told_of_inexact_days
from app.analysis.levels import record_span
from app.analysis.rewording import kinds_that_read_otherwise
from app.analysis.timescales import keep_steps
from app.analysis.tools import marked_ever
from app.case.difference import event_difference
from app.case.event_table import NO_DUPLICATE, EventTable
from app.case.model import Case
from app.case.scheme import Group, Scheme

Facts = tuple[object, ...]

_STEPS = ("strategy_discussion", "conference", "tool_use", "escalation_procedure")
"""Markers that tell of something done."""

_MANY = 200
"""So many rows changed at once are not looked at one by one."""

_WITHOUT_LEVELS = (REPEATED_NFA, MISSED, NO_TOOLS, RISING)
"""Kinds that rest neither on the child's level nor on how far the record reaches."""

_READ_EVERY_ROW = frozenset((RELAPSE, NO_CONTACT, TIMESCALE))
"""Kinds that ask of every row on which day it stands; timescales of those of agencies that keep their steps."""

_READ_WHO_ELSE = frozenset((ESCALATION, SIBLINGS))
"""Kinds that ask whom else a row about the child is about, or whether any is about the child alone."""


class Read(NamedTuple):
    """What a kind reads of a row: what counts wherever in its day it stands, and what counts in the day's order.

    ``placed`` is None where the kind passes the row over, so that its place makes no difference either.
    """

    anywhere: Facts = ()
    placed: Facts | None = None

    @property
    def nothing(self) -> bool:
        """Whether the kind passes the row over altogether, whatever its day."""
        return self.placed is None and not any(self.anywhere)


@dataclass(frozen=True, slots=True)
class RowCodes:
    """A row as one child's findings read it. ``severities`` are those of every child, ``states_level`` whether it
    states any child's level, ``twins`` whether it is a twin or has one."""

    scheme: Scheme
    severity: int
    severities: tuple[int, ...]
    categories: int
    markers: tuple[str, ...]
    text: str
    states_level: bool
    twins: bool

    def among(self, *groups: Group) -> bool:
        """Whether it has a category of these groups."""
        return bool(self.categories & self.scheme.mask(*groups))

    def marked(self, *kinds: str) -> tuple[str, ...]:
        """Its markers of these kinds, told by what stands before the colon."""
        return tuple([marker for marker in self.markers if marker.partition(":")[0] in kinds])


def _relapse(row: RowCodes) -> Read:
    # Of several rows of a day the first is the evidence, and a level stated for another child may move a row.
    return Read((row,), ())


def _sustained(row: RowCodes) -> Read:
    return Read((row.severity >= row.scheme.windows.relapse_severity,))


def _escalation(row: RowCodes) -> Read:
    admitted = row.marked("admission")
    health, missed, good = row.among("health"), row.among("missed"), row.among("protective")
    answers = row.marked("referral", "was_not_brought", "child_seen", "child_not_seen")
    read = row.severity >= 0 and (health or missed or bool(admitted))
    placed = (row.severity, health or missed, good, admitted) if read else None
    return Read((health, missed, good, admitted, answers, row.severity >= 0 and bool(answers)), placed)


def _no_improvement(row: RowCodes) -> Read:
    low = 0 <= row.severity <= row.scheme.ranks.improved_severity
    return Read(placed=() if low and (row.among("protective") or row.marked("improvement")) else None)


def _unanswered(row: RowCodes) -> Read:
    grave = row.severity >= row.scheme.rules.unanswered_concern.severity
    markers = row.marked(*_STEPS, "referral", "was_not_brought", "child_not_seen")
    return Read((row.among("health"), row.among("missed"), markers), (row.severity,) if grave else None)


def _unclear(row: RowCodes) -> Read:
    return Read(placed=row.marked("referral", "strategy_discussion", "conference") or None)


def _repeated(row: RowCodes) -> Read:
    told = row.marked("referral")
    return Read((row.categories,) if row.twins else (), (row.categories, told) if told else None)


def _no_strategy(row: RowCodes) -> Read:
    grave = row.severity >= row.scheme.rules.no_strategy_discussion.severity
    return Read(row.marked("strategy_discussion", "referral", "conference"), (row.severity,) if grave else None)


def _no_contact(row: RowCodes) -> Read:
    rule = row.scheme.rules.no_contact
    described = bool(row.categories & row.scheme.bits_of(rule.seen_categories))
    seen = row.marked("child_seen", "admission", "child_not_seen", "was_not_brought")
    return Read((row.severity >= rule.severity, described, row.among("missed"), seen))


def _missed(row: RowCodes) -> Read:
    harmed = row.severity >= row.scheme.ranks.serious_harm
    told = row.marked("was_not_brought", "admission", "child_seen", "child_not_seen")
    kept, missed = row.among("health", "protective"), row.among("missed")
    return Read(placed=(kept, missed, harmed, told) if kept or missed or told else None)


def _timescale(row: RowCodes) -> Read:
    clocks = clocks_of(row.scheme.nation)
    steps = clocks.steps if clocks else ()
    told = row.marked(*[marker.partition(":")[0] for step in steps for marker in step.markers])
    read = bool(told) or any(step.pattern is not None and step.pattern.search(row.text) for step in steps)
    return Read(placed=told if read else None)


def _siblings(row: RowCodes) -> Read:
    # Rows that state levels are read in an order of their own, in which any code may move them.
    shared = row.severity >= row.scheme.rules.siblings_differ.severity
    return Read((object(),)) if row.states_level else Read(placed=row.severities if shared else None)


def _disagreement(row: RowCodes) -> Read:
    return Read(placed=row.marked("disagreement", "escalation_procedure") or None)


def _no_tools(row: RowCodes) -> Read:
    grave = row.severity >= row.scheme.rules.tools_not_shown.severity and row.among("neglect")
    used = row.marked("tool_use")
    return Read(placed=(grave, used) if grave or used else None)


def _rising(row: RowCodes) -> Read:
    if row.severity < 0 or row.among("health", "missed"):
        return Read()
    said = row.categories & ~row.scheme.mask("administrative")
    return Read() if row.severity == 0 and not said else Read(placed=(row.severity,))


_READS: Mapping[str, Callable[[RowCodes], Read]] = MappingProxyType(
    {
        RELAPSE: _relapse,
        SUSTAINED: _sustained,
        ESCALATION: _escalation,
        NO_IMPROVEMENT: _no_improvement,
        UNANSWERED: _unanswered,
        UNCLEAR: _unclear,
        REPEATED_NFA: _repeated,
        NO_STRATEGY: _no_strategy,
        NO_CONTACT: _no_contact,
        MISSED: _missed,
        TIMESCALE: _timescale,
        SIBLINGS: _siblings,
        DISAGREEMENT: _disagreement,
        NO_TOOLS: _no_tools,
        RISING: _rising,
    }
)
"""What each kind reads of a row beside the child's levels. Relapse cycles read all of it."""


def standing(before: Case, known: Sequence[Finding], after: Case, child: int) -> Mapping[str, tuple[Finding, ...]]:
    """The child's ``known`` findings of those kinds to which what differs between two cases makes no difference.

    Whether one of them is confirmed, and which of its days are inexact, may have changed with its rows.
    """
    old, new = before.events, after.events
    difference = event_difference(old, new)
    pairs: list[tuple[int, int]] = list(zip(difference.was.tolist(), difference.now.tolist(), strict=True))
    if len(pairs) > _MANY or len(difference.added) or len(difference.gone) or not _same_answers(old, new, pairs):
        return {}
    stands = _kinds_that_stand(before, after, child, pairs)
    wanted = frozenset(new.id[difference.now].tolist())
    found = [finding for finding in known if finding.kind in stands]
    touched = [number for number, finding in enumerate(found) if not wanted.isdisjoint(finding.evidence)]
    again = told_whether_confirmed(new, [found[number] for number in touched])
    for number, finding in zip(touched, told_of_inexact_days(after, again), strict=True):
        found[number] = finding
    of_kind: dict[str, list[Finding]] = {kind: [] for kind in stands}
    for finding in found:
        of_kind[finding.kind].append(finding)
    return {kind: tuple(mine) for kind, mine in of_kind.items()}


def _same_answers(old: EventTable, new: EventTable, pairs: Sequence[tuple[int, int]]) -> bool:
    """Whether these rows, by their places in two tables, have the same responses and are of the same agencies."""
    return all(old.response[was] == new.response[now] and old.agency[was] == new.agency[now] for was, now in pairs)


def _kinds_that_stand(before: Case, after: Case, child: int, pairs: Sequence[tuple[int, int]]) -> frozenset[str]:
    """The kinds that find the same after these rows have other codes, dates or texts, are about others, or count or
    not."""
    old, new = before.events, after.events
    texts = [(old.text[was], new.text[now]) for was, now in pairs]
    reworded = [(one, other) for one, other in texts if one != other]
    shown = [[table.subjects[place] & ~table.withdrawn[place] for place in places]
             for table, places in zip((old, new), zip(*pairs, strict=True), strict=True)]  # fmt: skip
    dated = any(old.start[was] != new.start[now] or old.end[was] != new.end[now] for was, now in pairs)
    comes = any(bool(one[child] != other[child]) for one, other in zip(*shown, strict=True))
    # What it states of a level counts for a child whom it is not about, too.
    comes = comes or any(old.withdrawn[was] != new.withdrawn[now] for was, now in pairs)
    twinned = any(old.duplicate_of[was] != new.duplicate_of[now] for was, now in pairs)
    if reworded and (dated or comes or twinned):
        return frozenset()
    if dated or comes:
        stands = _after_dates(before, after, child, pairs)
    elif twinned:
        stands = _after_twins(before, after, child, pairs)
    else:
        stands = _after_codes(before, after, child, [now for _was, now in pairs])
    if any(bool((one != other).any()) for one, other in zip(*shown, strict=True)):
        stands -= _READ_WHO_ELSE
    if NO_TOOLS in stands and marked_ever(before, child) != marked_ever(after, child):
        stands -= {NO_TOOLS}
    return stands - kinds_that_read_otherwise(after.scheme.nation, reworded) if reworded else stands


def _after_codes(before: Case, after: Case, child: int, places: Sequence[int]) -> frozenset[str]:
    """The kinds that find the same after other codes of the rows at these places."""
    old, new = before.events, after.events
    moved = bool((old.level[places, child] != new.level[places, child]).any())
    moved = moved or bool((old.level_from[places, child] != new.level_from[places, child]).any())
    days = _days_of(before, after, places, child)
    return frozenset(
        kind
        for kind, read in _READS.items()
        if (not moved or kind in _WITHOUT_LEVELS) and all(_alike(read, rows) for rows in days)
    )


def _after_dates(before: Case, after: Case, child: int, pairs: Sequence[tuple[int, int]]) -> frozenset[str]:
    """The kinds that pass over these rows as they were and as they are: some have other dates, or come or go.

    The others of a day stand as they stood. Where the record ends or levels change only some kinds stand.
    """
    old, new = before.events, after.events
    if any(table.duplicate_of[place] != NO_DUPLICATE or (table.duplicate_of == table.id[place]).any()
           for was, now in pairs for table, place in ((old, was), (new, now))):  # fmt: skip
        return frozenset()
    passing = frozenset(_READS) - _READ_EVERY_ROW
    clocks = clocks_of(after.scheme.nation)
    if clocks is None or not keep_steps(after, clocks, {int(new.agency[now]) for _was, now in pairs}):
        passing |= {TIMESCALE}
    return _passing_over(before, after, child, pairs, passing)


def _after_twins(before: Case, after: Case, child: int, pairs: Sequence[tuple[int, int]]) -> frozenset[str]:
    """The kinds that pass over these rows, some of which are twins of others, or of others than before.

    Those whose twins they are stand as they stood, but one that is withdrawn leaves another to count for it.
    """
    places = (np.array(some, np.intp) for some in zip(*pairs, strict=True))
    for table, changed in zip((before.events, after.events), places, strict=True):
        told = np.concatenate((table.id[changed], table.duplicate_of[changed]))
        together = np.isin(table.id, told) | (np.isin(table.duplicate_of, told) & (table.duplicate_of != NO_DUPLICATE))
        if bool(table.withdrawn[together].any()):
            return frozenset()
    return _passing_over(before, after, child, pairs, frozenset(_READS) - {RELAPSE, NO_CONTACT})


def _passing_over(
    before: Case, after: Case, child: int, pairs: Sequence[tuple[int, int]], passing: frozenset[str]
) -> frozenset[str]:
    """Those of the kinds that pass over these rows, as they were and as they are, whatever else differs of the rows."""
    old, new = before.events, after.events
    same_reach = record_span(before) == record_span(after) and known_until(before, child) == known_until(after, child)
    levels = any(old.level[was, child] >= 0 or new.level[now, child] >= 0 for was, now in pairs)
    if levels or not same_reach:
        passing &= frozenset(_WITHOUT_LEVELS)
    if any(new.response[now] for _was, now in pairs):
        passing -= {UNANSWERED, ESCALATION}
    twins = _told_twice(old), _told_twice(new)
    rows = [_codes(before, was, child, twins[0]) for was, _now in pairs]
    rows += [_codes(after, now, child, twins[1]) for _was, now in pairs]
    return frozenset(kind for kind in passing if all(_READS[kind](row).nothing for row in rows))


Rows = list[tuple[int, RowCodes]]
"""Rows by their place, in their order."""


class _Day(NamedTuple):
    """A changed row as it was and is, and the rows about the child of its day before and after, in their order.

    Those are empty where the order is as it was.
    """

    was: RowCodes
    now: RowCodes
    before: Rows
    after: Rows


def _alike(read: Callable[[RowCodes], Read], day: _Day) -> bool:
    """Whether a kind reads the same of a changed row as it was and is, and of the rows of its day in their order."""
    return read(day.was) == read(day.now) and _placed(read, day.before) == _placed(read, day.after)


def _placed(read: Callable[[RowCodes], Read], rows: Rows) -> list[int]:
    return [place for place, row in rows if read(row).placed is not None]


def _days_of(before: Case, after: Case, places: Sequence[int], child: int) -> list[_Day]:
    twins = _told_twice(before.events), _told_twice(after.events)
    found: list[_Day] = []
    for place in places:
        day = int(before.events.day[place])
        was, now = (_codes(case, place, child, has) for case, has in zip((before, after), twins, strict=True))
        old, new = _order_of(before.events, day, child), _order_of(after.events, day, child)
        if old == new:
            old = new = []
        found.append(
            _Day(
                was,
                now,
                [(row, _codes(before, row, child, twins[0])) for row in old],
                [(row, _codes(after, row, child, twins[1])) for row in new],
            )
        )
    return found


def _order_of(events: EventTable, day: int, child: int) -> list[int]:
    """The places of the rows of that day about the child, as its record orders them."""
    first, last = (int(events.day.searchsorted(np.int32(day), side=side)) for side in ("left", "right"))
    places = first + np.flatnonzero(events.subjects[first:last, child] & ~events.withdrawn[first:last])
    return places[np.argsort(events.canonical[places])].tolist()


def _told_twice(events: EventTable) -> frozenset[int]:
    """The events (ids) that are twins of others, and those whose twins they are."""
    twins = np.flatnonzero(events.duplicate_of != NO_DUPLICATE)
    return frozenset([*events.id[twins].tolist(), *events.duplicate_of[twins].tolist()])


def _codes(case: Case, place: int, child: int, twins: frozenset[int]) -> RowCodes:
    events = case.events
    severities: tuple[int, ...] = tuple(events.severity_for[place].tolist())
    return RowCodes(
        case.scheme,
        severities[child],
        severities,
        int(events.categories[place]),
        events.markers[place],
        events.text[place],
        bool((events.level[place] >= 0).any()),
        int(events.id[place]) in twins,
    )
