"""The rows of two copies of a case: which of theirs is which of mine."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np

from app.case.event_table import NO_DUPLICATE, UNSCORED, CodeFrom, EventTable
from app.case.merge_people import Aligned, Touched
from app.case.model import Case, Correction, Disagreement, Settled
from app.case.new_rows import next_id
from app.case.who_is_who import plain

Side = Literal["mine", "theirs", "waiting"]


@dataclass
class Merging:
    """A merge as it goes: the case so far, theirs with my numbers, and what was given otherwise.

    ``event_of`` says which of my events each of theirs is (ids); ``own`` are those of theirs that I lacked.
    ``theirs`` is their events with my numbers for everything; ``mine`` is the case before. ``replaced_by_them`` are
    the sheets (mine) that only they withdrew.
    """

    case: Case
    mine: Case
    theirs: Case
    aligned: Aligned
    ours: Touched
    their_touch: Touched
    event_of: dict[int, int]
    own: frozenset[int]
    corrections_of_theirs: tuple[Correction, ...] = ()
    replaced_by_them: tuple[int, ...] = ()
    found: list[Disagreement] = field(default_factory=list[Disagreement])

    def __post_init__(self) -> None:
        self._back = {now: was for was, now in self.event_of.items()}

    def their_marks(self, name: str) -> set[int]:
        """The events (mine) in which they corrected a field."""
        return {item.event for item in self.corrections_of_theirs if item.field == name}

    def note(
        self, event: int | None, name: str, about: str, mine: str, theirs: str, side: Side, by: tuple[str, str]
    ) -> None:
        """Keep two values that differ; ``side`` says whose stands, or that it waits."""
        settled = Settled.WAITING if side == "waiting" else Settled.LATER
        self.found.append(Disagreement(event, name, about, mine, by[0], theirs, by[1], settled))

    def givers(self, event: int, name: str, child: int | None = None) -> tuple[str, str]:
        """Who gave a field of my event in my copy and in theirs, or the level of a child, as far as it is known."""
        was = self._back.get(event, event)
        if child is not None and self.ours.levels is not None and self.their_touch.levels is not None:
            one, other = self._levels_given(event, child)
            return one or self.ours.by, other or self.their_touch.by
        mine = self.ours.codes.get((event, name), self.ours.by)
        return mine, self.their_touch.codes.get((was, name), self.their_touch.by)

    def _levels_given(self, event: int, child: int) -> tuple[str | None, str | None]:
        """Who gave the level of a child (here) in my event since the copies parted, in each; None where nobody did."""
        ours, theirs = self.ours.levels or {}, self.their_touch.levels or {}
        names = {plain(word) for word in (self.case.children[child].name, *self.case.children[child].aliases)}
        mine = [one.id for one in self.mine.children if plain(one.name) in names]
        other = [one for one, here in self.aligned.children.items() if here == child]
        was = self._back.get(event, event)
        return (
            next((ours[event, one] for one in mine if (event, one) in ours), None),
            next((theirs[was, one] for one in other if (was, one) in theirs), None),
        )

    def _touched(self, event: int, name: str, child: int | None) -> tuple[bool, bool]:
        """Whether each side changed a field of my event since the copies parted, of a level that of the child."""
        if child is not None and self.ours.levels is not None and self.their_touch.levels is not None:
            one, other = self._levels_given(event, child)
            return one is not None, other is not None
        return (event, name) in self.ours.codes, (self._back.get(event, event), name) in self.their_touch.codes

    def judged(self, event: int, name: str, mine: bool, theirs: bool, child: int | None = None) -> Side:
        """Whose value of a field stands; ``mine`` and ``theirs`` say whether a reviewer gave it there.

        Where one side alone changed it since the copies parted, that one's; otherwise a reviewer's before others.
        A level is that of ``child``.
        """
        if self.ours.known and self.their_touch.known:
            we, they = self._touched(event, name, child)
            if we != they:
                return "mine" if we else "theirs"
        if mine and theirs:
            return "waiting"
        return "theirs" if theirs else "mine"


def begun(mine: Case, aligned: Aligned, theirs: Case, ours: Touched, their_touch: Touched) -> Merging:
    """A merge whose case has their own events beside mine."""
    pairs = _paired(aligned, theirs, ours, their_touch)
    first = next_id(aligned.case)
    own = [event for event in theirs.events.id.tolist() if event not in pairs]
    event_of = pairs | {event: first + place for place, event in enumerate(sorted(own))}
    as_mine = _translated(theirs, aligned, event_of)
    new = frozenset(event_of[event] for event in own)
    added = as_mine.take(np.flatnonzero(np.isin(as_mine.id, sorted(new))))
    case = replace(aligned.case, events=aligned.case.events.joined(added)) if len(added) else aligned.case
    seen = replace(aligned.case, events=as_mine.in_order())
    marks = tuple(replace(item, event=event_of[item.event]) for item in theirs.corrections)
    return Merging(
        case, mine, seen, aligned, ours, their_touch, event_of, new, marks, _only_one_withdrew(aligned, theirs)[1]
    )


def _only_one_withdrew(aligned: Aligned, theirs: Case) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The sheets (here) that stand withdrawn in mine alone, and in theirs alone."""
    gone = {aligned.sources[source.id] for source in theirs.sources if source.withdrawn}
    mine = {source.id for source in aligned.case.sources if source.withdrawn}
    return tuple(sorted(mine - gone)), tuple(sorted(gone - mine))


