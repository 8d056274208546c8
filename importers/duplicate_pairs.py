"""Pairs of rows that may tell the same event, and how like it is that they do.

A likeness is a sum of evidence put on the scale of 0 to 1. The evidence is what a reader would point at: the
later row names the other agency as its teller, says "yesterday" a day later, tells of the same meeting, shares
words that are rare in this case. A notice that arrives after a weekend is as near as one of the next day.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import fsum
from typing import Final

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from app.case.dates import NO_DAY, PRECISION_CODES, Precision
from app.case.model import Case
from app.language import tr
from app.progress import Progress
from importers.agencies import agency_named
from importers.duplicate_cues import CueReader, RowCues
from importers.vocabulary import normal

MOST_DAYS: Final = 3
"""How many days may lie between two rows about one event."""

_MOST_BACK: Final = 100
"""With how many rows before it a row is compared at most: more within three days is a register, no chronology."""

_VAGUE_DAYS: Final = 31
"""A row that may have been on any of more days than this is compared with no other."""

_STEP: Final = 4096

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]
_NOWHERE: Final = np.zeros(0, np.int64)


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
    """The events as they are compared, at their places in the case's table. ``owner`` tells who recorded a row.

    ``owner`` is an agency's id, or a number below 0 for each sheet of which nobody knows the agency. ``cues`` and
    ``words`` are read only where any two rows could tell one event, and ``near`` are the places of such rows.
    """

    id: NDArray[np.int32]
    source: NDArray[np.int32]
    start: Numbers
    end: Numbers
    vague: Flags
    open: Flags
    owner: Numbers
    own: Numbers
    attributed: Numbers
    subjects: NDArray[np.bool_]
    cues: tuple[RowCues, ...]
    words: tuple[str, ...]
    weight: Mapping[str, float]
    near: tuple[Numbers, Numbers]


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


def read_rows(case: Case, progress: Progress) -> Rows:
    """What is compared of every event."""
    events = case.events
    names = [agency_named(agency.name) or agency.name for agency in case.agencies]
    known = list(dict.fromkeys(names))
    bits = np.array([1 << known.index(name) if known.index(name) < 62 else 0 for name in names] + [0], np.int64)
    owner = _owners(case)
    start = np.where(events.start == NO_DAY, events.end, events.start).astype(np.int64)
    end = np.where(events.end == NO_DAY, events.start, events.end).astype(np.int64)
    own = bits[np.where(owner >= 0, owner, -1)]
    open_ended = (events.start == NO_DAY) | (events.end == NO_DAY)
    bare = Rows(
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
        cues=(),
        words=(),
        weight={},
        near=(_NOWHERE, _NOWHERE),
    )
    near = _near_each_other(bare)
    # Where no two agencies tell of a child within days of each other, no text need be read.
    return (
        _with_cues(replace(bare, near=near), case, CueReader(known, _people(case)), progress) if len(near[0]) else bare
    )


def _people(case: Case) -> list[str]:
    return [name for person in (*case.children, *case.adults) for name in (person.name, *person.aliases)]


def _with_cues(rows: Rows, case: Case, reader: CueReader, progress: Progress) -> Rows:
    cues, words = list[RowCues](), list[str]()
    days: list[int] = rows.start.tolist()
    for place, text in enumerate(case.events.text):
        if place % _STEP == 0:
            progress.at(0.5 * place / len(days), tr("Reading rows for the same event told twice"))
        words.append(normal(text))
        cues.append(reader.read(text, words[-1], days[place]))
    return replace(rows, cues=tuple(cues), words=tuple(words), weight=_weights_of_things(cues))


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


def find_pairs(rows: Rows, progress: Progress) -> PairTable:
    """Every pair of rows that could tell one event, with its likeness."""
    progress.at(0.55, tr("Comparing rows"))
    one, other = rows.near
    # On one day either may be the one that reports the other.
    same_day = rows.start[one] == rows.start[other]
    kept = np.concatenate((one, other[same_day]))
    twin = np.concatenate((other, one[same_day]))
    return _judged(rows, kept, twin, progress)


def _near_each_other(rows: Rows) -> tuple[Numbers, Numbers]:
    """Pairs of places of rows that could tell one event by who tells it of whom, and when."""
    one, other = _close_in_time(rows)
    keep = _may_be_one(rows, one, other)
    return one[keep], other[keep]


def _close_in_time(rows: Rows) -> tuple[Numbers, Numbers]:
    """Pairs of places, the earlier first. The rows are in order of their first days."""
    places = np.flatnonzero(rows.open)
    start, end = rows.start[places], rows.end[places]
    reach = MOST_DAYS + (int((end - start).max()) if len(places) else 0)
    firsts, seconds = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for back in range(1, min(_MOST_BACK, len(places) - 1) + 1):
        near = start[back:] - start[:-back] <= reach
        if not near.any():
            break
        # A row that may have been on any day of a month stands near every row of that month.
        near &= start[back:] - end[:-back] <= MOST_DAYS
        at = np.flatnonzero(near)
        firsts.append(places[at])
        seconds.append(places[at + back])
    return np.concatenate(firsts), np.concatenate(seconds)


def _may_be_one(rows: Rows, one: Numbers, other: Numbers) -> Flags:
    """Told by two agencies about a child they share (or by nobody's child each); or a copy from another sheet."""
    subjects = rows.subjects
    about: Flags = np.logical_or.reduce(subjects, axis=1)
    shared: Flags = np.logical_or.reduce(np.logical_and(subjects[one], subjects[other]), axis=1)
    shared |= ~about[one] & ~about[other]
    elsewhere = rows.source[one] != rows.source[other]
    known = (rows.owner[one] >= 0) & (rows.owner[other] >= 0)
    return shared & (elsewhere | (known & (rows.owner[one] != rows.owner[other])))


def _judged(rows: Rows, kept: Numbers, twin: Numbers, progress: Progress) -> PairTable:
    def cue(name: str) -> Numbers:
        return np.fromiter((getattr(row, name) for row in rows.cues), np.int64, len(rows.cues))

    days = rows.start[twin] - rows.start[kept]
    vague = rows.vague[kept] | rows.vague[twin]
    exact, own = ~vague, rows.own[kept]
    told_by = (cue("told_by")[twin] & own) != 0
    attributed = (rows.attributed[twin] & own) != 0
    named = (cue("named")[twin] & own) != 0
    told_to = (cue("told_to")[kept] & rows.own[twin]) != 0
    told_back = (cue("told_to")[twin] & own) != 0
    occasions = cue("occasions")[kept] & cue("occasions")[twin]
    says_before = cue("day_before")[twin] != 0
    weekday = (cue("weekdays")[twin] >> ((rows.start[kept] + 3) % 7)) & 1 != 0
    stated = _stated(rows, kept, twin)
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
        + weights.later_paper * (cue("later_paper")[twin] != 0)
        + weights.vague * vague
        + weights.rival * np.log(_rivals(rows, kept, twin))
    )
    progress.at(0.65, tr("Comparing words"))
    same_words, things = _shared_words(rows, kept, twin, score, progress)
    score = np.where(same_words, 4.0, score + things)
    same_teller = rows.owner[kept] == rows.owner[twin]
    likeness = np.where(same_teller & ~same_words, 0.0, 1.0 / (1.0 + np.exp(-score)))
    return PairTable(
        kept, twin, likeness, days, told_by, attributed, named, told_to | told_back, occasions,
        says_before & (days == 1) & exact, weekday & (days > 0) & exact, stated & exact, same_words,
    )  # fmt: skip


