"""What rows come to without its reasons: what takes long is done once for all rows that say the same."""

from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.case.model import Case
from app.coding.alike import BY_AGENCY, NAMES_CHILDREN, STATES_LEVEL, TELLS_GOOD, agencies_asked, apart
from app.coding.levels import NOTHING_ENDED, rank_ended, rank_stated
from app.coding.lexicon import Lexicon
from app.coding.reading import Codes, RowReader, Steps
from app.coding.weighing import RowSeverity
from app.language import tr
from app.progress import Progress

_UNSAID = RowSeverity(-1, {}, frozenset(), ())
_NO_STEPS = Steps()
_ANY = -1
_REPORT_EVERY = 2000
_SIZE = 8


class Outline(NamedTuple):
    """What a row comes to, without its reasons. ``levels`` hold the rank that the row states for each child.

    ``ended`` holds the rank of what it ends, for those of whom it says no more (see ``rank_ended``).
    """

    severity: int
    by_child: dict[int, int]
    categories: int
    levels: dict[int, int]
    markers: tuple[str, ...]
    told: bool
    ended: dict[int, int]


def outline_of(codes: Codes) -> Outline:
    """What a row of these codes comes to."""
    levels = {child: rank_stated(hit) for child, hit in codes.levels.items()}
    ended = {child: rank_ended(hit) for child, hit in codes.levels.items() if rank_ended(hit) != NOTHING_ENDED}
    return Outline(
        codes.severity.severity, codes.severity.by_child, codes.categories, levels, codes.markers, codes.told, ended
    )


class _Read(NamedTuple):
    """What rows say: the gists (n,) of their sentences one after the other, the row of each, and whether in its text.

    ``texts`` and ``rows`` are the gists of each row's text, and of the whole row.
    """

    gist: NDArray[np.intp]
    row: NDArray[np.intp]
    in_text: NDArray[np.bool_]
    texts: list[list[int]]
    rows: list[list[int]]


