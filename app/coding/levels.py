"""The level of intervention that a row opens, confirms or ends, for each child it says it of.

A contact, a visit, a refused referral, a request and a plan for later change nothing; words that name a level
in passing are not in the lexicon. Where a row ends one level and names another, the other is what it states.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.coding.context import meaning_of, segment
from app.coding.entries import LevelWords, MarkerWords
from app.coding.naming import Mention
from app.coding.scanning import Scan
from app.coding.states import Beside, LevelRanks

REPORT_DAYS = 21
"""A step that another agency tells of is told within so many days."""

_ELSE = frozenset(("someone else",))  # not words: keys
_NEVER = ("negated", "historic")  # not words: keys
_DOWNWARD = ("closes", "ends")
_JOINING = ("", "and", "plus", "incl", "including")
_ONE_AFTER_ANOTHER = frozenset(("plo", "looked after", "compulsory supervision order"))  # not words: states
_OF_CHILDREN = frozenset((
    "plo", "child protection plan", "care and support protection plan", "cpr registration",
))  # fmt: skip  # not words: states
_ENQUIRY = "s47"  # not words: a state
_AT_HOME = "care proceedings"  # not words: the state of an order under which a child lives at home
CONFERENCE = "conference"  # not words: part of an agency's name
_NEAR = 3
"""A name so many words after a statement is still its own ("s47 for the two boys")."""
NOTHING_ENDED = int(Beside.NOTHING)


class LevelHit(NamedTuple):
    """Words that state a level: the entry, where, the rank of the scheme, and the children it is said of.

    ``children`` None are those of the row; ``named`` says whether the sentence names any child at all, ``beside``
    which higher state stays in force beside it.
    """

    entry: LevelWords
    start: int
    end: int
    words: str
    rank: int
    children: frozenset[int] | None
    named: bool
    beside: Beside = Beside.NOTHING


def level_hits(
    scan: Scan, named: Sequence[Mention], part: str, year: int | None, ranks: LevelRanks
) -> tuple[LevelHit, ...]:
    """Every statement of a level in a sentence, those that are negated, past or only planned left out."""
    found: list[LevelHit] = []
    for entry, start, end in scan.levels:
        if entry.where not in (part, "both") or not entry.holds_in(year) or entry.state not in ranks:
            continue
        if entry.does == "nothing" and not entry.meeting:
            continue
        meaning = meaning_of(scan, start, end, year, "steps", _ELSE)
        if meaning.meant == "affirmed" or (entry.firm and meaning.meant not in _NEVER):
            words, children = scan.written[start:end], _whose(scan, named, start, end)
            rank, beside = ranks.state_of(entry, scan.text, start, end, segment(scan, start, end))
            found.append(LevelHit(entry, start, end, words, rank, children, bool(named), beside))
    return tuple(found) if len(found) < 2 else tuple([hit for hit in found if not _undone(hit, found)])


def _undone(hit: LevelHit, hits: Sequence[LevelHit]) -> bool:
    """Whether words that seem to open a level are part of those that end it ("agreed early help plan to close")."""
    if hit.entry.does not in ("opens", "confirms"):
        return False
    return any(
        other.entry.does not in ("opens", "confirms", "nothing") and other.start < hit.end and hit.start < other.end
        for other in hits
    )


def levels_said(
    hits: Sequence[LevelHit],
    subjects: frozenset[int],
    unborn: frozenset[int],
    agency: str,
    household: frozenset[int] = frozenset(),
) -> list[LevelHit]:
    """The statements with the children they are about, as the agency of that name (in lower case) means them.

    A row that is about no child closes nothing, and nothing is closed for a child not yet born. What opens a plan or
    proceedings in a row about the parents opens it for the children of the ``household``: no grown-up is on a plan.
    """
    found: list[LevelHit] = []
    sits = CONFERENCE in agency or any(map(_speaks_of_a_plan, hits))
    for hit in hits:
        if hit.entry.does == "nothing" or (hit.entry.meeting == "needed" and not sits):
            continue
        if not means_it(hit.entry, agency):
            continue
        # Children named together with one not yet born are meant without it; a row about it alone is about it.
        children = (subjects - unborn or subjects) if hit.children is None else hit.children
        if hit.entry.does in _DOWNWARD:
            children -= unborn
        elif not children and hit.entry.does == "opens" and hit.entry.state in _OF_CHILDREN:
            children = household
        if children:
            found.append(hit._replace(children=children))
    return found


def _speaks_of_a_plan(hit: LevelHit) -> bool:
    """Whether a plan without a name in the same row is a child protection plan."""
    return hit.entry.meeting != "needed" and (bool(hit.entry.meeting) or hit.entry.state in _OF_CHILDREN)


def means_it(entry: LevelWords | MarkerWords, agency: str) -> bool:
    """Whether words mean this from that agency: a service that takes no such step closes only its own case."""
    if entry.agencies and not any(word in agency for word in entry.agencies):
        return False
    return not any(word in agency for word in entry.except_agencies)


def levels_of(hits: Sequence[LevelHit]) -> dict[int, LevelHit]:
    """The statement that stands for each child; its rank there is the level that the row states."""
    stated: dict[int, LevelHit] = {}
    for child in sorted(frozenset[int]().union(*(hit.children or () for hit in hits))):
        own = [hit for hit in hits if hit.children and child in hit.children]
        chosen = _chosen(own)
        if chosen is not None:
            stated[child] = chosen
    return stated


def _chosen(hits: list[LevelHit]) -> LevelHit | None:
    """What several statements about one child come to."""
    ends = {hit.rank: number for number, hit in enumerate(hits) if hit.entry.does == "ends"}
    ended = {rank for rank, number in ends.items() if not _followed(hits, number)}
    # Early help that is itself over is not what a child falls to: "final TAF, closed to early help".
    falls = [hit for hit in hits if hit.entry.does == "falls to" and hit.rank not in ended]
    opens = [hit for hit in hits if hit.entry.does == "opens" and hit.rank not in ended]
    confirms = [hit for hit in hits if hit.entry.does == "confirms" and hit.rank not in ended]
    # A review that says no more keeps the plan.
    confirms = [hit for hit in confirms if hit.entry.meeting != "reviews"] or confirms
    closes = [hit for hit in hits if hit.entry.does in ("closes", "ends")]
    if opens and not falls:
        highest = max(opens, key=lambda hit: hit.rank)
        # An enquiry within a plan leaves the plan in force.
        return max([highest, *(confirms if highest.entry.state == _ENQUIRY else ())], key=lambda hit: hit.rank)
    if falls:
        return falls[-1]
    below = [hit for hit in confirms if not ended or hit.rank < max(ended)]
    whole = [hit for hit in closes if hit.entry.does == "closes"]
    if whole:
        return whole[-1]
    if below:
        return max(below, key=lambda hit: hit.rank)
    return max(closes, key=lambda hit: hit.rank) if closes else None


def _followed(hits: list[LevelHit], number: int) -> bool:
    """Whether one order gives way to another: "returned from foster care, supervision order continues".

    Proceedings that end in an order may be told after it ("care order made, proceedings concluded"), and a child comes
    home under an order that is told before.
    """
    over = hits[number]
    later = [hit for hit in hits[number + 1 :] if hit.entry.state in _ONE_AFTER_ANOTHER]
    if over.entry.state == "plo":
        later = [hit for hit in hits if hit.entry.state in _ONE_AFTER_ANOTHER]
    at_home = [hit for hit in hits if hit.entry.state == _AT_HOME]
    return any(hit.rank == over.rank and hit.entry.does == "opens" for hit in (*later, *at_home))


def enquiries_within(stated: Mapping[int, LevelHit], said: Sequence[LevelHit]) -> list[LevelHit]:
    """The enquiries that are opened within a plan that stands: they change no level and weigh what they weigh."""
    within = [hit for hit in said if hit.entry.state == _ENQUIRY and hit.entry.does == "opens"]
    return [
        hit
        for hit in within
        if any(stated[child].entry.does == "confirms" and stated[child].rank > hit.rank for child in hit.children or ())
    ]


def rank_stated(hit: LevelHit) -> int:
    """The rank that a statement leaves a child at: an end with nothing after it leaves universal services."""
    return 0 if hit.entry.does in ("ends", "closes") else hit.rank


def rank_ended(hit: LevelHit) -> int:
    """The rank that a statement ends; below 0 what else leaves a level in force as it is, as ``Beside`` tells it."""
    return hit.rank if hit.entry.does == "ends" else int(hit.beside)


def changes_nothing(ended: int, stated: int, now: int, told_as: Sequence[int]) -> bool:
    """Whether a row that ends that rank (see ``rank_ended``) and states that level leaves the level in force as it is.

    ``told_as`` are the scheme's levels as others are told them: one that another scheme holds in one level with it ends
    with it, but what is higher ("section 20 ends" under a care order).
    """
    if now < 0:
        return False
    if ended < 0:
        return now > stated and (ended == Beside.ANY or told_as[stated] == told_as[now])
    return ended < now or told_as[ended] != told_as[now]


def _whose(scan: Scan, named: Sequence[Mention], start: int, end: int) -> frozenset[int] | None:
    """Whom a statement is about: those named since the statement before it, else within it, after it, or before it."""
    if not named:
        return None
    since = max((stop for _entry, _start, stop in scan.levels if stop <= start), default=0)
    until = min((other for _entry, other, _end in scan.levels if other >= end), default=len(scan.text))
    chosen = _run([mention for mention in named if since <= mention.start and mention.end <= start], scan)
    if not chosen:
        chosen = _run([mention for mention in named if mention.start < end and start < mention.end], scan)
    if not chosen:
        after = [mention for mention in named if end <= mention.start < until]
        if after and len(scan.text[end : after[0].start].split()) <= _NEAR:
            chosen = _run(after, scan, first=True)
    if not chosen:
        chosen = _run([mention for mention in named if mention.end <= start], scan)
    return chosen or None


def _run(mentions: Sequence[Mention], scan: Scan, first: bool = False) -> frozenset[int]:
    """The children of names that stand together ("C2 and C3"): the last such run, or the first."""
    chosen: frozenset[int] = frozenset()
    end = -1
    for mention in mentions:
        joined = end >= 0 and scan.text[end : mention.start].strip(" ,&+/") in _JOINING
        if first and chosen and not joined:
            break
        chosen = chosen | mention.children if joined else mention.children
        end = mention.end
    return chosen


def outdone_reports(
    days: NDArray[np.int32],
    level: NDArray[np.int8],
    told: list[tuple[int, int]],
    enquiry: int,
    within: int = REPORT_DAYS,
) -> list[tuple[int, int]]:
    """The (place, child) of levels that were told to an agency and that other rows about then state otherwise.

    ``level`` (n, k) holds every level that a row states, those told included; ``told`` are the latter. What an
    agency hears of a step is vaguer than what the agency writes that took it ("social care have closed"). An
    ``enquiry`` and a higher level do not speak against each other: it may lead there within days, or be held within it.
    """
    places, children = np.array(told, np.intp).reshape(-1, 2).T
    firm = level >= 0
    firm[places, children] = False
    found: list[tuple[int, int]] = []
    for child in sorted(set(children.tolist())):
        mine = places[children == child]
        stated = level[:, child]
        for rank in sorted(set(stated[mine].tolist())):
            those = mine[stated[mine] == rank]
            same = _count_near(days, firm[:, child] & (stated == rank), those, within)
            against = _count_near(days, firm[:, child] & _speaks_against(stated, rank, enquiry), those, within)
            found += [(place, child) for place in those[(against > 0) & (same == 0)].tolist()]
    return found


def _speaks_against(stated: NDArray[np.int8], rank: int, enquiry: int) -> NDArray[np.bool_]:
    """Which levels (n,) another agency's word that a child is at that rank cannot stand beside."""
    others = stated != rank
    if rank < enquiry:
        return others
    return others & (stated < enquiry if rank == enquiry else stated != enquiry)


