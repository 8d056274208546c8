"""The records that tell the same event, side by side."""

from html import escape

from app.case.event_table import NO_DUPLICATE, UNSCORED, Event
from app.case.model import Case
from app.language import tr
from app.search.query import Query
from widgets.events.matches import marked_html
from widgets.events.record_words import heading, place_in_words
from widgets.parts.wording import NOTHING, categories_in_words, children_in_words

MOST_BESIDE = 2
"""So many others stand beside a record; of the rest only the places are told."""


def twins_of(case: Case, event: Event) -> tuple[Event, ...]:
    """The other records that tell the same event, the one that counts first."""
    events = case.events
    first = event.id if event.duplicate_of == NO_DUPLICATE else event.duplicate_of
    alike = (events.duplicate_of == first) | (events.id == first)
    found = [events.event(place) for place in alike.nonzero()[0].tolist() if int(events.id[place]) != event.id]
    return tuple(sorted(found, key=lambda twin: (twin.id != first, twin.id)))


def twins_html(case: Case, event: Event, query: Query) -> str:
    """This record and its twins as columns of a small table; empty where it has none."""
    twins = twins_of(case, event)
    if not twins:
        return ""
    beside = (event, *twins[:MOST_BESIDE])
    share = 100 // len(beside)
    rows = [
        [_title(case, one, event) for one in beside],
        [escape(heading(one)) for one in beside],
        [escape(_who(case, one)) for one in beside],
        [
            tr("Severity {rank}; {categories}").format(
                rank=_severity(one), categories=escape(categories_in_words(case, one.categories) or NOTHING)
            )
            for one in beside
        ],
        [marked_html(one.text, query) for one in beside],
        [marked_html(one.response or "", query) for one in beside],
    ]
    told = "".join(
        "<tr>" + "".join(f"<td valign=top width='{share}%' style='padding:2px 8px 2px 0'>{cell}</td>" for cell in row)
        + "</tr>"
        for row in rows
        if any(row)
    )  # fmt: skip
    more = "<br>".join(tr("Also {place}").format(place=_link(case, twin)) for twin in twins[MOST_BESIDE:])
    return f"<table width='100%' cellspacing=0 cellpadding=0>{told}</table>{more}"


def _title(case: Case, one: Event, shown: Event) -> str:
    counts = one.duplicate_of == NO_DUPLICATE and not one.withdrawn
    own = escape(tr("This record"))
    name = f"<b>{own}</b>" if one.id == shown.id else _link(case, one)
    return (tr("{record} (counts)") if counts else tr("{record} (does not count)")).format(record=name)


def _link(case: Case, twin: Event) -> str:
    return f'<a href="{twin.id}">{escape(place_in_words(case, twin))}</a>'


def _who(case: Case, one: Event) -> str:
    said = (case.agency_name(one.agency), one.author or "", children_in_words(case, one.subjects))
    return " · ".join(filter(None, said))


def _severity(one: Event) -> str:
    return NOTHING if one.severity == UNSCORED else str(one.severity)
