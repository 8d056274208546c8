"""Every way a case may change. Each is a pure function that returns an ``Edit``; a session applies it.

An edit checks what it was given against the case it meets, and answers with the new case and a
receipt of exactly what changed. Where nothing would change it answers with the case itself.
Nothing is deleted: rows and sources are withdrawn. The larger groups stand in files of their own
and are all reached from here.
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
from app.case.import_edits import add_batch
from app.case.model import Case, Changes, Edit
from app.case.people_edits import add_child, change_child
from app.errors import UserError

__all__ = [
    "Edit",
    "Reviewer",
    "add_batch",
    "add_child",
    "change_child",
    "rename_case",
    "restore_events",
    "restore_source",
    "set_categories",
    "set_duplicates",
    "set_level",
    "set_marking",
    "set_severity",
    "set_subjects",
    "withdraw_events",
    "withdraw_source",
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
        UserError: for an unknown event, or one whose source is withdrawn.
    """
    wanted = tuple(event_ids)

    def edit(case: Case) -> tuple[Case, Changes]:
        places = places_of(case, wanted)
        for source in case.sources:
            if source.withdrawn and (case.events.source[places] == source.id).any():
                raise UserError(f"{source_words(case, source.id)} is withdrawn.", "Restore the source first.")
        return recoded(case, {"withdrawn": set_at(case.events.withdrawn, places, False)})

    return edit


def withdraw_source(source_id: int) -> Edit:
    """Withdraw a source and all its events.

    Raises:
        UserError: for an unknown source.
    """
    return _source_withdrawn(source_id, True)


def restore_source(source_id: int) -> Edit:
    """Let a source and all its events count again, those that had been withdrawn one by one included.

    Raises:
        UserError: for an unknown source.
    """
    return _source_withdrawn(source_id, False)


def _source_withdrawn(source_id: int, withdrawn: bool) -> Edit:
    def edit(case: Case) -> tuple[Case, Changes]:
        if not 0 <= source_id < len(case.sources):
            raise UserError(f"The case has no source {source_id}.")
        if case.sources[source_id].withdrawn == withdrawn:
            return case, Changes()
        places = np.flatnonzero(case.events.source == source_id)
        after, changes = recoded(case, {"withdrawn": set_at(case.events.withdrawn, places, withdrawn)})
        sources = list(case.sources)
        sources[source_id] = replace(sources[source_id], withdrawn=withdrawn)
        return replace(after, sources=tuple(sources)), changes | Changes(sources=frozenset({source_id}))

    return edit


def rename_case(name: str) -> Edit:
    """Give the case another name.

    Raises:
        UserError: for a name without a letter.
    """

    def edit(case: Case) -> tuple[Case, Changes]:
        wanted = name.strip()
        if not wanted:
            raise UserError("A case needs a name.")
        return (case, Changes()) if wanted == case.name else (replace(case, name=wanted), Changes(name=True))

    return edit


def set_marking(text: str) -> Edit:
    """Set the protective marking that charts and exports carry; empty for none."""

    def edit(case: Case) -> tuple[Case, Changes]:
        wanted = text.strip()
        return (case, Changes()) if wanted == case.marking else (replace(case, marking=wanted), Changes(name=True))

    return edit