def _count_near(
    days: NDArray[np.int32], rows: NDArray[np.bool_], places: NDArray[np.intp], within: int
) -> NDArray[np.intp]:
    """How many of these rows lie within so many days of each place."""
    told, asked = np.sort(days[rows]), days[places].astype(np.int64)
    first = np.searchsorted(told, asked - within, "left")
    return np.searchsorted(told, asked + within, "right") - first


def ends_of_others(
    days: NDArray[np.int32],
    level: NDArray[np.int8],
    ends: Mapping[tuple[int, int], int],
    enquiry: int,
    told_as: Sequence[int],
) -> list[tuple[int, int]]:
    """The (place, child) of rows that end another level than the one in force for that child.

    ``ends`` holds the rank that rows end, by place and child (see ``rank_ended``); ``level`` (n, k) every level that a
    row states, ``told_as`` the scheme's levels as others are told them. The level of a day is the highest state open:
    what ends beside it leaves it as it is, and an enquiry within it opens none.
    Nor does the end of what was never told to begin close what was.
    """
    found: list[tuple[int, int]] = []
    for child in sorted({child for _place, child in ends}):
        places = np.flatnonzero(level[:, child] >= 0)
        places = places[np.argsort(days[places], kind="stable")]
        now, today, new = -1, -1, -1
        for place, day, stated in zip(
            places.tolist(), days[places].tolist(), level[places, child].tolist(), strict=True
        ):
            if day != today:
                now, today, new = (new if new >= 0 else now), day, -1
            ended = ends.get((place, child), NOTHING_ENDED)
            if ended != NOTHING_ENDED and changes_nothing(ended, stated, now, told_as):
                found.append((place, child))
            elif stated != now and not (stated == enquiry < now):
                new = max(new, stated)
    return found
