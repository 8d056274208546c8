"""Who the children and adults of a case are. Who is who among the words of its rows is in ``who_is_who``."""

from collections.abc import Collection
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from app.case.code_edits import Reviewer
from app.case.dates import ChronologyDate, day_number
from app.case.difference import event_difference
from app.case.edit_parts import must_know_child, places_of
from app.case.event_table import UNSCORED, CodeFrom, EventTable
from app.case.model import Adult, Case, Changes, Child, Edit, WhoIsWho
from app.case.who_is_who import about_these, as_decided, plain, said_of
from app.errors import UserError
from app.language import tr, trn


def add_child(child: Child) -> Edit:
    """Add a child, whom no event is about yet. It gets the next number, whatever ``child.id`` says.

    Raises:
        UserError: for a name that is empty or another child's.
    """

    def edit(case: Case) -> tuple[Case, Changes]:
        added = replace(child, id=len(case.children), name=_free_name(case, child.name, None))
        children = (*case.children, added)
        return replace(case, children=children, events=case.events.widened(len(children))), Changes(people=True)

    return edit


def change_child(child: Child) -> Edit:
    """Put this in place of what is known of the child with its id.

    Raises:
        UserError: for an unknown child, or a name that is empty or another child's.
    """

    def edit(case: Case) -> tuple[Case, Changes]:
        must_know_child(case, child.id)
        changed = replace(child, name=_free_name(case, child.name, child.id))
        if changed == case.children[child.id]:
            return case, Changes()
        children = list(case.children)
        children[child.id] = changed
        return replace(case, children=tuple(children)), Changes(people=True)

    return edit


def rename_child(child: int, name: str) -> Edit:
    """Give a child another name. The old one stays an alias, so that later files that use it are understood.

    Raises:
        UserError: for an unknown child, or a name that is empty or what another child is called.
    """

    def edit(case: Case) -> tuple[Case, Changes]:
        must_know_child(case, child)
        known, wanted = case.children[child], " ".join(name.split())
        if wanted == known.name:
            return case, Changes()
        _must_be_free(case, wanted, child)
        aliases = _words_once((*known.aliases, known.name), wanted)
        return change_child(replace(known, name=wanted, aliases=aliases))(case)

    return edit


def set_aliases(child: int, aliases: Collection[str]) -> Edit:
    """Say what else a child is called, in place of the aliases it had.

    Raises:
        UserError: for an unknown child, or an alias that is what another child is called.
    """
    wanted = tuple(" ".join(alias.split()) for alias in aliases)

    def edit(case: Case) -> tuple[Case, Changes]:
        must_know_child(case, child)
        for alias in filter(plain, wanted):
            _must_be_free(case, alias, child)
        known = case.children[child]
        return change_child(replace(known, aliases=_words_once(wanted, known.name)))(case)

    return edit


def set_birth(child: int, born: ChronologyDate | None) -> Edit:
    """Say when a child was born; None for not known.

    Where a reviewer decided whom words for several children mean, rows from before the birth are no longer
    about this child, and later ones are. Other rows stay as they are: ``rows_before_birth`` finds them.

    Raises:
        UserError: for an unknown child.
    """

    def edit(case: Case) -> tuple[Case, Changes]:
        must_know_child(case, child)
        after, changes = change_child(replace(case.children[child], born=born))(case)
        decided = {plain(item.words) for item in case.who_is_who if child in item.children and len(item.children) > 1}
        if after is case or not decided:
            return after, changes
        subjects = after.events.subjects.copy()
        subjects[:, child] = as_decided(after, decided)[:, child]
        after, told = about_these(after, subjects)
        return after, changes | told

    return edit


def rows_before_birth(case: Case, child: int) -> tuple[int, ...]:
    """The events (ids) about a child that lie wholly before its birth and whose subject cell does not name it.

    Such a row was perhaps taken for one about everybody. ``not_about`` takes the child out of it.

    Raises:
        UserError: for an unknown child.
    """
    must_know_child(case, child)
    known = case.children[child]
    if known.born is None:
        return ()
    names = {plain(word) for word in (known.name, *known.aliases)}
    early = case.events.subjects[:, child] & (case.events.day < day_number(known.born.day))
    early &= case.events.subjects.sum(axis=1) > 1
    said = said_of(case)
    return tuple(
        int(case.events.id[place])
        for place in np.flatnonzero(early).tolist()
        if not any(f" {name} " in f" {plain(said[place])} " for name in names if name)
    )


