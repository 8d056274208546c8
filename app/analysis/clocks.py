"""The timescales of each nation, by the edition of the guidance in force on the day: data from resources/timescales.

A clock runs from a step to a step. What shows a step in a record (a level, a marker, words) stands with it.
"""

import calendar
import re
from datetime import date
from functools import cache, cached_property, lru_cache
from importlib import resources
from typing import Literal

import msgspec
import numpy as np
import tomli
from numpy.typing import NDArray

from app.analysis.working_days import working_days_after
from app.case.dates import day_number, known_date
from app.case.rules import Nation
from app.errors import DataError
from app.language import tr, trn

Unit = Literal["working_days", "days", "months"]
RankName = Literal["enquiry", "plan", "care"]


class Edition(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"since": "from", "until": "to"}):
    """A guidance or a regulation and the days on which it was in force; ``until`` None while it is.

    ``note`` says what is doubtful about them.
    """

    key: str
    name: str
    since: date
    source: str
    until: date | None = None
    note: str = ""

    def holds_on(self, day: date) -> bool:
        """Whether it was in force that day."""
        return self.since <= day and (self.until is None or day <= self.until)


class Step(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True, rename={"beside": "with"}):
    """What starts or ends a clock, and what shows it: a level that opens, any change of level, markers, words.

    ``beside`` are words, one of which must stand in a row that states the level.
    """

    key: str
    name: str
    source: str
    level: RankName | None = None
    change: bool = False
    markers: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()

    @cached_property
    def pattern(self) -> re.Pattern[str] | None:
        """What its words look like in a row; None where it has none."""
        return _pattern(self.words)

    @cached_property
    def beside_pattern(self) -> re.Pattern[str] | None:
        """What the words beside its level look like; None where it asks for none."""
        return _pattern(self.beside)


class Clock(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"open_level": "while"}):
    """A timescale: ``due`` within so many days or months of ``start``, and ``again`` so many months after each.

    ``second`` are the months after the first where they differ from ``again``; ``note`` says what is doubtful of it.
    ``open_level`` must stay open for it to fall due; with ``unless_falls`` it lapses where that level gave way to a
    lower one. ``late_only`` ones are told only where the step is shown late.
    """

    id: str
    start: str
    due: str
    within: int
    unit: Unit
    editions: tuple[str, ...]
    source: str
    name: str = ""
    second: int = 0
    again: int = 0
    open_level: RankName | None = None
    late_only: bool = False
    unless_falls: bool = False
    note: str = ""

    def months_to_next(self, shown: int) -> int:
        """The months in which it falls due again after it was shown so many times."""
        return self.second if self.second and shown == 1 else self.again

    @property
    def words(self) -> str:
        """How long it is: "15 working days"."""
        unit = self.unit.replace("_", " ")
        return f"{self.within} {unit.removesuffix('s') if self.within == 1 else unit}"

    @property
    def said(self) -> str:
        """The same in the language in use."""
        words = {
            "days": trn("{count} day", "{count} days", self.within),
            "working_days": trn("{count} working day", "{count} working days", self.within),
            "months": trn("{count} month", "{count} months", self.within),
        }
        return words[self.unit].format(count=self.within)

    def ends(self, days: NDArray[np.int32], nation: Nation) -> NDArray[np.int32]:
        """The last day in time for a clock started on each of these days (day numbers)."""
        if self.unit == "working_days":
            return working_days_after(days, self.within, nation)
        if self.unit == "days":
            return days + np.int32(self.within)
        return np.array([months_after(day, self.within) for day in days.tolist()], np.int32)


class Clocks(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """The timescales of one nation, and the agencies whose return would show their steps."""

    nation: Nation
    kept_by: tuple[str, ...]
    editions: tuple[Edition, ...]
    steps: tuple[Step, ...]
    timescales: tuple[Clock, ...]

    @cached_property
    def by_key(self) -> dict[str, Step]:
        """Each step by its key."""
        return {step.key: step for step in self.steps}

    def edition(self, clock: Clock, day: int) -> Edition | None:
        """The edition of a timescale in force on a day; None where it did not hold."""
        when = known_date(day)
        return next((one for one in self.editions if one.key in clock.editions and one.holds_on(when)), None)


@lru_cache(maxsize=2**15)
def months_after(day: int, months: int) -> int:
    """The same day so many months later, or the last of that month."""
    start = known_date(day)
    month = start.month - 1 + months
    year, month = start.year + month // 12, month % 12 + 1
    return day_number(date(year, month, min(start.day, calendar.monthrange(year, month)[1])))


@cache
def clocks_of(nation: Nation) -> Clocks | None:
    """The timescales of that nation; None where none are known.

    Raises:
        DataError: naming what does not hold together.
    """
    file = resources.files("resources").joinpath("timescales", f"{nation}.toml")
    return read_clocks(file.read_text("utf-8"), file.name) if file.is_file() else None


def read_clocks(text: str, where: str) -> Clocks:
    """The timescales of a nation from TOML text; ``where`` names it in errors.

    Raises:
        DataError: naming what does not hold together.
    """
    try:
        clocks = msgspec.convert(tomli.loads(text), Clocks)
        patterns = [step.pattern or step.beside_pattern for step in clocks.steps]
    except (tomli.TOMLDecodeError, msgspec.ValidationError, re.error) as error:
        raise DataError(tr("{file} is not a list of timescales: {error}.").format(file=where, error=error)) from error
    editions, steps = {edition.key for edition in clocks.editions}, set(clocks.by_key)
    for clock in clocks.timescales:
        unknown = ({clock.start, clock.due} - steps) | (set(clock.editions) - editions)
        if unknown:
            words = tr("{file}: {timescale} names {names}, which is not there.")
            raise DataError(words.format(file=where, timescale=clock.id, names=", ".join(sorted(unknown))))
    if len(patterns) != len(steps):
        raise DataError(tr("{file}: each step needs a key of its own.").format(file=where))
    return clocks


def _pattern(words: tuple[str, ...]) -> re.Pattern[str] | None:
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE) if words else None