def _sent_again_by_both(aligned: Aligned) -> frozenset[tuple[int, int]]:
    """The pairs (here) of a sheet that only I have and one that they have, both of one file."""
    sources, shared = aligned.case.sources, set(aligned.sources.values())
    mine = [source for source in sources if source.id not in shared]
    return frozenset((one.id, other) for one in mine for other in shared if one.file == sources[other].file)


def _paired(aligned: Aligned, theirs: Case, ours: Touched, their_touch: Touched) -> dict[int, int]:
    """Which of my events (ids) each of theirs is.

    Those that both had when they parted keep their number, though one of us, or each of us, took in their file again
    and they stand in another sheet; of the others a row that says the same is the same, and so is the event that both
    made of one rejected row.
    """
    mine = aligned.case.events
    places = _keys(aligned, theirs)
    keys = list(zip(mine.source.tolist(), mine.row.tolist(), strict=True))
    position = {event: place for place, event in enumerate(mine.id.tolist())}
    known = ours.known and their_touch.known
    by_me, by_them = _only_one_withdrew(aligned, theirs) if known else ((), ())
    by_both = _sent_again_by_both(aligned) if known else frozenset[tuple[int, int]]()
    pairs, left = dict[int, int](), list[int]()
    for place, event in enumerate(theirs.events.id.tolist()):
        at = position.get(event)
        same = at is not None and (
            keys[at] == places[place]
            or (keys[at][0] in by_them) != (places[place][0] in by_me)
            or (keys[at][0], places[place][0]) in by_both
        )
        parted = event in ours.added or event in their_touch.added
        if same and at is not None and not parted and (ours.known or mine.text[at] == theirs.events.text[place]):
            pairs[event] = event
        else:
            left.append(place)
    taken, free = set(pairs.values()), dict[tuple[int, int], list[int]]()
    for at, event in enumerate(mine.id.tolist()):
        if event not in taken:
            free.setdefault(keys[at], []).append(at)
    parts = ({link.event for link in aligned.case.parts}, {link.event for link in theirs.parts})
    for place in left:
        found = _same_row(aligned.case, theirs, free.get(places[place], []), place, parts)
        if found is not None:
            free[places[place]].remove(found)
            pairs[int(theirs.events.id[place])] = int(mine.id[found])
    return pairs


def _keys(aligned: Aligned, theirs: Case) -> list[tuple[int, int]]:
    """The (source, row) here of each of their events."""
    raw = zip(theirs.events.source.tolist(), theirs.events.row.tolist(), strict=True)
    return [aligned.rows.get(key, (aligned.sources[key[0]], key[1])) for key in raw]


def _same_row(
    mine: Case, theirs: Case, candidates: Sequence[int], place: int, parts: tuple[set[int], set[int]]
) -> int | None:
    events, other = mine.events, theirs.events
    for at in candidates:
        if events.text[at] == other.text[place] and events.when(at) == other.when(place):
            return at
    if int(other.id[place]) in parts[1] or theirs.sources[int(other.source[place])].by_hand:
        return None
    return next((at for at in candidates if int(events.id[at]) not in parts[0]), None)


def _translated(theirs: Case, aligned: Aligned, event_of: Mapping[int, int]) -> EventTable:
    """Their events with my numbers for events, sources, rows, agencies and children."""
    events, width, count = theirs.events, len(aligned.case.children), len(theirs.events)
    subjects, own = np.zeros((count, width), np.bool_), np.full((count, width), UNSCORED, np.int8)
    level, level_from = np.full((count, width), UNSCORED, np.int8), np.zeros((count, width), np.uint8)
    for child, now in sorted(aligned.children.items()):
        subjects[:, now] |= events.subjects[:, child]
        own[:, now] = np.maximum(own[:, now], events.child_severity[:, child])
        better = (events.level[:, child] > level[:, now]) | (events.level_from[:, child] == CodeFrom.REVIEWER)
        level[better, now], level_from[better, now] = events.level[better, child], events.level_from[better, child]
    keys = np.array(_keys(aligned, theirs), np.int32).reshape(-1, 2)
    twins = [event_of.get(event, NO_DUPLICATE) for event in events.duplicate_of.tolist()]
    return replace(
        events,
        id=np.array([event_of[event] for event in events.id.tolist()], np.int32),
        source=keys[:, 0],
        row=keys[:, 1],
        agency=np.array([aligned.agencies[agency] for agency in events.agency.tolist()], np.int32),
        duplicate_of=np.array(twins, np.int32),
        subjects=subjects,
        child_severity=own,
        level=level,
        level_from=level_from,
    )
