"""A reviewer's codes: severity, categories, levels, whom a row is about, which row repeats which."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from app.case.difference import Column
from app.case.edit_parts import Places, must_know_child, places_of, recoded, set_at, set_words_at, source_words
from app.case.event_table import NO_DUPLICATE, UNSCORED, CodeFrom
from app.case.model import Case, Changes, Edit
from app.errors import UserError
from app.language import tr


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Who codes.

    Raises:
        UserError: for a name without a letter.
    """

    name: str

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise UserError(tr("A reviewer needs a name."), tr("Give yours under Preferences."))

    @property
    def origin(self) -> CodeFrom:
        """Where a code comes from that this reviewer gives."""
        return CodeFrom.REVIEWER


def set_severity(event_ids: Collection[int], severity: int | None, by: Reviewer, child: int | None = None) -> Edit:
    """Record a reviewer's severity (a rank of the scheme, None for unscored) on each of these events.

    Without a child it is the row's and clears what stood for single children. With one it is that
    child's own, and None lets the row's count for it again. Either way the row counts as looked at by
    the reviewer.

    Raises:
        UserError: for an unknown event or child, a severity outside the scheme, a child the row is not about.
    """
    wanted = tuple(event_ids)

    def edit(case: Case) -> tuple[Case, Changes]:
        events, places = case.events, places_of(case, wanted)
        value = _rank(severity, len(case.scheme.severity), tr("Severity"), case)
        columns: dict[str, Column] = {
            "severity_from": set_at(events.severity_from, places, by.origin),
            "severity_by": set_words_at(events.severity_by, places, by.name),
        }
        own = events.child_severity.copy()
        if child is None:
            columns["severity"] = set_at(events.severity, places, value)
            own[places] = UNSCORED
        else:
            _must_be_about(case, places, child)
            own[places, child] = np.where(events.severity[places] == value, UNSCORED, value)
        columns["child_severity"] = own
        return recoded(case, columns)

    return edit


def set_categories(event_ids: Collection[int], keys: Collection[str], by: Reviewer) -> Edit:
    """Record a reviewer's categories on each of these events, in place of those they had.

    Raises:
        UserError: for an unknown event or a category that the scheme does not have.
    """
    wanted, chosen = tuple(event_ids), tuple(keys)

    def edit(case: Case) -> tuple[Case, Changes]:
        events, places = case.events, places_of(case, wanted)
        unknown = [key for key in chosen if key not in case.scheme.category_bits]
        if unknown:
            raise UserError(
                tr('The scheme "{scheme}" has no category {unknown}.').format(
                    scheme=case.scheme.name, unknown=unknown[0]
                )
            )
        bits = case.scheme.bits_of(set(chosen))
        return recoded(
            case,
            {
                "categories": set_at(events.categories, places, bits),
                "categories_from": set_at(events.categories_from, places, by.origin),
            },
        )

    return edit


def set_level(event_ids: Collection[int], child: int, level: int | None, by: Reviewer) -> Edit:
    """Record the level of intervention (None for none) that each of these events states for a child.

    Raises:
        UserError: for an unknown event or child, or a level outside the scheme.
    """
    wanted = tuple(event_ids)

    def edit(case: Case) -> tuple[Case, Changes]:
        events, places = case.events, places_of(case, wanted)
        must_know_child(case, child)
        ranks, origins = events.level.copy(), events.level_from.copy()
        ranks[places, child] = _rank(level, len(case.scheme.levels), tr("Level"), case)
        origins[places, child] = by.origin
        return recoded(case, {"level": ranks, "level_from": origins})

    return edit


def set_subjects(event_ids: Collection[int], children: Collection[int], by: Reviewer) -> Edit:  # noqa: ARG001 -- every code names its reviewer
    """Say which children each of these events is about. A child left out loses its own severity there.

    Whose decision it was (``by``) is told in the history; a row keeps no column for it.

    Raises:
        UserError: for an unknown event or child.
    """
    wanted, chosen = tuple(event_ids), tuple(children)

    def edit(case: Case) -> tuple[Case, Changes]:
        events, places = case.events, places_of(case, wanted)
        for child in chosen:
            must_know_child(case, child)
        about = np.isin(np.arange(len(case.children)), chosen)
        own = events.child_severity.copy()
        own[places] = np.where(about, own[places], UNSCORED)
        return recoded(case, {"subjects": set_at(events.subjects, places, about), "child_severity": own})

    return edit


def set_duplicates(twins: Mapping[int, int | None]) -> Edit:
    """Say of each event which other event it repeats; None for none. What repeats another does not count.

    Raises:
        UserError: for an unknown event, an event that would repeat itself, or the twin of a twin.
    """
    wanted = dict(twins)

    def edit(case: Case) -> tuple[Case, Changes]:
        events = case.events
        places_of(case, wanted)
        places_of(case, [original for original in wanted.values() if original is not None])
        column = events.duplicate_of.copy()
        for event_id, original in wanted.items():
            if original == event_id:
                raise UserError(tr("Event e{event} cannot repeat itself.").format(event=event_id))
            column[events.position(event_id)] = NO_DUPLICATE if original is None else original
        twin = column != NO_DUPLICATE
        chained = twin & np.isin(column, events.id[twin])
        if chained.any():
            original = int(column[int(np.argmax(chained))])
            raise UserError(
                tr("Event e{original} repeats another event itself.").format(original=original),
                tr("Choose the one that counts."),
            )
        return recoded(case, {"duplicate_of": column})

    return edit


def _rank(rank: int | None, count: int, word: str, case: Case) -> int:
    if rank is None:
        return UNSCORED
    if not 0 <= rank < count:
        raise UserError(
            tr('{word} {rank} is not in the scheme "{scheme}" (0 to {count}).').format(
                word=word, rank=rank, scheme=case.scheme.name, count=count - 1
            )
        )
    return rank


def _must_be_about(case: Case, places: Places, child: int) -> None:
    must_know_child(case, child)
    others = places[~case.events.subjects[places, child]]
    if len(others):
        row, source = int(case.events.row[others[0]]), int(case.events.source[others[0]])
        name = case.children[child].name
        raise UserError(
            tr("Row {row} of {source} is not about {name}.").format(
                row=row, source=source_words(case, source), name=name
            ),
            tr("Change whom it is about."),
        )
