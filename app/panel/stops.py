"""Where a reviewer leads a panel: bookmarks and findings, in the reviewer's order, each with what the panel reads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.analysis.decisions import decided
from app.analysis.finding import ESCALATION, RELAPSE, SIBLINGS, SUSTAINED, Finding
from app.analysis.firmness import Firmness
from app.analysis.kinds import kinds
from app.case.dates import day_number, known_date, spoken
from app.case.model import Case, Verdict
from app.case.practice import Bookmark
from app.case.pseudonyms import PanelPlan, StopChoice, StopKind
from app.language import tr, trn

AT_FIRST = (RELAPSE, ESCALATION)
"""The kinds of finding that are stops until a reviewer says otherwise; others are where they were accepted."""

PAD_SHARE, LEAST_PAD = 0.12, 21
"""How much of its days more is shown on either side of a stop, and how many days at least."""

Days = tuple[int, int]
"""The first and last day (day numbers)."""


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop: what leads there (``kind``, ``key``), whether it is ``shown`` or dropped, and what the panel reads.

    ``heading`` is its kind in plain words, ``says`` a sentence, ``facts`` dates and figures. ``days`` are those in
    view, None for the whole record; ``child`` (id) whose lane it is about, None for all; ``event`` and ``finding``
    (ids) what is marked.
    """

    kind: StopKind
    key: str
    shown: bool
    heading: str
    says: str
    facts: tuple[str, ...] = ()
    days: Days | None = None
    child: int | None = None
    event: int | None = None
    finding: str | None = None

    @property
    def choice(self) -> StopChoice:
        """What is kept of it with the case."""
        return StopChoice(self.kind, self.key, self.shown)

    def but(self, shown: bool) -> "Stop":
        """The same, shown or dropped."""
        return replace(self, shown=shown)


def stops_of(case: Case, plan: PanelPlan, real: Case, findings: Sequence[Finding]) -> tuple[Stop, ...]:
    """Every stop there may be, in the order of the plan; those it does not know come after, bookmarks first.

    ``case`` and ``findings`` are as the panel may see them, ``real`` is the case that they were made of: a plan
    speaks of bookmarks by the names they have there.
    """
    found: dict[tuple[StopKind, str], Stop] = {}
    for mark, seen in zip(real.bookmarks, case.bookmarks, strict=True):
        found[StopKind.BOOKMARK, mark.name] = _at_bookmark(mark.name, seen, case, findings)
    accepted = {key for key, item in decided(real, findings).items() if item.decision.state is Verdict.ACCEPTED}
    for finding in sorted(findings, key=lambda item: (item.start, item.end, item.child)):
        shown = finding.kind in AT_FIRST or finding.id in accepted
        found[StopKind.FINDING, finding.id] = _at_finding(finding, case, shown)
    return _in_order(found, plan.stops)


def _in_order(found: Mapping[tuple[StopKind, str], Stop], chosen: Sequence[StopChoice]) -> tuple[Stop, ...]:
    left = dict(found)
    ordered: list[Stop] = []
    for choice in chosen:
        stop = left.pop((choice.kind, choice.key), None)
        if stop is not None:
            ordered.append(stop.but(choice.shown))
    return (*ordered, *sorted(left.values(), key=lambda stop: not stop.shown))


def _at_bookmark(key: str, mark: Bookmark, case: Case, findings: Sequence[Finding]) -> Stop:
    days = None if mark.first is None or mark.last is None else (day_number(mark.first), day_number(mark.last))
    finding = next((item for item in findings if item.id == mark.finding), None)
    event = mark.event if mark.event is not None and case.events.has(mark.event) else None
    facts = (tr("whole record"),) if mark.first is None or mark.last is None else (_span(mark.first, mark.last),)
    if event is not None:
        facts += (record_words(case, event),)
    if finding is not None:
        facts += (finding.says,)
    return Stop(
        StopKind.BOOKMARK, key, True, tr("Bookmark"), mark.name, facts, days, None, event, finding and finding.id
    )


def _at_finding(finding: Finding, case: Case, shown: bool) -> Stop:
    known = kinds().get(finding.kind)
    heading = tr(known.name) if known else finding.kind.replace("_", " ").capitalize()  # from resources
    first, last = day_number(finding.start), day_number(finding.end)
    pad = max(round((last - first) * PAD_SHARE), LEAST_PAD)
    child = None if finding.kind == SIBLINGS else finding.child
    if child is not None:
        heading = tr("{child}: {kind}").format(child=case.children[finding.child].name, kind=heading)
    facts = (_span(finding.start, finding.end), *_figures(finding), _rows(finding))
    return Stop(
        StopKind.FINDING,
        finding.id,
        shown,
        heading,
        finding.says,
        facts,
        (first - pad, last + pad),
        child,
        None,
        finding.id,
    )


def _figures(finding: Finding) -> tuple[str, ...]:
    days = finding.days
    if finding.kind == RELAPSE:
        return (
            trn("{count} day from step-down to return", "{count} days from step-down to return", days).format(
                count=days
            ),
        )
    if finding.kind == ESCALATION:
        return (
            trn("{count} day without a rise in level", "{count} days without a rise in level", days).format(count=days),
        )
    if finding.kind == SUSTAINED:
        return (trn("{count} day after step-down", "{count} days after step-down", days).format(count=days),)
    return (trn("{count} day", "{count} days", days).format(count=days),) if days else ()


def _rows(finding: Finding) -> str:
    count = len(finding.evidence)
    rests = trn("rests on {count} record", "rests on {count} records", count).format(count=count)
    return rests if finding.confirmed else tr("{rests}, some only suggested").format(rests=rests)


def firm_words(firm: Firmness | None) -> str:
    """How firm a finding is, for the panel; empty while it is not known."""
    if firm is None:
        return ""
    if firm.holds == firm.of:
        return tr("found under all {tried} settings tried").format(tried=firm.of)
    return tr("found under {holds} of the {tried} settings tried").format(holds=firm.holds, tried=firm.of)


def record_words(case: Case, event: int) -> str:
    """A record without a word of its text: date, kind of agency, whom it is about, severity."""
    item = case.event(event)
    parts = [date_words(item.when.earliest, item.when.latest)]
    parts.append(case.agency_name(item.agency))
    if len(item.subjects) == len(case.children) > 1:
        parts.append(tr("all children"))
    else:
        parts.append(", ".join(case.children[child].name for child in item.subjects))
    if item.severity >= 0:
        parts.append(tr("severity {rank}").format(rank=item.severity))
    names = {category.key: tr(category.name) for category in case.scheme.categories}  # from resources
    parts += [names[key].lower() for key in case.scheme.categories_in(item.categories)]
    return " · ".join(part for part in parts if part)


def date_words(first: date | None, last: date | None) -> str:
    """Days as a person says them, whatever words stood in the sheet."""
    if first is not None and last is not None:
        return spoken(first) if first == last else _span(first, last)
    day = first or last
    if day is None:
        return ""
    said = tr("on or after {day}") if last is None else tr("before or on {day}")
    return said.format(day=spoken(day))


def _span(first: date, last: date) -> str:
    return tr("{first} to {last}").format(first=spoken(first), last=spoken(last))


def days_in_words(days: Days | None) -> str:
    """The days in view as dates."""
    return tr("whole record") if days is None else _span(known_date(days[0]), known_date(days[1]))
