"""The coder: for each row of a chronology what kind of concern it is, how severe, and what else it records.

Every row is read on its own, so neither the order of rows nor the rows beside it change its codes. What it
proposes are suggestions: a code that the sheet states or a reviewer gave is never touched.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.case.codes import needs_codes, uncoded
from app.case.edit_parts import recoded
from app.case.event_table import UNSCORED, CodeFrom
from app.case.model import Case, Changes, Edit
from app.coding.levels import outdone_reports, rank_stated
from app.coding.lexicon import Lexicon, default_lexicon
from app.coding.reading import Codes, RowReader
from app.coding.reasons import Reason, Reasons
from app.progress import Progress

__all__ = ["Reason", "Suggestions", "explain", "health_rows", "suggest", "suggest_codes"]

_REPORT_EVERY = 2000


@dataclass(frozen=True)
class Suggestions:
    """What the coder proposes for ``n`` events over ``k`` children, parallel to ``case.events``.

    ``severity`` (n), ``child_severity`` (n, k) and ``level`` (n, k) hold -1 for none; ``categories`` (n) are bits
    of the scheme.
    """

    severity: NDArray[np.int8]
    child_severity: NDArray[np.int8]
    categories: NDArray[np.int64]
    level: NDArray[np.int8]
    markers: tuple[tuple[str, ...], ...]


def suggest(case: Case, lexicon: Lexicon | None = None, progress: Progress | None = None) -> Suggestions:
    """Codes for every row of the case, whatever it has already.

    Raises:
        Cancelled: when ``progress`` was asked to stop.
    """
    n, k = case.events.subjects.shape
    severity, categories = np.full(n, UNSCORED, np.int8), np.zeros(n, np.int64)
    own, level = np.full((n, k), UNSCORED, np.int8), np.full((n, k), UNSCORED, np.int8)
    markers: list[tuple[str, ...]] = []
    told: list[tuple[int, int]] = []
    for place, codes in _read_all(case, lexicon, progress):
        severity[place] = codes.severity.severity
        categories[place] = codes.categories
        for child, rank in codes.severity.by_child.items():
            own[place, child] = rank
        for child, hit in codes.levels.items():
            level[place, child] = rank_stated(hit)
            if codes.told and case.events.level[place, child] < 0:
                told.append((place, child))
        markers.append(codes.markers)
    if told:
        stated = np.where(case.events.level >= 0, case.events.level, level).astype(np.int8)
        for place, child in outdone_reports(case.events.day, stated, told):
            level[place, child] = UNSCORED
    return Suggestions(severity, own, categories, level, tuple(markers))


def explain(case: Case, place: int, lexicon: Lexicon | None = None) -> tuple[Reason, ...]:
    """Why the coder proposes what it proposes for the event at that place, and what it set aside and why."""
    reader = RowReader(case, lexicon or default_lexicon())
    return Reasons(case, reader.codes(place), reader.placed(place)).all()


def suggest_codes(case: Case, lexicon: Lexicon | None = None, progress: Progress | None = None) -> Edit:
    """An edit that fills the codes that nobody has given with suggestions.

    What a sheet states and what a reviewer gave stays as it is. A row that somebody has coded, severity and
    categories, is left alone; so are the levels of a sheet that has a column of them for each child. Markers
    are added to other rows that have none.
    """
    if not needs_codes(case):
        return unchanged
    proposed = suggest(case, lexicon, progress)
    ids = case.events.id

    def edit(now: Case) -> tuple[Case, Changes]:
        same = now.events is case.events or np.array_equal(now.events.id, ids)
        ready = proposed if same else suggest(now, lexicon)
        return _filled(now, ready)

    return edit


def unchanged(case: Case) -> tuple[Case, Changes]:
    """The edit that does nothing."""
    return case, Changes()


def _levels_wanted(case: Case) -> NDArray[np.bool_]:
    """Rows of sheets that do not state every child's level in a column of its own."""
    stated = [source.id for source in case.sources if isinstance(source.columns.get("level"), tuple)]
    return uncoded(case) & ~np.isin(case.events.source, stated)


def health_rows(case: Case, lexicon: Lexicon | None = None) -> NDArray[np.bool_]:
    """Which rows are about a child's health: by the categories they have now, or since a health service writes it."""
    reader = RowReader(case, lexicon or default_lexicon())
    bits: list[int] = case.events.categories.tolist()
    return np.array([reader.is_about_health(place, one) for place, one in enumerate(bits)], np.bool_)


def _read_all(case: Case, lexicon: Lexicon | None, progress: Progress | None) -> Iterator[tuple[int, Codes]]:
    reader = RowReader(case, lexicon or default_lexicon())
    total = len(case.events)
    for place in range(total):
        if progress is not None and place % _REPORT_EVERY == 0:
            progress.at(place / total, "Reading the rows")
        yield place, reader.codes(place)


def _filled(case: Case, proposed: Suggestions) -> tuple[Case, Changes]:
    events = case.events
    free = (events.severity_from == CodeFrom.NOBODY) & (proposed.severity >= 0)
    named = (events.categories_from == CodeFrom.NOBODY) & (proposed.categories != 0)
    levelled = (events.level_from == CodeFrom.NOBODY) & (events.level < 0) & (proposed.level >= 0)
    levelled &= _levels_wanted(case)[:, None]
    wanted = uncoded(case).tolist()
    marked = tuple(
        now or (more if open_to else now)
        for now, more, open_to in zip(events.markers, proposed.markers, wanted, strict=True)
    )
    return recoded(
        case,
        {
            "severity": np.where(free, proposed.severity, events.severity).astype(np.int8),
            "severity_from": np.where(free, CodeFrom.LEXICON, events.severity_from).astype(np.uint8),
            "child_severity": np.where(free[:, None], proposed.child_severity, events.child_severity).astype(np.int8),
            "categories": np.where(named, proposed.categories, events.categories),
            "categories_from": np.where(named, CodeFrom.LEXICON, events.categories_from).astype(np.uint8),
            "level": np.where(levelled, proposed.level, events.level).astype(np.int8),
            "level_from": np.where(levelled, CodeFrom.LEXICON, events.level_from).astype(np.uint8),
            "markers": marked,
        },
    )
