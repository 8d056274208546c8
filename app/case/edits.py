"""Every way a case may change. Each is a pure function that returns an ``Edit``; a session applies it.

An edit checks what it was given against the case it meets, and answers with the new case and a
receipt of exactly what changed. Where nothing would change it answers with the case itself.
No row and no source is deleted: they are withdrawn. Edits of rows, codes, people, findings and imports
are reached from here; those of duplicates, schemes, filters, practice, the panel's plan, copies and
files sent again from their own modules, each named ``…_edits``.
"""

from collections.abc import Collection
from dataclasses import replace

import numpy as np

from app.case.code_edits import (
    Reviewer,
    set_categories,
    set_duplicates,
    set_level,
    set_severity,
    set_subjects,
)
from app.case.edit_parts import places_of, recoded, set_at, source_words
from app.case.finding_edits import accept_finding, dismiss_finding, note_finding, reopen_finding
from app.case.import_edits import add_batch
from app.case.model import Case, Changes, Edit
from app.case.people_edits import (
    add_child,
    adult_is_child,
    change_child,
    child_is_adult,
    merge_children,
    not_about,
    remove_child,
    rename_child,
    set_aliases,
    set_birth,
)
from app.case.row_edits import add_event, correct_event, mend_rejected_row
from app.case.scope_edits import set_period, set_scope
from app.case.split_edits import Part, join_parts, must_count_once, split_event
from app.case.who_is_who import forget_words, reassign
from app.errors import UserError
from app.language import tr

__all__ = [
    "Edit",
    "Part",
    "Reviewer",
    "accept_finding",
    "add_batch",
    "add_child",
    "add_event",
    "adult_is_child",
    "change_child",
    "child_is_adult",
    "correct_event",
    "dismiss_finding",
    "forget_words",
    "join_parts",
    "mend_rejected_row",
    "merge_children",
    "not_about",
    "note_finding",
    "reassign",
    "remove_child",
    "rename_case",
    "rename_child",
    "reopen_finding",
    "restore_events",
    "restore_source",
    "restore_sources",
    "set_aliases",
    "set_birth",
    "set_categories",
    "set_duplicates",
    "set_level",
    "set_marking",
    "set_period",
    "set_scope",
    "set_severity",
    "set_subjects",
    "sheets_of_file",
    "split_event",
    "withdraw_events",
    "withdraw_source",
    "withdraw_sources",
]


def withdraw_events(event_ids: Collection[int]) -> Edit:
    """Withdraw these events: they stay in the case and count nowhere.

    Raises:
        UserError: for an unknown event.
    """
    wanted = tuple(event_ids)

    def edit(case: Case) -> tuple[Case, Changes]:
        places = places_of(case, wanted)
        return recoded(case, {"withdrawn": set_at(case.events.withdrawn, places, True)})

    return edit


def restore_events(event_ids: Collection[int]) -> Edit:
    """Let these events count again.

    Raises:
        UserError: for an unknown event, one whose source is withdrawn, or one that counts in its parts.
    """
    wanted = tuple(event_ids)

    def edit(case: Case) -> tuple[Case, Changes]:
        places = places_of(case, wanted)
        for source in case.sources:
            if source.withdrawn and (case.events.source[places] == source.id).any():
                raise UserError(
                    tr("{source} is withdrawn.").format(source=source_words(case, source.id)),
                    tr("Restore the source first."),
                )
        after, changes = recoded(case, {"withdrawn": set_at(case.events.withdrawn, places, False)})
        must_count_once(after, wanted)
        return after, changes

    return edit


def withdraw_source(source_id: int) -> Edit:
    """Withdraw a source and all its events.

    Raises:
        UserError: for an unknown source.
    """
    return _sources_withdrawn((source_id,), True)


def restore_source(source_id: int) -> Edit:
    """Let a source count again, and those of its events that counted when it was withdrawn.

    Raises:
        UserError: for an unknown source.
    """
    return _sources_withdrawn((source_id,), False)


def withdraw_sources(source_ids: Collection[int]) -> Edit:
    """Withdraw several sources in one step, as all sheets of a file (``sheets_of_file``).

    Raises:
        UserError: for an unknown source.
    """
    return _sources_withdrawn(source_ids, True)


def restore_sources(source_ids: Collection[int]) -> Edit:
    """Let several sources count again in one step, and those of their events that counted before.

    Raises:
        UserError: for an unknown source.
    """
    return _sources_withdrawn(source_ids, False)


def sheets_of_file(case: Case, source_id: int) -> tuple[int, ...]:
    """The sources (ids) that came from the same file as this one, itself included."""
    one = case.sources[source_id]
    return tuple(item.id for item in case.sources if (item.file, item.digest) == (one.file, one.digest))


def _sources_withdrawn(source_ids: Collection[int], withdrawn: bool) -> Edit:
    wanted = tuple(source_ids)

    def edit(case: Case) -> tuple[Case, Changes]:
        for source_id in wanted:
            if not 0 <= source_id < len(case.sources):
                raise UserError(tr("The case has no source {source}.").format(source=source_id))
        column, sources = case.events.withdrawn.copy(), list(case.sources)
        changing = sorted({source_id for source_id in wanted if case.sources[source_id].withdrawn != withdrawn})
        for source_id in changing:
            places = np.flatnonzero(case.events.source == source_id)
            already = case.events.id[places[column[places]]]
            before = sources[source_id].apart
            column[places] = withdrawn | np.isin(case.events.id[places], before)
            apart = tuple(already.tolist()) if withdrawn else ()
            sources[source_id] = replace(sources[source_id], withdrawn=withdrawn, apart=apart)
        after, changes = recoded(case, {"withdrawn": column})
        if not changing:
            return case, Changes()
        return replace(after, sources=tuple(sources)), changes | Changes(sources=frozenset(changing))

    return edit


def rename_case(name: str) -> Edit:
    """Give the case another name.

    Raises:
        UserError: for a name without a letter.
    """

    def edit(case: Case) -> tuple[Case, Changes]:
        wanted = name.strip()
        if not wanted:
            raise UserError(tr("A case needs a name."))
        return (case, Changes()) if wanted == case.name else (replace(case, name=wanted), Changes(name=True))

    return edit


def set_marking(text: str) -> Edit:
    """Set the protective marking that charts and exports carry; empty for none."""

    def edit(case: Case) -> tuple[Case, Changes]:
        wanted = text.strip()
        return (case, Changes()) if wanted == case.marking else (replace(case, marking=wanted), Changes(name=True))

    return edit
