"""Scores that are disputed: where two agencies, or two reviewers, give one record about a child another severity.

Agencies dispute a score where a record and its twin, the same event told by another of them, both have a severity
that is more than a suggestion, and the severities differ. Reviewers dispute it where they gave copies of the case
different severities and nobody has decided between them yet.
"""

from collections.abc import Sequence
from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from app.case.disagreements import SeverityValue
from app.case.event_table import NO_DUPLICATE, UNSCORED, CodeFrom
from app.case.model import Case, Disagreement, Settled
from app.language import tr

_FIELD = "severity"


class Score(NamedTuple):
    """Who gives a record which severity (-1: none)."""

    giver: str
    severity: int


def disputed(case: Case, place: NDArray[np.intp], child: int) -> NDArray[np.bool_]:
    """(m,): which of the records at these places have a disputed score for that child."""
    ids = case.events.id[place]
    differing = [item.event for item in _waiting(case) if item.event is not None and _differ(_given(case, item, child))]
    return np.isin(ids, np.concatenate((_told_otherwise(case, child), np.asarray(differing, np.int64))))


def _told_otherwise(case: Case, child: int) -> NDArray[np.int64]:
    """The events (ids) of which agencies give that child different severities."""
    events = case.events
    if not (events.duplicate_of != NO_DUPLICATE).any():
        return np.zeros(0, np.int64)
    firm = _firm(case, child)
    told = np.where(events.duplicate_of != NO_DUPLICATE, events.duplicate_of, events.id)[firm].astype(np.int64)
    severity = events.severity_for[firm, child]
    order = np.lexsort((severity, told))
    told, severity = told[order], severity[order]
    return told[1:][(told[1:] == told[:-1]) & (severity[1:] != severity[:-1])]


def scores(case: Case, event: int, child: int) -> tuple[Score, ...]:
    """The differing scores of a record for that child, each with who gives it; nothing where there is no dispute."""
    by_reviewers = [score for item in _waiting(case) if item.event == event for score in _given(case, item, child)]
    for found in (by_reviewers, _told(case, event, child)):
        if _differ(found):
            return tuple(dict.fromkeys(found))
    return ()


def scores_in_words(case: Case, event: int, child: int) -> str:
    """ "disputed score: School 2, Police 4"; empty where there is no dispute."""
    found = scores(case, event, child)
    told = [
        f"{score.giver or tr('not named')} {score.severity if score.severity > UNSCORED else tr('not scored')}"
        for score in found
    ]
    return tr("disputed score: {scores}").format(scores=", ".join(told)) if told else ""


def _waiting(case: Case) -> tuple[Disagreement, ...]:
    return tuple(item for item in case.disagreements if item.field == _FIELD and item.settled is Settled.WAITING)


def _given(case: Case, item: Disagreement, child: int) -> tuple[Score, Score]:
    name = case.children[child].name
    (mine, my_own), (theirs, their_own) = (
        msgspec.json.decode(value, type=SeverityValue) for value in (item.mine, item.theirs)
    )
    one, other = my_own.get(name, mine), their_own.get(name, theirs)
    return (
        Score(item.mine_by, UNSCORED if one is None else one),
        Score(item.theirs_by, UNSCORED if other is None else other),
    )


def _told(case: Case, event: int, child: int) -> list[Score]:
    """What the agencies of a record and its twins give it, suggestions and unscored ones left out."""
    events = case.events
    same = (events.id == event) | (events.duplicate_of == event)
    places: list[int] = np.flatnonzero(same & _firm(case, child)).tolist()
    severity = events.severity_for[:, child]
    return [Score(case.agency_name(int(events.agency[place])), int(severity[place])) for place in places]


def _firm(case: Case, child: int) -> NDArray[np.bool_]:
    """(n,): the records that give that child a severity which is more than a suggestion."""
    events = case.events
    given = np.isin(events.severity_from, (CodeFrom.STATED, CodeFrom.CARRIED, CodeFrom.REVIEWER))
    return given & ~events.withdrawn & (events.severity_for[:, child] >= 0)


def _differ(found: Sequence[Score]) -> bool:
    return len({score.severity for score in found}) > 1
