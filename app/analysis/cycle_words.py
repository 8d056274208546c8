"""A return of concern and its moments in a few words, where the record gives their days and where it does not."""

from datetime import date
from enum import StrEnum

from app.analysis.finding import Finding, InexactDay
from app.analysis.inexact_days import day_told
from app.language import tr, trn


class _Length(StrEnum):
    """How well the days between a step-down and the return are known."""

    EXACT = "exact"
    AT_LEAST = "at least"
    ABOUT = "about"


def length_told(cycle: Finding) -> str:
    """How long it took until concern returned: "32 days", "32 days or more", "about 32 days"."""
    days, known = cycle.days, _known(cycle)
    if known is _Length.EXACT:
        words = trn("{days} day", "{days} days", days)
    elif known is _Length.AT_LEAST:
        words = trn("{days} day or more", "{days} days or more", days)
    else:
        words = trn("about {days} day", "about {days} days", days)
    return words.format(days=days)


def cycle_wordings(cycle: Finding) -> tuple[str, ...]:
    """What a return of concern is called, from the longest words to the shortest."""
    days, length = cycle.days, length_told(cycle)
    short = {_Length.AT_LEAST: trn("≥ {days} day", "≥ {days} days", days).format(days=days)}.get(_known(cycle), length)
    return tr("concern returned after {days}").format(days=length), returned_after(cycle), short


def returned_after(cycle: Finding) -> str:
    """The same without its subject: "returned after 32 days"."""
    return tr("returned after {days}").format(days=length_told(cycle))


def moment_told(cycle: Finding, moment: str, shown: date | None = None) -> str:
    """The day of a moment in words; ``shown`` is the day it is drawn on, another one where lanes are aligned."""
    day = cycle.moments[moment]
    return day_told(shown or day, _inexact(cycle, moment))


def _known(cycle: Finding) -> _Length:
    returned, fell = _inexact(cycle, "relapse"), _inexact(cycle, "step_down")
    if returned is None and fell is None:
        return _Length.EXACT
    return _Length.AT_LEAST if fell is None and returned is not None and returned.is_earliest else _Length.ABOUT


def _inexact(cycle: Finding, moment: str) -> InexactDay | None:
    return next((known for known in cycle.inexact if known.day == cycle.moments[moment]), None)
