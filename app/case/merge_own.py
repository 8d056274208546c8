"""What reviewers of two copies keep: bookmarks, filters, episodes, own words, what a panel sees, rules of the scheme.

What one side alone did since the copies parted is taken over. What both gave otherwise keeps mine and waits.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from app.case.disagreements import NOTHING, as_json
from app.case.kept_values import BOOKMARK, EPISODE, FILTER, OWN_WORDS, PSEUDONYM, SCHEME, STOPS
from app.case.merge_rows import Merging, Side
from app.case.merge_sides import keyed, side_of
from app.case.model import Case, Settled
from app.case.practice import Episode
from app.case.pseudonyms import Pseudonym, Whose
from app.case.scheme_edits import ranks_in, set_scheme

_K = TypeVar("_K", bound=Hashable)
_V = TypeVar("_V")


def merge_own(merging: Merging, theirs: Case) -> None:
    """Take over all that reviewers keep beside the record."""
    _episodes(merging, theirs)
    _bookmarks(merging, theirs)
    _filters(merging, theirs)
    _pseudonyms(merging, theirs)
    _stops(merging, theirs)
    _own_words(merging, theirs)
    _scheme(merging, theirs)


def _episodes(merging: Merging, theirs: Case) -> None:
    """Theirs beside mine, without those that one of us took away or put another in the place of."""
    mine = merging.case.episodes
    left = [one for one in mine if one in theirs.episodes or one not in merging.their_touch.episodes]
    added = [one for one in theirs.episodes if one not in mine and one not in merging.ours.episodes]
    if added or len(left) < len(mine):
        ordered = sorted((*left, *added), key=lambda item: (item.first, item.last, item.title.casefold()))
        merging.case = replace(merging.case, episodes=tuple(ordered))
    _changed_or_gone(merging, left, added)


def _changed_or_gone(merging: Merging, left: Sequence[Episode], added: Sequence[Episode]) -> None:
    """Of an episode that one took away and the other changed what it became stays, and somebody is to decide."""
    ours, theirs = merging.ours, merging.their_touch
    became = [(one, True) for one in left if one not in added] + [(one, False) for one in added]
    for gone in sorted(ours.episodes & theirs.episodes, key=lambda item: (item.first, item.last, item.title)):
        heirs = [(one, mine) for one, mine in became if _became(gone, one)]
        if len({mine for _one, mine in heirs}) != 1:
            continue
        heir, mine = min(heirs, key=lambda found: found[0].title.casefold() != gone.title.casefold())
        values = (as_json(heir), NOTHING) if mine else (NOTHING, as_json(heir))
        by = (heir.by or ours.by, theirs.by) if mine else (ours.by, heir.by or theirs.by)
        merging.note(None, EPISODE, gone.title, *values, "waiting", by)


def _became(gone: Episode, now: Episode) -> bool:
    """Whether an episode is what became of one that was changed: of its title, or of some of its days."""
    return gone.title.casefold() == now.title.casefold() or (gone.first <= now.last and now.first <= gone.last)


def _joined(merging: Merging, kind: str, mine: Mapping[_K, _V], other: Mapping[_K, _V]) -> dict[_K, _V]:
    """What stands of what is kept under names, mine first, each in its order; where both differ that is noted."""
    ours = frozenset(key for key in (*mine, *other) if (kind, str(key)) in merging.ours.kept)
    their = frozenset(key for key in (*mine, *other) if (kind, str(key)) in merging.their_touch.kept)
    kept, differing = keyed(mine, other, ours, their, merging)
    # Of what one took away and the other changed what it became stays, and somebody is to decide.
    torn = [key for key in {**mine, **other} if key in ours & their and (key in mine) != (key in other)]
    waiting: list[tuple[_K, Side]] = [(key, "waiting") for key in torn]
    for key, side in differing + waiting:
        one, two = mine.get(key), other.get(key)
        was, now = (NOTHING if item is None else as_json(item) for item in (one, two))
        merging.note(
            None,
            kind,
            _about(one or two),
            was,
            now,
            side,
            (_by(one, merging.ours.by), _by(two, merging.their_touch.by)),
        )
    return {key: kept[key] for key in (*mine, *other) if key in kept}


def _about(item: object) -> str:
    """The name, or the id, that something is kept under."""
    name = getattr(item, "name", "") or getattr(item, "id", "")
    return name if isinstance(name, str) else ""


def _by(item: object, otherwise: str) -> str:
    """Who gave it, as far as it says."""
    by = getattr(item, "by", "")
    return by if isinstance(by, str) and by else otherwise


def _bookmarks(merging: Merging, theirs: Case) -> None:
    event_of = merging.event_of
    brought = [
        replace(kept, event=None if kept.event is None else event_of.get(kept.event, kept.event))
        for kept in theirs.bookmarks
    ]
    mine = {kept.name.casefold(): kept for kept in merging.case.bookmarks}
    joined = tuple(_joined(merging, BOOKMARK, mine, {kept.name.casefold(): kept for kept in brought}).values())
    if joined != merging.case.bookmarks:
        merging.case = replace(merging.case, bookmarks=joined)


def _filters(merging: Merging, theirs: Case) -> None:
    mine = {kept.name.casefold(): kept for kept in merging.case.filters}
    joined = _joined(merging, FILTER, mine, {kept.name.casefold(): kept for kept in theirs.filters})
    ordered = tuple(sorted(joined.values(), key=lambda kept: kept.name.casefold()))
    if ordered != merging.case.filters:
        merging.case = replace(merging.case, filters=ordered)


def _own_words(merging: Merging, theirs: Case) -> None:
    mine = {entry.id: entry for entry in merging.case.own_words}
    joined = tuple(_joined(merging, OWN_WORDS, mine, {entry.id: entry for entry in theirs.own_words}).values())
    if joined != merging.case.own_words:
        merging.case = replace(merging.case, own_words=joined)


def _pseudonyms(merging: Merging, theirs: Case) -> None:
    """Words that hide another person here do not hide theirs as well: those wait."""
    plan = merging.case.panel
    mine = {f"{item.whose}:{item.name}": item for item in plan.pseudonyms}
    other = {f"{item.whose}:{item.name}": item for item in theirs.panel.pseudonyms}
    joined = _joined(merging, PSEUDONYM, mine, other)
    stands = dict[str, Pseudonym]()
    taken = {item.words.casefold() for key, item in joined.items() if mine.get(key) == item}
    for key, item in joined.items():
        if mine.get(key) == item:
            stands[key] = item
        elif item.words.casefold() not in taken:
            stands[key] = item
            taken.add(item.words.casefold())
        else:
            given = as_json(item)
            was = as_json(mine[key]) if key in mine else NOTHING
            if key in mine:
                stands[key] = mine[key]
            by = item.by or merging.their_touch.by
            if not any(one.theirs == given and one.settled is Settled.WAITING for one in merging.found):
                merging.note(None, PSEUDONYM, item.name, was, given, "waiting", (merging.ours.by, by))
    kept = tuple(sorted(stands.values(), key=lambda item: (item.whose, item.name)))
    if kept != plan.pseudonyms:
        merging.case = replace(merging.case, panel=replace(plan, pseudonyms=kept))


def _stops(merging: Merging, theirs: Case) -> None:
    mine, other = merging.case.panel.stops, theirs.panel.stops
    if mine == other:
        return
    touched = ((STOPS, "") in merging.ours.kept, (STOPS, "") in merging.their_touch.kept)
    side = side_of(merging, *touched, bool(mine), bool(other))
    merging.note(None, STOPS, "", as_json(mine), as_json(other), side, (merging.ours.by, merging.their_touch.by))
    if side == "theirs":
        merging.case = replace(merging.case, panel=replace(merging.case.panel, stops=other))


def _scheme(merging: Merging, theirs: Case) -> None:
    """Theirs stands where only they went over to other rules that leave every level where it is."""
    mine, other = merging.case.scheme, theirs.scheme
    if mine == other:
        return
    side = side_of(merging, "scheme" in merging.ours.itself, "scheme" in merging.their_touch.itself, True, True)
    if side == "theirs":
        if ranks_in(mine, other) == tuple(range(len(mine.levels))):
            merging.case, _ = set_scheme(other)(merging.case)
        else:
            side = "waiting"
    merging.note(None, SCHEME, "", as_json(mine), as_json(other), side, (merging.ours.by, merging.their_touch.by))


def kept_since(whose: Whose, name: str) -> tuple[str, str]:
    """Under what ``Touched.kept`` tells that the pseudonym of that person was changed."""
    return PSEUDONYM, f"{whose}:{name}"
