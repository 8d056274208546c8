"""An index of the words of many rows, asked with every key that is typed.

Words are numbered by the alphabet. One array lists the rows of each word, each row once, so the beginning of a word
is one slice of it. Another has the words as the rows tell them: where several have to follow one another, they are
looked for in it from end to end. A question about 50,000 rows takes about a millisecond. SQLite's full-text index
answers rare words as fast, but takes some 40 ms to list the rows that a single letter finds, which is what is typed
first.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count, islice

import numpy as np
from numpy.typing import NDArray

from app.progress import Progress
from app.search.query import Query, Term, fold

Rows = NDArray[np.bool_]
Numbers = NDArray[np.uint16] | NDArray[np.int32]
"""Whole numbers in no more room than the largest of them needs: a case of 50,000 rows holds millions of words."""

ROW_ENDS, FIELD_ENDS = "\x1e", "\x1f"
"""Stand between rows and between the fields of one; they come before every letter, and no words in a row cross them."""

_TOKENS = re.compile(rf"\w+|[{ROW_ENDS}{FIELD_ENDS}]")
_AFTER_ALL = "\U0010ffff"
_AT_ONCE = 250

FEW = 0.2
"""Up to this share of the rows their words are gathered to look for words in a row; past it all are gone through."""


@dataclass(frozen=True)
class WordIndex:
    """``words`` in order of the alphabet; ``stream`` holds the number of each word as the rows tell them.

    ``rows_of`` lists the rows in which each word stands, in order, those of word n from ``begins[n]`` on. ``opens``
    (rows + 1,) is where in the stream each row begins, and where the last one ends. ``rows`` counts the rows.
    """

    words: list[str]
    stream: Numbers
    opens: NDArray[np.int64]
    rows_of: Numbers
    begins: NDArray[np.int64]
    rows: int

    def matching(self, query: Query) -> Rows:
        """(rows,): which rows have every wanted term and no unwanted one."""
        found = np.ones(self.rows, np.bool_)
        for term in query.terms:
            has = self._having(term)
            found &= has if term.wanted else ~has
        return found

    def _having(self, term: Term) -> Rows:
        ranges = [self._range(word, term.open and at == len(term.words) - 1) for at, word in enumerate(term.words)]
        has = self._with_word(*ranges[0])
        for lowest, beyond in ranges[1:]:
            has &= self._with_word(lowest, beyond)
        return self._in_a_row(has, ranges) if len(ranges) > 1 else has

    def _with_word(self, first: int, last: int) -> Rows:
        """Which rows have any of these words."""
        has = np.zeros(self.rows, np.bool_)
        has[self.rows_of[self.begins[first] : self.begins[last]]] = True
        return has

    def _in_a_row(self, has: Rows, ranges: list[tuple[int, int]]) -> Rows:
        """Which of the rows that have a word of each range have them one after the other."""
        rows = np.flatnonzero(has)
        stream, opens = self._told_by(rows) if len(rows) < self.rows * FEW else (self.stream, self.opens)
        places = max(0, len(stream) - len(ranges) + 1)
        here = np.ones(places, np.bool_)
        for at, (lowest, beyond) in enumerate(ranges):
            words = stream[at : at + places]
            here &= words == lowest if beyond - lowest == 1 else (words >= lowest) & (words < beyond)
        found = np.diff(np.searchsorted(np.flatnonzero(here), opens)) > 0
        if opens is self.opens:
            return found
        has[rows] = found
        return has

    def _told_by(self, rows: NDArray[np.intp]) -> tuple[Numbers, NDArray[np.int64]]:
        """The words of these rows as they tell them, and where each of the rows begins and the last ends."""
        sizes = self.opens[rows + 1] - self.opens[rows]
        ends = np.cumsum(sizes)
        places = np.arange(int(sizes.sum())) + np.repeat(self.opens[rows] - (ends - sizes), sizes)
        return self.stream[places], np.concatenate(([0], ends))

    def _range(self, word: str, begins: bool) -> tuple[int, int]:
        """The numbers of a word, or of all words that begin with it: from the first up to the second."""
        first = bisect_left(self.words, word)
        if begins:
            return first, bisect_left(self.words, word + _AFTER_ALL, first)
        return first, first + (first < len(self.words) and self.words[first] == word)


def index_words(texts: Iterable[str], progress: Progress | None = None, rows: int = 0) -> WordIndex:
    """An index of these rows; a row's fields are parted by ``FIELD_ENDS``.

    ``rows`` is how many there will be, by which the progress tells how far it is.

    Raises:
        Cancelled: when the progress was asked to stop.
    """
    told = progress or Progress()
    numbers: dict[str, int] = defaultdict(count().__next__)
    end, _ = numbers[ROW_ENDS], numbers[FIELD_ENDS]
    parts: list[NDArray[np.int32]] = []
    left, done = iter(texts), 0
    while some := list(islice(left, _AT_ONCE)):
        told.at(done / max(rows, done + len(some)))
        done += len(some)
        tokens = _TOKENS.findall(fold("".join(f"{_one_row(text)}{ROW_ENDS}" for text in some)))
        parts.append(np.fromiter(map(numbers.__getitem__, tokens), np.int32, len(tokens)))
    told.at(0.9)
    stream = np.concatenate(parts) if parts else np.zeros(0, np.int32)
    parts.clear()
    opens = np.concatenate(([0], np.flatnonzero(stream == end) + 1))
    words = sorted(numbers)
    rank = np.empty(len(words), np.int32)
    rank[np.fromiter(map(numbers.__getitem__, words), np.int64, len(words))] = np.arange(len(words), dtype=np.int32)
    stream = _narrow(rank, len(words))[stream]
    rows_of, begins = _rows_of(stream, opens, len(words))
    return WordIndex(words, stream, opens, rows_of, begins, done)


def _rows_of(stream: Numbers, opens: NDArray[np.int64], words: int) -> tuple[Numbers, NDArray[np.int64]]:
    """The rows of each word one after the other, and where those of each begin."""
    count = len(opens) - 1
    row = np.repeat(np.arange(count, dtype=np.int32), np.diff(opens))[np.argsort(stream, kind="stable")]
    ends = np.cumsum(np.bincount(stream, minlength=words))
    first = np.ones(len(row), np.bool_)
    first[1:] = row[1:] != row[:-1]
    first[ends[:-1][ends[:-1] < len(row)]] = True
    before = np.concatenate(([0], np.cumsum(first, dtype=np.int32)))
    return _narrow(row[first], count), before[np.concatenate(([0], ends))].astype(np.int64)


def _narrow(numbers: NDArray[np.int32], beyond: int) -> Numbers:
    """The same numbers, all of them below ``beyond``, in as little room as they need."""
    return numbers.astype(np.uint16) if beyond <= np.iinfo(np.uint16).max else numbers


def _one_row(text: str) -> str:
    return text.replace(ROW_ENDS, " ") if ROW_ENDS in text else text
