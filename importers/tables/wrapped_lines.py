"""Lines that carry on the row above: a program that wraps long words writes the rest of a cell as a line of its own."""

from collections.abc import Iterable, Sequence
from itertools import islice

from app.case.model import RowKind
from app.case.sheet_rows import code_of
from app.language import tr
from importers.sheet import RawCell, words_of

_EVENT, _NOTE = code_of(RowKind.EVENT), code_of(RowKind.NOTE)
_LEAST = 2
_NO_ROOM = 15
"""A line is wrapped at a word for which it had no room, so that no line is longer than another by more than a word."""

_ROWS_NAMED = 20


class WrappedLines:
    """Remembers which rows of a table were read as one."""

    def __init__(self) -> None:
        self._last: dict[int, int] = {}

    def carried_on(
        self, place: int, row: Sequence[RawCell], before: Sequence[int], above: tuple[int, Sequence[RawCell], str]
    ) -> str:
        """The words of a row (0-based) that carries on the event above it; empty where it does not.

        ``before`` are the kinds of the rows before it, ``above`` are the place, the cells and the text of that event.
        """
        begun, cells, text = above
        more = _carried_on(row, before, cells, text)
        if more:
            self._last[begun] = place
        return more

    def note(self) -> str:
        """Which rows were read as one, for a person; empty where none were."""
        if not self._last:
            return ""
        runs = [f"{begun + 1}–{last + 1}" for begun, last in self._last.items()]  # not words: numbers
        return tr("lines that carry on the row above were read as one event: rows {rows}.").format(rows=some_of(runs))


def some_of(rows: Iterable[str]) -> str:
    """The numbers of rows, as many as a person would read."""
    named = list(islice(rows, _ROWS_NAMED + 1))
    return ", ".join(named[:_ROWS_NAMED]) + (" …" if len(named) > _ROWS_NAMED else "")


def _carried_on(row: Sequence[RawCell], before: Sequence[int], above: Sequence[RawCell], text: str) -> str:
    """The words of a row with one filled cell, the first, that begins in the middle of a sentence; else empty.

    ``before`` are the kinds of the rows before it: an event, with such lines between at most. ``above`` are the cells
    of that event, of which the ``text`` stands last, or these words would go on with another.
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
