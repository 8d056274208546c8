"""What else a row records: outcomes of referrals, strategy discussions, tools, whether the child was seen."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from app.coding.context import meaning_of
from app.coding.entries import MarkerWords
from app.coding.naming import Mention
from app.coding.scanning import Scan
from app.coding.weighing import Weighed

DEATH, DEATH_TOLD = "death", "death/told"
"""A child's death; and words of a death, which are of a child only right beside its name."""

SUPPOSED = "hypothetical"
"""The marker of a row that tells of nothing but what may come, and the meaning (ConText) of words that do."""

_AFTER_NAME = re.compile(r"[\s,(]*(?:aged? [\w ]{1,24}?)?[\s,)]*")
_ENDS_OPEN = re.compile(r"\bof\b[\w\s]*$")
_OWNS = re.compile(r"['’]s?\b")

REFERRAL = "referral"
_TOLD = ("referral/told", "referral/received")
_CONTACT = "referral/contact"
"""Words that may be of a referral: they are where the row says what came of it."""

_OUTCOMES = ("referral/nfa", "referral/unclear", "referral/no_reply", "referral/accepted")
_SINGLE = ("strategy_discussion", "escalation_procedure", "tool_use")
_ELSE = frozenset(("someone else",))  # not words: keys
_PLANNED = frozenset(("someone else", "hypothetical", "queried"))  # not words: keys


class MarkerHit(NamedTuple):
    """Words that record a marker, or a part of one ("referral/told")."""

    marker: str
    entry: MarkerWords
    start: int
    end: int
    words: str


def marker_hits(scan: Scan, part: str, year: int | None) -> tuple[MarkerHit, ...]:
    """Everything of this kind that a sentence of a row's text or response records."""
    found: list[MarkerHit] = []
    for entry, start, end in scan.markers:
        if entry.where not in (part, "both") or not entry.holds_in(year):
            continue
        planned = entry.marker.endswith((":planned", "/planned", ":available_not_used"))
        meaning = meaning_of(scan, start, end, year, "steps", _PLANNED if planned else _ELSE)
        if meaning.meant == "affirmed":
            found.append(MarkerHit(entry.marker, entry, start, end, scan.written[start:end]))
        elif meaning.meant == "negated" and entry.negated:
            found.append(MarkerHit(entry.negated, entry, start, end, scan.written[start:end]))
    return tuple(hit for hit in found if not any(_denies(other, hit) for other in found))


def _denies(other: MarkerHit, hit: MarkerHit) -> bool:
    """Whether longer words say the contrary, "not brought" of "brought", or are of others: "mother seen" of "seen"."""
    contrary = other.marker in (hit.entry.negated, f"{hit.entry.marker}/other")  # not words: a part of a marker
    return contrary and other.start <= hit.start and hit.end <= other.end and other is not hit


def with_deaths(hits: tuple[MarkerHit, ...], scan: Scan, named: Sequence[Mention]) -> tuple[MarkerHit, ...]:
    """The hits, with a death told right beside the name of one child as a death of that child."""
    return tuple(
        hit._replace(marker=DEATH) if hit.marker == DEATH_TOLD and _beside_one(hit, scan, named) else hit
        for hit in hits
    )


def _beside_one(hit: MarkerHit, scan: Scan, named: Sequence[Mention]) -> bool:
    for child in named:
        if len(child.children) == 1:
            if child.end <= hit.start and _AFTER_NAME.fullmatch(scan.text, child.end, hit.start):
                return True
            if hit.end <= child.start and _ENDS_OPEN.search(scan.text, hit.start, hit.end):
                owns = _OWNS.match(scan.text, child.end)
                if not scan.text[hit.end : child.start].strip() and not owns:
                    return True
    return False


def supposed(weighed: Sequence[Weighed], entry: MarkerWords) -> tuple[MarkerHit, ...]:
    """A hit of this entry for each concern that is only supposed to come: "will refer if there is more bruising"."""
    return tuple(
        MarkerHit(entry.marker, entry, item.start, item.end, item.words)
        for item in weighed
        if item.meaning.meant == SUPPOSED
    )


def chosen_markers(hits: Sequence[MarkerHit]) -> tuple[tuple[str, MarkerHit], ...]:
    """The markers that the words come to, each with the words behind it, in order of name."""
    recorded = {hit.marker for hit in hits}
    hits = [hit for hit in hits if recorded.isdisjoint(hit.entry.except_markers)]
    chosen: dict[str, MarkerHit] = {}
    best: dict[str, MarkerHit] = {}
    for hit in hits:
        kind = hit.marker.partition(":")[0]
        if kind in _SINGLE and "/" not in hit.marker:
            if kind not in best or hit.entry.rank > best[kind].entry.rank:
                best[kind] = hit
        elif "/" not in hit.marker and hit.marker:
            chosen.setdefault(hit.marker, hit)
    chosen.update((hit.marker, hit) for hit in best.values())
    parts = {hit.marker: hit for hit in reversed(hits) if "/" in hit.marker}
    told = next((parts[name] for name in _TOLD if name in parts), None)
    outcome = next((name for name in _OUTCOMES if name in parts), None)
    if told is None and outcome is not None:
        told = parts.get(_CONTACT)
    if told is not None:
        status = outcome.partition("/")[2] if outcome else "unclear"
        chosen[f"{REFERRAL}:{status}"] = parts[outcome] if outcome else told
    return tuple(sorted(chosen.items()))
