"""What the record pane says of one event: as the agency wrote it, and where each code came from."""

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from app.case.dates import Precision, from_day_number, spoken
from app.case.event_table import NO_DUPLICATE, CodeFrom, Event
from app.case.model import Case
from app.language import tr
from app.search.query import Query
from widgets import late
from widgets.events.matches import marked_html
from widgets.parts.wording import children_in_words, date_in_words, date_reading

_ORIGINS = {
    CodeFrom.NOBODY: tr("not coded"),
    CodeFrom.STATED: tr("stated in the sheet"),
    CodeFrom.LEXICON: tr("suggested by its wording, not confirmed"),
    CodeFrom.CARRIED: tr("carried on from an earlier row"),
    CodeFrom.REVIEWER: tr("set by the reviewer"),
}


def origin_in_words(origin: CodeFrom, by: str | None = None) -> str:
    """Where a code comes from: "set by A. Reviewer", "suggested by its wording, not confirmed"."""
    return tr("set by {reviewer}").format(reviewer=by) if origin is CodeFrom.REVIEWER and by else _ORIGINS[origin]


def heading(event: Event) -> str:
    """The date of the record, short, its time where it has one, and that it is withdrawn where it is."""
    when = ", ".join(filter(None, (date_in_words(event.when), event.when.time)))
    return tr("{when} (withdrawn: it counts nowhere)").format(when=when) if event.withdrawn else when


def subheading(case: Case, event: Event) -> str:
    """Who it is about, and who recorded it."""
    parts = [children_in_words(case, event.subjects) or tr("no child named"), case.agency_name(event.agency)]
    return " · ".join(part for part in (*parts, event.author or "") if part)


def place_in_words(case: Case, event: Event) -> str:
    """The file, the sheet and the row the record was read from."""
    source = case.sources[event.source]
    place = tr("{file}, sheet “{sheet}”, row {row}") if source.sheet else tr("{file}, row {row}")
    return place.format(file=source.file, sheet=source.sheet, row=event.row)


def date_notes(event: Event) -> list[str]:
    """What the date was read as, where that is more than its own words, and when the row was entered."""
    reading = date_reading(event.when)
    written = event.when.words
    said = tr("Date written “{words}”, read as {reading}.") if written else tr("Date: {reading}.")
    notes = [said.format(words=written, reading=reading)]
    entered = from_day_number(event.entry_day)
    if entered is not None:
        notes.append(tr("Entered on {day}.").format(day=spoken(entered)))
    if event.when.precision is Precision.CIRCA:
        notes.append(tr("The row itself says that this date is doubtful."))
    return notes


def duplicate_note(case: Case, event: Event) -> str:
    """Which other record tells the same; empty where none does."""
    if event.duplicate_of == NO_DUPLICATE or not case.events.has(event.duplicate_of):
        return ""
    other = case.event(event.duplicate_of)
    return tr("Tells the same as {place}, which is the one that counts.").format(place=place_in_words(case, other))


class Why(NamedTuple):
    """Why a code was suggested, in words, and the ``rule`` by which: the lexicon's entry, "" where it was none."""

    words: str
    rule: str


def reasons_for_suggestions(case: Case, event: Event) -> list[Why]:
    """Why each suggested code of the record, what it also notes among them, was suggested: a sentence each.

    Each says where that comes from. Empty where nothing is a suggestion.
    """
    names = [child.name for child in case.children]
    levels = {f"{names[child]}={rank}" for child, rank in event.levels.items() if _suggested(event, child)}
    own = {f"{names[child]}={rank}" for child, rank in event.severity_by_child.items()}
    scored = event.severity_from is CodeFrom.LEXICON
    named = event.categories_from is CodeFrom.LEXICON
    if not (scored or named or levels or event.markers):
        return []
    wanted = {
        "severity of a child": own if scored else set[str](),
        "category": set(case.scheme.categories_in(event.categories)) if named else set[str](),
        "level": levels,
        "marker": set(event.markers),
    }
    reasons = late.coder.explain(case, case.events.position(event.id))
    return [
        Why(reason_in_words(reason.says, reason.source), reason.rule)
        for reason in reasons
        if (scored and reason.field == "severity") or reason.value in wanted.get(reason.field, ())
    ]


def _suggested(event: Event, child: int) -> bool:
    return event.levels_from.get(child) is CodeFrom.LEXICON


def reason_in_words(says: str, source: str) -> str:
    """A reason and where that comes from, as far as it has that."""
    return tr("{reason} [{source}]").format(reason=says, source=source) if source else says


def rules_in_words(reasons: Sequence[Why]) -> str:
    """The rules behind the reasons, in their order, for whoever asks which entry of the lexicon it was."""
    rules = ", ".join(dict.fromkeys(reason.rule for reason in reasons if reason.rule))
    return tr("The rules, by their names in the lexicon: {rules}").format(rules=rules) if rules else ""


def level_origins(case: Case, event: Event) -> str:
    """Where the level of each child comes from, once where it is the same for all; empty where the record states none.

    "Perry: stated in the sheet".
    """
    origins = {origin for child, origin in event.levels_from.items() if child in event.levels}
    if len(origins) == 1:
        return origin_in_words(origins.pop())
    told = [
        tr("{child}: {origin}").format(child=case.children[child].name, origin=origin_in_words(origin))
        for child, origin in event.levels_from.items()
        if child in event.levels
    ]
    return "\n".join(told)


def as_written(case: Case, event: Event) -> list[tuple[str, str]]:
    """The cells of the row under the headings of its sheet; empty cells are left out."""
    source = case.sources[event.source]
    cells = case.sheet_row(event.source, event.row).cells
    headings = list(source.headings) + [
        tr("Column {number}").format(number=number + 1) for number in range(len(source.headings), len(cells))
    ]
    pairs = zip(headings, cells, strict=False)
    return [(name or tr("(no heading)"), str(cell)) for name, cell in pairs if cell not in (None, "")]


def as_written_html(case: Case, event: Event, query: Query, *, narrow: bool = False) -> str:
    """The same as a small table of headings and cells, with what the query finds marked.

    In a narrow place each cell stands below its heading, for two columns of large words would not fit.
    """
    if narrow:
        return "".join(
            f"<p><i>{escape(name)}</i><br>{marked_html(cell, query)}</p>" for name, cell in as_written(case, event)
        )
    rows = "".join(
        f"<tr><td style='padding-right:8px'><i>{escape(name)}</i></td><td>{marked_html(cell, query)}</td></tr>"
        for name, cell in as_written(case, event)
    )
    return f"<table cellspacing=0 cellpadding=1>{rows}</table>"
