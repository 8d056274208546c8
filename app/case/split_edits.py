"""Events that tell several things apart: split into parts, and put together again."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np

from app.case.code_edits import Reviewer
from app.case.dates import ChronologyDate
from app.case.edit_parts import must_know_child, places_of, recoded, set_at, source_words
from app.case.event_table import NO_DUPLICATE, UNSCORED, CodeFrom, Event, EventTable
from app.case.model import Case, Changes, Edit, EventPart
from app.case.new_rows import NewRow, next_id, table_of_rows, words_of_event
from app.errors import UserError
from app.language import tr


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an event that is split. ``when`` and ``subjects`` None are the whole's; ``response`` None is none."""

    text: str
    when: ChronologyDate | None = None
    subjects: tuple[int, ...] | None = None
    response: str | None = None


def split_event(event_id: int, parts: Sequence[Part], by: Reviewer) -> Edit:  # noqa: ARG001 -- the history names who did it
    """Take an event that tells several things apart: it is withdrawn, and its parts stand in the same row.

    Parts keep the agency, author and confirmed codes; a suggestion rested on words that a part may not have.

    Raises:
        UserError: for an unknown or withdrawn event, one that repeats another, fewer than two parts, a part
            without words, or an unknown child.
    """
    wanted = tuple(parts)

    def edit(case: Case) -> tuple[Case, Changes]:
        place = int(places_of(case, (event_id,))[0])
        whole = case.events.event(place)
        _must_be_whole(whole)
        if len(wanted) < 2:
            raise UserError(tr("An event is split into two parts or more."))
        rows = [_row_of(case, whole, part) for part in wanted]
        first = next_id(case)
        like = case.events.take(np.full(len(rows), place, np.intp))
        # What repeats the whole repeats its first part from now on, or it would count beside the parts.
        twins = np.where(case.events.duplicate_of == event_id, np.int32(first), case.events.duplicate_of)
        withdrawn = set_at(case.events.withdrawn, np.array([place]), True)
        events = replace(case.events, withdrawn=withdrawn, duplicate_of=twins)
        events = events.joined(_worded(_without_suggestions(like), table_of_rows(case, rows, first)))
        links = tuple(EventPart(first + number, event_id) for number in range(len(rows)))
        after = replace(case, events=events, parts=case.parts + links)
        moved = case.events.id[twins != case.events.duplicate_of].tolist()
        changed = frozenset((event_id, *(link.event for link in links), *moved))
        return after, Changes(events=changed, all_events=True)

    return edit


def _must_be_whole(event: Event) -> None:
    if event.withdrawn:
        raise UserError(tr("Event e{event} is withdrawn.").format(event=event.id), tr("Restore it first."))
    if event.duplicate_of != NO_DUPLICATE:
        raise UserError(
            tr("Event e{event} repeats event e{duplicate_of}.").format(event=event.id, duplicate_of=event.duplicate_of),
            tr("Separate them first."),
        )


def _row_of(case: Case, whole: Event, part: Part) -> NewRow:
    about = whole.subjects if part.subjects is None else tuple(sorted(set(part.subjects)))
    for child in about:
        must_know_child(case, child)
    when, response = part.when or whole.when, (part.response or "").strip() or None
    text = words_of_event(part.text)
    return NewRow(whole.source, whole.row, when, text, about, whole.agency, response, whole.author)


def join_parts(event_id: int) -> Edit:
    """Put a split event together again: it counts again, and its parts, which stay in the case, are withdrawn.

    Raises:
        UserError: for an event that was never split, whose source is withdrawn, or that is a part of one that counts.
    """

    def edit(case: Case) -> tuple[Case, Changes]:
        places_of(case, (event_id,))
        parts = {link.event for link in case.parts if link.whole == event_id}
        if not parts:
            raise UserError(tr("Event e{event} was not split.").format(event=event_id))
        place = case.events.position(event_id)
        source = int(case.events.source[place])
        if case.sources[source].withdrawn:
            raise UserError(
                tr("{source} is withdrawn.").format(source=source_words(case, source)),
                tr("Restore the source first."),
            )
        below = _parts_below(case, parts)
        column = set_at(case.events.withdrawn, places_of(case, below), True)
        column[place] = False
        # What repeated a part repeats the whole, which may itself have been taken for a repeat meanwhile.
        first = int(case.events.duplicate_of[place])
        first = event_id if first == NO_DUPLICATE else first
        repeats = np.isin(case.events.duplicate_of, [part for part in below if part != event_id])
        twins = np.where(repeats, np.int32(first), case.events.duplicate_of)
        after, changes = recoded(case, {"withdrawn": column, "duplicate_of": twins})
        must_count_once(after, (event_id,))
        return after, changes

    return edit


def must_count_once(case: Case, event_ids: Collection[int]) -> None:
    """Raises UserError where one of these events counts and so does a part of it, or what it is a part of."""
    live = set(case.events.id[~case.events.withdrawn].tolist())
    for event_id in event_ids:
        for whole in _wholes_above(case, event_id):
            if event_id in live and whole in live:
                raise UserError(
                    tr("Event e{event} is a part of event e{whole}, which counts.").format(event=event_id, whole=whole),
                    tr("Split it again."),
                )
        if event_id in live and _parts_below(case, {event_id}) - {event_id} & live:
            raise UserError(
                tr("Event e{event} was split, and its parts count.").format(event=event_id),
                tr("Put its parts together instead."),
            )


def _parts_below(case: Case, events: set[int]) -> set[int]:
    """These events and all their parts, and theirs."""
    found = set(events)
    for link in case.parts:  # a part is always made after its whole
        if link.whole in found:
            found.add(link.event)
    return found


def _wholes_above(case: Case, event_id: int) -> list[int]:
    found: list[int] = []
    for link in reversed(case.parts):
        if link.event == (found[-1] if found else event_id):
            found.append(link.whole)
    return found


def _worded(codes: EventTable, words: EventTable) -> EventTable:
    """Events that say what ``words`` holds, with the codes of ``codes``, each of whose rows has the same."""
    kept = (
        "entry_day", "severity", "severity_from", "severity_by", "categories", "categories_from", "child_severity",
        "level", "level_from", "markers",
    )  # fmt: skip
    own = np.where(words.subjects, codes.child_severity, np.int8(UNSCORED))
    return replace(words, **{name: getattr(codes, name) for name in kept} | {"child_severity": own})


def _without_suggestions(events: EventTable) -> EventTable:
    """The events without codes that nobody confirmed."""
    severity, category, level = (
        column == CodeFrom.LEXICON for column in (events.severity_from, events.categories_from, events.level_from)
    )
    return replace(
        events,
        severity=np.where(severity, np.int8(UNSCORED), events.severity),
        severity_from=np.where(severity, np.uint8(0), events.severity_from),
        child_severity=np.where(severity[:, None], np.int8(UNSCORED), events.child_severity),
        categories=np.where(category, np.int64(0), events.categories),
        categories_from=np.where(category, np.uint8(0), events.categories_from),
        level=np.where(level, np.int8(UNSCORED), events.level),
        level_from=np.where(level, np.uint8(0), events.level_from),
    )
