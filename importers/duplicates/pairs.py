"""Pairs of rows that may tell the same event, and how like it is that they do.

A likeness is a sum of evidence put on the scale of 0 to 1. The evidence is what a reader would point at: the
later row names the other agency as its teller, says "yesterday" a day later, tells of the same meeting, shares
words that are rare in this case. A notice that arrives after a weekend is as near as one of the next day.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Final

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from app.case.dates import NO_DAY, PRECISION_CODES, Precision
from app.case.model import Case
from app.language import tr
from app.progress import Progress
from importers.agencies import agency_named
from importers.duplicates.cues import CueReader, RowCues
from importers.duplicates.near import MOST_DAYS, Flags, Numbers, Pairs, Standing, pairs_near
from importers.duplicates.things import Things, things_of
from importers.vocabulary import normal

_VAGUE_DAYS: Final = 31
"""A row that may have been on any of more days than this is compared with no other."""

_LETTERS: Final = 50_000
"""After so many letters it is asked whether to go on."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What each piece of evidence adds (log odds), set by hand and tried on one family with thirty labelled pairs."""

    start: float = -2.7
    told_by: float = 2.2
    attributed: float = 1.0
    named: float = 0.5
    told_to: float = 0.8
    told_back: float = 0.7
    occasion: float = 1.8
    day_before: float = 1.4
    other_day: float = -0.8
    weekday: float = 1.2
    stated_day: float = 1.6
    working_day: float = -0.9
    rival: float = -0.6
    later_paper: float = -1.5
    vague: float = -1.5
    things: float = 6.0
    most_things: float = 2.4


WEIGHTS: Final = Weights()


@dataclass(frozen=True, slots=True)
class Rows:
    """The events as they are compared, at their places in the case's table.

    ``cues``, ``words`` and ``things`` are read only where any two rows could tell one event, and ``near`` are the
    places of such rows.
    """

    standing: Standing
    cues: tuple[RowCues, ...]
    words: tuple[str, ...]
    things: Things
    near: tuple[Pairs, ...]


@dataclass(frozen=True, slots=True)
class PairTable:
    """Pairs as columns: places of the row kept and of its twin, their likeness, and the evidence for it."""

    kept: Numbers
    twin: Numbers
    likeness: NDArray[np.float64]
    days: Numbers
    told_by: Flags
    attributed: Flags
    named: Flags
    told_to: Flags
    occasions: Numbers
    day_before: Flags
    weekday: Flags
    stated_day: Flags
    same_words: Flags

    def take(self, which: Flags) -> "PairTable":
        """These pairs alone."""
        return PairTable(**{column.name: getattr(self, column.name)[which] for column in fields(PairTable)})


def standing_of(case: Case) -> Standing:
    """Who tells of whom and when, of every event."""
    events = case.events
    names, known = _agencies(case)
    bits = np.array([1 << known.index(name) if known.index(name) < 62 else 0 for name in names] + [0], np.int64)
    owner = _owners(case)
    start = np.where(events.start == NO_DAY, events.end, events.start).astype(np.int64)
    end = np.where(events.end == NO_DAY, events.start, events.end).astype(np.int64)
    own = bits[np.where(owner >= 0, owner, -1)]
    open_ended = (events.start == NO_DAY) | (events.end == NO_DAY)
    return Standing(
        id=events.id,
        source=events.source,
        start=start,
        end=end,
        vague=~np.isin(events.precision, _EXACT) | (start != end),
        open=~events.withdrawn & ~open_ended & (end - start <= _VAGUE_DAYS),
        owner=owner,
        own=own,
        attributed=bits[events.agency] & ~own,
        subjects=events.subjects,
    )


def read_rows(case: Case, progress: Progress) -> Rows:
    """What is compared of every event.

    Raises:
        Cancelled: when the progress was cancelled.
    """
    standing = standing_of(case)
    near = pairs_near(standing, progress)
    # Where no two agencies tell of a child within days of each other, no text need be read.
    texts = case.events.text if near else ()
    cues, words = _read(texts, standing.start.tolist(), CueReader(_agencies(case)[1], _people(case)), progress)
    return Rows(standing, cues, words, things_of(cues, progress), near)


def _agencies(case: Case) -> tuple[list[str], list[str]]:
    """What each agency of the case is known as, and all such names once."""
    names = [agency_named(agency.name) or agency.name for agency in case.agencies]
    return names, list(dict.fromkeys(names))


def _people(case: Case) -> list[str]:
    return [name for person in (*case.children, *case.adults) for name in (person.name, *person.aliases)]


