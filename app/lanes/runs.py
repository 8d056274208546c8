"""An unanswered run as it is drawn: the stair that its concerns climb, and the flat line of the level under it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from app.analysis.finding import Finding
from app.case.dates import day_number
from app.lanes.marks import MarkKind, Marks
from app.lanes.spans import StateDays

Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class RunLine:
    """A run in days and ranks. ``stair`` is (day, highest concern so far) where that rises, ``flat`` the level from
    a day to a day, ``highest`` the highest level in it. ``harm`` says that harm or an admission stands at its end.
    """

    run: Finding
    start: int
    end: int
    stair: tuple[tuple[int, int], ...]
    flat: tuple[tuple[int, int, int], ...]
    highest: int
    harm: bool


@dataclass(frozen=True)
class RunShapes:
    """The lines of all runs of a lane as rows of days and ranks.

    ``across`` (from day, to day, severity) and ``up`` (day, from severity, to severity) make the stairs, ``flat``
    (from day, to day, level) the flat lines, ``ends`` (day, level) their end ticks. ``drops`` are the days of
    harm that ends a run.
    """

    across: Rows
    up: Rows
    flat: Rows
    ends: Rows
    drops: Rows


def run_shapes(lines: Sequence[RunLine]) -> RunShapes:
    """The rows of these runs."""
    across: list[tuple[int, int, int]] = []
    up: list[tuple[int, int, int]] = []
    for line in lines:
        corners = [*line.stair, (line.end, line.stair[-1][1])] if line.stair else []
        for (first, low), (last, high) in pairwise(corners):
            across.append((first, last, low))
            if high > low:
                up.append((last, low, high))
    return RunShapes(
        _rows(across, 3),
        _rows(up, 3),
        _rows([piece for line in lines for piece in line.flat], 3),
        _rows([(day, line.highest) for line in lines for day in (line.start, line.end)], 2),
        _rows([(line.end,) for line in lines if line.harm], 1),
    )


def _rows(rows: Sequence[tuple[int, ...]], fields: int) -> Rows:
    return np.asarray(rows, np.int64).reshape(len(rows), fields)


def run_line(run: Finding, marks: Marks, states: StateDays) -> RunLine:
    """The lines of one run."""
    start, end = day_number(run.start), day_number(run.end)
    held = states.seen(start, end)
    highest = int(states.level[held].max()) if len(held) else 0
    within = states.start[(states.start > start) & (states.start < end)].tolist()
    begins = (start, *within)
    places = np.searchsorted(states.start, begins, side="right") - 1
    levels = [int(states.level[place]) if place >= 0 else highest for place in places.tolist()]
    flat = list(zip(begins, (*within, end), levels, strict=True))
    on_day = slice(*np.searchsorted(marks.start, (end, end + 1)).tolist())
    harm = (marks.kind[on_day] == MarkKind.HARM) | (marks.kind[on_day] == MarkKind.ADMISSION)
    return RunLine(run, start, end, _stair(run, marks, start, end), tuple(flat), highest, bool(harm.any()))


def _stair(run: Finding, marks: Marks, start: int, end: int) -> tuple[tuple[int, int], ...]:
    window = marks.window(start, end)
    inside = np.flatnonzero(np.isin(marks.event[window], run.evidence) & ~marks.twin[window])
    if not len(inside):
        return ()
    day, severity = marks.start[window][inside], np.maximum.accumulate(marks.severity[window][inside])
    rises = np.flatnonzero(np.append(True, np.diff(severity) > 0))
    return tuple(zip(day[rises].tolist(), severity[rises].tolist(), strict=True))
