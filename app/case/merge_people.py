"""The people, agencies and sheets of two copies of a case, laid side by side: which of theirs is which of mine."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

from app.case.code_edits import Reviewer
from app.case.model import Adult, Agency, Case, Child, RowKind, SheetRow, Source
from app.case.people_edits import child_is_adult, merge_children, remove_child, rows_about, rows_with_level
from app.case.practice import Episode
from app.case.who_is_who import plain


@dataclass(frozen=True, slots=True)
class Touched:
    """What was done to one copy since they parted, by the ids of that copy.

    ``added`` events (ids); ``codes`` who last changed a field of an event; ``pairs`` of events decided to be one or
    two; ``findings`` (kind, child, first day as ISO) and ``words`` that were decided or forgotten; ``people`` (plain
    names, before and after) that were changed; ``sources`` withdrawn or restored; ``periods`` of sources;
    ``itself`` name, marking, scope, scheme; ``kept`` (kind, name) of bookmarks, filters, pseudonyms and stops; ``by``
    who worked on it last. ``levels`` who last changed the level of a child (id) in an event, None where the trail
    does not tell children apart any longer. ``episodes`` that were taken away or changed, as they were. ``known`` says
    whether any of this is known.
    """

    known: bool = False
    added: frozenset[int] = frozenset()
    codes: Mapping[tuple[int, str], str] = field(default_factory=dict[tuple[int, str], str])
    pairs: frozenset[frozenset[int]] = frozenset()
    findings: frozenset[tuple[str, int, str]] = frozenset()
    words: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    sources: frozenset[int] = frozenset()
    periods: frozenset[int] = frozenset()
    itself: frozenset[str] = frozenset()
    by: str = ""
    levels: Mapping[tuple[int, int], str] | None = None
    kept: frozenset[tuple[str, str]] = frozenset()
    episodes: frozenset[Episode] = frozenset()


@dataclass(frozen=True, slots=True)
class Aligned:
    """Mine with their people, agencies and sheets added, and where theirs are in it (by their ids).

    A child of theirs that is a grown-up or deleted here has no place in ``children``. ``rows`` maps (source, row) of
    rows that they added by hand to (source, row) here.
    """

    case: Case
    children: Mapping[int, int]
    agencies: Mapping[int, int]
    sources: Mapping[int, int]
    rows: Mapping[tuple[int, int], tuple[int, int]]


def aligned(mine: Case, theirs: Case, our_touch: Touched, their_touch: Touched) -> Aligned:
    """The two copies side by side. What they did to people alone is done here as well."""
    case = _joined_people(mine, theirs, our_touch, their_touch)
    case, children = _children(case, theirs, our_touch.people - their_touch.people)
    case = _adults(case, theirs)
    case, agencies = _agencies(case, theirs)
    case, sources, rows = _sources(case, theirs, agencies)
    return Aligned(case, children, agencies, sources, rows)


def _called(person: Child | Adult) -> set[str]:
    return {plain(word) for word in (person.name, *person.aliases)} - {""}


def same_child(person: Child, others: Sequence[Child | Adult]) -> int | None:
    """The one of these who is that child: of the same name, or one's name among what the other is called.

    Else the only one who shares another name with the child: both gave the child of that name a new one.
    """
    for other in others:
        if plain(other.name) == plain(person.name):
            return other.id
    for other in others:
        if plain(person.name) in _called(other) or plain(other.name) in _called(person):
            return other.id
    sharing = [other.id for other in others if _called(other) & _called(person)]
    return sharing[0] if len(sharing) == 1 else None


def _joined_people(mine: Case, theirs: Case, our_touch: Touched, their_touch: Touched) -> Case:
    """Mine after what only they did: two children taken for one, a child who is a grown-up or was deleted."""
    case = mine
    for child in reversed(mine.children):
        name = plain(child.name)
        theirs_did = name in their_touch.people and name not in our_touch.people
        if not theirs_did or any(plain(other.name) == name for other in theirs.children):
            continue
        heir = next((other for other in theirs.children if name in _called(other)), None)
        if heir is not None:
            keep = same_child(heir, [one for one in case.children if one.id != child.id])
            if keep is not None and plain(heir.name) != name:
                case, _ = merge_children(keep, child.id, Reviewer("merge"))(case)
        elif any(name in _called(adult) for adult in theirs.adults):
            case, _ = child_is_adult(child.id)(case)
        elif not _holds(case, child):
            case, _ = remove_child(child.id)(case)
    return case


def _holds(case: Case, child: Child) -> bool:
    """Whether rows of the case are about the child or give it a level: it is not deleted then."""
    return bool(rows_about(case, child.id) or rows_with_level(case, child.id))


def _children(case: Case, theirs: Case, ours_alone: Set[str]) -> tuple[Case, dict[int, int]]:
    children, places = list(case.children), dict[int, int]()
    for child in theirs.children:
        place = same_child(child, children)
        if place is None and any(plain(child.name) in _called(adult) for adult in case.adults):
            continue
        if place is None and plain(child.name) in ours_alone and not _holds(theirs, child):
            continue  # deleted here
        if place is None:
            place = len(children)
            children.append(replace(child, id=place))
        places[child.id] = place
    known = tuple(children)
    return replace(case, children=known, events=case.events.widened(len(known))), places


def _adults(case: Case, theirs: Case) -> Case:
    adults = list(case.adults)
    for adult in theirs.adults:
        known = next(
            (one for one in adults if plain(one.name) in _called(adult) or plain(adult.name) in _called(one)), None
        )
        if known is not None:
            aliases = tuple(dict.fromkeys((*known.aliases, *adult.aliases)))
            adults[known.id] = replace(known, aliases=aliases)
        elif not any(plain(adult.name) in _called(child) for child in case.children):
            adults.append(replace(adult, id=len(adults)))
    return replace(case, adults=tuple(adults))


def _agencies(case: Case, theirs: Case) -> tuple[Case, dict[int, int]]:
    agencies, places = list(case.agencies), {-1: -1}
    by_name = {agency.name.casefold(): agency.id for agency in agencies}
    for agency in theirs.agencies:
        place = by_name.setdefault(agency.name.casefold(), len(agencies))
        if place == len(agencies):
            agencies.append(Agency(place, agency.name))
        places[agency.id] = place
    return replace(case, agencies=tuple(agencies)), places


def _sources(
    case: Case, theirs: Case, agencies: Mapping[int, int]
) -> tuple[Case, dict[int, int], dict[tuple[int, int], tuple[int, int]]]:
    sources, places, rows = list(case.sources), dict[int, int](), dict[tuple[int, int], tuple[int, int]]()
    for source in theirs.sources:
        place = _same_source(source, sources, set(places.values()))
        if place is None:
            place = len(sources)
            owner = None if source.agency is None else agencies[source.agency]
            sources.append(replace(source, id=place, agency=owner, apart=()))
        elif source.by_hand:
            sources[place], moved = _with_rows_by_hand(sources[place], source)
            rows |= {(source.id, number): (place, now) for number, now in moved.items()}
        else:
            sources[place] = _with_mended(sources[place], source)
        places[source.id] = place
    return replace(case, sources=tuple(sources)), places, rows


def _same_source(source: Source, known: Sequence[Source], taken: set[int]) -> int | None:
    key = (source.file, source.sheet, source.digest, source.by_hand)
    free = [one for one in known if one.id not in taken and (one.file, one.sheet, one.digest, one.by_hand) == key]
    same = [one for one in free if one.id == source.id]
    return (same or free)[0].id if free else None


def _with_rows_by_hand(mine: Source, theirs: Source) -> tuple[Source, dict[int, int]]:
    """My rows by hand and theirs that I lack, and where each of theirs is now."""
    rows, moved = list(mine.rows), dict[int, int]()
    free = {row.number: row for row in rows if row.kind is RowKind.EVENT}
    for row in theirs.rows:
        if row.kind is not RowKind.EVENT:
            continue
        same = [number for number, known in free.items() if known.cells == row.cells]
        if same:
            number = row.number if row.number in same else same[0]
            free.pop(number)
        else:
            number = rows[-1].number + 1
            rows.append(replace(row, number=number))
        moved[row.number] = number
    return replace(mine, rows=tuple(rows)) if len(rows) > len(mine.rows) else mine, moved


def _with_mended(mine: Source, theirs: Source) -> Source:
    """My sheet with the rows that they made events of."""
    if mine.rows == theirs.rows:
        return mine
    mended = {row.number for row in theirs.rows if row.kind is RowKind.EVENT}
    rows: list[SheetRow] = [
        replace(row, kind=RowKind.EVENT) if row.kind is RowKind.REJECTED and row.number in mended else row
        for row in mine.rows
    ]
    return replace(mine, rows=tuple(rows)) if any(a is not b for a, b in zip(rows, mine.rows, strict=True)) else mine
