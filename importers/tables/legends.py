"""Lists without headings that say what stands for what: "Blue = Police", "HV: health visitor", "C1 = Robin"."""

import re
from collections.abc import Iterator, Sequence

from importers.sheet import RawSheet, Row, words_of
from importers.vocabulary import normal, row_words

_PAIR = re.compile(r"\s*([^=:–—\d\n][^=:–—\n]{0,30}?)\s*(?:=|:|\s[-–—]\s)\s*(\S[^\n]{0,120})")
_LINE = 160
_MOST_COLUMNS, _LEAST, _MOSTLY = 3, 2, 0.7
_SHORT = 30
_LOOKED_AT = 300


def is_legend(sheet: RawSheet) -> bool:
    """Whether a sheet without headings is a key: of pairs, or so named and of short words beside their meaning."""
    rows = [found for row in sheet.rows[:_LOOKED_AT] if (found := [words for cell in row if (words := words_of(cell))])]
    rows = [row for row in rows if not _is_title(row)] if rows else []
    if len(rows) < _LEAST or max(map(len, rows)) > _MOST_COLUMNS:
        return False
    if any(len(words) > _LINE for row in rows for words in row):
        return False
    pairs = sum(len(row) == 1 and "=" in row[0] and _PAIR.fullmatch(row[0]) is not None for row in rows)
    if pairs >= _MOSTLY * len(rows):
        return True
    beside = sum(len(row[0]) <= _SHORT and (len(row) > 1 or _PAIR.fullmatch(row[0]) is not None) for row in rows)
    return _is_named_key(sheet) and beside >= _MOSTLY * len(rows)


def legend_pairs(sheet: RawSheet) -> Iterator[tuple[str, str]]:
    """What stands for what in such a sheet: (short words, what they mean)."""
    for row in sheet.rows:
        said = [words for cell in row if (words := words_of(cell))]
        if len(said) > 1:
            yield said[0], "; ".join(said[1:])
        elif said and (met := _PAIR.fullmatch(said[0])):
            yield met[1].strip(), met[2].strip()


def key_below(every: Sequence[Row], first: int) -> tuple[Row, ...]:
    """The rows of a key that stands under a chronology, below its title; none where there is no such key.

    ``first`` is the chronology's first row, 0-based.
    """
    rows = every[max(first, len(every) - _LOOKED_AT) :]
    for place in range(len(rows) - 1, -1, -1):
        said = [words for cell in rows[place] if (words := words_of(cell))]
        if len(said) == 1 and len(said[0]) <= _SHORT and _is_title(said):
            return tuple(rows[place + 1 :])
        if len(said) > _MOST_COLUMNS:
            return ()
    return ()


def _is_title(row: list[str]) -> bool:
    return len(row) == 1 and any(_begins(normal(row[0]), normal(word)) for word in row_words().keys)


def _is_named_key(sheet: RawSheet) -> bool:
    first = next((words for row in sheet.rows for cell in row if (words := words_of(cell))), "")
    named = {normal(word) for word in row_words().keys}
    said = (normal(sheet.name), normal(first) if len(first) <= _SHORT else "")
    return any(_begins(words, word) for words in said for word in named)


def _begins(words: str, word: str) -> bool:
    return words == word or words.startswith(f"{word} ")
