"""What hovering says: the record in full, or a finding's sentence."""

from html import escape

from app.case.dates import spoken
from app.case.event_table import CodeFrom
from app.case.model import Case
from app.lanes.disputed import scores_in_words
from app.lanes.episodes import episode_at
from app.lanes.layout import Layout
from app.lanes.room import Measure
from app.lanes.scene import EpisodeDays, LanesScene
from app.language import tr, trn

LONGEST = 600
LISTED = 6
"""How many records of a column are told, the first of them in full."""

_FROM = {
    CodeFrom.STATED: tr("stated in the source"),
    CodeFrom.LEXICON: tr("suggested, not yet confirmed"),
    CodeFrom.CARRIED: tr("carried over"),
    CodeFrom.REVIEWER: tr("set by a reviewer"),
}


def hint_for_event(case: Case, event_id: int) -> str:
    """Date, agency, children, codes and the words of one record, with file, sheet and row."""
    event = case.event(event_id)
    source = case.sources[event.source]
    names = ", ".join(case.children[child].name for child in event.subjects) or tr("no child named")
    severity = tr("not scored")
    if event.severity >= 0:
        severity = tr("severity {rank}").format(rank=event.severity)
        severity = ", ".join(filter(None, (severity, _FROM.get(event.severity_from))))
    named = case.scheme.category_names
    categories = ", ".join(tr(named[key]) for key in case.scheme.categories_in(event.categories))  # from resources
    text = event.text if len(event.text) <= LONGEST else event.text[:LONGEST].rsplit(" ", 1)[0] + "…"
    file = f"{source.file}, {source.sheet}" if source.sheet else source.file
    where = tr("{file}, row {row}").format(file=file, row=event.row)
    told = " · ".join(escape(part) for part in (case.agency_name(event.agency), names) if part)
    lines = [
        f"<b>{escape(event.when.words)}</b>{_precision(case, event_id)} · {told}",
        escape(severity + (f" · {categories}" if categories else "")),
        *(escape(words) for words in _disputed(case, event_id, event.subjects)),
        escape(text),
    ]
    if event.response:
        lines.append(f"<i>{escape(event.response)}</i>")
    lines.append(f"<small>{escape(where)}</small>")
    return f"<div style='max-width: 460px'>{'<br>'.join(lines)}</div>"


def _disputed(case: Case, event_id: int, subjects: tuple[int, ...]) -> list[str]:
    """The scores of a record that differ; for which child, where not all of its children share them."""
    told = {child: scores_in_words(case, event_id, child) for child in subjects}
    if len(set(told.values())) == 1:
        return [words for words in [next(iter(told.values()))] if words]
    return [f"{case.children[child].name}: {words}" for child, words in told.items() if words]


def hint_for_events(case: Case, events: list[int]) -> str:
    """One record in full, or, where a column stands for several, the worst in full and the next few in a line."""
    if not events:
        return ""
    told = hint_for_event(case, events[0])
    if len(events) == 1:
        return told
    table = case.events
    shared = trn(
        "{count} record shares this place; zoom in for each.",
        "{count} records share this place; zoom in for each.",
        len(events),
    )
    lines = [shared.format(count=len(events))]
    for event in events[1:LISTED]:
        place = table.position(event)
        text = table.text[place][:80]
        lines.append(f"{table.when(place).words}: {text}{'…' if len(table.text[place]) > len(text) else ''}")
    more = "".join(f"<br>{escape(line)}" for line in lines[1:])
    return f"{told}<hr><b>{escape(lines[0])}</b>{more}"


def hint_for_episode(days: EpisodeDays) -> str:
    """A key practice episode: title, days, whom it is about, the note, and who marked it."""
    item = days.episode
    span = tr("{first} to {last}").format(first=spoken(item.first), last=spoken(item.last))
    about = ", ".join(item.children) or tr("all children")
    note = f"<br>{escape(item.note)}" if item.note else ""
    by = f"<br><small>{escape(tr('marked by {reviewer}').format(reviewer=item.by))}</small>" if item.by else ""
    return f"<div style='max-width: 460px'><b>{escape(item.title)}</b><br>{span} · {escape(about)}{note}{by}</div>"


def hint_at(layout: Layout, measure: Measure, x: float, y: float) -> str:
    """What a pointer at that point of the chart means, in full: an episode, records, a finding, else nothing."""
    episode = episode_at(layout, measure, x, y)
    if episode is not None:
        return hint_for_episode(episode)
    words = hint_for_events(layout.scene.case, layout.events_at(x, y))
    finding = layout.finding_at(x, y)
    return words or (hint_for_finding(layout.scene, finding) if finding is not None else "")


def _precision(case: Case, event_id: int) -> str:
    when = case.events.when(case.events.position(event_id))
    if when.earliest == when.latest or when.earliest is None:
        return ""
    return " " + tr("(findings use the earliest day)")


def hint_for_finding(scene: LanesScene, finding_id: str) -> str:
    """A finding's sentence and how many rows it rests on."""
    known = scene.finding(finding_id)
    if known is None:
        return ""
    count = len(known[1].evidence)
    hint = trn(
        "Rests on {count} row. Click to see them, double click to zoom to it.",
        "Rests on {count} rows. Click to see them, double click to zoom to it.",
        count,
    ).format(count=count)
    return f"<div>{escape(known[1].says)}<br><small>{hint}</small></div>"
