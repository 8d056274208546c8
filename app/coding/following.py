"""Levels suggested anew that follow from an edit of other rows: an end of a level was held back while another was in
force, and is suggested once that is no longer so; what others say of a step outweighs a report of it, or no longer.

Only rows near the edit are read: up to the day from which the level in force is again what it was.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.case.difference import event_difference
from app.case.edit_parts import Places, recoded
from app.case.event_table import UNSCORED, CodeFrom, EventTable
from app.case.model import Case, Changes, Edit
from app.coding.case_words import lexicon_of
from app.coding.held_back import Said, in_force_after, in_force_before, levels_in_force, not_outweighed, open_to_levels
from app.coding.levels import NOTHING_ENDED, REPORT_DAYS, changes_nothing, outdone_reports
from app.coding.lexicon import Lexicon
from app.coding.words_said import said_at

_NUMBERS = ("day", "withdrawn", "level", "level_from", "agency")
_WORDS = ("text", "response")
_AT_A_TIME = 64
"""So many rows after what changed are read before it is asked whether the level in force is what it was."""


def following(edit: Edit, lexicon: Lexicon | None = None) -> Edit:
    """The edit, and in the same step the suggested levels of other rows that follow from it.

    They come to what suggesting all levels anew would. What a sheet states or a reviewer gave stays.
    """

    def whole(case: Case) -> tuple[Case, Changes]:
        after, changes = edit(case)
        if after.events is case.events or after.children is not case.children:
            return after, changes
        touched = _touched(case.events, after.events)
        if not len(touched.was) and not len(touched.now):
            return after, changes
        done, more = _levels_anew(case, after, touched, lexicon or lexicon_of(after))
        return done, changes | more

    return whole


class _Touched(NamedTuple):
    """Rows of which something differs that levels are read from: places in the table before, and in that after."""

    was: Places
    now: Places


def _touched(before: EventTable, after: EventTable) -> _Touched:
    difference = event_difference(before, after)
    was, now = difference.was, difference.now
    differs = (before.subjects[was] != after.subjects[now]).any(axis=1)
    for name in _NUMBERS:
        other: NDArray[np.bool_] = getattr(before, name)[was] != getattr(after, name)[now]
        differs |= other if other.ndim == 1 else other.any(axis=1)
    for name in _WORDS:
        old, new = getattr(before, name), getattr(after, name)
        differs |= np.array([old[one] != new[two] for one, two in zip(was, now, strict=True)], np.bool_)
    return _Touched(np.concatenate((was[differs], difference.gone)), np.concatenate((now[differs], difference.added)))


def _levels_anew(before: Case, after: Case, touched: _Touched, lexicon: Lexicon) -> tuple[Case, Changes]:
    """The case with the levels of the rows that may be outweighed as they now are."""
    days: dict[int, list[int]] = {}
    for case, places in ((before, touched.was), (after, touched.now)):
        # What a row says counts, be it held back: reports are weighed against it.
        states = (levels_in_force(case)[places] >= 0) | (said_at(case, places, lexicon).level >= 0)
        for row, child in zip(*(found.tolist() for found in np.nonzero(states)), strict=True):
            days.setdefault(child, []).append(int(case.events.day[places[row]]))
    if not days:
        return after, Changes()
    telling = _Telling(after, lexicon)
    others = {
        child: _Child(before, after, child, telling).levels(min(changed), max(changed))
        for child, changed in days.items()
    }
    if not any(others.values()):
        return after, Changes()
    level, origin = after.events.level.copy(), after.events.level_from.copy()
    for child, found in others.items():
        for place, rank in found:
            level[place, child] = rank
            origin[place, child] = CodeFrom.LEXICON if rank >= 0 else CodeFrom.NOBODY
    return recoded(after, {"level": level, "level_from": origin})


class _Telling:
    """What rows of a case say, and whether their levels are open: asked once of rows that tell of several children."""

    def __init__(self, case: Case, lexicon: Lexicon) -> None:
        self._case, self._lexicon = case, lexicon
        self._known: dict[bytes, tuple[Said, NDArray[np.bool_]]] = {}

    def at(self, places: Places) -> tuple[Said, NDArray[np.bool_]]:
        """What the rows at those places say, and for which children (m, k) their levels are open."""
        key = places.tobytes()
        if key not in self._known:
            said = said_at(self._case, places, self._lexicon)
            self._known[key] = said, open_to_levels(self._case, places)
        return self._known[key]


class _Child:
    """One child's levels before an edit and after it."""

    def __init__(self, before: Case, after: Case, child: int, telling: _Telling) -> None:
        self._child, self._telling = child, telling
        self._was, self._now = (levels_in_force(case)[:, child] for case in (before, after))
        self._days_were, self._days = before.events.day, after.events.day
        self._enquiry, self._told_as = after.scheme.ranks.enquiry, after.scheme.contract_ranks

    def levels(self, first: int, last: int) -> list[tuple[int, int]]:
        """The places of rows whose level is another after changes from one day to another, and that level."""
        ahead = _AT_A_TIME
        # A report is told within days of the step, and weighed against what is told within days of it.
        begin = int(self._days.searchsorted(np.int32(first - 2 * REPORT_DAYS)))
        settled = last + REPORT_DAYS
        while True:
            end = min(
                int(self._days.searchsorted(np.int32(settled + REPORT_DAYS), side="right")) + ahead, len(self._days)
            )
            told_until = int(self._days[end]) - REPORT_DAYS if end < len(self._days) else 2**31 - 1
            found = self._between(np.arange(begin, end), first - REPORT_DAYS, settled, told_until)
            if found is not None:
                return found
            ahead *= 4

    def _between(self, places: Places, first: int, settled: int, until: int) -> list[tuple[int, int]] | None:
        """The levels that change at these places from the first day on; None where the level in force is not what it
        was by the last day for which they tell enough. Nothing but that level changes after ``settled``."""
        stated, ends, may_change = self._stated(places, first)
        day: list[int] = self._days[places].tolist()
        now = then = in_force_before(self._days, self._now, first, self._enquiry)
        found: list[tuple[int, int]] = []
        were = self._days_that_were(first, until)
        at = int(np.searchsorted(self._days[places], first))
        while at < len(places) or were.left:
            today = min(day[at] if at < len(day) else 2**31 - 1, were.day)
            if today > settled and now == then:
                return found
            if today >= until:
                return None
            told: list[int] = []
            while at < len(places) and day[at] == today:
                rank = stated[at]
                if at in ends and changes_nothing(ends[at], rank, now, self._told_as):
                    rank = UNSCORED
                if may_change[at] and rank != self._now[places[at]]:
                    found.append((int(places[at]), rank))
                told.append(rank)
                at += 1
            now = in_force_after(now, told, self._enquiry)
            then = in_force_after(then, were.taken(today), self._enquiry)
        return found if now == then or until == 2**31 - 1 else None

    def _stated(self, places: Places, first: int) -> tuple[list[int], Mapping[int, int], list[bool]]:
        """What each row states unless its end is held back, the ranks that rows end, by number, and which may change.

        Of rows before the first day what counts is what they come to, and what they say for the reports after them.
        """
        child = self._child
        said, is_open = self._telling.at(places)
        may = (said.outweighed & is_open)[:, child]
        stated = np.where(may, said.level[:, child], self._now[places])
        reports = np.flatnonzero(may & said.told & (self._days[places] >= first))
        if len(reports):
            every = may & said.told
            firm = np.where(every, np.int8(UNSCORED), stated)
            firm[reports] = stated[reports]
            pairs = [(int(row), 0) for row in reports]
            outdone = outdone_reports(self._days[places], firm[:, None], pairs, self._enquiry)
            stated[[row for row, _child in outdone]] = UNSCORED
        ending = np.flatnonzero(may & (said.ended[:, child] != NOTHING_ENDED) & (stated >= 0))
        ranks: list[int] = said.ended[ending, child].tolist()
        return stated.tolist(), dict(zip(ending.tolist(), ranks, strict=True)), may.tolist()

    def _days_that_were(self, first: int, until: int) -> "_DaysThatWere":
        rows = np.flatnonzero((self._was >= 0) & (self._days_were >= first) & (self._days_were < until))
        days: list[int] = self._days_were[rows].tolist()
        levels: list[int] = self._was[rows].tolist()
        return _DaysThatWere(iter(zip(days, levels, strict=True)))


