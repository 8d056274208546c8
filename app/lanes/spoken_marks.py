"""One mark, or one finding, of the chart in a sentence: what somebody hears who goes through them with the arrow keys.

The order is that of the lanes specification, section 16: date, child, agency, what it is, severity in words, whether
a person has confirmed it, what it is a part of. It never tells the words of a record, so that a panel may hear it.
"""

from app.analysis.finding import Finding
from app.analysis.kinds import kinds
from app.case.dates import ChronologyDate, Precision, spoken
from app.lanes.disputed import scores_in_words
from app.lanes.marks import MarkKind
from app.lanes.scene import LaneScene, LanesScene
from app.language import tr, trn


def spoken_mark(scene: LanesScene, lane: LaneScene, place: int) -> str:
    """The mark at that place of a lane's marks."""
    marks, table, scheme = lane.marks, scene.case.events, scene.case.scheme
    event = int(marks.event[place])
    row = table.position(event)
    keys = scheme.categories_in(int(table.categories[row]))
    names = [tr(scheme.category_names[key]) for key in keys]  # from resources
    parts = [
        _date(table.when(row)),
        lane.name,
        scene.case.agency_name(int(table.agency[row])),
        _what(MarkKind(int(marks.kind[place]))),
        tr("told again by another agency") if bool(marks.twin[place]) else "",
        ", ".join(names),
        _severity(scene, lane, place),
        scores_in_words(scene.case, event, lane.child) if bool(marks.disputed[place]) else "",
        *(tr("part of: {finding}").format(finding=_kind(finding)) for finding in _findings_with(lane, event)),
    ]
    return ", ".join(part for part in parts if part)


def spoken_finding(lane: LaneScene, finding: Finding) -> str:
    """A finding of that lane: its kind, what it says, its records, and whether it rests on a suggestion."""
    rows = trn("{count} record", "{count} records", len(finding.evidence)).format(count=f"{len(finding.evidence):,}")
    firm = tr("confirmed") if finding.confirmed else tr("rests on a suggested code")
    return f"{lane.name}, {_kind(finding)}. {finding.says.rstrip('.')}. {rows}, {firm}."


def _findings_with(lane: LaneScene, event: int) -> list[Finding]:
    drawn = (*lane.cycles, *lane.held, *lane.runs, *lane.unseen)
    return [finding for finding in drawn if event in finding.evidence] if event in lane.evidence else []


def _kind(finding: Finding) -> str:
    known = kinds().get(finding.kind)
    name = known.name if known else finding.kind.replace("_", " ")
    return f"{name} {finding.number}" if finding.number else name


def _date(when: ChronologyDate) -> str:
    if when.precision in (Precision.DAY, Precision.WEEK, Precision.RANGE) and when.earliest and when.latest:
        days = dict.fromkeys((spoken(when.earliest), spoken(when.latest)))
        return tr(" to ").join(days)
    return when.words or spoken(when.day)


def _severity(scene: LanesScene, lane: LaneScene, place: int) -> str:
    marks = lane.marks
    if bool(marks.under[place]):
        return ""
    if MarkKind(int(marks.kind[place])) is MarkKind.DEATH:
        return tr("suggested, not yet confirmed") if bool(marks.suggested[place]) else tr("confirmed")
    rank, scale = int(marks.severity[place]), scene.case.scheme.severity
    words = tr(scale[rank].label) if rank < len(scale) else ""  # from resources
    firm = tr("suggested, not yet confirmed") if bool(marks.suggested[place]) else tr("confirmed")
    return ", ".join(part for part in (tr("severity {rank}").format(rank=rank), words, firm) if part)


def _what(kind: MarkKind) -> str:
    told = {
        MarkKind.UNSCORED: tr("record, not scored"),
        MarkKind.HYPOTHETICAL: tr("record of what may come, not scored"),
        MarkKind.NO_CONCERN: tr("record, no concern"),
        MarkKind.IMPROVEMENT: tr("improvement"),
        MarkKind.CONCERN: tr("concern"),
        MarkKind.MISSED_HEALTH: tr("health appointment, was not brought"),
        MarkKind.HEALTH: tr("physical health concern"),
        MarkKind.HARM: tr("actual serious harm"),
        MarkKind.ADMISSION: tr("hospital admission"),
        MarkKind.DEATH: tr("death"),
    }
    return told[kind]
