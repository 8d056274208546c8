"""The level of intervention that a row opens, confirms or ends, for each child it says it of.

A contact, a visit, a refused referral, a request and a plan for later change nothing; words that name a level
in passing are not in the lexicon. Where a row ends one level and names another, the other is what it states.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.case.scheme import Scheme
from app.coding.context import meaning_of, sentence
from app.coding.entries import LevelWords
from app.coding.naming import Mention
from app.coding.row import Row
from app.coding.scanning import Scan

REPORT_DAYS = 21
"""A step that another agency tells of is told within so many days."""

_ELSE = frozenset(("someone else",))


@dataclass(frozen=True, slots=True)
class LevelHit:
    """Words that state a level: the entry, where, the rank of the scheme, and the children it is said of."""

    entry: LevelWords
    start: int
    end: int
    part: str
    rank: int
    children: frozenset[int]


def ranks_of(scheme: Scheme) -> dict[str, int]:
    """Each word that the scheme's levels list, with the rank of its level."""
    return {word.lower(): level.rank for level in scheme.levels for word in (level.name, level.label, *level.words)}


def level_hits(row: Row, ranks: dict[str, int]) -> list[LevelHit]:
    """Every statement of a level in a row, those that are negated, past or only planned left out."""
    found: list[LevelHit] = []
    for part, scan, named in (("text", row.text, row.named), ("response", row.response, row.named_in_response)):
        for entry, start, end in scan.levels:
            if entry.where not in (part, "both") or not entry.holds_in(row.year) or entry.state not in ranks:
                continue
            if entry.agencies and not any(word in row.agency for word in entry.agencies):
                continue
            meaning = meaning_of(scan, start, end, row.year, "steps", _ELSE)
            if meaning.meant != "affirmed" and not (entry.firm and meaning.meant != "negated"):
                continue
            children = _whose(row, scan, named, start, end)
            if not row.subjects and entry.does in ("closes", "ends") and not named:
                continue
            if entry.does in ("closes", "ends"):
                children -= row.unborn
            if children:
                found.append(LevelHit(entry, start, end, part, ranks[entry.state], children))
    return found


def levels_of(hits: list[LevelHit]) -> dict[int, LevelHit]:
    """The statement that stands for each child; its rank there is the level that the row states."""
    stated: dict[int, LevelHit] = {}
    for child in sorted(frozenset().union(*(hit.children for hit in hits))):
        own = [hit for hit in hits if child in hit.children]
        chosen = _chosen(own)
        if chosen is not None:
            stated[child] = chosen
    return stated


def _chosen(hits: list[LevelHit]) -> LevelHit | None:
    """What several statements about one child come to."""
    ended = {hit.rank for hit in hits if hit.entry.does == "ends"}
    falls = [hit for hit in hits if hit.entry.does == "falls to"]
    opens = [hit for hit in hits if hit.entry.does == "opens" and hit.rank not in ended]
    confirms = [hit for hit in hits if hit.entry.does == "confirms" and hit.rank not in ended]
    closes = [hit for hit in hits if hit.entry.does in ("closes", "ends")]
    if opens and not falls:
        return max(opens, key=lambda hit: hit.rank)
    if falls:
        return falls[-1]
    below = [hit for hit in confirms if not ended or hit.rank < max(ended)]
    whole = [hit for hit in closes if hit.entry.does == "closes"]
    if whole:
        return whole[-1]
    if below:
        return max(below, key=lambda hit: hit.rank)
    return closes[-1] if closes else None


def rank_stated(hit: LevelHit) -> int:
    """The rank that a statement leaves a child at: an end with nothing after it leaves universal services."""
    return 0 if hit.entry.does in ("ends", "closes") else hit.rank


def _whose(row: Row, scan: Scan, named: tuple[Mention, ...], start: int, end: int) -> frozenset[int]:
    """Whom a statement is about: those named since the statement before it, else after it, else the row's children."""
    first, last = sentence(scan, start, end)
    before = [other_end for _entry, _start, other_end in scan.levels if first <= other_end <= start]
    since = max(before, default=first)
    here = [mention for mention in named if first <= mention.start and mention.end <= last]
    chosen = _run([mention for mention in here if since <= mention.start and mention.end <= start], scan)
    if not chosen:
        chosen = _run([mention for mention in here if mention.start < end and start < mention.end], scan)
    if not chosen:
        after = [other for _entry, other, _end in scan.levels if end <= other <= last]
        until = min(after, default=last)
        following = [mention for mention in here if end <= mention.start < until]
        close = [mention for mention in following if len(scan.text[end : mention.start].split()) <= 3]
        chosen = _run(close[:1] + [m for m in following if close and m.start > close[0].start], scan)
    if not chosen:
        chosen = _run([mention for mention in here if mention.end <= start], scan)
    if not chosen:
        carried = [mention for mention in named if mention.end <= first]
        paragraph = scan.text[max(0, first - 1) : first] == ";"
        chosen = _run(carried, scan) if paragraph else frozenset()
    if chosen:
        return chosen
    return (row.subjects or row.present) - row.unborn


def _run(mentions: list[Mention], scan: Scan) -> frozenset[int]:
    """The children of names that stand together ("C2 and C3"), the last such run."""
    chosen: frozenset[int] = frozenset()
    end = -1
    for mention in mentions:
        joined = end >= 0 and scan.text[end : mention.start].strip(" ,&+/") in ("", "and", "plus", "incl", "including")
        chosen = chosen | mention.children if joined else mention.children
        end = mention.end
    return chosen


def outdone_reports(
    days: NDArray[np.int32], level: NDArray[np.int8], told: list[tuple[int, int]], within: int = REPORT_DAYS
) -> list[tuple[int, int]]:
    """The (place, child) of levels that were told to an agency and that other rows about then state otherwise.

    ``level`` (n, k) holds every level that a row states, those told included; ``told`` are the latter. What an
    agency hears of a step is vaguer than what the agency writes that took it ("social care have closed").
    """
    firm = level >= 0
    for place, child in told:
        firm[place, child] = False
    found: list[tuple[int, int]] = []
    for place, child in told:
        near = firm[:, child] & (np.abs(days - days[place]) <= within)
        if bool(near.any()) and not bool((near & (level[:, child] == level[place, child])).any()):
            found.append((place, child))
    return found
