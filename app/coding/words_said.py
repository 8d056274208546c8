"""What rows come to and say of levels, remembered: of most rows neither words nor whom they are about change."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.case.edit_parts import Places
from app.case.event_table import EventTable
from app.case.model import Agency, Case, Child
from app.case.scheme import Scheme
from app.coding.abouts import about_any
from app.coding.held_back import Said, said_by
from app.coding.lexicon import Lexicon
from app.coding.outlines import Outline, Outlines
from app.memory import nothing_let_go
from app.progress import Progress

_KEY = "said of levels"  # not words: a key
PART = 10_000
"""So many rows are read together: what is remembered of sentences while they are grows with them."""


_Row = tuple[int, int, int, bool, bytes, str, str | None]
"""All of a row that what it says follows from: day, agency, source, whether that tells of any row whom it is about,
whom this one is about, text and response."""


class _All(NamedTuple):
    """All rows of a case, as they were when they were read, the sources that tell whom rows are about, and what they
    say; what they come to, and which of it each row does, where that is known too."""

    events: EventTable
    telling: frozenset[int]
    said: Said
    outlines: Sequence[Outline]
    rows: NDArray[np.intp] | None


@dataclass(frozen=True, slots=True)
class _Memory:
    """What was read of a case by a lexicon: all its rows once, and rows (ids) one by one since then."""

    lexicon: Lexicon
    scheme: Scheme
    children: tuple[Child, ...]
    agencies: tuple[Agency, ...]
    every: _All | None
    rows: dict[int, tuple[_Row, NDArray[np.int8], NDArray[np.int8], bool]]
    outlines: dict[int, tuple[_Row, Outline]]

    def fits(self, case: Case, lexicon: Lexicon) -> bool:
        """Whether rows that are alike would be read alike."""
        same = self.lexicon is lexicon and self.scheme is case.scheme and self.children is case.children
        return same and case.agencies[: len(self.agencies)] == self.agencies

    def __reduce__(self) -> tuple[object, ...]:
        """A table handed to another process leaves it behind: it would take the whole lexicon with it."""
        return type(None), ()


def keep_said(
    case: Case,
    lexicon: Lexicon,
    said: Said,
    outlines: Sequence[Outline] = (),
    rows: NDArray[np.intp] | None = None,
) -> None:
    """Keep what all rows of the case say, for those that ask for a few of them after an edit.

    ``outlines`` are what they come to, and ``rows`` which of them each row comes to, where that is known.
    """
    # The table itself keeps this: a copy of it, which shares its columns, does not hold what holds it.
    every = _All(replace(case.events), _telling(case.events), said, outlines, rows)
    case.events.kept[_KEY] = _Memory(lexicon, case.scheme, case.children, case.agencies, every, {}, {})


def knows_all(case: Case, lexicon: Lexicon) -> bool:
    """Whether all rows of the case were read by that lexicon, as they were at some time since it was opened."""
    memory = case.events.kept.get(_KEY)
    return isinstance(memory, _Memory) and memory.every is not None and memory.fits(case, lexicon)


def read_all(
    case: Case,
    lexicon: Lexicon,
    progress: Progress | None = None,
    part: int = PART,
    begun: list[Said] | None = None,
) -> Said:
    """What all rows of the case say, for ``keep_said``; ``part`` is how many are read together.

    Each part is added to ``begun`` as it was read; those that it holds, of an earlier try, are not read again.

    Raises:
        Cancelled: when ``progress`` was asked to stop.
    """
    parts, count = begun if begun is not None else list[Said](), len(case.events)
    for first in range(len(parts) * part, max(count, 1), part):
        parts.append(_read(case, np.arange(first, min(first + part, count)), lexicon, progress))
    return Said(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def said_at(case: Case, places: Places, lexicon: Lexicon) -> Said:
    """What the rows at those places say; only those are read that were not read as they are."""
    events, k = case.events, case.events.subjects.shape[1]
    memory = _memory(case, lexicon)
    level, ended = np.full((len(places), k), -1, np.int8), np.full((len(places), k), -1, np.int8)
    told, missing = np.zeros(len(places), np.bool_), np.ones(len(places), np.bool_)
    telling = _telling(events)
    if memory.every is not None:
        rows, were = _as_they_were(events, places, memory.every.events, telling ^ memory.every.telling)
        level[rows], ended[rows], told[rows] = memory.every.said.at(were)
        missing[rows] = False
    left: list[int] = []
    for row in np.flatnonzero(missing).tolist():
        known = memory.rows.get(int(events.id[places[row]]))
        if known is None or known[0] != _row(events, int(places[row]), telling):
            left.append(row)
        else:
            level[row], ended[row], told[row] = known[1:]
    if left:
        outlines = outlines_at(case, places[left], lexicon)
        read = level[left], ended[left], told[left] = said_by(outlines, k)
        for number, place in enumerate(places[left].tolist()):
            memory.rows[int(events.id[place])] = (
                _row(events, place, telling), read[0][number], read[1][number], bool(read[2][number]),
            )  # fmt: skip
    return Said(level, ended, told)


def outlines_at(case: Case, places: Places, lexicon: Lexicon) -> list[Outline]:
    """What the rows at those places come to; only those are read that were not read as they are."""
    events, memory = case.events, _memory(case, lexicon)
    every, telling = memory.every, _telling(events)
    found: dict[int, Outline] = {}
    if every is not None and every.rows is not None:
        rows, were = _as_they_were(events, places, every.events, telling ^ every.telling)
        numbers: list[int] = every.rows[were].tolist()
        found = {row: every.outlines[number] for row, number in zip(rows.tolist(), numbers, strict=True)}
    left: list[int] = []
    for row, place in enumerate(places.tolist()):
        known = memory.outlines.get(int(events.id[place]))
        if known is not None and known[0] == _row(events, place, telling):
            found[row] = known[1]
        elif row not in found:
            left.append(row)
    if left:
        outlines, of_each = _outlines(case, places[left], lexicon)
        for row, number in zip(left, of_each.tolist(), strict=True):
            place = int(places[row])
            found[row] = outlines[number]
            memory.outlines[int(events.id[place])] = _row(events, place, telling), outlines[number]
    return [found[row] for row in range(len(places))]


def _memory(case: Case, lexicon: Lexicon) -> _Memory:
    """What was read of rows like the case's by that lexicon."""
    memory = case.events.kept.get(_KEY)
    if not isinstance(memory, _Memory) or not memory.fits(case, lexicon):
        memory = _Memory(lexicon, case.scheme, case.children, case.agencies, None, {}, {})
        case.events.kept[_KEY] = memory
    return memory


