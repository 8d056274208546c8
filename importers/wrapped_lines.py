"""Lines that carry on the row above: a program that wraps long words writes the rest of a cell as a line of its own."""

from collections.abc import Sequence

from app.case.model import RowKind
from app.case.sheet_rows import code_of
from importers.sheet import RawCell, words_of

_EVENT, _NOTE = code_of(RowKind.EVENT), code_of(RowKind.NOTE)
_LEAST = 2
_NO_ROOM = 15
"""A line is wrapped at a word for which it had no room, so that no line is longer than another by more than a word."""


def carried_on(row: Sequence[RawCell], before: Sequence[int], above: Sequence[RawCell], text: str) -> str:
    """The words of a row that carries on the event above it; empty where it does not.

    It has one filled cell, the first, and begins in the middle of a sentence. ``before`` are the kinds of the rows
    before it: an event, with such lines between at most. ``above`` are the cells of that event, of which the ``text``
    stands last, or these words would go on with another.
    """
    words = words_of(row[0])
    if not words[:1].islower() or len(words.split()) < _LEAST or any(cell != "" for cell in row[1:]):
        return ""
    filled = [said for cell in above if (said := words_of(cell))]
    if filled[-1] not in text or text[-1:] in ".!?" or len(words) > len(" ".join(filled)) + _NO_ROOM:
        return ""
    last = len(before)
    while last and before[last - 1] == _NOTE:
        last -= 1
    return words if last and before[last - 1] == _EVENT else ""
