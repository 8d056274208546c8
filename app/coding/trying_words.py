"""An entry tried before it is kept: what is wrong with it, which records hold it, and what they would come to."""

from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

import numpy as np

from app.case.edit_parts import recoded
from app.case.event_table import NO_DAY, CodeFrom
from app.case.model import Case
from app.case.own_words_edits import keep_own_entry
from app.coding.case_words import fault_of, lexicon_of, own_entry
from app.coding.coder import recode_rows, suggest_rows
from app.coding.entries import Concern
from app.coding.lexicon import AnyEntry, Lexicon
from app.coding.own_lexicon import is_found, phrases_of
from app.coding.phrases import PhraseError
from app.coding.scanning import plain, sentences
from app.language import tr
from app.progress import Progress

FIRST = 6
"""So many of the records that hold the words are shown with their codes."""

_OPEN = (CodeFrom.NOBODY, CodeFrom.LEXICON)


class Fault(NamedTuple):
    """What is wrong with an entry: the field that says so, and a sentence."""

    field: str
    says: str


class Tried(NamedTuple):
    """What an entry does: ``holding`` records hold it; ``first`` are the ids of some, ``after`` the case with the
    codes that these would have; None where a ``fault`` is such that nobody can say."""

    fault: Fault | None
    holding: int = 0
    first: tuple[int, ...] = ()
    after: Case | None = None


def tried(entry: AnyEntry, instead: str, case: Case, progress: Progress) -> Tried:
    """What an entry would do in the case, in place of the own entry of the id ``instead`` where there is one.

    Raises:
        Cancelled: when ``progress`` was asked to stop.
    """
    fault = next(_plain_faults(entry), None)
    if fault:
        return Tried(fault)
    with_it = keep_own_entry(own_entry(entry), instead)(case)[0]
    whole = fault_of(with_it)
    if whole:
        return Tried(Fault("phrases", whole))
    lexicon = lexicon_of(with_it)
    fault = next(chain(_nameless(entry), _failed_tests(entry, lexicon)), None)
    ids = case.events.id[list(_holding(entry, case, progress))].tolist()
    first = tuple(ids[:FIRST])
    return Tried(fault, len(ids), first, _coded_anew(with_it, first, lexicon) if first else with_it)


def _plain_faults(entry: AnyEntry) -> Iterator[Fault]:
    if not entry.phrases and not entry.patterns:
        yield Fault("phrases", tr("Say which words it is about."))
    try:
        phrases_of(entry)
    except PhraseError as error:
        yield Fault("phrases", tr("These words cannot be read: {error}.").format(error=error))
    if isinstance(entry, Concern) and not entry.categories:
        yield Fault("categories", tr("Say which kind of concern it is."))
    if entry.valid_from and entry.valid_to and entry.valid_from > entry.valid_to:
        told = tr("The first year, {first}, comes after the last, {last}.")
        yield Fault("years", told.format(first=entry.valid_from, last=entry.valid_to))


def _nameless(entry: AnyEntry) -> Iterator[Fault]:
    if not entry.source.strip():
        yield Fault("source", tr("Say who says so: every code tells where it comes from."))


def _failed_tests(entry: AnyEntry, lexicon: Lexicon) -> Iterator[Fault]:
    for text in entry.matches:
        if not is_found(entry, text, lexicon):
            yield Fault("matches", tr("It is not found in “{text}”.").format(text=text))
    for text in entry.misses:
        if is_found(entry, text, lexicon):
            yield Fault("misses", tr("It is found in “{text}”, where it must not be.").format(text=text))


def _holding(entry: AnyEntry, case: Case, progress: Progress) -> Iterator[int]:
    """The places of records in use in whose text or response the words stand, in a year in which they hold."""
    events, patterns = case.events, [phrase.pattern for phrase in phrases_of(entry)]
    years = events.day.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
    for place in np.flatnonzero(~events.withdrawn).tolist():
        if place % 1000 == 0:
            progress.at(place / len(events))
        if not entry.holds_in(int(years[place]) if events.day[place] != NO_DAY else None):
            continue
        written = (events.text[place], events.response[place] or "")
        if any(pattern.search(plain(one)) for one in written for pattern in patterns) and any(
            pattern.search(plain(sentence)) for one in written for sentence in sentences(one) for pattern in patterns
        ):
            yield place


def _coded_anew(case: Case, ids: tuple[int, ...], lexicon: Lexicon) -> Case:
    """The case with these records coded anew, markers too; what a sheet states or a reviewer gave stays."""
    after, _changes = recode_rows(ids, lexicon)(case)
    events, found = after.events, suggest_rows(case, ids, lexicon).markers
    markers = list(events.markers)
    for place, told in zip(np.flatnonzero(np.isin(events.id, ids)).tolist(), found, strict=True):
        if events.severity_from[place] in _OPEN or events.categories_from[place] in _OPEN:
            markers[place] = told
    return recoded(after, {"markers": tuple(markers)})[0]
