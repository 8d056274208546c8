"""The case as a panel may see it. Names and free text are not hidden: the case that is made never held them.

Whatever is drawn, said, copied or exported from it can therefore tell nothing else. Ids stay, so that a place in the
one case is the same place in the other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.analysis.decisions import not_dismissed
from app.analysis.finding import Finding
from app.analysis.findings import find_all
from app.case.dates import ChronologyDate, Precision, spoken_month
from app.case.event_table import EventTable
from app.case.model import Adult, Case, Child, Source
from app.case.practice import Bookmark, Episode
from app.case.pseudonyms import PanelPlan, Pseudonyms, pseudonyms_of
from app.language import tr
from app.panel.agencies import agency_kinds
from app.panel.scheme_words import veiled_scheme
from app.panel.veil import Veil


@dataclass(frozen=True)
class PanelCase:
    """A case without names and without what rows say, its findings in the same words, and who goes by what."""

    case: Case
    findings: tuple[Finding, ...]
    names: Pseudonyms
    veil: Veil


def for_panel(case: Case, named_in: Case | None = None) -> PanelCase:
    """The case as a panel may see it, with the findings that were not dismissed.

    ``named_in`` is the whole case where only a part of it is seen: people go by the same words in both.
    """
    names = names_in(case, named_in or case)
    veil = Veil(named_in or case, pseudonyms_of(named_in or case))
    renamed = replace(
        case,
        scheme=veiled_scheme(case.scheme, veil),
        children=tuple(_child(child, names.children[child.id]) for child in case.children),
        adults=tuple(Adult(adult.id, names.adults[adult.id]) for adult in case.adults),
    )
    # Some finders read what rows say, so findings are looked for before the text goes.
    findings = not_dismissed(case, find_all(renamed))
    called = {child.name: names.children[child.id] for child in case.children}
    return PanelCase(_without_text(renamed, veil, called), findings, names, veil)


def with_names(known: PanelCase, case: Case, findings: tuple[Finding, ...]) -> PanelCase:
    """The same with people's names: for a reviewer who was asked and wants them shown. Text stays out."""
    shown = replace(
        known.case,
        children=tuple(replace(child, name=case.children[child.id].name) for child in known.case.children),
        adults=tuple(Adult(adult.id, adult.name) for adult in case.adults),
        episodes=tuple(
            replace(item, title=real.title, children=real.children)
            for item, real in zip(known.case.episodes, case.episodes, strict=True)
        ),
        bookmarks=tuple(
            replace(item, name=real.name) for item, real in zip(known.case.bookmarks, case.bookmarks, strict=True)
        ),
    )
    return replace(known, case=shown, findings=not_dismissed(case, findings))


def names_in(case: Case, whole: Case) -> Pseudonyms:
    """What the people of a case go by in the whole case that it is a part of; people are told by their names."""
    known = pseudonyms_of(whole)
    if case is whole:
        return known
    children = {child.name: known.children[child.id] for child in whole.children}
    adults = {adult.name: known.adults[adult.id] for adult in whole.adults}
    return Pseudonyms(
        tuple(children[child.name] for child in case.children), tuple(adults[adult.name] for adult in case.adults)
    )


def _child(child: Child, name: str) -> Child:
    """A child by another name: when it was born and when it was away stay, in words of our own."""
    born = None if child.born is None else _in_our_words(child.born)
    away = tuple(replace(stay, since=_in_our_words(stay.since), words="") for stay in child.away)
    away = tuple(replace(stay, until=stay.until and _in_our_words(stay.until)) for stay in away)
    return Child(child.id, name, born, None, (), (), away)


def _in_our_words(when: ChronologyDate) -> ChronologyDate:
    """A date without the words of its sheet."""
    words = str(when.day.year) if when.precision is Precision.YEAR else spoken_month(when.day)
    return ChronologyDate(when.earliest, when.latest, when.precision, words)


def _without_text(case: Case, veil: Veil, called: Mapping[str, str]) -> Case:
    kinds = agency_kinds(case)
    return Case(
        case.scheme,
        tr("Case"),
        _marking(case, kinds, veil),
        children=case.children,
        adults=case.adults,
        agencies=tuple(replace(agency, name=kinds[agency.id]) for agency in case.agencies),
        sources=tuple(_source(source) for source in case.sources),
        events=_events(case.events),
        scope=case.scope,
        parts=case.parts,
        episodes=_episodes(case, veil, called),
        bookmarks=_bookmarks(case.bookmarks, veil),
        panel=PanelPlan(),
        known_on=case.known_on,
    )


def _marking(case: Case, kinds: Sequence[str], veil: Veil) -> str:
    """The marking, which names agencies where the case is seen as they could have seen it."""
    marking = case.marking
    for agency in sorted(case.agencies, key=lambda agency: len(agency.name), reverse=True):
        if agency.name:
            marking = marking.replace(agency.name, kinds[agency.id])
    return veil.over(marking)


def _source(source: Source) -> Source:
    """What a sheet covers, and nothing of what stands in it or where it came from."""
    return Source(
        source.id,
        "",
        "",
        source.header_row,
        agency=source.agency,
        why=None if source.why is None else "",
        withdrawn=source.withdrawn,
        period=source.period,
        by_hand=source.by_hand,
        no_contact=source.no_contact,
    )


def _events(events: EventTable) -> EventTable:
    """The events with their days and codes; not one word of their rows."""
    count = len(events)
    nothing, nobody = ("",) * count, (None,) * count
    return replace(
        events, date_words=nothing, text=nothing, time=nobody, author=nobody, response=nobody, severity_by=nobody
    )


def _episodes(case: Case, veil: Veil, called: Mapping[str, str]) -> tuple[Episode, ...]:
    """The episodes with what a reviewer called them, for the panel to read; notes are the reviewer's own."""
    return tuple(
        replace(item, title=veil.over(item.title), note="", by="", children=_called(item.children, called))
        for item in case.episodes
    )


def _called(names: Sequence[str], called: Mapping[str, str]) -> tuple[str, ...]:
    """What these children go by; one whom the case no longer has by that name stays out."""
    known = tuple(called[name] for name in names if name in called)
    return known or ((tr("another child"),) if names else ())


def _bookmarks(bookmarks: Sequence[Bookmark], veil: Veil) -> tuple[Bookmark, ...]:
    return tuple(replace(item, name=veil.over(item.name), note="", by="") for item in bookmarks)
