"""Which days a place on the chart means: a stretch of the time axis, or a year of the child's life."""

from datetime import date

from app.case.dates import day_number, known_date
from app.lanes.layout import Layout
from app.lanes.timeaxis import ticks

YEAR_DAYS = 365

Days = tuple[int, int]
"""First and last day (day numbers), both inclusive."""


def days_meant(layout: Layout, x: float, y: float) -> Days | None:
    """The days that a double click there zooms to: those of the axis above and below the lanes, else of the child's
    year; None where nothing is."""
    if not layout.frames or not layout.left <= x <= layout.right:
        return None
    lane = layout.lane_at(y)
    if lane is not None:
        return child_year(layout, lane, layout.day_at(x))
    first, last = layout.frames[0].top, layout.frames[-1].bottom
    reach = 2 * layout.sizes.years
    if first - reach <= y <= first or last <= y <= last + reach:
        return _stretch(layout, x)
    return None


def _stretch(layout: Layout, x: float) -> Days | None:
    for tick in ticks(layout):
        if tick.start <= x < tick.end:
            return round(layout.day_at(tick.start)), round(layout.day_at(tick.end)) - 1
    return None


def child_year(layout: Layout, place: int, day: float) -> Days:
    """The year of a child's life around a day, from birthday to birthday; the calendar's year (or, where lanes are
    aligned, the year from day 0) for a child whose birthday is not known."""
    lane = layout.scene.lanes[place]
    birthdays = [birthday for birthday, _age in lane.birthdays]
    before = [birthday for birthday in birthdays if birthday <= day]
    after = [birthday for birthday in birthdays if birthday > day]
    if before or after:
        start = before[-1] if before else after[0] - YEAR_DAYS
        return start, (after[0] if after else start + YEAR_DAYS) - 1
    if layout.scene.aligned_on:
        start = int(day // YEAR_DAYS) * YEAR_DAYS
        return start, start + YEAR_DAYS - 1
    year = known_date(int(day)).year
    return day_number(date(year, 1, 1)), day_number(date(year, 12, 31))
