"""The search over the rows of a case, kept in step with it."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from app.case.difference import event_difference
from app.case.event_table import EventTable
from app.case.model import Case
from app.progress import Progress
from app.search.index import Rows, WordIndex, index_words
from app.search.query import Query
from app.search.rows import noted, texts_of

MOST_LATER = 2_000
"""Once so many rows read otherwise than when the index was made, it is made anew."""

_NOTHING = np.zeros(0, np.int32)


@dataclass(frozen=True)
class RecordSearch:
    """``index`` has the words of the events ``ids`` as they were; those ``stale`` are in ``later`` as they are now.

    ``later_ids`` are the stale ones that are still in the case.
    """

    ids: NDArray[np.int32]
    index: WordIndex
    stale: frozenset[int] = frozenset()
    later_ids: NDArray[np.int32] = field(default_factory=lambda: _NOTHING)
    later: WordIndex = field(default_factory=lambda: index_words(()))

    def matching(self, case: Case, query: Query) -> Rows:
        """(n,): which of the case's events a query finds; the case is the one the search was last brought up to."""
        rows = self.index.matching(query)
        if not self.stale and case.events.id is self.ids:
            return rows
        found = self.ids[rows]
        if self.stale:
            old = np.fromiter(self.stale, np.int32, len(self.stale))
            found = np.concatenate((found[~np.isin(found, old)], self.later_ids[self.later.matching(query)]))
        return np.isin(case.events.id, found)

    def brought_up(self, before: Case, after: Case) -> "RecordSearch | None":
        """The search over the next case; None where so much reads otherwise that it is better made anew."""
        stale = self.stale | _reading_otherwise(before, after)
        if len(stale) > MOST_LATER:
            return None
        if stale == self.stale and not stale:
            return self
        places = np.flatnonzero(np.isin(after.events.id, np.fromiter(stale, np.int32, len(stale))))
        later = index_words(texts_of(after, places))
        return RecordSearch(self.ids, self.index, stale, after.events.id[places], later)


def search_over(case: Case, progress: Progress | None = None) -> RecordSearch:
    """A search over every row of a case, withdrawn ones too.

    Raises:
        Cancelled: when the progress was asked to stop.
    """
    places, told = np.arange(len(case.events)), progress or Progress()
    return RecordSearch(case.events.id, index_words(told.each(texts_of(case, places)), told, len(places)))


def _reading_otherwise(before: Case, after: Case) -> frozenset[int]:
    """The events (ids) that are new, or that say or are noted to say something else than before."""
    found: set[int] = set()
    old, new = before.events, after.events
    if not _same_words(old, new):
        difference = event_difference(old, new)
        found.update(new.id[difference.added].tolist())
        for was, now in zip(difference.was.tolist(), difference.now.tolist(), strict=True):
            if _words(old, was) != _words(new, now):
                found.add(int(new.id[now]))
    if before.finding_decisions != after.finding_decisions:
        was_noted, now_noted = noted(before), noted(after)
        found.update(event for event in {*was_noted, *now_noted} if was_noted.get(event) != now_noted.get(event))
    return frozenset(found)


def _same_words(old: EventTable, new: EventTable) -> bool:
    same = old.text is new.text and old.response is new.response and old.author is new.author
    return same and (old.id is new.id or np.array_equal(old.id, new.id))


def _words(events: EventTable, place: int) -> tuple[str | None, ...]:
    return events.text[place], events.response[place], events.author[place]
