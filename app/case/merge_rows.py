"""The rows of two copies of a case: which of theirs is which of mine, and what each says, field by field."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from app.case.difference import Column, column_differs
from app.case.disagreements import value_of
from app.case.event_table import NO_DUPLICATE, UNSCORED, CodeFrom, EventTable
from app.case.merge_people import Aligned, Touched
from app.case.model import Case, Correction, Disagreement, Settled
from app.case.new_rows import next_id
from app.case.who_is_who import plain

Side = Literal["mine", "theirs", "waiting"]

CORRECTED: Mapping[str, tuple[str, ...]] = {
    "date": ("start", "end", "precision", "date_words", "time"),
    "text": ("text",),
    "response": ("response",),
    "author": ("author",),
    "agency": ("agency",),
}
"""The columns of each field that a reviewer may correct; whom a row is about is a field of its own."""


@dataclass
class Merging:
    """A merge as it goes: the case so far, theirs with my numbers, and what was given otherwise.

    ``event_of`` says which of my events each of theirs is (ids); ``own`` are those of theirs that I lacked.
    ``theirs`` is their events with my numbers for everything; ``mine`` is the case before.
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
    return Merging(case, mine, seen, aligned, ours, their_touch, event_of, new, marks)


def _paired(aligned: Aligned, theirs: Case, ours: Touched, their_touch: Touched) -> dict[int, int]:
    """Which of my events (ids) each of theirs is.

    Those that both had when they parted keep their number; of the others a row that says the same is the same, and
    so is the event that both made of one rejected row.
    """
    mine = aligned.case.events
    places = _keys(aligned, theirs)
    keys = list(zip(mine.source.tolist(), mine.row.tolist(), strict=True))
    position = {event: place for place, event in enumerate(mine.id.tolist())}
    pairs, left = dict[int, int](), list[int]()
    for place, event in enumerate(theirs.events.id.tolist()):
        at = position.get(event)
        same = at is not None and keys[at] == places[place]
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


def merge_fields(merging: Merging) -> None:
    """Let every event that both have say what one side alone gave it; what both gave otherwise waits."""
    mine, theirs = merging.case.events, merging.theirs.events
    shared, here, there = np.intersect1d(mine.id, theirs.id, assume_unique=True, return_indices=True)
    both = ~np.isin(shared, sorted(merging.own))
    here, there = here[both], there[both]
    fields = _Fields(merging, here, there, mine.take(here), theirs.take(there))
    taken: dict[str, list[int]] = {}
    for name, columns in _CODES.items():
        taken[name] = list(fields.code(name, columns))
    for name, columns in CORRECTED.items():
        taken[name] = list(fields.corrected(name, columns))
    for name in ("subjects", "withdrawn"):
        taken[name] = list(fields.flags(name))
    taken["markers"] = fields.markers()
    levels = [(child, list(fields.level(child))) for child in range(len(merging.case.children))]
    merging.case = _with_theirs(merging, here, there, taken, levels)
    merging.case = _marked(merging, {name: {int(shared[both][row]) for row in rows} for name, rows in taken.items()})


_CODES: Mapping[str, tuple[str, ...]] = {
    "severity": ("severity", "child_severity"),
    "categories": ("categories",),
}