def not_about(event_ids: Collection[int], child: int) -> Edit:
    """Take a child out of these events; whom else they are about stays.

    Raises:
        UserError: for an unknown event or child.
    """
    wanted = tuple(event_ids)

    def edit(case: Case) -> tuple[Case, Changes]:
        must_know_child(case, child)
        subjects = case.events.subjects.copy()
        subjects[places_of(case, wanted), child] = False
        return about_these(case, subjects)

    return edit


def merge_children(keep: int, other: int, by: Reviewer) -> Edit:  # noqa: ARG001 -- the history names who did it
    """Take two children (ids) for one, who keeps the first one's name; the other name becomes an alias.

    A row about either is about the one. Where both had a severity or a level of their own in a row, a
    reviewer's comes first, and then the higher. What the case knows of the first stands before what it
    knows of the other. Children after the other move up by one id.

    Raises:
        UserError: for an unknown child, or one given twice.
    """

    def edit(case: Case) -> tuple[Case, Changes]:
        must_know_child(case, keep)
        must_know_child(case, other)
        if keep == other:
            raise UserError(
                tr("{children} cannot be merged with themselves.").format(children=case.children[keep].name)
            )
        mine, theirs = case.children[keep], case.children[other]
        children = list(case.children)
        children[keep] = replace(
            mine,
            born=mine.born or theirs.born,
            sex=mine.sex or theirs.sex,
            aliases=_words_once((*mine.aliases, theirs.name, *theirs.aliases), mine.name),
            vulnerabilities=tuple(dict.fromkeys(mine.vulnerabilities + theirs.vulnerabilities)),
            away=tuple(dict.fromkeys(mine.away + theirs.away)),
        )
        merged = replace(case, children=tuple(children), events=_merged(case.events, keep, other))
        return _told(case, _without_child(merged, other, keep))

    return edit


def child_is_adult(child: int) -> Edit:
    """A child turns out to be a grown-up, who keeps name and aliases. Rows are no longer about them.

    Children after them move up by one id.

    Raises:
        UserError: for an unknown child.
    """

    def edit(case: Case) -> tuple[Case, Changes]:
        must_know_child(case, child)
        known = case.children[child]
        adult = Adult(len(case.adults), known.name, known.aliases)
        return _told(case, _without_child(replace(case, adults=(*case.adults, adult)), child, None))

    return edit


def remove_child(child: int) -> Edit:
    """Take a child out of the case whom no row is about, as one whose file is withdrawn or whose rows went to another.

    What was decided of words that meant this child alone is forgotten: they are as new when a file says them again.
    Withdrawn rows lose the child. Children after it move up by one id.

    Raises:
        UserError: for an unknown child, or one that rows which are not withdrawn are about or give a level.
    """

    def edit(case: Case) -> tuple[Case, Changes]:
        must_know_child(case, child)
        known, count = case.children[child], len(rows_about(case, child))
        if count:
            told = trn(
                "{count:,} record is about {child}, who can be deleted only when none is.",
                "{count:,} records are about {child}, who can be deleted only when none is.",
                count,
            )
            raise UserError(
                told.format(count=count, child=known.name),
                tr("Merge this child into another, or say whom those records are about instead."),
            )
        levels = len(rows_with_level(case, child))
        if levels:
            told = trn(
                "{count:,} record gives {child} a level, which would be lost.",
                "{count:,} records give {child} a level, which would be lost.",
                levels,
            )
            raise UserError(
                told.format(count=levels, child=known.name),
                tr("Merge this child into another, or take those levels away first."),
            )
        decided = tuple(item for item in case.who_is_who if item.children != (child,))
        return _told(case, _without_child(replace(case, who_is_who=decided), child, None))

    return edit


def rows_about(case: Case, child: int, *, withdrawn: bool = False) -> tuple[int, ...]:
    """The events (ids) about a child that are not withdrawn, or those that are.

    Raises:
        UserError: for an unknown child.
    """
    must_know_child(case, child)
    about = case.events.subjects[:, child] & (case.events.withdrawn == withdrawn)
    return tuple(case.events.id[about].tolist())


def rows_with_level(case: Case, child: int) -> tuple[int, ...]:
    """The events (ids), not withdrawn, whose sheet states a level of the child or to which a reviewer gave one.

    A row may state the level of a child whom it is not about.

    Raises:
        UserError: for an unknown child.
    """
    must_know_child(case, child)
    events = case.events
    given = (events.level[:, child] != UNSCORED) & (events.level_from[:, child] != CodeFrom.LEXICON)
    return tuple(events.id[given & ~events.withdrawn].tolist())


