"""How firm a finding is: in how many of some settings within reason it is found again.

Windows, thresholds and the days of imprecise dates are all somebody's choice. So a finding is looked for again under
other choices, each alone and then several at once, drawn by a lot that never changes. It is the same finding where
it is of its kind and child and rests on half of the same rows or more.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal, TypeVar

import msgspec
import numpy as np

from app.analysis.finding import Finding
from app.analysis.findings import FINDERS_BY_KIND
from app.analysis.levels import LevelState, level_states
from app.analysis.severity import ConcernPoints, concern_points
from app.case.dates import NO_DAY
from app.case.event_table import EventTable
from app.case.model import Case
from app.case.scheme import Scheme
from app.errors import DataError
from app.knowledge_files import knowledge
from app.language import tr
from app.progress import Progress

Dates = Literal["earliest", "middle", "latest"]
DATES = "dates"
"""The name under which a setting says where in their span imprecise dates are taken to lie."""

_SAME = 0.5
"""The least share of its rows, and of the other's, that a finding has in common with itself found again."""

_TRIES = 40
_CHANGED = 1 / 3
"""How often a setting drawn by lot differs from the scheme's."""

_Part = TypeVar("_Part", bound=msgspec.Struct)

Setting = Mapping[str, int | str]
"""What is changed, by its name in the scheme ("windows.relapse_days"), and under ``DATES`` where dates lie."""