class Outlines:
    """The outlines of the rows of one case by one lexicon. Rows that come to the same share one."""

    def __init__(self, case: Case, lexicon: Lexicon) -> None:
        self._reader = RowReader(case, lexicon)
        self._alike = self._reader.alike
        self._count = len(case.events)
        self._days = case.events.day

    def all(self, progress: Progress | None = None) -> tuple[list[Outline], NDArray[np.intp]]:
        """The outlines, and which of them each row comes to: what ``RowReader.codes`` does.

        Raises:
            Cancelled: when ``progress`` was asked to stop.
        """
        progress = progress or Progress()
        read = self._read(progress)
        severities, weight = self._severities(read, progress)
        steps, step = self._steps(read, progress)
        outlines: list[Outline] = []
        known: dict[tuple[int, int, bool, int], int] = {}
        numbers: list[int] = []
        reader = self._reader
        alike: dict[tuple[int, int, bool, frozenset[str]], int] = {}
        keys = zip(weight, step, reader.writers.deciding, reader.writers.kind, strict=True)
        for place, key in enumerate(progress.each(keys)):
            number = known.get(key)
            if number is None:
                severity, taken = severities[key[0]], steps[key[1]]
                filed = *key[:3], reader.filed(severity, taken, place)
                number = known[key] = alike.setdefault(filed, len(outlines))
                if number == len(outlines):
                    outlines.append(self._outline(severity, taken, place))
            numbers.append(number)
        return outlines, np.array(numbers, np.intp)

    def _outline(self, severity: RowSeverity, steps: Steps, place: int) -> Outline:
        return outline_of(self._reader.together(severity, steps, place))

    def _read(self, progress: Progress) -> _Read:
        reader, total = self._reader, self._count
        texts: list[list[int]] = []
        rows: list[list[int]] = []
        for first in range(0, total, _REPORT_EVERY):
            progress.at(first / total, tr("Reading the rows"))
            for text, response in progress.each(reader.rows(first, first + _REPORT_EVERY)):
                texts.append(text)
                rows.append(text + response)
        gists = np.fromiter(chain.from_iterable(rows), np.intp)
        sizes = np.fromiter(map(len, rows), np.intp, total)
        row = np.repeat(np.arange(total), sizes)
        text_ends = np.cumsum(sizes) - sizes + np.fromiter(map(len, texts), np.intp, total)
        return _Read(gists, row, np.arange(len(gists)) < text_ends[row], texts, rows)

    def _severities(self, read: _Read, progress: Progress) -> tuple[dict[int, RowSeverity], list[int]]:
        """The severities that rows come to by their number, and each row's number. Sentences may stand in any order."""
        alike, columns = self._alike, self._alike.columns()
        gist, row = read.gist[read.in_text], read.row[read.in_text]
        count = self._count
        clinical = np.array(self._reader.writers.clinical, np.intp)
        kind = columns.kinds[gist, clinical[row]]
        said = kind > 0
        gist, row, kind = gist[said], row[said], kind[said]
        asks = columns.asks[gist]
        crowded = self._crowded(columns.grave[gist], row, count)
        kind = np.where(crowded[row], columns.worded[gist], kind)
        whom = self._whom(_with(asks, row, NAMES_CHILDREN, count), np.where(crowded, clinical, _ANY))
        order = np.lexsort((kind, row))
        keys = _keys(kind[order], row[order], count)
        together = _with(asks, row, TELLS_GOOD, count) & _may_coincide(columns.spots[gist], row, count)
        severities, nothing = {alike.weight_of(_UNSAID): _UNSAID}, alike.weight_of(_UNSAID)
        known: dict[tuple[bytes, int], int] = {}
        numbers: list[int] = []
        rows = zip(read.texts, keys, whom, together.tolist(), strict=True)
        for place, (text, key, who, may_coincide) in enumerate(progress.each(rows)):
            if not key:
                numbers.append(nothing)
                continue
            alone = may_coincide and not apart([alike.gists[one] for one in text])
            number = None if alone else known.get((key, who))
            if number is None:
                severity = self._reader.severity([alike.gists[one].said for one in text], place)
                number = alike.weight_of(severity)
                severities.setdefault(number, severity)
                if not alone:
                    known[key, who] = number
            numbers.append(number)
        return severities, numbers

    def _crowded(self, grave: NDArray[np.int64], row: NDArray[np.intp], count: int) -> NDArray[np.bool_]:
        """(n,): rows with concerns enough that, where their words are not part of each other, they may weigh more."""
        found = np.zeros(count, np.bool_)
        for counts, many in zip(grave.T, self._alike.many, strict=True):
            found |= np.bincount(row, counts, count) >= many.count
        return found

    def _whom(self, names_children: NDArray[np.bool_], more: NDArray[np.intp]) -> list[int]:
        """A number for each row that is equal where the children's ages, or the children, make no difference.

        ``more`` is another number that must be equal.
        """
        reader, alike = self._reader, self._alike
        ages = alike.ages_on(self._days)
        known: dict[object, int] = {}
        numbers: list[int] = []
        asked = zip(reader.abouts, ages, names_children.tolist(), more.tolist(), strict=True)
        by_row: dict[tuple[int, int, bool, int], int] = {}
        for place, (about, age, named, other) in enumerate(asked):
            key = id(about), age, named, other
            number = by_row.get(key)
            if number is None:
                subjects = about.subjects, age
                who = subjects if named else alike.youngest(about, int(self._days[place]), age)
                number = by_row[key] = known.setdefault((who, other), len(known))
            numbers.append(number)
        return numbers

    def _steps(self, read: _Read, progress: Progress) -> tuple[list[Steps], list[int]]:
        """The steps that rows come to, and each row's number among them."""
        columns, reader, gists = self._alike.columns(), self._reader, self._alike.gists
        kind = columns.steps[read.gist]
        row, asks = read.row[kind > 0], columns.asks[read.gist][kind > 0]
        count = self._count
        keys = _keys(kind[kind > 0], row, count)
        asking = _with(asks, row, BY_AGENCY, count)
        by = np.where(asking, self._alike_agencies() if asking.any() else _ANY, _ANY)
        levels = _with(asks, row, STATES_LEVEL, count)
        steps: list[Steps] = [_NO_STEPS]
        by_content: dict[int, int] = {}
        known: dict[tuple[bytes, int, object], int] = {}
        numbers: list[int] = []
        rows = zip(read.rows, keys, by.tolist(), levels.tolist(), strict=True)
        for place, (row_said, key, agency, level) in enumerate(progress.each(rows)):
            if not key:
                numbers.append(0)
                continue
            about = reader.abouts[place]
            asked = key, agency, (about.subjects, about.unborn) if level else None
            number = known.get(asked)
            if number is None:
                found = reader.steps([gists[one].said for one in row_said], place)
                number = by_content.setdefault(self._alike.steps_of(*found), len(steps))
                if number == len(steps):
                    steps.append(found)
                known[asked] = number
            numbers.append(number)
        return steps, numbers

    def _alike_agencies(self) -> list[int]:
        """For each row a number that is equal where what it records does not depend on which agency writes it."""
        hits = [hit.entry for gist in self._alike.gists for hit in (*gist.said.levels, *gist.said.markers)]
        asked = {words for entry in hits for words in agencies_asked(entry)}
        return self._reader.writers.alike_to(asked)


def _with(asks: NDArray[np.int64], row: NDArray[np.intp], bit: int, count: int) -> NDArray[np.bool_]:
    """(count,): the rows with a sentence that asks for this."""
    found = np.zeros(count, np.bool_)
    found[row[(asks & bit) != 0]] = True
    return found


def _may_coincide(spots: NDArray[np.int64], row: NDArray[np.intp], count: int) -> NDArray[np.bool_]:
    """(count,): the rows in which two sentences may have words at one place. The sentences stand in the rows' order."""
    found = np.zeros(count, np.bool_)
    if len(row):
        starts = np.flatnonzero(np.diff(row, prepend=-1))
        apart_counts = np.add.reduceat(np.bitwise_count(spots).astype(np.int64), starts)
        found[row[starts]] = np.bitwise_count(np.bitwise_or.reduceat(spots, starts)) != apart_counts
    return found


def _keys(kinds: NDArray[np.int64], row: NDArray[np.intp], count: int) -> Sequence[bytes]:
    """For each of so many rows the numbers of its sentences as one value; empty where it has none."""
    ends = np.cumsum(np.bincount(row, minlength=count)) * _SIZE
    starts = np.concatenate(([0], ends))[:-1].tolist()
    whole = kinds.astype(np.int64).tobytes()
    return [whole[first:last] for first, last in zip(starts, ends.tolist(), strict=True)]
