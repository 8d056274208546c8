"""Joining two copies of a case that two people worked on: one edit, which loses no decision.

What only one side did is taken over. What both did otherwise keeps my value and waits for a decision
(``Case.disagreements``), with both values and who gave them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np

from app.case.checks import must_be_sound
from app.case.difference import equal_cases, event_difference
from app.case.disagreements import as_json, child_called, value_of
from app.case.event_table import NO_DUPLICATE, UNSCORED, CodeFrom, EventTable
from app.case.merge_fields import merge_fields
from app.case.merge_links import merge_links, merge_sources, named
from app.case.merge_moved import follow_moved_rows
from app.case.merge_people import Touched, aligned
from app.case.merge_rows import Merging, begun
from app.case.model import Case, Changes, Edit
from app.errors import UserError
from app.language import tr

__all__ = ["Touched", "merge_copy"]


def merge_copy(theirs: Case, ours: Touched = Touched(), their_touch: Touched = Touched()) -> Edit:  # noqa: B008 - frozen
    """Take over what another copy of this case has; ``ours`` and ``their_touch`` say what was done since they parted.

    Where nothing is known of that, a reviewer's code goes before others, and two reviewers' wait.

    Raises:
        UserError: when the copies use schemes with other ranks or categories, or have no row in common.
    """

    def edit(case: Case) -> tuple[Case, Changes]:
        _must_fit(case, theirs)
        merging = begun(case, aligned(case, theirs, ours, their_touch), theirs, ours, their_touch)
        if len(case.events) and len(theirs.events) and len(merging.own) == len(theirs.events):
            raise UserError(tr("These two cases have no record in common."), tr("Merge copies of one case."))
        follow_moved_rows(merging)
        merge_sources(merging, theirs)
        merge_fields(merging)
        merge_links(merging, theirs)
        _make_sound(merging)
        _keep_what_was_given(merging, theirs)
        known = merging.case.disagreements
        asked = frozenset(map(named, known))  # the same copy joined again asks nothing a second time
        new = [item for item in merging.found if named(item) not in asked]
        after = replace(merging.case, disagreements=(*known, *new))
        if equal_cases(after, case):
            return case, Changes()
        must_be_sound(after, tr("These copies cannot be joined: {problem}"))
        return after, changes_between(case, after)

    return edit


def _must_fit(mine: Case, theirs: Case) -> None:
    one, other = mine.scheme, theirs.scheme
    if (one.category_bits, len(one.levels), len(one.severity)) != (
        other.category_bits, len(other.levels), len(other.severity),
    ):  # fmt: skip
        raise UserError(
            tr('The copies use schemes with other ranks or categories: "{one}" and "{other}".').format(
                one=one.name, other=other.name
            ),
            tr("Choose the same scheme for both."),
        )


def _make_sound(merging: Merging) -> None:
    """Let hold what must: nothing counts twice or repeats a repeat, nothing of a withdrawn sheet counts."""
    case = merging.case
    events = case.events
    gone = np.array([source.withdrawn for source in case.sources] or [False], np.bool_)
    withdrawn = events.withdrawn | gone[events.source] if len(events) else events.withdrawn
    live = set(events.id[~withdrawn].tolist())
    split = {link.whole for link in case.parts if link.event in live}
    withdrawn = withdrawn | np.isin(events.id, sorted(split))
    twins = _flattened(events)
    own = events.child_severity
    if not np.array_equal(withdrawn, events.withdrawn) or not np.array_equal(twins, events.duplicate_of):
        events = events.recoded({"withdrawn": withdrawn, "duplicate_of": twins, "child_severity": own})
        merging.case = replace(case, events=events)


def _flattened(events: EventTable) -> "np.ndarray[tuple[int], np.dtype[np.int32]]":
    """What each event repeats, followed to the one that repeats no other; a ring of repeats is opened at its first."""
    repeats = {
        event: kept
        for event, kept in zip(events.id.tolist(), events.duplicate_of.tolist(), strict=True)
        if kept != NO_DUPLICATE
    }
    column = events.duplicate_of.copy()
    for event in sorted(repeats):
        seen, kept = [event], repeats.get(event, event)
        while kept in repeats and kept not in seen:
            seen.append(kept)
            kept = repeats[kept]
        if kept in seen:
            kept = min(seen)
            repeats.pop(kept, None)
        column[events.position(event)] = NO_DUPLICATE if kept == event else kept
    return column.astype(np.int32)


def _keep_what_was_given(merging: Merging, theirs: Case) -> None:
    """Record every code that a reviewer gave in either copy and that does not stand in the joined case."""
    told = {(item.event, item.field, item.about) for item in merging.found}
    told |= {(item.event, item.field, item.about) for item in merging.case.disagreements}
    mine_children = {
        child.id: place for child in merging.mine.children if (place := _place_of(child.name, merging.case)) is not None
    }
    for copy, event_of, children, side in (
        (merging.mine, {event: event for event in merging.mine.events.id.tolist()}, mine_children, 0),
        (theirs, merging.event_of, merging.aligned.children, 1),
    ):
        for event, name, about, was, now in _lost(copy, merging.case, event_of, children):
            if (event, name, about) not in told:
                values = (was, now) if side == 0 else (now, was)
                stands = "theirs" if side == 0 else "mine"
                merging.note(event, name, about, *values, stands, merging.givers(event, name))


def _place_of(name: str, case: Case) -> int | None:
    try:
        return child_called(case, name)
    except UserError:
        return None


def _lost(
    copy: Case, after: Case, event_of: Mapping[int, int], children: Mapping[int, int]
) -> Iterator[tuple[int, str, str, str, str]]:
    """(event, field, about, value then, value now) of every code that a reviewer gave and that no longer stands."""
    old, new, reviewer = copy.events, after.events, int(CodeFrom.REVIEWER)
    given = (old.severity_from == reviewer) | (old.categories_from == reviewer)
    given |= (old.level_from == reviewer).any(axis=1)
    for place in np.flatnonzero(given).tolist():
        was = int(old.id[place])
        event = event_of[was]
        at = new.position(event)
        if old.severity_from[place] == reviewer and not _same_severity(old, place, new, at, children):
            yield event, "severity", "", value_of(copy, was, "severity"), value_of(after, event, "severity")
        if old.categories_from[place] == reviewer and old.categories[place] != new.categories[at]:
            yield event, "categories", "", value_of(copy, was, "categories"), value_of(after, event, "categories")
        for child in np.flatnonzero(old.level_from[place] == reviewer).tolist():
            heir, rank = children.get(child), int(old.level[place, child])
            now = UNSCORED if heir is None else int(new.level[at, heir])
            if heir is None or now != rank:
                about = copy.children[child].name if heir is None else after.children[heir].name
                yield event, "level", about, _level_value(rank), _level_value(now)


def _level_value(rank: int) -> str:
    return as_json(None if rank == UNSCORED else rank)


def _same_severity(old: EventTable, place: int, new: EventTable, at: int, children: Mapping[int, int]) -> bool:
    if old.severity[place] != new.severity[at]:
        return False
    for child in np.flatnonzero(old.child_severity[place] >= 0).tolist():
        heir = children.get(child)
        if heir is None or new.child_severity[at, heir] != old.child_severity[place, child]:
            return False
    return True


def changes_between(before: Case, after: Case) -> Changes:
    """What kind of thing differs between two cases."""
    difference = event_difference(before.events, after.events)
    return Changes(
        events=frozenset(after.events.id[difference.written].tolist()),
        all_events=not np.array_equal(before.events.id, after.events.id),
        people=(before.children, before.adults, before.who_is_who) != (after.children, after.adults, after.who_is_who),
        agencies=before.agencies != after.agencies,
        sources=frozenset(
            place for place, source in enumerate(after.sources) if before.sources[place : place + 1] != (source,)
        ),
        name=(before.name, before.marking) != (after.name, after.marking),
        decisions=before.decisions != after.decisions,
        scope=before.scope != after.scope,
        findings=before.finding_decisions != after.finding_decisions,
        unread=before.unread != after.unread,
        disagreements=before.disagreements != after.disagreements,
        filters=before.filters != after.filters,
        episodes=before.episodes != after.episodes,
        bookmarks=before.bookmarks != after.bookmarks,
        panel=before.panel != after.panel,
        own_words=before.own_words != after.own_words,
        scheme=before.scheme != after.scheme,
    )
