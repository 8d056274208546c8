"""What reviewers keep beside the record, as values of a disagreement: put in force one by one."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import msgspec

from app.case.model import Case, Changes, Disagreement
from app.case.narrowing import NamedFilter
from app.case.own_words import OwnEntry
from app.case.own_words_edits import forget_own_entry, keep_own_entry
from app.case.panel_edits import arrange_stops, give_pseudonym
from app.case.practice import Bookmark, Episode
from app.case.practice_edits import forget_episode, mark_episode
from app.case.pseudonyms import Pseudonym, StopChoice
from app.case.scheme import Scheme
from app.case.scheme_edits import set_scheme

BOOKMARK, FILTER, PSEUDONYM, STOPS, SCHEME = "bookmark", "filter", "pseudonym", "stops", "scheme"
OWN_WORDS, EPISODE = "own words", "episode"  # not words: keys
"""The fields of what is kept; all but stops and scheme are kept under names."""

_NOTHING = "null"

Put = Callable[[Case, Disagreement, str], tuple[Case, Changes]]
"""Puts a value of a disagreement (JSON) in force."""


def _bookmark(case: Case, item: Disagreement, value: str) -> tuple[Case, Changes]:
    others = tuple(kept for kept in case.bookmarks if kept.name.casefold() != item.about.casefold())
    marks = others
    if value != _NOTHING:
        told = msgspec.json.decode(value, type=Bookmark)
        at = next((place for place, kept in enumerate(case.bookmarks) if kept not in others), len(others))
        marks = (*others[:at], told, *others[at:])
    if marks == case.bookmarks:
        return case, Changes()
    return replace(case, bookmarks=marks), Changes(bookmarks=True)


def _filter(case: Case, item: Disagreement, value: str) -> tuple[Case, Changes]:
    filters = [kept for kept in case.filters if kept.name.casefold() != item.about.casefold()]
    if value != _NOTHING:
        filters.append(msgspec.json.decode(value, type=NamedFilter))
    ordered = tuple(sorted(filters, key=lambda kept: kept.name.casefold()))
    return (case, Changes()) if ordered == case.filters else (replace(case, filters=ordered), Changes(filters=True))


def _pseudonym(case: Case, item: Disagreement, value: str) -> tuple[Case, Changes]:
    either = value if value != _NOTHING else next(kept for kept in (item.mine, item.theirs) if kept != _NOTHING)
    told = msgspec.json.decode(either, type=Pseudonym)
    return give_pseudonym(told.whose, told.name, "" if value == _NOTHING else told.words, told.by)(case)


def _own_entry(case: Case, item: Disagreement, value: str) -> tuple[Case, Changes]:
    if value == _NOTHING:
        return forget_own_entry(item.about)(case)
    return keep_own_entry(msgspec.json.decode(value, type=OwnEntry))(case)


def _episode(case: Case, item: Disagreement, value: str) -> tuple[Case, Changes]:
    """The one value goes, the other comes; of a change there is one episode, not two."""
    done, changes = case, Changes()
    for kept in (item.mine, item.theirs, item.own):
        if kept not in ("", _NOTHING, value):
            done, more = forget_episode(msgspec.json.decode(kept, type=Episode))(done)
            changes |= more
    if value != _NOTHING:
        done, more = mark_episode(msgspec.json.decode(value, type=Episode))(done)
        changes |= more
    return done, changes


def _stops(case: Case, item: Disagreement, value: str) -> tuple[Case, Changes]:  # noqa: ARG001 -- one signature for all
    return arrange_stops(msgspec.json.decode(value, type=tuple[StopChoice, ...]))(case)


def _scheme(case: Case, item: Disagreement, value: str) -> tuple[Case, Changes]:  # noqa: ARG001 -- one signature for all
    return set_scheme(msgspec.json.decode(value, type=Scheme))(case)


PUT: Mapping[str, Put] = {
    BOOKMARK: _bookmark, FILTER: _filter, PSEUDONYM: _pseudonym, STOPS: _stops, SCHEME: _scheme,
    OWN_WORDS: _own_entry, EPISODE: _episode,
}  # fmt: skip
"""How a value of each is put in force."""
