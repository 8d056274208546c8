"""Codes suggested anew for every row that has but suggestions: by words that came since, or without some that went."""

from collections.abc import Set as AbstractSet

import numpy as np
from numpy.typing import NDArray

from app.case.difference import Column
from app.case.edit_parts import recoded
from app.case.event_table import UNSCORED, CodeFrom
from app.case.model import Case, Changes, Edit
from app.coding.case_words import lexicon_of
from app.coding.coder import suggest
from app.coding.following import levels_afresh
from app.coding.lexicon import Lexicon
from app.progress import Progress

_CODES = (
    "severity", "severity_from", "child_severity", "categories", "categories_from", "level", "level_from", "markers",
)  # fmt: skip
_OPEN = (CodeFrom.NOBODY, CodeFrom.LEXICON)


def suggest_anew(case: Case, lexicon: Lexicon | None = None, progress: Progress | None = None) -> Edit:
    """An edit that suggests all codes anew, by the case's own words too.

    What a sheet states or a reviewer gave stays, severity, categories and each child's level apart. Markers are new
    where the severity or the categories are open.

    Raises:
        Cancelled: when ``progress`` was asked to stop.
    """
    ready = _anew(case, lexicon, progress)

    def edit(now: Case) -> tuple[Case, Changes]:
        return recoded(now, ready if now is case else _anew(now, lexicon, None))

    return edit


def changed_rows(before: Case, after: Case) -> AbstractSet[int]:
    """The events (ids) whose codes differ between two cases with the same events."""
    return recoded(before, {name: getattr(after.events, name) for name in _CODES})[1].events


def _anew(case: Case, lexicon: Lexicon | None, progress: Progress | None) -> dict[str, Column]:
    """The columns of codes as they come to."""
    events, known = case.events, lexicon or lexicon_of(case)
    if not len(events):
        return {}
    found = suggest(case, known, progress)
    levelled = levels_afresh(case, known).events
    scored, named = (np.isin(given, _OPEN) for given in (events.severity_from, events.categories_from))
    by_child = np.where(scored[:, None], found.child_severity, events.child_severity)
    marked = zip((scored | named).tolist(), found.markers, events.markers, strict=True)
    return {
        "severity": np.where(scored, found.severity, events.severity).astype(np.int8),
        "severity_from": np.where(scored, _origin(found.severity > UNSCORED), events.severity_from).astype(np.uint8),
        "child_severity": by_child.astype(np.int8),
        "categories": np.where(named, found.categories, events.categories),
        "categories_from": np.where(named, _origin(found.categories != 0), events.categories_from).astype(np.uint8),
        "level": levelled.level,
        "level_from": levelled.level_from,
        "markers": tuple([new if is_open else old for is_open, new, old in marked]),
    }


def _origin(given: NDArray[np.bool_]) -> NDArray[np.uint8]:
    return np.where(given, np.uint8(CodeFrom.LEXICON), np.uint8(CodeFrom.NOBODY))
