"""All lanes of a scene as one set of columns, so that a layer of the chart is placed for every lane at once.

Each table is in order of lane, then of day, and its first column is the lane's place in the scene. What is made here
is made once for a scene; what a frame does with it is some array operations, however many lanes there are.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil, floor
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from app.case.dates import day_number
from app.case.distinct import distinct
from app.lanes.rails import RailKind
from app.lanes.spans import FindingDays

if TYPE_CHECKING:
    from app.lanes.scene import LaneScene

Column = NDArray[np.int64]

RAIL_KINDS = len(RailKind)
_FAR, _ZERO = 1 << 32, 1 << 31
"""A key is a group of days and, in its lower half, a day, moved so that none is negative."""


@dataclass(frozen=True)
class Table:
    """Rows of whole numbers: lane, first day, last day, and what else the kind of row has."""

    rows: NDArray[np.int64]

    @property
    def lane(self) -> Column:
        """The lane of each row."""
        return self.rows[:, 0]

    @property
    def start(self) -> Column:
        """The first day of each row."""
        return self.rows[:, 1]

    @property
    def end(self) -> Column:
        """The last day of each row."""
        return self.rows[:, 2]

    def seen(self, first: float, last: float) -> NDArray[np.int64]:
        """The columns (fields, n) of the rows that lie in these days, in part at least."""
        return self.rows[(self.rows[:, 2] >= first) & (self.rows[:, 1] <= last)].T


@dataclass(frozen=True)
class RailDays:
    """The days on which each lane has each kind of rail mark, every day once.

    ``key`` is (lane * kinds + kind) * 2^32 + 2^31 + day, ascending; ``groups`` are the lane * kinds + kind there are.
    """

    key: Column
    groups: Column

    def seen(self, first: float, last: float) -> tuple[Column, Column, Column]:
        """Lane, kind and day of those from the first to the last day, in order of lane, kind and day."""
        lows = np.searchsorted(self.key, self.groups * _FAR + _ZERO + floor(first))
        highs = np.searchsorted(self.key, self.groups * _FAR + _ZERO + ceil(last), side="right")
        sizes = highs - lows
        before = np.cumsum(sizes) - sizes
        chosen = self.key[np.arange(int(sizes.sum())) + np.repeat(lows - before, sizes)]
        group = chosen >> 32
        return group // RAIL_KINDS, group % RAIL_KINDS, (chosen & (_FAR - 1)) - _ZERO


@dataclass(frozen=True)
class OfRows:
    """The tables that say what rows say, so that a filter changes them. Beyond lane, start and end:

    ``area``: severity, severity just before. ``across``: rank. ``up``: from rank, to rank (start and end are the same
    day). ``drops``: nothing.
    """

    area: Table
    across: Table
    up: Table
    drops: Table
    rails: RailDays


@dataclass(frozen=True)
class Stack:
    """The tables. Beyond lane, start and end their rows have these fields.

    ``states``: level, solid day, 1 where confirmed, level before. ``returns``: nothing (each day once, however many
    cycles overlap). ``cycles``: the day of step-down. ``held``: 1 where settled. ``runs``: nothing. ``flat``: rank.
    ``ends``: level. ``unseen`` and ``missing``: nothing.
    """

    states: Table
    returns: Table
    cycles: Table
    held: Table
    runs: Table
    flat: Table
    ends: Table
    unseen: Table
    missing: Table
    of_rows: OfRows


def stack_of(lanes: Sequence["LaneScene"]) -> Stack:
    """The tables of these lanes."""
    every = tuple(enumerate(lanes))
    levels = [(at, lane.run_levels) for at, lane in every]
    return Stack(
        states=_table([_states(at, lane) for at, lane in every], 7),
        returns=_table([_returns(at, lane.cycle_days) for at, lane in every], 3),
        cycles=_table([_columns(at, d.start, d.end, d.turn) for at, d in ((a, x.cycle_days) for a, x in every)], 4),
        held=_table([_held(at, lane.held_days) for at, lane in every], 4),
        runs=_table([_columns(at, lane.run_days.start, lane.run_days.end) for at, lane in every], 3),
        flat=_table([_columns(at, *under.flat.T) for at, under in levels], 4),
        ends=_table([_columns(at, *under.ends.T[[0, 0, 1]]) for at, under in levels], 4),
        unseen=_table([_unseen(at, lane) for at, lane in every], 3),
        missing=_table([_missing(at, lane) for at, lane in every], 3),
        of_rows=_of_rows(lanes),
    )


def same_levels(some: Sequence["LaneScene"], others: Sequence["LaneScene"]) -> bool:
    """Whether each of these lanes took its levels and findings over from the other one in its place."""
    return len(some) == len(others) and all(
        one.state_days is other.state_days for one, other in zip(some, others, strict=True)
    )


def with_rows_left(whole: Stack, lanes: Sequence["LaneScene"]) -> Stack:
    """The tables of the same lanes with fewer rows: levels and findings are what they were."""
    return replace(whole, of_rows=_of_rows(lanes))


def _of_rows(lanes: Sequence["LaneScene"]) -> OfRows:
    every = tuple(enumerate(lanes))
    shapes = [(at, lane.run_shapes) for at, lane in every]
    return OfRows(
        area=_table([_area(at, lane) for at, lane in every], 5),
        across=_table([_columns(at, *shape.across.T) for at, shape in shapes], 4),
        up=_table([_columns(at, *shape.up.T[[0, 0, 1, 2]]) for at, shape in shapes], 5),
        drops=_table([_columns(at, *shape.drops.T[[0, 0]]) for at, shape in shapes], 3),
        rails=_rails(lanes),
    )


def _table(parts: list[NDArray[np.int64]], fields: int) -> Table:
    return Table(np.concatenate(parts) if parts else np.zeros((0, fields), np.int64))


def _columns(lane: int, *columns: NDArray[np.integer]) -> NDArray[np.int64]:
    count = len(columns[0])
    return np.column_stack((np.full(count, lane, np.int64), *(column.astype(np.int64) for column in columns)))


def _states(lane: int, scene: "LaneScene") -> NDArray[np.int64]:
    days = scene.state_days
    before = np.append(0, days.level)[: len(days.level)]
    return _columns(lane, days.start, days.end, days.level, days.solid, days.confirmed.astype(np.int64), before)


def _area(lane: int, scene: "LaneScene") -> NDArray[np.int64]:
    area = scene.area
    before = np.zeros(len(area.value), np.int64)
    before[1:] = np.where(area.end[:-1] == area.start[1:], area.value[:-1], 0)
    return _columns(lane, area.start, area.end, area.value, before)


def _returns(lane: int, days: FindingDays) -> NDArray[np.int64]:
    order = np.argsort(days.turn, kind="stable")
    turn, end = days.turn[order], days.end[order]
    before = np.append(np.iinfo(np.int64).min, np.maximum.accumulate(end))[: len(end)]
    start = np.maximum(turn, before)
    return _columns(lane, start[end > start], end[end > start])


def _held(lane: int, days: FindingDays) -> NDArray[np.int64]:
    settled = np.array([finding.settled for finding in days.findings], np.int64)
    return _columns(lane, days.start, days.end, settled)


def _unseen(lane: int, scene: "LaneScene") -> NDArray[np.int64]:
    days = [(day_number(gap.start), day_number(gap.end)) for gap in scene.unseen]
    return _columns(lane, *np.asarray(days, np.int64).reshape(len(days), 2).T)


def _missing(lane: int, scene: "LaneScene") -> NDArray[np.int64]:
    days = [(first, last + 1) for first, last, _words in scene.missing]
    return _columns(lane, *np.asarray(days, np.int64).reshape(len(days), 2).T)


def _rails(lanes: Sequence["LaneScene"]) -> RailDays:
    parts = [
        (at * RAIL_KINDS + lane.rails.kind.astype(np.int64)) * _FAR + _ZERO + lane.rails.day
        for at, lane in enumerate(lanes)
    ]
    key = distinct(np.concatenate(parts)) if parts else np.zeros(0, np.int64)
    return RailDays(key, distinct(key >> 32))