class _Tell(NamedTuple):
    """The sources that tell whom rows are about, and the columns of the events that this was read from."""

    source: NDArray[np.int32]
    subjects: NDArray[np.bool_]
    sources: frozenset[int]


def _telling(events: EventTable) -> frozenset[int]:
    """The sources of which any row is about a child: their other rows are about none, not about all."""
    key = "sources that tell"  # not words: a key
    known = events.kept.get(key)
    if not isinstance(known, _Tell) or known.source is not events.source or known.subjects is not events.subjects:
        told: list[int] = np.flatnonzero(np.bincount(events.source, about_any(events))).tolist()
        known = events.kept[key] = _Tell(events.source, events.subjects, frozenset(told))
    return known.sources


def _row(events: EventTable, place: int, telling: frozenset[int]) -> _Row:
    about = events.subjects[place].tobytes()
    day, agency, source = int(events.day[place]), int(events.agency[place]), int(events.source[place])
    return day, agency, source, source in telling, about, events.text[place], events.response[place]


def _as_they_were(
    events: EventTable, places: Places, known: EventTable, other: frozenset[int]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Which of these places' rows stand alike in a known table, and where there; none of ``other`` sources does."""
    ids: list[int] = events.id[places].tolist()
    were = np.array([known.position(event) if known.has(event) else -1 for event in ids], np.intp)
    rows = np.flatnonzero(were >= 0)
    were, now = were[rows], places[rows]
    same = (events.day[now] == known.day[were]) & (events.agency[now] == known.agency[were])
    same &= ~np.isin(events.source[now], sorted(other))
    same &= (events.source[now] == known.source[were]) & (events.subjects[now] == known.subjects[were]).all(axis=1)
    same &= _alike(events.text, known.text, now, were) & _alike(events.response, known.response, now, were)
    return rows[same], were[same]


def _alike(
    words: Sequence[str | None], others: Sequence[str | None], places: Places, were: Places
) -> NDArray[np.bool_]:
    pairs = zip(places.tolist(), were.tolist(), strict=True)
    return np.array([words[one] == others[other] for one, other in pairs], np.bool_)


def _read(case: Case, places: Places, lexicon: Lexicon, progress: Progress | None = None) -> Said:
    outlines, rows = _outlines(case, places, lexicon, progress)
    return said_by(outlines, case.events.subjects.shape[1]).at(rows)


def _outlines(
    case: Case, places: Places, lexicon: Lexicon, progress: Progress | None = None
) -> tuple[list[Outline], NDArray[np.intp]]:
    few = _with_sources(case, places)
    part = replace(case, events=case.events.take(few))
    with nothing_let_go():
        outlines, rows = Outlines(part, lexicon).all(progress)
    return outlines, rows[np.searchsorted(few, places)]


def _with_sources(case: Case, places: Places) -> Places:
    """These places and, of each of their sheets, one row about a child: it tells that the sheet says whom it means."""
    events = case.events
    named = np.flatnonzero(about_any(events) & np.isin(events.source, events.source[places]))
    return np.union1d(places, named[np.unique(events.source[named], return_index=True)[1]])