def _read(
    texts: Sequence[str], days: Sequence[int], reader: CueReader, progress: Progress
) -> tuple[tuple[RowCues, ...], tuple[str, ...]]:
    cues, words = list[RowCues](), list[str]()
    letters = _LETTERS
    for place, text in enumerate(texts):
        letters += len(text)
        if letters >= _LETTERS:
            letters = 0
            progress.at(0.1 + 0.4 * place / len(texts), tr("Reading rows for the same event told twice"))
        words.append(normal(text))
        cues.append(reader.read(text, words[-1], days[place]))
    return tuple(cues), tuple(words)


_EXACT = (PRECISION_CODES[Precision.DAY], PRECISION_CODES[Precision.CIRCA])


def _owners(case: Case) -> Numbers:
    """Who recorded each row: the agency of the sheet, or of the row where a sheet merges several agencies.

    An agency's own sheet names others in a column too, as those it was told by; but most of its rows are its own.
    """
    owners = case.events.agency.astype(np.int64)
    for source in case.sources:
        mine = case.events.source == source.id
        if source.agency is not None and mine.any():
            merged = "agency" in source.columns and float((owners[mine] == source.agency).mean()) < _LEAST_OWN
            owners[mine] = owners[mine] if merged else source.agency
    return np.where(owners >= 0, owners, -1 - case.events.source.astype(np.int64))


_LEAST_OWN: Final = 1 / 3


def find_pairs(rows: Rows, progress: Progress, least: float = 0.0) -> PairTable:
    """Every pair of rows that could tell one event and is at least so like, with its likeness.

    Raises:
        Cancelled: when the progress was cancelled.
    """
    scorer = _Scorer(rows, _Rivals(rows.standing, rows.near, progress))
    found = [scorer.judged(np.zeros(0, np.int64), np.zeros(0, np.int64))]
    for count, near in enumerate(rows.near):
        progress.at(0.55 + 0.35 * count / len(rows.near), tr("Comparing words"))
        judged = scorer.judged(*_both_ways(rows.standing, near))
        found.append(judged.take(judged.likeness >= least))
    return PairTable(
        **{
            column.name: np.concatenate([getattr(table, column.name) for table in found])
            for column in fields(PairTable)
        }
    )


def _both_ways(standing: Standing, near: Pairs) -> Pairs:
    """The row kept and its twin. On one day either may be the one that reports the other."""
    one, other = near
    same_day = standing.start[one] == standing.start[other]
    return np.concatenate((one, other[same_day])), np.concatenate((other, one[same_day]))


