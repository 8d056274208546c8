"""How words are meant: as they stand, or negated, historic, hypothetical, queried, or about someone else.

After ConText (Harkema et al. 2009): a cue governs some words after or before it, to the end of its clause.
Terse notes have few verbs and many full stops, so clauses are short, and a comma costs two words of reach forward
and all of it backward.
"""

import re
from bisect import bisect_left, bisect_right
from typing import Literal, NamedTuple

from app.coding.entries import Cue
from app.coding.scanning import Scan

What = Literal["concerns", "steps"]
Meant = Literal["affirmed", "negated", "historic", "hypothetical", "someone else", "queried"]

_WEIGHT: dict[str, int] = {"negated": 5, "someone else": 4, "historic": 3, "hypothetical": 2, "queried": 1}
_WORD = re.compile(r"[\w'&/+%\-]+")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_COMMA_COSTS = 2


class Meaning(NamedTuple):
    """How words are meant and the cue that says so; ``words`` is empty where nothing does."""

    meant: Meant = "affirmed"
    rule: str = ""
    words: str = ""


AFFIRMED = Meaning()


def meaning_of(
    scan: Scan, start: int, end: int, year: int | None, what: What, but: frozenset[str] = frozenset()
) -> Meaning:
    """How the words at that place of a text are meant, being a concern or a step taken.

    ``year`` is that of the event. Kinds in ``but`` are passed over.
    """
    if not scan.cues:
        return AFFIRMED
    first, last = clause(scan, start, end)
    best = AFFIRMED
    for cue, cue_start, cue_end in scan.cues:
        if cue.kind in ("stops", "pseudo") or cue.kind in but or cue.governs not in ("all", what):
            continue
        if cue_start < first or cue_end > last or not cue.holds_in(year):
            continue
        if not _governs(scan, cue, cue_start, cue_end, start, end) or not _past(scan, cue, cue_start, cue_end, year):
            continue
        if _WEIGHT[cue.kind] > _WEIGHT.get(best.meant, 0):
            best = Meaning(cue.kind, cue.id, scan.written[cue_start:cue_end])
    return best


def clause(scan: Scan, start: int, end: int) -> tuple[int, int]:
    """Where the clause begins and ends in which those words stand."""
    place = bisect_right(scan.clauses, start)
    first = scan.clauses[place - 1] + 1 if place else 0
    place = bisect_left(scan.clauses, end)
    last = scan.clauses[place] if place < len(scan.clauses) else len(scan.text)
    for cue, cue_start, cue_end in scan.cues:
        if cue.kind == "stops":
            if first < cue_end <= start:
                first = cue_end
            elif end <= cue_start < last:
                last = cue_start
    return first, last


def segment(scan: Scan, start: int, end: int) -> tuple[int, int]:
    """Where the part of a clause between commas begins and ends in which those words stand."""
    first, last = clause(scan, start, end)
    before = scan.text.rfind(",", first, start)
    after = scan.text.find(",", end, last)
    return (before + 1 if before >= 0 else first), (after if after >= 0 else last)


def _governs(scan: Scan, cue: Cue, cue_start: int, cue_end: int, start: int, end: int) -> bool:
    cost = _COMMA_COSTS
    if cue_end <= start:
        between = scan.text[cue_end:start] if cue.direction != "backward" else None
    elif cue_start >= end:
        between = scan.text[end:cue_start] if cue.direction != "forward" else None
        cost = cue.reach
    elif cue_start < start < cue_end:
        between = ""
    else:
        # Words that hold their own cue ("no food") mean what they say.
        between = None
    if between is None:
        return False
    return cue.reach == 0 or len(_WORD.findall(between)) + cost * between.count(",") < cue.reach


def _past(scan: Scan, cue: Cue, start: int, end: int, year: int | None) -> bool:
    """A cue that names a year makes its words historic only where that year is past."""
    if cue.kind != "historic":
        return True
    named = _YEAR.search(scan.text, start, end)
    return named is None or (year is not None and int(named[0]) < year)
