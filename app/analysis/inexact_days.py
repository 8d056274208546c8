"""Days in a finding's words that the record does not give: "2020" is ordered by its first day, and a panel is told so.

A chronology program that shows an assumed day as if it stood in the record misleads (guide, 1.4), so whatever a
finding says of such a day is followed by the days it may have been.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from app.analysis.finding import Finding, InexactDay
from app.case.dates import PRECISION_CODES, Precision, known_date, spoken
from app.case.event_table import EventTable
from app.case.model import Case
from app.language import tr

_SPACE = " "


def told_of_inexact_days(case: Case, findings: Sequence[Finding]) -> list[Finding]:
    """The findings, in this order, each with the days of its words that its rows do not give exactly."""
    inexact = _inexact_rows(case.events)
    if not inexact:
        return [_told(case.events, finding, inexact) if finding.inexact else finding for finding in findings]
    ids = inexact.keys()
    return [
        finding if not finding.inexact and ids.isdisjoint(finding.evidence) else _told(case.events, finding, inexact)
        for finding in findings
    ]


def day_told(day: date, inexact: InexactDay | None) -> str:
    """A day in a few words, such as a chart has room for; ``inexact`` where the record does not give it exactly."""
    if inexact is None:
        words = "{day}"  # not words: a day alone
    elif inexact.is_earliest:
        words = tr("{day} or later")
    elif inexact.first is None:
        words = tr("{day} or before")
    else:
        words = tr("about {day}")
    return words.format(day=spoken(day))


def _inexact_rows(events: EventTable) -> Mapping[int, int]:
    """The places of the events whose day is not given, by their ids."""
    places = np.flatnonzero(events.precision != PRECISION_CODES[Precision.DAY])
    return dict(zip(events.id[places].tolist(), places.tolist(), strict=True))


def _told(events: EventTable, finding: Finding, inexact: Mapping[int, int]) -> Finding:
    bare = finding.says.removesuffix(_words(finding.inexact))
    days = _days_told(events, replace(finding, says=bare), inexact)
    return finding if days == finding.inexact else replace(finding, says=bare + _words(days), inexact=days)


def _days_told(events: EventTable, finding: Finding, inexact: Mapping[int, int]) -> tuple[InexactDay, ...]:
    """The days that its words name and that no row behind it gives exactly, in order of time."""
    exact: set[int] = set()
    unsure: dict[int, InexactDay] = {}
    for event in finding.evidence:
        place = inexact.get(event)
        if place is None:
            exact.add(int(events.day[events.position(event)]))
            continue
        when = events.when(place)
        day = InexactDay(when.day, when.earliest, when.latest, when.precision)
        number = int(events.day[place])
        unsure[number] = max(unsure.get(number, day), day, key=_breadth)
    return tuple(
        [unsure[day] for day in sorted(unsure.keys() - exact) if _names(finding.says, spoken(known_date(day)))]
    )


def _breadth(day: InexactDay) -> tuple[int, str]:
    """How many days it may be: of rows that begin on one day the least exact is told, in whichever order they stand."""
    first, last = day.first or date.min, day.last or date.max
    return (last - first).days, day.precision


def _names(says: str, day: str) -> bool:
    """Whether a sentence names a day: "1 May 2015" does not stand in "21 May 2015"."""
    return re.search(rf"(?<!\d){re.escape(day)}(?!\d)", says) is not None


def _words(days: Sequence[InexactDay]) -> str:
    return "".join([_SPACE + _sentence(day) for day in days])


def _sentence(day: InexactDay) -> str:
    if day.precision is Precision.CIRCA or day.first == day.last:
        return tr("The record gives {day} as an approximate date.").format(day=spoken(day.day))
    if day.first is None:
        return tr("The record gives no exact day: {day} is the latest it can be.").format(day=spoken(day.day))
    if day.last is None:
        return tr("The record gives no exact day: {day} is the earliest it can be.").format(day=spoken(day.day))
    return tr("The record gives no exact day: {first} is the earliest it can be, {last} the latest.").format(
        first=spoken(day.first), last=spoken(day.last)
    )
