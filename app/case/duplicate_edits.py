"""Decisions about events that two agencies tell: one event told twice, or two events. Each can be taken back.

What repeats another event stays in the case, is drawn once, with the event it repeats, and never counted.
"""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from app.case.code_edits import Reviewer
from app.case.edit_parts import places_of, recoded
from app.case.event_table import NO_DUPLICATE
from app.case.model import Case, Changes, DuplicateDecision, Edit
from app.errors import UserError
from app.language import tr


def accept_duplicate(kept: int, twin: int, by: Reviewer) -> Edit:
    """Take two events (ids) for one: the twin repeats the kept one. What repeated the twin repeats the kept one too.

    Where the kept event itself repeats a third, the third is the one that is kept; where it was split, its first part.

    Raises:
        UserError: for an unknown event, or one event given twice.
    """

    def edit(case: Case) -> tuple[Case, Changes]:
        _must_be_two(case, kept, twin)
        first = _first(case, kept)
        if first == twin:
            raise UserError(
                tr("Event e{kept} already repeats event e{twin}.").format(kept=kept, twin=twin),
                tr("Separate them first."),
            )
        return _decided(*_repeating(case, {twin: first}), DuplicateDecision(first, twin, True, by.name))

    return edit


def reject_duplicate(kept: int, twin: int, by: Reviewer) -> Edit:
    """Take two events (ids) for two, so that they are not suggested again. A twin of the kept one counts again.

    Raises:
        UserError: for an unknown event, or one event given twice.
    """

    def edit(case: Case) -> tuple[Case, Changes]:
        _must_be_two(case, kept, twin)
        together = int(case.events.duplicate_of[case.events.position(twin)]) == kept
        after = _repeating(case, {twin: NO_DUPLICATE}) if together else (case, Changes())
        return _decided(*after, DuplicateDecision(kept, twin, False, by.name))

    return edit


def separate(twin: int, by: Reviewer) -> Edit:
    """Let an event that repeats another count for itself again. The pair is not suggested again.

    Raises:
        UserError: for an unknown event, or one that repeats no other.
    """

    def edit(case: Case) -> tuple[Case, Changes]:
        place = int(places_of(case, (twin,))[0])
        kept = int(case.events.duplicate_of[place])
        if kept == NO_DUPLICATE:
            raise UserError(tr("Event e{twin} does not repeat another.").format(twin=twin))
        return reject_duplicate(kept, twin, by)(case)

    return edit


def reconsider_duplicate(kept: int, twin: int) -> Edit:
    """Forget that two events (ids) were taken for two, so that they may be suggested again.

    Raises:
        UserError: for an unknown event, or one event given twice.
    """

    def edit(case: Case) -> tuple[Case, Changes]:
        _must_be_two(case, kept, twin)
        left = tuple(item for item in case.decisions if item.accepted or not _is_of(item, kept, twin))
        if left == case.decisions:
            return case, Changes()
        return replace(case, decisions=left), Changes(decisions=True)

    return edit


def mark_twins(pairs: Mapping[int, int]) -> Edit:
    """Let each of these events (ids) repeat another, twin to kept, without a decision: nobody was asked.

    Raises:
        UserError: for an unknown event, one that would repeat itself, or one that is kept and repeats another itself.
    """
    wanted = dict(pairs)

    def edit(case: Case) -> tuple[Case, Changes]:
        events = case.events
        places_of(case, {*wanted, *wanted.values()})
        for twin, kept in wanted.items():
            _must_differ(kept, twin)
            if kept in wanted or events.duplicate_of[events.position(kept)] != NO_DUPLICATE:
                raise UserError(
                    tr("Event e{kept} repeats another event itself.").format(kept=kept),
                    tr("Choose the one that counts."),
                )
        return _repeating(case, wanted)

    return edit


def undecided_twins(case: Case) -> tuple[int, ...]:
    """The events (ids) that an import took for repeats of another, and nobody has decided about since."""
    twins = case.events.id[case.events.duplicate_of != NO_DUPLICATE].tolist()
    decided = {item.twin for item in case.decisions if item.accepted}
    return tuple(twin for twin in twins if twin not in decided)


def count_undecided() -> Edit:
    """Let every event that an import took for a repeat count for itself, as if nobody had looked for repeats.

    Where a reviewer took two events for one, they stay one.
    """

    def edit(case: Case) -> tuple[Case, Changes]:
        lifted = set(undecided_twins(case))
        kept_by = {item.twin: item.kept for item in case.decisions if item.accepted}
        column = case.events.duplicate_of.copy()
        for event in lifted:
            column[case.events.position(event)] = NO_DUPLICATE
        for twin, kept in kept_by.items():
            first = _followed(kept_by, kept)
            if first in lifted and first != twin:
                column[case.events.position(twin)] = first
        return recoded(case, {"duplicate_of": column})

    return edit


def _followed(kept_by: Mapping[int, int], event: int) -> int:
    """The event that stands for this one by decisions alone."""
    seen = {event}
    while event in kept_by and kept_by[event] not in seen:
        event = kept_by[event]
        seen.add(event)
    return event


def _must_be_two(case: Case, kept: int, twin: int) -> None:
    places_of(case, (kept, twin))
    _must_differ(kept, twin)


def _must_differ(kept: int, twin: int) -> None:
    if kept == twin:
        raise UserError(tr("Event e{twin} cannot repeat itself.").format(twin=twin))


def _first(case: Case, event: int) -> int:
    """The event that stands for this one: the one it repeats, or itself; of one that was split, its first part."""
    seen = {event}
    while (after := _stands_for(case, event)) is not None and after not in seen:
        event = after
        seen.add(event)
    return event


def _stands_for(case: Case, event: int) -> int | None:
    place = case.events.position(event)
    original = int(case.events.duplicate_of[place])
    if original != NO_DUPLICATE:
        return original
    if not case.events.withdrawn[place]:
        return None
    parts = [link.event for link in case.parts if link.whole == event]
    return next((part for part in parts if not case.events.withdrawn[case.events.position(part)]), None)


def _repeating(case: Case, pairs: Mapping[int, int]) -> tuple[Case, Changes]:
    """Twins made to repeat their kept events, and whatever repeated such a twin with them. One level always."""
    column = case.events.duplicate_of.copy()
    for place in np.flatnonzero(column != NO_DUPLICATE).tolist():
        kept = pairs.get(int(column[place]), NO_DUPLICATE)
        if kept != NO_DUPLICATE:
            column[place] = kept
    for twin, kept in pairs.items():
        column[case.events.position(twin)] = kept
    return recoded(case, {"duplicate_of": column.astype(np.int32)})


def _is_of(decision: DuplicateDecision, kept: int, twin: int) -> bool:
    return {decision.kept, decision.twin} == {kept, twin}


def _decided(case: Case, changes: Changes, decision: DuplicateDecision) -> tuple[Case, Changes]:
    """The case with that decision in place of an earlier one about the same two events."""
    if decision in case.decisions:
        return case, changes
    others = tuple(item for item in case.decisions if not _is_of(item, decision.kept, decision.twin))
    return replace(case, decisions=(*others, decision)), changes | Changes(decisions=True)
