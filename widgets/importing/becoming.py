"""What a look at a sheet says in words: how many rows become what, and what the first of them become."""

import re
from collections.abc import Mapping

from app.case.model import Case, RowKind
from app.language import tr
from widgets.importing.understanding import Look
from widgets.parts.wording import NOTHING, date_in_words, date_reading, records_in_words, rejected_in_words

ORDERS: Mapping[str, str] = {
    "dmy": tr("Day first: 31/12/2015"),
    "mdy": tr("Month first: 12/31/2015"),
    "ymd": tr("Year first: 2015/12/31"),
}
"""What the orders of numbers in dates are called in lists."""

BECOMING_HEADINGS = (
    tr("Row"),
    tr("Date as read"),
    tr("Child(ren)"),
    tr("Agency"),
    tr("Severity"),
    tr("What happened"),
)
BECOMING_WIDTHS = (5, 24, 18, 20, 7, 30)
SHOWN = 60
FORCE = tr("To read it all the same, say which row has the headings, which column the date and which what happened.")


_ORDER_OPTION = re.compile("“(dmy|mdy|ymd)”")


def look_in_words(look: Look) -> str:
    """What was found in a sheet, how sure that is, and what should be known of it."""
    if not look.choice.taken:
        return tr("This sheet is left out.")
    if not look.is_chronology:
        return " ".join((tr("This is taken for no chronology: {why}.").format(why=look.table.why), FORCE))
    counts = [records_in_words(look.count(RowKind.EVENT)), rejected_in_words(look.count(RowKind.REJECTED))]
    told = ", ".join(counts)
    found = f"{told}." if look.whole else tr("In the first rows: {counts}.").format(counts=told)
    sure = tr("How the columns are read: {share:.0%} sure.").format(share=look.table.mapping.confidence)
    return " ".join([found, sure, *notes_on(look)])


def notes_on(look: Look) -> tuple[str, ...]:
    """What the importer tells of this sheet, without its name, and without what the page asks of its colours."""
    place = f"{look.table.sheet.place}: "
    notes = (note.removeprefix(place) for note in look.batch.notes if note.startswith(place))
    asked = {offer.words for offer in look.colours}
    return tuple(_sentence(order_in_words(note)) for note in notes if note not in asked)


def order_in_words(note: str) -> str:
    """A note with an order of dates under the name that the check page has for it."""
    told = tr("“{order}” under Dates")
    return _ORDER_OPTION.sub(lambda option: told.format(order=ORDERS[option[1]].partition(":")[0]), note)


def becoming_rows(look: Look, case: Case) -> list[tuple[str, ...]]:
    """The first records and rejected rows of a sheet, in the order of its rows."""
    events = look.batch.events
    names = [child.name for child in look.batch.children]
    agencies = {agency.id: agency.name for agency in (*case.agencies, *look.batch.agencies)}
    places = {int(events.row[at]): at for at in range(len(events)) if int(events.source[at]) == look.source.id}
    shown: list[tuple[str, ...]] = []
    for row in look.source.rows:
        if len(shown) == SHOWN:
            break
        if row.kind is RowKind.REJECTED:
            shown.append((str(row.number), tr("✗ rejected"), "", "", "", row.reason))
        elif row.number in places:
            event = events.event(places[row.number])
            when = date_in_words(event.when)
            reading = date_reading(event.when)
            about = [names[child] for child in event.subjects]
            shown.append(
                (
                    str(row.number),
                    when if when in reading or when[:2] == reading[:2] else f"{when}: {reading}",
                    tr("all children") if len(about) == len(names) > 1 else ", ".join(about) or NOTHING,
                    agencies.get(event.agency, NOTHING),
                    NOTHING if event.severity < 0 else str(event.severity),
                    " ".join(event.text.split()),
                )
            )
    return shown


def sign_of(look: Look) -> str:
    """How a sheet stands, as a sign: fine, needs an answer, is none."""
    if not look.choice.taken or not look.is_chronology:
        return "–"
    return "!" if look.doubtful else "✓"


def line_of(look: Look) -> str:
    """A sheet in the list: its sign, its place, and what comes of it."""
    if not look.choice.taken:
        what = tr("left out")
    elif not look.is_chronology:
        what = tr("no chronology: {why}").format(why=look.table.why)
    elif look.unanswered:
        what = tr("which end of the severity scale is worse?")
    elif look.order_doubt:
        what = tr("do its dates have the month first?")
    elif look.turn_doubt:
        what = tr("were its dates typed with the month first?")
    else:
        what = records_in_words(look.count(RowKind.EVENT))
        rejected = look.count(RowKind.REJECTED)
        what += f", {rejected_in_words(rejected)}" if rejected else ""
    file, sheet = look.place
    return f"{sign_of(look)}  {file}{f' · {sheet}' if sheet else ''}\n     {what}"


def _sentence(words: str) -> str:
    said = words[:1].upper() + words[1:]
    return said if said.endswith((".", "?")) else said + "."
