"""What two copies of a case know beside the codes of their rows: decisions, parts, who is who, findings, names."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from app.case.code_edits import Reviewer
from app.case.disagreements import NOTHING, as_json, carry_out
from app.case.edits import restore_sources, withdraw_sources
from app.case.event_table import NO_DUPLICATE
from app.case.merge_own import merge_own
from app.case.merge_rows import Merging, Side
from app.case.merge_sides import keyed, side_of
from app.case.model import Case, Child, Disagreement, DuplicateDecision, EventPart, FindingDecision, Settled, WhoIsWho
from app.case.people_edits import change_child
from app.case.who_is_who import plain
from app.errors import UserError


def merge_sources(merging: Merging, theirs: Case) -> None:
    """Withdraw and restore the sheets that they alone withdrew or restored; take over the periods they alone set."""
    for source in theirs.sources:
        place = merging.aligned.sources[source.id]
        here = merging.case.sources[place]
        if place >= len(merging.mine.sources):
            continue
        if source.withdrawn != here.withdrawn and _theirs_alone(
            merging, place in merging.ours.sources, source.id in merging.their_touch.sources, source.withdrawn
        ):
            edit = withdraw_sources((place,)) if source.withdrawn else restore_sources((place,))
            merging.case, _ = edit(merging.case)
        if source.period != here.period:
            touched = place in merging.ours.periods, source.id in merging.their_touch.periods
            side = side_of(merging, *touched, here.period is not None, source.period is not None)
            _take(merging, "period", str(place), as_json(here.period), as_json(source.period), side)


def _theirs_alone(merging: Merging, ours: bool, their: bool, otherwise: bool) -> bool:
    known = merging.ours.known and merging.their_touch.known
    return (their and not ours) if known and ours != their else otherwise


def _take(merging: Merging, name: str, about: str, mine: str, theirs: str, side: Side) -> None:
    """Keep two values that differ, and put theirs in force where it stands."""
    item = Disagreement(None, name, about, mine, merging.ours.by, theirs, merging.their_touch.by)
    if side == "theirs":
        try:
            merging.case, _ = carry_out(merging.case, item, theirs, Reviewer(merging.their_touch.by or "merge"))
        except UserError:
            side = "waiting"  # it no longer fits, so a person has to say what is meant
    merging.note(None, name, about, mine, theirs, side, (merging.ours.by, merging.their_touch.by))


def merge_links(merging: Merging, theirs: Case) -> None:
    """Take over all that is no code of a row."""
    _parts(merging, theirs)
    _duplicates(merging, theirs)
    _earlier(merging, theirs)
    _who_is_who(merging, theirs)
    _findings(merging, theirs)
    _persons(merging, theirs)
    _itself(merging, theirs)
    merge_own(merging, theirs)
    _disagreements(merging, theirs)


def _parts(merging: Merging, theirs: Case) -> None:
    known = {link.event for link in merging.case.parts}
    brought = [EventPart(merging.event_of[link.event], merging.event_of[link.whole]) for link in theirs.parts]
    added = [link for link in brought if link.event not in known]
    if not added:
        return
    merging.case = replace(merging.case, parts=(*merging.case.parts, *added))
    for whole in dict.fromkeys(link.whole for link in added):
        new = [link.event for link in added if link.whole == whole and link.event in merging.own]
        live = [link.event for link in merging.mine.parts if link.whole == whole and _counts(merging.mine, link.event)]
        if live and any(_counts(merging.case, part) for part in new):
            column = merging.case.events.withdrawn.copy()
            column[np.isin(merging.case.events.id, new)] = True
            merging.case = replace(merging.case, events=merging.case.events.recoded({"withdrawn": column}))
            merging.note(whole, "parts", "", as_json(live), as_json(new), "waiting", merging.givers(whole, "withdrawn"))
        elif new:
            _repeat_first_part(merging, whole, min(new))


def _repeat_first_part(merging: Merging, whole: int, first: int) -> None:
    """What repeats a whole that they split repeats its first part, as when it is split here."""
    twins = merging.case.events.duplicate_of
    if (twins == whole).any():
        column = np.where(twins == whole, np.int32(first), twins)
        merging.case = replace(merging.case, events=merging.case.events.recoded({"duplicate_of": column}))


def _counts(case: Case, event: int) -> bool:
    return not case.events.withdrawn[case.events.position(event)]


def _duplicates(merging: Merging, theirs: Case) -> None:
    _repeats(merging)
    event_of = merging.event_of
    other = {
        frozenset((event_of[item.kept], event_of[item.twin])): replace(
            item, kept=event_of[item.kept], twin=event_of[item.twin]
        )
        for item in theirs.decisions
    }
    mine = {frozenset((item.kept, item.twin)): item for item in merging.case.decisions}
    touched = frozenset(
        frozenset(event_of[event] for event in pair)
        for pair in merging.their_touch.pairs
        if all(event in event_of for event in pair)
    )
    kept, differing = keyed(mine, other, merging.ours.pairs, touched, merging)
    merging.case = replace(merging.case, decisions=tuple(kept.values()))
    for pair, side in differing:
        one, two = mine.get(pair), other.get(pair)
        twin = one.twin if one else two.twin if two else None
        if one and two and (one.kept, one.twin, one.accepted) == (two.kept, two.twin, two.accepted):
            continue
        by = one.by if one else merging.ours.by, two.by if two else merging.their_touch.by
        merging.note(twin, "duplicate", "", _pair_value(one), _pair_value(two), side, by)
    _repeat_as_decided(merging, [item for pair, item in kept.items() if item.accepted and mine.get(pair) != item])


def _pair_value(item: DuplicateDecision | None) -> str:
    return NOTHING if item is None else as_json((item.kept, item.twin, item.accepted))


def _repeats(merging: Merging) -> None:
    """What repeats what, where they alone said so."""
    events, other = merging.case.events, merging.theirs.events
    column = events.duplicate_of.copy()
    shared, here, there = np.intersect1d(events.id, other.id, assume_unique=True, return_indices=True)
    differ = events.duplicate_of[here] != other.duplicate_of[there]
    for place in np.flatnonzero(differ).tolist():
        event = int(shared[place])
        nothing_here = bool(events.duplicate_of[here[place]] == NO_DUPLICATE)
        if event in merging.own or merging.judged(event, "duplicate_of", not nothing_here, nothing_here) == "theirs":
            column[here[place]] = other.duplicate_of[there[place]]
    if differ.any():
        merging.case = replace(merging.case, events=events.recoded({"duplicate_of": column}))


def _repeat_as_decided(merging: Merging, decisions: list[DuplicateDecision]) -> None:
    events = merging.case.events
    column = events.duplicate_of.copy()
    for item in decisions:
        kept, twin = (events.position(event) for event in (item.kept, item.twin))
        root = item.kept if column[kept] == NO_DUPLICATE else int(column[kept])
        if root != item.twin and column[twin] == NO_DUPLICATE:
            column[twin] = root
    merging.case = replace(merging.case, events=events.recoded({"duplicate_of": column}))


def _earlier(merging: Merging, theirs: Case) -> None:
    brought = [
        replace(item, event=merging.event_of[item.event], source=merging.aligned.sources[item.source])
        for item in theirs.earlier
    ]
    earlier = tuple(dict.fromkeys((*merging.case.earlier, *brought)))
    merging.case = replace(merging.case, earlier=earlier)


def _who_is_who(merging: Merging, theirs: Case) -> None:
    children = merging.aligned.children
    mine = {plain(item.words): item for item in merging.case.who_is_who}
    other = {
        plain(item.words): replace(
            item, children=tuple(sorted({children[child] for child in item.children if child in children}))
        )
        for item in theirs.who_is_who
    }
    kept, differing = keyed(mine, other, merging.ours.words, merging.their_touch.words, merging)
    merging.case = replace(merging.case, who_is_who=tuple(kept.values()))
    for words, side in differing:
        one, two = mine.get(words), other.get(words)
        if one and two and replace(one, by=two.by, words=two.words) == two:
            continue
        by = one.by if one else merging.ours.by, two.by if two else merging.their_touch.by
        said = one or two
        about = said.words if said else words
        merging.note(
            None, "who is who", about, _who_value(merging, one), _who_value(merging, two), side, by
        )  # not words: a key


def _who_value(merging: Merging, item: WhoIsWho | None) -> str:
    if item is None:
        return NOTHING
    names = sorted(merging.case.children[child].name for child in item.children)
    return as_json((names, item.before_birth))


_FindingKey = tuple[str, int, str, int]
"""Kind, child and first day of a finding, and which of several decisions on such a finding (0 for the first)."""

_MOST_ALIKE = 50


def _findings(merging: Merging, theirs: Case) -> None:
    children, event_of = merging.aligned.children, merging.event_of
    brought: list[FindingDecision] = []
    for item in theirs.finding_decisions:
        evidence = tuple(event_of.get(event, event) for event in item.evidence)
        if item.child in children:
            brought.append(replace(item, child=children[item.child], evidence=evidence))
        else:
            name = theirs.children[item.child].name
            merging.note(None, "finding", name, NOTHING, as_json(item), "mine", (merging.ours.by, item.by))
    touched = frozenset(
        (kind, children[child], start, place)
        for kind, child, start in merging.their_touch.findings
        if child in children
        for place in range(_MOST_ALIKE)
    )
    ours = frozenset((*key, place) for key in merging.ours.findings for place in range(_MOST_ALIKE))
    mine, other = _by_finding(merging.case.finding_decisions), _by_finding(brought)
    kept, differing = keyed(mine, other, ours, touched, merging)
    merging.case = replace(merging.case, finding_decisions=tuple(dict.fromkeys(kept.values())))
    for key, side in differing:
        one, two = mine.get(key), other.get(key)
        name = merging.case.children[key[1]].name
        by = one.by if one else merging.ours.by, two.by if two else merging.their_touch.by
        was, now = (NOTHING if item is None else as_json(item) for item in (one, two))
        merging.note(None, "finding", name, was, now, side, by)


def _by_finding(decisions: Iterable[FindingDecision]) -> dict[_FindingKey, FindingDecision]:
    found: dict[_FindingKey, FindingDecision] = {}
    seen = Counter[tuple[str, int, str]]()
    for item in decisions:
        key = item.kind, item.child, item.start.isoformat()
        found[(*key, seen[key])] = item
        seen[key] += 1
    return found


def _persons(merging: Merging, theirs: Case) -> None:
    for child in theirs.children:
        place = merging.aligned.children.get(child.id)
        if place is None or place >= len(merging.mine.children):
            continue
        here = merging.case.children[place]
        told = replace(child, id=place)
        aliases = tuple(dict.fromkeys((*here.aliases, *child.aliases)))
        if here == told:
            continue
        if replace(here, aliases=()) == replace(told, aliases=()):
            _become(merging, replace(here, aliases=aliases))
            continue
        names = {plain(here.name), plain(child.name)}
        ours, their = bool(names & merging.ours.people), bool(names & merging.their_touch.people)
        side = side_of(merging, ours, their, True, True)
        if side == "theirs":
            _become(merging, replace(told, aliases=aliases))
        merging.note(
            None, "person", here.name, as_json(here), as_json(told), side, (merging.ours.by, merging.their_touch.by)
        )


def _become(merging: Merging, child: Child) -> None:
    names = {plain(other.name) for other in merging.case.children if other.id != child.id}
    if plain(child.name) not in names:
        aliases = tuple(alias for alias in child.aliases if plain(alias) not in names | {plain(child.name)})
        merging.case, _ = change_child(replace(child, aliases=aliases))(merging.case)


def _itself(merging: Merging, theirs: Case) -> None:
    mine = merging.case
    values = (
        ("name", as_json(mine.name), as_json(theirs.name), mine.name != Case(mine.scheme).name),
        ("marking", as_json(mine.marking), as_json(theirs.marking), bool(mine.marking)),
        ("scope", as_json(mine.scope), as_json(theirs.scope), mine.scope != Case(mine.scheme).scope),
    )
    for name, one, two, set_here in values:
        if one != two:
            touched = name in merging.ours.itself, name in merging.their_touch.itself
            _take(merging, name, "", one, two, side_of(merging, *touched, set_here, True))
    unread = tuple(dict.fromkeys((*merging.case.unread, *theirs.unread)))
    merging.case = replace(merging.case, unread=unread)


def _disagreements(merging: Merging, theirs: Case) -> None:
    """Their earlier disagreements beside mine; of one that both have, the one that was decided."""
    kept = {named(item): item for item in merging.case.disagreements}
    for item in theirs.disagreements:
        event = None if item.event is None else merging.event_of.get(item.event, item.event)
        brought = replace(item, event=event)
        known = kept.get(named(brought))
        if known is None or (known.settled is Settled.WAITING and brought.settled is not Settled.WAITING):
            kept[named(brought)] = brought
    merging.case = replace(merging.case, disagreements=tuple(kept.values()))


def named(item: Disagreement) -> tuple[object, ...]:
    """By what a disagreement is known: what it is about, and the two values."""
    return item.event, item.field, item.about, item.mine, item.theirs