def adult_is_child(adult: int) -> Edit:
    """A grown-up turns out to be a child, whom rows are about that name them in their subject cell.

    Raises:
        UserError: for an unknown adult, or a name that is another child's.
    """

    def edit(case: Case) -> tuple[Case, Changes]:
        if not 0 <= adult < len(case.adults):
            raise UserError(tr("The case has no adult {adult}.").format(adult=adult))
        known = case.adults[adult]
        left = tuple(item for item in case.adults if item.id != adult)
        after = replace(case, adults=tuple(replace(item, id=place) for place, item in enumerate(left)))
        after, _ = add_child(Child(0, known.name, aliases=known.aliases))(after)
        child, names = len(case.children), {plain(word) for word in (known.name, *known.aliases)} - {""}
        named = [any(f" {name} " in f" {plain(cell)} " for name in names) for cell in said_of(after)]
        subjects = after.events.subjects.copy()
        subjects[:, child] = named
        after, _ = about_these(after, subjects)
        return _told(case, after)

    return edit


def _told(before: Case, after: Case) -> tuple[Case, Changes]:
    difference = event_difference(before.events, after.events)
    return after, Changes(events=frozenset(after.events.id[difference.written].tolist()), people=True)


def _merged(events: EventTable, keep: int, other: int) -> EventTable:
    """The events with what they say of both children in the one's columns."""
    subjects, own = events.subjects.copy(), events.child_severity.copy()
    effective = np.maximum(events.severity_for[:, keep], events.severity_for[:, other])
    subjects[:, keep] |= subjects[:, other]
    own[:, keep] = np.where(subjects[:, keep] & (effective != events.severity), effective, UNSCORED)
    level, level_from = events.level.copy(), events.level_from.copy()
    theirs = _other_first(events, keep, other)
    level[theirs, keep], level_from[theirs, keep] = level[theirs, other], level_from[theirs, other]
    return replace(events, subjects=subjects, child_severity=own, level=level, level_from=level_from)


def _other_first(events: EventTable, keep: int, other: int) -> NDArray[np.bool_]:
    """(n,): where the other child's level stands rather than the kept one's."""
    mine, theirs = (events.level_from[:, child] == CodeFrom.REVIEWER for child in (keep, other))
    return np.where(mine == theirs, events.level[:, other] > events.level[:, keep], theirs)


def _without_child(case: Case, gone: int, heir: int | None) -> Case:
    """The case without a child, whose place in decisions another may take; later children move up."""
    events = case.events
    columns = {
        name: np.delete(getattr(events, name), gone, axis=1)
        for name in ("subjects", "child_severity", "level", "level_from")
    }
    left = [child for child in case.children if child.id != gone]
    place_of = {child.id: place for place, child in enumerate(left)}
    if heir is not None:
        place_of[gone] = place_of[heir]
    return replace(
        case,
        children=tuple(replace(child, id=place) for place, child in enumerate(left)),
        events=replace(events, **columns),
        who_is_who=tuple(_renumbered(item, place_of) for item in case.who_is_who),
        finding_decisions=tuple(
            replace(item, child=place_of[item.child]) for item in case.finding_decisions if item.child in place_of
        ),
    )


def _renumbered(decision: WhoIsWho, place_of: dict[int, int]) -> WhoIsWho:
    children = {place_of[child] for child in decision.children if child in place_of}
    return replace(decision, children=tuple(sorted(children)))


def _words_once(words: Collection[str], name: str) -> tuple[str, ...]:
    """Words that say something, each once, without the name itself."""
    kept: dict[str, str] = {}
    for word in words:
        if plain(word) not in ("", plain(name)):
            kept.setdefault(plain(word), word)
    return tuple(kept.values())


def _must_be_free(case: Case, words: str, own: int) -> None:
    for child in case.children:
        if child.id != own and plain(words) in {plain(word) for word in (child.name, *child.aliases)}:
            raise UserError(
                tr("{child} is already called {words}.").format(child=child.name, words=words),
                tr("Merge the two if they are one child."),
            )


def _free_name(case: Case, name: str, own: int | None) -> str:
    wanted = name.strip()
    if not wanted:
        raise UserError(tr("A child needs a name."))
    if any(child.name.casefold() == wanted.casefold() and child.id != own for child in case.children):
        raise UserError(tr("There is already a child called {wanted}.").format(wanted=wanted))
    return wanted
