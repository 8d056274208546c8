"""The coder: for each row of a chronology what kind of concern it is, how severe, and what else it records.

Every row is read on its own, so neither the order of rows nor the rows beside it change its codes. What it
proposes are suggestions: a code that the sheet states or a reviewer gave is never touched.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from app.case.codes import needs_codes, uncoded, unmarked
from app.case.difference import Column
from app.case.edit_parts import Places, places_of, recoded, set_at
from app.case.event_table import UNSCORED, CodeFrom
from app.case.model import Case, Changes, Edit
from app.coding.abouts import about_any
from app.coding.levels import ends_of_others, outdone_reports
from app.coding.lexicon import Lexicon, default_lexicon, default_marker_lexicon, marker_lexicon
from app.coding.outlines import Outline, Outlines
from app.coding.reading import RowReader
from app.coding.reasons import Reason, Reasons, sources_of
from app.memory import nothing_let_go
from app.progress import Progress

__all__ = [
    "Reason",
    "Suggestions",
    "explain",
    "explainer",
    "health_rows",
    "mark_stated_rows",
    "recode_rows",
    "suggest",
    "suggest_codes",
    "suggest_rows",
]


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
    with nothing_let_go():
        outlines, rows = Outlines(case, lexicon or default_lexicon()).all(progress)
    return _suggestions(case, outlines, rows, np.arange(len(rows)))


def _suggestions(case: Case, outlines: Sequence[Outline], rows: NDArray[np.intp], places: Places) -> Suggestions:
    """The suggestions for the events at those places, each of which comes to the outline of that number."""
    count, k = len(outlines), case.events.subjects.shape[1]
    own, level, ended = (np.full((count, k), UNSCORED, np.int8) for _ in range(3))
    for number, outline in enumerate(outlines):
        for child, rank in outline.by_child.items():
            own[number, child] = rank
        for child, rank in outline.levels.items():
            level[number, child] = rank
        for child, rank in outline.ended.items():
            ended[number, child] = rank
    severity = np.array([outline.severity for outline in outlines], np.int8)
    categories = np.array([outline.categories for outline in outlines], np.int64)
    told = np.array([outline.told for outline in outlines], np.bool_)
    listed: list[int] = rows.tolist()
    return Suggestions(
        severity[rows],
        own[rows],
        categories[rows],
        _without_other_ends(case, _without_outdone(case, level[rows], told[rows], places), ended[rows], places),
        tuple([outlines[number].markers for number in listed]),
    )


def _without_outdone(case: Case, level: NDArray[np.int8], told: NDArray[np.bool_], places: Places) -> NDArray[np.int8]:
    """The levels of those places without what was told to an agency and others state otherwise about then."""
    heard = (level >= 0) & (case.events.level[places] < 0) & told[:, None]
    if heard.any():
        stated = case.events.level.copy()
        stated[places] = np.where(stated[places] >= 0, stated[places], level)
        rows, children = np.nonzero(heard)
        pairs: list[tuple[int, int]] = list(zip(places[rows].tolist(), children.tolist(), strict=True))
        for place, child in outdone_reports(case.events.day, stated, pairs):
            level[np.searchsorted(places, place), child] = UNSCORED
    return level


def _without_other_ends(
    case: Case, level: NDArray[np.int8], ended: NDArray[np.int8], places: Places
) -> NDArray[np.int8]:
    """The levels of those places without ends of what is not in force, such as an enquiry within a plan."""
    over = (ended >= 0) & (level >= 0) & (case.events.level[places] < 0)
    if over.any():
        stated = case.events.level.copy()
        stated[places] = np.where(stated[places] >= 0, stated[places], level)
        rows, children = np.nonzero(over)
        ends: dict[tuple[int, int], int] = {
            (place, child): rank
            for place, child, rank in zip(
                places[rows].tolist(), children.tolist(), ended[rows, children].tolist(), strict=True
            )
        }
        for place, child in ends_of_others(case.events.day, stated, ends, case.scheme.ranks.enquiry):
            level[np.searchsorted(places, place), child] = UNSCORED
    return level


def suggest_rows(case: Case, event_ids: Collection[int], lexicon: Lexicon | None = None) -> Suggestions:
    """Codes for these events alone, in the table's order, as ``suggest`` would propose them.

    Raises:
        UserError: for an id that no event has.
    """
    places = places_of(case, event_ids)
    few = _with_sources(case, places)
    chosen = np.searchsorted(few, places)
    part = replace(case, events=case.events.take(few))
    with nothing_let_go():
        outlines, rows = Outlines(part, lexicon or default_lexicon()).all()
    return _suggestions(case, outlines, rows[chosen], places)


def _with_sources(case: Case, places: Places) -> Places:
    """These places and, of each of their sheets, one row about a child: it tells that the sheet says whom it means."""
    events = case.events
    named = np.flatnonzero(about_any(events) & np.isin(events.source, events.source[places]))
    return np.union1d(places, named[np.unique(events.source[named], return_index=True)[1]])


def recode_rows(event_ids: Collection[int], lexicon: Lexicon | None = None) -> Edit:
    """An edit that suggests codes anew for events that changed; what a sheet states or a reviewer gave stays.

    Raises:
        UserError: for an id that no event has.
    """
    wanted = tuple(event_ids)

    def edit(case: Case) -> tuple[Case, Changes]:
        events, places = case.events, places_of(case, wanted)
        found = suggest_rows(case, wanted, lexicon)
        open_to = (CodeFrom.NOBODY, CodeFrom.LEXICON)
        scored = np.isin(events.severity_from[places], open_to)
        named = np.isin(events.categories_from[places], open_to)
        levelled = np.isin(events.level_from[places], open_to) & _no_level_columns(case)[places, None]
        columns: dict[str, Column] = {}
        for name, rows, values in (
            ("severity", scored, found.severity),
            ("severity_from", scored, _from(found.severity >= 0)),
            ("categories", named, found.categories),
            ("categories_from", named, _from(found.categories != 0)),
        ):
            columns[name] = set_at(getattr(events, name), places[rows], values[rows])
        columns["child_severity"] = set_at(events.child_severity, places[scored], found.child_severity[scored])
        for name, values in (("level", found.level), ("level_from", _from(found.level >= 0))):
            columns[name] = set_at(
                getattr(events, name), places, np.where(levelled, values, getattr(events, name)[places])
            )
        return recoded(case, columns)

    return edit


def _from(given: NDArray[np.bool_]) -> NDArray[np.uint8]:
    return np.where(given, CodeFrom.LEXICON, CodeFrom.NOBODY).astype(np.uint8)


def explain(case: Case, place: int, lexicon: Lexicon | None = None) -> tuple[Reason, ...]:
    """Why the coder proposes what it proposes for the event at that place, and what it set aside and why."""
    return explainer(case, lexicon)(place)


def explainer(case: Case, lexicon: Lexicon | None = None) -> Callable[[int], tuple[Reason, ...]]:
    """What explains the event at each place of the case, for many of them."""
    known = lexicon or default_lexicon()
    reader, sources = RowReader(case, known), sources_of(known)
    return lambda place: Reasons(case, reader.codes(place), reader.placed(place), sources).all()


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


def mark_stated_rows(case: Case, lexicon: Lexicon | None = None, progress: Progress | None = None) -> Edit:
    """An edit that suggests markers for the rows whose codes their sheet states, where they have none.

    No sheet has a column for markers. A person asks for this: what such a sheet says stays as it is until then.
    """
    free = unmarked(case) & ~uncoded(case)
    if not free.any():
        return unchanged
    proposed = suggest(case, marker_lexicon(lexicon) if lexicon else default_marker_lexicon(), progress)
    found = {
        event: markers
        for event, markers, wanted in zip(case.events.id.tolist(), proposed.markers, free.tolist(), strict=True)
        if wanted and markers
    }

    def edit(now: Case) -> tuple[Case, Changes]:
        ids: list[int] = now.events.id.tolist()
        held = zip(ids, now.events.markers, strict=True)
        return recoded(now, {"markers": tuple([markers or found.get(event, ()) for event, markers in held])})

    return edit


def unchanged(case: Case) -> tuple[Case, Changes]:
    """The edit that does nothing."""
    return case, Changes()


def _no_level_columns(case: Case) -> NDArray[np.bool_]:
    """Rows of sheets that do not state every child's level in a column of its own."""
    stated = [source.id for source in case.sources if isinstance(source.columns.get("level"), tuple)]
    return ~np.isin(case.events.source, stated)


def health_rows(case: Case, lexicon: Lexicon | None = None) -> NDArray[np.bool_]:
    """Which rows are about a child's health: by the categories they have now, or since a health service writes it.

    Where nobody but the coder gave the categories, the row's words count as well.
    """
    reader = RowReader(case, lexicon or default_lexicon())
    bits: list[int] = case.events.categories.tolist()
    free = np.isin(case.events.categories_from, (CodeFrom.NOBODY, CodeFrom.LEXICON)).tolist()
    found = [reader.is_about_health(place, one, read) for place, (one, read) in enumerate(zip(bits, free, strict=True))]
    return np.array(found, np.bool_)


def _filled(case: Case, proposed: Suggestions) -> tuple[Case, Changes]:
    events = case.events
    free = (events.severity_from == CodeFrom.NOBODY) & (proposed.severity >= 0)
    named = (events.categories_from == CodeFrom.NOBODY) & (proposed.categories != 0)
    levelled = (events.level_from == CodeFrom.NOBODY) & (events.level < 0) & (proposed.level >= 0)
    levelled &= (uncoded(case) & _no_level_columns(case))[:, None]
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
