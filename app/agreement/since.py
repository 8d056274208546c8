"""What was done to each of two copies of a case since they parted, read from their audit trails."""

from collections.abc import Sequence

import msgspec

from app.case.kept_values import BOOKMARK, FILTER, OWN_WORDS, STOPS
from app.case.merge_own import kept_since
from app.case.merge_people import Touched
from app.case.practice import Episode
from app.case.who_is_who import plain
from app.storage.audit import Entry, WhatChanged

_DECODE = msgspec.json.Decoder(WhatChanged).decode
_FIELD = {
    "severity": "severity",
    "severity_from": "severity",
    "severity_by": "severity",
    "categories": "categories",
    "categories_from": "categories",
    "level": "level",
    "level_from": "level",
}
"""The field of which a column of the trail is a part; others are fields of their own."""


def touched_since(mine: Sequence[Entry], theirs: Sequence[Entry]) -> tuple[Touched, Touched]:
    """What was done to each copy after the last step that both trails tell alike."""
    common = 0
    for one, other in zip(mine, theirs, strict=False):
        if not _same(one, other):
            break
        common += 1
    return _touched(mine[common:]), _touched(theirs[common:])


def _same(one: Entry, other: Entry) -> bool:
    mine, theirs = one.step, other.step
    return one.what == other.what and (mine.label, mine.by, mine.at, mine.kind) == (
        theirs.label, theirs.by, theirs.at, theirs.kind,
    )  # fmt: skip


def _touched(trail: Sequence[Entry]) -> Touched:
    added, codes = set[int](), dict[tuple[int, str], str]()
    pairs, findings, words = set[frozenset[int]](), set[tuple[str, int, str]](), set[str]()
    people, sources, periods, itself = set[str](), set[int](), set[int](), set[str]()
    levels, kept, episodes = dict[tuple[int, int], str](), set[tuple[str, str]](), set[Episode]()
    for step, what in trail:
        told = _DECODE(what)
        for first, last in told.events_added:
            added.update(range(first, last + 1))
        for code in told.codes:
            codes |= {(event, _FIELD.get(code.code, code.code)): step.by for event in code.events}
            if code.child is not None and _FIELD.get(code.code) == "level":
                levels |= {(event, code.child): step.by for event in code.events}
        codes |= {(item.event, item.field): item.by for item in told.corrected}
        pairs |= {frozenset((item.kept, item.twin)) for item in (*told.decisions_made, *told.decisions_gone)}
        findings |= {
            (item.kind, item.child, item.start.isoformat()) for item in (*told.findings_decided, *told.findings_were)
        }
        words |= {plain(item.words) for item in (*told.words_decided, *told.words_forgotten)}
        for change in told.children:
            people |= {plain(child.name) for child in (change.before, change.after) if child is not None}
        people |= {plain(adult.name) for adult in (*told.adults_gained, *told.adults_gone)}
        sources |= {*told.sources_withdrawn, *told.sources_restored}
        periods |= {item.source for item in told.periods}
        itself |= {name for name in ("name", "marking", "scope", "scheme") if getattr(told, name) is not None}
        kept |= _kept(told)
        episodes |= {*told.episodes_gone}
    return Touched(
        True, frozenset(added), codes, frozenset(pairs), frozenset(findings), frozenset(words), frozenset(people),
        frozenset(sources), frozenset(periods), frozenset(itself), trail[-1].step.by if trail else "",
        None if _children_moved(trail) else levels, frozenset(kept), frozenset(episodes),
    )  # fmt: skip


def _children_moved(trail: Sequence[Entry]) -> bool:
    """Whether a child went, after which children have other numbers than in the steps before."""
    changes = (change for _step, what in trail for change in _DECODE(what).children)
    return any(change.after is None for change in changes)


def _kept(told: WhatChanged) -> set[tuple[str, str]]:
    """What a step changed of what reviewers keep under names."""
    kept = {(BOOKMARK, item.name.casefold()) for item in (*told.bookmarks, *told.bookmarks_gone)}
    kept |= {(FILTER, item.name.casefold()) for item in (*told.filters_kept, *told.filters_gone)}
    kept |= {(OWN_WORDS, entry.id) for entry in (*told.own_words, *told.own_words_gone)}
    if told.panel is not None:
        before, after = told.panel
        kept |= {kept_since(item.whose, item.name) for item in {*before.pseudonyms} ^ {*after.pseudonyms}}
        if before.stops != after.stops:
            kept.add((STOPS, ""))
    return kept