@dataclass
class _Fields:
    """The events that both have, row for row; each method answers with the rows in which theirs stands."""

    merging: Merging
    here: NDArray[np.intp]
    there: NDArray[np.intp]
    mine: EventTable
    theirs: EventTable

    def _differ(self, columns: Sequence[str]) -> NDArray[np.bool_]:
        differs = np.zeros(len(self.mine), np.bool_)
        for name in columns:
            one: Column = getattr(self.mine, name)
            other: Column = getattr(self.theirs, name)
            differs |= column_differs(one, other)
        return differs

    def code(self, name: str, columns: Sequence[str]) -> Iterator[int]:
        """Severity or categories: a reviewer's before others; the same value as confirmed where only they did."""
        one, other = (np.asarray(getattr(table, f"{name}_from")) for table in (self.mine, self.theirs))
        differs = self._differ(columns)
        for row in np.flatnonzero(differs | (one != other)).tolist():
            mine, theirs = one[row] == CodeFrom.REVIEWER, other[row] == CodeFrom.REVIEWER
            if not differs[row]:
                if theirs and not mine:
                    yield row
                continue
            if self._theirs_stands(row, name, "", bool(mine), bool(theirs)):
                yield row

    def level(self, child: int) -> Iterator[int]:
        """The level of a child, as ``code``."""
        one, other = self.mine.level_from[:, child], self.theirs.level_from[:, child]
        differs = self.mine.level[:, child] != self.theirs.level[:, child]
        about = self.merging.case.children[child].name
        for row in np.flatnonzero(differs | (one != other)).tolist():
            mine, theirs = bool(one[row] == CodeFrom.REVIEWER), bool(other[row] == CodeFrom.REVIEWER)
            confirmed = not differs[row] and theirs and not mine
            if confirmed or (differs[row] and self._theirs_stands(row, "level", about, mine, theirs, child)):
                yield row

    def corrected(self, name: str, columns: Sequence[str]) -> Iterator[int]:
        """A field that reviewers may correct: a corrected one before one that nobody corrected."""
        ours = {item.event for item in self.merging.case.corrections if item.field == name}
        others = self.merging.their_marks(name)
        for row in np.flatnonzero(self._differ(columns)).tolist():
            event = int(self.mine.id[row])
            if self._theirs_stands(row, name, "", event in ours, event in others):
                yield row

    def flags(self, name: str) -> Iterator[int]:
        """Whom a row is about, or whether it is withdrawn: no origin is kept, so each counts as a reviewer's."""
        gone = np.array([source.withdrawn for source in self.merging.case.sources] or [False], np.bool_)
        differs = self._differ((name,))
        if name == "withdrawn":
            differs &= ~gone[self.mine.source]
        for row in np.flatnonzero(differs).tolist():
            if self._theirs_stands(row, name, "", True, True):
                yield row

    def markers(self) -> list[int]:
        """What a row records beside its codes is only ever suggested: theirs stands where mine was not read for it."""
        pairs = zip(self.mine.markers, self.theirs.markers, strict=True)
        return [row for row, (mine, theirs) in enumerate(pairs) if theirs and not mine]

    def _theirs_stands(
        self, row: int, name: str, about: str, mine: bool, theirs: bool, child: int | None = None
    ) -> bool:
        merging, event = self.merging, int(self.mine.id[row])
        side = merging.judged(event, name, mine, theirs, child)
        if side == "waiting" or (mine and theirs):
            was, now = (value_of(case, event, name, about) for case in (merging.case, merging.theirs))
            merging.note(event, name, about, was, now, side, _by(self, row, name, child))
        return side == "theirs"


def _by(fields: _Fields, row: int, name: str, child: int | None) -> tuple[str, str]:
    by = fields.merging.givers(int(fields.mine.id[row]), name, child)
    if name != "severity":
        return by
    return fields.mine.severity_by[row] or by[0], fields.theirs.severity_by[row] or by[1]


def _with_theirs(
    merging: Merging,
    here: NDArray[np.intp],
    there: NDArray[np.intp],
    taken: Mapping[str, Sequence[int]],
    levels: Sequence[tuple[int, Sequence[int]]],
) -> Case:
    mine, theirs = merging.case.events, merging.theirs.events
    columns: dict[str, Column] = {}

    def put(name: str, rows: Sequence[int]) -> None:
        old: Column = columns[name] if name in columns else getattr(mine, name)
        new: Column = getattr(theirs, name)
        if isinstance(old, np.ndarray) and isinstance(new, np.ndarray):
            changed = old.copy()
            changed[here[list(rows)]] = new[there[list(rows)]]
            columns[name] = changed
        else:
            words = list(old)
            for row in rows:
                words[int(here[row])] = new[int(there[row])]
            columns[name] = tuple(words)

    for name, rows in taken.items():
        for column in _COLUMNS[name] if rows else ():
            put(column, rows)
    for child, rows in levels:
        for name in ("level", "level_from") if rows else ():
            column = np.asarray(columns.get(name, getattr(mine, name))).copy()
            column[here[list(rows)], child] = np.asarray(getattr(theirs, name))[there[list(rows)], child]
            columns[name] = column
    if not columns:
        return merging.case
    if "subjects" in columns and "child_severity" not in columns:
        columns["child_severity"] = mine.child_severity
    if "subjects" in columns:
        moved = here[list(taken["subjects"])]
        own = np.asarray(columns["child_severity"]).copy()
        own[moved] = np.where(np.asarray(columns["subjects"])[moved], own[moved], UNSCORED)
        columns["child_severity"] = own
    events = replace(mine, **columns)  # pyright: ignore[reportArgumentType] - names of columns
    return replace(merging.case, events=events.in_order())


_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "severity": ("severity", "child_severity", "severity_from", "severity_by"),
    "categories": ("categories", "categories_from"),
    "subjects": ("subjects",),
    "withdrawn": ("withdrawn",),
    "markers": ("markers",),
    **CORRECTED,
}


def _marked(merging: Merging, theirs: Mapping[str, set[int]]) -> Case:
    """The marks of who corrected a field: theirs where theirs stands, and those of events I lacked."""
    names = (*CORRECTED, "subjects")
    kept = [
        item for item in merging.case.corrections if item.field not in names or item.event not in theirs[item.field]
    ]
    known = {(item.event, item.field) for item in kept}
    for item in merging.corrections_of_theirs:
        stands = item.event in merging.own or (item.field in theirs and item.event in theirs[item.field])
        if stands and (item.event, item.field) not in known:
            kept.append(item)
    corrections = tuple(kept)
    return merging.case if corrections == merging.case.corrections else replace(merging.case, corrections=corrections)