class _DaysThatWere:
    """What rows stated before the edit, a day at a time."""

    def __init__(self, rows: Iterator[tuple[int, int]]) -> None:
        self._rows = rows
        self._next = next(rows, None)

    @property
    def left(self) -> bool:
        """Whether there is a day left."""
        return self._next is not None

    @property
    def day(self) -> int:
        """The next day; after all days where there is none."""
        return self._next[0] if self._next else 2**31 - 1

    def taken(self, day: int) -> list[int]:
        """What is stated on the day, if it is the next one."""
        told: list[int] = []
        while self._next is not None and self._next[0] == day:
            told.append(self._next[1])
            self._next = next(self._rows, None)
        return told


def levels_afresh(case: Case, lexicon: Lexicon | None = None) -> Case:
    """The case with the levels of all rows that are open to them suggested anew, whatever was suggested before."""
    events, places = case.events, np.arange(len(case.events))
    free = open_to_levels(case, places)
    level = np.where(free, np.int8(UNSCORED), events.level)
    origin = np.where(free, np.uint8(CodeFrom.NOBODY), events.level_from)
    bare = replace(case, events=events.recoded({"level": level, "level_from": origin}))
    told = not_outweighed(bare, said_at(bare, places, lexicon or lexicon_of(case)), places)
    level = np.where(free, told, level)
    given = np.where(level >= 0, np.uint8(CodeFrom.LEXICON), np.uint8(CodeFrom.NOBODY))
    return recoded(case, {"level": level, "level_from": np.where(free, given, origin)})[0]
