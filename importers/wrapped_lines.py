"""Lines that carry on the row above: a program that wraps long words writes the rest of a cell as a line of its own."""

from collections.abc import Sequence

from app.case.model import RowKind
from app.case.sheet_rows import code_of
from importers.sheet import RawCell, words_of

_EVENT, _NOTE = code_of(RowKind.EVENT), code_of(RowKind.NOTE)
_LEAST = 2


def carried_on(row: Sequence[RawCell], before: Sequence[int]) -> str:
    """The words of a row that carries on the event above it; empty where it does not.

    It has one filled cell, the first, and begins in the middle of a sentence. ``before`` are the kinds of the rows
    before it: an event, with such lines between at most.
    """
    words = words_of(row[0])
    if not words[:1].islower() or len(words.split()) < _LEAST or any(cell != "" for cell in row[1:]):
        return ""
    last = len(before)
    while last and before[last - 1] == _NOTE:
        last -= 1
    return words if last and before[last - 1] == _EVENT else ""
