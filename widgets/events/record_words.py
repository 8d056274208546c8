"""What the record pane says of one event: as the agency wrote it, and where each code came from."""

from collections.abc import Sequence
from html import escape

from app.case.dates import Precision, from_day_number, spoken
from app.case.event_table import NO_DUPLICATE, CodeFrom, Event
from app.case.model import Case
from app.coding.coder import explain
from app.search.query import Query
from widgets.events.matches import marked_html
from widgets.parts.wording import children_in_words, date_in_words, date_reading

_ORIGINS = {
    CodeFrom.NOBODY: "not coded",
    CodeFrom.STATED: "stated in the sheet",
    CodeFrom.LEXICON: "suggested by its wording, not confirmed",
    CodeFrom.CARRIED: "carried on from an earlier row",
    CodeFrom.REVIEWER: "set by the reviewer",
}


def origin_in_words(origin: CodeFrom, by: str | None = None) -> str:
    """Where a code comes from: "set by A. Reviewer", "suggested by its wording, not confirmed"."""
    return f"set by {by}" if origin is CodeFrom.REVIEWER and by else _ORIGINS[origin]


def heading(event: Event) -> str:
    """The date of the record, short, and its time where it has one."""
    return ", ".join(filter(None, (date_in_words(event.when), event.when.time)))


def subheading(case: Case, event: Event) -> str:
    """Who it is about, and who recorded it."""
    parts = [children_in_words(case, event.subjects) or "no child named", case.agency_name(event.agency)]
    return " · ".join(part for part in (*parts, event.author or "") if part)


def place_in_words(case: Case, event: Event) -> str:
    """The file, the sheet and the row the record was read from."""
    source = case.sources[event.source]
    sheet = f", sheet “{source.sheet}”" if source.sheet else ""
    return f"{source.file}{sheet}, row {event.row}"


def date_notes(event: Event) -> list[str]:
    """What the date was read as, where that is more than its own words, and when the row was entered."""
    reading = date_reading(event.when)
    written = event.when.words
    notes = [f"Date written “{written}”, read as {reading}." if written else f"Date: {reading}."]
    entered = from_day_number(event.entry_day)
    if entered is not None:
        notes.append(f"Entered on {spoken(entered)}.")
    if event.when.precision is Precision.CIRCA:
        notes.append("The row itself says that this date is doubtful.")
    return notes


def duplicate_note(case: Case, event: Event) -> str:
    """Which other record tells the same; empty where none does."""
    if event.duplicate_of == NO_DUPLICATE or not case.events.has(event.duplicate_of):
        return ""
    other = case.events.event(case.events.position(event.duplicate_of))
    return f"Tells the same as {place_in_words(case, other)}, which is the one that counts."


def reasons_for_suggestions(case: Case, event: Event) -> list[str]:
    """Why the record's suggested codes were suggested, a sentence each; empty where nothing is a suggestion."""
    wanted: set[str] = set()
    if event.severity_from is CodeFrom.LEXICON:
        wanted.add("severity")
    if event.categories_from is CodeFrom.LEXICON:
        wanted.add("category")
    if CodeFrom.LEXICON in event.levels_from.values():
        wanted.add("level")
    if not wanted:
        return []
    return [reason.says for reason in explain(case, case.events.position(event.id)) if reason.field in wanted]


def markers_in_words(markers: Sequence[str]) -> str:
    """The markers of a record, as words: "referral: no reply, child seen"."""
    return ", ".join(marker.replace(":", ": ").replace("_", " ") for marker in markers)


def as_written(case: Case, event: Event) -> list[tuple[str, str]]:
    """The cells of the row under the headings of its sheet; empty cells are left out."""
    source = case.sources[event.source]
    cells = case.sheet_row(event.source, event.row).cells
    headings = list(source.headings) + [f"Column {number + 1}" for number in range(len(source.headings), len(cells))]
    pairs = zip(headings, cells, strict=False)
    return [(name or "(no heading)", str(cell)) for name, cell in pairs if cell not in (None, "")]


def as_written_html(case: Case, event: Event, query: Query) -> str:
    """The same as a small table of headings and cells, with what the query finds marked."""
    rows = "".join(
        f"<tr><td style='padding-right:8px'><i>{escape(name)}</i></td><td>{marked_html(cell, query)}</td></tr>"
        for name, cell in as_written(case, event)
    )
    return f"<table cellspacing=0 cellpadding=1>{rows}</table>"
