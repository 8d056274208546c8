"""An index of the words of many rows, asked with every key that is typed.

Every word of every row stands in one array of numbers, numbered by the alphabet, and a second array lists
the places of each word. So the beginning of a word is one slice, words in a row are neighbours in the first
array, and a question about 50,000 rows takes about a millisecond. SQLite's full-text index answers rare words as
fast, but takes some 40 ms to list the rows that a single letter finds, which is what is typed first.
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
_AT_ONCE = 1000


@dataclass(frozen=True)
class WordIndex:
    """``words`` in order of the alphabet; ``stream`` holds the number of each word as the rows tell them.

    ``places`` lists where in the stream each word stands, that of number n from ``begins[n]`` on; ``row`` is
    the row of each place. ``rows`` counts the rows.
    """

    words: list[str]
    stream: Numbers
    places: NDArray[np.int32]
    begins: NDArray[np.int64]
    row: Numbers
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
        first, last = ranges[0]
        at = self.places[self.begins[first] : self.begins[last]]
        for ahead, (lowest, beyond) in enumerate(ranges[1:], start=1):
            # A row ends with its mark, so the place after a word is always there.
            following = self.stream[at + ahead]
            at = at[(following >= lowest) & (following < beyond)]
        has = np.zeros(self.rows, np.bool_)
        has[self.row[at]] = True
        return has

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
    row = np.cumsum(stream == end, dtype=np.int32)
    row[stream == end] -= 1
    words = sorted(numbers)
    rank = np.empty(len(words), np.int32)
    rank[np.fromiter(map(numbers.__getitem__, words), np.int64, len(words))] = np.arange(len(words), dtype=np.int32)
    stream = _narrow(rank, len(words))[stream]
    places = np.argsort(stream, kind="stable").astype(np.int32)
    begins = np.concatenate(([0], np.cumsum(np.bincount(stream, minlength=len(words)))))
    return WordIndex(words, stream, places, begins, _narrow(row, done), done)


def _narrow(numbers: NDArray[np.int32], beyond: int) -> Numbers:
    """The same numbers, all of them below ``beyond``, in as little room as they need."""
    return numbers.astype(np.uint16) if beyond <= np.iinfo(np.uint16).max else numbers


def _one_row(text: str) -> str:
    return text.replace(ROW_ENDS, " ") if ROW_ENDS in text else text
