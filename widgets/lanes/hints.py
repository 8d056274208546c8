"""What hovering says: the record in full, or a finding's sentence."""

from html import escape

from app.case.event_table import CodeFrom
from app.case.model import Case
from app.lanes.scene import LanesScene

LONGEST = 600
LISTED = 6
"""How many records of a column are told, the first of them in full."""

_FROM = {
    CodeFrom.STATED: "stated in the source",
    CodeFrom.LEXICON: "suggested, not yet confirmed",
    CodeFrom.CARRIED: "carried over",
    CodeFrom.REVIEWER: "set by a reviewer",
}


def hint_for_event(case: Case, event_id: int) -> str:
    """Date, agency, children, codes and the words of one record, with file, sheet and row."""
    event = case.events.event(case.events.position(event_id))
    source = case.sources[event.source]
    names = ", ".join(case.children[child].name for child in event.subjects) or "no child named"
    severity = "not scored"
    if event.severity >= 0:
        severity = f"severity {event.severity}, {_FROM.get(event.severity_from, '')}".rstrip(", ")
    categories = ", ".join(case.scheme.category_names[key] for key in case.scheme.categories_in(event.categories))
    text = event.text if len(event.text) <= LONGEST else event.text[:LONGEST].rsplit(" ", 1)[0] + "…"
    where = f"{source.file}{', ' + source.sheet if source.sheet else ''}, row {event.row}"
    told = " · ".join(escape(part) for part in (case.agency_name(event.agency), names) if part)
    lines = [
        f"<b>{escape(event.when.words)}</b>{_precision(case, event_id)} · {told}",
        escape(severity + (f" · {categories}" if categories else "")),
        escape(text),
    ]
    if event.response:
        lines.append(f"<i>{escape(event.response)}</i>")
    lines.append(f"<small>{escape(where)}</small>")
    return f"<div style='max-width: 460px'>{'<br>'.join(lines)}</div>"


def hint_for_events(case: Case, events: list[int]) -> str:
    """One record in full, or, where a column stands for several, the worst in full and the next few in a line."""
    if not events:
        return ""
    told = hint_for_event(case, events[0])
    if len(events) == 1:
        return told
    table = case.events
    lines = [f"{len(events)} records share this place; zoom in for each."]
    for event in events[1:LISTED]:
        place = table.position(event)
        text = table.text[place][:80]
        lines.append(f"{table.when(place).words}: {text}{'…' if len(table.text[place]) > len(text) else ''}")
    more = "".join(f"<br>{escape(line)}" for line in lines[1:])
    return f"{told}<hr><b>{escape(lines[0])}</b>{more}"


def _precision(case: Case, event_id: int) -> str:
    when = case.events.when(case.events.position(event_id))
    if when.earliest == when.latest or when.earliest is None:
        return ""
    return " (findings use the earliest day)"


def hint_for_finding(scene: LanesScene, finding_id: str) -> str:
    """A finding's sentence and how many rows it rests on."""
    for finding in scene.findings():
        if finding.id == finding_id:
            rows = f"{len(finding.evidence)} row{'' if len(finding.evidence) == 1 else 's'}"
            return f"<div>{escape(finding.says)}<br><small>Rests on {rows}. Click to see them.</small></div>"
    return ""