class _Vary(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    kind: str
    setting: str
    add: tuple[int, ...]
    source: str


class _Firmness(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    settings: int
    seed: int
    dates: tuple[Dates, ...]
    vary: tuple[_Vary, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Firmness:
    """A finding ``holds`` in so many ``of`` the settings tried; ``breaks_with`` are the others, few changes first."""

    holds: int
    of: int
    breaks_with: tuple[Setting, ...]

    @property
    def says(self) -> str:
        """The figure as a person reads it."""
        if self.holds == self.of:
            return tr("Firm: found under all {tried} settings tried").format(tried=self.of)
        return tr("Found under {holds} of the {tried} settings tried").format(holds=self.holds, tried=self.of)


@cache
def _plan() -> _Firmness:
    plan = knowledge(_Firmness, "findings", "firmness.toml")
    unknown = {vary.kind for vary in plan.vary} - set(FINDERS_BY_KIND)
    if unknown:
        raise DataError(
            tr("{file} names no kind of finding: {kinds}.").format(
                file="firmness.toml", kinds=", ".join(sorted(unknown))
            )
        )
    return plan


def settings_for(kind: str, scheme: Scheme, dated: bool) -> tuple[Setting, ...]:
    """The settings to try for that kind, the scheme's own first; with ``dated``, imprecise dates vary too.

    There are fewer than the plan's number only where fewer can be made.
    """
    plan = _plan()
    choices: dict[str, list[int | str]] = {}
    for vary in plan.vary:
        if vary.kind == kind:
            own = _value(scheme, vary.setting)
            choices[vary.setting] = [own + more for more in vary.add if _allowed(scheme, vary.setting, own + more)]
    if dated:
        choices[DATES] = [dates for dates in plan.dates if dates != plan.dates[0]]
    wanted: dict[tuple[tuple[str, int | str], ...], Setting] = {(): {}}
    for name, values in choices.items():
        for value in values:
            wanted[((name, value),)] = {name: value}
    lot = random.Random(f"{plan.seed} {kind}")
    for _ in range(plan.settings * _TRIES):
        if len(wanted) >= plan.settings:
            break
        drawn = {name: lot.choice(values) for name, values in choices.items() if values and lot.random() < _CHANGED}
        wanted.setdefault(tuple(drawn.items()), drawn)
    return tuple(list(wanted.values())[: plan.settings])


def firmness_of(case: Case, findings: Sequence[Finding], progress: Progress | None = None) -> dict[str, Firmness]:
    """How firm each of these findings of the case is, by its id. Takes time: each is looked for many times over.

    Raises:
        Cancelled: when ``progress`` was told to stop.
    """
    told = progress or Progress()
    together: dict[tuple[str, int], list[Finding]] = {}
    for finding in findings:
        together.setdefault((finding.kind, finding.child), []).append(finding)
    variants = _Variants(case)
    firm: dict[str, Firmness] = {}
    for number, ((kind, child), mine) in enumerate(together.items()):
        tried = settings_for(kind, case.scheme, variants.dated(child))
        broken: dict[str, list[Setting]] = {finding.id: [] for finding in mine}
        for place, setting in enumerate(tried):
            told.at((number + place / len(tried)) / len(together), tr("Trying other settings"))
            again = variants.find(kind, child, setting)
            for finding in mine:
                if not any(_is_same(finding, other) for other in again):
                    broken[finding.id].append(setting)
        for finding in mine:
            breaks = sorted(broken[finding.id], key=len)
            firm[finding.id] = Firmness(len(tried) - len(breaks), len(tried), tuple(breaks))
    return firm


class _Variants:
    """The case under other settings: its dates are moved once, its states and points are worked out once."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._tables: dict[str, Case] = {}
        self._known: dict[tuple[str, int], tuple[tuple[LevelState, ...], ConcernPoints]] = {}

    def dated(self, child: int) -> bool:
        """Whether a row about that child has an imprecise date."""
        events = self._case.events
        places = events.rows_about(child)
        return bool((events.end[places] > events.day[places]).any())

    def find(self, kind: str, child: int, setting: Setting) -> tuple[Finding, ...]:
        """The child's findings of that kind under a setting."""
        dates = str(setting.get(DATES, ""))
        case = self._moved(dates)
        if (dates, child) not in self._known:
            self._known[dates, child] = level_states(case, child), concern_points(case, child)
        scheme = _changed(case.scheme, {name: int(value) for name, value in setting.items() if name != DATES})
        return FINDERS_BY_KIND[kind](replace(case, scheme=scheme), child, *self._known[dates, child])

    def _moved(self, dates: str) -> Case:
        if dates not in self._tables:
            events = moved(self._case.events, dates) if dates else self._case.events
            self._tables[dates] = replace(self._case, events=events)
        return self._tables[dates]


def moved(events: EventTable, dates: str) -> EventTable:
    """The same events, imprecise ones on the middle or on the latest day that they may have been."""
    day, end = events.day, np.maximum(events.end, events.day)
    there = end if dates == "latest" else day + (end - day) // 2
    start = np.where(events.start == NO_DAY, NO_DAY, there).astype(np.int32)
    return replace(events, start=start).in_order()


def _is_same(finding: Finding, other: Finding) -> bool:
    mine, theirs = set(finding.evidence), set(other.evidence)
    return len(mine & theirs) >= _SAME * min(len(mine), len(theirs))


def _value(scheme: Scheme, setting: str) -> int:
    at: object = scheme
    for name in setting.split("."):
        at = getattr(at, name)
    if not isinstance(at, int):
        raise DataError(tr("{file}: {name} is no number of the scheme.").format(file="firmness.toml", name=setting))
    return at


def _allowed(scheme: Scheme, setting: str, value: int) -> bool:
    top = len(scheme.severity) - 1 if setting.endswith("severity") else scheme.highest_level
    return value >= 1 and (value <= top or not setting.endswith(("severity", ".level")))


def _changed(scheme: Scheme, values: Mapping[str, int]) -> Scheme:
    """The scheme with those settings."""
    for setting, value in values.items():
        scheme = _with(scheme, setting.split("."), value)
    return scheme


def _with(part: _Part, path: Sequence[str], value: int) -> _Part:
    inner = value if len(path) == 1 else _with(getattr(part, path[0]), path[1:], value)
    return msgspec.structs.replace(part, **{path[0]: inner})
