"""The coder: for each row of a chronology what kind of concern it is, how severe, and what else it records.

Every row is read on its own, so neither the order of rows nor the rows beside it change its codes. What it
proposes are suggestions: a code that the sheet states or a reviewer gave is never touched.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from operator import is_
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.case.codes import needs_codes, uncoded, unmarked
from app.case.difference import Column
from app.case.edit_parts import Places, places_of, recoded, set_at
from app.case.event_table import UNSCORED, CodeFrom
from app.case.model import Case, Changes, Edit
from app.coding.case_words import lexicon_of
from app.coding.held_back import held_back, no_level_columns, not_outweighed, said_by
from app.coding.lexicon import Lexicon, default_marker_lexicon, marker_lexicon
from app.coding.outlines import Outline, Outlines, outline_of
from app.coding.reading import RowReader
from app.coding.reasons import Reason, Reasons, sources_of
from app.coding.words_said import keep_said, outlines_at
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
    known = lexicon or lexicon_of(case)
    with nothing_let_go():
        outlines, rows = Outlines(case, known).all(progress)
    keep_said(case, known, said_by(outlines, case.events.subjects.shape[1]).at(rows), outlines, rows)
    return _suggestions(case, outlines, rows, np.arange(len(rows)))


def _suggestions(case: Case, outlines: Sequence[Outline], rows: NDArray[np.intp], places: Places) -> Suggestions:
    """The suggestions for the events at those places, each of which comes to the outline of that number."""
    count, k = len(outlines), case.events.subjects.shape[1]
    own = np.full((count, k), UNSCORED, np.int8)
    for number, outline in enumerate(outlines):
        for child, rank in outline.by_child.items():
            own[number, child] = rank
    severity = np.array([outline.severity for outline in outlines], np.int8)
    categories = np.array([outline.categories for outline in outlines], np.int64)
    said = said_by(outlines, k).at(rows)
    listed: list[int] = rows.tolist()
    return Suggestions(
        severity[rows],
        own[rows],
        categories[rows],
        not_outweighed(case, said, places),
        tuple([outlines[number].markers for number in listed]),
    )


def suggest_rows(case: Case, event_ids: Collection[int], lexicon: Lexicon | None = None) -> Suggestions:
    """Codes for these events alone, in the table's order, as ``suggest`` would propose them.

    Raises:
        UserError: for an id that no event has.
    """
    places = places_of(case, event_ids)
    outlines = outlines_at(case, places, lexicon or lexicon_of(case))
    return _suggestions(case, outlines, np.arange(len(places)), places)


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
        levelled = np.isin(events.level_from[places], open_to) & no_level_columns(case)[places, None]
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
    known = lexicon or lexicon_of(case)
    reader, sources = _reader_of(case, known), sources_of(known)

    def reasons(place: int) -> tuple[Reason, ...]:
        codes = reader.codes(place)
        outweighed = held_back(case, place, outline_of(codes))
        levels = {child: hit for child, hit in codes.levels.items() if child not in outweighed}
        return Reasons(case, codes._replace(levels=levels), reader.placed(place), sources).all()

    return reasons


class _Kept(NamedTuple):
    """A reader, and all that it was made from."""

    rests_on: tuple[object, ...]
    reader: RowReader


def _reader_of(case: Case, lexicon: Lexicon) -> RowReader:
    """The reader of the case's rows. It rests on no code, so it is kept while rows are coded one by one."""
    events = case.events
    rests_on = (
        *(lexicon, case.scheme, case.children, case.agencies),
        *(events.text, events.response, events.day, events.subjects, events.source, events.agency),
    )
    kept, key = events.kept, "reader"  # not words: a key
    known = kept.get(key)
    if not isinstance(known, _Kept) or not all(map(is_, known.rests_on, rests_on)):
        known = kept[key] = _Kept(rests_on, RowReader(case, lexicon))
    return known.reader


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
    own = lexicon or (lexicon_of(case) if case.own_words else None)
    proposed = suggest(case, marker_lexicon(own) if own else default_marker_lexicon(), progress)
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


def health_rows(case: Case, lexicon: Lexicon | None = None) -> NDArray[np.bool_]:
    """Which rows are about a child's health: by the categories they have now, or since a health service writes it.

    Where nobody but the coder gave the categories, the row's words count as well.
    """
    reader = RowReader(case, lexicon or lexicon_of(case))
    bits: list[int] = case.events.categories.tolist()
    free = np.isin(case.events.categories_from, (CodeFrom.NOBODY, CodeFrom.LEXICON)).tolist()
    found = [reader.is_about_health(place, one, read) for place, (one, read) in enumerate(zip(bits, free, strict=True))]
    return np.array(found, np.bool_)


def _filled(case: Case, proposed: Suggestions) -> tuple[Case, Changes]:
    events = case.events
    free = (events.severity_from == CodeFrom.NOBODY) & (proposed.severity >= 0)
    named = (events.categories_from == CodeFrom.NOBODY) & (proposed.categories != 0)
    levelled = (events.level_from == CodeFrom.NOBODY) & (events.level < 0) & (proposed.level >= 0)
    levelled &= (uncoded(case) & no_level_columns(case))[:, None]
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