class _Scorer:
    """Puts the evidence for pairs of rows on the scale of 0 to 1."""

    def __init__(self, rows: Rows, rivals: "_Rivals") -> None:
        self._rows = rows
        self._standing = rows.standing
        self._rivals = rivals
        self._cues = {name: self._column(name) for name in _CUES}
        self._dates = np.fromiter((bool(row.dates) for row in rows.cues), np.bool_, len(rows.cues))
        self._lengths = np.fromiter(map(len, rows.words), np.int64, len(rows.words))

    def _column(self, name: str) -> Numbers:
        return np.fromiter((getattr(row, name) for row in self._rows.cues), np.int64, len(self._rows.cues))

    def judged(self, kept: Numbers, twin: Numbers) -> PairTable:
        """These pairs with their likeness and the evidence for it."""
        rows, cue = self._standing, self._cues
        days = rows.start[twin] - rows.start[kept]
        vague = rows.vague[kept] | rows.vague[twin]
        exact, own = ~vague, rows.own[kept]
        told_by = (cue["told_by"][twin] & own) != 0
        attributed = (rows.attributed[twin] & own) != 0
        named = (cue["named"][twin] & own) != 0
        told_to = (cue["told_to"][kept] & rows.own[twin]) != 0
        told_back = (cue["told_to"][twin] & own) != 0
        occasions = cue["occasions"][kept] & cue["occasions"][twin]
        says_before = cue["day_before"][twin] != 0
        weekday = (cue["weekdays"][twin] >> ((rows.start[kept] + 3) % 7)) & 1 != 0
        stated = self._stated(kept, twin)
        weights = WEIGHTS
        score = (
            weights.start
            + weights.told_by * told_by
            + weights.attributed * attributed
            + weights.named * (named & ~told_by)
            + weights.told_to * told_to
            + weights.told_back * told_back
            + weights.occasion * (occasions != 0)
            + weights.day_before * (says_before & (days == 1) & exact)
            + weights.other_day * (says_before & (days != 1) & exact)
            + weights.weekday * (weekday & (days > 0) & exact)
            + weights.stated_day * (stated & exact)
            + weights.working_day * np.where(exact, np.maximum(_working_days(rows.start[kept], days) - 1, 0), 0)
            + weights.later_paper * (cue["later_paper"][twin] != 0)
            + weights.vague * vague
            + weights.rival * np.log(self._rivals.of(kept, twin))
        )
        same_words, things = self._shared_words(kept, twin, score)
        score = np.where(same_words, 4.0, score + things)
        same_teller = rows.owner[kept] == rows.owner[twin]
        likeness = np.where(same_teller & ~same_words, 0.0, 1.0 / (1.0 + np.exp(-score)))
        return PairTable(
            kept, twin, likeness, days, told_by, attributed, named, told_to | told_back, occasions,
            says_before & (days == 1) & exact, weekday & (days > 0) & exact, stated & exact, same_words,
        )  # fmt: skip

    def _stated(self, kept: Numbers, twin: Numbers) -> Flags:
        stating: Flags = self._dates[twin]
        for place in np.flatnonzero(stating).tolist():
            dates = self._rows.cues[int(twin[place])].dates
            stating[place] = int(self._standing.start[kept[place]]) in dates
        return stating

    def _shared_words(
        self, kept: Numbers, twin: Numbers, score: NDArray[np.float64]
    ) -> tuple[Flags, NDArray[np.float64]]:
        """Which pairs are copies of each other, and what the words they share add, the rarer in this case the more."""
        copies, added = np.zeros(len(kept), np.bool_), np.zeros(len(kept))
        start, lengths, sizes = self._standing.start, self._lengths, self._rows.things.sizes
        longer, shorter = np.maximum(lengths[kept], lengths[twin]), np.minimum(lengths[kept], lengths[twin])
        like_copies = (start[kept] == start[twin]) & (100 * shorter >= _COPY * longer) & (shorter > 0)
        hopeful = score + WEIGHTS.most_things >= 0
        places = np.flatnonzero(hopeful | like_copies)
        one, other = kept[places], twin[places]
        part = self._rows.things.shared(one, other) / np.maximum(np.minimum(sizes[one], sizes[other]), _LEAST_SIZE)
        added[places] = np.where(hopeful[places], np.minimum(WEIGHTS.things * part, WEIGHTS.most_things), 0.0)
        words = self._rows.words
        for place in places[like_copies[places] & (part >= _LEAST_SHARED)].tolist():
            mine, theirs = words[int(kept[place])], words[int(twin[place])]
            copies[place] = fuzz.ratio(mine, theirs, score_cutoff=_COPY) > 0
        return copies, added


_CUES: Final = ("told_by", "told_to", "named", "occasions", "day_before", "weekdays", "later_paper")


def _working_days(start: Numbers, days: Numbers) -> Numbers:
    """How many working days after a day the days after it reach; Saturday to Monday counts one."""
    passed = np.zeros(len(days), np.int64)
    for step in range(1, MOST_DAYS + 1):
        # Day number 0 is a Thursday.
        weekday = (start + step + 3) % 7
        passed += (days >= step) & (weekday < 5)
    return passed


class _Rivals:
    """How many rows of the same teller each twin could repeat."""

    def __init__(self, standing: Standing, near: Sequence[Pairs], progress: Progress) -> None:
        owners, self._owner = np.unique(standing.owner, return_inverse=True)
        self._standing, self._many = standing, len(owners)
        keys, counts = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
        for number, pairs in enumerate(near):
            progress.at(0.5 + 0.05 * number / len(near), tr("Comparing rows"))
            some, times = np.unique(self._keys(*_both_ways(standing, pairs)), return_counts=True)
            keys.append(some)
            counts.append(times)
        self._known, place = np.unique(np.concatenate(keys), return_inverse=True)
        self._counts = np.bincount(place, np.concatenate(counts), minlength=len(self._known))

    def _keys(self, kept: Numbers, twin: Numbers) -> Numbers:
        return twin * self._many + self._owner[kept]

    def of(self, kept: Numbers, twin: Numbers) -> NDArray[np.intp]:
        """For each of these pairs, which are among those counted."""
        return self._counts[np.searchsorted(self._known, self._keys(kept, twin))]


_COPY: Final = 92.0
"""How many of 100 letters a copy of a row shares with it at least; a corrected slip leaves it a copy."""

_LEAST_SHARED: Final = 0.7
"""Rows that say the same of another number or day are no copies: the words they do not share are the rare ones."""

_LEAST_SIZE: Final = 4.0
"""Rows of a word or two share all their words too easily."""