def _stated(rows: Rows, kept: Numbers, twin: Numbers) -> Flags:
    stating = np.fromiter((bool(row.dates) for row in rows.cues), np.bool_, len(rows.cues))[twin]
    for place in np.flatnonzero(stating).tolist():
        stating[place] = int(rows.start[kept[place]]) in rows.cues[int(twin[place])].dates
    return stating


def _working_days(start: Numbers, days: Numbers) -> Numbers:
    """How many working days after a day the days after it reach; Saturday to Monday counts one."""
    passed = np.zeros(len(days), np.int64)
    for step in range(1, MOST_DAYS + 1):
        # Day number 0 is a Thursday.
        weekday = (start + step + 3) % 7
        passed += (days >= step) & (weekday < 5)
    return passed


def _rivals(rows: Rows, kept: Numbers, twin: Numbers) -> Numbers:
    """How many rows of the same teller each twin could repeat."""
    keys = twin * (int(rows.owner.max(initial=0)) + len(rows.owner) + 2) + rows.owner[kept] + len(rows.owner) + 1
    _, place, counts = np.unique(keys, return_inverse=True, return_counts=True)
    return counts[place]


def _shared_words(
    rows: Rows, kept: Numbers, twin: Numbers, score: NDArray[np.float64], progress: Progress
) -> tuple[Flags, NDArray[np.float64]]:
    """Which pairs are copies of each other, and what the words they share add, the rarer in this case the more."""
    weight = rows.weight
    sizes = [fsum([weight[thing] for thing in row.things]) for row in rows.cues]
    copies, added = np.zeros(len(kept), np.bool_), np.zeros(len(kept))
    lengths = np.fromiter(map(len, rows.words), np.int64, len(rows.words))
    longer, shorter = np.maximum(lengths[kept], lengths[twin]), np.minimum(lengths[kept], lengths[twin])
    like_copies = (rows.start[kept] == rows.start[twin]) & (100 * shorter >= _COPY * longer) & (shorter > 0)
    hopeful = score + WEIGHTS.most_things >= 0
    places: list[int] = np.flatnonzero(hopeful | like_copies).tolist()
    for count, place in enumerate(places):
        if count % (8 * _STEP) == 0:
            progress.at(0.65 + 0.35 * count / len(places), tr("Comparing words"))
        one, other = int(kept[place]), int(twin[place])
        shared = rows.cues[one].things & rows.cues[other].things
        if not shared:
            continue
        part = fsum([weight[thing] for thing in shared]) / max(min(sizes[one], sizes[other]), _LEAST_SIZE)
        if hopeful[place]:
            added[place] = min(WEIGHTS.things * part, WEIGHTS.most_things)
        if like_copies[place] and part >= _LEAST_SHARED:
            copies[place] = fuzz.ratio(rows.words[one], rows.words[other], score_cutoff=_COPY) > 0
    return copies, added


_COPY: Final = 92.0
"""How many of 100 letters a copy of a row shares with it at least; a corrected slip leaves it a copy."""

_LEAST_SHARED: Final = 0.7
"""Rows that say the same of another number or day are no copies: the words they do not share are the rare ones."""

_FEW_ROWS: Final = 100
_LEAST_SIZE: Final = 4.0
"""Rows of a word or two share all their words too easily."""


def _weights_of_things(cues: Sequence[RowCues]) -> dict[str, float]:
    counts: dict[str, int] = {}
    for row in cues:
        for thing in row.things:
            counts[thing] = counts.get(thing, 0) + 1
    # In a case of a few rows no word is common, however often it comes.
    total = np.log(max(len(cues), _FEW_ROWS))
    return {thing: float(1.0 - np.log(count) / total) for thing, count in counts.items()}
